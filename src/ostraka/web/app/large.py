"""A day of a large ledger, told from what is kept weighed beside it; claims and articles are fetched when shown."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import msgspec
import numpy as np

from ostraka.brief import Brief, brief
from ostraka.brief.gather import tabled
from ostraka.brief.nouns import Material
from ostraka.claims import Article, Claim, Proposition, Rung, Tie
from ostraka.ledger import Decision
from ostraka.ledger.ends import Ends, Speaker
from ostraka.web.app.worlds import Fought, Spoken, World
from ostraka.web.limits import limits
from ostraka.weighing import propositions as propositions_of
from ostraka.weighing.case import Case
from ostraka.weighing.decisions import decided
from ostraka.weighing.pool import credence, prior
from ostraka.weighing.statements import Matter
from ostraka.weighing.summary import Dispute, factor, tie_id
from ostraka.weighing.world import Standing, disputes, part

if TYPE_CHECKING:
    from ostraka.web.app.worlds import Shelf

__all__ = ["Fetched", "Large"]

T = TypeVar("T")


class Fetched(Mapping[str, T], Generic[T]):
    """Records by id, fetched when they are asked for and kept; it has (to iterate) what was asked for."""

    def __init__(self, fetch: Callable[[Sequence[str]], Iterable[T]], key: Callable[[T], str]) -> None:
        self._fetch, self._key = fetch, key
        self._have: dict[str, T | None] = {}

    def want(self, ids: Iterable[str]) -> None:
        """Fetch those that are not here yet, in one go."""
        missing = [i for i in dict.fromkeys(ids) if i not in self._have]
        if missing:
            self._have |= dict.fromkeys(missing)
            self._have |= {self._key(x): x for x in self._fetch(missing)}

    def have(self, found: Iterable[T]) -> None:
        """Take those that were fetched for something else."""
        self._have |= {self._key(x): x for x in found}

    def __getitem__(self, id_: str) -> T:
        self.want([id_])
        found = self._have[id_]
        if found is None:
            raise KeyError(id_)
        return found

    def __iter__(self) -> Iterator[str]:
        return iter([i for i, x in self._have.items() if x is not None])

    def __len__(self) -> int:
        return len(list(iter(self)))


class Large(World):
    """A World whose ties come from the kept weighing."""

    large = True

    def __init__(
        self,
        shelf: Shelf,
        day: Standing,
        asked: tuple[str | None, str | None],
        decisions: Sequence[Decision],
        days: Mapping[str, int],
        sizes: Mapping[Ends, int],
    ) -> None:
        at, known = asked
        self.sizes = sizes  # how many claims there are between any two ends
        self.shelf, self.kept = shelf, day.ties
        self._claims: Fetched[Claim] = Fetched(self._fetch_claims, lambda c: c.id)
        self._articles: Fetched[Article] = Fetched(self._fetch_articles, lambda a: a.id)
        material = Material(
            ties=day.ties,
            propositions=(),
            claims=self._claims,  # type: ignore[arg-type]
            articles=self._articles,  # type: ignore[arg-type]
            at=day.at,
            known=known,
            demonstration=shelf.demonstration,
        )
        super().__init__(material, lambda: shelf.case(at, known), decisions, shelf.coverage, days)

    def prepare(self) -> None:
        """Also what is kept of disputes, and how much is said between any two."""
        super().prepare()
        _ = self.kept_disputes

    def tabled(self) -> Iterable[Claim]:
        """The claims of imported tables, by the reader that they name."""
        with self.shelf.book() as book:
            return tabled(book, self.material.known)

    def _fetch_claims(self, ids: Sequence[str]) -> list[Claim]:
        with self.shelf.book() as book:
            return book.claims(ids=tuple(ids))

    def _fetch_articles(self, ids: Sequence[str]) -> list[Article]:
        with self.shelf.book() as book:
            return book.articles(ids=list(ids))

    def claims(self, ids: Sequence[str]) -> list[Claim]:
        """Those claims, oldest first."""
        self._claims.want(ids)
        found = [self._claims[i] for i in ids if i in self._claims]
        return sorted(found, key=lambda c: (c.article.published or "9999", c.article.id, c.evidence.start))

    def titles(self, ids: Sequence[str]) -> Mapping[str, Article]:
        """Articles by id."""
        self._articles.want(ids)
        return self._articles

    def counts(self) -> dict[str, int]:
        """How much there is."""
        with self.shelf.book() as book:
            found = book.counts()
        return {
            "articles": found["articles"],
            "claims": found["claims"],
            "ties": len(self.material.ties),
            "contested": len(self.disputed),
        }

    def newest(self, most: int) -> tuple[list[Article], dict[str, int]]:
        """The newest articles; how many claims each has is not counted."""
        with self.shelf.book() as book:
            ids = book.by_ends.newest(self.material.known, most)
        self._articles.want(ids)
        return [self._articles[i] for i in ids], {}

    def case_of(self, claim: Claim) -> Case:
        """The rooted statements between the two ends of a claim."""
        codes = [a.code for a in (claim.from_, claim.to) if a and a.code]
        return self._part(*codes) if codes else self.case

    def _part(self, *codes: str) -> Case:
        """What was said between two codes, or of one."""
        with self.shelf.book() as book:
            if len(codes) == 1:
                return part(book, states=codes, at=self.at, known=self.material.known)
            ends = [(min(codes), max(codes))]
            return part(book, ends=ends, at=self.at, known=self.material.known)

    def about(self, *codes: str) -> list[Proposition]:
        """The propositions that have all these ends; none for a state of which too much is said to weigh it here."""
        key = ("about", *sorted(set(codes)))
        if key not in self.memo:
            said = sum(n for ends, n in self.sizes.items() if set(codes) <= set(ends))
            self.memo[key] = self._propositions(codes) if said <= limits().whole_claims else []
        found: list[Proposition] = self.memo[key]
        return found

    def _propositions(self, codes: Iterable[str]) -> list[Proposition]:
        made = self._part(*sorted(set(codes)))
        self._claims.have(r.s.claim for said in made.matters.values() for r in said)
        return propositions_of(made)

    def earlier(self, near: set[str], acts: set[str], shelf: Shelf) -> Callable[[str], Case] | None:
        """For a day the case of all that has one of these codes at an end; None where so much is said of them."""
        ends = {e: n for e, n in self.sizes.items() if near & set(e)}
        if sum(ends.values()) > limits().whole_claims:
            return None

        def then(day: str) -> Case:
            with self.shelf.book() as book:
                return part(book, ends=ends, at=day, known=self.material.known)

        return then

    def speakers(self, most: int | None = None) -> list[Spoken]:
        """Everybody who is quoted by name or speaks for somebody, counted by the ledger; of `most` of them the kind."""
        found = self.quoted
        self._claims.want(s.claim for s in found[:most])
        named = [s for s in found[:most] if s.name != s.actor]  # the others are of several kinds
        kinds = {s.claim: self._claims[s.claim].sources[0].kind for s in named}
        return [Spoken(s.name, s.actor, s.claims, s.denials, s.promises, kinds.get(s.claim)) for s in found]

    @cached_property
    def quoted(self) -> list[Speaker]:
        """Everybody who is quoted by name or speaks for somebody, as the ledger counts them."""
        with self.shelf.book() as book:
            return book.by_ends.speakers(self.material.known, decided(self.decisions).rejected)

    def said_of(self, code: str) -> int:
        """How many claims have a code at an end."""
        return sum(n for ends, n in self.sizes.items() if code in ends)

    @cached_property
    def tied(self) -> dict[str, int]:
        """How many ties each code has."""
        from_, to = self.kept.column("from_"), self.kept.column("to")
        count = np.bincount(np.concatenate([from_, to[to != from_]]), minlength=len(self.kept.words))
        return {word: int(n) for word, n in zip(self.kept.words, count, strict=True) if word and n}

    def ties_of(self, *codes: str) -> list[Tie]:
        """The ties that have all these ends, by channel, the likeliest first."""
        key = ("ties", *sorted(set(codes)))
        if key not in self.memo:
            self.memo[key] = sorted(self.kept.touching(*codes), key=lambda t: (t.channel, -t.credence, t.id))
        found: list[Tie] = self.memo[key]
        return found

    @cached_property
    def disputed(self) -> frozenset[str]:
        """The ties that somebody speaks against."""
        fought = self.kept.column("contested").tolist()
        return frozenset(id_ for id_, so in zip(self.kept.ids, fought, strict=True) if so)

    def weights(self) -> dict[str, float]:
        """For each code how much is held of it."""
        made = np.zeros(len(self.kept.words))
        for end in ("from_", "to"):
            np.add.at(made, self.kept.column(end), self.kept.column("credence") * self.kept.column("known"))
        return {word: float(x) for word, x in zip(self.kept.words, made, strict=True) if word and x}

    def outlets(self, code: str) -> list[dict[str, Any]]:
        """The outlets that carry what is known of a code, counted over all its claims."""
        gone = decided(self.decisions).rejected
        with self.shelf.book() as book:
            return book.by_ends.outlets(code, self.material.known, gone)

    @cached_property
    def kept_disputes(self) -> dict[str, Dispute]:
        """What is contested on that day, from the kept weighing, by proposition."""
        found = disputes(self.shelf.path, at=self.at, known=self.material.known)
        return {d.proposition: d for d in found}

    def fought_over(self) -> list[Fought]:
        """What is contested, from the kept weighing."""
        asked = date.fromisoformat(self.at).toordinal()
        made = []
        for d in self.kept_disputes.values():
            sides = tuple(factor(d.act, d.channel, d.at, asked) * x for x in (d.for_, d.against))
            weight = min(sides) * (1 + self.bearing.get(tie_of(d), 0.0))
            made.append(Fought(weight, d.proposition, d.from_, d.to, (sides[0], sides[1]), d.counts))
        return sorted(made, key=lambda f: (-f.weight, f.proposition))

    def proposed(self, found: Sequence[Fought]) -> dict[str, Proposition]:
        """The propositions of those disputes by id, each with the rung it stands on and its weightiest stances."""
        asked = date.fromisoformat(self.at).toordinal()
        made = {f.proposition: in_short(self.kept_disputes[f.proposition], asked) for f in found}
        self._claims.want(c for p in made.values() for c in p.claims)
        return made

    def ties_behind(self, found: Sequence[Fought]) -> dict[str, Tie]:
        """The tie of each of those disputes, by proposition."""
        ids = {f.proposition: tie_of(self.kept_disputes[f.proposition]) for f in found}
        ties = self.kept.named(ids.values())
        return {p: ties[id_] for p, id_ in ids.items() if id_ in ties}

    @cached_property
    def effect(self) -> dict[str, float]:
        """For each claim named by a tie effect × doubt, troubles of the reading left aside."""
        found: dict[str, float] = {}
        for tie in self.material.ties:
            points = self.bearing.get(tie.id, 0.0) / max(len(tie.claims), 1)
            for c in tie.claims:
                found[c] = found.get(c, 0.0) + points * 4 * tie.credence * (1 - tie.credence)
        return found

    @cached_property
    def queue(self) -> list[str]:
        """The claims that ties name, by effect × doubt."""
        return sorted(self.effect, key=lambda i: (-self.effect[i], i))

    def brief(self, code: str, language: str) -> Brief:
        """The brief on a measured state."""
        key = ("brief", code, language)
        self.wanted.pop((code, language), None)
        self.wanted[code, language] = None
        if key not in self.memo:
            found = self.about(code)
            self._claims.want(c for tie in self.ties_of(code) for c in tie.claims)
            material: Any = msgspec.structs.replace(self.material, propositions=tuple(found))
            self.memo[key] = brief(code, material, language=language, of=self.picture)
        made: Brief = self.memo[key]
        return made


def tie_of(d: Dispute) -> str:
    """The id of the tie that a dispute is about."""
    return tie_id(Matter(d.from_, d.to, d.act, d.channel))


def in_short(d: Dispute, asked: int) -> Proposition:
    """A dispute as a proposition on a day, with what is kept of it."""
    left = factor(d.act, d.channel, d.at, asked)
    p = credence(prior() + left * d.odds)
    claims = tuple(dict.fromkeys(c for s in d.said for c in s.claims))
    return Proposition(
        id=d.proposition,
        from_=d.from_,
        to=d.to,
        act=d.act,
        channel=d.channel,
        goods=d.goods,
        start=None,
        end=None,
        rungs=(Rung(stage=d.stage, credence=p, low=p, high=p, claims=claims),),
        stances=tuple(msgspec.structs.replace(s, weight=left * s.weight) for s in d.said),
        contested=True,
        number=d.number,
        claims=claims,
        roots=tuple(sorted({s.root for s in d.said})),
    )
