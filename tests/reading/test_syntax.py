import pytest

from ostraka.errors import BadData
from ostraka.languages.pack import languages
from ostraka.reading.acting import syntax
from ostraka.reading.acting.syntax import ASIDE, CLOSED, syntax_of

WHOLE = dict.fromkeys(CLOSED, [])


def given(monkeypatch, rows):
    tables = {"syntax": rows, "operators": {}}
    monkeypatch.setattr(syntax, "table", lambda language, name: tables[name])
    return syntax_of.__wrapped__("xx")


@pytest.mark.parametrize("language", languages())
def test_what_a_deed_happens_beside_counts_in_every_list_of_it(language):
    rows = syntax.table(language, "syntax")
    for name in ASIDE:
        assert getattr(syntax_of(language), name) == {*rows["asides"], *rows[name]}
        assert not {*rows["asides"]} & {*rows[name]}, "said twice"


def test_a_list_is_a_set_of_words_and_a_table_is_kept(monkeypatch):
    found = given(monkeypatch, WHOLE | {"agents": ["by"], "contractions": {"au": "à"}, "laid": {"blame": ["on"]}})
    assert (found.agents, found.contractions, found.laid) == ({"by"}, {"au": "à"}, {"blame": {"on"}})


@pytest.mark.parametrize("rows", [WHOLE | {"agent": ["by"]}, {k: v for k, v in WHOLE.items() if k != "owners"}])
def test_a_row_that_nobody_reads_or_that_is_missing_is_refused(monkeypatch, rows):
    with pytest.raises(BadData, match="agent|owners"):
        given(monkeypatch, rows)
