"""A real browser for the tests: Debian's Chromium, driven by Playwright; and a watch on what pages do in it."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import threading
import time
from pathlib import Path

import pytest

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]
AXE = (Path(__file__).parent / "vendor/axe.min.js").read_text(encoding="utf-8")
SERIOUS = {"serious", "critical"}


def needed():
    """Skip, saying why, where there is no browser."""
    if not Path(CHROMIUM).exists():
        pytest.skip("no chromium here: as root, apt-get install chromium (./setup.sh test does it)")
    return pytest.importorskip("playwright.sync_api", reason="no playwright here: ./setup.sh dev")


@contextlib.contextmanager
def launched():
    """The browser."""
    with needed().sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGS)
        try:
            yield browser
        finally:
            browser.close()


@contextlib.contextmanager
def served(app):
    """An app on a port of its own; its address."""
    import uvicorn

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=port, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    for _ in range(200):
        if server.started:
            break
        time.sleep(0.05)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(10)


class Watched:
    """A page with what it did wrong: errors on the console, requests to elsewhere, dialogs."""

    def __init__(self, page, base):
        self.page, self.base, self.wrong = page, base, []
        page.on(
            "console", lambda m: self.wrong.append(f"console: {m.text}") if m.type in ("error", "warning") else None
        )
        page.on("pageerror", lambda e: self.wrong.append(f"script: {e}"))
        page.on("dialog", self.dialog)
        page.on("request", self.asked)

    def dialog(self, dialog):
        self.wrong.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def asked(self, request):
        if not request.url.startswith((self.base + "/", "data:")):
            self.wrong.append(f"request to elsewhere: {request.url}")

    def open(self, address):
        answer = self.page.goto(self.base + address)
        assert answer.status == 200, address
        return self.page

    def until(self, script, arg=None, seconds=20):
        """Wait until a script in the page says so. (Playwright's own waiting evaluates strings, which the policy forbids.)"""
        end = time.monotonic() + seconds
        while not self.holds(script, arg):
            assert time.monotonic() < end, f"never: {script}"
            self.page.wait_for_timeout(40)

    def holds(self, script, arg):
        """Whether a script says so now; not while the page gives way to another."""
        from playwright.sync_api import Error

        try:
            return self.page.evaluate(script, arg)
        except Error as error:
            if "navigation" not in str(error):
                raise
            return False

    def faults(self, only=()):
        """Serious faults of accessibility on the page as it stands, by all rules or some."""
        # axe is put in by the debugger, which the policy of the page does not bind
        self.page.evaluate(AXE)
        how = {"resultTypes": ["violations"]} | ({"runOnly": list(only)} if only else {})
        found = self.page.evaluate("async how => (await axe.run(document, how)).violations", how)
        return [
            f"{v['id']}: {v['help']} ({len(v['nodes'])}): {v['nodes'][0]['html'][:200]}"
            for v in found
            if v["impact"] in SERIOUS
        ]
