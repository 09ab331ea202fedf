"""Who needs whom: dependence with alternatives, leverage, influence over a neighbourhood (measures.md 3.4, 3.5).

For a need q of state i (a channel, on the intake or the outlet side) with weight ν, partner j and ease of switching σ:

    α_ijq = Σ_{k≠i,j} K_k o_ik / Σ_{k≠i,j} K_k      the share of the world's capacity still open to i
    D_ijq = ν s_ijq (1 - σ α_ijq)                    s: j's share of i's outside supply (or outlet)
    D_ij  = Σ_q D_ijq        L_ij = D_ji - D_ij      i's leverage over j

Where imported tables have amounts, s is the share of the amounts of the latest years, faded by their age towards the
share of the credited supply; from news alone it is the latter, so a named partner can look larger than he is: a share
of what was read. Leverage is a capacity ("could press"), not control.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

import msgspec
import numpy as np

from ostraka.errors import UnknownName
from ostraka.measures.amounts import Amount, Amounts
from ostraka.measures.cells import System
from ostraka.measures.figures import Interval, interval_of
from ostraka.measures.picture import Picture
from ostraka.measures.settings import Need
from ostraka.measures.weights import Array
from ostraka.states import table
from ostraka.weighing.policy import fade

__all__ = [
    "Dependence",
    "Influence",
    "Lever",
    "dependence",
    "dependences",
    "effective",
    "hill",
    "influence",
    "lever",
    "leverage",
    "needed",
    "neighbourhood",
    "openness",
]

SUPPLY = "transfer"  # the act whose half-life amounts fade by


class Dependence(msgspec.Struct, frozen=True, kw_only=True):
    """How much a state needs one partner for one need: value 0..1, its share s, and the alternatives α still open.

    `ties` are behind the credited supply; `amount` is what tables have of it, None where they have nothing.
    """

    partner: str
    need: str
    value: float
    share: float
    alternatives: float
    ties: tuple[str, ...]
    amount: Amount | None = None


class Influence(msgspec.Struct, frozen=True, kw_only=True):
    """A state's influence over a neighbourhood: level 0..1, share of all states' influence there, breadth (members).

    `behind` and `against` count the members that support it, and oppose it, in politics and diplomacy: shown beside.
    """

    level: float
    share: float
    breadth: float
    members: tuple[tuple[str, float], ...]
    asked: tuple[str, ...] = ()
    behind: tuple[str, ...] = ()
    against: tuple[str, ...] = ()


class Lever(msgspec.Struct, frozen=True, kw_only=True):
    """Leverage of one state over another: value in [-1, 1], its interval, and in which share of worlds who leads.

    `upper_hand` and `lower_hand` are the shares of drawn worlds with leverage above and below 0; in the rest neither
    has any.

    `ours` is how much the state needs the other, `theirs` how much the other needs it, by need (value = theirs - ours).
    `before` is the earlier day's, where one is asked for; `inverted` only when it was sure then and is sure now.
    """

    of: str
    over: str
    at: str | None
    value: float
    interval: Interval
    upper_hand: float
    lower_hand: float
    ours: tuple[tuple[str, float], ...]
    theirs: tuple[tuple[str, float], ...]
    before: Lever | None = None
    inverted: bool = False


def hill(shares: Array, q: float = 2.0) -> float:
    """The effective number of partners, (Σ s^q)^(1/(1-q)) of the positive shares; 0 where there are none.

    >>> hill(np.array([0.5, 0.5])), hill(np.array([1.0, 0.0]))
    (2.0, 1.0)
    """
    s = np.asarray(shares, float)
    s = s[s > 0]
    if not len(s):
        return 0.0
    s = s / s.sum()
    return float(np.exp(-(s * np.log(s)).sum())) if q == 1 else float((s**q).sum() ** (1 / (1 - q)))


class Terms(NamedTuple):
    """What the dependences of one state are made of, for one set of worlds: few arrays instead of one per state.

    `closed` says how surely (...) another is closed to it as a supplier or market, for those who may be; `needs` gives
    for each need the credited supply by partner (...), its sum, at least a whole supplier, and what tables say.
    """

    closed: dict[int, Array]
    needs: dict[str, tuple[dict[int, Array], Array, Tabled]]


class Tabled(NamedTuple):
    """Shares of a state's amounts by partner (n, summing to 1), how much they still count (0..1), and the amounts."""

    share: Array
    fresh: float
    amounts: dict[int, Amount]


