"""Worlds drawn root by root: how far each tie would have come if its sources were right, or wrong, together.

Ties that hang on one root must rise and fall together, else an interval over many ties of one source is far too narrow
(docs/measures.md, 3.7). Each root gets one uniform number a world; a tie takes the number of one of its roots, picked
in proportion to the share of belief that hangs on it, and has come at least as far as every rung whose credence exceeds
that number. So each tie's own chance is as it would be alone, whatever the sources share. A root that speaks against
the tie lends its number turned round; what hangs on no root has a number of the tie's own.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ostraka.measures.columns import LADDER, Columns
from ostraka.measures.weights import Array

__all__ = ["luck", "progress_of_worlds", "uniforms"]


def luck(names: Sequence[str], count: int, seed: int) -> Array:
    """Uniform numbers in [0, 1) for each name (count, N), which depend on the seed and the name and on nothing else.

    SplitMix64 (Steele, Lea and Flood 2014) started at a hash of the name: the same on every machine and in every order.
    """
    starts = [int.from_bytes(hashlib.blake2b(f"{seed} {n}".encode(), digest_size=8).digest(), "big") for n in names]
    steps = np.arange(1, count + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    z = np.array(starts, dtype=np.uint64)[None, :] + steps[:, None]
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    z = z ^ (z >> np.uint64(31))
    result: Array = (z >> np.uint64(11)) * 2.0**-53
    return result


def uniforms(ties: Columns, count: int, seed: int) -> Array:
    """One uniform number per world and tie (count, T), shared by ties through their roots. Same seed, same numbers.

    The numbers of a root depend on the seed and the root's name only, so another tie or another order changes nothing
    for the rest, and two dates can be compared world by world.
    """
    if not len(ties.ids):
        return np.zeros((count, 0))
    hung = ties.roots
    names = sorted(set(hung.name))
    at = {name: k for k, name in enumerate(names)}
    of_root = luck([f"root {name}" for name in names], count, seed)
    choice = luck([f"choice {id_}" for id_ in ties.ids], count, seed)
    result = luck([f"own {id_}" for id_ in ties.ids], count, seed)
    root = np.array([at[name] for name in hung.name], dtype=np.intp)
    first = np.searchsorted(hung.tie, np.arange(len(ties.ids)))  # rows of a tie stand together
    size, below = np.abs(hung.share), np.zeros(len(ties.ids))
    for place in range(int(np.bincount(hung.tie).max(initial=0))):
        rows = first[hung.tie] + place == np.arange(len(size))
        tie, lent = hung.tie[rows], of_root[:, root[rows]]
        picked = (choice[:, tie] >= below[tie]) & (choice[:, tie] < below[tie] + size[rows])
        result[:, tie] = np.where(picked, np.where(hung.share[rows] > 0, lent, 1 - lent), result[:, tie])
        below[tie] += size[rows]
    return result


def progress_of_worlds(ties: Columns, numbers: Array, stages: dict[str, float]) -> Array:
    """How far each tie has come in each world (count, T): the weight of the highest rung reached, 0 for none."""
    result: NDArray[np.float64] = np.zeros_like(numbers)
    counted = ties.chances()
    for k, stage in enumerate(LADDER):
        result = np.where(numbers < np.nan_to_num(counted[:, k], nan=-1.0), ties.known * stages[stage], result)
    return result
