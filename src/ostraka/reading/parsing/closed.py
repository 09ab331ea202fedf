"""The closed classes that mending needs: verbs whose perfect looks passive, endings of verbs taken for nouns.

They stand in `grammar.toml` under `[mend]` and `[loose]`.
"""

from __future__ import annotations

from typing import Any, NamedTuple

__all__ = ["NAMES", "VERBAL", "Clauses", "Loose", "Mend", "clauses_of", "loose_of", "mend_of"]

NAMES = frozenset({"PROPN", "NOUN", "PRON"})
VERBAL = frozenset({"VERB", "AUX"})


class Mend(NamedTuple):
    """Closed classes for mending: verbs whose perfect looks passive, endings of verbs taken for nouns."""

    intransitive: frozenset[str]
    endings: tuple[tuple[str, str], ...]
    adverbial_nouns: frozenset[str]
    infinitives: tuple[str, ...]
    participles: tuple[tuple[str, str], ...]
    reflexives: frozenset[str]
    between: frozenset[str]
    locative: frozenset[str]
    conditional: tuple[str, ...]
    final: str
    gerunds: frozenset[str]
    loose: frozenset[str]
    bound: frozenset[str]
    having: frozenset[str]
    adverbs: frozenset[str]
    adverb_endings: tuple[str, ...]
    object_relatives: frozenset[str]
    partitives: frozenset[str]


def mend_of(raw: dict[str, Any]) -> Mend:
    """The `[mend]` table of a grammar; empty when there is none."""
    table = raw.get("mend", {})
    return Mend(
        frozenset(table.get("intransitive", ())),
        tuple((a, b) for a, b in table.get("endings", ())),
        frozenset(table.get("adverbial_nouns", ())),
        tuple(table.get("infinitives", ())),
        tuple((a, b) for a, b in table.get("participles", ())),
        frozenset(table.get("reflexives", ())),
        frozenset(table.get("between", ())),
        frozenset(table.get("locative", ())),
        tuple(table.get("conditional", ())),
        str(table.get("final", "")),
        frozenset(table.get("gerunds", ())),
        frozenset(table.get("loose", ())),
        frozenset(table.get("bound", ())),
        frozenset(table.get("having", ())),
        frozenset(table.get("adverbs", ())),
        tuple(table.get("adverb_endings", ())),
        frozenset(table.get("object_relatives", ())),
        frozenset(table.get("partitives", ())),
    )


class Clauses(NamedTuple):
    """Closed classes for mending clauses: relative pronouns, the one of the object, pronouns after the verb."""

    relatives: frozenset[str]
    object_relatives: frozenset[str]
    subject_relatives: frozenset[str]
    fused_relatives: frozenset[str]
    owners: frozenset[str]
    inverted: frozenset[str]
    adverbial_nouns: frozenset[str]
    pairs: frozenset[str]
    restricted: frozenset[str]
    agents: frozenset[str]
    unstressed: frozenset[str]
    reflexives: frozenset[str]
    elided_if: frozenset[str]
    elided_before: frozenset[str]


def clauses_of(raw: dict[str, Any]) -> Clauses | None:
    """The classes of a grammar; None where it has none."""
    table = raw.get("mend", {})
    if "relatives" not in table:
        return None
    keys = (
        "relatives", "object_relatives", "subject_relatives", "fused_relatives", "owners", "inverted",
        "adverbial_nouns", "pairs", "restricted", "agents", "unstressed",
        "reflexives", "elided_if", "elided_before",
    )  # fmt: skip
    return Clauses(*(frozenset(table.get(k, ())) for k in keys))


class Loose(NamedTuple):
    """Closed classes: clitics of the dative, what aims at somebody, agents, articles before a noun like a verb."""

    clitics: frozenset[str]
    against: frozenset[str]
    agents: frozenset[str]
    beyond: frozenset[str]
    owners: frozenset[str]
    homographs: frozenset[str]
    articles: frozenset[str]
    commas: frozenset[str]
    subjects: frozenset[str]
    objects: frozenset[str]
    whats: frozenset[str]
    datives: frozenset[str]
    press: frozenset[str]
    without: frozenset[str]
    partitives: frozenset[str]
    plans: frozenset[str]
    places: frozenset[str]
    amounts: frozenset[str]
    telling: frozenset[str]
    addressing: frozenset[str]
    likewise: frozenset[str]
    including: frozenset[str]
    together: frozenset[str]
    linking: frozenset[str]
    ends: frozenset[str]
    points: frozenset[str]
    hyphens: frozenset[str]
    sharing: frozenset[str]
    shared: frozenset[str]
    times: frozenset[str]
    participles: tuple[str, ...] = ()
    infinitives: tuple[str, ...] = ()


def loose_of(raw: dict[str, Any]) -> Loose | None:
    """The classes of a grammar; None where it has none."""
    table = raw.get("loose")
    if table is None:
        return None
    endings = ("participles", "infinitives")
    sets = {key: frozenset(table.get(key, ())) for key in Loose._fields if key not in endings}
    participles, infinitives = (tuple(table.get(key, ())) for key in endings)
    return Loose(**sets, participles=participles, infinitives=infinitives)
