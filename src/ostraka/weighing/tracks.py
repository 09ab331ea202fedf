"""Track records: how often promises were later delivered, denials later upheld, allegations later borne out.

What became of a word is judged by the words of others only (other roots, other parties): nobody bears himself out.
A case is settled when these put the matter at `sure` or above, or at its mirror or below; else it is open.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from itertools import accumulate
from typing import Any

import msgspec

from ostraka.claims import Proposition, Stance
from ostraka.weighing.case import Case
from ostraka.weighing.policy import table
from ostraka.weighing.pool import log_odds, prior, worth
from ostraka.weighing.propositions import propositions
from ostraka.weighing.statements import Statement, fold

__all__ = [
    "KINDS",
    "Heard",
    "Others",
    "Record",
    "Told",
    "heard_in",
    "kind",
    "outcome",
    "records",
    "reliability",
    "together",
    "told",
    "told_of",
    "wilson",
]

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


Counts = dict[object, dict[str, dict[bool | None, int]]]


def records(propositions: Iterable[Proposition], key: Callable[[Stance], object]) -> dict[object, tuple[Record, ...]]:
    """The records of every source; `key` says whose word a stance is (None: nobody's)."""
    counts = counted(propositions, key)
    return {who: tuple(record(k, kinds[k]) for k in KINDS if k in kinds) for who, kinds in counts.items()}


def counted(propositions: Iterable[Proposition], key: Callable[[Stance], object]) -> Counts:
    """How many words of each kind of every source were borne out, were not, or are not settled."""
    counts: Counts = defaultdict(lambda: defaultdict(lambda: defaultdict(int)))
    for p in propositions:
        others = Others(p)
        for s in p.stances:
            who, what = key(s), kind(s, p)
            if who is not None and what:
                counts[who][what][outcome(s, what, others)] += 1
    return counts


def kind(s: Stance, p: Proposition) -> str | None:
    """What kind of word a stance is: a promise of one's own, a denial, or an allegation of what others did."""
    told = SPOKEN.get(s.verb)
    if s.stage in ON_THE_WAY and told == "allegation":
        return "promise" if s.verb == "asserts" and s.stage == "promised" and s.party == p.from_ else None
    return None if told == "allegation" and s.party in (p.from_, p.to) else told


Group = tuple[str | None, str | None]  # a root, a party; None: any


def groups(s: Stance) -> tuple[Group, ...]:
    """Everybody, the root of a stance, its party, and what that root says for that party."""
    return (None, None), (s.root, None), (None, s.party), (s.root, s.party)


class Others:
    """What others than a speaker say of a proposition, of what is done: other roots, other parties.

    Everything, less what his root and his party say: so it is not gone through anew for each of many thousand words.
    """

    def __init__(self, p: Proposition) -> None:
        said: dict[Group, list[tuple[str, float]]] = defaultdict(list)
        for o in p.stances:
            if o.stage not in ON_THE_WAY:
                for group in groups(o):
                    said[group].append((o.date or "", o.weight))
        self._days: dict[Group, list[str]] = {}
        self._rest: dict[Group, list[float]] = {}  # what is said from each of these days on
        for group, words in said.items():
            words.sort()
            self._days[group] = [day for day, _ in words]
            self._rest[group] = list(accumulate((weight for _, weight in reversed(words)), initial=0.0))[::-1]

    def weight(self, s: Stance, since: str = "") -> float:
        """The log-odds of what others say from a day on."""
        everything, his, theirs, both = (self._from(group, since) for group in groups(s))
        return everything - his - theirs + both

    def _from(self, group: Group, since: str) -> float:
        return self._rest[group][bisect_left(self._days[group], since)] if group in self._days else 0.0


def outcome(s: Stance, what: str, others: Others) -> bool | None:
    """Whether others bore the word out (True), did not (False), or nothing is settled (None)."""
    if what == "promise":
        return True if believed(others.weight(s, s.date or "")) is True else None
    happened = believed(others.weight(s))
    return None if happened is None else not happened if what == "denial" else happened


def believed(total: float) -> bool | None:
    """What the words of others amount to (log-odds): it happened, it did not, or neither is sure."""
    total = round(total, 12)
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


class Heard(msgspec.Struct, frozen=True, array_like=True):
    """A source in a part of a ledger: its kind, how many claims it speaks in, how its allegations came out.

    `held` of them were borne out, `failed` were not, `open` are not settled. Parts may be added up.
    """

    name: str
    party: str | None
    kind: str
    claims: int
    held: int = 0
    failed: int = 0
    open: int = 0


def heard_in(case: Case) -> list[Heard]:
    """The sources of a case."""
    people: dict[tuple[str, str | None], list[Statement]] = defaultdict(list)
    for said in case.matters.values():
        for r in said:
            people[r.s.name, r.s.party].append(r.s)
    counts = counted(propositions(case), lambda s: (s.speaker or s.party, s.party))
    made = []
    for (name, party), words in people.items():
        mine = counts.get((name, party or name), {}).get("allegation", {})
        outcomes = [mine.get(x, 0) for x in (True, False, None)]
        made.append(Heard(name, party, min(s.kind for s in words), len({s.claim.id for s in words}), *outcomes))
    return made


def together(parts: Iterable[Heard]) -> list[Heard]:
    """The sources of several parts, no claim of which stands in two."""
    found: dict[tuple[str, str | None], Heard] = {}
    for h in parts:
        a = found.get((h.name, h.party))
        if a is not None:
            sums = (a.claims + h.claims, a.held + h.held, a.failed + h.failed, a.open + h.open)
            h = Heard(h.name, h.party, min(a.kind, h.kind), *sums)
        found[h.name, h.party] = h
    return list(found.values())


def told_of(case: Case, grades: Mapping[str, str], name: str | None = None) -> list[Told]:
    """The sources of a case, the most quoted first; only those called `name`, or speaking for it, where given."""
    return told(heard_in(case), grades, name)


def told(heard: Iterable[Heard], grades: Mapping[str, str], name: str | None = None) -> list[Told]:
    """The same of sources that were counted before."""
    asked = fold(name) if name is not None else None
    made = [source(h, grades) for h in heard if asked is None or asked in (fold(h.name), fold(h.party or ""))]
    return sorted(made, key=lambda t: (-t.claims, t.name, t.party or ""))


def source(heard: Heard, grades: Mapping[str, str]) -> Told:
    """One source with its record."""
    name, party, kind = heard.name, heard.party, heard.kind
    letter = next((grades[k] for k in (fold(name), fold(party or "")) if k and k in grades), None)
    counts: dict[bool | None, int] = {True: heard.held, False: heard.failed, None: heard.open}
    mine = record("allegation", counts) if any(counts.values()) else None
    enough = mine is not None and mine.settled >= rules()["least"]
    return Told(
        name=name,
        party=party,
        kind=kind,
        claims=heard.claims,
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
