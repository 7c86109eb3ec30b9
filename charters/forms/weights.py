from django import forms
from django.utils.translation import gettext_lazy

from councils import govuk


class WeightForm(govuk.Form):
    """Another weight than people's points give, and why."""

    weight = govuk.NumberField(
        label=gettext_lazy("Weight out of 100"),
        min_value=0,
        max_value=100,
        decimal_places=2,
    )
    reason = forms.CharField(
        max_length=600,
        label=gettext_lazy("Why is it different from what people said?"),
        help_text=gettext_lazy("Everyone can read this, beside people’s own weight"),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    things = {
        "weight": gettext_lazy("the weight"),
        "reason": gettext_lazy("why this weight is different"),
    }
