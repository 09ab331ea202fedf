"""Weighing the latest day in the background when the ledger changed, so that whoever asks next need not wait for it."""

from __future__ import annotations

import logging
import threading
import time

from jinja2 import Environment

from ostraka.errors import OstrakaError
from ostraka.web.app.worlds import Shelf, Stamp
from ostraka.web.limits import limits

__all__ = ["Warming"]

LOG = logging.getLogger(__name__)


class Warming:
    """Looks at the file now and then (two calls of `stat`); weighs it when it changed and has been still since.

    While somebody adds batch after batch nothing is weighed for nothing, and the writer is not made to wait.
    """

    def __init__(self, shelf: Shelf, templates: Environment) -> None:
        self.shelf, self.templates = shelf, templates
        self.warmed: Stamp | None = None
        self.before: Stamp | None = None
        self.briefs: list[tuple[str, str]] = []
        self.stopped = threading.Event()

    def run(self) -> None:
        """Until the process ends, or `stopped` is set."""
        self.ready()
        while not self.stopped.is_set():
            self.look()
            time.sleep(limits().look_every)

    def ready(self) -> None:
        """Have the templates compiled."""
        for name in self.templates.list_templates():
            self.templates.get_template(name)

    def look(self) -> bool:
        """Look once; whether anything was weighed. The first time nothing is waited for."""
        now = self.shelf.stamp()
        still = self.warmed is None or now == self.before
        self.before = now
        if now == self.warmed or not still:
            return False
        try:
            latest = self.shelf.latest()
            if latest is not None:
                self.briefs = list(latest.wanted)[-limits().warm_briefs :]
            self.shelf.warm(self.briefs)
        except OstrakaError as error:  # busy, or not there any more: whoever asks is told
            LOG.info("not weighed in the background: %s", error)
        self.warmed = now
        return True
