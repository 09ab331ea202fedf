"""`ostraka state`: a state's partners by channel, both ways, and how isolated it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from ostraka.commands.common import At, Json, Known, LedgerFile, State, console, day, ledger_path, print_json
from ostraka.commands.naming import state_code

if TYPE_CHECKING:
    from ostraka.brief import Material
    from ostraka.brief.words import Words
    from ostraka.claims import Tie
    from ostraka.measures import Isolation

__all__ = ["run"]

In = Annotated[str, typer.Option("--in", metavar="CODE", help="Language of the words: en or fr.")]


def run(
    state: State,
    at: At = None,
    known: Known = None,
    language: In = "en",
    json: Json = False,
    ledger_file: LedgerFile = None,
) -> None:
    """A state's partners by channel, who does what to whom, when it was last confirmed, and the state's isolation.

    [bold]Examples[/bold]

    ostraka state RUS

    ostraka state "North Korea" --at 2022-11-15 --known 2022-11-10 --json
    """
    from ostraka.brief.gather import survey
    from ostraka.brief.words import words
    from ostraka.errors import UnknownName
    from ostraka.measures import isolation, picture

    code, until, seen, w = state_code(state), day("--at", at), day("--known", known), words(language)
    material = survey(ledger_path(ledger_file), code, at=until, known=seen)
    solved = picture(material.ties, at=material.at)
    if code not in solved.system.index:
        raise UnknownName(f"{code} is not a state that is measured: ask for one of its members")
    figures = isolation(solved, code)
    ties = sorted((t for t in material.ties if code in (t.from_, t.to)), key=lambda t: (t.channel, -t.credence, t.id))
    if json:
        print_json({"state": code, "at": material.at, "known": seen, "isolation": figures, "ties": ties})
        return
    show(code, figures, ties, material, w)


def show(code: str, figures: Isolation, ties: list[Tie], material: Material, w: Words) -> None:
    """Print the page."""
    from rich.text import Text

    from ostraka.brief.terminal import headline

    out = console()
    out.print(Text(w.bare(code), style="bold"))
    for line in headline(figures, w, material.at, material.known):
        out.print(line)
    out.print(Text(w.say(f"sentences.word_{figures.word}"), style="dim"))
    if not ties:
        out.print(Text(w.say("sentences.nothing", state=w.name(code))))
        return
    points: dict[str, float] = {}
    for partner in figures.partners:
        for tie in partner.ties:
            points[tie.tie] = points.get(tie.tie, 0.0) + tie.points
    from ostraka.brief.sentences import as_told

    out.print(table([as_told(t) for t in ties], points, w))


def table(ties: list[Tie], points: dict[str, float], w: Words) -> Any:
    """The ties by channel: what holds, how likely, points of isolation, last confirmed."""
    from rich.table import Table
    from rich.text import Text

    from ostraka.brief.sentences import clause, rung_told
    from ostraka.brief.words import capital
    from ostraka.weighing import estimative

    made = Table(box=None, pad_edge=False, show_edge=False, header_style="dim")
    page = w.phrases["page"]
    made.add_column("", no_wrap=True)
    made.add_column(page["tie"], overflow="fold", min_width=30)
    made.add_column(page["surely"], overflow="fold", min_width=11)
    made.add_column(page["points"], justify="right", no_wrap=True)
    made.add_column(page["last"], no_wrap=True, min_width=10)
    before = None
    for tie in ties:
        likely = Text(estimative(tie.credence, w.language))
        if tie.contested:
            likely.append(f" [{page['hatched']}]", style="yellow")
        amount = points.get(tie.id, 0.0)
        made.add_row(
            Text(w.phrases["channels"].get(tie.channel, tie.channel) if tie.channel != before else "", style="bold"),
            capital(clause(tie, rung_told(tie), w)),
            likely,
            Text(f"{amount:+.2f}" if abs(amount) >= 0.005 else "", style="green" if amount < 0 else "red"),
            tie.confirmed or "",
        )
        before = tie.channel
    return made
