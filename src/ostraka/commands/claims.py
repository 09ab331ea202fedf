"""`ostraka claims`: the claims of the ledger that fit."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer
from msgspec import structs
from rich.text import Text

from ostraka import ledger
from ostraka.brief.naming import state_code
from ostraka.claims import Claim, Trouble
from ostraka.commands.asking import In
from ostraka.commands.common import At, Json, Known, LedgerFile, console, day, ledger_path, print_json
from ostraka.commands.printing import trouble_lines
from ostraka.errors import UnknownName
from ostraka.relations.goods import channels
from ostraka.relations.table import acts

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
    asked: dict[str, Any] = {
        "state": state and state_code(state), "pair": pair and (state_code(pair[0]), state_code(pair[1])),
        "act": act, "channel": channel, "goods": goods, "stage": stage, "speaker": speaker, "words": words,
        "at": day("--at", at), "known": day("--known", known), "limit": None if contested else limit,
    }  # fmt: skip
    check_codes(asked, language)
    path = ledger_path(ledger_file)
    with ledger.open(path) as book:
        found = book.claims(**{k: v for k, v in asked.items() if v is not None})
    if contested:
        tell_disputes(found, path, asked["at"], asked["known"], language, limit, json)
    elif json:
        for claim in found:
            print_json(claim)
    else:
        tell(found, language)


def check_codes(asked: Mapping[str, Any], language: str) -> None:
    """UnknownName where what was asked for is no act, no channel or no stage."""
    from ostraka.brief.words import words

    check(asked["act"], "--act", acts())
    check(asked["channel"], "--channel", channels())
    check(asked["stage"], "--stage", words(language).phrases["stages"])


def check(code: str | None, option: str, known: Collection[str]) -> None:
    """UnknownName where a code is none of those that there are."""
    if code is not None and code not in known:
        raise UnknownName(f"{option}: no {code!r}; there are {', '.join(known)}")


def tell(found: list[Claim], language: str) -> None:
    """Each claim read back as a sentence, with its words, who says so, where and when, and what is in doubt."""
    from ostraka.brief.words import words
    from ostraka.commands.weighed import sentence
    from ostraka.web.page import gist
    from ostraka.weighing.words import say

    out, w = console(), words(language)
    for number, claim in enumerate(found, start=1):
        channel = w.phrases["channels"].get(claim.channel, claim.channel)
        head = Text(f"{number:>4}  ").append(gist(claim, w), style="bold").append(f"  {channel}", style="dim")
        out.print(head)
        for line in sentence(claim, w):
            out.print(line)
        for line in trouble_lines(told_in(claim.trouble, language)):
            out.print(line)
    if not found:
        out.print(say("no_claim", language))


def told_in(trouble: Sequence[Trouble], language: str) -> list[Trouble]:
    """Troubles in the words of a language, where it has them."""
    if not trouble:
        return []
    from ostraka.web.app.tongue import tongue

    return [structs.replace(t, words=tongue(language).trouble(t.words)) for t in trouble]


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
