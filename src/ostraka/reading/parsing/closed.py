"""The closed classes that mending needs: verbs whose perfect looks passive, endings of verbs taken for nouns.

They stand in `grammar.toml` under `[mend]`.
"""

from __future__ import annotations

from typing import Any, NamedTuple

__all__ = ["NAMES", "VERBAL", "Mend", "mend_of"]

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
