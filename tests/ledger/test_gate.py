"""Many readers or one writer, across processes; and a writer who dies leaves whole batches."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ostraka import ledger
from ostraka.errors import LedgerError
from ostraka.ledger import gate as gate_module
from tests.ledger.build import reading

ROOT = Path(__file__).parents[2]


def process(code: str, path: Path) -> subprocess.Popen[str]:
    """A Python process that runs `code` with `path` and the builders at hand."""
    head = f"from ostraka import ledger\nfrom tests.ledger.build import reading\npath = {str(path)!r}\n"
    folders = os.pathsep.join([str(ROOT), str(ROOT / "src"), os.environ.get("PYTHONPATH", "")])
    return subprocess.Popen(
        [sys.executable, "-c", head + code], stdout=subprocess.PIPE, text=True, env=os.environ | {"PYTHONPATH": folders}
    )


HOLD = """
with ledger.open(path, {mode!r}) as book:
    print("in", flush=True)
    input_ = __import__("time").sleep(60)
"""


def held(path: Path, mode: str) -> subprocess.Popen[str]:
    holder = process(HOLD.format(mode=mode), path)
    assert holder.stdout is not None and holder.stdout.readline() == "in\n"
    return holder


@pytest.mark.parametrize(
    ("theirs", "ours", "free"), [("read", "read", True), ("read", "write", False), ("write", "read", False)]
)
def test_one_writes_or_many_read(tmp_path: Path, theirs: str, ours: str, free: bool) -> None:
    path = tmp_path / "x.duckdb"
    with ledger.open(path, "write") as book:
        book.add([reading(1)])
    holder = held(path, theirs)
    try:
        if free:
            with ledger.open(path, ours, wait=0.2) as book:  # type: ignore[arg-type]
                assert book.counts()["articles"] == 1
        else:
            with pytest.raises(LedgerError, match="is busy: another process"), ledger.open(path, ours, wait=0.2):  # type: ignore[arg-type]
                pass
    finally:
        holder.kill()
        holder.wait()
    with ledger.open(path, "write", wait=5) as book:  # the kernel let the locks of the dead go
        book.add([reading(2)])


def test_a_program_that_knows_no_gate_is_told_of(tmp_path: Path) -> None:
    path = tmp_path / "x.duckdb"
    with ledger.open(path, "write"):
        pass
    holder = process(
        "import duckdb; c = duckdb.connect(path); print('in', flush=True); __import__('time').sleep(60)", path
    )
    try:
        assert holder.stdout is not None and holder.stdout.readline() == "in\n"
        with pytest.raises(LedgerError, match="busy: another program"), ledger.open(path, wait=0.2):
            pass
    finally:
        holder.kill()
        holder.wait()


READ = """
import time
count, end = 0, time.monotonic() + 3
while time.monotonic() < end:
    with ledger.open(path) as book:
        counts = book.counts()
        assert counts["claims"] == 2 * counts["articles"], counts
        count += 1
print(count, flush=True)
"""


def test_a_writer_gets_in_among_readers_and_they_see_whole_batches(tmp_path: Path) -> None:
    path = tmp_path / "x.duckdb"
    with ledger.open(path, "write") as book:
        book.add([reading(0)])
    readers = [process(READ, path) for _ in range(2)]
    written, slowest = 0, 0.0
    try:
        while any(r.poll() is None for r in readers) and written < 60:
            start = time.monotonic()
            with ledger.open(path, "write") as book:
                slowest = max(slowest, time.monotonic() - start)
                written += len(book.add([reading(10 * written + k + 1) for k in range(3)]).new)
            time.sleep(0.02)
    finally:
        outs = [r.communicate(timeout=60)[0] for r in readers]
    assert all(r.returncode == 0 and int(out) > 0 for r, out in zip(readers, outs, strict=True))
    assert written >= 9 and slowest < 5


WRITE = """
import itertools
print("in", flush=True)
for k in itertools.count():
    with ledger.open(path, "write") as book:
        book.add([reading(10 * k + i) for i in range(5)])
"""


@pytest.mark.parametrize("wait", [0.15, 0.31, 0.52])
def test_a_writer_who_is_killed_leaves_whole_batches(tmp_path: Path, wait: float) -> None:
    path = tmp_path / "x.duckdb"
    with ledger.open(path, "write"):
        pass
    writer = process(WRITE, path)
    assert writer.stdout is not None and writer.stdout.readline() == "in\n"
    time.sleep(wait)
    os.kill(writer.pid, signal.SIGKILL)
    writer.wait()
    with ledger.open(path, wait=5) as book:
        counts = book.counts()
    assert counts["articles"] % 5 == 0 and counts["claims"] == 2 * counts["articles"] == 2 * counts["readings"]
    with ledger.open(path, "write", wait=5) as book:
        book.add([reading(9999)])
        assert book.counts()["articles"] == counts["articles"] + 1


def test_a_folder_that_cannot_be_written_in_can_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "x.duckdb"
    with ledger.open(path, "write") as book:
        book.add([reading(1)])
    real = os.open

    def refuse(file: str | Path, flags: int, mode: int = 0o777) -> int:
        if flags & (os.O_RDWR | os.O_CREAT):
            raise PermissionError(13, "Permission denied", str(file))
        return real(file, flags, mode)

    monkeypatch.setattr(gate_module.os, "open", refuse)
    with ledger.open(path) as book:
        assert book.counts()["articles"] == 1
    for name in (".gate", ".lock"):
        (tmp_path / f"x.duckdb{name}").unlink()
    with ledger.open(path) as book:
        assert book.counts()["articles"] == 1
    with pytest.raises(LedgerError, match="can only be read here"), ledger.open(path, "write"):
        pass
