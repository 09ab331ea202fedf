"""The table of commands, and the program that runs one of them.

A command is a row here and a module with a function `run`, whose parameters are its
options (typer) and whose docstring is its help. Only the module of the command that was
asked for is imported, so `ostraka --help` costs no parser and no store.
"""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Callable, Sequence
from keyword import iskeyword
from typing import Any, NamedTuple

import typer

from ostraka.errors import OstrakaError

__all__ = ["COMMANDS", "Command", "build", "main"]


class Command(NamedTuple):
    """One row: its name, which is also its module's, one line of help, and the panel it is listed in."""

    name: str
    help: str
    panel: str

    @property
    def module(self) -> str:
        """The module that has `run`; a name that is a word of Python has a _ after it."""
        return f"ostraka.commands.{self.name}{'_' if iskeyword(self.name) else ''}"


COMMANDS = (
    Command("demo", "Read our fifteen demonstration articles and print the brief on Russia.", "Begin"),
    Command("read", "Print the claims of articles; nothing is stored.", "Read"),
    Command("quotes", "Print who says what in articles; nothing is stored.", "Read"),
    Command("explain", "Show how one sentence is read, and where each rule stopped.", "Read"),
    Command("add", "Read articles into the ledger; the same article twice adds nothing.", "Ledger"),
    Command("import", "Read tables of statistics (votes, trade, arms, alliances, sanctions) into it.", "Ledger"),
    Command("export", "Write claims, or the whole ledger, as JSON lines.", "Ledger"),
    Command("verify", "Check that the ledger agrees with itself and can be made again.", "Ledger"),
    Command("claims", "List claims of the ledger.", "Ledger"),
    Command("show", "Show one claim or article with all that is known of it.", "Ledger"),
    Command("decide", "Accept, reject, correct or grade, with a reason; nothing is overwritten.", "Ledger"),
    Command("state", "A state's partners by channel, and how isolated it is.", "Ask"),
    Command("pair", "Two states: the time line, and who says what of them.", "Ask"),
    Command("why", "From a figure to its ties, claims and sentences.", "Ask"),
    Command("roots", "From articles to texts to speakers to independent roots.", "Ask"),
    Command("sources", "Who speaks in the ledger, with letters and track records.", "Ask"),
    Command("diff", "What changed between two dates, in sentences.", "Ask"),
    Command("brief", "A page about a state, every sentence with its evidence.", "Ask"),
    Command("serve", "The web app on localhost: read, see, decide.", "Ask"),
    Command("doctor", "What is installed, what is missing, and why.", "Begin"),
)

ABOUT = "Reads the news and keeps the ledger of attributed claims about how states relate."

EPILOG = (
    "Exit codes: 0 all read · 1 trouble of ours · 2 usage · 3 input · 4 unknown name · 5 date · 6 ledger · 7 data file."
)


def build(wanted: str | None = None) -> typer.Typer:
    """The program; only the command `wanted` is really loaded, the others are listed."""
    app = typer.Typer(
        name="ostraka",
        help=ABOUT,
        epilog=EPILOG,
        no_args_is_help=True,
        rich_markup_mode="rich",
        pretty_exceptions_enable=False,
        add_completion=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(front)
    for command in COMMANDS:
        loaded = command.name == wanted
        run = load(command) if loaded else listed
        app.command(command.name, help=None if loaded else command.help, rich_help_panel=command.panel)(run)
    return app


def print_version(asked: bool) -> None:
    """Print the version and stop, when that was asked."""
    if asked:
        from importlib.metadata import version

        typer.echo(f"ostraka {version('ostraka')}")
        raise typer.Exit


def front(
    version: bool = typer.Option(
        False, "--version", help="Print the version and stop.", is_eager=True, callback=print_version
    ),
) -> None:
    """What stands before every command."""


def listed() -> None:
    """Stands for a command that is only listed by `--help`; `build` loads the one that runs."""
    raise AssertionError("a command was run without being loaded")


def load(command: Command) -> Callable[..., Any]:
    """The function of a command."""
    run: Callable[..., Any] = importlib.import_module(command.module).run
    return run


# numpy reads it when it is loaded, which no command does before: a second thread for the parser's small matrices costs
# more than it brings, and other processes need it
ONE_THREAD = ("OPENBLAS_NUM_THREADS", "1")


def main(args: Sequence[str] | None = None) -> None:
    """Run the command line and leave with its exit code; our own errors become one line on stderr."""
    os.environ.setdefault(*ONE_THREAD)
    arguments = list(sys.argv[1:] if args is None else args)
    wanted = next((a for a in arguments if not a.startswith("-")), None)
    try:
        build(wanted)(arguments, prog_name="ostraka")
    except OstrakaError as error:
        typer.echo(f"ostraka: {error}", err=True)
        raise SystemExit(error.exit_code) from None
