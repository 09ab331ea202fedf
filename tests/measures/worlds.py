"""Systems of states for the property tests: random cells, and ties by hand."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from hypothesis import strategies as st
from numpy.typing import NDArray

from ostraka.claims import Reason, Rung, Tie
from ostraka.measures import standing as maths

LADDER = ("sought", "promised", "attempted", "done")


class World(NamedTuple):
    """Shares g and readings r (c,n,n), with what they were made of."""

    r: NDArray[np.float64]
    m: NDArray[np.float64]
    w: NDArray[np.float64]
    lam: float

    @property
    def g(self) -> NDArray[np.float64]:
        return maths.shares(self.w, self.m)

    @property
    def b(self) -> NDArray[np.float64]:
        return (self.g * self.r).sum(axis=0)

    def solve(self) -> maths.Solution:
        return maths.solve(self.b, self.lam, tolerance=1e-13)


@st.composite
def worlds(draw: st.DrawFn, hostile: bool = True, lams: tuple[float, ...] = (0.0, 0.5, 0.8, 0.95)) -> World:
    """Random worlds of 2 to 9 states and 1 to 4 channels, sparse, with or without hostility."""
    n, c = draw(st.integers(2, 9)), draw(st.integers(1, 4))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    low = -1.0 if hostile else 0.0
    r = rng.uniform(low, 1.0, (c, n, n)) * (rng.random((c, n, n)) < draw(st.sampled_from([0.2, 0.6, 1.0])))
    for channel in r:
        np.fill_diagonal(channel, 0.0)
    m = rng.lognormal(0, draw(st.sampled_from([0.0, 1.5])), (c, n))
    return World(r, m, rng.uniform(0.1, 1.0, c), draw(st.sampled_from(lams)))


def tie(
    from_: str,
    to: str,
    act: str = "transfer",
    channel: str = "arms",
    credence: float = 0.9,
    *,
    stage: str = "done",
    roots: tuple[tuple[str, float], ...] = (("root", 0.9),),
    claims: tuple[str, ...] = ("c1",),
    reasons: tuple[Reason, ...] = (),
    either_way: bool = False,
    width: float = 0.2,
    known: float = 1.0,
    confirmed: str | None = "2022-11-08",
    contested: bool = False,
    kind: str = "for",
) -> Tie:
    """A tie by hand: on `stage` with `credence`, and nothing beyond it."""
    low, high = max(credence - width / 2, 0.0), min(credence + width / 2, 1.0)
    upto = LADDER[: LADDER.index(stage) + 1]
    return Tie(
        id=f"{from_}-{to}-{act}-{channel}",
        from_=from_,
        to=to,
        act=act,
        channel=channel,
        kind=kind,
        either_way=either_way,
        stage=stage,
        credence=credence,
        low=low,
        high=high,
        rungs=tuple(Rung(stage=s, credence=credence, low=low, high=high) for s in upto),
        goods=(),
        first=confirmed,
        confirmed=confirmed,
        ended=None,
        contested=contested,
        propositions=(),
        claims=claims,
        weights=roots,
        reasons=reasons,
        known=known,
    )
