"""What time expressions mean: one small function an operation, from arguments to days (dates: dates.py).

An operation gets its arguments (classes of the words matched) and a `Setting`: the day of
publication, the last date of the text, and whether the verb speaks of the past or of what is
to come. It gives `Days`, or None where the words alone do not name days; nothing is invented.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from ostraka.reading.dating.calendar import Days, containing, day_of, part, shift, weekday_near
from ostraka.reading.dating.dates import (
    Args,
    Setting,
    calendar_date,
    calendar_month,
    century,
    day_range,
    decade,
    feast,
    full_year,
    hull,
    month_range,
    numeric,
    season,
    subdivision,
    year,
    year_by,
    year_range,
)
from ostraka.reading.dating.patterns import Node

__all__ = ["OPERATIONS", "Setting", "days_of"]

Amount = tuple[float | None, float | None, bool]


def days_of(node: Node, setting: Setting) -> Days | None:
    """The days that a node means in its setting; None when they cannot be known, or are no days at all."""
    try:
        return OPERATIONS[node.make](node.args, setting)
    except (ValueError, OverflowError):  # 30 February, the year 0
        return None


# ---------------------------------------------------------------- relative to publication
def weekday(args: Args, setting: Setting) -> Days | None:
    """A weekday: the last one, unless the verb or the words look ahead."""
    ref = setting.published
    if ref is None:
        return None
    way = args.get("rel")
    if way is None or way == 0:
        return day_of(weekday_near(ref, int(args["weekday"]), setting.way or setting.present))
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
    if args["unit"] == "hour":  # "the first hours of Sunday": no calendar is finer than a day
        return days
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
    """Since 2006: from its first day up to publication; "since April", said in March, is last year's April."""
    days = days_of(args["point"], setting._replace(way=min(setting.way, -1)))
    if days is None or days.start is None or setting.published is None or days.start <= setting.published:
        return None if days is None else Days(days.start, setting.published, days.grain)
    last_year = shift(days.start, "year", -1)
    if "year" in args["point"].args or last_year > setting.published:  # "since the 1990s", said before them
        return Days(days.start, None, days.grain)
    return Days(last_year, setting.published, days.grain)


def starting(args: Args, setting: Setting) -> Days | None:
    """From Monday on, as of 2025: open end."""
    days = days_of(args["point"], setting)
    return None if days is None else Days(days.start, None, days.grain)


def until(args: Args, setting: Setting) -> Days | None:
    """Until 2025, by the end of the year: up to its last day; from publication on when that lies ahead."""
    point: Node = args["point"]
    ahead = setting._replace(way=1) if point.make == "weekday" else setting  # "closed until Friday"
    days = days_of(point, ahead)
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
    "weekday_range": weekday_range, "near_day": near_day, "unit": unit, "unit_side": unit_side, "ago": ago,
    "span": span,
    "first_units": first_units, "duration": duration, "present": present, "recent": recent, "share": share,
    "since": since, "starting": starting, "until": until, "before": before, "after": after, "between": between,
    "in_year": in_year, "vaguely": vaguely, "same": same, "since_then": since_then, "then": then,
}  # fmt: skip
