"""The words of the interface: our phrases beside the brief's, per language, all from data files."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from fastapi import Request

from ostraka.brief.naming import comparable, names
from ostraka.brief.words import Words, capital, words, written_languages
from ostraka.languages.pack import load_toml
from ostraka.weighing import words as weighing_words

__all__ = ["COOKIE", "Tongue", "called", "chosen", "tongue"]

HERE = Path(__file__).parent
COOKIE = "ostraka_language"


class Tongue:
    """The interface in one language: `ui` our phrases, `w` the brief's words."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.ui: dict[str, Any] = load_toml(HERE / f"ui.{language}.toml")
        self.troubles: dict[str, Any] = load_toml(HERE / f"troubles.{language}.toml")
        self.w: Words = words(language)

    def say(self, key: str, **slots: object) -> str:
        """A phrase of the interface, filled."""
        return str(self.ui[key]).format(**slots)

    def channel(self, code: str) -> str:
        """A channel's name."""
        return capital(str(self.w.phrases["channels"].get(code, code)))

    def stage(self, code: str) -> str:
        """A rung's name."""
        return str(self.w.phrases["stages"].get(code, code))

    def verb(self, code: str) -> str:
        """A stance's name."""
        return str(self.ui["verbs"].get(code, code))

    def trouble(self, words: str) -> str:
        """What may be wrong, in this language where we have it."""
        return str(self.troubles.get(words, words))

    def estimative(self, credence: float) -> str:
        """The word for a likelihood."""
        return weighing_words.estimative(credence, self.language)


def called(name: str, actor: str | None, t: Tongue) -> str:
    """A speaker's name; a state that speaks for itself has its name in the reader's language."""
    itself = actor is not None and (name == actor or names().get(comparable(name)) == actor)
    return t.w.bare(actor) if itself and actor else name


@cache
def tongue(language: str) -> Tongue:
    """The interface in a language that we write."""
    return Tongue(language)


def chosen(request: Request) -> Tongue:
    """The language of a request: asked for, remembered, preferred by the browser, else the first of ours."""
    preferred = [x.split(";")[0].split("-")[0].strip() for x in request.headers.get("accept-language", "").split(",")]
    wanted = [request.query_params.get("lang"), request.cookies.get(COOKIE), *preferred, weighing_words.LANGUAGE]
    return tongue(next(x for x in wanted if x in written_languages()))
