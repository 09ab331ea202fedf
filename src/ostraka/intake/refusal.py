"""What intake yields in the place of an article that cannot be read."""

from __future__ import annotations

import msgspec

from ostraka.errors import InputError, OstrakaError

__all__ = ["Refusal"]


class Refusal(msgspec.Struct, frozen=True, kw_only=True):
    """Where something could not be read, why in plain words, and the exit code it calls for.

    An exit code of 0 is a note: something was left out as intended (a file of an unknown
    kind inside a folder).
    """

    where: str
    words: str
    code: str
    exit_code: int = InputError.exit_code

    @classmethod
    def of(cls, where: str, error: OstrakaError, code: str) -> Refusal:
        """The refusal that an exception of ours amounts to."""
        return cls(where=where, words=str(error), code=code, exit_code=error.exit_code)
