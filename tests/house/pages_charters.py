"""Pages of the charters: what anyone reads, what officers write and decide."""

import datetime as dt
from functools import cache

from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from audit import clock
from charters import commons, importing, previews, tasks
from charters.models import (
    Approval,
    Block,
    Charter,
    Clause,
    CoDesign,
    Outcome,
    Proposal,
    Remark,
    Review,
    Reviewer,
    Source,
    Stakeholder,
    Suggestion,
    Target,
    TimetableStep,
    UnsavedWords,
)
from charters.views.proposals import SALT
from councils.models import Area, Council
from records.models import StoredFile
from tests import factories
from tests.charters import documents
from tests.house.arriving import having_sent
from tests.house.registry import NotAPage, Page, State


@cache
def eastfield():
    return Council.objects.get(slug="eastfield")


@cache
def in_force():
    return Charter.objects.for_council(eastfield()).in_force().get(area=None).slug


@cache
def draft():
    """A draft that nothing keeps from consultation."""
    return factories.ready_charter(eastfield(), title="A draft that is ready").slug


@cache
def started():
    """A charter of which nothing is written yet."""
    charter = factories.make_charter(eastfield(), title="A charter just started")
    return charter.slug


@cache
def consulted():
    """A consulted charter with a change that has no reason yet."""
    charter = factories.consulted_charter(eastfield(), title="A consulted charter")
    factories.reword(charter)
    charter.sections.get(key="our-place").clauses.last().remove(by=charter.created_by)
    return charter.slug


@cache
def unsaved():
    """A draft in which Dara typed words that she did not save."""
    charter = factories.ready_charter(eastfield(), title="A draft left half-way")
    factories.reword(charter, "Homes here are cold. Heating them costs too much.")
    section = charter.sections.get(key="our-place")
    dara = eastfield().memberships.get(user__email__startswith="dara", role="drafter")
    UnsavedWords.objects.keep(
        section, [Block("Half a thought")], version=section.version, by=dara.user
    )
    return charter.slug


@cache
def reviewed():
    """A draft that Dara was asked to review, with suggestions of every kind."""
    charter = factories.ready_charter(eastfield(), title="A draft with reviewers")
    section = charter.sections.get(key="our-place")
    first, last = section.clauses.all()
    by = charter.created_by
    dara = eastfield().memberships.get(user__email__startswith="dara", role="drafter")
    seat = Reviewer.invite(charter, dara.user.email, "lived_experience", by=by)
    told = {"reason": "We would say it so.", "by": dara.user}
    Suggestion.make(seat, section, "Half a line.", clause=first, **told)
    Suggestion.make(seat, section, "Wholly new.", **told)
    part = Suggestion.make(seat, section, "Half a line.", clause=last, **told)
    part.accept(text="A line.", answer="Half of it is enough.", by=by)
    return charter.slug


def previewed(status):
    """A draft whose preview as a PDF stands like this."""

    @cache
    def slug():
        charter = factories.ready_charter(eastfield(), title=f"A preview {status}")
        rendition = previews.ask(charter)
        if status == "failed":
            rendition.parked_at, rendition.problem = clock.now(), "no"
        if status == "ready":
            rendition.file = StoredFile.keep_made(
                b"%PDF-1.7", kind="pdf", name="draft.pdf", council=eastfield()
            )
            rendition.pages, rendition.done_at = 12, clock.now()
        rendition.save()
        return charter.slug

    return slug


def suggestion_of(status):
    charter = Charter.objects.get(council=eastfield(), slug=reviewed())
    return charter.suggestions.filter(status=status).last().uid


def reviewer_of(slug):
    charter = Charter.objects.get(council=eastfield(), slug=slug)
    return charter.reviewers.first().uid


@cache
def imported():
    """A draft for which a document was read, of which nothing is kept yet."""
    charter = factories.ready_charter(eastfield(), title="A draft with a document")
    file = SimpleUploadedFile("old.docx", documents.docx())
    tasks.read_document(importing.take(charter, file, by=charter.created_by).pk)
    return charter.slug


