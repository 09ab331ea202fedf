"""What a cue has beside it without governing it: the words after a colon, the clause around "as X put it"."""

from __future__ import annotations

from typing import NamedTuple

from ostraka.reading.attributing.contents import trimmed
from ostraka.reading.attributing.cues import Cue, Cues
from ostraka.reading.attributing.passages import Ranges, Unit
from ostraka.reading.attributing.quotation import Quotations
from ostraka.reading.attributing.sources import after_cue, before_cue, finite, noun_phrase
from ostraka.reading.attributing.speech import end_of, has_verb
from ostraka.reading.parsing.tree import Tree
from ostraka.relations.table import reach

__all__ = ["after_colon", "colon_of", "described", "label_of", "likened", "resumed"]

LABEL = reach()["attributing"]["heading"]
TAKEN_UP = reach()["attributing"]["taken_up"]


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


class Said(NamedTuple):
    """A source and what is its word."""

    source: int
    content: Ranges


def described(tree: Tree, cues: Cues, token: int, cue: Cue) -> Said | None:
    """What a bare participle of naming calls the noun before it, and by whose word: "X, *jugé dangereux par Oslo*"."""
    first, last = token + 1, tree.subtree(token)[1]
    by = next((k for k in range(first, last) if tree.lowers[k] in cues.words.by and tree.pos[k] == "ADP"), None)
    if by is None or by == first:
        return None
    source = tree.heads[by]
    opens = cues.bare(tree.lowers[first]) in cue.companions or tree.pos[first] == "ADJ" or tree.deps[first] == "xcomp"
    hung = tree.deps[token] in ("acl", "amod")
    noun = tree.heads[token] if hung else before_cue(tree, token, tree.sent_range(token)[0])
    if not opens or source <= by or noun is None or noun >= token:
        return None
    named = trimmed(tree, min(noun, tree.subtree(noun)[0]), token)
    return Said(source, (*named, *trimmed(tree, first, by))) if named else None


def resumed(tree: Tree, cues: Cues, token: int, unit: Unit, times: frozenset[str]) -> Said | None:
    """What a cue takes up with "ce que" or "which", and its subject: "The port is closed, *which Oslo denies*"."""
    opening = opener(tree, cues, token, unit)
    if opening is None or tree.kids_by(token, "ccomp", "xcomp"):
        return None
    start, end = opening
    between = [k for k in range(end, token) if tree.pos[k] in ("NOUN", "PROPN", "PRON")]
    named = [k for k in between if tree.deps[k].startswith("nsubj")] or between
    source = named[0] if named else after_cue(tree, token, unit.last, times)
    content = trimmed(tree, unit.first, start - 1)
    return Said(source, content) if source is not None and has_verb(tree, unit.first, start - 1) else None


def opener(tree: Tree, cues: Cues, token: int, unit: Unit) -> tuple[int, int] | None:
    """Where "ce que" or "which" stands after a comma, with only a subject between it and the cue."""
    for k in range(token - 1, max(unit.first + 2, token - TAKEN_UP), -1):
        if tree.pos[k] == "VERB" or tree.words[k] == ",":
            return None
        for length in (1, 2):
            start = k + 1 - length
            if " ".join(tree.lowers[start : k + 1]) in cues.words.resuming and tree.words[start - 1] == ",":
                return (start, k + 1) if tree.deps[k] not in ("nsubj", "nsubj:pass", "det") else None
    return None
