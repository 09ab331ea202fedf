"""Cues that stand inside the quotation whose speaker they name: « Nous partons, dit-il, et vous restez. ».

A habit of some languages only: `[words] insertions` holds the marks after which such a cue may stand; without
them nothing is looked for. Of several in one quotation each takes what follows the sentence of the one before.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ostraka.reading.attributing.contents import trimmed
from ostraka.reading.attributing.cues import Cue, Cues
from ostraka.reading.attributing.passages import Ranges, Unit
from ostraka.reading.attributing.quotation import Quotations
from ostraka.reading.attributing.sources import VERBAL, after_cue, clitic, noun_phrase
from ostraka.reading.parsing.tree import Tree
from ostraka.relations.table import reach

__all__ = ["Insertion", "insertions"]

GROUP = frozenset({"AUX", "PRON", "ADV", "PART"})  # what stands before the verb of an inserted cue
WIDEST = reach()["attributing"]["inserted"]


class Insertion(NamedTuple):
    """A cue inside its quotation: its verb, its subject, its group and what is said around it."""

    verb: int
    subject: int
    cue: Cue
    content: Ranges


class Group(NamedTuple):
    """The words of an inserted cue: tokens first..last (excluded)."""

    first: int
    last: int
    verb: int
    subject: int
    cue: Cue


def insertions(
    tree: Tree, cues: Cues, quotes: Quotations, times: frozenset[str], unit_of: Sequence[Unit]
) -> dict[int, Insertion]:
    """The cues inside quotations, by their verbs."""
    marks = cues.words.insertions
    if not marks:
        return {}
    ends = {id(q): k for k, q in quotes.closes.items()}
    found: dict[int, Insertion] = {}
    for first, quote in quotes.opens.items():
        last = ends.get(id(quote), first)
        candidates = (group(tree, cues, times, k, first, last, unit_of[k]) for k in range(first + 2, last))
        for item in parted(tree, [g for g in candidates if g is not None], first, last + 1):
            found[item.verb] = item
    return found


def group(tree: Tree, cues: Cues, times: frozenset[str], verb: int, first: int, last: int, unit: Unit) -> Group | None:
    """The words of the cue at a verb, when it stands between marks with its subject after it."""
    tied = verb + 1 < len(tree) and tree.words[verb + 1].startswith("-")  # "lance-t-il", whatever its tag
    if (tree.pos[verb] not in VERBAL and not tied) or "VerbForm=Inf" in tree.morphs[verb]:
        return None
    start = verb
    while start > first and (tree.pos[start - 1] in GROUP or tree.words[start - 1].startswith("-")):
        start -= 1
    if start <= first or tree.words[start - 1] not in cues.words.insertions:
        return None
    cue = next((e.cue for e in cues.of_verb(tree, verb) if "quote" in e.cue.takes), None)
    if cue is None:
        return None
    bound = clitic(tree, verb, cues.words)
    subject = bound if bound is not None else after_cue(tree, verb, min(unit.last, last + 1), times)
    if subject is None or subject < start or (bound is None and tree.pos[subject] == "PRON"):
        return None
    after = max(verb, subject) + 1 if bound is not None else noun_phrase(tree, subject, {verb}, inverted=True)[-1][1]
    stop = next((k for k in range(after, min(last + 1, after + WIDEST)) if tree.pos[k] == "PUNCT"), None)
    return Group(start, last + 1 if stop is None else stop, verb, subject, cue)


def parted(tree: Tree, groups: Sequence[Group], first: int, last: int) -> Iterator[Insertion]:
    """The insertions of one quotation first..last (excluded), each with its part of what is said."""
    begin = first
    for number, item in enumerate(groups):
        if number + 1 < len(groups):
            following = tree.sent_range(groups[number + 1].verb)[0]
            end = following if following > item.last else item.last
        else:
            end = last
        left = trimmed(tree, begin, item.first)
        content = (*left, *trimmed(tree, item.last, end))
        if left:
            yield Insertion(item.verb, item.subject, item.cue, content)
        begin = end