def import_of(slug):
    return Charter.objects.get(council=eastfield(), slug=slug).imports.get().uid


@cache
def offered():
    """A priority in force in the other council."""
    return commons.on_offer(eastfield()).first()


@cache
def ready_to_submit():
    charter = factories.consulted_charter(eastfield(), title="A charter to submit")
    return charter.slug


@cache
def waiting_approval():
    charter = factories.submitted_charter(eastfield(), title="A charter to decide")
    return charter.waiting_approval.uid


@cache
def step():
    charter = Charter.objects.get(council=eastfield(), slug=draft())
    day = clock.today() + dt.timedelta(days=30)
    return TimetableStep.plan(charter, "Round opens", day, by=charter.created_by).pk


STEP = {"number": step}


@cache
def in_review():
    """A charter in force for one place, whose review is open."""
    area = Area.objects.for_council(eastfield()).first()
    charter = factories.adopted_charter(eastfield(), area=area, title="In review")
    Review.open(charter, by=charter.created_by)
    return charter.slug


def part_to_decide():
    approval = Approval.objects.get(uid=waiting_approval())
    return clause_of(approval.charter.slug)


@cache
def remark():
    approval = Approval.objects.get(uid=waiting_approval())
    by = factories.somebody(eastfield(), factories.Role.APPROVER)
    return Remark.make(approval, part_to_decide(), "Say it shorter.", by=by).pk


@cache
def decided_approval():
    return Charter.objects.get(slug=in_force(), council=eastfield()).approvals.get().uid


@cache
def withdrawn():
    charter = factories.consulting_charter(eastfield(), title="A withdrawn charter")
    by = factories.somebody(eastfield(), factories.Role.APPROVER)
    charter.withdraw("The council was reorganised.", by=by)
    return charter.slug


def at(slug, **more):
    """Where a page of a charter is, once it is asked for."""
    return lambda: {
        "council": "eastfield",
        "slug": slug(),
        **{name: value() if callable(value) else value for name, value in more.items()},
    }


def code_of(slug):
    charter = Charter.objects.get(council=eastfield(), slug=slug)
    return charter.priorities.select_related("name").first().code


def outcome_of(slug):
    charter = Charter.objects.get(council=eastfield(), slug=slug)
    return Outcome.objects.filter(priority__charter=charter).first().uid


def target_of(slug):
    charter = Charter.objects.get(council=eastfield(), slug=slug)
    return Target.objects.filter(outcome__priority__charter=charter).first().uid


def clause_of(slug):
    charter = Charter.objects.get(council=eastfield(), slug=slug)
    return charter.sections.get(key="our-place").clauses.first().uid


def first_words_of(slug):
    clause = Clause.objects.get(
        section__charter__council=eastfield(),
        section__charter__slug=slug,
        uid=clause_of(slug),
    )
    return clause.history.last().pk


@cache
def source_of(slug):
    charter = Charter.objects.get(council=eastfield(), slug=slug)
    clause = charter.sections.get(key="our-place").clauses.last()
    return Source.give(clause, "law", "The Care Act 2014.", by=charter.created_by)


def in_numbers():
    """An outcome of the charter in force that is said in numbers."""
    charter = Charter.objects.get(council=eastfield(), slug=in_force())
    found = Outcome.objects.filter(priority__charter=charter)
    return found.exclude(indicator=None).first().uid


@cache
def proposal():
    """A published proposal of a strength that waits for an answer."""
    words = "The old school hall in Harbour is empty and warm."
    found = Proposal.receive(eastfield(), kind="asset", text=words)
    found.publish(factories.somebody(eastfield(), factories.Role.MODERATOR))
    return found


def unread_proposal():
    return Proposal.receive(eastfield(), kind="priority", text="Swim").reference


def support_link():
    token = signing.dumps([proposal().reference, "a" * 64], salt=SALT)
    return COUNCIL | {"reference": proposal().reference, "token": token}


