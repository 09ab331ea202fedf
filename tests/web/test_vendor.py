"""What others wrote and we carry: named, licensed, unchanged."""

import hashlib
import tomllib
from pathlib import Path

import pytest

import ostraka.web.app as web

FOLDERS = [Path(web.__file__).parent / "static/vendor", Path(__file__).parent / "vendor"]
ROWS = [
    (folder, name, row)
    for folder in FOLDERS
    for name, row in tomllib.loads((folder / "manifest.toml").read_text(encoding="utf-8")).items()
]


@pytest.mark.parametrize(("folder", "name", "row"), ROWS, ids=[name for _, name, _ in ROWS])
def test_file_is_the_one_that_the_manifest_names(folder, name, row):
    assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == row["sha256"]
    assert row["version"] in row["source"] and row["licence"] and (folder / row["licence_file"]).exists()


@pytest.mark.parametrize("folder", FOLDERS, ids=["app", "tests"])
def test_no_file_is_carried_without_its_row(folder):
    rows = tomllib.loads((folder / "manifest.toml").read_text(encoding="utf-8"))
    known = {"manifest.toml", *rows, *(row["licence_file"] for row in rows.values())}
    assert {p.name for p in folder.iterdir()} == known
