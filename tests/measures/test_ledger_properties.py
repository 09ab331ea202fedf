"""The ten properties that await the ledger (docs/measures.md, 21 to 30), from claims through weighing to figures."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import msgspec
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ostraka import ledger, weighing
from ostraka.claims import Article, Claim
from ostraka.measures import Picture, isolation, picture
from ostraka.measures.draws import progress_of_worlds, uniforms
from ostraka.measures.settings import settings as chosen
from ostraka.measures.weights import weighed_states
from ostraka.reading import Reading
from tests.measures.test_cells import STATES, some_ties
from tests.measures.worlds import tie
from tests.weighing.build import Copy, again, claim

AT = "2023-01-31"
FAST = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])

SPEAKERS = [
    "",
    "John Kirby/USA",
    "officials/USA/anonymous",
    "/PRK/government",
    "/RUS/government",
    "Mary Ellen/",
    "Kyodo//media",
]
MATTERS = [
    "PRK > RUS transfer arms",
    "IRN > RUS transfer arms:arms.uav",
    "RUS > IND transfer energy",
    "USA > RUS sanction sanctions",
    "FRA > RUS oppose politics",
    "RUS > UKR attack conflict",
    "CHN > RUS cooperate trade",
]
DAYS = st.dates(date(2022, 9, 1), date(2023, 1, 31)).map(str)


@st.composite
def claims(draw: st.DrawFn, signs: str = "+-", matters: list[str] = MATTERS) -> Claim:
    stage = draw(st.sampled_from(["promised", "attempted", "done"]))
    surety = draw(st.sampled_from(["CT", "PR"])) + draw(st.sampled_from(signs))
    return claim(
        f"{draw(st.sampled_from(matters))} {stage} {surety}",
        by=draw(st.sampled_from(SPEAKERS)),
        on=draw(DAYS),
        outlet=draw(st.sampled_from(["The Gazette", "Le Temps X"])),
        words=draw(st.sampled_from(["a", "b", "c"])),
    )


MANY = st.lists(claims(), max_size=10, unique_by=lambda c: c.id)


def of(many: list[Claim], at: str = AT, **known: object) -> Picture:
    return picture(weighing.ties(many, at=at, **known), at=at, states=STATES)


@FAST
@given(MANY, st.data())
def test_21_a_copy_of_a_wire_story_changes_no_figure(many: list[Claim], data: st.DataObject) -> None:
    if many:
        first = data.draw(st.sampled_from(many)).article
        copied = [again(c, 1, "A copier", data.draw(st.integers(0, 40))) for c in many if c.article == first]
        a = of(many, at="2023-04-30")
        b = of([*many, *copied], at="2023-04-30", copies=[Copy(first.id, "zz1")])
        assert np.allclose(a.standing, b.standing, atol=1e-9) and np.allclose(a.reach, b.reach, atol=1e-9)


@FAST
@given(
    st.lists(claims(matters=["PRK > RUS transfer arms"]), min_size=1, max_size=6),
    st.sampled_from(["Anna Berg/", "Ned Price/USA", "Somebody/BRA"]),
)
def test_22_a_denial_never_raises_a_figure_and_deletes_nothing(many: list[Claim], by: str) -> None:
    denial = claim("PRK > RUS transfer arms done CT-", by=by, on="2022-12-08")
    a, b = of(many), of([*many, denial])
    i = a.system.index["RUS"]
    assert b.reach[i] <= a.reach[i] + 1e-12 and b.opposition[i] == a.opposition[i] == 0
    assert {t.id for t in a.system.ties} <= {t.id for t in b.system.ties}
    assert b.system.parts.number >= a.system.parts.number


@FAST
@given(MANY, st.sampled_from(SPEAKERS), st.sampled_from(["promised", "attempted", "sought"]))
def test_23_a_promise_never_outweighs_the_same_delivery(many: list[Claim], by: str, stage: str) -> None:
    said = [claim(f"IRN > RUS transfer energy {s} CT+", by=by, on="2022-12-08") for s in (stage, "done")]
    promised, delivered = (of([*many, one]) for one in said)
    i = promised.system.index["RUS"]
    assert delivered.standing[i] >= promised.standing[i] - 1e-9


@FAST
@given(MANY, st.integers(30, 2000))
def test_24_silence_widens_what_is_unknown_and_pulls_towards_it(many: list[Claim], days: int) -> None:
    """With nothing but time: less is known, the ignorance interval is no narrower; in the end everything is unknown."""
    later = (date.fromisoformat(AT) + timedelta(days=days)).isoformat()
    now, then, far = of(many), of(many, at=later), of(many, at="2090-01-01")
    assert np.all(then.coverage <= now.coverage + 1e-9)
    narrow, wide = now.ignorance(-1.0, 1.0), then.ignorance(-1.0, 1.0)
    assert np.all(wide[1] - wide[0] >= narrow[1] - narrow[0] - 1e-9)
    assert np.allclose(far.standing, 0, atol=1e-3) and np.allclose(far.coverage, 0, atol=1e-3)


@FAST
@given(MANY)
def test_25_the_same_seed_gives_the_same_interval(many: list[Claim]) -> None:
    assert isolation(of(many), "RUS") == isolation(of(list(many)), "RUS")


@FAST
@given(MANY)
def test_26_the_shares_of_claims_sum_to_the_figure(many: list[Claim]) -> None:
    found = isolation(of(many), "RUS")
    amounts = [amount for p in found.partners for t in p.ties for _, amount in t.claims]
    assert sum(amounts) == pytest.approx(found.isolation - 50, abs=1e-9)
    known = {c.id for c in many}
    assert {c for p in found.partners for t in p.ties for c, _ in t.claims} <= known


@pytest.mark.parametrize(("ties_", "roots"), [(2000, 5), (2000, 40)])
def test_27_intervals_cover_where_four_hundred_cells_hang_on_one_source(ties_: int, roots: int) -> None:
    """The truth drawn source by source lies in the nominal 90 % interval 86 to 94 times in 100, over all states."""
    rng, states = np.random.default_rng(4), weighed_states()
    made = {}
    while len(made) < ties_:
        a, b = rng.choice(len(states), 2, replace=False)
        act, channel = (("transfer", "arms"), ("support", "politics"), ("sanction", "sanctions"))[rng.integers(3)]
        root = f"root {rng.integers(roots)}"
        one = tie(states[a], states[b], act, channel, float(rng.uniform(0.35, 0.95)), roots=((root, 0.9),))
        made[one.id] = one
    of_ = picture(made.values())
    low, high = np.quantile(of_.worlds.standing, [0.05, 0.95], axis=0)
    cols = of_.system.columns
    truths = progress_of_worlds(cols, uniforms(cols, 200, seed=99), of_.system.settings.stages)
    true, _ = of_.others(of_.system.r(truths))
    inside = (true >= low - 1e-6) & (true <= high + 1e-6)
    assert 0.86 <= inside[:, np.ptp(of_.worlds.standing, axis=0) > 1e-6].mean() <= 0.94


@FAST
@given(some_ties(), st.floats(0.0, 1.0))
def test_28_thin_coverage_is_never_labelled(ties: list, coverage: float) -> None:
    rule = msgspec.structs.replace(chosen().words, coverage=coverage, states=1)
    of_ = picture(ties, chosen=msgspec.structs.replace(chosen(), words=rule), states=STATES)
    for state in STATES:
        found = isolation(of_, state)
        assert found.coverage >= coverage or found.word == "not_enough_evidence"


@FAST
@given(MANY, st.randoms(use_true_random=False))
def test_30_the_order_of_claims_changes_nothing(many: list[Claim], chance: object) -> None:
    mixed = list(many)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    assert isolation(of(many), "RUS") == isolation(of(mixed), "RUS")


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(MANY, st.randoms(use_true_random=False))
def test_30_nor_does_the_store_or_the_order_of_writing(tmp_path: Path, many: list[Claim], chance: object) -> None:
    """The figures of a ledger are those of its claims, whatever was written first and in how many batches."""
    by_article: dict[str, list[Claim]] = {}
    for c in many:
        by_article.setdefault(c.article.id, []).append(c)
    readings = [
        Reading(article=Article(**{f: getattr(cs[0].article, f) for f in ("id", "title", "published", "publisher", "url")},
                                original="x" * 99, language="en"), claims=tuple(cs), attributions=(), trouble=())
        for cs in by_article.values()
    ]  # fmt: skip
    chance.shuffle(readings)  # type: ignore[attr-defined]
    path = tmp_path / f"{len(list(tmp_path.iterdir()))}.duckdb"
    for one in readings:
        with ledger.open(path, "write") as book:
            book.add([one])
    if readings:
        with ledger.open(path) as book:
            kept = weighing.ties(weighing.load(book, at=AT))
        assert isolation(picture(kept, at=AT, states=STATES), "RUS") == isolation(of(many), "RUS")
