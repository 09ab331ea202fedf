"""What must hold whatever is said: the invariants of weighing."""

from __future__ import annotations

import math
from datetime import date
from itertools import combinations

import msgspec
import numpy as np
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from ostraka import weighing
from ostraka.claims import Claim, Tie
from ostraka.weighing.contest import Days, Unfolding
from ostraka.weighing.pool import credence
from ostraka.weighing.statements import statements
from tests.weighing.build import Copy, Decided, again, claim

AT = "2023-01-31"
FAST = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # how many examples: tests/conftest.py

SPEAKERS = [
    "",
    "John Kirby/USA",
    "Jake Sullivan/USA",
    "officials/USA/anonymous",
    "/PRK/government",
    "Kim Song/PRK",
    "/RUS/government",
    "Mary Ellen/",
    "Kyodo//media",
    "Kyodo//media; officials/USA/anonymous",
    "/UN/body",
]
DAYS = st.dates(date(2022, 9, 1), date(2023, 1, 31)).map(str)


NEW_SPEAKERS = ["Anna Berg/", "Maria Zakharova/RUS", "Choe Son Hui/PRK", "Ned Price/USA", "Somebody/BRA"]


@st.composite
def claims(draw: st.DrawFn, signs: str = "+-u", one_matter: bool = False, speakers: list[str] = SPEAKERS) -> Claim:
    line = " ".join(
        [
            "PRK > RUS" if one_matter else draw(st.sampled_from(["PRK > RUS", "IRN > RUS", "RUS > IRN", "USA > PRK"])),
            "transfer" if one_matter else draw(st.sampled_from(["transfer", "cooperate", "sanction"])),
            draw(st.sampled_from(["arms", "arms:arms", "arms:arms.ammunition", "arms:arms.uav,arms.missile"])),
            draw(st.sampled_from(["sought", "promised", "attempted", "done", "ended", "predicted"])),
        ]
    )
    sign = draw(st.sampled_from(signs))
    surety = "Uu" if sign == "u" else draw(st.sampled_from(["CT", "PR", "PS"])) + sign
    on = draw(DAYS)
    return claim(
        f"{line} {surety}",
        by=draw(st.sampled_from(speakers)),
        on=on,
        outlet=draw(st.sampled_from(["The Gazette", "Le Temps X", "Wire"])),
        time=draw(st.sampled_from([None, None, ("2022-09-01", "2022-09-30")])),
        words=draw(st.sampled_from(["a", "b"])),
    )


MANY = st.lists(claims(), max_size=12)


def credences(ties: list[Tie]) -> dict[tuple[str, str], float]:
    return {(t.id, r.stage): r.credence for t in ties for r in t.rungs}


def same(a: list[Tie], b: list[Tie]) -> None:
    """The same ties, as surely."""
    one, two = credences(a), credences(b)
    assert one.keys() == two.keys()
    for key in one:
        assert math.isclose(one[key], two[key], abs_tol=1e-12), key


@FAST
@given(MANY, st.data())
def test_a_further_copy_or_translation_changes_no_credence(many: list[Claim], data: st.DataObject) -> None:
    if many:
        chosen = data.draw(st.sampled_from(many)).article
        copied = [again(c, 1, "A copier", data.draw(st.integers(0, 40))) for c in many if c.article == chosen]
        after = weighing.ties([*many, *copied], at="2023-04-30", copies=[Copy(chosen.id, "zz1")])
        same(weighing.ties(many, at="2023-04-30"), after)


@FAST
@given(claims(signs="+-"), st.sampled_from([s for s in SPEAKERS if s and not s.startswith("Kyodo")]), st.integers(0, 3))
def test_the_eleventh_outlet_quoting_the_same_spokesman_changes_no_credence(one: Claim, by: str, later: int) -> None:
    said = claim("PRK > RUS transfer arms attempted PR+", by=by, on="2022-11-02")
    ten = [again(said, k, f"Outlet {k}", later * (k % 2)) for k in range(10)]
    same(
        weighing.ties([one, said, *ten], at=AT),
        weighing.ties([one, said, *ten, again(said, 11, "Eleventh", later)], at=AT),
    )
    same(weighing.ties([one, said], at=AT), weighing.ties([one, said, *ten], at=AT))


