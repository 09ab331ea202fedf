"""The demonstration articles: marked as such, readable by intake, and holding what a demonstration must show."""

from __future__ import annotations

import json
from typing import Any

import pytest

from ostraka import demo, intake
from ostraka.claims import Article


@pytest.fixture(scope="module")
def rows() -> list[dict[str, Any]]:
    return [json.loads(line) for line in demo.ARTICLES.read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def articles() -> list[Article]:
    found = list(intake.read(str(demo.ARTICLES)))
    assert all(isinstance(x, Article) for x in found)
    return [x for x in found if isinstance(x, Article)]


def test_every_article_says_that_it_was_written_for_demonstration(rows: list[dict[str, Any]]) -> None:
    assert len(rows) >= 12
    for row in rows:
        assert row["demonstration"] is True and "does not exist" in row["note"]
        assert row["title"] and row["publisher"] and row["published"] and row["url"] is None


def test_two_languages_and_several_outlets(articles: list[Article]) -> None:
    for language in ("en", "fr"):
        assert len({a.publisher for a in articles if a.language == language}) >= 3


def test_one_is_damaged_and_mended_with_a_map_back(articles: list[Article]) -> None:
    damaged = [a for a in articles if a.edits]
    assert len(damaged) == 1 and damaged[0].language == "fr"
    assert "Chinequi" in damaged[0].original and "Chine qui" in damaged[0].repaired


def test_one_is_from_before_the_war_and_the_others_are_of_that_autumn(articles: list[Article]) -> None:
    days = sorted(str(a.published) for a in articles)
    assert days[0] <= demo.SINCE < days[1] and days[-1] <= demo.AT
    assert all(day.startswith(("2022-10", "2022-11")) for day in days[1:])


def test_no_two_are_the_same_but_two_are_nearly(articles: list[Article]) -> None:
    assert len({a.id for a in articles}) == len(articles)
    sentences = [{s.strip() for s in a.original.replace("\n", " ").split(". ")} for a in articles]
    alike = [(i, j) for i in range(len(sentences)) for j in range(i) if len(sentences[i] & sentences[j]) >= 3]
    assert len(alike) == 1
