"""English news as a whole: precision and recall of claims on sentences of our own, half of them kept for checking."""

import tomllib
from pathlib import Path

import pytest

from ostraka.claims import Article, Claim, content_id
from ostraka.reading import read
from tests.reading.examples import PUBLISHED, fits, shown

GOLD = Path(__file__).parents[1] / "gold"
FLOORS = tomllib.loads((GOLD / "floors.toml").read_text(encoding="utf-8"))["en"]
CUT = "\n# kept for checking"


def passages(half: str, file: str = "news") -> dict[str, list[str]]:
    """The passages of a half of a file, each with the claims (act and ends) that a reader takes from it."""
    learned, kept = (GOLD / f"{file}.en.txt").read_text(encoding="utf-8").split(CUT)
    lines = [line for line in (learned if half == "learned" else kept).splitlines() if line and line[0] != "#"]
    rows = [line.split(" | ") for line in lines]
    assert len({text for text, _ in rows}) == len(rows)
    return {text: claims.split(" ; ") for text, claims in rows}


def figures(half: str, file: str = "news") -> tuple[float, float, list[str]]:
    """Precision and recall of act and ends, and what of the half was not read as wanted."""
    wanted = passages(half, file)
    given = [Article(id=content_id(t), original=t, language="en", published=PUBLISHED) for t in wanted]
    right = hit = total = 0
    wrong = []
    for r in read(given):
        asked = [" ".join(c.split()[:2]) for c in wanted[r.article.original]]
        found: tuple[Claim, ...] = r.claims
        good = sum(any(fits(a, c) for a in asked) for c in found)
        met = sum(any(fits(a, c) for c in found) for a in asked)
        right, hit, total = right + good, hit + met, total + len(found)
        if met < len(asked) or good < len(found):
            wrong.append(f"{r.article.original} (wanted {'; '.join(asked)}; read {shown(found)})")
    return right / total, hit / sum(map(len, wanted.values())), wrong


@pytest.mark.parametrize("file", ["news", "press"])
@pytest.mark.parametrize("half", ["learned", "kept"])
def test_news_is_read_as_well_as_it_was(half, file):
    precision, recall, wrong = figures(half, file)
    told = "\n".join(wrong) if half == "learned" else "what the kept half says is not for learning"
    assert precision >= FLOORS[file][half]["precision"], f"precision {precision:.3f}\n{told}"
    assert recall >= FLOORS[file][half]["recall"], f"recall {recall:.3f}\n{told}"
