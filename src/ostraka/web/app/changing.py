"""What changed since a day, in sentences; also as an Atom feed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from fastapi import Request

from ostraka.brief.naming import state_code
from ostraka.brief.sentences import clause, rung_told
from ostraka.brief.words import capital
from ostraka.relations.table import either_way, kind_of
from ostraka.web.app.desk import Desk, Page, day
from ostraka.web.app.reading import card
from ostraka.web.app.tongue import Tongue, chosen
from ostraka.web.app.worlds import World
from ostraka.web.limits import limits
from ostraka.weighing.changes import changes

__all__ = ["PAGES", "before_of", "changed", "moves"]


def before_of(world: World, since: str | None) -> str:
    """The earlier day: as asked, else a month before."""
    return day(since) or (date.fromisoformat(world.at) - timedelta(days=limits().change_days)).isoformat()


def moves(desk: Desk, world: World, since: str, code: str | None, t: Tongue) -> list[dict[str, Any]]:
    """What changed since that day, told; each day by what had been published by then."""
    earlier = desk.world(since, since)
    made: list[dict[str, Any]] = []
    for change in changes(earlier.material.ties, world.material.ties, t.language, t.w.day):
        tie = change.after or change.before
        if len(made) >= limits().changes:
            break
        if tie is None or (code and code not in (tie.from_, tie.to)):
            continue
        ends = (" ↔ " if either_way(tie.act) else " → ").join(t.w.bare(c) for c in (tie.from_, tie.to) if c)
        cards = [card(c, t) for c in world.claims(change.claims)[: limits().change_claims]]
        where = f"/pair/{tie.from_}/{tie.to}" if tie.from_ else f"/state/{tie.to}"
        what = capital(clause(world.told(tie), rung_told(tie), t.w))
        made.append(
            {
                "change": change,
                "title": ends,
                "channel": t.channel(tie.channel),
                "what": what,
                "cards": cards,
                "link": where,
                "lean": kind_of(tie.act),
                "contested": tie.id in world.disputed,
            }
        )
    return made


def changed(
    desk: Desk, request: Request, since: str | None = None, at: str | None = None, state: str | None = None
) -> Page:
    """What changed since a day: new ties, rungs climbed, denials, endings, likelier or less."""
    world, t = desk.world(at, at), chosen(request)
    code = state_code(state) if state else None
    earlier = before_of(world, since) if world.at else ""
    found = moves(desk, world, earlier, code, t) if world.at else []
    data = {"since": earlier, "at": world.at, "state": code, "changes": [m["change"] for m in found]}
    show = {
        "moves": found,
        "since": earlier,
        "at": world.at,
        "code": code or "",
        "state": t.w.bare(code) if code else "",
        "days": (t.w.day(earlier) if earlier else "", t.w.day(world.at) if world.at else ""),
    }
    return Page(template="changes.html.j2", data=data, show=show)


PAGES = (("/changes", changed, "GET"),)
