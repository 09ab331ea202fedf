"""Ties → cells: what each partner does for or against each state, channel by channel, as arrays.

A tie becomes one or more parts: an effect of one partner on one state in one channel, through one act. Its expected
strength is Σ P(exactly this rung) x stage x act's strength. Within a cell the supportive parts s_k join to
1 - Π (1 - s_k), the hostile ones likewise, and r is their difference: more support never lowers r, many weak ties never
exceed 1, and order does not matter. The joined strength is split over parts in proportion to -log(1 - s_k), exactly.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import product
from typing import Any, NamedTuple, cast

import numpy as np
from numpy.typing import NDArray

from ostraka.claims import Tie
from ostraka.measures.blocs import members
from ostraka.measures.columns import BODY, NOBODY, Columns, columns, in_order
from ostraka.measures.settings import Settings, settings
from ostraka.measures.standing import shares
from ostraka.measures.weights import Array, partner_weights, weighed_states

__all__ = ["Cells", "Parts", "System", "actor_of", "system"]

ALMOST = 1 - 1e-9  # a strength of exactly 1 would have an infinite logarithm

Indices = NDArray[np.intp]
KEPT: list[tuple[Settings, tuple[str, ...], Array]] = []  # the shares that were worked out last


class Parts(NamedTuple):
    """P effects of ties: on `state` by `partner` in `channel`; `strength` when done; `given`, or back.

    `doer` is True where the partner stands on the side of the tie that acts (`from_`); `spread` where it is what an act
    does in another channel than its own.
    """

    tie: Indices
    state: Indices
    partner: Indices
    channel: Indices
    strength: Array
    given: NDArray[np.bool_]
    doer: NDArray[np.bool_]
    spread: NDArray[np.bool_]

    @property
    def number(self) -> int:
        """How many there are."""
        return len(self.tie)


class Cells(NamedTuple):
    """The live cells: indices of state, partner, channel (L), and r and the known share of each (L)."""

    state: Indices
    partner: Indices
    channel: Indices
    r: Array
    known: Array


class System:
    """The system of states on one day: shares g, live cells, and the parts of ties behind them.

    `ties` may be any sequence that gives a tie by number: only those are looked at that are shown. `uncounted` are the
    numbers of ties that no cell could take (an actor without weight, an assessment), kept to be shown.
    """

    def __init__(
        self, cols: Columns, ties: Sequence[Tie], s: Settings, states: tuple[str, ...], at: str | None = None
    ) -> None:
        self.settings, self.columns, self.ties, self.states, self.at = s, cols, ties, states, at
        self.channels = tuple(s.channels)
        self.index = {code: k for k, code in enumerate(states)}
        self._capacity: dict[str, Array] = {}
        self.needs: dict[tuple[int, bool], Any] = {}  # what `dependence.py` worked out last of each state
        self.g = shares_of(s, states)
        self._layout(joined([*direct(self), *through_bodies(self)]))
        self.progress = cols.progress(s.stages)
        self.known_ties = cols.known_share()

    @cached_property
    def root_numbers(self) -> Indices:
        """A number for the root of each row of the columns' roots."""
        return self.columns.roots.number

    @cached_property
    def uncounted(self) -> tuple[int, ...]:
        """Numbers of the ties that became no part."""
        left = np.ones(len(self.columns.ids), dtype=bool)
        left[self.parts.tie] = False
        return tuple(np.flatnonzero(left).tolist())

    @cached_property
    def carries(self) -> Array:
        """How much of supply each tie is (T)."""
        s = self.settings
        of = np.array([*(s.carries.get(act, 0.0) for act in s.acts), 0.0])  # the last: an act without strengths (-1)
        result: Array = of[self.columns.act]
        return result

    @cached_property
    def closes(self) -> Array:
        """How surely each part closes its ends to one another as supplier and market, once it is done (P)."""
        of = np.array([a.closes for a in self.settings.acts.values()])
        result: Array = of[self.columns.act[self.parts.tie]] * self.parts.given
        return result

    def between(self, *codes: str) -> list[int]:
        """Numbers of the ties that have all these codes at their ends."""
        c = self.columns
        return [k for k, ends in enumerate(zip(c.from_code, c.to_code, strict=True)) if set(codes) <= set(ends)]

    def _layout(self, found: Parts) -> None:
        """Where groups (one act of one partner), sides (for, against) and cells begin among the sorted parts."""
        n, acts = len(self.states), len(self.settings.acts)
        cell = (found.channel * n + found.state) * n + found.partner
        side = cell * 2 + (found.strength < 0)
        group = (side * acts + self.columns.act[found.tie]) * 2 + found.given
        order = np.argsort(group, kind="stable")
        self.parts = Parts(*(cast(Any, column)[order] for column in found))
        cell, side, group = cell[order], side[order], group[order]
        self._group = starts(group)
        self._side = starts(side[self._group])
        self._cell = starts(cell[self._group][self._side])
        firsts = self._group[self._side[self._cell]]
        self.cell_state, self.cell_partner, self.cell_channel = (
            column[firsts] for column in (self.parts.state, self.parts.partner, self.parts.channel)
        )
        self._sign = np.where(self.parts.strength[self._group[self._side]] < 0, -1.0, 1.0)
        self.part_cell = np.repeat(np.arange(len(firsts)), np.diff(np.append(firsts, self.parts.number)))
        self.weight = self.g[self.cell_channel, self.cell_state, self.cell_partner]

    def capacity(self, column: str) -> Array:
        """World capacity by state: a column of the partner weights."""
        if column not in self._capacity:
            self._capacity[column] = partner_weights(column, self.states, self.settings)
        return self._capacity[column]

    # -- what the ties amount to

    def r(self, progress: Array) -> Array:
        """R of the live cells (..., L) from how far each tie has come (..., T), in [-1, 1]."""
        if not self.parts.number:
            return np.zeros((*progress.shape[:-1], 0))
        sides = np.exp(np.add.reduceat(self._logs(progress), self._side, axis=-1))
        result: Array = np.add.reduceat(self._sign * (1 - sides), self._cell, axis=-1)
        return result

    def _logs(self, progress: Array) -> Array:
        """log(1 - strength) of every act of every partner: the strongest of the ties that say the same act."""
        strength = np.minimum(np.abs(self.parts.strength) * progress[..., self.parts.tie], ALMOST)
        result: Array = np.log1p(-np.maximum.reduceat(strength, self._group, axis=-1))
        return result

    def cells(self) -> Cells:
        """The live cells with the expected r and the known share.

        What an act does in other channels than its own is known of them only as surely as the act holds: that somebody
        has no sanctions says nothing of his trade.
        """
        known = np.zeros(0)
        if self.parts.number:
            share = self.known_ties[self.parts.tie]
            share = np.where(self.parts.spread, share * self.columns.held()[self.parts.tie], share)
            logs = np.log1p(-np.minimum(share, ALMOST))
            known = 1 - np.exp(np.add.reduceat(logs, self._group[self._side[self._cell]]))
        return Cells(self.cell_state, self.cell_partner, self.cell_channel, self.r(self.progress), known)

    def matrix(self, r: Array, only: Indices | None = None, dtype: Any = float) -> Array:
        """B (..., n, n) = Σ_c g r from r of the live cells (..., L); `only` of those states, which must have all cells.

        Many drawn systems of a few states among two hundred are an order of magnitude smaller so.
        """
        place = np.arange(len(self.states))
        if only is not None:
            place[only] = np.arange(len(only))
        n = len(self.states) if only is None else len(only)
        flat = place[self.cell_state] * n + place[self.cell_partner]
        if r.ndim == 1:
            return np.bincount(flat, weights=self.weight * r, minlength=n * n).astype(float).reshape(n, n)
        b = np.zeros((*r.shape[:-1], n * n), dtype)
        for channel in range(len(self.channels)):
            mine = self.cell_channel == channel
            b[..., flat[mine]] += (self.weight * r)[..., mine]
        return b.reshape((*r.shape[:-1], n, n))

    @cached_property
    def part_shares(self) -> Array:
        """Signed share of its cell's r that each part carries (P); they sum to r cell by cell, exactly."""
        if not self.parts.number:
            return np.zeros(0)
        logs = self._logs(self.progress)
        side_logs = np.add.reduceat(logs, self._side)
        value = self._sign * (1 - np.exp(side_logs))
        of_side = self._of_side()
        of_group = (
            np.divide(logs, side_logs[of_side], out=np.zeros_like(logs), where=side_logs[of_side] < 0) * value[of_side]
        )
        result: Array = self._strongest * np.repeat(of_group, self._sizes())
        return result

    @cached_property
    def slopes(self) -> Array:
        """How fast its cell's r moves with the progress of each part's tie (P); 0 for parts that another covers."""
        if not self.parts.number:
            return np.zeros(0)
        logs = self._logs(self.progress)
        others = np.exp(np.add.reduceat(logs, self._side)[self._of_side()] - logs)
        result: Array = self._strongest * np.repeat(others, self._sizes()) * self.parts.strength
        return result

    def _of_side(self) -> Indices:
        return np.repeat(np.arange(len(self._side)), np.diff(np.append(self._side, len(self._group))))

    def _sizes(self) -> Indices:
        return np.diff(np.append(self._group, self.parts.number))

    @cached_property
    def _strongest(self) -> Array:
        """1 for the part that stands for its act (the strongest, the first of equals), 0 for the others it covers."""
        strength = np.abs(self.parts.strength) * self.progress[self.parts.tie]
        top = np.repeat(np.maximum.reduceat(strength, self._group), self._sizes())
        places = np.where(strength == top, np.arange(self.parts.number), self.parts.number)
        first = np.minimum.reduceat(places, self._group)
        result = np.zeros(self.parts.number)
        result[first] = 1.0
        return result


