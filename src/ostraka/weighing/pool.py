"""Pooling: log-odds added over independent families, with less for those who depend on one another.

    logit(credence) = logit(prior) + Σ over families of (voices for) − (voices against)

Within a family the strongest voice counts whole, the next a share, and all together are capped (sources.toml). A
voice is one speaker; his further occasions add almost nothing. Every voice's contribution is kept, so that the sum
of the reasons is the credence.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any, NamedTuple

from ostraka.weighing.policy import table

__all__ = ["Voice", "credence", "discounted", "log_odds", "logit", "odds_of", "pooled", "prior", "worth"]


class Voice(NamedTuple):
    """One speaker on one occasion, for (+) or against (−) one rung: `weight` in log-odds, always positive."""

    root: str
    speaker: str
    family: str
    press: bool
    sign: int
    weight: float


def logit(p: float) -> float:
    """Log-odds of a probability.

    >>> logit(0.5)
    0.0
    """
    return math.log(p / (1 - p))


@cache
def prior() -> float:
    """Log-odds of a proposition that nobody has spoken of."""
    return odds_of(float(table("sources")["prior"]["credence"]))


@cache
def least() -> float:
    """Never surer than this that it is not so; and the same from certainty."""
    return float(table("sources")["prior"]["floor"])


def credence(odds: float) -> float:
    """The probability for log-odds, bent away from certainty: however much is said, it comes no nearer than the floor.

    Bent, not cut off: of two matters the one with more evidence stays the surer one, and intervals keep two ends.

    >>> [round(credence(x), 3) for x in (0.0, 3.0, 50.0, -50.0)]
    [0.5, 0.944, 0.99, 0.01]
    """
    floor = least()
    return floor + (1 - 2 * floor) / (1 + math.exp(-max(-30.0, min(30.0, odds))))


def odds_of(credence: float) -> float:
    """The log-odds for a credence.

    >>> round(odds_of(0.944), 1)
    3.0
    """
    floor = least()
    return logit(min(max((credence - floor) / (1 - 2 * floor), 1e-12), 1 - 1e-12))


def log_odds(knows: float, anyway: float) -> float:
    """What one assertion of a source moves: log((k + (1-k)a) / ((1-k)a)).

    >>> round(log_odds(0.6, 0.18), 2)
    2.23
    """
    blind = (1 - knows) * anyway
    return math.log((knows + blind) / blind)


@cache
def worth(kind: str, letter: str | None) -> tuple[float, float]:
    """`knows` and `anyway` of a kind of source, or of what people gave it: a letter, or `knows` itself as a number."""
    rules: dict[str, Any] = table("sources")
    plain = rules["kind"].get(kind, rules["kind"]["anonymous"])
    knows = plain["knows"]
    if letter is not None and letter in rules["letter"]:
        knows = rules["letter"][letter]["knows"]
    elif letter is not None and letter[0].isdigit():
        knows = letter
    return float(knows), float(plain["anyway"])


def discounted(weights: Sequence[float], rule: str) -> list[float]:
    """What each of several dependent voices contributes, strongest first.

    >>> [round(w, 2) for w in discounted([2.0, 2.0, 1.0], "party")]
    [2.0, 0.6, 0.09]
    """
    settings = table("sources")["dependence"][rule]
    if len(weights) == 1 and settings["cap"] >= 1:
        return list(weights)  # as it would come out below; most speakers speak once
    parts = [w * settings["next"] ** k for k, w in enumerate(weights)]
    limit = settings["cap"] * weights[0] if weights else 0.0
    whole = sum(parts)
    return [p * limit / whole for p in parts] if whole > limit > 0 else parts


def pooled(voices: Iterable[Voice]) -> dict[tuple[str, int], float]:
    """The signed contribution of each (root, sign) in log-odds; their sum and the prior make the credence."""
    tree: dict[tuple[str, int, bool], dict[str, list[Voice]]] = defaultdict(lambda: defaultdict(list))
    for v in voices:
        if v.weight > 0:
            tree[v.family, v.sign, v.press][v.speaker].append(v)
    made: dict[tuple[str, int], float] = {}
    for (_, sign, press), speakers in sorted(tree.items()):
        for voice, part in _family(speakers, "press" if press else "party"):
            made[voice.root, sign] = made.get((voice.root, sign), 0.0) + sign * part
    return made


def _family(speakers: dict[str, list[Voice]], rule: str) -> list[tuple[Voice, float]]:
    """The contributions of the voices of one family that say the same."""
    whole = []
    for said in speakers.values():
        said.sort(key=lambda v: (-v.weight, v.root))
        parts = discounted([v.weight for v in said], "speaker")
        whole.append((sum(parts), said[0].speaker, list(zip(said, parts, strict=True))))
    whole.sort(key=lambda x: (-x[0], x[1]))
    counted = discounted([w for w, _, _ in whole], rule)
    return [
        (voice, part * share / total)
        for share, (total, _, voices) in zip(counted, whole, strict=True)
        for voice, part in voices
    ]
