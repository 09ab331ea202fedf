"""The system of states on one day, solved: standing with and without the recursion, coverage, intervals, words."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ostraka.claims import Tie
from ostraka.measures import standing as maths
from ostraka.measures.cells import System, system
from ostraka.measures.draws import progress_of_worlds, uniforms
from ostraka.measures.settings import Settings
from ostraka.measures.weights import Array

Indices = NDArray[np.intp]

__all__ = ["Picture", "Worlds", "picture"]


class Worlds:
    """The drawn worlds: r of the live cells (D,L), standing (D,n) and worth (D,n)."""

    def __init__(self, solved: Picture) -> None:
        s = solved.system.settings
        ties = solved.system.ties
        numbers = uniforms(ties, s.intervals.draws, s.intervals.seed)
        self.r = solved.system.r(progress_of_worlds(ties, numbers, s.stages))
        live = solved.live
        b = solved.system.matrix(self.r)[:, live[:, None], live[None, :]]
        found = maths.solve(b, s.standing.lambda_, s.standing.rho, 1e-8)
        self.standing = np.zeros((len(self.r), len(solved.system.states)))
        self.worth = np.full_like(self.standing, maths.worth(np.zeros(1), s.standing.lambda_, s.standing.rho)[0])
        self.standing[:, live], self.worth[:, live] = found.standing, found.worth


class Picture:
    """One day's system, solved. Everything here is by index of `system.states`; `figures.py` says it of one state."""

    def __init__(self, of: System) -> None:
        self.system = of
        self.cells = of.cells()
        s = of.settings.standing
        self.b = of.matrix(self.cells.r)
        self.solution = maths.solve(self.b, s.lambda_, s.rho, s.tolerance)
        self.flat = self.b.sum(axis=1)  # the standing at λ = 0

    @property
    def standing(self) -> Array:
        """S of every state, in [-1, 1]."""
        result: Array = self.solution.standing
        return result

    @property
    def worth(self) -> Array:
        """φ of every state: for how much it counts as a partner."""
        result: Array = self.solution.worth
        return result

    @cached_property
    def contributions(self) -> Array:
        """C of the live cells (L); they sum to the standing state by state."""
        result: Array = self.system.weight * self.cells.r * self.worth[self.cells.partner]
        return result

    @cached_property
    def reach(self) -> Array:
        """R of every state."""
        return self._by_state(np.maximum(self.contributions, 0))

    @cached_property
    def opposition(self) -> Array:
        """H of every state."""
        return self._by_state(np.maximum(-self.contributions, 0))

    @cached_property
    def coverage(self) -> Array:
        """Share of the world's weight that something is known of, by state."""
        return self._by_state(self.system.weight * self.cells.known)

    def _by_state(self, values: Array) -> Array:
        return np.bincount(self.cells.state, weights=values, minlength=len(self.system.states)).astype(float)

    @cached_property
    def live(self) -> Indices:
        """Indices of the states that any tie touches; the others have standing 0 in every world."""
        return np.unique(np.concatenate([self.cells.state, self.cells.partner]))

    @cached_property
    def observed(self) -> Indices:
        """Indices of the states of which something is known."""
        return np.flatnonzero(self.coverage > 0)

    @cached_property
    def worlds(self) -> Worlds:
        """The drawn worlds."""
        return Worlds(self)

    def ignorance(self, low: float | None = None, high: float | None = None) -> tuple[Array, Array]:
        """Rigorous bounds of S (n,n) when every unknown part of every cell lies anywhere in [low, high]."""
        s = self.system.settings
        low = s.intervals.unknown[0] if low is None else low
        high = s.intervals.unknown[1] if high is None else high
        total = self.system.g.sum(axis=0)
        empty = total - self.system.matrix(np.ones(len(self.cells.r)))
        unknown = 1 - self.cells.known
        least = self.system.matrix(np.clip(self.cells.r + low * unknown, -1, 1)) + low * empty
        most = self.system.matrix(np.clip(self.cells.r + high * unknown, -1, 1)) + high * empty
        return maths.enclosure(least, most, s.standing.lambda_, s.standing.rho)


def picture(
    ties: Iterable[Tie], *, at: str | None = None, chosen: Settings | None = None, states: tuple[str, ...] | None = None
) -> Picture:
    """The system of states that the ties amount to, solved."""
    return Picture(system(ties, at=at, chosen=chosen, states=states))
