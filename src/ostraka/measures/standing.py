"""Standing in a system of states: the arithmetic, on plain arrays.

For state i, partner j and channel c, r[c,i,j] in [-1, 1] is what j does for (+) or against (-) i, and g[c,i,j] >= 0 the
share of the world that the cell stands for (summing to 1 over j and c). With B = Σ_c g r,

    S = B φ(S)        φ(S) = 1 - λ + λ clip(1/2 + S / (2ρ), 0, 1)        I = 50 (1 - S)

For ρ >= 1/2 the right side is a contraction of modulus λ max_i Σ_j |B_ij| <= λ, so there is one solution and the
iteration reaches it geometrically. Proofs: docs/measures.md.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ostraka.errors import BadData
from ostraka.measures.weights import Array

__all__ = [
    "Solution",
    "coverage",
    "enclosure",
    "isolation_of",
    "jacobian",
    "reach_opposition",
    "shares",
    "solve",
    "solve_cells",
    "worth",
]

Indices = NDArray[np.intp]

ROUNDS = 500  # far above what any λ < 1 that the settings allow needs; reached only by a mistake


class Solution(NamedTuple):
    """Standing S and worth φ of every state (shape (..., n)), and how many rounds it took."""

    standing: Any  # an array of b's own precision
    worth: Any
    rounds: int


def shares(channel_weights: Array, partner_weights: Array) -> Array:
    """The shares g[c,i,j] (shape c,n,n) from channel weights (c) and partner weights (c,n); each state's sum to 1.

    >>> g = shares(np.array([1.0]), np.array([[1.0, 1.0, 3.0]]))
    >>> g[0, 0].tolist()
    [0.0, 0.25, 0.75]
    """
    n = partner_weights.shape[1]
    off = partner_weights[:, None, :] * (1 - np.eye(n))[None]
    total = off.sum(axis=2, keepdims=True)
    part = np.divide(off, total, out=np.zeros_like(off), where=total > 0)
    result: Array = part * (channel_weights / channel_weights.sum())[:, None, None]
    return result


def worth(standing: NDArray[np.floating], lam: float, rho: float) -> Array:
    """φ: for how much a partner of that standing counts, between 1 - λ and 1."""
    result: Array = 1 - lam + lam * np.clip(0.5 + standing / (2 * rho), 0, 1)
    return result


def solve(b: NDArray[np.floating], lam: float = 0.8, rho: float = 0.5, tolerance: float = 1e-10) -> Solution:
    """The standing of every state. `b` has shape (..., n, n): one system or a stack of them (draws, dates).

    Single precision stops at 1e-6: below it the iteration would never settle. BadData where convergence is not
    assured (ρ < 1/2 with strong ties).

    >>> solve(np.array([[0.0, 1.0], [1.0, 0.0]])).standing.round(6).tolist()   # full support both ways
    [1.0, 1.0]
    """
    if rho < 0.5 and lam * float(np.abs(b).sum(axis=-1).max()) / (2 * rho) >= 1:
        raise BadData(f"rho = {rho} with lambda = {lam}: the recursion need not converge")
    first = np.full(b.shape[:-1], 1 - lam / 2, b.dtype)
    return settled(lambda phi: np.matmul(b, phi[..., None])[..., 0], first, lam, rho, tolerance)


def solve_cells(
    value: NDArray[np.floating], state: Indices, partner: Indices, n: int, lam: float, rho: float
) -> Solution:
    """The same of many systems (W) of few cells, from the cells' g r (W,L), in the order of their states.

    It never makes the matrices: with a thousand cells among two hundred states thirty times less is read in a round.
    """
    begins = np.flatnonzero(np.append(True, state[1:] != state[:-1])) if len(state) else state
    rows = state[begins]

    def summed(phi: Any) -> Any:
        made = np.zeros((len(value), n), value.dtype)
        if len(rows):
            made[:, rows] = np.add.reduceat(value * phi[:, partner], begins, axis=-1)
        return made

    return settled(summed, np.full((len(value), n), 1 - lam / 2, value.dtype), lam, rho, 1e-6)


def settled(summed: Callable[[Any], Any], phi: Any, lam: float, rho: float, tolerance: float) -> Solution:
    """The worths that no longer change, where `summed` gives the standings that worths make."""
    if phi.dtype == np.float32:
        tolerance = max(tolerance, 1e-6)
    rounds = 0
    for rounds in range(1, ROUNDS + 1):  # noqa: B007
        new: Any = worth(summed(phi), lam, rho)
        step = float(np.abs(new - phi).max(initial=0.0))
        phi = new
        if step < tolerance:
            break
    return Solution(np.asarray(summed(phi)), np.asarray(phi), rounds)


def isolation_of(standing: Array) -> Array:
    """I = 50 (1 - S): 0 the whole world with it, 100 against it, 50 nobody known or both sides equal."""
    result: Array = 50 * (1 - standing)
    return result


def contributions(g: Array, r: Array, phi: Array) -> Array:
    """C[c,i,j] = g r φ_j; sums to the standing exactly. In points of isolation: -50 C."""
    result: Array = g * r * phi[None, None, :]
    return result


def reach_opposition(g: Array, r: Array, phi: Array) -> tuple[Array, Array]:
    """Reach R and opposition H of every state (each n, in [0, 1]); S = R - H."""
    c = contributions(g, r, phi)
    return np.maximum(c, 0).sum(axis=(0, 2)), np.maximum(-c, 0).sum(axis=(0, 2))


def coverage(g: Array, known: Array) -> Array:
    """Share of the world's weight of which something is known, by state (n)."""
    result: Array = (g * known).sum(axis=(0, 2))
    return result


def jacobian(b: Array, standing: Array, lam: float, rho: float) -> Array:
    """G = (I - B Λ)^-1, Λ = diag φ'(S): how a shift of each state's standing moves everyone's (n,n)."""
    z = 0.5 + standing / (2 * rho)
    slope = np.where((z > 0) & (z < 1), lam / (2 * rho), 0.0)
    return np.asarray(np.linalg.inv(np.eye(len(b)) - b * slope[None, :]), dtype=np.float64)


def enclosure(low: Array, high: Array, lam: float = 0.8, rho: float = 0.5) -> tuple[Array, Array]:
    """Rigorous bounds of every state's standing when each B_ij lies anywhere in [low_ij, high_ij].

    Starts from the widest worths (1 - λ and 1) and narrows them together; every iterate encloses every possible world,
    so stopping early only loses sharpness.
    """
    n = len(low)
    least: Array = np.full(n, 1 - lam)
    most: Array = np.ones(n)
    s_low: Array = np.zeros(n)
    s_high: Array = np.zeros(n)
    for _ in range(ROUNDS):
        s_low = np.where(low >= 0, low * least, low * most).sum(axis=1)
        s_high = np.where(high >= 0, high * most, high * least).sum(axis=1)
        a, z = worth(s_low, lam, rho), worth(s_high, lam, rho)
        step = max(float(np.abs(a - least).max(initial=0)), float(np.abs(z - most).max(initial=0)))
        least, most = a, z
        if step < 1e-12:
            break
    return s_low, s_high
