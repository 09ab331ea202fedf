"""How much the commands print (`limits.toml`)."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import msgspec

from ostraka.languages.pack import loaded

__all__ = ["Limits", "limits"]


class Limits(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The rows of `limits.toml`, which says what each is."""

    ties: int
    reason_quotes: int
    change_quotes: int
    quote: int
    faults: int
    refused: int
    verify_claims: int
    dispute_claims: int


@cache
def limits() -> Limits:
    """The limits. BadData says which row is missing or wrong."""
    return loaded(Path(__file__).with_name("limits.toml"), Limits)