def shares_of(s: Settings, states: tuple[str, ...]) -> Array:
    """The shares g of the states under such settings; the last are kept, since days come one after the other."""
    for of, whose, kept in tuple(KEPT):
        if of is s and whose == states:
            return kept
    weights = np.array([c.weight for c in s.channels.values()])
    made = shares(weights, np.array([partner_weights(c.partner, states, s) for c in s.channels.values()]))
    made.setflags(write=False)
    KEPT[:] = [(s, states, made)]
    return made


def starts(keys: Indices) -> Indices:
    """Where a new key begins among sorted ones."""
    return np.flatnonzero(np.append(True, keys[1:] != keys[:-1])) if len(keys) else np.zeros(0, dtype=np.intp)


def strengths(s: Settings) -> tuple[Array, Array]:
    """What each act does in each channel when done (acts, channels): given, and back."""
    table = [[act.strength(channel) for channel in s.channels] for act in s.acts.values()]
    given, back = ([[getattr(one, way) for one in row] for row in table] for way in ("given", "back"))
    return np.array(given), np.array(back)


def direct(of: System) -> Iterable[Parts]:
    """The parts of ties between two states."""
    c, s = of.columns, of.settings
    given, back = strengths(s)
    ties = np.flatnonzero((c.from_ >= 0) & (c.to >= 0) & (c.from_ != c.to) & (c.act >= 0) & (c.channel >= 0))
    act, channel = c.act[ties], c.channel[ties]
    yield parts(ties, c.to[ties], c.from_[ties], channel, given[act, channel], True, True)
    yield parts(ties, c.from_[ties], c.to[ties], channel, back[act, channel], c.either_way[ties], False)
    for number, rule in enumerate(s.acts.values()):
        for name, value in rule.spread.items():
            other = of.channels.index(name)
            mine = ties[(act == number) & (channel != other)]
            places, values = np.full(len(mine), other), np.full(len(mine), value)
            yield parts(mine, c.to[mine], c.from_[mine], places, values, True, True, spread=True)


