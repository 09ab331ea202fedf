"""The record of one attributed passage, and the text cut into units that quotations do not break."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from ostraka.reading.attributing.quotation import Quotations
from ostraka.reading.parsing.tree import Tree
from ostraka.relations.table import reach

__all__ = ["THING", "Passage", "Ranges", "Speaker", "Unit", "char_spans", "closing_token", "merged", "ranges", "units"]

MARKS = reach()["attributing"]["closing"]
Ranges = tuple[tuple[int, int], ...]
THING = "noun"  # why of a speaker that is no person, state, body, medium or document


class Speaker(NamedTuple):
    """Whom a source means: `kind` is person, government, body, media, anonymous or document.

    `actor` is the code of the state or body spoken for; `why` names the rule that resolved it. `others`
    holds the further sources of a coordination ("Iranian and Western officials" are two); `many`: of an anonymous
    class several speak ("US officials"). `unsaid`: an office of a state of which only the nearest one named is known.
    """

    name: str | None
    actor: str | None
    role: str | None
    kind: str
    why: str = ""
    others: tuple[Speaker, ...] = ()
    many: bool = False
    unsaid: bool = False


class Passage(NamedTuple):
    """One attribution inside reading.

    `head` is the cue's head token, `cue_tokens` all tokens of the cue. `source_tokens` and
    `content_tokens` are token ranges (last excluded), `content` the offsets of the content in
    the repaired text, quotation marks included. `source_tokens` is empty where nobody is named.
    `within` is the index of the smallest passage around this one in its `Attributions`, or None.
    `factuality` is what the cue alone says of its content, relative to the speaker;
    `said_tokens` the range that says when or where it was said; `answers` the index of the
    passage that a denial denies. `persons_only`: a word that of a state means a deed ("attacked").
    """

    head: int
    source_tokens: Ranges
    cue_tokens: tuple[int, ...]
    content_tokens: Ranges
    content: Ranges
    form: str
    kind: str
    factuality: str
    rules: tuple[str, ...]
    speaker: Speaker | None = None
    within: int | None = None
    said_tokens: tuple[int, int] | None = None
    answers: int | None = None
    persons_only: bool = False


class Unit(NamedTuple):
    """Tokens first..last (excluded) that belong together: a sentence, or several that one quotation holds."""

    first: int
    last: int
    paragraph: int


def ranges(tokens: Iterable[int]) -> Ranges:
    """Ascending token ranges of a set of tokens.

    >>> ranges({3, 4, 8})
    ((3, 5), (8, 9))
    """
    found: list[tuple[int, int]] = []
    for k in sorted(tokens):
        if found and found[-1][1] == k:
            found[-1] = (found[-1][0], k + 1)
        else:
            found.append((k, k + 1))
    return tuple(found)


def merged(tree: Tree, where: Ranges) -> Ranges:
    """The ranges with those joined that only punctuation parts."""
    found: list[tuple[int, int]] = []
    for first, last in sorted(where):
        if found and all(tree.pos[k] == "PUNCT" for k in range(found[-1][1], first)):
            found[-1] = (found[-1][0], max(last, found[-1][1]))
        else:
            found.append((first, last))
    return tuple(found)


def char_spans(tree: Tree, where: Ranges, quotes: Quotations | None = None) -> Ranges:
    """Offsets in the text for token ranges, with the quotation marks that stand at their borders."""
    found = []
    for first, last in where:
        if last <= first:
            continue
        start, end = tree.chars(first, last)
        if quotes is not None:
            opening, closing = quotes.opens.get(first), quotes.closes.get(closing_token(tree, quotes, last - 1))
            start = min(start, opening.start) if opening is not None else start
            end = max(end, closing.end) if closing is not None else end
        found.append((start, end))
    return tuple(found)


def closing_token(tree: Tree, quotes: Quotations, last: int) -> int:
    """`last`, or the mark after it that is the last token of a quotation."""
    k = last
    while k not in quotes.closes and k + 1 < len(tree) and k - last < MARKS and tree.pos[k + 1] == "PUNCT":
        k += 1
        if k in quotes.opens and k not in quotes.closes:
            return last
    return k if k in quotes.closes else last


def units(tree: Tree, quotes: Quotations, paragraphs: list[tuple[int, int]]) -> list[Unit]:
    """The sentences of a tree, joined where the parser cut inside a quotation or before a small letter."""
    found: list[Unit] = []
    paragraph = 0
    for first, last in tree.sents:
        start = tree.starts[first]
        new = paragraph
        while new + 1 < len(paragraphs) and start >= paragraphs[new][1]:
            new += 1
        if (
            first - 1 in quotes.opens
            and tree.pos[first - 1] == "PUNCT"
            and found
            and found[-1].last - found[-1].first > 1
        ):
            first -= 1  # the parser left the opening mark with the sentence before
            found[-1] = found[-1]._replace(last=first)
        if found and new == paragraph and goes_on(tree, quotes, first):
            found[-1] = Unit(found[-1].first, last, paragraph)
        else:
            found.append(Unit(first, last, new))
        paragraph = new
    return found


def goes_on(tree: Tree, quotes: Quotations, first: int) -> bool:
    """Whether a sentence that begins at `first` only goes on from the one before."""
    around = quotes.around(tree.starts[first])
    if around is not None and first not in quotes.opens:
        return True
    word = first
    while word + 1 < len(tree) and tree.pos[word] == "PUNCT" and word not in quotes.opens:
        word += 1
    before = tree.words[first - 1]
    return tree.words[word][0].islower() and (before not in (".", ":", ";") or first - 1 in quotes.closes)
