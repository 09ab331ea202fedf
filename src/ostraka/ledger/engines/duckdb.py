"""DuckDB: one file, bulk inserts through Arrow (250 times faster than executemany), no extension needed.

A file written by DuckDB 2 cannot be read by 1.x. Connections are short: the gate (ledger/gate.py) sees to it
that a writer is alone.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Any

import duckdb

from ostraka.errors import LedgerError
from ostraka.ledger.schema import Table

__all__ = ["connect", "fits"]

BATCH = 5000  # rows fetched at a time
MEMORY = 2_000_000_000  # bytes that DuckDB may hold before it writes to disk; at most SHARE of the machine's
SHARE = 0.6
ARROW = {"VARCHAR": "string", "INTEGER": "int32", "BIGINT": "int64", "DOUBLE": "float64", "BLOB": "binary"}


def fits(where: Path) -> bool:
    """Any path is a file of ours: DuckDB is the default."""
    return True


def connect(where: Path, *, write: bool) -> DuckDBConnection:
    """Open the file; LedgerError when it is missing to read, held by others, or no such file."""
    if not write and not where.exists():
        raise LedgerError(f"no ledger at {where} yet: `ostraka add FILE` begins one")
    if where.is_dir():
        raise LedgerError(f"{where} is a folder: name a file for the ledger")
    try:
        held = duckdb.connect(str(where), read_only=not write, config={"memory_limit": f"{memory()}B"})
        return DuckDBConnection(held, where)
    except duckdb.Error as refused:
        raise LedgerError(explain(where, str(refused))) from refused


@cache
def memory() -> int:
    """Bytes that DuckDB may hold: as much again makes nothing faster, and others work on the machine too."""
    return min(MEMORY, int(SHARE * os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")))


def explain(where: Path, words: str) -> str:
    """Why the file could not be opened, in our words."""
    if "lock" in words.lower():
        return f"{where} is busy: another program holds it open ({words.splitlines()[0]})"
    if "not a valid" in words or "valid DuckDB" in words:
        return f"{where} is not a ledger: it is not a DuckDB file"
    return f"{where} cannot be opened as a ledger: {words.splitlines()[0]}"


class DuckDBConnection:
    """One connection; see engines.Connection for what each method promises."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, where: Path) -> None:
        self._db = connection
        self._where = where

    def create(self, table: Table) -> None:
        """Make the table if it is not there."""
        columns = ", ".join(f'"{name}" {kind}' for name, kind in table.columns.items())
        self._db.execute(f"CREATE TABLE IF NOT EXISTS {table.name} ({columns})")

    def tables(self) -> frozenset[str]:
        """Names of the tables that are there."""
        return frozenset(str(row[0]) for row in self.rows("SELECT table_name FROM duckdb_tables()"))

    def insert(self, table: Table, columns: Mapping[str, Sequence[Any]]) -> int:
        """Add the rows whose key is not there yet; the first of several with one key stands."""
        if not columns or not len(next(iter(columns.values()))):
            return 0
        incoming = self._arrow(table, columns)
        names = ", ".join(f'"{name}"' for name in table.columns)
        key = ", ".join(f'"{name}"' for name in table.key)
        same = " AND ".join(f'old."{name}" = new."{name}"' for name in table.key)
        self._db.register("incoming", incoming)
        try:
            row = self._db.execute(
                f"INSERT INTO {table.name} ({names}) SELECT {names} FROM "
                f"(SELECT *, row_number() OVER (PARTITION BY {key} ORDER BY arrival) AS turn FROM incoming) AS new "
                f"WHERE turn = 1 AND NOT EXISTS (SELECT 1 FROM {table.name} AS old WHERE {same}) ORDER BY arrival"
            ).fetchone()
        finally:
            self._db.unregister("incoming")
        return int(row[0]) if row else 0

    def _arrow(self, table: Table, columns: Mapping[str, Sequence[Any]]) -> Any:
        import pyarrow as pa

        kinds = {"DATE": pa.date32(), "TIMESTAMP": pa.timestamp("us")}
        arrays, fields = [], []
        for name, kind in table.columns.items():
            arrow = kinds[kind] if kind in kinds else pa.type_for_alias(ARROW[kind])
            arrays.append(pa.array(columns[name], type=arrow))
            fields.append(pa.field(name, arrow))
        arrays.append(pa.array(range(len(arrays[0])), type=pa.int64()))
        return pa.Table.from_arrays(arrays, schema=pa.schema([*fields, pa.field("arrival", pa.int64())]))

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """All rows of a query."""
        found: list[tuple[Any, ...]] = self._db.execute(sql, list(values)).fetchall()
        return found

    def stream(self, sql: str, values: Sequence[Any] = ()) -> Iterator[tuple[Any, ...]]:
        """The rows of a query, fetched in batches."""
        result = self._db.execute(sql, list(values))
        while batch := result.fetchmany(BATCH):
            yield from batch

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing; a full disk or the like comes out as LedgerError, with nothing written."""
        self._db.execute("BEGIN")
        try:
            yield
            self._db.execute("COMMIT")
        except BaseException as broken:
            self._roll_back()
            if isinstance(broken, duckdb.Error):
                raise LedgerError(f"{self._where}: nothing was written: {str(broken).splitlines()[0]}") from broken
            raise

    def _roll_back(self) -> None:
        with suppress(duckdb.Error):  # the connection is gone or has rolled back: either way nothing was written
            self._db.execute("ROLLBACK")

    def close(self) -> None:
        """Let the file go; a writer's changes are folded into the file first."""
        self._db.close()