def of_proposal():
    return COUNCIL | {"reference": proposal().reference}


def row_of(model):
    """The first row of a list that the charter in force has."""
    return lambda: model.objects.filter(charter__slug=in_force()).first().uid


def change_of(slug):
    charter = Charter.objects.get(council=eastfield(), slug=slug)
    return charter.changes.since_last_consultation().first().pk


def work(name, slug=draft, states=(), role="dara", **more):
    return Page(f"charters:{name}", at(slug, **more), role=role, states=[*states])


COUNCIL = {"council": "eastfield"}


def clause_in(slug):
    return {"key": "our-place", "uid": lambda: clause_of(slug())}


CLAUSE = clause_in(draft)
PRIORITY = {"code": lambda: code_of(draft())}
OUTCOME = PRIORITY | {"outcome": lambda: outcome_of(draft())}
SOURCE = {
    "uid": lambda: source_of(draft()).clause_uid,
    "number": lambda: source_of(draft()).pk,
}
TARGET = OUTCOME | {"target": lambda: target_of(draft())}


def evidence_sent() -> str:
    """Dara, who has just handed in a file of evidence for the draft."""
    page = reverse("charters:evidence_import", kwargs=at(draft)())
    rows = "claim,source,date\nHalf of homes are cold,Housing survey,31 March 2026\n"
    return having_sent("dara", page, rows)


