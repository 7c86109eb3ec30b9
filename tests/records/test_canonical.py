import pytest
from hypothesis import given
from hypothesis import strategies as st

from records.canonical import canonical, digest

plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(max_size=8), inner, max_size=4)
    ),
    max_leaves=12,
)


@pytest.mark.slow
@given(st.dictionaries(st.text(max_size=8), plain, max_size=5))
def test_the_order_of_names_does_not_matter(document):
    turned = dict(reversed(list(document.items())))
    assert canonical(document) == canonical(turned)
    assert digest(document) == digest(turned)


def test_a_document_is_written_in_one_way():
    assert canonical({"b": ["é", 1], "a": None}) == '{"a":null,"b":["é",1]}'
    assert digest({}) == (
        "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"
    )


@pytest.mark.parametrize("bad", [{"a": 1.5}, {"a": [{"b": 0.1}]}, {1: "a"}])
def test_what_programs_print_differently_is_refused(bad):
    with pytest.raises(TypeError):
        canonical(bad)
