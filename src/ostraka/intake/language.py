"""Which language an article is in; one that is not read is refused by name."""

from __future__ import annotations

from functools import cache
from typing import Any

from ostraka.claims import Trouble
from ostraka.errors import UnknownName
from ostraka.intake.settings import settings
from ostraka.languages.pack import languages

__all__ = ["detect", "named"]


def named(given: str) -> str:
    """The code of a language that we read, from a code with or without a region.

    >>> named("EN-gb")
    'en'

    Raises UnknownName for a language that we do not read.
    """
    code = given.strip().lower().replace("_", "-").partition("-")[0]
    if code not in languages():
        raise UnknownName(f"is in a language that is not read: {given!r} (read are {', '.join(languages())})")
    return code


@cache
def identifier(codes: tuple[str, ...]) -> Any:
    """The classifier, restricted to some languages; loaded once (a quarter of a second)."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    found = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    found.set_languages(list(codes))
    return found


def detect(text: str) -> tuple[str, tuple[Trouble, ...]]:
    """The language of a text, and a Trouble when it was too short or mixed to be sure.

    Raises UnknownName for a language that we do not read.
    """
    limits = settings()
    head = text[: limits.detection_reach]
    code, probability = identifier(tuple(sorted({*limits.routed_languages, *languages()}))).classify(head)
    unsure = probability < limits.sure_language or len(head.split()) < limits.few_words
    if not unsure:
        return named(code), ()
    code, probability = identifier(languages()).classify(head)
    words = f"too little text to be sure of its language; read as {code}"
    return code, (Trouble(code="language.guessed", words=words),)
