"""What is weighed in the background after a change, and what is not."""

import os

import pytest

from ostraka.web.app.filters import environment
from ostraka.web.app.warming import Warming
from ostraka.web.app.worlds import Shelf
from tests.web.conftest import ledger_at


@pytest.fixture
def warming(tmp_path, readings):
    return Warming(Shelf(ledger_at(tmp_path / "l.duckdb", readings)), environment())


def touched(warming):
    """As after a write, a second later each time."""
    now = os.stat(warming.shelf.path).st_mtime_ns + 1_000_000_000
    os.utime(warming.shelf.path, ns=(now, now))


def test_the_latest_day_is_weighed_at_once_and_then_only_after_a_change(warming):
    assert warming.look()
    world = warming.shelf.latest()
    assert warming.shelf.world() is world
    assert not warming.look()
    touched(warming)
    assert not warming.look(), "the file may still be written"
    assert warming.look()
    assert warming.shelf.latest() is not world
    assert warming.shelf.world() is warming.shelf.latest()


def test_nothing_is_weighed_while_the_file_goes_on_changing(warming):
    assert warming.look()
    for _ in range(3):
        touched(warming)
        assert not warming.look()


def test_the_briefs_that_were_asked_for_last_are_written_anew(warming):
    warming.look()
    warming.shelf.world().brief("RUS", "fr")
    touched(warming)
    warming.look()
    assert warming.look()
    assert ("RUS", "fr") in warming.shelf.latest()._briefs


def test_no_ledger_and_a_broken_one_stop_nothing(tmp_path):
    missing = Warming(Shelf(tmp_path / "none.duckdb"), environment())
    assert missing.look()
    assert not missing.look()
    broken = tmp_path / "broken.duckdb"
    broken.write_text("no ledger")
    assert Warming(Shelf(broken), environment()).look()