def parts(
    tie: Indices,
    state: Indices,
    partner: Indices,
    channel: Indices,
    strength: Array,
    given: bool | NDArray[np.bool_],
    doer: bool,
    *,
    spread: bool = False,
) -> Parts:
    """Parts between states, without those of no strength."""
    kept = strength != 0
    flags = np.broadcast_to(np.asarray(given, dtype=bool), kept.shape)
    doers, spreads = (np.full(int(kept.sum()), flag) for flag in (doer, spread))
    return Parts(tie[kept], state[kept], partner[kept], channel[kept], strength[kept], flags[kept], doers, spreads)


def through_bodies(of: System) -> Iterable[Parts]:
    """The parts of ties of which one end is a body: one for each member."""
    c = of.columns
    bodies = (c.from_ == BODY) | (c.to == BODY)
    for k in np.flatnonzero(bodies & (c.act >= 0) & (c.channel >= 0) & (c.from_ != NOBODY)).tolist():
        rows = [
            (k, of.index[target], of.index[partner], where, value, given, doer, where != c.channel[k])
            for partners, targets, where, value, given, doer in ways(of, k)
            for partner, target in (product(partners, targets) if value else ())
            if partner != target
        ]
        if rows:
            yield Parts(*(np.array(column) for column in zip(*rows, strict=True)))


Way = tuple[tuple[str, ...], tuple[str, ...], int, float, bool, bool]


def ways(of: System, k: int) -> list[Way]:
    """How one tie of a body works: (partners, states, channel, strength, given, whether the partners do it)."""
    c, s = of.columns, of.settings
    name, channel = tuple(s.acts)[int(c.act[k])], int(c.channel[k])
    act = s.acts[name]
    strength = act.strength(of.channels[channel])
    doers, receivers = (members(str(code), name, of.states, s, of.at) for code in (c.from_code[k], c.to_code[k]))
    spread = [(of.channels.index(other), value) for other, value in act.spread.items()]
    return [
        (doers, receivers, channel, strength.given, True, True),
        (receivers, doers, channel, strength.back, bool(c.either_way[k]), False),
        *((doers, receivers, other, value, True, True) for other, value in spread if other != channel),
    ]


def joined(found: Sequence[Parts]) -> Parts:
    """All parts in one."""
    kinds = (np.intp, np.intp, np.intp, np.intp, float, bool, bool, bool)
    columns_: list[Any] = [[part[k] for part in found] or [np.zeros(0)] for k in range(len(kinds))]
    return Parts(*(np.concatenate(column).astype(kind) for column, kind in zip(columns_, kinds, strict=True)))


def actor_of(of: System, part: int) -> str:
    """Who is told to act in a part: the body whose member the partner is in that tie, else the partner."""
    tie = int(of.parts.tie[part])
    code = (of.columns.from_code if of.parts.doer[part] else of.columns.to_code)[tie]
    return of.states[of.parts.partner[part]] if code is None or code in of.index else str(code)


def system(
    ties: Iterable[Tie], *, at: str | None = None, chosen: Settings | None = None, states: tuple[str, ...] | None = None
) -> System:
    """The system of states that the ties amount to; ties are put in the order of their ids, so order never matters."""
    s, world, kept = chosen or settings(), states or weighed_states(), in_order(ties)
    return System(columns(kept, s, world), kept, s, world, at)
