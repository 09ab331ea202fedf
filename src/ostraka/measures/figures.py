"""What the system of states says of one state: isolation with its intervals, its split, and what may be said of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import msgspec
import numpy as np

from ostraka.claims import Tie
from ostraka.measures import standing as maths
from ostraka.measures.cells import actor_of
from ostraka.measures.picture import Picture
from ostraka.measures.settings import Settings
from ostraka.measures.weights import Array, partner_weights

__all__ = [
    "Actor",
    "Assumed",
    "Interval",
    "Isolation",
    "Known",
    "Partner",
    "TieShare",
    "actors",
    "claim_shares",
    "isolation",
    "on_subject",
    "status",
]

NORMAL = 1.6449  # standard deviations to either end of a nominal 90 % interval


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


class Assumed(msgspec.Struct, frozen=True, kw_only=True):
    """What is assumed of one partner in one channel, in points, and the row of the background that says so."""

    channel: str
    points: float
    row: str
    source: str


class Known(msgspec.Struct, frozen=True, kw_only=True):
    """Shares of the world's weight, which sum to 1: ties observed, observed that there is nothing, unknown.

    `assumed` is the part of the unknown that the background fills; it is no evidence.
    """

    tie: float
    nothing: float
    unknown: float
    assumed: float = 0.0


class Actor(msgspec.Struct, frozen=True, kw_only=True):
    """Who acts on a state's isolation: a state by itself, or a body through its members; points for, against and net.

    The one rule by which figures are told: what a body does stands in the body's line, whatever its members do by
    themselves in theirs; the lines sum to the isolation less 50. `members` are those through whom a body acts.
    """

    code: str
    points: float
    relieves: float
    isolates: float
    channels: tuple[tuple[str, float], ...]
    members: tuple[str, ...]
    ties: tuple[str, ...]


class Partner(msgspec.Struct, frozen=True, kw_only=True):
    """One partner's contribution to a state's isolation, in points, split by channel, tie and what is assumed.

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
    assumed: tuple[Assumed, ...] = ()


class Isolation(msgspec.Struct, frozen=True, kw_only=True):
    """How isolated a state is, 0..100, with all that must be shown beside it.

    `flat` is the figure at λ = 0. `credence` is the interval over drawn sources (nominal 90 %), `ignorance` the
    rigorous one over what was not read, `worst` the same with nothing assumed of it. `reach`, `opposition`, `coverage`
    are 0..1. `word` is alone, opposed, ostracised, none, not_enough_evidence. `percentile` (0..100, 100 the most
    isolated) and `median` are over the states of which something is known, `band` the 5th to 95th percentile of the
    rank when channel weights are drawn; `size_adjusted` is the difference in points to the median of the states nearest
    in GDP, None where too few are known. `on` is the isolation channel by channel. `drawn` says whether the credence
    interval was drawn or comes from the closed form, `approximate` whether the partner weights are good for shares of
    the world only. `assumed` is how many points come from the background (`background` names it), which is no evidence.
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
    known: Known
    band: Interval | None = None
    drawn: bool = True
    approximate: bool = False
    assumed: float = 0.0
    background: str | None = None


def isolation(of: Picture, state: str) -> Isolation:
    """The isolation of a state. KeyError for a state without weight (ask `of.system.index` first)."""
    i = of.system.index[state]
    found = partners(of, i)
    peers = of.standing[of.observed]
    enough = len(peers) >= of.system.settings.words.states
    untaken = set(of.system.uncounted)
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
        band=rank_band(of, i) if enough else None,
        size_adjusted=size_adjusted(of, i) if enough else None,
        partners=found,
        channels=by_channel(found),
        on=on_channels(of, found),
        uncounted=tuple(of.system.columns.ids[k] for k in sorted(untaken.intersection(of.system.between(state)))),
        settings=of.system.settings.cite,
        known=known(of, i),
        drawn=not of.many,
        approximate=of.system.settings.approximate,
        assumed=sum(a.points for partner in found for a in partner.assumed),
        background=f"{of.assumes.table.name} {of.assumes.table.version}" if of.assumes else None,
    )


def points(standing: float) -> float:
    """Isolation in points from a standing."""
    return float(50 * (1 - standing))


def bounds(low: Array, high: Array, i: int) -> Interval:
    """The interval of isolation from bounds of the standing (which turn round)."""
    return Interval(points(high[i]), points(low[i]))


def interval_of(values: Array, s: Settings) -> Interval:
    """The interval of the settings' level over drawn values."""
    edge = (1 - s.intervals.level) / 2
    low, high = np.quantile(values, [edge, 1 - edge])
    return Interval(float(low), float(high))


