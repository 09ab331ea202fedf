"""Where the states of a network stand: the same places for the same ties, on every machine and every time.

A force layout (Fruchterman and Reingold 1991) from a fixed start: those who stand with each other draw together, those
who stand against each other push apart, so that camps show. No random number is drawn.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

__all__ = ["HEIGHT", "WIDTH", "around", "layout"]

WIDTH, HEIGHT, EDGE = 1000, 640, 46
GOLDEN = math.pi * (3 - math.sqrt(5))  # the turn of a sunflower's seeds: no two stand in one line
ROUNDS = 110
APART = 1.2  # how much harder those push who stand against each other
INWARD = 0.055  # pull to the middle, so that what hangs together loosely does not drift away

Array = NDArray[np.float64]
Spots = dict[str, tuple[float, float]]


def layout(codes: Sequence[str], pulls: Mapping[tuple[str, str], float]) -> Spots:
    """A place in the drawing for each code; `pulls` are above 0 with each other, below 0 against.

    The order of `codes` is the order of importance: the first start in the middle.
    """
    n = len(codes)
    if n < 2:
        return dict.fromkeys(codes, (WIDTH / 2, HEIGHT / 2))
    index = {code: k for k, code in enumerate(codes)}
    pull = np.zeros((n, n))
    for (a, b), value in pulls.items():
        pull[index[a], index[b]] = pull[index[b], index[a]] = value
    at = settle(start(n), np.maximum(pull, 0), np.maximum(-pull, 0))
    spread = fitted(at)
    return {code: (round(float(x), 1), round(float(y), 1)) for code, (x, y) in zip(codes, spread, strict=True)}


def start(n: int) -> Array:
    """Places like a sunflower's seeds, in a circle of radius 1."""
    k = np.arange(n)
    r = np.sqrt((k + 0.5) / n)
    return np.stack([r * np.cos(k * GOLDEN), r * np.sin(k * GOLDEN)], axis=1)


def settle(at: Array, near: Array, far: Array) -> Array:
    """Let the forces work, a little less in every round."""
    n = len(at)
    k = 1.4 / math.sqrt(n)
    for round_ in range(ROUNDS):
        dx = at[:, None, 0] - at[None, :, 0]
        dy = at[:, None, 1] - at[None, :, 1]
        square = dx * dx + dy * dy + 1e-4
        force = k * k * (1 + APART * far) / square - near * np.sqrt(square) / k
        moved = np.stack([(force * dx).sum(axis=1), (force * dy).sum(axis=1)], axis=1) - at * INWARD / k
        length = np.sqrt((moved**2).sum(axis=1, keepdims=True)) + 1e-9
        heat = 0.12 * (1 - round_ / ROUNDS)
        at = at + moved / length * np.minimum(length, heat)
    return at


def fitted(at: Array) -> Array:
    """The places stretched to the drawing by rank and by distance in equal parts, then pushed off one another."""
    n = len(at)
    size = np.array([WIDTH - 2 * EDGE, HEIGHT - 2 * EDGE], float)
    low, high = at.min(axis=0), at.max(axis=0)
    by_distance = (at - low) / np.where(high > low, high - low, 1)
    by_rank = at.argsort(axis=0, kind="stable").argsort(axis=0, kind="stable") / max(n - 1, 1)
    spread = EDGE + size * (0.5 * by_distance + 0.5 * by_rank)
    room = min(0.8 * math.sqrt(WIDTH * HEIGHT / n), 74.0)
    for _ in range(30):
        dx = spread[:, None, 0] - spread[None, :, 0]
        dy = 1.5 * (spread[:, None, 1] - spread[None, :, 1])
        distance = np.sqrt(dx * dx + dy * dy) + np.eye(n) * 1e9 + 1e-6
        push = np.maximum(room - distance, 0) / distance / 4
        spread = spread + np.stack([(push * dx).sum(axis=1), (push * dy).sum(axis=1) / 1.5], axis=1)
        spread = np.clip(spread, EDGE, [WIDTH - EDGE, HEIGHT - EDGE / 2])
    made: Array = spread
    return made


def around(codes: Sequence[str], centre: str) -> Spots:
    """One in the middle, the others around it in their order, on two rings where they are many."""
    others = [c for c in codes if c != centre]
    made: Spots = {centre: (WIDTH / 2, HEIGHT / 2)}
    for k, code in enumerate(others):
        angle = -math.pi / 2 + 2 * math.pi * (k + 0.5) / len(others)
        ring = 1.0 if len(others) <= 24 or k % 2 == 0 else 0.68
        x, y = WIDTH / 2 + ring * 370 * math.cos(angle), HEIGHT / 2 + ring * 262 * math.sin(angle)
        made[code] = (round(x, 1), round(y, 1))
    return made
