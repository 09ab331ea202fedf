"""What carries a figure: the figure without each root or outlet, and the fewest claims without which it would turn.

A root is taken away by taking its log-odds out of every tie that it moves (`Tie.reasons`). The weighing would then
discount the roots that remain a little less, so this errs towards too large an effect; a claim that is rejected in the
ledger is weighed anew, exactly.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from itertools import combinations

import msgspec
import numpy as np

from ostraka.claims import Rung, Tie
from ostraka.measures.amounts import Amounts
from ostraka.measures.columns import progress
from ostraka.measures.dependence import leverage
from ostraka.measures.picture import Picture
from ostraka.measures.settings import settings
from ostraka.measures.weights import Array
from ostraka.weighing.kept import reasoned

__all__ = ["Carrier", "Flip", "Removal", "carriers", "flip", "flipping", "outlets", "without"]

Value = Callable[[Sequence[Iterable[str]]], Array]  # sets of roots → the figure without each set


class Carrier(msgspec.Struct, frozen=True, kw_only=True):
    """Isolation without one root (or outlet): the figure, its change in points, the claims through which it speaks."""

    root: str
    isolation: float
    delta: float
    claims: tuple[str, ...]


class Flip(msgspec.Struct, frozen=True, kw_only=True):
    """The fewest claims found without which a stated conclusion would not hold.

    `value` is the figure now and `without` the figure without them; `cut` is what it would have to cross. `smallest`
    says that every smaller set of the strongest roots was tried. No claims: no set that was tried turns it.
    """

    conclusion: str
    value: float
    cut: float
    without: float
    roots: tuple[str, ...]
    claims: tuple[str, ...]
    smallest: bool


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


class Removal:
    """The figures of one picture with roots taken away."""

    def __init__(self, of: Picture) -> None:
        self.of = of
        self._moved: dict[tuple[int, frozenset[str]], float] = {}  # how far a tie would have come without some roots

    @cached_property
    def touched(self) -> dict[str, list[int]]:
        """The ties (numbers) that each root moves."""
        found: dict[str, list[int]] = {}
        for k, tie in reasoned(self.of.system.ties):
            for reason in tie.reasons:
                if reason.root and reason.weight and k not in found.setdefault(reason.root, []):
                    found[reason.root].append(k)
        return found

    @cached_property
    def claims(self) -> dict[str, tuple[str, ...]]:
        """The claims through which each root speaks."""
        found: dict[str, dict[str, None]] = {}
        for _, tie in reasoned(self.of.system.ties):
            for reason in tie.reasons:
                if reason.root in self.touched:
                    found.setdefault(str(reason.root), {}).update(dict.fromkeys(reason.claims))
        return {root: tuple(mine) for root, mine in found.items()}

    def progress(self, sets: Sequence[Iterable[str]]) -> Array:
        """How far each tie would have come without each set of roots (K,T)."""
        system = self.of.system
        made = np.tile(system.progress, (len(sets), 1))
        for row, roots in enumerate(sets):
            mine: dict[int, list[str]] = {}
            for root in roots:
                for k in self.touched.get(root, ()):
                    mine.setdefault(k, []).append(root)
            for k, gone in mine.items():
                made[row, k] = self.progress_of(k, *gone)
        return made

    def isolation(self, i: int, sets: Sequence[Iterable[str]]) -> Array:
        """Isolation of state i without each set of roots (K), all solved in one stack."""
        system = self.of.system
        standing, _ = self.of.others(system.r(self.progress(sets)))
        result: Array = 50 * (1 - standing[:, i])
        return result

    def leverage(self, i: int, j: int, sets: Sequence[Iterable[str]], found: Amounts | None = None) -> Array:
        """Leverage of state i over j without each set of roots (K)."""
        return np.atleast_1d(leverage(self.of.system, i, j, self.progress(sets), found))

    def strongest(self, i: int) -> list[str]:
        """The roots that move state i most, by the gradient; all of them where they are few."""
        roots, most = sorted(self.touched), self.of.system.settings.search.roots
        if len(roots) <= most:
            return roots
        slopes, system = self.of.sensitivity(i), self.of.system
        size = {
            root: abs(sum(slopes[k] * (self.progress_of(k, root) - system.progress[k]) for k in self.touched[root]))
            for root in roots
        }
        return sorted(sorted(roots, key=lambda r: (-size[r], r))[:most])

    def progress_of(self, k: int, *roots: str) -> float:
        """How far one tie would have come without these roots."""
        key = (k, frozenset(roots))
        if key not in self._moved:
            tie = self.of.system.ties[k]
            self._moved[key] = tie.known * progress(without(tie, roots), self.of.system.settings.stages)
        return self._moved[key]


def carriers(of: Picture, state: str, removal: Removal | None = None) -> tuple[Carrier, ...]:
    """Isolation without each root, the largest change first."""
    taken = removal or Removal(of)
    i = of.system.index[state]
    roots = taken.strongest(i)
    return told(of, i, {root: (root,) for root in roots}, taken)


def outlets(
    of: Picture, state: str, outlet: Mapping[str, str | None], removal: Removal | None = None
) -> tuple[Carrier, ...]:
    """Isolation without each outlet, the largest change first: without the roots that speak through it alone.

    `outlet` names the outlet of each claim.
    """
    taken = removal or Removal(of)
    groups: dict[str, list[str]] = {}
    for root, claims in taken.claims.items():
        names = {outlet.get(claim) for claim in claims}
        if len(names) == 1 and (name := names.pop()):
            groups.setdefault(name, []).append(root)
    return told(of, of.system.index[state], {name: tuple(roots) for name, roots in groups.items()}, taken)


def told(of: Picture, i: int, groups: Mapping[str, tuple[str, ...]], taken: Removal) -> tuple[Carrier, ...]:
    """Isolation without each group of roots."""
    if not groups:
        return ()
    values = taken.isolation(i, list(groups.values()))
    now = float(50 * (1 - of.standing[i]))
    made = [
        Carrier(
            root=name,
            isolation=float(v),
            delta=float(v) - now,
            claims=tuple(dict.fromkeys(c for root in roots for c in taken.claims.get(root, ()))),
        )
        for (name, roots), v in zip(groups.items(), values, strict=True)
    ]
    return tuple(
        sorted(
            (c for c in made if abs(c.delta) > of.system.settings.search.noise), key=lambda c: (-abs(c.delta), c.root)
        )
    )


def flip(
    conclusion: str, value: Value, roots: Sequence[str], claims: Mapping[str, tuple[str, ...]], cut: float
) -> Flip:
    """The fewest claims without which a figure would lie on the other side of `cut`.

    `value` gives the figure without each of some sets of roots. All sets of up to three of the twelve strongest roots
    are tried, those with the fewest claims win; where none turns it, roots are added one by one, the strongest first,
    and those not needed are put back.
    """
    now = float(value([()])[0])
    down = now > cut
    moves = value([(root,) for root in roots]) - now if roots else np.zeros(0)
    ranked = [r for _, r in sorted(zip(moves if down else -moves, roots, strict=True), key=lambda x: (x[0], x[1]))]

    def made(chosen: tuple[str, ...], smallest: bool) -> Flip:
        return Flip(
            conclusion=conclusion,
            value=now,
            cut=cut,
            without=float(value([chosen])[0]),
            roots=tuple(sorted(chosen)),
            claims=tuple(dict.fromkeys(c for root in chosen for c in claims.get(root, ()))),
            smallest=smallest,
        )

    search = settings().search
    for size in range(1, search.sets + 1):
        sets = list(combinations(ranked[: search.strongest], size))
        hits = [sets[k] for k in hits_of(value(sets), cut, down)] if sets else []
        if hits:
            return made(min(hits, key=lambda s: (sum(len(claims.get(r, ())) for r in s), s)), True)
    return made(greedy(value, ranked, cut, down), False)


def flipping(of: Picture, state: str, cut: float) -> tuple[str, ...]:
    """The fewest roots without which isolation would lie on the other side of `cut`; empty where no set does it."""
    taken, i = Removal(of), of.system.index[state]
    return flip("isolation", lambda sets: taken.isolation(i, sets), taken.strongest(i), taken.claims, cut).roots


def hits_of(values: Array, cut: float, down: bool) -> list[int]:
    """Where the figure lies on the other side of the cut."""
    return [int(k) for k in np.flatnonzero(values <= cut if down else values > cut)]


def greedy(value: Value, ranked: list[str], cut: float, down: bool) -> tuple[str, ...]:
    """Roots added one by one until the conclusion turns, then those not needed put back."""
    sets = [tuple(ranked[:k]) for k in range(1, len(ranked) + 1)]
    hits = hits_of(value(sets), cut, down) if sets else []
    if not hits:
        return ()
    chosen = list(sets[hits[0]])
    for root in list(chosen):
        rest = [r for r in chosen if r != root]
        if rest and hits_of(value([rest]), cut, down):
            chosen = rest
    return tuple(sorted(chosen))
