"""The ledger's hash, its replay, and what does not agree within it."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ostraka import ledger
from ostraka.claims import Article
from ostraka.errors import InputError
from tests.ledger.build import Reading
from tests.weighing.build import claim


def readings(order: list[int]) -> list[Reading]:
    """Articles of one claim each, in that order."""
    made = []
    for k in order:
        one = claim(
            f"PRK > RUS transfer arms done {'CT+' if k % 2 else 'CT-'}", article=f"a{k}", on=f"2022-11-{k + 1:02}"
        )
        article = Article(
            id=f"a{k}", original=one.evidence.text, language="en", published=one.article.published, sha256=str(k)
        )
        made.append(Reading(article, (one,)))
    return made


def filled(path: Path, order: list[int]) -> None:
    with ledger.open(path, "write") as book:
        for one in readings(order):
            book.add([one], reader="r")
        book.add_pairs([ledger.Pair(first="a0", second="a1", kind="copy", likeness=0.9, words="90 %")])


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(range(4)))
def test_the_hash_does_not_depend_on_the_order(order: list[int], tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("dump")
    filled(folder / "a.duckdb", [0, 1, 2, 3])
    filled(folder / "b.duckdb", list(order))
    with ledger.open(folder / "a.duckdb") as a, ledger.open(folder / "b.duckdb") as b:
        assert a.digest() == b.digest()


def test_a_replay_has_the_same_hash_and_a_decision_another(tmp_path: Path) -> None:
    filled(tmp_path / "a.duckdb", [0, 1, 2])
    with ledger.open(tmp_path / "a.duckdb", "write") as book:
        before = book.digest()
        book.decide("me", "reject", [readings([0])[0].claims[0].id], why="misread")
        after = book.digest()
        assert before != after
        with ledger.open(tmp_path / "b.duckdb", "write") as again:
            assert again.restore(book.records())["claims"] == 3
            assert again.digest() == after
            assert again.restore(book.records())["claims"] == 0, "twice adds nothing"
            assert list(again.records()) == list(book.records())


def test_records_of_something_else_are_refused_whole(tmp_path: Path) -> None:
    with ledger.open(tmp_path / "a.duckdb", "write") as book:
        before = book.digest()
        good = {"table": "imports", "id": "x", "what": "y", "recorded": "2022-11-08T00:00:00"}
        with pytest.raises(InputError, match="a ledger has"):
            book.restore([good, {"table": "recipes"}])
        with pytest.raises(InputError, match="no timestamp"):
            book.restore([good | {"recorded": "yesterday"}])
        assert book.digest() == before


def test_what_does_not_agree_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.duckdb"
    filled(path, [0, 1])
    with ledger.open(path) as book:
        assert list(book.faults()) == []
    with duckdb.connect(str(path)) as inside:
        inside.execute("UPDATE articles SET original = 'something else' WHERE id = 'a0'")
        inside.execute("DELETE FROM claims WHERE article = 'a1'")
        inside.execute("DELETE FROM articles WHERE id = 'a1'")
    with ledger.open(path) as book:
        told = "\n".join(book.faults())
    assert "its evidence is not at" in told and "rows of articles" not in told
    assert "name a row of articles that is not there" in told and "others are kept" in told


def test_a_ledger_of_the_first_version_gets_its_table_of_bands(tmp_path: Path) -> None:
    path = tmp_path / "a.duckdb"
    filled(path, [0])
    with duckdb.connect(str(path)) as inside:
        inside.execute("DROP TABLE bands")
        inside.execute("UPDATE meta SET value = '1' WHERE key = 'version'")
    with ledger.open(path) as book:
        assert book.counts()["claims"] == 1 and book.digest()
    with ledger.open(path, "write") as book:
        assert book.counts()["bands"] == 0
