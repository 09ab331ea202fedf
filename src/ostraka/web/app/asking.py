"""One state: isolation with its interval and split, partners by channel, and what the tabs show."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from fastapi import Request

from ostraka.brief.naming import state_code
from ostraka.brief.sentences import clause, rung_told, surely, who
from ostraka.brief.words import capital, days_between
from ostraka.claims import Proposition, Stance, Tie
from ostraka.measures import Isolation
from ostraka.measures.account import assuming
from ostraka.measures.figures import assumptions
from ostraka.relations.table import either_way, kind_of
from ostraka.web.app.bonds import bonds
from ostraka.web.app.changing import before_of, moves
from ostraka.web.app.clocks import clock
from ostraka.web.app.desk import Desk, Moved, Page
from ostraka.web.app.drawings import lanes
from ostraka.web.app.maps import shown as map_shown
from ostraka.web.app.networks import drawing
from ostraka.web.app.tongue import Tongue, chosen
from ostraka.web.app.worlds import World
from ostraka.web.limits import limits
from ostraka.web.page import gauge, partner_rows
from ostraka.weighing.changes import status

__all__ = ["PAGES", "stances", "tie_row"]


def tie_row(tie: Tie, code: str, world: World, points: dict[str, float], t: Tongue) -> dict[str, Any]:
    """A tie as a row of a state's table: the other end, which way, what holds, how surely, last confirmed."""
    other = tie.to if tie.from_ == code else tie.from_
    told = rung_told(tie)
    return {
        "tie": tie,
        "contested": tie.id in world.disputed,
        "other": other,
        "name": t.w.bare(other) if other else "",
        "arrow": "↔" if either_way(tie.act) else "→" if tie.from_ == code else "←",
        "clause": capital(clause(world.told(tie), told, t.w)),
        "likely": surely(tie, told, t.w),
        "credence": told.credence,
        "stage": t.stage(tie.stage),
        "status": status(tie),
        "lean": kind_of(tie.act),
        "points": points.get(tie.id, 0.0),
        "confirmed": t.w.day(tie.confirmed) if tie.confirmed else "",
        "ago": days_between(tie.confirmed, world.at),
        "ago_words": t.w.ago(days_between(tie.confirmed, world.at) or 0).strip(" ()"),
        "roots": len(tie.weights),
        "claim": tie.claims[0] if tie.claims else None,
    }


def state(
    desk: Desk,
    request: Request,
    code: str,
    at: str | None = None,
    known: str | None = None,
    since: str | None = None,
    tab: str = "partners",
    channel: str = "",
) -> Page:
    """A state: isolation with its interval and split, partners by channel both ways; tabs for the rest."""
    code, world, t = state_code(code), desk.world(at, known), chosen(request)
    ties = world.ties_of(code)
    figures = world.figures(code) if world.measured(code) else None
    tab = tab if tab in TABS else "partners"
    data = {
        "state": code,
        "at": world.at,
        "known": known or None,
        "isolation": figures,
        "ties": ties,
        "sources": lambda: world.outlets(code),
    }
    asked = {"at": at or "", "known": known or ""}
    show = {
        "code": code,
        "name": t.w.bare(code),
        "at": world.at,
        "known": known or "",
        "day": t.w.day(world.at),
        "known_day": t.w.day(known) if known else "",
        "f": figures,
        "gauge": gauge(figures) if figures else None,
        "word": t.w.say(f"sentences.word_{figures.word}") if figures else "",
        "large": world.large,
        "tab": tab,
        "tabs": [(x, t.ui[f"tab_{x}"]) for x in TABS],
        "asked": urlencode({k: v for k, v in asked.items() if v}),
        "clock": clock(world, f"/state/{code}", known, {"tab": tab, "channel": channel}),
        "tally": (len(ties), world.said_of(code), sum(x.id in world.disputed for x in ties)),
        **TABS[tab](desk, world, code, t, since or "", channel),
    }
    return Page(template="state.html.j2", data=data, show=show)


