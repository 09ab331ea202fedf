"""The formats that articles come in: one module each, listed in `FORMATS`.

A format has `NAME` (the key of its suffixes in `intake.toml`), `looks_like(head)` for
input without a known suffix, and `drafts(source)`, which yields `Draft`s and `Refusal`s.
To add one: its module, its line here, its suffixes. The last line takes what no other does.
"""

from ostraka.intake.formats import html, jsonl, text

__all__ = ["FORMATS"]

FORMATS = (jsonl, html, text)