def credence(of: Picture, i: int) -> Interval:
    """The credence interval: quantiles of isolation over the drawn worlds; with very many ties, the closed form."""
    if of.many:
        wide = NORMAL * 50 * of.deviation(i)
        return Interval(points(of.standing[i]) - wide, points(of.standing[i]) + wide)
    return interval_of(50 * (1 - of.worlds.standing[:, i]), of.system.settings)


def known(of: Picture, i: int) -> Known:
    """What is known of a state's cells, by weight of the world."""
    assumed = 0.0
    if of.assumes is not None:
        unknown = np.ones((len(of.system.channels), len(of.system.states)))
        mine = of.cells.state == i
        unknown[of.cells.channel[mine], of.cells.partner[mine]] -= of.cells.known[mine]
        assumed = float((of.system.g[:, i] * unknown * (of.assumes.row[:, i] >= 0)).sum())
    covered, nothing = float(of.coverage[i]), float(of.nothing[i])
    return Known(tie=covered - nothing, nothing=nothing, unknown=1 - covered, assumed=assumed)


def status(of: Picture, i: int, j: int) -> tuple[tuple[str, str, float], ...]:
    """(channel, status, r) of what partner j does for state i: "tie", "nothing" (observed to be so) or "unknown"."""
    mine = np.flatnonzero((of.cells.state == i) & (of.cells.partner == j) & (of.cells.known > 0))
    r = {int(of.cells.channel[k]): float(of.cells.r[k]) for k in mine}
    return tuple(
        (name, "unknown" if c not in r else "tie" if r[c] else "nothing", r.get(c, 0.0))
        for c, name in enumerate(of.system.channels)
    )


def partners(of: Picture, i: int) -> tuple[Partner, ...]:
    """The partners of a state, the largest contributions (either sign) first."""
    system = of.system
    shares = system.part_shares
    by_partner: dict[int, list[TieShare]] = defaultdict(list)
    for k in np.flatnonzero(system.parts.state == i).tolist():
        j, tie = int(system.parts.partner[k]), system.ties[system.parts.tie[k]]
        amount = float(-50 * system.weight[system.part_cell[k]] * shares[k] * of.worth[j])
        actor = actor_of(system, k)
        by_partner[j].append(
            TieShare(
                tie=tie.id,
                channel=system.channels[system.parts.channel[k]],
                given=bool(system.parts.given[k]),
                points=amount,
                bloc=None if actor == system.states[j] else actor,
                claims=tuple((c, amount * s) for c, s in claim_shares(tie)),
            )
        )
    assumed = assumptions(of, i)
    found = [partner(of, j, by_partner[j], assumed.get(j, ())) for j in sorted(by_partner.keys() | assumed.keys())]
    return tuple(sorted(found, key=lambda p: (-abs(p.points), p.code)))


def assumptions(of: Picture, i: int) -> dict[int, tuple[Assumed, ...]]:
    """What is assumed of each partner of a state."""
    if of.assumes is None or of.assumed is None:
        return {}
    made: dict[int, list[Assumed]] = defaultdict(list)
    for c, j in np.argwhere(of.assumed[:, i]):
        row = of.assumes.table.tie[of.assumes.row[c, i, j]]
        amount = float(-50 * of.system.g[c, i, j] * of.assumed[c, i, j] * of.worth[j])
        made[int(j)].append(Assumed(channel=of.system.channels[c], points=amount, row=row.words, source=row.source))
    return {j: tuple(rows) for j, rows in made.items()}


