from django import forms
from django.utils.translation import gettext_lazy as _

from councils import govuk
from records import markup, topics


class FollowForm(govuk.Form):
    """An address, and what it wants to hear about."""

    email = forms.EmailField(
        label=_("Your email address"),
        help_text=_("We use it to send you this news and for nothing else."),
        max_length=254,
    )
    topics = forms.MultipleChoiceField(
        label=_("What do you want to hear about?"),
        widget=forms.CheckboxSelectMultiple,
    )
    things = {
        "email": _("your email address"),
        "topics": _("what you want to hear about"),
    }

    def __init__(self, *args, council, **kwargs):
        super().__init__(*args, **kwargs)
        choices = [(topic.key, topic.label) for topic in topics.topics_of(council)]
        self.fields["topics"].choices = choices
        if len(choices) == 1:
            self.fields["topics"].initial = [choices[0][0]]


class WordsField(forms.CharField):
    """Free text in a box: tidied of what nobody types before it is kept."""

    widget = forms.Textarea

    def to_python(self, value):
        return markup.tidy(super().to_python(value))
