"""What evaluators type."""

from django import forms
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from councils import govuk
from tenders.descriptors import DESCRIPTORS, MARKS


class DeclareInterest(govuk.Form):
    has_interest = forms.ChoiceField(
        label=_("Do you have an interest in any of these organisations?"),
        choices=[("no", _("No")), ("yes", _("Yes"))],
        widget=forms.RadioSelect,
        help_text=_(
            "For example, you or somebody close to you works for one of them, owns "
            "part of it, or would gain if it won."
        ),
    )
    detail = forms.CharField(
        label=_("If yes, what is the interest?"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    things = {"has_interest": _("whether you have an interest")}
    mark_optional = False

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("has_interest") == "yes" and not cleaned.get("detail"):
            self.add_error("detail", __("Enter what your interest is"))
        return cleaned


class MarkForm(govuk.Form):
    score = forms.TypedChoiceField(
        label=_("Your score"), choices=MARKS, coerce=int, widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Strengths and weaknesses. The supplier will read it."),
    )
    things = {"score": _("a score"), "reason": _("the reason for your score")}
    choice_hints = {"score": {str(mark): text for mark, text in DESCRIPTORS.items()}}


class AgreeForm(MarkForm):
    things = {"score": _("a score"), "reason": _("the agreed reason")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["score"].label = __("Agreed score")
        self.fields["reason"].label = __("Agreed reason")
