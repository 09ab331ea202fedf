"""What the app refuses, and why, in the reader's language."""

from __future__ import annotations

from fastapi import HTTPException

from ostraka.web.app.tongue import Tongue, tongue
from ostraka.weighing.words import LANGUAGE

__all__ = ["Refused"]


class Refused(HTTPException):
    """A request that is refused with a status; `key` is the phrase of `refusals` that says why, `slots` fill it.

    Programs (JSON) get the phrase in the first language of ours.
    """

    def __init__(self, status: int, key: str, **slots: object) -> None:
        self.key, self.slots = key, slots
        super().__init__(status, self.told(tongue(LANGUAGE)))

    def told(self, t: Tongue) -> str:
        """Why, in a language."""
        return str(t.ui["refusals"][self.key]).format(**self.slots)
