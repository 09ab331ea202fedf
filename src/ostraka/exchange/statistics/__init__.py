"""Yearly tables that users have, as claims: votes, trade, arms, alliances, sanctions.

    for found in statistics.read("comtrade", "trade.csv", published="2023-03-01"):
        ...                     # an Entry (article and claims), a Refused row, or a row LeftOut

`formats()` names the tables. An `Entry` is what `Ledger.add` takes. docs/import.md tells what becomes of each table.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

from ostraka.exchange.statistics import ballots, rows
from ostraka.exchange.statistics.entry import Dataset, Entry
from ostraka.exchange.statistics.formats import form, formats
from ostraka.exchange.statistics.negatives import settled
from ostraka.exchange.statistics.rows import LeftOut
from ostraka.exchange.statistics.table import Refused, open_table

__all__ = ["Entry", "LeftOut", "Refused", "form", "formats", "read", "version"]


def read(
    name: str,
    file: Path | str,
    *,
    published: str | None = None,
    states: Collection[str] = (),
    first: int = 0,
    last: int = 9999,
) -> Iterator[Entry | Refused | LeftOut]:
    """What the table `file` of the form `name` claims, in the order of its rows; rows that say no come last.

    `published` is the ISO day on which the data set came out. Only rows of which one state is in `states` (codes; none
    given: all) and whose year lies from `first` to `last` are taken. A row that cannot be taken is a `Refused`, with
    its line; one that is a part or a total is `LeftOut`. Raises UnknownName for an unknown form, InputError for a
    file that cannot be read or lacks a column.
    """
    form_, path = form(name), Path(file)
    table = open_table(path, form_["columns"], form_.get("optional", {}))
    of = Dataset(name, form_, path.name, table.sha256, published)
    if form_["reads"] == "ballots":
        yield from ballots.read(of, table, states, first, last)
        return
    for found in settled(rows.read(of, table)):
        yield LeftOut("not asked for") if isinstance(found, Entry) and not asked(found, states, first, last) else found


def asked(entry: Entry, states: Collection[str], first: int, last: int) -> bool:
    """Whether a row is about one of the states and begins in one of the years."""
    claim = entry.claims[0]
    ends = {end.code for c in entry.claims for end in (c.from_, c.to) if end}
    year = int(claim.time.start[:4]) if claim.time and claim.time.start else first
    return first <= year <= last and (not states or bool(ends & set(states)))


def version(name: str) -> str:
    """The version of a form's description, as readings of the ledger name it."""
    return f"import {name} {form(name)['version']}"
