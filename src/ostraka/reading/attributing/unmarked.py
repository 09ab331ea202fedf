"""Sentences without mark or cue that are still somebody's words, by the tense of their verb.

"The minister told them the loan was safe. *The money would come in May.*" What the speaker put into the future
stands in the future seen from his saying; the article itself would put it into its own. Whose they are: whoever
was reported, without quotation marks and in a tense of the past, in the sentence before. They end at the first
sentence whose verb has another tense, that has a cue or quotation of its own, and with the paragraph.
The tenses are `[[unmarked]]` groups of a language's attribution tables; a language without one has none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from ostraka.languages.pack import tables
from ostraka.reading.attributing.contents import trimmed
from ostraka.reading.attributing.cues import Cue, compiled
from ostraka.reading.attributing.passages import Passage, Ranges, Unit
from ostraka.reading.attributing.quotation import Quotations
from ostraka.reading.attributing.sources import VERBAL
from ostraka.reading.parsing.tree import Tree
from ostraka.relations.table import cue_kinds, reach

__all__ = ["Told", "unmarked"]

SHARE = reach()["attributing"]["told_share"]
TELLING = frozenset({"clause", "speech"})
FINITE = frozenset({"Tense=Past", "Tense=Imp", "Mood=Cnd"})


class Tense(NamedTuple):
    """One way in which what somebody says goes on: its mark, by a feature or an auxiliary, and what blocks it."""

    cue: Cue
    feature: str
    auxiliaries: frozenset[str]
    not_verbs: frozenset[str]
    blockers: frozenset[str]


class Told(NamedTuple):
    """A sentence that goes on with somebody's words: its verb, its words, and whose passage it follows."""

    verb: int
    content: Ranges
    cue: Cue
    of: Passage


@cache
def tenses(language: str) -> tuple[Tense, ...]:
    """The tenses of reported words of a language."""
    found = []
    for stem, content in tables(language, "attribution").items():
        for fields in content.get("unmarked", ()):
            plain = {k: v for k, v in fields.items() if k in ("id", "kind", "factuality")}
            cue = compiled(plain, f"languages/{language}/attribution/{stem}.toml")
            lists = (frozenset(fields.get(k, ())) for k in ("auxiliaries", "not_verbs", "blockers"))
            found.append(Tense(cue, fields.get("feature", ""), *lists))
    return tuple(found)


def unmarked(
    tree: Tree, language: str, quotes: Quotations, where: Sequence[Unit], passages: Sequence[Passage]
) -> Iterator[Told]:
    """The sentences that go on with the words of whoever was reported right before them."""
    known = tenses(language)
    heads: dict[int, list[Passage]] = {}
    for p in passages:
        if not p.rules[0].endswith(":mood"):
            heads.setdefault(tree.sent_of[p.head], []).append(p)
    current, paragraph = None, -1
    for unit in where if known else ():
        if unit.paragraph != paragraph:
            current, paragraph = None, unit.paragraph
        own = [p for s in range(tree.sent_of[unit.first], tree.sent_of[unit.last - 1] + 1) for p in heads.get(s, ())]
        if own:
            current = reporting(tree, unit, own)
            continue
        told = None if current is None else in_tense(tree, known, quotes, unit, current)
        if told is None:
            current = None
        else:
            yield told


def reporting(tree: Tree, unit: Unit, own: Sequence[Passage]) -> Passage | None:
    """The passage of a sentence that is no more than what somebody said: the one that fills it and ends it."""
    best = max(own, key=lambda p: sum(b - a for a, b in p.content_tokens))
    construction = best.rules[0].rpartition(":")[2].rpartition("+")[2]
    if construction not in TELLING or best.form != "indirect" or not best.source_tokens or not best.content_tokens:
        return None
    if best.kind not in cue_kinds()["telling"] or present(tree, best.head) or not shifted(tree, best):
        return None  # what is told in the present has no future of the past
    size = sum(b - a for a, b in best.content_tokens)
    size += len(best.cue_tokens) + sum(b - a for a, b in best.source_tokens)
    return best if size >= SHARE * (unit.last - unit.first) else None


def present(tree: Tree, verb: int) -> bool:
    """Whether a cue stands in the present: "says", not "has said"."""
    return tree.feature(verb, "Tense") == "Pres" and not tree.kids_by(verb, "aux", "aux:pass")


def shifted(tree: Tree, passage: Passage) -> bool:
    """Whether what is reported stands in a tense of the past: its first finite verb, or the auxiliary of it."""
    for first, last in passage.content_tokens:
        for k in range(first, last):
            if tree.pos[k] in VERBAL and "VerbForm=Fin" in tree.morphs[k]:
                bare = not tree.feature(k, "Tense") and not tree.feature(k, "Mood")  # "would"
                return bare or not FINITE.isdisjoint(tree.morphs[k].split("|"))
    return False


def in_tense(tree: Tree, known: Sequence[Tense], quotes: Quotations, unit: Unit, current: Passage) -> Told | None:
    """The sentence as the words of whoever speaks in `current`, where its main verb has the tense of it."""
    if quotes.within(*tree.chars(unit.first, unit.last)):
        return None
    root = next((k for k in range(unit.first, unit.last) if tree.is_root(k)), None)
    if root is None or (tree.pos[root] not in VERBAL and not tree.kids_by(root, "cop")):
        return None
    words = {tree.lowers[k] for k in range(unit.first, unit.last)}
    for tense in known:
        if words & tense.blockers or tree.lemmas[root].lower() in tense.not_verbs:
            continue
        if any(is_marked(tree, k, tense) for k in (root, *tree.kids_by(root, "aux", "aux:pass", "cop"))):
            return Told(root, trimmed(tree, unit.first, unit.last), tense.cue, current)
    return None


def is_marked(tree: Tree, token: int, tense: Tense) -> bool:
    """Whether a verb or auxiliary has the mark of a tense."""
    if tense.auxiliaries and tree.lowers[token] not in tense.auxiliaries:
        return False
    return tense.feature in tree.morphs[token] and tree.lemmas[token].lower() not in tense.not_verbs
