"""The weighing in words: templates of reasons.toml, estimative words of words.toml."""

from __future__ import annotations

from datetime import date
from functools import cache

from ostraka.weighing.policy import table

__all__ = ["LANGUAGE", "day", "estimative", "say"]

LANGUAGE = "en"


def say(code: str, language: str = LANGUAGE, **facts: object) -> str:
    """The template of reasons.toml for `code`, filled in."""
    return template(code, language).format(**facts)


@cache
def template(code: str, language: str) -> str:
    """One template; codes with a dot name a table and its row."""
    entry = table("reasons")
    for part in code.split("."):
        entry = entry[part]
    return str(entry[language])


def day(when: date, language: str = LANGUAGE) -> str:
    """A day in words.

    >>> day(date(2022, 11, 5)), day(date(2022, 11, 1), "fr")
    ('5 November 2022', '1er novembre 2022')
    """
    month = template("months", language).split()[when.month - 1]
    first = "date.first" if when.day == 1 else "date.other"
    return say(first, language, day=when.day, month=month, year=when.year)


def estimative(credence: float, language: str = LANGUAGE) -> str:
    """The word for a credence (ICD 203's bands).

    >>> estimative(0.7), estimative(0.96), estimative(0.7, "fr")
    ('likely', 'almost certain', 'probable')
    """
    word = ""
    for band in table("words")["band"]:
        if credence >= band["from"]:
            word = str(band[language])
    return word
