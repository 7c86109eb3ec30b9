"""Our components draw what the fixtures of govuk-frontend show."""

import json
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django import forms
from django.template import RequestContext, Template
from django.test import RequestFactory

from councils import govuk

COMPONENTS = (
    Path(__file__).resolve().parents[2]
    / "node_modules/govuk-frontend/dist/govuk/components"
)
VOID = {"input", "br", "img", "path", "circle"}
OURS = {"novalidate", "data-prevent-double-click"}  # what we add on purpose
IDS = {"id", "for", "aria-describedby", "aria-controls", "aria-labelledby"}


class Shape(HTMLParser):
    """A document as nested tuples: tags, attributes and words, but no white space."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.root = []
        self.open = [self.root]

    def handle_starttag(self, tag, attrs):
        kept = {k: " ".join((v or "").split()) for k, v in attrs if k not in OURS}
        if "class" in kept:
            kept["class"] = " ".join(sorted(kept["class"].split()))
        node = (tag, tuple(sorted(kept.items())), [])
        self.open[-1].append(node)
        if tag not in VOID:
            self.open.append(node[2])

    def handle_endtag(self, tag):
        if tag not in VOID:
            self.open.pop()

    def handle_data(self, data):
        if words := " ".join(data.split()):
            self.open[-1].append(words)


def shape(html: str) -> list:
    parser = Shape()
    parser.feed(html)
    return parser.root


def fixture(component: str, name: str) -> str:
    path = COMPONENTS / component / "fixtures.json"
    if not path.exists():
        pytest.fail("govuk-frontend is not installed: run `npm ci`.")
    for each in json.loads(path.read_text())["fixtures"]:
        if each["name"] == name:
            return each["html"]
    raise AssertionError(f"govuk-frontend has no fixture {component}: {name}")


def draw(source: str, **context) -> str:
    request = RequestFactory().get("/list/?q=bins")
    template = Template("{% load portal_tags i18n %}" + source)
    return template.render(RequestContext(request, context))


class Answers(govuk.Form):
    """Fields with the labels and names that the fixtures use."""

    mark_optional = False


def field_html(name: str, field: forms.Field, data=None, error="", initial=None):
    """One field drawn with the fixture's own id."""
    kind = type("Fixture", (Answers,), {name: field})
    form = kind(data=data, auto_id="%s", initial={name: initial} if initial else None)
    if error:
        form.full_clean()
        form._errors = form._errors.__class__()
        form.add_error(name, error)
    return str(form[name].as_field_group())


def plain_label(html: str) -> str:
    """Fixtures show labels at body size; ours are bold by default."""
    for size in ("govuk-label--s", "govuk-fieldset__legend--s"):
        html = html.replace(f" {size}", "")
    return html


@pytest.mark.parametrize(
    ("component", "name", "source"),
    [
        (
            "back-link",
            "default",
            '{% include "components/back_link.html" with href="#" %}',
        ),
        (
            "breadcrumbs",
            "default",
            '{% component "breadcrumbs" %}{% crumb "Home" "/" %}'
            '{% crumb "Section" "/section" %}'
            '{% crumb "Sub-section" "/section/sub-section" %}'
            '{% crumb "Sub Sub-section" "/section/sub-section/sub-sub-section" %}'
            "{% endcomponent %}",
        ),
        (
            "button",
            "default",
            '{% component "button" text="Save and continue" %}{% endcomponent %}',
        ),
        (
            "button",
            "start link",
            '{% component "button" href="/" text="Start now link button"'
            ' kind="start" %}'
            "{% endcomponent %}",
        ),
        (
            "details",
            "default",
            '{% component "details" summary="Help with nationality" %}'
            "We need to know your nationality so we can work out which elections"
            " you’re entitled to vote in. If you can’t provide your nationality,"
            " you’ll have to send copies of identity documents through the post."
            "{% endcomponent %}",
        ),
        (
            "warning-text",
            "default",
            '{% component "warning" %}'
            "You can be fined up to £5,000 if you don’t register.{% endcomponent %}",
        ),
        (
            "tag",
            "grey",
            '{% include "components/status_tag.html" with text="Grey" colour="grey" %}',
        ),
        (
            "panel",
            "default",
            '{% component "panel" title="Application complete" %}'
            "Your reference number<br><strong>HDJ2123F</strong>{% endcomponent %}",
        ),
    ],
)
def test_a_component_has_the_shape_of_the_fixture(component, name, source):
    drawn = shape(draw(source))
    if component == "back-link":  # ours stands in a landmark of its own
        drawn = drawn[0][2]
    assert drawn == shape(fixture(component, name))


