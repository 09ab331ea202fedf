"""`ostraka why`: from a figure to its ties, their reasons, their claims, the sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer
from rich.text import Text

from ostraka.claims import Proposition, Tie
from ostraka.commands.common import At, Json, Known, LedgerFile, console, print_json
from ostraka.commands.naming import state_code
from ostraka.commands.weighed import In, Loaded, ladder_line, load, sentence, surely, title
from ostraka.errors import UnknownName

if TYPE_CHECKING:
    from rich.console import Console

__all__ = ["run"]

What = Annotated[
    list[str],
    typer.Argument(metavar="WHAT...", help="A state, two states, or the id of a tie or proposition (its beginning)."),
]
Channel = Annotated[str | None, typer.Option("--channel", metavar="CODE", help="Only this channel.")]


def run(
    what: What,
    channel: Channel = None,
    at: At = None,
    known: Known = None,
    language: In = "en",
    json: Json = False,
    ledger_file: LedgerFile = None,
) -> None:
    """Why: the ties behind a state's figure, what moved each and by how much, and the sentences themselves.

    Weights are log-odds: +0.7 doubles the odds, -0.7 halves them; together they make the credence.

    [bold]Examples[/bold]

    ostraka why RUS --channel arms

    ostraka why Iran Russia

    ostraka why 5e1c
    """
    loaded = load(ledger_file, at=at, known=known, language=language)
    found = [t for t in asked(loaded, what) if channel in (None, t.channel)]
    if json:
        for one in found:
            print_json({"about": one, "claims": [loaded.claims[c] for c in one.claims if c in loaded.claims]})
        return
    out = console()
    for one in found:
        show(one, loaded, out, language)
    if not found:
        from ostraka.weighing import words

        out.print(words.say("nothing", language))


def asked(loaded: Loaded, what: list[str]) -> list[Tie] | list[Proposition]:
    """The ties of a state or a pair, the weightiest first; or the tie or proposition with that id."""
    from ostraka import weighing

    ties = weighing.ties(loaded.case)
    if len(what) == 1 and what[0].lower() == what[0] and len(what[0]) > 3:
        by_id = [t for t in ties if t.id.startswith(what[0])]
        if by_id:
            return by_id
        found = [p for p in weighing.propositions(loaded.case) if p.id.startswith(what[0])]
        if found:
            return found
    if len(what) > 2:
        raise UnknownName(f"one or two states, or one id; not {len(what)} things")
    try:
        codes = {state_code(x) for x in what}
    except UnknownName as unknown:
        raise UnknownName(f"{unknown}; nor is it the id of a tie or proposition here") from None
    mine = [t for t in ties if codes <= {t.from_, t.to}]
    return sorted(mine, key=lambda t: (-t.credence * t.known, t.id))


def show(one: Tie | Proposition, loaded: Loaded, out: Console, language: str) -> None:
    """One tie or proposition: how surely, its ladder, its reasons, each with its sentences."""
    from ostraka.weighing import words

    spoken = [r for r in one.rungs if r.claims] or list(one.rungs)
    rung = next(r for r in one.rungs if r.stage == one.stage) if isinstance(one, Tie) else spoken[-1]
    out.print(Text(f"{title(one, language)}  {one.id}", style="bold"))
    out.print(f"  {words.say('stage.' + rung.stage, language)}: {surely(rung, one.contested, language)}")
    out.print(f"  {ladder_line(one.rungs, language)}", style="dim")
    for reason in one.reasons:
        out.print(Text(f"  {reason.weight:+6.2f}  {reason.words}"))
        for claim in [loaded.claims[c] for c in reason.claims if c in loaded.claims][:3]:
            for line in sentence(claim):
                out.print(line)
