"""Reading without claims gives the attributions and troubles that reading with them gives."""

from pathlib import Path

import pytest

from ostraka import intake
from ostraka.languages.pack import languages
from ostraka.reading import read

GOLD = Path(__file__).parents[1] / "gold"


@pytest.mark.parametrize("language", languages())
def test_who_says_what_does_not_hang_on_the_claims(language):
    lines = (GOLD / f"wire.{language}.txt").read_text(encoding="utf-8").splitlines()
    texts = [line.partition(" | ")[0].replace(" ¶ ", "\n\n") for line in lines if line[:1] not in ("", "#")]
    articles = [
        intake.article("\n\n".join(texts[k : k + 12]), language=language, published="2024-03-05")
        for k in range(0, len(texts), 12)
    ]
    whole, lean = list(read(articles)), list(read(articles, claims=False))
    assert [r.attributions for r in lean] == [r.attributions for r in whole]
    assert [r.trouble for r in lean] == [r.trouble for r in whole]
    assert not any(r.claims for r in lean) and sum(len(r.attributions) for r in whole) >= 20
