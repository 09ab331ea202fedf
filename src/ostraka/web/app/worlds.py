"""What a ledger amounts to on a day, weighed once and kept until the file changes."""

from __future__ import annotations

import threading
from collections import Counter, OrderedDict, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from ostraka import ledger, weighing
from ostraka.brief import Brief, brief
from ostraka.brief.gather import gather
from ostraka.brief.nouns import Material
from ostraka.brief.sentences import as_told
from ostraka.claims import Article, Claim, Proposition, Tie
from ostraka.ledger import Decision, Ledger
from ostraka.measures import Amounts, Isolation, Picture, amounts, isolation, picture
from ostraka.reading import Reading
from ostraka.web.app.waiting import Waiting
from ostraka.web.limits import limits
from ostraka.weighing import Case
from ostraka.weighing.interest import hostile
from ostraka.weighing.world import kept, sizes

__all__ = ["Fought", "Shelf", "Spoken", "World", "empty", "speaker"]


Stamp = tuple[tuple[int, int], ...]


class World:
    """A weighed day of a ledger: the material, the decisions, and figures made when they are first asked for."""

    def __init__(
        self,
        material: Material,
        case: Callable[[], Case],
        decisions: Sequence[Decision],
        coverage: Callable[[], list[dict[str, Any]]],
        days: Mapping[str, int],
    ) -> None:
        self.material, self._case, self._coverage = material, case, coverage
        self.decisions = tuple(decisions)
        self.days = days  # how many articles the whole ledger has of each day
        self.lock = threading.RLock()
        self.memo: dict[tuple[str, ...], Any] = {}  # what views work out once for this day
        self._figures: dict[str, Isolation] = {}
        self._briefs: dict[tuple[str, str], Brief] = {}
        self.wanted: dict[tuple[str, str], None] = {}  # the briefs that were asked for, the last at the end

    @property
    def at(self) -> str:
        """The day that is asked about."""
        return self.material.at or ""

    @cached_property
    def coverage(self) -> list[dict[str, Any]]:
        """What the ledger has read, by language and outlet."""
        return self._coverage()

    @cached_property
    def case(self) -> Case:
        """The rooted statements behind the figures; asked of the ledger when they are first wanted."""
        return self._case()

    large = False  # whether the ledger is told from what is kept weighed beside it

    def case_of(self, claim: Claim) -> Case:
        """The rooted statements that bear on one claim."""
        return self.case

    def about(self, *codes: str) -> list[Proposition]:
        """The propositions that have all these ends."""
        ids = {p for tie in self.ties_of(*codes) for p in tie.propositions}
        return [p for p in self.material.propositions if p.id in ids]

    def earlier(self, near: set[str], acts: set[str], shelf: Shelf) -> Callable[[str], Case] | None:
        """For a day the case of such acts that have one of these codes at an end, by what is known.

        Also of those that set states at odds, since they decide what words weigh. None where it is too much.
        """
        acts = acts | hostile()
        every = [c for c in self.material.claims.values() if c.act in acts]
        claims = [c for c in every if near & {c.to.code, c.from_.code if c.from_ else None}]
        known, asked = self.material.known, shelf.asked(self.material.known)
        return lambda day: weighing.case(claims, at=day, known=known, **asked)

    def told(self, tie: Tie) -> Tie:
        """The tie with those goods only that have come as far as it has."""
        return as_told(tie, self.material)

    def fought_over(self) -> list[Fought]:
        """What is contested, the weightiest first: by the smaller of its two sides and what hangs on it."""
        made = [
            (p.goods is None, Fought(min(s) * (1 + self.felt.get(p.id, 0.0)), p.id, p.from_, p.to, s, claims_of(p)))
            for p in self.material.propositions
            if p.contested
            for s in [sides(p)]
        ]
        return [f for _, f in sorted(made, key=lambda x: (-x[1].weight, x[0], x[1].proposition))]

    def proposed(self, found: Sequence[Fought]) -> dict[str, Proposition]:
        """The propositions of those disputes by id."""
        wanted = {f.proposition for f in found}
        return {p.id: p for p in self.material.propositions if p.id in wanted}

    def ties_behind(self, found: Sequence[Fought]) -> dict[str, Tie]:
        """The tie of each of those disputes, by proposition."""
        wanted = {f.proposition for f in found}
        return {p: tie for tie in self.material.ties for p in wanted.intersection(tie.propositions)}

    @cached_property
    def disputed(self) -> frozenset[str]:
        """The ties that somebody speaks against, or against one of the kinds of goods that they are about."""
        fought = {p.id for p in self.material.propositions if p.contested}
        return frozenset(t.id for t in self.material.ties if t.contested or fought.intersection(t.propositions))

    def speakers(self, most: int | None = None) -> list[Spoken]:
        """Everybody who is quoted, the most quoted first."""
        found: dict[tuple[str, str | None], list[Claim]] = defaultdict(list)
        for c in self.material.claims.values():
            if (who := speaker(c)) is not None:
                found[who].append(c)
        made = [
            Spoken(
                name=name,
                actor=actor,
                claims=len(m),
                denials=sum(c.factuality.endswith("-") for c in m),
                promises=sum(c.stage == "promised" for c in m),
                kind=m[0].sources[0].kind,
            )
            for (name, actor), m in found.items()
        ]
        return sorted(made, key=lambda s: (-s.claims, s.name))

    def said_of(self, code: str) -> int:
        """How many claims the ties of a code have."""
        return len({c for tie in self.ties_of(code) for c in tie.claims})

    @cached_property
    def by_end(self) -> dict[str, list[Tie]]:
        """The ties that have a code at one end."""
        found: dict[str, list[Tie]] = defaultdict(list)
        for tie in self.material.ties:
            for code in dict.fromkeys((tie.from_, tie.to)):
                if code:
                    found[code].append(tie)
        return found

    @cached_property
    def tied(self) -> dict[str, int]:
        """How many ties each code has."""
        return {code: len(mine) for code, mine in self.by_end.items()}

    @cached_property
    def picture(self) -> Picture:
        """The system of states, solved."""
        return picture(self.material.ties, at=self.material.at)

    @cached_property
    def amounts(self) -> Amounts:
        """The amounts that imported tables say."""
        return amounts(self.tabled(), self.picture.system.settings)

    def tabled(self) -> Iterable[Claim]:
        """The claims among which those of imported tables are."""
        return self.material.claims.values()

    @cached_property
    def bearing(self) -> dict[str, float]:
        """For each tie, the points of isolation that hang on it, whichever way, over all states."""
        system, parts = self.picture.system, self.picture.system.parts
        points = 50 * system.weight[system.part_cell] * system.part_shares * self.picture.worth[parts.partner]
        found = np.bincount(parts.tie, weights=np.abs(points), minlength=len(system.ties))
        return {id_: float(x) for id_, x in zip(system.columns.ids, found, strict=True) if x}

    @cached_property
    def felt(self) -> dict[str, float]:
        """For each proposition, the points that hang on its tie."""
        return {p: self.bearing.get(t.id, 0.0) for t in self.material.ties for p in t.propositions}

    @cached_property
    def effect(self) -> dict[str, float]:
        """For each claim effect × doubt: how much it is worth that somebody decides on it.

        Effect: the points of isolation that hang on the claim's ties, shared among their claims. Doubt: 4 p (1 - p) of
        the tie's credence, one more for each trouble of the reading.
        """
        found: dict[str, float] = defaultdict(float)
        claims = self.material.claims
        for tie in self.material.ties:
            points = (limits().unfelt + self.bearing.get(tie.id, 0.0)) / max(len(tie.claims), 1)
            doubt = 4 * tie.credence * (1 - tie.credence)
            for c in tie.claims:
                if c in claims:
                    found[c] += points * (doubt + len(claims[c].trouble))
        return dict(found)

    @cached_property
    def queue(self) -> list[str]:
        """All claims by effect × doubt, the most first."""
        return sorted(self.material.claims, key=lambda i: (-self.effect.get(i, 0.0), i))

    def prepare(self) -> None:
        """Work out what the pages of all states have in common."""
        if self.picture.many:
            _ = self.picture.gradient, self.picture.system.root_numbers
        elif self.picture.system.ties:
            _ = self.picture.worlds
        _ = self.disputed, self.tied, self.bearing, self.amounts

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
            self.wanted.pop((code, language), None)
            self.wanted[code, language] = None
            if (code, language) not in self._briefs:
                self._briefs[code, language] = brief(code, self.material, language=language, of=self.picture)
            return self._briefs[code, language]

    def ties_of(self, *codes: str) -> list[Tie]:
        """The ties that have all these ends, by channel, the likeliest first."""
        mine = [t for t in self.by_end.get(codes[0], ()) if set(codes) <= {t.from_, t.to}]
        return sorted(mine, key=lambda t: (t.channel, -t.credence, t.id))

    def weights(self) -> dict[str, float]:
        """For each code how much is held of it: the credences of its ties, as far as they are fresh."""
        made: dict[str, float] = defaultdict(float)
        for tie in self.material.ties:
            for code in (tie.from_, tie.to):
                if code:
                    made[code] += tie.credence * tie.known
        return made

    def outlets(self, code: str) -> list[dict[str, Any]]:
        """The outlets that carry what is known of a code, with how many claims and articles, the most first."""
        ids = dict.fromkeys(c for tie in self.ties_of(code) for c in tie.claims)
        found: dict[str, list[Claim]] = defaultdict(list)
        for c in self.claims(list(ids)):
            found[c.article.publisher or "?"].append(c)
        made = [{"name": n, "claims": len(m), "articles": len({c.article.id for c in m})} for n, m in found.items()]
        return sorted(made, key=lambda x: (-int(str(x["claims"])), str(x["name"])))

    def counts(self) -> dict[str, int]:
        """How much there is."""
        return {
            "articles": len(self.material.articles),
            "claims": len(self.material.claims),
            "ties": len(self.material.ties),
            "contested": sum(p.contested for p in self.material.propositions),
        }

    def newest(self, most: int) -> tuple[list[Article], dict[str, int]]:
        """The newest articles, and how many claims each has."""
        found = sorted(self.material.articles.values(), key=lambda a: (a.published or "", a.id), reverse=True)[:most]
        return found, Counter(c.article.id for c in self.material.claims.values())

    def titles(self, ids: Sequence[str]) -> Mapping[str, Article]:
        """Articles by id, those among `ids` at least."""
        return self.material.articles

    def claims(self, ids: Sequence[str]) -> list[Claim]:
        """Those claims, oldest first."""
        found = [self.material.claims[i] for i in ids if i in self.material.claims]
        return sorted(found, key=lambda c: (c.article.published or "9999", c.article.id, c.evidence.start))


