"""What a sender fills in who disagrees with a moderator."""

from django import forms
from django.utils.translation import gettext_lazy as _

from councils import govuk


class AskReviewForm(govuk.Form):
    """Why the decision is wrong, in the sender's words."""

    because = forms.CharField(
        label=_("Why do you think the decision is wrong?"),
        help_text=_("You do not have to say. It helps whoever looks again."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