def actors(found: Isolation) -> tuple[Actor, ...]:
    """Who acts on a state's isolation, the largest first: bodies in one line, their members' own acts in theirs.

    What is assumed stands in the partners' lines; the lines sum to the isolation less 50, exactly.
    """
    pieces: dict[str, list[tuple[str, str, str, float]]] = defaultdict(list)  # actor → partner, channel, tie, points
    for one in found.partners:
        for tie in one.ties:
            pieces[tie.bloc or one.code].append((one.code, tie.channel, tie.tie, tie.points))
        for a in one.assumed:
            pieces[one.code].append((one.code, a.channel, "", a.points))
    made = [actor(code, rows) for code, rows in pieces.items()]
    return tuple(sorted(made, key=lambda a: (-max(-a.relieves, a.isolates), a.code)))


def actor(code: str, rows: list[tuple[str, str, str, float]]) -> Actor:
    """One line."""
    channels: dict[str, float] = defaultdict(float)
    for _, channel, _, amount in rows:
        channels[channel] += amount
    amounts = [amount for *_, amount in rows]
    return Actor(
        code=code,
        points=sum(amounts),
        relieves=sum(min(x, 0.0) for x in amounts),
        isolates=sum(max(x, 0.0) for x in amounts),
        channels=tuple(sorted(channels.items(), key=lambda x: (-abs(x[1]), x[0]))),
        members=tuple(sorted({p for p, *_ in rows} - {code})),
        ties=tuple(dict.fromkeys(t for _, _, t, _ in sorted(rows, key=lambda x: -abs(x[3])) if t)),
    )


def on_subject(of: Picture, state: str, goods: str) -> float:
    """Isolation on one subject, 0..100: what it would be if its channel held nothing but ties in these goods.

    `goods` is a code ("energy.oil") or the beginning of one ("energy"). 50 where no tie names such goods. Exact: it is
    50 plus the points of those ties over the weight of their channels.
    """
    weights = {name: channel.weight for name, channel in of.system.settings.channels.items()}
    whole = sum(weights.values())
    mine = (
        of.system.ties[k] for k in set(of.system.parts.tie[of.system.parts.state == of.system.index[state]].tolist())
    )
    names = {t.id for t in mine if any(g == goods or g.startswith(f"{goods}.") for g in t.goods)}
    shares = [t for p in partners(of, of.system.index[state]) for t in p.ties if t.tie in names]
    channels = sum(weights[c] for c in {t.channel for t in shares})
    return 50 + sum(t.points for t in shares) * whole / channels if shares else 50.0


def rank_band(of: Picture, i: int) -> Interval:
    """5th to 95th percentile of the rank (0..100) when the channels' weights are drawn from a Dirichlet of shape 3."""
    s = of.system
    own = np.array([channel.weight for channel in s.settings.channels.values()])
    rng = np.random.default_rng(s.settings.intervals.seed)
    drawn = rng.dirichlet(s.settings.search.shape * own / own.mean(), s.settings.search.band)
    standing = reweighed(of, drawn / (own / own.sum()))
    peers = standing[:, of.observed]
    ranks = 100 * (peers > standing[:, [i]] + 1e-9).mean(axis=1)
    return interval_of(ranks, s.settings)


