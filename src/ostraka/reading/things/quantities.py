"""How much: numbers with their hedges and units, as bounds, and what they count.

"About 400 drones" is 400 to 400 (the words say that it is rough), "dozens" at least 24, "up to 5,000"
at most that. The words are in `languages/xx/quantities.toml`; numbers are read by reading/dating/numbers.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple, TypeVar

from ostraka.claims import Quantity, Span
from ostraka.languages.pack import table
from ostraka.reading.dating.numbers import HYPHENS, Number, bounds, numbers_of
from ostraka.reading.dating.patterns import grammar_of
from ostraka.reading.parsing.tree import Tree
from ostraka.reading.things.disguise import split
from ostraka.relations.table import reach

__all__ = ["Quantities", "Quantity", "QuantityMention", "find", "to_quantity"]

T = TypeVar("T")

WAY_UP = reach()["things"]["unit"]
RANGE = reach()["things"]["range_before"]
HEDGE = reach()["things"]["hedge"]


class QuantityMention(NamedTuple):
    """An amount at tokens first..last (last excluded), offsets in the repaired text; `counted` the noun it counts."""

    low: float | None
    high: float | None
    unit: str | None
    first: int
    last: int
    start: int
    end: int
    text: str
    counted: int | None


class Measure(NamedTuple):
    """The words about numbers of a language, by first word: (rest, what it does)."""

    hedges: dict[str, list[tuple[tuple[str, ...], str]]]
    after: dict[str, list[tuple[tuple[str, ...], str]]]
    ranges: frozenset[str]
    before_range: frozenset[str]
    units: dict[str, list[tuple[tuple[str, ...], str]]]
    symbols: dict[str, str]
    currencies: dict[str, str]
    amounts: dict[str, list[tuple[tuple[str, ...], tuple[float | None, float | None]]]]
    linkers: frozenset[str]
    alone: frozenset[str]


@cache
def measure_of(language: str) -> Measure:
    """The words about numbers of a language, compiled."""
    rows = table(language, "quantities")
    hedges = rows["hedges"]
    numbers = rows["numbers"]
    return Measure(
        by_first((w, kind) for kind in ("about", "above", "below") for w in hedges[kind]),
        by_first((w, kind) for kind, key in (("above", "after_above"), ("below", "after_below")) for w in hedges[key]),
        frozenset(hedges["range"]),
        frozenset(hedges["range_before"]),
        by_first((w, unit) for unit, words in rows["units"].items() for w in words),
        rows["currencies"]["symbols"],
        rows["currencies"]["words"],
        by_first((w, bounds(v)) for w, v in rows["amounts"].items()),
        frozenset(numbers["linkers"]),
        frozenset(w for w, v in numbers["small"].items() if v == 1),
    )


def by_first(rows: Iterator[tuple[str, T]]) -> dict[str, list[tuple[tuple[str, ...], T]]]:
    """Phrases by their first word, the longest first."""
    index: dict[str, list[tuple[tuple[str, ...], T]]] = {}
    for phrase, value in rows:
        words = split(phrase)
        index.setdefault(words[0], []).append((words[1:], value))
    for found in index.values():
        found.sort(key=lambda row: -len(row[0]))
    return index


class Quantities:
    """The amounts of an article, in the order of the text."""

    def __init__(
        self, tree: Tree, mentions: Sequence[QuantityMention], currencies: frozenset[str] = frozenset()
    ) -> None:
        self.tree, self.mentions, self.currencies = tree, tuple(mentions), currencies
        self._by_counted: dict[int, QuantityMention] = {}
        for m in self.mentions:
            if m.counted is not None:
                self._by_counted.setdefault(m.counted, m)
            for k in range(m.first, m.last):
                self._by_counted.setdefault(k, m)

    def for_token(self, token: int) -> QuantityMention | None:
        """How much of the goods headed at a token: its own number, its measure's, or that of one inside it."""
        tree = self.tree
        found = self._by_counted.get(token)
        if found is not None:
            return found
        head = tree.heads[token]
        if head != token and tree.deps[token].partition(":")[0] in ("nmod", "compound", "appos", "obl"):
            found = self._by_counted.get(head)
            if found is not None and 0 < token - found.last + 1 <= WAY_UP:
                return found
        for k in tree.kids[token]:
            if k in self._by_counted and (
                tree.deps[k].partition(":")[0] in ("nummod", "nmod", "det", "amod", "acl", "obl")
            ):
                return self._by_counted[k]
        return None

    def sums(self, first: int, last: int) -> list[QuantityMention]:
        """The sums of money in a token range (last excluded)."""
        return [m for m in self.mentions if first <= m.first < last and m.unit in self.currencies]


