"""The ties of one state on a map: who stands with it and who against, channel by channel; no data is drawn as such."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import msgspec
from fastapi import Request

from ostraka.brief.naming import state_code
from ostraka.languages.pack import load_toml
from ostraka.measures.blocs import members
from ostraka.states import table
from ostraka.web.app.bonds import Bond, bonds, grade
from ostraka.web.app.clocks import clock
from ostraka.web.app.desk import Desk, Page
from ostraka.web.app.tongue import Tongue, chosen
from ostraka.web.app.worlds import World
from ostraka.web.limits import limits

__all__ = ["PAGES", "areas", "borders", "disputes", "mapped"]

HERE = Path(__file__).parent / "map"
WIDTH, HEIGHT = 2000, 869  # as areas.csv says


class Area(msgspec.Struct, frozen=True, kw_only=True):
    """A state on the map: an SVG path, or a dot's x and y where it is too small to draw."""

    code: str
    path: str = ""
    x: int = 0
    y: int = 0


class Colour(msgspec.Struct, frozen=True, kw_only=True):
    """How a state is drawn: `lean` (for, against, both, self, none), `grade` 0..3, whether contested or only promised.

    `through` is the bloc by which alone it is bound.
    """

    code: str
    lean: str
    grade: int
    contested: bool = False
    pending: bool = False
    channels: tuple[str, ...] = ()
    through: str | None = None


@cache
def areas() -> tuple[Area, ...]:
    """The areas and dots of all states."""
    return tuple(
        Area(code=code, path=path) if kind == "area" else Area(code=code, x=int(x), y=int(y))
        for code, kind, path in rows("areas")
        for x, y in [path.split(" ") if kind == "dot" else ("0", "0")]
    )


@cache
def borders() -> dict[str, str]:
    """The paths of borders: `firm`, and each dispute's."""
    return {key: path for key, path in rows("borders")}


@cache
def disputes() -> dict[str, dict[str, str]]:
    """How each dispute is drawn, and on whose word, in every language."""
    return load_toml(HERE / "disputes.toml")


def rows(name: str) -> list[list[str]]:
    """The rows of a table of the map, without comments and header."""
    with (HERE / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.reader(line for line in lines if not line.startswith("#")))[1:]


def mapped(world: World, code: str, channel: str = "") -> dict[str, Colour]:
    """The colour of every state that is bound to `code` in a channel (or any), by itself or through a bloc."""
    found: dict[str, list[tuple[Bond, str | None]]] = defaultdict(list)
    for bond in bonds(world.ties_of(code), world.disputed, channel=channel):
        other = bond.b if bond.a == code else bond.a
        if world.measured(other) or other in table.states():
            found[other].append((bond, None))
            continue
        for member in bound(other, bond, world):
            if member != code:
                found[member].append((bond, other))
    made = {member: colour(member, mine) for member, mine in found.items()}
    made[code] = Colour(code=code, lean="self", grade=3)
    return made


def bound(bloc: str, bond: Bond, world: World) -> Iterable[str]:
    """The members for whom a bloc acts."""
    system = world.picture.system
    return sorted({m for t in bond.ties for m in members(bloc, t.act, system.states, system.settings, world.at)})


def colour(code: str, found: list[tuple[Bond, str | None]]) -> Colour:
    """One state's colour; what it does itself goes before what a bloc does for it."""
    own = [b for b, bloc in found if bloc is None]
    mine = own or [b for b, _ in found]
    return Colour(
        code=code,
        lean=leaning(mine),
        grade=max(grade(b.strength) for b in mine),
        contested=any(b.contested for b in mine),
        pending=all(b.pending for b in mine),
        channels=tuple(dict.fromkeys(c for b in mine for c in b.channels)),
        through=None if own else found[0][1],
    )


def leaning(mine: list[Bond]) -> str:
    """Which way a state leans: both where the weaker side is as strong as the other, or middling by itself."""
    grades = {b.lean: max(grade(x.strength) for x in mine if x.lean == b.lean) for b in mine}
    first, *rest = sorted(grades, key=lambda x: (-grades[x], x))
    return "both" if rest and grades[rest[0]] >= min(grades[first], limits().map_both) else first


def folded(rows_: list[dict[str, Any]], t: Tongue) -> list[dict[str, Any]]:
    """The rows of the table, members for whom a bloc acts as one row."""
    made: list[dict[str, Any]] = []
    seen: dict[tuple[object, ...], dict[str, Any]] = {}
    for row in rows_:
        c = row["c"]
        key = (c.through, c.lean, c.grade, c.contested, c.pending)
        if c.through and key in seen:
            seen[key]["members"].append(t.w.name(c.code))
            continue
        made.append(
            {
                **row,
                "members": [t.w.name(c.code)] if c.through else [],
                "bloc": t.w.bare(c.through) if c.through else "",
            }
        )
        seen[key] = made[-1]
    return made


def shown(world: World, code: str, channel: str, t: Tongue) -> dict[str, Any]:
    """What the template of a map is given."""
    found = mapped(world, code, channel)
    listed = [told(c, t) for c in found.values() if c.lean != "self"]
    order = {"for": 0, "both": 1, "against": 2}
    listed.sort(key=lambda x: (order[x["c"].lean], -x["c"].grade, x["name"]))
    return {
        "width": WIDTH,
        "height": HEIGHT,
        "areas": [(a, found.get(a.code)) for a in areas()],
        "titles": {x["c"].code: x["title"] for x in listed},
        "borders": borders(),
        "disputes": [(key, d["drawn"], d[t.language]) for key, d in disputes().items()],
        "rows": folded(listed, t),
        "states": [x["c"] for x in listed],
        "channel": channel,
        "channels": [(c, t.channel(c)) for c in t.w.phrases["channels"]],
    }


def told(c: Colour, t: Tongue) -> dict[str, Any]:
    """A state of the map in words."""
    name = t.w.bare(c.code)
    channels = [t.channel(x) for x in c.channels]
    lean = t.ui[f"lean_{c.lean}"]
    marks = [t.ui["contested"]] if c.contested else []
    marks += [t.ui["only_promised"]] if c.pending else []
    marks += [t.say("through_bloc", bloc=t.w.name(c.through))] if c.through else []
    words = ", ".join([lean, t.ui["strengths"][c.grade], *marks])
    return {
        "c": c,
        "name": name,
        "words": words,
        "channels": channels,
        "title": f"{name}: {words} ({', '.join(channels)})",
    }


def atlas(
    desk: Desk, request: Request, code: str, at: str | None = None, known: str | None = None, channel: str = ""
) -> Page:
    """The ties of a state on a map, in one channel where asked for."""
    code, world, t = state_code(code), desk.world(at, known), chosen(request)
    channel = channel if channel in t.w.phrases["channels"] else ""
    made = shown(world, code, channel, t)
    show = {
        "m": made,
        "code": code,
        "name": t.w.bare(code),
        "action": f"/map/{code}",
        "kept": [("at", at), ("known", known)],
        "asked": urlencode({k: v for k, v in {"at": at or "", "known": known or ""}.items() if v}),
        "clock": clock(world, f"/map/{code}", known, {"channel": channel}),
        "day": t.w.day(world.at),
        "known_day": t.w.day(known) if known else "",
    }
    data = {
        "state": code,
        "at": world.at,
        "known": known or None,
        "channel": channel or None,
        "states": made["states"],
        "disputes": [{"key": k, "drawn": how, "words": words} for k, how, words in made["disputes"]],
    }
    return Page(template="map.html.j2", data=data, show=show)


PAGES = (("/map/{code}", atlas, "GET"),)
