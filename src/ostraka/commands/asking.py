"""What every question to the weighed ledger takes, in one place: the day, what was known, the language, the ledger."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Annotated, Any, NamedTuple

import typer

from ostraka.commands.common import At, Json, Known, LedgerFile, day, ledger_path

__all__ = ["Asked", "In", "question"]

In = Annotated[str, typer.Option("--in", metavar="CODE", help="Language of the words: en or fr.")]


class Asked(NamedTuple):
    """The options of a question: days as ISO dates, the language of the words, whether JSON is wanted, the ledger."""

    at: str | None
    known: str | None
    language: str
    json: bool
    path: Path


def dated(
    at: At = None, known: Known = None, language: In = "en", json: Json = False, ledger_file: LedgerFile = None
) -> Asked:
    """The options of a question about one day. BadDate for what is no date, UnknownName for a language."""
    return undated(language, json, ledger_file)._replace(at=day("--at", at), known=day("--known", known))


def undated(language: In = "en", json: Json = False, ledger_file: LedgerFile = None) -> Asked:
    """The options of a question that has days of its own."""
    from ostraka.brief.words import words

    words(language)
    return Asked(None, None, language, json, ledger_path(ledger_file))


def question(run: Callable[..., None], *, options: Callable[..., Asked] = dated) -> Callable[..., None]:
    """A command whose first parameter, `asked`, stands for the options that all questions share.

    @question
    def run(asked: Asked, state: State) -> None: …

    has the arguments and options of `run`, and those of `options` after them.
    """
    own = list(inspect.signature(run, eval_str=True).parameters.values())[1:]
    shared = list(inspect.signature(options, eval_str=True).parameters.values())

    @wraps(run)
    def command(**given: Any) -> None:
        run(options(**{p.name: given.pop(p.name) for p in shared}), **given)

    del command.__wrapped__
    command.__dict__["__signature__"] = inspect.Signature([*own, *shared])
    command.__annotations__ = {p.name: p.annotation for p in (*own, *shared)}
    return command
