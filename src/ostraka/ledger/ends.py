"""Questions that go by the two ends of claims: what the cached weighing asks, so that it need not read everything.

`Ends` are the codes at both ends of a claim in alphabetical order, "" where one has none. All claims on one matter
have the same ends.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

import msgspec

from ostraka.ledger import asks
from ostraka.ledger.engines import Connection
from ostraka.ledger.rows import Decision, Pair
from ostraka.ledger.schema import TABLES

__all__ = ["Changed", "Dateline", "Ends", "Hostile", "Mark", "Questions"]

Ends = tuple[str, str]

GIVER, TAKER = "coalesce(nullif(c.giver, '?'), '')", "nullif(c.taker, '?')"
FIRST, SECOND = f"least({GIVER}, {TAKER})", f"greatest({GIVER}, {TAKER})"
CODED = f"{TAKER} IS NOT NULL AND {GIVER} <> {TAKER}"


FEW = 8  # ends up to which each is looked up by itself: equal codes are found without looking at every row


def each(ends: Iterable[Ends]) -> tuple[str, list[Any]]:
    """A test for the claims between few ends, with its values."""
    parts, values = [], []
    for a, b in ends:
        for giver, taker in ((a, b), (b, a)):
            if taker:
                test = "c.giver = ?" if giver else "(c.giver IS NULL OR c.giver IN ('', '?'))"
                parts.append(f"SELECT c.{asks.PLACE} FROM claims AS c WHERE {test} AND c.taker = ? AND {asks.LASTING}")
                values += [giver, taker] if giver else [taker]
    return f"c.{asks.PLACE} IN ({' UNION ALL '.join(parts)})", values


class Mark(msgspec.Struct, frozen=True, array_like=True):
    """How far a ledger has come: how many rows each table has, and when the last was recorded."""

    counts: dict[str, int]
    recorded: dict[str, datetime | None]


class Changed(NamedTuple):
    """What came since a mark: articles that were read or found to be copies, and decisions."""

    articles: frozenset[str]
    decisions: tuple[Decision, ...]


class Dateline(NamedTuple):
    """What the weighing asks of an article: the day from which it is known, its outlet, the agency that it credits."""

    day: str
    outlet: str | None
    credit: str | None


class Hostile(NamedTuple):
    """Somebody's claim that one does something to another: the day of the article, the first day it may hold."""

    doer: str
    target: str
    known: date
    since: date


class Speaker(NamedTuple):
    """Somebody who is quoted: his name, whom he speaks for, how many claims, denials, promises; one of the claims."""

    name: str
    actor: str | None
    claims: int
    denials: int
    promises: int
    claim: str


