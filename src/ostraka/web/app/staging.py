"""Decisions staged but not yet taken: kept in a file beside the ledger until they are committed or dropped.

Nothing staged touches a figure. The file survives a restart; it is the app's alone, the ledger knows nothing of it.
"""

from __future__ import annotations

import os
import secrets
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec

from ostraka.errors import LedgerError

__all__ = ["Stage", "Staged"]


class Staged(msgspec.Struct, frozen=True, kw_only=True):
    """One decision that waits: what, on which claims, with which value, why; and the claim read back, to show."""

    id: str
    verb: str
    targets: tuple[str, ...]
    value: dict[str, Any]
    why: str
    words: str


class Stage:
    """The staged decisions of one ledger, in their order."""

    def __init__(self, ledger: Path) -> None:
        self.path = ledger.with_name(ledger.name + ".staged.json")
        self._lock = threading.Lock()

    def all(self) -> list[Staged]:
        """What is staged, oldest first."""
        with self._lock:
            return self._read()

    def add(self, verb: str, targets: list[str], *, value: dict[str, Any], why: str, words: str) -> Staged:
        """Stage a decision; an earlier one on the same single claim gives way."""
        made = Staged(id=secrets.token_hex(6), verb=verb, targets=tuple(targets), value=value, why=why, words=words)
        self._change(lambda kept: [*(s for s in kept if s.targets != made.targets), made])
        return made

    def drop(self, id_: str = "") -> None:
        """Take one back, or the last."""
        self._change(lambda kept: [s for s in kept if s.id != id_] if id_ else kept[:-1])

    def commit(self, write: Callable[[Staged], object]) -> int:
        """Hand every staged decision to `write`, in order, and forget those that were written; how many."""
        with self._lock:
            kept = self._read()
            done = 0
            try:
                for one in kept:
                    write(one)
                    done += 1
            finally:
                self._write(kept[done:])
            return done

    def _change(self, how: Callable[[list[Staged]], list[Staged]]) -> None:
        with self._lock:
            self._write(how(self._read()))

    def _read(self) -> list[Staged]:
        if not self.path.exists():
            return []
        try:
            return msgspec.json.decode(self.path.read_bytes(), type=list[Staged])
        except msgspec.MsgspecError as error:
            raise LedgerError(f"{self.path} is damaged ({error}): move it away to begin anew") from error

    def _write(self, kept: list[Staged]) -> None:
        if not kept:
            self.path.unlink(missing_ok=True)
            return
        beside = self.path.with_name(self.path.name + ".new")
        beside.write_bytes(msgspec.json.encode(kept))
        os.replace(beside, self.path)
