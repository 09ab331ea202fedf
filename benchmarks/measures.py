"""Speed and calibration of the measures on made-up systems; needs nothing but the package.

    python benchmarks/measures.py [days] [ties] [stored] [cover]     # all of them: about a minute

days: 200 states x 10 channels x 1,000 dates, channels summed and solved. ties: pictures and figures from records of
ties. stored: the same from columns, as a store of weighed ties can give them, up to 400,000. cover: how often the
nominal 90 % interval covers when ties share roots. Wall and processor time: on a busy machine the latter counts.
"""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np

from ostraka.claims import Rung, Tie
from ostraka.measures import account, isolation, picture
from ostraka.measures.cells import System
from ostraka.measures.columns import LADDER, Columns, Roots
from ostraka.measures.draws import progress_of_worlds, uniforms
from ostraka.measures.picture import Picture
from ostraka.measures.settings import settings
from ostraka.measures.standing import solve
from ostraka.measures.weights import weighed_states

ACTS = (("transfer", "arms"), ("transfer", "energy"), ("transfer", "trade"), ("support", "politics"),
        ("sanction", "sanctions"), ("oppose", "politics"), ("cooperate", "military"), ("meet", "diplomacy"),
        ("accuse", "diplomacy"), ("cooperate", "trade"))  # fmt: skip
EITHER_WAY = ("cooperate", "meet")


@contextmanager
def timed(what: str) -> Iterator[None]:
    """Print how long it takes."""
    start, spent = time.perf_counter(), time.process_time()
    yield
    print(
        f"{what}: {time.perf_counter() - start:.2f} s wall, {time.process_time() - spent:.2f} s processor", flush=True
    )


def made_up(count: int, roots: int, seed: int = 1) -> list[Tie]:
    """Random ties between states, each hanging on one of `roots` roots."""
    rng = np.random.default_rng(seed)
    states = weighed_states()
    made: dict[str, Tie] = {}
    while len(made) < count:
        a, b = sorted(rng.choice(len(states), 2, replace=False))
        act, channel = ACTS[rng.integers(len(ACTS))]
        credence_ = float(rng.uniform(0.3, 0.98))
        id_ = f"{a}-{b}-{act}-{channel}"
        rung = Rung(stage="done", credence=credence_, low=max(credence_ - 0.2, 0), high=min(credence_ + 0.2, 1))
        made[id_] = Tie(
            id=id_, from_=states[a], to=states[b], act=act, channel=channel, kind="for", either_way=act in EITHER_WAY,
            stage="done", credence=credence_, low=rung.low, high=rung.high, rungs=(rung,), goods=(), first=None,
            confirmed="2022-11-01", ended=None, contested=False, propositions=(), claims=(f"c{id_}",),
            weights=((f"root{rng.integers(roots)}", 0.9),),
        )  # fmt: skip
    return list(made.values())


def stored(count: int, roots: int, seed: int = 1) -> Columns:
    """The columns of so many random ties, as a store would give them."""
    rng, s, states = np.random.default_rng(seed), settings(), np.array(weighed_states())
    a = rng.integers(0, len(states), count)
    b = (a + rng.integers(1, len(states), count)) % len(states)
    kind = rng.integers(0, len(ACTS), count)
    rungs = np.full((count, len(LADDER)), np.nan)
    rungs[:, LADDER.index("done")] = rng.uniform(0.3, 0.98, count)
    hung = Roots(np.arange(count), rng.integers(0, roots, count), np.full(count, 0.9))
    return Columns(
        ids=np.arange(count).astype(str),
        from_=a,
        to=b,
        from_code=states[a],
        to_code=states[b],
        act=np.array([list(s.acts).index(act) for act, _ in ACTS])[kind],
        channel=np.array([list(s.channels).index(channel) for _, channel in ACTS])[kind],
        either_way=np.array([act in EITHER_WAY for act, _ in ACTS])[kind],
        rungs=rungs,
        known=np.full(count, 0.9),
        width=np.full(count, 0.2),
        roots=hung,
    )


