"""What a brief is made of: sentences with their claims, in sections, beside the figures."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from ostraka.claims import Article, Claim, Proposition, Tie
from ostraka.measures.account import Account, Point
from ostraka.measures.change import Change
from ostraka.measures.figures import Isolation

__all__ = ["Brief", "Material", "Point", "Section", "Sentence"]


class Material(msgspec.Struct, frozen=True, kw_only=True):
    """All that a brief is written from: the ties and propositions of one day, their claims, and the articles.

    `total` is the number of articles of the ledger, where `articles` are only those that speak of one state.
    `earlier` are the ties of the day `since`, where the change from it is asked for; `between` those of days between.
    """

    ties: Sequence[Tie]
    propositions: tuple[Proposition, ...]
    claims: dict[str, Claim]
    articles: dict[str, Article]
    copies: int = 0
    at: str | None = None
    known: str | None = None
    demonstration: bool = False
    since: str | None = None
    earlier: Sequence[Tie] = ()
    between: tuple[tuple[str, Sequence[Tie]], ...] = ()
    total: int | None = None


class Sentence(msgspec.Struct, frozen=True, kw_only=True):
    """One sentence and what stands behind it.

    `text` says what holds and how likely; `notes` who says so, who denies, how far it has come, when it was last
    confirmed, each a sentence of its own, so that likelihood and the state of the sources never share one. `claims` are
    ids, those that carry most first. `points` is what the tie adds to isolation (below 0: it relieves), None where it
    is not measured. `credence` is None for sentences about figures.
    """

    id: str
    text: str
    notes: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    tie: str | None = None
    partner: str | None = None
    channel: str | None = None
    credence: float | None = None
    points: float | None = None
    contested: bool = False
    stage: str | None = None
    number: int | None = None


class Section(msgspec.Struct, frozen=True, kw_only=True):
    """A heading and its sentences; `key` names it for programs."""

    key: str
    title: str
    sentences: tuple[Sentence, ...]


class Brief(msgspec.Struct, frozen=True, kw_only=True):
    """A brief on one state on one day, in one language: all its figures (`account`), and the sentences."""

    state: str
    name: str
    title: str
    language: str
    at: str | None
    known: str | None
    account: Account
    sections: tuple[Section, ...]
    demonstration: bool = False

    @property
    def isolation(self) -> Isolation:
        """The isolation with its split."""
        return self.account.isolation

    @property
    def change(self) -> Change | None:
        """The change since the earlier day, where one is asked for."""
        return self.account.change

    @property
    def trend(self) -> tuple[Point, ...]:
        """Isolation day by day; empty where no earlier day is asked for."""
        return self.account.trend
