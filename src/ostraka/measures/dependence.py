"""Who needs whom: dependence with alternatives, leverage, influence over a neighbourhood (measures.md 3.4, 3.5).

For a need q of state i (a channel, on the intake or the outlet side) with weight ν, partner j and ease of switching σ:

    α_ijq = Σ_{k≠i,j} K_k o_ik / Σ_{k≠i,j} K_k      the share of the world's capacity still open to i
    D_ijq = ν s_ijq (1 - σ α_ijq)                    s: j's share of i's credited outside supply (or outlet)
    D_ij  = Σ_q D_ijq        L_ij = D_ji - D_ij      i's leverage over j

From news the shares are those of the supply that is credited, so a named partner can look larger than he is: they are
shares of what was read. Leverage is a capacity ("could press"), not control.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
import numpy as np

from ostraka.measures.cells import System
from ostraka.measures.settings import Need
from ostraka.measures.weights import Array, partner_weights

__all__ = ["Dependence", "Influence", "dependence", "dependences", "hill", "influence", "leverage", "openness"]


class Dependence(msgspec.Struct, frozen=True, kw_only=True):
    """How much a state needs one partner for one need: value 0..1, its share s, and the alternatives α still open."""

    partner: str
    need: str
    value: float
    share: float
    alternatives: float
    ties: tuple[str, ...]


class Influence(msgspec.Struct, frozen=True, kw_only=True):
    """A state's influence over a neighbourhood: level 0..1, share of all states' influence there, breadth (members)."""

    level: float
    share: float
    breadth: float
    members: tuple[tuple[str, float], ...]


def hill(shares: Array, q: float = 2.0) -> float:
    """The effective number of partners, (Σ s^q)^(1/(1-q)) of the positive shares; 0 where there are none.

    >>> hill(np.array([0.5, 0.5])), hill(np.array([1.0, 0.0]))
    (2.0, 1.0)
    """
    s = np.asarray(shares, float)
    s = s[s > 0]
    if not len(s):
        return 0.0
    s = s / s.sum()
    return float(np.exp(-(s * np.log(s)).sum())) if q == 1 else float((s**q).sum() ** (1 / (1 - q)))


def openness(system: System, i: int, progress: Array) -> Array:
    """o_ik (..., n): how far each state is open to i as a supplier or market; 1 where nothing is known to close it.

    An act that closes (a sanction, an attack) closes both ways: who is under sanctions cannot buy, who imposes them
    does not.
    """
    closed = np.zeros((*progress.shape[:-1], len(system.states)))
    for part in system.parts:
        act = system.settings.acts[system.ties[part.tie].act]
        if act.closes and part.given and i in (part.state, part.partner):
            k = part.partner if part.state == i else part.state
            closed[..., k] = np.maximum(closed[..., k], act.closes * progress[..., part.tie])
    result: Array = 1 - closed
    return result


def supply(system: System, i: int, need: Need, progress: Array) -> Array:
    """Credited supply to i (intake) or outlet of i from each partner (..., n), before it is made a share."""
    made = np.zeros((*progress.shape[:-1], len(system.states)))
    for k, tie in enumerate(system.ties):
        weight = system.settings.carries.get(tie.act, 0.0)
        if not weight or tie.channel != need.channel or tie.from_ is None:
            continue
        mine, other = (tie.to, tie.from_) if need.side == "intake" else (tie.from_, tie.to)
        if tie.either_way and other == system.states[i]:
            mine, other = other, mine
        if mine == system.states[i] and other in system.index:
            j = system.index[other]
            made[..., j] = np.maximum(made[..., j], weight * progress[..., k])
    return made


def dependence(system: System, i: int, progress: Array | None = None) -> dict[str, tuple[Array, Array, Array]]:
    """For each need (D, share, alternatives), each (..., n): how much i needs every other; all D sum to at most 1.

    Shares are of the credited supply once that amounts to a whole supplier; below it the rest is unknown, not others'.
    """
    at = system.progress if progress is None else progress
    open_ = openness(system, i, at)
    found = {}
    for name, need in system.settings.needs.items():
        credited = supply(system, i, need, at)
        total = np.maximum(credited.sum(axis=-1, keepdims=True), 1.0)
        share = (1 - need.own) * credited / total
        alternatives = alternatives_of(open_, capacity(system, need.capacity), i)
        found[name] = (need.weight * share * (1 - need.ease * alternatives), share, alternatives)
    return found


def alternatives_of(open_: Array, capacity: Array, i: int) -> Array:
    """α_ij (..., n): of the world's capacity without i and j, the share that is open to i."""
    k = capacity.copy()
    k[i] = 0.0
    usable = open_ * k
    rest = k.sum() - k
    left: Array = (usable.sum(axis=-1, keepdims=True) - usable) / np.where(rest > 0, rest, 1.0)
    return np.clip(left, 0, 1)


def capacity(system: System, column: str) -> Array:
    """World capacity by state."""
    return partner_weights(column, system.states, system.settings)


def dependences(system: System, state: str) -> tuple[Dependence, ...]:
    """The dependences of a state on each partner and need, the largest first."""
    i = system.index[state]
    made = []
    for name, (value, share, alternatives) in dependence(system, i).items():
        need = system.settings.needs[name]
        for j in np.flatnonzero(value > 0):
            made.append(
                Dependence(
                    partner=system.states[j],
                    need=name,
                    value=float(value[j]),
                    share=float(share[j]),
                    alternatives=float(alternatives[j]),
                    ties=tuple(supplying(system, state, system.states[j], need)),
                )
            )
    return tuple(sorted(made, key=lambda d: (-d.value, d.partner, d.need)))


def supplying(system: System, state: str, partner: str, need: Need) -> Iterable[str]:
    """The ties behind a dependence."""
    for tie in system.ties:
        ends = (tie.to, tie.from_) if need.side == "intake" else (tie.from_, tie.to)
        fits = ends == (state, partner) or (tie.either_way and ends == (partner, state))
        if fits and tie.channel == need.channel and tie.act in system.settings.carries:
            yield tie.id


def leverage(system: System, i: int, j: int, progress: Array | None = None) -> Array:
    """L_ij = D_ji - D_ij in [-1, 1] (shape of the leading axes): what i could press j with, net of the reverse."""
    theirs = sum(value[..., i] for value, _, _ in dependence(system, j, progress).values())
    ours = sum(value[..., j] for value, _, _ in dependence(system, i, progress).values())
    return np.asarray(theirs - ours)


def influence(system: System, j: int, members: tuple[str, ...]) -> Influence:
    """The influence of state j over `members`, each of the same weight: level Σ u D_ij, share, breadth."""
    group = [m for m in members if m in system.index and system.index[m] != j]
    total = np.zeros(len(system.states))
    on_j = np.zeros(len(group))
    for k, member in enumerate(group):
        d = np.sum([value for value, _, _ in dependence(system, system.index[member]).values()], axis=0)
        total += d / len(group)
        on_j[k] = d[j] / len(group)
    whole = float(total.sum())
    return Influence(
        level=float(total[j]),
        share=float(total[j]) / whole if whole else 0.0,
        breadth=hill(on_j),
        members=tuple((m, float(v)) for m, v in zip(group, on_j, strict=True) if v > 0),
    )
