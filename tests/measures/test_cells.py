"""From ties to cells and figures: what the ledger's side of the properties asks (docs/measures.md, "Properties")."""

from __future__ import annotations

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ostraka.claims import Reason, Tie
from ostraka.measures import isolation, picture
from ostraka.measures.cells import system
from ostraka.measures.columns import chances, columns
from ostraka.measures.draws import luck, progress_of_worlds, uniforms
from ostraka.measures.figures import claim_shares
from ostraka.measures.settings import settings as chosen
from ostraka.measures.weights import weighed_states
from tests.measures.worlds import tie

STATES = ("CHN", "DEU", "FRA", "IND", "IRN", "PRK", "RUS", "UKR", "USA")
ACTS = ("transfer", "meet", "support", "oppose", "sanction", "attack", "cooperate", "deny")


@st.composite
def some_ties(draw: st.DrawFn) -> list[Tie]:
    made: dict[str, Tie] = {}
    for _ in range(draw(st.integers(0, 14))):
        a, b = draw(st.lists(st.sampled_from((*STATES, "EU", "UN", "WEST")), min_size=2, max_size=2, unique=True))
        one = tie(
            min(a, b) if (act := draw(st.sampled_from(ACTS))) in ("meet", "cooperate") else a,
            max(a, b) if act in ("meet", "cooperate") else b,
            act,
            draw(st.sampled_from(("arms", "energy", "sanctions", "diplomacy", "politics"))),
            draw(st.floats(0.01, 0.99)),
            stage=draw(st.sampled_from(("sought", "promised", "attempted", "done"))),
            roots=((draw(st.sampled_from("pqrs")), 0.9),),
            either_way=act in ("meet", "cooperate"),
            known=draw(st.floats(0.1, 1.0)),
        )
        made[one.id] = one
    return list(made.values())


@settings(max_examples=40, deadline=None)
@given(some_ties())
def test_02_the_split_by_partner_channel_tie_and_claim_is_exact(ties: list[Tie]) -> None:
    """Property 26 too: the claims' shares sum to the tie's, the ties' to the partner's, the partners' to the figure."""
    of = picture(ties, at="2022-11-15", states=STATES)
    for state in STATES:
        found = isolation(of, state)
        assert found.isolation - 50 == pytest.approx(sum(p.points for p in found.partners), abs=1e-9)
        assert found.isolation == pytest.approx(50 * (1 - found.reach + found.opposition), abs=1e-9)
        assert sum(v for _, v in found.channels) == pytest.approx(found.isolation - 50, abs=1e-9)
        weights = {name: channel.weight for name, channel in of.system.settings.channels.items()}
        on = sum(weights[name] * (value - 50) for name, value in found.on)
        assert on == pytest.approx(found.isolation - 50, abs=1e-9)
        for partner in found.partners:
            assert partner.points == pytest.approx(sum(t.points for t in partner.ties), abs=1e-9)
            for one in partner.ties:
                assert sum(v for _, v in one.claims) == pytest.approx(one.points, abs=1e-9)


@settings(max_examples=40, deadline=None)
@given(some_ties(), st.randoms(use_true_random=False))
def test_30_the_order_of_ties_changes_nothing(ties: list[Tie], random: object) -> None:
    mixed = list(ties)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    a, b = picture(ties, states=STATES), picture(mixed, states=STATES)
    assert isolation(a, "RUS") == isolation(b, "RUS")


@settings(max_examples=40, deadline=None)
@given(some_ties(), st.floats(0.0, 0.95))
def test_24_decay_alone_widens_and_pulls_to_the_unknown(ties: list[Tie], left: float) -> None:
    """With less of every tie known, nobody's ignorance interval shrinks and coverage does not rise."""
    faded = [msgspec.structs.replace(t, known=t.known * left) for t in ties]
    a, b = picture(ties, states=STATES), picture(faded, states=STATES)
    assert np.all(b.coverage <= a.coverage + 1e-12)
    narrow, wide = a.ignorance(-1.0, 1.0), b.ignorance(-1.0, 1.0)
    assert np.all(wide[1] - wide[0] >= narrow[1] - narrow[0] - 1e-9)
    assert a.system.parts.number == b.system.parts.number  # nothing is gone, only less of it is known
    if left == 0:
        assert np.allclose(b.standing, 0)


