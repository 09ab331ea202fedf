"""`ostraka decide`: what people decide about claims and sources; appended, never overwritten."""

from __future__ import annotations

import getpass
import shlex
from datetime import date
from enum import Enum
from pathlib import Path
from typing import Annotated, Any

import msgspec
import typer

from ostraka import ledger
from ostraka.claims import Proposition
from ostraka.commands.common import Json, LedgerFile, ledger_path, print_json
from ostraka.errors import UnknownName
from ostraka.weighing.decisions import FIELDS, VERBS, undone
from ostraka.weighing.policy import table

__all__ = ["run"]

RECORD = "record"  # stands for the reliability that a track record gives
SHORT = 12  # letters of an id that are printed: the beginning is enough

Verb = Enum("Verb", {v: v for v in VERBS}, type=str)  # type: ignore[misc]
What = Annotated[Verb | None, typer.Argument(metavar="VERB", help=f"{', '.join(VERBS)}.", show_choices=False)]
Targets = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="TARGET...",
        help="Ids of claims or propositions; for grade names of sources; for undo ids of decisions.",
    ),
]
Set = Annotated[
    list[str] | None,
    typer.Option(
        "--set", metavar="FIELD=VALUE", help="What to correct; for grade: letter=A to F, or knows=0.7, or knows=record."
    ),
]
Why = Annotated[str | None, typer.Option("--why", help="Your reason, kept with the decision; never left away.")]
List = Annotated[bool, typer.Option("--list", help="All decisions in their order, and which were taken back.")]
Who = Annotated[str | None, typer.Option("--who", help="Who decides; your login otherwise.")]


def run(
    verb: What = None,
    targets: Targets = None,
    why: Why = None,
    set_: Set = None,
    who: Who = None,
    list_: List = False,
    json: Json = False,
    ledger_file: LedgerFile = None,
) -> None:
    """Accept, reject or correct claims, merge or split propositions, grade a source, or undo a decision.

    Every decision is appended with who, when and why; every figure follows at once; `undo` takes one back. A claim that
    the reader guessed counts whole once it is accepted. `split` puts claims into a proposition of their own; `merge`
    makes of several propositions what the first one is.

    [bold]Examples[/bold]

    ostraka decide reject 3f2a --why "the sentence is a question"

    ostraka decide correct 3f2a --set to=PRK --set stage=promised --why misread

    ostraka decide grade "John Kirby" USA --set letter=B --why "his record in 2022"

    ostraka decide grade Kyodo --set knows=record --why "18 of 21 borne out"

    ostraka decide merge 7be1 c057 --why "the shells are the arms that were meant"

    ostraka decide undo 91bc --why "I was wrong"

    ostraka decide --list
    """
    if list_:
        with ledger.open(ledger_path(ledger_file)) as book:
            log(book.decisions(), json)
        return
    if verb is None or not targets or why is None:
        raise typer.BadParameter("give VERB TARGET... --why REASON, or --list")
    path, decider = ledger_path(ledger_file), who or getpass.getuser()
    made, before = decided(path, str(verb.value), targets, set_ or [], decider, why)
    if json:
        print_json(made)
    else:
        print(f"{made.verb} {', '.join(made.targets)}: decided by {made.who}; {way_back(made, before)}")


def decided(
    path: Path, verb: str, targets: list[str], given: list[str], who: str, why: str
) -> tuple[ledger.Decision, list[ledger.Decision]]:
    """The decision, appended to the ledger, and those that stood there before. UnknownName: nothing is written."""
    value = values(verb, given)
    with ledger.open(path) as book:
        before = book.decisions()
        ids, merged = resolved(book, verb, targets)
        day = book.by_ends.latest(None) or date.min.isoformat()
    if value.get("knows") == RECORD:
        value = of_record(path, day, targets)
    with ledger.open(path, "write") as book:
        return book.decide(who, verb, ids, value=merged | value, why=why), before


def way_back(made: ledger.Decision, decisions: list[ledger.Decision]) -> str:
    """How to take a decision back; after an undo, the commands that decide the same again."""
    if made.verb != "undo":
        return f"`ostraka decide undo {made.id[:SHORT]} --why …` takes it back"
    again = [command(d) for d in decisions if d.id in made.targets]
    return "an undo stands; to decide the same again: " + "; ".join(f"`{c}`" for c in again)


def command(d: ledger.Decision) -> str:
    """The command that made a decision."""
    fields = [f"{field}={','.join(v) if isinstance(v, list) else v}" for field, v in d.value.items()]
    words = ["ostraka", "decide", d.verb, *d.targets, *(x for f in fields for x in ("--set", f)), "--why", d.why]
    return shlex.join(words)


