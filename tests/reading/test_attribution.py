"""Who says it, on hand-built parses: no model is loaded here."""

from __future__ import annotations

import pytest

from ostraka.claims import Article, Edit, OffsetMap
from ostraka.reading.attributing.attribution import Attributions, find, to_attributions
from ostraka.reading.naming import actors
from ostraka.reading.parsing.tree import Tree, from_rows

SAYS = from_rows(
    "Kirby said that Washington believes that Pyongyang sells shells .",
    "Kirby Kirby PROPN 2 nsubj",
    "said say VERB 0 root VerbForm=Fin|Tense=Past",
    "that that SCONJ 5 mark",
    "Washington Washington PROPN 5 nsubj",
    "believes believe VERB 2 ccomp VerbForm=Fin|Tense=Pres",
    "that that SCONJ 8 mark",
    "Pyongyang Pyongyang PROPN 8 nsubj",
    "sells sell VERB 5 ccomp VerbForm=Fin|Tense=Pres",
    "shells shell NOUN 8 obj",
    ". . PUNCT 2 punct",
)

INVERTED = from_rows(
    "Le pont est fermé , a déclaré mardi Paul Roche .",
    "Le le DET 2 det",
    "pont pont NOUN 4 nsubj",
    "est être AUX 4 aux:pass",
    "fermé fermer VERB 0 root VerbForm=Part|Tense=Past",
    ", , PUNCT 7 punct",
    "a avoir AUX 7 aux VerbForm=Fin",
    "déclaré déclarer VERB 4 parataxis VerbForm=Part|Tense=Past",
    "mardi mardi NOUN 7 nsubj",
    "Paul Paul PROPN 7 nsubj",
    "Roche Roche PROPN 9 flat",
    ". . PUNCT 4 punct",
)

DENIED = from_rows(
    "Officials accused Iran of fraud . Iran denied the allegations .",
    "Officials official NOUN 2 nsubj Number=Plur",
    "accused accuse VERB 0 root VerbForm=Fin|Tense=Past",
    "Iran Iran PROPN 2 obj",
    "of of ADP 5 case",
    "fraud fraud NOUN 2 obl",
    ". . PUNCT 2 punct",
    "Iran Iran PROPN 8 nsubj",
    "denied deny VERB 0 root VerbForm=Fin|Tense=Past",
    "the the DET 10 det",
    "allegations allegation NOUN 8 obj Number=Plur",
    ". . PUNCT 8 punct",
)


def two_sentences(tree: Tree, cut: int) -> Tree:
    """The tree with a second sentence from token `cut` on."""
    tree.sents = [(0, cut), (cut, len(tree))]
    tree.sent_of = [0 if k < cut else 1 for k in range(len(tree))]
    return tree


def contents(tree: Tree, found: Attributions) -> list[str]:
    return [" … ".join(tree.text[a:b] for a, b in p.content) for p in found]


def sources(tree: Tree, found: Attributions) -> list[str]:
    return [" ".join(tree.words_of(a, b) for a, b in p.source_tokens) for p in found]


def test_chain_is_outermost_first() -> None:
    found = find(SAYS, "en")
    at = SAYS.starts[7]
    chain = found.at(at, at + 5)
    assert [SAYS.words[p.head] for p in chain] == ["said", "believes"]
    assert [p.factuality for p in chain] == ["CT+", "PR+"]
    assert found.passages[1].within == 0 and found.passages[0].within is None


def test_inverted_cue_takes_the_name_and_not_the_day() -> None:
    found = find(INVERTED, "fr")
    assert contents(INVERTED, found) == ["Le pont est fermé"]
    assert sources(INVERTED, found) == ["Paul Roche"]
    (passage,) = found
    assert passage.said_tokens is not None and "mardi" in INVERTED.words_of(*passage.said_tokens)


def test_denial_answers_the_accusation_before_it() -> None:
    tree = two_sentences(DENIED, 6)
    found = find(tree, "en")
    assert [p.kind for p in found] == ["accuse", "deny"]
    assert found.passages[1].answers == 0
    assert found.passages[1].factuality == "CT-"


