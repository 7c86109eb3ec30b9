"""What people type is read kindly, and refused in the words of the style guide."""

import datetime as dt
from decimal import Decimal

import pytest
from django import forms
from django.core.exceptions import ValidationError

from councils import govuk
from councils.govuk_fields import parse_time, say_time


class Plan(govuk.Form):
    things = {"title": "a title for the charter"}
    reveals = {"kind": {"other": "other_kind"}}

    title = forms.CharField(max_length=2000, label="What is it called?")
    starts_on = govuk.DateField(label="Start date", required=False)
    closes_at = govuk.MomentField(
        label="Closing time", required=False, default_time=dt.time(17)
    )
    value = govuk.MoneyField(label="Value", required=False, min_value=1)
    people = govuk.WholeNumberField(label="Number of people", required=False)
    kind = forms.ChoiceField(
        label="Kind",
        choices=[("works", "Works"), ("other", "Other")],
        widget=forms.RadioSelect,
        required=False,
    )
    other_kind = forms.CharField(label="Other kind", required=False)
    email = forms.EmailField(label="Email address", required=False)


def errors_of(**data):
    form = Plan({"title": "A plan", **data})
    return {name: errors[0] for name, errors in form.errors.items()}


def clean(name, **data):
    form = Plan({"title": "A plan", **data})
    assert form.is_valid(), form.errors
    return form.cleaned_data[name]


@pytest.mark.parametrize(
    "typed",
    [
        {"starts_on-day": "12", "starts_on-month": "2", "starts_on-year": "2027"},
        {"starts_on-day": "12", "starts_on-month": "Feb", "starts_on-year": "2027"},
        {
            "starts_on-day": " 12 ",
            "starts_on-month": "FEBRUARY",
            "starts_on-year": "2027",
        },
        {"starts_on-day": "12 Feb 2027", "starts_on-month": "", "starts_on-year": ""},
        {"starts_on-day": "12th February 2027"},
        {"starts_on": "2027-02-12"},
        {"starts_on": "12/2/2027"},
    ],
)
def test_a_date_is_read_however_it_is_typed(typed):
    assert clean("starts_on", **typed) == dt.date(2027, 2, 12)


@pytest.mark.parametrize(
    ("day", "month", "year", "sentence", "wrong"),
    [
        ("12", "", "2027", "The start date must include a month", ("month",)),
        (
            "",
            "",
            "2027",
            "The start date must include a day and a month",
            ("day", "month"),
        ),
        ("31", "2", "2027", "The start date must be a real date", ("day",)),
        ("12", "13", "2027", "The start date must be a real date", ("month",)),
        ("12", "Fbr", "2027", "The start date must be a real date", ("month",)),
        ("12", "2", "27", "The start date must have a year of 4 numbers", ("year",)),
    ],
)
def test_a_wrong_date_says_which_box_is_wrong(day, month, year, sentence, wrong):
    typed = {"starts_on-day": day, "starts_on-month": month, "starts_on-year": year}
    form = Plan({"title": "A plan", **typed})
    assert form.errors["starts_on"] == [sentence]
    assert form["starts_on"].error_parts == wrong
    assert form.error_lines == [{"text": sentence, "href": f"#id_starts_on-{wrong[0]}"}]
    html = str(form["starts_on"])
    assert html.count("govuk-input--error") == len(wrong)
    assert all(f'value="{text}"' in html for text in (day, month, year) if text)


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("5pm", dt.time(17)),
        ("5.30 pm", dt.time(17, 30)),
        ("12 noon", dt.time(12)),
        ("noon", dt.time(12)),
        ("12am", dt.time(0)),
        ("17:00", dt.time(17)),
        ("9:05am", dt.time(9, 5)),
        ("17", None),
        ("13pm", None),
        ("25:00", None),
        ("midnight", None),
    ],
)
def test_a_time_is_read_in_the_words_people_use(text, time):
    assert parse_time(text) == time


@pytest.mark.parametrize("minute", [0, 5, 30, 59])
@pytest.mark.parametrize("hour", range(24))
def test_a_time_that_is_shown_can_be_typed_back(hour, minute):
    time = dt.time(hour, minute)
    assert parse_time(say_time(time)) == time


