"""Writing letters and sending them: each is owed once, and sent once.

`templates/email/<kind>.txt` holds a letter: its subject on the first line, then an
empty line, then the text. Full addresses stand on lines of their own.
"""

import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from celery import current_app
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMultiAlternatives
from django.core.validators import validate_email
from django.db import transaction
from django.template import Context
from django.template.loader import get_template, render_to_string
from django.utils.crypto import salted_hmac
from django.utils.html import format_html_join, urlize
from django.utils.safestring import SafeString

from audit import clock
from councils.models import Closing, Council, User
from records.models import Letter

logger = logging.getLogger(__name__)

LONGEST_SUBJECT = 200


def write(
    kind: str,
    to: User | str,
    context: Mapping[str, Any] | None = None,
    *,
    obligation: str,
    due: date | None = None,
    council: Council | None = None,
    reply_to: str = "",
    stop_url: str = "",
    forget: bool = False,
) -> Letter:
    """The letter that we owe someone for `obligation`, written if it is not yet.

    Calling again for the same obligation, recipient, kind and due date gives the
    letter that exists, so a handler may run as often as it likes. It is sent after
    the transaction has been committed. With `forget`, its address and its text go
    as soon as it is sent, or given up.
    """
    address = to.email if isinstance(to, User) else to.strip()
    validate_email(address)
    key = recipient_key(to)
    found = Letter.objects.filter(
        obligation=obligation, recipient_key=key, kind=kind, due_on=due
    ).first()
    if found:
        return found
    closing = Closing.of(council)
    subject, text = read(kind, to, council, stop_url, context or {}, closing)
    letter, is_new = Letter.objects.get_or_create(
        obligation=obligation,
        recipient_key=key,
        kind=kind,
        due_on=due,
        defaults={
            "council": council,
            "recipient": address,
            "user": to if isinstance(to, User) else None,
            "subject": subject,
            "text": text,
            "reply_to": reply_to or (council.reply_to if council else ""),
            "stop_url": stop_url,
            "is_forgotten_once_sent": forget,
        },
    )
    if is_new:
        transaction.on_commit(partial(nudge, letter.pk), robust=True)
    return letter


@dataclass(frozen=True)
class Order:
    """One letter to be written with many others; the fields are those of `write`."""

    kind: str
    to: User | str
    context: Mapping[str, Any]
    obligation: str
    due: date | None = None
    council: Council | None = None

    @property
    def key(self) -> tuple:
        return (self.obligation, recipient_key(self.to), self.kind, self.due)


@transaction.atomic
def write_many(orders: Iterable[Order]) -> int:
    """Write the letters that are not written yet, in three statements however many
    there are. Returns how many are new; the sweep sends them."""
    asked = {order.key: order for order in orders}
    obligations = {order.obligation for order in asked.values()}
    known = Letter.objects.filter(obligation__in=obligations)
    written = set(known.values_list("obligation", "recipient_key", "kind", "due_on"))
    orders = {key: order for key, order in asked.items() if key not in written}
    closings = {one: Closing.of(one) for one in {o.council for o in orders.values()}}
    new = [_written(o, key, closings[o.council]) for key, o in orders.items()]
    Letter.objects.bulk_create(new, ignore_conflicts=True)
    if new:
        transaction.on_commit(_nudge_sweep, robust=True)
    return len(new)


def _written(order: Order, key: tuple, closing: Closing | None) -> Letter:
    council, context = order.council, order.context
    subject, text = read(order.kind, order.to, council, "", context, closing)
    obligation, recipient, kind, due = key
    address = order.to.email if isinstance(order.to, User) else order.to.strip()
    validate_email(address)
    return Letter(
        obligation=obligation,
        recipient_key=recipient,
        kind=kind,
        due_on=due,
        council=order.council,
        recipient=address,
        user=order.to if isinstance(order.to, User) else None,
        subject=subject,
        text=text,
        reply_to=order.council.reply_to if order.council else "",
    )


def _nudge_sweep() -> None:
    try:
        current_app.send_task("records.tasks.send_letters")
    except Exception:
        logger.warning("No worker was told of new letters")