def days(count: int = 1000, n: int = 200, channels: int = 10, chunk: int = 50) -> None:
    """1,000 dates: every day a hundredth of the 400,000 cells moves; channels are summed and everybody solved."""
    rng = np.random.default_rng(2)
    g = (rng.random((channels, n, n)) / (channels * n / 2)).astype(np.float32)
    r = rng.uniform(-0.3, 1, (channels, n, n)).astype(np.float32)
    moving = g.size // 100
    where = rng.integers(0, g.size, (count, moving))
    what = rng.uniform(-0.3, 1, (count, moving)).astype(np.float32)
    with timed(f"{count:,} dates x {n} states x {channels} channels solved"):
        b, stack = (g * r).sum(axis=0), np.empty((chunk, n, n), np.float32)
        flat, flat_r, flat_g = b.reshape(-1), r.reshape(-1), g.reshape(-1)
        for day in range(count):
            cells = where[day]
            np.add.at(flat, cells % (n * n), (what[day] - flat_r[cells]) * flat_g[cells])
            flat_r[cells] = what[day]
            stack[day % chunk] = b
            if day % chunk == chunk - 1:
                solve(stack)


def ties() -> None:
    """From records."""
    for count in (1_000, 10_000, 40_000):
        made = made_up(count, roots=200)
        with timed(f"{count:,} ties as records: picture"):
            of = picture(made, at="2022-11-15")
        with timed("    isolation of one state, split and intervals"):
            isolation(of, "RUS")
    made = made_up(1_000, roots=200)
    of, before = picture(made, at="2022-11-15"), picture(made[:800], at="2022-01-15")
    with timed("1,000 ties: the whole account of a state since an earlier day, what would turn it included"):
        account(of, "RUS", before=before)


class Lazy:
    """A sequence of ties that are made only when looked at."""

    def __init__(self, cols: Columns) -> None:
        self.cols = cols

    def __len__(self) -> int:
        return len(self.cols.ids)

    def __getitem__(self, k: Any) -> Tie:
        c, p = self.cols, float(self.cols.rungs[k, LADDER.index("done")])
        s = settings()
        rung = Rung(stage="done", credence=p, low=p - 0.1, high=p + 0.1)
        return Tie(
            id=str(c.ids[k]), from_=str(c.from_code[k]), to=str(c.to_code[k]), act=list(s.acts)[c.act[k]],
            channel=list(s.channels)[c.channel[k]], kind="for", either_way=bool(c.either_way[k]), stage="done",
            credence=p, low=p - 0.1, high=p + 0.1, rungs=(rung,), goods=(), first=None, confirmed=None, ended=None,
            contested=False, propositions=(), claims=(f"c{c.ids[k]}",), weights=((str(c.roots.name[k]), 0.9),),
        )  # fmt: skip


def from_store() -> None:
    """From columns: everything that a state's page shows, without a record of any tie but the state's own."""
    s, states = settings(), weighed_states()
    for count in (40_000, 400_000):
        cols = stored(count, roots=2_000)
        with timed(f"{count:,} stored ties: system, solved"):
            of = Picture(System(cols, Lazy(cols), s, states, "2022-11-15"))  # type: ignore[arg-type]
        with timed("    isolation of one state, split and intervals"):
            isolation(of, "RUS")


def coverage(made: list[Tie], truths: int = 200) -> tuple[float, float]:
    """Share of truths (drawn root by root) inside the nominal interval, over all states touched; mean gap in points."""
    of = picture(made)
    low, high = np.quantile(of.worlds.standing, [0.05, 0.95], axis=0)
    cols = of.system.columns
    numbers = uniforms(cols, truths, seed=99)
    b = of.system.matrix(of.system.r(progress_of_worlds(cols, numbers, of.system.settings.stages)))
    true = solve(b, 0.8, 0.5, 1e-8).standing
    touched = of.live[np.ptp(of.worlds.standing[:, of.live], axis=0) > 0]
    inside = (true[:, touched] >= low[touched]) & (true[:, touched] <= high[touched])
    gap = 50 * np.abs(of.worlds.standing.mean(axis=0) - of.standing)[touched].max()
    return float(inside.mean()), float(gap)


def cover() -> None:
    """Calibration."""
    for roots in (2_000, 50, 5):
        inside, gap = coverage(made_up(2_000, roots))
        print(f"2,000 ties on {roots:,} roots: nominal 90 % covers {inside:.3f}, mean off by {gap:.3f} points at most")


PARTS: dict[str, Callable[[], None]] = {"days": days, "ties": ties, "stored": from_store, "cover": cover}


def main() -> None:
    """Run and print."""
    for name in sys.argv[1:] or PARTS:
        PARTS[name]()
        print(f"    most memory so far: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    sys.exit(main())
