"""A draft to an article: its language told, its date looked for, its text repaired by edits."""

from __future__ import annotations

from ostraka.claims import Article, Trouble
from ostraka.errors import InputError, OstrakaError
from ostraka.intake.dates import dateline
from ostraka.intake.draft import Draft
from ostraka.intake.language import detect, named
from ostraka.intake.refusal import Refusal
from ostraka.intake.repairs import repair
from ostraka.intake.settings import settings

__all__ = ["build", "finish"]

NO_DATE = Trouble(code="date.missing", words="no date of publication; give one with --published")


def finish(draft: Draft, *, published: str | None, language: str | None) -> Article | Refusal:
    """The article of a draft, or the refusal that says why there is none."""
    try:
        return build(draft, published=published, language=language)
    except OstrakaError as error:
        code = "input.unreadable" if isinstance(error, InputError) else "language.unknown"
        return Refusal.of(draft.where, error, code)


def build(draft: Draft, *, published: str | None, language: str | None) -> Article:
    """The article of a draft; `published` and `language` override all but the draft's own statement.

    Raises InputError for a text that is empty or too long, UnknownName for a language that is not read.
    """
    limit = settings().longest_article
    if len(draft.text) > limit:
        raise InputError(f"has {len(draft.text):,} characters; the longest article may have {limit:,} (intake.toml)")
    if not any(c.isalnum() for c in draft.text):
        raise InputError("has no words in it")
    code, doubt = spoken(draft, language)
    day = draft.published if draft.own and draft.published else published or draft.published
    day = day or dateline(draft.text, code)
    edits, damage = repair(draft.text, code)
    undated = () if day or any(t.code == "date.invalid" for t in draft.trouble) else (NO_DATE,)
    return Article(
        id=draft.id or draft.sha256[:16],
        original=draft.text,
        language=code,
        title=draft.title,
        published=day,
        publisher=draft.publisher,
        url=draft.url,
        sha256=draft.sha256,
        edits=edits,
        trouble=draft.trouble + doubt + undated + damage,
    )


def spoken(draft: Draft, language: str | None) -> tuple[str, tuple[Trouble, ...]]:
    """The language of a draft: its own statement, then the option, then what the words show."""
    if draft.own and draft.language:
        return named(draft.language), ()
    return (language, ()) if language else detect(draft.text)