def openness(system: System, i: int, progress: Array) -> Array:
    """o_ik (..., n): how far each state is open to i as a supplier or market; 1 where nothing is known to close it."""
    return spread(closings(system, i, progress), progress, len(system.states), base=1.0, sign=-1.0)


def closings(system: System, i: int, progress: Array) -> dict[int, Array]:
    """1 - o_ik (...) of the states that something is known to close to i.

    An act that closes (a sanction, an attack) closes both ways: who is under sanctions cannot buy, who imposes them
    does not.
    """
    parts, closes = system.parts, system.closes
    closed: dict[int, Array] = {}
    for p in np.flatnonzero((closes > 0) & ((parts.state == i) | (parts.partner == i))):
        k = int(parts.partner[p] if parts.state[p] == i else parts.state[p])
        closed[k] = np.maximum(closed.get(k, 0.0), closes[p] * progress[..., parts.tie[p]])
    return closed


def spread(few: Mapping[int, Array], progress: Array, n: int, *, base: float = 0.0, sign: float = 1.0) -> Array:
    """The values of a few states as one array (..., n), `base` for the others."""
    made = np.full((*progress.shape[:-1], n), base)
    for k, value in few.items():
        made[..., k] += sign * value
    return made


def supplying(system: System, i: int, need: Need) -> list[tuple[int, int, float]]:
    """(tie, partner, how much of supply the act is) for the ties behind a need of state i."""
    c, carries = system.columns, system.carries
    channel = system.channels.index(need.channel)
    to_me, from_me = (c.to, c.from_) if need.side == "intake" else (c.from_, c.to)
    ties = np.flatnonzero((carries > 0) & (c.channel == channel) & ((to_me == i) | (c.either_way & (from_me == i))))
    ends = np.where(to_me[ties] == i, from_me[ties], to_me[ties])
    return [(int(k), int(j), float(carries[k])) for k, j in zip(ties, ends, strict=True) if j >= 0 and j != i]


def supply(system: System, i: int, need: Need, progress: Array) -> dict[int, Array]:
    """Credited supply to i (intake) or outlet of i (...) by partner, before it is made a share."""
    made: dict[int, Array] = {}
    for k, j, weight in supplying(system, i, need):
        made[j] = np.maximum(made.get(j, 0.0), weight * progress[..., k])
    return made


def terms(system: System, i: int, progress: Array | None, found: Amounts | None) -> tuple[Terms, Array]:
    """What the dependences of state i are made of, worked out once for the point or the last drawn worlds."""
    at, point = (system.progress, True) if progress is None else (progress, False)
    kept = system.needs.get((i, point))
    if kept is None or kept[0] is not at or kept[1] is not found:
        made = {}
        for name, need in system.settings.needs.items():
            credited = supply(system, i, need, at)
            whole = np.maximum(sum(credited.values(), start=np.zeros(at.shape[:-1])), 1.0)
            made[name] = (credited, whole, tabled(system, i, need, found))
        kept = system.needs[i, point] = (at, found, Terms(closings(system, i, at), made))
    of: Terms = kept[2]
    return of, at


def tabled(system: System, i: int, need: Need, found: Amounts | None) -> Tabled:
    """What tables say of the amounts behind a need of state i."""
    share: Array = np.zeros(len(system.states))
    flows = found.of(need.channel, need.unit, need.years, system.at) if found and need.unit else {}
    code = system.states[i]
    mine: dict[int, Amount] = {}
    for (from_, to), amount in flows.items():
        me, other = (to, from_) if need.side == "intake" else (from_, to)
        if me == code and other in system.index:
            mine[system.index[other]] = amount
    if not mine:
        return Tabled(share, 0.0, mine)
    for j, amount in mine.items():
        share[j] = amount.value
    year = next(iter(mine.values())).year
    at = date.fromisoformat(system.at) if system.at else date(year, 12, 31)
    return Tabled(share / share.sum(), fade(SUPPLY, need.channel, date(year, 12, 31), at), mine)


