"""Speakers given by the layout alone: "Poll: …" in a headline, "NAME: …" in a dialogue, a quotation signed with a dash.

Nothing here is a word of a language: only capitals, colons, dashes, and paragraphs.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ostraka.reading.attributing.contents import trimmed
from ostraka.reading.attributing.cues import Cue
from ostraka.reading.attributing.passages import Ranges, Unit
from ostraka.reading.attributing.quotation import Quotations
from ostraka.reading.parsing.tree import Tree
from ostraka.relations.table import reach

__all__ = ["LAYOUT", "LaidOut", "labelled", "signed"]

LAYOUT = Cue("attribution.layout", "say", "CT+", frozenset({"quote"}), frozenset(), frozenset(), frozenset(), True)
DASHES = frozenset(["—", "–", "―", "--", "-"])
LONGEST_TITLE = reach()["attributing"]["speaker_title"]
LONGEST_LABEL = reach()["attributing"]["speaker_label"]
LONGEST_SIGNATURE = reach()["attributing"]["signature"]
NOMINAL = frozenset({"PROPN", "NOUN", "ADJ", "DET"})


class LaidOut(NamedTuple):
    """A passage that the layout gives: its source, the mark that is its cue, its content."""

    source: Ranges
    cue: int
    content: Ranges
    rule: str


def blocks(where: Sequence[Unit]) -> list[tuple[int, int]]:
    """Token ranges of the paragraphs."""
    found: list[tuple[int, int, int]] = []
    for unit in where:
        if found and found[-1][2] == unit.paragraph:
            found[-1] = (found[-1][0], unit.last, unit.paragraph)
        else:
            found.append((unit.first, unit.last, unit.paragraph))
    return [(first, last) for first, last, _ in found]


def labelled(
    tree: Tree, quotes: Quotations, where: Sequence[Unit], turns_of: frozenset[str] = frozenset()
) -> list[LaidOut]:
    """Paragraphs that open with their speaker and a colon: the headline, and the turns of a dialogue.

    `turns_of` holds the labels that name nobody ("Q", "A"). A turn goes on over the paragraphs after it that
    open with a quotation and have no label.
    """
    paragraphs = blocks(where)
    labels = [label(tree, first, last, turns_of) for first, last in paragraphs]
    found: list[LaidOut] = []
    named = [
        at is not None and is_name(tree, paragraphs[n][0], max(at, paragraphs[n][0] + 1)) for n, at in enumerate(labels)
    ]
    turns = sum(1 for n, yes in enumerate(named) if yes)
    for n, at in enumerate(labels):
        if at is None:
            continue
        first, last = paragraphs[n]
        turn = turns > 1 and named[n]
        if not (n == 0 or turn):
            continue
        content = trimmed(tree, at + 1, last)
        k = n + 1
        while (
            turn
            and k < len(paragraphs)
            and labels[k] is None
            and quotes.around(tree.starts[paragraphs[k][0]]) is not None
        ):
            content = (*content, *trimmed(tree, *paragraphs[k]))
            k += 1
        if content:
            nobody = tree.lowers[first].rstrip(".") in turns_of and at - first <= 1
            source = () if nobody else ((first, at),)
            found.append(LaidOut(source, at, content, "dialogue" if turn else "headline"))
    return found


def label(tree: Tree, first: int, last: int, turns_of: frozenset[str]) -> int | None:
    """The colon after the short name that opens a paragraph; of "Q." and "A." the full stop will do."""
    if tree.lowers[first].rstrip(".") in turns_of and last - first > 2:
        if tree.words[first + 1] in (".", ":"):
            return first + 1
        return first if tree.words[first].endswith(".") else None
    if (shouted := in_capitals(tree, first, last)) is not None:
        return shouted
    for k in range(first, min(first + LONGEST_LABEL + 1, last - 1)):
        if tree.words[k] == ":" and k > first:
            return k
        if tree.pos[k] not in NOMINAL and not tree.words[k].isupper() and tree.words[k] not in (".", "-"):
            return None
    return None


def in_capitals(tree: Tree, first: int, last: int) -> int | None:
    """The colon behind a name and a title in capitals, as transcripts write: "ANN VELL, BRITISH SECRETARY: We …"."""
    for k in range(first + 1, min(first + LONGEST_TITLE, last - 1)):
        if tree.words[k] == ":":
            return k
        if not (tree.words[k - 1].isupper() or tree.pos[k - 1] == "PUNCT" or tree.lowers[k - 1].startswith("'")):
            return None
    return None


def is_name(tree: Tree, first: int, last: int) -> bool:
    """Whether each of the words first..last begins with a capital, as speakers of a dialogue do."""
    words = [tree.words[k] for k in range(first, last) if tree.pos[k] != "PUNCT"]
    return bool(words) and all(w[:1].isupper() for w in words)


def signed(tree: Tree, quotes: Quotations, where: Sequence[Unit]) -> list[LaidOut]:
    """Quotations with a dash and a name after them at the end of their paragraph."""
    found = []
    for first, last in blocks(where):
        opening = quotes.opens.get(first)
        if opening is None:
            continue
        end = next((k for k in range(first, last) if k in quotes.closes and tree.starts[k] < opening.end), None)
        if end is None:
            continue
        dash = end + 1
        if dash < last - 1 and tree.words[dash][:1] in DASHES and last - dash <= LONGEST_SIGNATURE:
            name = dash + 1
            if all(
                tree.words[k][:1].isupper() or tree.pos[k] in ("PUNCT", "NUM", "ADP", "DET") for k in range(name, last)
            ):
                found.append(LaidOut(trimmed(tree, name, last), dash, trimmed(tree, first, end + 1), "signature"))
    return found
