"""`ostraka import claims` and `import ledger`: JSON lines that an Ostraka exported, back into a ledger."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from ostraka import ledger
from ostraka.commands.add import plus
from ostraka.commands.common import print_json
from ostraka.errors import InputError
from ostraka.exchange.lines import claims_in, records_in
from ostraka.ledger import Added

__all__ = ["bring"]

READER = "exported claims"


def bring(path: Path, form: str, files: list[Path], *, json: bool) -> None:
    """Add what the files hold and say how much of it was new."""
    if form == "ledger":
        added = restored(path, files)
        print_json({"new": added, "ledger": str(path)}) if json else print(
            f"{', '.join(f'{n} {table}' for table, n in added.items() if n) or 'nothing new'} · {path}"
        )
        return
    total = Added()
    for file in files:
        found = list(claims_in(lines_of(file), str(file)))
        with ledger.open(path, "write") as book:
            there = book.known([t.article.id for t in found])  # they have their own texts and readings
            fresh = [t for t in found if t.article.id not in there]
            total = plus(total, book.add(fresh, reader=READER, what=f"import {form} {file.name}"))
        total = plus(total, Added(known=tuple(sorted(there))))
    new, known = len(total.new), len(total.known)
    if json:
        print_json({"new": total.new, "known": total.known, "claims": total.claims, "ledger": str(path)})
    else:
        print(f"{new} new articles, {known} known; {total.claims} claims · {path}")


def restored(path: Path, files: list[Path]) -> dict[str, int]:
    """Add the records of exported ledgers; how many were new, by table."""
    added: dict[str, int] = {}
    for file in files:
        with ledger.open(path, "write") as book:
            for table, n in book.restore(records_in(lines_of(file), str(file))).items():
                added[table] = added.get(table, 0) + n
    return added


def lines_of(file: Path) -> Iterator[bytes]:
    """The lines of a file, or of standard input for "-". InputError where it cannot be read."""
    if str(file) == "-":
        yield from sys.stdin.buffer
        return
    try:
        with file.open("rb") as opened:
            yield from opened
    except OSError as wrong:
        raise InputError(f"{file}: {wrong.strerror or wrong}") from None
