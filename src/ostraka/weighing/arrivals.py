"""Articles as they come in: what the ledger keeps of each to find its copies, and the copies found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from ostraka.claims import Article
from ostraka.ledger import Ledger, Pair
from ostraka.weighing.copies import Sketch, find, sketch

__all__ = ["Arrivals"]


class Arrivals:
    """Finds copies among what comes in and what the ledger has; hand its methods to `Ledger.add`.

    `pairs` collects what was found, for telling.
    """

    def __init__(self, book: Ledger) -> None:
        self._old: list[Sketch] = []
        self._fresh: dict[str, tuple[Article, Sketch]] = {}
        self.pairs: list[Pair] = []
        self.at(book)

    def at(self, book: Ledger) -> Arrivals:
        """The same, after the ledger was let go and opened again: what others added meanwhile is learned."""
        self._book = book
        decode = msgspec.msgpack.Decoder(Sketch).decode
        self._old += [decode(kept) for _, kept in book.sketches(but={s.article for s in self._old})]
        return self

    def sketch(self, article: Article) -> tuple[bytes, str | None]:
        """What the ledger keeps of an article."""
        made = self._of(article)
        return msgspec.msgpack.encode(made), made.credit

    def _of(self, article: Article) -> Sketch:
        if article.id not in self._fresh:
            self._fresh[article.id] = (article, sketch(article))
        return self._fresh[article.id][1]

    def copies(self, articles: Sequence[Article]) -> list[Pair]:
        """The pairs of these new articles with one another and with what came before."""
        new = [self._of(a) for a in articles]
        found = [
            Pair(first=f.first, second=f.second, kind=f.kind, likeness=f.likeness, words=f.words)
            for f in find(new, self._old, self._texts)
        ]
        self._old += new
        self.pairs += found
        return found

    def _texts(self, ids: Iterable[str]) -> Mapping[str, str]:
        wanted = set(ids)
        here = {a: self._fresh[a][0].repaired for a in wanted if a in self._fresh}
        missing = sorted(wanted - set(here))
        return here | {a.id: a.repaired for a in (self._book.articles(ids=missing) if missing else [])}
