"""Loads a language's folder: its tables, cached, with errors that name the file.

A language is known when its folder holds `language.toml`. Stages ask for the table
they need (`table("grammar")`, `rows("actors")`) and compile it themselves, so a folder
can gain a table without this module changing.
"""

from __future__ import annotations

import csv
import tomllib
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from ostraka.errors import BadData, UnknownName

__all__ = [
    "HERE",
    "INFINITIVE",
    "PREDICATE",
    "SELF",
    "checked",
    "has_table",
    "languages",
    "lexeme_words",
    "load_toml",
    "loaded",
    "rows",
    "table",
    "tables",
]

Record = TypeVar("Record")

SELF = "~self"  # any reflexive pronoun, among the words of a lexeme
INFINITIVE = "~inf"  # any infinitive clause of the word: "count on ~inf"
PREDICATE = "~np"  # what the object is said to be: "called him *a liar*"

HERE = Path(__file__).parent


@cache
def languages() -> tuple[str, ...]:
    """Codes of the languages that can be read (ISO 639-1), in alphabetical order."""
    return tuple(sorted(p.parent.name for p in HERE.glob("*/language.toml")))


def folder(language: str) -> Path:
    """The folder of a language.

    Raises UnknownName for a language that has none.
    """
    if language not in languages():
        raise UnknownName(f"no language {language!r}: Ostraka reads {', '.join(languages())}")
    return HERE / language


def load_toml(path: Path) -> dict[str, Any]:
    """A TOML file as a dict; BadData names the file and the line when it is broken."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as broken:
        raise BadData(f"{path}: {broken}") from broken
    except FileNotFoundError as missing:
        raise BadData(f"{path}: the file is missing") from missing


def checked(path: Path, data: dict[str, Any], kind: type[Record]) -> Record:
    """A table converted to its record; BadData names file and entry."""
    try:
        return msgspec.convert(data, kind)
    except msgspec.ValidationError as wrong:
        raise BadData(f"{path}: {wrong}") from wrong


def loaded(path: Path, kind: type[Record]) -> Record:
    """A TOML file as its record. BadData names the file and the row that is missing, wrong or unknown."""
    return checked(path, load_toml(path), kind)


def lexeme_words(lexeme: str, language: str) -> list[str]:
    """The words of a verb of the tables, a reflexive pronoun before it as SELF.

    >>> lexeme_words("s’opposer", "fr"), lexeme_words("se plaindre", "fr"), lexeme_words("back down", "en")
    (['~self', 'opposer'], ['~self', 'plaindre'], ['back', 'down'])
    """
    words = lexeme.replace("’", "'").split()
    reflexives = table(language, "syntax")["reflexives"]
    for elided in (r for r in reflexives if r.endswith("'")):
        if words and words[0].startswith(elided) and words[0] != elided:
            return [SELF, words[0].removeprefix(elided), *words[1:]]
    return [SELF, *words[1:]] if len(words) > 1 and words[0] in reflexives else words


@cache
def has_table(language: str, name: str) -> bool:
    """Whether a language has the table `name`, one that it may do without."""
    return (folder(language) / f"{name}.toml").is_file()


@cache
def table(language: str, name: str) -> dict[str, Any]:
    """The table `name` of a language: `languages/<language>/<name>.toml`. Do not mutate."""
    return load_toml(folder(language) / f"{name}.toml")


@cache
def tables(language: str, name: str) -> dict[str, dict[str, Any]]:
    """All tables in the folder `name` of a language, by file stem, in alphabetical order."""
    paths = sorted((folder(language) / name).glob("*.toml"))
    return {path.stem: load_toml(path) for path in paths}


@cache
def rows(language: str, name: str) -> tuple[dict[str, str], ...]:
    """The rows of `languages/<language>/<name>.csv`; lines that begin with # are comments."""
    path = folder(language) / f"{name}.csv"
    try:
        lines = [x for x in path.read_text(encoding="utf-8").splitlines() if x.strip() and not x.startswith("#")]
    except FileNotFoundError as missing:
        raise BadData(f"{path}: the file is missing") from missing
    found = []
    for number, row in enumerate(csv.DictReader(lines), start=2):
        if None in row or None in row.values():
            raise BadData(f"{path}: row {number} has not as many fields as the heading: {row}")
        found.append(row)
    return tuple(found)
