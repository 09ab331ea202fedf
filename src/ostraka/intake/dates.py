"""Dates that people and files write, as ISO days; what is not a date is said so.

A day that an article states without doubt (its first lines, by the language's
`dateline.toml`) is found by `dateline`.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from functools import cache

from ostraka.errors import BadDate
from ostraka.intake.settings import settings
from ostraka.languages.pack import table

__all__ = ["dateline", "first_and_last", "iso_day"]

DATE = re.compile(r"(\d{4})(?:-(\d\d?)(?:-(\d\d?))?)?")
STAMP = re.compile(r"(\d{4}-\d\d-\d\d)[T ]\d\d:?\d\d.*")


def first_and_last(given: str) -> tuple[str, str]:
    """The first and last day of a year, a month or a day.

    >>> first_and_last("2022-02")
    ('2022-02-01', '2022-02-28')

    Raises BadDate for what is none of the three, or not in the calendar.
    """
    found = DATE.fullmatch(given.strip())
    if not found:
        raise BadDate(f"{given!r} is not a date: write YYYY, YYYY-MM or YYYY-MM-DD")
    year, month, number = (int(part) if part else None for part in found.groups())
    try:
        first = date(*(1 if part is None else part for part in (year, month, number)))
    except ValueError as wrong:
        raise BadDate(f"{given!r} is not in the calendar: {wrong}") from None
    last_month = month or 12
    last = date(first.year, last_month, number or monthrange(first.year, last_month)[1])
    return first.isoformat(), last.isoformat()


def iso_day(given: str) -> str:
    """A day as YYYY-MM-DD, from that or from a time stamp that begins with it.

    >>> iso_day("2022-11-08T09:30:00Z")
    '2022-11-08'

    Raises BadDate; a year or a month alone is not a day.
    """
    stamp = STAMP.fullmatch(given.strip())
    first, last = first_and_last(stamp.group(1) if stamp else given)
    if first != last:
        raise BadDate(f"{given!r} is not a day: write YYYY-MM-DD")
    return first


@cache
def dateline_patterns(language: str) -> tuple[tuple[re.Pattern[str], ...], dict[str, int]]:
    """The compiled patterns of `languages/xx/dateline.toml`, and its month names by number."""
    data = table(language, "dateline")
    months = {form: number for number, forms in enumerate(data["months"], start=1) for form in forms}
    names = "|".join(sorted(map(re.escape, months), key=len, reverse=True))
    parts = {"day": r"(?P<day>\d{1,2})", "month": rf"(?P<month>{names})", "year": r"(?P<year>(?:19|20)\d\d)"}
    patterns = []
    for pattern in data["patterns"]:
        for name, part in parts.items():
            pattern = pattern.replace("{" + name + "}", part)
        patterns.append(re.compile(pattern, re.IGNORECASE))
    return tuple(patterns), months


def dateline(text: str, language: str) -> str | None:
    """The day that the first lines of an article state as its own, or None.

    Only with day, month and year, and only in a form of the language's `dateline.toml`
    ("Published on 8 November 2022"): a day that the story merely mentions is not taken.
    """
    patterns, months = dateline_patterns(language)
    lines = [line.strip() for line in text[: settings().dateline_reach].splitlines() if line.strip()]
    for line in lines[: settings().dateline_lines]:
        for pattern in patterns:
            found = pattern.match(line)
            if found:
                number = months[found["month"].lower()]
                try:
                    return date(int(found["year"]), number, int(found["day"])).isoformat()
                except ValueError:
                    return None
    return None
