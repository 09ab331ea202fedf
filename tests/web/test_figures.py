"""What the pages say of the measures: leverage and when it turned, amounts of tables, what is assumed; in every language."""

import re

import pytest

from ostraka import ledger
from ostraka.brief.words import written_languages
from ostraka.exchange import statistics
from ostraka.intake.repairs.tables import in_words
from ostraka.languages import pack
from ostraka.relations.table import troubles
from ostraka.web.app.tongue import tongue
from tests.web.conftest import SAMPLES


def test_a_pair_tells_what_each_is_to_the_other_and_who_could_press(app):
    text = app.get("/pair/RUS/IRN?lang=en").text
    assert "could press" in text
    told = app.get("/pair/RUS/IRN.json").json()["figures"]
    assert told["lever"]["before"] is None
    assert {c for c, *_ in told["status"]} >= {"arms", "energy"}


def test_a_pair_is_compared_with_an_earlier_day(app):
    told = app.get("/pair/RUS/IRN.json?since=2022-01-31").json()["figures"]["lever"]
    assert told["before"]["at"] == "2022-01-31"
    assert told["inverted"] in (True, False)
    text = app.get("/pair/RUS/IRN?since=2022-01-31&lang=en").text
    assert 'name="since" value="2022-01-31"' in text
    assert "31 January 2022" in text
    assert app.get("/pair/RUS/IRN?since=soon").status_code == 422


@pytest.mark.parametrize("language", written_languages())
def test_a_state_tells_what_is_assumed_apart_with_its_source(app, language):
    text = app.get(f"/state/RUS?lang={language}").text
    assert "ostraka-background" in text
    assert "By construction" in text


def test_amounts_of_imported_tables_stand_on_the_page_of_a_pair(own):
    path = own.get("/api") and own.app.state.warming.shelf.path
    rows = list(statistics.read("comtrade", SAMPLES / "comtrade.csv", published="2022-03-01"))
    entries = [r for r in rows if hasattr(r, "claims")]
    with ledger.open(path, "write") as book:
        book.add(entries, reader=statistics.version("comtrade"))
    ends = {(c.from_.code, c.to.code) for e in entries for c in e.claims if c.from_}
    texts = [own.get(f"/pair/{a}/{b}?lang=en").text for a, b in sorted(ends)]
    assert any(re.search(r"US\$|dollars", t) for t in texts)


@pytest.mark.parametrize("language", written_languages())
def test_what_may_be_wrong_is_said_in_the_language_of_the_page(language):
    words = [t["words"] for t in troubles().values()]
    words += [in_words(kind) for kind in pack.load_toml(pack.HERE.parent / "intake/repairs.toml")["words"]]
    if language != "en":  # which they are written in
        assert [w for w in words if tongue(language).trouble(w) == w] == []
