"""Days, months and years as closed intervals, and the arithmetic that time expressions need.

Nothing here knows a language. A `Days` is an interval of days, both ends inside it, with
its grain: the size of the unit that the words name. An end that the words leave open is None.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import NamedTuple

__all__ = ["PRECISION", "UNITS", "Days", "containing", "day_of", "month_of", "part", "shift", "weekday_near", "year_of"]

# What a grain is called in the claim contract.
PRECISION = {
    "day": "day", "week": "day", "weekend": "day", "month": "month", "quarter": "month", "season": "month",
    "half": "month", "year": "year", "decade": "year", "century": "year", "vague": "vague",
}  # fmt: skip

# Units by what they are made of: (days, months).
UNITS = {
    "hour": (0, 0), "day": (1, 0), "weekend": (7, 0), "week": (7, 0), "fortnight": (14, 0), "month": (0, 1),
    "quarter": (0, 3), "half": (0, 6), "season": (0, 3), "year": (0, 12), "decade": (0, 120), "century": (0, 1200),
}  # fmt: skip

FIRST_YEAR, LAST_YEAR = 1, 9998


class Days(NamedTuple):
    """Days from `start` to `end`, both inside; None for an open side."""

    start: date | None
    end: date | None
    grain: str

    @property
    def precision(self) -> str:
        """day, month, year or vague."""
        return PRECISION[self.grain]

    def vague(self) -> Days:
        """The same days, said vaguely."""
        return self._replace(grain="vague")


def day_of(day: date) -> Days:
    """One day."""
    return Days(day, day, "day")


def month_of(year: int, month: int) -> Days:
    """A whole month.

    >>> month_of(2024, 2).end
    datetime.date(2024, 2, 29)
    """
    return Days(date(year, month, 1), date(year, month, monthrange(year, month)[1]), "month")


def months_of(year: int, first: int, count: int, grain: str) -> Days:
    """`count` whole months from month `first` of a year on; `first` may lie outside 1..12."""
    start = shift(date(year, 1, 1), "month", first - 1)
    end = shift(start, "month", count) - timedelta(days=1)
    return Days(start, end, grain)


def year_of(year: int) -> Days:
    """A whole year."""
    return Days(date(year, 1, 1), date(year, 12, 31), "year")


def years_of(first: int, last: int, grain: str = "year") -> Days:
    """From the first day of one year to the last day of another."""
    return Days(date(first, 1, 1), date(last, 12, 31), grain)


def shift(day: date, unit: str, count: int) -> date:
    """The day `count` units later (earlier when negative); the end of a shorter month is its last day.

    >>> shift(date(2022, 3, 31), "month", -1)
    datetime.date(2022, 2, 28)
    """
    days, months = UNITS[unit]
    if not months:
        ordinal = day.toordinal() + days * count
        return date.fromordinal(min(max(ordinal, 1), date.max.toordinal()))
    total = day.year * 12 + day.month - 1 + months * count
    year, month = divmod(total, 12)
    year = min(max(year, FIRST_YEAR), LAST_YEAR)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def containing(day: date, unit: str) -> Days:
    """The week (Monday to Sunday), month, quarter, half, year, decade or century that holds a day.

    >>> containing(date(2022, 11, 28), "quarter").start
    datetime.date(2022, 10, 1)
    """
    if unit in ("week", "fortnight"):
        start = day - timedelta(days=day.weekday())
        return Days(start, start + timedelta(days=6), "week")
    if unit == "weekend":
        start = day - timedelta(days=day.weekday()) + timedelta(days=5)
        return Days(start, start + timedelta(days=1), "weekend")
    if unit == "month":
        return month_of(day.year, day.month)
    if unit in ("quarter", "half", "season"):
        size = 6 if unit == "half" else 3
        return months_of(day.year, (day.month - 1) // size * size + 1, size, unit)
    if unit == "year":
        return year_of(day.year)
    if unit == "decade":
        first = day.year - day.year % 10
        return years_of(max(first, FIRST_YEAR), first + 9, "decade")
    if unit == "century":
        first = day.year - (day.year - 1) % 100
        return years_of(first, first + 99, "century")
    return day_of(day)


def weekday_near(day: date, weekday: int, way: int, *, same: bool = True) -> date:
    """The nearest day with that weekday (Monday 0) before (way -1) or after (way 1) a day, or around it (way 0).

    `same` says that the day itself counts.

    >>> weekday_near(date(2022, 11, 28), 1, -1)
    datetime.date(2022, 11, 22)
    """
    ahead = (weekday - day.weekday()) % 7
    if ahead == 0:
        return day if same else day + timedelta(days=7 * (way or 1))
    if way > 0 or (way == 0 and ahead <= 3):
        return day + timedelta(days=ahead)
    return day + timedelta(days=ahead - 7)


def part(days: Days, low: float, high: float) -> Days:
    """A share of an interval, in whole days (whole months for a year): early is the first third.

    >>> part(year_of(2021), 0, 1 / 3).end
    datetime.date(2021, 4, 30)
    """
    if days.start is None or days.end is None:
        return days.vague()
    if days.grain in ("year", "half", "decade") and days.start.day == 1:
        months = (days.end.year - days.start.year) * 12 + days.end.month - days.start.month + 1
        first = shift(days.start, "month", min(round(months * low), months - 1))
        last = shift(days.start, "month", round(months * high)) - timedelta(days=1)
        return Days(first, max(first, last), "vague")
    length = (days.end - days.start).days + 1
    first = days.start + timedelta(days=round(length * low))
    last = days.start + timedelta(days=max(round(length * high) - 1, round(length * low)))
    return Days(min(first, days.end), min(last, days.end), "vague")
