"""Anything to `Article`: files, folders, pages, `.jsonl`, standard input.

    for item in intake.read("news/", "page.html", published="2022-11-08"):
        ...                       # an Article, or a Refusal that says why there is none

Bad input never raises and never stops the rest of a call: it is yielded as a `Refusal`.
What was guessed or repaired stands in `Article.trouble`.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from ostraka.claims import Article
from ostraka.intake.dates import iso_day
from ostraka.intake.draft import Draft
from ostraka.intake.finish import finish
from ostraka.intake.language import named
from ostraka.intake.refusal import Refusal
from ostraka.intake.sources import drafts

__all__ = ["Refusal", "article", "read"]


def read(
    *given: str | Path | BinaryIO, published: str | None = None, language: str | None = None
) -> Iterator[Article | Refusal]:
    """The articles of paths, folders, `-` (standard input) or open streams of bytes, in order.

    `published` (a day) and `language` hold for every article that does not itself state
    them in a `.jsonl`; they override what is found in a page or guessed from a text.

    Raises BadDate or UnknownName at once when an option itself is wrong.
    """
    published = iso_day(published) if published is not None else None
    language = named(language) if language is not None else None
    return each(given, published, language)


def each(
    given: tuple[str | Path | BinaryIO, ...], published: str | None, language: str | None
) -> Iterator[Article | Refusal]:
    """`read`, once its options are known to be right."""
    for one in given:
        for item in drafts(one):
            yield item if isinstance(item, Refusal) else finish(item, published=published, language=language)


def article(
    text: str,
    *,
    language: str | None = None,
    published: str | None = None,
    title: str | None = None,
    publisher: str | None = None,
    url: str | None = None,
    id: str | None = None,
) -> Article:
    """One article from a text that is at hand, repaired and with its language told.

    Raises UnknownName, BadDate or InputError where `read` would yield a Refusal.
    """
    from ostraka.intake.finish import build

    draft = Draft.of_text(text, id=id, title=title, publisher=publisher, url=url)
    return build(
        draft,
        published=iso_day(published) if published is not None else None,
        language=named(language) if language is not None else None,
    )
