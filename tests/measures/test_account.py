"""Levers, flips, outlets, trend, actors: the figures of one call, each with its split."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ostraka.claims import Reason, Tie
from ostraka.errors import BadData, UnknownName
from ostraka.measures import account, isolation, pair, picture
from ostraka.measures.carriers import Removal, carriers, flip, outlets
from ostraka.measures.change import change, slope
from ostraka.measures.dependence import lever, neighbourhood
from ostraka.measures.figures import actors, on_subject, status
from tests.measures.test_cells import STATES, some_ties
from tests.measures.worlds import tie


def said(
    from_: str, to: str, *, root: str, claims: tuple[str, ...] = ("c",), weight: float = 5.0, **more: object
) -> Tie:
    """A tie that hangs on one root with so many log-odds."""
    reasons = (Reason(code="root", words="", weight=weight, root=root, claims=claims),)
    return tie(from_, to, roots=((root, 0.9),), reasons=reasons, claims=claims, **more)  # type: ignore[arg-type]


@settings(max_examples=30, deadline=None)
@given(some_ties())
def test_lines_by_actor_sum_to_the_figure_and_bodies_stand_in_one_line(ties: list[Tie]) -> None:
    of = picture(ties, at="2022-11-15", states=STATES)
    for state in ("RUS", "FRA"):
        found = isolation(of, state)
        lines = actors(found)
        assert sum(a.points for a in lines) == pytest.approx(found.isolation - 50, abs=1e-9)
        assert len({a.code for a in lines}) == len(lines)
        for line in lines:
            assert line.points == pytest.approx(line.relieves + line.isolates, abs=1e-9)
            assert (line.code in STATES) == (not line.members)


def test_what_the_union_does_is_the_unions_and_what_a_member_does_is_his() -> None:
    ties = [tie("EU", "RUS", "sanction", "sanctions"), tie("DEU", "RUS", "transfer", "energy")]
    lines = {a.code: a for a in actors(isolation(picture(ties, at="2022-11-15"), "RUS"))}
    assert lines["EU"].isolates > 0 and "DEU" in lines["EU"].members and lines["DEU"].relieves < 0
    moved = change(picture([], at="2022-01-15"), picture(ties, at="2022-11-15"), "RUS").moved
    assert {m.actor for m in moved} == {"EU", "DEU"}


def test_leverage_inverts_only_when_it_was_sure_and_is_sure() -> None:
    sure, doubtful = (tie("RUS", "IRN", credence=c) for c in (0.97, 0.6))
    now = picture([tie("IRN", "RUS", credence=0.97)], at="2022-11-15")
    inverted = lever(now, "RUS", "IRN", picture([sure], at="2022-01-15"))
    assert inverted.inverted and inverted.before is not None and inverted.before.upper_hand >= 0.9
    assert inverted.value < 0 < inverted.before.value and inverted.interval.high < 0
    assert not lever(now, "RUS", "IRN", picture([doubtful], at="2022-01-15")).inverted
    assert not lever(now, "RUS", "IRN", picture([], at="2022-01-15")).inverted  # nobody had any
    assert not lever(picture([], at="2022-11-15"), "RUS", "IRN", picture([sure], at="2022-01-15")).inverted
    assert lever(now, "IRN", "RUS", picture([sure], at="2022-01-15")).inverted  # seen from the other side


@settings(max_examples=20, deadline=None)
@given(some_ties())
def test_19_levers_are_antisymmetric_and_their_needs_add_up(ties: list[Tie]) -> None:
    of = picture(ties, states=STATES)
    a, b = lever(of, "RUS", "IRN"), lever(of, "IRN", "RUS")
    assert a.value == pytest.approx(-b.value) and a.ours == b.theirs
    assert a.value == pytest.approx(sum(v for _, v in a.theirs) - sum(v for _, v in a.ours))


def test_the_smallest_set_of_claims_that_would_turn_a_conclusion() -> None:
    against = [
        said("USA", "RUS", root="one", claims=("a",), act="sanction", channel="sanctions", credence=0.9),
        said("USA", "RUS", root="two", claims=("b", "c", "d"), act="oppose", channel="politics", credence=0.9),
        said("FRA", "RUS", root="three", claims=("e",), act="oppose", channel="politics", credence=0.9),
    ]
    of = picture(against, states=STATES)
    made = account(of, "RUS").flips[0]
    assert made.value > 50 >= made.without and set(made.claims) == {"a", "b", "c", "d", "e"} and made.smallest
    friend = [*against, tie("CHN", "RUS", "transfer", "energy", 0.97)]
    fewer = account(picture(friend, states=STATES), "RUS").flips[0]
    assert fewer.value > 50 >= fewer.without and fewer.claims == ("a",)


def test_of_two_single_roots_that_turn_it_the_one_with_fewer_claims_is_told() -> None:
    values = {(): 60.0, ("a",): 40.0, ("b",): 30.0}
    made = flip(
        "x", lambda sets: np.array([values[tuple(s)] for s in sets]), ["a", "b"], {"a": ("1",), "b": ("2", "3")}, 50
    )
    assert made.roots == ("a",) and made.claims == ("1",)


@settings(max_examples=20, deadline=None)
@given(st.lists(st.sampled_from(["sanction", "oppose", "support", "transfer"]), min_size=1, max_size=5), st.data())
def test_a_flip_really_flips(acts: list[str], data: st.DataObject) -> None:
    places = {"sanction": "sanctions", "transfer": "energy"}
    ties = [
        said(p, "RUS", root=f"r{k}", claims=(f"c{k}",), act=a, channel=places.get(a, "politics"),
             credence=data.draw(st.floats(0.5, 0.95)))
        for k, (p, a) in enumerate(zip(("USA", "CHN", "FRA", "IND", "DEU"), acts, strict=False))
    ]  # fmt: skip
    of = picture(ties, states=STATES)
    made = account(of, "RUS").flips[0]
    if made.roots:
        assert (made.value > 50) != (made.without > 50)
        assert len(made.claims) == len(made.roots)


def test_an_outlet_is_taken_out_only_where_it_speaks_alone() -> None:
    ties = [
        said("USA", "RUS", root="one", claims=("a", "b"), act="sanction", channel="sanctions"),
        said("FRA", "RUS", root="two", claims=("c",), act="oppose", channel="politics"),
    ]
    of = picture(ties, states=STATES)
    taken = {c.root: c.claims for c in outlets(of, "RUS", {"a": "Post", "b": "Times", "c": "Post"})}
    assert taken == {"Post": ("c",)}
    assert {c.root for c in carriers(of, "RUS")} == {"one", "two"}


def test_with_many_ties_the_interval_comes_from_the_closed_form() -> None:
    """Property 17 on the ledger of ties: the closed form agrees with drawing where ties share roots."""
    import msgspec

    from ostraka.measures.figures import credence
    from ostraka.measures.settings import settings as chosen
    from ostraka.measures.weights import weighed_states

    partners = [s for s in weighed_states() if s != "RUS"]
    ties = [
        tie(p, "RUS", a, c, 0.3 + 0.6 * (k % 7) / 7, roots=((f"root {k % 9}", 0.9),))
        for a, c in (("transfer", "arms"), ("support", "politics"), ("sanction", "sanctions"))
        for k, p in enumerate(partners)
    ]
    few = chosen()
    many = msgspec.structs.replace(few, intervals=msgspec.structs.replace(few.intervals, most=10))
    drawn, closed = (isolation(picture(ties, chosen=s), "RUS") for s in (few, many))
    assert drawn.drawn and not closed.drawn and closed.isolation == drawn.isolation
    wide, narrow = drawn.credence.high - drawn.credence.low, closed.credence.high - closed.credence.low
    assert narrow == pytest.approx(wide, rel=0.25)
    assert credence(picture(ties, chosen=many), 0) is not None


def test_a_trend_has_a_slope_a_year() -> None:
    found = slope(
        ["2022-01-01", "2022-07-02", "2023-01-01"], np.array([[50.0, 51, 52], [50, 50, 50]]), [50.0, 51.0, 52.0]
    )
    assert (
        found.points == pytest.approx(2, abs=0.02) and found.low == pytest.approx(0.1, abs=0.2) and found.high <= 2.01
    )
    assert slope(["2022-01-01"], np.zeros((3, 1)), [50.0]).points == 0


def test_a_change_of_sources_alone_is_faint() -> None:
    one, more = (said("USA", "RUS", root="r", act="sanction", channel="sanctions", credence=c) for c in (0.6, 0.9))
    reported = change(picture([one], at="2022-01-15"), picture([more], at="2022-11-15"), "RUS")
    assert reported.faint and reported.by_reporting == pytest.approx(reported.by_ties)
    new = change(picture([], at="2022-01-15"), picture([more], at="2022-11-15"), "RUS")
    assert not new.faint and new.by_reporting == 0


def test_three_statuses_are_never_merged() -> None:
    of = picture([tie("IRN", "RUS"), tie("PRK", "RUS", "transfer", "energy", 0.05)], states=STATES)
    i = of.system.index["RUS"]
    by = {code: {c: s for c, s, _ in status(of, i, of.system.index[code])} for code in ("IRN", "PRK", "CHN")}
    assert by["IRN"]["arms"] == "tie" and by["IRN"]["energy"] == "unknown"
    assert by["PRK"]["energy"] == "nothing" and set(by["CHN"].values()) == {"unknown"}
    found = pair(of, "RUS", "PRK")
    assert ("energy", "nothing", "nothing") in found.status and found.on_a is not None


def test_isolated_on_a_subject() -> None:
    import msgspec

    oil, gas = (
        msgspec.structs.replace(tie(f, "RUS", a, "energy"), goods=(g,))
        for f, a, g in (("CHN", "transfer", "energy.oil.crude"), ("USA", "sanction", "energy.gas"))
    )
    of = picture([oil, gas], states=STATES)
    assert on_subject(of, "RUS", "energy.oil") < 50 < on_subject(of, "RUS", "energy.gas")
    assert on_subject(of, "RUS", "arms") == 50
    both = on_subject(of, "RUS", "energy") - 50
    assert both == pytest.approx(sum(on_subject(of, "RUS", g) - 50 for g in ("energy.oil",)) + rest(of), abs=1e-9)


def rest(of: object) -> float:
    """What gas adds on the channels of all energy."""
    found = isolation(of, "RUS")  # type: ignore[arg-type]
    weights = {"energy": 0.14, "trade": 0.14, "finance": 0.08, "technology": 0.05}
    usa = next(p for p in found.partners if p.code == "USA")
    chn = next(p for p in found.partners if p.code == "CHN")
    whole = sum(weights.values())
    return (usa.points + chn.points) / whole - chn.points / weights["energy"]


def test_a_neighbourhood_by_name_by_body_and_by_codes() -> None:
    known = {"RUS": ("BLR", "KAZ")}
    assert neighbourhood("RUS", None, known) == ("BLR", "KAZ")
    assert "ARM" in neighbourhood("CSTO", "2022-01-01", known) and neighbourhood("KAZ,BLR", None, known) == (
        "BLR",
        "KAZ",
    )
    with pytest.raises(UnknownName, match="XYZ"):
        neighbourhood("XYZ", None, known)


def test_pictures_with_and_without_assumptions_are_not_compared() -> None:
    with pytest.raises(BadData, match="background"):
        change(picture([], states=STATES), picture([], states=STATES, assume=True), "RUS")


def test_a_removal_of_nothing_changes_nothing() -> None:
    of = picture([said("USA", "RUS", root="r", act="sanction", channel="sanctions")], states=STATES)
    now = Removal(of).isolation(of.system.index["RUS"], [()])
    assert now[0] == pytest.approx(isolation(of, "RUS").isolation, abs=1e-3)
