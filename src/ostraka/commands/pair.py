"""`ostraka pair`: two states, the ladder's time line of each proposition, and who says what of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table
from rich.text import Text

from ostraka import ledger
from ostraka.claims import Proposition, Tie
from ostraka.commands.asking import Asked, question
from ostraka.commands.brief import Background, Since
from ostraka.commands.common import console, day, print_json
from ostraka.commands.naming import state_code
from ostraka.commands.weighed import ladder_line, of_tie, surely, title

if TYPE_CHECKING:
    from rich.console import Console

    from ostraka.measures import Pair

__all__ = ["run"]

A = Annotated[str, typer.Argument(metavar="A", help="A state or body: code or name.")]
B = Annotated[str, typer.Argument(metavar="B", help="The other one.")]


@question
def run(asked: Asked, a: A, b: B, since: Since = None, background: Background = False) -> None:
    """Two states: what is proposed of them, how far it has come, who says so; what each is to the other in figures.

    Each proposition has its Admiralty number in brackets; each stance the log-odds that it moves.

    [bold]Examples[/bold]

    ostraka pair RUS PRK

    ostraka pair Iran Russia --known 2022-11-04 --since 2022-01-31
    """
    from ostraka import weighing
    from ostraka.weighing.ties import ties
    from ostraka.weighing.words import say
    from ostraka.weighing.world import part

    ends = (state_code(a), state_code(b))
    one, other = sorted(ends)
    with ledger.open(asked.path) as book:
        case = part(book, ends=[(one, other)], at=asked.at, known=asked.known, language=asked.language)
    found = weighing.propositions(case)
    made = ties(case, found)
    figures = measured(asked, ends, day("--since", since), background)
    if asked.json:
        for t in made:
            print_json({"tie": t, "propositions": of_tie(found, t)})
        if figures is not None:
            print_json({"figures": figures})
        return
    out = console()
    for t in made:
        for line in heading(t, asked.language):
            out.print(line)
        mine = of_tie(found, t)
        for p in mine:
            show(p, {q.id: q for q in mine}, out, asked.language)
    if not made:
        out.print(say("nothing", asked.language))
    for words in told(figures, asked.language):
        out.print(words, markup=False)


def measured(asked: Asked, ends: tuple[str, str], since: str | None, background: bool) -> Pair | None:
    """All figures of the two, where both are states that are measured."""
    from ostraka import measures
    from ostraka.brief.gather import look

    material = look(asked.path, ends[0], at=asked.at, known=asked.known, since=since)
    now = measures.picture(material.ties, at=material.at, assume=background)
    if not set(ends) <= set(now.system.index) or len(set(ends)) < 2:
        return None
    before = measures.picture(material.earlier, at=since, assume=background) if since else None
    found = measures.amounts(material.claims.values(), now.system.settings)
    return measures.pair(now, *ends, before=before, found=found)


def told(figures: Pair | None, language: str) -> Iterator[str]:
    """The figures in sentences."""
    from ostraka.brief.pairs import pair_lines
    from ostraka.brief.words import words

    if figures is not None:
        yield from pair_lines(figures, words(language))


def heading(t: Tie, language: str) -> Iterator[Text]:
    """What a tie is about, how far it has come and how surely, since when nobody speaks of it."""
    from ostraka.weighing.words import say

    standing = next(r for r in t.rungs if r.stage == t.stage)
    ended = f", {say('ended_on', language, day=t.ended)}" if t.ended else ""
    yield Text(title(t, language), style="bold")
    yield Text(f"  {say('stage.' + t.stage, language)}: {surely(standing, t.contested, language)}{ended}")
    if t.expired:
        yield Text(f"  {say('expired', language, day=t.expired)}", style="dim")
    if t.confirmed:
        yield Text(f"  {say('confirmed', language, day=t.confirmed)}", style="dim")


def show(p: Proposition, all_: dict[str, Proposition], out: Console, language: str) -> None:
    """One proposition: its ladder, of which more general one it is a kind, and its stance matrix."""
    from ostraka.weighing.words import say

    general = [all_[g].goods or all_[g].channel for g in p.general if g in all_]
    kind = f" ({say('kind_of', language, general=', '.join(general))})" if general else ""
    contested = f"  {say('contested', language)}" if p.contested else ""
    line = f"    {p.goods or p.channel}{kind}: {ladder_line(p.rungs, language)}  [{p.number}]{contested}  {p.id}"
    out.print(line, markup=False)
    matrix = Table(box=None, show_header=False, pad_edge=False)
    for s in p.stances:
        speaker = s.speaker if s.speaker and s.speaker != s.party else ""
        weight = f"{s.weight:+.2f}" if s.weight else ""
        verb = say("verb." + s.verb, language)
        matrix.add_row("     ", s.date or "?", s.party, speaker, verb, say("stage." + s.stage, language), weight)
    out.print(matrix)