def recipient_key(to: User | str) -> str:
    """Tells recipients apart without saying who they are."""
    who = f"user:{to.actor_id}" if isinstance(to, User) else to.strip().casefold()
    return salted_hmac("records.letters", who, algorithm="sha256").hexdigest()


def nudge(letter_id: int) -> None:
    """Ask a worker to look at this letter now. The sweep finds it anyway."""
    try:
        current_app.send_task("records.tasks.send_letter", [letter_id])
    except Exception:
        logger.warning("No worker was told of letter %s", letter_id)


def send(letter: Letter) -> None:
    """Hand a claimed letter to the mail system, and say what came of it.

    A worker that dies between the two sends it again later under the same
    Message-ID: never lost, at most one repeat for each such death.
    """
    try:
        message_for(letter).send()
    except Exception as problem:
        logger.warning("Letter %s could not be sent: %s", letter.pk, type(problem))
        _close(letter, problem)
    else:
        _close(letter, None)


@transaction.atomic
def _close(letter: Letter, problem: Exception | None) -> None:
    mine = letter.locked()
    if mine is None:
        return
    if problem is None:
        mine.finish()
    else:
        mine.put_back(f"{type(problem).__name__}: {problem}")


def message_for(letter: Letter) -> EmailMultiAlternatives:
    """The letter as an e-mail, in plain text and in simple HTML."""
    if not letter.recipient:
        raise ValidationError("The address was erased before the letter was sent.")
    sender = settings.DEFAULT_FROM_EMAIL
    if letter.council:
        name = letter.council.sender_name or letter.council.name
        name = name.replace('"', "").replace("\n", " ")
        sender = f'"{name}" <{settings.DEFAULT_FROM_EMAIL}>'
    headers = {
        "Message-ID": letter.message_id,
        "X-Reference": str(letter.uid),
        "Auto-Submitted": "auto-generated",
    }
    if letter.stop_url:
        headers["List-Unsubscribe"] = f"<{letter.stop_url}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message = EmailMultiAlternatives(
        subject=letter.subject,
        body=letter.text,
        from_email=sender,
        to=[letter.recipient],
        reply_to=[letter.reply_to] if letter.reply_to else None,
        headers=headers,
    )
    page = {
        "subject": letter.subject,
        "body": paragraphs(letter.text),
        "council": letter.council,
        "stop_url": letter.stop_url,
        "origin": settings.SITE_ORIGIN,
    }
    message.attach_alternative(render_to_string("email/letter.html", page), "text/html")
    return message


def paragraphs(text: str) -> SafeString:
    """Plain text as HTML: paragraphs, lines and addresses, everything else escaped."""
    blocks = [block.strip("\n") for block in text.split("\n\n") if block.strip()]
    return format_html_join("\n", "<p>{}</p>", ((_lines(block),) for block in blocks))


def _lines(block: str) -> SafeString:
    lines = [SafeString(urlize(line, autoescape=True)) for line in block.split("\n")]
    return format_html_join(SafeString("<br>\n"), "{}", ((line,) for line in lines))


def read(
    kind: str,
    to: User | str,
    council: Council | None,
    stop_url: str,
    context: Mapping[str, Any],
    closing: Closing | None,
) -> tuple[str, str]:
    """Subject and text, the council's own words at the end. Nothing is escaped here:
    this is not HTML."""
    full = {
        "recipient": to,
        "name": to.name if isinstance(to, User) else "",
        "council": council,
        "origin": settings.SITE_ORIGIN,
        "site_name": settings.SITE_NAME,
        "stop_url": stop_url,
        "today": clock.today(),
        **context,
    }
    template = get_template(f"email/{kind}.txt").template
    written = template.render(Context(full, autoescape=False)).lstrip()
    first, _, rest = written.partition("\n")
    subject = " ".join(first.removeprefix("Subject:").split())
    if closing:
        rest = f"{rest.strip()}\n\n{closing.words}"
    return subject[:LONGEST_SUBJECT], tidy_lines(rest)


def tidy_lines(text: str) -> str:
    """No line ends in spaces and no gap is wider than one empty line."""
    lines: list[str] = []
    for line in text.strip().splitlines():
        if line.strip() or (lines and lines[-1]):
            lines.append(line.rstrip())
    return "\n".join(lines) + "\n"
