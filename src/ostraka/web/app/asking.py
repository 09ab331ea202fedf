"""State, pair, disputes, sources, changes, brief: what the weighed ledger answers."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from typing import Any

import msgspec
from fastapi import Request

from ostraka.brief.nouns import Brief
from ostraka.brief.sentences import as_told, clause, disputed, rung_told, who
from ostraka.brief.words import capital, days_between
from ostraka.claims import Claim, Proposition, Stance, Tie
from ostraka.errors import UnknownName
from ostraka.measures.dependence import dependences
from ostraka.relations.table import either_way, kind_of
from ostraka.web.app.desk import Desk, Moved, Page, day
from ostraka.web.app.drawings import edges, lanes
from ostraka.web.app.reading import card
from ostraka.web.app.tongue import Tongue, chosen, state_code
from ostraka.web.app.worlds import World
from ostraka.web.page import gauge, rows, sentence
from ostraka.weighing.changes import changes, status
from ostraka.weighing.decisions import decided
from ostraka.weighing.statements import fold

__all__ = ["PAGES", "changed"]

AGAINST = frozenset({"denies", "retracts"})
MONTH = 30  # days that changes look back where nobody says how far


def tie_row(tie: Tie, code: str, world: World, points: dict[str, float], t: Tongue) -> dict[str, Any]:
    """A tie as a row of a state's table: the other end, which way, what holds, how surely, last confirmed."""
    other = tie.to if tie.from_ == code else tie.from_
    told = rung_told(tie)
    return {
        "tie": tie,
        "contested": disputed(tie, world.material),
        "other": other,
        "name": t.w.bare(other) if other else "",
        "arrow": "↔" if either_way(tie.act) else "→" if tie.from_ == code else "←",
        "clause": capital(clause(as_told(tie, world.material), told, t.w)),
        "likely": t.estimative(told.credence),
        "credence": told.credence,
        "stage": t.stage(tie.stage),
        "status": status(tie),
        "lean": kind_of(tie.act),
        "points": points.get(tie.id, 0.0),
        "confirmed": t.w.day(tie.confirmed) if tie.confirmed else "",
        "ago": days_between(tie.confirmed, world.at),
        "ago_words": t.w.count("ago", days_between(tie.confirmed, world.at) or 0).strip(" ()"),
        "roots": len(tie.weights),
        "claim": tie.claims[0] if tie.claims else None,
    }


def state(
    desk: Desk, request: Request, code: str, at: str | None = None, known: str | None = None, since: str | None = None
) -> Page:
    """A state: isolation with its interval and split, partners by channel both ways, network, time line, sources."""
    code, world, t = state_code(code), desk.world(at, known), chosen(request)
    ties = world.ties_of(code)
    figures = world.figures(code) if world.measured(code) else None
    brief = world.brief(code, t.language) if figures else None
    points: dict[str, float] = defaultdict(float)
    for partner in figures.partners if figures else ():
        for share in partner.ties:
            points[share.tie] += share.points
    by_channel: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for tie in ties:
        by_channel[tie.channel].append(tie_row(tie, code, world, points, t))
    claims = world.claims(list(dict.fromkeys(c for tie in ties for c in tie.claims)))
    ids = {p for tie in ties for p in tie.propositions}
    about = [p for p in world.material.propositions if p.id in ids]
    moved = moves(desk, world, before_of(world, since), code, t) if world.at else []
    data = {
        "state": code,
        "at": world.at,
        "known": known or None,
        "isolation": figures,
        "ties": ties,
        "sources": publishers(claims),
    }
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
        "rows": rows(brief, t.w) if brief else [],
        "channels": [(t.channel(c), c, by_channel[c]) for c in sorted(by_channel)],
        "edges": edges(code, ties, {x.id for x in ties if disputed(x, world.material)}),
        "lanes": lanes(stances(about, t)),
        "claims": len(claims),
        "publishers": publishers(claims),
        "moves": moved,
        "since": before_of(world, since) if world.at else "",
    }
    return Page(template="state.html.j2", data=data, show=show)


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


def publishers(claims: list[Claim]) -> list[dict[str, Any]]:
    """Outlets with how many claims and articles they carry, the most first."""
    found: dict[str, list[Claim]] = defaultdict(list)
    for c in claims:
        found[c.article.publisher or "?"].append(c)
    made = [{"name": name, "claims": len(m), "articles": len({c.article.id for c in m})} for name, m in found.items()]
    return sorted(made, key=lambda x: (-int(str(x["claims"])), str(x["name"])))


