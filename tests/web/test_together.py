"""A writer and the app on one ledger at once: `ostraka add` in a process of its own, pages asked for meanwhile."""

import subprocess
import sys
import threading
import time

import pytest
from fastapi.testclient import TestClient

from ostraka.web.app import Options, create
from tests.web.conftest import ledger_at

PAGES = ("/", "/state/RUS", "/pair/RUS/IRN", "/disputes", "/network", "/review", "/brief/RUS?lang=fr")
ARTICLES = 24
EACH = 6  # articles of one call of `add`


@pytest.fixture
def news(tmp_path):
    folder = tmp_path / "news"
    folder.mkdir()
    for k in range(ARTICLES):
        text = f"Iran supplied Russia with {k + 2} drones, said Minister Number{k}. China condemned the delivery."
        (folder / f"{k:02}.txt").write_text(text, encoding="utf-8")
    return sorted(folder.iterdir())


def test_a_writer_and_the_app_neither_fail_nor_starve(tmp_path, readings, news):
    path = ledger_at(tmp_path / "l.duckdb", readings)
    app = create(Options(ledger=path))
    asked = TestClient(app, base_url="http://localhost")
    before = asked.get("/index.json").json()["counts"]["articles"]
    threading.Thread(target=app.state.warming.run, daemon=True).start()
    written: list[subprocess.CompletedProcess[str]] = []

    def add():
        for k in range(0, ARTICLES, EACH):
            command = [sys.executable, "-m", "ostraka", "add", *map(str, news[k : k + EACH])]
            command += ["--published", "2022-11-20", "--ledger", str(path)]
            written.append(subprocess.run(command, capture_output=True, text=True, timeout=240, check=False))

    writer = threading.Thread(target=add)
    writer.start()
    answers: list[tuple[str, int, float]] = []
    k = 0
    while writer.is_alive():
        start = time.monotonic()
        page = PAGES[k % len(PAGES)]
        answers.append((page, asked.get(page).status_code, time.monotonic() - start))
        k += 1
    writer.join()
    app.state.warming.stopped.set()
    assert [w.returncode for w in written] == [0] * (ARTICLES // EACH), [w.stderr for w in written]
    assert {status for _, status, _ in answers} == {200}
    assert len(answers) >= 2 * len(PAGES), "the app went on answering"
    assert max(seconds for *_, seconds in answers) < 30, "nobody waits as long as the gate lets one wait"
    assert asked.get("/index.json").json()["counts"]["articles"] == before + ARTICLES