def test_a_moment_in_summer_is_london_time():
    typed = {"closes_at-day": "1 July 2027", "closes_at-time": "5pm"}
    assert clean("closes_at", **typed) == dt.datetime(2027, 7, 1, 16, tzinfo=dt.UTC)


def test_a_moment_without_a_time_closes_at_five():
    moment = clean("closes_at", **{"closes_at-day": "1 Dec 2027"})
    assert moment == dt.datetime(2027, 12, 1, 17, tzinfo=dt.UTC)


def test_a_moment_in_the_hour_that_spring_skips_is_refused():
    typed = {"closes_at-day": "28 March 2027", "closes_at-time": "1:30am"}
    assert "closes_at" in errors_of(**typed)


def test_a_moment_is_shown_in_london_time_again():
    form = Plan(initial={"closes_at": dt.datetime(2027, 7, 1, 16, tzinfo=dt.UTC)})
    html = str(form["closes_at"])
    assert 'value="5pm"' in html
    assert 'name="closes_at-month" type="text" inputmode="text" value="7"' in html


@pytest.mark.parametrize(
    ("typed", "amount"),
    [("£1,200", "1200"), ("1 200.50", "1200.50"), ("£1200", "1200"), ("7", "7")],
)
def test_an_amount_is_read_with_or_without_its_signs(typed, amount):
    assert clean("value", value=typed) == Decimal(amount)


def test_a_number_may_have_commas():
    assert clean("people", people="1,200") == 1200


@pytest.mark.parametrize(
    ("data", "name", "sentence"),
    [
        ({"title": ""}, "title", "Enter a title for the charter"),
        (
            {"title": "x" * 2001},
            "title",
            "A title for the charter must be 2,000 characters or less",
        ),
        ({"value": "lots"}, "value", "The value must be a number, like 12"),
        ({"value": "0"}, "value", "The value must be 1 or more"),
        (
            {"people": "3.5"},
            "people",
            "The number of people must be a whole number, like 12",
        ),
        ({"kind": "goods"}, "kind", "Select the kind"),
        (
            {"email": "me@"},
            "email",
            "Enter an email address in the correct format, like name@example.com",
        ),
    ],
)
def test_an_error_says_what_to_do(data, name, sentence):
    assert errors_of(**data)[name] == sentence


def test_words_that_an_author_chose_are_kept():
    class Own(govuk.Form):
        name = forms.CharField(error_messages={"required": "Tell us your name"})

    assert Own({}).errors["name"] == ["Tell us your name"]


def test_the_error_beside_a_field_is_tied_to_it():
    form = Plan({"title": ""})
    html = str(form["title"].as_field_group())
    assert 'aria-describedby="id_title-error"' in html
    assert '<p id="id_title-error" class="govuk-error-message">' in html


def test_optional_fields_say_so_and_required_ones_say_nothing():
    html = str(Plan())
    assert "Value (optional)" in html
    assert "What is it called?</label>" in html
    assert " required" not in html


def test_a_field_that_a_choice_reveals_is_drawn_once_inside_it():
    html = str(Plan())
    assert html.count('name="other_kind"') == 1
    assert html.index('value="other"') < html.index('name="other_kind"')


def test_what_was_typed_is_shown_again():
    form = Plan({"title": "", "value": "£lots", "people": "many"})
    assert 'value="£lots"' in str(form)
    assert 'value="many"' in str(form)


def test_a_model_form_gets_the_fields_that_read_what_people_type():
    from charters.models import Charter

    class Dates(govuk.ModelForm):
        class Meta:
            model = Charter
            fields = ["starts_on"]

    assert isinstance(Dates().fields["starts_on"], govuk.DateField)


def test_a_form_refusal_stands_first_in_the_summary():
    form = Plan({"title": ""})
    form.add_error(None, ValidationError("The round has closed."))
    assert [line["text"] for line in form.error_lines] == [
        "The round has closed.",
        "Enter a title for the charter",
    ]
