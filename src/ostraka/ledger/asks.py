"""The questions, as SQL text with its values: built here, run in store.py."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

import msgspec

from ostraka.languages.folding import folded

__all__ = ["COVERAGE", "CURRENT", "SHARING", "Wanted", "articles", "attributions", "claims", "pairs", "sketches"]

PLACE = "rowid"  # where a row stands in its table; PostgreSQL calls it ctid

# claims of the last reading of each article: all but those of readings that a later one of the same article replaced
LAST = "SELECT article, max(number) AS number FROM readings WHERE number > 1 GROUP BY article"
REPLACED = f"SELECT r.id FROM readings AS r JOIN ({LAST}) AS l ON l.article = r.article AND r.number < l.number"
LASTING = f"c.reading NOT IN ({REPLACED})"
CURRENT = f"SELECT c.* FROM claims AS c WHERE {LASTING}"

COVERAGE = f"""
SELECT a.language, a.publisher, count(DISTINCT a.id) AS articles, count(c.id) AS claims,
       min(a.published) AS first, max(a.published) AS last
FROM articles AS a LEFT JOIN ({CURRENT}) AS c ON c.article = a.id
GROUP BY a.language, a.publisher ORDER BY articles DESC, a.language, a.publisher
"""


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """What may be asked of claims; None asks nothing. Dates are ISO days, both ends included.

    `state` is either end; `pair` both ends, either way round; `known` the last day of publication; `at` leaves out
    claims about times that begin after that day; `since`/`until` bound the day of publication; `words` are looked up in
    the evidence without regard to case and accents; `speaker` in the name of the outermost source. `newest`: the
    last day of publication first.
    """

    state: str | None = None
    pair: tuple[str, str] | None = None
    act: str | None = None
    channel: str | None = None
    stage: str | None = None
    factuality: str | None = None
    goods: str | None = None
    speaker: str | None = None
    voice: str | None = None
    article: str | None = None
    words: str | None = None
    since: str | None = None
    until: str | None = None
    known: str | None = None
    at: str | None = None
    ids: tuple[str, ...] | None = None
    newest: bool = False
    limit: int | None = None


DATE = "CAST(? AS DATE)"

# field of Wanted → test of a row; `{}` stands for nothing, the value is bound as often as there are marks
TESTS = {
    "state": "(c.giver = ? OR c.taker = ?)",
    "act": "c.act = ?",
    "channel": "c.channel = ?",
    "stage": "c.stage = ?",
    "factuality": "c.factuality = ?",
    "voice": "c.voice = ?",
    "article": "c.article = ?",
    "since": f"c.day >= {DATE}",
    "until": f"c.day <= {DATE}",
    "known": f"c.day <= {DATE}",
    "at": f"(c.start IS NULL OR c.start <= {DATE})",
}


def claims(wanted: Wanted) -> tuple[str, list[Any]]:
    """Records of the claims that fit, in the order of publication, article and text."""
    tests, values = [], []
    for field, test in TESTS.items():
        asked = getattr(wanted, field)
        if asked is not None:
            tests.append(test)
            values += [asked] * test.count("?")
    for test, found in others(wanted):
        tests.append(test)
        values += found
    limit = f" LIMIT {int(wanted.limit)}" if wanted.limit is not None else ""
    which = found_first(" AND ".join([LASTING, *tests])) if tests else LASTING
    day = "c.day DESC NULLS LAST" if wanted.newest else "c.day"
    return f"SELECT c.record FROM claims AS c WHERE {which} ORDER BY {day}, c.article, c.place, c.id{limit}", values


def found_first(test: str, joined: str = "") -> str:
    """A test of claims that looks through their short columns alone; records are read where it holds, nowhere else."""
    return f"c.{PLACE} IN (SELECT c.{PLACE} FROM claims AS c {joined} WHERE {test})"


def others(wanted: Wanted) -> list[tuple[str, list[Any]]]:
    """The tests that need more than their value."""
    made: list[tuple[str, list[Any]]] = []
    if wanted.pair is not None:
        a, b = wanted.pair
        made.append(("((c.giver = ? AND c.taker = ?) OR (c.giver = ? AND c.taker = ?))", [a, b, b, a]))
    if wanted.goods is not None:  # "arms" asks for every kind of arms
        made.append(("(c.goods LIKE ? OR c.goods LIKE ?)", [f"% {wanted.goods} %", f"% {wanted.goods}.%"]))
    if wanted.words is not None:
        made.append(("strpos(c.folded, ?) > 0", [folded(wanted.words)]))
    if wanted.speaker is not None:
        made.append(("strpos(lower(c.speaker), ?) > 0", [wanted.speaker.lower()]))
    if wanted.ids is not None:
        made.append(("c.id IN (SELECT unnest(?))", [list(wanted.ids) or [""]]))
    return made


def articles(known: str | None, ids: Sequence[str] | None) -> tuple[str, list[Any]]:
    """The WHERE of a question for articles."""
    tests: list[str] = []
    values: list[Any] = []
    if known is not None:
        tests.append(f"day <= {DATE}")
        values.append(known)
    if ids is not None:
        tests.append(f"{PLACE} IN (SELECT {PLACE} FROM articles WHERE id IN (SELECT unnest(?)))")
        values.append(list(ids) or [""])
    return (f"WHERE {' AND '.join(tests)}" if tests else ""), values


def attributions(article: str | None) -> tuple[str, list[Any]]:
    """Records of the attributions of the last readings."""
    test = f"a.reading NOT IN ({REPLACED})" + (" AND a.article = ?" if article is not None else "")
    sql = f"SELECT a.record FROM attributions AS a WHERE {test} ORDER BY a.article, a.place, a.id"
    return sql, [article] if article is not None else []


SHARING = """
SELECT sketch FROM articles WHERE sketch IS NOT NULL
AND id IN (SELECT article FROM bands WHERE band IN (SELECT unnest(?))) ORDER BY id
"""


def sketches(days: Collection[str], later: datetime | None) -> tuple[str, list[Any]]:
    """When recorded, and sketch, of articles published on one of these days."""
    since, values = (" AND recorded >= ?", [later]) if later else ("", [])
    return (
        "SELECT recorded, sketch FROM articles WHERE sketch IS NOT NULL AND published IS NOT NULL AND day IN "
        f"(SELECT CAST(d AS DATE) FROM (SELECT unnest(?) AS d) AS x){since} ORDER BY id"
    ), [sorted(days), *values]


def pairs(known: str | None) -> tuple[str, list[Any]]:
    """Pairs of copies, both known by that day."""
    if known is None:
        return "SELECT first, second, kind, likeness, words FROM copies ORDER BY first, second, kind", []
    return (
        "SELECT p.first, p.second, p.kind, p.likeness, p.words FROM copies AS p "
        "JOIN articles AS a ON a.id = p.first JOIN articles AS b ON b.id = p.second "
        f"WHERE a.day <= {DATE} AND b.day <= {DATE} ORDER BY p.first, p.second, p.kind"
    ), [known, known]