def partners(desk: Desk, world: World, code: str, t: Tongue, since: str, channel: str) -> dict[str, Any]:
    """What carries the figure, and every tie by channel."""
    figures: Isolation | None = world.figures(code) if world.measured(code) else None
    points: dict[str, float] = defaultdict(float)
    for partner in figures.partners if figures else ():
        for share in partner.ties:
            points[share.tie] += share.points
    by_channel: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for tie in world.ties_of(code):
        by_channel[tie.channel].append(tie_row(tie, code, world, points, t))
    for mine in by_channel.values():
        mine.sort(key=lambda r: (-abs(r["points"]), -r["credence"] * r["tie"].known, r["name"]))
    return {
        "supposed": supposed(world, code, t) if figures else None,
        "rows": partner_rows(figures, world.disputed, {}, t.w) if figures else [],
        "channels": [(t.channel(c), c, by_channel[c]) for c in t.w.phrases["channels"] if c in by_channel],
    }


def supposed(world: World, code: str, t: Tongue) -> dict[str, Any]:
    """The isolation with ordinary ties assumed where nothing is known, in a sentence, and what weighs most in it."""
    a = assuming(world.picture, None, code)
    full = world.picture.assuming
    rows = [
        (t.w.bare(full.system.states[p]), x)
        for p, mine in assumptions(full, full.system.index[code]).items()
        for x in mine
    ]
    rows.sort(key=lambda x: (-abs(x[1].points), x[0], x[1].channel))
    numbers = {"value": t.w.number(a.value), "before": "", "points": t.w.signed(a.points), "background": a.background}
    shown = [(name, t.channel(x.channel), x) for name, x in rows[: limits().assumed_rows]]
    return {"words": t.w.say("sentences.assuming", **numbers), "rows": shown}


def network(desk: Desk, world: World, code: str, t: Tongue, since: str, channel: str) -> dict[str, Any]:
    """The state amid its partners."""
    found = [b for b in bonds(world.material.ties, world.disputed)]
    return {"drawn": drawing(found, world, code), "alone": not any(code in (b.a, b.b) for b in found)}


def timeline(desk: Desk, world: World, code: str, t: Tongue, since: str, channel: str) -> dict[str, Any]:
    """Who said what when, on a lane for each channel."""
    about = world.about(code)
    shown = stances(about[: limits().lane_propositions], t)
    return {"lanes": lanes(shown), "untold": not about and bool(world.tied.get(code))}


def atlas(desk: Desk, world: World, code: str, t: Tongue, since: str, channel: str) -> dict[str, Any]:
    """The map."""
    return {"m": map_shown(world, code, channel if channel in t.w.phrases["channels"] else "", t)}


def sources(desk: Desk, world: World, code: str, t: Tongue, since: str, channel: str) -> dict[str, Any]:
    """Which outlets carry what is known of it."""
    return {"publishers": world.outlets(code)}


def changed(desk: Desk, world: World, code: str, t: Tongue, since: str, channel: str) -> dict[str, Any]:
    """What changed of it."""
    found = moves(desk, world, before_of(world, since), code, t) if world.at else []
    return {"moves": found, "since": before_of(world, since) if world.at else ""}


TABS: dict[str, Callable[[Desk, World, str, Tongue, str, str], dict[str, Any]]] = {
    "partners": partners,
    "network": network,
    "timeline": timeline,
    "map": atlas,
    "sources": sources,
    "changes": changed,
}


def stances(about: list[Proposition], t: Tongue) -> list[tuple[str, list[tuple[Stance, str]]]]:
    """Lanes per channel: each stance with what it says of what."""
    found: dict[str, list[tuple[Stance, str]]] = defaultdict(list)
    for p in about:
        ends = (" ↔ " if either_way(p.act) else " → ").join(t.w.bare(c) for c in (p.from_, p.to) if c)
        for s in p.stances:
            said = f"{t.w.day(s.date)} · {who(s, t.w)}: {t.verb(s.verb)} ({t.stage(s.stage)})"
            words = f"{said} · {ends}, {p.goods or t.channel(p.channel)}"
            found[p.channel].append((s, words))
    return [(t.channel(c), found[c]) for c in sorted(found)]


def find(desk: Desk, request: Request, name: str = "") -> Moved:
    """The state of that name or code."""
    code = state_code(name.strip())
    return Moved(to=f"/state/{code}", data={"state": code})


PAGES = (
    ("/state", find, "GET"),
    ("/state/{code}", state, "GET"),
)
