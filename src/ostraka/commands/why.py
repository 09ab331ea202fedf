"""`ostraka why`: from a figure to its ties, their reasons, their claims, the sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer
from rich.text import Text

from ostraka import ledger
from ostraka.brief.naming import state_code
from ostraka.claims import Claim, Proposition, Tie
from ostraka.commands.asking import Asked, question
from ostraka.commands.common import console, print_json
from ostraka.commands.limits import limits
from ostraka.commands.weighed import claims_of, ladder_line, likely, sentence, statement, top
from ostraka.errors import UnknownName

if TYPE_CHECKING:
    from rich.console import Console

    from ostraka.brief.words import Words
    from ostraka.weighing import Case

__all__ = ["run"]

What = Annotated[
    list[str],
    typer.Argument(metavar="WHAT...", help="A state, two states, or the id of a tie or proposition (its beginning)."),
]
Channel = Annotated[str | None, typer.Option("--channel", metavar="CODE", help="Only this channel.")]
Everything = Annotated[bool, typer.Option("--all", help="All ties of a state, not only the 60 weightiest.")]


@question
def run(asked: Asked, what: What, channel: Channel = None, everything: Everything = False) -> None:
    """Why: the ties behind a state's figure, what moved each and by how much, and the sentences themselves.

    Weights are log-odds: +0.7 doubles the odds, -0.7 halves them; together they make the credence.

    [bold]Examples[/bold]

    ostraka why RUS --channel arms

    ostraka why Iran Russia

    ostraka why 5e1c
    """
    from ostraka.brief.words import words
    from ostraka.weighing.words import say

    found, case, left = looked_up(asked, what, channel, everything)
    claims = claims_of(case)
    if asked.json:
        for one in found:
            print_json({"about": one, "claims": [claims[c] for c in one.claims if c in claims]})
        return
    out, w = console(), words(asked.language)
    for one in found:
        show(one, claims, out, w)
    if found:
        out.print(say("weights", asked.language), style="dim")
    if left:
        out.print(say("more", asked.language, count=left), style="dim")
    if not found:
        out.print(say("nothing", asked.language))


def looked_up(
    asked: Asked, what: list[str], channel: str | None, everything: bool
) -> tuple[list[Tie] | list[Proposition], Case, int]:
    """What is asked about, the weightiest first; the case that it stands in; how many ties were left out."""
    from ostraka.weighing.world import standing

    if len(what) > 2:
        raise UnknownName(f"one or two states, or one id; not {len(what)} things")
    world = standing(asked.path, at=asked.at, known=asked.known).ties
    if len(what) == 1 and what[0].lower() == what[0] and len(what[0]) > 3:
        by_id = [t for t in world if t.id.startswith(what[0]) or any(p.startswith(what[0]) for p in t.propositions)]
        if by_id:
            ties, found, case = whole(asked, by_id)
            named = [t for t in ties if t.id.startswith(what[0])]
            return named or [p for p in found if p.id.startswith(what[0])], case, 0
    try:
        codes = {state_code(x) for x in what}
    except UnknownName as unknown:
        raise UnknownName(f"{unknown}; nor is it the id of a tie or proposition here") from None
    mine = [t for t in world if codes <= {t.from_, t.to} and channel in (None, t.channel)]
    mine.sort(key=lambda t: (-t.credence * t.known, t.id))
    told = mine if everything else mine[: limits().ties]
    ties, _, case = whole(asked, told)
    order = {t.id: k for k, t in enumerate(told)}
    return sorted((t for t in ties if t.id in order), key=lambda t: order[t.id]), case, len(mine) - len(told)


def whole(asked: Asked, slim: list[Tie]) -> tuple[list[Tie], list[Proposition], Case]:
    """These ties with their reasons and all that lies between the same ends."""
    from ostraka import weighing
    from ostraka.weighing.ties import ties
    from ostraka.weighing.world import part

    with ledger.open(asked.path) as book:
        ends = sorted({ends_of(t) for t in slim})
        case = part(book, ends=ends, at=asked.at, known=asked.known, language=asked.language)
    found = weighing.propositions(case)
    return ties(case, found), found, case


def ends_of(tie: Tie) -> tuple[str, str]:
    """Both ends of a tie in order."""
    a, b = sorted((tie.from_ or "", tie.to))
    return a, b


def show(one: Tie | Proposition, claims: dict[str, Claim], out: Console, w: Words) -> None:
    """One tie or proposition: how surely, its ladder, its reasons, each with its sentences."""
    from ostraka.brief.words import capital
    from ostraka.weighing.words import say

    line = Text(statement(one, w), style="bold")
    if one.contested:
        line.append(f"  [{say('contested', w.language)}]", style="not bold yellow")
    out.print(line.append(f"  {one.id}", style="not bold dim"))
    out.print(Text(f"  {likely(top(one), w)}. {capital(ladder_line(one.rungs, w))}."))
    for reason in one.reasons:
        out.print(Text(f"  {moved(reason.weight, w):>6}  {capital(reason.words)}"))
        for claim in [claims[c] for c in reason.claims if c in claims][: limits().reason_quotes]:
            for words_ in sentence(claim, w, indent=" " * 10):
                out.print(words_)


def moved(weight: float, w: Words) -> str:
    """The log-odds that a reason moves."""
    return w.signed(weight) if weight else "0"
