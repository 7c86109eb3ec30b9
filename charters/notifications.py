"""Who is told that a charter waits for them, and what was decided."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from audit.models import Event
from audit.subscriptions import subscribe
from charters.following import area_topic, charter_topic, topics_about
from charters.models import Approval, Charter, Endorsement, Reviewer, Suggestion
from councils.models import Role, User
from records import followers, letters, topics
from records.topics import Topic

CHARTERS = "charters"


@topics.register
def topics_of(council):
    yield Topic(CHARTERS, _("Charters that come into force"))
    charters = Charter.objects.for_council(council).public().select_related("council")
    for charter in charters.exclude(status__in=["superseded", "withdrawn"]):
        words = _(
            "This charter: “%(title)s” (%(status)s), its consultations and contracts"
        )
        told = {"title": charter.title, "status": charter.get_status_display().lower()}
        yield Topic(charter_topic(charter), words % told)
    for area in council.areas.all():
        yield Topic(area_topic(area), _("My ward: %s") % area.name)


def approval_of(event: Event) -> Approval:
    found = Approval.objects.select_related(
        "charter__council", "approver", "submitted_by", "author"
    )
    return found.get(uid=event.data["approval"])


def write(kind: str, to: User, approval: Approval, address: str, due=None) -> None:
    letters.write(
        kind,
        to,
        {
            "approval": approval,
            "charter": approval.charter,
            "link": f"{settings.SITE_ORIGIN}{address}",
        },
        obligation=f"approval:{approval.uid}",
        due=due,
        council=approval.charter.council,
    )


def approvers_of(council, but=()) -> list[User]:
    approvers = council.memberships.current().filter(role=Role.APPROVER)
    found = User.objects.filter(pk__in=approvers.values("user"), is_active=True)
    return list(found.exclude(pk__in=but))


@subscribe("charter.submitted")
def ask_approver(event: Event) -> None:
    """Ask the chosen approvers, or every approver when none was chosen."""
    approval = approval_of(event)
    for person in approval.asked() or approvers_of(approval.charter.council):
        address = approval.get_absolute_url()
        write("charter_submitted", person, approval, address, due=approval.decide_by)


@subscribe("charter.referred")
def tell_referred(event: Event) -> None:
    """Ask the approvers who may decide now, and tell the writers who will."""
    before = approval_of(event)
    again = Approval.objects.select_related("charter__council").get(
        uid=event.data["next"]
    )
    address = again.get_absolute_url()
    wrote = before.charter.writers()
    for person in approvers_of(
        before.charter.council, but={*wrote, before.decided_by_id}
    ):
        write("charter_submitted", person, again, address)
    for person in {before.author, before.submitted_by}:
        write("charter_referred", person, before, address)


@subscribe("charter.adopted")
def tell_adopted(event: Event) -> None:
    """Tell the people who wrote and submitted it that it is in force."""
    approval = approval_of(event)
    for person in {approval.author, approval.submitted_by}:
        write("charter_adopted", person, approval, approval.charter.get_absolute_url())


@subscribe("charter.returned")
@subscribe("charter.approved_subject_to_changes")
def tell_returned(event: Event) -> None:
    """Tell the people who wrote and submitted it what needs to change."""
    approval = approval_of(event)
    for person in {approval.author, approval.submitted_by}:
        write(
            "charter_returned", person, approval, approval.charter.get_workspace_url()
        )


@subscribe("charter.adopted")
def tell_followers(event: Event) -> None:
    """Tell everyone who follows charters that one is in force."""
    approval = approval_of(event)
    charter = approval.charter
    link = f"{settings.SITE_ORIGIN}{charter.get_absolute_url()}"
    followers.tell(
        charter.council,
        [CHARTERS, *topics_about(charter)],
        "charter_in_force",
        {"charter": charter, "link": link},
        obligation=f"charter:{charter.uid}:in-force",
    )


@subscribe("charter.reviewer_invited")
def ask_reviewer(event: Event) -> None:
    """Send the draft's address to whoever was asked to review it."""
    found = Reviewer.objects.select_related("charter__council", "user", "invited_by")
    reviewer = found.filter(uid=event.data["reviewer"]).first()
    if reviewer is None or reviewer.ended_at is not None:
        return
    letters.write(
        "review_invite",
        reviewer.user or reviewer.email,
        {
            "reviewer": reviewer,
            "charter": reviewer.charter,
            "link": f"{settings.SITE_ORIGIN}{reviewer.get_absolute_url()}",
        },
        obligation=f"reviewer:{reviewer.uid}",
        due=reviewer.due_on,
        council=reviewer.charter.council,
    )


@subscribe("suggestion.accepted", "suggestion.partly", "suggestion.declined")
def tell_suggester(event: Event) -> None:
    """Tell a reviewer what became of their words."""
    found = Suggestion.objects.select_related("charter__council", "by")
    suggestion = found.get(uid=event.subject_reference.rsplit("/", 1)[-1])
    letters.write(
        "suggestion_answered",
        suggestion.by,
        {
            "suggestion": suggestion,
            "charter": suggestion.charter,
            "link": f"{settings.SITE_ORIGIN}{suggestion.get_absolute_url()}",
        },
        obligation=f"suggestion:{suggestion.uid}",
        council=suggestion.charter.council,
    )


def endorsement_of(event: Event) -> Endorsement:
    found = Endorsement.objects.select_related(
        "charter__council", "charter__created_by", "edition", "sought_by"
    )
    return found.get(uid=event.data["endorsement"])


def write_about(kind: str, people, endorsement, step_pk: int, address: str) -> None:
    """One letter to each about one step of an endorsement."""
    step = endorsement.steps.get(pk=step_pk)
    for person in people:
        letters.write(
            kind,
            person,
            {
                "endorsement": endorsement,
                "charter": endorsement.charter,
                "step": step,
                "remarks": step.remarks.all(),
                "link": f"{settings.SITE_ORIGIN}{address}",
            },
            obligation=f"endorsement:{endorsement.uid}:{step.pk}",
            council=endorsement.charter.council,
        )


@subscribe("endorsement.sought", "endorsement.sought_again")
def ask_body(event: Event) -> None:
    """Tell the people of the body that a charter waits for them."""
    one = endorsement_of(event)
    step = event.data["step"]
    write_about("endorsement_sought", one.deciders(), one, step, one.get_absolute_url())


@subscribe(
    "endorsement.given", "endorsement.given_with_conditions", "endorsement.returned"
)
def tell_endorsed(event: Event) -> None:
    """Tell the people who wrote and submitted it what the body decided."""
    one = endorsement_of(event)
    people = {one.charter.created_by, one.sought_by}
    address = f"{one.charter.get_workspace_url()}endorsement/"
    write_about("endorsement_decided", people, one, event.data["step"], address)
