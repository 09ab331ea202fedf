"""What the commands share: option types, JSON lines, notes and progress on stderr, exit codes.

Results go to stdout and nothing else does. `Notes` collects what was refused while the
rest of the call goes on, and gives the exit code at the end.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import msgspec
import typer

from ostraka.errors import BadDate
from ostraka.intake.dates import first_and_last

if TYPE_CHECKING:
    from rich.console import Console

    from ostraka.claims import Article
    from ostraka.intake import Refusal

__all__ = [
    "At",
    "Files",
    "Json",
    "Known",
    "Language",
    "LedgerFile",
    "Notes",
    "Published",
    "State",
    "console",
    "day",
    "ledger_path",
    "print_json",
    "progress",
]

Item = TypeVar("Item")

Files = Annotated[
    list[str],
    typer.Argument(metavar="FILE...", help="Text, HTML, .jsonl of articles, folders of them, or - for standard input."),
]
Json = Annotated[bool, typer.Option("--json", help="One JSON object a line, for programs.")]
Published = Annotated[
    str | None,
    typer.Option(
        "--published", metavar="DATE", help="Publication date (YYYY-MM-DD) of articles that do not carry their own."
    ),
]
Language = Annotated[
    str | None, typer.Option("--language", metavar="CODE", help="Language of the articles; found out when left away.")
]
LedgerFile = Annotated[
    Path | None,
    typer.Option(
        "--ledger", metavar="FILE", envvar="OSTRAKA_LEDGER", help="The ledger; a file in your data folder otherwise."
    ),
]
State = Annotated[str, typer.Argument(metavar="STATE", help="A state or bloc: its code (RUS) or its name.")]
At = Annotated[
    str | None, typer.Option("--at", metavar="DATE", help="The day that is asked about: YYYY, YYYY-MM or YYYY-MM-DD.")
]
Known = Annotated[
    str | None, typer.Option("--known", metavar="DATE", help="Count only what had been published by this day.")
]


def ledger_path(given: Path | None) -> Path:
    """The ledger's file: as given, else `ostraka/ledger.duckdb` in the user's data folder (made when missing)."""
    if given is not None:
        return given
    data = os.environ.get("XDG_DATA_HOME")
    folder = (Path(data) if data else Path.home() / ".local" / "share") / "ostraka"
    folder.mkdir(parents=True, exist_ok=True)
    return folder / "ledger.duckdb"


def day(option: str, given: str | None) -> str | None:
    """The last day (ISO) of a date given to `option`; BadDate names the option.

    >>> day("--at", "2022-11")
    '2022-11-30'
    """
    if given is None:
        return None
    try:
        return first_and_last(given)[1]
    except BadDate as wrong:
        raise BadDate(f"{option}: {wrong}") from None


def print_json(record: Any) -> None:
    """One record as one line of JSON (UTF-8) on stdout."""
    sys.stdout.buffer.write(msgspec.json.encode(record) + b"\n")


def console(*, error: bool = False) -> Console:
    """A rich console on stdout (or stderr) that never guesses: no highlighting, no emoji codes."""
    from rich.console import Console

    return Console(stderr=error, highlight=False, emoji=False, soft_wrap=True)


def progress(items: Iterable[Item], label: str, total: int | None = None) -> Iterator[Item]:
    """The items, with a progress bar on stderr when that is a terminal."""
    if not sys.stderr.isatty():
        yield from items
        return
    from rich.progress import track

    yield from track(items, label, total=total, console=console(error=True), transient=True)


class Notes:
    """What has to be said beside the results, on stderr, and the exit code that follows from it."""

    def __init__(self) -> None:
        self.exit_code = 0
        self.refused = 0

    def say(self, words: str) -> None:
        """One note on stderr; standard output is flushed first so that the two stay in order."""
        sys.stdout.flush()
        print(f"ostraka: {words}", file=sys.stderr)

    def refuse(self, refusal: Refusal) -> None:
        """Say what could not be read. The first refusal sets the exit code."""
        self.say(f"{refusal.where}: {refusal.words}")
        if refusal.exit_code:
            self.refused += 1
            self.exit_code = self.exit_code or refusal.exit_code

    def troubled(self, article: Article) -> None:
        """Say what intake had to guess about an article; a date that is none also sets the exit code."""
        for trouble in article.trouble:
            if trouble.start is None:
                self.say(f"{article.title or article.id}: {trouble.words}")
            if trouble.code == "date.invalid":
                self.exit_code = self.exit_code or BadDate.exit_code

    def articles(self, found: Iterable[Article | Refusal]) -> Iterator[Article]:
        """The articles among what intake yields; refusals and guesses are noted on the way."""
        from ostraka.claims import Article

        for item in found:
            if isinstance(item, Article):
                self.troubled(item)
                yield item
            else:
                self.refuse(item)

    def leave(self) -> None:
        """Leave with the exit code, when something was refused."""
        if self.exit_code:
            raise typer.Exit(self.exit_code)


@contextmanager
def notes() -> Iterator[Notes]:
    """Collect notes inside a `with`, and leave with the exit code of what was refused.

    Errors of ours pass through to `app.main`, which prints them.
    """
    noted = Notes()
    yield noted
    sys.stdout.flush()
    noted.leave()
