"""Loads the tables of what can hold between states: acts, PLOVER types."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from ostraka.languages.pack import load_toml

__all__ = [
    "Act", "ActMatter", "act_matter", "acts", "clock", "content_of", "context", "cue_kinds", "either_way", "kind_of",
    "marks", "matter_weights", "modes", "plover", "reach", "troubles",
]  # fmt: skip

HERE = Path(__file__).parent

Act = dict[str, Any]


@cache
def acts() -> dict[str, Act]:
    """The acts of the contract with their properties (`acts.toml`)."""
    return load_toml(HERE / "acts.toml")


def kind_of(act: str) -> str:
    """Which way an act leans: for, against or assessment."""
    return str(acts()[act]["kind"])


def either_way(act: str) -> bool:
    """Whether from and to of the act may change places."""
    return bool(acts()[act].get("either_way", False))


@cache
def context() -> dict[str, Any]:
    """How far reading looks for an end that the words do not say (`context.toml`)."""
    return load_toml(HERE / "context.toml")


@cache
def reach() -> dict[str, dict[str, int]]:
    """How far reading walks through a text or a parse before it gives up, by step of reading (`reach.toml`)."""
    return {step: rows for step, rows in load_toml(HERE / "reach.toml").items() if step != "marks"}


@cache
def marks() -> dict[str, frozenset[str]]:
    """Marks that are written alike in every language: hyphens, dashes (`reach.toml`)."""
    return {name: frozenset(signs) for name, signs in load_toml(HERE / "reach.toml")["marks"].items()}


@cache
def clock() -> dict[str, Any]:
    """When an act without a date of its own is taken to have been (`clock.toml`)."""
    return load_toml(HERE / "clock.toml")


@cache
def troubles() -> dict[str, dict[str, str]]:
    """What may be wrong with a claim, by how an end was found: code and words (`troubles.toml`)."""
    return load_toml(HERE / "troubles.toml")


@cache
def cue_kinds() -> dict[str, frozenset[str]]:
    """What kinds of cue do to the claims in their content (`cues.toml`)."""
    return {key: frozenset(kinds) for key, kinds in load_toml(HERE / "cues.toml").items()}


class ActMatter(NamedTuple):
    """What lends an act its channel: the row of an act in `matter.toml`."""

    around: frozenset[str]
    reads: dict[str, str]
    to: dict[str, str]
    clause: bool


@cache
def matter_weights() -> dict[str, float]:
    """How much each place of a topic word counts (`matter.toml`)."""
    return dict(load_toml(HERE / "matter.toml")["weights"])


@cache
def act_matter(act: str) -> ActMatter:
    """The channels that the surroundings may lend an act, and what topics mean for it."""
    row = load_toml(HERE / "matter.toml").get(act, {})
    return ActMatter(
        frozenset(row.get("around", ())),
        dict(row.get("as", {})),
        dict(row.get("to", {})),
        bool(row.get("clause", False)),
    )


@cache
def plover_rows() -> tuple[dict[str, Any], ...]:
    """The rows of `plover.toml`, in order."""
    return tuple(load_toml(HERE / "plover.toml")["row"])


@cache
def content_of() -> frozenset[str]:
    """The acts whose words hold what is no event of its own: what is alleged, asked, threatened (`plover.toml`)."""
    return frozenset(load_toml(HERE / "plover.toml")["content"]["acts"])


@cache
def mode_rows() -> dict[str, dict[str, Any]]:
    """The modes of `plover.toml`."""
    return dict(load_toml(HERE / "plover.toml")["modes"])


def modes(*, stage: str, factuality: str, days_ago: int | None = None, long_ago: bool = False) -> tuple[str, ...]:
    """PLOVER's modes of a claim: future, hypothetical, negated, historical.

    `days_ago`: how long before publication it was over (None: not known); `long_ago`: whether the words say so.

    >>> modes(stage="promised", factuality="PS-")
    ('future', 'hypothetical', 'negated')
    >>> modes(stage="done", factuality="CT+", days_ago=20_000)
    ('historical',)
    """
    found = []
    for name, row in mode_rows().items():
        old = "days" in row and (long_ago or (days_ago is not None and days_ago > row["days"]))
        if old or stage in row.get("stage", ()) or factuality in row.get("factuality", ()):
            found.append(name)
    return tuple(found)


def plover(act: str, *, stage: str, factuality: str, channel: str, goods: tuple[str, ...] = ()) -> str | None:
    """The PLOVER event type that a claim amounts to, or None.

    >>> plover("transfer", stage="promised", factuality="CT+", channel="arms")
    'AGREE'
    >>> plover("assess", stage="done", factuality="CT+", channel="standing") is None
    True
    """
    for row in plover_rows():
        if act not in ([row["act"]] if isinstance(row["act"], str) else row["act"]):
            continue
        if "stage" in row and stage not in row["stage"]:
            continue
        if "sign" in row and row["sign"] != factuality[-1]:
            continue
        if "channel" in row and channel not in row["channel"]:
            continue
        if "goods" in row and not any(g.startswith(p) for g in goods for p in row["goods"]):
            continue
        return row["plover"] or None
    return None
