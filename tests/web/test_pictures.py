"""Pictures: the same places every time, no sign over another, borders as the United Nations' maps have them."""

import random
import re
import tomllib
from pathlib import Path

import pytest

from ostraka.brief.words import written_languages
from ostraka.claims import Stance
from ostraka.states import table
from ostraka.web.app.drawings import STEP, curves, lanes, ticks
from ostraka.web.app.layouts import HEIGHT, WIDTH, around, layout
from ostraka.web.app.maps import HEIGHT as MAP_HEIGHT
from ostraka.web.app.maps import WIDTH as MAP_WIDTH
from ostraka.web.app.maps import areas, borders, disputes

TOOLS = Path(__file__).parents[2] / "tools"


def stance(date, verb="asserts", stage="done", party="USA", speaker=None):
    return Stance(root="r", party=party, verb=verb, date=date, stage=stage, weight=1.0, claims=("c",), speaker=speaker)


def camps(n=24):
    """Two camps: everybody stands with his own and against the others."""
    codes = [f"{'AB'[k % 2]}{k:02}" for k in range(n)]
    pulls = {(a, b): 1.0 if a[0] == b[0] else -1.0 for a in codes for b in codes if a < b}
    return codes, pulls


def test_layout_is_the_same_every_time_and_inside_the_drawing():
    codes, pulls = camps()
    spots = layout(codes, pulls)
    assert spots == layout(codes, pulls) and set(spots) == set(codes)
    assert all(0 <= x <= WIDTH and 0 <= y <= HEIGHT for x, y in spots.values())


def test_those_who_stand_together_stand_near():
    codes, pulls = camps()
    spots = layout(codes, pulls)

    def distance(a, b):
        return ((spots[a][0] - spots[b][0]) ** 2 + (spots[a][1] - spots[b][1]) ** 2) ** 0.5

    own = [distance(a, b) for a, b in pulls if a[0] == b[0]]
    other = [distance(a, b) for a, b in pulls if a[0] != b[0]]
    assert sum(own) / len(own) < 0.75 * sum(other) / len(other)


def test_two_hundred_states_have_room():
    draw = random.Random(7)
    codes = [f"{k:03}" for k in range(200)]
    pulls = {tuple(sorted(draw.sample(codes, 2))): draw.uniform(-1, 1) for _ in range(1500)}
    spots = list(layout(codes, pulls).values())
    near = sorted((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2 for k, a in enumerate(spots) for b in spots[:k])
    assert near[0] > 9  # not even two names of 200 in one place


def test_one_and_none_are_drawn_too():
    assert layout(["RUS"], {}) == {"RUS": (WIDTH / 2, HEIGHT / 2)} and layout([], {}) == {}


def test_the_focus_is_in_the_middle():
    spots = around(["IRN", "RUS", "CHN"], "RUS")
    assert spots["RUS"] == (WIDTH / 2, HEIGHT / 2) and len(set(spots.values())) == 3


def test_no_glyph_covers_another():
    words = "1 · USA: x · Russia, y"
    days = [f"2022-11-{1 + k % 9:02}" for k in range(30)]
    rows = [("Arms", [(stance(d, party=f"P{k}"), words) for k, d in enumerate(days)])]
    drawn = lanes(rows)
    spots = [(g.x, g.y) for g in drawn.glyphs]
    assert len(spots) == 30
    assert all(
        abs(a[0] - b[0]) >= STEP - 1 or abs(a[1] - b[1]) >= STEP - 1 for k, a in enumerate(spots) for b in spots[:k]
    )


def test_what_one_says_of_three_goods_on_one_day_is_one_sign():
    rows = [("Arms", [(stance("2022-11-02"), f"x · Iran → Russia, {g}") for g in ("a", "b", "c")])]
    assert len(lanes(rows).glyphs) == 1


@pytest.mark.parametrize(
    ("verb", "stage", "sign"),
    [
        ("asserts", "done", "done"),
        ("denies", "done", "denial"),
        ("promises", "promised", "promise"),
        ("asserts", "sought", "promise"),
        ("declines", "done", "open"),
        ("asserts", "ended", "ended"),
    ],
)
def test_promise_delivery_and_denial_have_signs_of_their_own(verb, stage, sign):
    drawn = lanes([("Arms", [(stance("2022-11-02", verb, stage), "a · b · c, d")])])
    assert drawn.glyphs[0].sign == sign


def test_undated_stances_draw_nothing():
    assert lanes([("Arms", [(stance(None), "x")])]) is None


def test_ticks_are_first_days_of_months_on_a_long_axis():
    from datetime import date

    found = ticks(date(2022, 1, 21).toordinal(), date(2022, 11, 16).toordinal())
    assert [w for _, w in found] == ["2022-03", "2022-05", "2022-07", "2022-09", "2022-11"]


def test_a_curve_is_a_step_that_holds_until_the_next():
    drawn = curves([("2022-11-01", (0.1, 0.0)), ("2022-11-15", (0.2, 0.05))])
    assert len(drawn.lines) == 2 and re.fullmatch(r"M[\d.]+ [\d.]+H[\d.]+V[\d.]+", drawn.lines[0])
    assert curves([("2022-11-01", (0.1, 0.0))]) is None


# -- the map


def inside(path, x, y):
    """Whether a point lies in an area of a path of M…l…z pieces (even-odd)."""
    hit = False
    for piece in re.findall(r"M(-?\d+) (-?\d+)l([^z]*)z", path):
        ring = [(int(piece[0]), int(piece[1]))]
        steps = [int(n) for n in re.findall(r"-?\d+", piece[2])]
        for dx, dy in zip(steps[::2], steps[1::2], strict=True):
            ring.append((ring[-1][0] + dx, ring[-1][1] + dy))
        for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], ring[0]], strict=True):
            if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
                hit = not hit
    return hit


