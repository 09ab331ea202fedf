"""A brief and a state's page in the terminal: rich text that also reads well in a pipe."""

from __future__ import annotations

from collections.abc import Iterator

from rich.text import Text

from ostraka.brief.limits import limits
from ostraka.brief.nouns import Brief, Material, Sentence
from ostraka.brief.words import Words, words
from ostraka.claims import Claim
from ostraka.measures.figures import Isolation

__all__ = ["bar", "brief_lines", "headline"]

WIDTH = 50  # characters of the gauge


def brief_lines(brief: Brief, material: Material, *, everything: bool = False) -> Iterator[Text]:
    """A brief, line by line."""
    w = words(brief.language)
    yield Text(brief.title, style="bold")
    if brief.demonstration:
        yield Text(w.say("page.demonstration"), style="dim")
    yield from headline(brief.isolation, w, brief.at, brief.known)
    for section in brief.sections:
        yield Text()
        yield Text(section.title, style="bold underline")
        for sentence in section.sentences:
            yield from sentence_lines(sentence, material, w, everything)


def headline(f: Isolation, w: Words, at: str | None, known: str | None) -> Iterator[Text]:
    """The day, the gauge, and what must stand beside the figure."""
    told = [w.say("page.at", date=w.day(at))] if at else []
    told += [w.say("page.known", date=w.day(known))] if known else []
    yield Text(w.phrases["comma"].join(told), style="dim")
    line = Text(f"{w.phrases['page']['gauge']} ")
    line.append(w.number(f.isolation), style="bold")
    line.append(f"  [{w.number(f.credence.low)} – {w.number(f.credence.high)}]  0 {bar(f)} 100", style="dim")
    yield line
    page = w.phrases["page"]
    yield Text(
        f"{page['reach']} {w.share(f.reach)} · {page['opposition']} {w.share(f.opposition)} · "
        f"{page['flat']} {w.number(f.flat)} · "
        f"{page['coverage']} {w.percent(f.coverage)} · "
        f"{page['ignorance']} {w.number(f.ignorance.low)} – {w.number(f.ignorance.high)}",
        style="dim",
    )


def bar(f: Isolation) -> str:
    """The gauge in characters: · unread, ─ what was not read could make it, ━ drawn sources, ● the figure."""

    def place(value: float) -> int:
        return min(max(round(value / 100 * (WIDTH - 1)), 0), WIDTH - 1)

    cells = ["·"] * WIDTH
    for low, high, mark in ((f.ignorance.low, f.ignorance.high, "─"), (f.credence.low, f.credence.high, "━")):
        for k in range(place(low), place(high) + 1):
            cells[k] = mark
    cells[place(f.isolation)] = "●"
    return "".join(cells)


def sentence_lines(sentence: Sentence, material: Material, w: Words, everything: bool) -> Iterator[Text]:
    """One sentence, its notes, and the words of a claim behind it."""
    line = Text("  • ")
    line.append(sentence.text)
    if sentence.contested:
        line.append(f"  [{w.phrases['page']['hatched']}]", style="yellow")
    if sentence.points is not None and abs(sentence.points) >= 0.005:
        line.append(f"  {w.signed(sentence.points)}", style="green" if sentence.points < 0 else "red")
    yield line
    for note in sentence.notes:
        yield Text(f"      {note}", style="dim")
    shown = sentence.claims if everything else sentence.claims[: limits().quotes]
    for claim in (material.claims[c] for c in shown if c in material.claims):
        yield quote(claim)


def quote(claim: Claim) -> Text:
    """The words of one claim, with its outlet, day and id."""
    about = ", ".join(x for x in (claim.article.publisher, claim.article.published) if x)
    line = Text("      ")
    line.append(f"“{' '.join(claim.evidence.text.split())}”", style="italic")
    return line.append(f"  {about}  {claim.id[:8]}", style="dim")
