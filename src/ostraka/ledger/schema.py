"""The tables of a ledger, once, in words that every engine understands.

Nested parts of a record are kept whole as JSON text in `record`; beside it stand the columns that we ask by.
Three times are kept apart: `published` (and `said`), when somebody put it into the world; `recorded`, when this
ledger learned it (UTC); `start`..`ending`, the days that a claim speaks of.
"""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["KIND", "TABLES", "VERSION", "Table"]

KIND = "ostraka-ledger"
VERSION = 2  # 1 had no table of bands: it is made when such a ledger is next written


class Table(NamedTuple):
    """A table: its name, its columns with their types, and the columns that make a row the same as another."""

    name: str
    columns: dict[str, str]
    key: tuple[str, ...]


TABLES = (
    Table("meta", {"key": "VARCHAR", "value": "VARCHAR"}, ("key",)),
    Table(
        "imports",
        {"id": "VARCHAR", "what": "VARCHAR", "recorded": "TIMESTAMP"},
        ("id",),
    ),
    Table(
        "articles",
        {
            "id": "VARCHAR",
            "sha256": "VARCHAR",
            "original": "VARCHAR",  # as it came in, never altered
            "title": "VARCHAR",
            "published": "VARCHAR",  # as stated: an ISO date or null
            "day": "DATE",  # published, or the day it was recorded where the article has no date
            "language": "VARCHAR",
            "publisher": "VARCHAR",
            "url": "VARCHAR",
            "edits": "VARCHAR",
            "trouble": "VARCHAR",
            "sketch": "BLOB",  # for finding copies
            "credit": "VARCHAR",  # the agency that the article credits
            "import": "VARCHAR",
            "recorded": "TIMESTAMP",
        },
        ("id",),
    ),
    Table(
        "readings",  # one article may be read again by a better reader: the last reading counts, the others stay
        {
            "id": "VARCHAR",
            "article": "VARCHAR",
            "reader": "VARCHAR",
            "claims": "INTEGER",
            "attributions": "INTEGER",
            "trouble": "VARCHAR",
            "number": "INTEGER",  # 1 for the first reading of the article, 2 for the next
            "recorded": "TIMESTAMP",
        },
        ("id",),
    ),
    Table(
        "claims",
        {
            "id": "VARCHAR",
            "reading": "VARCHAR",
            "article": "VARCHAR",
            "act": "VARCHAR",
            "channel": "VARCHAR",
            "giver": "VARCHAR",  # code of `from`
            "taker": "VARCHAR",  # code of `to`
            "stage": "VARCHAR",
            "factuality": "VARCHAR",
            "goods": "VARCHAR",  # codes between blanks: " arms.uav arms.missile "
            "speaker": "VARCHAR",  # name of the outermost source
            "voice": "VARCHAR",  # code that the outermost source speaks for
            "said": "DATE",
            "start": "DATE",
            "ending": "DATE",
            "day": "DATE",  # of the article
            "folded": "VARCHAR",  # evidence without case and accents, for looking words up
            "place": "INTEGER",  # its place among the claims of the article
            "record": "VARCHAR",
            "recorded": "TIMESTAMP",
        },
        ("id", "reading"),
    ),
    Table(
        "attributions",
        {
            "id": "VARCHAR",
            "reading": "VARCHAR",
            "article": "VARCHAR",
            "speaker": "VARCHAR",
            "voice": "VARCHAR",
            "place": "INTEGER",
            "record": "VARCHAR",
            "recorded": "TIMESTAMP",
        },
        ("id", "reading"),
    ),
    Table("bands", {"band": "BIGINT", "article": "VARCHAR"}, ("band", "article")),  # who shares one may be a copy
    Table(
        "copies",  # pairs of articles that tell one text, found as they came in
        {
            "first": "VARCHAR",
            "second": "VARCHAR",
            "kind": "VARCHAR",
            "likeness": "DOUBLE",
            "words": "VARCHAR",
            "recorded": "TIMESTAMP",
        },
        ("first", "second", "kind"),
    ),
    Table(
        "decisions",
        {
            "id": "VARCHAR",
            "who": "VARCHAR",
            "verb": "VARCHAR",
            "targets": "VARCHAR",  # JSON list of ids
            "value": "VARCHAR",  # JSON
            "why": "VARCHAR",
            "number": "INTEGER",  # order of arrival
            "recorded": "TIMESTAMP",
        },
        ("id",),
    ),
)