def dependence(
    system: System, i: int, progress: Array | None = None, found: Amounts | None = None
) -> dict[str, tuple[Array, Array, Array]]:
    """For each need (D, share, alternatives), each (..., n): how much i needs every other; all D sum to at most 1.

    Shares are of the credited supply once that amounts to a whole supplier; below it the rest is unknown, not others'.
    """
    of, at = terms(system, i, progress, found)
    n = len(system.states)
    open_ = spread(of.closed, at, n, base=1.0, sign=-1.0)
    made = {}
    for name, need in system.settings.needs.items():
        credited, whole, counted = of.needs[name]
        read = spread(credited, at, n) / whole[..., None]
        share = (1 - need.own) * (counted.fresh * counted.share + (1 - counted.fresh) * read)
        alternatives = alternatives_of(open_, system.capacity(need.capacity), i)
        made[name] = (need.weight * share * (1 - need.ease * alternatives), share, alternatives)
    return made


def needed(
    system: System, i: int, j: int, progress: Array | None = None, found: Amounts | None = None
) -> dict[str, Array]:
    """D_ijq (...) by need: the same for one partner, without working out what the others are to i."""
    of, at = terms(system, i, progress, found)
    made = {}
    for name, need in system.settings.needs.items():
        credited, whole, counted = of.needs[name]
        read = credited.get(j, 0.0) / whole
        share = (1 - need.own) * (counted.fresh * counted.share[j] + (1 - counted.fresh) * read)
        if np.any(share):
            open_ = alternative(of.closed, system.capacity(need.capacity), i, j)
            made[name] = need.weight * share * (1 - need.ease * open_)
        else:
            made[name] = np.zeros(at.shape[:-1])
    return made


def alternative(closed: Mapping[int, Array], capacity: Array, i: int, j: int) -> Array:
    """α_ij (...): of the world's capacity without i and j, the share that is open to i."""
    rest = capacity.sum() - capacity[i] - capacity[j]
    shut = sum((capacity[k] * c for k, c in closed.items() if k not in (i, j)), start=np.zeros(()))
    left: Array = np.clip((rest - shut) / (rest if rest > 0 else 1.0), 0, 1)
    return left


def alternatives_of(open_: Array, capacity: Array, i: int) -> Array:
    """α_ij (..., n) of every other j."""
    k = capacity.copy()
    k[i] = 0.0
    usable = open_ * k
    rest = k.sum() - k
    left: Array = (usable.sum(axis=-1, keepdims=True) - usable) / np.where(rest > 0, rest, 1.0)
    return np.clip(left, 0, 1)


def dependences(system: System, state: str, found: Amounts | None = None) -> tuple[Dependence, ...]:
    """The dependences of a state on each partner and need, the largest first."""
    i = system.index[state]
    made = []
    for name, (value, share, alternatives) in dependence(system, i, found=found).items():
        need = system.settings.needs[name]
        behind = supplying(system, i, need)
        counted = terms(system, i, None, found)[0].needs[name][2].amounts
        for j in np.flatnonzero(value > 0):
            made.append(
                Dependence(
                    partner=system.states[j],
                    need=name,
                    value=float(value[j]),
                    share=float(share[j]),
                    alternatives=float(alternatives[j]),
                    ties=tuple(system.columns.ids[k] for k, other, _ in behind if other == j),
                    amount=counted.get(int(j)),
                )
            )
    return tuple(sorted(made, key=lambda d: (-d.value, d.partner, d.need)))


def effective(found: Iterable[Dependence]) -> tuple[tuple[str, float], ...]:
    """The effective number of partners by need (1/Σs² of the shares): 1 is one partner alone."""
    shares: dict[str, list[float]] = {}
    for d in found:
        shares.setdefault(d.need, []).append(d.share)
    return tuple((need, hill(np.array(mine))) for need, mine in sorted(shares.items()))


