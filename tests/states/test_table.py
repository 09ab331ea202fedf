"""The tables of states, bodies, parties, members and leaders hold together."""

from __future__ import annotations

import pytest

from ostraka.errors import BadData, UnknownName
from ostraka.languages.pack import languages, rows
from ostraka.reading.naming.gazetteer import entries
from ostraka.states import table

ALLOWED_CODELESS = {"rebel leader", "private person"}


def test_states_have_three_letter_codes_and_valid_owners() -> None:
    known = table.states()
    assert len([s for s in known.values() if s.kind == "state"]) >= 190
    assert all(len(code) == 3 and code.isupper() for code in known)
    assert {s.of for s in known.values() if s.of} <= set(known)
    assert all(s.of for s in known.values() if s.kind == "territory")
    assert all(s.end for s in known.values() if s.kind == "former")


def test_no_body_has_the_code_of_a_state() -> None:
    bodies = {c for a in table.agents().values() if a.kind in ("body", "group") and len(a.codes) == 1 for c in a.codes}
    assert not bodies & set(table.states())


def test_every_agent_stands_for_something_known() -> None:
    known = set(table.states()) | set(table.names())
    assert {c for a in table.agents().values() for c in a.codes} <= known


def test_dates_run_forwards() -> None:
    spans = [(x.code, x.start, x.end) for x in (*table.states().values(), *table.leaders())]
    spans += [(bloc, start, end) for bloc, many in table.memberships().items() for _, start, end in many]
    assert [s for s in spans if s[1] and s[2] and s[1] > s[2]] == []


def test_members_and_leaders_have_known_codes() -> None:
    known = set(table.names())
    assert set(table.memberships()) <= known
    assert {m for many in table.memberships().values() for m, _, _ in many} <= known
    assert {x.code for x in table.leaders() if x.code} <= known
    assert {x.office for x in table.leaders() if not x.code} <= ALLOWED_CODELESS


def test_no_leader_holds_one_office_twice_at_once() -> None:
    seen = set()
    for x in table.leaders():
        key = (x.code, x.office, x.names[0], x.start)
        assert key not in seen, key
        seen.add(key)


@pytest.mark.parametrize("language", languages())
def test_every_state_has_names_and_an_agreeing_gender(language: str) -> None:
    named = {row["code"]: row for row in rows(language, "states")}
    assert set(named) == set(table.states())
    assert all(row["names"] for row in named.values())
    sovereign = [c for c, s in table.states().items() if s.kind == "state"]
    without = {c for c in sovereign if not named[c]["adjectives"] or not named[c]["capitals"]}
    # no adjective or capital of their own that is not another state's or the state's own name
    assert without <= {"BEL", "DJI", "LUX", "MCO", "SMR", "SGP", "VAT", "COG", "DMA", "KNA", "KIR", "GRD", "NRU", "PLW"}


@pytest.mark.parametrize("language", languages())
def test_no_form_means_two_actors(language: str) -> None:
    """Forms are one actor's; people may share a surname (the article and the date decide)."""
    meaning: dict[str, set[tuple[str, ...] | str]] = {}
    for e in entries(language):
        if e.kind not in ("person", "surname"):
            meaning.setdefault(e.form, set()).add(e.codes or e.name or e.kind)
    assert {form: who for form, who in meaning.items() if len(who) > 1} == {}


@pytest.mark.parametrize("language", languages())
def test_both_languages_name_the_same_bodies(language: str) -> None:
    named = {row["id"] for row in rows(language, "actors")}
    bodies = {
        a.id for a in table.agents().values() if a.kind in ("body", "group", "agency", "seat", "party") and a.codes
    }
    assert len(bodies - named) <= 5, bodies - named


def test_members_change_with_the_date() -> None:
    assert "GBR" in table.members("EU", "2019-06-01")
    assert "GBR" not in table.members("EU", "2021-06-01")
    assert "HRV" not in table.members("EU", "2013-06-30")


def test_unknown_codes_say_so() -> None:
    assert table.name_of("PRK") == "North Korea"
    with pytest.raises(UnknownName, match="ISO 3166"):
        table.name_of("ZZZ")


def test_a_leader_with_an_unknown_office_is_bad_data() -> None:
    row = {"code": "FRA", "office": "jester", "from": "", "to": "", "name": "Jean Sot", "gender": "", "also": ""}
    with pytest.raises(BadData, match="jester"):
        table.as_leader(row)
