"""Some ends of the ledger, weighed as the whole ledger would weigh them: what one process does for `world.py`."""

from __future__ import annotations

import gc
import os
import threading
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from ostraka.claims import Claim
from ostraka.ledger import Pair
from ostraka.ledger.ends import Dateline, Ends
from ostraka.ledger.sidecar import Row
from ostraka.weighing.case import Case, case
from ostraka.weighing.clusters import clusters
from ostraka.weighing.decisions import Ruling
from ostraka.weighing.interest import hostility
from ostraka.weighing.policy import table
from ostraka.weighing.propositions import outlines
from ostraka.weighing.statements import day, fold, headed, matter_of
from ostraka.weighing.summary import Dispute, Summary, disputes_of
from ostraka.weighing.ties import coded, summaries
from ostraka.weighing.tracks import heard_in

if TYPE_CHECKING:
    from ostraka.ledger import Ledger

__all__ = ["ANY", "About", "Job", "Odds", "Value", "ends_of", "follow", "hear", "jobs", "part_of", "unswept", "weigh"]

ANY = "9999-12-30"  # stands for "whatever is known", a day before the end of days
FIRST, LAST = date.min.isoformat(), date.max.isoformat()
LAST_DAY = date.max.toordinal()


class Value(msgspec.Struct, frozen=True, array_like=True):
    """What the claims between two ends amount to on one day."""

    summaries: tuple[Summary, ...]
    disputes: tuple[Dispute, ...]


class About(msgspec.Struct, frozen=True, array_like=True):
    """Who speaks between two ends: the parties, and every name by which a source may be graded."""

    parties: tuple[str, ...]
    sources: tuple[str, ...]


class Odds(msgspec.Struct, frozen=True, array_like=True):
    """Pairs of parties at odds, each with the (day known, first day) of which no other is earlier in both."""

    pairs: dict[str, tuple[tuple[str, str], ...]]

    @staticmethod
    def of(rows: Iterable[tuple[str, str, str, str]]) -> Odds:
        """From rows of doer, target, the day of the article, and the first day that it may hold."""
        found: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for doer, target, known, since in rows:
            found[key(doer, target)].append((known, since))
        return Odds({pair: front(found[pair]) for pair in sorted(found)})

    def also(self, claims: Iterable[Claim], ruling: Ruling, datelines: Mapping[str, Dateline]) -> Odds:
        """The same with what corrected claims say."""
        rows = [(*pair.split(" "), *both) for pair, fronts in self.pairs.items() for both in fronts]
        for claim in claims:
            corrected = ruling.claim(claim)
            known = day(datelines[claim.article.id].day) if claim.article.id in datelines else None
            h = hostility(corrected, known) if corrected else None
            if h and h.known and not (h.doer + h.target).count("?"):
                rows.append((h.doer, h.target, h.known.isoformat(), (h.since or date.min).isoformat()))
        return Odds.of((a, b, c, d) for a, b, c, d in rows)

    def on(self, at: str, known: str) -> frozenset[tuple[str, str]]:
        """The pairs at odds on a day, both ways round."""
        found = [p.split(" ") for p, fronts in self.pairs.items() if any(k <= known and s <= at for k, s in fronts)]
        return frozenset((x, y) for a, b in found for x, y in ((a, b), (b, a)))

    def turns(self, parties: Iterable[str], ends: Ends) -> list[tuple[str, str]]:
        """The (day known, first day) on which a party comes to be at odds with an end."""
        return [both for p in parties for e in ends if e for both in self.pairs.get(key(p, e), ())]

    def differing(self, other: Odds) -> frozenset[tuple[str, str]]:
        """The pairs, both ways round, of which the two do not say the same."""
        every = self.pairs.keys() | other.pairs.keys()
        found = [p.split(" ") for p in every if self.pairs.get(p) != other.pairs.get(p)]
        return frozenset((x, y) for a, b in found for x, y in ((a, b), (b, a)))


def key(a: str, b: str) -> str:
    """Two parties, either way round."""
    return f"{min(a, b)} {max(a, b)}"