PAGES = [
    Page("charters:charter_current", COUNCIL, lands_elsewhere=True),
    Page("charters:charter_list", COUNCIL),
    Page(
        "charters:charter_detail",
        at(in_force),
        states=[State("withdrawn", kwargs=at(withdrawn), status=410)],
    ),
    Page(
        "charters:charter_all",
        at(in_force),
        states=[State("with changes", query="?changes=on")],
    ),
    Page("charters:charter_section", at(in_force, section="our-place")),
    Page("charters:evidence_used", at(in_force)),
    Page("charters:scorecard", at(in_force)),
    Page(
        "charters:survey",
        at(in_force),
        states=[
            State("thanks", query="?thanks=yes"),
            State("no wave yet", kwargs=at(consulted)),
        ],
    ),
    Page(
        "charters:survey_answer",
        at(in_force),
        has_form=True,
        states=[State("errors", fill={"area": ""})],
    ),
    Page(
        "charters:survey_plan",
        at(draft),
        role="dara",
        states=[State("errors", fill={"opens_on-day": "1"})],
    ),
    Page(
        "charters:weights",
        at(in_force),
        states=[State("no weights yet", kwargs=at(consulted))],
    ),
    NotAPage("charters:history_file", "a file that is saved"),
    NotAPage("charters:weights_file", "the same counts as a file"),
    NotAPage("charters:survey_file", "the same tables as a file"),
    Page(
        "charters:weight_work",
        at(in_force),
        role="dara",
        states=[State("no weights yet", kwargs=at(consulted))],
    ),
    Page(
        "charters:weight_set",
        at(in_force, code="P1"),
        role="dara",
        states=[State("errors", fill={"weight": "", "reason": ""})],
    ),
    Page("charters:weight_follow", at(in_force, code="P1"), role="dara"),
    Page("charters:made_with", at(in_force)),
    Page("charters:champions", COUNCIL),
    Page("charters:champion_work", COUNCIL, role="ada"),
    Page(
        "charters:champion_name",
        COUNCIL,
        role="ada",
        states=[State("errors", fill={"name": ""})],
    ),
    Page(
        "charters:champion_statement",
        COUNCIL | {"seat": "cabinet"},
        role="ada",
        states=[State("errors", fill={"text": ""})],
    ),
    Page("charters:champion_leave", COUNCIL | {"seat": "cabinet"}, role="ada"),
    NotAPage("charters:evidence_used_file", "a stored file"),
    Page(
        "charters:asset_list",
        COUNCIL,
        states=[
            State("of one place", query="?place=E05900001"),
            State("empty", kwargs={"council": "westbrook"}),
        ],
    ),
    Page(
        "charters:proposal_list",
        COUNCIL,
        states=[
            State("answered", query="?show=answered"),
            State("empty", kwargs={"council": "westbrook"}),
        ],
    ),
    Page(
        "charters:propose",
        COUNCIL,
        has_form=True,
        states=[State("errors", fill={"text": ""})],
    ),
    Page(
        "charters:proposal_detail",
        of_proposal,
        states=[
            State("unread", kwargs=lambda: COUNCIL | {"reference": unread_proposal()})
        ],
    ),
    Page(
        "charters:proposal_support",
        of_proposal,
        has_form=True,
        states=[State("errors", fill={"email": "x"})],
    ),
    Page("charters:proposal_support_confirm", support_link, has_form=True),
    Page("charters:proposal_work_list", COUNCIL, role="dara"),
    Page(
        "charters:proposal_answer",
        of_proposal,
        role="dara",
        states=[State("errors", fill={"reply": ""})],
    ),
    Page(
        "charters:support_trigger",
        COUNCIL,
        role="ada",
        states=[State("errors", fill={"supporters": "many"})],
    ),
    Page("charters:asset_work_list", COUNCIL, role="dara"),
    Page(
        "charters:asset_add",
        COUNCIL,
        role="dara",
        states=[State("errors", fill={"name": ""})],
    ),
    Page("charters:asset_change", COUNCIL | {"number": 1}, role="dara"),
    Page(
        "charters:asset_retire",
        COUNCIL | {"number": 1},
        role="dara",
        states=[State("errors", fill={"reason": ""})],
    ),
    Page("charters:edition_list", at(in_force)),
    Page("charters:edition_detail", at(in_force, number=1)),
    Page(
        "charters:edition_compare",
        at(in_force),
        states=[
            State("in place", query="?view=in-place"),
            State("the same", query="?from=2&to=2"),
        ],
    ),
    NotAPage("charters:charter_json", "an open data file"),
    NotAPage("charters:charter_pdf", "a PDF file"),
    NotAPage("charters:edition_json", "an open data file"),
    NotAPage("charters:edition_pdf", "a PDF file"),
    NotAPage("charters:edition_large_pdf", "a PDF file"),
    Page("charters:priority_list", COUNCIL),
    Page("charters:priority_detail", COUNCIL | {"code": "P1"}),
    Page("charters:charter_work_list", COUNCIL, role="dara"),
    Page(
        "charters:start",
        COUNCIL,
        role="dara",
        states=[State("errors", fill={"title": ""})],
    ),
    work(
        "charter_work",
        states=[
            State("just started", kwargs=at(started)),
            State("with a change to explain", kwargs=at(consulted)),
            State("in force", kwargs=at(in_force)),
        ],
    ),
    work("details", states=[State("errors", fill={"title": ""})]),
    work(
        "import_document",
        states=[State("errors", fill={}), State("one to check", kwargs=at(imported))],
    ),
    work(
        "import_check",
        imported,
        uid=lambda: import_of(imported()),
        states=[State("errors", fill={})],
    ),
    work("preview"),
    work(
        "preview_pdf",
        states=[
            State("waiting", kwargs=at(previewed("waiting"))),
            State("ready", kwargs=at(previewed("ready"))),
            State("failed", kwargs=at(previewed("failed"))),
        ],
    ),
    Page("charters:framework_effects", COUNCIL | {"slug": "ppn-026"}, role="dara"),
    work("reading_check", states=[State("nothing written", kwargs=at(started))]),
    NotAPage("charters:reading_check_words", "advice on words being written, by POST"),
    work("history", states=[State("just started", kwargs=at(started))]),
    work("section_add", states=[State("errors", fill={"heading": ""})]),
    work(
        "section_edit",
        key="our-place",
        states=[
            State("nothing written", kwargs=at(started, key="our-place"), role="dara"),
            State("locked", kwargs=at(in_force, key="our-place")),
            State("with unsaved words", kwargs=at(unsaved, key="our-place")),
        ],
    ),
    work(
        "section_rename",
        key="our-place",
        states=[State("errors", fill={"heading": ""})],
    ),
    NotAPage("charters:section_move", "an act of a button on the section's page"),
    work("section_remove", key="our-place"),
    NotAPage("charters:section_keep", "asked by the editor's script while one types"),
    NotAPage("charters:section_forget", "an act of a button in the editor"),
    work("clause_remove", **CLAUSE),
    work(
        "clause_split",
        states=[
            State("errors", kwargs=at(unsaved, **clause_in(unsaved)), fill={}),
        ],
        **CLAUSE,
    ),
    work("clause_move", states=[State("errors", fill={})], **CLAUSE),
    work(
        "clause_history",
        states=[State("in versions", kwargs=at(in_force, **clause_in(in_force)))],
        **CLAUSE,
    ),
    work("clause_restore", row=lambda: first_words_of(draft()), **CLAUSE),
    work(
        "clause_dropped",
        key="our-place",
        states=[State("one to bring back", kwargs=at(consulted, key="our-place"))],
    ),
    work("reviewer_list", reviewed, states=[State("empty", kwargs=at(draft))]),
    work("reviewer_invite", states=[State("errors", fill={"email": "rae"})]),
    work("reviewer_remove", reviewed, uid=lambda: reviewer_of(reviewed())),
    work("review", reviewed),
    work("suggest_new", reviewed, key="our-place", states=[State("errors", fill={})]),
    work("suggest", reviewed, **clause_in(reviewed)),
    work(
        "suggestion_list",
        reviewed,
        states=[
            State("with the answered", query="?show=all"),
            State("empty", kwargs=at(draft)),
        ],
    ),
    work(
        "suggestion",
        reviewed,
        uid=lambda: suggestion_of("waiting"),
        states=[
            State("answered", kwargs=at(reviewed, uid=lambda: suggestion_of("partly"))),
        ],
    ),
    work(
        "suggestion_answer",
        reviewed,
        uid=lambda: suggestion_of("waiting"),
        states=[State("errors", fill={})],
    ),
    work("suggestion_take_back", reviewed, uid=lambda: suggestion_of("waiting")),
    work(
        "commons",
        states=[State("filtered to nothing", query="?q=nothing+is+like+this")],
    ),
    work("commons_priority", uid=lambda: offered().uid),
    work("priority_work_list", states=[State("empty", kwargs=at(started))]),
    work("priority_add", states=[State("errors", fill={"title": ""})]),
    work("priority_work", **PRIORITY),
    work("priority_edit", states=[State("errors", fill={"title": ""})], **PRIORITY),
    NotAPage("charters:priority_move", "an act of a button on the list"),
    work("priority_remove", **PRIORITY),
    work("outcome_add", states=[State("errors", fill={"statement": ""})], **PRIORITY),
    work("outcome_edit", **OUTCOME),
    work("outcome_remove", **OUTCOME),
    work("target_add", states=[State("errors", fill={"level": "many"})], **OUTCOME),
    work("target_edit", **TARGET),
    work("target_remove", **TARGET),
    work("source_list", states=[State("empty", kwargs=at(started))]),
    work(
        "source_add",
        uid=lambda: clause_of(draft()),
        states=[State("errors", fill={"wording": ""})],
    ),
    work("source_remove", **SOURCE),
    work("indicator_edit", states=[State("errors", fill={"words": ""})], **OUTCOME),
    work("indicator_remove", slug=in_force, code="P1", outcome=in_numbers),
    work("scorecard_work", in_force, states=[State("draft", kwargs=at(draft))]),
    work(
        "indicator_value",
        in_force,
        outcome=in_numbers,
        states=[State("errors", fill={"source": ""})],
    ),
    work("priority_offers", **PRIORITY),
    work("priority_felt", states=[State("errors", fill={"felt": "own"})], **PRIORITY),
    work(
        "priority_easy_read",
        states=[State("errors", fill={"easy_read": "word " * 40})],
        **PRIORITY,
    ),
    work("priority_owner", states=[State("errors", fill={"owner": ""})], **PRIORITY),
    work("stakeholders", states=[State("full", kwargs=at(in_force))]),
    work("stakeholder_add", states=[State("errors", fill={"name": ""})]),
    work("stakeholder_edit", in_force, row=row_of(Stakeholder)),
    work("stakeholder_remove", in_force, row=row_of(Stakeholder)),
    work("co_design", states=[State("full", kwargs=at(in_force))]),
    work("co_design_add", states=[State("errors", fill={"who": ""})]),
    work("co_design_edit", in_force, row=row_of(CoDesign)),
    work("co_design_remove", in_force, row=row_of(CoDesign)),
    work("value_caps", states=[State("errors", fill={"goods": "many"})]),
    work("evidence", states=[State("empty", kwargs=at(started))]),
    work("fact_add", states=[State("errors", fill={"claim": ""})]),
    work("fact_edit", number=1),
    work("fact_remove", number=1),
    NotAPage("charters:evidence_csv", "a CSV file"),
    work("evidence_import", states=[State("errors", fill={})]),
    Page("charters:evidence_check", at(draft), role="dara", session=evidence_sent),
    work(
        "change_list",
        consulted,
        states=[State("before any consultation", kwargs=at(draft))],
    ),
    work(
        "change_justify",
        consulted,
        number=lambda: change_of(consulted()),
        states=[State("errors", fill={"wording": ""})],
    ),
    work(
        "submit",
        ready_to_submit,
        states=[
            State("not ready", kwargs=at(consulted)),
            State("errors", fill={"note": "Thank you"}),
        ],
    ),
    work("revise", in_force, states=[State("errors", fill={"title": ""})]),
    work("withdraw", draft, role="amal", states=[State("errors", fill={"reason": ""})]),
    Page("charters:charter_record", at(in_force)),
    work("timetable", states=[State("errors", fill={"title": ""})]),
    work("step_move", **STEP, states=[State("errors", fill={"reason": ""})]),
    work("step_done", **STEP),
    work("advice", states=[State("errors", fill={"wording": ""})]),
    Page("charters:review_public", at(in_force)),
    work("review_work", in_review, states=[State("none open", kwargs=at(in_force))]),
    work("review_open", in_force, states=[State("not in force", kwargs=at(draft))]),
    work("review_call", in_force, states=[State("errors", fill={"wording": ""})]),
    work("review_publish", in_review),
    work(
        "verdict",
        in_review,
        code=lambda: code_of(in_review()),
        states=[State("errors", fill={"reason": ""})],
    ),
    work("equality", states=[State("errors", fill={"summary": ""})]),
    Page("charters:approval_list", COUNCIL, role="amal"),
    Page(
        "charters:adopt",
        lambda: COUNCIL | {"uid": waiting_approval()},
        role="amal",
        lands_elsewhere=True,
    ),
    Page(
        "charters:remark_add",
        lambda: COUNCIL | {"uid": waiting_approval(), "key": part_to_decide()},
        role="amal",
        states=[State("errors", fill={"wording": ""})],
    ),
    Page(
        "charters:remark_remove",
        lambda: COUNCIL | {"uid": waiting_approval(), "number": remark()},
        role="amal",
    ),
    Page(
        "charters:approval_detail",
        lambda: COUNCIL | {"uid": waiting_approval()},
        role="amal",
        states=[
            State("errors", fill={}),
            State("nothing to change named", fill={"decision": "conditions"}),
            State(
                "to confirm",
                fill={"decision": "approve", "minute": "Item 7"},
                accepted=True,
            ),
            State("decided", kwargs=lambda: COUNCIL | {"uid": decided_approval()}),
        ],
    ),
]
