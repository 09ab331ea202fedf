"""Repairs and warnings that are a pattern: the tables say which, this applies them."""

from __future__ import annotations

import html
import re

from ostraka.claims import Edit, Trouble
from ostraka.intake.repairs.edits import disjoint
from ostraka.intake.repairs.tables import Pattern, flag_patterns, in_words, pass_patterns

__all__ = ["flags", "patterns"]


def patterns(text: str, language: str, name: str) -> list[Edit]:
    """The edits of one pass over a text."""
    found = [edit(m, row) for pattern, row in pass_patterns(language, name) for m in pattern.finditer(text)]
    return disjoint(e for e in found if text[e.start : e.end] != e.replacement)


def edit(match: re.Match[str], row: Pattern) -> Edit:
    """The smallest edit that a match calls for: what stays the same at both ends is not replaced."""
    new = html.unescape(match.group()) if row.unescape else match.expand(row.replacement)
    old = match.group()
    first = 0
    while first < min(len(old), len(new)) and old[first] == new[first]:
        first += 1
    last = 0
    while last < min(len(old), len(new)) - first and old[-1 - last] == new[-1 - last]:
        last += 1
    return Edit(
        start=match.start() + first,
        end=match.end() - last,
        replacement=new[first : len(new) - last],
        kind=row.kind,
    )


def flags(text: str, language: str) -> list[Trouble]:
    """Damage that cannot be undone: characters lost, marks without their partner."""
    return [
        Trouble(code=f"damage.{row.kind}", words=in_words(row.kind), start=m.start(), end=m.end())
        for pattern, row in flag_patterns()
        for m in pattern.finditer(text)
    ]
