"""`ostraka sources`: who is quoted, with people's letter and the computed track record."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer
from rich.text import Text

from ostraka.commands.asking import Asked, question
from ostraka.commands.common import console, print_json
from ostraka.commands.weighed import columns

if TYPE_CHECKING:
    from ostraka.brief.words import Words
    from ostraka.weighing.tracks import Told

__all__ = ["run"]

Name = Annotated[
    str | None, typer.Argument(metavar="NAME", help="A speaker, an outlet, or the code of a state; all when left away.")
]
Most = Annotated[int, typer.Option("--limit", min=1, help="No more than so many, the most quoted first.")]


@question
def run(asked: Asked, name: Name = None, limit: Most = 40) -> None:
    """Who speaks in the ledger: how often, people's letter, and what became of his allegations by the words of others.

    The record sets nothing by itself. `ostraka decide grade NAME --set knows=record --why ...` takes it as the
    reliability of that source, with its number of cases, until somebody decides otherwise.

    [bold]Examples[/bold]

    ostraka sources

    ostraka sources "John Kirby" --known 2022-11-30
    """
    from ostraka.brief.words import words
    from ostraka.weighing.words import say
    from ostraka.weighing.world import tracked

    found, part = tracked(asked.path, name, at=asked.at, known=asked.known)
    found = found[:limit]
    if asked.json:
        for one in found:
            print_json(one)
        return
    out, w = console(), words(asked.language)
    for line in lines(found, w):
        out.print(line)
    out.print(say("sources_foot" if found else "nothing", asked.language), style="dim")
    if part:
        out.print(say("sources_coded", asked.language), style="dim")


def lines(found: list[Told], w: Words) -> Iterator[Text]:
    """A row for each source, under a head."""
    from ostraka.weighing.words import say

    head = [say(f"sources_head.{c}", w.language) for c in ("who", "claims", "letter", "record", "knows", "would")]
    rows = [head, *(row(one, w) for one in found)] if found else []
    for k, line in enumerate(columns(rows, right=(1, 4, 5))):
        yield Text(line, style="dim" if k == 0 else "")


def row(one: Told, w: Words) -> list[str]:
    """One source: name, claims, letter, record, the reliability that counts, the one that the record would give."""
    from ostraka.brief.sentences import same
    from ostraka.brief.words import capital
    from ostraka.weighing.words import say

    name = one.name
    if one.party:
        party = w.name(one.party)
        name = party if same(name, one.party, w) else w.say("verbs.speaker", speaker=name, party=party)
    r = one.record
    record = say("sources_record", w.language, held=r.held, settled=r.settled, open=r.open) if r else ""
    would = w.credence(one.would) if one.would is not None else ""
    return [capital(name), str(one.claims), one.letter or "", record, w.credence(one.knows), would]
