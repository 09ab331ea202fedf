"""Ledgers and clients for the tests of the web app: our demonstration articles and one that attacks."""

import re
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from ostraka import demo, intake, ledger, reading
from ostraka.claims import Article
from ostraka.web.app import Options, create

SAMPLES = Path(__file__).parents[1] / "exchange/samples"
ATTACK = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>"


@pytest.fixture(scope="session")
def readings():
    found = [a for a in intake.read(str(demo.ARTICLES)) if isinstance(a, Article)]
    hostile = intake.article(
        f"Russia has sent drones to Iran {ATTACK}, the Kremlin said. China supplied oil to Russia.",
        language="en",
        published="2022-11-10",
        title=ATTACK,
        publisher=ATTACK,
        url="javascript:alert(3)",
        id="attack",
    )
    return list(reading.read([*found, hostile]))


def ledger_at(path, readings):
    with ledger.open(path, "write") as book:
        book.add(readings, reader="test")
    return path


@pytest.fixture(scope="session")
def path(tmp_path_factory, readings):
    return ledger_at(tmp_path_factory.mktemp("web") / "l.duckdb", readings)


@pytest.fixture(scope="session")
def app(path):
    return TestClient(create(Options(ledger=path)), base_url="http://localhost")


@pytest.fixture
def own(tmp_path, readings):
    """A ledger of one's own to write in, with its client."""
    path = ledger_at(tmp_path / "l.duckdb", readings)
    return TestClient(create(Options(ledger=path)), base_url="http://localhost", follow_redirects=False)


@pytest.fixture
def csrf():
    """The token of a page's forms."""
    return lambda client, page="/": re.search(r'name="csrf" value="(\w+)"', client.get(page).text)[1]


@pytest.fixture
def claim_id():
    """The first claim of the attacking article."""
    return lambda client: client.get("/article/attack.json").json()["claims"][0]["id"]