def pair(desk: Desk, request: Request, a: str, b: str, at: str | None = None, known: str | None = None) -> Page:
    """Two states: what is proposed of them by channel and over time, who says what of it, who needs whom."""
    a, b = state_code(a), state_code(b)
    world, t = desk.world(at, known), chosen(request)
    ties = world.ties_of(a, b) if a != b else []
    ids = {p for tie in ties for p in tie.propositions}
    about = [p for p in world.material.propositions if p.id in ids]
    needs: list[dict[str, Any]] = []
    for x, y in ((a, b), (b, a)):
        if world.measured(x):
            needs += [
                {"of": x, "on": y, "dependence": d} for d in dependences(world.picture.system, x) if d.partner == y
            ]
    data = {"a": a, "b": b, "at": world.at, "ties": ties, "propositions": about, "dependence": needs}
    show = {
        "a": a,
        "b": b,
        "name_a": t.w.bare(a),
        "name_b": t.w.bare(b),
        "at": world.at,
        "known": known or "",
        "day": t.w.day(world.at),
        "known_day": t.w.day(known) if known else "",
        "lanes": lanes(stances(about, t)),
        "ties": [
            {"row": tie_row(tie, a, world, {}, t), "matrix": matrix([p for p in about if p.id in tie.propositions], t)}
            for tie in ties
        ],
        "needs": [
            {
                **n,
                "of": t.w.bare(str(n["of"])),
                "on": t.w.bare(str(n["on"])),
                "need": t.w.phrases["needs"].get(n["dependence"].need, n["dependence"].need),
            }
            for n in needs
        ],
    }
    return Page(template="pair.html.j2", data=data, show=show)


def matrix(about: list[Proposition], t: Tongue) -> dict[str, Any]:
    """The stance matrix of a tie: a row for each speaker, a column for each kind of stance, dates in the cells."""
    cells: dict[str, dict[str, list[dict[str, Any]]]] = defaultdict(lambda: defaultdict(list))
    for p in about:
        for s in p.stances:
            cells[who(s, t.w)][s.verb].append(
                {
                    "date": t.w.day(s.date) if s.date else t.w.day(None),
                    "stage": t.stage(s.stage),
                    "goods": p.goods,
                    "claim": s.claims[0] if s.claims else None,
                    "interest": s.interest,
                    "weight": s.weight,
                }
            )
    verbs = [v for v in t.ui["verbs"] if any(v in row for row in cells.values())]
    return {"verbs": [(v, t.verb(v)) for v in verbs], "rows": [(name, cells[name]) for name in sorted(cells)]}


def disputes(desk: Desk, request: Request, at: str | None = None, known: str | None = None) -> Page:
    """Contested propositions, those first that both sides weigh most on; both sides' sentences side by side."""
    world, t = desk.world(at, known), chosen(request)
    found = [(fought(p), p) for p in world.material.propositions if p.contested]
    found.sort(key=lambda x: (-x[0], x[1].id))
    data = {"at": world.at, "disputes": [{"weight": w, "proposition": p} for w, p in found]}
    ties = {p: tie for tie in world.material.ties for p in tie.propositions}
    made = []
    for _, p in found:
        tie = ties.get(p.id)
        sides: dict[bool, list[dict[str, Any]]] = {True: [], False: []}
        for s in p.stances:
            for c in world.claims(s.claims):
                sides[s.verb not in AGAINST].append(
                    {"stance": s, "verb": t.verb(s.verb), "who": who(s, t.w), "c": card(c, t)}
                )
        spoken = [r for r in p.rungs if r.claims] or list(p.rungs)
        made.append(
            {
                "p": p,
                "title": capital(clause(tie_of(p, tie), rung_told(tie_of(p, tie)), t.w)) if tie else p.id,
                "channel": t.channel(p.channel),
                "likely": t.estimative(spoken[-1].credence) if spoken else "",
                "rung": spoken[-1] if spoken else None,
                "stage": t.stage(spoken[-1].stage) if spoken else "",
                "for": sides[True],
                "against": sides[False],
                "pair": f"/pair/{p.from_}/{p.to}" if p.from_ else f"/state/{p.to}",
            }
        )
    show = {"disputes": made, "at": world.at, "known": known or "", "day": t.w.day(world.at)}
    return Page(template="disputes.html.j2", data=data, show=show)


def tie_of(p: Proposition, tie: Tie | None) -> Tie:
    """The tie of a proposition, narrowed to its goods."""
    assert tie is not None
    return msgspec.structs.replace(tie, goods=(p.goods,) if p.goods else tie.goods)


