"""How much the pages show, keep and look at (`limits.toml`)."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import msgspec

from ostraka.languages.pack import loaded

__all__ = ["Limits", "limits"]


class Limits(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The rows of `limits.toml`, which says what each is."""

    brief_partners: int
    brief_channel: float
    brief_claims: int
    change_days: int
    changes: int
    change_claims: int
    many_claims: int
    kept_days: int
    unfelt: float
    kept_previews: int
    headline: int
    lint_words: int
    map_both: int
    bond_strong: float
    bond_middling: float
    bond_weak: float
    network_names: int
    network_lines: int
    assumed_rows: int
    network_rows: int
    tie_claims: int
    find_letters: int
    find_states: int
    find_claims: int
    ticks: int
    review_ahead: int
    source_rows: int
    coverage_months: int
    review_matches: int
    newest: int
    read_articles: int
    read_characters: int
    lane_propositions: int
    pair_days: int
    clock_bars: int
    build_claims: int
    build_characters: int
    build_ties: int
    build_each: int
    disputes: int
    dispute_claims: int
    wait_claims: int
    refresh: int
    whole_claims: int
    look_every: float
    warm_briefs: int


@cache
def limits() -> Limits:
    """The limits. BadData says which row is missing or wrong."""
    return loaded(Path(__file__).with_name("limits.toml"), Limits)
