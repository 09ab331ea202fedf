"""The whole ledger weighed, kept beside it and brought up to date by what changed: the ties of every state in a moment.

What the claims between two ends amount to depends on them, on the copies of their articles, on decisions, and on who is
at odds with whom. It is worked out once, and holds from one day on which something is said or begins to fade to the
next (`summary.py`), and from one day of publication to the next. So a day between is told without weighing, and a new
article costs only the ends that it speaks of. What is told here equals what `weighing.ties` says of all claims: tested.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import AbstractContextManager, nullcontext
from datetime import date
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple

import msgspec

import ostraka
from ostraka import ledger
from ostraka.claims import Claim, Proposition
from ostraka.ledger import Decision, Ledger
from ostraka.ledger.ends import Ends, Mark
from ostraka.ledger.sidecar import Kind, Row, Sidecar, sidecar
from ostraka.weighing import policy
from ostraka.weighing.case import Case, load
from ostraka.weighing.decisions import decided
from ostraka.weighing.interest import hostile
from ostraka.weighing.kept import Ties
from ostraka.weighing.part import ANY, About, Job, Odds, Value, ends_of, follow, hear, jobs, part_of, unswept, weigh
from ostraka.weighing.propositions import propositions
from ostraka.weighing.statements import fold
from ostraka.weighing.summary import Dispute, factor, tie_id, told
from ostraka.weighing.tracks import Heard, Told, together, told_of
from ostraka.weighing.tracks import told as told_from

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
CHUNK = 40_000  # claims weighed by one process at a time
READ = 500_000  # claims read at once: the whole table is looked through each time
ROUNDS = 3  # times that we begin again when others write meanwhile
ALONE = 20_000  # fewer claims than this are not worth another process


class Standing(NamedTuple):
    """The ties of all states on a day, each with a few of its claims and without the words of its reasons."""

    at: str
    known: str | None
    ties: Ties


class Disputed(msgspec.Struct, frozen=True, array_like=True):
    """A value of which only the disputes are read."""

    summaries: msgspec.Raw
    disputes: tuple[Dispute, ...]


Opening = Callable[[], AbstractContextManager[Ledger]]


class State(msgspec.Struct, frozen=True, array_like=True):
    """What a sidecar belongs to: the tables and code of the weighing, and how far the ledger had come."""

    policy: str
    mark: Mark


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

    So it is in a ledger of more than ALONE claims, which is never read whole.
    """
    with ledger.open(path) as book:
        grades, many = decided(book.decisions()).grades, book.by_ends.mark().counts["claims"] > ALONE
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


def day_of(book: Ledger, known: str | None) -> str:
    """The day that is asked about when none is named."""
    return book.by_ends.latest(known) or known or date.min.isoformat()


def decoded(value: bytes) -> Value:
    """What the claims between two ends amount to."""
    return decoder().decode(value)


@cache
def decoder() -> msgspec.msgpack.Decoder[Value]:
    """Reads a value back."""
    return msgspec.msgpack.Decoder(Value)


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
    for _ in range(ROUNDS):
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
    if workers < 2 or sum(sizes[e] for e in missing) < ALONE:
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
        if group and total + sizes[ends] > CHUNK:
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
        if several and total + more > READ:
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
