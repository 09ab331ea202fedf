"""The whole ledger as records, its hash, and what does not agree within it.

The hash covers what the ledger says and not when it learned it: two machines that read the same articles with the same
reader, in any order, and decided the same have the same hash.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

import msgspec

from ostraka.claims import Claim
from ostraka.errors import InputError
from ostraka.ledger import rows
from ostraka.ledger.engines import Connection
from ostraka.ledger.schema import TABLES, Table

__all__ = ["digest", "faults", "records", "restore"]

KEPT = tuple(t for t in TABLES if t.name != "meta")
MOMENT = ("recorded", "import", "number", "day", "what")  # when the ledger learned it, or what follows from that
BATCH = 5000


def records(db: Connection) -> Iterator[dict[str, Any]]:
    """Every row of every table, in the order of the tables and of their keys; `table` names its table."""
    for table in (t for t in KEPT if t.name in db.tables()):
        for row in db.stream(f"SELECT {names(table)} FROM {table.name} ORDER BY {order(table)}"):
            yield {"table": table.name} | {c: outward(v) for c, v in zip(table.columns, row, strict=True)}


def names(table: Table) -> str:
    """The columns of a table."""
    return ", ".join(f'"{c}"' for c in table.columns)


def order(table: Table) -> str:
    """The key of a table."""
    return ", ".join(f'"{c}"' for c in table.key)


def outward(value: Any) -> Any:
    """A value as JSON has it."""
    if isinstance(value, bytes):
        return base64.b64encode(value).decode("ascii")
    return value.isoformat() if isinstance(value, date | datetime) else value


def inward(kind: str, value: Any) -> Any:
    """A value as the table has it. InputError where it is none."""
    try:
        if value is None:
            return None
        if kind == "BLOB":
            return base64.b64decode(value, validate=True)
        if kind in ("DATE", "TIMESTAMP"):
            return (date if kind == "DATE" else datetime).fromisoformat(value)
        return value
    except (ValueError, TypeError) as wrong:
        raise InputError(f"{value!r} is no {kind.lower()} of a ledger's record: {wrong}") from None


def restore(db: Connection, found: Iterable[Mapping[str, Any]]) -> dict[str, int]:
    """Add records that `records` gave; how many were new, by table. All or nothing."""
    tables = {t.name: t for t in KEPT}
    waiting: dict[str, list[Mapping[str, Any]]] = {}
    added = dict.fromkeys(tables, 0)

    def flush(name: str) -> None:
        columns = tables[name].columns
        got = waiting.pop(name)
        made = {c: [inward(kind, r.get(c)) for r in got] for c, kind in columns.items()}
        added[name] += db.insert(tables[name], made)

    with db.transaction():
        for record in found:
            name = str(record.get("table"))
            if name not in tables:
                raise InputError(f"a record of table {name!r}: a ledger has {', '.join(tables)}")
            waiting.setdefault(name, []).append(record)
            if len(waiting[name]) >= BATCH:
                flush(name)
        for name in list(waiting):
            flush(name)
    return added


def digest(db: Connection) -> str:
    """The hash of what the ledger says (SHA-256)."""
    made = hashlib.sha256()
    for table in KEPT:
        if table.name in ("imports", "bands"):  # when something came; what follows from the sketches
            continue
        columns = ", ".join(f'"{c}"' for c in table.columns if c not in MOMENT)
        made.update(table.name.encode())
        for row in db.stream(f"SELECT {columns} FROM {table.name} ORDER BY {order(table)}"):
            made.update(msgspec.json.encode([outward(v) for v in row]))
    return made.hexdigest()


def faults(db: Connection) -> Iterator[str]:
    """What does not agree within the ledger, in words: claims that do not stand in their texts, rows that are lost."""
    yield from lost(db)
    decode = rows.claim_decoder()
    sql = "SELECT c.id, c.record, a.original FROM claims AS c JOIN articles AS a ON a.id = c.article ORDER BY c.id"
    for id_, record, original in db.stream(sql):
        claim = decode(record)
        if claim.id != id_:
            yield f"claim {id_}: its record says {claim.id}"
        yield from misplaced(claim, original)


def misplaced(claim: Claim, original: str) -> Iterator[str]:
    """Words of a claim that do not stand where it says."""
    for what, span in (("evidence", claim.evidence), ("cue", claim.cue)):
        if original[span.start : span.end] != span.text:
            yield f"claim {claim.id}: its {what} is not at {span.start} to {span.end} of article {claim.article.id}"


def lost(db: Connection) -> Iterator[str]:
    """Rows that point to a row which is not there."""
    for table, column, other in (
        ("readings", "article", "articles"),
        ("claims", "reading", "readings"),
        ("attributions", "reading", "readings"),
        ("copies", "first", "articles"),
        ("copies", "second", "articles"),
    ):
        sql = f"SELECT count(*) FROM {table} AS t WHERE NOT EXISTS (SELECT 1 FROM {other} AS o WHERE o.id = t.{column})"
        count = int(db.rows(sql)[0][0])
        if count:
            yield f"{count} row{'s' if count > 1 else ''} of {table} name a row of {other} that is not there"
    kept = "SELECT reading, count(*) AS n FROM claims GROUP BY reading"
    short = (
        f"SELECT r.id, r.claims FROM readings AS r LEFT JOIN ({kept}) AS c ON c.reading = r.id "
        "WHERE r.claims <> coalesce(c.n, 0) ORDER BY r.id"
    )
    for id_, count in db.rows(short):
        yield f"reading {id_}: it had {count} claims, and others are kept"
