"""A day of a large ledger, told from what is kept weighed beside it; claims and articles are fetched when shown."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import msgspec

from ostraka.brief import Brief, brief
from ostraka.brief.nouns import Material
from ostraka.brief.sentences import as_told
from ostraka.claims import Article, Claim, Proposition, Tie
from ostraka.ledger import Decision
from ostraka.web.app.worlds import Fought, World
from ostraka.web.limits import limits
from ostraka.weighing import propositions as propositions_of
from ostraka.weighing.case import Case
from ostraka.weighing.world import disputes, part, standing

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
        self, shelf: Shelf, at: str | None, known: str | None, decisions: Sequence[Decision], days: Mapping[str, str]
    ) -> None:
        self.shelf = shelf
        day = standing(shelf.path, at=at, known=known)
        self._claims: Fetched[Claim] = Fetched(self._fetch_claims, lambda c: c.id)
        self._articles: Fetched[Article] = Fetched(self._fetch_articles, lambda a: a.id)
        self._proposed: dict[str, Proposition] = {}
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

    def _fetch_claims(self, ids: Sequence[str]) -> list[Claim]:
        with self.shelf.book() as book:
            return book.claims(ids=tuple(ids))

    def _fetch_articles(self, ids: Sequence[str]) -> list[Article]:
        with self.shelf.book() as book:
            return book.articles(ids=list(ids))

    def claims(self, ids: Sequence[str]) -> list[Claim]:
        """Those claims, oldest first."""
        self._claims.want(ids)
        return super().claims(ids)

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
        limit = self.material.known or "9999"
        ids = sorted((i for i, d in self.article_days.items() if d <= limit), key=lambda i: (self.article_days[i], i))
        self._articles.want(ids[-most:])
        return [self._articles[i] for i in reversed(ids[-most:])], {}

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
            with self.shelf.book() as book:
                sizes = book.by_ends.all()
            said = sum(n for ends, n in sizes.items() if set(codes) <= set(ends))
            self.memo[key] = propositions_of(self._part(*sorted(set(codes)))) if said <= limits().whole_claims else []
            self._proposed |= {p.id: p for p in self.memo[key]}
        found: list[Proposition] = self.memo[key]
        return found

    def earlier(self, near: set[str], acts: set[str], shelf: Shelf) -> Callable[[str], Case] | None:
        """For a day the case of all that has one of these codes at an end; None where so much is said of them."""
        with self.shelf.book() as book:
            ends = {e: n for e, n in book.by_ends.all().items() if near & set(e)}
        if sum(ends.values()) > limits().whole_claims:
            return None

        def then(day: str) -> Case:
            with self.shelf.book() as book:
                return part(book, ends=ends, at=day, known=self.material.known)

        return then

    def told(self, tie: Tie) -> Tie:
        """The tie with those goods that have come as far as it has; with none where its goods were not weighed here."""
        mine = tuple(self._proposed[p] for p in tie.propositions if p in self._proposed)
        if len(mine) < len(tie.propositions):
            return msgspec.structs.replace(tie, goods=())
        return as_told(tie, msgspec.structs.replace(self.material, propositions=mine))

    def fought_over(self) -> list[Fought]:
        """What is contested, from the kept weighing."""
        found = disputes(self.shelf.path, at=self.at, known=self.material.known)
        made = [
            Fought(min(d.for_, d.against) * (1 + self.felt.get(d.proposition, 0.0)), d.proposition, d.from_, d.to)
            for d in found
        ]
        return sorted(made, key=lambda f: (-f.weight, f.proposition))

    def proposed(self, found: Sequence[Fought]) -> dict[str, Proposition]:
        """The propositions of those disputes by id."""
        ends = {(min(f.from_ or "", f.to), max(f.from_ or "", f.to)) for f in found}
        with self.shelf.book() as book:
            made = propositions_of(part(book, ends=ends, at=self.at, known=self.material.known))
        self._proposed |= {p.id: p for p in made}
        self._claims.want(c for p in made for s in p.stances for c in s.claims[:5])
        wanted = {f.proposition for f in found}
        return {p.id: p for p in made if p.id in wanted}

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
