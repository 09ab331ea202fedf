"""The demonstration: short articles of our own, by outlets that do not exist, from public facts of autumn 2022.

`articles.jsonl` is an ordinary file of articles (`ostraka read` takes it); every line says that it was written for
demonstration. What real people are made to say in it is on record, in indirect speech.
"""

from __future__ import annotations

from pathlib import Path

__all__ = ["ARTICLES", "AT", "SINCE", "STATE"]

ARTICLES = Path(__file__).parent / "articles.jsonl"
STATE = "RUS"
AT = "2022-11-16"
SINCE = "2022-01-31"
