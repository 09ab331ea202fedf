"""`ostraka doctor`: what is installed, what is missing, and what to do about it."""

from __future__ import annotations

import importlib.util
import platform
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

import msgspec
import typer

from ostraka.commands.common import Json, LedgerFile, console, ledger_path, print_json
from ostraka.errors import OstrakaError

__all__ = ["Finding", "findings", "run"]


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """One thing looked at: whether it is well, what was found, and what to do when it is not."""

    what: str
    well: bool
    found: str
    advice: str = ""


def run(json: Json = False, ledger: LedgerFile = None) -> None:
    """Say what is installed, what is missing and why; the exit code is 1 when something is missing.

    No model is loaded and no network is used.

    [bold]Example[/bold]

    ostraka doctor
    """
    found = list(findings(ledger_path(ledger)))
    if json:
        for finding in found:
            print_json(finding)
    else:
        show(found)
    if not all(finding.well for finding in found):
        raise typer.Exit(1)


def show(found: list[Finding]) -> None:
    """One line a finding, and its advice below."""
    from rich.text import Text

    out = console()
    for finding in found:
        mark = Text("  ok  " if finding.well else "  NO  ", style="green" if finding.well else "bold red")
        out.print(mark + Text(f"{finding.what}: {finding.found}"))
        if finding.advice and not finding.well:
            out.print(Text(f"      {finding.advice}"))


def findings(ledger: Path) -> Iterator[Finding]:
    """Everything that is looked at, in the order in which it is needed."""
    well = sys.version_info >= (3, 11)
    yield Finding(what="Python", well=well, found=platform.python_version(), advice="3.11 or later is needed")
    yield from packages()
    yield from languages()
    yield tables()
    yield ledger_file(ledger)


def packages() -> Iterator[Finding]:
    """The packages that Ostraka's own metadata asks for."""
    try:
        wanted = requires("ostraka") or []
    except PackageNotFoundError:
        yield Finding(what="ostraka", well=False, found="runs from its source, not installed", advice="run setup.sh")
        return
    for requirement in wanted:
        if "extra ==" in requirement:
            continue
        name = requirement.split(";")[0].split(">")[0].split("=")[0].split("<")[0].strip()
        try:
            yield Finding(what=name, well=True, found=version(name))
        except PackageNotFoundError:
            yield Finding(what=name, well=False, found="is not installed", advice="run setup.sh again")


def languages() -> Iterator[Finding]:
    """The parser's package of each language, looked for without loading it."""
    from ostraka.languages.pack import languages as codes
    from ostraka.languages.pack import table

    for code in codes():
        data = table(code, "language")
        there = importlib.util.find_spec(data["model"]) is not None
        found = f"{data['model']} {'is there' if there else 'is not installed'}"
        yield Finding(what=f"language {code} ({data['name']})", well=there, found=found, advice="run setup.sh again")


def tables() -> Finding:
    """Whether the tables of intake load; those of reading are loaded by their own tests and at first use."""
    from ostraka.intake.repairs.tables import language_table, shared
    from ostraka.intake.settings import settings
    from ostraka.languages.pack import languages as codes

    try:
        settings(), shared(), [language_table(code) for code in codes()]
    except OstrakaError as broken:
        return Finding(what="tables", well=False, found=str(broken), advice="mend the file, or install again")
    return Finding(what="tables", well=True, found="load")


def ledger_file(path: Path) -> Finding:
    """Whether there is a ledger, and how large; a missing one is no fault."""
    if not path.exists():
        return Finding(what="ledger", well=True, found=f"none yet; it will be {path}")
    size = path.stat().st_size / 1e6
    return Finding(what="ledger", well=path.is_file(), found=f"{path} ({size:.1f} MB)", advice="it is not a file")
