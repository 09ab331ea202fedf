"""Every span of what is read is exactly the original's, whole or damaged; reading twice gives the same."""

import random

import pytest

from ostraka import demo, intake
from ostraka.reading import read

DAMAGE = "“”«»\"'’.,;()\u00a0\u202f\u200b\u00ad\n\ufffd "


def damaged(text, seed):
    """A text with letters lost, marks strewn in and words run together, the same for the same seed."""
    chance, marks = random.Random(seed), list(text)
    for _ in range(len(text) // 50):
        at = chance.randrange(len(marks))
        if chance.random() < 0.5:
            marks[at] = chance.choice(DAMAGE)
        else:
            del marks[at : at + chance.randrange(1, 4)]
    return "".join(marks)


def articles(seed):
    for given in intake.read(demo.ARTICLES):
        text = given.original if seed is None else damaged(given.original, seed)
        yield intake.article(text, language=given.language, published=given.published)


def spans(claim):
    """Every span that a claim carries, with its words."""
    yield claim.evidence
    yield claim.cue
    for part in (claim.from_, claim.to, *claim.goods, *claim.sources):
        if part is not None and part.start is not None:
            yield part
    if claim.time is not None and claim.time.span is not None:
        yield claim.time.span


@pytest.mark.parametrize("seed", [None, 1, 2])
def test_spans_are_exact(seed):
    found = 0
    for reading in read(articles(seed)):
        original = reading.article.original
        for claim in reading.claims:
            for span in spans(claim):
                assert original[span.start : span.end] == span.text
                found += 1
        for attribution in reading.attributions:
            for part in (attribution.cue, attribution.content):
                assert all(0 <= a < b <= len(original) for a, b in part.spans)
        for trouble in reading.trouble:
            assert trouble.start is None or 0 <= trouble.start <= trouble.end <= len(original)
    assert found > 50


def test_reading_twice_gives_the_same_ids():
    once, again = ([c.id for r in read(articles(None)) for c in r.claims] for _ in range(2))
    assert once == again and len(set(once)) == len(once)
