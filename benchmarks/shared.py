"""Where the measuring material is: the folder of open test sets, which is not part of the project.

Set OSTRAKA_SHARED to the folder that holds `bench/`, `corpus/` and `seed/`; without it `../shared`
beside the checkout is tried, and a benchmark that needs it says so and ends.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from types import ModuleType
from typing import Any


def shared() -> Path:
    """The folder of test sets; ends the program politely when there is none."""
    folder = Path(os.environ.get("OSTRAKA_SHARED", Path(__file__).resolve().parents[2] / "shared"))
    if not (folder / "bench").is_dir():
        print(f"skipped: no test sets at {folder} (set OSTRAKA_SHARED)")
        sys.exit(0)
    return folder


def scorer(name: str) -> ModuleType:
    """A scorer of the test sets (`bench/<name>.py`) as a module."""
    sys.path.insert(0, str(shared() / "bench"))
    return __import__(name)


def lines(path: Path) -> list[dict[str, Any]]:
    """The rows of a .jsonl file."""
    return [json.loads(x) for x in path.read_text(encoding="utf-8").splitlines() if x.strip()]
