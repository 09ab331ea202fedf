"""Ties between the same two, folded into what a picture can draw: one bond for each way in which they lean."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable

import msgspec

from ostraka.claims import Tie
from ostraka.relations.table import kind_of
from ostraka.web.limits import limits

__all__ = ["Bond", "NOT_DONE", "bonds", "grade"]

NOT_DONE = frozenset({"sought", "promised", "attempted", "predicted"})


class Bond(msgspec.Struct, frozen=True, kw_only=True):
    """All ties between `a` and `b` that lean one way (for, against).

    `strength` (0..1) is the likeliest tie's credence, faded with the age of its evidence; `contested`: somebody speaks
    against one of them; `pending`: all are only sought, promised, attempted or foreseen. `ways` has the directions that
    occur: ">" from a to b, "<" from b to a, "=" either way.
    """

    a: str
    b: str
    lean: str
    strength: float
    contested: bool
    pending: bool
    ways: tuple[str, ...]
    channels: tuple[str, ...]
    ties: tuple[Tie, ...]
    confirmed: str | None


def bonds(ties: Iterable[Tie], disputed: Collection[str] = (), *, channel: str = "", lean: str = "") -> list[Bond]:
    """The bonds that the ties amount to, strongest first; only those of a channel or a lean where asked for.

    `disputed` are ids of ties that somebody speaks against. Assessments, and acts of nobody or on oneself, bind nobody.
    """
    groups: dict[tuple[str, str, str], list[Tie]] = defaultdict(list)
    for tie in ties:
        a, b, leans = tie.from_, tie.to, kind_of(tie.act)
        if not a or not b or a == b or leans == "assessment" or tie.ended:
            continue
        if (not channel or tie.channel == channel) and lean in ("", leans):
            groups[min(a, b), max(a, b), leans].append(tie)
    made = [bond(*key, mine, disputed) for key, mine in groups.items()]
    return sorted(made, key=lambda x: (-x.strength, x.a, x.b, x.lean))


def bond(a: str, b: str, lean: str, ties: list[Tie], disputed: Collection[str]) -> Bond:
    """One bond from its ties, the likeliest first."""
    ties = sorted(ties, key=lambda t: (-t.credence * t.known, t.id))
    return Bond(
        a=a,
        b=b,
        lean=lean,
        strength=ties[0].credence * ties[0].known,
        contested=any(t.contested or t.id in disputed for t in ties),
        pending=all(t.stage in NOT_DONE for t in ties),
        ways=tuple(sorted({"=" if t.either_way else ">" if t.from_ == a else "<" for t in ties})),
        channels=tuple(dict.fromkeys(t.channel for t in ties)),
        ties=tuple(ties),
        confirmed=max((t.confirmed for t in ties if t.confirmed), default=None),
    )


def grade(strength: float) -> int:
    """How strong a bond is drawn: 3 strong, 2 middling, 1 weak, 0 hardly anything."""
    return sum(strength >= x for x in (limits().bond_strong, limits().bond_middling, limits().bond_weak))
