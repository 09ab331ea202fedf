"""Ties kept packed say what the ties say that they were made of: one by one, as columns, and in the figures."""

from __future__ import annotations

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ostraka import weighing
from ostraka.claims import Tie
from ostraka.measures import isolation, picture
from ostraka.measures.columns import columns
from ostraka.measures.settings import settings as figures
from ostraka.measures.weights import weighed_states
from ostraka.weighing.kept import Ties, in_order, reasoned, touching
from tests.weighing.build import claim
from tests.weighing.test_properties import claims


def slim(tie: Tie) -> Tie:
    return msgspec.structs.replace(tie, reasons=())


@settings(max_examples=40, deadline=None)
@given(said=st.lists(claims(), max_size=12))
def test_a_packed_day_says_what_its_ties_say(said):
    found = sorted(map(slim, weighing.ties(said)), key=in_order)
    kept = Ties.read(Ties.of(reversed(found)).written())
    assert len(kept) == len(found) and list(kept) == found == [kept[k] for k in range(len(found))]
    assert [t.id for t in kept.by_id()] == sorted(t.id for t in found) == kept.ids
    for code in ("RUS", "PRK", "none such"):
        assert kept.touching(code) == [t for t in found if code in (t.from_, t.to)] == touching(found, code)
    assert kept.named(kept.ids[:2]) == {t.id: t for t in kept.by_id()[:2]}


@settings(max_examples=40, deadline=None)
@given(said=st.lists(claims(), min_size=1, max_size=12))
def test_columns_and_figures_are_those_of_the_ties(said):
    found = list(map(slim, weighing.ties(said)))
    kept, s, states = Ties.of(found), figures(), weighed_states()
    one, other = columns(sorted(found, key=lambda t: t.id), s, states), columns(kept.by_id(), s, states)
    for name, a, b in zip(one._fields, one, other, strict=True):
        if name != "roots":
            assert np.array_equal(np.array(a), np.array(b), equal_nan=name == "rungs"), name
    assert list(one.roots.name) == list(other.roots.name)
    assert np.array_equal(one.roots.tie, other.roots.tie) and np.array_equal(one.roots.share, other.roots.share)
    for code in ("RUS", "USA"):
        assert isolation(picture(found), code) == isolation(picture(kept), code)


def test_what_is_given_whole_is_told_whole():
    found = weighing.ties([claim("PRK > RUS transfer arms done CT+"), claim("IRN > RUS transfer arms done CT+")])
    kept = Ties.of(map(slim, found))
    assert not list(reasoned(kept)), "what is kept has no reasons"
    whole = kept.over({found[1].id: found[1]})
    assert [t for _, t in reasoned(whole)] == [found[1]]
    assert [(k, whole[k]) for k, _ in reasoned(whole)] == [(k, t) for k, t in enumerate(whole) if t.reasons]
    assert whole.written() == kept.written()


def test_nothing_is_kept_as_nothing():
    kept = Ties.read(Ties.of([]).written())
    assert len(kept) == 0 and list(kept) == [] and kept == []
    assert isolation(picture(kept), "RUS").isolation == pytest.approx(50)
