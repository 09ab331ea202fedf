"""Two states: what is proposed of them by channel and over time, who says what of it, who needs whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from fastapi import Request

from ostraka.brief.naming import state_code
from ostraka.brief.pairs import pair_lines
from ostraka.brief.sentences import who
from ostraka.brief.words import capital
from ostraka.claims import Proposition, Stance, Tie
from ostraka.measures import Pair as Figures
from ostraka.measures import pair as figures_of
from ostraka.measures import system
from ostraka.measures.blocs import members
from ostraka.measures.dependence import needed
from ostraka.states import table
from ostraka.web.app.asking import stances, tie_row
from ostraka.web.app.clocks import clock
from ostraka.web.app.desk import Desk, Page, day
from ostraka.web.app.drawings import Curves, curves, lanes
from ostraka.web.app.networks import told
from ostraka.web.app.tongue import Tongue, chosen
from ostraka.web.app.worlds import World
from ostraka.web.limits import limits
from ostraka.weighing.summary import told as as_of
from ostraka.weighing.ties import summaries

__all__ = ["PAGES"]

BEFORE = timedelta(days=7)  # how long before the first word the drawing begins


def pair(
    desk: Desk,
    request: Request,
    a: str,
    b: str,
    at: str | None = None,
    known: str | None = None,
    since: str | None = None,
) -> Page:
    """Two states: lanes of who said what by channel, the stance matrix of each tie, who needs whom.

    `since` is an earlier day, to see whether leverage turned round.
    """
    a, b = state_code(a), state_code(b)
    world, t = desk.world(at, known), chosen(request)
    ties = world.ties_of(a, b) if a != b else []
    about = world.about(a, b) if ties else []
    world.claims([c for tie in ties for c in tie.claims])  # fetched in one go
    figures = measured(desk, world, (a, b), day(since))
    asked = urlencode({k: v for k, v in {"at": at or "", "known": known or ""}.items() if v})
    show = {
        "a": a,
        "b": b,
        "name_a": t.w.bare(a),
        "name_b": t.w.bare(b),
        "at": world.at,
        "known": known or "",
        "day": t.w.day(world.at),
        "known_day": t.w.day(known) if known else "",
        "asked": asked,
        "clock": clock(world, f"/pair/{a}/{b}", known),
        "lanes": lanes(stances(about, t)),
        "ties": [
            {
                "row": tie_row(tie, a, world, {}, t),
                "matrix": matrix([p for p in about if p.id in tie.propositions], t),
                "told": told(tie, world, t),
            }
            for tie in sorted(ties, key=lambda x: (-len(x.claims), x.id))
        ],
        "figures": list(pair_lines(figures, t.w)) if figures else [],
        "since": since or "",
        "untold": bool(ties) and not about,
        "approximate": world.picture.system.settings.approximate,
    }
    data = {"a": a, "b": b, "at": world.at, "ties": ties, "propositions": about, "figures": figures}
    return Page(template="pair.html.j2", data=data, show=show)


def measured(desk: Desk, world: World, ends: tuple[str, str], since: str | None) -> Figures | None:
    """All figures of the two, where both are measured; beside those of an earlier day, if one is asked."""
    if ends[0] == ends[1] or not all(world.measured(x) for x in ends):
        return None
    before = desk.world(since, world.material.known).picture if since else None
    return figures_of(world.picture, *ends, before=before, found=world.amounts)


def over_time(desk: Desk, request: Request, a: str, b: str, at: str | None = None, known: str | None = None) -> Page:
    """How much each of two states depended on the other, day by day; by what is known (or was by `known`)."""
    a, b = state_code(a), state_code(b)
    world, t = desk.world(at, known), chosen(request)
    if ("past", a, b) not in world.memo:
        days = turning_points(world, world.ties_of(a, b) if a != b else [])
        world.memo["past", a, b] = past(desk, world, (a, b), days)
    found: list[tuple[str, float, float]] = world.memo["past", a, b]
    drawn: Curves | None = curves([(day, (x, y)) for day, x, y in found])
    show = {
        "a": a,
        "b": b,
        "names": (t.w.bare(a), t.w.bare(b)),
        "curves": drawn,
        "needs": [t.w.fill(str(t.ui["needs_of"]), {"a": t.w.bare(x), "b": t.w.name(y)}) for x, y in ((a, b), (b, a))],
        "points": [(t.w.day(day), day, x, y) for day, x, y in found],
        "asked": urlencode({k: v for k, v in {"at": at or "", "known": known or ""}.items() if v}),
        "day": t.w.day(world.at),
    }
    data = {"a": a, "b": b, "at": world.at, "points": [{"day": d, "a_on_b": x, "b_on_a": y} for d, x, y in found]}
    return Page(template="time.html.j2", data=data, show=show)


def turning_points(world: World, ties: Sequence[Tie]) -> list[str]:
    """The days on which something was said that bears on the ties, a week before the first, and the day asked about."""
    ids = {c for tie in ties for c in tie.claims}
    said = {c.article.published[:10] for c in world.claims(tuple(ids)) if len(c.article.published or "") >= 10}  # type: ignore[index]
    days = sorted(d for d in said if d <= world.at)
    if not days:
        return []
    days = sorted({(date.fromisoformat(days[0]) - BEFORE).isoformat(), *days, world.at})
    step = max(len(days) - 1, 1) / min(max(len(days) - 1, 1), limits().pair_days - 1)
    return [days[round(k * step)] for k in range(min(len(days), limits().pair_days))]


def past(desk: Desk, world: World, ends: tuple[str, str], days: Sequence[str]) -> list[tuple[str, float, float]]:
    """For each day how much the first depends on the second, and the second on the first.

    Weighed from the claims that touch either, or a bloc that one of them is in: no other bears on it. Nothing where
    that would be too much for a page.
    """
    if not days or not all(world.measured(x) for x in ends):
        return []
    rules = world.picture.system.settings
    acts = {*rules.carries, *(name for name, act in rules.acts.items() if act.closes)}
    then = world.earlier({*ends, *blocs_of(world, ends)}, acts, desk.shelf)
    if then is None:
        return []
    made = []
    for on in days:
        ordinal = date.fromisoformat(on).toordinal()
        of = system([as_of(s, ordinal) for s in summaries(then(on), ())], at=on)
        i, j = (of.index[x] for x in ends)
        ours, theirs = (float(sum(needed(of, x, y).values())) for x, y in ((i, j), (j, i)))
        made.append((on, ours, theirs))
    return made


def blocs_of(world: World, ends: tuple[str, str]) -> set[str]:
    """The bodies whose acts count as acts of one of the two."""
    of = world.picture.system
    known = {*table.memberships(), *of.settings.blocs}
    acts = of.settings.acts
    return {b for b in known if any(set(ends) & set(members(b, act, of.states, of.settings, world.at)) for act in acts)}


def matrix(about: list[Proposition], t: Tongue) -> dict[str, Any]:
    """The stance matrix of a tie: a row for each speaker, a column for each kind of stance, days in the cells.

    What one speaker says on one day of several kinds of goods is one entry; its weight is the largest of them.
    """
    found: dict[tuple[str, str], dict[tuple[str | None, str], list[tuple[Stance, Proposition]]]]
    found = defaultdict(lambda: defaultdict(list))
    for p in about:
        for s in p.stances:
            found[capital(who(s, t.w)), s.verb][s.date, s.stage].append((s, p))
    verbs = [v for v in t.ui["verbs"] if any(v == verb for _, verb in found)]
    names = sorted({name for name, _ in found})
    rows = [
        (name, {v: [entry(x, t) for _, x in in_order(found[name, v])] for v in verbs if (name, v) in found})
        for name in names
    ]
    return {"verbs": [(v, t.verb(v)) for v in verbs], "rows": rows}


def in_order(cell: dict[tuple[str | None, str], Any]) -> list[tuple[tuple[str | None, str], Any]]:
    """The entries of a cell, oldest first."""
    return sorted(cell.items(), key=lambda x: (x[0][0] or "", x[0][1]))


def entry(same: list[tuple[Stance, Proposition]], t: Tongue) -> dict[str, Any]:
    """What somebody said on one day in one way, of whatever goods."""
    s = max((s for s, _ in same), key=lambda s: abs(s.weight))
    goods = tuple(dict.fromkeys(p.goods for _, p in same if p.goods))
    return {
        "date": t.w.day(s.date),
        "stage": t.stage(s.stage),
        "goods": t.w.goods(goods, same[0][1].channel) if goods else "",
        "claim": next((s.claims[0] for s, _ in same if s.claims), None),
        "weight": s.weight,
    }


PAGES = (
    ("/pair/{a}/{b}", pair, "GET"),
    ("/pair/{a}/{b}/time", over_time, "GET"),
)
