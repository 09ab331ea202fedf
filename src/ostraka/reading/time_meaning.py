"""What time expressions mean: one small function an operation, from arguments to days.

An operation gets its arguments (classes of the words matched) and a `Setting`: the day of
publication, the last date of the text, and whether the verb speaks of the past or of what is
to come. It gives `Days`, or None where the words alone do not name days; nothing is invented.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, NamedTuple

from ostraka.reading.calendar import (
    Days,
    containing,
    day_of,
    month_of,
    months_of,
    part,
    shift,
    weekday_near,
    year_of,
    years_of,
)
from ostraka.reading.time_patterns import Node

__all__ = ["OPERATIONS", "Setting", "days_of"]

Args = dict[str, Any]
Amount = tuple[float | None, float | None, bool]


class Setting(NamedTuple):
    """Where an expression stands in time.

    `published` is the day of publication or None; `last` the days of the last dated expression; `way` is -1
    (past), 1 (to come) or 0 (the verb does not say); `day_first` how the language writes numeric dates.
    """

    published: date | None
    last: Days | None
    way: int
    day_first: bool


def days_of(node: Node, setting: Setting) -> Days | None:
    """The days that a node means in its setting; None when they cannot be known, or are no days at all."""
    try:
        return OPERATIONS[node.make](node.args, setting)
    except (ValueError, OverflowError):  # 30 February, the year 0
        return None


# ---------------------------------------------------------------- calendar dates
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
        days = agreeing or days
    return nearest([day_of(d) for d in days], ref, way_of(args, setting))


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


def nearest(candidates: list[Days], ref: date, way: int) -> Days | None:
    """The candidate nearest to a day on the side of `way` (0: either); the one around the day counts unless |way| is 2."""
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
    return nearest([month_of(y, month) for y in range(ref.year - 1, ref.year + 2)], ref, way_of(args, setting))


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
    grain = first.grain if first.grain == last.grain else "vague" if "vague" in (first.grain, last.grain) else last.grain
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
    return None if setting.published is None else nearest(candidates, setting.published, way_of(args, setting))


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


# ---------------------------------------------------------------- relative to publication
def weekday(args: Args, setting: Setting) -> Days | None:
    """A weekday: the last one, unless the verb or the words look ahead."""
    ref = setting.published
    if ref is None:
        return None
    way = args.get("rel")
    if way is None or way == 0:
        return day_of(weekday_near(ref, int(args["weekday"]), setting.way))
    return day_of(weekday_near(ref, int(args["weekday"]), int(way), same=False))


def weekday_range(args: Args, setting: Setting) -> Days | None:
    """From one weekday to the next other one."""
    first = weekday(args, setting)
    if first is None or first.start is None:
        return None
    return Days(first.start, weekday_near(first.start, int(args["second"]), 1, same=False), "day")


def near_day(args: Args, setting: Setting) -> Days | None:
    """Yesterday, today, tomorrow: `days` from publication."""
    if setting.published is None:
        return None
    return day_of(setting.published + timedelta(days=int(args["days"])))


def unit(args: Args, setting: Setting) -> Days | None:
    """Last week, this month, next year: the calendar unit, `rel` units on."""
    if setting.published is None:
        return None
    name, rel = str(args["unit"]), int(args.get("rel", 0))
    if name == "weekend" and rel == 0 and setting.published.weekday() < 5:
        return containing(shift(setting.published, "week", min(setting.way, 0)), "weekend")
    return containing(shift(setting.published, name, rel), name)


def unit_side(args: Args, setting: Setting) -> Days | None:
    """Earlier this year (side -1): up to publication; later this year (1): from publication on."""
    whole, ref = unit(args, setting), setting.published
    if whole is None or ref is None:
        return None
    return Days(whole.start, ref, whole.grain) if int(args["side"]) < 0 else Days(ref, whole.end, whole.grain)


def amount(args: Args) -> Amount:
    """The number among the arguments: bounds and whether it is vague; one when there is none."""
    found: Amount = args.get("n") or (1.0, 1.0, False)
    return found


def ago(args: Args, setting: Setting) -> Days | None:
    """Three days ago, in two weeks, a year or two ago: `sign` times n units from publication."""
    ref = anchor(args, setting)
    if ref is None:
        return None
    if args.get("ahead") and setting.way < 0:  # "in three days they took it" is a length of time
        return None
    low, high, vague = amount(args)
    if args.get("second") is not None:
        high, vague = args["second"][1], True
    name, sign = str(args["unit"]), int(args["sign"])
    if low is None:
        return None
    if high is None:  # several years ago
        edge = shift(ref, name, sign * int(low))
        return Days(None, edge, "vague") if sign < 0 else Days(edge, None, "vague")
    if low != int(low) or high != int(high) or name == "hour":
        name, low, high = smaller(name, low, high)
    ends = sorted((shift(ref, name, sign * int(low)), shift(ref, name, sign * int(high))))
    if vague or low != high:
        return Days(ends[0], ends[1], "vague")
    return containing(ends[0], name) if name != "week" else Days(ends[0], ends[0], "vague")


def smaller(name: str, low: float, high: float) -> tuple[str, float, float]:
    """A fraction of a unit in the next smaller one: half a year in months."""
    if name == "hour":
        return "day", round(low / 24), round(high / 24)
    if name in ("year", "decade", "century"):
        months = {"year": 12, "decade": 120, "century": 1200}[name]
        return "month", round(low * months), round(high * months)
    days = {"month": 30, "week": 7, "quarter": 91}.get(name, 1)
    return "day", round(low * days), round(high * days)


def anchor(args: Args, setting: Setting) -> date | None:
    """The day from which to count: publication, or the last date of the text when the words ask for it."""
    if args.get("from") == "last":
        if setting.last is None:
            return None
        return setting.last.end if int(args.get("sign", 1)) > 0 else setting.last.start
    return setting.published


def span(args: Args, setting: Setting) -> Days | None:
    """The past five months, the next two years, within two weeks: n units up to (sign -1) or from (1) publication."""
    ref = anchor(args, setting)
    if ref is None:
        return None
    low, high, vague = amount(args)
    name, sign = str(args["unit"]), int(args["sign"])
    if args.get("n") is None and args.get("some"):
        low = high = None
    if high is None and low is not None:
        vague = True
    if low is None or vague:
        return Days(None, ref, "vague") if sign < 0 else Days(ref, None, "vague")
    if low != int(low) or name == "hour":
        name, low, _ = smaller(name, low, low)
    edge = shift(ref, name, sign * int(low))
    return Days(min(edge, ref), max(edge, ref), "week" if name == "week" else name)


def first_units(args: Args, setting: Setting) -> Days | None:
    """The first ten months of 2021."""
    days = days_of(args["point"], setting)
    low = amount(args)[0]
    if days is None or days.start is None or low is None:
        return None
    if int(args["sign"]) > 0:
        return Days(days.start, shift(days.start, str(args["unit"]), int(low)) - timedelta(days=1), str(args["unit"]))
    if days.end is None:
        return None
    return Days(shift(days.end + timedelta(days=1), str(args["unit"]), -int(low)), days.end, str(args["unit"]))


def duration(args: Args, setting: Setting) -> Days | None:
    """A length of time alone names no days."""
    return None


def present(args: Args, setting: Setting) -> Days | None:
    """Now: the day of publication, vaguely."""
    return None if setting.published is None else day_of(setting.published).vague()


def recent(args: Args, setting: Setting) -> Days | None:
    """Recently (sign -1): open, up to publication; soon (1): from publication on."""
    if setting.published is None:
        return None
    return Days(None, setting.published, "vague") if int(args["sign"]) < 0 else Days(setting.published, None, "vague")


# ---------------------------------------------------------------- made of others
def share(args: Args, setting: Setting) -> Days | None:
    """Early 2021, mid-September, the end of last year: a share of what follows."""
    if args.get("point") is not None:
        whole = days_of(args["point"], setting)
    elif args.get("month") is not None:
        whole = calendar_month(args, setting)
    elif args.get("unit") is not None:
        whole = unit(args, setting)
    else:
        whole = year(args, setting)
    if whole is None:
        return None
    low, high = args["part"]
    return part(whole, low, high)


def since(args: Args, setting: Setting) -> Days | None:
    """Since 2006: from its first day up to publication."""
    days = days_of(args["point"], setting._replace(way=min(setting.way, -1)))
    return None if days is None else Days(days.start, setting.published, days.grain)


def starting(args: Args, setting: Setting) -> Days | None:
    """From Monday on, as of 2025: open end."""
    days = days_of(args["point"], setting)
    return None if days is None else Days(days.start, None, days.grain)


def until(args: Args, setting: Setting) -> Days | None:
    """Until 2025, by the end of the year: up to its last day; from publication on when that lies ahead."""
    days = days_of(args["point"], setting)
    if days is None or days.end is None:
        return None
    ref = setting.published
    start = ref if ref is not None and days.end >= ref else None
    return Days(start, days.end, days.grain)


def before(args: Args, setting: Setting) -> Days | None:
    """Before 2015: up to the day before it; before the end of something: up to its end."""
    days = days_of(args["point"], setting)
    if days is None or days.start is None:
        return None
    if args["point"].make == "share":
        return until(args, setting)
    edge = days.start - timedelta(days=1)
    ref = setting.published
    return Days(ref if ref is not None and edge >= ref and setting.way > 0 else None, edge, days.grain)


def after(args: Args, setting: Setting) -> Days | None:
    """After 2015: from the day after it on, open."""
    days = days_of(args["point"], setting)
    if days is None or days.end is None:
        return None
    return Days(days.end + timedelta(days=1), None, days.grain)


def between(args: Args, setting: Setting) -> Days | None:
    """From A to B, between A and B; a year said only once is the year of both."""
    first, second = args["point"], args["second"]
    year_said = full_year(second.args)
    if year_said is not None and full_year(first.args) is None:
        first = Node(first.make, {**first.args, "year": year_said})
    return hull(days_of(first, setting), days_of(second, setting))


def in_year(args: Args, setting: Setting) -> Days | None:
    """A date and then its year in other words: "in January of this year"."""
    point: Node = args["point"]
    year_said = year_by(args, setting)
    return None if year_said is None else days_of(Node(point.make, {**point.args, "year": year_said}), setting)


def vaguely(args: Args, setting: Setting) -> Days | None:
    """Around 2010: the days, vaguely."""
    days = days_of(args["point"], setting)
    return None if days is None else days.vague()


# ---------------------------------------------------------------- relative to the last date of the text
def same(args: Args, setting: Setting) -> Days | None:
    """That day, the same year, the day before, the following month: by the last date, `rel` units on."""
    last = setting.last
    if last is None or (last.start is None and last.end is None):
        return None
    name, rel = str(args["unit"]), int(args.get("rel", 0))
    ref = (last.end if rel > 0 else last.start) or last.start or last.end
    if ref is None or (name in ("day", "week") and last.grain not in ("day", "week", "weekend")):
        return None
    return containing(shift(ref, name, rel), name)


def since_then(args: Args, setting: Setting) -> Days | None:
    """Since then: from the last date of the text up to publication."""
    last = setting.last
    return None if last is None or last.start is None else Days(last.start, setting.published, "vague")


def then(args: Args, setting: Setting) -> Days | None:
    """At the time: the last date of the text, vaguely."""
    return None if setting.last is None else setting.last.vague()


OPERATIONS: dict[str, Callable[[Args, Setting], Days | None]] = {
    "date": calendar_date, "month": calendar_month, "month_range": month_range, "day_range": day_range,
    "year": year, "year_range": year_range, "decade": decade, "century": century, "numeric": numeric,
    "subdivision": subdivision, "season": season, "feast": feast, "weekday": weekday,
    "weekday_range": weekday_range, "near_day": near_day, "unit": unit, "unit_side": unit_side, "ago": ago, "span": span,
    "first_units": first_units, "duration": duration, "present": present, "recent": recent, "share": share,
    "since": since, "starting": starting, "until": until, "before": before, "after": after, "between": between,
    "in_year": in_year, "vaguely": vaguely, "same": same, "since_then": since_then, "then": then,
}  # fmt: skip
