"""The limits and names of `intake.toml`, checked when they are first asked for."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import msgspec

from ostraka.languages.pack import loaded

__all__ = ["Settings", "settings"]

FILE = Path(__file__).parent / "intake.toml"


class Settings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Every setting of intake; the meaning of each is written beside it in `intake.toml`."""

    longest_article: int
    largest_page: int
    shortest_page: int
    longest_title: int
    control_share: float
    dateline_reach: int
    dateline_lines: int
    detection_reach: int
    sure_language: float
    few_words: int
    routed_languages: tuple[str, ...]
    suffixes: dict[str, tuple[str, ...]]
    fields: dict[str, tuple[str, ...]]
    magic: dict[str, str]


@cache
def settings() -> Settings:
    """The settings; BadData says which entry is missing or of the wrong kind."""
    return loaded(FILE, Settings)
