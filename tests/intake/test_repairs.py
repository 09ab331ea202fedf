"""Every example and counter-example of the repair tables, and what holds of every repair."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ostraka.claims import Article, Edit, OffsetMap
from ostraka.intake.repairs import repair
from ostraka.intake.repairs.edits import applied, compose, disjoint
from ostraka.intake.repairs.tables import language_table, shared
from ostraka.languages.pack import languages


def rows():
    """Each row of the tables with the languages it holds in: (name, languages, examples, not, not_yet)."""
    tables = shared()
    for name, row in (("mojibake", tables.mojibake), ("quotes", tables.quotes)):
        yield name, languages(), row.examples, row.not_, ()
    for code in (None, *languages()):
        passes = tables.repair if code is None else language_table(code).repair
        for found in passes.values():
            for row in found:
                yield row.kind, languages() if code is None else (code,), row.examples, row.not_, row.not_yet
    for code in languages():
        row = language_table(code).joined
        yield "joined", (code,), row.examples, row.not_, row.not_yet


def cases(kind):
    for name, codes, examples, left, not_yet in rows():
        for code in codes:
            if kind == "examples":
                yield from ((name, code, damaged, meant) for damaged, meant in examples)
            elif kind == "not":
                yield from ((name, code, text, text) for text in left)
            else:
                yield from ((name, code, damaged, meant) for damaged, meant in not_yet)


@pytest.mark.parametrize(("kind", "language", "damaged", "meant"), list(cases("examples")))
def test_example_is_repaired_and_said(kind, language, damaged, meant):
    edits, troubles = repair(damaged, language)
    assert applied(damaged, edits) == meant
    assert any(kind in trouble.code for trouble in troubles)


@pytest.mark.parametrize(("kind", "language", "text", "same"), list(cases("not")))
def test_counter_example_is_left(kind, language, text, same):
    edits, _ = repair(text, language)
    assert applied(text, edits) == same


@pytest.mark.parametrize(("kind", "language", "damaged", "meant"), list(cases("not_yet")))
@pytest.mark.xfail(strict=True, reason="known miss, in the table")
def test_known_miss(kind, language, damaged, meant):
    assert applied(damaged, repair(damaged, language)[0]) == meant


@pytest.mark.parametrize("row", shared().flag, ids=lambda row: row.kind)
def test_damage_that_is_only_said(row):
    for language in languages():
        for text in row.examples:
            edits, troubles = repair(text, language)
            assert [t for t in troubles if t.code == f"damage.{row.kind}"], text
            assert applied(text, edits) == text
        for text in row.not_:
            assert not [t for t in repair(text, language)[1] if t.code == f"damage.{row.kind}"], text


def test_every_kind_has_plain_words():
    kinds = {row.kind for found in shared().repair.values() for row in found} | {row.kind for row in shared().flag}
    kinds |= {row.kind for code in languages() for found in language_table(code).repair.values() for row in found}
    assert kinds | {"mojibake", "joined", "quotes"} == set(shared().words)


def test_repairs_that_meet_become_one_edit_with_both_kinds():
    text = "la Ch\u00adine,Russie"
    edits, troubles = repair(text, "fr")
    assert applied(text, edits) == "la Chine, Russie"
    assert {t.code for t in troubles} == {"repair.invisible", "repair.space-after"}
    spoilt = "Moscou&nbsp;, a dit le ministre"
    edits, troubles = repair(spoilt, "fr")
    assert [t.code for t in troubles] == ["repair.entity"]


def test_trouble_stands_on_the_whole_damaged_word():
    text = "Paris et la Chinecontinue de parler"
    (trouble,) = repair(text, "fr")[1]
    assert text[trouble.start : trouble.end] == "Chinecontinue"


def test_a_word_of_the_same_article_may_be_glued_to_a_name():
    text = "Une flottille quitte le port. Selon le pilote, la Russieflottille rentre."
    assert applied(text, repair(text, "fr")[0]).endswith("la Russie flottille rentre.")


def test_undamaged_prose_stays_as_it_is():
    text = (
        "Le ministre est à Genève : « Nous attendons », a-t-il dit (mardi, 8 h 30) ; l’Iran — qui nie — attend.\r\n\r\n"
        "Vis-à-vis de l'O.N.U., rien : 3,5 % de moins… Et M. Duarte ? Il part.  Elle reste."
    )
    assert repair(text, "fr") == ((), ())
    text = (
        "The U.S. said it won't wait: “We'll see,” the envoy told the (small) crowd — it's 3,500 strong... e.g. here."
    )
    assert repair(text, "en") == ((), ())


WORDS = [
    "Chine",
    "Chinecontinue",
    "la",
    "dÃ©menti",
    "&amp;",
    "a\u00adb",
    "“",
    "”",
    "”",
    '"',
    "Pékin",
    "non.Elle",
    ",",
    ".",
    ". .",
    "gouver-\nnement",
    "Russie,Iran",
    "\ufffd",
    "\n",
    "â€™",
    "  ",
]
damaged_texts = st.lists(st.sampled_from(WORDS), max_size=25).flatmap(
    lambda words: st.sampled_from([" ".join(words), "".join(words)])
)
any_texts = st.one_of(damaged_texts, st.text(max_size=80))


@given(any_texts, st.sampled_from(languages()))
@settings(max_examples=150, deadline=None)
def test_edits_are_in_order_inside_the_text_and_change_something(text, language):
    edits, troubles = repair(text, language)
    at = 0
    for edit in edits:
        assert at <= edit.start <= edit.end <= len(text)
        assert text[edit.start : edit.end] != edit.replacement
        at = edit.end
    for trouble in troubles:
        assert 0 <= trouble.start <= trouble.end <= len(text)


@given(any_texts, st.sampled_from(languages()), st.data())
@settings(max_examples=150, deadline=None)
def test_every_span_of_the_repaired_text_points_into_the_original(text, language, data):
    edits, _ = repair(text, language)
    article = Article(id="x", original=text, language=language, edits=edits)
    repaired = article.repaired
    start = data.draw(st.integers(0, len(repaired)))
    end = data.draw(st.integers(start, len(repaired)))
    span = OffsetMap(article).span(start, end)
    assert span.text == text[span.start : span.end]
    kept = [k for k in range(start, end)]
    for k in kept:  # a character that no edit made stands inside the span's own words
        one = OffsetMap(article).span(k, k + 1)
        if one.text == repaired[k]:
            assert span.start <= one.start and one.end <= span.end


@st.composite
def lists_of_edits(draw, text):
    borders = sorted(draw(st.lists(st.integers(0, len(text)), max_size=8)))
    pairs = list(zip(borders[::2], borders[1::2], strict=False))
    return disjoint(
        Edit(start=a, end=b, replacement=draw(st.text("xy", max_size=3)), kind=draw(st.sampled_from("pq")))
        for a, b in pairs
    )


@given(st.text("abcdef", max_size=20), st.data())
@settings(max_examples=300, deadline=None)
def test_composed_edits_do_what_the_two_did_one_after_the_other(text, data):
    first = data.draw(lists_of_edits(text))
    middle = applied(text, first)
    then = data.draw(lists_of_edits(middle))
    both = compose(text, first, then)
    assert applied(text, both) == applied(middle, then)
    assert all(a.end <= b.start for a, b in zip(both, both[1:], strict=False))
