"""What is only pretended: words of disguise, and what stands after them ("relabelled as machine parts").

The words are `[as_if]` of `languages/xx/places.toml`; they serve places and goods alike.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from ostraka.languages.pack import table
from ostraka.reading.parsing.tree import Tree
from ostraka.relations.table import reach

__all__ = ["Pretence", "pretences", "split"]

PRETENCE = reach()["things"]["pretence"]


class Pretence(NamedTuple):
    """Words of disguise at tokens first..last (last excluded); what begins before `until` is pretended."""

    first: int
    last: int
    until: int


def split(phrase: str) -> tuple[str, ...]:
    """The words of a phrase as the parser cuts them: an elided article is one."""
    return tuple(phrase.replace("\u2019", "'").replace("'", "' ").split())


@cache
def phrases_of(language: str) -> dict[str, list[tuple[str, ...]]]:
    """The phrases of disguise of a language by their first word."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in table(language, "places")["as_if"]["words"]:
        words = split(phrase)
        found.setdefault(words[0], []).append(words)
    return found


def pretences(tree: Tree, language: str) -> list[Pretence]:
    """All disguises of an article; each reaches to the next mark, or a few words far."""
    phrases = phrases_of(language)
    found: list[Pretence] = []
    if phrases.keys().isdisjoint(tree.lowers):
        return []
    for k in [k for k, lower in enumerate(tree.lowers) if lower in phrases]:
        for words in phrases[tree.lowers[k]]:
            last = k + len(words)
            if tuple(tree.lowers[k:last]) == words:
                until = last
                while until < min(last + PRETENCE, tree.sent_range(k)[1]) and tree.pos[until] != "PUNCT":
                    until += 1
                found.append(Pretence(k, last, until))
                break
    return found