@FAST
@given(MANY, st.randoms())
def test_order_changes_nothing(many: list[Claim], chance: object) -> None:
    shuffled = list(many)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert weighing.ties(many, at=AT) == weighing.ties(shuffled, at=AT)
    assert weighing.propositions(many, at=AT) == weighing.propositions(shuffled, at=AT)


@FAST
@given(
    st.lists(claims(one_matter=True), min_size=1, max_size=8),
    claims(signs="-", one_matter=True, speakers=[*SPEAKERS[1:], *NEW_SPEAKERS]).filter(lambda c: c.stage != "ended"),
    st.booleans(),
)
@example(
    [
        claim("PRK > RUS transfer arms sought CT+"),
        claim("PRK > RUS transfer arms:arms.ammunition sought CT+"),
        claim("PRK > RUS transfer arms:arms.ammunition sought CT-"),
    ],
    claim("PRK > RUS transfer arms:arms.uav,arms.missile sought CT-", by="Maria Zakharova/RUS"),
    False,
)
def test_a_denial_lowers_and_never_removes(many: list[Claim], denial: Claim, same_text: bool) -> None:
    """Whoever denies, of whichever goods, in a text of his own or in one that affirms it as well.

    Where the text had denied it in its own voice already, the denial that it quotes takes the place of that.
    """
    if same_text:
        assume(all(c.sources or c.factuality[-1] == "+" for c in many if c.article.id == many[0].article.id))
        denial = msgspec.structs.replace(denial, article=many[0].article)
    before, after = weighing.ties(many, at=AT), weighing.ties([*many, denial], at=AT)
    kept = credences(after)
    for key, value in credences(before).items():
        if key[1] != "ended":
            assert kept[key] <= value + 1e-12
    assert {t.id for t in before} <= {t.id for t in after}
    over = {t.id for t in before if t.ended}
    assert {t.id for t in after if t.ended} <= over


@FAST
@given(
    st.lists(claims(one_matter=True, signs="+"), max_size=5),
    st.sampled_from(SPEAKERS),
    st.sampled_from(["CT+", "PR+", "PS+"]),
    st.sampled_from(["arms", "trade", "energy"]),
    st.sampled_from(["sought", "promised", "attempted"]),
)
def test_a_promise_never_outweighs_the_same_delivery(
    many: list[Claim], by: str, surety: str, channel: str, stage: str
) -> None:
    def with_stage(stage: str) -> dict[tuple[str, str], float]:
        said = claim(f"PRK > RUS transfer {channel} {stage} {surety}", by=by, on="2022-12-08")
        return credences(weighing.ties([*many, said], at=AT))

    promised, delivered = with_stage(stage), with_stage("done")
    assert all(promised[key] <= delivered[key] + 1e-12 for key in promised if key[1] != "ended")


@FAST
@given(MANY, st.data())
def test_rejecting_a_claim_equals_never_having_read_it(many: list[Claim], data: st.DataObject) -> None:
    if many:
        chosen = data.draw(st.sampled_from(many))
        without = [c for c in many if c.id != chosen.id]
        rejected = weighing.ties(many, at=AT, decisions=[Decided("reject", (chosen.id,))])
        assert rejected == weighing.ties(without, at=AT)
        undone = [Decided("reject", (chosen.id,), number=1), Decided("undo", ("d1",), number=2)]
        assert weighing.ties(many, at=AT, decisions=undone) == weighing.ties(many, at=AT)


@FAST
@given(MANY, DAYS)
def test_known_never_sees_what_was_published_later(many: list[Claim], known: str) -> None:
    early = [c for c in many if (c.article.published or "") <= known]
    assert weighing.ties(many, at=AT, known=known) == weighing.ties(early, at=AT)
    assert weighing.propositions(many, at=AT, known=known) == weighing.propositions(early, at=AT)


@FAST
@given(MANY)
def test_the_reasons_add_up_to_the_credence(many: list[Claim]) -> None:
    for p in weighing.propositions(many, at=AT):
        told = credence(sum(r.weight for r in p.reasons))
        assert any(math.isclose(r.credence, told, abs_tol=1e-9) for r in p.rungs)


