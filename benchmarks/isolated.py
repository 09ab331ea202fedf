"""Who is ranked isolated: scores against documented cases, on tables that you have (design, section 4.2).

    python benchmarks/isolated.py votes UNVotes.csv            # mean agreement S and kappa in the UN General Assembly
    python benchmarks/isolated.py trade Dyadic_COW_4.0.csv     # trade degree and concentration (HHI)
    python benchmarks/isolated.py allies atop5_1dy.csv         # number of allies
    python benchmarks/isolated.py score mine.csv               # any score: state (ISO), year, score (high: isolated)
    options: --from 1950 --to 2014 --gdp gdp.csv (state, year, gdp: adds the size-adjusted figure)

AUC: the chance that an isolated state-year outranks another state of the same year; the interval is from resampling the
isolated states. Where to get the files: UNVotes.csv is in the Harvard Dataverse (doi:10.7910/DVN/LEJUQZ, its own
terms), the others are named in docs/import.md. Nothing is downloaded. Design's figures for the votes, 1950-2014:
S .70 raw, kappa .72 raw on the core list (.66 and .66 on the longer one).
"""

from __future__ import annotations

import argparse
import csv
import sys
import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ostraka.exchange.statistics import Entry, form, read
from ostraka.exchange.statistics.ballots import Ballots, agreements, cast
from ostraka.exchange.statistics.entry import Dataset
from ostraka.exchange.statistics.table import open_table

Scores = dict[tuple[str, int], float]  # (state, year) -> score, high: isolated
LEAST = 10  # ballots that two states must both have cast in a year
NEAREST = 20  # states nearest in GDP for the size-adjusted score
RESAMPLED = 500


def cases(name: str) -> dict[str, tuple[int, int]]:
    """The documented cases of a list; `ext` contains `core`."""
    table = tomllib.loads((Path(__file__).parent / "isolated.toml").read_text(encoding="utf-8"))
    rows = table["core"] | (table["ext"] if name == "ext" else {})
    return {state: (first, last) for state, (first, last) in rows.items()}


def auc(scores: Scores, positive: Mapping[str, tuple[int, int]], seed: int = 1) -> tuple[float, float, float, int, int]:
    """AUC within years, its 90 % interval over resampled positive states, and how many states and state-years."""
    by_year: dict[int, dict[str, float]] = defaultdict(dict)
    for (state, year), score in scores.items():
        by_year[year][state] = score
    won: dict[str, list[float]] = defaultdict(list)
    for year, row in by_year.items():
        isolated = {s for s in row if s in positive and positive[s][0] <= year <= positive[s][1]}
        others = np.array([v for s, v in row.items() if s not in isolated])
        for state in isolated if len(others) else ():
            won[state].append(float((row[state] > others).mean() + (row[state] == others).mean() / 2))
    if not won:
        return float("nan"), float("nan"), float("nan"), 0, 0
    sums = np.array([[sum(v), len(v)] for _, v in sorted(won.items())])
    rng = np.random.default_rng(seed)
    drawn = sums[rng.integers(0, len(sums), (RESAMPLED, len(sums)))].sum(axis=1)
    low, high = np.quantile(drawn[:, 0] / drawn[:, 1], [0.05, 0.95])
    total = sums.sum(axis=0)
    return float(total[0] / total[1]), float(low), float(high), len(sums), int(total[1])


def size_adjusted(scores: Scores, gdp: Scores) -> Scores:
    """Each score less the median of the states nearest in GDP of the same year (logarithm)."""
    by_year: dict[int, list[str]] = defaultdict(list)
    for state, year in scores:
        if gdp.get((state, year), 0) > 0:
            by_year[year].append(state)
    made: Scores = {}
    for year, states in by_year.items():
        size = np.log([gdp[s, year] for s in states])
        value = np.array([scores[s, year] for s in states])
        for k, state in enumerate(states):
            near = [j for j in np.argsort(np.abs(size - size[k]), kind="stable") if j != k][:NEAREST]
            made[state, year] = float(value[k] - np.median(value[near])) if near else 0.0
    return made


def votes(path: Path, first: int, last: int) -> dict[str, Scores]:
    """Mean agreement S and mean kappa with all others, turned round (high: isolated)."""
    rules = form("un-votes")
    table = open_table(path, rules["columns"], rules["optional"])
    by_year: dict[int, Ballots] = {}
    refused = sum(1 for _ in cast(Dataset("un-votes", rules, path.name, "", None), table, by_year, first, last))
    print(f"{refused} rows refused", file=sys.stderr)
    made: dict[str, Scores] = {"mean UN agreement (S)": {}, "mean UN kappa": {}}
    for year, ballots in by_year.items():
        states, counts = agreements(ballots)
        for name, values in zip(made, both(counts), strict=True):
            enough = counts.sum(axis=(0, 1)) >= LEAST
            np.fill_diagonal(enough, False)
            for k, state in enumerate(states):
                if enough[k].any():
                    made[name][state, year] = -float(values[k][enough[k]].mean())
    return made


