"""`ostraka import`: yearly tables of statistics into the ledger, each row a claim of its data set."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ostraka import ledger
from ostraka.brief.naming import state_code
from ostraka.commands.add import plus
from ostraka.commands.common import Json, LedgerFile, Notes, day, ledger_path, notes, print_json
from ostraka.commands.limits import limits
from ostraka.commands.lines_in import bring
from ostraka.errors import InputError, OstrakaError, UnknownName
from ostraka.ledger import Added

if TYPE_CHECKING:
    from ostraka.exchange.statistics import Entry, LeftOut, Refused

__all__ = ["run"]

BATCH = 2048  # rows written while the ledger is held

Format = Annotated[
    str,
    typer.Argument(
        metavar="FORMAT",
        help="un-votes, comtrade, cow-trade, sipri-arms, sipri-deals, atop, cow-alliances, gsdb, gsdb-cases; "
        "claims or ledger, as `export` wrote them.",
    ),
]
Tables = Annotated[list[Path], typer.Argument(metavar="FILE...", help="The tables as published (CSV).")]
Published = Annotated[
    str | None,
    typer.Option("--published", metavar="DATE", help="Day on which the data set came out; today when left away."),
]
States = Annotated[
    list[str] | None, typer.Option("--state", metavar="STATE", help="Only rows about this state (may be repeated).")
]
From = Annotated[int, typer.Option("--from", metavar="YEAR", help="Only this year and later ones.")]
To = Annotated[int, typer.Option("--to", metavar="YEAR", help="Only this year and earlier ones.")]


class Told:
    """What happened to the rows of a call."""

    def __init__(self, noted: Notes) -> None:
        self.noted = noted
        self.added = Added()
        self.refused: Counter[str] = Counter()
        self.unknown: Counter[str] = Counter()
        self.left_out: Counter[str] = Counter()

    def entries(self, path: Path, found: Iterator[Entry | Refused | LeftOut]) -> Iterator[Entry]:
        """The rows that are taken; the others are told or counted."""
        from ostraka.exchange.statistics import LeftOut, Refused

        for one in found:
            if isinstance(one, LeftOut):
                self.left_out[one.words] += 1
            elif isinstance(one, Refused):
                self.refuse(path, one)
            else:
                yield one

    def refuse(self, path: Path, row: Refused) -> None:
        """Tell a refused row, or count it where there are many; states that are not known are listed at the end."""
        error: type[OstrakaError] = InputError if row.unknown is None else UnknownName
        self.noted.exit_code = self.noted.exit_code or error.exit_code
        if row.unknown is not None:
            self.unknown[row.unknown] += 1
            return
        self.refused[row.words] += 1
        if self.refused.total() <= limits().refused:
            self.noted.say(f"{path}, line {row.number}: {row.words}")

    def end(self) -> None:
        """What was counted and not told yet."""
        if self.refused.total() > limits().refused:
            often = "; ".join(f"{n} × {words}" for words, n in self.refused.most_common(5))
            self.noted.say(f"{self.refused.total()} rows refused in all: {often}")
        if self.unknown:
            names = ", ".join(f"{name or '(blank)'} ({n} rows)" for name, n in self.unknown.most_common())
            self.noted.say(f"unknown states, their rows were refused: {names}")
        for words, n in self.left_out.most_common(8):
            self.noted.say(f"left out, {n}: {words}")


def run(
    format: Format,
    files: Tables,
    json: Json = False,
    published: Published = None,
    state: States = None,
    first: From = 0,
    last: To = 9999,
    ledger_file: LedgerFile = None,
) -> None:
    """Read tables of statistics that you have into the ledger: each row is a claim of its data set, with its amount.

    The same row twice adds nothing. Rows that cannot be taken are said on stderr, the others are added.

    [bold]Examples[/bold]

    ostraka import comtrade trade-2021.csv --published 2023-02-01

    ostraka import un-votes UNVotes.csv --state RUS --from 2015

    ostraka import ledger everything.jsonl --ledger copy.duckdb
    """
    from ostraka.exchange import lines, statistics

    if format in lines.FORMATS:
        return bring(ledger_path(ledger_file), format, files, json=json)
    path, codes, out = ledger_path(ledger_file), {state_code(s) for s in state or ()}, day("--published", published)
    statistics.form(format)
    with notes() as noted:
        told = Told(noted)
        for file in files:
            try:
                found = statistics.read(format, file, published=out, states=codes, first=first, last=last)
                store(path, told, told.entries(file, found), what(format, file), statistics.version(format))
            except InputError as wrong:
                noted.say(str(wrong))
                noted.exit_code = noted.exit_code or wrong.exit_code
        told.end()
        tell(told, path, json)


def what(format: str, file: Path) -> str:
    """What the ledger notes of the import: the form, the file, its hash."""
    try:
        mark = sha256(file.read_bytes()).hexdigest()
    except OSError as wrong:
        raise InputError(f"{file}: {wrong.strerror or wrong}") from None
    return f"import {format} {file.name} sha256:{mark}"


def store(path: Path, told: Told, entries: Iterator[Entry], what: str, reader: str) -> None:
    """Add rows, a batch at a time; the ledger is held only while a batch is written."""
    while batch := list(islice(entries, BATCH)):
        with ledger.open(path, "write") as book:
            told.added = plus(told.added, book.add(batch, reader=reader, what=what))


def tell(told: Told, path: Path, json: bool) -> None:
    """Say what was added."""
    new, known = len(told.added.new), len(told.added.known)
    if json:
        print_json(
            {
                "new": new,
                "known": known,
                "claims": told.added.claims,
                "refused": dict(told.refused),
                "unknown": dict(told.unknown),
                "left_out": dict(told.left_out),
                "ledger": str(path),
            }
        )
        return
    print(f"{new} new rows, {known} known; {told.added.claims} claims · {path}")
