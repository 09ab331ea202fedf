"""`ostraka quotes`: who says what in articles, printed; nothing is stored."""

from __future__ import annotations

from ostraka.commands.common import Files, Json, Language, Published
from ostraka.commands.printing import attribution_lines, print_readings

__all__ = ["run"]


def run(files: Files, json: Json = False, published: Published = None, language: Language = None) -> None:
    """Print every attribution of articles: who says, thinks, wants, announces or denies what. Nothing is stored.

    What cannot be read is said on stderr, the rest is read, and the exit code tells.

    [bold]Examples[/bold]

    ostraka quotes article.txt --published 2022-11-08

    ostraka quotes --json news/ page.html > quotes.jsonl

    curl -s https://news.example/story | ostraka quotes -
    """
    print_readings(
        files,
        json,
        published,
        language,
        of=lambda one: one.attributions,
        lines=attribution_lines,
        what="attributions",
        claims=False,
    )
