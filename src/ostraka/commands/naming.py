"""Which state a user means: a code, or a name in any language that we read; else an error that suggests."""

from __future__ import annotations

import unicodedata
from difflib import get_close_matches
from functools import cache

from ostraka.brief.words import words, written_languages
from ostraka.errors import UnknownName
from ostraka.languages import pack
from ostraka.states import table

__all__ = ["state_code"]


def state_code(given: str) -> str:
    """The code of a state given by code or name, in any case.

    >>> state_code("rus"), state_code("Corée du Nord"), state_code("the Netherlands")
    ('RUS', 'PRK', 'NLD')

    Raises UnknownName with the nearest names.
    """
    if given.upper() in table.names():
        return given.upper()
    known = names()
    wanted = folded(given)
    if wanted in known:
        return known[wanted]
    near = dict.fromkeys(known[n] for n in get_close_matches(wanted, known, n=6, cutoff=0.75))
    hint = ", ".join(f"{code} ({table.name_of(code)})" for code in list(near)[:3])
    advice = f"did you mean {hint}?" if hint else "give an ISO 3166-1 alpha-3 code such as RUS, or a name"
    raise UnknownName(f"no state {given!r}: {advice}")


def names() -> dict[str, str]:
    """Folded name → code, in all languages; a code also stands for itself."""
    found = {folded(name): code for code, name in table.names().items()}
    for language in pack.languages():
        for row in pack.rows(language, "states"):
            for name in row["names"].split("|"):
                found.setdefault(folded(name), row["code"])
    return found | {code.casefold(): code for code in table.names()}


def folded(name: str) -> str:
    """A name for comparing: without case, accents, a leading article."""
    plain = "".join(c for c in unicodedata.normalize("NFD", name.casefold()) if not unicodedata.combining(c))
    plain = " ".join(plain.replace("’", "'").replace("-", " ").split())
    for article in leading():
        if plain.startswith(article) and len(plain) > len(article) + 2:
            return plain[len(article) :]
    return plain


@cache
def leading() -> tuple[str, ...]:
    """What a name may begin with: the articles of the languages that we write."""
    return tuple(article for language in written_languages() for article in words(language).phrases["articles"])
