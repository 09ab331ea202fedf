"""Quotation marks that stand where none belongs: doubled, empty, or alone between spaces.

A mark without its partner is otherwise left where it is (a quotation may go on in the
next paragraph) and only said.
"""

from __future__ import annotations

import re
from functools import cache

from ostraka.claims import Edit
from ostraka.intake.repairs.edits import disjoint
from ostraka.intake.repairs.tables import shared

__all__ = ["stray_quotes"]

PARAGRAPH = re.compile(r"[^\n]+")


@cache
def marks() -> dict[str, re.Pattern[str]]:
    """The compiled shapes, made of the marks of the table."""
    quotes = shared().quotes
    opening, closing, straight = (re.escape(m) for m in (quotes.opening, quotes.closing, quotes.straight))
    tight = "".join(re.escape(m) for m in quotes.opening + quotes.closing + quotes.straight if m not in quotes.spaced)
    every = f"[{opening}{closing}{straight}]"
    return {
        "doubled": re.compile(f"([{opening}{closing}{straight}])\\1+"),
        "empty": re.compile(f"[{opening}][ \\u00a0\\u202f]*[{closing}][ ]?"),
        "alone": re.compile(f"(?<=[^\\s\\u00ab\\u00bb]) (?:[{tight}])(?= [^\\s])"),
        "every": re.compile(every),
    }


def stray_quotes(text: str, language: str) -> list[Edit]:
    """The edits that take stray marks out."""
    if not marks()["every"].search(text):
        return []
    found = [taken_out(m.start(), m.end()) for m in marks()["empty"].finditer(text)]
    for paragraph in PARAGRAPH.finditer(text):
        found += lonely(paragraph.group(), paragraph.start())
    return disjoint(found)


def lonely(paragraph: str, shift: int) -> list[Edit]:
    """Marks without a partner in their paragraph that are doubled, or stand between two spaces."""
    found = [
        taken_out(shift + m.start() + 1, shift + m.end())
        for m in marks()["doubled"].finditer(paragraph)
        if unpaired(paragraph, m.start())
    ]
    alone = list(marks()["alone"].finditer(paragraph))
    if len(alone) == 1 and unpaired(paragraph, alone[0].end() - 1):  # two of them are a loosely set pair
        found.append(taken_out(shift + alone[0].start(), shift + alone[0].end()))
    return found


def taken_out(start: int, end: int) -> Edit:
    """The edit that leaves some marks out."""
    return Edit(start=start, end=end, replacement="", kind="quotes")


def unpaired(paragraph: str, at: int) -> bool:
    """Whether the mark at `at` leaves the marks of its paragraph uneven."""
    quotes, mark = shared().quotes, paragraph[at]
    if mark in quotes.straight:
        return paragraph.count(mark) % 2 == 1
    pairs = dict(zip(quotes.opening, quotes.closing, strict=True))
    partner = pairs.get(mark) or {c: o for o, c in pairs.items()}[mark]
    return paragraph.count(mark) > paragraph.count(partner)
