"""All figures of one state, or of two, in one call: what `state`, `pair`, `brief` and a program ask.

account = measures.account(now, "RUS", before=then, found=amounts)
account.isolation, account.change, account.levers, account.carriers, account.flips …
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec
import numpy as np

from ostraka.measures.amounts import Amounts
from ostraka.measures.carriers import Carrier, Flip, Removal, carriers, flip, outlets
from ostraka.measures.change import Change, Slope, change, slope
from ostraka.measures.dependence import (
    Dependence,
    Influence,
    Lever,
    dependences,
    effective,
    influence,
    lever,
    needed,
    neighbourhood,
)
from ostraka.measures.figures import Actor, Isolation, Partner, actors, credence, isolation, known, status
from ostraka.measures.picture import Picture

__all__ = ["Account", "Assuming", "Pair", "Point", "account", "pair", "trend"]

NEUTRAL = 50.0


class Point(msgspec.Struct, frozen=True):
    """Isolation on one day, with its credence interval."""

    day: str
    value: float
    low: float
    high: float


class Assuming(msgspec.Struct, frozen=True, kw_only=True):
    """Isolation with ordinary ties assumed where nothing is known, on the day and on the earlier one.

    `points` is how much of it the assumptions carry (they are no evidence), `share` the share of the world's weight
    that they fill, `background` the name and version of the table.
    """

    value: float
    before: float | None
    points: float
    share: float
    background: str


class Account(msgspec.Struct, frozen=True, kw_only=True):
    """Every figure of one state, each with its split.

    `depended_on` is who needs the state and how much, `partners` the effective number of its partners by need,
    `outlets` the isolation without each outlet, `flips` the fewest claims without which the conclusions would not hold,
    `assuming` the isolation where ordinary ties fill what is unknown.
    """

    isolation: Isolation
    actors: tuple[Actor, ...]
    change: Change | None
    trend: tuple[Point, ...]
    slope: Slope | None
    dependence: tuple[Dependence, ...]
    depended_on: tuple[tuple[str, float], ...]
    partners: tuple[tuple[str, float], ...]
    levers: tuple[Lever, ...]
    influence: Influence | None
    influence_before: Influence | None
    carriers: tuple[Carrier, ...]
    outlets: tuple[Carrier, ...]
    flips: tuple[Flip, ...]
    assuming: Assuming | None = None


class Pair(msgspec.Struct, frozen=True, kw_only=True):
    """Every figure of two states: what each is to the other, channel by channel, who needs whom, and who could press.

    `on_a` is what b does to a's isolation in points, with its split, `on_b` the reverse (None: nothing). `status` says
    of every channel whether there is a tie, it is known that there is nothing, or nothing is known: (channel, to a, to
    b). `settings` is what to cite for strengths and weights.
    """

    a: str
    b: str
    at: str | None
    settings: str
    on_a: Partner | None
    on_b: Partner | None
    status: tuple[tuple[str, str, str], ...]
    a_needs_b: tuple[Dependence, ...]
    b_needs_a: tuple[Dependence, ...]
    lever: Lever
    flip: Flip | None


def account(
    now: Picture,
    state: str,
    *,
    before: Picture | None = None,
    between: Sequence[Picture] = (),
    found: Amounts | None = None,
    over: str | None = None,
    outlet: Mapping[str, str | None] | None = None,
    thorough: bool = True,
) -> Account:
    """All figures of a state. `before` is an earlier day, `between` days between; `over` names a neighbourhood.

    `outlet` names the outlet of each claim. Without `thorough` what carries the figure and what would turn it are left
    out: they try hundreds of worlds.
    """
    figures, taken = isolation(now, state), Removal(now)
    days = [p for p in (before, *between, now) if p is not None] if before is not None else []
    needs = dependences(now.system, state, found)
    needing = depended_on(now, state, found)
    group = members(now, state, over)
    return Account(
        isolation=figures,
        actors=actors(figures),
        change=change(before, now, state) if before is not None else None,
        trend=trend(days, state),
        slope=slope_of(days, state) if len(days) > 1 else None,
        dependence=needs,
        depended_on=needing,
        partners=effective(needs),
        levers=levers(now, state, before, found, pressed(needs, needing, now.system.settings.search.levers)),
        influence=influence(now.system, now.system.index[state], group, found) if group else None,
        influence_before=influence(before.system, now.system.index[state], group, found)
        if group and before is not None
        else None,
        carriers=carriers(now, state, taken) if thorough else (),
        outlets=outlets(now, state, outlet or {}, taken) if thorough else (),
        flips=flips(now, state, before, taken) if thorough else (),
        assuming=assuming(now, before, state) if now.assumes is None else None,
    )


def assuming(now: Picture, before: Picture | None, state: str) -> Assuming:
    """The isolation of a state with the background, on the day and on an earlier one."""
    i = now.system.index[state]
    full, earlier = now.assuming, before.assuming if before is not None else None
    assert full.assumes is not None and full.assumed is not None
    carried = full.system.g[:, i] * full.assumed[:, i] * full.worth[None, :]
    return Assuming(
        value=float(50 * (1 - full.standing[i])),
        before=float(50 * (1 - earlier.standing[i])) if earlier is not None else None,
        points=float(-50 * carried.sum()),
        share=known(full, i).assumed,
        background=f"{full.assumes.table.name} {full.assumes.table.version}",
    )


def trend(days: Sequence[Picture], state: str) -> tuple[Point, ...]:
    """Isolation day by day, with its credence interval."""
    made = []
    for solved in days:
        i = solved.system.index[state]
        interval = credence(solved, i)
        made.append(Point(solved.system.at or "", float(50 * (1 - solved.standing[i])), interval.low, interval.high))
    return tuple(made)


def slope_of(days: Sequence[Picture], state: str) -> Slope:
    """The slope of the trend, with its interval over worlds with the same luck on all days."""
    i = days[0].system.index[state]
    drawn = np.stack([50 * (1 - solved.worlds.standing[:, i]) for solved in days], axis=1)
    values = [float(50 * (1 - solved.standing[i])) for solved in days]
    return slope([str(p.system.at) for p in days], drawn, values, days[0].system.settings.intervals.level)


def depended_on(now: Picture, state: str, found: Amounts | None) -> tuple[tuple[str, float], ...]:
    """Who needs the state, and how much: Σ over needs, the largest first."""
    system = now.system
    made = []
    for other in sorted(trading(now, state, found)):
        value = float(sum(needed(system, system.index[other], system.index[state], found=found).values()))
        if value > 0:
            made.append((other, value))
    return tuple(sorted(made, key=lambda x: (-x[1], x[0])))


def trading(now: Picture, state: str, found: Amounts | None) -> set[str]:
    """The states that supply or buy from a state, by ties or tables."""
    system = now.system
    c, i = system.columns, system.index[state]
    mine = (c.from_ == i) | (c.to == i)
    ends = {int(k) for k in np.concatenate([c.from_[mine], c.to[mine]]) if k >= 0 and k != i}
    others = {system.states[k] for k in ends}
    for from_, to, *_ in found.flows if found else ():
        if state in (from_, to):
            others |= {from_, to} & set(system.states)
    return others - {state}


def pressed(needs: tuple[Dependence, ...], needing: tuple[tuple[str, float], ...], most: int) -> list[str]:
    """The partners with the largest dependence either way."""
    size: dict[str, float] = dict(needing)
    for d in needs:
        size[d.partner] = size.get(d.partner, 0.0) + d.value
    return sorted(size, key=lambda p: (-size[p], p))[:most]


def levers(
    now: Picture, state: str, before: Picture | None, found: Amounts | None, partners: list[str]
) -> tuple[Lever, ...]:
    """Leverage over each of some partners, the largest (either sign) first."""
    made = [lever(now, state, partner, before, found) for partner in partners]
    return tuple(sorted(made, key=lambda x: (-abs(x.value), x.over)))


def members(now: Picture, state: str, over: str | None) -> tuple[str, ...]:
    """The neighbourhood that is asked about: as named, else the state's own in the settings, else none."""
    known = now.system.settings.neighbourhoods
    return neighbourhood(over, now.system.at, known) if over else known.get(state, ())


