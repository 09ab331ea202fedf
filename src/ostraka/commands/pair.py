"""`ostraka pair`: two states, the ladder's time line of each proposition, and who says what of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated

import typer
from rich.text import Text

from ostraka import ledger
from ostraka.brief.naming import state_code
from ostraka.claims import Proposition, Stance, Tie
from ostraka.commands.asking import Asked, question
from ostraka.commands.brief import Background, Since
from ostraka.commands.common import console, day, print_json
from ostraka.commands.weighed import SHORT, columns, goods_told, ladder_line, likely, of_tie, statement, top
from ostraka.errors import UnknownName

if TYPE_CHECKING:
    from ostraka.brief.words import Words
    from ostraka.measures import Pair

__all__ = ["run"]

A = Annotated[str, typer.Argument(metavar="A", help="A state or body: code or name.")]
B = Annotated[str, typer.Argument(metavar="B", help="The other one.")]


@question
def run(asked: Asked, a: A, b: B, since: Since = None, background: Background = False) -> None:
    """Two states: what is said of them, how far it has come, how likely it is, who says so; what each is to the other.

    Under each tie stands who affirms and who denies what, by day and kind of goods, with the log-odds that it moves,
    and for each kind the ladder and the Admiralty number.

    [bold]Examples[/bold]

    ostraka pair RUS PRK

    ostraka pair Iran Russia --known 2022-11-04 --since 2022-01-31
    """
    from ostraka import weighing
    from ostraka.brief.words import words
    from ostraka.weighing.ties import ties
    from ostraka.weighing.words import say
    from ostraka.weighing.world import part

    ends = (state_code(a), state_code(b))
    if len(set(ends)) == 1:
        raise UnknownName(f"a pair is of two states; both are {ends[0]}: `ostraka state {ends[0]}` tells of one")
    one, other = sorted(ends)
    with ledger.open(asked.path) as book:
        case = part(book, ends=[(one, other)], at=asked.at, known=asked.known, language=asked.language)
    found = weighing.propositions(case)
    made = sorted(ties(case, found), key=lambda t: (-t.credence * t.known, t.id))
    figures = measured(asked, ends, day("--since", since), background)
    if asked.json:
        for t in made:
            print_json({"tie": t, "propositions": of_tie(found, t)})
        if figures is not None:
            print_json({"figures": figures})
        return
    out, w = console(), words(asked.language)
    for t in made:
        for line in (*heading(t, w), *matrices(of_tie(found, t), w), Text()):
            out.print(line)
    out.print(
        say("matrix", asked.language, id=made[0].id[:SHORT]) if made else say("nothing", asked.language), style="dim"
    )
    for words_ in told(figures, w):
        out.print(words_, markup=False)


def measured(asked: Asked, ends: tuple[str, str], since: str | None, background: bool) -> Pair | None:
    """All figures of the two, where both are states that are measured."""
    from ostraka import measures
    from ostraka.brief.gather import look

    material = look(asked.path, ends[0], at=asked.at, known=asked.known, since=since)
    now = measures.picture(material.ties, at=material.at, assume=background)
    if not set(ends) <= set(now.system.index) or len(set(ends)) < 2:
        return None
    before = measures.picture(material.earlier, at=since, assume=background) if since else None
    found = measures.amounts(material.claims.values(), now.system.settings)
    return measures.pair(now, *ends, before=before, found=found)


def told(figures: Pair | None, w: Words) -> Iterator[str]:
    """The figures in sentences."""
    from ostraka.brief.pairs import pair_lines

    if figures is not None:
        yield from pair_lines(figures, w)


def heading(t: Tie, w: Words) -> Iterator[Text]:
    """What a tie says; how likely it is; whether it is contested, ended, or long unconfirmed, a sentence each."""
    from ostraka.brief.words import capital
    from ostraka.weighing.words import say

    line = Text(statement(t, w), style="bold")
    if t.contested:
        line.append(f"  [{say('contested', w.language)}]", style="not bold yellow")
    channel = w.phrases["channels"].get(t.channel, t.channel)
    yield line.append(f"  {channel} · {t.id[:SHORT]}", style="not bold dim")
    notes = [likely(top(t), w)]
    for code, on in (("ended_on", t.ended), ("expired", t.expired), ("confirmed", t.confirmed)):
        if on:
            notes.append(capital(say(code, w.language, day=w.day(on))))
    yield Text(f"  {'. '.join(notes)}.")


def matrices(found: Sequence[Proposition], w: Words) -> Iterator[Text]:
    """For each episode who says what, and for each kind of goods how far it has come."""
    for episode in episodes(found):
        yield from (Text(line) for line in matrix(episode, w))
        for p in episode:
            yield Text(kind(p, w, alone=len(episode) == 1), style="dim")


def episodes(found: Sequence[Proposition]) -> list[list[Proposition]]:
    """Propositions of one matter, the kinds of goods beside the general one of the same time."""
    groups: list[list[Proposition]] = []
    for p in sorted(found, key=lambda p: len(p.general)):
        near = next((g for g in groups if any(q.id in p.general for q in g)), None)
        if near is None:
            groups.append([p])
        else:
            near.append(p)
    return sorted(groups, key=lambda g: min(p.start or "" for p in g))


def matrix(episode: Sequence[Proposition], w: Words) -> Iterator[str]:
    """Who says what on which day, a row each, and what it moves of each kind of goods, a column each."""
    from ostraka.weighing.words import say

    rows: dict[tuple[str, str, str], dict[str, Stance]] = defaultdict(dict)
    for p in episode:
        for s in p.stances:
            rows[s.root, s.verb, s.stage][p.id] = s
    head = ["", "", "", *(goods_told(p.goods, w) for p in episode)] if len(episode) > 1 else []
    made = [head] if head else []
    for (_, verb, stage), by in sorted(
        rows.items(), key=lambda x: min((s.date or "9999", s.party) for s in x[1].values())
    ):
        s = next(iter(by.values()))
        does = f"{say('verb.' + verb, w.language)} ({say('stage.' + stage, w.language)})"
        figures = [moved(by[p.id].weight, w) if p.id in by else "" for p in episode]
        made.append([w.day(s.date), teller(s, w), does, *figures])
    yield from columns(made, right=range(3, 3 + len(episode)), indent="    ")


def moved(weight: float, w: Words) -> str:
    """The log-odds that a stance moves; 0 where it is heard and not counted."""
    return w.signed(weight) if abs(weight) >= 0.005 else "0"


def teller(s: Stance, w: Words) -> str:
    """Who takes a stance, as the head of a row."""
    from ostraka.brief.sentences import who
    from ostraka.brief.words import capital

    return capital(who(s, w))


def kind(p: Proposition, w: Words, *, alone: bool) -> str:
    """One kind of goods: how likely, how far with its dates, the Admiralty number, the id to ask by."""
    from ostraka.brief.words import capital
    from ostraka.weighing.words import say

    head = "" if alone and p.goods is None else capital(goods_told(p.goods, w)) + w.phrases["colon"]
    contested = f"{capital(say('contested', w.language))}. " if p.contested else ""
    number = capital(say("number", w.language, number=p.number))
    sure = "" if alone else likely(top(p), w) + ". "
    return f"    {head}{sure}{capital(ladder_line(p.rungs, w))}. {contested}{number}. {p.id[:SHORT]}"
