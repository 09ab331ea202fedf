"""The policy of weighing: the tables of this folder, read once and checked."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from ostraka.errors import BadData
from ostraka.languages.pack import load_toml

__all__ = ["expires", "fade", "goods_of", "half_life", "ladder", "likely", "rungs", "share", "table", "window"]

HERE = Path(__file__).parent


@cache
def table(name: str) -> dict[str, Any]:
    """The table `weighing/<name>.toml`. Do not mutate. BadData when it is broken."""
    return load_toml(HERE / f"{name}.toml")


@cache
def rungs() -> tuple[str, ...]:
    """The rungs of the ladder, lowest first."""
    return tuple(table("ladder")["rungs"])


@cache
def ladder() -> tuple[str, ...]:
    """The rungs, and `ended` above them."""
    return (*rungs(), str(table("ladder")["ended"]))


def likely() -> float:
    """The credence from which a matter stands on a rung."""
    return float(table("ladder")["likely"])


@cache
def share(stage: str, rung: str, yes: bool) -> float:
    """How much of the weight of a claim about `stage` counts for (yes) or against the `rung`.

    >>> share("done", "promised", True), share("promised", "done", True), share("promised", "done", False)
    (1.0, 0.2, 1.0)
    """
    rules = table("ladder")
    if stage in rules["apart"]:
        return 0.0
    if stage == rules["ended"]:
        return float(rules["ended_says_done"]["share"]) if yes else 0.0
    order = rungs()
    if stage not in order:
        raise BadData(f"{HERE / 'ladder.toml'}: no rung {stage!r}; there are {', '.join(order)}")
    higher = order.index(rung) > order.index(stage)
    if stage == rung or higher != yes:
        return 1.0
    return float(rules["up" if yes else "down"].get(stage, {}).get(rung, 0.0))


@cache
def half_life(act: str, channel: str) -> float:
    """Days after which a claim of this act and channel moves belief half as much."""
    return _smaller(act, channel, "half_life")


@cache
def window(act: str, channel: str) -> float:
    """Claims of this act and channel no further apart than so many days speak of one matter."""
    return _smaller(act, channel, "window")


@cache
def expires(act: str, channel: str) -> float:
    """Days without a word after which a tie of this act and channel counts as neither held nor gone."""
    return _smaller(act, channel, "expires")


def _smaller(act: str, channel: str, field: str) -> float:
    rules = table("channels")
    general = rules["channel"].get(channel, rules["default"])[field]
    return float(min(general, rules.get("act", {}).get(act, {}).get(field, general)))


def fade(act: str, channel: str, since: date | None, at: date) -> float:
    """What is left of a claim's weight on day `at`: 2^(-age / half-life); undated claims count as of that day.

    >>> fade("meet", "diplomacy", date(2022, 1, 1), date(2022, 4, 3))
    0.5
    """
    if since is None or since >= at:
        return 1.0
    return float(2.0 ** (-(at - since).days / half_life(act, channel)))


def goods_of(codes: tuple[str, ...], channel: str) -> tuple[str | None, ...]:
    """The goods of a claim: None where it names none, or only what its channel says already.

    >>> goods_of(("arms.uav", "arms"), "arms"), goods_of(("arms",), "arms")
    (('arms.uav',), (None,))
    """
    named = tuple(sorted({c for c in codes if c != channel}))
    special = tuple(c for c in named if not any(d.startswith(c + ".") for d in named))
    return special or (None,)
