"""Stage and factuality on hand-built parses: no parser; the words are those of the language's own tables."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ostraka.reading.acting.factuality import Judge
from ostraka.reading.acting.operators import combine
from ostraka.reading.acting.roles import Roles
from ostraka.reading.acting.syntax import syntax_of
from ostraka.reading.parsing.tree import from_rows

VALUES = st.sampled_from(["CT+", "CT-", "PR+", "PR-", "PS+", "PS-", "Uu"])


def judged(language, word, text, *rows):
    tree = from_rows(text, *rows)
    found = Judge(tree, Roles(tree, syntax_of(language)), language).judge(tree.lowers.index(word))
    return found.stage, found.factuality


@given(VALUES, VALUES, VALUES)
def test_combining_values_does_not_depend_on_order_and_never_makes_surer(a, b, c):
    assert combine(a, b) == combine(b, a)
    assert combine(combine(a, b), c) == combine(a, combine(b, c))
    assert combine(a, "CT+") == a
    order = ["CT", "PR", "PS", "Uu"]
    assert order.index(combine(a, b)[:2]) >= max(order.index(a[:2]), order.index(b[:2]))


@pytest.mark.parametrize("to", ["mark", "aux"])  # parsers differ
def test_an_infinitive_that_no_word_governs_is_a_purpose(to):
    def stage(relation):
        return judged(
            "en", "meet", "He flew to meet Kim",
            "He he PRON 2 nsubj", "flew fly VERB 0 root", f"to to PART 4 {to}",
            f"meet meet VERB 2 {relation} VerbForm=Inf", "Kim Kim PROPN 4 obj",
        )[0]  # fmt: skip

    assert stage("advcl") == "sought"
    assert stage("xcomp") is None


def test_an_infinitive_with_a_subject_is_a_headline_of_the_future():
    assert judged(
        "en", "visit", "Kim to visit Moscow",
        "Kim Kim PROPN 3 nsubj", "to to PART 3 mark", "visit visit VERB 0 root VerbForm=Inf", "Moscow Moscow PROPN 3 obj",
    ) == ("future", "CT+")  # fmt: skip


@pytest.mark.parametrize(("governor", "wanted"), [("agreed agree", "promised"), ("wanted want", "sought")])
def test_what_is_sought_stays_sought_under_a_promise(governor, wanted):
    first, lemma = governor.split()
    assert judged(
        "en", "sell", f"They {first} to sell arms",
        "They they PRON 2 nsubj", f"{first} {lemma} VERB 0 root", "to to PART 4 mark",
        "sell sell VERB 2 xcomp VerbForm=Inf", "arms arm NOUN 4 obj",
    ) == (wanted, "CT+")  # fmt: skip
    assert judged(
        "en", "sell", "They agreed to seek to sell",
        "They they PRON 2 nsubj", "agreed agree VERB 0 root", "to to PART 4 mark",
        "seek seek VERB 2 xcomp VerbForm=Inf", "to to PART 6 mark", "sell sell VERB 4 xcomp VerbForm=Inf",
    )[0] == "sought"  # fmt: skip


def test_a_verb_is_not_taken_for_the_noun_spelt_alike():
    rows = ("They they PRON 2 nsubj", "signed sign VERB 0 root", "a a DET 4 det", "deal deal NOUN 2 obj")
    assert judged("en", "deal", "They signed a deal", *rows) == (None, "CT+")


def test_a_participle_beside_a_fear_is_not_feared():
    rows = ("Fears fear NOUN 0 root", "causing cause VERB 1 acl VerbForm=Part", "losses loss NOUN 2 obj")
    assert judged("en", "causing", "Fears causing losses", *rows)[1] == "CT+"


def test_the_french_conditional_is_hearsay_alone_and_future_in_reported_speech():
    alone = (
        "Moscou Moscou PROPN 2 nsubj",
        "livrerait livrer VERB 0 root Mood=Cnd",
        "du du DET 4 det",
        "gaz gaz NOUN 2 obj",
    )
    assert judged("fr", "livrerait", "Moscou livrerait du gaz", *alone) == ("future", "PR+")
    told = ("Il il PRON 2 nsubj", "dit dire VERB 0 root", "qu' que SCONJ 5 mark", "il il PRON 5 nsubj",
            "livrerait livrer VERB 2 ccomp Mood=Cnd")  # fmt: skip
    assert judged("fr", "livrerait", "Il dit qu'il livrerait", *told) == ("future", "CT+")


def test_negation_of_a_governing_failure_affirms():
    assert judged(
        "en", "sell", "They did not fail to sell",
        "They they PRON 4 nsubj", "did do AUX 4 aux", "not not PART 4 advmod", "fail fail VERB 0 root",
        "to to PART 6 mark", "sell sell VERB 4 xcomp VerbForm=Inf",
    )[1] == "CT+"  # fmt: skip
