"""Plain text: one file, one article, kept as it is."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from ostraka.errors import InputError
from ostraka.intake.decode import decode
from ostraka.intake.draft import Draft, Source
from ostraka.intake.refusal import Refusal
from ostraka.intake.settings import settings

__all__ = ["NAME", "drafts", "looks_like"]

NAME = "text"
BYTES_A_CHARACTER = 4  # the most that UTF-8, 16 and 32 take


def looks_like(head: bytes) -> bool:
    """Anything may be plain text; `decode` refuses what is binary."""
    return True


def drafts(source: Source) -> Iterator[Draft | Refusal]:
    """The one article of a text file."""
    limit = settings().longest_article * BYTES_A_CHARACTER
    data = source.stream.read(limit + 1)
    if len(data) > limit:
        raise InputError(f"is larger than {limit:,} bytes: no article (longest_article in intake.toml sets the limit)")
    text, trouble = decode(data)
    yield Draft(
        where=source.where,
        text=text,
        sha256=hashlib.sha256(data).hexdigest(),
        title=first_line(text),
        trouble=trouble,
    )


def first_line(text: str) -> str | None:
    """The first line, when it can be a title: short, not ending as a sentence does, and more follows."""
    line, _, rest = text.lstrip("\ufeff").strip().partition("\n")
    line = line.strip()
    if (
        not rest.strip()
        or len(line) > settings().longest_title
        or line.endswith((".", "!", "?", ":", ";", ",", "”", "»", '"'))
    ):
        return None
    return line or None
