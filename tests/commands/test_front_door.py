"""The handful of verbs of `import ostraka`."""

from __future__ import annotations

import io
import subprocess
import sys

import ostraka
from ostraka.intake import Refusal

STORY = b"Iran sent drones to Russia in October 2022. Ukraine accused Tehran of arming Moscow."


def test_articles_and_readings_with_refusals_in_between():
    first, second = ostraka.articles(io.BytesIO(STORY), "nowhere.txt")
    assert first.language == "en" and isinstance(second, Refusal)
    found = list(ostraka.read(io.BytesIO(STORY), "nowhere.txt", published="2022-11-08"))
    assert sorted(isinstance(x, Refusal) for x in found) == [False, True]
    (reading,) = [x for x in found if not isinstance(x, Refusal)]
    assert reading.claims and reading.article.published == "2022-11-08"


def test_explain_twice():
    for _ in range(2):
        assert ostraka.explain("Iran sent drones to Russia.", "en").claims


def test_importing_it_imports_nothing_heavy():
    program = "import ostraka, sys; print({'spacy', 'duckdb', 'numpy', 'typer', 'msgspec'} & set(sys.modules))"
    code = f"import sys; sys.path[:0] = {sys.path!r}; {program}"
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip()
        == "set()"
    )
