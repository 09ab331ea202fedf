"""Quotation marks of every style; invariants over any text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ostraka.reading.attributing.quotation import Quotations, quotations
from ostraka.reading.parsing.parse import paragraphs


def read(text: str) -> Quotations:
    return quotations(text, paragraphs(text))


def outer(text: str) -> list[str]:
    return [text[q.start : q.end] for q in read(text).outer]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("She said “we go” and left.", ["“we go”"]),
        ("Elle a dit « on part » et « on reste ».", ["« on part »", "« on reste »"]),
        ('He said "no" and "yes".', ['"no"', '"yes"']),
        ("He said ''never'' twice.", ["''never''"]),
        ("It's the boys' idea, he said.", []),
        ("L’accord d’hier n’est qu’un début.", []),
        ("He called it ‘a farce’ today.", ["‘a farce’"]),
        ("„So ist es“, sagte er.", ["„So ist es“"]),
        ("“He told me ‘leave’, so I left,” she said.", ["“He told me ‘leave’, so I left,”"]),
        ("« Il a dit “non” hier », note-t-elle.", ["« Il a dit “non” hier »"]),
        ('“Mixed marks," he said.', ['“Mixed marks,"']),
        ("«Sans espaces», dit-il.", ["«Sans espaces»"]),
    ],
)
def test_styles(text: str, wanted: list[str]) -> None:
    assert outer(text) == wanted


def test_nested_quotations_are_kept_apart() -> None:
    found = read("“He told me ‘leave’, so I left,” she said.")
    assert [q.depth for q in found.inner] == [1]
    assert found.trouble == ()


def test_unclosed_quotation_ends_with_its_paragraph_and_is_said() -> None:
    text = "He said “we go tomorrow.\n\nNobody moved."
    found = read(text)
    assert [text[q.start : q.end] for q in found.outer] == ["“we go tomorrow."]
    assert [t.code for t in found.trouble] == ["unclosed-quotation"]


def test_quotation_over_paragraphs_is_no_trouble() -> None:
    text = "“We go tomorrow.\n\n“We come back on Friday,” he said."
    found = read(text)
    assert len(found.outer) == 2 and found.trouble == ()


def test_stray_mark_is_said() -> None:
    found = read("We go tomorrow” he said.")
    assert [t.code for t in found.trouble] == ["stray-quotation-mark"] and not found.outer


def test_around_and_within() -> None:
    found = read("A “b” c “d” e")
    assert found.around(3) is not None and found.around(6) is None
    assert len(found.within(0, 13)) == 2 and len(found.within(0, 4)) == 1


@given(st.text(alphabet="ab .,\n“”«»\"'‘’", max_size=60))
def test_any_text_is_read(text: str) -> None:
    found = read(text)
    borders = paragraphs(text)
    last = -1
    for q in found.outer:
        assert 0 <= q.start < q.end <= len(text)
        assert q.start >= last, "outer quotations do not overlap"
        assert any(a <= q.start and q.end <= b for a, b in borders), "a quotation stays in its paragraph"
        last = q.end
    for q in found.inner:
        assert any(o.start < q.start and q.end <= o.end for o in found.outer), "an inner one lies in an outer one"


def test_a_quotation_cut_into_lines_goes_on_until_its_closing_mark() -> None:
    text = 'He said: "We go tomorrow.\nNobody stays behind.\nThe bridge is ours", and left.\n"Go," they cried.'
    found = read(text)
    assert [text[q.start : q.end] for q in found.outer] == [
        '"We go tomorrow.',
        "Nobody stays behind.",
        'The bridge is ours"',
        '"Go,"',
    ]
    assert found.trouble == ()


def test_a_line_that_opens_a_quotation_of_its_own_ends_one_left_open() -> None:
    text = 'He said: "We go tomorrow.\nNobody moved.\nShe said "never" twice.'
    assert outer(text) == ['"We go tomorrow.', '"never"']
