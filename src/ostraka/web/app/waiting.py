"""Days of a large ledger that take long to weigh: begun in the background, and told so instead of a page that hangs."""

from __future__ import annotations

import threading
from pathlib import Path

from ostraka import ledger
from ostraka.errors import OstrakaError, StillWeighing
from ostraka.web.limits import limits
from ostraka.weighing.world import Standing, missing, standing

__all__ = ["Waiting"]

Key = tuple[object, str | None, str | None]  # the state of the file, and both clocks


class Waiting:
    """What is being weighed, and what came of it since."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.Lock()
        self._running: set[Key] = set()
        self._made: dict[Key, Standing | OstrakaError] = {}

    def standing(self, key: Key) -> Standing:
        """The ties of a day, where not much of it is missing.

        Raises StillWeighing where much is: then it is weighed in the background, one day at a time.
        """
        with self._lock:
            made = self._made.pop(key, None)
            running = bool(self._running)
        if isinstance(made, OstrakaError):
            raise made
        if made is not None:
            return made
        with ledger.open(self.path) as book:
            left, total = missing(book, at=key[1], known=key[2])
        if left <= limits().wait_claims:
            return standing(self.path, at=key[1], known=key[2])
        if not running:
            threading.Thread(target=self.weigh, args=(key,), daemon=True).start()
        raise StillWeighing(left, total)

    def weigh(self, key: Key) -> None:
        """Weigh a day now, and hold what comes of it for whoever asks next."""
        with self._lock:
            if self._running:
                return
            self._running.add(key)
        try:
            made: Standing | OstrakaError = standing(self.path, at=key[1], known=key[2])
        except OstrakaError as error:  # busy, or not there any more: whoever asks is told
            made = error
        finally:
            with self._lock:
                self._running.discard(key)
        with self._lock:
            self._made = {k: v for k, v in self._made.items() if k[0] == key[0]} | {key: made}
