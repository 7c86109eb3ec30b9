"""Whom consultations write to, and when."""

from django.conf import settings
from django.db.models import Prefetch
from django.utils.translation import gettext_lazy as _

from audit.models import Event
from audit.subscriptions import subscribe
from charters.following import topics_about
from consultation import statement
from consultation.models import (
    Assignment,
    Contact,
    Issue,
    LateFind,
    Notice,
    Round,
)
from consultation.submission import private_path
from councils.models import Role
from records import followers, letters, topics
from records.topics import Topic

NEWS = "consultations"


@topics.register
def news(council):
    """What people can ask to hear of, without having replied."""
    yield Topic(NEWS, _("Consultations: when one opens, nears its end or has results"))
    for round in Round.objects.for_council(council).followed().for_reading():
        yield Topic(topic_of(round), _("Only “%s”") % round.consultation)


def topic_of(round: Round) -> str:
    """The key under which one consultation is followed."""
    return f"consultation:{round.consultation.uid}"


@subscribe("round.reported", "round.concluded")
def build_statement(event: Event) -> None:
    """The statement follows the record; the same facts make no second version."""
    statement.build(Round.objects.for_reading().get(uid=event.subject_reference))


@subscribe("response.withdrawn", "comment.corrected")
def rebuild_statement(event: Event) -> None:
    """What changes after the results are out makes a new version of the statement."""
    if event.subject_kind == "response":
        rounds = Round.objects.filter(responses__uid=event.subject_reference)
    else:
        rounds = Round.objects.filter(comments__reference=event.subject_reference)
    round = rounds.for_reading().first()
    if round and round.has_results:
        statement.build(round)


@subscribe("round.reported")
def tell_followers_results(event: Event) -> None:
    tell_followers(reported_round(event), "reported")


def tell_followers(round: Round, step: str) -> None:
    """Write to all who follow consultations that a round opened, ends or has results.

    Each hears of each step once, however often this runs.
    """
    path = round.get_absolute_url() + ("results/" if step == "reported" else "")
    followers.tell(
        round.council,
        [NEWS, topic_of(round), *topics_about(round.charter)],
        f"consultation_{step}",
        {"round": round, "link": f"{settings.SITE_ORIGIN}{path}"},
        obligation=f"round:{round.uid}:{step}",
    )


@subscribe("round.extended")
@subscribe("round.corrected")
@subscribe("round.paused")
@subscribe("round.resumed")
@subscribe("round.delay_explained")
@subscribe("round.found_late")
def tell_notice(event: Event) -> None:
    """Tell followers what the council said about a running round, once."""
    send_notice(Notice.objects.for_letters().get(uid=event.data["notice"]))


@subscribe("round.cancelled")
def tell_cancelled(event: Event) -> None:
    """Tell followers, and those who replied and wait for results that never come."""
    notice = Notice.objects.for_letters().get(
        round__uid=event.subject_reference, kind=Notice.Kind.CANCELLED
    )
    send_notice(notice)
    waiting = Contact.objects.filter(
        response__round=notice.round, wants_results=True
    ).exclude(email="")
    for contact in waiting.order_by("pk").iterator(chunk_size=500):
        letters.write(
            "consultation_notice",
            contact.email,
            context_of(notice),
            obligation=f"response:{contact.response_id}:notice:{notice.uid}",
            council=notice.council,
        )


def send_notice(notice: Notice) -> None:
    followers.tell(
        notice.council,
        [NEWS, topic_of(notice.round), *topics_about(notice.round.charter)],
        "consultation_notice",
        context_of(notice),
        obligation=f"notice:{notice.uid}",
    )


def context_of(notice: Notice) -> dict:
    link = f"{settings.SITE_ORIGIN}{notice.get_absolute_url()}"
    return {"notice": notice, "round": notice.round, "link": link}


@subscribe("round.assigned")
def tell_officer(event: Event) -> None:
    """Tell an officer which comments are theirs to read, unless they took them."""
    given = Assignment.objects.filter(
        round__uid=event.subject_reference,
        part=event.data["part"],
        key=event.data["key"],
        officer__actor_id=event.data["officer"],
    ).select_related("officer", "round__consultation__council")
    assignment = given.first()
    if assignment is None or event.actor == event.data["officer"]:
        return
    link = f"{settings.SITE_ORIGIN}{assignment.get_workspace_url()}"
    letters.write(
        "consultation_assigned",
        assignment.officer,
        {"assignment": assignment, "round": assignment.round, "link": link},
        obligation=f"round:{assignment.round.uid}:assigned:{event.pk}",
        council=assignment.council,
    )


