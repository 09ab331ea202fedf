"""Track records: how often promises were later delivered, denials later upheld, allegations later borne out.

What became of a word is judged by the words of others only (other roots, other parties): nobody bears himself out.
A case is settled when these put the matter at `sure` or above, or at its mirror or below; else it is open.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import msgspec

from ostraka.claims import Proposition, Stance
from ostraka.weighing.case import Case
from ostraka.weighing.policy import table
from ostraka.weighing.pool import log_odds, prior, worth
from ostraka.weighing.propositions import propositions
from ostraka.weighing.statements import Statement, fold

__all__ = ["KINDS", "Record", "Told", "kind", "outcome", "records", "reliability", "told_of", "wilson"]

KINDS = ("promise", "denial", "allegation")
SPOKEN = {"denies": "denial", "promises": "promise", "alleges": "allegation", "asserts": "allegation"}
ON_THE_WAY = frozenset({"sought", "promised", "attempted", "predicted"})


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """How a source's words of one kind came out: `held` of `settled`, beside `open`; `share` None under the least."""

    kind: str
    held: int
    settled: int
    open: int
    share: float | None = None
    low: float | None = None
    high: float | None = None


def rules() -> dict[str, Any]:
    """The thresholds (tracks.toml)."""
    return table("tracks")


def records(propositions: Iterable[Proposition], key: Callable[[Stance], object]) -> dict[object, tuple[Record, ...]]:
    """The records of every source; `key` says whose word a stance is (None: nobody's)."""
    counts: dict[object, dict[str, dict[bool | None, int]]] = defaultdict(lambda: defaultdict(lambda: defaultdict(int)))
    for p in propositions:
        for s in p.stances:
            who, what = key(s), kind(s, p)
            if who is not None and what:
                counts[who][what][outcome(s, what, p)] += 1
    return {who: tuple(record(k, kinds[k]) for k in KINDS if k in kinds) for who, kinds in counts.items()}


def kind(s: Stance, p: Proposition) -> str | None:
    """What kind of word a stance is: a promise of one's own, a denial, or an allegation of what others did."""
    told = SPOKEN.get(s.verb)
    if s.stage in ON_THE_WAY and told == "allegation":
        return "promise" if s.verb == "asserts" and s.stage == "promised" and s.party == p.from_ else None
    return None if told == "allegation" and s.party in (p.from_, p.to) else told


def outcome(s: Stance, what: str, p: Proposition) -> bool | None:
    """Whether others bore the word out (True), did not (False), or nothing is settled (None)."""
    others = [o for o in p.stances if o.root != s.root and o.party != s.party and o.stage not in ON_THE_WAY]
    if what == "promise":
        return True if believed(o for o in others if (o.date or "") >= (s.date or "")) is True else None
    happened = believed(others)
    return None if happened is None else not happened if what == "denial" else happened


def believed(others: Iterable[Stance]) -> bool | None:
    """What the words of others amount to: it happened, it did not, or neither is sure."""
    total = sum(o.weight for o in others)
    edge = math.log(rules()["sure"] / (1 - rules()["sure"]))
    return True if total >= edge else False if total <= -edge else None


def record(what: str, counts: dict[bool | None, int]) -> Record:
    """A record from its counts; the share with its interval only from the least number of settled cases on."""
    held, settled = counts[True], counts[True] + counts[False]
    if what == "promise":  # a promise that nobody saw kept is open, not broken: the share is of all
        settled = held + counts[None]
    if settled < rules()["least"]:
        return Record(kind=what, held=held, settled=settled, open=counts[None])
    low, high = wilson(held, settled, rules()["level"])
    return Record(kind=what, held=held, settled=settled, open=counts[None], share=held / settled, low=low, high=high)


def wilson(held: int, n: int, z: float) -> tuple[float, float]:
    """Wilson's interval of a share (E. B. Wilson, 1927).

    >>> [round(x, 3) for x in wilson(5, 10, 1.96)]
    [0.237, 0.763]
    """
    p, spread = held / n, z * z / n
    middle = (p + spread / 2) / (1 + spread)
    half = z * math.sqrt(p * (1 - p) / n + spread / (4 * n)) / (1 + spread)
    return middle - half, middle + half


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """A source: how many claims it speaks in, its letter (or figure that people set), the record of its allegations.

    `knows` is the reliability that counts today (sources.toml, or as people graded); `would` the one that the record
    would give, None under the least number of settled cases.
    """

    name: str
    party: str | None
    kind: str
    claims: int
    letter: str | None
    record: Record | None
    knows: float
    would: float | None


def told_of(case: Case, grades: Mapping[str, str], name: str | None = None) -> list[Told]:
    """The sources of a case, the most quoted first; only those called `name`, or speaking for it, where given."""
    people: dict[tuple[str, str | None], list[Statement]] = defaultdict(list)
    for said in case.matters.values():
        for r in said:
            if name is None or fold(name) in (fold(r.s.name), fold(r.s.party or "")):
                people[r.s.name, r.s.party].append(r.s)
    found = records(propositions(case), lambda s: (s.speaker or s.party, s.party))
    made = [source(who, people[who], found, grades) for who in people]
    return sorted(made, key=lambda t: (-t.claims, t.name, t.party or ""))


def source(
    who: tuple[str, str | None],
    said: Sequence[Statement],
    found: Mapping[object, tuple[Record, ...]],
    grades: Mapping[str, str],
) -> Told:
    """One source with its record."""
    name, party = who
    kind = min(s.kind for s in said)
    letter = next((grades[k] for k in (fold(name), fold(party or "")) if k and k in grades), None)
    mine = next((r for r in found.get((name, party or name), ()) if r.kind == "allegation"), None)
    enough = mine is not None and mine.settled >= rules()["least"]
    return Told(
        name=name,
        party=party,
        kind=kind,
        claims=len({s.claim.id for s in said}),
        letter=letter,
        record=mine,
        knows=worth(kind, letter)[0],
        would=reliability(mine.held, mine.settled, kind) if mine is not None and enough else None,
    )


def reliability(held: int, settled: int, kind: str) -> float:
    """How likely a source of such a kind knows what it speaks of, of whose settled allegations so many were borne out.

    The share is drawn towards what the kind's own figure makes one expect, as if `weight` cases had come out so; then
    the model of sources.toml is solved for `knows`: odds of the share = odds of the prior · (k + (1−k)a) / ((1−k)a).

    >>> round(reliability(0, 0, "person"), 2), reliability(40, 40, "person") > 0.6 > reliability(5, 20, "person")
    (0.6, True)
    """
    knows, anyway = worth(kind, None)
    odds = math.exp(prior() + log_odds(knows, anyway))
    weight = float(rules()["weight"])
    share = (held + weight * odds / (1 + odds)) / (settled + weight)
    ratio = share / (1 - share) / math.exp(prior())
    less = anyway * max(ratio - 1, float(rules()["worst"]))
    return round(less / (1 + less), 2)
