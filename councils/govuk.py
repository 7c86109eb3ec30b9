"""Forms in GOV.UK's shape: labels, hints, and errors in the words of the style guide.

    from councils import govuk

    class BeginCharter(govuk.ModelForm):
        things = {"title": "the charter's title"}      # "Enter the charter's title"
        choice_hints = {"kind": {"outline": "Headings and questions only"}}
        reveals = {"contact_me": {"yes": "email"}}     # shown under that choice

Date, time and number fields of models become the fields of `govuk_fields`, which read
what people type. In a page, `{{ form }}` draws all fields and `{% field form.title %}`
draws one; the error summary comes with the base template.
"""

from typing import Any

from django import forms
from django.db import models
from django.forms.boundfield import BoundField
from django.forms.models import ModelFormMetaclass
from django.forms.renderers import TemplatesSetting
from django.forms.widgets import Input
from django.utils.translation import gettext as _

from councils.govuk_fields import (
    DateField,
    MomentField,
    MoneyField,
    NumberField,
    TimeField,
    WholeNumberField,
)
from councils.govuk_widgets import DateInput, PasswordInput

__all__ = [
    "DateField",
    "EmptyForm",
    "Form",
    "Forms",
    "ModelForm",
    "MomentField",
    "MoneyField",
    "NumberField",
    "TimeField",
    "WholeNumberField",
]

Several = forms.CheckboxSelectMultiple
CHOICES = (forms.RadioSelect, forms.CheckboxSelectMultiple)
PICKS = (*CHOICES, forms.Select, forms.CheckboxInput, forms.FileInput)
CLASSES = (  # the first match counts
    ((DateInput, *CHOICES), ""),
    (forms.CheckboxInput, "govuk-checkboxes__input"),
    (forms.FileInput, "govuk-file-upload"),
    (forms.Textarea, "govuk-textarea"),
    (forms.Select, "govuk-select"),
    (Input, "govuk-input"),
)


DJANGO_ROWS = "10"  # what a textarea has when nobody chose
NAMED_ALREADY = {"the", "a", "an", "your", "our", "their", "this", "any", "i"}


class Renderer(TemplatesSetting):
    """Finds our templates for a whole form and for one field."""

    form_template_name = "components/forms/form.html"
    field_template_name = "components/forms/field.html"
    formset_template_name = "components/forms/formset.html"


class Bound(BoundField):
    """A field as the templates see it: ids, classes and the place an error links to."""

    @property
    def base_class(self) -> str:
        widget = self.field.widget
        return next((name for kinds, name in CLASSES if isinstance(widget, kinds)), "")

    @property
    def error_parts(self) -> tuple[str, ...]:
        """Which boxes of a date are wrong."""
        found = self.form.errors.as_data().get(self.name, [])
        parts = [part for e in found for part in (e.params or {}).get("parts", ())]
        return tuple(parts) or (("day", "month", "year") if found else ())

    def build_widget_attrs(self, attrs, widget=None):
        widget = widget or self.field.widget
        attrs = super().build_widget_attrs(attrs, widget)
        attrs.pop("aria-invalid", None)
        if isinstance(widget, DateInput):
            widget.error_parts = self.error_parts
        if isinstance(widget, CHOICES):
            attrs["bound"] = self  # read by the template of choices, never printed
        if base := self.base_class:
            wrong = f"{base}--error" if self.errors and not self.is_tick else ""
            counted = "govuk-js-character-count" if self.counts else ""
            given = widget.attrs.get("class", "")
            attrs["class"] = " ".join(filter(None, [base, wrong, counted, given]))
        return attrs

    def shown_by(self, value: Any) -> "Bound | None":
        """The field that appears once this value is chosen, if there is one."""
        name = self.form.reveals.get(self.name, {}).get(str(value))
        return self.form[name] if name else None

    @property
    def aria_describedby(self) -> str:
        described = [
            f"{self.auto_id}-info" if self.counts else "",
            f"{self.auto_id}-hint" if self.help_text else "",
            f"{self.auto_id}-error" if self.errors else "",
        ]
        return " ".join(filter(None, described))

    @property
    def counts(self) -> int:
        """How many characters a long text may have; 0 when nothing is counted."""
        if isinstance(self.field.widget, forms.Textarea):
            return getattr(self.field, "max_length", None) or 0
        return 0

    @property
    def anchor(self) -> str:
        """The id that a line of the error summary links to."""
        widget = self.field.widget
        if isinstance(widget, DateInput):
            widget.error_parts = self.error_parts
            return widget.id_for_label(self.auto_id)
        if isinstance(widget, CHOICES):
            return f"{self.auto_id}_0"
        return self.auto_id

    @property
    def is_tick(self) -> bool:
        """A single checkbox: its label stands beside the box, not above."""
        return isinstance(self.field.widget, forms.CheckboxInput)

    @property
    def optional(self) -> bool:
        marked = getattr(self.form, "mark_optional", True)
        return marked and not self.field.required and not self.is_tick


