"""What it means that this speaker says this: the rows of interest.toml."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from ostraka.claims import Claim
from ostraka.weighing.policy import rungs, table
from ostraka.weighing.statements import Matter, Statement, day, matter_of

__all__ = ["Hostility", "Interest", "adversaries", "hostile", "hostility", "interest", "position"]


class Interest(NamedTuple):
    """The row that fits: its name, its factor, and whether it settles the speaker's own earlier denials."""

    name: str
    factor: float
    settles: bool
    reason: dict[str, str]


class Hostility(NamedTuple):
    """A hostile act that somebody asserts as done: whose, towards whom, since when, and known from which day."""

    doer: str
    target: str
    since: date | None
    known: date | None


def hostile() -> frozenset[str]:
    """Acts that set two states at odds when they are asserted as done."""
    return frozenset(table("interest")["adversary"]["acts"])


def hostility(claim: Claim, known: date | None) -> Hostility | None:
    """What a claim says of two parties at odds; `known` is the day of its article. None when it says nothing of it."""
    if claim.act not in hostile() or claim.factuality[-1] != "+" or claim.stage != rungs()[-1]:
        return None
    matter = matter_of(claim)
    if matter.from_ is None:
        return None
    since, until = (day(claim.time.start), day(claim.time.end)) if claim.time else (None, None)
    return Hostility(matter.from_, matter.to, since or min((d for d in (until, known) if d), default=None), known)


def adversaries(found: Iterable[Hostility], at: date) -> frozenset[tuple[str, str]]:
    """Pairs of parties (both ways round) that are at odds on day `at`."""
    pairs = {(h.doer, h.target) for h in found if h.since is None or h.since <= at}
    return frozenset(pairs | {(b, a) for a, b in pairs})


def position(party: str | None, matter: Matter, at_odds: frozenset[tuple[str, str]]) -> str:
    """Where the speaker stands: doer, receiver, adversary or third."""
    if party is not None and party == matter.from_:
        return "doer"
    if party is not None and party == matter.to:
        return "receiver"
    if party is not None and any((party, end) in at_odds for end in (matter.from_, matter.to) if end):
        return "adversary"
    return "third"


def interest(s: Statement, at_odds: frozenset[tuple[str, str]]) -> Interest:
    """The first row of the table that fits the statement."""
    return fitting(position(s.party, s.matter, at_odds), s.sign >= 0, s.matter.act, s.matter.channel, s.stage)


@cache
def fitting(place: str, yes: bool, act: str, channel: str, stage: str) -> Interest:
    """The first row for a speaker at `place` who says (`yes`) or denies an act."""
    taints, blamed = blame(act, channel)
    facts = {"says": "yes" if yes else "no", "blame": blamed, "taints": taints}
    promise = stage in ("sought", "promised", "attempted", "predicted") and not blamed
    facts["promise"] = promise
    for row in table("interest")["row"]:
        if place in row["position"] and all(row[f] == v for f, v in facts.items() if f in row):
            return Interest(row["name"], float(row["factor"]), bool(row.get("settles", False)), row["reason"])
    raise AssertionError("the last row of interest.toml fits every third party")


def blame(act: str, channel: str) -> tuple[bool, bool]:
    """Whether the act taints both ends, and whether it is one that the doer is blamed for."""
    rules: dict[str, Any] = table("interest")["blame"]
    taints = act in rules["taints"]["acts"] and channel in rules["taints"]["channels"]
    return taints, taints or act in rules["acts"]