def flips(now: Picture, state: str, before: Picture | None, taken: Removal) -> tuple[Flip, ...]:
    """The fewest claims without which isolation would cross 50, or would not have moved as it has."""
    i = now.system.index[state]
    roots = taken.strongest(i)
    made = [flip("isolation", lambda sets: taken.isolation(i, sets), roots, taken.claims, NEUTRAL)]
    if before is not None:
        earlier = Removal(before)
        claims = {r: tuple(dict.fromkeys((*taken.claims.get(r, ()), *earlier.claims.get(r, ())))) for r in roots}
        made.append(flip("change", lambda s: taken.isolation(i, s) - earlier.isolation(i, s), roots, claims, 0.0))
    return tuple(made)


def pair(now: Picture, a: str, b: str, *, before: Picture | None = None, found: Amounts | None = None) -> Pair:
    """All figures of two states."""
    system, taken = now.system, Removal(now)
    i, j = system.index[a], system.index[b]
    to_a, to_b = status(now, i, j), status(now, j, i)
    pressing = lever(now, a, b, before, found)
    roots = sorted({r for k in system.between(a, b) for r in hanging(taken, k)})
    turned = flip("leverage", lambda s: taken.leverage(i, j, s, found), roots, taken.claims, 0.0) if roots else None
    return Pair(
        a=a,
        b=b,
        at=system.at,
        settings=system.settings.cite,
        on_a=next((p for p in isolation(now, a).partners if p.code == b), None),
        on_b=next((p for p in isolation(now, b).partners if p.code == a), None),
        status=tuple((c, x, y) for (c, x, _), (_, y, _) in zip(to_a, to_b, strict=True)),
        a_needs_b=tuple(d for d in dependences(system, a, found) if d.partner == b),
        b_needs_a=tuple(d for d in dependences(system, b, found) if d.partner == a),
        lever=pressing,
        flip=turned if abs(pressing.value) >= system.settings.leverage.least else None,
    )


def hanging(taken: Removal, k: int) -> set[str]:
    """The roots that move one tie."""
    return {r.root for r in taken.of.system.ties[k].reasons if r.root and r.weight}
