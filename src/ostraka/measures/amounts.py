"""How much flows, after imported tables: amounts by pair and year, for dependence (measures.md 3.4).

Only amounts in the unit of a need count for it (US$ of trade and energy, SIPRI's TIV of arms). What two governments
report of one flow is averaged; a row for all goods stands for the rows of its parts; of codes that contain each other
the general one counts. Years are those of the claims; an amount over several years is spread evenly.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

import msgspec

from ostraka.claims import Claim
from ostraka.measures.settings import Settings

__all__ = ["Amount", "Amounts", "amounts"]

TABLES = "statistics."  # what the rules of imported rows begin with (docs/import.md)
TOTAL = "total"  # the mode of a row for all goods

Flow = tuple[str, str, str]  # from, to, channel


class Amount(msgspec.Struct, frozen=True, kw_only=True):
    """What passed from one state to another in a channel: `value` in `unit`, over the years to `year`; its claims."""

    value: float
    unit: str
    year: int
    claims: tuple[str, ...]


class Amounts(msgspec.Struct, frozen=True, kw_only=True):
    """All flows: by (from, to, channel, unit), the value and claims of each year."""

    flows: dict[tuple[str, str, str, str], dict[int, tuple[float, tuple[str, ...]]]]

    def of(self, channel: str, unit: str, years: int, at: str | None) -> dict[tuple[str, str], Amount]:
        """What passed between each two states over the last `years` years that ended by `at` with any figure."""
        day = date.fromisoformat(at) if at else date.max
        until = day.year - (day < date(day.year, 12, 31))  # a year counts once it is over
        mine = {key[:2]: found for key, found in self.flows.items() if key[2:] == (channel, unit)}
        last = max((y for found in mine.values() for y in found if y <= until), default=None)
        if last is None:
            return {}
        made: dict[tuple[str, str], Amount] = {}
        for ends, found in mine.items():
            taken = [found[y] for y in range(last - years + 1, last + 1) if y in found]
            value = sum(v for v, _ in taken)
            if value > 0:
                cited = tuple(dict.fromkeys(c for _, claims in taken for c in claims))
                made[ends] = Amount(value=value, unit=unit, year=last, claims=cited)
        return made


def amounts(claims: Iterable[Claim], s: Settings) -> Amounts:
    """The amounts of the claims that imported tables make."""
    units = {(need.channel, need.unit) for need in s.needs.values() if need.unit}
    reports: dict[tuple[str, str, str, str], dict[int, dict[str, list[Claim]]]] = defaultdict(
        lambda: defaultdict(lambda: defaultdict(list))
    )
    for claim in claims:
        if not counts(claim, s):
            continue
        unit = str(claim.quantity.unit) if claim.quantity else ""
        for channel in {claim.channel, *bound(claim, s)}:
            if (channel, unit) in units and claim.from_ and claim.from_.code and claim.to.code and claim.time:
                first, last = (int(str(day)[:4]) for day in (claim.time.start, claim.time.end))
                voice = claim.sources[-1].actor or "" if claim.sources else ""
                for year in range(first, last + 1):
                    reports[claim.from_.code, claim.to.code, channel, unit][year][voice].append(claim)
    return Amounts(
        flows={key: {y: averaged(by_voice) for y, by_voice in years.items()} for key, years in reports.items()}
    )


def counts(claim: Claim, s: Settings) -> bool:
    """Whether a claim is a row of a table that says how much was really supplied."""
    return (
        any(rule.startswith(TABLES) for rule in claim.rules)
        and claim.act in s.carries
        and claim.stage == "done"
        and claim.quantity is not None
        and claim.quantity.low is not None
        and claim.time is not None
        and bool(claim.time.start and claim.time.end)
    )


def bound(claim: Claim, s: Settings) -> list[str]:
    """The channels that a row counts for besides its own: goods of any channel are a part of all trade."""
    return [name for name, channels in s.amounts.items() if claim.channel in channels]


def averaged(by_voice: dict[str, list[Claim]]) -> tuple[float, tuple[str, ...]]:
    """The mean of what each government reports, and the claims behind it."""
    values = [summed(claims) for claims in by_voice.values()]
    cited = tuple(c.id for claims in by_voice.values() for c in claims)
    return sum(values) / len(values), cited


def summed(claims: list[Claim]) -> float:
    """What one government reports of one year: the row for all goods where there is one, else its parts once."""
    whole = [c for c in claims if TOTAL in c.modes]
    if whole:
        return max(yearly(c) for c in whole)
    codes = {c.goods[0].text for c in claims if c.goods}
    parts = [c for c in claims if not c.goods or not contained(c.goods[0].text, codes)]
    return sum(yearly(c) for c in parts)


def contained(code: str, codes: set[str]) -> bool:
    """Whether a code of goods is a part of another one that is there too ("2709" of "27")."""
    return code.isdigit() and any(code != other and code.startswith(other) for other in codes if other.isdigit())


def yearly(claim: Claim) -> float:
    """The amount of a claim for each of its years."""
    if claim.quantity is None or claim.time is None:
        return 0.0
    first, last = (int(str(day)[:4]) for day in (claim.time.start, claim.time.end))
    return float(claim.quantity.low or 0.0) / (last - first + 1)
