"""Where articles come from: files, folders, standard input, open streams; and which format takes them."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any, BinaryIO

from ostraka.errors import InputError
from ostraka.intake.draft import Draft, Source
from ostraka.intake.formats import FORMATS
from ostraka.intake.refusal import Refusal
from ostraka.intake.settings import settings

__all__ = ["drafts"]

STANDARD_INPUT = "-"
HEAD = 4096


def drafts(given: str | Path | BinaryIO) -> Iterator[Draft | Refusal]:
    """The drafts of a path, a folder (with all below it), `-`, or an open stream of bytes.

    What cannot be read is yielded as a Refusal; this never raises for bad input.
    """
    if not isinstance(given, str | Path):
        yield from of_stream(given, getattr(given, "name", "stream"), "")
    elif str(given) == STANDARD_INPUT:
        yield from of_stream(sys.stdin.buffer, "standard input", "")
    elif Path(given).is_dir():
        yield from of_folder(Path(given))
    else:
        yield from of_file(Path(given))


def of_folder(folder: Path) -> Iterator[Draft | Refusal]:
    """The files of a folder and of the folders in it, by name; hidden ones are left out."""
    known = {suffix for suffixes in settings().suffixes.values() for suffix in suffixes}
    paths = sorted(p for p in folder.rglob("*") if p.is_file() and not hidden(p, folder))
    if not paths:
        yield Refusal.of(str(folder), InputError("is a folder without files"), "input.empty")
    for path in paths:
        if path.suffix.lower() in known:
            yield from of_file(path)
        else:
            words = f"left out: not a kind of file that is read ({', '.join(sorted(known))})"
            yield Refusal(where=str(path), words=words, code="input.left-out", exit_code=0)


def hidden(path: Path, folder: Path) -> bool:
    """Whether a file, or a folder between it and the given one, begins with a dot."""
    return any(part.startswith(".") for part in path.relative_to(folder).parts)


def of_file(path: Path) -> Iterator[Draft | Refusal]:
    """The drafts of one file."""
    try:
        with path.open("rb") as stream:
            yield from of_stream(stream, str(path), path.suffix.lower())
    except OSError as error:
        reason = (error.strerror or "cannot be opened").lower()
        yield Refusal.of(str(path), InputError(f"cannot be read: {reason}"), "input.unreadable")


def of_stream(stream: BinaryIO, where: str, suffix: str) -> Iterator[Draft | Refusal]:
    """The drafts of a stream of bytes, by its suffix, or by its content when that says nothing."""
    whole = stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(Bytes(stream), HEAD)
    head = whole.peek(HEAD)
    if not head.strip() and len(head) < HEAD:
        yield Refusal.of(where, InputError("is empty"), "input.empty")
        return
    try:
        yield from format_of(head, suffix).drafts(Source(where=where, stream=whole))
    except InputError as error:
        yield Refusal.of(where, error, "input.unreadable")


class Bytes(io.RawIOBase):
    """Any stream of bytes, made peekable: what has `read` is enough."""

    def __init__(self, stream: BinaryIO) -> None:
        self.stream = stream

    def readable(self) -> bool:
        """Yes."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill the buffer from the stream; 0 at its end."""
        data = self.stream.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)


def format_of(head: bytes, suffix: str) -> ModuleType:
    """The format that takes an input."""
    for module in FORMATS:
        if suffix in settings().suffixes[module.NAME]:
            return module
    return next(module for module in FORMATS if module.looks_like(head))
