"""The system of states on one day, solved: standing with and without the recursion, coverage, intervals, words."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ostraka.claims import Tie
from ostraka.measures import standing as maths
from ostraka.measures.background import Background, background
from ostraka.measures.cells import System, system
from ostraka.measures.draws import progress_of_worlds, uniforms
from ostraka.measures.settings import Settings
from ostraka.measures.weights import Array

Indices = NDArray[np.intp]

SPARSE = 8  # matrices of which fewer than one entry in so many is a cell are not written out

__all__ = ["Picture", "Worlds", "picture"]


class Worlds:
    """The drawn worlds: how far each tie has come (D,T), r of the live cells (D,L), standing (D,n) and worth (D,n)."""

    def __init__(self, solved: Picture) -> None:
        s, cols = solved.system.settings, solved.system.columns
        numbers = uniforms(cols, s.intervals.draws, s.intervals.seed)
        self.progress = progress_of_worlds(cols, numbers, s.stages)
        self.r = solved.system.r(self.progress)
        self.standing, self.worth = solved.others(self.r)


class Picture:
    """One day's system, solved. Everything here is by index of `system.states`; `figures.py` says it of one state.

    With `assumes`, the part of every cell that claims leave unknown has the background's value instead of 0.
    """

    def __init__(self, of: System, assumes: Background | None = None) -> None:
        self.system = of
        self.assumes = assumes
        self._deviations: dict[int, float] = {}
        self.cells = of.cells()
        s = of.settings.standing
        self.b = of.matrix(self.cells.r) + self.assumed_b
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

    # -- what is assumed

    @cached_property
    def bare(self) -> Picture:
        """The same day with nothing assumed."""
        return Picture(self.system) if self.assumes is not None else self

    @cached_property
    def assuming(self) -> Picture:
        """The same day with the background assumed."""
        s = self.system
        return self if self.assumes is not None else Picture(s, background(s.settings, s.states, s.at))

    @cached_property
    def assumed(self) -> Array | None:
        """What is assumed of every cell (c,n,n), the part that claims speak of left out; None where nothing is."""
        if self.assumes is None:
            return None
        made = self.assumes.value.copy()
        made[self.cells.channel, self.cells.state, self.cells.partner] *= 1 - self.cells.known
        return made

    @cached_property
    def assumed_b(self) -> Array:
        """Σ_c g of what is assumed (n,n)."""
        if self.assumed is None:
            return np.zeros(self.system.g.shape[1:])
        result: Array = (self.system.g * self.assumed).sum(axis=0)
        return result

    # -- split

    @cached_property
    def total(self) -> Array:
        """R of every cell (c,n,n): what claims say and what is assumed."""
        made = np.zeros(self.system.g.shape) if self.assumed is None else self.assumed.copy()
        made[self.cells.channel, self.cells.state, self.cells.partner] += self.cells.r
        return made

    @cached_property
    def contributions(self) -> Array:
        """C of the live cells (L), from claims alone: their sum by state, and of what is assumed, is its standing."""
        result: Array = self.system.weight * self.cells.r * self.worth[self.cells.partner]
        return result

    @cached_property
    def reach(self) -> Array:
        """R of every state."""
        return self._side(1.0)

    @cached_property
    def opposition(self) -> Array:
        """H of every state."""
        return self._side(-1.0)

    def _side(self, sign: float) -> Array:
        if self.assumed is None:
            return self._by_state(np.maximum(sign * self.contributions, 0))
        cells = np.maximum(sign * self.total, 0) * self.system.g * self.worth[None, None, :]
        result: Array = cells.sum(axis=(0, 2))
        return result

    @cached_property
    def coverage(self) -> Array:
        """Share of the world's weight that something is known of, by state."""
        return self._by_state(self.system.weight * self.cells.known)

    @cached_property
    def nothing(self) -> Array:
        """Share of the world's weight of which it is known that there is nothing, by state."""
        return self._by_state(self.system.weight * self.cells.known * (self.cells.r == 0))

    def _by_state(self, values: Array) -> Array:
        return np.bincount(self.cells.state, weights=values, minlength=len(self.system.states)).astype(float)

    @cached_property
    def live(self) -> Indices:
        """Indices of the states that any tie touches; the others have standing 0 in every world."""
        if self.assumes is not None:
            return np.arange(len(self.system.states))
        return np.unique(np.concatenate([self.cells.state, self.cells.partner]))

    @cached_property
    def observed(self) -> Indices:
        """Indices of the states of which something is known."""
        return np.flatnonzero(self.coverage > 0)

    # -- other worlds

    @property
    def many(self) -> bool:
        """Whether there are more ties than are drawn: intervals then come from the closed form."""
        return len(self.system.columns.ids) > self.system.settings.intervals.most

    @cached_property
    def worlds(self) -> Worlds:
        """The drawn worlds."""
        return Worlds(self)

    def others(self, r: Array) -> tuple[Array, Array]:
        """Standing and worth (W,n) of systems (W) that differ from this one in the r of the live cells (W,L).

        In single precision, good to a ten-thousandth of a point of isolation.
        """
        if self.assumes is not None or not self.sparse:
            return self.whole(self.system.matrix(r, self.live, np.float32))
        return self.of_cells(self.system.weight * r)

    @property
    def sparse(self) -> bool:
        """Whether so few of the entries of its matrix are cells that many systems are solved without writing it out."""
        return len(self.system.weight) * SPARSE <= len(self.live) ** 2

    def of_cells(self, value: Array) -> tuple[Array, Array]:
        """The same from g r of the live cells (W,L), where nothing is assumed."""
        of, rule = self.system, self.system.settings.standing
        order = np.argsort(of.cell_state, kind="stable")
        state, partner = of.cell_state[order], of.cell_partner[order]
        found = maths.solve_cells(
            value[:, order].astype(np.float32), state, partner, len(of.states), rule.lambda_, rule.rho
        )
        return found.standing.astype(float), found.worth.astype(float)

    def whole(self, b: Array) -> tuple[Array, Array]:
        """The same from the matrices of the live states alone (..., L, L)."""
        s, live = self.system.settings.standing, self.live
        b = b.astype(np.float32, copy=False)
        if self.assumes is not None:
            b = b + self.assumed_b[live[:, None], live[None, :]].astype(np.float32)
        found = maths.solve(b, s.lambda_, s.rho, 1e-6)
        standing = np.zeros((*b.shape[:-2], len(self.system.states)))
        worth = np.full_like(standing, maths.worth(np.zeros(1), s.lambda_, s.rho)[0])
        standing[..., live], worth[..., live] = found.standing, found.worth
        return standing, worth

    @cached_property
    def gradient(self) -> Array:
        """G (n,n): how a shift of each state's own sum moves everyone's standing."""
        s = self.system.settings.standing
        return maths.jacobian(self.b, self.standing, s.lambda_, s.rho)

    def sensitivity(self, i: int) -> Array:
        """How fast the standing of state i moves with how far each tie has come (T)."""
        of = self.system
        moves = self.gradient[i, of.parts.state] * of.weight[of.part_cell] * self.worth[of.parts.partner] * of.slopes
        return np.bincount(of.parts.tie, weights=moves, minlength=len(of.columns.ids)).astype(float)

    def deviation(self, i: int) -> float:
        """Standard deviation of the standing of state i over drawn worlds, in closed form.

        Ties of one root move together: Var = Σ_roots (Σ_ties share x slope x spread)² + what each tie has of its own.
        """
        if i not in self._deviations:
            self._deviations[i] = self._deviation(i)
        return self._deviations[i]

    def _deviation(self, i: int) -> float:
        cols = self.system.columns
        moves = self.sensitivity(i) * cols.spread(self.system.settings.stages)
        hung = np.bincount(self.system.root_numbers, weights=moves[cols.roots.tie] * cols.roots.share)
        shared = np.bincount(cols.roots.tie, weights=cols.roots.share**2, minlength=len(moves))
        return float(np.sqrt((hung**2).sum() + (moves**2 * np.maximum(1 - shared, 0)).sum()))

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
    ties: Iterable[Tie],
    *,
    at: str | None = None,
    chosen: Settings | None = None,
    states: tuple[str, ...] | None = None,
    assume: bool = False,
) -> Picture:
    """The system of states that the ties amount to, solved; with `assume`, the background where nothing is known."""
    of = system(ties, at=at, chosen=chosen, states=states)
    return Picture(of, background(of.settings, of.states, at) if assume else None)