def whose(lon, lat):
    """The states whose area a place lies in."""
    import importlib.util

    spec = importlib.util.spec_from_file_location("world_map", TOOLS / "world_map.py")
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    x, y = tool.project((lon, lat))
    return {a.code for a in areas() if a.path and inside(a.path, x, y - tool.TOP)}


@pytest.mark.parametrize(
    ("place", "lon", "lat", "state"),
    [
        ("Simferopol", 34.1, 45.1, "UKR"),
        ("Moscow", 37.6, 55.7, "RUS"),
        ("Chukotka, beyond the antimeridian", -175.0, 66.5, "RUS"),
        ("Kyrenia", 33.5, 35.25, "CYP"),
        ("Hargeisa", 44.1, 9.6, "SOM"),
        ("Laayoune", -12.5, 26.8, "ESH"),
        ("Quneitra", 35.82, 33.0, "SYR"),
        ("Pristina", 21.1, 42.6, "XKX"),
        ("Taipei", 121.3, 24.6, "TWN"),
        ("Donetsk", 37.8, 48.0, "UKR"),
        ("Kinshasa's state", 23.0, -3.0, "COD"),
        ("Brazzaville's state", 15.5, 0.5, "COG"),
    ],
)
def test_a_place_lies_where_the_united_nations_put_it(place, lon, lat, state):
    assert whose(lon, lat) == {state}, place


def test_every_area_is_a_state_of_ours_inside_the_drawing():
    assert {a.code for a in areas()} <= set(table.states())
    assert all(0 <= a.x <= MAP_WIDTH and 0 <= a.y <= MAP_HEIGHT for a in areas())
    assert len({a.code for a in areas()}) == len(areas()) > 200


def test_every_dispute_is_told_in_every_language_and_drawn_as_it_says():
    for key, told in disputes().items():
        assert all(told[x] for x in written_languages())
        assert (told["drawn"] == "dashed") == (key in borders()), key
    assert set(borders()) - {"firm"} <= set(disputes())
    assert {"crimea", "western_sahara", "golan", "kashmir", "kosovo", "taiwan", "palestine", "cyprus"} <= set(
        disputes()
    )


def test_what_the_tool_changes_is_told_as_a_dispute():
    changes = tomllib.loads((TOOLS / "world_map.toml").read_text(encoding="utf-8"))
    assert {c["dispute"] for kind in ("moved", "redrawn", "disputed") for c in changes[kind]} <= set(disputes())
