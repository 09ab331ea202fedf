"""Ties → cells: what each partner does for or against each state, channel by channel, as arrays.

A tie becomes one or more parts: an effect of one partner on one state in one channel, through one act. Its expected
strength is Σ P(exactly this rung) x stage x act's strength. Within a cell the supportive parts s_k join to
1 - Π (1 - s_k), the hostile ones likewise, and r is their difference: more support never lowers r, many weak ties never
exceed 1, and order does not matter. The joined strength is split over parts in proportion to -log(1 - s_k), exactly.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import product
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ostraka.claims import Tie
from ostraka.measures.blocs import members
from ostraka.measures.settings import Settings, settings
from ostraka.measures.standing import shares
from ostraka.measures.weights import Array, partner_weights, weighed_states
from ostraka.weighing.pool import credence, prior

__all__ = ["Cells", "Part", "System", "progress", "system"]

ALMOST = 1 - 1e-9  # a strength of exactly 1 would have an infinite logarithm
LADDER = ("sought", "promised", "attempted", "done", "ended")


class Part(NamedTuple):
    """One effect of one tie: on `state` by `partner` in `channel`; `strength` when done, `given` or back."""

    tie: int
    state: int
    partner: int
    channel: int
    strength: float
    given: bool
    bloc: str | None


class Cells(NamedTuple):
    """The live cells: indices of state, partner, channel (L), and r and the known share of each (L)."""

    state: NDArray[np.intp]
    partner: NDArray[np.intp]
    channel: NDArray[np.intp]
    r: Array
    known: Array


class System:
    """The system of states on one day: shares g, live cells, and the parts of ties behind them.

    `uncounted` are ties that no cell could take (an actor without weight, an assessment), kept to be shown.
    """

    def __init__(self, ties: Sequence[Tie], s: Settings, states: tuple[str, ...], at: str | None = None) -> None:
        self.settings, self.ties, self.states, self.at = s, tuple(ties), states, at
        self.channels = tuple(s.channels)
        self.index = {code: k for k, code in enumerate(states)}
        self.g = shares(
            np.array([c.weight for c in s.channels.values()]),
            np.array([partner_weights(c.partner, states, s) for c in s.channels.values()]),
        )
        found = [part for k, tie in enumerate(self.ties) for part in parts_of(k, tie, self)]
        self.parts = tuple(sorted(found, key=lambda p: (p.channel, p.state, p.partner, p.strength < 0, self._act(p))))
        counted = {part.tie for part in self.parts}
        self.uncounted = tuple(tie for k, tie in enumerate(self.ties) if k not in counted)
        self._layout()
        self.progress = np.array([tie.known * progress(tie, s.stages) for tie in self.ties], dtype=float)
        self.known_ties = np.array([known_share(tie) for tie in self.ties], dtype=float)

    def _act(self, part: Part) -> tuple[str, bool]:
        return self.ties[part.tie].act, part.given

    def _layout(self) -> None:
        """Where groups (one act of one partner), sides (for, against) and cells begin among the sorted parts."""
        keys = [(p.channel, p.state, p.partner, p.strength < 0, self._act(p)) for p in self.parts]
        self._tie = np.array([p.tie for p in self.parts], dtype=np.intp)
        self._strength = np.array([p.strength for p in self.parts], dtype=float)
        group = [k for k, key in enumerate(keys) if not k or key != keys[k - 1]]
        side = [k for k, g in enumerate(group) if not k or keys[g][:4] != keys[group[k - 1]][:4]]
        cell = [k for k, s in enumerate(side) if not k or keys[group[s]][:3] != keys[group[side[k - 1]]][:3]]
        self._group, self._side, self._cell = (np.array(x, dtype=np.intp) for x in (group, side, cell))
        firsts = [self.parts[group[side[c]]] for c in cell]
        self._sign = np.array([-1.0 if self.parts[group[s]].strength < 0 else 1.0 for s in side])
        self.cell_state = np.array([p.state for p in firsts], dtype=np.intp)
        self.cell_partner = np.array([p.partner for p in firsts], dtype=np.intp)
        self.cell_channel = np.array([p.channel for p in firsts], dtype=np.intp)
        ends = (
            np.append(self._group[self._side[self._cell]][1:], len(self.parts))
            if firsts
            else np.zeros(0, dtype=np.intp)
        )
        starts = self._group[self._side[self._cell]] if firsts else ends
        self.part_cell = np.repeat(np.arange(len(firsts)), ends - starts)
        self.weight = self.g[self.cell_channel, self.cell_state, self.cell_partner]

    # -- what the ties amount to

    def r(self, progress: Array) -> Array:
        """R of the live cells (..., L) from how far each tie has come (..., T), in [-1, 1]."""
        if not len(self.parts):
            return np.zeros((*progress.shape[:-1], 0))
        sides = np.exp(np.add.reduceat(self._logs(progress), self._side, axis=-1))
        result: Array = np.add.reduceat(self._sign * (1 - sides), self._cell, axis=-1)
        return result

    def _logs(self, progress: Array) -> Array:
        """log(1 - strength) of every act of every partner: the strongest of the ties that say the same act."""
        strength = np.minimum(np.abs(self._strength) * progress[..., self._tie], ALMOST)
        result: Array = np.log1p(-np.maximum.reduceat(strength, self._group, axis=-1))
        return result

    def cells(self) -> Cells:
        """The live cells with the expected r and the known share."""
        known = np.zeros(0)
        if len(self.parts):
            logs = np.log1p(-np.minimum(self.known_ties[self._tie], ALMOST))
            known = 1 - np.exp(np.add.reduceat(logs, self._group[self._side[self._cell]]))
        return Cells(self.cell_state, self.cell_partner, self.cell_channel, self.r(self.progress), known)

    def matrix(self, r: Array) -> Array:
        """B (..., n, n) = Σ_c g r from r of the live cells (..., L)."""
        n = len(self.states)
        flat = self.cell_state * n + self.cell_partner
        b = np.zeros((*r.shape[:-1], n * n))
        for channel in range(len(self.channels)):
            mine = self.cell_channel == channel
            b[..., flat[mine]] += (self.weight * r)[..., mine]
        return b.reshape((*r.shape[:-1], n, n))

    def part_shares(self) -> Array:
        """Signed share of its cell's r that each part carries (P); they sum to r cell by cell, exactly."""
        if not len(self.parts):
            return np.zeros(0)
        logs = self._logs(self.progress)
        side_logs = np.add.reduceat(logs, self._side)
        value = self._sign * (1 - np.exp(side_logs))
        of_side = np.repeat(np.arange(len(self._side)), np.diff(np.append(self._side, len(self._group))))
        of_group = (
            np.divide(logs, side_logs[of_side], out=np.zeros_like(logs), where=side_logs[of_side] < 0) * value[of_side]
        )
        result: Array = self._strongest() * np.repeat(of_group, np.diff(np.append(self._group, len(self.parts))))
        return result

    def _strongest(self) -> Array:
        """1 for the part that stands for its act (the strongest, the first of equals), 0 for the others it covers."""
        strength = np.abs(self._strength) * self.progress[self._tie]
        best = np.zeros(len(self.parts))
        for start, end in zip(self._group, np.append(self._group[1:], len(self.parts)), strict=True):
            best[min(range(start, end), key=lambda k: (-strength[k], self.ties[self._tie[k]].id))] = 1.0
        return best


