"""Quotations that no cue of the tables has taken: introduced by any verb, followed by any verb, or left standing.

The verb does not need to be known: "…", a justifié Paul Roche; Senator Roe spoke on the radio, "…". A quotation
that stands alone after a passage is its speaker's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ostraka.reading.attributing.cues import Cue, Words
from ostraka.reading.attributing.passages import Passage, Ranges, Unit
from ostraka.reading.attributing.quotation import Quotation, Quotations
from ostraka.reading.attributing.sources import NAMING, VERBAL, after_cue, clitic
from ostraka.reading.parsing.tree import Tree
from ostraka.relations.table import reach

__all__ = ["FLOATING", "Floating", "floating"]

FLOATING = Cue("attribution.floating", "say", "CT+", frozenset({"quote"}), frozenset(), frozenset(), frozenset(), True)
FEWEST = reach()["attributing"]["speech"]
WHOLE = reach()["attributing"]["whole_speech"]
NEAR = reach()["attributing"]["verb_behind"]


class Floating(NamedTuple):
    """A quotation without a known cue: its tokens, the verb beside it, and its source: a token, or other words."""

    first: int
    last: int
    verb: int | None
    subject: int | None
    source: Ranges


def floating(
    tree: Tree,
    quotes: Quotations,
    where: Sequence[Unit],
    passages: Sequence[Passage],
    times: frozenset[str],
    cues: Words,
) -> Iterator[Floating]:
    """The quotations that no passage holds, each with whom the words beside it name."""
    taken = {k for p in passages for first, last in p.content_tokens for k in range(first, last)}
    units = {k: u for u in where for k in range(u.first, u.last)}
    ends = {id(q): k for k, q in quotes.closes.items()}
    for first, quote in sorted(quotes.opens.items()):
        last = ends.get(id(quote), first)
        words = [k for k in range(first, last + 1) if tree.pos[k] != "PUNCT"]
        fewest = WHOLE if is_sentence(tree, first, last) else FEWEST
        if len(words) < fewest or sum(k in taken for k in words) > len(words) / 2:
            continue
        found = beside(tree, quotes, units[first], units[last], quote, first, last + 1, times, cues)
        found = found or left_standing(tree, quotes, where, passages, first, last + 1)
        if found is not None:
            yield found


def is_sentence(tree: Tree, first: int, last: int) -> bool:
    """Whether a quotation after a colon begins and ends as a sentence: "He was blunt: “The deal is dead.”"."""
    ends = any(tree.words[k][-1] in ".?!…" for k in range(max(first, last - 1), min(last + 2, len(tree))))
    return ends and bool(first) and tree.words[first - 1] == ":" and tree.words[first][0].isupper()


def beside(
    tree: Tree,
    quotes: Quotations,
    unit: Unit,
    end: Unit,
    quote: Quotation,
    first: int,
    last: int,
    times: frozenset[str],
    cues: Words,
) -> Floating | None:
    """The quotation with the verb after it, or the one that introduces it by a comma or a colon."""
    for k in range(last, min(end.last, last + NEAR)):
        verb = tree.pos[k] in ("VERB", "X")  # X: a word that the tagger does not know
        if verb and tree.words[last - 1] in (",", "?", "!") or (k > last and tree.words[last] == ","):
            bound = clitic(tree, k, cues) if verb else None
            if bound is not None:
                return Floating(first, last, k, bound, ())  # "…", s'emporte-t-on
            subject = after_cue(tree, k, end.last, times) if verb else None
            if subject is not None and (tree.pos[subject] == "PROPN" or tree.lemmas[subject].lower() in cues.heard):
                return Floating(first, last, k, subject, ())
    begin = unit.first
    if first == begin and first and tree.words[first - 1] == ":":
        begin = tree.sent_range(first - 1)[0]  # the parser cut after the colon
    if first - 1 <= begin or tree.words[first - 1] not in (",", ":") or not tree.words[first][0].isupper():
        return None
    verbs = [k for k in range(begin, first - 1) if tree.pos[k] in VERBAL and quotes.around(tree.starts[k]) is None]
    verbs = [k for k in verbs if tree.deps[k] != "acl:relcl"]
    for k in sorted(verbs, key=lambda k: (not tree.is_root(k), -k)):
        predicate = tree.heads[k] if tree.deps[k] == "cop" else k  # "X was blunt: …"
        subjects = [c for c in tree.kids[predicate] if tree.deps[c] == "nsubj" and c < k and tree.pos[c] in NAMING]
        if subjects:
            return Floating(first, last, k, subjects[0], ())
    return None


def left_standing(
    tree: Tree, quotes: Quotations, where: Sequence[Unit], passages: Sequence[Passage], first: int, last: int
) -> Floating | None:
    """A quotation that begins a sentence right after a passage: the passage's speaker goes on."""
    number = next((n for n, u in enumerate(where) if u.first == first), None)
    if not number or tree.words[last - 1][-1] not in ".?!…":
        return None
    before = where[number - 1]
    heard = [p for p in passages if before.first <= p.head < before.last and p.source_tokens and p.within is None]
    heard = [p for p in heard if quotes.around(tree.starts[p.head]) is None]
    if not heard:
        return None
    return Floating(first, last, None, None, heard[-1].source_tokens)
