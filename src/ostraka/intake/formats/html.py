"""A page of HTML: its main text, and what its metadata say of it.

The text that is stored, and in which spans count, is the extracted one; the hash is of
the page's own bytes.
"""

from __future__ import annotations

import hashlib
import logging
import re
from collections.abc import Iterator
from typing import Any

from ostraka.claims import Trouble
from ostraka.errors import BadDate, InputError
from ostraka.intake.dates import iso_day
from ostraka.intake.decode import decode, refuse_binary
from ostraka.intake.draft import Draft, Source
from ostraka.intake.refusal import Refusal
from ostraka.intake.settings import settings

__all__ = ["NAME", "drafts", "looks_like"]

NAME = "html"
OPENING = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|article)\b", re.I | re.S
)
DECLARED = re.compile(rb"<meta[^>]{0,200}charset", re.I)


def looks_like(head: bytes) -> bool:
    """Whether it begins as a page does."""
    return OPENING.match(head.removeprefix(b"\xef\xbb\xbf")) is not None


def drafts(source: Source) -> Iterator[Draft | Refusal]:
    """The one article of a page."""
    limit = settings().largest_page
    data = source.stream.read(limit + 1)
    if len(data) > limit:
        raise InputError(f"is a page larger than {limit:,} bytes (largest_page in intake.toml sets the limit)")
    if not data.strip():
        raise InputError("is empty")
    page, trouble = readable(data)
    found = extracted(page)
    published, doubt = day_of(found.date)
    yield Draft(
        where=source.where,
        text=found.text,
        sha256=hashlib.sha256(data).hexdigest(),
        title=found.title or None,
        published=published,
        publisher=found.sitename or found.hostname or None,
        url=found.url or None,
        trouble=trouble + doubt,
    )


def readable(data: bytes) -> tuple[bytes | str, tuple[Trouble, ...]]:
    """The page as the extractor wants it: its bytes where it declares its encoding, else our own decoding."""
    if DECLARED.search(data[:4096]):
        refuse_binary(data)
        return data, ()
    return decode(data)


def extracted(page: bytes | str) -> Any:
    """What trafilatura makes of the page: text and metadata, comments left out.

    Raises InputError when the page has no main text.
    """
    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    found = trafilatura.bare_extraction(page, with_metadata=True, include_comments=False, include_tables=False)
    if found is None or len((found.text or "").strip()) < settings().shortest_page:
        raise InputError("is a page without an article's text")
    return found


def day_of(date: str | None) -> tuple[str | None, tuple[Trouble, ...]]:
    """The day in a page's metadata; a date that is none is said and left out."""
    if not date:
        return None, ()
    try:
        return iso_day(date), ()
    except BadDate as wrong:
        return None, (Trouble(code="date.invalid", words=f"the page's date was left out: {wrong}"),)
