"""What was read and how far it reaches: the last section of a brief."""

from __future__ import annotations

from collections.abc import Iterable

from ostraka.brief.nouns import Material, Sentence
from ostraka.brief.words import Words, capital
from ostraka.measures.figures import Isolation

__all__ = ["coverage_sentences"]


def coverage_sentences(material: Material, figures: Isolation, w: Words, state: str) -> Iterable[Sentence]:
    """Articles, outlets, copies, damage, what was not counted, whose judgement."""
    if material.articles:
        yield Sentence(id="s-read", text=read(material, w, state))
    damaged = sum(bool(article.edits) for article in material.articles.values())
    if damaged:
        yield Sentence(id="s-damaged", text=w.count("damaged", damaged))
    if material.demonstration:
        yield Sentence(id="s-demonstration", text=w.say("sentences.demonstration"))
    yield Sentence(id="s-limits", text=w.say("sentences.limits"))
    if figures.uncounted:
        yield Sentence(id="s-uncounted", text=w.say("sentences.uncounted", n=len(figures.uncounted)))
    yield Sentence(id="s-settings", text=w.say("sentences.settings", cite=figures.settings))
    if figures.approximate:
        yield Sentence(id="s-weights", text=w.say("sentences.weights"))
    if not figures.drawn:
        yield Sentence(id="s-closed", text=w.say("sentences.closed"))
        yield Sentence(id="s-unturned", text=w.say("sentences.unturned"))


def read(material: Material, w: Words, state: str) -> str:
    """The articles in one sentence; those that speak of the state, where the ledger is too large for all."""
    articles = material.articles.values()
    days = sorted(article.published for article in articles if article.published)
    outlets = {article.publisher for article in articles}
    if material.total is not None:
        about = w.count("basis_articles", len(material.articles))
        return capital(w.say("sentences.read_of", total=material.total, articles=about, state=w.name(state)))
    return capital(
        w.say(
            "sentences.read",
            articles=w.count("basis_articles", len(material.articles)),
            outlets=w.say("verbs.outlets", n=len(outlets)),
            first=w.day(days[0] if days else None),
            last=w.day(days[-1] if days else None),
            copies=w.count("copies", material.copies) if material.copies else w.say("sentences.no_copies"),
        )
    )
