"""Names that no table knows, on hand-built parses: who acts is an actor, where things happen is none."""

from ostraka.reading.naming.actors import find
from tests.reading.several import several


def named(language, *sentences):
    found = find(several(*sentences), language)
    return {m.name for m in found.mentions if m.kind == "party" and m.why == "acts in this article"}


def test_a_firm_that_speaks_is_an_actor():
    rows = (
        "Zentrix said that sales fell .",
        "Zentrix Zentrix PROPN 2 nsubj", "said say VERB 0 root", "that that SCONJ 5 mark", "sales sale NOUN 5 nsubj",
        "fell fall VERB 2 ccomp", ". . PUNCT 2 punct",
    )  # fmt: skip
    assert named("en", rows) == {"Zentrix"}


def test_a_name_beside_its_class_is_an_actor():
    rows = (
        "la banque Zentrix ferme", "la le DET 2 det", "banque banque NOUN 4 nsubj", "Zentrix Zentrix PROPN 2 appos",
        "ferme fermer VERB 0 root",
    )  # fmt: skip
    assert named("fr", rows) == {"Zentrix"}


def test_where_things_happen_is_none():
    rows = (
        "Soldiers slept in Zentrix",
        "Soldiers soldier NOUN 2 nsubj", "slept sleep VERB 0 root", "in in ADP 4 case", "Zentrix Zentrix PROPN 2 obl",
    )  # fmt: skip
    assert named("en", rows) == set()


def test_a_last_word_is_the_name_said_before():
    full = (
        "Mitko Zentrix said that sales fell",
        "Mitko Mitko PROPN 2 compound", "Zentrix Zentrix PROPN 3 nsubj", "said say VERB 0 root", "that that SCONJ 6 mark",
        "sales sale NOUN 6 nsubj", "fell fall VERB 3 ccomp",
    )  # fmt: skip
    short = ("Zentrix left", "Zentrix Zentrix PROPN 2 nsubj", "left leave VERB 0 root")
    found = find(several(full, short), "en")
    assert [m.name for m in found.of(6)] == ["Mitko Zentrix"]
