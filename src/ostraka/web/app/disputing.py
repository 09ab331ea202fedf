"""Contested propositions, both sides' sentences side by side."""

from __future__ import annotations

from typing import Any

import msgspec
from fastapi import Request

from ostraka.brief.sentences import clause, rung_told, who
from ostraka.brief.words import capital
from ostraka.claims import Proposition, Tie
from ostraka.web.app.clocks import clock
from ostraka.web.app.correcting import CONTEST
from ostraka.web.app.desk import Desk, Page
from ostraka.web.app.reading import card
from ostraka.web.app.tongue import Tongue, chosen
from ostraka.web.app.worlds import Fought, World
from ostraka.web.limits import limits

__all__ = ["AGAINST", "PAGES"]

AGAINST = frozenset({"denies", "retracts"})


def disputes(desk: Desk, request: Request, at: str | None = None, known: str | None = None, page: int = 1) -> Page:
    """Contested propositions by their weight in any conclusion, those first that both sides weigh most on."""
    world, t = desk.world(at, known), chosen(request)
    found = world.fought_over()
    page = min(max(page, 1), max(-(-len(found) // limits().disputes), 1))
    here = found[limits().disputes * (page - 1) : limits().disputes * page]
    proposed, by_id = world.proposed(here), {f.proposition: f for f in here}
    ties = world.ties_behind(here)
    told = [
        view(p, by_id[p.id], ties.get(p.id), world, t)
        for p in once([proposed[f.proposition] for f in here if f.proposition in proposed])
    ]
    show = {
        "disputes": told,
        "total": len(found),
        "page": page,
        "pages": -(-len(found) // limits().disputes),
        "at": world.at,
        "known": known or "",
        "day": t.w.day(world.at),
        "known_day": t.w.day(known) if known else "",
        "clock": clock(world, "/disputes", known),
        "objections": objections(world, t),
    }
    listed = [{"weight": f.weight, "proposition": proposed.get(f.proposition), "claims": f.counts} for f in here]
    data = {"at": world.at, "total": len(found), "page": page, "disputes": listed}
    return Page(template="disputes.html.j2", data=data, show=show)


def once(found: list[Proposition]) -> list[Proposition]:
    """Without propositions that rest on the very sentences of one before: "arms" beside "ammunition"."""
    made, seen = [], set()
    for p in found:
        sentences = (p.from_, p.to, p.act, frozenset(c for s in p.stances for c in s.claims))
        if sentences not in seen:
            made.append(p)
        seen.add(sentences)
    return made


def objections(world: World, t: Tongue) -> list[dict[str, Any]]:
    """The claims that readers of the ledger contest, with who and why."""
    undone = {x for d in world.decisions if d.verb == "undo" for x in d.targets}
    standing = [d for d in world.decisions if d.verb == CONTEST and d.id not in undone]
    return [{"d": d, "c": card(c, t)} for d in reversed(standing) for c in world.claims(d.targets)]


def view(p: Proposition, fought: Fought, tie: Tie | None, world: World, t: Tongue) -> dict[str, Any]:
    """One dispute: the proposition in words, how likely, and what either side says."""
    sides: dict[bool, list[dict[str, Any]]] = {True: [], False: []}
    for s in sorted(p.stances, key=lambda s: (-abs(s.weight), s.date or "", s.root)):
        for c in world.claims(s.claims):
            one = {"stance": s, "verb": t.verb(s.verb), "who": capital(who(s, t.w)), "c": card(c, t)}
            sides[s.verb not in AGAINST].append(one)
    spoken = [r for r in p.rungs if r.claims] or list(p.rungs)
    weights = fought.sides
    counts = [max(n, len(sides[way])) for n, way in zip(fought.counts, (True, False), strict=True)]
    narrowed = msgspec.structs.replace(tie, goods=(p.goods,) if p.goods else tie.goods) if tie else None
    return {
        "p": p,
        "title": capital(clause(narrowed, spoken[-1] if spoken else rung_told(narrowed), t.w)) if narrowed else p.id,
        "channel": t.channel(p.channel),
        "likely": t.estimative(spoken[-1].credence) if spoken else "",
        "rung": spoken[-1] if spoken else None,
        "stage": t.stage(spoken[-1].stage) if spoken else "",
        "for": sides[True][: limits().dispute_claims],
        "against": sides[False][: limits().dispute_claims],
        "counts": {"for": counts[0], "against": counts[1]},
        "weights": weights,
        "balance": 100 * weights[0] / (sum(weights) or 1.0),
        "pair": f"/pair/{p.from_}/{p.to}" if p.from_ else f"/state/{p.to}",
    }


PAGES = (("/disputes", disputes, "GET"),)
