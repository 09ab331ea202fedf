"""What the commands that ask the weighing share: the case of a ledger, and how claims, ties and stances are said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer
from rich.text import Text

from ostraka import ledger
from ostraka.claims import Article, Claim, Proposition, Rung, Tie
from ostraka.commands.common import day, ledger_path
from ostraka.commands.printing import said_by, shorten

if TYPE_CHECKING:
    from ostraka.weighing import Case

__all__ = ["In", "Loaded", "arrow", "ladder_line", "load", "sentence", "sentences", "surely", "title"]

In = Annotated[str, typer.Option("--in", metavar="CODE", help="Language of the words: en or fr.")]


class Loaded(NamedTuple):
    """A weighed ledger: the case, and the claims and articles behind it by id."""

    case: Case
    claims: dict[str, Claim]
    articles: dict[str, Article]


def load(ledger_file: Path | None, *, at: str | None, known: str | None, language: str = "en") -> Loaded:
    """The ledger of a call, weighed as of `at` from what had been published by `known`."""
    from ostraka import weighing

    until, seen = day("--at", at), day("--known", known)
    with ledger.open(ledger_path(ledger_file)) as book:
        case = weighing.load(book, at=until, known=seen, language=language)
        claims = {c.id: c for c in book.claims(known=seen)}
        articles = {a.id: a for a in book.articles(known=seen)}
    return Loaded(case, claims, articles)


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


def sentences(loaded: Loaded, ids: Iterable[str]) -> Iterator[Text]:
    """The sentences of claims, oldest first, each with who says so and where."""
    found = [loaded.claims[i] for i in ids if i in loaded.claims]
    for claim in sorted(found, key=lambda c: (c.article.published or "9999", c.id)):
        yield from sentence(claim)


def sentence(claim: Claim) -> Iterator[Text]:
    """The words of a claim, who says so, where and when."""
    yield Text(f"      “{shorten(claim.evidence.text)}”", style="italic")
    about = [claim.article.publisher, claim.article.published, f"{claim.stage} {claim.factuality}", claim.id]
    yield Text(f"      {said_by(claim.sources)} · " + " · ".join(a for a in about if a), style="dim")
