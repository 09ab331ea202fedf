"""How surely a matter has come to each rung of the ladder, from who says what: the heart of the weighing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from typing import NamedTuple

from ostraka.weighing import policy
from ostraka.weighing.interest import Interest, interest
from ostraka.weighing.pool import Voice, credence, log_odds, pooled, prior, worth
from ostraka.weighing.roots import Rooted, voiced
from ostraka.weighing.statements import PRESS

__all__ = [
    "Evaluated",
    "Weighed",
    "counted",
    "evaluate",
    "one",
    "related",
    "spoken_of",
    "standing",
    "weighed",
    "within",
]


class Weighed(NamedTuple):
    """A rooted statement with the weight of its words (log-odds, before dependence) and why.

    `settled` are the kinds of goods of which its own side has admitted what it denies: of others it still counts.
    """

    r: Rooted
    interest: Interest
    fresh: float
    weight: float
    settled: tuple[str | None, ...] = ()


class Evaluated(NamedTuple):
    """One rung: its log-odds and what each (root, sign) contributed, by its words on which rung (`carried`).

    `credence` is bounded by the rung below.
    """

    stage: str
    odds: float
    credence: float
    parts: dict[tuple[str, int], float]
    carried: dict[tuple[str, int], str]


def weighed(said: Iterable[Rooted], at_odds: frozenset[tuple[str, str]], at: date) -> list[Weighed]:
    """The statements that count on day `at`, one for each root, rung, sign and goods, with their weights."""
    listed = list(said)
    kept = settled([one(r, at_odds, at) for r in voiced(unborrowed(listed))])
    disputes = quoted(listed)
    left = float(policy.table("sources")["disputed"]["own_voice"])
    return [w._replace(weight=w.weight * left) if carries(w.r, disputes, -w.r.s.sign) else w for w in kept]


def unborrowed(said: list[Rooted]) -> list[Rooted]:
    """Without what an article says in its own voice on the word of somebody whom it quotes for it.

    A headline that puts a spokesman's allegation flatly is not a second source.
    """
    others = quoted(said)
    return [r for r in said if not carries(r, others, r.s.sign)]


def quoted(said: Iterable[Rooted]) -> dict[tuple[str, int], list[str | None]]:
    """The goods of which somebody quoted in a text says yes or no, by text and sign."""
    found: dict[tuple[str, int], list[str | None]] = {}
    for r in said:
        if r.s.kind != "article" and r.s.sign and r.s.stage in policy.ladder():
            found.setdefault((r.s.text, r.s.sign), []).append(r.s.goods)
    return found


def carries(r: Rooted, others: dict[tuple[str, int], list[str | None]], sign: int) -> bool:
    """Whether this is an article's own voice, and somebody whom it quotes says yes (+1) or no (-1) to the same."""
    return r.s.kind == "article" and any(related(r.s.goods, g) for g in others.get((r.s.text, sign), ()))


def one(r: Rooted, at_odds: frozenset[tuple[str, str]], at: date) -> Weighed:
    """One statement with its weight: what such a source is worth × how sure he is × how surely it was read × his
    interest × how fresh it is.
    """
    row = interest(r.s, at_odds)
    fresh = policy.fade(r.s.matter.act, r.s.matter.channel, earliest(r), at)
    return Weighed(r, row, fresh, plain(r.s.kind, r.s.grade) * r.s.sure * r.s.read * row.factor * fresh)


def earliest(r: Rooted) -> date | None:
    """The day that the statement vouches for; for what holds until he speaks, the day on which the root first spoke.

    Otherwise another outlet that quotes him a day later would make him fresher.
    """
    return min(r.first, r.s.day) if r.first and r.s.day else r.s.day


@cache
def plain(kind: str, letter: str | None) -> float:
    """The log-odds of one assertion of such a source."""
    return log_odds(*worth(kind, letter))


def settled(said: list[Weighed]) -> list[Weighed]:
    """Without what its own speaker has taken back.

    Whoever admits against his interest settles the earlier denials of his own side, of the goods that he admits;
    whoever has no part in it and says the opposite later retracts. A denial by one who has a part in it takes nothing
    back: it stands beside.
    """
    admitting = [w for w in said if w.interest.settles and w.r.s.sign > 0]
    retracting: dict[str, list[Weighed]] = defaultdict(list)
    for w in said:
        if w.r.s.sign < 0 and outside(w.r.s.party, w):
            retracting[w.r.s.speaker].append(w)
    kept = [w for w in said if not any(retracts(later, w) for later in retracting.get(w.r.s.speaker, ()))]
    return [w._replace(settled=admitted(w, admitting)) if w.r.s.sign < 0 and admitting else w for w in kept]


def retracts(later: Weighed, earlier: Weighed) -> bool:
    """Whether a denial takes back what the same speaker had affirmed: of all the goods that he spoke of."""
    a, b = later.r.s, earlier.r.s
    return b.sign > 0 and within(b.goods, a.goods) and a.told is not None and b.told is not None and a.told > b.told


def admitted(denial: Weighed, admitting: Iterable[Weighed]) -> tuple[str | None, ...]:
    """The goods, among those denied, that the speaker's own side admits on the same day or later."""
    b = denial.r.s
    found = {
        w.r.s.goods
        for w in admitting
        if w.r.s.party == b.party and within(w.r.s.goods, b.goods) and (w.r.s.told or date.min) >= (b.told or date.max)
    }
    return tuple(sorted(found, key=str))


