"""`ostraka export`: the claims of the ledger, or all of it, as JSON lines."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from ostraka import ledger
from ostraka.brief.naming import state_code
from ostraka.commands.common import Known, LedgerFile, day, ledger_path, notes
from ostraka.errors import UnknownName

__all__ = ["run"]

Format = Annotated[str, typer.Argument(metavar="FORMAT", help="claims (the claim contract) or ledger (everything).")]
Only = Annotated[str | None, typer.Option("--state", metavar="STATE", help="Claims: only those about this state.")]
LOSES = {
    "claims": "without texts, attributions, earlier readings, copies and decisions",
    "ledger": "nothing is lost: `ostraka import ledger FILE` gives the same hash",
}


def run(form: Format, state: Only = None, known: Known = None, ledger_file: LedgerFile = None) -> None:
    """Write the ledger to stdout as JSON lines; what the format loses is said on stderr.

    [bold]Examples[/bold]

    ostraka export claims --state PRK > claims.jsonl

    ostraka export ledger > everything.jsonl
    """
    from ostraka.exchange.lines import FORMATS, lines

    if form not in FORMATS:
        raise UnknownName(f"no format {form!r}: there are {', '.join(FORMATS)}")
    wanted = {"state": state_code(state) if state else None, "known": day("--known", known)}
    if form == "ledger" and any(wanted.values()):
        raise UnknownName("the format ledger has everything: --state and --known are for claims")
    with notes() as noted, ledger.open(ledger_path(ledger_file)) as book:
        count = 0
        for line in lines(book, form, {k: v for k, v in wanted.items() if v}):
            sys.stdout.buffer.write(line)
            count += 1
        noted.say(f"{count} lines · {LOSES[form]}")