def test_speakers_are_resolved_by_the_actors() -> None:
    found = find(SAYS, "en", actors.find(SAYS, "en", "2022-11-08"), "2022-11-08")
    speakers = [p.speaker for p in found]
    assert [s.actor for s in speakers if s] == ["USA", "USA"]
    assert speakers[0] is not None and speakers[0].kind == "person" and speakers[0].name == "John Kirby"
    assert speakers[1] is not None and speakers[1].kind == "government"


def test_without_actors_words_and_kind_remain() -> None:
    (first, second) = find(SAYS, "en")
    assert first.speaker is not None and first.speaker.name == "Kirby"


def test_nothing_is_lost_to_an_unclosed_mark() -> None:
    tree = from_rows(
        "He said : “ we go .",
        "He he PRON 2 nsubj",
        "said say VERB 0 root VerbForm=Fin",
        ": : PUNCT 2 punct",
        "“ “ PUNCT 6 punct",
        "we we PRON 6 nsubj",
        "go go VERB 2 ccomp VerbForm=Fin",
        ". . PUNCT 2 punct",
    )
    found = find(tree, "en")
    assert [t.code for t in found.trouble] == ["unclosed-quotation"]
    assert len(found) == 1 and "we go" in contents(tree, found)[0]


@pytest.mark.parametrize("edits", [(), (Edit(start=0, end=0, replacement="So: ", kind="test"),)])
def test_attributions_point_into_the_original(edits: tuple[Edit, ...]) -> None:
    text = SAYS.text if not edits else SAYS.text.removeprefix("So: ")
    article = Article(id="x", original=text, language="en", edits=edits)
    shift = 4 if edits else 0
    tree = SAYS
    if shift:
        tree = Tree(
            "So: " + SAYS.text, starts=[s + 4 for s in SAYS.starts], ends=[e + 4 for e in SAYS.ends], lemmas=SAYS.lemmas,
            pos=SAYS.pos, deps=SAYS.deps, heads=SAYS.heads, morphs=SAYS.morphs, sents=SAYS.sents,
        )  # fmt: skip
    made = to_attributions(article, tree, find(tree, "en"), OffsetMap(article))
    assert len(made) == 2
    for a in made:
        for start, end in (*a.content.spans, *a.cue.spans, *(a.source.spans if a.source else ())):
            assert 0 <= start < end <= len(article.original)
        assert a.content.text == " … ".join(article.original[s:e] for s, e in a.content.spans)
    assert made[1].within == made[0].id and made[0].id != made[1].id
    again = to_attributions(article, tree, find(tree, "en"), OffsetMap(article))
    assert [a.id for a in again] == [a.id for a in made], "reading twice gives the same ids"


def test_who_stands_within_whom_survives_passages_that_were_nobodys() -> None:
    """ "For Oslo it was good, and Kirby said that …": the phrase is no person's and leaves no hole in the indices."""
    tree = from_rows(
        "For Oslo , talks fail . Kirby said that Washington believes that talks fail .",
        "For for ADP 2 case",
        "Oslo Oslo PROPN 5 obl",
        ", , PUNCT 5 punct",
        "talks talk NOUN 5 nsubj",
        "fail fail VERB 0 root VerbForm=Fin|Tense=Pres",
        ". . PUNCT 5 punct",
        "Kirby Kirby PROPN 8 nsubj",
        "said say VERB 0 root VerbForm=Fin|Tense=Past",
        "that that SCONJ 11 mark",
        "Washington Washington PROPN 11 nsubj",
        "believes believe VERB 8 ccomp VerbForm=Fin|Tense=Pres",
        "that that SCONJ 14 mark",
        "talks talk NOUN 14 nsubj",
        "fail fail VERB 11 ccomp VerbForm=Fin|Tense=Pres",
        ". . PUNCT 8 punct",
    )
    found = find(tree, "en", actors.find(tree, "en")).passages
    assert [p.within for p in found] == [None, 0]
