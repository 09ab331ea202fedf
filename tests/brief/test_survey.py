"""A brief from what was weighed before says what one from everything says."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import msgspec
import pytest

from ostraka.brief import brief, gather
from ostraka.brief.limits import limits
from ostraka.brief.nouns import Brief
from tests.ledger.build import kept
from tests.weighing.build import claim

SAID = [
    claim("PRK > RUS transfer arms done CT+", by="John Kirby/USA", on="2022-11-02", article="a1"),
    claim("PRK > RUS transfer arms done CT-", by="/PRK/government", on="2022-11-08", article="a2"),
    claim("CHN > RUS transfer energy:energy.oil done CT+", on="2022-10-08", article="a3"),
    claim("USA > RUS sanction sanctions done CT+", on="2022-09-08", article="a4"),
    claim("IRN > RUS transfer arms:arms.missile promised CT+", on="2022-10-19", article="a5"),
    claim("RUS > UKR attack conflict done CT+", on="2022-10-19", article="a5"),
    claim("- > RUS assess standing predicted CT+", by="Colin Kahl/USA", on="2022-11-09", article="a6"),
    claim("JPN > KOR support politics done CT+", on="2022-11-09", article="a7"),
]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return kept(tmp_path / "x.duckdb", SAID)


def told(made: Brief, among: Iterable[str] = ()) -> list[tuple[str, str, tuple[str, ...], frozenset[str]]]:
    """All sentences but that on how much was read, each with its claims `among` these."""
    found = [x for s in made.sections for x in s.sentences if x.id != "s-read"]
    return [(x.id, x.text, x.notes, frozenset(x.claims) & frozenset(among)) for x in found]


def few(monkeypatch: pytest.MonkeyPatch, **sizes: int) -> None:
    """From here on no ledger is small enough to be weighed whole."""
    narrow = msgspec.structs.replace(limits(), few_claims=0, **sizes)
    monkeypatch.setattr(gather, "limits", lambda: narrow)


def test_from_what_was_weighed_before_it_says_the_same(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = brief("RUS", gather.look(path, "RUS", since="2022-01-31"))
    few(monkeypatch)
    kept = gather.look(path, "RUS", since="2022-01-31")
    assert "JPN" not in {e for c in kept.claims.values() for e in (c.from_ and c.from_.code, c.to.code)}
    assert told(brief("RUS", kept), kept.claims) == told(whole, kept.claims)
    assert "7 articles" in str(brief("RUS", kept).sections[-1])


def test_what_is_not_weighed_anew_is_told_without_its_sentences(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = {x[1] for x in told(brief("RUS", gather.look(path, "RUS")))}
    few(monkeypatch, whole_claims=0)
    made = brief("RUS", gather.look(path, "RUS"))
    likely = {x for x in whole if "sanctions on Russia" in x or "oil from Russia" in x}
    assert likely <= {x[1] for x in told(made)}
