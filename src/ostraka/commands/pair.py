"""`ostraka pair`: two states, the ladder's time line of each proposition, and who says what of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table
from rich.text import Text

from ostraka.claims import Proposition
from ostraka.commands.common import At, Json, Known, LedgerFile, console, print_json
from ostraka.commands.naming import state_code
from ostraka.commands.weighed import In, ladder_line, load, surely, title

if TYPE_CHECKING:
    from rich.console import Console

__all__ = ["run"]

A = Annotated[str, typer.Argument(metavar="A", help="A state or body: code or name.")]
B = Annotated[str, typer.Argument(metavar="B", help="The other one.")]


def run(
    a: A,
    b: B,
    at: At = None,
    known: Known = None,
    language: In = "en",
    json: Json = False,
    ledger_file: LedgerFile = None,
) -> None:
    """Two states: what is proposed of them, how far it has come and when, and who asserts, denies, promises it.

    [bold]Examples[/bold]

    ostraka pair RUS PRK

    ostraka pair Iran Russia --known 2022-11-04
    """
    from ostraka import weighing

    ends = {state_code(a), state_code(b)}
    loaded = load(ledger_file, at=at, known=known)
    found = [p for p in weighing.propositions(loaded.case) if {p.from_, p.to} == ends]
    ties = [t for t in weighing.ties(loaded.case) if {t.from_, t.to} == ends]
    if json:
        for t in ties:
            print_json({"tie": t, "propositions": [p for p in found if p.id in t.propositions]})
        return
    out = console()
    for t in ties:
        standing = next(r for r in t.rungs if r.stage == t.stage)
        out.print(Text(title(t, language), style="bold"))
        ended = f", {weighing.words.say('ended_on', language, day=t.ended)}" if t.ended else ""
        out.print(
            f"  {weighing.words.say('stage.' + t.stage, language)}: {surely(standing, t.contested, language)}{ended}"
        )
        out.print(f"  {weighing.words.say('confirmed', language, day=t.confirmed)}" if t.confirmed else "", style="dim")
        for p in found:
            if p.id in t.propositions:
                show(p, out, language)
    if not ties:
        out.print(weighing.words.say("nothing", language))


def show(p: Proposition, out: Console, language: str) -> None:
    """One proposition: its ladder and its stance matrix."""
    from ostraka.weighing import words

    out.print(f"    {p.goods or p.channel}: {ladder_line(p.rungs, language)}  [{p.number}]  {p.id}", markup=False)
    matrix = Table(box=None, show_header=False, pad_edge=False)
    for s in p.stances:
        speaker = s.speaker if s.speaker and s.speaker != s.party else ""
        weight = f"{s.weight:+.2f}" if s.weight else ""
        verb = words.say("verb." + s.verb, language)
        matrix.add_row("     ", s.date or "?", s.party, speaker, verb, words.say("stage." + s.stage, language), weight)
    out.print(matrix)
