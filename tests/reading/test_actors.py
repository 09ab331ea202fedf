"""Whom phrases stand for, on hand-built parses: no parser is loaded."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from ostraka.reading.naming.actors import find
from ostraka.reading.parsing.tree import Tree, from_rows
from ostraka.states.table import names


def codes(tree: Tree, language: str, token: int) -> list[str | None]:
    return [m.code for m in find(tree, language).of(token)]


def test_adjectives_in_coordination_give_two_owners() -> None:
    tree = from_rows(
        "Iranian and Western officials met",
        "Iranian iranian ADJ 4 amod", "and and CCONJ 3 cc", "Western western ADJ 1 conj",
        "officials official NOUN 5 nsubj Number=Plur", "met meet VERB 0 root",
    )  # fmt: skip
    assert codes(tree, "en", 3) == ["IRN", "WEST"]


def test_a_possessor_owns_the_navy() -> None:
    tree = from_rows(
        "Iran's navy sailed", "Iran Iran PROPN 3 nmod:poss", "'s 's PART 1 case", "navy navy NOUN 4 nsubj",
        "sailed sail VERB 0 root",
    )  # fmt: skip
    mention = find(tree, "en").of(2)[0]
    assert (mention.code, mention.sector, mention.guessed) == ("IRN", "MIL", False)


def test_a_compound_ministry_passes_its_state_on() -> None:
    tree = from_rows(
        "le porte-parole du ministère russe parle",
        "le le DET 2 det", "porte-parole porte-parole NOUN 6 nsubj", "du de ADP 4 case", "ministère ministère NOUN 2 nmod",
        "russe russe ADJ 4 amod", "parle parler VERB 0 root",
    )  # fmt: skip
    assert codes(tree, "fr", 1) == ["RUS"]


def test_companies_act_for_themselves() -> None:
    tree = from_rows(
        "les sociétés américaines partent", "les le DET 2 det", "sociétés société NOUN 4 nsubj Number=Plur",
        "américaines américain ADJ 2 amod", "partent partir VERB 0 root",
    )  # fmt: skip
    mention = find(tree, "fr").of(1)[0]
    assert (mention.code, mention.name) == (None, "sociétés américaines")


def test_a_relative_pronoun_is_its_antecedent() -> None:
    tree = from_rows(
        "Cuba , which waits , wins", "Cuba Cuba PROPN 6 nsubj", ", , PUNCT 4 punct", "which which PRON 4 nsubj",
        "waits wait VERB 1 acl:relcl", ", , PUNCT 6 punct", "wins win VERB 0 root",
    )  # fmt: skip
    assert codes(tree, "en", 2) == ["CUB"]


def test_french_pronouns_agree_in_gender() -> None:
    tree = from_rows(
        "la Russie menace le Japon car il refuse",
        "la le DET 2 det", "Russie Russie PROPN 3 nsubj", "menace menacer VERB 0 root", "le le DET 5 det",
        "Japon Japon PROPN 3 obj", "car car CCONJ 8 cc", "il il PRON 8 nsubj Gender=Masc|Number=Sing",
        "refuse refuser VERB 3 conj",
    )  # fmt: skip
    assert codes(tree, "fr", 6) == ["JPN"]


def test_an_impersonal_pronoun_is_nobody() -> None:
    tree = from_rows(
        "It rains in Peru", "It it PRON 2 expl", "rains rain VERB 0 root", "in in ADP 4 case", "Peru Peru PROPN 2 obl"
    )
    assert codes(tree, "en", 0) == []


def test_a_capital_is_a_place_after_in_and_a_government_as_subject() -> None:
    inside = from_rows("They met in Moscow", "They they PRON 2 nsubj", "met meet VERB 0 root", "in in ADP 4 case",
                       "Moscow Moscow PROPN 2 obl")  # fmt: skip
    subject = from_rows(
        "Moscow denied it", "Moscow Moscow PROPN 2 nsubj", "denied deny VERB 0 root", "it it PRON 2 obj"
    )
    assert [(m.code, m.place) for m in find(inside, "en").at(3)] == [("RUS", True)]
    assert [(m.code, m.place) for m in find(subject, "en").at(0)] == [("RUS", False)]


def test_a_role_beside_an_unknown_name_says_whom_he_speaks_for() -> None:
    tree = from_rows(
        "Tomas Vell , spokesman for the Danish navy , left",
        "Tomas Tomas PROPN 2 compound", "Vell Vell PROPN 10 nsubj", ", , PUNCT 2 punct", "spokesman spokesman NOUN 2 appos",
        "for for ADP 8 case", "the the DET 8 det", "Danish danish ADJ 8 amod", "navy navy NOUN 4 nmod", ", , PUNCT 2 punct",
        "left leave VERB 0 root",
    )  # fmt: skip
    person = find(tree, "en").person_at(1)
    assert person is not None
    assert (person.name, person.code, person.role) == ("Tomas Vell", "DNK", "spokesman for the Danish navy")


def test_a_pronoun_us_is_not_the_united_states() -> None:
    tree = from_rows("They told us", "They they PRON 2 nsubj", "told tell VERB 0 root", "us we PRON 2 obj")
    found = find(tree, "en")
    assert found.at(2) == ()
    assert [(m.code, m.name, m.kind) for m in found.of(2)] == [(None, "we", "pronoun")]


def test_a_surname_after_anothers_given_name_is_somebody_else() -> None:
    tree = from_rows(
        "Tony Putin sang", "Tony Tony PROPN 2 compound", "Putin Putin PROPN 3 nsubj", "sang sing VERB 0 root"
    )
    assert all(m.code != "RUS" for m in find(tree, "en", "2022-01-01").mentions)


def test_an_empty_article_has_no_actors() -> None:
    tree = Tree("", starts=[], ends=[], lemmas=[], pos=[], deps=[], heads=[], morphs=[], sents=[])
    assert find(tree, "en").mentions == ()


def test_a_state_is_named_as_it_was_on_the_day() -> None:
    tree = from_rows("Belgrade agreed", "Belgrade Belgrade PROPN 2 nsubj", "agreed agree VERB 0 root")
    assert [m.code for m in find(tree, "en", "1999-05-29").of(0)] == ["YUG"]
    assert [m.code for m in find(tree, "en", "2019-05-29").of(0)] == ["SRB"]


WORDS = st.sampled_from(
    ["Iran", "Russian", "officials", "it", "their", "both", "countries", "the", "Lavrov", "Tom", "Vell", ",", "of", "us", "-",
     "who", "president", "group", "US-led", "and", "in", "Moscow", "said", "Washington", "Post", "himself", "island"]
)  # fmt: skip
POS = st.sampled_from(["NOUN", "PROPN", "PRON", "VERB", "ADJ", "DET", "ADP", "PUNCT", "CCONJ"])
DEP = st.sampled_from(
    [
        "nsubj",
        "obj",
        "amod",
        "compound",
        "nmod",
        "nmod:poss",
        "conj",
        "appos",
        "flat",
        "acl:relcl",
        "det",
        "case",
        "cc",
        "cop",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(WORDS, POS, DEP, st.integers(0, 11)), min_size=1, max_size=12), st.sampled_from(["en", "fr"]))
def test_any_parse_is_read_and_every_mention_stands_in_the_text(
    tokens: list[tuple[str, str, str, int]], language: str
) -> None:
    """However odd the parse, mentions lie in the text and carry known codes."""
    words = [w for w, *_ in tokens]
    starts = [sum(len(w) + 1 for w in words[:k]) for k in range(len(words))]
    tree = Tree(
        " ".join(words), starts=starts, ends=[s + len(w) for s, w in zip(starts, words, strict=True)],
        lemmas=[w.lower() for w in words], pos=[p for _, p, _, _ in tokens], deps=[d for _, _, d, _ in tokens],
        heads=[0] + [min(h, k - 1) for k, (_, _, _, h) in enumerate(tokens)][1:], morphs=["" for _ in words],
        sents=[(0, len(words))],
    )  # fmt: skip
    found = find(tree, language, "2022-11-08")
    for m in found.mentions:
        assert 0 <= m.first < m.last <= len(words)
        assert m.code in (None, "?") or m.code in names()
    assert all(found.of(k) == found.of(k) for k in range(len(words)))
