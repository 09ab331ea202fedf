"""What the system of states says of one state: isolation with its intervals, its split, and what may be said of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import msgspec
import numpy as np

from ostraka.claims import Tie
from ostraka.measures.picture import Picture
from ostraka.measures.weights import Array, partner_weights

__all__ = ["Interval", "Isolation", "Partner", "TieShare", "claim_shares", "isolation"]

NEIGHBOURS = 20  # states nearest in GDP for the size-adjusted figure (measures.md 3.1)


class Interval(msgspec.Struct, frozen=True):
    """Both ends of an interval, in the unit of its figure."""

    low: float
    high: float


class TieShare(msgspec.Struct, frozen=True, kw_only=True):
    """What one tie contributes to a state's isolation, in points (below 0: it relieves), and its split over claims."""

    tie: str
    channel: str
    given: bool
    points: float
    bloc: str | None
    claims: tuple[tuple[str, float], ...]


class Partner(msgspec.Struct, frozen=True, kw_only=True):
    """One partner's contribution to a state's isolation, in points, split by channel and tie.

    `counts` is φ, for how much it counts (1 - λ to 1), `isolation` its own isolation. `lead` is the bloc through which
    alone it acts, so that a page can fold 27 members into one line.
    """

    code: str
    points: float
    counts: float
    isolation: float
    channels: tuple[tuple[str, float], ...]
    ties: tuple[TieShare, ...]
    lead: str | None = None


class Isolation(msgspec.Struct, frozen=True, kw_only=True):
    """How isolated a state is, 0..100, with all that must be shown beside it.

    `flat` is the figure at λ = 0. `credence` is the interval over drawn sources (nominal 90 %), `ignorance` the
    rigorous one over what was not read, `worst` the same with nothing assumed of it. `reach`, `opposition`, `coverage`
    are 0..1. `word` is alone, opposed, ostracised, none, not_enough_evidence. `percentile` (0..100, 100 the most
    isolated) and `median` are over the states of which something is known; `size_adjusted` is the difference in points
    to the median of the states nearest in GDP, None where too few are known. `on` is the isolation channel by channel.
    """

    state: str
    at: str | None
    isolation: float
    credence: Interval
    ignorance: Interval
    worst: Interval
    flat: float
    reach: float
    opposition: float
    coverage: float
    word: str
    states_known: int
    median: float | None
    percentile: float | None
    size_adjusted: float | None
    partners: tuple[Partner, ...]
    channels: tuple[tuple[str, float], ...]
    on: tuple[tuple[str, float], ...]
    uncounted: tuple[str, ...]
    settings: str


def isolation(of: Picture, state: str) -> Isolation:
    """The isolation of a state. KeyError for a state without weight (ask `of.system.index` first)."""
    i = of.system.index[state]
    found = partners(of, i)
    peers = of.standing[of.observed]
    enough = len(peers) >= of.system.settings.words.states
    return Isolation(
        state=state,
        at=of.system.at,
        isolation=points(of.standing[i]),
        credence=credence(of, i),
        ignorance=bounds(*of.ignorance(), i),
        worst=bounds(*of.ignorance(-1.0, 1.0), i),
        flat=points(of.flat[i]),
        reach=float(of.reach[i]),
        opposition=float(of.opposition[i]),
        coverage=float(of.coverage[i]),
        word=word(of, i),
        states_known=len(peers),
        median=points(float(np.median(peers))) if len(peers) else None,
        percentile=float(100 * (peers > of.standing[i]).mean()) if enough else None,
        size_adjusted=size_adjusted(of, i) if enough else None,
        partners=found,
        channels=by_channel(found),
        on=on_channels(of, found),
        uncounted=tuple(tie.id for tie in of.system.uncounted if state in (tie.from_, tie.to)),
        settings=of.system.settings.cite,
    )


def points(standing: float) -> float:
    """Isolation in points from a standing."""
    return float(50 * (1 - standing))


def bounds(low: Array, high: Array, i: int) -> Interval:
    """The interval of isolation from bounds of the standing (which turn round)."""
    return Interval(points(high[i]), points(low[i]))


def credence(of: Picture, i: int) -> Interval:
    """The credence interval: quantiles of isolation over the drawn worlds."""
    edge = (1 - of.system.settings.intervals.level) / 2
    low, high = np.quantile(of.worlds.standing[:, i], [edge, 1 - edge])
    return Interval(points(float(high)), points(float(low)))