class Forms:
    """What makes a Django form one of ours; mix it in before any form class."""

    default_renderer = Renderer()
    bound_field_class = Bound
    use_required_attribute = False
    things: dict[str, str] = {}
    choice_hints: dict[str, dict[str, str]] = {}
    reveals: dict[str, dict[str, str]] = {}
    mark_optional = True

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            dress(field, self.things.get(name, ""))

    @property
    def revealed(self) -> set[str]:
        """Names of the fields that are drawn inside another one's choice."""
        return {name for shown in self.reveals.values() for name in shown.values()}

    @property
    def error_lines(self) -> list[dict[str, str]]:
        """The lines of the error summary, in the order of the fields."""
        lines = [{"text": text, "href": ""} for text in self.non_field_errors()]
        for name in self.fields:
            bound = self[name]
            lines += [{"text": e, "href": f"#{bound.anchor}"} for e in bound.errors]
        return lines


def dress(field: forms.Field, thing: str) -> None:
    """Give a field its words for errors and its widget the attributes it lacks."""
    label = str(field.label or "")
    asked = str(thing) or getattr(field, "thing", "") or name_of(label)
    field.thing = asked
    field.error_messages.update(error_words(field, asked))
    widget = field.widget
    if not field.help_text and (hint := getattr(field, "default_hint", "")):
        field.help_text = hint
    dress_text(field, widget)
    if isinstance(widget, forms.ClearableFileInput):
        widget.template_name = "django/forms/widgets/file.html"
    if isinstance(widget, CHOICES):
        widget.template_name = "components/forms/choices.html"
        if isinstance(field, forms.ChoiceField) and not isinstance(widget, Several):
            drop_empty_choice(field)


def dress_text(field: forms.Field, widget: forms.Widget) -> None:
    """Boxes that people type in: no limit by the browser, no spelling of addresses."""
    if isinstance(field, forms.EmailField):
        widget.attrs.setdefault("autocomplete", "email")
        widget.attrs.setdefault("spellcheck", "false")
    if isinstance(widget, forms.PasswordInput):
        if not isinstance(widget, PasswordInput):
            widget.template_name = PasswordInput.template_name
        widget.attrs.setdefault("autocomplete", "current-password")
    if isinstance(widget, forms.Textarea):
        widget.attrs.pop("maxlength", None)
        widget.attrs.pop("cols", None)
        if widget.attrs.get("rows") == DJANGO_ROWS:
            widget.attrs["rows"] = "5"
    if isinstance(widget, Input):
        widget.attrs.pop("maxlength", None)


def drop_empty_choice(field: forms.Field) -> None:
    """A radio for `---------` says nothing; no radio chosen says it already."""
    if getattr(field, "empty_label", None) is not None:
        field.empty_label = None
    elif not isinstance(field, forms.ModelChoiceField):
        field.choices = [pair for pair in field.choices if pair[0] not in ("", None)]


def name_of(label: str) -> str:
    """`Title` → `the title`, `Your name` → `your name`; a question names nothing."""
    if not label or label.endswith("?"):
        return ""
    first, *_rest = label.split(" ")
    text = (
        label if first == "I" or first[1:2].isupper() else label[:1].lower() + label[1:]
    )
    return (
        text if first.lower() in NAMED_ALREADY else _("the {thing}").format(thing=text)
    )


