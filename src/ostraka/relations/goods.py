"""The list of goods: codes, parents and channels (`goods.toml`), and names of weapons (`designations.toml`)."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from ostraka.errors import BadData, UnknownName
from ostraka.languages.pack import load_toml

__all__ = ["ancestors", "channel_of", "channels", "designations", "goods", "is_a", "is_vague", "specific"]

HERE = Path(__file__).parent


@cache
def channels() -> dict[str, dict[str, Any]]:
    """The channels of the claim contract with their meaning (`channels.toml`)."""
    return load_toml(HERE / "channels.toml")


@cache
def goods() -> dict[str, dict[str, Any]]:
    """The goods by code; each has a `reading`, most a `parent`, and its own or its parent's `channel`.

    Raises BadData when a parent or a channel is not known.
    """
    rows = load_toml(HERE / "goods.toml")["goods"]
    found: dict[str, dict[str, Any]] = {row["code"]: row for row in rows}
    if len(found) != len(rows):
        raise BadData("relations/goods.toml: a code stands there twice")
    for code, row in found.items():
        if row.get("parent") is not None and row["parent"] not in found:
            raise BadData(f"relations/goods.toml: {code} has the parent {row['parent']!r}, which is not in the list")
        if row.get("parent") is None and row.get("channel") not in channels():
            raise BadData(f"relations/goods.toml: {code} has no parent and no known channel")
    return found


@cache
def channel_of(code: str) -> str:
    """The channel of goods: their own, or that of the nearest parent that has one.

    >>> channel_of("arms.uav")
    'arms'
    """
    row = goods().get(code)
    if row is None:
        raise UnknownName(f"no goods {code!r} in relations/goods.toml")
    return str(row["channel"]) if "channel" in row else channel_of(row["parent"])


def ancestors(code: str) -> list[str]:
    """The parents of goods, nearest first.

    >>> ancestors("arms.uav")
    ['arms']
    """
    found: list[str] = []
    parent = goods()[code].get("parent")
    while parent is not None:
        found.append(parent)
        parent = goods()[parent].get("parent")
    return found


def specific(code: str) -> bool:
    """Whether a code says more than "goods" or "arms": it stands below another one.

    >>> specific("arms.uav"), specific("goods")
    (True, False)
    """
    return "parent" in goods()[code]


def is_vague(code: str) -> bool:
    """Whether a code does not say what the goods are: "products"."""
    return bool(goods()[code].get("vague", False))


def is_a(code: str, kind: str) -> bool:
    """Whether goods are of a kind (themselves or below it).

    >>> is_a("energy.oil.crude", "energy")
    True
    """
    return code == kind or kind in ancestors(code)


@cache
def designations() -> dict[str, list[str]]:
    """Names of weapons by code, the same in every language (`designations.toml`)."""
    found: dict[str, list[str]] = load_toml(HERE / "designations.toml")
    unknown = set(found) - set(goods())
    if unknown:
        raise BadData(f"relations/designations.toml: not in goods.toml: {', '.join(sorted(unknown))}")
    return found
