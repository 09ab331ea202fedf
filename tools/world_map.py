"""Natural Earth's countries (world-atlas, TopoJSON) → the map of the web app: areas, dots for small states, borders.

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    .venv/bin/python tools/world_map.py package/

What is changed on the way, and on whose word, stands in world_map.toml. The projection is Equal Earth (Šavrič,
Patterson, Jenny 2018). Written once and committed; run it again only to change the map.
"""

from __future__ import annotations

import csv
import json
import math
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

HERE = Path(__file__).parent
OUT = HERE.parent / "src/ostraka/web/app/map"
WIDTH = 2000
ABOUT = """# Where states lie on the map, as SVG draws it: made by tools/world_map.py from Natural Earth (public domain)
# by way of world-atlas 2.0.2 (ISC, Michael Bostock), changed as tools/world_map.toml says.
# Drawing: {width} by {height}."""
SOUTH = -57.0  # below it there is no state
Point = tuple[float, float]
Ring = list[int]  # numbers of arcs; ~k is arc k the other way round


class World:
    """The arcs of a TopoJSON file and its countries as lists of rings."""

    def __init__(self, path: Path, names: dict[str, str]) -> None:
        given = json.loads(path.read_text(encoding="utf-8"))
        self.arcs = list(decoded(given))
        self.rings: dict[str, list[Ring]] = defaultdict(list)
        self.owners: dict[int, list[str]] = defaultdict(list)  # arc → Natural Earth's names on its sides
        self.codes: dict[str, str] = {}
        for country in given["objects"]["countries"]["geometries"]:
            name = country["properties"]["name"]
            code = code_of(name, names)
            if not code:
                continue
            self.codes[name] = code
            polygons = country["arcs"] if country["type"] == "MultiPolygon" else [country["arcs"]]
            for ring in (r for p in polygons for r in p):
                self.rings[code].append(list(ring))
                for k in ring:
                    self.owners[k if k >= 0 else ~k].append(name)

    def points(self, ring: Iterable[int]) -> list[Point]:
        """The points of a ring or a part of one."""
        made: list[Point] = []
        for k in ring:
            line = self.arcs[k] if k >= 0 else self.arcs[~k][::-1]
            made += line[1:] if made else line
        return made

    def between(self, *ends: str) -> list[int]:
        """The arcs between two states (or names)."""
        return [
            k
            for k, names in self.owners.items()
            if len(names) == 2 and (set(names) == set(ends) or {self.codes[n] for n in names} == set(ends))
        ]


def decoded(given: dict) -> Iterator[list[Point]]:
    """The arcs in degrees."""
    (sx, sy), (tx, ty) = given["transform"]["scale"], given["transform"]["translate"]
    for arc in given["arcs"]:
        x = y = 0
        line = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            line.append((x * sx + tx, y * sy + ty))
        yield line


def code_of(name: str, names: dict[str, str]) -> str:
    """Our code of a name; empty for what is not shown."""
    from ostraka.errors import UnknownName
    from ostraka.web.app.tongue import state_code

    if name in names:
        return names[name]
    try:
        return state_code(name)
    except UnknownName:
        return ""


def inside(point: Point, box: list[float] | None) -> bool:
    """Whether a point lies in a box (west, south, east, north)."""
    return box is None or (box[0] <= point[0] <= box[2] and box[1] <= point[1] <= box[3])


def merged(rings: list[Ring]) -> list[Ring]:
    """Rings of one state without the arcs that two of them share; what is cut open by that is sewn by `stitched`."""
    arcs = {k for ring in rings for k in ring}
    inner = {k for k in arcs if ~k in arcs}
    made: list[Ring] = []
    for ring in rings:
        made += runs(ring, inner) if set(ring) & inner else [ring]
    return made


def runs(ring: Ring, inner: set[int]) -> list[Ring]:
    """The stretches of a ring outside its shared arcs, in order, begun after a shared one."""
    start = next(k for k, arc in enumerate(ring) if arc in inner)
    turned = ring[start:] + ring[:start]
    made: list[Ring] = [[]]
    for arc in turned:
        if arc in inner:
            made.append([])
        else:
            made[-1].append(arc)
    return [run for run in made if run]


