"""What carries a figure: isolation without each root, and the fewest roots without which a conclusion would turn.

A root is taken away by taking its log-odds out of every tie that it moves (`Tie.reasons`). The weighing would then
discount the roots that remain a little less, so this errs towards too large an effect; a claim that is rejected in the
ledger is weighed anew, exactly.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations

import msgspec
import numpy as np

from ostraka.claims import Rung, Tie
from ostraka.measures.cells import progress
from ostraka.measures.picture import Picture
from ostraka.measures.standing import solve
from ostraka.measures.weights import Array

__all__ = ["Carrier", "carriers", "flipping", "without"]

SMALL = 3  # sets up to so many of the strongest roots are all tried before the greedy way
STRONGEST = 12


class Carrier(msgspec.Struct, frozen=True, kw_only=True):
    """Isolation without one root: the figure and its change in points; the claims through which the root speaks."""

    root: str
    isolation: float
    delta: float
    claims: tuple[str, ...]


def without(tie: Tie, roots: Iterable[str]) -> Tie:
    """The tie as it would stand if `roots` had said nothing."""
    gone = set(roots)
    shift = sum(r.weight for r in tie.reasons if r.root in gone)
    if not shift:
        return tie
    rungs = tuple(Rung(stage=r.stage, credence=moved(r.credence, shift), low=r.low, high=r.high) for r in tie.rungs)
    values = {f: getattr(tie, f) for f in tie.__struct_fields__} | {
        "rungs": rungs,
        "credence": moved(tie.credence, shift),
    }
    return Tie(**values)


def moved(credence: float, shift: float) -> float:
    """A credence with log-odds `shift` taken out of it."""
    p = min(max(credence, 1e-9), 1 - 1e-9)
    return float(1 / (1 + np.exp(-(np.log(p / (1 - p)) - shift))))


def isolation_without(of: Picture, i: int, sets: Sequence[Iterable[str]]) -> Array:
    """Isolation of state i without each set of roots (K), all solved in one stack."""
    stages = of.system.settings.stages
    made = np.tile(of.system.progress, (len(sets), 1))
    touched = roots_of(of)
    for row, roots in enumerate(sets):
        for k in {k for root in roots for k in touched.get(root, ())}:
            made[row, k] = of.system.ties[k].known * progress(without(of.system.ties[k], roots), stages)
    live = of.live
    b = of.system.matrix(of.system.r(made))[:, live[:, None], live[None, :]]
    s = of.system.settings.standing
    standing = solve(b, s.lambda_, s.rho, 1e-9).standing
    where = np.flatnonzero(live == i)
    result: Array = 50 * (1 - standing[:, where[0]]) if len(where) else np.full(len(sets), 50.0)
    return result


def roots_of(of: Picture) -> dict[str, list[int]]:
    """The ties (indices) that each root moves."""
    found: dict[str, list[int]] = {}
    for k, tie in enumerate(of.system.ties):
        for reason in tie.reasons:
            if reason.root and reason.weight:
                found.setdefault(reason.root, []).append(k)
    return found


def carriers(of: Picture, state: str) -> tuple[Carrier, ...]:
    """Isolation without each root, the largest change first."""
    i = of.system.index[state]
    roots = sorted(roots_of(of))
    if not roots:
        return ()
    values = isolation_without(of, i, [(root,) for root in roots])
    now = float(50 * (1 - of.standing[i]))
    claims: dict[str, dict[str, None]] = {root: {} for root in roots}
    for tie in of.system.ties:
        for reason in tie.reasons:
            if reason.root in claims:
                claims[reason.root].update(dict.fromkeys(reason.claims))
    made = [
        Carrier(root=root, isolation=float(v), delta=float(v) - now, claims=tuple(claims[root]))
        for root, v in zip(roots, values, strict=True)
    ]
    return tuple(sorted((c for c in made if abs(c.delta) > 1e-9), key=lambda c: (-abs(c.delta), c.root)))


def flipping(of: Picture, state: str, cut: float) -> tuple[str, ...]:
    """The fewest roots without which isolation would lie on the other side of `cut`; empty where no set does it.

    All sets of up to three of the strongest roots are tried, so a set of that size is a smallest one among them; then
    roots are added one by one, the strongest first, and those not needed are put back.
    """
    i = of.system.index[state]
    now = float(50 * (1 - of.standing[i]))
    down = now > cut
    ranked = [c.root for c in sorted(carriers(of, state), key=lambda c: c.delta if down else -c.delta)]
    ranked = [c for c in ranked if c]

    for size in range(1, SMALL + 1):
        sets = list(combinations(ranked[:STRONGEST], size))
        hits = hits_of(isolation_without(of, i, sets), cut, down) if sets else []
        if hits:
            return tuple(sorted(sets[hits[0]]))
    return greedy(of, i, ranked, cut, down)


def hits_of(values: Array, cut: float, down: bool) -> list[int]:
    """Where isolation lies on the other side of the cut."""
    return [int(k) for k in np.flatnonzero(values <= cut if down else values > cut)]


def greedy(of: Picture, i: int, ranked: list[str], cut: float, down: bool) -> tuple[str, ...]:
    """Roots added one by one until the conclusion turns, then those not needed put back."""
    sets = [tuple(ranked[:k]) for k in range(1, len(ranked) + 1)]
    hits = hits_of(isolation_without(of, i, sets), cut, down) if sets else []
    if not hits:
        return ()
    chosen = list(sets[hits[0]])
    for root in list(chosen):
        rest = [r for r in chosen if r != root]
        if rest and hits_of(isolation_without(of, i, [rest]), cut, down):
            chosen = rest
    return tuple(sorted(chosen))
