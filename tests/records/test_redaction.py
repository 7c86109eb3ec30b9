import pytest
from hypothesis import given
from hypothesis import strategies as st

from records import redaction
from records.markup import to_html

REASONS = ["personal", "abuse"]
TEXT = "Call Ann on 01234 567890 today"


def test_words_are_replaced_by_words_that_say_so():
    spans = redaction.spans_of(TEXT, "01234 567890", "personal")
    assert redaction.overlay(TEXT, spans) == (
        "Call Ann on \\[personal details removed\\] today"
    )
    assert to_html(redaction.overlay(TEXT, spans)) == (
        "<p>Call Ann on [personal details removed] today</p>"
    )


def test_what_stands_after_a_removed_word_cannot_make_it_a_link():
    text = "Ann(https://evil.example)"
    spans = redaction.check(text, [(0, 3, "personal")], REASONS)
    assert "<a" not in to_html(redaction.overlay(text, spans))


def test_overlapping_spans_are_joined():
    spans = redaction.check(TEXT, [(5, 10, "abuse"), (0, 6, "personal")], REASONS)
    assert spans == [{"start": 0, "end": 10, "reason": "personal"}]


@pytest.mark.parametrize(
    "spans",
    [
        [],
        [(0, 0, "personal")],
        [(5, 2, "personal")],
        [(-1, 2, "personal")],
        [(0, 999, "personal")],
        [(0, 2, "dislike")],
    ],
)
def test_a_span_lies_in_the_text_and_has_a_reason(spans):
    with pytest.raises(ValueError, match="remove"):
        redaction.check(TEXT, spans, REASONS)


@pytest.mark.slow
@given(st.data())
def test_no_removed_word_can_be_read(data):
    text = data.draw(st.text(alphabet="xyz ", min_size=1, max_size=40))
    starts = st.integers(0, len(text) - 1)
    spans = [
        (start, data.draw(st.integers(start + 1, len(text))), "personal")
        for start in data.draw(st.lists(starts, min_size=1, max_size=4))
    ]
    marked = list(text)
    for start, end, _reason in spans:
        marked[start:end] = "#" * (end - start)
    checked = redaction.check(text, spans, REASONS)
    shown = redaction.overlay(text, checked).replace(redaction.REMOVED["personal"], "#")
    assert [sign for sign in shown if sign != "#"] == [s for s in marked if s != "#"]
