"""The network of all states on a day, or around one of them; behind every line its sentences."""

from __future__ import annotations

import math
from collections import defaultdict
from typing import Any
from urllib.parse import urlencode

import msgspec
from fastapi import Request

from ostraka.brief.naming import state_code
from ostraka.brief.sentences import clause, rung_told, surely
from ostraka.brief.words import capital
from ostraka.claims import Tie
from ostraka.relations.table import kind_of
from ostraka.web.app.bonds import Bond, bonds
from ostraka.web.app.clocks import clock
from ostraka.web.app.desk import Desk, Page
from ostraka.web.app.layouts import HEIGHT, WIDTH, Spots, around, layout
from ostraka.web.app.reading import card
from ostraka.web.app.tongue import Tongue, chosen
from ostraka.web.app.worlds import World
from ostraka.web.limits import limits

__all__ = ["PAGES", "drawing", "told"]

LEANS = ("for", "against")


class Spot(msgspec.Struct, frozen=True, kw_only=True):
    """A state in the drawing, larger the more its ties weigh."""

    code: str
    x: float
    y: float
    r: float
    body: bool


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """A bond as a line: its path, its width by how surely, and whether it runs aside of the focus."""

    a: str
    b: str
    lean: str
    path: str
    width: float
    contested: bool
    pending: bool
    aside: bool
    ties: int


class Drawing(msgspec.Struct, frozen=True, kw_only=True):
    """A network ready to be written as SVG."""

    width: int
    height: int
    spots: tuple[Spot, ...]
    lines: tuple[Line, ...]


def drawing(found: list[Bond], world: World, focus: str = "") -> Drawing:
    """All bonds as a drawing; with `focus` that state in the middle, and what its partners have among them faint."""
    weight: dict[str, float] = defaultdict(float)
    pulls: dict[tuple[str, str], float] = defaultdict(float)
    for bond in found:
        for code in (bond.a, bond.b):
            weight[code] += bond.strength
        pulls[bond.a, bond.b] += bond.strength if bond.lean == "for" else -bond.strength
    codes = sorted(weight, key=lambda c: (-weight[c], c))
    if focus in weight:
        mine = {c for bond in found if focus in (bond.a, bond.b) for c in (bond.a, bond.b)}
        own = [b for b in found if focus in (b.a, b.b)]
        aside = [b for b in found if b.a in mine and b.b in mine and focus not in (b.a, b.b)]
        found = own + aside[: max(limits().network_lines - len(own), 0)]
        order = sorted(mine, key=lambda c: (-pulls.get((min(c, focus), max(c, focus)), 0.0), c))
        spots = around(order, focus)
    else:
        focus, spots = "", layout(codes, pulls)
    most = max(weight.values(), default=1.0)
    sides: dict[tuple[str, str], int] = defaultdict(int)
    for bond in found:
        sides[bond.a, bond.b] += 1
    return Drawing(
        width=WIDTH,
        height=HEIGHT,
        spots=tuple(
            Spot(
                code=c,
                x=spots[c][0],
                y=spots[c][1],
                r=round(4 + 9 * math.sqrt(weight[c] / most), 1),
                body=not world.measured(c),
            )
            for c in codes
            if c in spots
        ),
        lines=tuple(line(b, spots, sides[b.a, b.b], focus) for b in reversed(found)),
    )


def line(bond: Bond, spots: Spots, sides: int, focus: str) -> Line:
    """One line; two between the same states bend away from each other."""
    (x1, y1), (x2, y2) = spots[bond.a], spots[bond.b]
    length = math.hypot(x2 - x1, y2 - y1) or 1.0
    bend = 0.0 if sides < 2 else 14.0 if bond.lean == "for" else -14.0
    mx, my = (x1 + x2) / 2 - (y2 - y1) / length * bend, (y1 + y2) / 2 + (x2 - x1) / length * bend
    path = f"M{x1} {y1}L{x2} {y2}" if not bend else f"M{x1} {y1}Q{mx:.1f} {my:.1f} {x2} {y2}"
    return Line(
        a=bond.a,
        b=bond.b,
        lean=bond.lean,
        path=path,
        width=round(0.8 + 5.2 * bond.strength, 2),
        contested=bond.contested,
        pending=bond.pending,
        aside=bool(focus) and focus not in (bond.a, bond.b),
        ties=len(bond.ties),
    )


