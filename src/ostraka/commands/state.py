"""`ostraka state`: a state's partners by channel, both ways, and how isolated it is."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ostraka.brief.naming import state_code
from ostraka.commands.asking import Asked, question
from ostraka.commands.brief import Background, Over, Settings, Since
from ostraka.commands.common import State, console, day, print_json
from ostraka.commands.weighed import SHORT

On = Annotated[
    str | None, typer.Option("--on", metavar="SUBJECT", help="Isolation on one channel (energy) or goods (arms.uav).")
]
Plot = Annotated[
    Path | None, typer.Option("--plot", metavar="FILE", help="Draw trend, split and dependence into one SVG file.")
]

if TYPE_CHECKING:
    from ostraka.brief import Brief, Material
    from ostraka.brief.words import Words
    from ostraka.claims import Tie
    from ostraka.measures import Picture

__all__ = ["run"]

TOLD = ("changed", "dependence", "carriers")  # sections of the brief that are about figures


@question
def run(
    asked: Asked,
    state: State,
    since: Since = None,
    on: On = None,
    over: Over = None,
    background: Background = False,
    plot: Plot = None,
    settings: Settings = None,
) -> None:
    """A state's partners by channel, who does what to whom, and all its figures, each with what carries it.

    [bold]Examples[/bold]

    ostraka state RUS

    ostraka state "North Korea" --at 2022-11-15 --known 2022-11-10 --json

    ostraka state RUS --since 2022-01-31 --over CSTO --plot russia.svg
    """
    from ostraka.brief import brief
    from ostraka.brief.gather import look
    from ostraka.brief.words import words
    from ostraka.errors import UnknownName
    from ostraka.measures import picture
    from ostraka.measures.settings import settings as chosen
    from ostraka.weighing.kept import touching

    code, language, w = state_code(state), asked.language, words(asked.language)
    material = look(asked.path, code, at=asked.at, known=asked.known, since=day("--since", since))
    solved = picture(material.ties, at=material.at, chosen=chosen(settings), assume=background)
    if code not in solved.system.index:
        raise UnknownName(f"{code} is not a state that is measured: ask for one of its members")
    made = brief(code, material, language=language, of=solved, chosen=chosen(settings), over=over, assume=background)
    ties = sorted(touching(material.ties, code), key=lambda t: (t.channel, bool(t.expired), -t.credence, t.id))
    if plot is not None:
        from ostraka.brief.plots import plots, sheet

        plot.write_text(sheet(list(plots(made.account, code, language).values())), encoding="utf-8")
        console(error=True).print(f"ostraka: {plot}")
    if asked.json:
        figures = {"isolation": made.isolation, "account": made.account, "on": subject(solved, code, on)}
        print_json({"state": code, "at": material.at, "known": asked.known, **figures, "ties": ties})
        return
    show(made, ties, material, w)
    if on is not None:
        console().print(w.say("sentences.on", subject=on, value=w.number(subject(solved, code, on) or 50.0)))


def subject(solved: Picture, code: str, on: str | None) -> float | None:
    """Isolation on a channel, or on goods; None where neither is asked for. UnknownName for what is neither."""
    from ostraka.errors import UnknownName
    from ostraka.measures.figures import isolation, on_subject
    from ostraka.relations.goods import goods

    if on is None:
        return None
    if on in solved.system.channels:
        return dict(isolation(solved, code).on).get(on, 50.0)
    if on not in goods():
        raise UnknownName(f"--on {on}: neither a channel nor goods; channels are {', '.join(solved.system.channels)}")
    return on_subject(solved, code, on)


def show(made: Brief, ties: list[Tie], material: Material, w: Words) -> None:
    """Print the page."""
    from rich.text import Text

    from ostraka.brief.sentences import as_told
    from ostraka.brief.terminal import headline, sentence_lines

    out = console()
    out.print(Text(made.name, style="bold"))
    for line in headline(made.isolation, w, material.at, material.known):
        out.print(line)
    out.print(Text(w.say(f"sentences.word_{made.isolation.word}"), style="dim"))
    if not ties:
        out.print(Text(w.say("sentences.nothing", state=w.name(made.state))))
        return
    for note in (n for s in made.sections for x in s.sentences if x.id == "s-isolation" for n in x.notes):
        out.print(Text(note, style="dim"))
    points: dict[str, float] = {}
    for partner in made.isolation.partners:
        for tie in partner.ties:
            points[tie.tie] = points.get(tie.tie, 0.0) + tie.points
    out.print(table([as_told(t) for t in ties], points, w))
    for section in (s for s in made.sections if s.key in TOLD):
        out.print(Text(f"\n{section.title}", style="bold underline"))
        for sentence in section.sentences:
            for line in sentence_lines(sentence, material, w, False):
                out.print(line)
    out.print(Text(f"\n{w.say('sentences.settings', cite=made.isolation.settings)}", style="dim"))
    out.print(Text(w.say("sentences.opened", id=ties[0].id[:SHORT]), style="dim"))


def table(ties: list[Tie], points: dict[str, float], w: Words) -> Any:
    """The ties by channel: what holds, how likely, points of isolation, last confirmed."""
    from rich.table import Table
    from rich.text import Text

    from ostraka.brief.sentences import clause, rung_told, surely
    from ostraka.brief.words import capital

    made = Table(box=None, pad_edge=False, show_edge=False, header_style="dim")
    page = w.phrases["page"]
    made.add_column("", no_wrap=True)
    made.add_column(page["tie"], overflow="fold", min_width=30)
    made.add_column(page["surely"], overflow="fold", min_width=11)
    made.add_column(page["points"], justify="right", no_wrap=True)
    made.add_column(page["last"], no_wrap=True, min_width=10)
    made.add_column(page["id"], no_wrap=True, style="dim")
    before = None
    for tie in ties:
        likely = Text(surely(tie, rung_told(tie), w), style="dim" if tie.expired else "")
        if tie.contested:
            likely.append(f" [{page['hatched']}]", style="yellow")
        amount = points.get(tie.id, 0.0)
        made.add_row(
            Text(w.phrases["channels"].get(tie.channel, tie.channel) if tie.channel != before else "", style="bold"),
            capital(clause(tie, rung_told(tie), w)),
            likely,
            Text(w.signed(amount) if abs(amount) >= 0.005 else "", style="green" if amount < 0 else "red"),
            w.day(tie.confirmed) if tie.confirmed else "",
            tie.id[:SHORT],
        )
        before = tie.channel
    return made
