"""Propositions → ties: what holds between two states in a channel on a day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from ostraka.claims import Proposition, Tie, content_id
from ostraka.relations.table import either_way, kind_of
from ostraka.weighing import policy
from ostraka.weighing.case import Case
from ostraka.weighing.evaluate import Evaluated, Weighed, evaluate, within
from ostraka.weighing.intervals import shares
from ostraka.weighing.propositions import contested, rung, standing, unsettled
from ostraka.weighing.stances import reasons
from ostraka.weighing.statements import Matter

__all__ = ["ties"]


def ties(case: Case, found: Sequence[Proposition]) -> list[Tie]:
    """One tie for each matter between two coded actors; `found` are the propositions of the same case."""
    by_matter: dict[Matter, list[str]] = {}
    for p in found:
        by_matter.setdefault(Matter(p.from_, p.to, p.act, p.channel), []).append(p.id)
    return [
        tie(case, matter, tuple(by_matter.get(matter, ())))
        for matter in case.matters
        if coded(matter) and speaks(case, matter)
    ]


def coded(matter: Matter) -> bool:
    """Whether both ends are states or bodies that we have a code for, and not one and the same."""
    return not matter.to.startswith("?") and not (matter.from_ or "").startswith("?") and matter.from_ != matter.to


def speaks(case: Case, matter: Matter) -> bool:
    """Whether anybody says that it is or is not so (a forecast or an open question makes no tie)."""
    apart = policy.table("ladder")["apart"]
    return any(r.s.sign and r.s.stage not in apart for r in case.matters[matter])


def tie(case: Case, matter: Matter, ids: tuple[str, ...]) -> Tie:
    """The tie of one matter: of its kinds of goods, the best supported speaks for it on every rung."""
    said = case.weighed(matter)
    kinds = sorted({w.r.s.goods for w in said} | {None}, key=lambda g: g or "")
    by_goods = {g: evaluate(said, g) for g in kinds}
    best = {stage: best_of(stage, by_goods) for stage in stages(by_goods)}
    goods, top = chosen(best, said)
    levels = [best[stage][1] for stage in best]
    made = {level.stage: rung(level, said, best[level.stage][0]) for level in levels}
    days = sorted(w.r.s.day for w in said if w.r.s.day and w.r.s.sign > 0)
    near = [w for w in unsettled(case, matter) if within(w.r.s.goods, goods) or within(goods, w.r.s.goods)]
    return Tie(
        id=content_id("tie", *matter),
        from_=matter.from_,
        to=matter.to,
        act=matter.act,
        channel=matter.channel,
        kind=kind_of(matter.act),
        either_way=either_way(matter.act),
        stage=top.stage,
        credence=top.credence,
        low=made[top.stage].low,
        high=made[top.stage].high,
        rungs=tuple(made[stage] for stage in best),
        goods=tuple(sorted({w.r.s.goods for w in said if w.r.s.goods and w.r.s.sign > 0})),
        first=days[0].isoformat() if days else None,
        confirmed=days[-1].isoformat() if days else None,
        ended=ended(best, said),
        contested=contested(top),
        propositions=ids,
        claims=tuple(sorted({r.s.claim.id for r in case.matters[matter]})),
        weights=shares(top.parts),
        reasons=reasons(said, near, top, case.language),
        known=fresh(said),
    )


Best = Mapping[str, tuple[str | None, Evaluated]]


def stages(by_goods: Mapping[str | None, Sequence[Evaluated]]) -> list[str]:
    """The rungs that any kind of goods has, in the order of the ladder."""
    present = {level.stage for levels in by_goods.values() for level in levels}
    return [stage for stage in policy.ladder() if stage in present]


def best_of(stage: str, by_goods: Mapping[str | None, Sequence[Evaluated]]) -> tuple[str | None, Evaluated]:
    """The kind of goods for which the rung is surest; the general one when they tie."""
    found = [(goods, level) for goods, levels in by_goods.items() for level in levels if level.stage == stage]
    return max(found, key=lambda x: (x[1].credence, sum(map(abs, x[1].parts.values())), -len(x[0] or "")))


def chosen(best: Best, said: Sequence[Weighed]) -> tuple[str | None, Evaluated]:
    """The goods and rung that the tie stands on."""
    top = standing([level for _, level in best.values()], said)
    return best[top.stage]


def ended(best: Best, said: Sequence[Weighed]) -> str | None:
    """The day on which it is said to have ended, when that is more likely than not. A denial never ends anything."""
    end = policy.ladder()[-1]
    if end not in best or best[end][1].credence < 0.5:
        return None
    days = [w.r.s.since or w.r.s.day for w in said if w.r.s.stage == end and w.r.s.sign > 0]
    return max((d for d in days if d), default=date.min).isoformat()


def fresh(said: Sequence[Weighed]) -> float:
    """How much of what was said for or against is still fresh: 1 all of it, 0 nothing."""
    before = sum(w.weight / w.fresh for w in said if w.fresh > 0)
    return sum(w.weight for w in said) / before if before else 0.0
