"""The tree, the normalisation of parsers' shapes, and paragraphs."""

from hypothesis import given
from hypothesis import strategies as st

from ostraka.claims import Article, Edit, OffsetMap
from ostraka.reading.parsing.normalise import Grammar, to_universal
from ostraka.reading.parsing.parse import paragraphs
from ostraka.reading.parsing.tree import from_rows

GRAMMAR = Grammar(
    labels={"dobj": "obj", "prep": "advmod", "pobj": "obl", "attr": "xcomp"},
    prepositions=frozenset({"prep"}),
    preposition_objects=frozenset({"pobj"}),
    preposition_clauses=frozenset({"pcomp"}),
    agents=frozenset({"agent"}),
    copulas=frozenset({"be"}),
    predicates=frozenset({"attr"}),
    adverb_prepositions={"auprès": frozenset({"de"})},
)


def test_a_preposition_becomes_the_case_of_its_noun():
    deps, heads = ["root", "prep", "pobj"], [0, 0, 1]
    to_universal(
        GRAMMAR, ["met", "with", "iran"], ["meet", "with", "Iran"], ["VERB", "ADP", "PROPN"], deps, heads, [""] * 3
    )
    assert (deps, heads) == (["root", "case", "obl"], [0, 2, 0])


def test_two_prepositions_become_one_case():
    deps, heads = ["prep", "prep", "pobj", "root"], [3, 0, 1, 3]
    pos = ["VERB", "ADP", "PROPN", "VERB"]
    to_universal(
        GRAMMAR, ["according", "to", "kirby", "sold"], ["accord", "to", "Kirby", "sell"], pos, deps, heads, [""] * 4
    )
    assert (deps, heads) == (["case", "case", "obl", "root"], [2, 2, 3, 3])


def test_a_copula_hangs_on_its_predicate():
    deps, heads = ["nsubj", "root", "attr"], [1, 1, 1]
    to_universal(
        GRAMMAR, ["iran", "is", "partner"], ["Iran", "be", "partner"], ["PROPN", "AUX", "NOUN"], deps, heads, [""] * 3
    )
    assert (deps, heads) == (["nsubj", "cop", "root"], [2, 2, 2])


def test_conjuncts_and_subtrees():
    tree = from_rows(
        "Iran and Iraq met",
        "Iran Iran PROPN 4 nsubj", "and and CCONJ 3 cc", "Iraq Iraq PROPN 1 conj", "met meet VERB 0 root",
    )  # fmt: skip
    assert tree.conjuncts(0) == [0, 2]
    assert tree.subtree(0) == (0, 3)
    assert tree.first_conjunct(2) == 0


def test_wrapped_lines_are_one_paragraph_and_short_ones_are_not():
    long = "This line was cut by a mailer at seventy columns and so it goes on with the"
    assert paragraphs(f"{long}\nnext one.\nTitle\nText.") == [
        (0, len(long) + 10),
        (len(long) + 11, len(long) + 16),
        (len(long) + 17, len(long) + 22),
    ]


@given(st.text(alphabet="ab \n.", max_size=200))
def test_paragraphs_cover_all_that_is_not_blank(text):
    covered = {k for a, b in paragraphs(text) for k in range(a, b)}
    assert all(k in covered for k, c in enumerate(text) if not c.isspace())


@st.composite
def articles(draw):
    text = draw(st.text(alphabet="abcé ’\n", min_size=1, max_size=60))
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=6)))
    edits = tuple(
        Edit(start=a, end=b, replacement=draw(st.text(alphabet="xyz", max_size=3)), kind="test")
        for a, b in zip(cuts[::2], cuts[1::2], strict=False)
    )
    return Article(id="x", original=text, language="fr", edits=edits)


@given(articles(), st.data())
def test_every_span_of_the_repaired_text_maps_into_the_original(article, data):
    repaired = article.repaired
    start = data.draw(st.integers(0, len(repaired)))
    end = data.draw(st.integers(start, len(repaired)))
    span = OffsetMap(article).span(start, end)
    assert 0 <= span.start <= span.end <= len(article.original)
    assert article.original[span.start : span.end] == span.text
    untouched = not any(e.start <= span.end and span.start <= e.end for e in article.edits)
    if untouched:
        assert span.text == repaired[start:end]
