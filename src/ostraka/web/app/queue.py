"""What waits to be decided on, by effect × doubt; and what matches exactly what people took for right."""

from __future__ import annotations

from collections.abc import Collection

from ostraka.claims import Claim
from ostraka.web.app.worlds import World
from ostraka.web.limits import limits
from ostraka.weighing.statements import fold

__all__ = ["decided_on", "exact", "waiting"]

RULINGS = ("accept", "reject", "correct", "merge", "split")


def decided_on(world: World, *verbs: str) -> frozenset[str]:
    """The claims on which a decision of those verbs stands."""
    undone = {x for d in world.decisions if d.verb == "undo" for x in d.targets}
    return frozenset(x for d in world.decisions if d.verb in verbs and d.id not in undone for x in d.targets)


def waiting(world: World) -> list[str]:
    """The claims that nobody has decided on, by effect × doubt, the most first."""
    done = decided_on(world, *RULINGS)
    return [i for i in world.queue if i not in done]


def exact(world: World, accepted: Collection[str], taken: Collection[str]) -> list[str]:
    """Waiting claims, read without trouble, that say the same in the same words of the act as an accepted one."""
    claims = world.material.claims
    known = {key(claims[i]) for i in accepted if i in claims}
    if not known:
        return []
    free = [i for i in waiting(world)[: limits().review_matches] if i not in taken]
    world.claims(free)
    return [i for i in free if not claims[i].trouble and key(claims[i]) in known]


def key(claim: Claim) -> tuple[object, ...]:
    """What must be the same: the words of the act, and every slot of the claim but who says so and when."""
    ends = [(a.code or a.name) if a else None for a in (claim.from_, claim.to)]
    goods = tuple(sorted(g.code for g in claim.goods))
    return (fold(claim.cue.text), claim.act, *ends, claim.channel, goods, claim.stage, claim.factuality)
