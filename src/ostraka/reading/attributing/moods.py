"""Hearsay by the mood of the verb alone: the conditional of the French press, "aurait livré".

The moods are `[[mood]]` groups of a language's attribution tables; a language without one has none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from ostraka.languages.pack import tables
from ostraka.reading.attributing.contents import trimmed
from ostraka.reading.attributing.cues import Cue, compiled, cues_of
from ostraka.reading.attributing.passages import Passage, Ranges, Unit
from ostraka.reading.attributing.sources import VERBAL
from ostraka.reading.parsing.tree import Tree

__all__ = ["Heard", "Mood", "heard", "moods_of"]


class Mood(NamedTuple):
    """One mood that reports: the feature that marks it, the auxiliaries it is composed with, what blocks it."""

    cue: Cue
    feature: str
    auxiliaries: frozenset[str]
    not_verbs: frozenset[str]
    blockers: frozenset[str]


class Heard(NamedTuple):
    """A clause in a reporting mood: its verb, the words of the mood, its content."""

    verb: int
    words: tuple[int, ...]
    content: Ranges
    cue: Cue


@cache
def moods_of(language: str) -> tuple[Mood, ...]:
    """The reporting moods of a language."""
    found = []
    for stem, content in tables(language, "attribution").items():
        for fields in content.get("mood", ()):
            plain = {k: v for k, v in fields.items() if k in ("id", "kind", "factuality")}
            found.append(
                Mood(
                    compiled(plain, f"languages/{language}/attribution/{stem}.toml"),
                    fields["feature"],
                    frozenset(fields["auxiliaries"]),
                    frozenset(fields["not_verbs"]),
                    frozenset(fields["blockers"]),
                )
            )
    return tuple(found)


def heard(tree: Tree, language: str, where: Sequence[Unit], passages: Iterable[Passage]) -> Iterator[Heard]:
    """The clauses in a reporting mood that no passage already gives a speaker."""
    moods = moods_of(language)
    if not moods:
        return
    that = cues_of(language).words.that
    taken = {k for p in passages for first, last in p.content_tokens for k in range(first, last)}
    taken |= {k for p in passages for k in p.cue_tokens}
    for unit in where:
        words = {tree.lowers[k] for k in range(unit.first, unit.last)}
        for mood in moods:
            if not words & mood.blockers:
                yield from in_unit(tree, mood, unit, taken, that)


def in_unit(tree: Tree, mood: Mood, unit: Unit, taken: set[int], that: frozenset[str]) -> Iterator[Heard]:
    """The clauses of one unit in a reporting mood."""
    for k in range(unit.first, unit.last):
        if mood.feature not in tree.morphs[k] or tree.lemmas[k].lower() not in mood.auxiliaries or k in taken:
            continue
        verb = tree.heads[k] if tree.deps[k].startswith(("aux", "cop")) else k
        if tree.lemmas[verb].lower() in mood.not_verbs or not tree.kids_by(verb, "nsubj"):
            continue
        if tree.pos[verb] not in VERBAL and tree.deps[k] != "cop":
            continue
        first, last = tree.subtree(verb)
        opening = tree.lowers[first : first + 2] if tree.pos[first] == "CCONJ" else tree.lowers[first : first + 1]
        if that & {*opening, *(tree.lowers[m] for m in tree.kids_by(verb, "mark"))}:
            continue  # somebody's "that": a future seen from the past
        words = tuple(sorted({k, verb} if tree.pos[verb] in VERBAL else {k}))
        yield Heard(verb, words, trimmed(tree, max(first, unit.first), min(last, unit.last)), mood.cue)
