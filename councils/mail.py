"""Letters that must go out now and leave no copy: codes and invitations.

Everything else is a row (records.letters). A code in a row could be read by whoever
may look at the outbox.
"""

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.defaultfilters import linebreaksbr
from django.template.loader import render_to_string
from django.utils.html import format_html_join, urlize
from django.utils.safestring import SafeString

from councils.models import Closing


def send_letter(kind, *, to, context, from_name="", reply_to="", council=None) -> None:
    """Send `email/<kind>.txt`: its first line is the subject, the rest the text.

    What is sent for a council ends with the council's own words.
    """
    context = {
        "site_name": settings.SITE_NAME,
        "origin": settings.SITE_ORIGIN,
    } | context
    text = render_to_string(f"email/{kind}.txt", context)
    subject, _, body = text.strip().partition("\n")
    subject = " ".join(subject.split())
    if closing := Closing.of(council):
        body = f"{body.strip()}\n\n{closing.words}"
    body = body.strip() + "\n"
    sender = settings.DEFAULT_FROM_EMAIL
    letter = EmailMultiAlternatives(
        subject=subject,
        body=body,
        from_email=f'"{from_name}" <{sender}>' if from_name else sender,
        to=[to],
        reply_to=[reply_to] if reply_to else None,
    )
    letter.attach_alternative(
        render_to_string(
            "email/letter.html", context | {"subject": subject, "body": as_html(body)}
        ),
        "text/html",
    )
    letter.send()


def as_html(text: str) -> SafeString:
    """The paragraphs of a letter, escaped, with its addresses as links."""
    paragraphs = (part.strip() for part in text.split("\n\n"))
    return format_html_join(
        "\n",
        "<p>{}</p>",
        (
            (linebreaksbr(urlize(part, autoescape=True), autoescape=False),)
            for part in paragraphs
            if part
        ),
    )
