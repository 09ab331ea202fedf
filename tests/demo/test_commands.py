"""`state`, `brief` and `demo` as a user types them, on a small ledger made by hand (no model is loaded)."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from ostraka import ledger
from ostraka.reading import Reading
from tests.brief.build import autumn


def run(*args: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "ostraka", *args],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        env=os.environ | {"COLUMNS": "160"},
    )


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("state") / "small.duckdb"
    made = autumn()
    with ledger.open(path, "write") as opened:
        opened.add(
            [
                Reading(
                    article=a,
                    claims=tuple(c for c in made.claims.values() if c.article.id == a.id),
                    attributions=(),
                    trouble=(),
                )
                for a in made.articles.values()
            ]
        )
    return str(path)


def test_a_state_is_told_with_its_partners(book: str) -> None:
    done = run("state", "russie", "--ledger", book)
    assert done.returncode == 0, done.stderr
    assert "China gets oil from Russia" in done.stdout and "every partner counted alike" in done.stdout


def test_json_has_every_figure_with_its_split(book: str) -> None:
    found = json.loads(run("state", "RUS", "--json", "--ledger", book).stdout)
    figures = found["isolation"]
    assert abs(sum(p["points"] for p in figures["partners"]) - (figures["isolation"] - 50)) < 1e-9
    assert found["ties"] and figures["settings"].startswith("ostraka-measures")


def test_what_was_not_yet_published_is_not_known(book: str) -> None:
    before = json.loads(run("state", "RUS", "--json", "--known", "2022-11-08", "--ledger", book).stdout)
    assert {(t["from"], t["act"]) for t in before["ties"]} == {("PRK", "transfer")}


@pytest.mark.parametrize(
    "args,code,says",
    [
        (("state", "Rusia"), 4, "did you mean RUS (Russia)"),
        (("state", "EU"), 4, "one of its members"),
        (("state", "RUS", "--at", "2022-13-45"), 5, "--at"),
        (("brief", "RUS", "--in", "xx"), 4, "we write en, fr"),
    ],
)
def test_mistakes_are_told_in_one_line(book: str, args: tuple[str, ...], code: int, says: str) -> None:
    done = run(*args, "--ledger", book)
    assert done.returncode == code and says in done.stderr and not done.stdout
    assert len(done.stderr.strip().splitlines()) == 1


def test_no_ledger_yet(tmp_path: Path) -> None:
    done = run("brief", "RUS", "--ledger", str(tmp_path / "none.duckdb"))
    assert done.returncode == 6 and "ostraka add" in done.stderr


def test_the_brief_as_page_terminal_and_json(book: str, tmp_path: Path) -> None:
    html = tmp_path / "russia.html"
    assert run("brief", "RUS", "--html", str(html), "--ledger", book).stdout.strip() == str(html)
    assert html.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert "promised missiles to Russia" in run("brief", "RUS", "--since", "2022-01-01", "--ledger", book).stdout
    assert json.loads(run("brief", "RUS", "--json", "--ledger", book).stdout)["state"] == "RUS"


def test_json_has_the_whole_account_and_its_lines_sum_to_the_figure(book: str) -> None:
    found = json.loads(run("state", "RUS", "--since", "2022-01-31", "--on", "arms", "--json", "--ledger", book).stdout)
    account = found["account"]
    assert abs(sum(a["points"] for a in account["actors"]) - (found["isolation"]["isolation"] - 50)) < 1e-9
    change = account["change"]
    assert abs(change["by_ties"] + change["by_standing"] - (change["after"] - change["before"])) < 1e-9
    assert {"dependence", "levers", "partners", "carriers", "outlets", "flips", "assuming", "slope"} <= set(account)
    assert found["on"] is not None and found["on"] < 50


def test_a_state_with_ordinary_ties_assumed_says_so_and_is_drawn(book: str, tmp_path: Path) -> None:
    drawn = tmp_path / "r.svg"
    done = run("state", "RUS", "--background", "--over", "CSTO", "--plot", str(drawn), "--ledger", book)
    assert done.returncode == 0, done.stderr
    assert "ostraka-background" in done.stdout and drawn.read_text(encoding="utf-8").startswith("<svg")
    assert run("state", "RUS", "--on", "love", "--ledger", book).returncode == 4


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_pair_has_its_figures(book: str, language: str) -> None:
    done = run("pair", "RUS", "IRN", "--since", "2022-01-31", "--in", language, "--ledger", book)
    assert done.returncode == 0, done.stderr
    assert "depends on Iran" in done.stdout or "dépend de l’Iran" in done.stdout
    lines = run("pair", "RUS", "IRN", "--json", "--ledger", book).stdout.splitlines()
    assert json.loads(lines[-1])["figures"]["lever"]["value"] < 0
