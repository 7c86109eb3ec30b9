"""Tags that every template may load: components, fields, dates and numbers.

{% load portal_tags %}
{% component "details" summary=_("Why we ask") %}<p>…</p>{% endcomponent %}
{% field form.title %}   {% status_tag charter %}   {{ charter.starts_on|day }}
"""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import forms, template
from django.template.base import token_kwargs
from django.template.loader import get_template
from django.urls import NoReverseMatch, reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audit import clock
from councils import navigation
from councils.govuk_fields import say_time
from councils.status_words import StatusWords, words_for

register = template.Library()
HANDED_DOWN = ("request", "council", "csrf_token", "perms")


class ComponentNode(template.Node):
    def __init__(self, name, values, nodelist):
        self.name = name
        self.values = values
        self.nodelist = nodelist

    def render(self, context):
        values = {key: value.resolve(context) for key, value in self.values.items()}
        values["content"] = self.nodelist.render(context)
        handed = {key: context[key] for key in HANDED_DOWN if key in context}
        chosen = get_template(f"components/{self.name.resolve(context)}.html")
        # Without the last line end, so that words stand close to a full stop.
        drawn = chosen.template.render(context.new({**handed, **values}))
        return drawn.rstrip("\n")


@register.tag
def component(parser, token):
    """Draw `components/<name>.html` around the content, with the given arguments.

    Names of blocks cannot be passed; arguments are keyword ones, listed on top of each
    component's template. The content arrives there as `content`.
    """
    _tag, *bits = token.split_contents()
    if not bits:
        raise template.TemplateSyntaxError("component needs the name of a component")
    name = parser.compile_filter(bits.pop(0))
    values = token_kwargs(bits, parser)
    if bits:
        raise template.TemplateSyntaxError(f"component: what is {bits[0]!r}?")
    nodelist = parser.parse(("endcomponent",))
    parser.delete_first_token()
    return ComponentNode(name, values, nodelist)


@register.simple_tag
def field(bound, size: str = "s", heading: bool = False) -> str:
    """One field of a govuk form; `heading=True` makes its label the page's h1."""
    if bound == "":
        raise template.TemplateSyntaxError("field: the form has no such field")
    if heading and size == "s":
        size = "l"
    context = {"field": bound, "size": size, "heading": heading}
    return bound.render(context=context)


@register.simple_tag
def crumb(text: str, href: str = "") -> str:
    """One step of the breadcrumbs; without an address it is plain text."""
    if not href:
        return format_html(
            '<li class="govuk-breadcrumbs__list-item" aria-current="page">{}</li>', text
        )
    return format_html(
        '<li class="govuk-breadcrumbs__list-item">'
        '<a class="govuk-breadcrumbs__link" href="{}">{}</a></li>',
        href,
        text,
    )


@register.inclusion_tag("components/error_summary.html", takes_context=True)
def error_summary(context, form=None, formset=None, errors=None):
    """What is wrong; without arguments it looks in the page's context."""
    return {"lines": error_lines(context, form, formset, errors)}


def error_lines(context, form=None, formset=None, errors=None) -> list[dict[str, str]]:
    form = form or context.get("form")
    formset = formset or context.get("formset")
    errors = errors if errors is not None else context.get("errors")
    lines = [{"text": text, "href": ""} for text in (errors or [])]
    drawn = [form] if form is not None else []
    if formset is not None:
        drawn += list(formset)
        if formset.is_bound:
            lines += [{"text": t, "href": ""} for t in formset.non_form_errors()]
    for one in drawn:
        if getattr(one, "is_bound", False):
            lines += getattr(one, "error_lines", None) or plain_lines(one)
    return lines


def plain_lines(form) -> list[dict[str, str]]:
    """Lines for a form that is not one of ours."""
    lines = [{"text": text, "href": ""} for text in form.non_field_errors()]
    for bound in form:
        href = f"#{bound.id_for_label or bound.auto_id}"
        lines += [{"text": text, "href": href} for text in bound.errors]
    return lines


@register.simple_tag(takes_context=True)
def has_errors(context) -> bool:
    return bool(error_lines(context))


@register.inclusion_tag("components/status_tag.html")
def status_tag(thing: Any, text: str = ""):
    """The tag of a record's status, or of a key such as "promise.late"."""
    words = thing if isinstance(thing, StatusWords) else words_for(thing)
    return {"text": text or words.text, "colour": words.colour}


@register.simple_tag
def choices_of(widget: dict):
    """The radios or checkboxes of a widget, ready to draw."""
    return ChoiceList(widget)


