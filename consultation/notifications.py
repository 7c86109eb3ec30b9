"""Whom consultations write to, and when."""

from django.conf import settings
from django.db.models import Prefetch

from audit.models import Event
from audit.subscriptions import subscribe
from consultation.models import Contact, Issue, Round
from consultation.submission import private_path
from records import letters


@subscribe("round.reported")
def tell_results(event: Event) -> None:
    """Tell everybody who asked what came of their comments, once.

    This may run twice: a letter is one row for its obligation and recipient.
    """
    round = Round.objects.for_reading().get(uid=event.subject_reference)
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


def write_results(round: Round, contact: Contact) -> None:
    response = contact.response
    issues = {
        issue.number: issue
        for comment in response.comments.all()
        for issue in comment.answers
    }
    link = response.link_token
    letters.write(
        "consultation_results",
        contact.email,
        {
            "round": round,
            "response": response,
            "issues": [issue for _number, issue in sorted(issues.items())],
            "results": f"{settings.SITE_ORIGIN}{round.get_absolute_url()}results/",
            "link": settings.SITE_ORIGIN + private_path(response, link) if link else "",
        },
        obligation=f"response:{response.uid}:results",
        council=round.council,
    )
