"""What was found in a text, in its order: those that begin in a range of tokens are looked up, not searched for."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from typing import Generic, Protocol, TypeVar

__all__ = ["Ordered"]


class Placed(Protocol):
    """Something with a first token."""

    @property
    def first(self) -> int:
        """Its first token."""


Found = TypeVar("Found", bound=Placed)


class Ordered(Generic[Found]):
    """Things found in one text; `mentions` stand in the order of their first tokens."""

    def __init__(self, mentions: Iterable[Found]) -> None:
        self.mentions = tuple(mentions)
        self._firsts = [m.first for m in self.mentions]

    def in_range(self, first: int, last: int) -> tuple[Found, ...]:
        """Those that begin in tokens first..last (last excluded)."""
        return self.mentions[bisect_left(self._firsts, first) : bisect_left(self._firsts, last)]
