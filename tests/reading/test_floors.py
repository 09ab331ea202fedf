"""Floors of reading, per language, on sentences of our own (tests/gold)."""

import tomllib
from collections import Counter
from pathlib import Path

import pytest

from ostraka.claims import Article, content_id
from ostraka.languages.pack import languages
from ostraka.reading import read
from ostraka.relations.table import acts
from tests.reading.examples import all_examples

GOLD = Path(__file__).parents[1] / "gold"
FLOORS = tomllib.loads((GOLD / "floors.toml").read_text(encoding="utf-8"))


def sentences(language):
    lines = (GOLD / f"ordinary.{language}.txt").read_text(encoding="utf-8").splitlines()
    return [x for x in lines if x and not x.startswith("#")]


@pytest.mark.parametrize("language", languages())
def test_ordinary_news_gives_few_claims(language):
    given = [
        Article(id=content_id(s), original=s, language=language, published="2022-11-15") for s in sentences(language)
    ]
    assert len(given) >= 40
    found = [f"{c.act} {c.evidence.text!r}" for r in read(given) for c in r.claims]
    assert len(found) <= FLOORS[language]["ordinary"], found


@pytest.mark.parametrize("language", languages())
def test_whole_stories_of_ordinary_days_give_few_claims(language):
    lines = (GOLD / f"days.{language}.txt").read_text(encoding="utf-8").splitlines()
    texts = [x.replace(" ¶ ", "\n\n") for x in lines if not x.startswith("#")]
    given = [Article(id=content_id(t), original=t, language=language, published="2024-03-05") for t in texts]
    found = [f"{c.act} {c.evidence.text!r}" for r in read(given) for c in r.claims]
    assert len(found) <= FLOORS[language]["days"], found


@pytest.mark.parametrize("language", languages())
def test_every_act_has_its_examples(language):
    counts = Counter(e.act for e in all_examples(language) if e.kind == "examples")
    assert sum(counts.values()) >= FLOORS[language]["examples"]
    short = {act: counts[act] for act in acts() if counts[act] < FLOORS[language]["acts"]}
    assert not short, short


def test_every_language_has_floors():
    assert set(FLOORS) == set(languages())
