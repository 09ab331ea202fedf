"""Bytes to text: UTF-8 when they are UTF-8, else a guess that is said."""

from __future__ import annotations

import codecs

from ostraka.claims import Trouble
from ostraka.errors import InputError
from ostraka.intake.settings import settings

__all__ = ["decode", "refuse_binary"]

MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
CONTROLS = bytes(set(range(32)) - {7, 8, 9, 10, 12, 13, 27})


def decode(data: bytes) -> tuple[str, tuple[Trouble, ...]]:
    """The text of some bytes, and a Trouble when its encoding had to be guessed.

    Nothing is normalised: line ends, a byte order mark in UTF-8 and odd characters stay.
    Raises InputError for binary data.
    """
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return strictly(data, encoding), ()
    refuse_binary(data)
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError:
        return guessed(data)


def strictly(data: bytes, encoding: str) -> str:
    """Text whose encoding its first bytes declare."""
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as broken:
        raise InputError(f"declares {encoding} but is not: {broken.reason} at byte {broken.start}") from None


def refuse_binary(data: bytes) -> None:
    """Raise InputError, naming the kind where it is known, when the bytes are no text."""
    for magic, kind in settings().magic.items():
        if data.startswith(bytes.fromhex(magic)):
            raise InputError(f"is {kind}, not text")
    head = data[:65536]
    controls = len(head) - len(head.translate(None, CONTROLS))
    if b"\0" in head or controls > settings().control_share * len(head):
        raise InputError("is binary, not text")


def guessed(data: bytes) -> tuple[str, tuple[Trouble, ...]]:
    """Text in an encoding found by chardet; characters that do not fit become U+FFFD."""
    import chardet

    encoding = chardet.detect(data[:200_000])["encoding"] or "windows-1252"
    try:
        text = data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        text = data.decode(encoding if known(encoding) else "windows-1252", errors="replace")
    words = f"the text is not UTF-8; it was read as {encoding}, which is a guess"
    return text, (Trouble(code="encoding.guessed", words=words),)


def known(encoding: str) -> bool:
    """Whether Python knows an encoding of this name."""
    try:
        codecs.lookup(encoding)
    except LookupError:
        return False
    return True
