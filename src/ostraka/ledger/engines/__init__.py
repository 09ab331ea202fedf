"""Where a ledger may be kept: one module per engine, one line in ENGINES.

An engine offers `fits(where)`, `exists(where)` and `connect(where, write=...)`, which gives a `Connection`. It
translates its own errors into LedgerError. The suite of tests/ledger runs on every engine of the tuple.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, Protocol

from ostraka.ledger.engines import duckdb as duckdb_file
from ostraka.ledger.schema import Table

__all__ = ["ENGINES", "Connection", "engine"]


class Connection(Protocol):
    """What the ledger asks of an engine; `sql` is the common subset with `?` for values."""

    def create(self, table: Table) -> None:
        """Make the table if it is not there."""

    def tables(self) -> frozenset[str]:
        """Names of the tables that are there."""

    def insert(self, table: Table, columns: Mapping[str, Sequence[Any]]) -> int:
        """Add the rows whose key is not there yet, in bulk; how many were added."""

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """All rows of a query."""

    def stream(self, sql: str, values: Sequence[Any] = ()) -> Iterator[tuple[Any, ...]]:
        """The rows of a query, fetched in batches."""

    def transaction(self) -> AbstractContextManager[None]:
        """All or nothing: what is written inside is seen whole or not at all."""

    def close(self) -> None:
        """Let the file go."""


class Engine(Protocol):
    """A module of this package."""

    def fits(self, where: Path) -> bool:
        """Whether a ledger at `where` is this engine's."""

    def connect(self, where: Path, *, write: bool) -> Connection:
        """A short-lived connection; raises LedgerError."""


ENGINES: tuple[Engine, ...] = (duckdb_file,)


def engine(where: Path) -> Engine:
    """The first engine that fits the place."""
    return next(e for e in ENGINES if e.fits(where))
