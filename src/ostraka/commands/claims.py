"""`ostraka claims`: the claims of the ledger that fit."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ostraka import ledger
from ostraka.commands.common import At, Json, Known, LedgerFile, console, day, ledger_path, print_json
from ostraka.commands.naming import state_code
from ostraka.commands.printing import claim_lines

__all__ = ["run"]

WHOLE = 20_000  # claims up to which everything is looked through for what is contested


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
        bool, typer.Option("--contested", help="Only claims on what some affirm and others deny, each with its side.")
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
    sides: dict[str, str] = {}
    if contested:
        sides = contested_ids(path, until, seen)
        found = [c for c in found if c.id in sides][:limit]
    out = None if json else console()
    for number, claim in enumerate(found, start=1):
        if out is None:
            print_json(claim)
            continue
        for line in claim_lines(claim, number):
            out.print(line)
        about = [claim.id, claim.article.publisher or "?", claim.article.published or "undated", sides.get(claim.id)]
        out.print(f"      {' · '.join(a for a in about if a)}", style="dim")
    if out is not None and not found:
        out.print("no claim fits")


def contested_ids(path: Path, at: str | None, known: str | None) -> dict[str, str]:
    """For each claim for or against a contested proposition the id of that proposition, and on which side it stands.

    In a large ledger only what lies between states and bodies with a code is looked through.
    """
    from ostraka import weighing
    from ostraka.weighing.world import disputes, part

    with ledger.open(path) as book:
        whole = book.by_ends.mark().counts["claims"] <= WHOLE
        if whole:
            case = weighing.load(book, at=at, known=known)
    if not whole:
        found = disputes(path, at=at, known=known)
        with ledger.open(path) as book:
            ends = {(min(d.from_ or "", d.to), max(d.from_ or "", d.to)) for d in found}
            case = part(book, ends=ends, at=at, known=known)
    return {
        claim: f"{'for' if s.weight > 0 else 'against'} {p.id}"
        for p in weighing.propositions(case)
        if p.contested
        for s in p.stances
        if s.weight
        for claim in s.claims
    }
