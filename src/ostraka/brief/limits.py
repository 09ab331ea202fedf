"""What a brief tells and what it leaves out (`limits.toml`)."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import msgspec

from ostraka.languages.pack import loaded

__all__ = ["Limits", "limits"]


class Limits(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The rows of `limits.toml`, which says what each is."""

    likely: float
    limited: float
    felt: float
    channel_told: float
    carrier_felt: float
    mentioned: int
    moved: int
    needs: int
    carriers: int
    forecasts: int
    ties: int
    cited: int
    voices: int
    quotes: int
    plot_rows: int
    trend_days: int
    whole_claims: int
    few_claims: int
    names_meant: int
    names_alike: float
    name_letters: int


@cache
def limits() -> Limits:
    """The limits. BadData says which row is missing or wrong."""
    return loaded(Path(__file__).with_name("limits.toml"), Limits)