SPANS = st.tuples(
    st.none() | st.dates(date(2022, 1, 1), date(2022, 3, 1)), st.dates(date(2022, 1, 1), date(2022, 3, 1))
)


@FAST
@given(st.lists(SPANS, max_size=12), SPANS)
def test_days_that_unfold_touch_what_all_of_them_touch(
    spans: list[tuple[date | None, date]], last: tuple[date | None, date]
) -> None:
    """Added one by one in the order of their days, as an episode grows, or all at once: the same answer."""
    (one,) = statements(claim("PRK > RUS transfer arms done CT+"), text="t", published=date(2022, 1, 1))
    said = [one._replace(opens=opens, day=day) for opens, day in sorted(spans, key=lambda x: x[1]) if day <= last[1]]
    unfolding = Unfolding()
    for s in said:
        unfolding.add(s)
        unfolding.touch(s)
    asked = one._replace(opens=last[0], day=last[1])
    assert unfolding.touch(asked) == Days(said).touch(asked)


@FAST
@given(MANY)
def test_the_matrix_shows_every_weight_once(many: list[Claim]) -> None:
    """Who speaks of two rungs on one occasion moves a matter once."""
    for p in weighing.propositions(many, at=AT):
        if any(r.stage == "ended" for r in p.rungs):
            continue
        moved = sum(r.weight for r in p.reasons if r.code in ("root", "denial"))
        assert math.isclose(sum(s.weight for s in p.stances), moved, abs_tol=1e-9)


@FAST
@given(MANY)
def test_what_every_tie_promises(many: list[Claim]) -> None:
    for t in weighing.ties(many, at=AT):
        assert 0 < t.low <= t.credence <= t.high < 1
        ladder = [r.credence for r in t.rungs]
        assert all(a >= b for a, b in zip(ladder, ladder[1:], strict=False))
        assert t.stage in {r.stage for r in t.rungs}
        assert t.credence == next(r.credence for r in t.rungs if r.stage == t.stage)
        assert sum(abs(w) for _, w in t.weights) < 1 + 1e-9 and 0 <= t.known <= 1
        assert set(t.claims) <= {c.id for c in many}
        assert not t.either_way or t.from_ is None or t.from_ <= t.to


@FAST
@given(MANY)
def test_silence_decays_towards_unknown(many: list[Claim]) -> None:
    """Years later nothing is surer for or against than it was, and all of it is nearly unknown."""
    now, later = weighing.ties(many, at=AT), weighing.ties(many, at="2062-01-01")
    assert {t.id for t in now} == {t.id for t in later}
    for t in later:
        assert t.known < 0.01
        assert all(abs(r.credence - 0.2) < 0.03 or r.stage == "ended" for r in t.rungs)


def test_draws_are_repeatable_and_keep_their_credence() -> None:
    said = [claim("PRK > RUS transfer arms done PR+", by="John Kirby/USA"), claim("IRN > RUS transfer arms done CT+")]
    ties = weighing.ties(said)
    worlds = weighing.draws(ties, count=4000, seed=7)
    assert np.array_equal(worlds, weighing.draws(ties, count=4000, seed=7))
    assert np.allclose(worlds.mean(axis=0), [t.credence for t in ties], atol=0.04)
    assert np.array_equal(worlds[:, 1], weighing.draws(ties[1:], count=4000, seed=7)[:, 0])


def test_ties_that_hang_on_one_root_stand_and_fall_together() -> None:
    lines = ["PRK > RUS transfer arms done CT+", "IRN > RUS transfer arms done CT+", "BLR > RUS transfer arms done CT+"]
    one = weighing.ties([claim(x, by="John Kirby/USA") for x in lines])
    apart = weighing.ties([claim(x, by=f"Speaker {k}/") for k, x in enumerate(lines)])

    def together(ties: list[Tie]) -> float:
        worlds = weighing.draws(ties, count=4000)
        return float(np.mean([np.corrcoef(worlds[:, a], worlds[:, b])[0, 1] for a, b in combinations(range(3), 2)]))

    assert together(one) > 0.3
    assert abs(together(apart)) < 0.06
