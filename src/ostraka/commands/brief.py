"""`ostraka brief`: a page about a state, every sentence with its evidence."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ostraka.brief.naming import state_code
from ostraka.commands.common import At, Json, Known, LedgerFile, State, console, day, ledger_path, print_json

__all__ = ["run"]

Since = Annotated[str | None, typer.Option("--since", metavar="DATE", help="Tell what changed since that day.")]
Html = Annotated[
    Path | None, typer.Option("--html", metavar="FILE", help="Write the brief as one self-contained HTML page.")
]
In = Annotated[str, typer.Option("--in", metavar="CODE", help="Language of the brief: en or fr.")]
Everything = Annotated[bool, typer.Option("--all", help="Quote every claim behind a sentence, not only the first.")]
Settings = Annotated[
    Path | None, typer.Option("--settings", metavar="FILE", help="Your own copy of the measures' settings.toml.")
]
Over = Annotated[
    str | None,
    typer.Option(
        "--over", metavar="WHOM", help="The neighbourhood of its influence: codes (KAZ,UZB) or a body (CSTO)."
    ),
]
Background = Annotated[
    bool,
    typer.Option("--background", help="Assume ordinary ties where nothing is known (docs/measures.md); shown apart."),
]


def run(
    state: State,
    at: At = None,
    known: Known = None,
    since: Since = None,
    html: Html = None,
    over: Over = None,
    background: Background = False,
    language: In = "en",
    everything: Everything = False,
    json: Json = False,
    ledger_file: LedgerFile = None,
    settings: Settings = None,
) -> None:
    """A brief on a state: how isolated it is, who stands with it and against it, what is contested or only promised.

    Every sentence carries its claims. Likelihood is told in the words of ICD 203.

    [bold]Examples[/bold]

    ostraka brief RUS --html russia.html

    ostraka brief Iran --at 2022-11-15 --known 2022-11-10 --in fr
    """
    from ostraka.brief import brief
    from ostraka.brief.gather import look
    from ostraka.brief.words import words
    from ostraka.measures.settings import settings as chosen

    code, until, seen = state_code(state), day("--at", at), day("--known", known)
    words(language)
    material = look(ledger_path(ledger_file), code, at=until, known=seen, since=day("--since", since))
    made = brief(code, material, language=language, chosen=chosen(settings), over=over, assume=background)
    if html is not None:
        from ostraka.web.page import page

        html.write_text(page(made, material), encoding="utf-8")
        if not json:
            print(html)
            return
    if json:
        print_json(made)
        return
    from ostraka.brief.terminal import brief_lines

    out = console()
    for line in brief_lines(made, material, everything=everything):
        out.print(line)
