"""The words of one language that tell sources apart: roles, media, documents, bodies, pronouns (`[speakers]`)."""

from __future__ import annotations

from functools import cache
from typing import Any, NamedTuple

from ostraka.languages.pack import tables

__all__ = ["SpeakerWords", "speaker_words"]


class SpeakerWords(NamedTuple):
    """The words of one language that tell sources apart (`[speakers]` of its attribution tables)."""

    honorifics: frozenset[str]
    roles: frozenset[str]
    anonymous: frozenset[str]
    government: frozenset[str]
    body: frozenset[str]
    media: frozenset[str]
    media_names: frozenset[str]
    document: frozenset[str]
    pronouns: frozenset[str]
    plural_pronouns: frozenset[str]
    feminine: frozenset[str]
    masculine: frozenset[str]
    neuter: frozenset[str]
    definite: frozenset[str]
    times: frozenset[str]
    first_person: frozenset[str]
    latter: frozenset[str]
    ranks: frozenset[str]
    portfolios: frozenset[str]
    wrappers: frozenset[str]
    impersonal: frozenset[str]
    members: frozenset[str]
    opponents: frozenset[str]
    unseen: frozenset[str]
    wires: frozenset[str]
    reporters: frozenset[str]
    whereabouts: frozenset[str]
    within: frozenset[str]


@cache
def speaker_words(language: str) -> SpeakerWords:
    """The speaker words of a language, from whichever attribution table holds them."""
    words: dict[str, Any] = {}
    for content in tables(language, "attribution").values():
        words |= content.get("speakers", {})
    return SpeakerWords(**{k: frozenset(words.get(k, ())) for k in SpeakerWords._fields})