def remind_leads(round: Round) -> None:
    """Write to the leads after so many weeks without results, once for each number."""
    gone = round.weeks_since_close()
    passed = [n for n in round.outcome_rule["remind_after_weeks"] if n <= gone]
    if passed:
        weeks = max(passed)
        write_to_leads(round, "consultation_outcome_due", f"week-{weeks}", weeks=weeks)


def ask_for_halfway_check(round: Round) -> None:
    write_to_leads(round, "consultation_halfway", "halfway")


def write_to_leads(round: Round, kind: str, step: str, **more) -> None:
    leads = round.council.memberships.current().filter(role=Role.CONSULTATION_LEAD)
    link = f"{settings.SITE_ORIGIN}{round.get_workspace_url()}"
    for lead in leads.select_related("user"):
        letters.write(
            kind,
            lead.user,
            {"round": round, "link": link, **more},
            obligation=f"round:{round.uid}:{step}",
            council=round.council,
        )


def reported_round(event: Event) -> Round:
    return Round.objects.for_reading().get(uid=event.subject_reference)


@subscribe("round.reported")
def tell_results(event: Event) -> None:
    """Tell everybody who asked what came of their comments, once.

    This may run twice: a letter is one row for its obligation and recipient.
    """
    round = reported_round(event)
    answered = Issue.objects.answered().select_related("disposition")
    asked = (
        Contact.objects.filter(
            response__in=round.responses.counted(), wants_results=True
        )
        .exclude(email="")
        .select_related("response")
        .prefetch_related(
            Prefetch("response__comments__issues", queryset=answered, to_attr="answers")
        )
        .order_by("pk")
    )
    for contact in asked.iterator(chunk_size=500):
        contact.response.round = round
        write_results(round, contact)


@subscribe("late_find.settled")
def tell_found_late(event: Event) -> None:
    """Tell the senders of what was found, and those whose answer changed, once."""
    uid, _found, number = event.subject_reference.split("/")
    find = LateFind.objects.select_related("round__consultation__council").get(
        round__uid=uid, number=number
    )
    round, answered = find.round, Issue.objects.answered().select_related("disposition")
    asked = Contact.objects.filter(wants_results=True).exclude(email="")
    asked = asked.select_related("response").order_by("pk")
    theirs = Prefetch("response__comments__issues", answered, to_attr="answers")
    found = asked.filter(response__in=find.responses.counted())
    for contact in found.prefetch_related(theirs):
        contact.response.round = round
        write_results(round, contact)
    revised = find.revised().select_related("disposition")
    changed = asked.filter(
        response__in=round.responses.counted(),
        response__comments__memberships__issue__in=revised,
    ).exclude(response__in=find.responses.all())
    theirs = Prefetch("response__comments__issues", revised, to_attr="answers")
    for contact in changed.distinct().prefetch_related(theirs):
        letters.write(
            "consultation_results_again",
            contact.email,
            {
                "round": round,
                "response": contact.response,
                "issues": answers_of(contact.response),
                "results": f"{settings.SITE_ORIGIN}{find.notice.get_absolute_url()}",
            },
            obligation=f"response:{contact.response.uid}:found:{find.number}",
            council=round.council,
        )


def answers_of(response) -> list[Issue]:
    """The answered issues that its comments are in, by number, each once."""
    issues = {
        issue.number: issue
        for comment in response.comments.all()
        for issue in comment.answers
    }
    return [issue for _number, issue in sorted(issues.items())]


def write_results(round: Round, contact: Contact) -> None:
    response = contact.response
    link = response.link_token
    letters.write(
        "consultation_results",
        contact.email,
        {
            "round": round,
            "response": response,
            "issues": answers_of(response),
            "results": f"{settings.SITE_ORIGIN}{round.get_absolute_url()}results/",
            "link": settings.SITE_ORIGIN + private_path(response, link) if link else "",
        },
        obligation=f"response:{response.uid}:results",
        council=round.council,
    )