def project(point: Point) -> Point:
    """Equal Earth, in units of the drawing."""
    a = (1.340264, -0.081106, 0.000893, 0.003796)
    lon, lat = math.radians(point[0]), math.radians(point[1])
    t = math.asin(math.sqrt(3) / 2 * math.sin(lat))
    d = 3 * (9 * a[3] * t**8 + 7 * a[2] * t**6 + 3 * a[1] * t**2 + a[0])
    x = 2 * math.sqrt(3) * lon * math.cos(t) / d
    y = a[3] * t**9 + a[2] * t**7 + a[1] * t**3 + a[0] * t
    return WIDTH / 2 * (1 + x / 2.7066), -y * WIDTH / 2 / 2.7066


TOP = project((0, 83.7))[1]


def drawn(line: list[Point], *, closed: bool) -> str:
    """A line as relative whole steps of an SVG path; empty where nothing is left of it."""
    steps: list[tuple[int, int]] = []
    for point in line:
        x, y = project(point)
        here = (round(x), round(y - TOP))
        if not steps or here != steps[-1]:
            steps.append(here)
    if closed and len(steps) > 1 and steps[0] == steps[-1]:
        steps.pop()
    if len(steps) < (3 if closed else 2):
        return ""
    moves = [(b[0] - a[0], b[1] - a[1]) for a, b in zip(steps, steps[1:], strict=False)]
    text = " ".join(f"{x} {y}" for x, y in moves).replace(" -", "-")
    return f"M{steps[0][0]} {steps[0][1]}l{text}" + ("z" if closed else "")


def unrolled(line: list[Point]) -> list[Point]:
    """A line whose longitudes go on beyond 180 where it crosses the antimeridian."""
    made = [line[0]]
    for lon, lat in line[1:]:
        turns = round((made[-1][0] - lon) / 360)
        made.append((lon + 360 * turns, lat))
    return made


def halves(line: list[Point]) -> Iterator[list[Point]]:
    """A closed line cut along the antimeridian, each part where it is drawn."""
    whole = unrolled(line)
    low, high = min(lon for lon, _ in whole), max(lon for lon, _ in whole)
    if low >= -180 and high <= 180:
        yield line
        return
    edge = 180.0 if high > 180 else -180.0
    for side in (1, -1):
        part = clipped(whole, edge, side)
        if part:
            shift = -360 if edge == 180 and side < 0 else 360 if edge == -180 and side > 0 else 0
            yield [(lon + shift, lat) for lon, lat in part]


def clipped(line: list[Point], edge: float, side: int, axis: int = 0) -> list[Point]:
    """The part of a closed line below (side 1) or above (-1) a meridian or, `axis` 1, a parallel.

    Sutherland and Hodgman 1974.
    """
    made: list[Point] = []
    for a, b in zip(line, line[1:], strict=False):
        ins = [(p[axis] - edge) * side <= 0 for p in (a, b)]
        if ins[0] != ins[1]:
            t = (edge - a[axis]) / (b[axis] - a[axis])
            made.append((a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])))
        if ins[1]:
            made.append(b)
    return [*made, made[0]] if made else []


def stitched(world: World, rings: list[Ring]) -> list[list[Point]]:
    """Rings as closed lines of points; pieces that were cut open are joined end to start."""
    lines = [world.points(ring) for ring in rings]
    closed = [line for line in lines if line[0] == line[-1]]
    open_ = [line for line in lines if line[0] != line[-1]]
    while open_:
        line = open_.pop()
        while line[0] != line[-1]:
            k = next(k for k, other in enumerate(open_) if other[0] == line[-1])
            line = line + open_.pop(k)[1:]
        closed.append(line)
    return closed


