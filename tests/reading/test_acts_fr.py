"""French news as a whole: ordinary news gives next to no claims, news of states gives most of its claims."""

from functools import cache
from pathlib import Path

import pytest

from ostraka.claims import Article, Claim, content_id
from ostraka.reading import read
from tests.reading.examples import PUBLISHED, fits, shown

HERE = Path(__file__).parent
READ_AT_LEAST = 0.75  # of the claims listed in news.fr.txt
ORDINARY_AT_MOST = 3  # claims in the whole of ordinary.fr.txt


def lines(name: str) -> list[str]:
    """The lines of a file beside this one, comments left out."""
    text = (HERE / name).read_text(encoding="utf-8")
    return [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]


@cache
def claims_of(sentences: tuple[str, ...]) -> dict[str, tuple[Claim, ...]]:
    """The claims of each sentence, read as an article of its own."""
    articles = [Article(id=content_id(s), original=s, language="fr", published=PUBLISHED) for s in sentences]
    return {r.article.original: r.claims for r in read(articles)}


def test_ordinary_news_gives_next_to_no_claims():
    found = claims_of(tuple(lines("ordinary.fr.txt")))
    read_there = [f"{sentence}: {shown(claims)}" for sentence, claims in found.items() if claims]
    assert sum(len(claims) for claims in found.values()) <= ORDINARY_AT_MOST, "\n".join(read_there)


def test_news_of_states_gives_most_of_its_claims():
    rows = [line.split("|") for line in lines("news.fr.txt")]
    wanted = {sentence.strip(): [c.strip() for c in claims.split(";")] for sentence, claims in rows}
    found = claims_of(tuple(wanted))
    missed = [
        f"{claim} in: {sentence} (read {shown(found[sentence])})"
        for sentence, claims in wanted.items()
        for claim in claims
        if not any(fits(claim, c) for c in found[sentence])
    ]
    share = 1 - len(missed) / sum(map(len, wanted.values()))
    assert share >= READ_AT_LEAST, f"read {share:.0%}; missed:\n" + "\n".join(missed)


@pytest.mark.parametrize("name", ["ordinary.fr.txt", "news.fr.txt"])
def test_sentences_stand_once(name):
    found = [line.split("|")[0].strip() for line in lines(name)]
    assert len(found) == len(set(found))
