"""What is kept weighed beside a ledger, brought up to date: what is no longer so goes, what is missing is weighed.

Ends are weighed in pieces, by several processes where there is much, and each piece is kept when it is done.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import AbstractContextManager
from datetime import date
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import msgspec

import ostraka
from ostraka.ledger import Decision, Ledger
from ostraka.ledger.ends import Ends, Mark
from ostraka.ledger.sidecar import Kind, Row, Sidecar
from ostraka.weighing import policy
from ostraka.weighing.decisions import decided
from ostraka.weighing.interest import hostile
from ostraka.weighing.part import ANY, About, Job, Odds, ends_of, follow, hear, jobs, weigh
from ostraka.weighing.statements import fold

__all__ = [
    "Opening",
    "begun",
    "day_of",
    "filled",
    "jobs_of",
    "kept_odds",
    "mark_of",
    "pieces",
    "records_of",
    "refreshed",
]

Opening = Callable[[], AbstractContextManager[Ledger]]


def pieces() -> dict[str, Any]:
    """How the work is cut up (work.toml)."""
    found: dict[str, Any] = policy.table("work")["pieces"]
    return found


class State(msgspec.Struct, frozen=True, array_like=True):
    """What a sidecar belongs to: the tables and code of the weighing, and how far the ledger had come."""

    policy: str
    mark: Mark


def day_of(book: Ledger, known: str | None) -> str:
    """The day that is asked about when none is named."""
    return book.by_ends.latest(known) or known or date.min.isoformat()


# ---- up to date


@cache
def fingerprint() -> str:
    """A hash of the code and the tables that decide what claims amount to: another one makes all anew."""
    digest = hashlib.sha256()
    root = Path(ostraka.__file__).parent
    for folder in ("weighing", "relations"):
        for file in sorted((root / folder).iterdir()):
            if file.suffix in (".py", ".toml", ".csv"):
                digest.update(file.name.encode() + file.read_bytes())
    return digest.hexdigest()[:16]


def begun(opening: Opening, side: Sidecar, at: str | None, known: str | None) -> tuple[str, bytes]:
    """Bring the sidecar to where the ledger is; the day that is asked about, and the mark."""
    with opening() as book:
        return at or day_of(book, known), refreshed(book, side)


def mark_of(book: Ledger) -> bytes:
    """How far the ledger has come, and by which rules it is weighed, as the sidecar keeps it."""
    return msgspec.msgpack.encode(State(fingerprint(), book.by_ends.mark()))


def refreshed(book: Ledger, side: Sidecar) -> bytes:
    """Let everything go that is no longer so, and only that; the mark as the sidecar keeps it."""
    token = mark_of(book)
    kept = side.fact("mark")
    if kept == token:
        return token
    decisions = book.decisions()
    odds = odds_of(book, decisions)
    facts = {"mark": token, "odds": msgspec.msgpack.encode(odds)}
    ends = book.by_ends.all() | dict.fromkeys(moved_ends(book, decisions), 0)
    before = msgspec.msgpack.decode(kept, type=State) if kept else None
    stale = stale_ends(book, side, before.mark, decisions, odds) if before and before.policy == fingerprint() else None
    if stale is None:
        side.begin(facts, ends)
    elif kept is not None and not side.move(kept, facts, ends, stale):
        return refreshed(book, side)  # another process was quicker
    return token


def odds_of(book: Ledger, decisions: Sequence[Decision]) -> Odds:
    """Who is said to be at odds with whom, as people left the claims."""
    ruling = decided(decisions)
    but = ruling.rejected | ruling.corrections.keys()
    rows = book.by_ends.hostile(hostile(), policy.rungs()[-1], but)
    made = Odds.of((r.doer, r.target, r.known.isoformat(), r.since.isoformat()) for r in rows)
    changed = book.claims(ids=tuple(sorted(ruling.corrections))) if ruling.corrections else []
    return made.also(changed, ruling, book.by_ends.datelines({c.article.id for c in changed}))


def moved_ends(book: Ledger, decisions: Sequence[Decision]) -> set[Ends]:
    """The ends that corrected claims have now."""
    ruling = decided(decisions)
    if not ruling.corrections:
        return set()
    found = book.claims(ids=tuple(sorted(ruling.corrections)))
    return {e for c in found if (e := ends_of(ruling.claim(c) or c)) is not None}


def stale_ends(book: Ledger, side: Sidecar, mark: Mark, decisions: Sequence[Decision], odds: Odds) -> set[Ends] | None:
    """The ends of which something may have changed since a mark; None where that cannot be told."""
    changed = book.by_ends.since(mark, decisions)
    if changed is None:
        return None
    near = {a for p in book.by_ends.copies(changed.articles) for a in (p.first, p.second)}
    stale = book.by_ends.of_articles(changed.articles | near)
    by_id = {d.id: d for d in decisions}
    touched = [by_id[t] for d in changed.decisions if d.verb == "undo" for t in d.targets if t in by_id]
    touched += changed.decisions
    targets = {t for d in touched if d.verb not in ("grade", "undo") for t in d.targets}
    stale |= book.by_ends.of_claims(targets)
    stale |= moved_ends(book, [d for d in touched if d.verb in ("correct", "merge")])
    stale |= moved_ends(book, [d for d in decisions if set(d.targets) & targets])
    graded = {fold(t.rpartition(":")[2]) for d in touched if d.verb == "grade" for t in d.targets}
    kept = side.fact("odds")
    turned = odds.differing(msgspec.msgpack.decode(kept, type=Odds)) if kept else frozenset()
    if graded or turned:
        decode = msgspec.msgpack.Decoder(About).decode
        for ends, value in side.about():
            about = decode(value)
            if graded & set(about.sources) or any((p, e) in turned for p in about.parties for e in ends):
                stale.add(ends)
    return stale


# ---- weighing what is missing


def filled(opening: Opening, side: Sidecar, at: str, known: str | None, kind: Kind = "rows") -> Iterator[bytes]:
    """What all ends amount to on a day, one after the other; what was not kept is weighed first, and kept.

    Of what was weighed no more is held in memory than what could not be kept, since others wrote meanwhile.
    """
    loose: dict[Ends, bytes] = {}
    for _ in range(pieces()["rounds"]):
        loose, sizes = {}, side.ends()
        there = side.weighed(kind, at, known or ANY)
        missing = [e for e in sizes if e not in there]
        if not missing:
            break
        for made, about, token in weighed(opening, side, missing, sizes, at, known, kind):
            if not side.put(token, kind, made, about):
                loose |= {r.ends: r.value for r in made}
        with opening() as book:
            if refreshed(book, side) == side.fact("mark") and set(side.ends()) <= side.weighed(kind, at, known or ANY):
                break
    for ends, value in side.rows(kind, at, known or ANY):
        loose.pop(ends, None)
        yield value
    yield from loose.values()


Made = tuple[list[Row], dict[Ends, bytes], bytes]


def weighed(
    opening: Opening,
    side: Sidecar,
    missing: Sequence[Ends],
    sizes: Mapping[Ends, int],
    at: str,
    known: str | None,
    kind: Kind,
) -> Iterator[Made]:
    """What is missing, weighed in chunks, by several processes where there is much."""
    work = weigh if kind == "rows" else hear
    loads = loaded(opening, side, batches(chunks(missing, sizes), sizes), at, known)
    workers = os.cpu_count() or 1
    if workers < 2 or sum(sizes[e] for e in missing) < pieces()["alone"]:
        for job, token in loads:
            yield (*work(job), token)
        return
    context = get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=context, initializer=follow, initargs=(os.getpid(),)) as pool:
        waiting = []
        for job, token in loads:
            waiting.append((pool.submit(work, job), token))
            if len(waiting) > workers:  # no more in memory than is being weighed
                first, was = waiting.pop(0)
                yield (*first.result(), was)
        for done, token in waiting:
            yield (*done.result(), token)


def chunks(missing: Sequence[Ends], sizes: Mapping[Ends, int]) -> Iterator[list[Ends]]:
    """The ends in groups of at most so many claims."""
    group: list[Ends] = []
    total = 0
    for ends in missing:
        if group and total + sizes[ends] > pieces()["chunk"]:
            yield group
            group, total = [], 0
        group.append(ends)
        total += sizes[ends]
    if group:
        yield group


def loaded(
    opening: Opening, side: Sidecar, read: Iterable[list[list[Ends]]], at: str, known: str | None
) -> Iterator[tuple[Job, bytes]]:
    """The claims of each group with all that their weighing needs, and the mark at which they were read.

    `read` are the groups that are read at once.
    """
    for several in read:
        with opening() as book:  # the whole table is looked through: once for several groups
            token, odds = refreshed(book, side), kept_odds(book, side)
            found = records_of(book, {e for group in several for e in group})
            made = jobs_of(book, [{e: found.pop(e) for e in group} for group in several], at, known, odds)
        while made:
            yield made.pop(0), token


def batches(groups: Iterable[list[Ends]], sizes: Mapping[Ends, int]) -> Iterator[list[list[Ends]]]:
    """Several groups at a time, of at most so many claims or one."""
    several: list[list[Ends]] = []
    total = 0
    for group in groups:
        more = sum(sizes[e] for e in group)
        if several and total + more > pieces()["read"]:
            yield several
            several, total = [], 0
        several.append(group)
        total += more
    if several:
        yield several


def records_of(book: Ledger, ends: Iterable[Ends]) -> dict[Ends, list[str]]:
    """The records of the claims between these ends."""
    records: dict[Ends, list[str]] = {e: [] for e in ends}
    for e, record in book.by_ends.records(records):
        records[e].append(record)
    return records


def kept_odds(book: Ledger, side: Sidecar) -> Odds:
    """Who is at odds with whom, as kept; `refreshed` keeps it with the mark."""
    refreshed(book, side)
    kept = side.fact("odds")
    return msgspec.msgpack.decode(kept, type=Odds) if kept else odds_of(book, book.decisions())


def jobs_of(book: Ledger, groups: list[dict[Ends, list[str]]], at: str, known: str | None, odds: Odds) -> list[Job]:
    """For each group of records what is needed to weigh their claims."""
    ruling = decided(book.decisions())
    changed = book.claims(ids=tuple(sorted(ruling.corrections))) if ruling.corrections else []
    moved = [(ends, claim) for claim in changed if (ends := ends_of(ruling.claim(claim) or claim)) is not None]
    return jobs(book, groups, moved, ruling, odds, at, known)
