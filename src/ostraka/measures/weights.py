"""Partner weights: how large each state is in each channel (`weights.csv`, sources in `settings.toml`)."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ostraka.errors import BadData
from ostraka.measures.settings import Settings

__all__ = ["Array", "partner_weights", "weighed_states"]

Array = NDArray[np.float64]
FILE = Path(__file__).parent / "weights.csv"


@cache
def rows(path: Path = FILE) -> dict[str, dict[str, str]]:
    """The rows of the table by state."""
    with path.open(encoding="utf-8", newline="") as lines:
        return {row["code"]: row for row in csv.DictReader(line for line in lines if not line.startswith("#"))}


def weighed_states() -> tuple[str, ...]:
    """The states that have partner weights, in alphabetical order: the world of the measures."""
    return tuple(sorted(rows()))


def partner_weights(column: str, states: tuple[str, ...], settings: Settings) -> Array:
    """Weights m_j > 0 of the states (shape n) in a column; "equal" gives ones. Units cancel: only shares are used."""
    if column == "equal":
        return np.ones(len(states))
    table = rows(Path(settings.weights))
    if column not in next(iter(table.values())):
        raise BadData(f"{settings.weights}: no column {column!r}")
    blank = settings.blanks.get(column)

    def weight(code: str) -> float:
        row = table.get(code, {})
        if row.get(column):
            return float(row[column])
        gdp = float(row.get("gdp") or 1.0)
        return (blank.of_gdp * gdp + blank.constant) if blank else 1.0

    return np.array([weight(code) for code in states])