def to_quantity(found: QuantityMention, span: Span) -> Quantity:
    """The noun that claims carry, with its span in the original."""
    return Quantity(low=found.low, high=found.high, unit=found.unit, text=span.text, start=span.start, end=span.end)


def find(tree: Tree, language: str) -> Quantities:
    """All amounts of an article."""
    if not len(tree):
        return Quantities(tree, ())
    measure = measure_of(language)
    currencies = frozenset(measure.currencies.values()) | frozenset(measure.symbols.values())
    return Quantities(tree, tuple(Finder(tree, language).all()), currencies)


class Finder:
    """Reads the amounts of one tree."""

    def __init__(self, tree: Tree, language: str) -> None:
        self.tree, self.words = tree, tree.lowers
        self.measure, self.numbers, self.dates = measure_of(language), numbers_of(language), grammar_of(language)

    def all(self) -> Iterator[QuantityMention]:
        """The amounts, none overlapping."""
        starts, symbols, amounts = self.numbers.starts, self.measure.symbols, self.measure.amounts
        end = 0
        for k, word in enumerate(self.words):
            if k < end:
                continue
            if word[0].isdigit() or word in starts or word in symbols or ("-" in word and word[0] not in "-"):
                found = self.number(k, end)
            elif word in amounts:
                found = self.amount(k)
            else:
                continue
            if found is not None:
                end = found.last
                yield found

    # ------------------------------------------------------------ numbers
    def number(self, at: int, done: int) -> QuantityMention | None:
        """The amount whose number, or currency sign, stands at a token."""
        unit, k = None, at
        if self.words[at] in self.measure.symbols:
            unit, k = self.measure.symbols[self.words[at]], at + 1
        number = self.numbers.at(self.words, k) if k < len(self.words) else None
        if (
            number is None
            or self.is_name(k)
            or (number.next == k + 1 and self.words[k] in self.measure.alone and not unit)
        ):
            return None
        number, last = self.widened(number, unit)
        found, last = self.unit(last)
        unit = unit or found
        first, low, high = self.hedged(at, done, number)
        low, high, last = self.hedged_after(last, low, high)
        counted = self.counted(k, last)
        if unit is None and (counted is None and not number.vague or self.is_date(k, last)):
            return None
        start, end = self.tree.chars(first, last)
        return QuantityMention(low, high, unit, first, last, start, end, self.tree.text[start:end], counted)

    def is_name(self, at: int) -> bool:
        """Whether the word belongs to a name, or only strengthens another ("most recently")."""
        digits = self.words[at][0].isdigit()
        return self.tree.pos[at] in ("PROPN", "ADV") and not digits

    def is_date(self, at: int, last: int) -> bool:
        """Whether the number is the year or the day of a date, by the words of the time table."""
        if last != at + 1 or not self.words[at][0].isdigit():
            return False
        around = [self.words[k] for k in (at - 1, last) if 0 <= k < len(self.words)]
        classes = self.dates.of_word(self.words[at]) or {}
        return "year" in classes or any("month" in (self.dates.of_word(w) or ()) for w in around)

    def widened(self, number: Number, unit: str | None) -> tuple[Number, int]:
        """The number, as a range when a second one follows: "200 to 300"."""
        at = number.next
        if at + 1 < len(self.words) and self.words[at] in self.measure.ranges and not number.vague:
            step = at + 2 if self.words[at + 1] in self.measure.symbols and at + 2 < len(self.words) else at + 1
            second = self.numbers.at(self.words, step)
            if second is not None and second.exact and number.high is not None and second.low is not None:
                between = self.words[at] in HYPHENS or self.is_range(number, at)
                if between and second.low > number.high:
                    return Number(number.low, second.high, second.next), second.next
        return number, at

    def is_range(self, number: Number, at: int) -> bool:
        """Whether "and" or "to" joins two bounds: after "between", or where the word is not "and"."""
        first = at
        while first > 0 and self.words[first - 1] not in self.measure.before_range and at - first < RANGE:
            first -= 1
        opened = first > 0 and self.words[first - 1] in self.measure.before_range
        return opened or self.words[at] not in self.numbers.joiners

    def unit(self, at: int) -> tuple[str | None, int]:
        """The currency or unit after a number, past a linking word, and its end."""
        k = at
        if k < len(self.words) and self.words[k] in self.measure.linkers:
            k += 1
        if k >= len(self.words):
            return None, at
        word = self.words[k]
        code = self.measure.currencies.get(word) or self.measure.symbols.get(word)
        if code is not None:
            return code, k + 1
        for rest, name in self.measure.units.get(word, ()):
            if tuple(self.words[k + 1 : k + 1 + len(rest)]) == rest:
                return name, k + 1 + len(rest)
        return None, at

    def hedged(self, at: int, done: int, number: Number) -> tuple[int, float | None, float | None]:
        """First token and bounds with the words before the number: "more than", "about"."""
        for size in range(HEDGE, 0, -1):
            first = at - size
            if first < done:
                continue
            for rest, kind in self.measure.hedges.get(self.words[first], ()):
                if len(rest) == size - 1 and tuple(self.words[first + 1 : at]) == rest:
                    return (first, *limited(kind, number.low, number.high))
        is_range = number.low is not None and number.high is not None and number.low < number.high
        if at > done and self.words[at - 1] in self.measure.before_range and is_range:
            return at - 1, number.low, number.high
        return at, number.low, number.high

    def hedged_after(self, at: int, low: float | None, high: float | None) -> tuple[float | None, float | None, int]:
        """Bounds and end with the words after the number: "or more"."""
        if at < len(self.words):
            for rest, kind in self.measure.after.get(self.words[at], ()):
                if tuple(self.words[at + 1 : at + 1 + len(rest)]) == rest:
                    return (*limited(kind, low, high), at + 1 + len(rest))
        return low, high, at

    def counted(self, at: int, last: int) -> int | None:
        """The noun that the number counts: the one it hangs on, or the first after it within its phrase."""
        tree = self.tree
        for k in (last - 1, at):
            head = tree.heads[k]
            if head >= last and head - last <= WAY_UP and tree.pos[head] in ("NOUN", "PROPN", "SYM"):
                return head
        k = last
        while k < len(tree) and k - last <= 2 and (tree.pos[k] == "ADJ" or self.words[k] in self.measure.linkers):
            k += 1
        if k < len(tree) and tree.pos[k] in ("NOUN", "PROPN") and tree.sent_of[k] == tree.sent_of[at]:
            return k
        return None

    # ------------------------------------------------------------ amounts without a number
    def amount(self, at: int) -> QuantityMention | None:
        """An amount in words: "a large number of shells"."""
        for rest, (low, high) in self.measure.amounts[self.words[at]]:
            last = at + 1 + len(rest)
            if (
                tuple(self.words[at + 1 : last]) == rest
                and last < len(self.words)
                and self.words[last] in self.measure.linkers
            ):
                start, end = self.tree.chars(at, last)
                return QuantityMention(
                    low, high, None, at, last, start, end, self.tree.text[start:end], self.counted(at, last)
                )
        return None


def limited(kind: str, low: float | None, high: float | None) -> tuple[float | None, float | None]:
    """Bounds after a hedge: above leaves the top open, below the bottom, about changes nothing."""
    if kind == "above":
        return low if low is not None else high, None
    if kind == "below":
        return None, high if high is not None else low
    return low, high
