"""`ostraka roots`: from articles to texts to speakers to independent roots."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.tree import Tree

from ostraka import ledger
from ostraka.claims import Article
from ostraka.commands.asking import Asked, question
from ostraka.commands.common import console, print_json

__all__ = ["run"]

Id = Annotated[str, typer.Argument(metavar="CLAIM", help="Id of a claim, or its beginning.")]


@question
def run(asked: Asked, claim: Id) -> None:
    """The articles that carry what a claim says, the texts they come down to, who speaks in them, and the roots.

    Of every text the oldest article stands first; its copies stand under it, each with how we know.

    [bold]Examples[/bold]

    ostraka roots 3f2a
    """
    from ostraka.weighing.chain import chain
    from ostraka.weighing.words import say
    from ostraka.weighing.world import around

    with ledger.open(asked.path) as book:
        wanted = book.claim(claim)
        made = chain(around(book, wanted, at=asked.at, known=asked.known), wanted.id)
        ids = sorted({a for root in made.roots for t in root.texts for a in t.articles})
        articles = {a.id: a for a in book.articles(ids=ids)}
        pairs = {i: p for p in book.by_ends.copies(ids) for i in (p.first, p.second)}
    if asked.json:
        print_json(made)
        return
    counts = {"articles": made.articles, "texts": made.texts, "speakers": made.speakers, "roots": made.families}
    tree = Tree(say("chain", asked.language, **counts))
    for root in made.roots:
        first = root.first or say("undated", asked.language)
        branch = tree.add(f"{root.speaker}{f' ({root.party})' if root.party else ''} · {first} · {root.kind}")
        for text in root.texts:
            leaf = branch.add(told(text.text, articles))
            for other in text.articles:
                if other != text.text:
                    why = pairs[other].words if other in pairs else ""
                    leaf.add(f"{told(other, articles)} · {why}")
    console().print(tree)


def told(id_: str, articles: dict[str, Article]) -> str:
    """An article by its title, outlet and day."""
    article = articles.get(id_)
    if article is None:
        return id_
    return f"“{article.title or id_}” · {article.publisher or '?'} · {article.published or '?'}"
