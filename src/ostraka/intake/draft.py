"""The two halves of intake meet here: formats make drafts, `finish` makes articles."""

from __future__ import annotations

import hashlib
from typing import BinaryIO

import msgspec

from ostraka.claims import Trouble

__all__ = ["Draft", "Source"]


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """One input: where it is from, in words, and its open stream of bytes."""

    where: str
    stream: BinaryIO


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """An article as a format gave it: the decoded text and what the format itself knew.

    `sha256` is of the bytes that came in. `own` says that language and date are the
    input's own statement about this article, which an option does not override.
    """

    where: str
    text: str
    sha256: str
    id: str | None = None
    language: str | None = None
    published: str | None = None
    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    own: bool = False
    trouble: tuple[Trouble, ...] = ()

    @classmethod
    def of_text(cls, text: str, **known: str | None) -> Draft:
        """The draft of a text that is at hand; `known` are the fields that the caller knows."""
        sha256 = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
        return cls(where="text", text=text, sha256=sha256, **known)  # type: ignore[arg-type]