def fought(p: Proposition) -> float:
    """How hard a proposition is fought over: the smaller of the weights on its two sides (log-odds)."""
    up = sum(s.weight for s in p.stances if s.weight > 0)
    down = -sum(s.weight for s in p.stances if s.weight < 0)
    return min(up, down)


def sources(desk: Desk, request: Request) -> Page:
    """Outlets and speakers: what they are quoted with, their letter (people's), coverage by language and outlet."""
    world = desk.world()
    grades = decided(world.decisions).grades
    found: dict[tuple[str, str | None], list[Claim]] = defaultdict(list)
    for c in world.material.claims.values():
        if c.sources:
            found[c.sources[0].name or c.sources[0].text or c.sources[0].actor or "?", c.sources[0].actor].append(c)
    speakers = [
        {
            "name": name,
            "actor": actor,
            "claims": len(m),
            "denials": sum(c.factuality.endswith("-") for c in m),
            "promises": sum(c.stage == "promised" for c in m),
            "kind": m[0].sources[0].kind,
            "letter": letter(name, actor, grades),
        }
        for (name, actor), m in found.items()
    ]
    speakers.sort(key=lambda s: (-int(str(s["claims"])), str(s["name"])))
    outlets = [{**c, "letter": letter(str(c["publisher"] or ""), None, grades)} for c in world.coverage]
    data = {"outlets": outlets, "speakers": speakers}
    return Page(template="sources.html.j2", data=data, show={**data, "bare": chosen(request).w.bare})


def letter(name: str, actor: str | None, grades: dict[str, str]) -> str | None:
    """The letter that people set, by name, else by the state spoken for."""
    return next((grades[k] for k in (fold(x) for x in (name, actor) if x) if k in grades), None)


def before_of(world: World, since: str | None) -> str:
    """The earlier day: as asked, else a month before."""
    return day(since) or (date.fromisoformat(world.at) - timedelta(days=MONTH)).isoformat()


def moves(desk: Desk, world: World, since: str, code: str | None, t: Tongue) -> list[dict[str, Any]]:
    """What changed since that day, told; each day by what had been published by then."""
    earlier = desk.world(since, since)
    made = []
    for change in changes(earlier.material.ties, world.material.ties, t.language):
        tie = change.after or change.before
        if tie is None or (code and code not in (tie.from_, tie.to)):
            continue
        ends = (" ↔ " if either_way(tie.act) else " → ").join(t.w.bare(c) for c in (tie.from_, tie.to) if c)
        cards = [card(c, t) for c in world.claims(change.claims)[:3]]
        where = f"/pair/{tie.from_}/{tie.to}" if tie.from_ else f"/state/{tie.to}"
        what = capital(clause(as_told(tie, world.material), rung_told(tie), t.w))
        made.append(
            {
                "change": change,
                "title": ends,
                "channel": t.channel(tie.channel),
                "what": what,
                "cards": cards,
                "link": where,
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


def brief(desk: Desk, request: Request, code: str, at: str | None = None, known: str | None = None) -> Page:
    """A brief on a state: sentences in calibrated words, each with its claims."""
    code, world, t = state_code(code), desk.world(at, known), chosen(request)
    if not world.measured(code):
        raise UnknownName(f"{code} is not a state that is measured: ask for one of its members")
    made: Brief = world.brief(code, t.language)
    sections = [
        {"key": s.key, "title": s.title, "sentences": [sentence(x, world.material, t.w) for x in s.sentences]}
        for s in made.sections
    ]
    show = {
        "b": made,
        "code": code,
        "f": made.isolation,
        "gauge": gauge(made.isolation),
        "sections": sections,
        "at": world.at,
        "known": known or "",
        "day": t.w.day(world.at),
        "known_day": t.w.day(known) if known else "",
    }
    return Page(template="brief.html.j2", data=made, show=show)


def find(desk: Desk, request: Request, name: str = "") -> Moved:
    """The state of that name or code."""
    code = state_code(name.strip())
    return Moved(to=f"/state/{code}", data={"state": code})


PAGES = (
    ("/state", find, "GET"),
    ("/state/{code}", state, "GET"),
    ("/pair/{a}/{b}", pair, "GET"),
    ("/disputes", disputes, "GET"),
    ("/sources", sources, "GET"),
    ("/changes", changed, "GET"),
    ("/brief/{code}", brief, "GET"),
)
