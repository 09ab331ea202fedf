"""Ordinary ties assumed where nothing is known: shown apart, displaced by evidence, and never evidence."""

from __future__ import annotations

from pathlib import Path

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings

from ostraka.claims import Tie
from ostraka.errors import BadData
from ostraka.measures import isolation, picture
from ostraka.measures.background import background
from ostraka.measures.change import change
from ostraka.measures.settings import settings as chosen
from ostraka.measures.weights import weighed_states
from tests.measures.test_cells import STATES, some_ties
from tests.measures.worlds import tie


@settings(max_examples=30, deadline=None)
@given(some_ties())
def test_29_what_is_assumed_is_reported_apart(ties: list[Tie]) -> None:
    """Assumed points stand beside those of claims; both sum to the figure; coverage and the words stay the claims' own."""
    bare, full = (picture(ties, at="2022-11-15", states=STATES, assume=x) for x in (False, True))
    assert np.allclose(bare.coverage, full.coverage)
    for state in STATES:
        a, b = isolation(bare, state), isolation(full, state)
        from_claims = sum(t.points for p in b.partners for t in p.ties)
        assert b.isolation - 50 == pytest.approx(from_claims + b.assumed, abs=1e-9)
        assert b.isolation == pytest.approx(50 * (1 - b.reach + b.opposition), abs=1e-9)
        assert a.assumed == 0 and a.background is None and not any(p.assumed for p in a.partners)
        assert a.word == b.word and a.known.tie == b.known.tie and b.known.assumed <= b.known.unknown + 1e-12
        assert b.known.tie + b.known.nothing + b.known.unknown == pytest.approx(1)
        assert all(x.source and x.row for p in b.partners for x in p.assumed)


@settings(max_examples=20, deadline=None)
@given(some_ties(), some_ties())
def test_a_change_splits_exactly_with_assumptions_too(before: list[Tie], after: list[Tie]) -> None:
    a, b = (picture(t, at="2022-11-15", states=STATES, assume=True) for t in (before, after))
    found = change(a, b, "RUS")
    assert found.by_ties + found.by_standing == pytest.approx(found.after - found.before, abs=1e-9)


@settings(max_examples=20, deadline=None)
@given(some_ties())
def test_the_ignorance_interval_holds_what_is_assumed(ties: list[Tie]) -> None:
    of = picture(ties, at="2022-11-15", states=STATES, assume=True)
    low, high = of.ignorance()
    assert np.all(low <= of.standing + 1e-9) and np.all(of.standing <= high + 1e-9)


def test_evidence_displaces_an_assumption_and_lets_it_back_as_it_fades() -> None:
    def trade(known: float | None) -> float:
        said = (
            [] if known is None else [tie("USA", "CHN", "sever", "trade", 0.99, kind="against", known=known, width=0)]
        )
        partner = next(
            p for p in isolation(picture(said, states=STATES, assume=True), "CHN").partners if p.code == "USA"
        )
        return sum(a.points for a in partner.assumed if a.channel == "trade")

    assert trade(None) < trade(0.3) < trade(0.9) <= 0  # below 0: what is assumed relieves


def test_that_somebody_has_no_sanctions_says_nothing_of_his_trade() -> None:
    denied = tie("CHN", "RUS", "sanction", "sanctions", 0.05, kind="against")
    of = picture([denied], states=STATES, assume=True)
    known = {of.system.channels[c]: k for c, k in zip(of.cells.channel, of.cells.known, strict=True)}
    assert known["sanctions"] > 0.5 and known["trade"] == 0


def test_every_row_has_a_source_and_nothing_is_of_after_2021() -> None:
    found = background(chosen(), weighed_states(), "2022-11-15")
    rows = found.table.tie
    assert found.table.approximate and found.table.year == 2021 and all(len(r.source) > 10 for r in rows)
    assert all((r.since or "0") < "2022" and (r.until or "0") < "2022" for r in rows)
    days = [background(chosen(), weighed_states(), day).value for day in ("2022-01-31", "2022-11-16")]
    assert np.array_equal(*days)  # a change across 2022 comes from claims


def test_later_rows_override_and_nobody_has_ties_with_himself() -> None:
    states = weighed_states()
    found, index = background(chosen(), states, "2022-01-01"), {c: k for k, c in enumerate(states)}
    trade = found.value[tuple(chosen().channels).index("trade")]
    assert trade[index["USA"], index["IRN"]] == 0 and trade[index["USA"], index["FRA"]] == 0.5
    assert trade[index["CHN"], index["PRK"]] == 0.5 and trade[index["FRA"], index["PRK"]] == 0.05
    assert not np.any(np.diagonal(found.value, axis1=1, axis2=2))


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ('between = ["USA", "FRA"]\nchannel = "trade"\nvalue = 0.9\nsource = "x"', "outside"),
        ('between = ["USA", "FRA"]\nchannel = "love"\nvalue = 0.1\nsource = "x"', "no such channel"),
        ('from = "USA"\nchannel = "trade"\nvalue = 0.1\nsource = "x"', "neither"),
        ('between = ["USA", "FRA"]\nchannel = "trade"\nvalue = 0.1\nsource = ""', "no source"),
    ],
)
def test_a_row_that_cannot_be_is_refused(tmp_path: Path, row: str, said: str) -> None:
    path = tmp_path / "b.toml"
    path.write_text(f'name = "b"\nversion = "1"\nyear = 2021\napproximate = true\n[[tie]]\n{row}\n', encoding="utf-8")
    with pytest.raises(BadData, match=said):
        background(msgspec.structs.replace(chosen(), background=str(path)), STATES, None)