def counted(said: Iterable[Weighed], goods: str | None) -> list[Weighed]:
    """What counts of some goods: without the denials of what their own side has admitted.

    Who has admitted drones has not admitted missiles: his general denial still counts against those.
    """
    return [w for w in said if not any(related(admission, goods) for admission in w.settled)]


def outside(party: str | None, w: Weighed) -> bool:
    """Whether the speaker has no part in the matter."""
    return party is None or party not in (w.r.s.matter.from_, w.r.s.matter.to)


def related(a: str | None, b: str | None) -> bool:
    """Whether one of two kinds of goods is the other or contains it; None contains everything.

    >>> related("arms", "arms.uav"), related(None, "energy.oil"), related("arms.uav", "arms.missile")
    (True, True, False)
    """
    return within(a, b) or within(b, a)


def within(special: str | None, general: str | None) -> bool:
    """Whether goods `special` are `general` or a kind of them."""
    return general is None or (special is not None and (special == general or special.startswith(general + ".")))


def evaluate(said: Sequence[Weighed], goods: str | None) -> list[Evaluated]:
    """How surely a matter, with such goods, has come to each rung; `ended` last, where somebody says so.

    Who affirms drones affirms arms; who denies arms denies drones. A denial of drones counts against arms in the
    measure in which what is said for arms is said of drones.
    """
    for_: dict[str | None, float] = defaultdict(float)
    said = counted(said, goods)
    for w in said:
        if w.r.s.sign > 0 and within(w.r.s.goods, goods):
            for_[w.r.s.goods] += w.weight
    here = [(w, bearing(w, for_, goods)) for w in said if w.r.s.sign]
    made: list[Evaluated] = []
    ceiling = 1.0
    for rung in policy.rungs():
        shares = [(w, share * policy.share(w.r.s.stage, rung, w.r.s.sign > 0)) for w, share in here if share]
        made.append(rung_of(rung, shares, ceiling))
        ceiling = made[-1].credence
    over = endings([w for w, share in here if share])
    if over:
        made.append(rung_of(policy.ladder()[-1], over, ceiling))
    return made


def spoken_of(said: Sequence[Weighed]) -> set[str]:
    """The rungs that somebody affirms; where nobody affirms any, what is denied is what it is about."""
    spoken = {w.r.s.stage for w in said if w.r.s.sign > 0}
    return spoken if spoken & set(policy.ladder()) else {w.r.s.stage for w in said}


def standing(rungs: Sequence[tuple[str, float]], spoken: Collection[str]) -> str:
    """The rung that a matter stands on: the highest that somebody speaks of and that is more likely than not.

    Where none is, the highest that somebody speaks of; `ended` when that is more likely than not. `rungs` are those
    that there are, each with its credence, from the lowest.
    """
    named = [r for r in rungs if r[0] in spoken] or list(rungs[-1:])
    likely = [r for r in named if r[1] >= policy.likely()]
    below = [r for r in named if r[0] in policy.rungs()]
    return (likely or below or named)[-1][0]


def bearing(w: Weighed, for_: Mapping[str | None, float], goods: str | None) -> float:
    """Which share of a statement bears on a matter with such goods; `for_` is what is said for it, by kind of goods."""
    if w.r.s.sign > 0:
        return float(within(w.r.s.goods, goods))
    if within(goods, w.r.s.goods):
        return 1.0
    if not within(w.r.s.goods, goods):
        return 0.0
    whole = sum(for_.values())
    return sum(weight for kind, weight in for_.items() if within(kind, w.r.s.goods)) / whole if whole else 0.0


def endings(said: Sequence[Weighed]) -> list[tuple[Weighed, float]]:
    """Who says that it has ended, and against it who says of a later day that it goes on. A denial ends nothing."""
    end = policy.ladder()[-1]
    says_so = [w for w in said if w.r.s.stage == end and w.r.s.sign > 0]
    if not says_so:
        return []
    since = max((w.r.s.since or date.min) for w in says_so)
    on = [w._replace(r=w.r._replace(s=w.r.s._replace(sign=-1))) for w in said if goes_on(w, since)]
    return [(w, 1.0) for w in says_so + on]


def goes_on(w: Weighed, since: date) -> bool:
    """Whether it says that the matter still went on after `since`."""
    return w.r.s.stage == policy.rungs()[-1] and w.r.s.sign > 0 and (w.r.s.day or date.min) > since


def rung_of(stage: str, said: Sequence[tuple[Weighed, float]], ceiling: float) -> Evaluated:
    """One rung: of each root only its weightiest words, pooled with less for those who depend on one another."""
    strongest: dict[tuple[str, int], tuple[Weighed, float]] = {}
    for w, share in said:
        key, weight = (w.r.root, w.r.s.sign), w.weight * share
        if weight > 0 and (key not in strongest or weight > strongest[key][1]):
            strongest[key] = (w, weight)
    parts = pooled(
        Voice(w.r.root, w.r.s.speaker, w.r.s.family, w.r.s.family == PRESS, sign, weight)
        for (_, sign), (w, weight) in strongest.items()
    )
    odds = prior() + sum(parts[key] for key in sorted(parts))
    carried = {key: w.r.s.stage for key, (w, _) in strongest.items()}
    return Evaluated(stage, odds, min(credence(odds), ceiling), parts, carried)
