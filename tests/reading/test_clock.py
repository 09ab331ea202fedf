"""What dates dates: the claims in `languages/xx/time.toml`, and the date that an event lends to its next mention."""

from __future__ import annotations

import pytest

from ostraka.claims import Article
from ostraka.languages.pack import languages, table
from ostraka.reading import read
from ostraka.relations.table import acts, clock
from tests.reading.examples import fits, shown

CLAIMS = [(lang, *row) for lang in languages() for e in table(lang, "time")["claims"] for row in e["rows"]]


def claims_of(text, language, published="2022-11-28"):
    return next(iter(read([Article(id="x", original=text, language=language, published=published)]))).claims


@pytest.mark.parametrize(("language", "text", "wanted", "start", "end", "how"), CLAIMS)
def test_a_date_dates_its_claim_and_no_other(language, text, wanted, start, end, how):
    found = claims_of(text, language)
    mine = [c for c in found if fits(wanted, c)]
    assert mine, shown(found)
    time = mine[0].time
    assert (time is None) == (start == "")
    if time is not None:
        assert (time.start, time.end) == (start, end)
        assert time.text == text[time.span.start : time.span.end]
    assert (f"time.{how}" in mine[0].rules) == bool(how)


def test_the_attack_that_was_dated_before_lends_its_date_and_says_so():
    first, *_, again = [
        c for c in claims_of("Chad attacked Kenya on 3 November. Officials in Oslo said that Chad carried out the attack on Kenya with drones.", "en")
        if c.act == "attack"
    ]  # fmt: skip
    assert first.time == again.time
    assert "guessed-time" in {t.code for t in again.trouble}
    assert "guessed-time" not in {t.code for t in first.trouble}


def test_another_attack_has_no_such_date():
    found = claims_of("Chad attacked Kenya on 3 November. Chad also launched an attack on Norway.", "en")
    assert [c.time for c in found if c.to.code == "NOR"] == [None]


def test_without_a_day_of_publication_nothing_is_invented():
    found = claims_of("Norway said on Tuesday that Kenya was seeking to buy rifles from Chad.", "en", None)
    assert all(c.time is None or c.time.start is None for c in found)


def test_the_table_names_acts():
    assert set(clock()["same_event"]) <= set(acts())
