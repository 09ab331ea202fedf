"""The harness of documented cases, on made-up tables in the published forms."""

from __future__ import annotations

import importlib.util
import random
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def harness() -> ModuleType:
    spec = importlib.util.spec_from_file_location("isolated", ROOT / "benchmarks" / "isolated.py")
    assert spec is not None and spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    sys.modules["isolated"] = made
    spec.loader.exec_module(made)
    return made


def ballots(path: Path, lonely: str) -> Path:
    """A made-up year: all vote yes nine times in ten, the lonely one no."""
    chance = random.Random(5)
    lines = ["rcid,ccode,member,vote,Country,Countryname,year,session,date"]
    for ballot in range(30):
        for ccode in ("2", "20", "200", "220", "560", "710", "750"):
            vote = 3 if ccode == lonely else 1 if chance.random() < 0.9 else 2
            lines.append(f"{ballot},{ccode},1,{vote},x,x,1985,40,1985-11-05")
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


@pytest.mark.parametrize(("lonely", "expected"), [("560", 1.0), ("20", None)])
def test_agreement_finds_the_one_who_votes_alone(
    harness: ModuleType, tmp_path: Path, lonely: str, expected: float | None
) -> None:
    """560 is South Africa, isolated in 1985; where Canada votes alone the score is no better than its list."""
    found = harness.main(["votes", str(ballots(tmp_path / "UNVotes.csv", lonely))])
    values = {(name, listed): value for name, listed, _, value in found}
    s = values["mean UN agreement (S)", "core"]
    assert s == expected if expected is not None else s < 1
    assert ("mean UN kappa", "ext") in values


def test_scores_of_ones_own_and_size(harness: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    mine, gdp = tmp_path / "mine.csv", tmp_path / "gdp.csv"
    mine.write_text("state,year,score\nZAF,1985,3\nUSA,1985,2\nFRA,1985,1\n", encoding="utf-8")
    gdp.write_text("state,year,gdp\nZAF,1985,50\nUSA,1985,4000\nFRA,1985,600\n", encoding="utf-8")
    found = harness.main(["score", str(mine), "--gdp", str(gdp)])
    assert [(how, value) for _, listed, how, value in found if listed == "core"] == [("raw", 1), ("size-adjusted", 1)]
    assert "1 states, 1 years" in capsys.readouterr().out


def test_other_tables_are_read_by_their_importers(harness: ModuleType) -> None:
    samples = ROOT / "tests" / "exchange" / "samples"
    trade = harness.trade(samples / "cow-trade.csv", 1900, 2100)
    assert trade["trade degree"]["RUS", 2010] == -1 and trade["trade HHI"]["RUS", 2010] == 1
    allies = harness.allies(samples / "atop.csv", 1900, 2100)["alliance degree"]
    assert allies["USA", 2010] == -1 and allies["RUS", 2010] == -1


def test_what_cannot_be_measured_says_so(
    harness: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A table without any state of the lists."""
    own = tmp_path / "own.csv"
    own.write_text("state,year,score\nNZL,2000,0.3\nFRA,2000,0.5\n", encoding="utf-8")
    harness.main(["score", str(own)])
    told = capsys.readouterr().out
    assert "cannot be measured" in told and "nan" not in told
