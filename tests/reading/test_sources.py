"""Who says so, on sentences of our own (tests/gold/sources.toml): the chain of sources of a claim, outermost first."""

import tomllib
from functools import cache
from pathlib import Path

import pytest

from ostraka.claims import Article, content_id
from ostraka.reading import read
from tests.reading.examples import PUBLISHED, fits, shown

GOLD = tomllib.loads((Path(__file__).parents[1] / "gold" / "sources.toml").read_text(encoding="utf-8"))
ROWS = [(language, row) for language, rows in GOLD.items() for row in rows]


@cache
def readings(language):
    texts = dict.fromkeys(row["text"] for row in GOLD[language])
    articles = [Article(id=content_id(t), original=t, language=language, published=PUBLISHED) for t in texts]
    return {r.article.original: r.claims for r in read(articles)}


@pytest.mark.parametrize(("language", "row"), ROWS, ids=[f"{lang} {r['claim']}: {r['text'][:50]}" for lang, r in ROWS])
def test_the_chain_of_sources(language, row):
    claims = readings(language)[row["text"]]
    found = [c for c in claims if fits(row["claim"], c)]
    assert found, shown(claims)
    said = [[s.actor, s.name] for s in found[0].sources]
    assert len(said) == len(row["sources"]), said
    for who, wanted in zip(said, row["sources"], strict=True):
        assert wanted == who[0] or (who[1] and wanted in who[1]), said
