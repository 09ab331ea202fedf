"""How the app is run."""

from __future__ import annotations

from pathlib import Path

import msgspec

__all__ = ["Options"]


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """What the app is started with.

    `hosts` are the names under which it may be asked (any other Host is refused, against rebinding); `token`, where
    there is one, must come with every request; `largest` is the most bytes that a request may carry.
    """

    ledger: Path
    read_only: bool = False
    token: str | None = None
    hosts: tuple[str, ...] = ("localhost", "127.0.0.1", "[::1]")
    demonstration: bool = False
    largest: int = 8_000_000
