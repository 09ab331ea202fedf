"""What moved between two days: ties, or partners whose own standing moved; exact, cell by cell (measures.md 3.6)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from itertools import combinations

import msgspec
import numpy as np

from ostraka.errors import BadData
from ostraka.measures.cells import actor_of
from ostraka.measures.figures import Interval, interval_of
from ostraka.measures.picture import Picture
from ostraka.measures.weights import Array

__all__ = ["Change", "Moved", "Slope", "change", "slope"]

NOISE = 1e-3  # points below which a drawn world has not moved

Pieces = dict[tuple[str, str, str], tuple[float, float]]  # (actor, partner, channel) → g r, and the re-reported part


class Moved(msgspec.Struct, frozen=True, kw_only=True):
    """One partner in one channel: points of isolation from ties that moved, and from its own standing that moved.

    `actor` is the body through which it acts, or the partner itself; `by_reporting` is the part of `by_ties` of ties
    that were there on both days: more or fresher sources, or fading ones.
    """

    actor: str
    partner: str
    channel: str
    by_ties: float
    by_standing: float
    by_reporting: float = 0.0


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """The change of a state's isolation from one day to another, in points.

    `by_ties` + `by_standing` = `after` - `before`, exactly; `by_ties` = ties that came or went + `by_reporting`.
    `interval` is over worlds drawn with the same luck on both days, `rises` the share of them in which isolation rises.
    `faint`: the change is no larger than what re-reporting alone moved, and should be shown greyed.
    """

    state: str
    from_: str | None
    to: str | None
    before: float
    after: float
    by_ties: float
    by_standing: float
    by_reporting: float
    faint: bool
    interval: Interval
    rises: float
    moved: tuple[Moved, ...]


class Slope(msgspec.Struct, frozen=True, kw_only=True):
    """Points of isolation a year (Theil and Sen: the median of the slopes between all two days), with its interval."""

    points: float
    low: float
    high: float


def change(a: Picture, b: Picture, state: str) -> Change:
    """The change of a state's isolation from picture `a` to `b`, which must have the same settings and states."""
    if a.system.settings != b.system.settings or a.system.states != b.system.states:
        raise BadData("two pictures can be compared only under the same settings and the same states")
    if (a.assumes is None) != (b.assumes is None):
        raise BadData("two pictures can be compared only with the background in both, or in neither")
    i = a.system.index[state]
    found = moved(a, b, i)
    total = float(50 * (a.standing[i] - b.standing[i]))
    reporting = sum(m.by_reporting for m in found)
    drawn = 50 * (a.worlds.standing[:, i] - b.worlds.standing[:, i])
    return Change(
        state=state,
        from_=a.system.at,
        to=b.system.at,
        before=float(50 * (1 - a.standing[i])),
        after=float(50 * (1 - b.standing[i])),
        by_ties=sum(m.by_ties for m in found),
        by_standing=sum(m.by_standing for m in found),
        by_reporting=reporting,
        faint=abs(total) <= sum(abs(m.by_reporting) for m in found) + NOISE,
        interval=interval_of(drawn, a.system.settings),
        rises=float((drawn > NOISE).mean()),
        moved=tuple(found),
    )


def moved(a: Picture, b: Picture, i: int) -> list[Moved]:
    """The actors, partners and channels that moved, the largest first."""
    before, after = pieces(a, b, i), pieces(b, a, i)
    middle, shift = (a.worth + b.worth) / 2, b.worth - a.worth
    made = []
    for key in before.keys() | after.keys():
        actor, partner, channel = key
        j = a.system.index[partner]
        (old, old_both), (new, new_both) = before.get(key, (0.0, 0.0)), after.get(key, (0.0, 0.0))
        one = Moved(
            actor=actor,
            partner=partner,
            channel=channel,
            by_ties=float(-50 * (new - old) * middle[j]),
            by_standing=float(-25 * (new + old) * shift[j]),
            by_reporting=float(-50 * (new_both - old_both) * middle[j]),
        )
        if abs(one.by_ties) > 1e-12 or abs(one.by_standing) > 1e-12:
            made.append(one)
    return sorted(made, key=lambda m: (-abs(m.by_ties + m.by_standing), m.actor, m.partner, m.channel))


def pieces(of: Picture, other: Picture, i: int) -> Pieces:
    """G r of state i by actor, partner and channel, and the part of it of ties that `other` has as well."""
    s = of.system
    shares, known = s.part_shares, set(other.system.columns.ids)
    sums: dict[tuple[str, str, str], list[float]] = defaultdict(lambda: [0.0, 0.0])
    for k in np.flatnonzero(s.parts.state == i).tolist():
        partner, tie = s.states[s.parts.partner[k]], s.parts.tie[k]
        amount = float(s.weight[s.part_cell[k]] * shares[k])
        piece = sums[actor_of(s, k), partner, s.channels[s.parts.channel[k]]]
        piece[0] += amount
        piece[1] += amount if s.columns.ids[tie] in known else 0.0
    if of.assumed is not None:
        for c, j in np.argwhere(of.assumed[:, i]):
            sums[s.states[j], s.states[j], s.channels[c]][0] += float(s.g[c, i, j] * of.assumed[c, i, j])
    return {key: (whole, both) for key, (whole, both) in sums.items()}


def slope(days: Sequence[str], drawn: Array, figures: Sequence[float], level: float = 0.9) -> Slope:
    """The slope over some days (ISO) of the figures, with the interval over worlds `drawn` (D, days) alike on all days.

    >>> slope(["2022-01-01", "2023-01-01"], np.array([[50.0, 53.0], [50.0, 52.0]]), [50.0, 52.0]).points
    2.0
    """
    at = [date.fromisoformat(day).toordinal() / 365 for day in days]
    pairs = [(p, q) for p, q in combinations(range(len(at)), 2) if at[q] > at[p]]
    if not pairs:
        return Slope(points=0.0, low=0.0, high=0.0)
    values = np.vstack([np.asarray(figures, float)[None, :], drawn])
    each = np.stack([(values[:, q] - values[:, p]) / (at[q] - at[p]) for p, q in pairs], axis=1)
    medians = np.median(each, axis=1)
    low, high = np.quantile(medians[1:], [(1 - level) / 2, (1 + level) / 2])
    return Slope(points=float(medians[0]), low=float(low), high=float(high))
