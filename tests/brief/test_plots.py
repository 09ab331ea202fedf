"""Drawings: well-formed, with words of the language, to scale, and nothing where there is nothing."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from ostraka.brief import brief
from ostraka.brief.plots import plots, scale, sheet, split, trend
from ostraka.brief.words import words, written_languages
from ostraka.measures.account import Point
from ostraka.measures.figures import Actor
from tests.brief.build import autumn

SVG = "{http://www.w3.org/2000/svg}"


def actor(code: str, relieves: float, isolates: float) -> Actor:
    return Actor(
        code=code, points=relieves + isolates, relieves=relieves, isolates=isolates, channels=(), members=(), ties=()
    )


@pytest.mark.parametrize("language", written_languages())
def test_every_drawing_of_a_brief_is_well_formed_and_in_its_language(language: str) -> None:
    made = plots(brief("RUS", autumn(), language=language).account, "RUS", language)
    assert {"split", "dependence"} <= set(made)
    for name, drawing in made.items():
        told = [x.text or "" for x in ElementTree.fromstring(drawing).iter(f"{SVG}text")]
        assert words(language).say(f"plots.{name}") in told and not any("{" in x for x in told)
        assert "http" not in drawing.replace("http://www.w3.org/2000/svg", "")
    whole = ElementTree.fromstring(sheet(list(made.values())))
    assert len(whole.findall(f"{SVG}svg")) == len(made)


def test_bars_are_to_one_scale() -> None:
    drawing = split([actor("USA", 0.0, 2.0), actor("CHN", -1.0, 0.0)], words("en"))
    found = {r.get("class"): float(r.get("width") or 0) for r in ElementTree.fromstring(drawing).iter(f"{SVG}rect")}
    assert found["p-b"] == pytest.approx(2 * found["p-g"], abs=0.2)


def test_what_does_not_fit_is_summed() -> None:
    many = [
        actor(code, 0.0, 1.0) for code in ("USA", "FRA", "DEU", "ITA", "GBR", "JPN", "CAN", "AUS", "ESP", "PRT")
    ] * 2
    drawing = split(many, words("en"))
    assert "6 others" in drawing and "+6.00" in drawing


def test_nothing_is_drawn_of_nothing() -> None:
    assert split([], words("en")) == "" and trend([Point("2022-01-01", 50, 49, 51)], words("en")) == ""


def test_a_name_cannot_break_a_drawing() -> None:
    drawing = split([actor("<b>&", -1.0, 0.0)], words("en"))
    assert "&lt;B&gt;&amp;" in drawing or "&lt;b&gt;&amp;" in drawing
    ElementTree.fromstring(drawing)


@pytest.mark.parametrize(("low", "high"), [(50.0, 50.0), (49.3, 51.9), (12.0, 88.0), (-3.0, 103.0)])
def test_a_scale_holds_both_ends(low: float, high: float) -> None:
    first, last, step = scale(low, high)
    assert first <= low <= high <= last and first < last and (last - first) / step < 12