def both(counts: NDArray[np.int64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """S and kappa (linear weights) of every two states, from how often each pair of votes fell (3,3,n,n)."""
    far = np.abs(np.subtract.outer(np.arange(3), np.arange(3))).astype(float)
    n = np.maximum(counts.sum(axis=(0, 1)), 1)
    seen = np.einsum("ab,abij->ij", far, counts) / n
    chance = np.einsum("ab,aij,bij->ij", far, counts.sum(axis=1) / n, counts.sum(axis=0) / n)
    kappa = 1 - np.divide(seen, chance, out=np.zeros_like(seen), where=chance > 0)
    return 1 - seen, kappa


def trade(path: Path, first: int, last: int) -> dict[str, Scores]:
    """Number of partners (turned round) and concentration of all trade."""
    flows: dict[tuple[str, int], dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for a, b, year, amount in rows("cow-trade", path, first, last):
        flows[a, year][b] += amount
        flows[b, year][a] += amount
    degree = {key: -float(len(mine)) for key, mine in flows.items()}
    hhi = {
        key: sum((v / total) ** 2 for v in mine.values())
        for key, mine in flows.items()
        if (total := sum(mine.values()))
    }
    return {"trade degree": degree, "trade HHI": hhi}


def allies(path: Path, first: int, last: int) -> dict[str, Scores]:
    """Number of allies, turned round; states without any are those that the file names in another year."""
    found: dict[int, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    known: set[str] = set()
    for name in ("atop", "cow-alliances"):
        try:
            for a, b, year, _ in rows(name, path, first, last):
                found[year][a].add(b)
                found[year][b].add(a)
                known |= {a, b}
            break
        except Exception as wrong:
            print(wrong, file=sys.stderr)
    return {"alliance degree": {(s, y): -float(len(mine.get(s, ()))) for y, mine in found.items() for s in known}}


def rows(name: str, path: Path, first: int, last: int) -> Iterable[tuple[str, str, int, float]]:
    """(from, to, year, amount) of the rows of a table that say yes."""
    for found in read(name, path, first=first, last=last):
        for c in found.claims if isinstance(found, Entry) else ():
            if c.from_ and c.from_.code and c.to.code and c.time and c.factuality.endswith("+"):
                amount = c.quantity.low if c.quantity and c.quantity.low else 1.0
                yield c.from_.code, c.to.code, int(str(c.time.start)[:4]), amount


def score(path: Path, first: int, last: int, column: str = "score") -> dict[str, Scores]:
    """A score of your own."""
    with path.open(encoding="utf-8", newline="") as lines:
        found = {(r["state"], int(r["year"])): float(r[column]) for r in csv.DictReader(lines) if r[column]}
    return {path.stem: {key: v for key, v in found.items() if first <= key[1] <= last}}


KINDS: dict[str, Callable[[Path, int, int], dict[str, Scores]]] = {
    "votes": votes,
    "trade": trade,
    "allies": allies,
    "score": score,
}


def ranks(scores: Iterable[Scores]) -> Scores:
    """The mean of the ranks (0..1) that several scores give a state in a year, over those that have it."""
    sums: dict[tuple[str, int], list[float]] = defaultdict(list)
    for one in scores:
        by_year: dict[int, list[str]] = defaultdict(list)
        for state, year in one:
            by_year[year].append(state)
        for year, states in by_year.items():
            values = np.array([one[s, year] for s in states])
            for state, value in zip(states, values, strict=True):
                sums[state, year].append(float((values < value).mean()))
    return {key: sum(v) / len(v) for key, v in sums.items()}


def main(arguments: list[str] | None = None) -> list[tuple[str, str, str, float]]:
    """Print the AUC of every score on every list; (score, list, raw or size-adjusted, AUC)."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tables", nargs="+", help="kind and file, kind and file ...")
    parser.add_argument("--from", dest="first", type=int, default=1950)
    parser.add_argument("--to", dest="last", type=int, default=2014)
    parser.add_argument("--gdp", type=Path)
    asked = parser.parse_args(arguments)
    found: dict[str, Scores] = {}
    for kind, path in zip(asked.tables[::2], asked.tables[1::2], strict=True):
        found |= KINDS[kind](Path(path), asked.first, asked.last)
    if len(found) > 1:
        found[f"rank average of {len(found)}"] = ranks(list(found.values()))
    gdp = next(iter(score(asked.gdp, 0, 9999, "gdp").values())) if asked.gdp else {}
    made = []
    for name, scores in found.items():
        for listed in ("core", "ext"):
            kinds = {"raw": scores} | ({"size-adjusted": size_adjusted(scores, gdp)} if gdp else {})
            for how, these in kinds.items():
                value, low, high, states, years = auc(these, cases(listed))
                told = f"{name:26} {listed:5} {how:14} "
                if years:
                    print(f"{told}AUC {value:.2f} [{low:.2f}, {high:.2f}]  {states} states, {years} years")
                else:
                    print(f"{told}cannot be measured: the tables hold no isolated state of the list beside others")
                made.append((name, listed, how, value))
    return made


if __name__ == "__main__":
    main()
