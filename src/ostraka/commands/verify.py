"""`ostraka verify`: whether the ledger agrees with itself, and comes out the same when it is made again."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from ostraka import ledger
from ostraka.commands.common import Json, LedgerFile, ledger_path, print_json, progress
from ostraka.commands.limits import limits
from ostraka.ledger import Ledger

__all__ = ["run"]

Read = Annotated[bool, typer.Option("--read", help="Also read every article anew, and compare the claims.")]


def run(read: Read = False, json: Json = False, ledger_file: LedgerFile = None) -> None:
    """Check the ledger: words stand where claims say, no row is lost, a replay of its records has the same hash, and
    what was weighed before is what weighing everything anew gives. Nothing is changed.

    The hash covers what the ledger says, not when it learned it: two people who read the same articles with the same
    version and decided the same have the same hash.

    [bold]Examples[/bold]

    ostraka verify

    ostraka verify --read --ledger war.duckdb
    """
    path = ledger_path(ledger_file)
    with ledger.open(path) as book:
        digest, counts = book.digest(), book.counts()
        found = [*book.faults(), *replayed(book, digest), *(reread(book) if read else ())]
    found += reweighed(path, counts["claims"])
    if json:
        print_json({"ledger": str(path), "hash": digest, "counts": counts, "faults": found})
    else:
        tell(path, digest, counts, found, read)
    if found:
        raise typer.Exit(1)


def replayed(book: Ledger, digest: str) -> Iterator[str]:
    """A fresh ledger from the records of this one must have its hash."""
    with tempfile.TemporaryDirectory() as folder, ledger.open(Path(folder) / "again.duckdb", "write") as again:
        again.restore(book.records())
        if again.digest() != digest:
            yield f"replayed into a fresh ledger the hash is {again.digest()[:16]}, not {digest[:16]}"


def reread(book: Ledger) -> Iterator[str]:
    """Every article read anew by the version that read it last must give the same claims."""
    from ostraka import reading
    from ostraka.commands.add import reader

    now = reader(False)
    articles = [a for a in book.articles() if book.reader_of(a.id) == now]
    for one in progress(reading.read(articles), "reading", total=len(articles)):
        before = [c.id for c in book.claims(article=one.article.id)]
        if before != [c.id for c in one.claims]:
            yield f"article {one.article.id}: read anew it has other claims ({len(before)}, now {len(one.claims)})"


def reweighed(path: Path, claims: int) -> Iterator[str]:
    """What was weighed before must be what weighing everything gives; only asked of a ledger that is not too large."""
    from ostraka import weighing
    from ostraka.weighing.kept import in_order
    from ostraka.weighing.world import standing

    if claims > limits().verify_claims:
        return
    kept = standing(path)
    with ledger.open(path) as book:
        made = sorted(weighing.ties(weighing.load(book, at=kept.at)), key=in_order)
    if [t.id for t in kept.ties] != [t.id for t in made]:
        yield "what was weighed before has other ties than weighing everything anew: delete the file .weighed"
        return
    for a, b in zip(kept.ties, made, strict=True):
        if abs(a.credence - b.credence) > 1e-9 or a.stage != b.stage or a.contested != b.contested:
            yield f"tie {a.id}: weighed before {a.stage} {a.credence:.4f}, anew {b.stage} {b.credence:.4f}"


def tell(path: Path, digest: str, counts: dict[str, int], found: list[str], read: bool) -> None:
    """Say what was checked, and what was found."""
    print(f"{path}: {counts['articles']} articles, {counts['claims']} claims, {counts['decisions']} decisions")
    print(f"hash {digest}")
    for fault in found[: limits().faults]:
        print(f"  ! {fault}")
    if len(found) > limits().faults:
        print(f"  ! and {len(found) - limits().faults} more")
    if not found:
        print("all words stand in their texts; replayed, it has the same hash; weighed anew, it has the same ties")
        print("read anew, every article has the same claims" if read else "articles were not read anew (--read)")