def leverage(system: System, i: int, j: int, progress: Array | None = None, found: Amounts | None = None) -> Array:
    """L_ij = D_ji - D_ij in [-1, 1] (shape of the leading axes): what i could press j with, net of the reverse."""
    theirs = sum(needed(system, j, i, progress, found).values())
    ours = sum(needed(system, i, j, progress, found).values())
    return np.asarray(theirs - ours)


def lever(
    now: Picture,
    state: str,
    over: str,
    before: Picture | None = None,
    found: Amounts | None = None,
) -> Lever:
    """Leverage of a state over another on a day, with its interval, and whether it inverted since the earlier day."""
    system = now.system
    i, j, rule = system.index[state], system.index[over], system.settings.leverage
    drawn = np.atleast_1d(leverage(system, i, j, system.progress if now.many else now.worlds.progress, found))
    earlier = lever(before, state, over, found=found) if before is not None else None
    upper, lower = (float((side > 0).mean()) for side in (drawn, -drawn))
    return Lever(
        of=state,
        over=over,
        at=system.at,
        value=float(leverage(system, i, j, found=found)),
        interval=interval_of(drawn, system.settings),
        upper_hand=upper,
        lower_hand=lower,
        ours=by_need(system, i, j, found),
        theirs=by_need(system, j, i, found),
        before=earlier,
        inverted=earlier is not None and turned(earlier, upper, lower, rule.sure),
    )


def turned(before: Lever, upper: float, lower: float, sure: float) -> bool:
    """Whether one had the upper hand surely before and the other has it surely now; worlds without any are no side."""
    fell = before.upper_hand >= sure and lower >= sure
    rose = before.lower_hand >= sure and upper >= sure
    return fell or rose


def by_need(system: System, i: int, j: int, found: Amounts | None) -> tuple[tuple[str, float], ...]:
    """How much i needs j, by need, where it does."""
    values = ((name, float(value)) for name, value in needed(system, i, j, found=found).items())
    return tuple((name, value) for name, value in values if value > 0)


def influence(system: System, j: int, members: tuple[str, ...], found: Amounts | None = None) -> Influence:
    """The influence of state j over `members`, each of the same weight: level Σ u D_ij, share, breadth."""
    group = [m for m in members if m in system.index and system.index[m] != j]
    total = np.zeros(len(system.states))
    on_j = np.zeros(len(group))
    for k, member in enumerate(group):
        d = np.sum([v for v, _, _ in dependence(system, system.index[member], found=found).values()], axis=0)
        total += d / len(group)
        on_j[k] = d[j] / len(group)
    whole = float(total.sum())
    leaning = [(m, lean(system, j, system.index[m])) for m in group]
    return Influence(
        level=float(total[j]),
        share=float(total[j]) / whole if whole else 0.0,
        breadth=hill(on_j),
        members=tuple((m, float(v)) for m, v in sorted(zip(group, on_j, strict=True), key=lambda x: -x[1]) if v > 0),
        asked=tuple(group),
        behind=tuple(m for m, v in leaning if v > 0),
        against=tuple(m for m, v in leaning if v < 0),
    )


def lean(system: System, i: int, j: int) -> float:
    """What partner j does for (above 0) or against state i in politics and diplomacy together."""
    sides = {system.channels.index(c) for c in system.settings.alignment}
    mine = (system.cell_state == i) & (system.cell_partner == j) & np.isin(system.cell_channel, list(sides))
    return float(system.r(system.progress)[mine].sum())


def neighbourhood(name: str, at: str | None, known: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The members of a neighbourhood given by name (settings), by body (its members on the day), or as codes a,b,c.

    UnknownName for a code that is neither.
    """
    if name in known:
        return known[name]
    found: set[str] = set()
    for code in name.split(","):
        found |= table.members(code, at) or {code}
    wrong = sorted(found - set(table.states()))
    if wrong:
        raise UnknownName(f"no state, body or neighbourhood {', '.join(wrong)}")
    return tuple(sorted(found))
