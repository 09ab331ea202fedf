"""What moved between two days: ties, or partners whose own standing moved; exact, cell by cell (measures.md 3.6)."""

from __future__ import annotations

import msgspec
import numpy as np

from ostraka.errors import BadData
from ostraka.measures.figures import Interval
from ostraka.measures.picture import Picture
from ostraka.measures.weights import Array

__all__ = ["Change", "Moved", "change"]


class Moved(msgspec.Struct, frozen=True, kw_only=True):
    """One partner in one channel: points of isolation from ties that moved, and from its own standing that moved."""

    partner: str
    channel: str
    by_ties: float
    by_standing: float


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """The change of a state's isolation from one day to another, in points.

    `by_ties` + `by_standing` = `after` - `before`, exactly. `interval` is over worlds drawn with the same luck at both
    days, `rises` the share of them in which isolation rises.
    """

    state: str
    from_: str | None
    to: str | None
    before: float
    after: float
    by_ties: float
    by_standing: float
    interval: Interval
    rises: float
    moved: tuple[Moved, ...]


def change(a: Picture, b: Picture, state: str) -> Change:
    """The change of a state's isolation from picture `a` to `b`, which must have the same settings and states."""
    if a.system.settings != b.system.settings or a.system.states != b.system.states:
        raise BadData("two pictures can be compared only under the same settings and the same states")
    i = a.system.index[state]
    before, after = cells_of(a, i), cells_of(b, i)
    middle, shift = (a.worth + b.worth) / 2, b.worth - a.worth
    by_ties = -50 * (after - before) * middle[None, :]
    by_standing = -50 * (after + before) / 2 * shift[None, :]
    drawn = 50 * (a.worlds.standing[:, i] - b.worlds.standing[:, i])
    edge = (1 - a.system.settings.intervals.level) / 2
    low, high = np.quantile(drawn, [edge, 1 - edge])
    return Change(
        state=state,
        from_=a.system.at,
        to=b.system.at,
        before=float(50 * (1 - a.standing[i])),
        after=float(50 * (1 - b.standing[i])),
        by_ties=float(by_ties.sum()),
        by_standing=float(by_standing.sum()),
        interval=Interval(float(low), float(high)),
        rises=float((drawn > 0).mean()),
        moved=tuple(moved(a, by_ties, by_standing)),
    )


def cells_of(of: Picture, i: int) -> Array:
    """G r of state i (c,n)."""
    made = np.zeros((len(of.system.channels), len(of.system.states)))
    mine = of.cells.state == i
    made[of.cells.channel[mine], of.cells.partner[mine]] = (of.system.weight * of.cells.r)[mine]
    return made


def moved(of: Picture, by_ties: Array, by_standing: Array) -> list[Moved]:
    """The partners and channels that moved, the largest first."""
    made = [
        Moved(
            partner=of.system.states[j],
            channel=of.system.channels[c],
            by_ties=float(by_ties[c, j]),
            by_standing=float(by_standing[c, j]),
        )
        for c, j in np.argwhere((np.abs(by_ties) > 1e-12) | (np.abs(by_standing) > 1e-12))
    ]
    return sorted(made, key=lambda m: (-abs(m.by_ties + m.by_standing), m.partner, m.channel))
