from django.conf import settings
from django.db import models
from django.utils.translation import gettext as _

from audit import clock
from audit.lifecycle import Refused

LONGEST_REMARK = 1000


class Remark(models.Model):
    """What an approver wants changed in one paragraph or priority."""

    approval = models.ForeignKey(
        "charters.Approval", on_delete=models.CASCADE, related_name="remarks"
    )
    key = models.UUIDField(help_text="Permanent id of the paragraph or priority")
    label = models.CharField(max_length=120)
    section_key = models.CharField(max_length=64, blank=True)
    wording = models.TextField(max_length=LONGEST_REMARK)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        ordering = ["made_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(wording=""), name="a_remark_has_words"
            )
        ]

    def __str__(self):
        return f"{self.label}: {self.wording[:60]}"

    @classmethod
    def make(cls, approval, key, wording: str, *, by) -> "Remark":
        """Write down what should change in one part of the text to be decided."""
        wording = wording.strip()
        if not wording:
            raise Refused(_("Enter what needs to change"), code="empty")
        if approval.decision:
            raise Refused(_("This was decided already."))
        label, section_key = cls.parts_of(approval.charter).get(str(key), ("", ""))
        if not label:
            raise Refused(_("That part is no longer in the text."))
        return cls.objects.create(
            approval=approval,
            key=key,
            label=label[:120],
            section_key=section_key,
            wording=wording,
            by=by,
        )

    @staticmethod
    def parts_of(charter) -> dict[str, tuple[str, str]]:
        """What can be remarked on: its name and its section, by permanent id."""
        written = charter.body()
        found = {
            clause["uid"]: (
                _("Paragraph %(number)s, %(heading)s")
                % {"number": clause["number"], "heading": section["heading"]},
                section["key"],
            )
            for section in written["sections"]
            for clause in section["clauses"]
        }
        for priority in written["priorities"]:
            found[priority["uid"]] = (f"{priority['code']} {priority['title']}", "")
        return found

    def take_back(self) -> None:
        if self.approval.decision:
            raise Refused(_("This was decided already."))
        self.delete()
