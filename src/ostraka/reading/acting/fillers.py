"""Actors in roles: what `Ends` finds, and how two of them compare."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ostraka.reading.naming.actors import Mention

__all__ = ["Filler", "cross", "distinct", "same_as"]


class Filler(NamedTuple):
    """An actor in a role: the mention, the token of the phrase that brought it, and how it was found."""

    mention: Mention
    token: int
    how: str  # the role's name; "light", "between", "other" or "context" when it was not said in the role itself


def same_as(filler: Filler, others: Sequence[Filler | None]) -> bool:
    """Whether the filler is the same actor as one of the others."""
    m = filler.mention
    return any(o is not None and (o.mention.code, o.mention.name if o.mention.code in (None, "?") else None) ==
               (m.code, m.name if m.code in (None, "?") else None) for o in others)  # fmt: skip


def distinct(fillers: Sequence[Filler]) -> list[Filler]:
    """The fillers without repeated actors, order kept."""
    found: list[Filler] = []
    for f in fillers:
        if not same_as(f, found):
            found.append(f)
    return found


def cross(
    sources: Sequence[Filler | None], targets: Sequence[Filler | None]
) -> list[tuple[Filler | None, Filler | None]]:
    """All pairs of two different actors."""
    return [(s, t) for s in sources for t in targets if s is None or t is None or not same_as(s, [t])]
