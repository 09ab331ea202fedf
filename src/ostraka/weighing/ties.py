"""Propositions → ties: what holds between two states in a channel on a day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from ostraka.claims import Proposition, Rung, Tie
from ostraka.weighing import policy
from ostraka.weighing.case import Case
from ostraka.weighing.evaluate import Weighed, counted, evaluate, within
from ostraka.weighing.propositions import Outline, unsettled
from ostraka.weighing.stances import reasons
from ostraka.weighing.statements import Matter
from ostraka.weighing.summary import Levels, Summary, best, summary, told

__all__ = ["coded", "summaries", "ties"]


def ties(case: Case, found: Sequence[Proposition]) -> list[Tie]:
    """One tie for each matter between two coded actors; `found` are the propositions of the same case."""
    ids = by_matter(found)
    return [tie(case, matter, ids.get(matter, ())) for matter in case.matters if makes_a_tie(case, matter)]


def summaries(case: Case, found: Iterable[Outline]) -> list[Summary]:
    """The numbers of the same ties, from which they can be told on other days."""
    ids: dict[Matter, tuple[str, ...]] = {}
    for o in found:
        ids[o.matter] = (*ids.get(o.matter, ()), o.id)
    return [numbers(case, m, ids.get(m, ()))[0] for m in case.matters if makes_a_tie(case, m)]


def by_matter(found: Sequence[Proposition]) -> dict[Matter, tuple[str, ...]]:
    """The ids of the propositions of each matter."""
    made: dict[Matter, tuple[str, ...]] = {}
    for p in found:
        matter = Matter(p.from_, p.to, p.act, p.channel)
        made[matter] = (*made.get(matter, ()), p.id)
    return made


def makes_a_tie(case: Case, matter: Matter) -> bool:
    """Whether the matter lies between two states, and somebody says that it is or is not so."""
    return coded(matter) and speaks(case, matter)


def coded(matter: Matter) -> bool:
    """Whether both ends are states or bodies that we have a code for, and not one and the same."""
    return not matter.to.startswith("?") and not (matter.from_ or "").startswith("?") and matter.from_ != matter.to


def speaks(case: Case, matter: Matter) -> bool:
    """Whether anybody says that it is or is not so (a forecast or an open question makes no tie)."""
    apart = policy.table("ladder")["apart"]
    return any(r.s.sign and r.s.stage not in apart for r in case.matters[matter])


def claims_of(case: Case, matter: Matter) -> list[str]:
    """Ids of the claims on a matter, in order."""
    return sorted({r.s.claim.id for r in case.matters[matter]})


def numbers(case: Case, matter: Matter, ids: Sequence[str]) -> tuple[Summary, list[Weighed], Levels]:
    """The numbers of a matter, with the statements and the rungs by kind of goods that they come from."""
    said = case.weighed(matter)
    # what nobody affirms cannot carry the tie: a denial of one more kind of goods would lift it
    kinds = sorted({w.r.s.goods for w in said if w.r.s.sign > 0} | {None}, key=lambda g: g or "")
    levels = {g: evaluate(said, g) for g in kinds}
    return summary(matter, said, levels, case.at, claims_of(case, matter), ids), said, levels


def tie(case: Case, matter: Matter, ids: Sequence[str]) -> Tie:
    """The tie of one matter, whole: of its kinds of goods, the best supported speaks for it on every rung."""
    s, said, levels = numbers(case, matter, ids)
    slim, found = told(s, case.at.toordinal()), best(s, 1.0)
    goods = found[slim.stage].goods
    top = next(e for e in levels[goods] if e.stage == slim.stage)
    near = [w for w in unsettled(case, matter) if within(w.r.s.goods, goods) or within(goods, w.r.s.goods)]
    return msgspec.structs.replace(
        slim,
        rungs=tuple(whole(r, said, found[r.stage].goods) for r in slim.rungs),
        claims=tuple(claims_of(case, matter)),
        reasons=reasons(counted(said, goods), near, top, case.language),
    )


def whole(rung: Rung, said: Sequence[Weighed], goods: str | None) -> Rung:
    """The rung with all claims that put the matter on it."""
    here = {w.r.s.claim.id for w in said if w.r.s.stage == rung.stage and w.r.s.sign > 0 and within(w.r.s.goods, goods)}
    return msgspec.structs.replace(rung, claims=tuple(sorted(here)))
