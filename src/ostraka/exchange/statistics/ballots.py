"""Roll calls → how far two states agreed in a year.

Formula (Signorino and Ritter 1999, "Tau-b or not tau-b"; equal weights): S = 1 - 2·Σ|x - y| / Σ 2, over the ballots
that both cast in the year, with yes 1, abstain 2, no 3; from -1 (always opposite) to 1 (always alike).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from datetime import date
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ostraka.claims import Quantity, Span, Time
from ostraka.exchange.statistics.entry import Dataset, Entry, Said, article, claim
from ostraka.exchange.statistics.formats import state_in
from ostraka.exchange.statistics.rows import Bad, LeftOut, Row
from ostraka.exchange.statistics.table import Refused, Table
from ostraka.states.table import name_of

__all__ = ["agreement", "agreements", "cast", "read"]

CAST = ("yes", "abstain", "no")
SESSION = 1945  # session s of the General Assembly begins in the year 1945 + s
DAY = re.compile(r"(\d{4})-\d\d-\d\d|\d{1,2}[/.]\d{1,2}[/.](\d{4})")

Ballots = dict[str, dict[str, int]]  # ballot → state → place in CAST
Counts = NDArray[np.int64]


def read(
    of: Dataset, table: Table, states: Collection[str], first: int, last: int
) -> Iterator[Entry | Refused | LeftOut]:
    """Pairs of states by year; of `states` where there are some (one of the two is enough), from `first` to `last`."""
    by_year: dict[int, Ballots] = {}
    yield from cast(of, table, by_year, first, last)
    for year in sorted(by_year):
        yield from entries(of, year, by_year.pop(year), states)


def cast(of: Dataset, table: Table, by_year: dict[int, Ballots], first: int, last: int) -> Iterator[Refused]:
    """Put the ballots of the years from `first` to `last` into `by_year`; yields the rows that cannot be taken."""
    for line in table.lines:
        try:
            row = Row(line, table.heading)
            taken = ballot(of.form, row)
        except Bad as bad:
            yield Refused(line.number, str(bad), bad.unknown)
            continue
        if taken is None:
            continue
        year, id_, state, vote = taken
        if not first <= year <= last:
            continue
        votes = by_year.setdefault(year, {}).setdefault(id_, {})
        if votes.setdefault(state, vote) != vote:
            yield Refused(line.number, f"{state} voted twice, and otherwise, in {id_}")


def ballot(form: dict[str, Any], row: Row) -> tuple[int, str, str, int] | None:
    """Year, ballot, state and vote of a row; None where no ballot was cast. Bad where a cell is none of these."""
    value = row.value("vote").upper().removesuffix(".0")
    if value in form["votes"]["none"]:
        return None
    vote = next((k for k, name in enumerate(CAST) if value in form["votes"][name]), None)
    if vote is None:
        raise Bad(f"no vote: {row.value('vote')!r}")
    year = year_of(row)
    state = state_in(form, row.value("state"), year)
    if state is None:
        raise Bad(f"unknown state {row.value('state')!r} in {year}", row.value("state"))
    return year, row.value("ballot"), state, vote


def year_of(row: Row) -> int:
    """The year of a ballot: of its date, else as given, else that in which its session begins."""
    found = DAY.search(row.value("date"))
    if found:
        return int(found[1] or found[2])
    for field, add in (("year", 0), ("session", SESSION)):
        value = row.value(field).removesuffix(".0")
        if value.isdigit():
            return int(value) + add
    raise Bad("no year, date or session")


def agreements(ballots: Ballots) -> tuple[list[str], Counts]:
    """The states that voted, and for each two of them how often each pair of votes fell: (3, 3, states, states)."""
    states = sorted({s for votes in ballots.values() for s in votes})
    at = {s: k for k, s in enumerate(states)}
    cast = np.zeros((3, len(ballots), len(states)), dtype=np.float64)
    for k, votes in enumerate(ballots.values()):
        for state, vote in votes.items():
            cast[vote, k, at[state]] = 1
    counts = np.einsum("abs,cbt->acst", cast, cast, optimize=True)
    return states, np.rint(counts).astype(np.int64)


def entries(of: Dataset, year: int, ballots: Ballots, wanted: Collection[str]) -> Iterator[Entry | LeftOut]:
    """The pairs of a year that clearly stand together or against each other."""
    states, counts = agreements(ballots)
    for (i, a), (j, b) in combinations(enumerate(states), 2):
        if wanted and a not in wanted and b not in wanted:
            continue
        yield of_pair(of, year, a, b, counts[:, :, i, j])


def of_pair(of: Dataset, year: int, a: str, b: str, counts: Counts) -> Entry | LeftOut:
    """One pair in one year: a line that says the agreement, the table of ballots, and a claim each way."""
    rules = of.form["agreement"]
    n, s = int(counts.sum()), agreement(counts)
    if n < rules["least"]:
        return LeftOut(f"pairs with fewer than {rules['least']} ballots of both in a year")
    if rules["oppose"] < s < rules["support"]:
        return LeftOut("pairs in a year that neither stand together nor against each other")
    text = words(rules, year, a, b, counts)
    about = article(of, text, f"{a} and {b} in {year}")
    act = "support" if s >= rules["support"] else "oppose"
    line = span(text, text.split("\n")[0])
    measured = span(text, f"S = {s:.3f}")
    amount = Quantity(
        low=round(s, 3),
        high=round(s, 3),
        unit=rules["unit"],
        text=measured.text,
        start=measured.start,
        end=measured.end,
    )
    first = date(year, 1, 1).isoformat()
    time = Time(start=first, end=f"{year}-12-31", precision="year", text=str(year), span=span(text, str(year)))
    ends = [(code, span(text, code, text.index(f"({code})"))) for code in (a, b)]
    made = [
        Said(act, rules["channel"], "done", "CT+", x, y, measured, line, time, amount) for x, y in (ends, ends[::-1])
    ]
    return Entry(about, tuple(claim(of, about, said) for said in made))


def agreement(counts: Counts) -> float:
    """S of a table of ballots (rows: the first state's yes, abstain, no; columns: the second's).

    >>> agreement(np.array([[5, 1, 0], [0, 0, 0], [2, 0, 2]]))
    0.5
    """
    distance = np.abs(np.subtract.outer(np.arange(3), np.arange(3)))
    n = int(counts.sum())
    return 1.0 - float((counts * distance).sum()) / n if n else 0.0


def words(rules: dict[str, Any], year: int, a: str, b: str, counts: Counts) -> str:
    """The text of a pair's article, from which S can be reckoned again."""
    c = counts.tolist()
    near = c[0][1] + c[1][0] + c[1][2] + c[2][1]
    line = rules["line"].format(
        year=year,
        a=name_of(a),
        b=name_of(b),
        first=a,
        second=b,
        n=int(counts.sum()),
        same=c[0][0] + c[1][1] + c[2][2],
        near=near,
        far=c[0][2] + c[2][0],
        s=f"{agreement(counts):.3f}",
    )
    initials = [name[0] for name in CAST]
    cells = {f"{x}{y}": c[i][j] for i, x in enumerate(initials) for j, y in enumerate(initials)}
    return f"{line}\n{rules['table'].format(**cells)}"


def span(text: str, words_: str, after: int = 0) -> Span:
    """Where words stand in a text."""
    start = text.index(words_, after)
    return Span(start=start, end=start + len(words_), text=words_)
