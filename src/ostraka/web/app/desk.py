"""What every view has at hand, and what it gives back."""

from __future__ import annotations

import threading
from typing import Any

import msgspec
from fastapi import Request
from jinja2 import Environment

from ostraka.intake.dates import first_and_last
from ostraka.web.app.guard import Guard
from ostraka.web.app.options import Options
from ostraka.web.app.refusing import Refused
from ostraka.web.app.staging import Stage
from ostraka.web.app.tongue import Tongue
from ostraka.web.app.worlds import Shelf, World

__all__ = ["Desk", "Moved", "Page", "day"]


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """A view's answer: `data` is its JSON, `show` what the template is given.

    A value of `data` may be a function that gives it: what only the JSON tells is not worked out for the page.
    """

    template: str
    data: Any
    show: dict[str, Any]


class Moved(msgspec.Struct, frozen=True, kw_only=True):
    """What was asked is done; the browser goes on to `to`, a program gets `data`."""

    to: str
    data: Any


class Desk:
    """The options, the checks, the templates, the shelf of weighed days, the staged decisions.

    `reader` lets one text at a time to the parser.
    """

    def __init__(self, options: Options, guard: Guard, templates: Environment) -> None:
        self.options, self.guard, self.templates = options, guard, templates
        self.stage = Stage(options.ledger)
        self.shelf = Shelf(options.ledger, demonstration=options.demonstration)
        self.reader = threading.Lock()

    def world(self, at: str | None = None, known: str | None = None) -> World:
        """The ledger weighed on a day; empty strings ask nothing."""
        return self.shelf.world(day(at), day(known))

    def empty(self) -> bool:
        """Whether the ledger, where it was looked into, holds no article yet."""
        latest = self.shelf.latest()
        return latest is not None and not latest.days

    def render(self, template: str, t: Tongue, show: dict[str, Any]) -> str:
        """A template filled, in a language."""
        made: str = self.templates.get_template(template).render({"t": t, "ui": t.ui, "words": t.w, **show})
        return made

    def check(self, request: Request, csrf: str) -> None:
        """Refuse a form that is not from a page of ours."""
        if not self.guard.own(request, csrf or request.headers.get("x-csrf-token", "")):
            raise Refused(403, "old_form")

    def may_write(self) -> None:
        """Refuse to write where the app only reads."""
        if self.options.read_only:
            raise Refused(403, "read_only")


def day(given: str | None) -> str | None:
    """The last day of a date that may be empty. BadDate for what is no date."""
    return first_and_last(given)[1] if given else None
