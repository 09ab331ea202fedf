"""`ostraka demo`: our demonstration articles into a fresh ledger, and the brief on Russia."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Annotated

import typer

from ostraka import ledger
from ostraka.commands.common import Json, console, notes, print_json, progress

__all__ = ["run"]

Folder = Annotated[
    Path | None,
    typer.Argument(metavar="[FOLDER]", help="Where the ledger and the page go; a new temporary folder otherwise."),
]
In = Annotated[str, typer.Option("--in", metavar="CODE", help="Language of the brief: en or fr.")]


def run(folder: Folder = None, language: In = "en", json: Json = False) -> None:
    """Read our demonstration articles into a fresh ledger, print the brief on Russia, and write it as a page.

    The articles (French and English) were written for this purpose from public facts of autumn 2022; their outlets do
    not exist. No network, no key; your own ledger is not touched. A folder that has the ledger already is read again.

    [bold]Example[/bold]

    ostraka demo my-first-ledger --in fr
    """
    from ostraka import demo, intake
    from ostraka.brief import brief
    from ostraka.brief.gather import gather
    from ostraka.brief.terminal import brief_lines
    from ostraka.brief.words import words
    from ostraka.commands.add import add
    from ostraka.web.page import page

    words(language)
    where = folder or Path(tempfile.mkdtemp(prefix="ostraka-demo-"))
    where.mkdir(parents=True, exist_ok=True)
    path = where / "demo.duckdb"
    again = path.exists()  # by an earlier version perhaps: the figures are this one's, what was decided stays
    with notes() as noted:
        articles = list(noted.articles(intake.read(str(demo.ARTICLES))))
        for one in progress(articles, "reading", total=len(articles)):  # one by one, so that the bar moves
            add(path, iter([one]), what="demo", again=again)
    with ledger.open(path) as book:
        material = gather(book, at=demo.AT, since=demo.SINCE, demonstration=True)
    made = brief(demo.STATE, material, language=language)
    html = where / f"brief-{demo.STATE}.html"
    html.write_text(page(made, material), encoding="utf-8")
    if json:
        print_json({"brief": made, "html": str(html), "ledger": str(path)})
        return
    out = console()
    for line in brief_lines(made, material):
        out.print(line)
    out.print()
    print(f"The page: {html}")
    print(f"The ledger: {path}   (try: ostraka state IRN --ledger {path})")
