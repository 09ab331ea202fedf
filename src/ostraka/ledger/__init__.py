"""Claims kept and asked for: an append-only file, opened for a short while, by one function.

    with ledger.open(path, "write") as book:
        book.add(articles, readings)
    with ledger.open(path, "read") as book:
        claims = book.claims(state="RUS", known="2022-11-27")

Nothing is ever changed or deleted. Reading the same article twice adds nothing, because every
row's id is a hash of its content. SQL is seen only in this package.
"""

from ostraka.ledger.rows import Added, Decision, Import, Pair, Read, Sketched
from ostraka.ledger.store import Ledger, open

__all__ = ["Added", "Decision", "Import", "Ledger", "Pair", "Read", "Sketched", "open"]
