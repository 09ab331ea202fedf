"""The gate: many readers or one writer, across processes, and the writer is never starved.

Two lock files stand beside the ledger `x`: `x.gate` and `x.lock`. Everyone first takes the gate alone. A reader
then shares the lock and lets the gate go at once; a writer keeps the gate, so that no new reader comes in, and
takes the lock alone, which waits for the readers inside to leave. The kernel frees both when a process dies.
POSIX only (flock). Why not a retry loop: with three readers in a loop a retrying writer waited for seconds.
"""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from ostraka.errors import LedgerError

__all__ = ["PAUSE", "gate"]

PAUSE = 0.005  # seconds between two tries


@contextmanager
def gate(path: Path, *, write: bool, wait: float) -> Iterator[None]:
    """Hold the lock of the ledger at `path`: alone to write, shared to read.

    Raises LedgerError when it was not free within `wait` seconds, or when the folder does not let us write.
    A reader in a folder that nobody may write in needs no lock, since there is no writer.
    """
    deadline = time.monotonic() + wait
    with ExitStack() as held:
        entrance = lock_file(path.with_name(path.name + ".gate"), write=write)
        lock = lock_file(path.with_name(path.name + ".lock"), write=write)
        for file in (entrance, lock):
            if file is not None:
                held.callback(os.close, file)  # closing lets the lock go
        take(entrance, fcntl.LOCK_EX, path, deadline, wait)
        take(lock, fcntl.LOCK_EX if write else fcntl.LOCK_SH, path, deadline, wait)
        if not write and entrance is not None:
            fcntl.flock(entrance, fcntl.LOCK_UN)
        yield


def lock_file(path: Path, *, write: bool) -> int | None:
    """A file descriptor to lock; None for a reader where the lock file neither is nor can be made."""
    try:
        return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
    except FileNotFoundError:
        raise LedgerError(f"no folder {path.parent}: make it first, or name another ledger") from None
    except OSError as refused:
        if write:
            why = f"cannot write in {path.parent} ({refused.strerror}): the ledger can only be read here"
            raise LedgerError(why) from None
    try:
        return os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return None


def take(file: int | None, how: int, path: Path, deadline: float, wait: float) -> None:
    """Take a lock by the deadline or raise LedgerError."""
    if file is None:
        return
    while True:
        try:
            fcntl.flock(file, how | fcntl.LOCK_NB)
            return
        except BlockingIOError:
            if time.monotonic() >= deadline:
                doing = "reading or writing" if how == fcntl.LOCK_EX else "writing"
                why = f"{path} is busy: another process is {doing} it (waited {wait:g} s); try again"
                raise LedgerError(why) from None
            time.sleep(PAUSE)
