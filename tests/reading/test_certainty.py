"""How surely and how far along, on sentences of our own (tests/gold/certainty.*.txt), against floors a language."""

import tomllib
from pathlib import Path

import pytest

from ostraka.claims import Article, content_id
from ostraka.languages.pack import languages
from ostraka.reading import read
from tests.reading.examples import PUBLISHED, fits

GOLD = Path(__file__).parents[1] / "gold"
FLOORS = tomllib.loads((GOLD / "floors.toml").read_text(encoding="utf-8"))


def rows(language):
    """(act and ends, stage, factuality, sentence) of every line."""
    found = []
    for line in (GOLD / f"certainty.{language}.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            wanted, _, sentence = line.partition(" | ")
            act, ends, stage, factuality = wanted.split()
            found.append((f"{act} {ends}", stage, factuality, sentence))
    return found


def judged(language):
    """Per line what is wanted and what was read, as (stage, factuality); None where no claim of the act was read."""
    wanted = rows(language)
    articles = [
        Article(id=content_id(s), original=s, language=language, published=PUBLISHED)
        for s in dict.fromkeys(s for *_, s in wanted)
    ]
    claims = {r.article.original: r.claims for r in read(articles)}
    for act, stage, factuality, sentence in wanted:
        found = [(c.stage, c.factuality) for c in claims[sentence] if fits(act, c)]
        best = max(found, key=lambda f: (f[1] == factuality) + (f[0] == stage), default=None)
        yield sentence, (stage, factuality), best


@pytest.mark.parametrize("language", languages())
def test_stage_and_factuality_reach_their_floors(language):
    found = list(judged(language))
    other = [(s, w, r) for s, w, r in found if w[1] != "CT+"]
    assert len(found) >= 150 and len(other) >= len(found) / 2
    wrong = [f"{w} read {r}: {s}" for s, w, r in found if w != r]
    value = sum(r is not None and w[1] == r[1] for _, w, r in other) / len(other)
    stage = sum(r is not None and w[0] == r[0] for _, w, r in found) / len(found)
    print(f"{language}: factuality of what is not CT+ {value:.3f}, stage {stage:.3f}", *wrong, sep="\n")
    assert value >= FLOORS[language]["unsure"], wrong
    assert stage >= FLOORS[language]["stage"], wrong
