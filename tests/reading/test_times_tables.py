"""The examples of `languages/xx/time.toml` are read, the counter-examples are not."""

from __future__ import annotations

import pytest

from ostraka.languages.pack import languages, table
from ostraka.reading.dating import times
from ostraka.reading.dating.guards import GUARDS
from ostraka.reading.dating.meaning import OPERATIONS
from tests.reading.plain import plain

ROWS = [(lang, row) for lang in languages() for row in table(lang, "time")["pattern"]]
EXAMPLES = [(lang, row["id"], *e) for lang, row in ROWS for e in row["examples"]]
NOT = [(lang, row["id"], text) for lang, row in ROWS for text in row.get("not", ())]
NOT_YET = [(lang, row["id"], *e) for lang, row in ROWS for e in row.get("not_yet", ())]


def read(text: str, language: str, published: str | None = None) -> tuple[times.TimeMention, ...]:
    return times.find(plain(text), language, published).mentions


def check(language: str, text: str, start: str, end: str) -> None:
    found = read(text, language, table(language, "time")["published"])
    assert (start or None, end or None) in [(m.start, m.end) for m in found], found


@pytest.mark.parametrize(("language", "rule", "text", "start", "end"), EXAMPLES)
def test_an_example_is_read(language, rule, text, start, end):
    check(language, text, start, end)


@pytest.mark.parametrize(("language", "rule", "text"), NOT)
def test_a_counter_example_is_not_read(language, rule, text):
    assert rule not in [m.rule for m in read(text, language, "2022-11-28")]


@pytest.mark.parametrize(("language", "rule", "text", "start", "end"), NOT_YET)
@pytest.mark.xfail(strict=True, reason="a known miss")
def test_a_known_miss(language, rule, text, start, end):
    check(language, text, start, end)


@pytest.mark.parametrize(("language", "row"), ROWS, ids=[f"{lang}-{row['id']}" for lang, row in ROWS])
def test_a_row_is_whole(language, row):
    assert row["make"] in OPERATIONS
    assert set(row.get("guard", ())) <= set(GUARDS)
    assert row.get("level", "point") in ("point", "period", "outer")
    classes = table(language, "time")["classes"]
    for form in row["forms"]:
        for part in form.split():
            if part.startswith("<"):
                name = part.strip("<>?").partition(":")[0].rstrip(">")
                known = {*classes, "n", "point", "day", "year", "year2", "monthnumber", "count", "ordinal", "decade",
                         "numeric", "yearspan", "dayspan"}  # fmt: skip
                assert name in known, part


@pytest.mark.parametrize("language", languages())
def test_row_names_are_unique(language):
    ids = [row["id"] for row in table(language, "time")["pattern"]]
    assert len(ids) == len(set(ids))