class ChoiceList:
    def __init__(self, widget: dict):
        self.bound = widget["attrs"]["bound"]
        several = isinstance(self.bound.field.widget, forms.CheckboxSelectMultiple)
        self.kind = "checkboxes" if several else "radios"
        self.items = [
            self.item(option, group if first else "")
            for group, options, _index in widget["optgroups"]
            for first, option in zip([True] + [False] * 999, options, strict=False)
        ]

    def item(self, option: dict, group: str) -> dict:
        hints = self.bound.form.choice_hints.get(self.bound.name, {})
        value = "" if option["value"] is None else str(option["value"])
        return {
            "id": option["attrs"].get("id"),
            "name": option["name"],
            "type": option["type"],
            "value": value,
            "label": option["label"],
            "selected": option["selected"],
            "disabled": option["attrs"].get("disabled"),
            "group": group,
            "hint": hints.get(value, ""),
            "shown": self.bound.shown_by(value),
        }


@register.filter
def shown_by(bound, value):
    """The field that a choice reveals, or nothing."""
    return bound.shown_by(value) if hasattr(bound, "shown_by") else None


@register.filter
def get(mapping, key):
    """A mapping's value under a key that is no plain name."""
    return mapping.get(key, "")


@register.filter
def prefixed(value, prefix: str) -> str:
    """An id or a name made of a prefix and a value."""
    return f"{prefix}{value}"


@register.filter
def comma(number) -> str:
    """1,200: thousands with a comma; decimals as they are, without idle noughts."""
    if number in (None, ""):
        return ""
    value = Decimal(str(number))
    value = value.quantize(1) if value == value.to_integral() else value.normalize()
    return f"{value:,f}"


@register.filter
def pounds(amount) -> str:
    """£1,200 or £1,200.50; pennies only where there are any."""
    if amount in (None, ""):
        return ""
    value = Decimal(str(amount))
    text = (
        f"{abs(value):,.0f}" if value == value.to_integral() else f"{abs(value):,.2f}"
    )
    return f"{'−' if value < 0 else ''}£{text}"


@register.filter
def day(value) -> str:
    """12 February 2027, of a date or of an instant in London."""
    if not value:
        return ""
    if isinstance(value, str):
        value = date.fromisoformat(value)
    if isinstance(value, datetime):
        value = clock.london(value).date()
    return date_format(value, "j F Y")


@register.filter
def moment(value) -> str:
    """5pm on 12 February 2027, London time."""
    if not value:
        return ""
    local = clock.london(value)
    return _("{time} on {day}").format(
        time=say_time(local.time()), day=date_format(local.date(), "j F Y")
    )


@register.filter
def month(value) -> str:
    """February 2027."""
    return date_format(value, "F Y") if value else ""


@register.simple_tag
def address(name: str, **kwargs) -> str:
    """The address of a named page, or nothing while no page has that name."""
    try:
        return reverse(name, kwargs={k: v for k, v in kwargs.items() if v})
    except NoReverseMatch:
        return ""


@register.simple_tag(takes_context=True)
def public_links(context, council):
    """The service navigation of a council."""
    request = context.get("request")
    return navigation.public_links(council, request.path if request else "")


@register.simple_tag(takes_context=True)
def workspace_links(context, council):
    """The side navigation: only what this person's roles can open."""
    request = context["request"]
    return navigation.workspace_links(council, request.path, request.user)


@register.simple_tag(takes_context=True)
def visitor(context):
    """The person who signed in, or None; never looks without a session cookie."""
    request = context.get("request")
    if request is None or not getattr(request, "has_session", False):
        return None
    return request.user if request.user.is_authenticated else None


@register.simple_tag
def workplaces(person, council=None):
    """The councils that a person works for: this page's council, or all of them."""
    if getattr(council, "pk", None):
        return [council] if person.roles_in(council) else []
    held = person.memberships.current().select_related("council")
    return list(dict.fromkeys(membership.council for membership in held))


@register.filter
def page_numbers(paginator, number):
    """1 … 4 5 6 … 9: the page numbers worth a link; None stands for a gap."""
    wanted = {1, paginator.num_pages, number - 1, number, number + 1}
    shown: list[int | None] = []
    for n in sorted(n for n in wanted if 1 <= n <= paginator.num_pages):
        if shown and shown[-1] is not None and n - shown[-1] > 1:
            shown.append(None)
        shown.append(n)
    return shown


FOOTER = (
    (gettext_lazy("Help"), "help"),
    (gettext_lazy("Contact"), "contact"),
    (gettext_lazy("Accessibility"), "accessibility"),
    (gettext_lazy("Privacy"), "privacy"),
    (gettext_lazy("Cookies"), "cookies"),
    (gettext_lazy("Terms"), "terms"),
    (gettext_lazy("Data"), "data"),
)


@register.simple_tag(takes_context=True)
def footer_links(context):
    """Help and legal pages, the council's own where the page is a council's."""
    slug = getattr(context.get("council"), "slug", "")
    links = []
    for text, name in FOOTER:
        href = (slug and address(f"portal:{name}", council=slug)) or address(name)
        if href:
            links.append({"text": text, "href": href})
    return links
