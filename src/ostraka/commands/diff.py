"""`ostraka diff`: what changed between two dates, in sentences; only what changes an answer."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer
from rich.text import Text

from ostraka import ledger
from ostraka.brief.naming import state_code
from ostraka.commands.asking import Asked, question, undated
from ostraka.commands.common import console, day, print_json
from ostraka.commands.limits import limits
from ostraka.commands.weighed import sentence, statement
from ostraka.errors import BadDate

if TYPE_CHECKING:
    from ostraka.brief.words import Words
    from ostraka.claims import Claim, Tie
    from ostraka.weighing.changes import Change

__all__ = ["run"]

From = Annotated[str, typer.Option("--from", metavar="DATE", help="The earlier day.")]
To = Annotated[str, typer.Option("--to", metavar="DATE", help="The later day.")]
Only = Annotated[str | None, typer.Option("--state", metavar="STATE", help="Only ties of this state.")]
Hindsight = Annotated[
    bool,
    typer.Option("--hindsight", help="Ask of both days with all that is known today, not with what was known then."),
]


@partial(question, options=undated)
def run(asked: Asked, from_: From, to: To, state: Only = None, hindsight: Hindsight = False) -> None:
    """What changed between two dates: new ties, rungs climbed, denials, endings, likelier or less.

    Each day is asked with what had been published by then; `--hindsight` takes all that is known today.

    [bold]Examples[/bold]

    ostraka diff --from 2022-11-01 --to 2022-11-15

    ostraka diff --from 2022-10 --to 2022-11 --state PRK
    """
    from ostraka import weighing
    from ostraka.brief.words import words
    from ostraka.weighing.changes import changes
    from ostraka.weighing.world import standing

    code, w = state_code(state) if state else None, words(asked.language)
    first, last = day("--from", from_), day("--to", to)
    if (first or "") > (last or ""):
        raise BadDate(f"--from {from_} lies after --to {to}: give the earlier day first")
    before, after = (standing(asked.path, at=d, known=None if hindsight else d).ties for d in (first, last))
    found = [c for c in changes(before, after, asked.language, w.day) if code is None or code in ends(c)]
    fresh = new_claims(asked, found, first, last, hindsight)
    for change in found:
        claims = fresh.get(change.tie, [])
        if asked.json:
            print_json({**tellable(change), "claims": [c.id for c in claims]})
        else:
            show(change, claims[: limits().change_quotes], w)
    if not found and not asked.json:
        console().print(weighing.words.say("unchanged", asked.language))


def tie_of(change: Change) -> Tie:
    """The tie as it is, or as it was where it is no longer."""
    tie = change.after or change.before
    assert tie is not None
    return tie


def ends(change: Change) -> tuple[str | None, str]:
    """The states that a change is about."""
    return tie_of(change).from_, tie_of(change).to


def tellable(change: Change) -> dict[str, object]:
    """A change as JSON has it."""
    return {f: getattr(change, f) for f in change.__struct_fields__}


def new_claims(
    asked: Asked, found: list[Change], first: str | None, last: str | None, hindsight: bool
) -> dict[str, list[Claim]]:
    """For each tie that changed, the claims that count on the later day and did not on the earlier one."""
    from ostraka.weighing.world import claims_between

    pairs = [(min(a or "", b), max(a or "", b)) for a, b in map(ends, found)]
    with ledger.open(asked.path) as book:
        then = claims_between(book, pairs, at=first, known=None if hindsight else first)
        now = claims_between(book, pairs, at=last, known=None if hindsight else last)
    return {tie: [c for i, c in claims.items() if i not in then.get(tie, {})] for tie, claims in now.items()}


def show(change: Change, claims: list[Claim], w: Words) -> None:
    """A change in a sentence, with the new sentences behind it."""
    out = console()
    head = Text(statement(tie_of(change), w), style="bold")
    out.print(head.append(f"{w.phrases['colon']}{change.words}", style="not bold"))
    for claim in claims:
        for line in sentence(claim, w):
            out.print(line)