def log(decisions: list[ledger.Decision], json: bool) -> None:
    """All decisions in their order: who, when, what, why, and the `undo` that took one back."""
    taken_back = undone(decisions)
    for d in decisions:
        by = taken_back.get(d.id)
        if json:
            print_json(msgspec.structs.asdict(d) | {"undone": by and by.id})
            continue
        value = "".join(f" {field}={','.join(v) if isinstance(v, list) else v}" for field, v in d.value.items())
        print(f"{d.id[:SHORT]}  {d.recorded:%Y-%m-%d %H:%M}  {d.who}: {d.verb} {', '.join(d.targets)}{value} · {d.why}")
        if by:
            print(f"{'':14}undone by {by.id[:SHORT]}, {by.recorded:%Y-%m-%d %H:%M}, {by.who}: {by.why}")
    if not decisions and not json:
        print("nothing has been decided")


def resolved(book: ledger.Ledger, verb: str, targets: list[str]) -> tuple[list[str], dict[str, Any]]:
    """The whole ids of what is decided on, and what a merge sets.

    Claims (undo: decisions) by the beginning of their ids, sources (grade) by name; a proposition stands for its
    claims. Propositions that are merged all become what the first one is.
    """
    if verb == "grade":
        return targets, {}
    if verb == "undo":
        return [decision(book, t) for t in targets], {}
    ids: dict[str, None] = {}
    first: Proposition | None = None
    for target in targets:
        try:
            ids[book.claim(target).id] = None
        except UnknownName as unknown:
            found = proposition(book, target)
            if found is None:
                raise UnknownName(f"{unknown}; nor is it a proposition") from None
            first = first or found
            ids |= dict.fromkeys(found.claims)
    return list(ids), alike(first) if verb == "merge" and first is not None else {}


def decision(book: ledger.Ledger, target: str) -> str:
    """The id of a decision from its beginning."""
    found = [d for d in book.decisions() if d.id.startswith(target)]
    if len(found) != 1:
        raise UnknownName(f"{len(found) or 'no'} decision{'s' if found else ''} with an id that begins with {target!r}")
    if found[0].verb == "undo":
        raise UnknownName(f"{target!r} is an undo, which stands: decide the same again instead")
    return found[0].id


def proposition(book: ledger.Ledger, target: str) -> Proposition | None:
    """The proposition whose id begins so, as the ledger has it today."""
    from ostraka.weighing.world import proposition

    return proposition(book, target)


def alike(p: Proposition) -> dict[str, Any]:
    """The fields that make a claim one of a proposition."""
    ends = {"from": p.from_} if p.from_ else {}
    return {"act": p.act, "channel": p.channel, "to": p.to, "goods": [p.goods] if p.goods else []} | ends


def graded(value: dict[str, Any]) -> None:
    """Whether this is a grade: a letter, or a reliability. Raises UnknownName."""
    letters = (*table("sources")["letter"], "F")
    if set(value) == {"letter"} and value["letter"] in letters:
        return
    if set(value) == {"knows"} and (value["knows"] == RECORD or sure(value["knows"])):
        return
    raise UnknownName(
        f"a grade is --set letter=X with X one of {', '.join(letters)}, --set knows=0.70, or --set knows={RECORD}"
    )


def sure(text: str) -> bool:
    """Whether this is a probability that leaves room for doubt, written as a number."""
    try:
        return 0.01 <= float(text) <= 0.99
    except ValueError:
        return False


def of_record(path: Path, day: str, targets: list[str]) -> dict[str, Any]:
    """The reliability that the track record of one source gives on a day, with its cases.

    Raises UnknownName for several sources, for one that is unknown, and where too few of its allegations are settled.
    """
    from ostraka.weighing.tracks import rules
    from ostraka.weighing.world import tracked

    if len(targets) != 1:
        raise UnknownName("a record is one source's: grade one at a time")
    found, _ = tracked(path, targets[0], at=day)
    if not found:
        raise UnknownName(f"nobody called {targets[0]!r} speaks in the ledger")
    one = found[0]
    if one.would is None or one.record is None:
        count = one.record.settled if one.record else 0
        raise UnknownName(f"{count} allegations of {one.name} are settled; a record needs {rules()['least']}")
    return {"knows": one.would, "held": one.record.held, "settled": one.record.settled, "at": day}


def values(verb: str, given: list[str]) -> dict[str, Any]:
    """The FIELD=VALUE options, checked. Raises UnknownName for what cannot be set."""
    made: dict[str, Any] = {}
    for one in given:
        field, sign, value = one.partition("=")
        if not sign:
            raise UnknownName(f"--set {one!r}: give FIELD=VALUE")
        made[field] = value.split(",") if field == "goods" else value
    if verb == "grade":
        graded(made)
    elif verb in ("correct", "merge"):
        wrong = set(made) - set(FIELDS)
        if wrong or (verb == "correct" and not made):
            raise UnknownName(f"cannot correct {', '.join(sorted(wrong)) or 'nothing'}: fields are {', '.join(FIELDS)}")
    elif made:
        raise UnknownName(f"{verb} takes no --set")
    return made
