"""The whole ledger weighed, kept beside it and brought up to date by what changed: the ties of every state in a moment.

What the claims between two ends amount to depends on them, on the copies of their articles, on decisions, and on who is
at odds with whom. It is worked out once, and holds from one day on which something is said or begins to fade to the
next (`summary.py`), and from one day of publication to the next. So a day between is told without weighing, and a new
article costs only the ends that it speaks of. What is told here equals what `weighing.ties` says of all claims: tested.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import nullcontext
from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple

import msgspec

from ostraka import ledger
from ostraka.claims import Claim, Proposition
from ostraka.ledger import Ledger
from ostraka.ledger.ends import Ends
from ostraka.ledger.sidecar import sidecar
from ostraka.weighing import policy
from ostraka.weighing.case import Case, load
from ostraka.weighing.decisions import decided
from ostraka.weighing.kept import Ties
from ostraka.weighing.part import ANY, Value, ends_of, part_of, unswept
from ostraka.weighing.propositions import propositions
from ostraka.weighing.summary import Dispute, factor, tie_id, told
from ostraka.weighing.tracks import Heard, Told, together, told_of
from ostraka.weighing.tracks import told as told_from
from ostraka.weighing.upkeep import (
    Opening,
    begun,
    day_of,
    filled,
    jobs_of,
    kept_odds,
    mark_of,
    pieces,
    records_of,
    refreshed,
)

__all__ = [
    "Standing",
    "around",
    "claims_between",
    "disputes",
    "fill",
    "heard",
    "kept",
    "missing",
    "part",
    "proposition",
    "ruled",
    "sizes",
    "standing",
    "tracked",
]

TIES, DISPUTES = "ties", "disputes"  # what is kept of a whole day


class Standing(NamedTuple):
    """The ties of all states on a day, each with a few of its claims and without the words of its reasons."""

    at: str
    known: str | None
    ties: Ties


class Disputed(msgspec.Struct, frozen=True, array_like=True):
    """A value of which only the disputes are read."""

    summaries: msgspec.Raw
    disputes: tuple[Dispute, ...]


def standing(book: Ledger | Path, *, at: str | None = None, known: str | None = None) -> Standing:
    """The ties of all states as of `at` (without it: the latest article's day), from what was published by `known`.

    Given a path, the ledger is held only while claims are read from it, not while they are weighed.
    """
    opening, where = opener(book)
    with sidecar(where) as side:
        day, token = begun(opening, side, at, known)
        there = side.day(TIES, day, known or ANY)
        if there is not None:
            return Standing(day, known, Ties.read(there))
        asked = date.fromisoformat(day).toordinal()
        with unswept():
            rows = filled(opening, side, day, known)
            ties = Ties.of(told(s, asked) for value in rows for s in decoded(value).summaries)
        side.put_day(token, TIES, day, known or ANY, ties.written())
        return Standing(day, known, ties)


def kept(book: Ledger, *, at: str | None = None, known: str | None = None) -> Standing | None:
    """The same where it was told before and nothing changed since; else None, without weighing anything."""
    with sidecar(book.where) as side:
        if side.fact("mark") != mark_of(book):
            return None
        day = at or day_of(book, known)
        there = side.day(TIES, day, known or ANY)
        return Standing(day, known, Ties.read(there)) if there is not None else None


def missing(book: Ledger, *, at: str | None = None, known: str | None = None) -> tuple[int, int]:
    """How many claims stand between ends that are not weighed yet for a day, and how many there are."""
    with sidecar(book.where) as side:
        refreshed(book, side)
        sizes, there = side.ends(), side.weighed("rows", at or day_of(book, known), known or ANY)
        return sum(n for ends, n in sizes.items() if ends not in there), sum(sizes.values())


def disputes(book: Ledger | Path, *, at: str | None = None, known: str | None = None) -> list[Dispute]:
    """What is contested on that day, the most even and weighty first."""
    opening, where = opener(book)
    with sidecar(where) as side, unswept():
        day, token = begun(opening, side, at, known)
        there = side.day(DISPUTES, day, known or ANY)
        if there is not None:
            return msgspec.msgpack.decode(there, type=list[Dispute])
        read = msgspec.msgpack.Decoder(Disputed).decode
        found = ranked((d for value in filled(opening, side, day, known) for d in read(value).disputes), day)
        side.put_day(token, DISPUTES, day, known or ANY, msgspec.msgpack.encode(found))
        return found


def ranked(found: Iterable[Dispute], day: str) -> list[Dispute]:
    """Those that are still disputes on a day, the most even and weighty first."""
    asked = date.fromisoformat(day).toordinal()
    least = policy.table("sources")["contested"]["least"]
    faded = ((factor(d.act, d.channel, d.at, asked), d) for d in found)
    still = [(left * min(d.for_, d.against), d) for left, d in faded if left * d.against >= least]
    return [d for _, d in sorted(still, key=lambda x: (-x[0], x[1].proposition))]


def heard(path: Path, *, at: str | None = None, known: str | None = None) -> list[Heard]:
    """Who speaks in the ledger and how it came out, between ends with codes: worked out in pieces, and kept."""
    opening, where = opener(path)
    read = msgspec.msgpack.Decoder(list[Heard]).decode
    with sidecar(where) as side:
        day, _ = begun(opening, side, at, known)
        return together(h for value in filled(opening, side, day, known, "heard") for h in read(value))


def tracked(
    path: Path, name: str | None = None, *, at: str | None = None, known: str | None = None
) -> tuple[list[Told], bool]:
    """The sources with their records, the most quoted first; whether only those between ends with codes were heard.

    So it is in a ledger of more claims than one process weighs alone, which is never read whole.
    """
    with ledger.open(path) as book:
        grades, many = decided(book.decisions()).grades, book.by_ends.mark().counts["claims"] > pieces()["alone"]
        if not many:
            return told_of(load(book, at=at, known=known), grades, name), False
    return told_from(heard(path, at=at, known=known), grades, name), True


def ruled(book: Ledger, rule: str, but: str) -> list[str]:
    """What `by_ends.ruled` says, kept until the ledger changes."""
    name = f"ruled {rule} {but}"
    with sidecar(book.where) as side:
        token = mark_of(book)
        there = side.fact(name) if side.fact("mark") == token else None
        if there is not None:
            return msgspec.msgpack.decode(there, type=list[str])
        found = book.by_ends.ruled(rule, but)
        side.put_fact(token, name, msgspec.msgpack.encode(found))
        return found


def sizes(book: Ledger) -> dict[Ends, int]:
    """How many claims there are between any two ends, as kept."""
    with sidecar(book.where) as side:
        refreshed(book, side)
        return side.ends()


def fill(path: Path, *, at: str | None = None, known: str | None = None) -> str:
    """Weigh what is not weighed yet, holding the ledger only while claims are read; the day that was meant."""
    opening, where = opener(path)
    with sidecar(where) as side:
        day, _ = begun(opening, side, at, known)
        for _ in filled(opening, side, day, known):
            break
    return day


def part(
    book: Ledger,
    *,
    states: Iterable[str] = (),
    ends: Iterable[Ends] = (),
    at: str | None = None,
    known: str | None = None,
    language: str = "en",
) -> Case:
    """All claims between such ends, or with one of `states` at an end, ready to be weighed as in the whole ledger."""
    wanted = set(ends)
    codes = set(states)
    if codes:
        wanted |= {e for e in sizes(book) if codes & set(e)}
    with sidecar(book.where) as side:
        found, odds = records_of(book, wanted), kept_odds(book, side)
        (job,) = jobs_of(book, [found], at or day_of(book, known), known, odds)
    return part_of(job, wanted, language)


def around(
    book: Ledger, claim: Claim, *, at: str | None = None, known: str | None = None, language: str = "en"
) -> Case:
    """All that bears on the matter of one claim, ready to be weighed; everything, where an end has no code."""
    ends = ends_of(decided(book.decisions()).claim(claim) or claim)
    if ends is not None:
        return part(book, ends=[ends], at=at, known=known, language=language)
    return load(book, at=at, known=known, language=language)


def proposition(book: Ledger, id_: str) -> Proposition | None:
    """The proposition whose id begins so, as of the latest day; None where there is none, or more than one."""
    near = [t for t in standing(book).ties if any(p.startswith(id_) for p in t.propositions)]
    ends = {(min(t.from_ or "", t.to), max(t.from_ or "", t.to)) for t in near}
    found = [p for p in propositions(part(book, ends=ends)) if p.id.startswith(id_)] if ends else []
    return found[0] if len(found) == 1 else None


def claims_between(
    book: Ledger, ends: Iterable[Ends], *, at: str | None = None, known: str | None = None
) -> dict[str, dict[str, Claim]]:
    """For each tie (by id) between such ends its claims (by id), oldest first."""
    made: dict[str, dict[str, Claim]] = {}
    for matter, said in part(book, ends=ends, at=at, known=known).matters.items():
        claims = {r.s.claim.id: r.s.claim for r in said}
        order = sorted(claims, key=lambda i: (claims[i].article.published or "9999", i))
        made[tie_id(matter)] = {i: claims[i] for i in order}
    return made


def opener(book: Ledger | Path) -> tuple[Opening, Path]:
    """How to open the ledger: anew each time, or the one that is open already."""
    if isinstance(book, Ledger):
        held = book
        return (lambda: nullcontext(held)), held.where
    path = book
    return (lambda: ledger.open(path)), path


def decoded(value: bytes) -> Value:
    """What the claims between two ends amount to."""
    return decoder().decode(value)


@cache
def decoder() -> msgspec.msgpack.Decoder[Value]:
    """Reads a value back."""
    return msgspec.msgpack.Decoder(Value)
