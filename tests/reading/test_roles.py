"""Roles on hand-built parses: no parser, no language but the closed classes."""

import pytest

from ostraka.reading.acting.roles import Roles
from ostraka.reading.acting.syntax import Syntax
from ostraka.reading.parsing.tree import from_rows

SYNTAX = Syntax(
    agents=frozenset({"by"}),
    owners=frozenset({"of"}),
    partitives=frozenset(),
    between=frozenset({"between"}),
    reflexives=frozenset(),
    relatives=frozenset({"which", "who", "that"}),
    persons=frozenset({"who"}),
    datives=frozenset({"to"}),
    together=frozenset(),
    contractions={},
    object_control=frozenset({"urge", "accuse"}),
    light=frozenset({"impose", "launch"}),
)


def words(tree, tokens):
    return [tree.words[t] for t in tokens]


def test_active_and_passive_have_one_logical_subject_and_object():
    active = from_rows("Iran sells arms", "Iran Iran PROPN 2 nsubj", "sells sell VERB 0 root", "arms arm NOUN 2 obj")
    passive = from_rows(
        "Arms were sold by Iran",
        "Arms arm NOUN 3 nsubj:pass", "were be AUX 3 aux:pass", "sold sell VERB 0 root VerbForm=Part|Tense=Past",
        "by by ADP 5 case", "Iran Iran PROPN 3 obl:agent",
    )  # fmt: skip
    for tree, verb in ((active, 1), (passive, 2)):
        roles = Roles(tree, SYNTAX)
        assert [w.lower() for w in words(tree, roles.subject(verb))] == ["iran"]
        assert [w.lower() for w in words(tree, roles.object(verb))] == ["arms"]


def test_infinitive_under_object_control_takes_the_object():
    tree = from_rows(
        "Paris urged Tehran to talk",
        "Paris Paris PROPN 2 nsubj", "urged urge VERB 0 root", "Tehran Tehran PROPN 2 obj",
        "to to PART 5 mark", "talk talk VERB 2 xcomp VerbForm=Inf",
    )  # fmt: skip
    assert words(tree, Roles(tree, SYNTAX).subject(4)) == ["Tehran"]


@pytest.mark.parametrize("verb, doer", [("issued", "Oslo"), ("received", "statement")])
def test_what_a_statement_says_is_said_by_whoever_issued_it(verb, doer):
    tree = from_rows(
        f"Oslo {verb} a statement accusing Minsk",
        "Oslo Oslo PROPN 2 nsubj", f"{verb} {verb[:-1]} VERB 0 root", "a a DET 4 det", "statement statement NOUN 2 obj",
        "accusing accuse VERB 4 acl VerbForm=Part|Tense=Pres", "Minsk Minsk PROPN 5 obj",
    )  # fmt: skip
    syntax = SYNTAX._replace(papers=frozenset({"statement"}), issuing=frozenset({"issue"}))
    assert words(tree, Roles(tree, syntax).subject(4)) == [doer]


def test_infinitive_under_subject_control_takes_the_subject():
    tree = from_rows(
        "Paris agreed to talk",
        "Paris Paris PROPN 2 nsubj", "agreed agree VERB 0 root", "to to PART 4 mark",
        "talk talk VERB 2 xcomp VerbForm=Inf",
    )  # fmt: skip
    assert words(tree, Roles(tree, SYNTAX).subject(3)) == ["Paris"]


def test_second_verb_of_a_coordination_shares_the_subject():
    tree = from_rows(
        "Paris condemned and attacked Tehran",
        "Paris Paris PROPN 2 nsubj", "condemned condemn VERB 0 root", "and and CCONJ 4 cc",
        "attacked attack VERB 2 conj", "Tehran Tehran PROPN 4 obj",
    )  # fmt: skip
    assert words(tree, Roles(tree, SYNTAX).subject(3)) == ["Paris"]


def test_relative_pronoun_gives_way_to_its_noun():
    tree = from_rows(
        "drones which hit Kyiv",
        "drones drone NOUN 0 root", "which which PRON 3 nsubj", "hit hit VERB 1 acl:relcl", "Kyiv Kyiv PROPN 3 obj",
    )  # fmt: skip
    assert words(tree, Roles(tree, SYNTAX).subject(2)) == ["drones"]


def test_bare_participle_has_its_noun_for_object_and_its_agent_for_subject():
    tree = from_rows(
        "sanctions imposed by Paris",
        "sanctions sanction NOUN 0 root", "imposed impose VERB 1 acl VerbForm=Part|Tense=Past",
        "by by ADP 4 case", "Paris Paris PROPN 2 obl:agent",
    )  # fmt: skip
    roles = Roles(tree, SYNTAX)
    assert words(tree, roles.object(1)) == ["sanctions"]
    assert words(tree, roles.subject(1)) == ["Paris"]
    assert roles.light_verb(0) == 1


def test_light_verb_is_the_verb_whose_object_the_event_noun_is():
    tree = from_rows(
        "Paris launched an attack",
        "Paris Paris PROPN 2 nsubj", "launched launch VERB 0 root", "an a DET 4 det", "attack attack NOUN 2 obj",
    )  # fmt: skip
    assert Roles(tree, SYNTAX).light_verb(3) == 1


def test_a_verb_without_any_subject_has_none():
    tree = from_rows("Attack Tehran", "Attack attack VERB 0 root", "Tehran Tehran PROPN 1 obj")
    assert Roles(tree, SYNTAX).subject(0) == []


def test_what_stands_behind_the_last_of_a_list_is_said_of_all():
    tree = from_rows(
        "Iran sent drones and shells to Russia",
        "Iran Iran PROPN 2 nsubj", "sent send VERB 0 root", "drones drone NOUN 2 obj", "and and CCONJ 5 cc",
        "shells shell NOUN 3 conj", "to to ADP 7 case", "Russia Russia PROPN 5 nmod",
    )  # fmt: skip
    assert words(tree, Roles(tree, SYNTAX).obliques(1, {"to"})) == ["Russia"]


def test_who_is_given_a_chance_does_what_the_infinitive_says():
    tree = from_rows(
        "Talks gave Iran a chance to sell oil",
        "Talks talk NOUN 2 nsubj", "gave give VERB 0 root", "Iran Iran PROPN 2 iobj", "a a DET 5 det", "chance chance NOUN 2 obj",
        "to to PART 7 mark", "sell sell VERB 5 acl VerbForm=Inf", "oil oil NOUN 7 obj",
    )  # fmt: skip
    assert words(tree, Roles(tree, SYNTAX).subject(6)) == ["Iran"]


def test_who_recalls_a_deed_did_not_do_it():
    syntax = SYNTAX._replace(carriers=frozenset({"plan"}))
    rows = ("Iran Iran PROPN 2 nsubj", "{} VERB 0 root", "attacks attack NOUN 2 obj")
    for verb, doers in (("plans plan", ["Iran"]), ("recalls recall", [])):
        tree = from_rows(f"Iran {verb.split()[0]} attacks", *(row.format(verb) for row in rows))
        assert words(tree, Roles(tree, syntax).subject(2)) == doers
