"""`ostraka claims`: the claims of the ledger that fit."""

from __future__ import annotations

from typing import Annotated

import typer

from ostraka import ledger
from ostraka.commands.common import At, Json, Known, LedgerFile, console, day, ledger_path, print_json
from ostraka.commands.naming import state_code
from ostraka.commands.printing import claim_lines

__all__ = ["run"]


def option(name: str, help: str, metavar: str = "CODE") -> object:
    """A filter."""
    return typer.Option(name, metavar=metavar, help=help)


def run(
    state: Annotated[str | None, option("--state", "Either end: code or name.", "STATE")] = None,
    pair: Annotated[tuple[str, str] | None, option("--pair", "Both ends, either way round.", "A B")] = None,
    act: Annotated[str | None, option("--act", "An act, such as transfer.")] = None,
    channel: Annotated[str | None, option("--channel", "A channel, such as arms.")] = None,
    goods: Annotated[str | None, option("--goods", "Goods; arms takes in arms.uav.")] = None,
    stage: Annotated[str | None, option("--stage", "sought, promised, attempted, done, ended, predicted.")] = None,
    speaker: Annotated[str | None, option("--speaker", "Part of the name of who says so.", "WORDS")] = None,
    words: Annotated[
        str | None, option("--words", "Words of the sentence, without regard to accents.", "WORDS")
    ] = None,
    contested: Annotated[
        bool, typer.Option("--contested", help="Only claims that some affirm and others deny.")
    ] = False,
    at: At = None,
    known: Known = None,
    limit: Annotated[int | None, typer.Option("--limit", min=1, help="No more than so many.")] = None,
    json: Json = False,
    ledger_file: LedgerFile = None,
) -> None:
    """List claims of the ledger, in the order of publication; every filter narrows the list.

    [bold]Examples[/bold]

    ostraka claims --state PRK --channel arms

    ostraka claims --pair RUS IRN --known 2022-11-10 --json

    ostraka claims --contested
    """
    until, seen = day("--at", at), day("--known", known)
    asked = {"act": act, "channel": channel, "goods": goods, "stage": stage, "speaker": speaker, "words": words}
    with ledger.open(ledger_path(ledger_file)) as book:
        found = book.claims(
            **{k: v for k, v in asked.items() if v is not None},
            state=state_code(state) if state else None,
            pair=(state_code(pair[0]), state_code(pair[1])) if pair else None,
            at=until,
            known=seen,
            limit=None if contested else limit,
        )
        if contested:
            both = contested_ids(book, until, seen)
            found = [c for c in found if c.id in both][:limit]
    out = None if json else console()
    for number, claim in enumerate(found, start=1):
        if out is None:
            print_json(claim)
            continue
        for line in claim_lines(claim, number):
            out.print(line)
        out.print(
            f"      {claim.id} · {claim.article.publisher or '?'} · {claim.article.published or 'undated'}", style="dim"
        )
    if out is not None and not found:
        out.print("no claim fits")


def contested_ids(book: ledger.Ledger, at: str | None, known: str | None) -> set[str]:
    """Ids of the claims for or against a proposition that is contested."""
    from ostraka import weighing

    found = weighing.propositions(weighing.load(book, at=at, known=known))
    return {claim for p in found if p.contested for s in p.stances if s.weight for claim in s.claims}
