"""The tables that can be imported: one TOML file each, which says its columns and what a row claims."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from ostraka.errors import BadData, UnknownName
from ostraka.languages.folding import folded
from ostraka.languages.pack import load_toml
from ostraka.relations.goods import goods
from ostraka.relations.table import acts
from ostraka.states import table as states_table

__all__ = ["form", "formats", "state_in"]

HERE = Path(__file__).parent


@cache
def formats() -> tuple[str, ...]:
    """Names of the tables that can be imported."""
    return tuple(sorted(path.stem for path in HERE.glob("*.toml")))


@cache
def form(name: str) -> dict[str, Any]:
    """The description of a table. Do not mutate.

    Raises UnknownName for a name that is none, BadData for a description that names unknown acts or goods.
    """
    if name not in formats():
        raise UnknownName(f"no table {name!r} to import; there are {', '.join(formats())}")
    found = load_toml(HERE / f"{name}.toml")
    check(name, found)
    return found


def check(name: str, found: dict[str, Any]) -> None:
    """Make sure that a description only names what exists."""
    fields = set(found["columns"]) | set(found.get("optional", {}))
    for claim in found.get("claim", []):
        slots = ("from", "to", "time", "until", "amount", "volume", "goods", "cue", "yes", "voice")
        named = [claim[k] for k in slots if k in claim]
        named += [*claim.get("when", {}), *claim.get("kinds", []), *claim.get("estimates", [])]
        if claim["act"] not in acts() or set(named) - fields:
            raise BadData(f"{name}.toml: unknown act, or a field without columns: {claim}")
    codes = found.get("goods", {})
    wrong = {*codes.get("codes", {}).values(), *([codes["default"]] if "default" in codes else [])} - set(goods())
    if wrong:
        raise BadData(f"{name}.toml: goods not in relations/goods.toml: {', '.join(sorted(wrong))}")


def fold(text: str) -> str:
    """Without case and accents, blanks evened out."""
    return " ".join(folded(text).replace("\u2019", "'").split())


@cache
def numbers() -> dict[str, tuple[tuple[int, int, str], ...]]:
    """(first year, last year, code) by number of the Correlates of War system."""
    found: dict[str, tuple[tuple[int, int, str], ...]] = {}
    for row in rows_of("cow"):
        span = (int(row["from"] or 0), int(row["to"] or 9999), row["code"])
        found[row["number"]] = (*found.get(row["number"], ()), span)
    return found


@cache
def names() -> dict[str, str]:
    """Codes by folded name, of states.csv and of names.csv."""
    found = {fold(state.name): state.code for state in states_table.states().values()}
    return found | {fold(row["name"]): row["code"] for row in rows_of("names")}


def rows_of(name: str) -> list[dict[str, str]]:
    """The rows of a CSV table of this folder; BadData for a code that is no state's."""
    import csv

    lines = (HERE / f"{name}.csv").read_text(encoding="utf-8").splitlines()
    found = list(csv.DictReader(line for line in lines if line.strip() and not line.startswith("#")))
    wrong = [row for row in found if row["code"] not in states_table.states()]
    if wrong:
        raise BadData(f"{name}.csv: not a code of states.csv: {wrong[0]}")
    return found


def state_in(form_: dict[str, Any], value: str, year: int) -> str | None:
    """The code of the state that a cell means in a year; None where it means none that we know.

    >>> [state_in({"states": "cow"}, "365", year) for year in (1985, 2015)]
    ['SUN', 'RUS']
    >>> state_in({"states": "iso name"}, "Côte d'Ivoire", 2015)
    'CIV'
    """
    value = form_.get("aliases", {}).get(value, value)
    for scheme in form_["states"].split():
        code = SCHEMES[scheme](value, year)
        if code:
            return code
    return None


def by_number(value: str, year: int) -> str | None:
    """A number of the Correlates of War system ("2", "002", "2.0")."""
    plain = value.removesuffix(".0").lstrip("0")
    return next((code for first, last, code in numbers().get(plain, ()) if first <= year <= last), None)


def by_code(value: str, year: int) -> str | None:
    """An ISO 3166-1 alpha-3 code, or the code of a former state."""
    return value.upper() if value.upper() in states_table.states() else None


def by_name(value: str, year: int) -> str | None:
    """A name of states.csv or names.csv."""
    return names().get(fold(value))


def by_body(value: str, year: int) -> str | None:
    """The code or the name of an international body ("EU", "African Union")."""
    return bodies().get(fold(value))


@cache
def bodies() -> dict[str, str]:
    """Codes of international bodies by folded code and name."""
    known = [agent for agent in states_table.agents().values() if agent.kind == "body" and len(agent.codes) == 1]
    return {fold(words): agent.codes[0] for agent in known for words in (agent.name, agent.codes[0])}


SCHEMES = {"cow": by_number, "iso": by_code, "name": by_name, "body": by_body}
