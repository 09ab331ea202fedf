"""A track record taken as a reliability: where a user wants it, with its cases, and never by itself."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from ostraka import weighing
from ostraka.claims import Claim
from ostraka.commands.app import main
from ostraka.weighing.tracks import reliability, told_of
from tests.ledger.build import kept
from tests.weighing.build import claim

KIRBY = "John Kirby/USA"


def told(right: int, wrong: int) -> list[Claim]:
    """So many allegations of Kirby that three others bear out, and so many that they deny."""
    made = []
    for k in range(right + wrong):
        on = str(date(2022, 1, 3) + timedelta(days=k))
        line = f"Q{chr(65 + k // 26)}{chr(65 + k % 26)} > RUS transfer arms done"
        made.append(claim(f"{line} CT+", by=KIRBY, on=on))
        sign = "+" if k < right else "-"
        made += [claim(f"{line} CT{sign}", by=f"Observer {n}/", on=on) for n in "ABC"]
    return made


def test_a_record_is_drawn_towards_what_the_kind_makes_one_expect() -> None:
    usual = 0.60
    assert reliability(0, 0, "person") == usual
    assert reliability(3, 12, "person") < usual < reliability(12, 12, "person") < reliability(60, 60, "person") < 0.99
    assert reliability(0, 1000, "person") > 0


def test_a_record_is_told_and_sets_nothing() -> None:
    case = weighing.case(told(12, 0))
    (one,) = told_of(case, {}, "john kirby")
    assert one.record is not None and (one.record.held, one.record.settled) == (12, 12)
    assert one.knows == 0.60 and one.would == reliability(12, 12, "person") > 0.60
    assert told_of(weighing.case(told(9, 0)), {}, "USA")[0].would is None, "nine cases are too few"


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as left:
        main(list(arguments))
    caught = capsys.readouterr()
    return int(left.value.code or 0), caught.out, caught.err


def test_a_user_takes_it_and_every_number_follows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("OSTRAKA_LEDGER", str(tmp_path / "x.duckdb"))
    said = [*told(2, 10), claim("PRK > RUS transfer arms done CT+", by=KIRBY, on="2022-03-01")]
    kept(tmp_path / "x.duckdb", said)

    def credence() -> float:
        return float(json.loads(run(capsys, "pair", "PRK", "RUS", "--json")[1].splitlines()[0])["tie"]["credence"])

    before = credence()
    assert "2 of 12, 1 open" in run(capsys, "sources", "John Kirby")[1]
    assert credence() == before
    code, out, _ = run(capsys, "decide", "grade", "John Kirby", "--set", "knows=record", "--why", "2 of 12", "--json")
    made = json.loads(out)
    assert code == 0 and (made["value"]["held"], made["value"]["settled"]) == (2, 12)
    assert credence() < before
    assert run(capsys, "decide", "undo", made["id"], "--why", "no")[0] == 0
    assert credence() == before
    code, _, error = run(capsys, "decide", "grade", "Observer A", "--set", "knows=record", "--why", "x")
    assert code == 4 and "needs 10" in error
    code, _, error = run(capsys, "decide", "grade", "Nobody", "--set", "knows=record", "--why", "x")
    assert code == 4 and "nobody called" in error
    assert run(capsys, "decide", "grade", "John Kirby", "--set", "knows=1.5", "--why", "x")[0] == 4
