"""The ledger and its cached weighing, measured on synthetic claims: adding, weighing, state, pair, disputes, any day.

    python benchmarks/ledger.py [ARTICLES] [--keep FILE]      (10,000 by default, ten claims each)

States, channels and outlets are drawn by a power law, so that a few pairs have thousands of claims and most have few.
Wall time, processor time (of this process and its children) and the most memory held are printed: on a busy machine
only the processor time says something. `--keep` leaves the ledger in that file and uses it again.
"""

from __future__ import annotations

import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

import msgspec

from ostraka import ledger, weighing
from ostraka.claims import Article, Claim
from ostraka.ledger import store
from ostraka.states import table
from ostraka.weighing import world
from ostraka.weighing.ties import ties
from tests.ledger.build import Reading
from tests.weighing.build import claim

ACTS = (
    ("transfer", "arms:arms.uav"),
    ("transfer", "energy:energy.oil"),
    ("transfer", "trade"),
    ("support", "politics"),
    ("meet", "diplomacy"),
    ("cooperate", "military"),
    ("sanction", "sanctions"),
    ("oppose", "diplomacy"),
    ("accuse", "diplomacy"),
    ("attack", "conflict"),
)
SPEAKERS = (
    "",
    "",
    "",
    "/{a}/government",
    "/{b}/government",
    "Minister {n}/{a}",
    "officials/{c}/anonymous",
    "Expert {n}/",
)
FIRST = date(2018, 1, 1)
DAYS = 5 * 365


def kinds(chance: random.Random, count: int) -> list[Claim]:
    """Claims of every kind, to be given articles."""
    codes = [c for c in table.names() if len(c) == 3 and c.isalpha()][:200]
    rank = [1 / (k + 1) for k in range(len(codes))]
    made = []
    while len(made) < count:
        a, b, c = chance.choices(codes, rank, k=3)
        if a != b:
            act, channel = chance.choice(ACTS)
            stage = chance.choice(["done"] * 7 + ["promised", "attempted", "sought"])
            surety = chance.choice(["CT+"] * 8 + ["PR+", "CT-"])
            by = chance.choice(SPEAKERS).format(a=a, b=b, c=c, n=chance.randrange(30))
            made.append(claim(f"{a} > {b} {act} {channel} {stage} {surety}", by=by, words="evidence " * 14))
    return made


def readings(count: int) -> Iterator[Reading]:
    """So many articles of ten claims, in the order of their days."""
    chance = random.Random(7)
    pool = kinds(chance, 40_000)
    for k in range(count):
        on = (FIRST + timedelta(days=DAYS * k // count)).isoformat()
        id_ = f"{k:016x}"
        article = Article(
            id=id_,
            original="evidence " * 100,
            language="en",
            published=on,
            publisher=f"Outlet {int(chance.paretovariate(1)) % 300}",
            sha256=id_,
        )
        mine = [
            msgspec.structs.replace(c, id=f"{k:012x}{i:04x}", article=article.publication)
            for i, c in enumerate(chance.choices(pool, k=10))
        ]
        yield Reading(article, tuple(mine))


def spent() -> float:
    """Processor time of this process and its children."""
    return sum(
        u.ru_utime + u.ru_stime for u in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    )


def timed(what: str, job: Callable[[], object]) -> object:
    """Run, print the time."""
    start, before = time.perf_counter(), spent()
    made = job()
    print(f"  {what}: {time.perf_counter() - start:.3f} s wall, {spent() - before:.3f} s processor", flush=True)
    return made


def main() -> None:
    """Add, weigh, ask."""
    arguments = sys.argv[1:]
    keep = Path(arguments.pop(arguments.index("--keep") + 1)) if "--keep" in arguments else None
    arguments = [a for a in arguments if a != "--keep"]
    count = int(arguments[0]) if arguments else 10_000
    print(f"{count:,} articles, {10 * count:,} claims")
    with tempfile.TemporaryDirectory() as folder:
        path = keep or Path(folder) / "x.duckdb"
        if not path.exists():
            timed("add all (batches of 2,000 articles)", lambda: add(path, count))
        print(f"  file: {path.stat().st_size / 1e6:.0f} MB")
        measured(path)
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
        workers = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1e3
        print(f"  most memory: {most:.0f} MB, of a child {workers:.0f} MB")


def add(path: Path, count: int) -> None:
    """All in bulk."""
    store.BATCH = 2000
    with ledger.open(path, "write") as book:
        book.add(readings(count), reader="ostraka benchmark")


def measured(path: Path) -> None:
    """The questions."""
    timed("weigh all for the first time, or find it weighed", lambda: world.standing(path))
    for beside in path.parent.glob(path.name + ".weighed"):
        print(f"  beside it: {beside.stat().st_size / 1e6:.0f} MB")
    found = timed("state: ties of all states, warm", lambda: world.standing(path))
    assert isinstance(found, world.Standing)
    print(f"    {len(found.ties):,} ties")
    timed("state: on a later day, never asked before", lambda: world.standing(path, at="2023-02-01"))
    timed("disputes, warm", lambda: world.disputes(path)[:50])
    codes = sorted({t.to for t in found.ties}, key=lambda c: -sum(c in (t.from_, t.to) for t in found.ties))
    for a, b in ((codes[0], codes[1]), (codes[20], codes[30])):
        timed(f"pair {a} {b}, whole with reasons", lambda a=a, b=b: pair(path, a, b))
    timed("one article more", lambda: more(path))
    timed("state: after one article more", lambda: world.standing(path))
    timed("disputes: after one article more", lambda: world.disputes(path)[:50])


def pair(path: Path, a: str, b: str) -> int:
    """What `ostraka pair` does."""
    one, other = sorted((a, b))
    with ledger.open(path) as book:
        case = world.part(book, ends=[(one, other)])
    found = weighing.propositions(case)
    return len(ties(case, found))


def more(path: Path) -> None:
    """An article of the last day."""
    made = next(readings(1))
    number = f"{time.time_ns():016x}"
    last = (FIRST + timedelta(days=DAYS)).isoformat()
    article = msgspec.structs.replace(made.article, id=number, published=last)
    claims = [
        msgspec.structs.replace(c, id=f"{number}{k}", article=article.publication) for k, c in enumerate(made.claims)
    ]
    with ledger.open(path, "write") as book:
        book.add([Reading(article, tuple(claims))])


if __name__ == "__main__":
    main()
