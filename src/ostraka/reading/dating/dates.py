"""Calendar dates: what a day, a month, a quarter, a decade means, its year said or found.

Each function takes the arguments of a match (classes of its words) and a `Setting`, and gives
`Days`, or None where the words alone do not name days. reading/dating/meaning.py has the rest.
"""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from ostraka.reading.dating.calendar import Days, day_of, month_of, months_of, year_of, years_of

__all__ = [
    "Args", "Setting", "ambiguous", "calendar_date", "calendar_month", "century", "day_range", "decade", "feast",
    "full_year", "hull", "month_range", "numeric", "season", "subdivision", "year", "year_by", "year_range",
]  # fmt: skip

Args = dict[str, Any]

SOON, LONG_AGO = 31, 180  # days


class Setting(NamedTuple):
    """Where an expression stands in time.

    `published` is the day of publication or None; `last` the days of the last dated expression; `way` is -1
    (past), 1 (to come) or 0 (the present); `day_first` how the language writes numeric dates; `present` is where a
    weekday in the present lies (1 or -1); `loose` says that the verb's tense says little of the expression.
    """

    published: date | None
    last: Days | None
    way: int
    day_first: bool
    present: int = -1
    loose: bool = False


def full_year(args: Args) -> int | None:
    """The year among the arguments; two digits are read as 1950 to 2049."""
    if args.get("year") is not None:
        return int(args["year"])
    if args.get("year2") is not None:
        return int(args["year2"]) + (2000 if args["year2"] < 50 else 1900)
    return None


def year_by(args: Args, setting: Setting) -> int | None:
    """The year said, or that of "last/this/next year"."""
    year = full_year(args)
    if year is None and args.get("year_rel") is not None and setting.published is not None:
        return setting.published.year + int(args["year_rel"])
    return year


def calendar_date(args: Args, setting: Setting) -> Days | None:
    """A day of a month, its year said or found."""
    day, month, year = int(args["day"]), int(args["month"]), year_by(args, setting)
    if year is not None:
        return day_of(date(year, month, day))
    ref = setting.published
    if ref is None:
        return None
    days = [date(y, month, day) for y in range(ref.year - 4, ref.year + 5) if exists(y, month, day)]
    if args.get("weekday") is not None:
        agreeing = [d for d in days if d.weekday() == args["weekday"]]
        if agreeing:  # the weekday tells the year, whatever the verb says
            return nearest([day_of(d) for d in agreeing], ref, 0)
    return choice([day_of(d) for d in days], ref, args, setting)


def exists(year: int, month: int, day: int) -> bool:
    """Whether that day is in the calendar.

    >>> exists(2023, 2, 29)
    False
    """
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def way_of(args: Args, setting: Setting) -> int:
    """-1, 0 or 1: the words (last, next) before the verb; 2 and -2 leave out the present unit."""
    rel = args.get("rel")
    return setting.way if rel is None else 2 * int(rel)


def choice(candidates: list[Days], ref: date, args: Args, setting: Setting) -> Days | None:
    """The candidate on the side of the verb; where the verb says little, one soon ahead beats one long past."""
    way = way_of(args, setting)
    found = nearest(candidates, ref, way)
    if way != -1 or not setting.loose or found is None or found.end is None:
        return found
    ahead = nearest(candidates, ref, 1)
    if ahead is None or ahead.start is None:
        return found
    return ahead if (ahead.start - ref).days <= SOON and (ref - found.end).days > LONG_AGO else found


def nearest(candidates: list[Days], ref: date, way: int) -> Days | None:
    """The candidate nearest to a day on the side of `way` (0: either).

    The candidate that holds the day itself counts unless |way| is 2.
    """
    best: tuple[int, Days] | None = None
    for c in candidates:
        if c.start is None or c.end is None:
            continue
        gap = (c.start - ref).days if c.start > ref else (c.end - ref).days if c.end < ref else 0
        if gap * way < 0 or (gap == 0 and abs(way) == 2):
            continue
        if best is None or abs(gap) < abs(best[0]):
            best = (gap, c)
    return best[1] if best else None


def calendar_month(args: Args, setting: Setting) -> Days | None:
    """A month, its year said or found."""
    month, year = int(args["month"]), year_by(args, setting)
    if year is not None:
        return month_of(year, month)
    ref = setting.published
    if ref is None:
        return None
    if args.get("rel") == 0:
        return month_of(ref.year, month)
    return choice([month_of(y, month) for y in range(ref.year - 1, ref.year + 2)], ref, args, setting)


