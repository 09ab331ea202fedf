"""What the ledger keeps and answers."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from ostraka import ledger
from ostraka.claims import Trouble
from ostraka.errors import LedgerError, UnknownName
from ostraka.ledger import ends as ends_module
from tests.ledger.build import Reading, article, reading
from tests.weighing.build import claim


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "x.duckdb"


def test_an_article_comes_back_byte_for_byte(path: Path) -> None:
    one = reading(1)
    with ledger.open(path, "write") as book:
        book.add([one])
    with ledger.open(path) as book:
        assert book.article(one.article.id) == one.article
        assert book.claims() == list(one.claims)
        assert book.attributions(article=one.article.id) == list(one.attributions)
        assert book.claim(one.claims[0].id[:9]) == one.claims[0]


def test_the_same_article_twice_adds_nothing(path: Path) -> None:
    with ledger.open(path, "write") as book:
        first = book.add([reading(1), reading(2)])
        before = book.counts()
        again = book.add([reading(2), reading(3), reading(3)])
        assert (len(first.new), first.claims) == (2, 4)
        assert (len(again.new), len(again.known), again.claims, again.attributions) == (1, 2, 2, 1)
        assert book.counts()["claims"] == before["claims"] + 2
        version = book.version()
        book.add([reading(1)])
        assert book.version() == version


def test_the_last_reading_counts_and_the_first_stays(path: Path) -> None:
    old = reading(1)
    better = Reading(old.article, (old.claims[0], claim("RUS > PRK request arms sought CT+", article=old.article.id)))
    with ledger.open(path, "write") as book:
        book.add([old], reader="one")
        added = book.add([better], reader="two")
        assert added.new == () and added.known == (old.article.id,)
        assert {c.id for c in book.claims()} == {c.id for c in better.claims}
        assert book.attributions() == []
        assert book.claim(old.claims[1].id) == old.claims[1]
        assert book.counts()["readings"] == 2 and book.counts()["claims"] == 2


@pytest.mark.parametrize(
    ("wanted", "count"),
    [
        ({}, 4),
        ({"state": "RUS"}, 4),
        ({"state": "PRK"}, 0),
        ({"pair": ("RUS", "IRN")}, 4),
        ({"pair": ("RUS", "USA")}, 0),
        ({"act": "transfer", "channel": "arms"}, 4),
        ({"factuality": "CT-"}, 2),
        ({"goods": "arms"}, 4),
        ({"goods": "arms.uav"}, 4),
        ({"goods": "arms.u"}, 0),
        ({"words": "TEHERAN"}, 4),
        ({"speaker": "speaker 1"}, 2),
        ({"voice": "IRN"}, 4),
        ({"known": "2022-11-08"}, 2),
        ({"since": "2022-11-09"}, 2),
        ({"at": "2022-08-31"}, 0),
        ({"at": "2022-09-01"}, 4),
        ({"ids": ()}, 0),
        ({"limit": 3}, 3),
    ],
)
def test_claims_are_asked_for(path: Path, wanted: dict[str, object], count: int) -> None:
    with ledger.open(path, "write") as book:
        book.add([reading(1), reading(2, published="2022-12-01")])
        assert len(book.claims(**wanted)) == count


def test_unknown_ids_are_told(path: Path) -> None:
    with ledger.open(path, "write") as book:
        book.add([reading(1)])
        for ask in (book.claim, book.article):
            with pytest.raises(UnknownName, match="no .* 'zz'"):
                ask("zz")
            with pytest.raises(UnknownName):
                ask("")


def test_a_beginning_that_fits_two_is_not_enough(path: Path) -> None:
    many = [reading(k) for k in range(40)]
    with ledger.open(path, "write") as book:
        book.add(many)
        heads = [r.article.id[0] for r in many]
        twice = next(h for h in heads if heads.count(h) > 1)
        with pytest.raises(UnknownName, match="begin with"):
            book.article(twice)


def test_an_undated_article_is_known_from_the_day_it_was_recorded(path: Path) -> None:
    with ledger.open(path, "write") as book:
        book.add([reading(1, published=None)])
        assert book.claims(known="2022-12-31") == []
        assert len(book.claims(known="2999-01-01")) == 2
        assert book.article(article(1).id).published is None
        assert list(book.days().values())[0] > "2022"


def test_an_undated_article_read_again_stays_known_from_the_first_day(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from datetime import datetime

    from ostraka.ledger import rows

    for reader, moment in (("one", datetime(2022, 1, 1)), ("two", datetime(2023, 1, 1))):
        monkeypatch.setattr(rows, "now", lambda moment=moment: moment)
        with ledger.open(path, "write") as book:
            book.add([reading(1, published=None)], reader=reader)
    with ledger.open(path) as book:
        assert book.counts()["readings"] == 2 and len(book.claims(known="2022-01-01")) == 2


def test_pairs_are_kept_once_and_hidden_until_both_are_known(path: Path) -> None:
    a, b = reading(1), reading(2, published="2022-12-01")
    pair = ledger.Pair(first=b.article.id, second=a.article.id, kind="copy", likeness=0.9, words="90 %")
    with ledger.open(path, "write") as book:
        book.add([a, b])
        assert book.add_pairs([pair, pair]) == 1
        assert book.add_pairs([pair]) == 0
        assert [(p.first, p.second) for p in book.pairs()] == [tuple(sorted((a.article.id, b.article.id)))]
        assert book.pairs(known="2022-11-30") == []


def test_decisions_are_appended_in_order(path: Path) -> None:
    with ledger.open(path, "write") as book:
        first = book.decide("me", "reject", ["c1"], why="misread")
        book.decide("me", "undo", [first.id], why="no, it stands")
        assert [(d.verb, d.targets, d.number) for d in book.decisions()] == [
            ("reject", ("c1",), 1),
            ("undo", (first.id,), 2),
        ]
        assert book.decisions(recorded="2000-01-01") == []


def test_trouble_is_kept(path: Path) -> None:
    one = reading(1)
    troubled = Reading(one.article, one.claims, (), (Trouble(code="x", words="guessed"),))
    with ledger.open(path, "write") as book:
        book.add([troubled], what="a.txt")
        assert [i.what for i in book.imports()] == ["a.txt"]
        assert book.coverage()[0]["articles"] == 1


def test_nothing_there_to_read(path: Path) -> None:
    with pytest.raises(LedgerError, match="no ledger at .* yet"), ledger.open(path):
        pass


def test_a_text_is_not_a_ledger(path: Path) -> None:
    path.write_text("Not a ledger but a long enough text to look like a file of something else. " * 200)
    for mode in ("read", "write"):
        with pytest.raises(LedgerError, match="is not a ledger"), ledger.open(path, mode):  # type: ignore[arg-type]
            pass
    assert path.read_text().startswith("Not a ledger")


def test_another_database_is_not_a_ledger(path: Path) -> None:
    import duckdb

    with duckdb.connect(str(path)) as other:
        other.execute("CREATE TABLE meta (key VARCHAR, value VARCHAR)")
    for mode in ("read", "write"):
        with pytest.raises(LedgerError, match="something else"), ledger.open(path, mode):  # type: ignore[arg-type]
            pass


def test_a_newer_ledger_is_refused(path: Path) -> None:
    import duckdb

    with ledger.open(path, "write"):
        pass
    with duckdb.connect(str(path)) as other:
        other.execute("UPDATE meta SET value = '99' WHERE key = 'version'")
    with pytest.raises(LedgerError, match="version 99"), ledger.open(path):
        pass


def test_a_folder_is_not_a_ledger(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="is a folder"), ledger.open(tmp_path, "write"):
        pass
    with pytest.raises(LedgerError, match="no folder"), ledger.open(tmp_path / "none" / "x.duckdb", "write"):
        pass


def test_an_error_inside_leaves_nothing_behind(path: Path) -> None:
    with ledger.open(path, "write") as book:
        book.add([reading(1)])
        with pytest.raises(AttributeError):
            book.add([reading(2), Reading(article(3), (None,))])  # type: ignore[arg-type]
        assert book.counts()["articles"] == 1
        book.add([reading(2)])
        assert book.counts()["articles"] == 2


def test_claims_between_ends_are_the_same_however_they_are_looked_up(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = (
        "IRN > RUS transfer arms",
        "RUS > IRN meet diplomacy",
        "- > RUS assess standing",
        "? > IRN support politics",
    )
    said = tuple(claim(f"{line} done CT+", article="a1", words=str(k)) for k, line in enumerate(lines))
    again = (
        said[0],
        claim("PRK > RUS transfer arms done CT+", article="a1"),
        claim("USA > ? oppose politics done CT+"),
    )
    one = msgspec.structs.replace(article(1), id="a1")
    with ledger.open(path, "write") as book:
        book.add([Reading(one, (*said, claim("CHN > RUS meet diplomacy done CT+", article="a1")))], reader="one")
        found = [looked_up(book, monkeypatch, few) for few in (0, 100)]
        assert found[0] == found[1] and {e for e, _ in found[0]} == {
            ("IRN", "RUS"),
            ("", "RUS"),
            ("", "IRN"),
            ("CHN", "RUS"),
        }
        assert len(found[0]) == 5
        book.add([Reading(one, again)], reader="two")
        found = [looked_up(book, monkeypatch, few) for few in (0, 100)]
        assert found[0] == found[1] and {e for e, _ in found[0]} == {("IRN", "RUS"), ("PRK", "RUS")}
        assert list(book.by_ends.records([])) == []


def looked_up(book: ledger.Ledger, monkeypatch: pytest.MonkeyPatch, few: int) -> list[tuple[ends_module.Ends, str]]:
    monkeypatch.setattr(ends_module, "FEW", few)
    asked = [("IRN", "RUS"), ("", "RUS"), ("", "IRN"), ("CHN", "RUS"), ("PRK", "RUS"), ("", "USA")]
    return sorted(book.by_ends.records(asked))
