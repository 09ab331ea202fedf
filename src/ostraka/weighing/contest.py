"""What contests what: those who deny it against those who affirm it, of the same days."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from heapq import heappop, heappush
from itertools import accumulate

from ostraka.weighing.evaluate import Evaluated, Weighed, related
from ostraka.weighing.policy import table
from ostraka.weighing.statements import Statement

__all__ = ["Days", "Unfolding", "affirmed", "contested", "opposition"]


class Days:
    """The days of which several statements speak; `touch` asks whether one more speaks of any of them.

    What was not so in one year contests no other year.
    """

    def __init__(self, said: Iterable[Statement]) -> None:
        spans = sorted(((s.opens or date.min), (s.day or date.max)) for s in said)
        self._opens = [first for first, _ in spans]
        self._latest = list(accumulate((last for _, last in spans), max))

    def touch(self, s: Statement) -> bool:
        """Whether the statement speaks of a day of which one of them speaks."""
        k = bisect_right(self._opens, s.day or date.max)
        return k > 0 and self._latest[k - 1] >= (s.opens or date.min)


class Unfolding:
    """The days of which statements speak that are added in the order of their days; as `Days`, without sorting anew.

    `touch` may be asked of a statement that speaks of no earlier day than those that were added.
    """

    def __init__(self) -> None:
        self._ahead: list[tuple[date, date]] = []
        self._latest: date | None = None

    def add(self, s: Statement) -> None:
        """One more."""
        heappush(self._ahead, (s.opens or date.min, s.day or date.max))

    def touch(self, s: Statement) -> bool:
        """Whether the statement speaks of a day of which one of them speaks."""
        while self._ahead and self._ahead[0][0] <= (s.day or date.max):
            last = heappop(self._ahead)[1]
            self._latest = max(self._latest or date.min, last)
        return self._latest is not None and self._latest >= (s.opens or date.min)


def affirmed(level: Evaluated) -> bool:
    """Whether anybody's words count for it."""
    return any(part > 0 for part in level.parts.values())


def contested(for_: bool, against: float) -> bool:
    """Whether some speak for it, and others against it with a weight that counts (sources.toml)."""
    return for_ and against >= table("sources")["contested"]["least"]


def opposition(level: Evaluated, said: Iterable[Weighed], goods: str | None) -> float:
    """What is said against a rung (log-odds) by those who speak of the same days as somebody who affirms it."""
    against = {root: part for (root, sign), part in sorted(level.parts.items()) if sign < 0}
    if not against:
        return 0.0
    near = [w.r for w in said if related(w.r.s.goods, goods)]
    days = Days(r.s for r in near if r.s.sign > 0 and level.parts.get((r.root, 1), 0.0) > 0)
    denying: dict[str, list[Statement]] = defaultdict(list)
    for r in near:
        if r.s.sign < 0:
            denying[r.root].append(r.s)
    # who says that it goes on speaks against its end without denying anything
    return -sum(part for root, part in against.items() if root not in denying or any(map(days.touch, denying[root])))
