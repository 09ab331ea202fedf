"""What was worked out from a ledger, kept beside it: `x.duckdb.weighed`, which may be deleted at any time.

A file of SQLite, since many processes read and write it at once. It holds blobs that the weighing understands: for two
ends and a stretch of days what their claims amount to, and whole days. Everything in it belongs to one mark of the
ledger; what was worked out from an earlier one is not written any more (`put` says so).
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Literal, NamedTuple, get_args

from ostraka.ledger.ends import Ends

__all__ = ["Kind", "Row", "Sidecar", "sidecar"]

WAIT = 30.0  # seconds that we wait for another process
DAYS = 48  # whole days kept, of ties or of disputes
VERSION = 2  # of the tables below: a file with others is made anew

TABLES = """
CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value BLOB);
CREATE TABLE IF NOT EXISTS ends (a TEXT, b TEXT, count INTEGER, PRIMARY KEY (a, b));
CREATE TABLE IF NOT EXISTS about (a TEXT, b TEXT, value BLOB, PRIMARY KEY (a, b));
CREATE TABLE IF NOT EXISTS rows (a TEXT, b TEXT, since TEXT, until TEXT, known TEXT, unknown TEXT, value BLOB,
  PRIMARY KEY (a, b, since, known));
CREATE TABLE IF NOT EXISTS heard (a TEXT, b TEXT, since TEXT, until TEXT, known TEXT, unknown TEXT, value BLOB,
  PRIMARY KEY (a, b, since, known));
