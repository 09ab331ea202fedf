"""The cached weighing says what weighing everything says, whatever was added or decided, on any day."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ostraka import ledger, weighing
from ostraka.claims import Article, Claim, Tie
from ostraka.ledger.sidecar import sidecar
from ostraka.weighing import upkeep, world
from ostraka.weighing.kept import in_order
from tests.ledger.build import Reading
from tests.weighing.build import claim
from tests.weighing.test_properties import DAYS, claims

ENDS = ["PRK > RUS", "IRN > RUS", "USA > PRK", "RUS > UKR"]
WORLDS = settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)


def readings(said: list[Claim], number: int) -> list[Reading]:
    """Every claim in an article of its own; ids of a batch are its own."""
    made = []
    for k, one in enumerate(said):
        article = Article(
            id=f"{number}-{k}", original="x", language="en", published=one.article.published, publisher=f"Paper {k % 3}"
        )
        own = msgspec.structs.replace(one, id=f"{one.id}-{number}-{k}", article=article.publication)
        made.append(Reading(article, (own,)))
    return made


def compared(path: Path, at: str | None, known: str | None) -> None:
    """Both ways, on that day."""
    found = world.standing(path, at=at, known=known)
    with ledger.open(path) as book:
        case = weighing.load(book, at=at, known=known)
        assert found.at == case.at.isoformat() or not case.matters
        expected = weighing.ties(case)
        disputed = {p.id for p in weighing.propositions(case) if p.contested and bare(p)}
    assert [t.id for t in found.ties] == [t.id for t in sorted(expected, key=in_order)]
    for a, b in zip(found.ties, sorted(expected, key=in_order), strict=True):
        assert numbers(a) == pytest.approx(numbers(b), abs=1e-9)
        assert words(a) == words(b)
        assert set(a.claims) <= set(b.claims)
    assert {d.proposition for d in world.disputes(path, at=at, known=known)} == disputed


def bare(p: Any) -> bool:
    return not p.to.startswith("?") and not (p.from_ or "").startswith("?")


def numbers(t: Tie) -> list[float]:
    return [t.credence, t.low, t.high, t.known, *(x for r in t.rungs for x in (r.credence, r.low, r.high))] + [
        w for _, w in t.weights
    ]


def words(t: Tie) -> tuple[object, ...]:
    rungs = tuple((r.stage, r.first, r.last) for r in t.rungs)
    return (
        t.stage,
        t.contested,
        t.ended,
        t.first,
        t.confirmed,
        t.goods,
        t.propositions,
        rungs,
        [r for r, _ in t.weights],
    )


@WORLDS
@given(said=st.lists(claims(), min_size=1, max_size=12), known=st.none() | DAYS)
def test_sources_heard_in_pieces_are_those_of_the_whole(
    said: list[Claim], known: str | None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("heard") / "x.duckdb"
    with ledger.open(path, "write") as book:
        book.add(readings(said, 0))
    whole, part = world.tracked(path, known=known)
    assert not part
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(upkeep.pieces(), "alone", 0)
        patch.setattr(upkeep.os, "cpu_count", lambda: 1)
        for _ in range(2):
            assert world.tracked(path, known=known) == (whole, True)
        assert world.tracked(path, "John Kirby", known=known)[0] == [t for t in whole if t.name == "John Kirby"]


DECIDE = st.sampled_from(["reject", "accept", "correct", "grade", "undo", "split"])


@WORLDS
@given(data=st.data())
def test_whatever_is_added_or_decided(data: st.DataObject, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("world") / "x.duckdb"
    kept: list[str] = []
    for number in range(data.draw(st.integers(1, 3))):
        said = data.draw(st.lists(claims(), min_size=1, max_size=8))
        made = readings(said, number)
        with ledger.open(path, "write") as book:
            book.add(made, reader="r")
            kept += [c.id for r in made for c in r.claims]
            if data.draw(st.booleans()):
                other = data.draw(st.sampled_from(kept)).split("-", 1)[1]
                if other != made[0].article.id:
                    a, b = sorted((other, made[0].article.id))
                    book.add_pairs([ledger.Pair(first=a, second=b, kind="copy", likeness=1.0, words="")])
            for step in decisions(data, kept, book):
                book.decide("me", *step[:2], value=step[2], why="x")
        for _ in range(2):
            at, known = data.draw(st.none() | DAYS), data.draw(st.none() | DAYS)
            compared(path, at, known)


def decisions(
    data: st.DataObject, kept: list[str], book: ledger.Ledger
) -> Iterator[tuple[str, list[str], dict[str, Any]]]:
    for verb in data.draw(st.lists(DECIDE, max_size=2)):
        one = data.draw(st.sampled_from(kept))
        if verb == "correct":
            doer, _, to = data.draw(st.sampled_from(ENDS)).split()
            yield verb, [one], {"from": doer, "to": to, "stage": data.draw(st.sampled_from(["done", "promised"]))}
        elif verb == "grade":
            yield verb, [data.draw(st.sampled_from(["John Kirby", "PRK", "Paper 1"]))], {"letter": "E"}
        elif verb == "undo":
            if earlier := [d.id for d in book.decisions()]:
                yield verb, [data.draw(st.sampled_from(earlier))], {}
        else:
            yield verb, [one], {}


def test_a_new_article_costs_only_its_own_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "x.duckdb"
    said = [claim(f"{e} transfer arms done CT+", by=f"Speaker {k}/", on="2022-11-08") for k, e in enumerate(ENDS)]
    with ledger.open(path, "write") as book:
        book.add(readings(said, 0))
    weighed: list[str] = []
    real = upkeep.weigh

    def counting(job: Any) -> Any:
        weighed.extend("-".join(e) for e in job.records)
        return real(job)

    monkeypatch.setattr(upkeep, "weigh", counting)
    world.standing(path)
    assert len(weighed) == 4
    world.standing(path)
    world.standing(path, at="2023-03-01")
    assert len(weighed) == 4, "a later day is told from what was weighed"
    with ledger.open(path, "write") as book:
        book.add(readings([claim("PRK > RUS transfer arms done CT-", by="/PRK/government", on="2022-11-09")], 1))
    world.standing(path)
    assert weighed[4:] == ["PRK-RUS"]
    compared(path, None, None)


WRITER = """
import sys, time
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from ostraka import ledger
from ostraka.weighing.arrivals import Arrivals
from tests.weighing.test_world import readings
from tests.weighing.build import claim
path, arrivals, slowest = Path(sys.argv[1]), None, 0.0
for k in range(12):
    start = time.monotonic()
    with ledger.open(path, "write") as book:
        slowest = max(slowest, time.monotonic() - start)
        arrivals = arrivals.at(book) if arrivals else Arrivals(book)
        said = [claim(f"PRK > RUS transfer arms done CT{'+-'[k % 2]}", by=f"Speaker {k}/", on=f"2022-11-{k + 1:02}")]
        book.add(readings(said, k), sketch=arrivals.sketch, copies=arrivals.copies)
