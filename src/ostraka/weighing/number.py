"""The Admiralty number, 1 to 6, computed by a published rule (number.toml)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ostraka.weighing.evaluate import Evaluated, Weighed
from ostraka.weighing.policy import table

__all__ = ["number", "why"]


def number(level: Evaluated, said: Sequence[Weighed]) -> int:
    """The number of the first row whose every condition holds."""
    return int(row(level, said)["number"])


def why(level: Evaluated, said: Sequence[Weighed], language: str) -> str:
    """The reason of that row."""
    return str(row(level, said)["reason"][language])


def row(level: Evaluated, said: Sequence[Weighed]) -> dict[str, Any]:
    """The first row of the rule that fits."""
    voices = [w for w in said if level.parts.get((w.r.root, 1), 0.0) > 0]
    families = len({w.r.s.family for w in voices})
    denied = any(part < 0 for part in level.parts.values())
    unnamed = bool(voices) and all(w.r.s.kind == "anonymous" for w in voices)
    for rule in table("number")["row"]:
        if (
            families >= rule.get("roots", 0)
            and level.credence >= rule.get("credence", 0.0)
            and level.credence < rule.get("under", 2.0)
            and denied == rule.get("denied", denied)
            and unnamed == rule.get("anonymous", unnamed)
        ):
            return dict(rule)
    raise AssertionError("the last row of number.toml fits everything")
