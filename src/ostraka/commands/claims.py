"""`ostraka claims`: the claims of the ledger that fit."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ostraka import ledger
from ostraka.claims import Claim
from ostraka.commands.asking import In
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
        bool,
        typer.Option("--contested", help="Only what some affirm and others deny, with both sides of each dispute."),
    ] = False,
    at: At = None,
    known: Known = None,
    limit: Annotated[int | None, typer.Option("--limit", min=1, help="No more than so many.")] = None,
    language: In = "en",
    json: Json = False,
    ledger_file: LedgerFile = None,
) -> None:
    """List claims of the ledger, in the order of publication; every filter narrows the list.

    [bold]Examples[/bold]

    ostraka claims --state PRK --channel arms

    ostraka claims --pair RUS IRN --known 2022-11-10 --json

    ostraka claims --contested --in fr
    """
    until, seen = day("--at", at), day("--known", known)
    asked = {"act": act, "channel": channel, "goods": goods, "stage": stage, "speaker": speaker, "words": words}
    path = ledger_path(ledger_file)
    with ledger.open(path) as book:
        found = book.claims(
            **{k: v for k, v in asked.items() if v is not None},
            state=state_code(state) if state else None,
            pair=(state_code(pair[0]), state_code(pair[1])) if pair else None,
            at=until,
            known=seen,
            limit=None if contested else limit,
        )
    if contested:
        tell_disputes(found, path, until, seen, language, limit, json)
        return
    out = None if json else console()
    for number, claim in enumerate(found, start=1):
        if out is None:
            print_json(claim)
            continue
        for line in claim_lines(claim, number):
            out.print(line)
        about = [claim.id, claim.article.publisher or "?", claim.article.published or "undated"]
        out.print(f"      {' · '.join(about)}", style="dim")
    if out is not None and not found:
        out.print("no claim fits")


def tell_disputes(
    found: list[Claim], path: Path, at: str | None, known: str | None, language: str, limit: int | None, json: bool
) -> None:
    """Those claims that stand on a side of something contested, by dispute; as JSON each as it is, in order."""
    from ostraka.brief.words import words
    from ostraka.commands.disputes import contested, dispute_lines, sides
    from ostraka.weighing.words import say

    w = words(language)
    disputed = contested(path, at, known)
    where = sides(disputed)
    disputed_ids = {c for side in where.values() for c in side}
    kept = [c for c in found if c.id in disputed_ids][:limit]
    if json:
        for claim in kept:
            print_json(claim)
        return
    out = console()
    for line in dispute_lines(disputed, {c.id: c for c in kept}, where, w):
        out.print(line)
    if not kept:
        out.print(say("no_dispute", language))
