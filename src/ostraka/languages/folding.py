"""Words without what writers leave away: accents and case."""

from __future__ import annotations

import unicodedata

__all__ = ["folded", "unaccented"]


def unaccented(text: str) -> str:
    """The text without accents and other marks upon letters.

    >>> unaccented("Erdoğan à Téhéran")
    'Erdogan a Teheran'
    """
    if text.isascii():
        return text
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


def folded(text: str) -> str:
    """The text without accents and case, for looking words up.

    >>> folded("Téhéran")
    'teheran'
    """
    return unaccented(text.casefold())