def network(
    desk: Desk,
    request: Request,
    at: str | None = None,
    known: str | None = None,
    focus: str = "",
    channel: str = "",
    lean: str = "",
    rows: str = "",
) -> Page:
    """The network on a day, of one channel or lean where asked for; `focus` puts one state in the middle."""
    world, t = desk.world(at, known), chosen(request)
    focus = state_code(focus) if focus else ""
    channel = channel if channel in t.w.phrases["channels"] else ""
    lean = lean if lean in LEANS else ""
    found = bonds(world.material.ties, world.disputed, channel=channel, lean=lean)
    key = ("network", channel, lean, focus)
    if key not in world.memo:  # the places are the same for the same ties
        world.memo[key] = drawing(found if focus else found[: limits().network_lines], world, focus)
    drawn: Drawing = world.memo[key]
    listed = [b for b in found if not focus or focus in (b.a, b.b)]
    kept = {"at": at or "", "known": known or "", "channel": channel, "lean": lean}
    query = urlencode({k: v for k, v in kept.items() if v})
    show = {
        "drawn": drawn,
        "rows": [told_bond(b, t) for b in (listed if rows else listed[: limits().network_rows])],
        "left": 0 if rows else max(len(listed) - limits().network_rows, 0),
        "named": len(drawn.spots) <= limits().network_names,
        "focus": focus,
        "focus_name": t.w.bare(focus) if focus else "",
        "channel": channel,
        "lean": lean,
        "channels": [(c, t.channel(c)) for c in t.w.phrases["channels"]],
        "asked": query,
        "clock": clock(world, "/network", known, {"focus": focus, "channel": channel, "lean": lean}),
        "day": t.w.day(world.at),
        "known_day": t.w.day(known) if known else "",
    }
    data = {"at": world.at, "known": known or None, "focus": focus or None, "bonds": listed}
    return Page(template="network.html.j2", data=data, show=show)


def told_bond(bond: Bond, t: Tongue) -> dict[str, Any]:
    """A bond as a row of the table."""
    arrow = "→" if bond.ways == (">",) else "←" if bond.ways == ("<",) else "↔"
    return {
        "b": bond,
        "names": (t.w.bare(bond.a), t.w.bare(bond.b)),
        "arrow": arrow,
        "likely": surely(bond.ties[0], rung_told(bond.ties[0]), t.w),
        "channels": [t.channel(c) for c in bond.channels],
        "confirmed": t.w.day(bond.confirmed) if bond.confirmed else "",
    }


def told(tie: Tie, world: World, t: Tongue) -> dict[str, Any]:
    """A tie with its sentence, how likely, and the first of its claims."""
    rung = rung_told(tie)
    claims = world.claims(tie.claims)
    return {
        "tie": tie,
        "clause": capital(clause(world.told(tie), rung, t.w)),
        "likely": surely(tie, rung, t.w),
        "lean": kind_of(tie.act),
        "stage": t.stage(tie.stage),
        "channel": t.channel(tie.channel),
        "contested": tie.id in world.disputed,
        "confirmed": t.w.day(tie.confirmed) if tie.confirmed else "",
        "cards": [card(c, t) for c in claims[: limits().tie_claims]],
        "left": max(len(claims) - limits().tie_claims, 0),
    }


def between(
    desk: Desk, request: Request, a: str, b: str, at: str | None = None, known: str | None = None, lean: str = ""
) -> Page:
    """What holds between two, each tie with its sentences: what opens when a line of a picture is chosen."""
    a, b = state_code(a), state_code(b)
    world, t = desk.world(at, known), chosen(request)
    ties = [x for x in world.ties_of(a, b) if lean in ("", kind_of(x.act))]
    ties.sort(key=lambda x: (-x.credence * x.known, x.id))
    world.claims([c for tie in ties for c in tie.claims])  # fetched in one go
    show = {
        "a": a,
        "b": b,
        "names": (t.w.bare(a), t.w.bare(b)),
        "ties": [told(x, world, t) for x in ties],
        "asked": urlencode({k: v for k, v in {"at": at or "", "known": known or ""}.items() if v}),
        "day": t.w.day(world.at),
    }
    return Page(template="between.html.j2", data={"a": a, "b": b, "at": world.at, "ties": ties}, show=show)


PAGES = (
    ("/network", network, "GET"),
    ("/between/{a}/{b}", between, "GET"),
)