class Spoken(NamedTuple):
    """Somebody who is quoted: his name, whom he speaks for, in how many claims, how many of them deny or promise."""

    name: str
    actor: str | None
    claims: int
    denials: int
    promises: int
    kind: str | None


def speaker(claim: Claim) -> tuple[str, str | None] | None:
    """Who a claim quotes, by name and by whom he speaks for; None for the article's own voice."""
    if not claim.sources:
        return None
    s = claim.sources[0]
    return s.name or s.text or s.actor or "?", s.actor


class Fought(NamedTuple):
    """A dispute by weight: the proposition's id and ends; the log-odds of either side, and how many claims it has."""

    weight: float
    proposition: str
    from_: str | None
    to: str
    sides: tuple[float, float]
    counts: tuple[int, int]


def sides(p: Proposition) -> tuple[float, float]:
    """The weights on the two sides of a proposition (log-odds); the smaller says how hard it is fought over."""
    up = sum(s.weight for s in p.stances if s.weight > 0)
    return up, -sum(s.weight for s in p.stances if s.weight < 0)


def claims_of(p: Proposition) -> tuple[int, int]:
    """How many claims speak for a proposition, and against it."""
    up, down = (len({c for s in p.stances if (s.weight < 0) == against for c in s.claims}) for against in (False, True))
    return up, down