def front(both: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Those of which no other is known as early and holds as early."""
    made: list[tuple[str, str]] = []
    for known, since in sorted(both):
        if not made or since < made[-1][1]:
            made.append((known, since))
    return tuple(made)


class Job(NamedTuple):
    """Claims (records) by ends with all that their weighing needs: picklable, for another process."""

    records: dict[Ends, list[str]]
    moved: list[tuple[Ends, Claim]]
    pairs: list[Pair]
    datelines: dict[str, Dateline]
    ruling: Ruling
    odds: Odds
    at: str
    known: str | None


def jobs(
    book: Ledger,
    groups: Sequence[dict[Ends, list[str]]],
    moved: Sequence[tuple[Ends, Claim]],
    ruling: Ruling,
    odds: Odds,
    at: str,
    known: str | None,
) -> list[Job]:
    """A job for each group of records, with its articles and their copies from an open ledger, asked for once for all.

    `moved` are claims that people corrected, with the ends that they have now.
    """
    read = msgspec.json.Decoder(Bare).decode
    here = [[(e, c) for e, c in moved if e in records] for records in groups]
    articles = [
        {read(r).article.id for found in records.values() for r in found} | {c.article.id for _, c in mine}
        for records, mine in zip(groups, here, strict=True)
    ]
    linked = Linked(book.by_ends.copies(set().union(*articles)))
    lines = book.by_ends.datelines(set().union(*articles, linked.by_article))
    made = []
    for records, mine, own in zip(groups, here, articles, strict=True):
        pairs = linked.to(own)
        every = own.union(*((p.first, p.second) for p in pairs))
        made.append(Job(records, mine, pairs, {a: lines[a] for a in every if a in lines}, ruling, odds, at, known))
    return made


class Linked:
    """Pairs of copies, to ask which of them link an article to others, directly or through others."""

    def __init__(self, pairs: Iterable[Pair]) -> None:
        self.pairs = list(pairs)
        self.by_article: dict[str, list[int]] = defaultdict(list)
        for k, p in enumerate(self.pairs):
            self.by_article[p.first].append(k)
            self.by_article[p.second].append(k)

    def to(self, articles: Iterable[str]) -> list[Pair]:
        """The pairs that link these articles, in their order."""
        found: set[int] = set()
        fresh = self.by_article.keys() & set(articles)
        while fresh:
            more = {k for a in fresh for k in self.by_article[a]} - found
            found |= more
            fresh = {a for k in more for a in (self.pairs[k].first, self.pairs[k].second)}
        return [self.pairs[k] for k in sorted(found)]


class Id(msgspec.Struct):
    """An article of which only the id is asked."""

    id: str


class Bare(msgspec.Struct):
    """A claim of which only the article is asked."""

    article: Id


def ends_of(claim: Claim) -> Ends | None:
    """The ends of a claim between coded actors, "" where there is no doer; None where an end has no code."""
    matter = matter_of(claim)
    if not coded(matter):
        return None
    a, b = sorted((matter.from_ or "", matter.to))
    return a, b


def weigh(job: Job) -> tuple[list[Row], dict[Ends, bytes]]:
    """What the claims between each ends amount to on the day of the job, for how long, and who speaks there."""
    with unswept():
        return worked_out(Shared(job))


def worked_out(shared: Shared) -> tuple[list[Row], dict[Ends, bytes]]:
    """The same of a job that is made ready."""
    rows, about = [], {}
    for ends in shared.job.records:
        claims = shared.claims(ends)
        made = shared.case(claims)
        found = outlines(made)
        value = Value(tuple(summaries(made, found)), tuple(disputes_of(made, found)))
        who = about_of(claims, shared)
        rows.append(row(ends, made, value, who, shared, shared.articles(claims)[0]))
        about[ends] = msgspec.msgpack.encode(who)
    return rows, about


def hear(job: Job) -> tuple[list[Row], dict[Ends, bytes]]:
    """Who speaks between each ends, and how it came out, on the day of the job and on no other."""
    at, known = job.at, job.known or ANY
    until, unknown = (date.fromordinal(min(date.fromisoformat(d).toordinal() + 1, LAST_DAY)) for d in (at, known))
    rows = []
    with unswept():
        shared = Shared(job)
        for ends in job.records:
            value = msgspec.msgpack.encode(heard_in(shared.case(shared.claims(ends))))
            rows.append(Row(ends, at, until.isoformat(), known, unknown.isoformat(), value))
    return rows, {}


def follow(parent: int) -> None:
    """Let this process end when the one that started it is gone: else it would wait for work for ever."""

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(table("work")["pieces"]["look"])
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


@contextmanager
def unswept() -> Iterator[None]:
    """Many small records are made, none of which is garbage: looking for garbage meanwhile doubles the time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def part_of(job: Job, ends: Iterable[Ends], language: str) -> Case:
    """The case of all claims between these ends."""
    shared = Shared(job)
    claims = [c for e in sorted(ends) for c in shared.claims(e)]
    return shared.case(claims, language)


class Shared:
    """What the ends of one job have in common."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self.decode = msgspec.json.Decoder(Claim).decode
        self.at_odds = job.odds.on(job.at, job.known or ANY)
        top = clusters(dict.fromkeys(job.datelines), job.pairs)  # one for all that are linked, whenever they are known
        self.members: dict[str, list[str]] = defaultdict(list)
        for article, first in top.items():
            self.members[first].append(article)
        self.pairs: dict[str, list[Pair]] = defaultdict(list)
        for p in job.pairs:
            if p.first in top:
                self.pairs[top[p.first]].append(p)
        self.top = top

    def claims(self, ends: Ends) -> list[Claim]:
        """The claims that lie between these ends, as people left them."""
        found = [self.decode(r) for r in self.job.records.get(ends, ())]
        found += [c for e, c in self.job.moved if e == ends]
        here = {c.id: c for c in found if ends_of(self.job.ruling.claim(c) or c) == ends}
        return [here[i] for i in sorted(here)]

    def articles(self, claims: Iterable[Claim]) -> tuple[list[str], list[Pair]]:
        """The articles of claims with all their copies, and the pairs that link them."""
        tops = sorted({self.top[c.article.id] for c in claims if c.article.id in self.top})
        return [a for t in tops for a in self.members[t]], [p for t in tops for p in self.pairs.get(t, ())]

    def case(self, claims: Sequence[Claim], language: str = "en") -> Case:
        """The case of these claims."""
        articles, pairs = self.articles(claims)
        lines = {a: self.job.datelines[a] for a in articles}
        return case(
            claims,
            at=self.job.at,
            known=self.job.known,
            copies=pairs,
            decisions=self.job.ruling,
            recorded={a: d.day for a, d in lines.items()},
            credits={a: d.credit for a, d in lines.items() if d.credit},
            outlets={a: d.outlet for a, d in lines.items() if d.outlet},
            at_odds=self.at_odds,
            language=language,
        )


def about_of(claims: Iterable[Claim], shared: Shared) -> About:
    """Who speaks in these claims, known yet or not."""
    parties: set[str] = set()
    names: set[str] = set()
    listed = list(claims)
    for claim in listed:
        names |= {n for n in (claim.article.publisher, headed(claim.article), claim.article.id) if n}
        for s in claim.sources:
            names |= {n for n in (s.name, s.role, s.text, s.kind, s.actor) if n}
            if s.actor:
                parties.add(s.actor)
    for article in shared.articles(listed)[0]:
        line = shared.job.datelines[article]
        names |= {n for n in (line.outlet, line.credit, article) if n}
    return About(tuple(sorted(parties)), tuple(sorted({fold(n) for n in names})))


def row(ends: Ends, made: Case, value: Value, who: About, shared: Shared, articles: Iterable[str]) -> Row:
    """The value with the days for which it holds; `articles` are all that its claims and their copies stand in."""
    at, known = shared.job.at, shared.job.known or ANY
    odds = shared.job.odds.turns(who.parties, ends)
    turns = {d.isoformat() for d in made.turns} | {since for k, since in odds if k <= known}
    since, until = between(at, turns)
    if not made.steady:
        since, until = at, date.fromordinal(min(made.at.toordinal() + 1, date.max.toordinal())).isoformat()
    days = {shared.job.datelines[a].day for a in articles}
    first, last = between(known, days | {k for k, _ in odds})
    return Row(ends, since, until, first, last, msgspec.msgpack.encode(value))


def between(asked: str, turns: Iterable[str]) -> tuple[str, str]:
    """The last turn up to a day, and the first after it."""
    listed = sorted(turns)
    return (
        max((t for t in listed if t <= asked), default=FIRST),
        min((t for t in listed if t > asked), default=LAST),
    )
