"""Speed and calibration of the measures on made-up systems; needs nothing but the package.

    python benchmarks/measures.py            # about half a minute

Prints: 200 states x 10 channels x 1,000 dates solved; one picture with draws; one state's figures; coverage of the
nominal 90 % interval when ties share roots; the largest gap between the mean of drawn worlds and the figure.
"""

from __future__ import annotations

import resource
import sys
import time

import numpy as np

from ostraka.claims import Rung, Tie
from ostraka.measures import isolation, picture
from ostraka.measures.draws import progress_of_worlds, uniforms
from ostraka.measures.standing import solve
from ostraka.measures.weights import weighed_states


def made_up(count: int, roots: int, seed: int = 1) -> list[Tie]:
    """Random ties between states, each hanging on one of `roots` roots."""
    rng = np.random.default_rng(seed)
    states = weighed_states()
    acts = (("transfer", "arms"), ("transfer", "energy"), ("transfer", "trade"), ("support", "politics"),
            ("sanction", "sanctions"), ("oppose", "politics"), ("cooperate", "military"))  # fmt: skip
    made: dict[str, Tie] = {}
    while len(made) < count:
        a, b = sorted(rng.choice(len(states), 2, replace=False))
        act, channel = acts[rng.integers(len(acts))]
        credence = float(rng.uniform(0.3, 0.98))
        id_ = f"{a}-{b}-{act}-{channel}"
        rung = Rung(stage="done", credence=credence, low=max(credence - 0.2, 0), high=min(credence + 0.2, 1))
        made[id_] = Tie(
            id=id_, from_=states[a], to=states[b], act=act, channel=channel, kind="for", either_way=act == "cooperate",
            stage="done", credence=credence, low=rung.low, high=rung.high, rungs=(rung,), goods=(), first=None,
            confirmed="2022-11-01", ended=None, contested=False, propositions=(), claims=(f"c{id_}",),
            weights=((f"root{rng.integers(roots)}", 0.9),),
        )  # fmt: skip
    return list(made.values())


def dates(count: int = 1000, n: int = 200, chunk: int = 50) -> float:
    """Seconds to solve `count` dates of n states (channels are summed into B beforehand), single precision."""
    rng = np.random.default_rng(2)
    b = (rng.uniform(-0.3, 1, (chunk, n, n)) / n).astype(np.float32)
    start = time.perf_counter()
    for _ in range(count // chunk):
        solve(b)
    return time.perf_counter() - start


def coverage(ties: list[Tie], truths: int = 200) -> tuple[float, float]:
    """Share of truths (drawn root by root) inside the nominal interval, over all states touched; mean gap in points."""
    of = picture(ties)
    low, high = np.quantile(of.worlds.standing, [0.05, 0.95], axis=0)
    numbers = uniforms(of.system.ties, truths, seed=99)
    b = of.system.matrix(of.system.r(progress_of_worlds(of.system.ties, numbers, of.system.settings.stages)))
    true = solve(b, 0.8, 0.5, 1e-8).standing
    touched = of.live[np.ptp(of.worlds.standing[:, of.live], axis=0) > 0]
    inside = (true[:, touched] >= low[touched]) & (true[:, touched] <= high[touched])
    gap = 50 * np.abs(of.worlds.standing.mean(axis=0) - of.standing)[touched].max()
    return float(inside.mean()), float(gap)


def main() -> None:
    """Run and print."""
    print(f"1,000 dates x 200 states solved: {dates():.2f} s")
    for count in (1_000, 10_000):
        ties = made_up(count, roots=200)
        start = time.perf_counter()
        of = picture(ties, at="2022-11-15")
        middle = time.perf_counter()
        isolation(of, "RUS")
        end = time.perf_counter()
        print(
            f"{count:,} ties: picture {middle - start:.2f} s, one state's figures with 200 draws {end - middle:.2f} s"
        )
    for roots in (2_000, 50, 5):
        inside, gap = coverage(made_up(2_000, roots))
        print(f"2,000 ties on {roots:,} roots: nominal 90 % covers {inside:.3f}, mean off by {gap:.3f} points at most")
    print(f"memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    sys.exit(main())
