"""How articles, claims and attributions look in a terminal: plain lines that also read well in a pipe."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from rich.text import Text

from ostraka import intake, reading
from ostraka.claims import Actor, Article, Attribution, Claim, Source, Time, Trouble
from ostraka.commands.common import console, notes, print_json
from ostraka.commands.limits import limits
from ostraka.reading import Reading

__all__ = ["article_line", "attribution_lines", "claim_lines", "print_readings", "shorten", "trouble_lines"]

INDENT = "      "


def print_readings(
    files: list[str],
    json: bool,
    published: str | None,
    language: str | None,
    *,
    of: Callable[[Reading], Sequence[Any]],
    lines: Callable[[Any, int], Iterator[Text]],
    what: str,
    wide: bool = False,
    claims: bool = True,
) -> None:
    """Read files and print what `of` takes from each reading, as JSON lines or by `lines`; refusals go to stderr.

    `wide` and `claims` as for `reading.read`.
    """
    found = intake.read(*files, published=published, language=language)  # a wrong option stops here, before any model
    with notes() as noted:
        out = None if json else console()
        for one in reading.read(noted.articles(found), wide=wide, claims=claims):
            if out is None:
                for record in of(one):
                    print_json(record)
                continue
            out.print(article_line(one.article, f"{what}: {len(of(one))}"))
            for line in trouble_lines(t for t in one.trouble if t.start is not None):
                out.print(line)
            for number, record in enumerate(of(one), start=1):
                for line in lines(record, number):
                    out.print(line)


def article_line(article: Article, count: str) -> Text:
    """The heading of an article: title, where and when it appeared, and how much was found."""
    about = [article.publisher, article.published, article.language]
    line = Text()
    line.append(article.title or article.id, style="bold")
    line.append("  " + " · ".join(part for part in about if part), style="dim")
    return line.append(f"  {count}", style="dim")


def claim_lines(claim: Claim, number: int) -> Iterator[Text]:
    """One claim: who does what to whom, how sure, on whose word, in which words, and what is in doubt."""
    head = Text(f"{number:>4}  ")
    head.append(parties(claim), style="bold")
    head.append(f"  {claim.act}", style="cyan")
    head.append(f" · {claim.channel} · {claim.stage} · {claim.factuality}")
    yield head
    yield Text(f"{INDENT}said by {said_by(claim.sources)}" + (" (quoted)" if claim.quoted else ""))
    yield Text(f"{INDENT}“{shorten(claim.evidence.text)}”", style="italic")
    if about := details(claim):
        yield Text(f"{INDENT}{about}")
    yield from trouble_lines(claim.trouble)


def parties(claim: Claim) -> str:
    """Who, and towards whom: an arrow where the act has a direction."""
    return f"{party(claim.from_)} → {party(claim.to)}" if claim.from_ else party(claim.to)


def party(actor: Actor | None) -> str:
    """An actor as name and code."""
    if actor is None:
        return "?"
    if actor.code in (None, "?"):
        return actor.name or actor.text or "?"
    return f"{actor.name} ({actor.code})" if actor.name and actor.name != actor.code else str(actor.code)


def said_by(sources: Iterable[Source]) -> str:
    """The chain of sources, outermost first; the article itself where there is none."""
    return ", who cites ".join(speaker(s) for s in sources) or "the article itself"


def speaker(source: Source) -> str:
    """One link of the chain, with its role and whom it speaks for."""
    name = source.name or source.text or source.actor or "somebody unnamed"
    about = [source.role, source.actor if source.actor != name else None, source.kind if not source.name else None]
    known = ", ".join(dict.fromkeys(a for a in about if a and a != name))
    said = f", {when(source.said)}" if source.said else ""
    return f"{name} ({known}{said})" if known or said else name


def when(time: Time) -> str:
    """An interval of days as the contract has it, with its words."""
    days = time.start if time.start == time.end else f"{time.start or '…'} to {time.end or '…'}"
    return f"{days or '…'} “{time.text}”" if time.text else str(days)


def details(claim: Claim) -> str:
    """Goods, quantity, time and place, where they are said."""
    parts = [f"goods: {', '.join(f'{g.text} ({g.code})' for g in claim.goods)}" if claim.goods else ""]
    parts.append(f"quantity: {claim.quantity.text}" if claim.quantity else "")
    parts.append(f"time: {when(claim.time)}" if claim.time else "")
    parts.append(f"place: {claim.place.name} ({claim.place.role})" if claim.place else "")
    return "; ".join(part for part in parts if part)


def trouble_lines(trouble: Iterable[Trouble]) -> Iterator[Text]:
    """What may be wrong, one line each, said once."""
    for words in dict.fromkeys(t.words for t in trouble):
        yield Text(f"{INDENT}! {words}", style="yellow")


def attribution_lines(attribution: Attribution, number: int) -> Iterator[Text]:
    """One attribution: who, by which words, says what."""
    source = attribution.source
    head = Text(f"{number:>4}  ")
    head.append((source.name or source.text) if source else "nobody is named", style="bold")
    if source:
        about = [source.role, source.actor, source.kind]
        head.append("  " + " · ".join(dict.fromkeys(a for a in about if a)), style="dim")
    yield head
    within = f", inside {attribution.within}" if attribution.within else ""
    cue = f"by “{attribution.cue.text}”, " if attribution.cue.text else ""
    yield Text(f"{INDENT}{cue}{attribution.form}, {attribution.factuality}{within}")
    yield Text(f"{INDENT}“{shorten(attribution.content.text)}”", style="italic")


def shorten(text: str) -> str:
    """A text on one line, cut in its middle when it is long."""
    line = " ".join(text.split())
    if len(line) <= limits().quote:
        return line
    half = limits().quote // 2
    return f"{line[:half].rstrip()} […] {line[-half:].lstrip()}"
