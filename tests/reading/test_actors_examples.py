"""The examples, counter-examples and known misses of languages/xx/actors_examples.toml, all of them."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from ostraka.languages.pack import languages, table
from ostraka.reading.naming import actors
from ostraka.reading.parsing.parse import trees
from ostraka.reading.parsing.tree import Tree

KINDS = ("read", "not", "not_yet", "stands", "named", "person")


@cache
def parsed(language: str) -> dict[str, Tree]:
    """All example sentences of a language, parsed in one batch."""
    texts = list(dict.fromkeys(row[0] for kind in KINDS for row in table(language, "actors_examples")[kind]))
    return dict(zip(texts, trees(texts, language), strict=True))


def cases(kind: str) -> list[Any]:
    """One case a row of a table, in every language."""
    return [
        pytest.param(
            language, row, id=f"{language}: {row[0]} {row[1] if kind in ('stands', 'named', 'not_yet') else ''}"
        )
        for language in languages()
        for row in table(language, "actors_examples")[kind]
    ]


def codes(language: str, text: str) -> set[str | None]:
    """Every code among the actors of a text."""
    return {m.code for m in actors.find(parsed(language)[text], language).mentions}


@pytest.mark.parametrize(("language", "row"), cases("read"))
def test_is_read(language: str, row: list[Any]) -> None:
    assert set(row[1]) <= codes(language, row[0])


@pytest.mark.parametrize(("language", "row"), cases("not"))
def test_is_not_read(language: str, row: list[Any]) -> None:
    assert not set(row[1]) & codes(language, row[0])


@pytest.mark.xfail(strict=True, reason="known miss")
@pytest.mark.parametrize(("language", "row"), cases("not_yet"))
def test_not_yet(language: str, row: list[Any]) -> None:
    test_stands_for(language, row)


@pytest.mark.parametrize(("language", "row"), cases("stands"))
def test_stands_for(language: str, row: list[Any]) -> None:
    text, word, wanted = row
    tree = parsed(language)[text]
    token = max(k for k, w in enumerate(tree.words) if w == word)
    found = actors.find(tree, language).of(token)
    assert ["-" if m.code is None else m.code for m in found] == wanted


@pytest.mark.parametrize(("language", "row"), cases("named"))
def test_names_those_without_a_code(language: str, row: list[Any]) -> None:
    text, word, wanted = row
    tree = parsed(language)[text]
    token = max(k for k, w in enumerate(tree.words) if w == word)
    assert [m.code or m.name for m in actors.find(tree, language).of(token)] == wanted


@pytest.mark.parametrize(("language", "row"), cases("person"))
def test_person(language: str, row: list[Any]) -> None:
    text, published, surname, name, code = row
    tree = parsed(language)[text]
    token = max(k for k, w in enumerate(tree.words) if w == surname)
    person = actors.find(tree, language, published).person_at(token)
    assert person is not None and (person.name, person.code) == (name, code)
