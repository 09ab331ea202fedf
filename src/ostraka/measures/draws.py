"""Worlds drawn root by root: how far each tie would have come if its sources were right, or wrong, together.

Ties that hang on one root must rise and fall together, else an interval over many ties of one source is far too narrow
(docs/measures.md, 3.7). Each root gets one uniform number a world; a tie takes the number of one of its roots, picked
in proportion to the share of belief that hangs on it, and has come at least as far as every rung whose credence exceeds
that number. So each tie's own chance is as it would be alone, whatever the sources share. A root that speaks against
the tie lends its number turned round; what hangs on no root has a number of the tie's own.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ostraka.claims import Tie
from ostraka.measures.cells import chances
from ostraka.measures.weights import Array

__all__ = ["progress_of_worlds", "uniforms"]


def uniforms(ties: Sequence[Tie], count: int, seed: int) -> Array:
    """One uniform number per world and tie (count, T), shared by ties through their roots. Same seed, same numbers.

    The numbers of a root depend on the seed and the root's name only, so another tie or another order changes nothing
    for the rest, and two dates can be compared world by world.
    """
    cache: dict[str, Array] = {}

    def of(name: str) -> Array:
        if name not in cache:
            cache[name] = np.random.default_rng([seed, *name.encode("utf-8")]).random(count)
        return cache[name]

    result = np.empty((count, len(ties)))
    for k, tie in enumerate(ties):
        roots = [(root, share) for root, share in sorted(tie.weights) if share]
        roots.append((tie.id, max(1.0 - sum(abs(share) for _, share in roots), 0.0) if roots else 1.0))
        share = np.abs([s for _, s in roots])
        edges = np.cumsum(share / share.sum())[:-1]
        picked = (
            np.searchsorted(edges, of(f"choice {tie.id}"), side="right") if len(roots) > 1 else np.zeros(count, int)
        )
        table = np.stack([of(root) if s >= 0 else 1 - of(root) for root, s in roots])
        result[:, k] = table[picked, np.arange(count)]
    return result


def progress_of_worlds(ties: Sequence[Tie], numbers: Array, stages: dict[str, float]) -> Array:
    """How far each tie has come in each world (count, T): the weight of the highest rung reached, 0 for none."""
    result: NDArray[np.float64] = np.zeros_like(numbers)
    for k, tie in enumerate(ties):
        for stage, chance in chances(tie):
            result[numbers[:, k] < chance, k] = tie.known * stages[stage]
    return result
