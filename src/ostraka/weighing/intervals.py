"""How unsure the credence itself is, and worlds drawn jointly: the same source is good or bad everywhere at once."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Mapping, Sequence
from functools import lru_cache
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from ostraka.claims import Tie
from ostraka.weighing.policy import table
from ostraka.weighing.pool import log_odds, worth

__all__ = ["COUNT", "draws", "normal", "shares", "spread"]

COUNT = int(table("work")["draws"]["count"])
MOST = int(table("work")["draws"]["roots"])
LOW = COUNT // 20  # the place of the 5 % quantile among the sorted draws
Array = NDArray[np.float64]


@lru_cache(maxsize=65536)
def normal(key: str, count: int = COUNT, seed: int = 0) -> Array:
    """`count` standard normal numbers that belong to `key`: the same on every machine, whatever else is drawn."""
    digest = hashlib.sha256(f"{seed}\x1f{key}".encode()).digest()
    drawn: Array = np.random.Generator(np.random.PCG64(int.from_bytes(digest[:8], "big"))).standard_normal(count)
    return drawn


@lru_cache(maxsize=4096)
def ratios(family: str, kind: str, letter: str | None) -> Array:
    """For each draw, what an assertion is worth when `knows` of the family is drawn, over what it is worth as set."""
    knows, anyway = worth(kind, letter)
    spread = float(table("sources")["prior"]["spread"])
    drawn = 1 / (1 + np.exp(-(math.log(knows / (1 - knows)) + spread * normal("knows:" + family))))
    blind = (1 - drawn) * anyway
    made: Array = np.log((drawn + blind) / blind) / log_odds(knows, anyway)
    return made


def spread(
    parts: Mapping[tuple[str, int], float], sources: Mapping[str, tuple[str, str, str | None]]
) -> tuple[float, float]:
    """The ends of the nominal 90 % interval of a sum of log-odds when the reliability of each source family is drawn.

    `sources` gives (family, kind, letter) of each root. Nobody has spoken: nothing, without an interval of its own.
    """
    if not parts:
        return 0.0, 0.0
    total = np.zeros(COUNT)
    for (root, _), part in sorted(parts.items()):
        total += part * ratios(*sources[root])
    total.sort()
    return float(total[LOW]), float(total[-LOW - 1])


def draws(ties: Sequence[Tie], *, count: int = COUNT, seed: int = 0) -> NDArray[np.bool_]:
    """Worlds in which each tie holds (as far as its stage) or not: shape (count, len(ties)).

    A tie holds in a share of the worlds that is its credence. Ties that hang on the same root hold or fall together,
    in the measure of the root's share in each (a Gaussian copula with one factor for each root). The same root draws
    the same luck at every date and in every call with the same seed, so differences may be taken draw by draw.
    """
    made = np.zeros((count, len(ties)), dtype=bool)
    normal_of = NormalDist()
    for k, tie in enumerate(ties):
        luck = np.zeros(count)
        own = 1.0
        for root, share in tie.weights:
            luck = luck + math.copysign(math.sqrt(abs(share)), share) * normal("root:" + root, count, seed)
            own -= abs(share)
        luck = luck + math.sqrt(max(own, 0.0)) * normal("tie:" + tie.id, count, seed)
        made[:, k] = luck > normal_of.inv_cdf(1 - min(max(tie.credence, 1e-9), 1 - 1e-9))
    return made


def shares(parts: Mapping[tuple[str, int], float]) -> tuple[tuple[str, float], ...]:
    """What hangs on each of the weightiest roots: signed shares whose sizes add up to less than 1.

    The rest is the prior's and that of further roots.
    """
    net: dict[str, float] = {}
    for (root, _), part in parts.items():
        net[root] = net.get(root, 0.0) + part
    whole = sum(abs(v) for v in net.values())
    if whole == 0:
        return ()
    rest = float(table("sources")["prior"]["own"])
    most = sorted(net, key=lambda root: (-abs(net[root]), root))[:MOST]
    return tuple((root, net[root] / whole * (1 - rest)) for root in sorted(most) if net[root])
