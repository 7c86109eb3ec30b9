from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from audit import clock
from audit.lifecycle import Refused
from audit.trail import record
from consultation.models.mandate import ForResponseQuerySet, Mandate, Petition
from consultation.models.response import Response
from consultation.models.version import ResponseVersion


class KeyingQuerySet(ForResponseQuerySet):
    def unchecked(self):
        """Those of counted responses that no second person has compared."""
        return self.filter(
            checked_at=None,
            response__standing=Response.Standing.COUNTED,
            response__withdrawn_at=None,
        )


class Keying(models.Model):
    """A response that an officer typed in, and its check by a second person."""

    response = models.OneToOneField(
        Response, on_delete=models.CASCADE, related_name="keying"
    )
    keyed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    keyed_at = models.DateTimeField(default=clock.now)
    fields = models.PositiveSmallIntegerField()
    wrong = models.PositiveSmallIntegerField(default=0)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    checked_at = models.DateTimeField(null=True)

    objects = KeyingQuerySet.as_manager()

    class Meta:
        ordering = ["keyed_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(checked_by=None)
                | Q(keyed_by=None)
                | ~Q(checked_by=F("keyed_by")),
                name="another_person_checks_what_was_keyed",
            ),
            models.CheckConstraint(
                condition=Q(wrong__lte=F("fields")),
                name="no_more_wrong_fields_than_fields",
            ),
        ]

    def __str__(self):
        return str(self.response)

    @property
    def council(self):
        return self.response.council

    @property
    def is_checked(self) -> bool:
        return self.checked_at is not None

    @transaction.atomic
    def compare(self, read: dict[str, dict], *, by, answers=None, told=None) -> int:
        """Compare with what a second person read on the paper, and put it right.

        `read` holds, by the reference of each comment, its stance, text and wanted
        change; `answers` the value of each question, None where nothing is ticked;
        `told` who sent it and for whom, as `told_of` names it. Returns how many fields
        were wrong.
        """
        mine = Keying.objects.select_for_update(of=("self",)).get(pk=self.pk)
        if mine.is_checked:
            raise Refused(_("Somebody has already checked this response."))
        if by is not None and by.pk == mine.keyed_by_id:
            raise Refused(
                _("You keyed this in yourself. Another person has to check it.")
            )
        response = self.response
        comments = {c.reference: c for c in response.comments.all()}
        wrong = {
            (reference, name): value
            for reference, said in read.items()
            for name, value in said.items()
            if not _same(getattr(comments[reference], name), value)
        }
        before = told_of(response)
        changed = {
            name: value
            for name, value in (told or {}).items()
            if not _same(before[name], value)
        }
        values = {answer.question: answer for answer in _answers(response)}
        mistaken = {
            question: value
            for question, value in (answers or {}).items()
            if value != (values[question].value if question in values else None)
        }
        if wrong or mistaken or changed:
            ResponseVersion.keep(response)
        for (reference, name), value in wrong.items():
            setattr(comments[reference], name, value)
        for reference in {reference for reference, _name in wrong}:
            comments[reference].put_right()
        for question, value in mistaken.items():
            _put_answer(response, question, value)
        if changed:
            _put_told(response, before | changed)
        filled = [n for n, v in before.items() if v or changed.get(n)]
        asked = {q for q, value in (answers or {}).items() if value or q in values}
        self.fields = 3 * len(comments) + len(asked) + len(filled)
        self.wrong = min(len(wrong) + len(mistaken) + len(changed), self.fields)
        self.checked_by, self.checked_at = by, clock.now()
        self.save(update_fields=["fields", "wrong", "checked_by", "checked_at"])
        record(
            "response.keying_checked",
            response,
            by=by,
            data={"fields": self.fields, "wrong": self.wrong},
        )
        return self.wrong


MANDATE = (
    *("organisation", "show_organisation", "size", "members", "how_asked"),
    *("is_user_led", "client", "authority"),
)
PETITION = ("handed_in", "duplicates", "in_area")


def told_of(response: Response) -> dict[str, Any]:
    """Who sent a response and for whom, under the names of the form."""
    mandate = Mandate.objects.filter(response=response).first() or Mandate()
    petition = Petition.objects.filter(response=response).first() or Petition()
    return {
        "kind": response.kind,
        "area": response.area,
        **{name: getattr(mandate, name) for name in MANDATE},
        **{name: getattr(petition, name) for name in PETITION},
        "confidential_because": response.confidential_because,
    }


def _answers(response: Response):
    return response.answers.select_related("question")


def _put_answer(response: Response, question, value) -> None:
    if value is None:
        response.answers.filter(question=question).delete()
        return
    question.refuse_wrong(value)
    response.answers.update_or_create(question=question, defaults={"value": value})


def _put_told(response: Response, told: dict[str, Any]) -> None:
    """Write what the paper says about the sender in place of what was keyed in."""
    response.kind, response.area = told["kind"], told["area"]
    response.confidential_because = told["confidential_because"]
    handed_in = told["handed_in"] or 0
    response.signatures = handed_in - told["duplicates"] if handed_in else 0
    response.save(update_fields=["kind", "area", "confidential_because", "signatures"])
    for model, names in ((Mandate, MANDATE), (Petition, PETITION)):
        values = {name: told[name] for name in names}
        if any(values.values()):
            model.objects.update_or_create(response=response, defaults=values)
        else:
            model.objects.filter(response=response).delete()


def _same(one: Any, other: Any) -> bool:
    """Line ends and the number of spaces are not errors."""
    if isinstance(one, str) and isinstance(other, str):
        return one.split() == other.split()
    return (one or None) == (other or None)
