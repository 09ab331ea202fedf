"""Where a text is inside quotation marks: pairs of every style, nested, over paragraphs, unclosed or stray.

Offsets count in the text that is read. Nothing is lost to a missing mark: a quotation
that nobody closes ends with its paragraph, and a `Trouble` says so. Where the lines after it
hold no mark until one that only closes, the text was cut into lines and the quotation goes on over them.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ostraka.claims import Trouble
from ostraka.relations.table import reach

__all__ = ["Quotation", "Quotations", "quotations"]

PAIRS = {"“": "”", "«": "»", "„": "“", "‘": "’", "‹": "›", "〝": "〞"}  # punctuation, the same in every language
CLOSERS = {"”": "“„", "»": "«", "’": "‘", "›": "‹", "〞": "〝", "“": "„"}
STRAIGHT = '"＂'
DOUBLE = "“„" + STRAIGHT
APOSTROPHE = "'"
DOUBLED = "''"
MARKS = frozenset("“”«»„‘’‹›〝〞\"＂'")
STRAY = "stray-quotation-mark"
LINES = reach()["attributing"]["lines_quoted"]


class Quotation(NamedTuple):
    """One quotation, marks included. `depth` is 0 for an outer one; `closed` is False without a closing mark.

    `goes_on`: it is what a line holds of the quotation that the line before it left open.
    """

    start: int
    end: int
    depth: int
    closed: bool
    goes_on: bool = False


class Quotations:
    """The quotations of one text, looked up by offset."""

    def __init__(self, outer: list[Quotation], inner: list[Quotation], trouble: list[Trouble]) -> None:
        self.outer = outer
        self.inner = inner
        self.trouble = tuple(trouble)
        self._starts = [q.start for q in outer]
        self.opens: dict[int, Quotation] = {}
        self.closes: dict[int, Quotation] = {}

    def align(self, starts: Sequence[int], ends: Sequence[int]) -> None:
        """Notes which token (by its offsets) is the first and which the last inside each outer quotation."""
        self.opens.clear()
        self.closes.clear()
        for q in self.outer:
            first, last = bisect_left(starts, q.start), bisect_left(starts, q.end) - 1
            if first <= last:
                self.opens.setdefault(first, q)
                self.closes[last] = q

    def around(self, at: int) -> Quotation | None:
        """The outer quotation that holds the character at `at`, if any."""
        k = bisect_right(self._starts, at) - 1
        return self.outer[k] if k >= 0 and at < self.outer[k].end else None

    def within(self, start: int, end: int) -> list[Quotation]:
        """The outer quotations that overlap start:end, in text order."""
        k = max(0, bisect_right(self._starts, start) - 1)
        found = []
        while k < len(self.outer) and self.outer[k].start < end:
            if self.outer[k].end > start:
                found.append(self.outer[k])
            k += 1
        return found


def quotations(text: str, where: Sequence[tuple[int, int]]) -> Quotations:
    """The quotations of `text`, paragraph by paragraph (`where`: their offsets).

    >>> q = quotations("He said “yes, ‘now’” and left.", [(0, 30)])
    >>> [(x.start, x.end) for x in q.outer], [(x.start, x.end) for x in q.inner]
    ([(8, 20)], [(14, 19)])
    """
    outer: list[Quotation] = []
    inner: list[Quotation] = []
    trouble: list[Trouble] = []
    scanned = [(nested(found), bad) for found, bad in (scan(text, start, end) for start, end in where)]
    carried_over(text, where, scanned)
    for number, (found, bad) in enumerate(scanned):
        follows = number + 1 < len(where) and text[where[number + 1][0]] in opening(text, found)
        follows = follows or bool(number + 1 < len(where) and any(q.goes_on for q in scanned[number + 1][0]))
        for q in found:
            if not q.closed and not (q.depth == 0 and follows):
                words = (
                    f"the quotation that opens with {text[q.start]} is never closed: read to the end of its paragraph"
                )
                trouble.append(Trouble(code="unclosed-quotation", words=words, start=q.start, end=q.end))
        trouble += bad
        outer += [q for q in found if q.depth == 0]
        inner += [q for q in found if q.depth > 0]
    outer.sort()
    inner.sort()
    return Quotations(outer, inner, trouble)


def carried_over(
    text: str, where: Sequence[tuple[int, int]], scanned: Sequence[tuple[list[Quotation], list[Trouble]]]
) -> None:
    """Gives the lines after a quotation left open what they hold of it, when one of them begins with its closing."""
    for number, (found, _) in enumerate(scanned):
        if not found or found[-1].closed or found[-1].depth:
            continue
        last = number + 1
        while last < min(len(where) - 1, number + LINES) and not scanned[last][0] and not scanned[last][1]:
            last += 1
        if last >= len(where):
            continue
        here, bad = scanned[last]
        stray = bad[0].start if bad and bad[0].code == STRAY else None
        closes = stray is not None and matching([(found[-1].start, text[found[-1].start])], text[stray]) is not None
        if stray is None or not closes or (here and here[0].start < stray):
            continue
        del bad[0]
        here.insert(0, Quotation(where[last][0], stray + 1, 0, True, goes_on=True))
        for k in range(number + 1, last):
            scanned[k][0].append(Quotation(*where[k], 0, False, goes_on=True))


def nested(found: Iterable[Quotation]) -> list[Quotation]:
    """The quotations in text order with their depth counted anew: a mark that opened nothing left a gap in it."""
    result: list[Quotation] = []
    open_ends: list[int] = []
    for q in sorted(found, key=lambda q: (q.start, -q.end)):
        while open_ends and open_ends[-1] <= q.start:
            open_ends.pop()
        end = min(q.end, open_ends[-1]) if open_ends else q.end
        result.append(q._replace(end=end, depth=len(open_ends)))
        open_ends.append(end)
    return result


def opening(text: str, found: Iterable[Quotation]) -> str:
    """The mark with which the next paragraph goes on with a quotation left open: the mark that opened it."""
    for q in found:
        if q.depth == 0 and not q.closed:
            return text[q.start] + (PAIRS["«"] if text[q.start] == "«" else "")
    return ""


def scan(text: str, start: int, end: int) -> tuple[list[Quotation], list[Trouble]]:
    """The quotations of one paragraph, and marks that close nothing."""
    stack: list[tuple[int, str]] = []
    found: list[Quotation] = []
    stray: list[Trouble] = []
    doubled = text.find(DOUBLED, start, end) >= 0
    for at in range(start, end):
        mark = text[at]
        if mark not in MARKS:
            continue
        if doubled and mark == APOSTROPHE and APOSTROPHE in (text[at + 1 : at + 2], text[at - 1 : at]):
            if text[at - 1 : at] != APOSTROPHE:
                double(text, at, start, end, stack, found)
            continue
        role = part(text, at, start, end, stack)
        if role == "open":
            stack.append((at, mark))
        elif role == "close":
            depth = matching(stack, mark)
            if depth is None:
                if mark not in "’'":
                    words = f"the mark {mark} closes no quotation"
                    stray.append(Trouble(code=STRAY, words=words, start=at, end=at + 1))
                continue
            for k in range(len(stack) - 1, depth, -1):
                if stack[k][1] not in "‘'":
                    found.append(Quotation(stack[k][0], at, k, False))
            found.append(Quotation(stack[depth][0], at + 1, depth, True))
            del stack[depth:]
    for k, (at, mark) in enumerate(stack):
        if mark not in "‘'":  # an apostrophe that opened nothing
            found.append(Quotation(at, end, k, False))
    return found, stray


def double(text: str, at: int, start: int, end: int, stack: list[tuple[int, str]], found: list[Quotation]) -> None:
    """Two apostrophes in a row, which some agencies write for a double mark: they open or close."""
    depth = next((k for k in range(len(stack) - 1, -1, -1) if stack[k][1] == DOUBLED), None)
    before = text[at - 1] if at > start else " "
    if depth is None or (before.isspace() and at + 2 < end and not text[at + 2].isspace()):
        stack.append((at, DOUBLED))
        return
    found.append(Quotation(stack[depth][0], at + 2, depth, True))
    del stack[depth:]


def part(text: str, at: int, start: int, end: int, stack: list[tuple[int, str]]) -> str:
    """Whether the mark at `at` opens, closes, or is no quotation mark here ("")."""
    mark = text[at]
    before = text[at - 1] if at > start else " "
    after = text[at + 1] if at + 1 < end else " "
    if mark in "’'":
        return apostrophe(mark, before, after, stack)
    if mark in STRAIGHT:
        is_open = any(m == mark for _, m in stack)
        if (before.isspace() or before in "([{—–-‘'“«") and not after.isspace():
            return "open" if not is_open or (stack and stack[-1][1] != mark) else ("close" if at == start else "open")
        if is_open or any(m in DOUBLE for _, m in stack):
            return "close"
        ends = after.isspace() or (after in ",.;:!?)" and not before.isspace())
        return "close" if ends else "open"
    if (
        mark == "“"
        and stack
        and (stack[-1][1] == "„" or (stack[-1][1] in DOUBLE and not before.isspace() and not after.isalnum()))
    ):
        return "close"
    if mark in PAIRS:
        return "" if mark == "‘" and before.isalnum() else "open"
    return "close"


def apostrophe(mark: str, before: str, after: str, stack: list[tuple[int, str]]) -> str:
    """What ’ or ' does: a closing mark after an opening one, an opening ', or an apostrophe."""
    opener = "‘" if mark == "’" else "'"
    if any(m == opener for _, m in stack) and not after.isalnum() and not before.isspace():
        return "close"
    if mark == "'" and not before.isalnum() and before not in ".,;:!?'" and (after.isalnum() or after in "'"):
        return "" if after.isdigit() else "open"
    return ""


def matching(stack: list[tuple[int, str]], mark: str) -> int | None:
    """The position in the stack of the opening that `mark` closes."""
    openers = CLOSERS.get(mark, mark)
    if mark in STRAIGHT or mark in "“”":
        openers += STRAIGHT + "“„"  # typewriter and typographic marks are mixed in one pair
    for k in range(len(stack) - 1, -1, -1):
        if stack[k][1] in openers:
            return k
    return None
