"""`ostraka roots`: from articles to texts to speakers to independent roots."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.tree import Tree

from ostraka import ledger
from ostraka.commands.common import At, Json, Known, LedgerFile, console, day, ledger_path, print_json
from ostraka.commands.weighed import In

__all__ = ["run"]

Id = Annotated[str, typer.Argument(metavar="CLAIM", help="Id of a claim, or its beginning.")]


def run(
    claim: Id,
    at: At = None,
    known: Known = None,
    language: In = "en",
    json: Json = False,
    ledger_file: LedgerFile = None,
) -> None:
    """The articles that carry what a claim says, the texts they come down to, who speaks in them, and the roots.

    [bold]Examples[/bold]

    ostraka roots 3f2a
    """
    from ostraka import weighing
    from ostraka.weighing.chain import chain

    until, seen = day("--at", at), day("--known", known)
    with ledger.open(ledger_path(ledger_file)) as book:
        wanted = book.claim(claim)
        case = weighing.load(book, at=until, known=seen)
        articles = {a.id: a for a in book.articles(known=seen)}
        pairs = {i: p for p in book.pairs(known=seen) for i in (p.first, p.second)}
    made = chain(case, wanted.id)
    if json:
        print_json(made)
        return
    out = console()
    count = weighing.words.say(
        "chain", language, articles=made.articles, texts=made.texts, speakers=made.speakers, roots=made.families
    )
    tree = Tree(count)
    for root in made.roots:
        first = root.first or weighing.words.say("undated", language)
        branch = tree.add(f"{root.speaker}{f' ({root.party})' if root.party else ''} · {first} · {root.kind}")
        for text in root.texts:
            oldest = articles.get(text.text)
            leaf = branch.add(f"“{oldest.title or text.text}” · {oldest.publisher or '?'}" if oldest else text.text)
            for other in text.articles:
                if other != text.text and other in articles:
                    why = pairs[other].words if other in pairs else ""
                    leaf.add(f"“{articles[other].title or other}” · {articles[other].publisher or '?'} · {why}")
    out.print(tree)
