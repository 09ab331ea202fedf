"""The tables of repairs, loaded and checked once: `intake/repairs.toml` and `languages/xx/repairs.toml`."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TypeVar

import msgspec

from ostraka.errors import BadData
from ostraka.languages.pack import HERE, checked, loaded, table

__all__ = ["Pattern", "Tables", "flag_patterns", "in_words", "language_table", "pass_names", "pass_patterns", "shared"]

Table = TypeVar("Table")
FILE = Path(__file__).parent.parent / "repairs.toml"


class Pattern(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename={"not_": "not"}):
    """One repair by pattern: what is found, what stands there instead, and its tested examples."""

    kind: str
    pattern: str
    replacement: str = ""
    unescape: bool = False
    examples: tuple[tuple[str, str], ...] = ()
    not_: tuple[str, ...] = ()
    not_yet: tuple[tuple[str, str], ...] = ()


class Flag(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename={"not_": "not"}):
    """Damage that cannot be undone but is said: what is found, and its tested examples."""

    kind: str
    pattern: str
    examples: tuple[str, ...] = ()
    not_: tuple[str, ...] = ()


class Mojibake(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How text read in the wrong encoding is known, and which characters it may turn out to be."""

    encodings: tuple[str, ...]
    result: str
    literal: dict[str, str]
    examples: tuple[tuple[str, str], ...]
    not_: tuple[str, ...] = msgspec.field(name="not")


class Quotes(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Quotation marks, and what is wrong with them when nothing else is."""

    opening: str
    closing: str
    straight: str
    spaced: str
    examples: tuple[tuple[str, str], ...]
    not_: tuple[str, ...] = msgspec.field(name="not")


class Tables(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The whole of `intake/repairs.toml`."""

    words: dict[str, str]
    passes: tuple[str, ...]
    mojibake: Mojibake
    quotes: Quotes
    repair: dict[str, tuple[Pattern, ...]]
    flag: tuple[Flag, ...]


class Joined(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words that may stand at either side of a join, and the tested examples."""

    shortest_name: int
    shortest_word: int
    before: tuple[str, ...]
    after: tuple[str, ...]
    verbs: tuple[str, ...]
    short_after: tuple[str, ...]
    name_columns: tuple[str, ...]
    whole_columns: tuple[str, ...]
    whole: tuple[str, ...]
    examples: tuple[tuple[str, str], ...]
    not_: tuple[str, ...] = msgspec.field(name="not")
    not_yet: tuple[tuple[str, str], ...] = ()


class LanguageTable(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The whole of `languages/xx/repairs.toml`."""

    joined: Joined
    repair: dict[str, tuple[Pattern, ...]] = {}


@cache
def shared() -> Tables:
    """What holds in every language."""
    return loaded(FILE, Tables)


@cache
def language_table(language: str) -> LanguageTable:
    """What one language adds."""
    return checked(HERE / language / "repairs.toml", table(language, "repairs"), LanguageTable)


def pass_names() -> tuple[str, ...]:
    """The passes of repairs by pattern, in their order."""
    return shared().passes


@cache
def pass_patterns(language: str, name: str) -> tuple[tuple[re.Pattern[str], Pattern], ...]:
    """The compiled repairs of a pass: the shared ones, then the language's."""
    rows = shared().repair.get(name, ()) + language_table(language).repair.get(name, ())
    return tuple((compiled(row.pattern), row) for row in rows)


@cache
def flag_patterns() -> tuple[tuple[re.Pattern[str], Flag], ...]:
    """The compiled patterns of damage that is only said."""
    return tuple((compiled(row.pattern), row) for row in shared().flag)


def compiled(pattern: str) -> re.Pattern[str]:
    """A pattern of a table; BadData shows one that does not compile."""
    try:
        return re.compile(pattern, re.MULTILINE)
    except re.error as wrong:
        raise BadData(f"a repair's pattern {pattern!r} is broken: {wrong}") from wrong


def in_words(kind: str) -> str:
    """What a repair of this kind (or kinds joined by +) says, in plain words."""
    words = shared().words
    return "; ".join(words.get(part, part) for part in kind.split("+"))
