"""Material by hand: articles with claims marked in their text, weighed as the ledger's would be."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from ostraka import weighing
from ostraka.brief import Material
from ostraka.claims import Article, Claim, Edit, Span
from ostraka.weighing.propositions import propositions
from ostraka.weighing.ties import ties
from tests.weighing.build import claim


class Told(msgspec.Struct, frozen=True):
    """One claim of an article: the notation of tests/weighing/build.py, the words that say it, who says so."""

    line: str
    words: str
    by: str = ""
    said: str | None = None


def article(
    id: str,
    text: str,
    told: Sequence[Told],
    *,
    on: str | None = "2022-11-08",
    outlet: str = "The Gazette",
    title: str = "A title",
    url: str | None = None,
    language: str = "en",
    edits: tuple[Edit, ...] = (),
) -> tuple[Article, list[Claim]]:
    """An article and its claims; each claim's words must stand in the text."""
    made = Article(
        id=id, original=text, language=language, title=title, published=on, publisher=outlet, url=url, edits=edits
    )
    claims = []
    for one in told:
        start = text.index(one.words)
        span = Span(start=start, end=start + len(one.words), text=one.words)
        found = claim(one.line, by=one.by, on=on, outlet=outlet, article=id, said=one.said, words=one.words)
        claims.append(msgspec.structs.replace(found, evidence=span, cue=span, article=made.publication))
    return made, claims


def material(*parts: tuple[Article, list[Claim]], at: str = "2022-11-16", demonstration: bool = False) -> Material:
    """The material of a brief on day `at`."""
    claims = [c for _, found in parts for c in found]
    case = weighing.case(claims, at=at)
    found = propositions(case)
    return Material(
        ties=tuple(ties(case, found)),
        propositions=tuple(found),
        claims={c.id: c for c in claims},
        articles={a.id: a for a, _ in parts},
        at=at,
        demonstration=demonstration,
    )


def autumn() -> Material:
    """A sale, sanctions, an allegation with its denial, a promise, a forecast."""
    return material(
        article(
            "a1",
            "China buys oil from Russia. The United States imposed sanctions on Russia.",
            [
                Told("RUS > CHN transfer energy:energy.oil done CT+", "China buys oil from Russia"),
                Told("USA > RUS sanction sanctions done CT+", "imposed sanctions on Russia"),
            ],
            on="2022-11-10",
        ),
        article(
            "a2",
            "John Kirby said North Korea was shipping shells to Russia. Pyongyang denied shipping any shells.",
            [
                Told(
                    "PRK > RUS transfer arms:arms.ammunition done PS+",
                    "was shipping shells to Russia",
                    "John Kirby/USA",
                    "2022-11-02",
                ),
                Told(
                    "PRK > RUS transfer arms:arms.ammunition done CT-",
                    "denied shipping any shells",
                    "North Korea/PRK/body",
                    "2022-11-08",
                ),
            ],
            outlet="The Courier",
        ),
        article(
            "a3",
            "Iran has promised missiles to Russia, its officials said. Russia will come out weaker, Colin Kahl said.",
            [
                Told(
                    "IRN > RUS transfer arms:arms.missile promised CT+",
                    "Iran has promised missiles to Russia",
                    "officials/IRN/anonymous",
                    "2022-10-18",
                ),
                Told("- > RUS assess standing predicted CT+", "will come out weaker", "Colin Kahl/USA", "2022-11-08"),
            ],
            on="2022-11-09",
            outlet="The Herald",
        ),
    )