def chances(tie: Tie) -> list[tuple[str, float]]:
    """(stage, how surely the tie has come at least so far by the evidence), from the lowest rung to the highest.

    A tie of which nobody speaks has the weighing's prior and yet counts for nothing; so here too only what lies above
    the prior counts, (p - p0) / (1 - p0), and nothing below it: who alone denies a tie does not make a little of it.
    """
    before = credence(prior())
    by_stage = {rung.stage: rung.credence for rung in tie.rungs} or {tie.stage: tie.credence}
    return [(s, max(by_stage[s] - before, 0.0) / (1 - before)) for s in LADDER if s in by_stage]


def progress(tie: Tie, stages: dict[str, float]) -> float:
    """How far a tie has come in expectation: Σ P(exactly this rung) x its stage's weight, in [0, 1].

    `tie.rungs` says how surely it has come at least so far; exactly so far is the difference to the next rung.
    """
    rungs = chances(tie)
    beyond = [p for _, p in rungs[1:]] + [0.0]
    return min(sum(max(p - q, 0.0) * stages[stage] for (stage, p), q in zip(rungs, beyond, strict=True)), 1.0)


def known_share(tie: Tie) -> float:
    """How much of the tie is known, in [0, 1]: of what is still fresh, what its interval does not leave open."""
    return min(max(tie.known * (1.0 - (tie.high - tie.low)), 0.0), 1.0)


def parts_of(number: int, tie: Tie, system: System) -> Iterable[Part]:
    """The parts of one tie: given and back, over the members of blocs; none where nobody has a weight."""
    s = system.settings
    act = s.acts.get(tie.act)
    if act is None or tie.channel not in s.channels or tie.from_ is None:
        return
    strength = act.strength(tie.channel)
    doers, receivers = (members(code, tie.act, system.states, s, system.at) for code in (tie.from_, tie.to))
    bloc = next((c for c in (tie.from_, tie.to) if c not in system.index), None)
    ways = [(doers, receivers, tie.channel, strength.given, True)]
    ways += [(receivers, doers, tie.channel, strength.back, tie.either_way)]
    ways += [(doers, receivers, other, value, True) for other, value in act.spread.items() if other != tie.channel]
    for partners, targets, where, value, given in ways:
        channel = system.channels.index(where)
        for partner, target in product(partners, targets) if value else ():
            if partner != target:
                yield Part(number, system.index[target], system.index[partner], channel, value, given, bloc)


def system(
    ties: Iterable[Tie], *, at: str | None = None, chosen: Settings | None = None, states: tuple[str, ...] | None = None
) -> System:
    """The system of states that the ties amount to; ties are put in the order of their ids, so order never matters."""
    return System(sorted(ties, key=lambda t: t.id), chosen or settings(), states or weighed_states(), at)
