"""Amounts of imported tables: what they sum to, and how dependence counts them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ostraka.claims import Actor, Claim, Goods, Publication, Quantity, Source, Span, Time
from ostraka.measures import amounts, system
from ostraka.measures.account import account, pair
from ostraka.measures.dependence import dependences
from ostraka.measures.picture import picture
from ostraka.measures.settings import settings as chosen
from tests.measures.worlds import tie

CHANNEL, UNIT = "trade", "USD"


def row(
    from_: str,
    to: str,
    value: float,
    *,
    year: int = 2021,
    last: int | None = None,
    unit: str = UNIT,
    channel: str = CHANNEL,
    code: str = "",
    voice: str | None = None,
    whole: bool = False,
) -> Claim:
    """A row of a table as a claim."""
    words = Span(start=0, end=1, text="x")
    said = [Source(name="a table", actor=None, role=None, kind="document")]
    said += [Source(name=None, actor=voice, role=None, kind="government")] if voice else []
    return Claim(
        id=f"{from_}{to}{value}{year}{channel}{code}{voice}",
        article=Publication(id="t"),
        evidence=words,
        cue=words,
        act="transfer",
        channel=channel,
        from_=Actor(code=from_, name=None),
        to=Actor(code=to, name=None),
        plover=None,
        goods=(Goods(code=channel, text=code, start=0, end=1),) if code else (),
        stage="done",
        factuality="CT+",
        sources=tuple(said),
        quoted=False,
        time=Time(start=f"{year}-01-01", end=f"{last or year}-12-31", precision="year", text=str(year)),
        place=None,
        quantity=Quantity(low=value, high=value, unit=unit, text=str(value), start=0, end=1),
        trouble=(),
        rules=("statistics.test",),
        modes=("total",) if whole else (),
    )


def of(*claims: Claim, channel: str = CHANNEL, unit: str = UNIT, years: int = 1, at: str | None = "2022-06-30"):
    return {ends: a.value for ends, a in amounts(claims, chosen()).of(channel, unit, years, at).items()}


def test_two_governments_are_averaged_and_totals_stand_for_their_parts() -> None:
    assert of(row("RUS", "IND", 100, voice="RUS"), row("RUS", "IND", 140, voice="IND")) == {("RUS", "IND"): 120}
    parts = [row("RUS", "IND", 60, channel="energy", code="27"), row("RUS", "IND", 50, channel="energy", code="2709")]
    assert of(*parts, channel="energy") == {("RUS", "IND"): 60}
    assert of(*parts, row("RUS", "IND", 5, code="30")) == {("RUS", "IND"): 65}  # energy is a part of trade
    assert of(*parts, row("RUS", "IND", 90, whole=True)) == {("RUS", "IND"): 90}


def test_years_and_units() -> None:
    table = [row("IRN", "RUS", 10, year=2020, last=2021, unit="TIV", channel="arms"), row("IRN", "RUS", 9, year=2022)]
    assert of(*table, channel="arms", unit="TIV", years=5) == {("IRN", "RUS"): 10}
    assert of(*table, channel="arms", unit="TIV", years=1) == {("IRN", "RUS"): 5}
    assert of(*table) == {}  # 2022 is not over
    assert of(*table, at="2022-12-31") == {("IRN", "RUS"): 9}
    assert of(*table, channel="arms", unit="USD") == {}


def test_dependence_is_by_share_of_the_amounts_and_says_so() -> None:
    found = amounts([row("CHN", "RUS", 300), row("DEU", "RUS", 100), row("RUS", "CHN", 80)], chosen())
    of_ = system([tie("TUR", "RUS", "transfer", "trade", 0.9)], at="2021-12-31")
    needs = {d.partner: d for d in dependences(of_, "RUS", found) if d.need == "trade_in"}
    own = chosen().needs["trade_in"].own
    assert needs["CHN"].share == pytest.approx(0.75 * (1 - own)) and needs["DEU"].share == pytest.approx(
        0.25 * (1 - own)
    )
    assert needs["CHN"].amount is not None and (needs["CHN"].amount.value, needs["CHN"].amount.unit) == (300, "USD")
    assert "TUR" not in needs  # the table is fresh: what it does not have, he does not supply
    later = system([tie("TUR", "RUS", "transfer", "trade", 0.9)], at="2025-12-31")
    faded = {d.partner: d for d in dependences(later, "RUS", found) if d.need == "trade_in"}
    assert faded["TUR"].value > 0 and faded["CHN"].share < needs["CHN"].share and faded["TUR"].amount is None


@given(
    st.lists(st.tuples(st.sampled_from(["CHN", "DEU", "IRN", "USA"]), st.floats(0.1, 1e12)), max_size=6), st.booleans()
)
def test_18_dependence_on_amounts_stays_within_its_share(flows: list[tuple[str, float]], old: bool) -> None:
    found = amounts([row(a, "RUS", v, channel=c) for a, v in flows for c in ("trade", "energy")], chosen())
    of_ = system([tie("TUR", "RUS", "transfer", "trade", 0.9)], at="2024-12-31" if old else "2021-12-31")
    needs = dependences(of_, "RUS", found)
    assert sum(d.value for d in needs) <= 1 + 1e-9
    assert all(0 <= d.value <= of_.settings.needs[d.need].weight * d.share + 1e-12 for d in needs)


def test_an_account_counts_amounts_in_leverage() -> None:
    found = amounts([row("CHN", "RUS", 300), row("RUS", "CHN", 80), row("USA", "CHN", 8000)], chosen())
    of_ = picture([], at="2021-12-31")
    made = account(of_, "RUS", found=found)
    assert made.levers[0].over == "CHN" and made.levers[0].value < 0 and dict(made.partners)["trade_in"] == 1
    two = pair(of_, "CHN", "RUS", found=found)
    assert two.lever.value == pytest.approx(-made.levers[0].value) and two.a_needs_b[0].amount is not None


def test_the_sample_of_comtrade_marks_the_row_for_all_goods() -> None:
    from ostraka.exchange import statistics

    path = Path(__file__).parents[1] / "exchange" / "samples" / "comtrade.csv"
    entries = [x for x in statistics.read("comtrade", path) if isinstance(x, statistics.Entry)]
    whole = [c for e in entries for c in e.claims if "total" in c.modes]
    assert [c.quantity.low for c in whole if c.quantity] == [2000000]
