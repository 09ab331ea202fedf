"""The properties of standing on random systems (numbers: docs/measures.md, section "Properties")."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ostraka.errors import BadData
from ostraka.measures import standing as maths
from tests.measures.worlds import World, worlds


@given(worlds())
def test_01_ranges(world: World) -> None:
    found = world.solve()
    assert np.all(np.abs(found.standing) <= 1 + 1e-12)
    assert np.all((found.worth >= 1 - world.lam - 1e-12) & (found.worth <= 1 + 1e-12))
    assert np.all((maths.isolation_of(found.standing) >= -1e-9) & (maths.isolation_of(found.standing) <= 100 + 1e-9))


@given(worlds())
def test_02_contributions_sum_to_the_standing(world: World) -> None:
    found = world.solve()
    parts = maths.contributions(world.g, world.r, found.worth)
    assert np.allclose(parts.sum(axis=(0, 2)), found.standing, atol=1e-10)
    reach, opposition = maths.reach_opposition(world.g, world.r, found.worth)
    assert np.allclose(reach - opposition, found.standing, atol=1e-10)


@given(worlds())
def test_03_the_solution_solves(world: World) -> None:
    found = world.solve()
    again = world.b @ maths.worth(found.standing, world.lam, 0.5)
    assert np.allclose(again, found.standing, atol=1e-10)


@given(worlds(), st.data())
def test_04_support_never_raises_own_isolation(world: World, data: st.DataObject) -> None:
    """Whatever the rest of the world does, hostile ties included; taking support away never lowers it."""
    c, n, _ = world.r.shape
    i, j = data.draw(st.permutations(range(n)))[:2]
    k = data.draw(st.integers(0, c - 1))
    more = world.r.copy()
    more[k, i, j] = data.draw(st.floats(world.r[k, i, j], 1.0))
    assert world._replace(r=more).solve().standing[i] >= world.solve().standing[i] - 1e-10


@given(worlds(hostile=False), st.data())
def test_05_without_hostility_support_helps_everyone(world: World, data: st.DataObject) -> None:
    c, n, _ = world.r.shape
    i, j = data.draw(st.permutations(range(n)))[:2]
    more = world.r.copy()
    more[data.draw(st.integers(0, c - 1)), i, j] = 1.0
    assert np.all(world._replace(r=more).solve().standing >= world.solve().standing - 1e-10)


@given(st.floats(0.05, 1.0), st.floats(0.05, 1.0), st.sampled_from([0.3, 0.8, 0.95]))
def test_06_an_isolated_friend_counts_for_less(strength: float, help_: float, lam: float) -> None:
    """States 1 and 2 support 0 alike; 3 supports 1 only, so 1 has the better standing."""
    r = np.zeros((1, 4, 4))
    r[0, 0, 1] = r[0, 0, 2] = strength
    r[0, 1, 3] = help_
    world = World(r, np.ones((1, 4)), np.ones(1), lam)
    parts = maths.contributions(world.g, world.r, world.solve().worth)[0, 0]
    assert parts[1] > parts[2]


@given(worlds(), st.randoms(use_true_random=False))
def test_07_names_do_not_matter(world: World, random: object) -> None:
    n = world.r.shape[1]
    order = np.array(random.sample(range(n), n))  # type: ignore[attr-defined]
    moved = world._replace(r=world.r[:, order][:, :, order], m=world.m[:, order])
    assert np.allclose(moved.solve().standing, world.solve().standing[order], atol=1e-9)


@given(worlds(), st.floats(0.01, 100), st.floats(0.01, 100))
def test_08_units_of_weights_do_not_matter(world: World, a: float, b: float) -> None:
    scaled = world._replace(m=world.m * a, w=world.w * b)
    assert np.allclose(scaled.solve().standing, world.solve().standing, atol=1e-9)


@given(worlds(), st.data())
def test_09_a_small_doubt_moves_little(world: World, data: st.DataObject) -> None:
    """|ΔS| ≤ g |Δr| / (1 - λ) for everyone, in any one cell."""
    c, n, _ = world.r.shape
    i, j = data.draw(st.permutations(range(n)))[:2]
    k = data.draw(st.integers(0, c - 1))
    other = world.r.copy()
    other[k, i, j] = data.draw(st.floats(-1, 1))
    step = abs(other[k, i, j] - world.r[k, i, j]) * world.g[k, i, j]
    moved = np.abs(world._replace(r=other).solve().standing - world.solve().standing)
    assert np.all(moved <= step / (1 - world.lam) + 1e-9)


@given(worlds(lams=(0.3, 0.5, 0.8)))
def test_11_rounds_are_bounded(world: World) -> None:
    tolerance = 1e-9
    found = maths.solve(world.b, world.lam, tolerance=tolerance)
    assert found.rounds <= 2 + math.ceil(math.log(tolerance) / math.log(world.lam))


@given(worlds())
def test_13_all_support_and_no_tie(world: World) -> None:
    full = world._replace(r=np.broadcast_to(1 - np.eye(world.r.shape[1]), world.r.shape))
    assert np.allclose(maths.isolation_of(full.solve().standing), 0, atol=1e-8)
    nobody = world._replace(r=np.zeros_like(world.r))
    assert np.allclose(maths.isolation_of(nobody.solve().standing), 50)


@given(worlds(), st.integers(0, 2**32 - 1))
def test_14_the_enclosure_encloses(world: World, seed: int) -> None:
    rng = np.random.default_rng(seed)
    width = rng.uniform(0, 0.7, world.r.shape) * (1 - np.eye(world.r.shape[1]))
    low, high = np.clip(world.r - width, -1, 1), np.clip(world.r + width, -1, 1)
    bounds = maths.enclosure((world.g * low).sum(axis=0), (world.g * high).sum(axis=0), world.lam)
    for _ in range(5):
        inside = world._replace(r=low + rng.random(world.r.shape) * (high - low)).solve().standing
        assert np.all(bounds[0] - 1e-9 <= inside) and np.all(inside <= bounds[1] + 1e-9)


@given(worlds(lams=(0.0,)), st.floats(0.1, 0.9))
def test_15_splitting_a_partner_changes_nothing_for_others(world: World, part: float) -> None:
    """With λ = 0 and weights by mass: the last state becomes two that do the same."""
    c, n, _ = world.r.shape
    r = np.zeros((c, n + 1, n + 1))
    r[:, :n, :n] = world.r
    r[:, :n, n] = world.r[:, :, n - 1]
    m = np.concatenate([world.m, world.m[:, -1:] * (1 - part)], axis=1)
    m[:, n - 1] *= part
    split = World(r, m, world.w, 0.0).solve().standing[: n - 1]
    assert np.allclose(split, world.solve().standing[: n - 1], atol=1e-9)


@given(st.lists(worlds(lams=(0.8,)), min_size=2, max_size=4))
def test_16_a_stack_is_solved_as_each_alone(many: list[World]) -> None:
    n = max(w.r.shape[1] for w in many)
    stack = np.zeros((len(many), n, n))
    for k, w in enumerate(many):
        stack[k, : len(w.b), : len(w.b)] = w.b
    together = maths.solve(stack, 0.8, tolerance=1e-12).standing
    for k, w in enumerate(many):
        assert np.allclose(together[k, : len(w.b)], w.solve().standing, atol=1e-8)


@given(worlds(lams=(0.3, 0.8)), st.integers(0, 2**32 - 1))
def test_17_the_closed_form_agrees_with_drawing(world: World, seed: int) -> None:
    """Standard deviation by the gradient within 25 % of sampling, for small independent noise in every cell."""
    rng = np.random.default_rng(seed)
    sigma = 0.01
    noise = rng.normal(0, sigma, (1500, *world.r.shape)) * (1 - np.eye(world.r.shape[1]))
    drawn = maths.solve((world.g * (world.r + noise)).sum(axis=1), world.lam, tolerance=1e-11).standing.std(axis=0)
    found = world.solve()
    z = 0.5 + found.standing
    if np.any((np.abs(z) < 0.05) | (np.abs(1 - z) < 0.05)):
        return  # at the edges of the clip the gradient jumps
    gradient = maths.jacobian(world.b, found.standing, world.lam, 0.5)
    own = ((world.g * found.worth) ** 2 * sigma**2).sum(axis=(0, 2))
    closed = np.sqrt((gradient**2) @ own)
    assert np.mean(np.abs(closed / drawn - 1) < 0.25) >= 0.9


def test_single_precision_stops() -> None:
    world = np.random.default_rng(3).uniform(-0.1, 0.1, (4, 9, 9)).astype(np.float32)
    assert maths.solve(world, 0.8, tolerance=1e-12).rounds < 60


def test_a_recursion_that_need_not_converge_is_refused() -> None:
    with pytest.raises(BadData, match="need not converge"):
        maths.solve(np.ones((3, 3)), 0.9, 0.2)


@given(st.integers(0, 10_000), st.integers(2, 12), st.integers(0, 40))
def test_many_systems_of_few_cells_are_solved_as_their_matrices_are(seed: int, n: int, cells: int) -> None:
    draw = np.random.default_rng(seed)
    place = np.sort(draw.choice(n * n, min(cells, n * n), replace=False))
    state, partner = place // n, place % n
    value = draw.uniform(-1, 1, (3, len(place))).astype(np.float32) / n
    b = np.zeros((3, n, n), np.float32)
    b[:, state, partner] = value
    sparse, dense = maths.solve_cells(value, state, partner, n, 0.8, 0.5), maths.solve(b)
    assert np.allclose(sparse.standing, dense.standing, atol=1e-5)
    assert np.allclose(sparse.worth, dense.worth, atol=1e-5)
