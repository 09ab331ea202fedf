"""`ostraka roots`: from articles to texts to speakers to independent roots."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Annotated

import typer
from rich.text import Text

from ostraka import ledger
from ostraka.claims import Article
from ostraka.commands.asking import Asked, question
from ostraka.commands.common import console, print_json
from ostraka.commands.weighed import sentence

if TYPE_CHECKING:
    from ostraka.brief.words import Words
    from ostraka.ledger import Pair
    from ostraka.weighing.chain import Chain, Root

__all__ = ["run"]

Id = Annotated[str, typer.Argument(metavar="CLAIM", help="Id of a claim, or its beginning.")]


@question
def run(asked: Asked, claim: Id) -> None:
    """The articles that carry what a claim says, the texts they come down to, who speaks in them, and the roots.

    Of every text the oldest article stands first; its copies stand under it, each with how we know. Speakers of one
    side depend on one another, and count as one independent root.

    [bold]Examples[/bold]

    ostraka roots 3f2a
    """
    from ostraka.brief.words import words
    from ostraka.weighing.chain import chain
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
    out, w = console(), words(asked.language)
    for line in (*sentence(wanted, w, indent=""), *tree(made, articles, pairs, w)):
        out.print(line)


def tree(made: Chain, articles: Mapping[str, Article], pairs: Mapping[str, Pair], w: Words) -> Iterator[Text]:
    """The tree, a line each: the counts; each root with its texts and their copies; who depends on whom."""
    from ostraka.brief.words import capital
    from ostraka.weighing.words import say

    counts = {
        "articles": w.count("basis_articles", made.articles),
        "texts": w.count("basis_texts", made.texts),
        "speakers": w.count("basis_speakers", made.speakers),
        "roots": w.count("basis_roots", made.families),
    }
    yield Text(say("chain", w.language, **counts), style="bold")
    for k, root in enumerate(made.roots):
        last = k == len(made.roots) - 1
        first = w.day(root.first) if root.first else say("undated", w.language)
        yield Text(f"{'└── ' if last else '├── '}{capital(speaker(root, w))} · {first}")
        stem = "    " if last else "│   "
        for n, text in enumerate(root.texts):
            end = n == len(root.texts) - 1
            yield Text(stem + ("└── " if end else "├── ") + told(text.text, articles, w))
            for other in text.articles:
                if other != text.text:
                    why = f" · {pairs[other].words}" if other in pairs else ""
                    yield Text(f"{stem}{'    ' if end else '│   '}= {told(other, articles, w)}{why}", style="dim")
    for words in dependents(made, w):
        yield Text(words, style="dim")


def speaker(root: Root, w: Words) -> str:
    """Who speaks: a state by its name, a person with whom he speaks for."""
    from ostraka.brief.sentences import same

    if root.party and same(root.speaker, root.party, w):
        return w.name(root.party)
    return w.say("verbs.speaker", speaker=root.speaker, party=w.name(root.party)) if root.party else root.speaker


def dependents(made: Chain, w: Words) -> Iterator[str]:
    """For each family of more than one speaker, that together they count once."""
    from ostraka.brief.words import capital
    from ostraka.weighing.statements import PRESS
    from ostraka.weighing.words import say

    families: dict[str, dict[str, None]] = {}
    for root in made.roots:
        families.setdefault(root.family, {})[speaker(root, w)] = None
    for family, speakers in families.items():
        if len(speakers) > 1:
            code = "dependent_press" if family == PRESS else "dependent"
            yield capital(say(code, w.language, speakers=w.listed(list(speakers)))) + "."


def told(id_: str, articles: Mapping[str, Article], w: Words) -> str:
    """An article by its title, outlet and day."""
    article = articles.get(id_)
    if article is None:
        return id_
    return f"“{article.title or id_}” · {article.publisher or '?'} · {w.day(article.published)}"
