"""Article → claims, attributions and troubles: the stage that reads.

`read` is the front door. The parser is loaded when the first article of its language
comes, and articles are parsed many at a time, so reading a stream costs one start.
"""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from ostraka.claims import Article, Attribution, Claim, Trouble

if TYPE_CHECKING:
    from ostraka.reading.parsing.tree import Tree
    from ostraka.reading.window import Explanation

__all__ = ["Reading", "explain", "read"]

BATCH = 32  # articles whose paragraphs go to the parser together
SELDOM = 30  # times that the collector of garbage waits longer while we read


class Reading(NamedTuple):
    """What one article says: its claims and attributions in the order of the text, and its troubles."""

    article: Article
    claims: tuple[Claim, ...]
    attributions: tuple[Attribution, ...]
    trouble: tuple[Trouble, ...]


def read(articles: Iterable[Article], *, wide: bool = False, claims: bool = True) -> Iterator[Reading]:
    """Reads articles, lazily and in order.

    `wide`: also what happens inside one state, between parties that stand for none, and acts of which only one
    end is an actor, as event data wants it; the ledger of states does not. `claims` False: who says what and
    nothing else, in three quarters of the time; the attributions are the same.

    Every span of every claim and attribution counts in the article's original text.
    Raises UnknownName for an article in a language that we do not read (intake refuses it earlier).
    """
    from ostraka.reading.assembly import read_tree
    from ostraka.reading.parsing.parse import trees

    source = iter(articles)
    while batch := list(islice(source, BATCH)):
        parsed: dict[int, Tree] = {}
        for language in dict.fromkeys(a.language for a in batch):
            mine = [(k, a.repaired) for k, a in enumerate(batch) if a.language == language]
            with unhurried():
                parsed.update(zip((k for k, _ in mine), trees([text for _, text in mine], language), strict=True))
        for k, article in enumerate(batch):
            with unhurried():
                found = read_tree(article, parsed.pop(k), wide=wide, claims=claims)
            yield Reading(article, found[0], found[1], (*article.trouble, *found[2]))


@contextmanager
def unhurried() -> Iterator[None]:
    """Lets the collector of garbage look up less often: hardly anything that reading makes refers to itself."""
    before = gc.get_threshold()
    gc.set_threshold(before[0] * SELDOM, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


def explain(sentence: str, language: str, *, published: str | None = None) -> Explanation:
    """How a sentence is read: its parse, the rules tried, and where each stopped."""
    from ostraka.reading.window import explain as explained

    return explained(sentence, language, published=published)
