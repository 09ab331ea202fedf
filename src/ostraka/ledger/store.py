"""The ledger: `open` is the only way to it; `Ledger` appends and answers."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import Any, Literal

from ostraka.claims import Article, Attribution, Claim, content_id
from ostraka.errors import LedgerError, UnknownName
from ostraka.ledger import asks, dump, rows
from ostraka.ledger.ends import Questions
from ostraka.ledger.engines import Connection, engine
from ostraka.ledger.gate import gate
from ostraka.ledger.rows import Added, Decision, Import, Pair, Read, Sketched
from ostraka.ledger.schema import KIND, TABLES, VERSION

__all__ = ["Ledger", "open"]

WAIT = 30.0  # seconds that we wait for another process before we give up
BANDS = 3  # where the bands stand in a sketch (weighing/copies.py)
BATCH = 64  # readings written in one transaction by `add`

Mode = Literal["read", "write"]


@contextmanager
def open(path: Path | str, mode: Mode = "read", *, wait: float = WAIT) -> Iterator[Ledger]:  # noqa: A001
    """A ledger for a short while: many may read at once, or one writes.

    "write" makes the file when it is missing. Raises LedgerError when the file is busy for longer than `wait`
    seconds, is missing (to read), is not a ledger, or was written by a newer Ostraka.
    """
    where = Path(path)
    write = mode == "write"
    if not write and not where.exists():
        raise LedgerError(f"no ledger at {where} yet: `ostraka add FILE` begins one")
    with gate(where, write=write, wait=wait):
        connection = engine(where).connect(where, write=write)
        try:
            check(connection, where, write=write)
            yield Ledger(connection, where)
        finally:
            connection.close()


def check(connection: Connection, where: Path, *, write: bool) -> None:
    """Make a new ledger's tables, or make sure that the file is a ledger that we understand."""
    present = connection.tables()
    if not present and write:
        with connection.transaction():
            for table in TABLES:
                connection.create(table)
            connection.insert(rows.table("meta"), {"key": ["kind", "version"], "value": [KIND, str(VERSION)]})
        return
    facts: dict[str, str] = dict(connection.rows("SELECT key, value FROM meta")) if "meta" in present else {}
    if facts.get("kind") != KIND:
        raise LedgerError(f"{where} is not a ledger: it is a database of something else")
    if write and "bands" not in present:
        upgrade(connection)
    if int(facts.get("version", "0")) > VERSION:
        raise LedgerError(
            f"{where} is a ledger of version {facts['version']}; this Ostraka knows up to {VERSION}: "
            "install a newer one"
        )


def upgrade(connection: Connection) -> None:
    """Give a ledger of version 1 its table of bands; the bands of its articles are in their sketches."""
    import msgspec

    with connection.transaction():
        connection.create(rows.table("bands"))
        found = connection.rows("SELECT id, sketch FROM articles WHERE sketch IS NOT NULL ORDER BY id")
        made = [(band, id_) for id_, sketch in found for band in msgspec.msgpack.decode(sketch)[BANDS]]
        connection.insert(rows.table("bands"), {"band": [b for b, _ in made], "article": [a for _, a in made]})


def unsketched(article: Article) -> Sketched:
    """For a caller who does not look for copies."""
    return Sketched()