def error_words(field: forms.Field, thing: str) -> dict[str, str]:
    """The style guide's error texts for this field."""
    Thing = thing[:1].upper() + thing[1:] if thing else _("Your answer")  # noqa: N806
    given = field.error_messages
    words: dict[str, Any] = {"required": required_words(field, thing)}
    if limit := getattr(field, "max_length", None):
        count = f"{limit:,}"
        words["max_length"] = _("{thing} must be {count} characters or less").format(
            thing=Thing, count=count
        )
    if isinstance(field, forms.FileField):
        words |= {
            "required": _("Select a file"),
            "missing": _("Select a file"),
            "empty": _("The selected file is empty"),
            "invalid": _("The selected file could not be uploaded – try again"),
        }
    elif isinstance(field, forms.EmailField):
        words["invalid"] = _(
            "Enter an email address in the correct format, like name@example.com"
        )
    elif isinstance(field, forms.IntegerField | forms.DecimalField):
        words |= number_words(field, Thing)
    elif isinstance(field, forms.ChoiceField):
        words["invalid_choice"] = required_words(field, thing)
    elif isinstance(field, forms.URLField):
        words["invalid"] = _(
            "{thing} must be a web address, like https://www.example.com"
        ).format(thing=Thing)
    elif isinstance(field, forms.SlugField):
        words["invalid"] = _(
            "{thing} must only include letters, numbers and hyphens"
        ).format(thing=Thing)
    changed = {code for code in words if given.get(code) in own_words(field, code)}
    return {code: text for code, text in words.items() if code in changed}


def own_words(field: forms.Field, code: str) -> list[Any]:
    """Django's own words for a code: only those are replaced, never an author's."""
    found: list[Any] = [None]
    for kind in type(field).__mro__:
        found.append(getattr(kind, "default_error_messages", {}).get(code))
    return found


def required_words(field: forms.Field, thing: str) -> str:
    verb_select = isinstance(field.widget, PICKS)
    if not thing:
        return _("Select an answer") if verb_select else _("Enter an answer")
    if verb_select:
        return _("Select {thing}").format(thing=thing)
    return _("Enter {thing}").format(thing=thing)


def number_words(field: forms.Field, thing: str) -> dict[str, str]:
    whole = isinstance(field, forms.IntegerField) and not isinstance(
        field, forms.DecimalField
    )
    invalid = (
        _("{thing} must be a whole number, like 12")
        if whole
        else _("{thing} must be a number, like 12")
    )
    words = {
        "invalid": invalid.format(thing=thing),
        "max_digits": _("{thing} has too many numbers").format(thing=thing),
        "max_whole_digits": _("{thing} has too many numbers").format(thing=thing),
        "max_decimal_places": _(
            "{thing} must have %(max)s decimal places or less"
        ).format(thing=thing),
    }
    if (least := field.min_value) is not None:
        words["min_value"] = _("{thing} must be {least} or more").format(
            thing=thing, least=f"{least:,}"
        )
    if (most := field.max_value) is not None:
        words["max_value"] = _("{thing} must be {most} or less").format(
            thing=thing, most=f"{most:,}"
        )
    return words


def formfield(db_field: models.Field, **kwargs) -> forms.Field | None:
    """A model field's form field, with our readers for dates, moments and numbers."""
    ours = {
        models.DateTimeField: MomentField,
        models.DateField: DateField,
        models.TimeField: TimeField,
        models.DecimalField: NumberField,
        models.IntegerField: WholeNumberField,
    }
    if not db_field.choices and "form_class" not in kwargs:
        for kind, form_class in ours.items():
            if isinstance(db_field, kind):
                kwargs["form_class"] = form_class
                break
    return db_field.formfield(**kwargs)


class ModelFormsMetaclass(ModelFormMetaclass):
    def __new__(mcs, name, bases, attrs):
        meta = attrs.get("Meta")
        if meta and not hasattr(meta, "formfield_callback"):
            meta.formfield_callback = staticmethod(formfield)
        return super().__new__(mcs, name, bases, attrs)


class Form(Forms, forms.Form):
    """A form that belongs to no one model."""


class ModelForm(Forms, forms.ModelForm, metaclass=ModelFormsMetaclass):
    """A form for one model's record."""


class EmptyForm(Form):
    """A button and nothing to fill in: the act itself is the answer."""