def empty(demonstration: bool = False) -> World:
    """The world of a ledger that is not there yet."""
    material = Material(ties=(), propositions=(), claims={}, articles={}, at="", demonstration=demonstration)
    return World(material, lambda: weighing.case([]), (), list, {})


class Shelf:
    """The ledger of an app, opened for a short while at a time, and the days that were weighed of it."""

    def __init__(self, path: Path, *, demonstration: bool = False) -> None:
        self.path, self.demonstration = path, demonstration
        self.many = limits().many_claims  # claims from which it is told from what is kept weighed
        self.waiting = Waiting(path)
        self._worlds: OrderedDict[tuple[Stamp, str | None, str | None], World] = OrderedDict()
        self._previews: OrderedDict[str, list[Reading]] = OrderedDict()
        self._lock, self._weighing = threading.Lock(), threading.Lock()

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
        with self._weighing:  # one at a time: who asks for the same day meanwhile finds it on the shelf
            if key in self._worlds:
                return self._worlds[key]
            made = self.weigh(at, known) if self.path.exists() else empty(self.demonstration)
            self.put(key, made)
        return made

    def put(self, key: tuple[Stamp, str | None, str | None], made: World) -> None:
        """Put a day on the shelf; those of an older state of the file go, and the least asked for."""
        with self._lock:
            for old in [k for k in self._worlds if k[0] != key[0]]:
                del self._worlds[old]
            self._worlds[key] = made
            while len(self._worlds) > limits().kept_days:
                self._worlds.popitem(last=False)

    def latest(self) -> World | None:
        """The latest day, of the file as it is or as it was before, where it is on the shelf."""
        with self._lock:
            return next((w for (_, at, known), w in reversed(self._worlds.items()) if at is known is None), None)

    def weigh(self, at: str | None, known: str | None) -> World:
        """The same without looking on the shelf."""
        with self.book() as book:
            decisions, days = book.decisions(), book.by_ends.by_day()
            large = book.by_ends.mark().counts["claims"] >= self.many
            there = kept(book, at=at, known=known) if large else None
            said = sizes(book) if there else None
            if not large:
                material = gather(book, at=at, known=known, demonstration=self.demonstration)
                return World(material, lambda: self.case(at, known), decisions, self.coverage, days)
        from ostraka.web.app.large import Large  # the ledger is let go: others may write while it is weighed

        day = there or self.waiting.standing((self.stamp(), at, known))
        if said is None:
            with self.book() as book:
                said = sizes(book)
        return Large(self, day, (at, known), decisions, days, said)

    def coverage(self) -> list[dict[str, Any]]:
        """What the ledger has read, by language and outlet."""
        with self.book() as book:
            return book.coverage()

    def asked(self, known: str | None) -> dict[str, Any]:
        """What weighing is told beside the claims: copies, decisions, days, credits."""
        with self.book() as book:
            return {
                "copies": book.pairs(known=known),
                "decisions": book.decisions(),
                "recorded": book.days(),
                "credits": book.credits(),
            }

    def case(self, at: str | None, known: str | None) -> Case:
        """The rooted statements of a day."""
        with self.book() as book:
            return weighing.load(book, at=at, known=known)

    def warm(self, briefs: Iterable[tuple[str, str]] = ()) -> World:
        """Weigh the latest day and draw its worlds before anybody asks; write such briefs (state, language) anew."""
        with self.book() as book:
            large = book.by_ends.mark().counts["claims"] >= self.many
        if large:
            self.waiting.weigh((self.stamp(), None, None))  # whoever asks meanwhile is told, and need not wait
        world = self.world()
        world.prepare()
        for code, language in briefs:
            if world.measured(code):
                world.brief(code, language)
        return world

    def keep(self, key: str, readings: list[Reading]) -> None:
        """Hold readings that were only looked at, until they are added."""
        with self._lock:
            self._previews[key] = readings
            while len(self._previews) > limits().kept_previews:
                self._previews.popitem(last=False)

    def preview(self, key: str) -> list[Reading] | None:
        """The readings held under that key."""
        with self._lock:
            return self._previews.get(key)
