"""Turns the patterns of `languages/xx/time.toml` into matchers over words.

A pattern is a line of elements: a word or several (`on|by`), a class of words
(`<month>`, `<day:second>` to keep two apart), a number (`<n>`), or an expression found
before (`<point>`); `?` makes an element optional. What a match means is a `Node`: the name
of an operation of `reading/dating/meaning.py` and its arguments. Classes and their values
are tables too. Matching starts only around words that the tables call strong, so a text
without dates costs a look-up a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple

from ostraka.errors import BadData
from ostraka.languages.pack import table
from ostraka.reading.dating.numbers import Number, Numbers, numbers_of
from ostraka.relations.table import reach

__all__ = ["Found", "Node", "Pattern", "Piece", "TimeGrammar", "grammar_of"]

LEVELS = ("point", "period", "outer")
REACH = reach()["dating"]["before_strong"]
YEARS = range(1500, 2151)


class Node(NamedTuple):
    """What an expression means, before it is set on the calendar: an operation and its arguments."""

    make: str
    args: dict[str, Any]


class Element(NamedTuple):
    """One place of a pattern: words or a class, its name among the arguments, whether it may be missing."""

    words: frozenset[str]
    cls: str
    name: str
    optional: bool


class Pattern(NamedTuple):
    """One row of the table, one of its forms."""

    id: str
    kind: str
    make: str
    elements: tuple[Element, ...]
    fixed: dict[str, Any]
    guard: frozenset[str]
    not_before: frozenset[str]
    not_after: frozenset[str]
    rank: int


class Piece(NamedTuple):
    """A word to match, or a part of one ("mid" of "mid-2021"), and its token."""

    text: str
    token: int


class Found(NamedTuple):
    """A match: pieces first..last (last excluded), what it means and which pattern."""

    first: int
    last: int
    node: Node
    pattern: Pattern


class TimeGrammar:
    """The time table of a language, compiled."""

    def __init__(self, language: str) -> None:
        self.table = table(language, "time")
        self.numbers: Numbers = numbers_of(language)
        self.classes: dict[str, dict[str, Any]] = {}
        for cls, words in self.table["classes"].items():
            for word, value in as_values(words):
                self.classes.setdefault(word, {})[cls] = value
        settings = self.table["settings"]
        self.strong = frozenset(settings["strong"])
        self.glued = frozenset(settings["glued"])
        self.ordinals: tuple[str, ...] = tuple(settings["ordinal_suffixes"])
        self.decades: tuple[str, ...] = tuple(settings["decade_suffixes"])
        self.day_first = bool(settings["day_first"])
        self.capital = frozenset(settings["capital"])
        self.known: dict[str, dict[str, Any] | None] = {}
        self.keys: dict[str, tuple[str, ...]] = {}
        self.levels = {level: self._index(level) for level in LEVELS}

    # ------------------------------------------------------------ words
    def of_word(self, word: str) -> dict[str, Any] | None:
        """The classes of a word with their values; None for the many that have none."""
        try:
            return self.known[word]
        except KeyError:
            found = dict(self.classes.get(word, {}))
            if word[:1].isdigit():
                found |= self._digits(word)
            elif (n := self.numbers.value(word)) is not None and n == int(n):
                found.setdefault("count", int(n))
            self.known[word] = found or None
            return self.known[word]

    def _digits(self, word: str) -> dict[str, Any]:
        found: dict[str, Any] = {}
        if word.isdecimal():
            n = int(word)
            found["count"] = n
            if len(word) <= 2 and 1 <= n <= 31:
                found["day"] = n
            if len(word) <= 2 and 1 <= n <= 12:
                found["monthnumber"] = n
            if len(word) == 4 and n in YEARS:
                found["year"] = n
            if len(word) == 2:
                found["year2"] = n
            return found
        if m := re.fullmatch(r"(\d{1,4})[./-](\d{1,2})[./-](\d{2}|\d{4})", word):
            found["numeric"] = tuple(int(g) for g in m.groups())
        elif m := re.fullmatch(r"(\d{4})[-/–](\d{2}|\d{4})", word):
            found["yearspan"] = (int(m[1]), int(m[2]))
        elif m := re.fullmatch(r"(\d{1,2})[-–](\d{1,2})", word):
            found["dayspan"] = (int(m[1]), int(m[2]))
        elif m := re.fullmatch(r"(\d+)([^\W\d]+)", word):
            n, tail = int(m[1]), m[2]
            if tail in self.ordinals:
                found["ordinal"] = n
                if 1 <= n <= 31:
                    found["day"] = n
            if tail in self.decades and n % 10 == 0:
                found["decade"] = n
        return found

    def is_strong(self, word: str) -> bool:
        """Whether a pattern may stand around the word."""
        classes = self.of_word(word)
        return classes is not None and not self.strong.isdisjoint(classes)

    # ------------------------------------------------------------ compiling
    def _index(self, level: str) -> dict[str, list[Pattern]]:
        index: dict[str, list[Pattern]] = {}
        for rank, row in enumerate(self.table["pattern"]):
            if row.get("level", "point") != level:
                continue
            for form in row["forms"]:
                pattern = compiled(row, form, rank)
                for key in first_keys(pattern):
                    index.setdefault(key, []).append(pattern)
        return index

    # ------------------------------------------------------------ matching
    def match(self, level: str, pieces: Sequence[str], at: int, points: dict[int, Found]) -> Iterator[Found]:
        """All matches of a level that begin at a piece."""
        index = self.levels[level]
        word = pieces[at]
        if word == ",":
            return
        keys = self.keys_of(word)
        for key in (*keys[:-1], "<point", keys[-1]) if at in points else keys:
            for pattern in index.get(key, ()):
                if pattern.not_after and at and pieces[at - 1] in pattern.not_after:
                    continue
                for end, args in self._run(pattern.elements, 0, pieces, at, points):
                    if (
                        end == at
                        or pieces[end - 1] == ","
                        or (pattern.not_before and end < len(pieces) and pieces[end] in pattern.not_before)
                    ):
                        continue
                    yield Found(at, end, Node(pattern.make, pattern.fixed | args), pattern)

    def keys_of(self, word: str) -> tuple[str, ...]:
        """The keys of the patterns that may begin with a word; remembered. The last is of a number, "" for none."""
        keys = self.keys.get(word)
        if keys is None:
            classes = self.of_word(word) or {}
            counts = "count" in classes or word in self.numbers.starts or word[:1].isdigit()
            keys = self.keys[word] = ("=" + word, *("<" + c for c in classes), "<n" if counts else "")
        return keys

    def _run(
        self, elements: tuple[Element, ...], k: int, pieces: Sequence[str], at: int, points: dict[int, Found]
    ) -> list[tuple[int, dict[str, Any]]]:
        if k == len(elements):
            return [(at, {})]
        element, found = elements[k], []
        one = self._one(element, pieces, at, points) if at < len(pieces) else None
        if one is not None:
            end, value = one
            for last, args in self._run(elements, k + 1, pieces, end, points):
                found.append((last, {element.name: value} | args if element.name else args))
        if element.optional:
            found += self._run(elements, k + 1, pieces, at, points)
        return found

    def _one(
        self, element: Element, pieces: Sequence[str], at: int, points: dict[int, Found]
    ) -> tuple[int, Any] | None:
        word, cls = pieces[at], element.cls
        if not cls:
            return (at + 1, None) if word in element.words else None
        if cls == "point":
            found = points.get(at)
            return None if found is None else (found.last, found.node)
        if cls == "n":
            number: Number | None = self.numbers.at(pieces, at)
            return None if number is None else (number.next, (number.low, number.high, number.vague))
        classes = self.of_word(word)
        return None if classes is None or cls not in classes else (at + 1, classes[cls])


def as_values(words: Any) -> Iterator[tuple[str, Any]]:
    """Words and values of a class: a table word = value, or a list of words without values."""
    if isinstance(words, dict):
        for key, value in words.items():
            for word in key.split("|"):
                yield word, value
    else:
        for word in words:
            yield word, word


def compiled(row: dict[str, Any], form: str, rank: int) -> Pattern:
    """One form of a row of the table as a pattern."""
    return Pattern(
        id=row["id"],
        kind=row["kind"],
        make=row["make"],
        elements=tuple(element(x, row["id"]) for x in form.split()),
        fixed=dict(row.get("fixed", {})),
        guard=frozenset(row.get("guard", ())),
        not_before=frozenset(row.get("not_before", ())),
        not_after=frozenset(row.get("not_after", ())),
        rank=rank,
    )


def element(text: str, where: str) -> Element:
    """An element of a pattern from its text; BadData when it is not one."""
    optional = text.endswith("?") and len(text) > 1
    text = text[:-1] if optional else text
    if not text.startswith("<"):
        return Element(frozenset(text.split("|")), "", "", optional)
    m = re.fullmatch(r"<(\w+)(?::(\w+))?>", text)
    if m is None:
        raise BadData(
            f"time.toml, pattern {where!r}: {text!r} is neither words (a|b) nor a class (<name> or <name:as>)"
        )
    cls, name = m[1], m[2] or m[1]
    return Element(frozenset(), cls, "" if name == "_" else name, optional)


def first_keys(pattern: Pattern) -> set[str]:
    """The words and classes with which a pattern may begin."""
    keys: set[str] = set()
    for e in pattern.elements:
        keys |= {f"<{e.cls}"} if e.cls else {f"={w}" for w in e.words}
        if not e.optional:
            return keys
    raise BadData(f"time.toml, pattern {pattern.id!r}: every element is optional")


@cache
def grammar_of(language: str) -> TimeGrammar:
    """The compiled time table of a language."""
    return TimeGrammar(language)
