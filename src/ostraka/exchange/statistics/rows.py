"""Rows → claims, as the table's description says."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from itertools import product
from typing import Any, NamedTuple

from ostraka.claims import Goods, Quantity, Span, Time
from ostraka.exchange.statistics.entry import Dataset, Entry, Said, article, claim
from ostraka.exchange.statistics.formats import state_in
from ostraka.exchange.statistics.table import Cell, Heading, Line, Refused, Table, cells
from ostraka.relations.goods import channel_of

__all__ = ["LeftOut", "Row", "read"]

YEAR = re.compile(r"\b(1[89]\d\d|20\d\d)\b")
NUMBER = re.compile(r"[-+]?(\d{1,3}(,\d{3})+|\d+)?(\.\d+)?([eE][-+]?\d+)?")


class LeftOut(NamedTuple):
    """A row that is none of ours (a part of another row, a total, no state), and why."""

    words: str


class Bad(ValueError):
    """Why a row cannot be taken; `unknown` is the name of a state that we do not know."""

    def __init__(self, words: str, unknown: str | None = None) -> None:
        super().__init__(words)
        self.unknown = unknown


class Row:
    """The cells of a row by field; places count in the article, in which the heading stands before the row."""

    def __init__(self, line: Line, heading: Heading) -> None:
        self.line = line
        self.before = len(heading.text) + 1
        self.heading = heading
        self.cells = cells(line.text, heading.delimiter)
        if len(self.cells) <= max(heading.at.values()):
            raise Bad(f"{len(self.cells)} cells where the heading has {heading.width}")
        if any(c.value for c in self.cells[heading.width :]):
            raise Bad(f"{len(self.cells)} cells where the heading has {heading.width}")

    def cell(self, field: str) -> Cell | None:
        """The cell of a field; None where the file has no such column."""
        at = self.heading.at.get(field)
        return None if at is None else self.cells[at]

    def value(self, field: str) -> str:
        """The value of a field; empty where the file has no such column."""
        cell = self.cell(field)
        return cell.value if cell else ""

    def estimated(self, field: str, yes: Sequence[str] = ()) -> bool:
        """Whether the field is marked as an estimate: brackets, or a "?" in it or in the unnamed column after it.

        A column of its own that says so holds one of `yes`.
        """
        at = self.heading.at.get(field)
        if at is None:
            return False
        if self.cells[at].value.casefold() in yes:
            return True
        after = self.cells[at + 1].value if at + 1 in self.heading.unnamed and at + 1 < len(self.cells) else ""
        value = self.cells[at].value
        return "?" in value + after or value.startswith(("(", "["))

    def span(self, field: str) -> Span:
        """The words of a field in the article."""
        cell = self.cell(field)
        return self.place(cell.start, cell.end) if cell and cell.start < cell.end else self.whole

    def place(self, start: int, end: int) -> Span:
        """A piece of the row as written, where it stands in the article."""
        return Span(start=self.before + start, end=self.before + end, text=self.line.text[start:end])

    def items(self, field: str, separator: str) -> list[tuple[str, Span]]:
        """The values of a cell that may list several, with their words."""
        cell = self.cell(field)
        if cell is None:
            return []
        made, at = [], cell.start
        for piece in self.line.text[cell.start : cell.end].split(separator):
            words = piece.strip()
            start = at + len(piece) - len(piece.lstrip())
            if words:
                made.append((words, self.place(start, start + len(words))))
            at += len(piece) + len(separator)
        return made

    @property
    def whole(self) -> Span:
        """The row."""
        return Span(start=self.before, end=self.before + len(self.line.text), text=self.line.text)


def read(of: Dataset, table: Table) -> Iterator[Entry | Refused | LeftOut]:
    """What the rows of a table claim; rows that cannot be taken as such, and rows that are none of ours."""
    for line in table.lines:
        try:
            yield entry(of, Row(line, table.heading))
        except Bad as bad:
            yield Refused(line.number, str(bad), bad.unknown)


def entry(of: Dataset, row: Row) -> Entry | LeftOut:
    """The article and the claims of one row. Bad when a cell that is needed is none."""
    why = left_out(of.form, row)
    if why:
        return LeftOut(why)
    year = years(row.value("year"))[0]
    about = article(of, f"{row.heading.text}\n{row.line.text}", f"line {row.line.number}")
    said = [made for rule in of.form["claim"] for made in statements(of.form, rule, row, year)]
    if not said:
        return LeftOut("says nothing (missing values)")
    return Entry(about, tuple(claim(of, about, made) for made in said))


def left_out(form: dict[str, Any], row: Row) -> str | None:
    """Why a row is none of ours."""
    for field, taken in form.get("only", {}).items():
        if field in row.heading.at and row.value(field) not in taken:
            return f"{field} {row.value(field)}: a part or a repetition of other rows"
    for field, values in form.get("left_out", {}).items():
        if row.value(field) in values:
            return f"{field} {row.value(field)}: no state"
    return None


def statements(form: dict[str, Any], rule: dict[str, Any], row: Row, year: int) -> Iterator[Said]:
    """What one rule makes of a row: one claim for each sender and receiver; none where it says nothing there."""
    if any(row.value(field) not in values for field, values in rule.get("when", {}).items()):
        return
    missing = form["missing"]
    kinds = tuple(k for k in rule.get("kinds", ()) if flag(row, k, missing))
    amount = number(row, rule["amount"], missing) if "amount" in rule else None
    if silent(rule, row, missing, kinds, amount):
        return
    goods = goods_in(form, rule, row)
    pairs = list(product(*(ends(form, row, rule[end], year) for end in ("from", "to"))))
    if len(pairs) == 1 and pairs[0][0][0] == pairs[0][1][0]:
        raise Bad(f"a state with itself: {pairs[0][0][0]}")
    for from_, to in pairs:
        if from_[0] != to[0]:
            yield Said(
                act=rule["act"],
                channel=channel_of(goods[0].code) if goods else rule["channel"],
                stage=rule["stage"],
                factuality=factuality(form, rule, row, amount),
                from_=from_,
                to=to,
                cue=row.span(rule.get("cue") or kinds[0]),
                evidence=row.whole,
                time=time(row, rule.get("time", "year"), rule.get("until")),
                quantity=quantity(row, rule, amount, missing),
                goods=goods,
                modes=(*kinds, *(("total",) if row.value(rule.get("goods", "")) in rule.get("whole", ()) else ())),
                voice=state(form, row.value(rule["voice"]), year) if "voice" in rule else None,
            )


def silent(rule: dict[str, Any], row: Row, missing: list[str], kinds: tuple[str, ...], amount: float | None) -> bool:
    """Whether a row says nothing of what a rule asks."""
    return (
        ("time" in rule and row.value(rule["time"]) in missing)
        or ("amount" in rule and amount is None and not rule.get("amount_may_miss"))
        or bool(rule.get("need_kind") and not kinds)
        or ("yes" in rule and row.value(rule["yes"]) in missing)
    )


def ends(form: dict[str, Any], row: Row, field: str, year: int) -> list[tuple[str, Span]]:
    """The states of a cell with their words: one, or those that it lists where the table lists several in a cell."""
    value = row.value(field)
    if field not in form.get("lists", ()) or state_in(form, value, year):
        return [(state(form, value, year), row.span(field))]
    return [(state(form, words, year), span) for words, span in row.items(field, form["separator"])]


def factuality(form: dict[str, Any], rule: dict[str, Any], row: Row, amount: float | None) -> str:
    """CT-, where the table says no; PR+ where it marks an estimate; else CT+."""
    no = amount == 0 or ("yes" in rule and not flag(row, rule["yes"], form["missing"]))
    marks = [row.estimated(field, form.get("yes", ())) for field in rule.get("estimates", ())]
    sure = "PR" if any(marks) else "CT"
    return f"{sure}{'-' if no else '+'}"


def state(form: dict[str, Any], value: str, year: int) -> str:
    """The code of the state that a cell names. Bad for one that we do not know."""
    code = state_in(form, value, year)
    if not code:
        raise Bad(f"unknown state {value!r} in {year}", value)
    return code


def years(text: str) -> tuple[int, int]:
    """The first and the last year that a cell names.

    >>> years("2018-2020"), years("(1995); 1997")
    ((2018, 2020), (1995, 1997))
    """
    found = [int(y) for y in YEAR.findall(text)]
    if not found:
        raise Bad(f"no year in {text!r}")
    return min(found), max(found)


def time(row: Row, field: str, until: str | None = None) -> Time:
    """The years of a cell (to those of another, where the table has it) as days, to the precision of a year."""
    first, last = years(row.value(field))
    if until and YEAR.search(row.value(until)):
        last = max(last, years(row.value(until))[1])
    span = row.span(field)
    return Time(start=f"{first}-01-01", end=f"{last}-12-31", precision="year", text=span.text, span=span)


def number(row: Row, field: str, missing: list[str]) -> float | None:
    """The number of a cell, brackets and marks of an estimate left out; None where it is missing.

    Bad where it is no number, or less than 0.
    """
    value = row.value(field)
    if value in missing:
        return None
    plain = value.strip("()[]? ")
    if not plain or not NUMBER.fullmatch(plain):
        raise Bad(f"{value!r} is no amount")
    amount = float(plain.replace(",", ""))
    if amount < 0 or not math.isfinite(amount):
        raise Bad(f"{value!r} is no amount")
    return amount


def flag(row: Row, field: str, missing: list[str]) -> bool:
    """Whether a cell says yes (any number but 0). Bad where it is no number."""
    cell = row.cell(field)
    if cell is None or cell.value in missing:
        return False
    try:
        return float(cell.value) != 0
    except ValueError:
        raise Bad(f"{cell.value!r} is neither yes (1) nor no (0)") from None


def quantity(row: Row, rule: dict[str, Any], amount: float | None, missing: list[str]) -> Quantity | None:
    """The amount in the unit of the rule; where the table has a volume that adds up, that one in its own."""
    volume = number(row, rule["volume"], missing) if "volume" in rule else None
    if volume is not None:
        return measured(row, rule["volume"], volume, rule["volume_unit"])
    if amount is None:
        return None
    return measured(row, rule["amount"], amount * rule.get("factor", 1), rule.get("unit"))


def measured(row: Row, field: str, value: float, unit: str | None) -> Quantity:
    """An amount with the words of its cell."""
    span = row.span(field)
    return Quantity(low=value, high=value, unit=unit, text=span.text, start=span.start, end=span.end)


def goods_in(form: dict[str, Any], rule: dict[str, Any], row: Row) -> tuple[Goods, ...]:
    """The goods of a row, by the code or the words of its cell."""
    if "goods" not in rule:
        return ()
    table, span = form["goods"], row.span(rule["goods"])
    value = row.value(rule["goods"])
    code = longest(value, table["codes"], table["match"] == "beginning") or table.get("default")
    return (Goods(code=code, text=span.text, start=span.start, end=span.end),) if code else ()


def longest(value: str, codes: dict[str, str], beginning: bool) -> str | None:
    """The code of the longest key that the value begins with, or has as whole words in it."""
    low = value.casefold()
    if beginning:
        fits = [key for key in codes if low.startswith(key.casefold())]
    else:
        fits = [key for key in codes if re.search(rf"(?<!\w){re.escape(key.casefold())}(?!\w)", low)]
    return codes[max(fits, key=len)] if fits else None
