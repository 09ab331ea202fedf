"""What a ledger amounts to on a day, weighed once and kept until the file changes."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any

from ostraka import ledger, weighing
from ostraka.brief import Brief, brief
from ostraka.brief.gather import gather
from ostraka.brief.nouns import Material
from ostraka.claims import Claim, Tie
from ostraka.ledger import Decision, Ledger
from ostraka.measures import Isolation, Picture, isolation, picture
from ostraka.reading import Reading
from ostraka.weighing import Case

__all__ = ["Shelf", "World", "empty"]

KEPT = 24  # weighed days kept
PREVIEWS = 12  # readings kept until they are added or pushed out

Stamp = tuple[tuple[int, int], ...]


class World:
    """A weighed day of a ledger: the material, the decisions, and figures made when they are first asked for."""

    def __init__(self, material: Material, case: Case, decisions: Sequence[Decision], coverage: list[dict[str, Any]]):
        self.material, self.case = material, case
        self.decisions, self.coverage = tuple(decisions), coverage
        self.lock = threading.RLock()
        self._figures: dict[str, Isolation] = {}
        self._briefs: dict[tuple[str, str], Brief] = {}

    @property
    def at(self) -> str:
        """The day that is asked about."""
        return self.material.at or ""

    @cached_property
    def picture(self) -> Picture:
        """The system of states, solved."""
        return picture(self.material.ties, at=self.material.at)

    def measured(self, code: str) -> bool:
        """Whether the code is a state with weight."""
        return code in self.picture.system.index

    def figures(self, code: str) -> Isolation:
        """The isolation of a measured state."""
        with self.lock:
            if code not in self._figures:
                self._figures[code] = isolation(self.picture, code)
            return self._figures[code]

    def brief(self, code: str, language: str) -> Brief:
        """The brief on a measured state."""
        with self.lock:
            if (code, language) not in self._briefs:
                self._briefs[code, language] = brief(code, self.material, language=language, of=self.picture)
            return self._briefs[code, language]

    def ties_of(self, *codes: str) -> list[Tie]:
        """The ties that have all these ends, by channel, the likeliest first."""
        mine = [t for t in self.material.ties if set(codes) <= {t.from_, t.to}]
        return sorted(mine, key=lambda t: (t.channel, -t.credence, t.id))

    def claims(self, ids: Sequence[str]) -> list[Claim]:
        """Those claims, oldest first."""
        found = [self.material.claims[i] for i in ids if i in self.material.claims]
        return sorted(found, key=lambda c: (c.article.published or "9999", c.article.id, c.evidence.start))


def empty(demonstration: bool = False) -> World:
    """The world of a ledger that is not there yet."""
    material = Material(ties=(), propositions=(), claims={}, articles={}, at="", demonstration=demonstration)
    return World(material, weighing.case([]), (), [])


class Shelf:
    """The ledger of an app, opened for a short while at a time, and the days that were weighed of it."""

    def __init__(self, path: Path, *, demonstration: bool = False) -> None:
        self.path, self.demonstration = path, demonstration
        self._worlds: OrderedDict[tuple[Stamp, str | None, str | None], World] = OrderedDict()
        self._previews: OrderedDict[str, list[Reading]] = OrderedDict()
        self._lock = threading.Lock()

    def stamp(self) -> Stamp:
        """The state of the file: it changes with every write, and costs no opening."""
        files = (self.path, self.path.with_name(self.path.name + ".wal"))
        return tuple((s.st_mtime_ns, s.st_size) for f in files if f.exists() for s in [f.stat()])

    @contextmanager
    def book(self) -> Iterator[Ledger]:
        """The ledger, to read."""
        with ledger.open(self.path) as opened:
            yield opened

    def world(self, at: str | None = None, known: str | None = None) -> World:
        """The ledger weighed as of `at`, from what had been published by `known`.

        The stamp is taken before the file is opened: a write in between makes the next request weigh anew.
        """
        key = (self.stamp(), at, known)
        with self._lock:
            if key in self._worlds:
                self._worlds.move_to_end(key)
                return self._worlds[key]
        made = self.weigh(at, known) if self.path.exists() else empty(self.demonstration)
        with self._lock:
            for old in [k for k in self._worlds if k[0] != key[0]]:
                del self._worlds[old]
            self._worlds[key] = made
            while len(self._worlds) > KEPT:
                self._worlds.popitem(last=False)
        return made

    def weigh(self, at: str | None, known: str | None) -> World:
        """The same without looking on the shelf."""
        with self.book() as book:
            material = gather(book, at=at, known=known, demonstration=self.demonstration)
            case = weighing.load(book, at=at, known=known)
            return World(material, case, book.decisions(), book.coverage())

    def keep(self, key: str, readings: list[Reading]) -> None:
        """Hold readings that were only looked at, until they are added."""
        with self._lock:
            self._previews[key] = readings
            while len(self._previews) > PREVIEWS:
                self._previews.popitem(last=False)

    def preview(self, key: str) -> list[Reading] | None:
        """The readings held under that key."""
        with self._lock:
            return self._previews.get(key)
