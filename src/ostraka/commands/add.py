"""`ostraka add`: articles into the ledger; the same article twice adds nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ostraka import ledger
from ostraka.commands.common import (
    Files,
    Json,
    Language,
    LedgerFile,
    Notes,
    Published,
    ledger_path,
    notes,
    print_json,
    progress,
)
from ostraka.ledger import Added

if TYPE_CHECKING:
    from ostraka.claims import Article
    from ostraka.weighing.arrivals import Arrivals

__all__ = ["add", "run"]

BATCH = 32  # articles read and written at a time; the ledger is held only while they are written

Again = Annotated[
    bool, typer.Option("--again", help="Read known articles anew; the last reading counts, the others stay.")
]


def run(
    files: Files,
    json: Json = False,
    published: Published = None,
    language: Language = None,
    ledger_file: LedgerFile = None,
    again: Again = False,
) -> None:
    """Read articles and keep their claims in the ledger. The same article twice adds nothing.

    What cannot be read is said on stderr, the rest is added, and the exit code tells.

    [bold]Examples[/bold]

    ostraka add news/ --ledger war.duckdb

    ostraka add story.html --published 2022-11-08
    """
    from ostraka import intake

    path = ledger_path(ledger_file)
    found = intake.read(*files, published=published, language=language)
    with notes() as noted:
        total, pairs = add(path, progress(noted.articles(found), "reading"), what=" ".join(files), again=again)
        tell(total, pairs, path, noted, json)


def add(
    path: Path, articles: Iterator[Article], *, what: str = "", again: bool = False
) -> tuple[Added, list[ledger.Pair]]:
    """Read articles and add them, a batch at a time; what was added, and the copies found."""
    from ostraka import reading

    total = Added()
    arrivals: Arrivals | None = None
    while batch := list(islice(articles, BATCH)):
        known = seen(path, batch) if not again else set()
        fresh = [a for a in unique(batch) if a.id not in known]
        total = plus(total, Added(known=tuple(a.id for a in batch if a not in fresh)))
        if not fresh:
            continue
        readings = list(reading.read(fresh))
        with ledger.open(path, "write") as book:
            arrivals = arrivals_at(book, arrivals)
            made = book.add(readings, reader=reader(again), what=what, sketch=arrivals.sketch, copies=arrivals.copies)
        total = plus(total, made)
    return total, arrivals.pairs if arrivals else []


def arrivals_at(book: ledger.Ledger, arrivals: Arrivals | None) -> Arrivals:
    """What finds the copies, at the ledger as it is opened now."""
    from ostraka.weighing.arrivals import Arrivals

    return arrivals.at(book) if arrivals else Arrivals(book)


def unique(articles: list[Article]) -> list[Article]:
    """The articles without those that came twice."""
    return list({a.id: a for a in articles}.values())


def seen(path: Path, batch: list[Article]) -> set[str]:
    """Ids of those articles that the ledger has; none where there is no ledger yet."""
    if not path.exists():
        return set()
    with ledger.open(path) as book:
        return book.known([a.id for a in batch])


def reader(again: bool) -> str:
    """The version of the reader, as readings name it; `--again` is told apart by its moment."""
    from datetime import UTC, datetime
    from importlib.metadata import PackageNotFoundError, version

    try:
        name = f"ostraka {version('ostraka')}"
    except PackageNotFoundError:
        name = "ostraka"
    return f"{name} again {datetime.now(UTC).isoformat(timespec='seconds')}" if again else name


def plus(a: Added, b: Added) -> Added:
    """The two together."""
    return Added(
        new=a.new + b.new,
        known=a.known + b.known,
        claims=a.claims + b.claims,
        attributions=a.attributions + b.attributions,
    )


def tell(total: Added, pairs: list[ledger.Pair], path: Path, noted: Notes, json: bool) -> None:
    """Say what was added: "3 new, 2 known, 1 near-copy of …"."""
    if json:
        print_json(
            {"new": total.new, "known": total.known, "claims": total.claims, "copies": pairs, "ledger": str(path)}
        )
        return
    parts = [f"{len(total.new)} new", f"{len(total.known)} known"]
    mine = set(total.new)
    copies = {p.first if p.first in mine else p.second: p for p in pairs}
    kinds = Counter(p.kind for p in copies.values())
    names = {"copy": "near-copy", "credited": "copy of agency copy", "translation": "translation"}
    parts += [f"{count} {names.get(kind, kind)}" for kind, count in sorted(kinds.items())]
    print(f"{', '.join(parts)}; {total.claims} claims · {path}")
    titles = titles_of(path, pairs)
    for p in pairs:
        print(f"  {titles.get(p.first, p.first)} = {titles.get(p.second, p.second)}: {p.words}")
    if not total.new and not total.known and not noted.refused:
        noted.say("there was no article in what was given")


def titles_of(path: Path, pairs: list[ledger.Pair]) -> dict[str, str]:
    """Titles of the articles in pairs, with their outlets."""
    ids = sorted({i for p in pairs for i in (p.first, p.second)})
    if not ids:
        return {}
    with ledger.open(path) as book:
        return {a.id: f"“{a.title or a.id}” ({a.publisher or a.language})" for a in book.articles(ids=ids)}