def partners(of: Picture, i: int) -> tuple[Partner, ...]:
    """The partners of a state, the largest contributions (either sign) first."""
    shares = of.system.part_shares()
    by_partner: dict[int, list[TieShare]] = defaultdict(list)
    for k, part in enumerate(of.system.parts):
        if part.state != i:
            continue
        cell = of.system.part_cell[k]
        amount = float(-50 * of.system.weight[cell] * shares[k] * of.worth[part.partner])
        tie = of.system.ties[part.tie]
        by_partner[part.partner].append(
            TieShare(
                tie=tie.id,
                channel=of.system.channels[part.channel],
                given=part.given,
                points=amount,
                bloc=part.bloc if tie.from_ not in of.system.index else None,
                claims=tuple((c, amount * s) for c, s in claim_shares(tie)),
            )
        )
    found = [partner(of, j, ties) for j, ties in by_partner.items()]
    return tuple(sorted(found, key=lambda p: (-abs(p.points), p.code)))


def partner(of: Picture, j: int, ties: list[TieShare]) -> Partner:
    """One partner from its ties."""
    ties.sort(key=lambda t: (-abs(t.points), t.tie))
    channels: dict[str, float] = defaultdict(float)
    for tie in ties:
        channels[tie.channel] += tie.points
    blocs = {tie.bloc for tie in ties}
    return Partner(
        code=of.system.states[j],
        points=sum(tie.points for tie in ties),
        counts=float(of.worth[j]),
        isolation=points(of.standing[j]),
        channels=tuple(sorted(channels.items(), key=lambda x: (-abs(x[1]), x[0]))),
        ties=tuple(ties),
        lead=blocs.pop() if len(blocs) == 1 else None,
    )


def by_channel(found: Iterable[Partner]) -> tuple[tuple[str, float], ...]:
    """Points by channel over all partners, the largest first."""
    total: dict[str, float] = defaultdict(float)
    for one in found:
        for channel, amount in one.channels:
            total[channel] += amount
    return tuple(sorted(total.items(), key=lambda x: (-abs(x[1]), x[0])))


def on_channels(of: Picture, found: Iterable[Partner]) -> tuple[tuple[str, float], ...]:
    """Isolation on each channel by itself, 0..100: what it would be if that channel were all ("isolated on energy").

    Their mean, weighted with the channels' weights and 50 where nothing is known, is the isolation.
    """
    weights = {name: channel.weight for name, channel in of.system.settings.channels.items()}
    whole = sum(weights.values())
    return tuple((channel, 50 + amount * whole / weights[channel]) for channel, amount in by_channel(found))


def claim_shares(tie: Tie) -> tuple[tuple[str, float], ...]:
    """The share of a tie that each of its claims carries; they sum to 1.

    What hangs on a root is divided evenly among the claims that it stands behind: a further copy takes from its own
    root and from nobody else. Roots against the tie carry nothing of it.
    """
    claims_of = {r.root: r.claims for r in tie.reasons if r.root and r.claims}
    share: dict[str, float] = defaultdict(float)
    for root, weight in tie.weights:
        mine = claims_of.get(root, ())
        for claim in mine:
            share[claim] += max(weight, 0.0) / len(mine)
    total = sum(share.values())
    if total <= 0:
        return tuple((claim, 1 / len(tie.claims)) for claim in tie.claims)
    return tuple((claim, amount / total) for claim, amount in sorted(share.items()) if amount)


def size_adjusted(of: Picture, i: int) -> float | None:
    """Points above the median of the states nearest in GDP (logarithm), among those of which something is known."""
    gdp = np.log(partner_weights("gdp", of.system.states, of.system.settings))
    others = of.observed[of.observed != i]
    nearest = others[np.argsort(np.abs(gdp[others] - gdp[i]), kind="stable")][:NEIGHBOURS]
    return points(float(of.standing[i])) - points(float(np.median(of.standing[nearest]))) if len(nearest) else None


def word(of: Picture, i: int) -> str:
    """The word that the evidence allows: alone, opposed, ostracised (both), none, or not_enough_evidence.

    Alone: reach in the lowest tenth of the states known; opposed: opposition in the highest. Both must hold with the
    near end of the interval over drawn worlds; below the coverage of the settings nothing is said.
    """
    rule = of.system.settings.words
    if of.coverage[i] < rule.coverage or len(of.observed) < rule.states:
        return "not_enough_evidence"
    mine = of.cells.state == i
    drawn = of.system.weight[mine] * of.worlds.r[:, mine] * of.worlds.worth[:, of.cells.partner[mine]]
    edge = (1 - of.system.settings.intervals.level) / 2
    reach = np.quantile(np.maximum(drawn, 0).sum(axis=1), 1 - edge)
    opposition = np.quantile(np.maximum(-drawn, 0).sum(axis=1), edge)
    alone = reach <= np.quantile(of.reach[of.observed], rule.tenth)
    opposed = opposition >= np.quantile(of.opposition[of.observed], 1 - rule.tenth) and opposition > 0
    return {(True, True): "ostracised", (True, False): "alone", (False, True): "opposed"}.get((alone, opposed), "none")
