"""Ties as columns: what the arithmetic needs of them, as arrays, however many there are.

`columns` takes them from ties; a store of weighed ties can give the same columns without making a record of each
(`Columns.made`). Order is that of the ids, so the order in which ties come never matters.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ostraka.claims import Tie
from ostraka.measures.settings import Settings
from ostraka.measures.weights import Array
from ostraka.weighing.kept import Ties
from ostraka.weighing.pool import credence, prior

__all__ = ["LADDER", "Columns", "Roots", "chances", "columns", "progress"]

LADDER = ("sought", "promised", "attempted", "done", "ended")
BODY, NOBODY = -1, -2  # in place of the index of a state

Indices = NDArray[np.intp]


class Roots(NamedTuple):
    """Which roots ties hang on: one row a tie and root. `share` is signed (below 0: it speaks against)."""

    tie: Indices
    name: Sequence[str]
    share: Array
    given: Indices | None = None  # numbers of the roots, where a store has them

    @property
    def number(self) -> Indices:
        """A number for the root of each row, the same for the same root; a store may give numbers for names."""
        if self.given is not None:
            return self.given
        if isinstance(self.name, np.ndarray) and self.name.dtype.kind == "i":
            return self.name
        at = {name: k for k, name in enumerate(dict.fromkeys(self.name))}
        return np.fromiter(map(at.__getitem__, self.name), dtype=np.intp, count=len(self.name))


class Columns(NamedTuple):
    """T ties. `from_` and `to` are indices of states (-1 a body, -2 nobody), `act` and `channel` of the settings' (-1:
    none).

    `rungs` (T, 5) says how surely each tie has come at least so far, NaN where nobody speaks of a rung; `known` how
    much of the evidence is fresh, `width` how wide the interval of the credence is.
    """

    ids: Sequence[str]
    from_: Indices
    to: Indices
    from_code: Sequence[str | None]
    to_code: Sequence[str]
    act: Indices
    channel: Indices
    either_way: NDArray[np.bool_]
    rungs: Array
    known: Array
    width: Array
    roots: Roots

    @classmethod
    def made(cls, s: Settings, states: tuple[str, ...], **given: Any) -> Columns:
        """From codes and names: `ids`, `from_code`, `to_code`, `act`, `channel` (words), and the numbers as above."""
        index = {code: k for k, code in enumerate(states)}
        acts, channels = ({name: k for k, name in enumerate(x)} for x in (s.acts, s.channels))
        return cls(
            ids=given["ids"],
            from_=np.array([NOBODY if c is None else index.get(c, BODY) for c in given["from_code"]], dtype=np.intp),
            to=np.array([index.get(c, BODY) for c in given["to_code"]], dtype=np.intp),
            from_code=given["from_code"],
            to_code=given["to_code"],
            act=np.array([acts.get(a, -1) for a in given["act"]], dtype=np.intp),
            channel=np.array([channels.get(c, -1) for c in given["channel"]], dtype=np.intp),
            either_way=np.asarray(given["either_way"], dtype=bool),
            rungs=np.asarray(given["rungs"], dtype=float).reshape(-1, len(LADDER)),
            known=np.asarray(given["known"], dtype=float),
            width=np.asarray(given["width"], dtype=float),
            roots=given["roots"],
        )

    def chances(self, rungs: Array | None = None) -> Array:
        """What of each rung's credence counts (T, 5): above the weighing's prior, (p - p0) / (1 - p0), nothing below.

        A tie of which nobody speaks has the prior and yet counts for nothing; so who alone denies a tie does not make
        a little of it.
        """
        before = credence(prior())
        given = self.rungs if rungs is None else rungs
        result: Array = np.maximum(given - before, 0.0) / (1 - before)
        return result

    def exactly(self, rungs: Array | None = None) -> Array:
        """P(exactly so far) of each rung (T, 5); what is left to 1 is P(nothing of it)."""
        counted = self.chances(rungs)
        result, beyond = np.zeros_like(counted), np.zeros(counted.shape[:-1])
        for k in reversed(range(len(LADDER))):
            there = ~np.isnan(counted[..., k])
            result[..., k] = np.where(there, np.maximum(np.nan_to_num(counted[..., k]) - beyond, 0.0), 0.0)
            beyond = np.where(there, np.nan_to_num(counted[..., k]), beyond)
        return result

    def progress(self, stages: dict[str, float], rungs: Array | None = None) -> Array:
        """How far each tie has come in expectation, times how much of it is known (T)."""
        weights = np.array([stages[stage] for stage in LADDER])
        result: Array = self.known * np.minimum(self.exactly(rungs) @ weights, 1.0)
        return result

    def spread(self, stages: dict[str, float]) -> Array:
        """Standard deviation of `progress` (T), over worlds in which a tie is exactly on one rung or on none."""
        weights, exactly = np.array([stages[stage] for stage in LADDER]), self.exactly()
        variance = exactly @ weights**2 - (exactly @ weights) ** 2
        result: Array = self.known * np.sqrt(np.maximum(variance, 0.0))
        return result

    def held(self) -> Array:
        """How surely each tie has come any way at all, above the prior (T)."""
        counted = self.chances()
        result: Array = np.where(np.isnan(counted), 0.0, counted).max(axis=1, initial=0.0)
        return result

    def known_share(self) -> Array:
        """How much of each tie is known (T): of what is still fresh, what its interval does not leave open."""
        result: Array = np.clip(self.known * (1.0 - self.width), 0.0, 1.0)
        return result


def columns(ties: Sequence[Tie], s: Settings, states: tuple[str, ...]) -> Columns:
    """The columns of ties, which should come in the order of their ids."""
    if isinstance(ties, Ties):
        return kept_columns(ties, s, states)
    rungs = np.full((len(ties), len(LADDER)), np.nan)
    place = {stage: k for k, stage in enumerate(LADDER)}
    for row, tie in enumerate(ties):
        for rung in tie.rungs or (tie,):
            rungs[row, place[rung.stage]] = rung.credence
    hung = [(k, one) for k, tie in enumerate(ties) for one in in_name_order(tie.weights) if one[1]]
    return Columns.made(
        s,
        states,
        ids=[t.id for t in ties],
        from_code=[t.from_ for t in ties],
        to_code=[t.to for t in ties],
        act=[t.act for t in ties],
        channel=[t.channel for t in ties],
        either_way=[t.either_way for t in ties],
        rungs=rungs,
        known=[t.known for t in ties],
        width=[t.high - t.low for t in ties],
        roots=Roots(
            np.array([k for k, _ in hung], dtype=np.intp),
            [one[0] for _, one in hung],
            np.array([one[1] for _, one in hung], dtype=float),
        ),
    )


def kept_columns(ties: Ties, s: Settings, states: tuple[str, ...]) -> Columns:
    """The columns of ties that are kept as such."""
    words, places = (
        np.array(ties.words, dtype=object),
        [{word: k for k, word in enumerate(known)} for known in (states, tuple(s.acts), tuple(s.channels))],
    )
    state, act, channel = (np.array([x.get(w, -1) for w in ties.words], dtype=np.intp) for x in places)
    from_, to = ties.column("from_"), ties.column("to")
    nobody = from_ == ties.words.index("")
    from_code = words[from_]
    from_code[nobody] = None
    return Columns(
        ids=ties.ids,
        from_=np.where(nobody, NOBODY, np.where(state[from_] < 0, BODY, state[from_])),
        to=np.where(state[to] < 0, BODY, state[to]),
        from_code=from_code.tolist(),
        to_code=words[to].tolist(),
        act=act[ties.column("act")],
        channel=channel[ties.column("channel")],
        either_way=ties.column("either_way"),
        rungs=ties.rungs,
        known=ties.column("known"),
        width=ties.column("high") - ties.column("low"),
        roots=Roots(ties.root_tie, ties.root_names(), ties.column("share"), ties.column("root").astype(np.intp)),
    )


def in_name_order(weights: tuple[tuple[str, float], ...]) -> Sequence[tuple[str, float]]:
    """Roots in the order of their names."""
    return sorted(weights) if len(weights) > 1 else weights


def chances(tie: Tie) -> list[tuple[str, float]]:
    """(stage, what of its credence counts) for the rungs of one tie, from the lowest to the highest."""
    before = credence(prior())
    by_stage = {rung.stage: rung.credence for rung in tie.rungs} or {tie.stage: tie.credence}
    return [(s, max(by_stage[s] - before, 0.0) / (1 - before)) for s in LADDER if s in by_stage]


def progress(tie: Tie, stages: dict[str, float]) -> float:
    """How far one tie has come in expectation: Σ P(exactly this rung) x its stage's weight, in [0, 1]."""
    rungs = chances(tie)
    beyond = [p for _, p in rungs[1:]] + [0.0]
    return min(sum(max(p - q, 0.0) * stages[stage] for (stage, p), q in zip(rungs, beyond, strict=True)), 1.0)


def in_order(ties: Iterable[Tie]) -> Sequence[Tie]:
    """Ties in the order of their ids."""
    if isinstance(ties, Ties):
        return ties.by_id()
    return sorted(ties, key=lambda t: t.id)
