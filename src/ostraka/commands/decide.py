"""`ostraka decide`: what people decide about claims and sources; appended, never overwritten."""

from __future__ import annotations

import getpass
from enum import Enum
from typing import Annotated, Any

import typer

from ostraka import ledger
from ostraka.commands.common import Json, LedgerFile, ledger_path, print_json
from ostraka.errors import UnknownName
from ostraka.weighing.decisions import FIELDS, VERBS
from ostraka.weighing.policy import table

__all__ = ["run"]

Verb = Enum("Verb", {v: v for v in VERBS}, type=str)  # type: ignore[misc]
What = Annotated[Verb, typer.Argument(metavar="VERB", help=f"{', '.join(VERBS)}.", show_choices=False)]
Targets = Annotated[
    list[str],
    typer.Argument(metavar="TARGET...", help="Ids of claims; for grade names of sources; for undo ids of decisions."),
]
Set = Annotated[
    list[str] | None, typer.Option("--set", metavar="FIELD=VALUE", help="What to correct; for grade: letter=A to F.")
]
Why = Annotated[str, typer.Option("--why", help="Your reason, kept with the decision.")]
Who = Annotated[str | None, typer.Option("--who", help="Who decides; your login otherwise.")]


def run(
    verb: What,
    targets: Targets,
    why: Why,
    set_: Set = None,
    who: Who = None,
    json: Json = False,
    ledger_file: LedgerFile = None,
) -> None:
    """Accept, reject or correct claims, merge or split propositions, grade a source, or undo a decision.

    Every decision is appended with who, when and why; every figure follows at once; `undo` takes one back.

    [bold]Examples[/bold]

    ostraka decide reject 3f2a --why "the sentence is a question"

    ostraka decide correct 3f2a --set to=PRK --set stage=promised --why misread

    ostraka decide grade "John Kirby" USA --set letter=B --why "his record in 2022"

    ostraka decide undo 91bc --why "I was wrong"
    """
    name = str(verb.value)
    value = values(name, set_ or [])
    with ledger.open(ledger_path(ledger_file), "write") as book:
        ids = targets if name == "grade" else [resolved(book, name, t) for t in targets]
        made = book.decide(who or getpass.getuser(), name, ids, value=value, why=why)
    if json:
        print_json(made)
    else:
        print(
            f"{made.verb} {', '.join(made.targets)}: decided by {made.who}; "
            f"`ostraka decide undo {made.id} --why …` takes it back"
        )


def resolved(book: ledger.Ledger, verb: str, target: str) -> str:
    """The whole id of a claim (or, for undo, of a decision) from its beginning."""
    if verb != "undo":
        return book.claim(target).id
    found = [d.id for d in book.decisions() if d.id.startswith(target)]
    if len(found) != 1:
        raise UnknownName(f"{len(found) or 'no'} decision{'s' if found else ''} with an id that begins with {target!r}")
    return found[0]


def values(verb: str, given: list[str]) -> dict[str, Any]:
    """The FIELD=VALUE options, checked. Raises UnknownName for what cannot be set."""
    made: dict[str, Any] = {}
    for one in given:
        field, sign, value = one.partition("=")
        if not sign:
            raise UnknownName(f"--set {one!r}: give FIELD=VALUE")
        made[field] = value.split(",") if field == "goods" else value
    if verb == "grade":
        letters = (*table("sources")["letter"], "F")
        if made.get("letter") not in letters:
            raise UnknownName(f"a grade is --set letter=X with X one of {', '.join(letters)}")
    elif verb in ("correct", "merge"):
        wrong = set(made) - set(FIELDS)
        if wrong or (verb == "correct" and not made):
            raise UnknownName(f"cannot correct {', '.join(sorted(wrong)) or 'nothing'}: fields are {', '.join(FIELDS)}")
    elif made:
        raise UnknownName(f"{verb} takes no --set")
    return made
