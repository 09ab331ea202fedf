"""Articles as they come in: what the ledger keeps of each to find its copies, and the copies found."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta

import msgspec

from ostraka.claims import Article
from ostraka.ledger import Ledger, Pair, Sketched
from ostraka.weighing.copies import Named, Sketch, alike, sketch, translations
from ostraka.weighing.policy import table
from ostraka.weighing.statements import day

__all__ = ["Arrivals"]


class Arrivals:
    """Finds copies among what comes in and what the ledger has; hand its methods to `Ledger.add`.

    Of what the ledger has only those articles are looked at that share a band, or were published within the days in
    which a translation follows; the sketches of such days are loaded once. `pairs` collects what was found.
    """

    def __init__(self, book: Ledger) -> None:
        self._fresh: dict[str, tuple[Article, Sketch]] = {}
        self._decode = msgspec.msgpack.Decoder(Sketch).decode
        self._named = Named()
        self._entered: set[str] = set()
        self._days: set[str] = set()
        self._last: datetime | None = None
        self.pairs: list[Pair] = []
        self.at(book)

    def at(self, book: Ledger) -> Arrivals:
        """The same, after the ledger was let go and opened again: what others added meanwhile is learned."""
        self._book = book
        self._fresh.clear()
        self._enter(self._days, self._last)
        return self

    def _enter(self, days: Collection[str], later: datetime | None = None) -> None:
        """Learn the sketches of articles of these days, recorded from that moment on."""
        for recorded, kept in self._book.sketches_of(days, later) if days else ():
            s = self._decode(kept)
            self._last = max(self._last or recorded, recorded)
            if s.article not in self._entered:
                self._entered.add(s.article)
                self._named.put(s)

    def sketch(self, article: Article) -> Sketched:
        """What the ledger keeps of an article."""
        made = self._of(article)
        return Sketched(msgspec.msgpack.encode(made), made.credit, made.bands)

    def _of(self, article: Article) -> Sketch:
        if article.id not in self._fresh:
            self._fresh[article.id] = (article, sketch(article))
        return self._fresh[article.id][1]

    def copies(self, articles: Sequence[Article]) -> list[Pair]:
        """The pairs of these new articles with one another and with what came before."""
        new = [self._of(a) for a in articles]
        mine = {s.article for s in new}
        fresh = days_near(new) - self._days
        self._enter(fresh)
        self._days |= fresh
        kept = map(self._decode, self._book.sketches({b for s in new for b in s.bands}))
        found = alike(new, [s for s in kept if s.article not in mine], self._texts)
        found += translations([s for s in new if s.article not in self._entered], self._named)
        self._entered |= mine
        made = [Pair(first=f.first, second=f.second, kind=f.kind, likeness=f.likeness, words=f.words) for f in found]
        self.pairs += made
        return made

    def _texts(self, ids: Iterable[str]) -> Mapping[str, str]:
        wanted = set(ids)
        here = {a: self._fresh[a][0].repaired for a in wanted if a in self._fresh}
        missing = sorted(wanted - set(here))
        return here | {a.id: a.repaired for a in (self._book.articles(ids=missing) if missing else [])}


def days_near(sketches: Iterable[Sketch]) -> set[str]:
    """The days in which a translation of one of these may have been published."""
    reach = int(table("copies")["translation"]["days"])
    known = {d for s in sketches if (d := day(s.day)) is not None}
    return {(d + timedelta(days=k)).isoformat() for d in known for k in range(-reach, reach + 1)}
