"""Years without: what a table says is not so, where it says nowhere that it is so.

Weighing asks whether something holds between two states and lets a "no" contest a "yes" of whatever year. A table that
has no trade in 1985 and much in 2010 does not contradict itself, so the "no" of a pair that has a "yes" in the same
table is no claim.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ostraka.claims import Claim
from ostraka.exchange.statistics.entry import Entry
from ostraka.exchange.statistics.rows import LeftOut
from ostraka.exchange.statistics.table import Refused
from ostraka.relations.table import either_way

__all__ = ["settled"]

Matter = tuple[str, str, tuple[str, ...], tuple[str, ...]]


def settled(found: Iterable[Entry | Refused | LeftOut]) -> Iterator[Entry | Refused | LeftOut]:
    """The rows without the "no" of pairs that have a "yes"; rows with a "no" come last."""
    yes: set[Matter] = set()
    held: list[Entry] = []
    for one in found:
        if not isinstance(one, Entry):
            yield one
            continue
        yes |= {matter(c) for c in one.claims if c.factuality.endswith("+")}
        if all(c.factuality.endswith("+") for c in one.claims):
            yield one
        else:
            held.append(one)
    for entry in held:
        kept = tuple(c for c in entry.claims if c.factuality.endswith("+") or matter(c) not in yes)
        yield entry._replace(claims=kept) if kept else LeftOut('a "no" of a pair that has a "yes" in another year')


def matter(claim: Claim) -> Matter:
    """What a claim is about, leaving out the year."""
    ends = (str(claim.from_.code) if claim.from_ else "", str(claim.to.code))
    goods = tuple(g.code for g in claim.goods)
    return claim.act, claim.channel, tuple(sorted(ends)) if either_way(claim.act) else ends, goods
