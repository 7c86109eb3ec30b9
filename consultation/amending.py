"""Change a response that was sent, until the close: by its sender alone."""

from django.db import transaction

from audit.trail import record
from consultation import receipts
from consultation.models import (
    Attachment,
    Comment,
    Contact,
    Response,
    ResponseVersion,
)
from consultation.parcels import Remark

CONTACT = ("name", "show_name", "email", "wants_results", "wants_later")


@transaction.atomic
def add_comment(response: Response, remark: Remark) -> Comment:
    """One more comment. It is checked like the first before anybody reads it."""
    mine = _open(response)
    ResponseVersion.keep(mine)
    comment = Comment.objects.create(
        response=response,
        round=response.round,
        reference=receipts.new_reference(),
        edition_clause=remark.clause,
        edition_priority=remark.priority,
        section_key=remark.section.key if remark.section else "",
        section_title=remark.section.title if remark.section else "",
        stance=remark.stance,
        text=remark.text,
        wanted_change=remark.wanted_change,
    )
    record("response.comment_added", response)
    return comment


@transaction.atomic
def change_contact(response: Response, **told) -> None:
    """Another name or address, or none; what was not asked stays as it was."""
    _open(response)
    told = {name: value for name, value in told.items() if name in CONTACT}
    contact, _made = Contact.objects.get_or_create(response=response)
    for name, value in told.items():
        setattr(contact, name, value)
    contact.show_name = contact.show_name and bool(contact.name)
    contact.wants_results = contact.wants_results and bool(contact.email)
    contact.wants_later = contact.wants_later and bool(contact.email)
    if contact.name or contact.email:
        contact.save()
    else:
        contact.delete()
    record("response.contact_changed", response)


@transaction.atomic
def add_file(response: Response, upload) -> Attachment:
    """One more file, within what one response may have."""
    _open(response)
    attachment = Attachment.add(response, upload)
    record("response.file_added", response)
    return attachment


@transaction.atomic
def remove_file(response: Response, number: int) -> None:
    """Take a file off again: nothing of it stays."""
    _open(response)
    found = response.attachments.filter(pk=number)
    if found.exists():
        found.discard()
        record("response.file_removed", response)


def _open(response: Response) -> Response:
    mine = response._locked()
    mine.refuse_if_fixed()
    return mine
