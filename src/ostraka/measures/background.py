"""The background: ordinary ties that nobody reports, as assumed values of cells (`background.toml`).

A cell is then r + (1 - κ) b: what claims say, and, for the part of it that they leave unknown, the assumed value b. So
evidence displaces an assumption, and evidence that fades lets it come back. What is assumed is no evidence: it adds
nothing to coverage and is reported apart from what claims carry.
"""

from __future__ import annotations

from functools import cache
from itertools import product
from pathlib import Path
from typing import NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray

from ostraka.errors import BadData
from ostraka.languages.pack import loaded
from ostraka.measures.settings import Settings
from ostraka.measures.weights import Array
from ostraka.states import table

__all__ = ["Assumption", "Background", "Table", "background"]

EVERY = "*"


class Assumption(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename={"from_": "from"}):
    """One row: an ordinary tie between two states or bodies (both ways), or from one to another; its source."""

    channel: str
    value: float
    source: str
    between: tuple[str, str] | None = None
    from_: str | None = None
    to: str | None = None
    since: str = ""
    until: str = ""

    @property
    def words(self) -> str:
        """The row in short: "EU – RUS, energy: 0.5"."""
        ends = " – ".join(self.between) if self.between else f"{self.from_} → {self.to}"
        return f"{ends}, {self.channel}: {self.value:g}"


class Table(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All rows, with the name and version to cite."""

    name: str
    version: str
    year: int
    approximate: bool
    tie: tuple[Assumption, ...]


class Background(NamedTuple):
    """Assumed values b (c, n, n; 0 where nothing is assumed) and the number of the row they come from (-1: none)."""

    value: Array
    row: NDArray[np.intp]
    table: Table


@cache
def load(path: Path, channels: tuple[str, ...], least: float, most: float) -> Table:
    """The table of a file. BadData for a row that could not be, or that lies outside what an unknown cell may be."""
    found = loaded(path, Table)
    for row in found.tie:
        if row.channel not in channels or (row.between is None) == (row.from_ is None or row.to is None):
            raise BadData(f"{path}: no such channel, or neither `between` nor `from` and `to`: {row.words}")
        if not least <= row.value <= most:
            raise BadData(f"{path}: {row.words} lies outside {least}..{most}, what an unknown cell may be (settings)")
        if not row.source:
            raise BadData(f"{path}: {row.words} names no source")
    return found


def background(s: Settings, states: tuple[str, ...], at: str | None) -> Background:
    """The assumed values of all cells on a day (without a day: of all rows)."""
    found = load(Path(s.background), tuple(s.channels), *s.intervals.unknown)
    shape = (len(s.channels), len(states), len(states))
    value, which = np.zeros(shape), np.full(shape, -1, dtype=np.intp)
    index = {code: k for k, code in enumerate(states)}
    names = tuple(s.channels)
    for number, row in enumerate(found.tie):
        if at is not None and not table.holds_at(row.since, row.until, at):
            continue
        for giver, receiver in pairs(row):
            givers, receivers = (of(code, states, index, at) for code in (giver, receiver))
            block = np.ix_([names.index(row.channel)], receivers, givers)
            value[block], which[block] = row.value, number
    for own in range(len(states)):
        value[:, own, own], which[:, own, own] = 0.0, -1
    return Background(value, which, found)


def pairs(row: Assumption) -> list[tuple[str, str]]:
    """(giver, receiver) of a row: both ways for `between`."""
    if row.between:
        return list({row.between, row.between[::-1]})
    return list(product([str(row.from_)], [str(row.to)]))


def of(code: str, states: tuple[str, ...], index: dict[str, int], at: str | None) -> list[int]:
    """The states that a code of a row means on a day."""
    if code == EVERY:
        return list(range(len(states)))
    if code in index:
        return [index[code]]
    return sorted(index[m] for m in table.members(code, at) if m in index)
