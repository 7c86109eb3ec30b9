"""Pages of a consultation: for residents, for those who wrote, and for officers."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse

from audit import clock
from consultation import channels, found_late, importing, invitations
from consultation.models import (
    Comment,
    Consultation,
    IngestItem,
    Issue,
    Petition,
    PetitionSample,
    Round,
)
from consultation.parcels import Behalf, Content, Remark, Sender, Signed
from consultation.submission import submit
from consultation.views.equality import hand_ticket
from councils.models import Council
from tests.factories import planned_round, ready_charter
from tests.house.registry import NotAPage, Page, State
from tests.house.world import person

OPEN = {"council": "eastfield", "slug": "charter-review"}
ANSWERED = {"council": "eastfield", "slug": "first-charter"}


def open_round() -> Round:
    return Round.objects.for_reading().get(consultation__slug="charter-review")


def in_open(**more):
    return OPEN | more


def section() -> dict:
    return in_open(section=open_round().edition.document["sections"][0]["key"])


def paragraph() -> dict:
    return in_open(pid=open_round().edition.clauses.first().uid)


def response(**more):
    round = open_round()
    clause = round.edition.clauses.first()
    remarks = [Remark("Name the streets.", stance="agree", clause=clause)]
    return submit(round, remarks, Sender("lives_here"), **more)


def sent() -> dict:
    return in_open(ref=response(idempotency_key="looked-at").response.printed_code)


def just_sent() -> dict[str, str]:
    """The cookies of the browser that sent it."""
    return {"receipt": response(idempotency_key="looked-at").token, "copy": "yes"}


def ticket() -> dict[str, str]:
    """The cookie of somebody who may answer the questions about themselves."""
    given = HttpResponse()
    hand_ticket(given, open_round(), path="/", is_secure=False)
    return {"about-you": given.cookies["about-you"].value}


def mine(**more) -> dict:
    receipt = response(idempotency_key="looked-at")
    return {"council": "eastfield", "token": receipt.token} | more


def mine_answered() -> dict:
    issue = Issue.objects.filter(disposition__decision="accepted").first()
    comment = issue.comments.counted().select_related("response").first()
    return {"council": "eastfield", "token": comment.response.link_token}


def amended() -> dict:
    comment = response(idempotency_key="looked-at").response.comments.get()
    return mine(reference=comment.reference)


def published() -> dict:
    shown = Comment.objects.public().filter(round__consultation__slug="first-charter")
    return ANSWERED | {"reference": shown.counted().first().reference}


def cut() -> dict:
    """A comment whose sender may ask for a review."""
    comment = Comment.objects.filter(moderation="published_in_part").first()
    token = comment.response.link_token
    return {"council": "eastfield", "token": token, "reference": comment.reference}


def held() -> dict:
    receipt = response(idempotency_key="held", suspicion="It was filled in at once.")
    return in_open(uid=receipt.response.uid)


def a_topic() -> dict:
    """A topic in the open round that a worker found."""
    from consultation import suggesting, topics
    from consultation.models import TopicSearch

    round = open_round()
    for number in range(topics.FEWEST):
        said = [Remark(f"Plant orchard trees along every canal, number {number}.")]
        submit(round, said, Sender("other"), idempotency_key=f"orchard-{number}")
    search = suggesting.ask(round, by=None)
    claimed = TopicSearch.objects.filter(pk=search.pk).claim()
    suggesting.look(claimed or search)
    return in_open(uid=search.uid, number=1)


def about_a_paragraph() -> dict:
    comment = response(idempotency_key="looked-at").response.comments.get()
    return in_open(reference=comment.reference)


def about_the_whole() -> dict:
    said = [Remark("Good overall.")]
    sent = submit(open_round(), said, Sender("other"), idempotency_key="whole")
    return in_open(reference=sent.response.comments.get().reference)


def logged() -> dict:
    item = IngestItem.take(open_round(), "paper", key="looked-at")
    return in_open(number=item.number)


def keyed() -> dict:
    response = channels.key_in(
        open_round(),
        Content(remarks=[Remark("As it stands on the paper.")]),
        Sender("lives_here"),
        key="keyed-in",
        channel="paper",
        received_at=clock.now(),
        by=person("dara"),
    ).response
    return in_open(uid=response.uid)


def spoken_for() -> dict:
    behalf = Behalf("Harbour Carers", members=250, how_asked="Two.", is_user_led=True)
    content = Content(remarks=[Remark("Ask us.")], behalf=behalf, signed=Signed(40, 2))
    sender = Sender("community")
    receipt = submit(open_round(), content, sender, idempotency_key="spoken-for")
    return in_open(uid=receipt.response.uid)


def sampled() -> dict:
    found = spoken_for()
    petition = Petition.objects.get(response__uid=found["uid"])
    sample = PetitionSample.draw(petition, by=person("dara"))
    sample.settle(sample.numbers[:3], by=person("dara"))
    return found


def looked_at() -> dict:
    table = b"received_on,comment\n2026-01-05,From the library\n2026-01-05,\n"
    upload = SimpleUploadedFile("table.csv", table)
    batch = importing.begin(open_round(), upload, "Library", "paper", by=None)
    importing.keep_look(batch)
    return in_open(uid=batch.uid)


def planned() -> dict:
    slug = "a-plan-to-look-at"
    if not Consultation.objects.filter(slug=slug).exists():
        council = Council.objects.get(slug="eastfield")
        charter = ready_charter(council, title="A charter to look at")
        planned_round(council, charter=charter, slug=slug, title="A plan to look at")
    return {"council": "eastfield", "slug": slug}


def planned_question() -> dict:
    from consultation.models import Question

    kwargs = planned()
    round = Round.objects.get(consultation__slug=kwargs["slug"])
    if not round.questions.exists():
        Question.ask(round, wording="Do you use the bus?", kind="text", by=None)
    return kwargs | {"number": 1}


def my_answer() -> dict:
    round = open_round()
    question = round.questions.get(number=1)
    content = Content(answers={question: "1"})
    receipt = submit(round, content, Sender("other"), idempotency_key="answered")
    return {"council": "eastfield", "token": receipt.token, "number": 1}


def bare_plan() -> dict:
    from charters.models import Charter
    from consultation.planning import plan_consultation

    slug = "a-bare-plan"
    if not Consultation.objects.filter(slug=slug).exists():
        planned()
        charter = Charter.objects.get(title="A charter to look at")
        plan_consultation(charter, "A bare plan", slug=slug, by=None)
    return {"council": "eastfield", "slug": slug}


def stakeholder() -> dict:
    kwargs = planned()
    consultation = Consultation.objects.get(slug=kwargs["slug"])
    return kwargs | {"uid": consultation.stakeholders.first().uid}


def invited() -> dict:
    one = open_round().consultation.stakeholders.exclude(asked_on=None).first()
    return in_open(token=invitations.token_of(one))


def promised_format() -> dict:
    return in_open(uid=open_round().consultation.formats.first().uid)


def own_date() -> dict:
    date = Council.objects.get(slug="eastfield").dates.first()
    return {"council": "eastfield", "uid": date.uid}


def first_issue(**more) -> dict:
    return ANSWERED | {"number": 1} | more


def raised(**more) -> dict:
    """An issue of the open round, with a comment in it."""
    round = open_round()
    issue = round.issues.first()
    if issue is None:
        issue = round.raise_issue("Name the streets", "People want names.", by=None)
        issue.gather([round.comments.counted().first()], by=None)
    return in_open(number=issue.number) | more


def gathered() -> dict:
    kwargs = raised()
    issue = open_round().issues.get(number=kwargs["number"])
    return kwargs | {"reference": issue.comments.first().reference}


def a_campaign() -> dict:
    """A campaign of the answered round."""
    return ANSWERED | {"number": 1}


def a_suggestion() -> dict:
    """A suggestion in the open round, made of three letters."""
    from consultation import campaigns

    round = open_round()
    if not round.campaigns.exists():
        words = "Please ask us at the market as well, not only at the doors of the ward"
        for number in range(3):
            remarks = [Remark(f"{words}, number {number}.")]
            sender = Sender("lives_here")
            submit(round, remarks, sender, idempotency_key=f"letter-{number}")
        campaigns.look_for(round, by=None)
    return in_open(number=round.campaigns.first().number)


def heavy(**more) -> dict:
    """The open round asks organisations, and charities find a priority heavy."""
    from consultation import burden

    round = open_round()
    if not burden.is_asked(round):
        Round.objects.filter(pk=round.pk).update(status="drafted")
        burden.ask_organisations(round, by=None)
        Round.objects.filter(pk=round.pk).update(status="scheduled")
    code = round.edition.priorities.order_by("pk").first().code
    hard = round.questions.get(purpose="burden", priority=code)
    gate = round.questions.get(purpose="gate")
    for number in range(12):
        content = Content(answers={gate: "1", hard: "3"})
        key = f"heavy-{number}"
        submit(round, content, Sender("community"), idempotency_key=key)
    return in_open(**({"code": code} | more if more else {}))


def a_member() -> dict:
    kwargs = a_suggestion()
    campaign = open_round().campaigns.get(number=kwargs["number"])
    return kwargs | {"reference": campaign.comments.first().reference}


def coded_again() -> dict:
    frame = Round.objects.get(consultation__slug="first-charter").code_frames.get()
    return ANSWERED | {"reference": frame.codings.first().comment.reference}


def found() -> dict:
    """A find of the answered round that is being read."""
    round = Round.objects.get(consultation__slug=ANSWERED["slug"])
    if not round.late_finds.exists():
        found_late.log(round, "A box stood in the basement.", by=person("dara"))
    return ANSWERED


def settled() -> dict:
    kwargs = found()
    find = Round.objects.get(consultation__slug=kwargs["slug"]).late_finds.get()
    if not find.settled_at:
        found_late.settle(find, False, "It was empty.", by=person("dara"))
    return kwargs | {"number": 1}


def all_settled() -> dict:
    """No find is being read, so that the next one can be written down."""
    round = Round.objects.get(consultation__slug=ANSWERED["slug"])
    for find in round.late_finds.filter(settled_at=None):
        found_late.settle(find, False, "It was empty.", by=person("dara"))
    return ANSWERED


ANSWER = [State("answered", kwargs=lambda: ANSWERED)]

PAGES = [
    # for everybody
    Page("consultation:consultation_list", {"council": "eastfield"}),
    Page("consultation:consultation_detail", OPEN, states=ANSWER),
    Page(
        "consultation:read_section",
        section,
        states=[State("priorities", kwargs=lambda: in_open(section="priorities"))],
    ),
    Page(
        "consultation:comment_list",
        ANSWERED,
        states=[
            State("not shown yet", kwargs=lambda: OPEN),
            State("filtered", query="?stance=disagree&paragraph=1.2"),
            State("nothing found", query="?paragraph=99.9"),
        ],
    ),
    Page(
        "consultation:results",
        ANSWERED,
        states=[State("not published yet", kwargs=lambda: OPEN)],
    ),
    Page("consultation:public_reach", OPEN, states=ANSWER),
    NotAPage("consultation:dates", "a calendar file"),
    NotAPage("consultation:council_dates", "a calendar file"),
    Page("consultation:years", {"council": "eastfield"}),
    NotAPage("consultation:year", "consultation:years shows the newest of them"),
    NotAPage("consultation:feed", "an Atom feed"),
    NotAPage("consultation:round_feed", "an Atom feed"),
    NotAPage("consultation:comment_feed", "an Atom feed"),
    Page(
        "consultation:notice_list",
        ANSWERED,
        states=[State("none", kwargs=lambda: OPEN)],
    ),
    Page(
        "consultation:deadline",
        ANSWERED,
        states=[State("open", kwargs=lambda: OPEN)],
    ),
    # for those who write
    Page(
        "consultation:respond",
        OPEN,
        states=[State("over", kwargs=lambda: ANSWERED)],
    ),
    Page(
        "consultation:comment_on_paragraph",
        paragraph,
        states=[State("errors", fill={"text": ""})],
        has_form=True,
    ),
    Page(
        "consultation:comment_on_priority",
        lambda: in_open(code=open_round().edition.priorities.first().code),
        has_form=True,
    ),
    Page("consultation:comment_on_whole", OPEN, has_form=True),
    Page(
        "consultation:comment_on_section",
        section,
        states=[State("errors", fill={"text": ""})],
        has_form=True,
    ),
    Page(
        "consultation:answer",
        lambda: in_open(number=1),
        states=[
            State("choices", kwargs=lambda: in_open(number=3)),
            State("order", kwargs=lambda: in_open(number=5)),
            State("points", kwargs=lambda: in_open(number=6)),
            State(
                "errors",
                kwargs=lambda: in_open(number=6),
                fill={"points_0": "120"},
            ),
        ],
        has_form=True,
    ),
    Page("consultation:go_on", lambda: in_open(token="nothing"), has_form=True),
    Page("consultation:discard", OPEN, has_form=True),
    Page(
        "consultation:about_you",
        OPEN,
        states=[State("with a ticket", brings=ticket)],
        has_form=True,
    ),
    Page(
        "consultation:sent",
        sent,
        states=[
            State("just sent", brings=just_sent),
            State("errors", brings=just_sent, fill={"email": "remi"}),
        ],
        has_form=True,
    ),
    Page("consultation:report_comment", published, has_form=True),
    Page("consultation:comment_reported", published),
    Page(
        "consultation:find_receipt",
        {"council": "eastfield"},
        states=[State("errors", fill={"code": "CVC-0000"})],
        has_form=True,
    ),
    Page(
        "consultation:my_response",
        mine,
        states=[State("answered", kwargs=mine_answered)],
    ),
    Page(
        "consultation:amend_comment",
        amended,
        states=[State("errors", fill={"text": ""})],
        has_form=True,
    ),
    Page("consultation:ask_review", cut, has_form=True),
    Page("consultation:amend_answer", my_answer, has_form=True),
    Page("consultation:withdraw_response", mine, has_form=True),
    # for officers
    Page("consultation:workspace_list", {"council": "eastfield"}, role="dara"),
    Page(
        "consultation:begin_consultation",
        {"council": "eastfield"},
        role="dara",
        states=[State("errors", fill={"title": ""})],
    ),
    Page(
        "consultation:workspace_consultation",
        OPEN,
        role="dara",
        states=[
            State("planned", kwargs=planned),
            State("nothing planned", kwargs=bare_plan),
            State("answered", kwargs=lambda: ANSWERED),
        ],
    ),
    Page("consultation:information", planned, role="dara"),
    Page(
        "consultation:round_dates",
        planned,
        role="dara",
        states=[State("errors", fill={"closes_at-day": "1", "closes_at-year": "2020"})],
    ),
    Page(
        "consultation:questions",
        OPEN,
        role="dara",
        states=[State("planned", kwargs=planned), State("none", kwargs=bare_plan)],
    ),
    Page(
        "consultation:add_question",
        planned,
        role="dara",
        states=[
            State("errors", fill={"wording": ""}),
            State("announced", kwargs=lambda: OPEN),
        ],
    ),
    Page("consultation:change_question", planned_question, role="dara"),
    Page("consultation:remove_question", planned_question, role="dara"),
    NotAPage("consultation:move_question", "an act by POST, shown when refused"),
    Page(
        "consultation:schedule_round",
        planned,
        role="dara",
        states=[State("not ready", kwargs=bare_plan)],
    ),
    Page("consultation:unschedule_round", OPEN, role="dara"),
    Page(
        "consultation:board",
        planned,
        role="dara",
        states=[
            State("nothing planned", kwargs=bare_plan),
            State("answered", kwargs=lambda: ANSWERED),
        ],
    ),
    Page("consultation:privacy_notice", OPEN),
    Page(
        "consultation:privacy_plan",
        planned,
        role="dara",
        states=[State("errors", fill={"purposes": ""})],
    ),
    Page("consultation:data_protection", planned, role="dara"),
    Page(
        "consultation:equality",
        planned,
        role="dara",
        states=[State("errors", fill={"summary": ""}), State("none", kwargs=bare_plan)],
    ),
    Page(
        "consultation:audience",
        planned,
        role="dara",
        states=[State("errors", fill={"name": ""}), State("none", kwargs=bare_plan)],
    ),
    Page(
        "consultation:reach_targets",
        planned,
        role="dara",
        states=[State("errors", fill={"residents": "none"}), *ANSWER],
    ),
    Page("consultation:invite", in_open, role="mona", states=ANSWER),
    Page("consultation:remind", in_open, role="dara", states=ANSWER),
    Page("consultation:invited", invited, has_form=True),
    Page("consultation:note_contact", stakeholder, role="dara"),
    Page(
        "consultation:formats",
        OPEN,
        role="dara",
        states=[State("errors", fill={"owner": ""}), State("none", kwargs=bare_plan)],
    ),
    Page("consultation:deliver_format", promised_format, role="dara"),
    Page("consultation:sign_off", planned, role="amal"),
    Page("consultation:own_dates", {"council": "eastfield"}, role="dara"),
    Page("consultation:strike_date", own_date, role="dara"),
    Page(
        "consultation:extend_round",
        OPEN,
        role="dara",
        states=[State("errors", fill={"words": ""}), *ANSWER],
    ),
    Page("consultation:correct_round", OPEN, role="dara"),
    Page("consultation:pause_round", OPEN, role="dara"),
    Page("consultation:resume_round", OPEN, role="dara"),
    Page("consultation:cancel_round", OPEN, role="dara"),
    Page(
        "consultation:memory",
        planned,
        role="dara",
        states=[State("nothing found", query="?q=zeppelin")],
    ),
    Page(
        "consultation:rehearse",
        planned,
        role="dara",
        states=[State("not ready", kwargs=bare_plan)],
    ),
    Page(
        "consultation:print_form",
        OPEN,
        states=[State("closed", kwargs=lambda: ANSWERED)],
    ),
    Page("consultation:print_form_large", OPEN),
    NotAPage("consultation:print_form_pdf", "a file"),
    NotAPage("consultation:print_form_large_pdf", "a file"),
    Page("consultation:weigh_changes", ANSWERED, role="dara"),
    Page("consultation:explain_delay", OPEN, role="dara", states=ANSWER),
    Page(
        "consultation:found_late",
        ANSWERED,
        role="dara",
        states=[
            State("errors", fill={"about": ""}, kwargs=all_settled),
            State("no results yet", kwargs=lambda: OPEN),
            State("being read", kwargs=found),
        ],
    ),
    Page(
        "consultation:settle_find",
        lambda: found() | {"number": 1},
        role="dara",
        states=[State("settled", kwargs=settled)],
    ),
    Page("consultation:late_list", OPEN, role="dara", states=ANSWER),
    Page("consultation:add_round", OPEN, role="dara", states=ANSWER),
    Page("consultation:held_list", OPEN, role="mona"),
    Page("consultation:held_decide", held, role="mona"),
    Page(
        "consultation:add_response",
        OPEN,
        role="dara",
        states=[State("errors", fill={"text": ""})],
    ),
    Page(
        "consultation:import_begin",
        OPEN,
        role="dara",
        states=[State("errors", fill={"source_name": ""})],
    ),
    Page("consultation:import_check", looked_at, role="dara"),
    Page(
        "consultation:answers",
        OPEN,
        role="dara",
        states=[State("no questions", kwargs=lambda: ANSWERED)],
    ),
    Page(
        "consultation:text_answers",
        in_open(number=2),
        role="dara",
        states=[State("none", kwargs=planned_question)],
    ),
    Page("consultation:import_undo", looked_at, role="dara"),
    Page(
        "consultation:response_list",
        ANSWERED,
        role="dara",
        states=[State("none", query="?code=CVC-0000")],
    ),
    Page("consultation:response_detail", spoken_for, role="dara"),
    Page(
        "consultation:erase_sender",
        spoken_for,
        role="dara",
        states=[State("errors", fill={"reason": ""})],
    ),
    Page("consultation:verify_organisation", spoken_for, role="dara"),
    Page("consultation:draw_sample", spoken_for, role="dara"),
    Page(
        "consultation:check_sample",
        sampled,
        role="dara",
        states=[State("errors", fill={})],
    ),
    Page("consultation:equality_figures", OPEN, role="eve"),
    Page(
        "consultation:reach",
        OPEN,
        role="dara",
        states=[State("with equality", role="eve")],
    ),
    Page(
        "consultation:log_outreach",
        OPEN,
        role="dara",
        states=[State("errors", fill={"what": ""})],
    ),
    Page(
        "consultation:load_profile",
        {"council": "eastfield"},
        role="dara",
        states=[State("none", kwargs=lambda: {"council": "westbrook"}, role="olu")],
    ),
    Page(
        "consultation:ledger",
        OPEN,
        role="dara",
        states=[State("waiting", query="?state=waiting")],
    ),
    Page(
        "consultation:log_item",
        OPEN,
        role="dara",
        states=[State("errors", fill={"about": "A letter"})],
    ),
    Page("consultation:count_outside", OPEN, role="dara"),
    NotAPage("consultation:reconcile", "an act by POST"),
    Page("consultation:ledger_item", logged, role="dara"),
    Page("consultation:compare_keying", keyed, role="mona"),
    Page(
        "consultation:themes",
        OPEN,
        role="dara",
        states=[
            State("with an issue", kwargs=lambda: in_open() if raised() else None),
            State("filtered", query="?show=all&stance=agree&section=priorities"),
            State("nothing found", query="?words=zeppelin"),
            State("answered", kwargs=lambda: ANSWERED),
        ],
    ),
    Page(
        "consultation:raise_issue",
        OPEN,
        role="dara",
        states=[State("errors", fill={"title": ""})],
    ),
    NotAPage("consultation:gather", "an act by POST, shown again when refused"),
    Page(
        "consultation:gather_all",
        lambda: in_open() if raised() else None,
        role="dara",
        states=[
            State("errors", fill={"issue": ""}),
            State("nothing found", query="?words=zeppelin"),
        ],
    ),
    Page("consultation:issue", raised, role="dara"),
    Page("consultation:let_go", gathered, role="dara"),
    Page(
        "consultation:use_in_draft",
        about_a_paragraph,
        role="dara",
        states=[
            State("not about a paragraph", kwargs=about_the_whole),
        ],
    ),
    Page("consultation:changes", ANSWERED, role="dara"),
    Page(
        "consultation:dispose_issue",
        raised,
        role="dara",
        states=[State("errors", fill={"reason": ""})],
    ),
    Page("consultation:cite_change", first_issue, role="dara"),
    Page("consultation:analyse_round", OPEN, role="dara"),
    Page("consultation:report_round", OPEN, role="dara"),
    Page("consultation:conclude_round", OPEN, role="dara"),
    Page("consultation:unread", OPEN, role="dara", states=ANSWER),
    NotAPage("consultation:mark_read", "an act by POST"),
    Page(
        "consultation:workload",
        ANSWERED,
        role="dara",
        states=[
            State("nothing given", kwargs=lambda: OPEN),
            State("errors", fill={"part": ""}),
        ],
    ),
    Page(
        "consultation:quality",
        ANSWERED,
        role="dara",
        states=[State("nothing fixed", kwargs=lambda: OPEN)],
    ),
    Page("consultation:fix_frame", OPEN, role="dara"),
    Page("consultation:code_again", coded_again, role="mona"),
    Page(
        "consultation:topics",
        OPEN,
        role="dara",
        states=[
            State("found", kwargs=lambda: in_open() if a_topic() else None),
            *ANSWER,
        ],
    ),
    Page("consultation:look_for_topics", OPEN, role="dara"),
    Page(
        "consultation:topic_issue",
        a_topic,
        role="dara",
        states=[State("errors", fill={"title": ""})],
    ),
    Page(
        "consultation:words",
        ANSWERED,
        role="dara",
        states=[State("few comments", kwargs=lambda: OPEN)],
    ),
    Page(
        "consultation:campaign_list",
        ANSWERED,
        role="dara",
        states=[State("none", kwargs=lambda: OPEN)],
    ),
    Page("consultation:look_for_campaigns", OPEN, role="dara"),
    Page(
        "consultation:campaign",
        a_suggestion,
        role="dara",
        states=[
            State("confirmed", kwargs=a_campaign),
            State("errors", fill={"title": ""}),
        ],
    ),
    Page("consultation:dissolve_campaign", a_suggestion, role="dara"),
    Page("consultation:read_additions", a_campaign, role="dara"),
    Page("consultation:gather_campaign", a_suggestion, role="dara"),
    Page("consultation:leave_out", a_member, role="dara"),
    Page("consultation:preview_results", ANSWERED, role="dara"),
    Page(
        "consultation:decision_pack",
        ANSWERED,
        role="amal",
        states=[State("not published yet", kwargs=lambda: OPEN)],
    ),
    Page("consultation:rebuild_statement", ANSWERED, role="dara"),
    NotAPage("consultation:import_template", "a file"),
    NotAPage("consultation:import_problems", "a file"),
    NotAPage("consultation:record_edition", "a file"),
    NotAPage("consultation:record_responses", "a file"),
    NotAPage("consultation:bundle", "a file"),
    Page(
        "consultation:statement",
        ANSWERED,
        states=[State("not published yet", kwargs=lambda: OPEN)],
    ),
    NotAPage("consultation:statement_csv", "a file"),
    NotAPage("consultation:equality_csv", "a file"),
    NotAPage("consultation:statement_json", "a file"),
    NotAPage("consultation:statement_pdf", "a file"),
    NotAPage("consultation:public_comments", "a file"),
    Page(
        "consultation:ask_organisations",
        planned,
        role="dara",
        states=[State("announced", kwargs=lambda: OPEN)],
    ),
    Page(
        "consultation:burden",
        heavy,
        role="dara",
        states=[State("not asked", kwargs=lambda: ANSWERED)],
    ),
    Page(
        "consultation:ease_burden",
        lambda: heavy(size="vcse"),
        role="dara",
    ),
    NotAPage("consultation:burden_table", "a file"),
    NotAPage("consultation:burden_csv", "a file"),
    NotAPage("consultation:public_answers", "a file"),
]
