"""The ledger, measured: adding in bulk, and the questions, on synthetic claims.

python benchmarks/ledger.py [ARTICLES]      (10,000 by default, ten claims each)
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

import msgspec

from ostraka import ledger, weighing
from ostraka.claims import Article
from tests.ledger.build import Reading
from tests.weighing.build import claim

STATES = ("RUS", "USA", "CHN", "IRN", "PRK", "IND", "FRA", "TUR", "UKR", "BLR", "SAU", "ISR")


def readings(count: int) -> Iterator[Reading]:
    """So many articles of ten claims."""
    kinds = [
        claim(
            f"{a} > {b} transfer arms:arms.uav done CT+",
            by="John Kirby/USA",
            words="evidence " * 14,
            on=f"2022-{m:02}-11",
        )
        for m in range(1, 13)
        for a in STATES
        for b in STATES
        if a != b
    ]
    for k in range(count):
        article = Article(id=f"{k:016x}", original="words " * 700, language="en", published="2022-11-08", sha256=str(k))
        mine = [kinds[(k * 10 + i) % len(kinds)] for i in range(10)]
        yield Reading(
            article,
            tuple(
                msgspec.structs.replace(c, id=f"{k:012x}{i:04x}", article=article.publication)
                for i, c in enumerate(mine)
            ),
        )


def timed(what: str, job: Callable[[], object]) -> object:
    """Run, print the time."""
    start = time.perf_counter()
    made = job()
    print(f"  {what}: {time.perf_counter() - start:.3f} s")
    return made


def main() -> None:
    """Add, ask, weigh."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.duckdb"
        source = list(readings(count))
        print(f"{count:,} articles, {10 * count:,} claims")

        def add() -> None:
            with ledger.open(path, "write") as book:
                book.add(source)

        timed("add all (batches of 64 articles)", add)
        with ledger.open(path) as book:
            print(f"  file: {path.stat().st_size / 1e6:.0f} MB")
            timed("one pair", lambda: book.claims(pair=("RUS", "PRK")))
            timed("one claim", lambda: book.claim(source[-1].claims[0].id))
            timed("words", lambda: book.claims(words="nowhere"))
            case = timed("load and prepare all for weighing", lambda: weighing.load(book))
        assert isinstance(case, weighing.Case)
        timed("ties with reasons and intervals", lambda: weighing.ties(case))
        timed("open to read", lambda: opened(path))


def opened(path: Path) -> None:
    """Open and close."""
    with ledger.open(path) as book:
        book.counts()


if __name__ == "__main__":
    main()
