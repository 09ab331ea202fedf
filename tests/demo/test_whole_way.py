"""From the demonstration articles to the brief, once, with the real reader: directions, not decimals."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ostraka import demo, intake, ledger, weighing
from ostraka.brief import Material, brief
from ostraka.brief.gather import gather
from ostraka.brief.terminal import brief_lines
from ostraka.brief.words import words
from ostraka.claims import Article
from ostraka.commands.add import add
from ostraka.measures import Picture, isolation, picture
from ostraka.measures.change import change
from ostraka.measures.dependence import lever
from ostraka.measures.figures import actors
from ostraka.web.page import page, rows
from ostraka.weighing import world
from tests.weighing.test_world import compared


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("demo") / "demo.duckdb"
    add(path, iter([a for a in intake.read(str(demo.ARTICLES)) if isinstance(a, Article)]), what="demo")
    return path


@pytest.fixture(scope="module")
def material(path: Path) -> Material:
    with ledger.open(path) as book:
        return gather(book, at=demo.AT, since=demo.SINCE, demonstration=True)


@pytest.fixture(scope="module", params=[False, True], ids=["claims alone", "ordinary ties assumed"])
def days(request: pytest.FixtureRequest, material: Material) -> tuple[Picture, Picture]:
    """The system of states before and after, from claims alone, and with the shown background assumptions."""
    before = picture(material.earlier, at=demo.SINCE, assume=request.param)
    return before, picture(material.ties, at=demo.AT, assume=request.param)


def test_isolation_rises_across_february(days: tuple[Picture, Picture]) -> None:
    found = change(*days, "RUS")
    sure = 0.94 if days[1].assumes is None else 0.95  # from claims alone, China's oil makes the rise .945 sure
    assert found.after > found.before and found.rises > sure and not found.faint
    assert found.by_ties + found.by_standing == pytest.approx(found.after - found.before)


def test_china_and_india_carry_the_relief(days: tuple[Picture, Picture]) -> None:
    relief = sorted(actors(isolation(days[1], "RUS")), key=lambda a: a.relieves)
    assert {"CHN", "IND"} <= {a.code for a in relief[:3]}


def test_iran_and_north_korea_relieve_little(days: tuple[Picture, Picture]) -> None:
    partners = {p.code: p for p in isolation(days[1], "RUS").partners}
    arms = [dict(partners[code].channels)["arms"] for code in ("IRN", "PRK")]
    assert all(partners["CHN"].points < 5 * points < 0 for points in arms)
    assert all(partners[code].counts < partners["CHN"].counts for code in ("IRN", "PRK"))


def test_leverage_over_iran_falls(days: tuple[Picture, Picture]) -> None:
    found = lever(days[1], "RUS", "IRN", days[0])
    assert found.before is not None and found.value < 0 and found.value < found.before.value
    assert found.lower_hand > 0.9
    assert not found.inverted  # nobody could have been sure of it before: the claims do not say so


def test_the_union_is_told_by_one_rule_in_summary_and_table(material: Material) -> None:
    made = brief("RUS", material)
    union = next(a for a in made.account.actors if a.code == "EU")
    told = " ".join(s.text for x in made.sections if x.key == "summary" for s in x.sentences)
    row = next(r for r in rows(made, words("en")) if r["name"] == "The European Union")
    assert f"{union.isolates:+.2f}" in told and row["isolates"] == union.isolates and row["relieves"] == union.relieves


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


NUMBER = re.compile(r"[−+]?\d+(?:\.\d+)?")
NEAR = 0.2  # points: what another reading of a sentence moves; the README is brought up to date where it is more


def shown() -> list[str]:
    """The brief as the README shows it: its lines, in pieces where words are left out."""
    lines = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8").splitlines()
    first = lines.index("    Russia: who stands with it, who against")
    return [p.strip(" •") for line in lines[first : lines.index("", first)] for p in line.split("…") if p.strip()]


def plain(text: str) -> str:
    return " ".join(NUMBER.sub("#", text).split())


def values(text: str) -> list[float]:
    return [float(n.replace("−", "-")) for n in NUMBER.findall(text)]


def test_the_readme_shows_the_brief_as_it_is(material: Material) -> None:
    printed = " ".join(line.plain.strip() for line in brief_lines(brief("RUS", material), material))
    for piece in shown():
        at = plain(printed).find(plain(piece))
        assert at >= 0, f"the brief does not say: {piece}"
        skipped = plain(printed)[:at].count("#")
        assert values(piece) == pytest.approx(values(printed)[skipped : skipped + len(values(piece))], abs=NEAR), piece


@pytest.mark.parametrize("at", [demo.AT, demo.SINCE, "2023-06-01"])
def test_what_is_kept_says_what_weighing_everything_says(path: Path, at: str) -> None:
    for known in (None, "2022-11-05"):
        compared(path, at, known)
    kept = picture(world.standing(path, at=at).ties, at=at)
    with ledger.open(path) as book:
        whole = picture(weighing.ties(weighing.load(book, at=at)), at=at)
    assert kept.standing == pytest.approx(whole.standing, abs=1e-12)
    assert kept.coverage == pytest.approx(whole.coverage, abs=1e-12)


def test_read_again_the_ledger_tells_the_same(path: Path) -> None:
    with ledger.open(path) as book:
        before = sorted(c.id for c in book.claims())
    add(path, iter([a for a in intake.read(str(demo.ARTICLES)) if isinstance(a, Article)][:3]), what="demo", again=True)
    with ledger.open(path) as book:
        assert sorted(c.id for c in book.claims()) == before
