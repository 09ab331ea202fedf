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


def openness(system: System, i: int, progress: Array) -> Array:
    """o_ik (..., n): how far each state is open to i as a supplier or market; 1 where nothing is known to close it.

    An act that closes (a sanction, an attack) closes both ways: who is under sanctions cannot buy, who imposes them
    does not.
    """
    closed = np.zeros((*progress.shape[:-1], len(system.states)))
    parts, act = system.parts, system.columns.act
    closes = np.array([a.closes for a in system.settings.acts.values()])[act[parts.tie]]
    mine = np.flatnonzero((closes > 0) & parts.given & ((parts.state == i) | (parts.partner == i)))
    for p in mine:
        k = parts.partner[p] if parts.state[p] == i else parts.state[p]
        closed[..., k] = np.maximum(closed[..., k], closes[p] * progress[..., parts.tie[p]])
    result: Array = 1 - closed
    return result


def supplying(system: System, i: int, need: Need) -> list[tuple[int, int, float]]:
    """(tie, partner, how much of supply the act is) for the ties behind a need of state i."""
    c, s = system.columns, system.settings
    carries = np.array([s.carries.get(act, 0.0) for act in s.acts])
    channel = system.channels.index(need.channel)
    to_me, from_me = (c.to, c.from_) if need.side == "intake" else (c.from_, c.to)
    fits = (c.act >= 0) & (c.channel == channel) & ((to_me == i) | (c.either_way & (from_me == i)))
    ties = np.flatnonzero(fits)
    ties = ties[carries[c.act[ties]] > 0]
    ends = np.where(to_me[ties] == i, from_me[ties], to_me[ties])
    return [(int(k), int(j), float(carries[c.act[k]])) for k, j in zip(ties, ends, strict=True) if j >= 0 and j != i]


def supply(system: System, i: int, need: Need, progress: Array) -> Array:
    """Credited supply to i (intake) or outlet of i from each partner (..., n), before it is made a share."""
    made = np.zeros((*progress.shape[:-1], len(system.states)))
    for k, j, weight in supplying(system, i, need):
        made[..., j] = np.maximum(made[..., j], weight * progress[..., k])
    return made


def tabled(system: System, i: int, need: Need, found: Amounts | None) -> tuple[Array, float, dict[int, Amount]]:
    """Shares of state i's amounts (n, summing to 1), how much they still count (0..1), and the amounts by partner."""
    share: Array = np.zeros(len(system.states))
    flows = found.of(need.channel, need.unit, need.years, system.at) if found and need.unit else {}
    code = system.states[i]
    mine: dict[int, Amount] = {}
    for (from_, to), amount in flows.items():
        me, other = (to, from_) if need.side == "intake" else (from_, to)
        if me == code and other in system.index:
            mine[system.index[other]] = amount
    if not mine:
        return share, 0.0, mine
    for j, amount in mine.items():
        share[j] = amount.value
    year = next(iter(mine.values())).year
    at = date.fromisoformat(system.at) if system.at else date(year, 12, 31)
    return share / share.sum(), fade(SUPPLY, need.channel, date(year, 12, 31), at), mine


def dependence(
    system: System, i: int, progress: Array | None = None, found: Amounts | None = None
) -> dict[str, tuple[Array, Array, Array]]:
    """For each need (D, share, alternatives), each (..., n): how much i needs every other; all D sum to at most 1.

    Shares are of the credited supply once that amounts to a whole supplier; below it the rest is unknown, not others'.
    """
    at, point = (system.progress, True) if progress is None else (progress, False)
    kept = system.needs.get((i, point))
    if kept is None or kept[0] is not at or kept[1] is not found:
        kept = (at, found, worked_out(system, i, at, found))
    made: dict[str, tuple[Array, Array, Array]] = kept[2]
    others = [key for key in system.needs if not key[1] and key[0] != i]
    for key in [] if point else others[:-1]:  # of drawn worlds, which are large, two states' are kept
        system.needs.pop(key, None)
    system.needs.pop((i, point), None)
    system.needs[i, point] = kept
    return made


def worked_out(system: System, i: int, progress: Array, found: Amounts | None) -> dict[str, tuple[Array, Array, Array]]:
    """The same, not looked up."""
    open_ = openness(system, i, progress)
    made = {}
    for name, need in system.settings.needs.items():
        credited = supply(system, i, need, progress)
        read = credited / np.maximum(credited.sum(axis=-1, keepdims=True), 1.0)
        counted, fresh, _ = tabled(system, i, need, found)
        share = (1 - need.own) * (fresh * counted + (1 - fresh) * read)
        alternatives = alternatives_of(open_, system.capacity(need.capacity), i)
        made[name] = (need.weight * share * (1 - need.ease * alternatives), share, alternatives)
    return made


def alternatives_of(open_: Array, capacity: Array, i: int) -> Array:
    """α_ij (..., n): of the world's capacity without i and j, the share that is open to i."""
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
        _, _, counted = tabled(system, i, need, found)
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
    theirs = sum(value[..., i] for value, _, _ in dependence(system, j, progress, found).values())
    ours = sum(value[..., j] for value, _, _ in dependence(system, i, progress, found).values())
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
    values = ((name, float(value[j])) for name, (value, _, _) in dependence(system, i, found=found).items())
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