def test_the_error_summary_has_the_shape_of_the_fixture():
    source = '{% include "components/error_summary.html" %}'
    lines = [
        {"text": "The date your passport was issued must be in the past", "href": "#x"},
        {"text": "Enter a postcode, like AA1 1AA", "href": "#y"},
    ]
    ours, theirs = shape(draw(source, lines=lines)), fixture("error-summary", "default")
    assert skeleton(ours) == skeleton(shape(theirs))


def skeleton(nodes: list) -> list:
    """Tags and classes alone."""
    return [
        (tag, dict(attrs).get("class"), skeleton(inner))
        for tag, attrs, inner in (n for n in nodes if isinstance(n, tuple))
    ]


@pytest.mark.parametrize(
    ("component", "name", "ours"),
    [
        (
            "textarea",
            "with error message",
            lambda: field_html(
                "no-ni-reason",
                forms.CharField(
                    label="Why can’t you provide a National Insurance number?",
                    widget=forms.Textarea,
                ),
                data={},
                error="You must provide an explanation",
            ),
        ),
        (
            "date-input",
            "with error on day input",
            lambda: field_html(
                "dob-day-error",
                Birthday(label="What is your date of birth?"),
                data={},
                error=govuk_error("Error message goes here", "day"),
            ),
        ),
        (
            "character-count",
            "default",
            lambda: field_html(
                "more-detail",
                forms.CharField(
                    label="Can you provide more detail?",
                    max_length=10,
                    widget=forms.Textarea,
                ),
            ),
        ),
        (
            "password-input",
            "default",
            lambda: field_html(
                "password",
                forms.CharField(label="Password", widget=forms.PasswordInput),
            ),
        ),
        (
            "file-upload",
            "default",
            lambda: field_html("file-upload-1", forms.FileField(label="Upload a file")),
        ),
    ],
)
def test_a_field_has_the_shape_of_the_fixture(component, name, ours):
    expected = fixture(component, name).replace(
        'name="day"', 'name="dob-day-error-day"'
    )
    expected = expected.replace('name="month"', 'name="dob-day-error-month"')
    expected = expected.replace('name="year"', 'name="dob-day-error-year"')
    drawn = plain_label(ours()).replace('inputmode="text"', 'inputmode="numeric"')
    assert shape(drawn) == shape(expected)


class Birthday(govuk.DateField):
    default_hint = "For example, 31 3 1980"


def govuk_error(text, part):
    return forms.ValidationError(text, params={"parts": (part,)})


def test_radios_with_hints_have_the_tags_and_classes_of_the_fixture():
    class Choice(Answers):
        choice_hints = {"gov": {"gateway": "Hint", "verify": "Hint"}}
        gov = forms.ChoiceField(
            label="How do you want to sign in?",
            choices=[("gateway", "Government Gateway"), ("verify", "GOV.UK Verify")],
            widget=forms.RadioSelect,
        )

    ours = skeleton(shape(str(Choice()["gov"])))
    theirs = skeleton(shape(fixture("radios", "with hints on items")))
    radios = theirs[0][2][0][2][-1:]  # inside the form group and its fieldset
    assert ours == radios


def test_a_fixture_that_differs_is_noticed():
    broken = fixture("tag", "grey").replace("govuk-tag--grey", "govuk-tag--red")
    source = '{% include "components/status_tag.html" with text="Grey" colour="grey" %}'
    assert shape(draw(source)) != shape(broken)


def test_pages_of_a_list_keep_what_was_asked_for():
    from django.core.paginator import Paginator

    page = Paginator(range(200), 20).page(5)
    html = draw('{% include "components/pagination.html" with page=page %}', page=page)
    assert 'href="?q=bins&amp;page=4"' in html
    assert html.count("govuk-pagination__item--ellipsis") == 2
    assert 'aria-current="page"' in html


def test_content_of_a_component_is_escaped_unless_it_is_markup():
    html = draw(
        '{% component "inset" %}{{ words }}{% endcomponent %}', words="<b>bold</b>"
    )
    assert "&lt;b&gt;bold" in html
