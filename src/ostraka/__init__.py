"""Ostraka reads the news and keeps the ledger of attributed claims about how states relate.

The front door, from Python:

    import ostraka
    for article in ostraka.articles("story.txt", published="2022-11-08"):
        ...
    for reading in ostraka.read("story.txt", published="2022-11-08"):
        for claim in reading.claims: ...

Everything else is behind the stages (`docs/architecture.md`) and free to change. Nothing
is imported before it is asked for: importing `ostraka` loads no parser and no store.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from ostraka.errors import OstrakaError

if TYPE_CHECKING:
    from ostraka.claims import Article
    from ostraka.intake import Refusal
    from ostraka.reading import Reading
    from ostraka.reading.window import Explanation

__all__ = ["OstrakaError", "articles", "explain", "read"]


def articles(
    *given: str | Path | BinaryIO, published: str | None = None, language: str | None = None
) -> Iterator[Article | Refusal]:
    """The articles of files, folders, `-` or streams; a Refusal says why something could not be read."""
    from ostraka import intake

    return intake.read(*given, published=published, language=language)


def read(
    *given: str | Path | BinaryIO, published: str | None = None, language: str | None = None
) -> Iterator[Reading | Refusal]:
    """What each article says: its claims, attributions and troubles; refusals come in their place.

    Articles are parsed many at a time, so a refusal may come a few articles early.
    """
    from ostraka import reading
    from ostraka.claims import Article

    refused: list[Refusal] = []

    def good() -> Iterator[Article]:
        for item in articles(*given, published=published, language=language):
            if isinstance(item, Article):
                yield item
            else:
                refused.append(item)

    for one in reading.read(good()):
        while refused:
            yield refused.pop(0)
        yield one
    yield from refused


def explain(sentence: str, language: str | None = None) -> Explanation:
    """How one sentence is read: its parse, the rules tried, and where each stopped."""
    from ostraka import intake
    from ostraka.reading.window import explain as explained

    article = intake.article(sentence, language=language)
    return explained(article.repaired, article.language)
