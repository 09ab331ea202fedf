"""How each language calls those who stand for no state: "Tamil Tigers" is "Tigres tamouls" in French.

Inside, a party goes by its usual name of `states/parties.csv`; a claim names it as its
article's language does, and the weighing compares usual names, so that it is one actor
in every language.
"""

from __future__ import annotations

from functools import cache

from ostraka.errors import BadData
from ostraka.languages.pack import languages, rows
from ostraka.states.table import agents

__all__ = ["called", "usual"]


@cache
def names_in(language: str) -> dict[str, str]:
    """The names of a language by the usual ones, where they differ (`languages/xx/parties.csv`)."""
    found = {}
    for row in rows(language, "parties"):
        if row["id"] not in agents() or agents()[row["id"]].kind != "party":
            raise BadData(f"languages/{language}/parties.csv: {row['id']!r} is no party of states/parties.csv")
        found[agents()[row["id"]].name] = row["name"]
    return found


@cache
def usual_names() -> dict[str, str]:
    """The usual name by that of any language, in lower case."""
    return {name.casefold(): known for code in languages() for known, name in names_in(code).items()}


def called(name: str | None, language: str) -> str | None:
    """The name of a party as a language has it; any other name as it stands.

    >>> called("Tamil Tigers (LTTE)", "fr"), called("Zentrix", "fr")
    ('Tigres tamouls (LTTE)', 'Zentrix')
    """
    return names_in(language).get(name, name) if name is not None else None


def usual(name: str) -> str:
    """The usual name of a party that a language calls otherwise; any other name as it stands.

    >>> usual("Tigres tamouls (LTTE)"), usual("Zentrix")
    ('Tamil Tigers (LTTE)', 'Zentrix')
    """
    return usual_names().get(name.casefold(), name)
