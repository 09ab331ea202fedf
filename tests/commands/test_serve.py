"""Stopping the app."""

import subprocess
import sys

BUSY = """
import threading, time, duckdb
from ostraka.commands.serve import leave
long = "SELECT sum(sqrt(a.range * b.range)) FROM range(1000000) a, range(100000) b"
threading.Thread(target=lambda: duckdb.connect().execute(long), daemon=True).start()
time.sleep(0.5)
leave()
"""


def test_the_app_ends_at_once_and_quietly_while_the_store_is_busy() -> None:
    done = subprocess.run([sys.executable, "-c", BUSY], capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")
