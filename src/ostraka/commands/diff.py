"""`ostraka diff`: what changed between two dates, in sentences; only what changes an answer."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.text import Text

from ostraka.commands.common import Json, LedgerFile, console, print_json
from ostraka.commands.naming import state_code
from ostraka.commands.weighed import In, load, sentence, title

__all__ = ["run"]

From = Annotated[str, typer.Option("--from", metavar="DATE", help="The earlier day.")]
To = Annotated[str, typer.Option("--to", metavar="DATE", help="The later day.")]
Only = Annotated[str | None, typer.Option("--state", metavar="STATE", help="Only ties of this state.")]
Hindsight = Annotated[
    bool,
    typer.Option("--hindsight", help="Ask of both days with all that is known today, not with what was known then."),
]


def run(
    from_: From,
    to: To,
    state: Only = None,
    hindsight: Hindsight = False,
    language: In = "en",
    json: Json = False,
    ledger_file: LedgerFile = None,
) -> None:
    """What changed between two dates: new ties, rungs climbed, denials, endings, likelier or less.

    Each day is asked with what had been published by then; `--hindsight` takes all that is known today.

    [bold]Examples[/bold]

    ostraka diff --from 2022-11-01 --to 2022-11-15

    ostraka diff --from 2022-10 --to 2022-11 --state PRK
    """
    from ostraka import weighing
    from ostraka.weighing.changes import changes

    code = state_code(state) if state else None
    before = load(ledger_file, at=from_, known=None if hindsight else from_)
    after = load(ledger_file, at=to, known=None if hindsight else to)
    found = changes(weighing.ties(before.case), weighing.ties(after.case), language)
    out = None if json else console()
    shown = 0
    for change in found:
        tie = change.after or change.before
        if tie is None or (code and code not in (tie.from_, tie.to)):
            continue
        shown += 1
        if out is None:
            print_json(change)
            continue
        out.print(Text(title(tie, language), style="bold").append(f": {change.words}", style="not bold"))
        for claim in [after.claims[c] for c in change.claims if c in after.claims][:2]:
            for line in sentence(claim):
                out.print(line)
    if out is not None and not shown:
        out.print(weighing.words.say("unchanged", language))
