"""Likelihood and confidence are never told in one phrase: all templates of both languages, with every band in them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ostraka import weighing
from ostraka.weighing.policy import table
from ostraka.weighing.words import estimative
from tests.weighing.build import claim

SOURCE = Path(__file__).parents[2] / "src" / "ostraka"
LANGUAGES = tuple(sorted(set(table("words")["band"][0]) - {"from"}))
# What tells how good the sources are; what it must not stand beside is a word of likelihood or a slot for one.
CONFIDENCE = {
    "en": re.compile(r"\b(confiden\w+|reliab\w+|trustworth\w+|credib\w+)\b", re.I),
    "fr": re.compile(r"\b(confiance|fiab\w+|crédib\w+)\b", re.I),
}
SLOTS = re.compile(r"\{(word|before|after|estimate|likelihood)\b", re.I)
LIKELY = {
    "en": re.compile(r"\b(un)?(likel\w+|probab\w+)\b|\b(chance|certain)\b", re.I),
    "fr": re.compile(r"\b(im)?probab\w+|\bchances?\b|\bcertaine?s?\b", re.I),
}


def strings(value: Any) -> Iterator[str]:
    """All strings of a table, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from strings(part)


def said(value: Any, language: str) -> Iterator[str]:
    """The strings of one language in a table whose leaves are by language."""
    if isinstance(value, dict):
        for key, part in value.items():
            if key == language or isinstance(part, dict | list):
                yield from strings(part) if key == language else said(part, language)
    elif isinstance(value, list):
        for part in value:
            yield from said(part, language)


def templates(language: str) -> list[str]:
    """Everything that the weighing and the brief can say in one language."""
    phrases = tomllib.loads((SOURCE / "brief" / f"phrases.{language}.toml").read_text(encoding="utf-8"))
    tables = [said(table(name), language) for name in ("words", "reasons")]
    return [*strings(phrases), *(s for found in tables for s in found)]


def both(phrase: str, language: str) -> bool:
    """Whether a phrase tells confidence and likelihood at once."""
    likely = SLOTS.search(phrase) or LIKELY[language].search(phrase)
    return bool(likely and CONFIDENCE[language].search(phrase))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_phrase_tells_likelihood_and_confidence(language: str) -> None:
    found = templates(language)
    assert len(found) > 300 and sum(bool(SLOTS.search(s)) for s in found) > 5
    assert [s for s in found if both(s, language)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_band_is_a_word_of_likelihood_alone(language: str) -> None:
    words = [estimative(band["from"], language) for band in table("words")["band"]]
    assert len(set(words)) == len(words)
    assert all(LIKELY[language].search(w) and not CONFIDENCE[language].search(w) for w in words)


def test_the_bands_are_those_of_icd_203() -> None:
    assert [band["from"] for band in table("words")["band"]] == [0.0, 0.05, 0.20, 0.45, 0.55, 0.80, 0.95]


@pytest.mark.parametrize(
    "language,phrase",
    [
        ("en", "Very likely, with high confidence: {clause}."),
        ("en", "{Word} by reliable sources: {clause}."),
        ("fr", "{Word}, avec une confiance moyenne : {clause}."),
        ("fr", "Il est probable, de source fiable, que {clause}."),
    ],
)
def test_such_a_phrase_would_be_found(language: str, phrase: str) -> None:
    assert both(phrase, language)


def test_a_denial_is_not_told_as_the_admission_of_another_kind() -> None:
    """One minister on one day admits drones and denies missiles: for missiles his word is a denial."""
    said = [
        claim("IRN > RUS transfer arms:arms.missile promised CT+", on="2022-10-19", article="a"),
        claim("IRN > RUS transfer arms:arms.uav done CT+", by="Karim Example/IRN", on="2022-11-05", article="b"),
        claim("IRN > RUS transfer arms:arms.missile done CT-", by="Karim Example/IRN", on="2022-11-05", article="b"),
    ]
    missiles = next(p for p in weighing.propositions(said) if p.goods == "arms.missile")
    assert [r.words.split(":")[0] for r in missiles.reasons if r.weight < 0 and r.root] == [
        "Karim Example (Iran) denies it (done, 5 November 2022)"
    ]
