"""Receipt codes and links, with plain values."""

from hypothesis import given
from hypothesis import strategies as st

from consultation import receipts


def test_a_code_is_ten_symbols_and_a_check_symbol():
    code = receipts.new_code()
    assert len(code) == 11
    assert set(code) <= set(receipts.ALPHABET)


def test_a_printed_code_is_read_back():
    code = receipts.new_code()
    assert receipts.read(receipts.printed(code)) == code


def test_case_spaces_and_dashes_do_not_matter():
    code = receipts.new_code()
    printed = receipts.printed(code)
    for typed in (printed.lower(), printed.replace("-", " "), f"  {code.lower()} "):
        assert receipts.read(typed) == code


def test_letters_that_look_like_numbers_are_read_as_numbers():
    code = next(c for c in iter(receipts.new_code, "") if "0" in c and "1" in c)
    mistyped = code.replace("0", "O").replace("1", "l")
    assert receipts.read(mistyped) == code


@given(st.integers(0, 10), st.sampled_from(receipts.ALPHABET))
def test_one_wrong_symbol_is_noticed(place, symbol):
    code = receipts.new_code()
    wrong = code[:place] + symbol + code[place + 1 :]
    assert receipts.read(wrong) == (code if wrong == code else None)


@given(st.integers(0, 8))
def test_two_swapped_symbols_are_noticed(place):
    code = receipts.new_code()
    swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    assert receipts.read(swapped) == (code if swapped == code else None)


@given(st.text(max_size=40))
def test_nothing_that_people_type_breaks_the_reader(text):
    assert receipts.read(text) is None or len(receipts.read(text)) == 11


def test_a_link_is_the_same_each_time_and_differs_for_each_response():
    first = receipts.link_token("secret", "one")
    assert first == receipts.link_token("secret", "one")
    assert first != receipts.link_token("secret", "two")
    assert first != receipts.link_token("another secret", "one")
    assert len(first) == 22  # 128 bits
