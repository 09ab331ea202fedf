"""Numbers in words and digits, one grammar for every language, its words in `quantities.toml`.

Shared by the time and the quantity layer. A number is read from a list of lower-cased
words at a position; what it says may be vague, so it is a pair of bounds.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from ostraka.languages.pack import table
from ostraka.relations.table import marks

__all__ = ["Number", "Numbers", "numbers_of"]

HYPHENS = marks()["number_joiners"]


class Number(NamedTuple):
    """Bounds (None: open), the position after the last word, and whether it was said vaguely."""

    low: float | None
    high: float | None
    next: int
    vague: bool = False

    @property
    def exact(self) -> bool:
        """Whether both bounds are the same."""
        return self.low is not None and self.low == self.high


class Numbers:
    """The number words of a language, compiled."""

    def __init__(self, language: str) -> None:
        words = table(language, "quantities")["numbers"]
        self.small: dict[str, int] = words["small"]
        self.magnitudes: dict[str, float] = words["magnitudes"]
        self.suffixes: dict[str, float] = words["suffixes"]
        self.collective: dict[str, float] = words["collective"]
        self.plural: dict[str, tuple[float | None, float | None]] = {
            w: (low, None) for w, low in words["collective_plural"].items()
        }
        self.some: dict[str, tuple[float | None, float | None]] = {w: bounds(v) for w, v in words["some"].items()}
        self.joiners = frozenset(words["joiners"])
        self.linkers = frozenset(words["linkers"])
        self.articles = frozenset(words["articles"])
        decimal, thousands = re.escape(words["decimal"]), "".join(map(re.escape, words["thousands"]))
        suffixes = "|".join(map(re.escape, sorted(self.suffixes, key=len, reverse=True)))
        self.pattern = re.compile(rf"(\d{{1,3}}(?:[{thousands}]\d{{3}})+|\d+)(?:{decimal}(\d+))?-?({suffixes})?")
        self.cache: dict[str, float | None] = {}
        self.starts = (
            frozenset(self.small) | set(self.some) | set(self.collective) | set(self.plural) | set(self.magnitudes)
        )

    def value(self, word: str) -> float | None:
        """The value of one word or digit token, None when it is none ("twenty-five", "2,5", "3bn").

        >>> numbers_of("en").value("1,250")
        1250.0
        """
        found = self.cache.get(word, -1.0)
        if found == -1.0:
            found = self.cache[word] = self._digits(word) if word[:1].isdigit() else self._word(word)
        return found

    def _digits(self, word: str) -> float | None:
        m = self.pattern.fullmatch(word)
        if m is None:
            return None
        whole = float(re.sub(r"\D", "", m[1]))
        if m[2]:
            whole += float(f"0.{m[2]}")
        return whole * self.suffixes[m[3]] if m[3] else whole

    def _word(self, word: str) -> float | None:
        if word in self.small:
            return float(self.small[word])
        parts = [p for p in re.split(r"[-‑]", word) if p not in self.joiners]
        if len(parts) < 2 or any(p not in self.small for p in parts):
            return None
        return self._sum([self.small[p] for p in parts])

    @staticmethod
    def _sum(values: list[int]) -> float:
        """Adds tens and units; a factor before twenty multiplies ("quatre-vingt")."""
        total = float(values[0])
        for v in values[1:]:
            total = total * v if v == 20 and total < 10 else total + v
        return total

    def at(self, words: Sequence[str], at: int) -> Number | None:
        """The number that begins at a position, the longest reading, or None.

        >>> numbers_of("en").at(["two", "hundred", "and", "fifty", "tanks"], 0)
        Number(low=250.0, high=250.0, next=4, vague=False)
        """
        word = words[at]
        if not (word[0].isdigit() or word in self.starts or "-" in word):
            return None
        low, high, k, vague = self._first(words, at)
        if k == at:
            return None
        return self._scaled(words, low, high, k, vague)

    def _first(self, words: Sequence[str], at: int) -> tuple[float | None, float | None, int, bool]:
        """The first simple number: digits, words joined by hyphens, or a vague word."""
        word = words[at]
        for table_ in (self.some, self.plural):
            if word in table_:
                return (*table_[word], at + 1, True)
        if word in self.collective:
            return self.collective[word], self.collective[word], at + 1, False
        value = self.value(word)
        if value is None:
            if word in self.magnitudes:
                return self.magnitudes[word], self.magnitudes[word], at + 1, False
            return None, None, at, False
        k = at + 1
        if word[0].isdigit():
            while len(word) <= 3 and k < len(words) and len(words[k]) == 3 and words[k].isdigit():
                value, k = value * 1000 + int(words[k]), k + 1
            return value, value, k, False
        while k < len(words) and value >= 20 and value % 10 == 0:  # twenty-five, written in pieces
            step = k + 1 if words[k] in HYPHENS or words[k] in self.joiners else k
            unit = self.value(words[step]) if step < len(words) and not words[step][0].isdigit() else None
            if unit is None or unit >= 10:
                break
            value, k = value + unit, step + 1
        return value, value, k, False

    def _factor(self, word: str) -> float | None:
        """What a word multiplies by: "hundred" and "hundreds" by 100, "dozen" by 12."""
        if word in self.plural:
            low = self.plural[word][0]
            return None if low is None else low / 2
        return self.magnitudes.get(word) or self.collective.get(word)

    def _scaled(self, words: Sequence[str], low: float | None, high: float | None, k: int, vague: bool) -> Number:
        """The number with the magnitudes and smaller parts that follow it."""
        total = 0.0
        while k < len(words):
            step = k + 1 if (words[k] in HYPHENS or vague and words[k] in self.linkers) and k + 1 < len(words) else k
            factor = self._factor(words[step])
            if factor is None:
                break
            low = None if low is None else low * factor
            high = None if high is None else high * factor
            k = step + 1
            more = k + 1 if k < len(words) and words[k] in self.joiners else k
            rest = self.value(words[more]) if more < len(words) and not vague else None
            if rest is None or rest >= factor or low is None or words[more][0].isdigit():
                continue
            if more + 1 < len(words) and self.magnitudes.get(words[more + 1], 0) >= factor:
                low = high = low + rest
            else:
                total, low, high = total + low, rest, rest
            k = more + 1
        if low is not None:
            low += total
        if high is not None:
            high += total
        return Number(low, high, k, vague)


def bounds(pair: Sequence[float]) -> tuple[float | None, float | None]:
    """Bounds as a table writes them: [low] or [low, high], -1 for open."""
    low = None if pair[0] < 0 else float(pair[0])
    high = None if len(pair) < 2 or pair[1] < 0 else float(pair[1])
    return low, high


@cache
def numbers_of(language: str) -> Numbers:
    """The number words of a language."""
    return Numbers(language)