class Questions:
    """The questions of one open ledger."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def mark(self) -> Mark:
        """How far the ledger has come."""
        dated = [t.name for t in TABLES if "recorded" in t.columns]
        found = {name: self._db.rows(f"SELECT count(*), max(recorded) FROM {name}")[0] for name in dated}
        return Mark({n: int(f[0]) for n, f in found.items()}, {n: f[1] for n, f in found.items()})

    def since(self, mark: Mark, decided: Sequence[Decision]) -> Changed | None:
        """What came after a mark; None where rows came that are not later than it (clocks were turned back)."""
        now = self.mark()
        later: dict[str, str] = {}
        for name in ("articles", "readings", "copies", "decisions"):
            more, last = now.counts[name] - mark.counts.get(name, 0), mark.recorded.get(name)
            how = next((h for h in (">", ">=") if self._count(name, h, last) >= more), None)
            if how is None:
                return None
            later[name] = how
        read = self._later("SELECT article FROM readings", later["readings"], mark.recorded.get("readings"))
        copied = self._later("SELECT first, second FROM copies", later["copies"], mark.recorded.get("copies"))
        new = {
            row[0] for row in self._later("SELECT id FROM decisions", later["decisions"], mark.recorded["decisions"])
        }
        return Changed(frozenset(a for row in (*read, *copied) for a in row), tuple(d for d in decided if d.id in new))

    def _later(self, sql: str, how: str, last: datetime | None) -> list[tuple[Any, ...]]:
        return self._db.rows(f"{sql} WHERE recorded {how} ?", [last]) if last else self._db.rows(sql)

    def _count(self, name: str, how: str, last: datetime | None) -> int:
        return int(self._later(f"SELECT count(*) FROM {name}", how, last)[0][0])

    def all(self) -> dict[Ends, int]:
        """How many claims there are between any two ends of which the second has a code."""
        sql = f"SELECT {FIRST}, {SECOND}, count(*) FROM ({asks.CURRENT}) AS c WHERE {CODED} GROUP BY 1, 2"
        return {(a, b): int(n) for a, b, n in self._db.rows(sql)}

    def of_articles(self, articles: Collection[str]) -> set[Ends]:
        """The ends of all claims that any reading of these articles had."""
        sql = f"SELECT DISTINCT {FIRST}, {SECOND} FROM claims AS c WHERE {CODED} AND c.article IN (SELECT unnest(?))"
        return {(a, b) for a, b in self._db.rows(sql, [sorted(articles)])} if articles else set()

    def of_claims(self, ids: Collection[str]) -> set[Ends]:
        """The ends of these claims."""
        sql = f"SELECT DISTINCT {FIRST}, {SECOND} FROM claims AS c WHERE {CODED} AND c.id IN (SELECT unnest(?))"
        return {(a, b) for a, b in self._db.rows(sql, [sorted(ids)])} if ids else set()

    def records(self, ends: Iterable[Ends]) -> Iterator[tuple[Ends, str]]:
        """The records of all claims between these ends, each with its ends."""
        wanted = sorted(set(ends))
        if not wanted:
            return
        if len(wanted) <= FEW:
            which, values = each(wanted)
        else:
            between = f"JOIN (SELECT unnest(?) AS a, unnest(?) AS b) AS e ON {FIRST} = e.a AND {SECOND} = e.b"
            which = asks.found_first(f"{CODED} AND {asks.LASTING}", between)
            values = [[x for x, _ in wanted], [y for _, y in wanted]]
        sql = f"SELECT {FIRST}, {SECOND}, c.record FROM claims AS c WHERE {which}"
        for a, b, record in self._db.stream(sql, values):
            yield (a, b), record

    def copies(self, articles: Collection[str]) -> list[Pair]:
        """The pairs of copies that these articles are linked by, directly or through others."""
        found: dict[tuple[str, str, str], Pair] = {}
        seen: set[str] = set()
        fresh = set(articles)
        sql = "SELECT first, second, kind, likeness, words FROM copies WHERE {} IN (SELECT unnest(?))"
        while fresh:
            seen |= fresh
            wanted = [sorted(fresh)]
            for row in (*self._db.rows(sql.format("first"), wanted), *self._db.rows(sql.format("second"), wanted)):
                pair = Pair(first=row[0], second=row[1], kind=row[2], likeness=row[3], words=row[4])
                found[pair.first, pair.second, pair.kind] = pair
            fresh = {a for p in found.values() for a in (p.first, p.second)} - seen
        return [found[key] for key in sorted(found)]

    def datelines(self, articles: Collection[str] | None = None) -> dict[str, Dateline]:
        """What the weighing asks of these articles; of all, without any."""
        sql = "SELECT id, day, publisher, credit FROM articles"
        if articles is None:
            found = self._db.stream(sql)
        else:
            found = self._db.stream(f"{sql} WHERE id IN (SELECT unnest(?))", [sorted(articles)])
        return {a: Dateline(d.isoformat(), p, c) for a, d, p, c in found}

    def hostile(self, acts: Collection[str], stage: str, but: Collection[str]) -> list[Hostile]:
        """Between coded ends, who is said to do such acts to whom at that stage; claims of `but` left out.

        One row for each day of publication, with the earliest day of which that day's articles speak.
        """
        sql = (
            f"SELECT c.giver, c.taker, c.day, min(coalesce(c.start, least(c.ending, c.day), c.day)) "
            f"FROM ({asks.CURRENT}) AS c WHERE {CODED} AND {GIVER} <> '' AND c.act IN (SELECT unnest(?)) "
            "AND c.stage = ? AND c.factuality LIKE '%+' AND c.id NOT IN (SELECT unnest(?)) "
            "GROUP BY 1, 2, 3 ORDER BY 1, 2, 3"
        )
        return [Hostile(*row) for row in self._db.rows(sql, [sorted(acts), stage, sorted(but) or [""]])]

    def ruled(self, rule: str, but: str) -> list[str]:
        """The records of the claims of which a rule begins so, but of readings by a reader that begins with `but`."""
        theirs = "SELECT id FROM readings WHERE reader IS NOT NULL AND NOT starts_with(reader, ?)"
        if not self._db.rows(f"{theirs} LIMIT 1", [but]):
            return []
        test = f"{asks.LASTING} AND c.reading IN ({theirs})"
        sql = f"SELECT c.record FROM claims AS c WHERE {asks.found_first(test)} AND contains(c.record, ?)"
        return [str(row[0]) for row in self._db.rows(sql, [but, f'"{rule}'])]

    def outlets(self, code: str, known: str | None, but: Collection[str]) -> list[dict[str, Any]]:
        """The outlets of the claims that have a code at an end, of those published by then; claims of `but` left out.

        Each with how many claims and articles, the most first.
        """
        limit, values = (f" AND c.day <= {asks.DATE}", [known]) if known else ("", [])
        sql = (
            "SELECT coalesce(a.publisher, '?'), count(*), count(DISTINCT c.article) "
            f"FROM ({asks.CURRENT}) AS c JOIN articles AS a ON a.id = c.article "
            f"WHERE (c.giver = ? OR c.taker = ?) AND c.id NOT IN (SELECT unnest(?)){limit} "
            "GROUP BY 1 ORDER BY 2 DESC, 1"
        )
        found = self._db.rows(sql, [code, code, sorted(but) or [""], *values])
        return [{"name": name, "claims": int(n), "articles": int(m)} for name, n, m in found]

    def speakers(self, known: str | None, but: Collection[str]) -> list[Speaker]:
        """Who is quoted, by name or, without one, by whom he speaks for; claims of `but` left out, the most first."""
        limit, values = (f" AND c.day <= {asks.DATE}", [known]) if known else ("", [])
        sql = (
            "SELECT coalesce(c.speaker, c.voice), c.voice, count(*), count(*) FILTER (WHERE c.factuality LIKE '%-'), "
            f"count(*) FILTER (WHERE c.stage = 'promised'), min(c.id) FROM ({asks.CURRENT}) AS c "
            f"WHERE coalesce(c.speaker, c.voice) IS NOT NULL AND c.id NOT IN (SELECT unnest(?)){limit} "
            "GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2"
        )
        return [Speaker(*row) for row in self._db.rows(sql, [sorted(but) or [""], *values])]

    def by_day(self) -> dict[str, int]:
        """How many articles are known from each day."""
        return {d.isoformat(): int(n) for d, n in self._db.rows("SELECT day, count(*) FROM articles GROUP BY day")}

    def newest(self, known: str | None, most: int) -> list[str]:
        """The ids of the newest articles, the newest first, of those known by then."""
        limit, values = (f"WHERE day <= {asks.DATE}", [known]) if known else ("", [])
        sql = f"SELECT id FROM articles {limit} ORDER BY day DESC, id DESC LIMIT {int(most)}"
        return [str(row[0]) for row in self._db.rows(sql, values)]

    def latest(self, known: str | None) -> str | None:
        """The day of the latest article that carries its date, of those known by then; else of the latest at all."""
        limit, values = (f" AND day <= {asks.DATE}", [known]) if known else ("", [])
        for dated in ("published IS NOT NULL", "TRUE"):
            found = self._db.rows(f"SELECT max(day) FROM articles WHERE {dated}{limit}", values)[0][0]
            if found is not None:
                return str(found.isoformat())
        return None