class Ledger:
    """An open ledger. Rows are only ever added."""

    def __init__(self, connection: Connection, where: Path) -> None:
        self._db = connection
        self.where = where
        self.by_ends = Questions(connection)

    # ---- adding

    def unknown(self, articles: Iterable[Article]) -> tuple[list[Article], list[Article]]:
        """The articles that are new, and those that the ledger has (or that came twice), in order."""
        listed = list(articles)
        seen = self.known([a.id for a in listed])
        new: list[Article] = []
        known: list[Article] = []
        for article in listed:
            (known if article.id in seen else new).append(article)
            seen.add(article.id)
        return new, known

    def add(
        self,
        readings: Iterable[Read],
        *,
        reader: str = "",
        what: str = "",
        sketch: Callable[[Article], Sketched] = unsketched,
        copies: Callable[[Sequence[Article]], Iterable[Pair]] | None = None,
    ) -> Added:
        """Add articles with what was read in them; what is known already is left as it is.

        Written in batches: each is seen whole or not at all, with its articles, claims and copies. `reader` names the
        version of the reader; an article that another version read before is read anew and the last reading counts.
        `sketch` and `copies` are the weighing's, handed in so that pairs are found as the articles come.
        """
        total = Added()
        source = iter(readings)
        while batch := list(islice(source, BATCH)):
            total = joined(total, self._add_batch(batch, reader, what, sketch, copies))
        return total

    def _add_batch(
        self,
        batch: list[Read],
        reader: str,
        what: str,
        sketch: Callable[[Article], Sketched],
        copies: Callable[[Sequence[Article]], Iterable[Pair]] | None,
    ) -> Added:
        when = rows.now()
        new, known = self.unknown(r.article for r in batch)
        numbers = self._readings_of([r.article.id for r in batch])
        import_id = content_id("import", what, when.isoformat(), [a.id for a in new])
        pairs = list(copies(new)) if copies else []
        read = {rows.reading_id(r.article, reader): r for r in reversed(batch)}
        there = self._known("readings", list(read))
        fresh = {id_: r for id_, r in reversed(read.items()) if id_ not in there}
        since = self._days_of(list(fresh.values()))
        sketches = {a.id: sketch(a) for a in new}
        with self._db.transaction():
            self._insert("articles", [rows.article_row(a, sketches[a.id], import_id, when) for a in new])
            self._insert("bands", [{"band": b, "article": a} for a, s in sketches.items() for b in s.bands])
            self._insert(
                "readings",
                [rows.reading_row(r, reader, numbers.get(r.article.id, 0) + 1, when) for r in fresh.values()],
            )
            claims = self._insert(
                "claims",
                [
                    rows.claim_row(c, id_, k, since.get(r.article.id), when)
                    for id_, r in fresh.items()
                    for k, c in enumerate(r.claims)
                ],
            )
            attributions = self._insert(
                "attributions",
                [
                    rows.attribution_row(a, id_, k, when)
                    for id_, r in fresh.items()
                    for k, a in enumerate(r.attributions)
                ],
            )
            self.add_pairs(pairs)
            if new or fresh:
                self._insert("imports", [{"id": import_id, "what": what, "recorded": when}])
        return Added(
            new=tuple(a.id for a in new), known=tuple(a.id for a in known), claims=claims, attributions=attributions
        )

    def add_pairs(self, pairs: Iterable[Pair]) -> int:
        """Add pairs of articles that tell one text; how many were new."""
        when = rows.now()
        return self._insert(
            "copies",
            [
                {"first": min(p.first, p.second), "second": max(p.first, p.second), "kind": p.kind}
                | {"likeness": p.likeness, "words": p.words, "recorded": when}
                for p in pairs
            ],
        )

    def decide(
        self, who: str, verb: str, targets: Sequence[str], *, value: Mapping[str, Any] | None = None, why: str
    ) -> Decision:
        """Append what somebody decided; nothing else changes in the file, every answer follows from it."""
        when = rows.now()
        number = 1 + int(self._db.rows("SELECT coalesce(max(number), 0) FROM decisions")[0][0])
        decision = Decision(
            id=content_id("decision", number, who, verb, list(targets), dict(value or {}), why, when.isoformat()),
            who=who,
            verb=verb,
            targets=tuple(targets),
            value=dict(value or {}),
            why=why,
            number=number,
            recorded=when,
        )
        record = {
            "id": decision.id,
            "who": who,
            "verb": verb,
            "targets": json.dumps(list(targets)),
            "value": json.dumps(decision.value, ensure_ascii=False, sort_keys=True),
            "why": why,
            "number": number,
            "recorded": when,
        }
        with self._db.transaction():
            self._insert("decisions", [record])
        return decision

    def _insert(self, name: str, made: list[dict[str, Any]]) -> int:
        return self._db.insert(rows.table(name), rows.columns(name, made)) if made else 0

    def known(self, ids: Sequence[str]) -> set[str]:
        """Which of these articles the ledger has."""
        return self._known("articles", ids)

    def _known(self, name: str, ids: Sequence[str]) -> set[str]:
        """Which of these ids the table has."""
        marks = ", ".join("?" * len(ids)) or "NULL"
        return {str(row[0]) for row in self._db.rows(f"SELECT id FROM {name} WHERE id IN ({marks})", ids)}

    def _days_of(self, read: Sequence[Read]) -> dict[str, date]:
        """For each article that the ledger has, the day from which it counts as known."""
        ids = [r.article.id for r in read]
        marks = ", ".join("?" * len(ids)) or "NULL"
        return {str(a): d for a, d in self._db.rows(f"SELECT id, day FROM articles WHERE id IN ({marks})", ids)}

    def _readings_of(self, ids: Sequence[str]) -> dict[str, int]:
        if not ids:
            return {}
        marks = ", ".join("?" * len(ids))
        sql = f"SELECT article, max(number) FROM readings WHERE article IN ({marks}) GROUP BY article"
        found = self._db.rows(sql, ids)
        return {str(article): int(number) for article, number in found}

    # ---- asking

    def article_ids(self) -> set[str]:
        """Ids of all articles."""
        return {str(row[0]) for row in self._db.rows("SELECT id FROM articles")}

    def claims(self, **wanted: Any) -> list[Claim]:
        """The claims that fit, in the order of publication and of the text; see asks.Wanted for what may be asked."""
        decode = rows.claim_decoder()
        sql, values = asks.claims(asks.Wanted(**wanted))
        return [decode(row[0]) for row in self._db.stream(sql, values)]

    def claim(self, id_: str) -> Claim:
        """One claim by its id or the beginning of it; UnknownName when there is none or more than one."""
        found = self._db.rows("SELECT id, record FROM claims WHERE starts_with(id, ?) ORDER BY id, reading DESC", [id_])
        ids = {row[0] for row in found}
        self._one("claim", id_, ids)
        return rows.claim_decoder()(found[0][1])

    def article(self, id_: str) -> Article:
        """One article by its id or the beginning of it; UnknownName when there is none or more than one."""
        found = self._db.rows(f"SELECT {rows.ARTICLE} FROM articles WHERE starts_with(id, ?)", [id_])
        self._one("article", id_, {row[0] for row in found})
        return rows.article_of(found[0])

    def _one(self, what: str, id_: str, ids: set[str]) -> None:
        if not id_ or not ids:
            raise UnknownName(f"no {what} {id_!r} in {self.where}")
        if len(ids) > 1:
            some = ", ".join(sorted(ids)[:4])
            raise UnknownName(f"{len(ids)} {what}s begin with {id_!r} ({some}…): give more of the id")

    def articles(self, *, known: str | None = None, ids: Sequence[str] | None = None) -> list[Article]:
        """The articles published (or, undated, recorded) by `known`, oldest first; only `ids` where given."""
        where, values = asks.articles(known, ids)
        found = self._db.stream(f"SELECT {rows.ARTICLE} FROM articles {where} ORDER BY day, id", values)
        return [rows.article_of(row) for row in found]

    def attributions(self, *, article: str | None = None) -> list[Attribution]:
        """The attributions of an article, or all, in the order of the text."""
        import msgspec

        decode = msgspec.json.Decoder(Attribution).decode
        sql, values = asks.attributions(article)
        return [decode(row[0]) for row in self._db.stream(sql, values)]

    def days(self) -> dict[str, str]:
        """For each article the day from which it counts as known: published, or recorded where it has no date."""
        return {str(id_): day.isoformat() for id_, day in self._db.stream("SELECT id, day FROM articles")}

    def pairs(self, *, known: str | None = None) -> list[Pair]:
        """Pairs of articles that tell one text, both known by `known`."""
        sql, values = asks.pairs(known)
        return [
            Pair(first=a, second=b, kind=kind, likeness=likeness, words=words)
            for a, b, kind, likeness, words in self._db.stream(sql, values)
        ]

    def sketches(self, bands: Collection[int]) -> list[bytes]:
        """The sketches of articles that share one of these bands."""
        return [bytes(row[0]) for row in self._db.rows(asks.SHARING, [sorted(bands)])] if bands else []

    def sketches_of(self, days: Collection[str], later: datetime | None) -> list[tuple[datetime, bytes]]:
        """When recorded, and sketch, of articles published on one of these days and recorded from `later` on."""
        sql, values = asks.sketches(days, later)
        return [(moment, bytes(kept)) for moment, kept in self._db.stream(sql, values)]

    def credits(self) -> dict[str, str]:
        """For each article that credits an agency, that agency."""
        found = self._db.rows("SELECT id, credit FROM articles WHERE credit IS NOT NULL")
        return {str(article): str(agency) for article, agency in found}

    def decisions(self, *, recorded: str | None = None) -> list[Decision]:
        """All decisions in the order in which they were taken, those taken after the day `recorded` left out."""
        sql = "SELECT id, who, verb, targets, value, why, number, recorded FROM decisions"
        limit = " WHERE CAST(recorded AS DATE) <= CAST(? AS DATE)" if recorded else ""
        found = self._db.rows(f"{sql}{limit} ORDER BY number, id", [recorded] if recorded else [])
        return [rows.decision_of(row) for row in found]

    def reader_of(self, article: str) -> str | None:
        """The version of the reader whose reading of an article counts."""
        sql = "SELECT reader FROM readings WHERE article = ? ORDER BY number DESC"
        return next((str(row[0]) for row in self._db.rows(sql, [article])), None)

    def imports(self) -> list[Import]:
        """All calls that added something, oldest first."""
        found = self._db.rows("SELECT id, what, recorded FROM imports ORDER BY recorded, id")
        return [Import(id=a, what=b, recorded=c) for a, b, c in found]

    def counts(self) -> dict[str, int]:
        """How many rows each table holds (claims: those of the last readings)."""
        there = self._db.tables() - {"meta"}
        made = {t.name: int(self._db.rows(f"SELECT count(*) FROM {t.name}")[0][0]) for t in TABLES if t.name in there}
        made["claims"] = int(self._db.rows(f"SELECT count(*) FROM ({asks.CURRENT}) AS c")[0][0])
        return made

    def coverage(self) -> list[dict[str, Any]]:
        """What the ledger has read: articles, claims, first and last day, by language and publisher."""
        names = ("language", "publisher", "articles", "claims", "first", "last")
        return [dict(zip(names, row, strict=True)) for row in self._db.rows(asks.COVERAGE)]

    def records(self) -> Iterator[dict[str, Any]]:
        """Everything, as records for another ledger to `restore`."""
        return dump.records(self._db)

    def restore(self, found: Iterable[Mapping[str, Any]]) -> dict[str, int]:
        """Add records of another ledger; how many were new, by table. All or nothing."""
        return dump.restore(self._db, found)

    def digest(self) -> str:
        """The hash of what the ledger says, whenever and in whatever order it learned it."""
        return dump.digest(self._db)

    def faults(self) -> Iterator[str]:
        """What does not agree within the ledger, in words."""
        return dump.faults(self._db)

    def version(self) -> str:
        """A value that changes whenever something is added: for caches."""
        dated = [t.name for t in TABLES if "recorded" in t.columns]
        return content_id([str(self._db.rows(f"SELECT count(*), max(recorded) FROM {name}")) for name in dated])


def joined(a: Added, b: Added) -> Added:
    """The two together."""
    return Added(
        new=a.new + b.new,
        known=a.known + b.known,
        claims=a.claims + b.claims,
        attributions=a.attributions + b.attributions,
    )
