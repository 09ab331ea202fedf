"""From the demonstration articles to the brief, once, with the real reader: directions, not decimals."""

from __future__ import annotations

from pathlib import Path

import pytest

from ostraka import demo, intake, ledger
from ostraka.brief import Material, brief
from ostraka.brief.gather import gather
from ostraka.claims import Article
from ostraka.commands.add import add
from ostraka.measures import isolation, picture
from ostraka.measures.dependence import leverage
from ostraka.web.page import page


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("demo") / "demo.duckdb"
    add(path, iter([a for a in intake.read(str(demo.ARTICLES)) if isinstance(a, Article)]), what="demo")
    return path


@pytest.fixture(scope="module")
def material(path: Path) -> Material:
    with ledger.open(path) as book:
        return gather(book, at=demo.AT, since=demo.SINCE, demonstration=True)


def test_isolation_rises_across_february(material: Material) -> None:
    made = brief("RUS", material)
    assert made.change is not None and made.change.after > made.change.before


def test_china_and_india_carry_the_relief(material: Material) -> None:
    found = isolation(picture(material.ties, at=demo.AT), "RUS")
    relief = sorted((p for p in found.partners if p.points < 0), key=lambda p: p.points)
    assert {"CHN", "IND"} <= {p.code for p in relief[:3]}


def test_iran_and_north_korea_relieve_little(material: Material) -> None:
    partners = {p.code: p for p in isolation(picture(material.ties, at=demo.AT), "RUS").partners}
    arms = [dict(partners[code].channels)["arms"] for code in ("IRN", "PRK")]
    assert all(partners["CHN"].points < 5 * points < 0 for points in arms)


def test_leverage_over_iran_falls(material: Material) -> None:
    before, after = (
        picture(ties, at=at).system for ties, at in ((material.earlier, demo.SINCE), (material.ties, demo.AT))
    )
    values = [float(leverage(s, s.index["RUS"], s.index["IRN"])) for s in (before, after)]
    assert values[1] < 0 and values[1] < values[0]


def test_the_shells_are_one_contested_tie(material: Material) -> None:
    found = [t for t in material.ties if (t.from_, t.to, t.act, t.channel) == ("PRK", "RUS", "transfer", "arms")]
    assert len(found) == 1
    assert found[0].contested or any(p.contested for p in material.propositions if p.id in found[0].propositions)


def test_the_admission_lifts_the_drones(path: Path) -> None:
    def credence(known: str) -> float:
        with ledger.open(path) as book:
            ties = gather(book, at=known, known=known).ties
        return next(t.credence for t in ties if (t.from_, t.to, t.act, t.channel) == ("IRN", "RUS", "transfer", "arms"))

    assert credence("2022-11-06") > credence("2022-10-18")


def test_one_wire_story_counts_once(material: Material) -> None:
    assert material.copies >= 1


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_page_is_made_in_both_languages(material: Material, language: str) -> None:
    text = page(brief("RUS", material, language=language), material)
    assert "<mark" in text and 'class="damage' in text and len(text) < 2_000_000
