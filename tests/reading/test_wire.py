"""Turns of stories, read whole: claims that must be there and claims that must not (tests/gold/{wire*,sober}.*.txt)."""

from functools import cache
from pathlib import Path

import pytest

from ostraka.claims import Article, Claim, content_id
from ostraka.reading import read
from tests.reading.examples import PUBLISHED, fits, shown

GOLD = Path(__file__).parents[1] / "gold"


@cache
def stories(language: str) -> dict[str, tuple[list[str], list[str]]]:
    """The stories of a language, each with the claims that must be read and those that must not."""
    files = [file for name in ("wire*", "sober") for file in sorted(GOLD.glob(f"{name}.{language}.txt"))]
    lines = [line for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    rows = [[part.strip() for part in line.split("|")] for line in lines if line and line[0] != "#"]
    return {
        row[0].replace(" ¶ ", "\n\n"): tuple(
            [c for c in part.split(" ; ") if c] for part in (row[1], *row[2:3], "")[:2]
        )
        for row in rows
    }


@cache
def readings(language: str) -> dict[str, tuple[Claim, ...]]:
    """All stories of a language, read in one go."""
    given = [Article(id=content_id(t), original=t, language=language, published=PUBLISHED) for t in stories(language)]
    return {r.article.original: r.claims for r in read(given)}


def is_claim(wanted: str, claim: Claim) -> bool:
    """Whether a claim is the one written, and its first source too where one is written."""
    words = wanted.split()
    source = words.pop()[1:] if len(words) > 2 and words[-1][0] == "@" else ""
    first = claim.sources[0].actor if claim.sources else "-"
    return fits(" ".join(words), claim) and source in ("", first)


@pytest.mark.parametrize(
    ("language", "story"), [(language, story) for language in ("en", "fr") for story in stories(language)]
)
def test_a_wire_story_is_read(language, story):
    wanted, unwanted = stories(language)[story]
    found = readings(language)[story]
    assert not [w for w in wanted if not any(is_claim(w, c) for c in found)], shown(found)
    assert not [u for u in unwanted if any(is_claim(u, c) for c in found)], shown(found)
