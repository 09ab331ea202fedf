"""`ostraka show`: one claim or article with all that is known of it."""

from __future__ import annotations

from typing import Annotated

import typer

from ostraka import ledger
from ostraka.claims import Article, Claim
from ostraka.commands.common import Json, LedgerFile, console, ledger_path, print_json
from ostraka.commands.printing import article_line, claim_lines, trouble_lines
from ostraka.errors import UnknownName

__all__ = ["run"]

Id = Annotated[str, typer.Argument(metavar="ID", help="Id of a claim or an article, or its beginning.")]


def run(id: Id, json: Json = False, ledger_file: LedgerFile = None) -> None:
    """Show one claim in its article, or one article with its claims.

    [bold]Examples[/bold]

    ostraka show 3f2a

    ostraka show 3f2a --json
    """
    with ledger.open(ledger_path(ledger_file)) as book:
        try:
            claim: Claim | None = book.claim(id)
            article = book.article(claim.article.id) if claim else None
        except UnknownName as no_claim:
            try:
                claim, article = None, book.article(id)
            except UnknownName:
                raise UnknownName(str(no_claim).replace("no claim", "no claim or article")) from None
        assert article is not None
        claims = [claim] if claim else book.claims(article=article.id)
        pairs = [p for p in book.pairs() if article.id in (p.first, p.second)]
        decided = [d for d in book.decisions() if claim and claim.id in d.targets]
    if json:
        print_json(claim or {"article": article, "claims": claims, "copies": pairs})
        return
    out = console()
    out.print(article_line(article, f"{len(claims)} claims" if claim is None else article.id))
    for line in trouble_lines(article.trouble):
        out.print(line)
    for number, one in enumerate(claims, start=1):
        for line in claim_lines(one, number):
            out.print(line)
        out.print(f"      {one.id} · rules: {', '.join(one.rules)}", style="dim")
    if claim:
        out.print(f"      {context(article, claim)}", style="dim")
    for p in pairs:
        out.print(f"      tells one text with {p.second if p.first == article.id else p.first} ({p.kind}): {p.words}")
    for d in decided:
        out.print(f"      {d.verb} by {d.who} on {d.recorded:%Y-%m-%d}: {d.why} ({d.id})", style="yellow")


def context(article: Article, claim: Claim, around: int = 160) -> str:
    """The evidence in its article, marked, with some words before and after."""
    start, end = claim.evidence.start, claim.evidence.end
    text = article.original
    before, after = text[max(0, start - around) : start], text[end : end + around]
    return " ".join(f"…{before}⟦{text[start:end]}⟧{after}…".split())
