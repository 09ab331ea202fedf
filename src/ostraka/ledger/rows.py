"""Between nouns and rows: what goes into each table, and back."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any, NamedTuple, Protocol

import msgspec

from ostraka.claims import Article, Attribution, Claim, Edit, Trouble, content_id
from ostraka.languages.folding import folded
from ostraka.ledger.schema import TABLES

__all__ = ["Added", "Decision", "Import", "Pair", "Read", "Sketched", "table"]

TABLE = {t.name: t for t in TABLES}


class Read(Protocol):
    """What the reading stage gives for one article."""

    @property
    def article(self) -> Article:
        """The article that was read."""

    @property
    def claims(self) -> Sequence[Claim]:
        """Its claims in the order of the text."""

    @property
    def attributions(self) -> Sequence[Attribution]:
        """Its attributions in the order of the text."""

    @property
    def trouble(self) -> Sequence[Trouble]:
        """What was damaged, guessed or refused."""


class Pair(msgspec.Struct, frozen=True, kw_only=True):
    """Two articles that tell one text: ids in order, how we know, and how alike (0 to 1)."""

    first: str
    second: str
    kind: str
    likeness: float
    words: str


class Decision(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody decided, when and why. `number` orders decisions; `targets` are ids; `value` is what was set."""

    id: str
    who: str
    verb: str
    targets: tuple[str, ...]
    value: dict[str, Any]
    why: str
    number: int
    recorded: datetime


class Import(msgspec.Struct, frozen=True, kw_only=True):
    """One call that added something."""

    id: str
    what: str
    recorded: datetime


class Added(msgspec.Struct, frozen=True, kw_only=True):
    """What a call added: ids of new and of known articles, numbers of rows."""

    new: tuple[str, ...] = ()
    known: tuple[str, ...] = ()
    claims: int = 0
    attributions: int = 0


def table(name: str) -> Any:
    """The table of that name."""
    return TABLE[name]


def now() -> datetime:
    """This moment, UTC, without a zone (as the file keeps it)."""
    return datetime.now(UTC).replace(tzinfo=None)


def day(text: str | None) -> date | None:
    """An ISO date, a year or a month as its first day; None where there is none or it is no date.

    >>> day("2022-11")
    datetime.date(2022, 11, 1)
    """
    if not text:
        return None
    try:
        return date.fromisoformat((text + "-01-01")[:10] if len(text) < 10 else text[:10])
    except ValueError:
        return None


def encoded(value: Any) -> str:
    """JSON text of a record."""
    return msgspec.json.encode(value).decode("utf-8")


Columns = dict[str, list[Any]]


class Sketched(NamedTuple):
    """What is kept of an article to find its copies: a sketch, the bands that copies share, the agency credited."""

    sketch: bytes | None = None
    credit: str | None = None
    bands: tuple[int, ...] = ()


def columns(name: str, rows: Iterable[Mapping[str, Any]]) -> Columns:
    """Rows as columns, in the order of the table."""
    made = list(rows)
    return {column: [row.get(column) for row in made] for column in TABLE[name].columns}


def article_row(article: Article, sketched: Sketched, batch: str, when: datetime) -> dict[str, Any]:
    """The row of an article."""
    return {
        "id": article.id,
        "sha256": article.sha256,
        "original": article.original,
        "title": article.title,
        "published": article.published,
        "day": day(article.published) or when.date(),
        "language": article.language,
        "publisher": article.publisher,
        "url": article.url,
        "edits": encoded(article.edits),
        "trouble": encoded(article.trouble),
        "sketch": sketched.sketch,
        "credit": sketched.credit,
        "import": batch,
        "recorded": when,
    }


def article_of(row: Sequence[Any]) -> Article:
    """The article of a row of ARTICLE columns."""
    id_, sha256, original, title, published, language, publisher, url, edits, trouble = row
    return Article(
        id=id_,
        sha256=sha256 or "",
        original=original,
        title=title,
        published=published,
        language=language,
        publisher=publisher,
        url=url,
        edits=msgspec.json.decode(edits, type=tuple[Edit, ...]),
        trouble=msgspec.json.decode(trouble, type=tuple[Trouble, ...]),
    )


ARTICLE = "id, sha256, original, title, published, language, publisher, url, edits, trouble"


def reading_id(article: Article, reader: str) -> str:
    """The id of what one version of the reader made of an article."""
    return content_id("reading", article.id, reader)


def reading_row(read: Read, reader: str, number: int, when: datetime) -> dict[str, Any]:
    """The row of one reading of an article."""
    return {
        "id": reading_id(read.article, reader),
        "article": read.article.id,
        "reader": reader,
        "claims": len(read.claims),
        "attributions": len(read.attributions),
        "trouble": encoded(tuple(read.trouble)),
        "number": number,
        "recorded": when,
    }


def claim_row(claim: Claim, reading: str, place: int, since: date | None, when: datetime) -> dict[str, Any]:
    """The row of a claim: the whole record, and the columns that we ask by; `since` is its article's day, if known."""
    outermost = claim.sources[0] if claim.sources else None
    said = next((s.said.start or s.said.end for s in claim.sources if s.said), None)
    return {
        "id": claim.id,
        "reading": reading,
        "article": claim.article.id,
        "act": claim.act,
        "channel": claim.channel,
        "giver": claim.from_.code if claim.from_ else None,
        "taker": claim.to.code,
        "stage": claim.stage,
        "factuality": claim.factuality,
        "goods": f" {' '.join(g.code for g in claim.goods)} " if claim.goods else None,
        "speaker": outermost.name if outermost else None,
        "voice": outermost.actor if outermost else None,
        "said": day(said),
        "start": day(claim.time.start) if claim.time else None,
        "ending": day(claim.time.end) if claim.time else None,
        "day": since or day(claim.article.published) or when.date(),
        "folded": folded(claim.evidence.text),
        "place": place,
        "record": encoded(claim),
        "recorded": when,
    }


def attribution_row(attribution: Attribution, reading: str, place: int, when: datetime) -> dict[str, Any]:
    """The row of an attribution."""
    source = attribution.source
    return {
        "id": attribution.id,
        "reading": reading,
        "article": attribution.article.id,
        "speaker": source.name if source else None,
        "voice": source.actor if source else None,
        "place": place,
        "record": encoded(attribution),
        "recorded": when,
    }


def decision_of(row: Sequence[Any]) -> Decision:
    """The decision of a row."""
    id_, who, verb, targets, value, why, number, recorded = row
    return Decision(
        id=id_,
        who=who,
        verb=verb,
        targets=tuple(json.loads(targets)),
        value=json.loads(value),
        why=why,
        number=number,
        recorded=recorded,
    )


def claim_decoder() -> Callable[[str], Claim]:
    """Reads a claim back from its record."""
    return msgspec.json.Decoder(Claim).decode
