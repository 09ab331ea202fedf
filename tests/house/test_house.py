"""The rules of the house that no linter knows: words are data, one place for each outside library, pages for everything."""

from __future__ import annotations

import ast
import csv
import doctest
import importlib
import re
import tomllib
from pathlib import Path

import pytest

import ostraka
from ostraka.commands.app import COMMANDS
from ostraka.errors import OstrakaError
from ostraka.intake.repairs.tables import shared
from ostraka.languages.pack import languages
from ostraka.relations.table import reach

SOURCE = Path(ostraka.__file__).parent
ROOT = SOURCE.parent.parent
MODULES = sorted(SOURCE.rglob("*.py"))
DATA = sorted(p for p in SOURCE.rglob("*") if p.suffix in {".toml", ".csv"})


def name(path):
    return str(path.relative_to(SOURCE))


def imported(path):
    """Every module name that a file imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield node.module or ""


def importers(*packages):
    return {name(p) for p in MODULES if any(m.split(".")[0] in packages for m in imported(p))}


def test_only_two_modules_see_the_parser():
    assert importers("spacy", "thinc") == {"reading/parsing/parse.py", "reading/parsing/quick.py"}


def test_only_the_ledger_sees_the_store():
    assert {path.split("/")[0] for path in importers("duckdb", "sqlite3")} == {"ledger"}


LONGEST = 500  # lines; a module that comes near has two jobs
STATEMENT = re.compile(
    r"\b(SELECT\s.+\sFROM|INSERT\s+INTO|CREATE\s+(OR\s+REPLACE\s+)?(TABLE|VIEW)|DELETE\s+FROM)\b", re.I | re.S
)


def strings(path):
    """The strings of a file that are not docstrings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docs = {id(n.value) for n in ast.walk(tree) if isinstance(n, ast.Expr) and isinstance(n.value, ast.Constant)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
            yield node.value


def test_no_sql_outside_the_ledger():
    found = [
        name(p) for p in MODULES if not name(p).startswith("ledger/") and any(STATEMENT.search(s) for s in strings(p))
    ]
    assert found == []


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_no_language_is_named_in_code(path):
    compared = [
        ast.unparse(node)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Compare | ast.Dict | ast.Tuple | ast.List | ast.Set | ast.Call | ast.Subscript)
        for part in ast.iter_child_nodes(node)
        if isinstance(part, ast.Constant) and part.value in languages()
    ]
    assert compared == []


@pytest.mark.parametrize("path", DATA, ids=name)
def test_data_file_loads(path):
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".toml":
        assert tomllib.loads(text)
        return
    rows = list(csv.reader(line for line in text.splitlines() if line.strip() and not line.startswith("#")))
    assert len(rows) > 1 and {len(row) for row in rows} == {len(rows[0])}


REACHES = re.compile(r"""reach\(\)\["(\w+)"\]\["(\w+)"\]""")
NOT_OF_THE_TEXT = {"BATCH", "BLOCK", "LONGEST", "MOST", "PAIR", "SELDOM"}  # of the machine; what "two" means


def test_every_reach_of_reading_is_a_row_that_is_used():
    used = {m.groups() for p in MODULES for m in REACHES.finditer(p.read_text(encoding="utf-8"))}
    assert used == {(step, row) for step, rows in reach().items() for row in rows}


ARITHMETIC = {f"reading/dating/{m}.py" for m in ("calendar", "dates", "meaning", "numbers", "patterns")}  # of days
ARITHMETIC |= {"reading/parsing/vectors.py"}  # of the parser's
STRUCTURE = {0, 1, 2, -1}  # none, this one, the next; a whole


def numbers(path):
    """The numbers of a module that say how much: none that only count places, years or the bytes of a cache."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    places = [n for node in ast.walk(tree) if isinstance(node, ast.Subscript) for n in ast.walk(node.slice)]
    named = [n for node in ast.walk(tree) if isinstance(node, ast.Assign) and len(node.targets) == 1
             for n in ast.walk(node.value) if getattr(node.targets[0], "id", "") in NOT_OF_THE_TEXT]  # fmt: skip
    caches = [n for node in ast.walk(tree) if isinstance(node, ast.keyword) and node.arg == "maxsize"
              for n in ast.walk(node.value)]  # fmt: skip
    apart = {id(n) for n in (*places, *named, *caches)}
    for node in ast.walk(tree):
        number = isinstance(node, ast.Constant) and isinstance(node.value, int | float)
        if number and not isinstance(node.value, bool) and node.value not in STRUCTURE and id(node) not in apart:
            yield node.value, node.lineno


@pytest.mark.parametrize(
    "path", [p for p in MODULES if name(p).startswith("reading/") and name(p) not in ARITHMETIC], ids=name
)
def test_no_reach_of_reading_is_written_in_code(path):
    assert list(numbers(path)) == []


def test_modules_stay_small():
    assert [name(p) for p in MODULES if len(p.read_text(encoding="utf-8").splitlines()) > LONGEST] == []


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_module_says_why_it_exists(path):
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))


TOLD = [p for p in MODULES if ">>> " in p.read_text(encoding="utf-8")]


@pytest.mark.parametrize("path", TOLD, ids=name)
def test_the_examples_of_docstrings_run(path):
    module = importlib.import_module(".".join(("ostraka", *path.relative_to(SOURCE).with_suffix("").parts)))
    ran = doctest.testmod(module)
    assert ran.attempted and not ran.failed


@pytest.mark.parametrize("command", COMMANDS, ids=lambda c: c.name)
def test_command_is_there_and_its_help_has_an_example(command):
    run = importlib.import_module(command.module).run
    assert f"ostraka {command.name}" in run.__doc__


def page(path):
    return (ROOT / path).read_text(encoding="utf-8")


@pytest.mark.parametrize("command", COMMANDS, ids=lambda c: c.name)
def test_command_has_its_place_in_the_docs(command):
    assert f"## {command.name}" in page("docs/commands.md")


def test_every_kind_of_repair_and_damage_is_in_the_docs():
    assert [kind for kind in shared().words if kind not in page("docs/intake.md")] == []


def test_every_error_has_its_exit_code_in_the_docs():
    codes = {error.exit_code for error in OstrakaError.__subclasses__()}
    assert {code for code in codes if f"| {code} |" not in page("docs/commands.md")} == set()


def test_every_page_is_in_the_index_and_every_link_leads_somewhere():
    index = page("docs/index.md")
    for path in sorted((ROOT / "docs").glob("*.md")):
        assert path.name == "index.md" or f"({path.name})" in index, path.name
    for path in [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("*.md")]:
        for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", path.read_text(encoding="utf-8")):
            assert (path.parent / target).exists(), f"{path.name} → {target}"


def test_constraints_name_no_address():
    lines = page("constraints.txt").splitlines()
    assert lines and all(re.fullmatch(r"[a-z0-9._-]+==[A-Za-z0-9.+!]+( ;.*)?", line) for line in lines)


def test_constraints_hold_every_dependency():
    project = tomllib.loads(page("pyproject.toml"))["project"]
    wanted = project["dependencies"] + project["optional-dependencies"]["dev"]
    fixed = {line.split("==")[0] for line in page("constraints.txt").splitlines()}
    assert {re.split(r"[<>=\[]", w)[0].lower() for w in wanted} <= fixed


def test_the_readme_says_the_commands_that_the_checks_run():
    assert "./setup.sh test" in page("README.md") and page(".ci/run").rstrip().endswith("./setup.sh test")
    assert "./setup.sh && .venv/bin/ostraka demo" in page("README.md")
