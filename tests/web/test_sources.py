"""Track records: judged by the words of others, shown with their number, hidden while too few are settled."""

import pytest

from ostraka.claims import Proposition, Stance
from ostraka.weighing.tracks import Others, outcome, record, records, wilson


def stance(party, verb, weight, *, stage="done", date="2022-11-02", root=None):
    root = root or f"{party}-{verb}-{date}"
    return Stance(root=root, party=party, verb=verb, date=date, stage=stage, weight=weight, claims=(root,))


def matter(*stances):
    return Proposition(
        id="p",
        from_="IRN",
        to="RUS",
        act="transfer",
        channel="arms",
        goods=None,
        start=None,
        end=None,
        rungs=(),
        stances=stances,
        contested=False,
        number=3,
        claims=(),
        roots=(),
    )


DENIAL = stance("IRN", "denies", -0.5)


@pytest.mark.parametrize(
    ("others", "held"),
    [
        ([stance("USA", "alleges", 2.0), stance("UKR", "alleges", 1.0)], False),  # others are sure that it happened
        ([stance("USA", "alleges", 0.6)], None),  # nothing is settled
        ([stance("UN", "denies", -2.0)], True),  # others are sure that it did not
        ([stance("IRN", "confirms", 3.0)], None),  # nobody bears himself out
    ],
)
def test_a_denial_is_judged_by_the_words_of_others(others, held):
    assert outcome(DENIAL, "denial", Others(matter(DENIAL, *others))) is held


def test_an_allegation_that_the_accused_confirms_is_borne_out():
    said = stance("USA", "alleges", 1.5)
    assert outcome(said, "allegation", Others(matter(said, stance("IRN", "confirms", 3.5)))) is True


def test_a_promise_is_kept_when_others_later_see_it_done_and_open_else():
    said = stance("IRN", "promises", 2.0, stage="promised", date="2022-10-19")
    late, early = stance("USA", "alleges", 2.0, date="2022-11-01"), stance("USA", "alleges", 2.0, date="2022-10-01")
    assert outcome(said, "promise", Others(matter(said, late))) is True
    assert outcome(said, "promise", Others(matter(said, early))) is None


def test_no_share_is_shown_under_ten_settled_cases():
    assert record("denial", {True: 4, False: 5, None: 1}).share is None
    ten = record("denial", {True: 4, False: 6, None: 1})
    assert ten.share == 0.4 and ten.low < 0.4 < ten.high and ten.open == 1


def test_an_interval_narrows_with_the_number_of_cases():
    few, many = wilson(5, 10, 1.645), wilson(50, 100, 1.645)
    assert few[0] < many[0] < 0.5 < many[1] < few[1]


def test_every_source_has_its_own_record():
    said = stance("USA", "alleges", 1.5)
    found = records([matter(said, DENIAL, stance("UKR", "alleges", 3.0))], lambda s: s.party)
    assert {who: [(r.kind, r.held, r.settled) for r in rows] for who, rows in found.items()} == {
        "USA": [("allegation", 1, 1)],
        "IRN": [("denial", 0, 1)],
        "UKR": [("allegation", 0, 0)],
    }


def test_the_page_shows_the_number_of_cases(app):
    assert "too few" in app.get("/sources?lang=en").text
    speakers = app.get("/sources.json").json()["speakers"]
    tracks = [r for s in speakers for r in s["tracks"]]
    assert tracks and all(r["share"] is None or r["settled"] >= 10 for r in tracks)
