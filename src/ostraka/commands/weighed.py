"""What the commands that ask the weighing share: how ties, propositions, ladders and claims are said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from rich.text import Text

from ostraka.claims import Claim, Proposition, Rung, Tie
from ostraka.commands.printing import said_by, shorten

if TYPE_CHECKING:
    from ostraka.weighing import Case

__all__ = ["arrow", "claims_of", "ladder_line", "of_tie", "sentence", "statement", "surely", "title"]


def statement(tie: Tie, language: str) -> str:
    """What a tie says, as a clause: "Iran has supplied drones to Russia"; its title where nobody does anything."""
    from ostraka.brief.sentences import as_told, clause, rung_told
    from ostraka.brief.words import capital, words

    if tie.from_ is None:
        return title(tie, language)
    return capital(clause(as_told(tie), rung_told(tie), words(language)))


def of_tie(found: Iterable[Proposition], tie: Tie) -> list[Proposition]:
    """The propositions of a tie, the general before its kinds."""
    mine = [p for p in found if p.id in tie.propositions]
    return sorted(mine, key=lambda p: (p.start or "", p.goods or "", p.id))


def claims_of(case: Case) -> dict[str, Claim]:
    """The claims of a case by id."""
    return {r.s.claim.id: r.s.claim for said in case.matters.values() for r in said}


def title(thing: Tie | Proposition, language: str) -> str:
    """What a tie or proposition is about: "North Korea → Russia · arms · transfer (arms.ammunition)"."""
    from ostraka.brief.words import words

    w = words(language)
    goods = thing.goods if isinstance(thing, Proposition) else ", ".join(thing.goods)
    channel = w.phrases["channels"].get(thing.channel, thing.channel)
    ends = [w.bare(code) if code else None for code in (thing.from_, thing.to)]
    who = f" {arrow(thing)} ".join(e for e in ends if e)
    return f"{who} · {channel} · {thing.act}" + (f" ({goods})" if goods else "")


def arrow(thing: Tie | Proposition) -> str:
    """↔ where direction means nothing."""
    from ostraka.relations.table import either_way

    return "↔" if either_way(thing.act) else "→"


def surely(rung: Rung, contested: bool, language: str) -> str:
    """How likely, in a word and in figures; that it is contested stands apart."""
    from ostraka.weighing import words

    said = f"{words.estimative(rung.credence, language)} ({rung.credence:.2f}, {rung.low:.2f} to {rung.high:.2f})"
    return said + (f", {words.say('contested', language)}" if contested else "")


def ladder_line(rungs: Iterable[Rung], language: str) -> str:
    """The ladder with its dates, and since when no later rung was seen."""
    from ostraka.weighing import words

    named = [r for r in rungs if r.claims]
    parts = [
        f"{words.say('stage.' + r.stage, language)} {r.first}" + (f" … {r.last}" if r.last != r.first else "")
        for r in named
    ]
    if not named:
        return words.say("no_rung", language)
    line = " → ".join(parts)
    if named[-1].stage not in ("done", "ended"):
        line += "; " + words.say("no_later", language, day=named[-1].last)
    return line


def sentence(claim: Claim) -> Iterator[Text]:
    """The words of a claim, who says so, where and when."""
    yield Text(f"      “{shorten(claim.evidence.text)}”", style="italic")
    about = [claim.article.publisher, claim.article.published, f"{claim.stage} {claim.factuality}", claim.id]
    yield Text(f"      {said_by(claim.sources)} · " + " · ".join(a for a in about if a), style="dim")
