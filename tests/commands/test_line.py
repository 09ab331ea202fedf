"""The command line: what goes where, exit codes, one bad input among good ones; without loading a model where none is needed."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import time

import pytest

import ostraka
from ostraka.commands.app import COMMANDS, main
from ostraka.commands.common import day, ledger_path
from ostraka.errors import BadDate

SOURCE = os.path.dirname(os.path.dirname(ostraka.__file__))
STORY = "Iran sent drones to Russia in October 2022. Ukraine accused Tehran of arming Moscow."
BAD = {
    "empty.txt": (b"", "is empty", 3),
    "binary.txt": (bytes(range(256)) * 50, "is binary", 3),
    "book.txt": (b"All quiet in the harbour today. " * 330_000, "longest", 3),
    "spanish.txt": (
        "El ministro de Asuntos Exteriores llegó ayer a Madrid para una visita.".encode(),
        "not read: 'es'",
        4,
    ),
    "page.html": (b"<html><body><nav>Home</nav></body></html>", "without an article", 3),
    "broken.jsonl": (b'{"id": \n', "not JSON", 3),
    "dated.jsonl": (json.dumps({"text": STORY, "published": "2022-02-31"}).encode(), "without a date", 5),
}


def run(capsysbinary, *args):
    """Exit code, stdout and stderr of one call."""
    with pytest.raises(SystemExit) as left:
        main([str(a) for a in args])
    captured = capsysbinary.readouterr()
    return left.value.code or 0, captured.out.decode(), captured.err.decode()


@pytest.fixture
def story(tmp_path):
    path = tmp_path / "story.txt"
    path.write_text(STORY, encoding="utf-8")
    return path


def test_claims_are_lines_of_json(capsysbinary, story):
    code, out, _ = run(capsysbinary, "read", "--json", "--published", "2022-11-08", story)
    claims = [json.loads(line) for line in out.splitlines()]
    assert code == 0 and claims
    for claim in claims:
        assert {"id", "article", "evidence", "cue", "act", "channel", "from", "to", "sources", "stage"} <= set(claim)
        assert claim["article"]["published"] == "2022-11-08"
        span = claim["evidence"]
        assert STORY[span["start"] : span["end"]] == span["text"]
    assert ("transfer", "IRN", "RUS") in {(c["act"], c["from"]["code"], c["to"]["code"]) for c in claims if c["from"]}


def test_attributions_are_lines_of_json(capsysbinary, tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("The minister said that the talks had failed. Nobody else spoke.", encoding="utf-8")
    code, out, _ = run(capsysbinary, "quotes", "--json", path)
    found = [json.loads(line) for line in out.splitlines()]
    assert code == 0 and found[0]["cue"]["text"] == "said"


def test_readable_output(capsysbinary, story):
    code, out, _ = run(capsysbinary, "read", story)
    assert code == 0 and "(IRN) → " in out and "transfer · arms" in out
    code, out, _ = run(capsysbinary, "quotes", story)
    assert code == 0 and "attributions: " in out


def test_standard_input(capsysbinary, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(STORY.encode())))
    code, out, _ = run(capsysbinary, "read", "--json", "-")
    assert code == 0 and out


def test_explain_shows_the_parse_and_the_claims(capsysbinary):
    code, out, _ = run(capsysbinary, "explain", "--language", "en", "Iran sent drones to Russia.")
    assert code == 0 and "nsubj" in out and "IRN" in out and "transfer" in out
    code, out, _ = run(capsysbinary, "explain", "--json", "--language", "en", "Iran sent drones to Russia.")
    assert code == 0 and json.loads(out)["language"] == "en"


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_said_and_the_others_are_read(capsysbinary, tmp_path, story, name):
    data, words, expected = BAD[name]
    bad = tmp_path / name
    bad.write_bytes(data)
    code, out, err = run(capsysbinary, "read", "--json", bad, story)
    assert code == expected
    assert words in err and "Traceback" not in err
    assert out.count('"act":"transfer"') >= 1


def test_article_without_a_date_is_read_and_said(capsysbinary, story):
    code, out, err = run(capsysbinary, "read", "--json", story)
    assert code == 0 and out and "no date of publication" in err


def test_missing_file(capsysbinary, tmp_path):
    code, out, err = run(capsysbinary, "read", tmp_path / "none.txt")
    assert code == 3 and "no such file" in err and not out


@pytest.mark.parametrize(
    ("options", "expected"),
    [(("--published", "31.12.2022"), 5), (("--published", "2022-13-01"), 5), (("--language", "de"), 4)],
)
def test_wrong_options(capsysbinary, story, options, expected):
    code, out, err = run(capsysbinary, "read", *options, story)
    assert code == expected and options[1] in err and not out


def test_usage_errors(capsysbinary):
    assert run(capsysbinary, "read")[0] == 2
    code, _, err = run(capsysbinary, "raed", "x")
    assert code == 2 and "raed" in err


@pytest.mark.parametrize("command", COMMANDS, ids=lambda c: c.name)
def test_help_of_every_command(capsysbinary, command):
    code, out, _ = run(capsysbinary, command.name, "--help")
    assert code == 0 and "Usage" in out


def test_help_lists_every_command_and_loads_nothing_heavy():
    program = (
        "import sys; from ostraka.commands.app import main\n"
        "try: main(['--help'])\n"
        "except SystemExit: pass\n"
        "print({'spacy', 'duckdb', 'numpy', 'trafilatura', 'py3langid'} & set(sys.modules), file=sys.stderr)"
    )
    started = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": SOURCE},
    )
    assert done.stderr.strip() == "set()"
    assert all(command.name in done.stdout for command in COMMANDS)
    assert time.perf_counter() - started < 5  # a second on a quiet machine; the bound is for a loaded one


def test_doctor_finds_the_languages(capsysbinary, tmp_path):
    _, out, _ = run(capsysbinary, "doctor", "--json", "--ledger", tmp_path / "l.duckdb")
    found = {json.loads(line)["what"].split(" (")[0]: json.loads(line)["well"] for line in out.splitlines()}
    assert found["language en"] and found["language fr"] and found["tables"] and found["ledger"]


def test_dates_and_ledger(monkeypatch, tmp_path):
    assert day("--at", "2024-02") == "2024-02-29" and day("--at", None) is None
    with pytest.raises(BadDate, match="--known"):
        day("--known", "soon")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert ledger_path(None) == tmp_path / "ostraka" / "ledger.duckdb"


@pytest.mark.parametrize("language", ["en", "fr"])
def test_claims_are_told_in_the_language_asked(capsysbinary, story, tmp_path, language):
    book = tmp_path / "l.duckdb"
    assert run(capsysbinary, "add", story, "--ledger", book)[0] == 0
    code, out, _ = run(capsysbinary, "claims", "--ledger", book, "--in", language)
    told = {"en": "Iran has supplied drones to Russia", "fr": "l’Iran a fourni des drones à la Russie"}
    assert code == 0 and told[language] in out
    none = run(capsysbinary, "claims", "--ledger", book, "--in", language, "--state", "NZL")[1]
    assert none.strip() == {"en": "no claim fits", "fr": "aucune affirmation ne convient"}[language]
    for wrong in (["claims", "--act", "nope"], ["claims", "--channel", "nope"], ["pair", "RUS", "Russia"]):
        code, out, err = run(capsysbinary, *wrong, "--ledger", book)
        assert code == 4 and not out and err.count("\n") == 1
