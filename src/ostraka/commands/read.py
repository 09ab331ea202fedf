"""`ostraka read`: the claims of articles, printed; nothing is stored."""

from __future__ import annotations

from typing import Annotated

import typer

from ostraka.commands.common import Files, Json, Language, Published
from ostraka.commands.printing import claim_lines, print_readings

__all__ = ["run"]


Wide = Annotated[
    bool,
    typer.Option(
        "--wide", help="Also what happens inside one state, between parties, and to nobody known: event data."
    ),
]


def run(
    files: Files, json: Json = False, published: Published = None, language: Language = None, wide: Wide = False
) -> None:
    """Print the claims of articles: who is said to do what to whom, by whose word. Nothing is stored.

    What cannot be read is said on stderr, the rest is read, and the exit code tells.

    [bold]Examples[/bold]

    ostraka read article.txt --published 2022-11-08

    ostraka read --json news/ page.html > claims.jsonl

    ostraka read --json --wide news/ > events.jsonl

    curl -s https://news.example/story | ostraka read -
    """
    print_readings(
        files, json, published, language, of=lambda one: one.claims, lines=claim_lines, what="claims", wide=wide
    )