def main(folder: Path) -> None:
    """Write the two tables."""
    changes = tomllib.loads((HERE / "world_map.toml").read_text(encoding="utf-8"))
    world = World(folder / "countries-110m.json", changes["names"])
    fine = World(folder / "countries-50m.json", changes["names"])
    lines: dict[str, list[list[Point]]] = defaultdict(list)
    for move in changes["moved"]:
        ring = next(r for r in world.rings[move["from"]] if all(inside(p, move["box"]) for p in world.points(r)))
        world.rings[move["from"]].remove(ring)
        world.rings[move["to"]].append(ring)
        for k in ring:
            owners = world.owners[k if k >= 0 else ~k]
            owners[:] = ["Ukraine" if world.codes[n] == move["from"] else n for n in owners]
    for change in changes["redrawn"]:
        for k in world.between(*change["between"]):
            lines[change["dispute"]].append(list(world.arcs[k]))
            inner = [tuple(p) for p in change["inner"]]
            world.arcs[k] = [world.arcs[k][0], *inner, world.arcs[k][-1]]
            lines[change["dispute"]].append(list(world.arcs[k]))
    dashed: set[int] = set()
    for border in changes["disputed"]:
        found = world.between(*border["between"]) if "between" in border else around(world, border["around"])
        for k in found:
            whole = border.get("box") is None
            parts = [world.arcs[k]] if whole else within(world.arcs[k], border["box"])
            lines[border["dispute"]] += parts
            dashed |= {k} if whole else set()
    write(world, fine, lines, dashed, changes)


def around(world: World, code: str) -> list[int]:
    """All arcs of a state."""
    return [k if k >= 0 else ~k for ring in world.rings[code] for k in ring]


def within(line: list[Point], box: list[float], inside_: bool = True) -> list[list[Point]]:
    """The stretches of a line in a box (or outside it), each with the point before and after."""
    made: list[list[Point]] = []
    for a, b in zip(line, line[1:], strict=False):
        if (inside(a, box) and inside(b, box)) is inside_:
            if made and made[-1][-1] == a:
                made[-1].append(b)
            else:
                made.append([a, b])
    return made


def write(world: World, fine: World, lines: dict, dashed: set[int], changes: dict) -> None:
    """Areas, dots and borders as CSV."""
    from ostraka.states import table

    shapes = {c: [h for line in stitched(world, merged(r)) for h in halves(line)] for c, r in world.rings.items()}
    for cut in changes["cut"]:
        dashed |= set(world.between(cut["from"], cut["to"]))
        lines[cut["dispute"]].append(moved_south(shapes, cut))
    areas = [(c, "area", "".join(drawn(line, closed=True) for line in shapes[c])) for c in sorted(shapes)]
    known = {code for code, _, path in areas if path}
    areas = [a for a in areas if a[2]]
    for code in sorted(set(fine.rings) - known):
        if code in table.names():
            largest = max((fine.points(r) for r in fine.rings[code]), key=len)
            x, y = project((sum(p[0] for p in largest) / len(largest), sum(p[1] for p in largest) / len(largest)))
            areas.append((code, "dot", f"{round(x)} {round(y - TOP)}"))
    firm = []
    for k, names in world.owners.items():
        ends = sorted({world.codes[n] for n in names})
        if len(ends) == 2 and k not in dashed:
            rest = [world.arcs[k]]
            for b in changes["disputed"]:
                if "box" in b and sorted(b["between"]) == ends:
                    rest = [part for line in rest for part in within(line, b["box"], False)]
            firm += rest
    bottom = round(project((0, SOUTH))[1] - TOP)
    table_at("areas.csv", ABOUT.format(width=WIDTH, height=bottom), ("code", "kind", "path"), areas)
    found = [("firm", firm), *((key, lines[key]) for key in sorted(lines))]
    rows = [(key, "".join(drawn(line, closed=False) for line in mine)) for key, mine in found]
    about = "# Borders, as areas.csv: `firm`, or the key of a dispute in disputes.toml."
    table_at("borders.csv", about, ("key", "path"), rows)


def moved_south(shapes: dict[str, list[list[Point]]], cut: dict) -> list[Point]:
    """Give what lies south of a parallel to the other state; the parallel's stretch between them."""
    edge, given = cut["south_of"], shapes[cut["from"]]
    south = [part for line in given if (part := clipped(line, edge, 1, axis=1))]
    shapes[cut["from"]] = [part for line in given if (part := clipped(line, edge, -1, axis=1))]
    shapes[cut["to"]] += south
    on_it = sorted(p for line in south for p in line if abs(p[1] - edge) < 1e-9)
    return [on_it[0], on_it[-1]]


def table_at(name: str, about: str, header: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> None:
    """Write a table with its comment."""
    with (OUT / name).open("w", encoding="utf-8", newline="") as file:
        print(about, file=file)
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
