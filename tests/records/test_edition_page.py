import pytest

from records.edition_page import STYLES, day, number, prepare
from tests.records.pdf_document import edition_document


@pytest.mark.parametrize(
    ("text", "shown"),
    [("1250", "1,250"), ("0.5", "0.5"), ("", ""), (None, ""), ("many", "many")],
)
def test_numbers_have_commas_and_words_stay(text, shown):
    assert number(text) == shown


def test_dates_are_written_out():
    assert day("2027-02-01") == "1 February 2027"
    assert day("") == ""


def target(unit, level="1250", baseline="12"):
    document = edition_document(priorities=1)
    [one] = document["priorities"][0]["outcomes"][0]["targets"]
    one |= {"level": level, "baseline": baseline}
    one["metric"]["unit"] = unit
    return prepare(document)["priorities"][0]["targets"][0]


@pytest.mark.parametrize(
    ("unit", "level", "beside"),
    [
        ("GBP", "£1,250", ""),
        ("%", "1,250%", ""),
        ("people", "1,250", "people"),
    ],
)
def test_a_unit_stands_where_readers_expect_it(unit, level, beside):
    prepared = target(unit)
    assert (prepared["level"], prepared["unit"]) == (level, beside)


def test_a_missing_baseline_is_not_a_nought():
    assert target("GBP", baseline="")["baseline"] == ""


def test_the_same_theme_looks_the_same_on_each_page():
    document = edition_document(priorities=9)
    for place, priority in enumerate(document["priorities"]):
        priority["theme"] = f"Theme {place % 8}"
    styles = [one["style"] for one in prepare(document)["priorities"]]
    assert styles[0] == styles[8]
    assert set(styles) == set(range(1, STYLES + 1))


def test_a_charter_of_one_year_names_it_once():
    document = edition_document()
    assert prepare(document)["period"] == "2027 to 2031"
    document["charter"]["ends_on"] = "2027-12-31"
    assert prepare(document)["period"] == "2027"


def test_an_open_paragraph_is_marked_while_it_can_still_be_changed():
    from records import typesetting

    def page(kind):
        document = edition_document(kind=kind)
        document["sections"][0]["clauses"][0]["is_open"] = True
        return typesetting.page_for(
            document, template="charter", title="t", document_hash="0" * 64
        )

    assert "still open" in page("consultation")
    assert "still open" not in page("adopted")


def printed(document):
    from records import typesetting

    return typesetting.page_for(
        document, template="charter", title="t", document_hash="0" * 64
    )


IN_FULL = [
    "Agreed by",
    "The Cabinet of Eastfield, 7 January 2027",
    "In force from",
    "14 January 2027",
    "11% of people aged 16 to 24 are out of work",
    '(<a href="https://example.org/figures">Office for National Statistics</a>',
    "Strengths we build on",
    "<em>St Anne's Hall</em>",
    "600 fewer young people out of work by 31 December 2030",
    "From 1,800 on 31 March 2026 to 1,200. Source: School leavers",
    "A firm of up to 9 people",
    "A firm of 10 to 249 people",
    "A firm of 250 people or more",
    "Ten apprentices, and pay for their bus.",
    "Did it help you, or somebody you know?",
    "Head of Skills",
    "Our priorities in easy words",
    "<p>Firms can help you to find one.</p>",
    "14 January 2028",
]


def test_it_says_all_that_the_page_of_a_priority_says():
    page = printed(edition_document(priorities=1))
    lacking = [words for words in IN_FULL if words not in page]
    assert lacking == []


def test_an_older_document_without_these_words_is_printed_without_their_headings():
    document = edition_document(priorities=2, kind="consultation")
    document["priorities"] = document["priorities"][1:]
    del document["evidence"]
    page = printed(document)
    for heading in (
        *("Agreed by", "In force from", "Strengths we build on", "Source:"),
        *(
            "What a supplier could offer",
            "Who answers for it",
            "Looked at again",
            "easy words",
        ),
    ):
        assert heading not in page
