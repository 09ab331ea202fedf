"""Articles as JSON objects, one a line, read as a stream; ids are handed through.

A line that is broken is refused by its number, and the lines after it are read.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

import msgspec

from ostraka.claims import Trouble
from ostraka.errors import BadDate, InputError
from ostraka.intake.dates import iso_day
from ostraka.intake.draft import Draft, Source
from ostraka.intake.refusal import Refusal
from ostraka.intake.settings import settings

__all__ = ["NAME", "drafts", "looks_like"]

NAME = "jsonl"
ROOM = 65536  # bytes a line may have beyond those of the longest text: the other fields
ESCAPED = 6  # the most bytes that JSON takes for a UTF-16 unit: \uXXXX


def looks_like(head: bytes) -> bool:
    """Whether it begins with an object that has a quoted name."""
    return head.lstrip(b"\xef\xbb\xbf \t\r\n").replace(b" ", b"")[:2] == b'{"'


def drafts(source: Source) -> Iterator[Draft | Refusal]:
    """The articles of a stream, line by line."""
    limit = settings().longest_article * ESCAPED + ROOM
    number = 0
    while line := source.stream.readline(limit):
        number += 1
        where = f"{source.where}:{number}"
        if len(line) == limit:
            skip_line(source)
            yield Refusal.of(
                where, InputError(f"the line is longer than {limit:,} bytes: no article"), "input.too-long"
            )
        elif line.strip():
            try:
                yield draft(where, line)
            except InputError as error:
                yield Refusal.of(where, error, "input.broken")
    if number == 0:
        raise InputError("is empty")


def skip_line(source: Source) -> None:
    """Read on to the end of a line that is too long, without keeping it."""
    while (more := source.stream.readline(ROOM)) and not more.endswith(b"\n"):
        pass


def draft(where: str, line: bytes) -> Draft:
    """The article of one line.

    Raises InputError for a line that is not an object with a text.
    """
    try:
        given = msgspec.json.decode(line.removeprefix(b"\xef\xbb\xbf"))
    except msgspec.DecodeError as broken:
        raise InputError(f"is not JSON: {broken}") from None
    if not isinstance(given, dict):
        raise InputError("is not a JSON object with the fields of an article")
    fields = {name: pick(given, names) for name, names in settings().fields.items()}
    if fields["text"] is None:
        raise InputError("has no field 'text', or an empty one")
    published, trouble = day_of(fields["published"])
    return Draft(
        where=where if fields["id"] is None else f"{where} ({fields['id']})",
        sha256=hashlib.sha256(fields["text"].encode("utf-8", "surrogatepass")).hexdigest(),
        **{**fields, "published": published},
        own=True,
        trouble=trouble,
    )


def pick(given: dict[str, Any], names: tuple[str, ...]) -> Any:
    """The first of the names that has a value, as a string (ids may be numbers).

    Raises InputError for a value that is neither a string nor a number.
    """
    for name in names:
        value = given.get(name)
        if value is None or value == "":
            continue
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            raise InputError(f"has a field {name!r} that is not a string: {type(value).__name__}")
        return str(value)
    return None


def day_of(given: str | None) -> tuple[str | None, tuple[Trouble, ...]]:
    """The day of publication; one that is no date is said, and the article is read without it."""
    if given is None:
        return None, ()
    try:
        return iso_day(given), ()
    except BadDate as wrong:
        return None, (Trouble(code="date.invalid", words=f"read without a date: {wrong}"),)