@settings(max_examples=30, deadline=None)
@given(some_ties())
def test_12_an_unread_tie_changes_no_figure(ties: list[Tie]) -> None:
    """A tie of which nothing is known any more moves the mean nowhere, and the bounds hold the figure."""
    unread = tie("CHN", "FRA", "transfer", "finance", 0.9, known=0.0, width=1.0)
    a, b = picture(ties, states=STATES), picture([*ties, unread], states=STATES)
    assert np.allclose(a.standing, b.standing)
    assert np.allclose(a.coverage, b.coverage)
    low, high = b.ignorance(-1.0, 1.0)
    assert np.all(low <= b.standing + 1e-9) and np.all(b.standing <= high + 1e-9)


@settings(max_examples=30, deadline=None)
@given(st.floats(0.2, 0.99), st.sampled_from(sorted(set(chosen().channels) - {"standing"})))
def test_23_a_promise_never_outweighs_the_delivery(credence: float, channel: str) -> None:
    of = {s: picture([tie("IRN", "RUS", "transfer", channel, credence, stage=s)], states=STATES) for s in
          ("sought", "promised", "attempted", "done")}  # fmt: skip
    reach = [of[s].reach[of[s].system.index["RUS"]] for s in ("sought", "promised", "attempted", "done")]
    assert reach == sorted(reach)


@given(st.floats(0.01, 0.99), st.floats(0.0, 0.5))
def test_22_a_denial_lowers_and_a_denied_tie_is_not_hostile(credence: float, less: float) -> None:
    a = picture([tie("PRK", "RUS", credence=credence)], states=STATES)
    b = picture([tie("PRK", "RUS", credence=max(credence - less, 0.01), contested=True)], states=STATES)
    i = a.system.index["RUS"]
    assert b.reach[i] <= a.reach[i] and b.opposition[i] == 0.0
    assert b.system.parts.number == a.system.parts.number  # it is still there


def test_nobody_speaks_is_nothing() -> None:
    """A tie at the weighing's prior counts for nothing, as a tie that nobody speaks of."""
    assert dict(chances(tie("IRN", "RUS", credence=0.2)))["done"] == pytest.approx(0.0)


def test_21_a_copy_takes_only_from_its_own_root() -> None:
    """Two outlets of one root share its part; the other root's claim keeps its own."""
    roots = (("wire", 0.6), ("minister", 0.3))

    def split(*wire: str) -> dict[str, float]:
        reasons = (
            Reason(code="root", words="", weight=1.0, root="wire", claims=wire),
            Reason(code="root", words="", weight=0.5, root="minister", claims=("m",)),
        )
        return dict(claim_shares(tie("IRN", "RUS", roots=roots, claims=(*wire, "m"), reasons=reasons)))

    one, two = split("a"), split("a", "b")
    assert two["m"] == pytest.approx(one["m"]) and two["a"] + two["b"] == pytest.approx(one["a"])


def test_luck_is_uniform_and_the_same_everywhere() -> None:
    numbers = luck(["a", "b", "c", "d"], 4000, seed=1)
    assert np.all((numbers >= 0) & (numbers < 1))
    assert np.allclose(np.quantile(numbers, [0.1, 0.5, 0.9], axis=0), np.array([[0.1], [0.5], [0.9]]), atol=0.03)
    assert np.all(np.abs(np.corrcoef(numbers.T) - np.eye(4)) < 0.06)
    assert luck(["b"], 3, seed=1).tolist() == numbers[:3, 1:2].tolist() != luck(["b"], 3, seed=2).tolist()


@pytest.mark.parametrize("roots", [(("a", 0.9),), (("a", 0.5), ("b", -0.4)), ()])
def test_a_tie_by_itself_holds_in_its_share_of_the_worlds(roots: tuple[tuple[str, float], ...]) -> None:
    one = tie("IRN", "RUS", credence=0.6, roots=roots)
    cols = columns([one], chosen(), STATES)
    reached = progress_of_worlds(
        cols, uniforms(cols, 4000, seed=3), {"done": 1.0, "sought": 0, "promised": 0, "attempted": 0, "ended": 0}
    )
    assert reached.mean() == pytest.approx(dict(chances(one))["done"], abs=0.025)