def reweighed(of: Picture, scale: Array) -> Array:
    """The standing of all states (W,n) with the weight of each channel multiplied (W,c)."""
    s, live = of.system, of.live
    value = s.weight * of.cells.r
    if of.assumed is None and of.sparse:
        return of.of_cells(scale[:, s.cell_channel] * value)[0]
    place = np.zeros(len(s.states), dtype=np.intp)
    place[live] = np.arange(n := len(live))
    flat = (s.cell_channel * n + place[s.cell_state]) * n + place[s.cell_partner]
    summed = np.bincount(flat, weights=value, minlength=scale.shape[1] * n * n).astype(float)
    by_channel = summed.reshape(-1, n * n)
    if of.assumed is not None:
        by_channel = by_channel + (s.g * of.assumed)[:, live[:, None], live[None, :]].reshape(-1, n * n)
    b = (scale.astype(np.float32) @ by_channel.astype(np.float32)).reshape(len(scale), n, n)
    rule = s.settings.standing
    standing = np.zeros((len(scale), len(s.states)))
    standing[:, live] = maths.solve(b, rule.lambda_, rule.rho, 1e-6).standing
    return standing


def partner(of: Picture, j: int, ties: list[TieShare], assumed: tuple[Assumed, ...] = ()) -> Partner:
    """One partner from its ties."""
    ties.sort(key=lambda t: (-abs(t.points), t.tie))
    channels: dict[str, float] = defaultdict(float)
    for tie in ties:
        channels[tie.channel] += tie.points
    for a in assumed:
        channels[a.channel] += a.points
    blocs = {tie.bloc for tie in ties}
    return Partner(
        code=of.system.states[j],
        points=sum(tie.points for tie in ties) + sum(a.points for a in assumed),
        counts=float(of.worth[j]),
        isolation=points(of.standing[j]),
        channels=tuple(sorted(channels.items(), key=lambda x: (-abs(x[1]), x[0]))),
        ties=tuple(ties),
        lead=blocs.pop() if len(blocs) == 1 and not assumed else None,
        assumed=assumed,
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
    closest = others[np.argsort(np.abs(gdp[others] - gdp[i]), kind="stable")]
    nearest = closest[: of.system.settings.search.neighbours]
    return points(float(of.standing[i])) - points(float(np.median(of.standing[nearest]))) if len(nearest) else None


def word(of: Picture, i: int) -> str:
    """The word that the evidence allows: alone, opposed, ostracised (both), none, or not_enough_evidence.

    Alone: reach in the lowest tenth of the states known; opposed: opposition in the highest. Both must hold with the
    near end of the interval over drawn worlds; below the coverage of the settings nothing is said. What is assumed
    counts for no word.
    """
    if of.assumes is not None:
        return word(of.bare, i)
    rule = of.system.settings.words
    if of.coverage[i] < rule.coverage or len(of.observed) < rule.states:
        return "not_enough_evidence"
    reach, opposition = sides(of, i)
    alone = reach <= np.quantile(of.reach[of.observed], rule.tenth)
    opposed = opposition >= np.quantile(of.opposition[of.observed], 1 - rule.tenth) and opposition > 0
    return {(True, True): "ostracised", (True, False): "alone", (False, True): "opposed"}.get(
        (bool(alone), bool(opposed)), "none"
    )


def sides(of: Picture, i: int) -> tuple[float, float]:
    """The near ends of the intervals over drawn worlds: the upper one of reach, the lower one of opposition."""
    if of.many:
        wide = NORMAL * of.deviation(i)
        return float(of.reach[i]) + wide, max(float(of.opposition[i]) - wide, 0.0)
    system, mine = of.system, of.cells.state == i
    shape = (len(of.worlds.r), len(system.channels), len(system.states))
    drawn = np.zeros(shape) if of.assumed is None else np.broadcast_to(of.assumed[:, i], shape).copy()
    drawn[:, of.cells.channel[mine], of.cells.partner[mine]] += of.worlds.r[:, mine]
    drawn *= system.g[None, :, i] * of.worlds.worth[:, None, :]
    edge = (1 - system.settings.intervals.level) / 2
    reach = np.quantile(np.maximum(drawn, 0).sum(axis=(1, 2)), 1 - edge)
    opposition = np.quantile(np.maximum(-drawn, 0).sum(axis=(1, 2)), edge)
    return float(reach), float(opposition)
