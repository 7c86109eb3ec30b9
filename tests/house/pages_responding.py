"""Pages on which somebody writes a response. The window brings a draft along."""

from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from consultation import receipts, requests
from consultation.models import Attachment, Draft, Response, SenderRequest
from tests.house.pages_consultation import ANSWERED, OPEN, mine, open_round
from tests.house.registry import NotAPage, Page, State
from tests.house.world import person

ABOUT = {
    "kind": "lives_here",
    "area": "",
    "name": "Remi Resident",
    "show_name": True,
    "email": "remi@residents.example",
    "wants_results": True,
    "is_child": False,
}


def draft(token: str, **content) -> Draft:
    """What the browser with this cookie is writing in the open round."""
    draft, _made = Draft.objects.update_or_create(
        key_hash=receipts.token_hash(token),
        defaults={"round": open_round(), "comments": [], "about": ABOUT, **content},
    )
    return draft


def comments() -> list[dict]:
    clause = open_round().edition.clauses.first()
    return [
        {"subject": f"clause:{clause.uid}", "stance": "agree", "text": "Name streets."},
        {"subject": "whole", "text": "Good. " * 60, "wanted_change": "Add dates."},
    ]


def photograph() -> SimpleUploadedFile:
    picture = BytesIO()
    Image.new("RGB", (8, 8), "teal").save(picture, "PNG")
    return SimpleUploadedFile("kerb.png", picture.getvalue())


def a_draft() -> str:
    """Everything that a person can write, but for a file."""
    draft("one-person", comments=comments(), answers=answers())
    return "one-person"


def answers() -> dict:
    """The first choice of each question that has choices."""
    found = {}
    for question in open_round().questions.in_order():
        first = question.options[0].key if question.options else ""
        values = {"choice": first, "scale": "4", "several": [first], "text": "Buses."}
        if question.kind in values:
            found[str(question.number)] = values[question.kind]
    return found


def a_draft_with_files() -> str:
    with_files = draft("with-files", comments=comments())
    if not with_files.attachments.exists():
        Attachment.add(with_files, photograph())
    return "with-files"


def a_full_draft() -> str:
    with_files = draft("as-many-files", comments=comments())
    while with_files.attachments.count() < Attachment.MOST:
        Attachment.add(with_files, photograph())
    return "as-many-files"


def a_body() -> str:
    behalf = {"organisation": "Harbour Carers", "members": 250, "size": "micro"}
    about = ABOUT | {"kind": "community", "confidential_because": "Our members asked."}
    draft("a-body", comments=comments(), about=about, behalf=behalf)
    return "a-body"


def a_child() -> str:
    about = {"kind": "lives_here", "is_child": True}
    draft("a-child", comments=comments(), about=about)
    return "a-child"


def an_unknown() -> str:
    draft("an-unknown", comments=comments(), about={"kind": "lives_here"})
    return "an-unknown"


def an_unfinished() -> str:
    entries = [{**one, "is_unfinished": True} for one in comments()]
    draft("an-unfinished", comments=entries)
    return "an-unfinished"


def a_petition() -> str:
    behalf = {"signed": {"handed_in": 40, "duplicates": 2, "in_area": None}}
    draft("a-petition", comments=comments(), behalf=behalf)
    return "a-petition"


def an_agent() -> str:
    behalf = {"client": "A. Trader", "authority": "A letter of 3 May."}
    draft("an-agent", comments=comments(), behalf=behalf)
    return "an-agent"


def asked(kind="withdrawal", *, is_decided=False) -> dict:
    """A request of somebody who replied to the round that was answered."""
    found = Response.objects.filter(round__consultation__slug="first-charter")
    response = found.counted().exclude(comments=None).first()
    request = response.requests.filter(kind=kind).first()
    if request is None:
        comment = response.comments.first()
        words = "Name the streets." if kind == "correction" else ""
        request = SenderRequest.ask(response, kind, words, comment=comment)
    if is_decided and request.is_open:
        requests.decide(request, False, "We need it.", by=person("dara"))
    return ANSWERED | {"uid": request.uid}


def mine_after_the_close() -> dict:
    asked()
    asked("erasure", is_decided=True)
    response = Response.objects.filter(requests__kind="erasure").first()
    return {"council": "eastfield", "token": response.link_token}


def page(name: str, *states: State, draft=a_draft, kwargs=OPEN, has_form=True) -> Page:
    return Page(
        f"consultation:{name}", kwargs, states=states, draft=draft, has_form=has_form
    )


PAGES = [
    page(
        "check",
        State("with files", draft=a_draft_with_files),
        State("a body", draft=a_body),
        State("a child", draft=a_child),
        State("a petition", draft=a_petition),
        State("an agent", draft=an_agent),
        State("not finished", draft=an_unfinished),
    ),
    page("sender", State("a body", draft=a_body), State("a child", draft=a_child)),
    page(
        "contact",
        State("not asked yet", draft=an_unknown),
        State("errors", fill={"email": "remi"}),
    ),
    page(
        "behalf",
        State("a body", draft=a_body),
        State("a petition", draft=a_petition),
        State("errors", fill={}),
    ),
    page(
        "behalf_organisation",
        State("filled in", draft=a_body),
        State("errors", fill={"members": "many"}),
    ),
    page(
        "behalf_client",
        State("filled in", draft=an_agent),
        State("errors", fill={"client": ""}),
    ),
    page(
        "behalf_petition",
        State("filled in", draft=a_petition),
        State("errors", fill={"handed_in": "2", "duplicates": "3"}),
    ),
    page(
        "attach",
        State("with a file", draft=a_draft_with_files),
        State("as many as we take", draft=a_full_draft),
        State("errors", fill={}),
    ),
    NotAPage("consultation:latest_sent", "leads on to the receipt"),
    page("come_back", State("errors", fill={"email": "remi"})),
    page("remove_comment", kwargs=OPEN | {"place": 1}),
    Page(
        "consultation:add_comment",
        mine,
        states=[State("errors", fill={"text": ""})],
        has_form=True,
    ),
    Page(
        "consultation:amend_contact",
        mine,
        states=[State("errors", fill={"email": "remi"})],
        has_form=True,
    ),
    Page(
        "consultation:amend_files",
        mine,
        states=[
            State("errors", fill={}),
            State("too late", kwargs=mine_after_the_close),
        ],
        has_form=True,
    ),
    Page(
        "consultation:ask_council",
        mine_after_the_close,
        states=[
            State("errors", fill={"words": "Hm."}),
            State("still open", kwargs=mine),
        ],
        has_form=True,
    ),
    Page("consultation:stop_later", mine, has_form=True),
    Page(
        "consultation:request_list",
        lambda: asked() and ANSWERED,
        role="dara",
        states=[State("none", kwargs=lambda: OPEN)],
    ),
    Page(
        "consultation:decide_request",
        asked,
        role="dara",
        states=[
            State("erasure", kwargs=lambda: asked("erasure")),
            State("correction", kwargs=lambda: asked("correction")),
            State("errors", fill={"reason": ""}),
        ],
    ),
]