print(slowest)
"""


def test_one_process_adds_while_others_ask(tmp_path: Path) -> None:
    """Neither errs nor starves, and what is told in the end is what weighing everything says."""
    path = tmp_path / "x.duckdb"
    with ledger.open(path, "write") as book:
        book.add(readings([claim("IRN > RUS transfer arms done CT+")], 99))
    root = str(Path(__file__).parents[2])
    writer = subprocess.Popen([sys.executable, "-c", WRITER, str(path), root], stdout=subprocess.PIPE, text=True)
    asked, slowest = 0, 0.0
    while writer.poll() is None:
        start = time.monotonic()
        assert world.standing(path).ties
        asked, slowest = asked + 1, max(slowest, time.monotonic() - start)
    out, _ = writer.communicate(timeout=60)
    assert writer.returncode == 0 and float(out) < 15, "the writer waited for readers no longer than that"
    assert asked >= 3 and slowest < 15
    compared(path, None, None)
    with ledger.open(path) as book:
        assert book.counts()["articles"] == 13


def test_a_sidecar_that_is_broken_or_gone_is_made_anew(tmp_path: Path) -> None:
    path = tmp_path / "x.duckdb"
    with ledger.open(path, "write") as book:
        book.add(readings([claim("PRK > RUS transfer arms done CT+")], 0))
    first = world.standing(path)
    beside = tmp_path / "x.duckdb.weighed"
    assert beside.exists()
    for file in tmp_path.glob("x.duckdb.weighed*"):
        file.unlink()
    beside.write_bytes(b"nothing of the kind " * 500)
    assert world.standing(path) == first


def test_what_was_worked_out_from_an_older_ledger_is_not_kept(tmp_path: Path) -> None:
    path = tmp_path / "x.duckdb"
    with ledger.open(path, "write") as book:
        book.add(readings([claim("PRK > RUS transfer arms done CT+")], 0))
    world.standing(path)
    with sidecar(path) as side:
        assert not side.put(b"an older mark", "rows", [], {})


def test_part_of_a_ledger_is_weighed_as_in_the_whole(tmp_path: Path) -> None:
    path = tmp_path / "x.duckdb"
    said = [
        claim("IRN > RUS transfer arms done CT+", by="Jake Sullivan/USA"),
        claim("USA > IRN sanction sanctions done CT+"),
        claim("PRK > RUS transfer arms done CT+"),
    ]
    with ledger.open(path, "write") as book:
        book.add(readings(said, 0))
        book.add_pairs([ledger.Pair(first="0-0", second="0-2", kind="copy", likeness=1.0, words="")])
    with ledger.open(path) as book:
        whole = {t.id: t for t in weighing.ties(weighing.load(book))}
        some = weighing.ties(world.part(book, ends=[("IRN", "RUS")]))
        assert [whole[t.id] for t in some] == some and len(some) == 1
        of_russia = weighing.ties(world.part(book, states=["RUS"]))
        assert [whole[t.id] for t in of_russia] == of_russia and len(of_russia) == 2


def test_by_pieces_and_all_at_once_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However few claims are looked at at once, and whenever it is broken off, the numbers are the same."""
    whole, pieces = (tmp_path / name / "x.duckdb" for name in ("whole", "pieces"))
    said = [
        claim(f"{e} transfer arms done CT{sign}", by=f"Speaker {k % 2}/", on=f"2022-11-{k + 1:02}")
        for k, (e, sign) in enumerate((e, sign) for e in ENDS for sign in "++-")
    ]
    for path in (whole, pieces):
        path.parent.mkdir()
        with ledger.open(path, "write") as book:
            book.add(readings(said, 0))
            book.add_pairs([ledger.Pair(first=a, second=b, kind="copy", likeness=1.0, words="") for a, b in LINKS])
    expected = world.standing(whole), world.disputes(whole)
    calls: list[int] = []
    real = upkeep.weigh

    def breaking(job: Any) -> Any:
        calls.append(len(job.records))
        if len(calls) == 3:
            raise KeyboardInterrupt
        return real(job)

    monkeypatch.setattr(upkeep, "weigh", breaking)
    monkeypatch.setitem(upkeep.pieces(), "chunk", 1)
    monkeypatch.setitem(upkeep.pieces(), "read", 2)
    with pytest.raises(KeyboardInterrupt):
        world.standing(pieces)
    assert (world.standing(pieces), world.disputes(pieces)) == expected
    assert calls == [1] * 5, "four ends; what was weighed before it was broken off was not weighed again"


LINKS = [("0-0", "0-3"), ("0-3", "0-7"), ("0-1", "0-2")]  # copies across ends, one through another


ORPHANING = """
import os, sys, time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from ostraka.weighing.part import follow
if __name__ == "__main__":
    pool = ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=follow, initargs=(os.getpid(),))
    print(pool.submit(os.getpid).result(), flush=True)
    time.sleep(600)
"""


def test_a_worker_ends_with_the_process_that_gave_the_work(tmp_path: Path) -> None:
    script = tmp_path / "orphaning.py"
    script.write_text(ORPHANING)
    giver = subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, text=True)
    assert giver.stdout is not None
    worker = int(giver.stdout.readline())
    giver.kill()
    giver.wait()
    for _ in range(600):
        try:
            os.kill(worker, 0)
        except ProcessLookupError:
            break
        if Path(f"/proc/{worker}/stat").exists() and " Z " in Path(f"/proc/{worker}/stat").read_text():
            break  # ended; whoever adopted it has not looked yet
        time.sleep(0.1)
    else:
        raise AssertionError("the worker still waits for work")
