"""The numbers of one matter on one day, from which its tie is told on that day or any other before something changes.

What speaks for and against a matter fades by one half-life, so all its sums shrink by one factor from day to day until
the next word is said: a tie of a later day is worked out from them without weighing anything anew, exactly.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import msgspec

from ostraka.claims import Rung, Stance, Tie, content_id
from ostraka.relations.table import either_way, kind_of
from ostraka.weighing import policy
from ostraka.weighing.case import Case
from ostraka.weighing.contest import affirmed, contested, opposition
from ostraka.weighing.evaluate import Evaluated, Weighed, counted, spoken_of, standing, within
from ostraka.weighing.intervals import shares, spread
from ostraka.weighing.pool import credence, prior
from ostraka.weighing.propositions import Outline
from ostraka.weighing.statements import Matter

__all__ = ["Dispute", "Kind", "Level", "Rated", "Summary", "best", "disputes_of", "factor", "summary", "told"]

FEW = int(policy.table("work")["summary"]["claims"])
SAID = int(policy.table("work")["summary"]["stances"])


class Level(msgspec.Struct, frozen=True, array_like=True):
    """One rung for one kind of goods: sums of log-odds on the day of the summary, the prior left out.

    `odds` for and against, `size` their sizes, `low` and `high` the ends of the 90 % interval, `against` what
    contests; `first`..`last` and `claims` of those who put it on this very rung; `weights` what hangs on which root.
    """

    stage: str
    odds: float
    size: float
    low: float
    high: float
    against: float
    affirmed: bool
    first: str | None
    last: str | None
    claims: tuple[str, ...]
    weights: tuple[tuple[str, float], ...]


class Kind(msgspec.Struct, frozen=True, array_like=True):
    """The rungs of a matter with one kind of goods."""

    goods: str | None
    levels: tuple[Level, ...]


class Summary(msgspec.Struct, frozen=True, array_like=True):
    """All of a matter that its tie is told from; `at` is the day it was summed up, as an ordinal."""

    from_: str | None
    to: str
    act: str
    channel: str
    at: int
    kinds: tuple[Kind, ...]
    spoken: tuple[str, ...]
    goods: tuple[str, ...]
    first: str | None
    confirmed: str | None
    over: str | None
    known: float
    claims: tuple[str, ...]
    propositions: tuple[str, ...]


class Dispute(msgspec.Struct, frozen=True, array_like=True):
    """A proposition that some affirm and others deny: log-odds for and against on day `at`, before they fade.

    It stands on rung `stage` with log-odds `odds` and has the Admiralty `number`; `said` are the weightiest stances of
    either side, `counts` how many claims all stances of either side have.
    """

    proposition: str
    from_: str | None
    to: str
    act: str
    channel: str
    goods: str | None
    at: int
    for_: float
    against: float
    stage: str
    odds: float
    number: int
    said: tuple[Stance, ...]
    counts: tuple[int, int]


def factor(act: str, channel: str, at: int, asked: int) -> float:
    """What is left on day `asked` of a weight that was summed up on day `at`."""
    return 1.0 if at == asked else float(2.0 ** ((at - asked) / policy.half_life(act, channel)))


Levels = Mapping[str | None, Sequence[Evaluated]]


def summary(
    matter: Matter, said: Sequence[Weighed], levels: Levels, at: date, claims: Sequence[str], ids: Sequence[str]
) -> Summary:
    """The numbers of a matter from the statements that count; `levels` are its rungs by kind of goods.

    `claims` and `ids` are its claims and propositions.
    """
    whole = counted(said, None)
    days = sorted(w.r.s.day for w in whole if w.r.s.day and w.r.s.sign > 0)
    end = policy.ladder()[-1]
    ends = [w.r.s.since or w.r.s.day for w in whole if w.r.s.stage == end and w.r.s.sign > 0]
    over = max((d for d in ends if d), default=date.min if ends else None)
    return Summary(
        from_=matter.from_,
        to=matter.to,
        act=matter.act,
        channel=matter.channel,
        at=at.toordinal(),
        kinds=tuple(Kind(g, tuple(level(e, said, g) for e in levels[g])) for g in levels),
        spoken=tuple(sorted(spoken_of(whole))),
        goods=tuple(sorted({w.r.s.goods for w in whole if w.r.s.goods and w.r.s.sign > 0})),
        first=days[0].isoformat() if days else None,
        confirmed=days[-1].isoformat() if days else None,
        over=over.isoformat() if over else None,
        known=fresh(whole),
        claims=tuple(claims[:FEW]),
        propositions=tuple(ids),
    )


def level(e: Evaluated, said: Sequence[Weighed], goods: str | None) -> Level:
    """The sums of one rung."""
    here = [w for w in said if w.r.s.stage == e.stage and w.r.s.sign > 0 and within(w.r.s.goods, goods)]
    sources = {w.r.root: (w.r.s.family, w.r.s.kind, w.r.s.grade) for w in said}
    low, high = spread(e.parts, sources)
    days = sorted(w.r.s.day for w in here if w.r.s.day)
    return Level(
        stage=e.stage,
        odds=e.odds - prior(),
        size=sum(map(abs, e.parts.values())),
        low=low,
        high=high,
        against=opposition(e, counted(said, goods), goods),
        affirmed=affirmed(e),
        first=days[0].isoformat() if days else None,
        last=days[-1].isoformat() if days else None,
        claims=tuple(sorted({w.r.s.claim.id for w in here})[:FEW]),
        weights=shares(e.parts),
    )


def fresh(said: Sequence[Weighed]) -> float:
    """How much of what was said for or against is still fresh: 1 all of it, 0 nothing."""
    before = sum(w.weight / w.fresh for w in said if w.fresh > 0)
    return sum(w.weight for w in said) / before if before else 0.0


class Rated(msgspec.Struct, frozen=True):
    """A rung on the day that is asked about: of which kind of goods, how sure."""

    goods: str | None
    level: Level
    credence: float


def rated(kind: Kind, left: float) -> list[Rated]:
    """The rungs of one kind of goods with their credences; none is surer than the one below it."""
    made: list[Rated] = []
    ceiling = 1.0
    for one in kind.levels:
        ceiling = min(credence(prior() + left * one.odds), ceiling)
        made.append(Rated(kind.goods, one, ceiling))
    return made


def best(s: Summary, left: float) -> dict[str, Rated]:
    """For each rung the kind of goods for which it is surest; the general one when they tie."""
    every = [r for kind in s.kinds for r in rated(kind, left)]
    present = {r.level.stage for r in every}
    return {
        stage: max(
            (r for r in every if r.level.stage == stage), key=lambda r: (r.credence, r.level.size, -len(r.goods or ""))
        )
        for stage in policy.ladder()
        if stage in present
    }


def told(s: Summary, asked: int) -> Tie:
    """The tie on day `asked`, with a few of its claims and without the words of its reasons."""
    left = factor(s.act, s.channel, s.at, asked)
    found = best(s, left)
    rungs = {stage: rung(r, left) for stage, r in found.items()}
    top = standing([(stage, r.credence) for stage, r in found.items()], s.spoken)
    end = policy.ladder()[-1]
    over = s.over if end in found and found[end].credence >= policy.likely() else None
    at = found[top].level
    return Tie(
        id=tie_id(Matter(s.from_, s.to, s.act, s.channel)),
        from_=s.from_,
        to=s.to,
        act=s.act,
        channel=s.channel,
        kind=kind_of(s.act),
        either_way=either_way(s.act),
        stage=top,
        credence=rungs[top].credence,
        low=rungs[top].low,
        high=rungs[top].high,
        rungs=tuple(rungs.values()),
        goods=s.goods,
        first=s.first,
        confirmed=s.confirmed,
        ended=over,
        contested=contested(at.affirmed, left * at.against),
        propositions=s.propositions,
        claims=s.claims,
        weights=at.weights,
        known=min(left * s.known, 1.0),
        expired=expired(s, asked),
        reached=tuple(k.goods for k in s.kinds if k.goods and likely_at(top, rated(k, left))),
    )


def expired(s: Summary, asked: int) -> str | None:
    """The day from which nobody had confirmed it for as long as its channel allows; None before that day."""
    if s.confirmed is None:
        return None
    end = date.fromisoformat(s.confirmed).toordinal() + int(policy.expires(s.act, s.channel))
    return date.fromordinal(end).isoformat() if end <= min(asked, date.max.toordinal()) else None


def likely_at(stage: str, rungs: Sequence[Rated]) -> bool:
    """Whether somebody puts it on this very rung, and it is likely to have come so far."""
    return any(r.level.stage == stage and r.level.claims and r.credence >= policy.likely() for r in rungs)


def tie_id(matter: Matter) -> str:
    """The id of the tie of a matter."""
    return content_id("tie", *matter)


def rung(r: Rated, left: float) -> Rung:
    """A rung with its interval."""
    return Rung(
        stage=r.level.stage,
        credence=r.credence,
        low=min(credence(prior() + left * r.level.low), r.credence),
        high=max(credence(prior() + left * r.level.high), r.credence),
        first=r.level.first,
        last=r.level.last,
        claims=r.level.claims,
    )


def disputes_of(case: Case, found: Iterable[Outline]) -> list[Dispute]:
    """The disputes among the propositions of a case."""
    at = case.at.toordinal()
    made = []
    for o in (o for o in found if o.contested):
        said, counts = weightiest(o.stances)
        top = (o.top.stage, o.top.odds - prior())
        made.append(Dispute(o.id, *o.matter, o.goods, at, o.for_, o.against, *top, o.number, said, counts))
    return made


def weightiest(stances: Iterable[Stance]) -> tuple[tuple[Stance, ...], tuple[int, int]]:
    """The weightiest few on either side, each with a few claims, and how many claims either side has."""
    sides: tuple[list[Stance], list[Stance]] = ([], [])
    for s in sorted(stances, key=lambda s: (-abs(s.weight), s.date or "", s.root)):
        sides[s.weight < 0].append(s)
    kept = tuple(msgspec.structs.replace(s, claims=s.claims[:FEW]) for side in sides for s in side[:SAID])
    for_, against = (len({c for s in side for c in s.claims}) for side in sides)
    return kept, (for_, against)
