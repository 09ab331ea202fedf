"""Claims → propositions: the same thing said by anybody, in any words and language, is one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from ostraka.claims import Proposition, Rung, Stance, content_id
from ostraka.weighing.case import Case, episodes, spans
from ostraka.weighing.contest import affirmed, contested, opposition
from ostraka.weighing.evaluate import (
    Evaluated,
    Weighed,
    counted,
    evaluate,
    one,
    related,
    spoken_of,
    standing,
    weighed,
    within,
)
from ostraka.weighing.intervals import spread
from ostraka.weighing.number import number
from ostraka.weighing.pool import credence, prior
from ostraka.weighing.stances import reasons, stances
from ostraka.weighing.statements import Matter

__all__ = ["Outline", "outlines", "propositions", "rung", "unsettled"]


def propositions(case: Case) -> list[Proposition]:
    """All propositions of a case, by matter, episode and goods."""
    return [p for matter in case.matters for p in of_matter(case, matter)]


class Part(NamedTuple):
    """What is said of one kind of goods in one episode: everything that was said then, and what counts for it.

    `ids` are the ids of the propositions of the episode by kind of goods.
    """

    matter: Matter
    goods: str | None
    episode: list[Weighed]
    said: list[Weighed]
    ids: dict[str | None, str]

    @property
    def id(self) -> str:
        """The id of the proposition."""
        return self.ids[self.goods]


class Outline(NamedTuple):
    """A proposition without its reasons: log-odds for and against the rung it stands on; whether it is contested.

    `top` is that rung, `stances` who says what of it, for those that are contested.
    """

    id: str
    matter: Matter
    goods: str | None
    for_: float
    against: float
    contested: bool
    top: Evaluated
    number: int
    stances: tuple[Stance, ...]


def of_matter(case: Case, matter: Matter) -> list[Proposition]:
    """The propositions of one matter: one for each episode and kind of goods that is spoken of."""
    return [of_part(part, case.language) for part in parts(case, matter)]


def outlines(case: Case) -> list[Outline]:
    """The propositions of a case, without what makes them long to work out."""
    return [outline(part) for matter in case.matters for part in parts(case, matter)]


def parts(case: Case, matter: Matter) -> Iterator[Part]:
    """A matter by episode and kind of goods."""
    for episode in episodes(unsettled(case, matter), spans(matter), case.parts):
        heard = {id_of(w): w for w in weighed([w.r for w in episode], case.at_odds, case.at)}
        said = [heard[id_of(w)] for w in episode if id_of(w) in heard]
        first = min((w.r.s.day for w in episode if w.r.s.day), default=None)
        kinds = sorted({w.r.s.goods for w in episode}, key=lambda g: g or "")
        ids = {g: proposition_id(matter, g, first, case.parts.get(episode[0].r.s.claim.id)) for g in kinds}
        for goods in kinds:
            yield Part(matter, goods, episode, counted(said, goods), ids)


def outline(part: Part) -> Outline:
    """One proposition in outline."""
    _, top = stands(part)
    for_ = sum(p for p in top.parts.values() if p > 0)
    against = opposition(top, part.said, part.goods)
    fought = contested(affirmed(top), against)
    near = [w for w in part.episode if related(w.r.s.goods, part.goods)] if fought else []
    said = stances(part.said, near, top) if fought else ()
    return Outline(part.id, part.matter, part.goods, for_, against, fought, top, number(top, part.said), said)


def stands(part: Part) -> tuple[list[Evaluated], Evaluated]:
    """The rungs of a proposition, and the one that it stands on."""
    levels = evaluate(part.said, part.goods)
    spoken = spoken_of([w for w in part.said if within(w.r.s.goods, part.goods)])
    stage = standing([(level.stage, level.credence) for level in levels], spoken)
    return levels, next(level for level in levels if level.stage == stage)


def unsettled(case: Case, matter: Matter) -> list[Weighed]:
    """Every statement on a matter with its weight, also repeated ones and those that were taken back."""
    return [one(r, case.at_odds, case.at) for r in case.matters[matter]]


def id_of(w: Weighed) -> tuple[str, str | None]:
    """What tells two statements apart."""
    return w.r.s.claim.id, w.r.s.goods


def proposition_id(matter: Matter, goods: str | None, first: date | None, part: str | None) -> str:
    """A hash of what is proposed: parties, act, channel, goods, and the day on which its episode begins."""
    return content_id("proposition", *matter, goods, str(first), part)


def of_part(part: Part, language: str) -> Proposition:
    """The proposition about one kind of goods in one episode."""
    matter, goods, episode, said, ids = part
    levels, top = stands(part)
    mine = [w for w in episode if w.r.s.goods == goods]
    near = [w for w in episode if related(w.r.s.goods, goods)]
    days = sorted(w.r.s.day for w in mine if w.r.s.day)
    starts = sorted(w.r.s.since for w in mine if w.r.s.since)
    return Proposition(
        id=part.id,
        from_=matter.from_,
        to=matter.to,
        act=matter.act,
        channel=matter.channel,
        goods=goods,
        start=starts[0].isoformat() if starts else None,
        end=days[-1].isoformat() if days else None,
        rungs=tuple(rung(level, said, goods) for level in levels),
        stances=stances(said, near, top),
        contested=contested(affirmed(top), opposition(top, said, goods)),
        number=number(top, said),
        claims=tuple(sorted({w.r.s.claim.id for w in mine})),
        roots=tuple(sorted({w.r.root for w in mine})),
        general=tuple(ids[g] for g in ids if g != goods and within(goods, g)),
        reasons=reasons(said, near, top, language),
    )


def rung(level: Evaluated, said: Sequence[Weighed], goods: str | None) -> Rung:
    """A rung with its interval and the claims that put the matter on this very rung."""
    here = [w for w in said if w.r.s.stage == level.stage and w.r.s.sign > 0 and within(w.r.s.goods, goods)]
    sources = {w.r.root: (w.r.s.family, w.r.s.kind, w.r.s.grade) for w in said}
    low, high = (credence(prior() + end) for end in spread(level.parts, sources))
    days = sorted(w.r.s.day for w in here if w.r.s.day)
    return Rung(
        stage=level.stage,
        credence=level.credence,
        low=min(low, level.credence),
        high=max(high, level.credence),
        first=days[0].isoformat() if days else None,
        last=days[-1].isoformat() if days else None,
        claims=tuple(sorted({w.r.s.claim.id for w in here})),
    )
