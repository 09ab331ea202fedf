"""Which state a reader means: a code, or a name in any language that we read; else an error that suggests."""

from __future__ import annotations

from difflib import get_close_matches
from functools import cache

from ostraka.brief.limits import limits
from ostraka.brief.words import words, written_languages
from ostraka.errors import UnknownName
from ostraka.languages import pack
from ostraka.languages.folding import folded
from ostraka.states import table

__all__ = ["comparable", "names", "state_code"]


def state_code(given: str) -> str:
    """The code of a state given by code or name, in any case.

    >>> state_code("rus"), state_code("Corée du Nord"), state_code("the Netherlands")
    ('RUS', 'PRK', 'NLD')

    Raises UnknownName with the nearest names.
    """
    if given.upper() in table.names():
        return given.upper()
    known, wanted = names(), comparable(given)
    if wanted in known:
        return known[wanted]
    codes = {code.casefold(): code for code in table.names()}
    near = get_close_matches(wanted, known | codes, n=2 * limits().names_meant, cutoff=limits().names_alike)
    meant = list(dict.fromkeys((known | codes)[n] for n in near))[: limits().names_meant]
    hint = ", ".join(f"{code} ({table.name_of(code)})" for code in meant)
    advice = f"did you mean {hint}?" if hint else "give an ISO 3166-1 alpha-3 code such as RUS, or a name"
    raise UnknownName(f"no state {given!r}: {advice}")


@cache
def names() -> dict[str, str]:
    """Comparable name → code, in all languages."""
    found = {comparable(name): code for code, name in table.names().items()}
    for language in pack.languages():
        for row in pack.rows(language, "states"):
            for name in row["names"].split("|"):
                found.setdefault(comparable(name), row["code"])
    return found


def comparable(name: str) -> str:
    """A name for comparing: without case, accents, hyphens and a leading article.

    >>> comparable("L’Arabie saoudite"), comparable("the Guinea-Bissau")
    ('arabie saoudite', 'guinea bissau')
    """
    plain = " ".join(folded(name).replace("’", "'").replace("-", " ").split())
    for article in leading():
        if plain.startswith(article) and len(plain) > len(article) + limits().name_letters:
            return plain[len(article) :]
    return plain


@cache
def leading() -> tuple[str, ...]:
    """What a name may begin with: the articles of the languages that we write."""
    return tuple(article for language in written_languages() for article in words(language).phrases["articles"])
