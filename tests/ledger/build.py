"""Articles and readings for the tests of the ledger."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from ostraka import ledger
from ostraka.claims import Article, AttributedSource, Attribution, Claim, Edit, Spans, Trouble, content_id
from tests.weighing.build import claim


class Reading(NamedTuple):
    article: Article
    claims: tuple[Claim, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    trouble: tuple[Trouble, ...] = ()


def article(number: int, *, published: str | None = "2022-11-08", text: str = "", language: str = "en") -> Article:
    original = text or f"Article {number}.\r\nla Chinecontinue de vendre “ du pétrole.\u00a0\n"
    digest = hashlib.sha256(original.encode()).hexdigest()
    return Article(
        id=digest[:16],
        original=original,
        language=language,
        title=f"Title {number}",
        published=published,
        publisher=f"Outlet {number % 3}",
        sha256=digest,
        edits=(Edit(start=20, end=20, replacement=" ", kind="joined"),),
        trouble=(Trouble(code="joined", words="two words were joined", start=20, end=20),),
    )


def reading(number: int, *, claims: int = 2, published: str | None = "2022-11-08") -> Reading:
    one = article(number, published=published)
    made = tuple(
        claim(
            f"IRN > RUS transfer arms:arms.uav done {'CT-' if k % 2 else 'CT+'}",
            by=f"Speaker {k}/IRN",
            on=published,
            outlet=one.publisher,
            article=one.id,
            words=f"L'Iran livre des drones à Téhéran, {k}",
            time=("2022-09-01", "2022-09-30"),
        )
        for k in range(claims)
    )
    said = Attribution(
        id=content_id(one.id, "attribution"),
        article=one.publication,
        source=AttributedSource(spans=((0, 7),), text="Article", name="A", actor="IRN", role=None, kind="person"),
        cue=Spans(spans=((0, 1),), text="A"),
        content=Spans(spans=((8, 9),), text="1"),
        form="indirect",
        within=None,
    )
    return Reading(one, made, (said,))


def kept(path: Path, said: Iterable[Claim]) -> Path:
    """A ledger of the claims, each in its article."""
    by_article: dict[str, list[Claim]] = {}
    for c in said:
        by_article.setdefault(c.article.id, []).append(c)
    with ledger.open(path, "write") as book:
        book.add(
            Reading(
                Article(
                    id=i, original=" ".join(c.evidence.text for c in m), language="en", published=m[0].article.published
                ),
                tuple(m),
            )
            for i, m in by_article.items()
        )
    return path
