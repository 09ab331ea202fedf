"""What the commands that ask the weighing share: how ties, propositions, ladders and claims are said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from rich.text import Text

from ostraka.claims import Claim, Proposition, Rung, Source, Tie
from ostraka.commands.printing import shorten

if TYPE_CHECKING:
    from ostraka.brief.words import Words
    from ostraka.weighing import Case

__all__ = [
    "claims_of",
    "columns",
    "goods_told",
    "ladder_line",
    "likely",
    "of_tie",
    "sentence",
    "speakers_of",
    "statement",
    "top",
]

SHORT = 8  # letters of an id that are printed: the beginning is enough to ask by


def statement(thing: Tie | Proposition, w: Words) -> str:
    """What a tie or proposition says, as a clause: "Iran has supplied drones to Russia"."""
    from ostraka.brief.sentences import as_told, said_as
    from ostraka.brief.words import capital
    from ostraka.weighing.words import template

    if thing.from_ is None:
        return capital(w.fill(template("judgement", w.language), {"to": w.name(thing.to)}))
    codes = as_told(thing).goods if isinstance(thing, Tie) else (thing.goods,) if thing.goods else ()
    parties = (w.name(thing.from_), w.name(thing.to))
    return capital(said_as(thing.act, thing.channel, top(thing).stage, parties, w.goods(codes, thing.channel), w))


def top(thing: Tie | Proposition) -> Rung:
    """The rung that it stands on: the tie's own, else the highest that somebody puts it on and that is likely."""
    if isinstance(thing, Tie):
        return next(r for r in thing.rungs if r.stage == thing.stage)
    named = [r for r in thing.rungs if r.claims] or list(thing.rungs[-1:])
    return ([r for r in named if r.credence >= 0.5] or named[:1])[-1]


def of_tie(found: Iterable[Proposition], tie: Tie) -> list[Proposition]:
    """The propositions of a tie, the general before its kinds."""
    mine = [p for p in found if p.id in tie.propositions]
    return sorted(mine, key=lambda p: (p.start or "", p.goods or "", p.id))


def claims_of(case: Case) -> dict[str, Claim]:
    """The claims of a case by id."""
    return {r.s.claim.id: r.s.claim for said in case.matters.values() for r in said}


def likely(rung: Rung, w: Words) -> str:
    """How likely, in a word and in figures; nothing of who says so or denies it."""
    from ostraka.brief.words import capital
    from ostraka.weighing import words

    figures = {k: w.credence(getattr(rung, k)) for k in ("credence", "low", "high")}
    word = capital(words.estimative(rung.credence, w.language))
    return words.say("credence", w.language, word=word, **figures)


def goods_told(code: str | None, w: Words) -> str:
    """A kind of goods as the head of a row; what is said of no kind is in general."""
    from ostraka.weighing.words import say

    return w.goods((code,), "") if code else say("any_goods", w.language)


def ladder_line(rungs: Iterable[Rung], w: Words) -> str:
    """The ladder with its dates, and since when no later rung was seen."""
    from ostraka.weighing import words

    named = [r for r in rungs if r.claims]
    if not named:
        return words.say("no_rung", w.language)
    parts = [
        f"{words.say('stage.' + r.stage, w.language)} {w.day(r.first)}"
        + (f" … {w.day(r.last)}" if r.last != r.first else "")
        for r in named
    ]
    line = " → ".join(parts)
    if named[-1].stage not in ("done", "ended"):
        line += "; " + words.say("no_later", w.language, day=w.day(named[-1].last))
    return line


def sentence(claim: Claim, w: Words, indent: str = "      ") -> Iterator[Text]:
    """The words of a claim, who says so, where and when, how far and how surely he puts it."""
    about = [
        speakers_of(claim.sources, w),
        ", ".join(
            x for x in (claim.article.publisher, claim.article.published and w.day(claim.article.published)) if x
        ),
        f"{w.phrases['stages'].get(claim.stage, claim.stage)}, {w.phrases['factuality'][claim.factuality]}",
        claim.id[:SHORT],
    ]
    yield Text(f"{indent}“{shorten(claim.evidence.text)}”", style="italic")
    yield Text(indent + " · ".join(a for a in about if a), style="dim")


def speakers_of(sources: Sequence[Source], w: Words) -> str:
    """The chain of sources, outermost first, with whom each speaks for; the article itself where there is none."""
    from ostraka.weighing.words import say

    told = ""
    for source in reversed(sources):
        told = say("cites", w.language, who=speaker(source, w), whom=told) if told else speaker(source, w)
    return told or str(w.phrases["article_voice"])


def speaker(source: Source, w: Words) -> str:
    """One link of the chain: a state by its name, a person with the state that he speaks for."""
    from ostraka.brief.sentences import same
    from ostraka.weighing.words import say

    name = source.name or source.role or source.text
    if source.actor and (not name or same(name, source.actor, w)):
        return w.name(source.actor)
    if not name:
        return say("unnamed", w.language)
    return w.say("verbs.speaker", speaker=name, party=w.name(source.actor)) if source.actor else name


def columns(rows: Sequence[Sequence[str]], right: Iterable[int] = (), indent: str = "") -> Iterator[str]:
    """Rows in columns as wide as they must be, those numbered in `right` flush right: nothing is wrapped or cut."""
    numbers = set(right)
    widths = [max(len(row[k]) for row in rows) for k in range(len(rows[0]))] if rows else []
    for row in rows:
        cells = [c.rjust(n) if k in numbers else c.ljust(n) for k, (c, n) in enumerate(zip(row, widths, strict=True))]
        yield (indent + "  ".join(cells)).rstrip()