def month_range(args: Args, setting: Setting) -> Days | None:
    """From one month to another: "March-April 2018"."""
    first = calendar_month({**args, "month": args["month"]}, setting)
    last = calendar_month({**args, "month": args["second"]}, setting)
    return hull(first, last)


def day_range(args: Args, setting: Setting) -> Days | None:
    """From one day of a month to another of the same month."""
    if "dayspan" in args:
        args = {**args, "day": args["dayspan"][0], "second": args["dayspan"][1]}
    first, last = calendar_date(args, setting), calendar_date({**args, "day": args["second"]}, setting)
    return hull(first, last)


def hull(first: Days | None, last: Days | None) -> Days | None:
    """From the start of one interval to the end of another; None when they stand the wrong way round."""
    if first is None or last is None:
        return None
    if first.start and last.end and first.start > last.end:
        return None
    grain = (
        first.grain if first.grain == last.grain else "vague" if "vague" in (first.grain, last.grain) else last.grain
    )
    return Days(first.start, last.end, grain)


def year(args: Args, setting: Setting) -> Days | None:
    """A year."""
    found = year_by(args, setting)
    return None if found is None else year_of(found)


def year_range(args: Args, setting: Setting) -> Days | None:
    """2019-20, 1939-1945."""
    first, last = args["yearspan"] if "yearspan" in args else (int(args["year"]), int(args["second"]))
    if last < 100:
        last += first - first % 100
    if not first < last <= first + 200:
        return None
    return years_of(first, last)


def decade(args: Args, setting: Setting) -> Days:
    """The nineties, the 1990s; two digits are of the last hundred years that have them, nearest to 1950-2049."""
    first = int(args["decade"])
    if first < 100:
        first += 2000 if first < 30 else 1900
    return years_of(first, first + 9, "decade")


def century(args: Args, setting: Setting) -> Days:
    """The 19th century: 1801 to 1900."""
    last = int(args["ordinal"]) * 100
    return years_of(last - 99, last, "century")


def numeric(args: Args, setting: Setting) -> Days | None:
    """11/02/2022, 2022-11-02: by the habit of the language where both readings are dates."""
    if "numeric" in args:
        a, b, c = args["numeric"]
    else:
        a, b, c = args["year"], args["monthnumber"], args["day"]
    if a > 31:
        return day_of(date(a, b, c))
    c = c if c > 99 else c + (2000 if c < 50 else 1900)
    day, month = (a, b) if setting.day_first else (b, a)
    if month > 12:
        day, month = month, day
    return day_of(date(c, month, day))


def ambiguous(args: Args) -> bool:
    """Whether a numeric date can be read day first and month first."""
    if "numeric" not in args:
        return False
    a, b, _ = args["numeric"]
    return bool(a <= 12 and b <= 12 and a != b)


def subdivision(args: Args, setting: Setting) -> Days | None:
    """A quarter or a half of a year: Q3 2022, the second half of last year; without a year the nearest."""
    size = {"quarter": 3, "half": 6}[str(args["piece"])]
    which = int(args["ordinal"])
    if not 1 <= which <= 12 // size:
        return None
    found = year_by(args, setting)
    make = [months_of(y, (which - 1) * size + 1, size, str(args["piece"])) for y in years_around(found, setting)]
    return make[0] if found is not None and make else pick(make, setting, args)


def years_around(found: int | None, setting: Setting) -> list[int]:
    """The year said, or those about the day of publication."""
    if found is not None:
        return [found]
    return [] if setting.published is None else [setting.published.year + k for k in (-1, 0, 1)]


def pick(candidates: list[Days], setting: Setting, args: Args) -> Days | None:
    """The candidate that the words and the verb point to."""
    return None if setting.published is None else choice(candidates, setting.published, args, setting)


def season(args: Args, setting: Setting) -> Days | None:
    """A season by its first month (December to February is the winter of the year in which it ends)."""
    found = year_by(args, setting)
    first = int(args["season"])
    make = [months_of(y, first, 3, "season") for y in years_around(found, setting)]
    if args.get("rel") == 0 and make and setting.published is not None:
        return next((m for m in make if m.start and m.start.year == setting.published.year), make[0])
    return make[0] if found is not None and make else pick(make, setting, args)


def feast(args: Args, setting: Setting) -> Days | None:
    """A feast with a fixed day."""
    month, day = args["feast"]
    return calendar_date({**args, "month": month, "day": day}, setting)
