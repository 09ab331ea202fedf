"""The weighing in words: templates of reasons.toml, estimative words of words.toml."""

from __future__ import annotations

from functools import cache

from ostraka.weighing.policy import table

__all__ = ["LANGUAGE", "estimative", "say"]

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
