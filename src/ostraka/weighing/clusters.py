"""Articles that tell one text count once: clusters from the pairs that the search for copies found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol

__all__ = ["Pair", "clusters"]


class Pair(Protocol):
    """Two articles that tell one text."""

    @property
    def first(self) -> str:
        """Id of the one."""

    @property
    def second(self) -> str:
        """Id of the other."""


def clusters(days: Mapping[str, str | None], pairs: Iterable[Pair]) -> dict[str, str]:
    """For each article of `days` (id → ISO day of publication) the id of the oldest text of its cluster.

    Pairs with an article that is not in `days` are left out: a copy that is not known yet joins nothing.
    The order of the pairs changes nothing.
    """
    parent = {article: article for article in days}

    def top(article: str) -> str:
        while parent[article] != article:
            parent[article] = article = parent[parent[article]]
        return article

    for pair in pairs:
        if pair.first in parent and pair.second in parent:
            a, b = top(pair.first), top(pair.second)
            older, younger = sorted((a, b), key=lambda x: (days[x] or "9999", x))
            parent[younger] = older
    return {article: top(article) for article in days}
