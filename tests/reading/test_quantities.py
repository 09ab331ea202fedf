"""Amounts: the examples of the tables, number words, and bounds that never cross."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ostraka.languages.pack import languages, table
from ostraka.reading.dating.numbers import numbers_of
from ostraka.reading.things.quantities import find
from tests.reading.plain import plain

EXAMPLES = [(lang, e["text"], e["want"]) for lang in languages() for e in table(lang, "quantities")["example"]]
NOT = [(lang, text) for lang in languages() for text in table(lang, "quantities")["not"]["examples"]]


@pytest.mark.parametrize(("language", "text", "want"), EXAMPLES)
def test_an_example_is_found(language, text, want):
    low, high, unit = want
    expected = (None if low < 0 else low, None if high < 0 else high, unit or None)
    assert expected in [(m.low, m.high, m.unit) for m in find(plain(text), language).mentions]


@pytest.mark.parametrize(("language", "text"), NOT)
def test_a_counter_example_is_not(language, text):
    assert find(plain(text), language).mentions == ()


@pytest.mark.parametrize(
    ("language", "words", "value"),
    [
        ("en", "two hundred and fifty", 250), ("en", "3 million", 3e6), ("en", "twenty-five", 25), ("en", "1,250", 1250),
        ("en", "three hundred thousand", 3e5), ("en", "two dozen", 24), ("en", "2.5bn", 2.5e9),
        ("fr", "quatre-vingt-dix-sept", 97), ("fr", "deux cent cinquante", 250), ("fr", "10 000", 10000),
        ("fr", "2,5", 2.5), ("fr", "trois mille", 3000), ("fr", "vingt et un", 21), ("fr", "1.500", 1500),
    ],
)  # fmt: skip
def test_a_number_in_words(language, words, value):
    found = numbers_of(language).at(words.split(), 0)
    assert found is not None
    assert (found.low, found.high, found.next) == (value, value, len(words.split()))


@given(st.integers(0, 10**9))
def test_digits_with_separators_are_read_back(n):
    assert numbers_of("en").value(f"{n:,}") == n
    assert numbers_of("fr").value(f"{n:,}".replace(",", ".")) == n


@given(st.lists(st.sampled_from(
    ["about", "more", "than", "two", "hundred", "million", "dozens", "of", "drones", "to", "300", "$", "5bn", "between", "and", "a"]
), min_size=1, max_size=12))  # fmt: skip
def test_bounds_never_cross_and_words_are_in_the_text(words):
    tree = plain(" ".join(words))
    for m in find(tree, "en").mentions:
        assert m.low is None or m.high is None or m.low <= m.high
        assert m.text == tree.text[m.start : m.end]
        assert m.first < m.last
