"""Dependence, leverage, influence, change, carriers."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ostraka.claims import Reason, Tie
from ostraka.errors import BadData
from ostraka.measures import isolation, picture, system
from ostraka.measures.carriers import carriers, flipping
from ostraka.measures.change import change
from ostraka.measures.dependence import alternatives_of, dependence, dependences, hill, influence, leverage, needed
from tests.measures.test_cells import STATES, some_ties
from tests.measures.worlds import tie


@settings(max_examples=40, deadline=None)
@given(some_ties())
def test_18_dependence_stays_within_its_share(ties: list[Tie]) -> None:
    of = system(ties, states=STATES)
    for i in range(len(STATES)):
        found = dependence(of, i)
        assert sum(d.sum() for d, _, _ in found.values()) <= 1 + 1e-9
        for name, (d, share, alternatives) in found.items():
            assert np.all(d >= 0) and np.all(d <= of.settings.needs[name].weight * share + 1e-12)
            assert np.all((alternatives >= 0) & (alternatives <= 1)) and d[i] == 0


@settings(max_examples=30, deadline=None)
@given(some_ties(), st.sampled_from(range(len(STATES))), st.integers(0, 2**32 - 1))
def test_what_one_partner_is_to_a_state_is_what_all_together_say_of_it(ties: list[Tie], i: int, seed: int) -> None:
    of = system(ties, states=STATES)
    for progress in (None, of.progress * np.random.default_rng(seed).random((3, len(ties)))):
        every = dependence(of, i, progress)
        for j in range(len(STATES)):
            one = needed(of, i, j, progress)
            assert all(np.allclose(one[name], every[name][0][..., j], atol=1e-12) for name in every)


@settings(max_examples=30, deadline=None)
@given(some_ties(), st.sampled_from(range(len(STATES))), st.sampled_from(range(len(STATES))))
def test_19_leverage_is_antisymmetric(ties: list[Tie], i: int, j: int) -> None:
    of = system(ties, states=STATES)
    assert float(leverage(of, i, j)) == pytest.approx(-float(leverage(of, j, i)))


@given(st.integers(0, 2**32 - 1), st.integers(3, 9), st.data())
def test_20_closing_an_alternative_never_lowers_dependence(seed: int, n: int, data: st.DataObject) -> None:
    rng = np.random.default_rng(seed)
    capacity, open_ = rng.uniform(0, 5, n), rng.random(n)
    closed = open_.copy()
    closed[data.draw(st.integers(1, n - 1))] *= data.draw(st.floats(0, 1))
    assert np.all(alternatives_of(closed, capacity, 0) <= alternatives_of(open_, capacity, 0) + 1e-12)


def test_closing_a_third_supplier_never_lowers_dependence_on_the_rest() -> None:
    supply = [tie("IRN", "RUS"), tie("PRK", "RUS", credence=0.7)]
    closed = [*supply, tie("USA", "RUS", "sanction", "sanctions"), tie("EU", "RUS", "sanction", "sanctions")]
    a, b = ({d.partner: d.value for d in dependences(system(t, at="2022-11-15"), "RUS")} for t in (supply, closed))
    assert b["IRN"] > a["IRN"] and b["PRK"] > a["PRK"]


def test_leverage_inverts_when_the_supplier_becomes_the_customer() -> None:
    before, after = system([tie("RUS", "IRN")]), system([tie("IRN", "RUS")])
    i, j = before.index["RUS"], before.index["IRN"]
    assert float(leverage(before, i, j)) > 0 > float(leverage(after, i, j))


def test_effective_number_of_partners() -> None:
    assert hill(np.array([2.0, 2.0, 2.0, 2.0])) == pytest.approx(4)
    assert hill(np.array([9.0, 1.0]), 1) == pytest.approx(1.384, abs=1e-3)
    assert hill(np.array([])) == 0.0


def test_influence_falls_and_narrows_when_members_turn_away() -> None:
    group = ("BLR", "KAZ", "ARM")
    wide = system([tie("RUS", m) for m in group])
    narrow = system([tie("RUS", "BLR"), tie("CHN", "KAZ")])
    a, b = (influence(s, s.index["RUS"], group) for s in (wide, narrow))
    assert a.level > b.level and a.share > b.share and a.breadth == pytest.approx(3) and b.breadth == pytest.approx(1)


@settings(max_examples=30, deadline=None)
@given(some_ties(), some_ties())
def test_10_a_change_splits_exactly(before: list[Tie], after: list[Tie]) -> None:
    a, b = picture(before, states=STATES), picture(after, states=STATES)
    for state in ("RUS", "CHN"):
        found = change(a, b, state)
        assert found.by_ties + found.by_standing == pytest.approx(found.after - found.before, abs=1e-9)
        assert sum(m.by_ties + m.by_standing for m in found.moved) == pytest.approx(
            found.after - found.before, abs=1e-9
        )
        assert found.after == pytest.approx(isolation(b, state).isolation)


def test_nothing_moved_is_no_change_in_any_world() -> None:
    a = picture([tie("IRN", "RUS", credence=0.6)])
    found = change(a, picture([tie("IRN", "RUS", credence=0.6)]), "RUS")
    assert (found.interval.low, found.interval.high, found.rises) == (0.0, 0.0, 0.0)


def test_different_worlds_are_not_compared() -> None:
    with pytest.raises(BadData, match="same settings and the same states"):
        change(picture([]), picture([], states=STATES), "RUS")


def voiced(from_: str, act: str, channel: str, root: str, weight: float, credence: float = 0.9) -> Tie:
    reasons = (Reason(code="root", words="", weight=weight, root=root, claims=(f"c-{root}",)),)
    return tie(from_, "RUS", act, channel, credence, roots=((root, 0.9),), claims=(f"c-{root}",), reasons=reasons)


def test_what_carries_the_figure() -> None:
    """Without the one who reports the sanctions isolation falls; without the one who reports the sale it rises."""
    ties = [voiced("USA", "sanction", "sanctions", "times", 3.6), voiced("CHN", "transfer", "energy", "customs", 3.6)]
    of = picture(ties, states=STATES)
    found = {c.root: c for c in carriers(of, "RUS")}
    assert found["times"].delta < 0 < found["customs"].delta
    assert found["times"].claims == ("c-times",)


def test_the_fewest_roots_that_turn_a_conclusion() -> None:
    ties = [voiced("USA", "sanction", "sanctions", "times", 3.6), voiced("FRA", "oppose", "politics", "journal", 3.6)]
    of = picture(ties, states=STATES)
    assert isolation(of, "RUS").isolation > 50
    assert flipping(of, "RUS", 50.0) == ("journal", "times")
    assert flipping(of, "RUS", 50.5 if isolation(of, "RUS").isolation > 50.5 else 50.01) != ()
    assert flipping(picture([tie("USA", "RUS", "sanction", "sanctions")]), "RUS", 50.0) == ()
