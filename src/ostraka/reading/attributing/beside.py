"""What a cue has beside it without governing it: the words after a colon, the clause around "as X put it"."""

from __future__ import annotations

from typing import NamedTuple

from ostraka.reading.attributing.contents import trimmed
from ostraka.reading.attributing.cues import Cues
from ostraka.reading.attributing.passages import Ranges, Unit
from ostraka.reading.attributing.quotation import Quotations
from ostraka.reading.attributing.sources import after_cue, finite, noun_phrase
from ostraka.reading.attributing.speech import end_of, has_verb
from ostraka.reading.parsing.tree import Tree
from ostraka.relations.table import reach

__all__ = ["after_colon", "colon_of", "label_of", "likened"]

LABEL = reach()["attributing"]["heading"]


def colon_of(tree: Tree, quotes: Quotations, token: int, unit: Unit) -> int | None:
    """The colon after a word in its unit, outside quotations, with no other finite verb between."""
    for k in range(token + 1, unit.last):
        if tree.words[k] == ":":
            return k if quotes.around(tree.starts[k]) is None else None
        if tree.words[k] in (".", ";", "?", "!") or (k > token and finite(tree, k)):
            return None
    return None


def after_colon(tree: Tree, quotes: Quotations, colon: int, unit: Unit) -> Ranges:
    """What stands after a colon in its unit: a quotation, or a clause; a list of nouns is nothing said."""
    first = colon + 1
    if first >= unit.last:
        return ()
    quote = quotes.opens.get(first)
    if quote is not None:
        return trimmed(tree, first, end_of(tree, quotes, quote, first, unit))
    return trimmed(tree, first, unit.last) if has_verb(tree, first, unit.last) else ()


def label_of(tree: Tree, quotes: Quotations, noun: int, unit: Unit) -> int | None:
    """The colon of a sentence that a noun heads as a label, without a verb: "Iran's answer: …"."""
    colon = colon_of(tree, quotes, noun, unit)
    if colon is None or colon - unit.first > LABEL or any(finite(tree, k) for k in range(unit.first, colon)):
        return None
    return colon


class Likened(NamedTuple):
    """A cue set beside what it says: its tokens first..last (excluded) and its subject."""

    first: int
    last: int
    subject: int


def likened(tree: Tree, cues: Cues, verb: int, last: int, times: frozenset[str]) -> Likened | None:
    """The words of "as X put it", in a unit that ends at `last`: a clause with no content of its own."""
    marks = [k for k in tree.kids[verb] if k < verb and tree.lowers[k] in cues.words.likened]
    subjects = tree.kids_by(verb, "nsubj") if marks else []
    if marks and not subjects and "VerbForm=Fin" in tree.morphs[verb]:  # after it: "comme le dit X"
        after = after_cue(tree, verb, last, times)
        return (
            None if after is None else Likened(marks[0], noun_phrase(tree, after, {verb}, inverted=True)[-1][1], after)
        )
    if not marks or not subjects or tree.deps[verb] not in ("advcl", "parataxis", "ccomp"):
        return None
    objects = [
        k for k in tree.kids[verb] if tree.deps[k].partition(":")[0] in ("obj", "ccomp", "xcomp", "iobj", "expl")
    ]
    if any(tree.lowers[k] not in cues.words.it for k in objects):
        return None
    late = [k for k in tree.kids[verb] if k > verb and tree.deps[k].partition(":")[0] in ("obl", "advcl")]
    if any(tree.case(k) not in cues.words.adjuncts | {""} for k in late):
        return None  # "as X went on about Y": while he did so
    first, last = tree.subtree(verb)
    while last > first and tree.pos[last - 1] == "PUNCT":
        last -= 1
    opens = first == marks[0] or tree.pos[first] == "PUNCT"  # not "even as X says"
    return Likened(first, last, subjects[0]) if opens else None