def test_25_the_same_seed_gives_the_same_interval() -> None:
    ties = [tie("IRN", "RUS", credence=0.6), tie("USA", "RUS", "sanction", "sanctions", 0.8, roots=(("b", 0.9),))]
    assert isolation(picture(ties), "RUS").credence == isolation(picture(ties), "RUS").credence


def test_27_sources_are_drawn_together() -> None:
    """One source behind 400 ties gives a wide interval, 400 sources behind them a narrow one."""
    partners = [s for s in weighed_states() if s != "RUS"][:100]
    channels = ("arms", "energy", "trade", "finance")
    together = [tie(p, "RUS", "transfer", c, 0.6, roots=(("one", 1.0),)) for p in partners for c in channels]
    apart = [tie(p, "RUS", "transfer", c, 0.6, roots=((f"{p}{c}", 1.0),)) for p in partners for c in channels]
    wide, narrow = (isolation(picture(t), "RUS").credence for t in (together, apart))
    assert wide.high - wide.low > 3 * (narrow.high - narrow.low)


def test_27_nominal_intervals_cover() -> None:
    """The truth drawn root by root (24 roots, 384 ties) lies in the nominal 90 % interval 86 to 94 times in 100."""
    partners = [s for s in weighed_states() if s != "RUS"][:96]
    ties = [
        tie(p, "RUS", "transfer", c, 0.6, roots=((f"root {k % 24}", 1.0),))
        for c in ("arms", "energy", "trade", "finance")
        for k, p in enumerate(partners)
    ]
    of = picture(ties)
    i = of.system.index["RUS"]
    interval = isolation(of, "RUS").credence
    cols = of.system.columns
    truths = progress_of_worlds(cols, uniforms(cols, 600, seed=7), of.system.settings.stages)
    flat = 50 * (1 - of.system.matrix(of.system.r(truths))[:, i] @ of.worth)
    inside = (interval.low - 0.05 <= flat) & (flat <= interval.high + 0.05)
    assert 0.86 <= inside.mean() <= 0.94


def test_28_thin_coverage_gets_no_word() -> None:
    assert isolation(picture([tie("IRN", "RUS")]), "RUS").word == "not_enough_evidence"


def test_a_bloc_acts_through_its_members_of_that_day() -> None:
    sanctions = [tie("EU", "RUS", "sanction", "sanctions", kind="against")]
    after = {p.code for p in isolation(picture(sanctions, at="2022-11-15"), "RUS").partners}
    before = {p.code for p in isolation(picture(sanctions, at="2015-11-15"), "RUS").partners}
    assert "GBR" in before - after and "FRA" in after and "CHE" not in after


def test_a_member_that_does_the_same_by_itself_is_counted_once() -> None:
    bloc = tie("EU", "RUS", "sanction", "sanctions", 0.9)
    own = tie("DEU", "RUS", "sanction", "sanctions", 0.8)
    one, both = (isolation(picture(t, at="2022-11-15"), "RUS").isolation for t in ([bloc], [bloc, own]))
    assert one == pytest.approx(both)


def test_what_cannot_be_counted_is_told() -> None:
    assessed = tie("USA", "RUS", "assess", "standing", kind="assessment")
    assert isolation(picture([assessed]), "RUS").uncounted == (assessed.id,)
    assert system([assessed]).uncounted == (0,)


def test_who_buys_oil_relieves_the_seller() -> None:
    found = isolation(picture([tie("RUS", "IND", "transfer", "energy")]), "RUS")
    assert found.partners[0].code == "IND" and found.partners[0].points < 0


@pytest.mark.parametrize("act,channel", [("attack", "conflict"), ("sanction", "sanctions")])
def test_hostility_shows_on_the_one_who_bears_it(act: str, channel: str) -> None:
    of = picture([tie("RUS", "UKR", act, channel, kind="against")], states=STATES)
    assert isolation(of, "UKR").isolation > 50 and isolation(of, "RUS").isolation == 50