CREATE TABLE IF NOT EXISTS days (number INTEGER PRIMARY KEY, what TEXT, at TEXT, known TEXT, value BLOB);
"""
HOLDS = "since <= ? AND ? < until AND known <= ? AND ? < unknown"  # twice the day, twice the day of publication
NAMES = ("facts", "ends", "about", "rows", "heard", "days")
Kind = Literal["rows", "heard"]  # what the claims between two ends amount to; who speaks there


class Row(NamedTuple):
    """What the claims between two ends amount to from day `since` up to before `until`.

    It counts what had been published by any day from `known` up to before `unknown`.
    """

    ends: Ends
    since: str
    until: str
    known: str
    unknown: str
    value: bytes


class Sidecar:
    """An open sidecar."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def fact(self, name: str) -> bytes | None:
        """What is kept under a name."""
        found = self._db.execute("SELECT value FROM facts WHERE name = ?", [name]).fetchone()
        return bytes(found[0]) if found else None

    def ends(self) -> dict[Ends, int]:
        """All ends with the number of their claims."""
        return {(a, b): n for a, b, n in self._db.execute("SELECT a, b, count FROM ends ORDER BY a, b")}

    def about(self) -> Iterator[tuple[Ends, bytes]]:
        """What is kept about the ends that were weighed."""
        for a, b, value in self._db.execute("SELECT a, b, value FROM about"):
            yield (a, b), bytes(value)

    def rows(self, kind: Kind, at: str, known: str) -> Iterator[tuple[Ends, bytes]]:
        """What is kept for a day, from what had been published by another, for all ends of which anything is."""
        sql = f"SELECT a, b, value FROM {kind} WHERE {HOLDS} ORDER BY a, b"
        return (((a, b), bytes(value)) for a, b, value in self._db.execute(sql, [at, at, known, known]))

    def weighed(self, kind: Kind, at: str, known: str) -> set[Ends]:
        """The ends of which anything is kept for a day, from what had been published by another."""
        sql = f"SELECT a, b FROM {kind} WHERE {HOLDS}"
        return {(a, b) for a, b in self._db.execute(sql, [at, at, known, known])}

    def day(self, what: str, at: str, known: str) -> bytes | None:
        """A whole day: its ties, or its disputes."""
        sql = "SELECT value FROM days WHERE what = ? AND at = ? AND known = ?"
        found = self._db.execute(sql, [what, at, known]).fetchone()
        return bytes(found[0]) if found else None

    def put(self, token: bytes, kind: Kind, rows: Iterable[Row], about: Mapping[Ends, bytes]) -> bool:
        """Keep rows that were worked out at the mark `token`; False where that is past, and nothing is kept."""
        with self._writing():
            if self.fact("mark") != token:
                return False
            self._db.executemany(
                f"INSERT OR REPLACE INTO {kind} VALUES (?, ?, ?, ?, ?, ?, ?)", [(*r.ends, *r[1:]) for r in rows]
            )
            self._db.executemany(
                "INSERT OR REPLACE INTO about VALUES (?, ?, ?)", [(*ends, value) for ends, value in about.items()]
            )
            return True

    def put_fact(self, token: bytes, name: str, value: bytes) -> None:
        """Keep something that was worked out at the mark `token`, where that is not past."""
        with self._writing():
            if self.fact("mark") == token:
                self._db.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", [name, value])

    def put_day(self, token: bytes, what: str, at: str, known: str, value: bytes) -> None:
        """Keep a whole day, and let the oldest go."""
        with self._writing():
            if self.fact("mark") == token:
                self._db.execute("DELETE FROM days WHERE what = ? AND at = ? AND known = ?", [what, at, known])
                self._db.execute(
                    "INSERT INTO days (what, at, known, value) VALUES (?, ?, ?, ?)", [what, at, known, value]
                )
                last = "SELECT number FROM days ORDER BY number DESC LIMIT ?"
                self._db.execute(f"DELETE FROM days WHERE number NOT IN ({last})", [DAYS])

    def begin(self, facts: Mapping[str, bytes], ends: Mapping[Ends, int]) -> None:
        """Begin anew, with nothing worked out."""
        with self._writing():
            for name in NAMES:
                self._db.execute(f"DELETE FROM {name}")
            self._db.executemany("INSERT INTO facts VALUES (?, ?)", list(facts.items()))
            self._db.executemany("INSERT INTO ends VALUES (?, ?, ?)", [(*e, n) for e, n in ends.items()])

    def move(self, token: bytes, facts: Mapping[str, bytes], ends: Mapping[Ends, int], stale: Iterable[Ends]) -> bool:
        """Go on from the mark `token` to that of `facts`: what is stale goes; False where another was quicker."""
        with self._writing():
            if self.fact("mark") != token:
                return False
            gone = list(stale)
            for kind in get_args(Kind):
                self._db.executemany(f"DELETE FROM {kind} WHERE a = ? AND b = ?", gone)
            self._db.execute("DELETE FROM days")
            self._db.execute("DELETE FROM facts")
            self._db.executemany(
                "INSERT INTO ends VALUES (?, ?, ?) ON CONFLICT (a, b) DO UPDATE SET count = excluded.count",
                [(*e, n) for e, n in ends.items()],
            )
            self._db.executemany("INSERT OR REPLACE INTO facts VALUES (?, ?)", list(facts.items()))
            return True

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """All or nothing, one writer at a time."""
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._db.execute("COMMIT")
        except BaseException:
            self._db.execute("ROLLBACK")
            raise


@contextmanager
def sidecar(ledger: Path) -> Iterator[Sidecar]:
    """The sidecar of a ledger; one in memory where we may not write beside it or another program keeps us out."""
    path = ledger.with_name(ledger.name + ".weighed")
    with closing(connected(path)) as db:
        yield Sidecar(db)


def connected(path: Path) -> sqlite3.Connection:
    """A connection to the file, which is made anew when it is broken."""
    if os.access(path if path.exists() else path.parent, os.W_OK):
        for _ in range(2):
            try:
                return opened(str(path))
            except sqlite3.OperationalError:
                break
            except sqlite3.DatabaseError:
                path.unlink(missing_ok=True)
    return opened(":memory:")


def opened(where: str) -> sqlite3.Connection:
    """A connection whose file is a sidecar, or new."""
    db = sqlite3.connect(where, timeout=WAIT, isolation_level=None)
    try:
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = NORMAL")
        if db.execute("PRAGMA user_version").fetchone()[0] != VERSION:
            gone = "".join(f"DROP TABLE IF EXISTS {name}; " for name in NAMES)
            db.executescript(f"BEGIN IMMEDIATE; {gone}{TABLES}PRAGMA user_version = {VERSION}; COMMIT;")
        db.executescript(TABLES)
    except sqlite3.Error:
        db.close()
        raise
    return db
