"""French news that nobody tuned on: precision and recall of its claims have floors (tests/gold/unseen.fr.txt)."""

import tomllib
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from ostraka.claims import Article, Claim, content_id
from ostraka.reading import read
from tests.reading.examples import PUBLISHED, code, either_way, shown

GOLD = Path(__file__).parents[1] / "gold"
FLOORS = tomllib.loads((GOLD / "floors.toml").read_text(encoding="utf-8"))["fr"]
HALVES = ("first", "second")


class Score(NamedTuple):
    """Precision and recall of act and ends; the share of the found whose stage and factuality are right; faults."""

    precision: float
    recall: float
    judged: float
    faults: tuple[str, ...]


def halves() -> dict[str, list[tuple[str, list[str]]]]:
    """The sentences of each half with the claims wanted of them."""
    found: dict[str, list[tuple[str, list[str]]]] = {h: [] for h in HALVES}
    half = HALVES[0]
    for line in (GOLD / "unseen.fr.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("# ----"):
            half = line.split()[2]
        elif line and not line.startswith("#"):
            sentence, _, claims = line.partition("|")
            found[half].append((sentence.strip(), [c.strip() for c in claims.split(";") if c.strip()]))
    return found


def ends(act: str, from_: str, to: str) -> tuple[str, ...]:
    """Act and ends to compare: those without a code are alike, those without a direction are sorted."""
    pair = ["@" if x[0] in "@?" else x for x in (from_, to)]
    return (act, *(sorted(pair) if either_way(act) else pair))


def said(wanted: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Act and ends, stage and factuality of a claim as the gold writes it."""
    act, pair, *judged = wanted.lstrip("?").split()
    from_, _, to = pair.partition(">")
    return ends(act, from_, to), tuple(judged)


def of(claim: Claim) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The same of a claim that was read."""
    return ends(claim.act, code(claim.from_), code(claim.to)), (claim.stage, claim.factuality)


@cache
def score(half: str) -> Score:
    """How one half is read; each sentence is an article of its own."""
    rows = halves()[half]
    articles = [Article(id=content_id(s), original=s, language="fr", published=PUBLISHED) for s, _ in rows]
    hit = right = judged = wrong = wanted_all = 0
    faults = []
    for (sentence, wanted), reading in zip(rows, read(articles), strict=True):
        gold = [(*said(w), w.startswith("?")) for w in wanted]
        needed = {e for e, _, free in gold if not free}
        got = dict(of(c) for c in reversed(reading.claims))
        hit += len(needed & set(got))
        wanted_all += len(needed)
        known = {e: j for e, j, _ in gold}
        right += len(set(got) & set(known))
        judged += sum(got[e] == known[e] for e in set(got) & set(known))
        wrong += len(set(got) - set(known))
        if needed - set(got) or set(got) - set(known) or any(got[e] != known[e] for e in set(got) & set(known)):
            faults.append(f"{sentence}\n    wanted {'; '.join(wanted)}\n    read   {shown(reading.claims)}")
    return Score(right / max(right + wrong, 1), hit / wanted_all, judged / max(right, 1), tuple(faults))


@pytest.mark.parametrize("half", HALVES)
def test_unseen_news_is_read(half):
    found, floors = score(half), FLOORS["unseen"][half]
    assert found.precision >= floors["precision"]
    assert found.recall >= floors["recall"]
    assert found.judged >= floors["judged"]


def test_unseen_sentences_stand_once():
    sentences = [s for rows in halves().values() for s, _ in rows]
    assert len(sentences) == len(set(sentences)) >= 115
