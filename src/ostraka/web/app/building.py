"""The brief: as it writes itself of a state, and as somebody builds it from picked claims, with the linter's notes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import msgspec
from fastapi import Form, Query, Request
from fastapi.responses import Response
from markupsafe import Markup

from ostraka import reading as reader
from ostraka.brief.naming import state_code
from ostraka.brief.nouns import Brief, Sentence
from ostraka.brief.sentences import tie_sentence
from ostraka.claims import Claim, Tie
from ostraka.web.app.clocks import clock
from ostraka.web.app.desk import Desk, Page
from ostraka.web.app.linting import Note, lint, pieces
from ostraka.web.app.reading import card
from ostraka.web.app.refusing import Refused
from ostraka.web.app.tongue import Tongue, chosen
from ostraka.web.app.worlds import World
from ostraka.web.limits import limits
from ostraka.web.page import card as quoted
from ostraka.web.page import gauge

__all__ = ["PAGES", "export", "written"]

STYLES = Path(__file__).parent.parent / "templates"

Picks = list[str]


def brief(desk: Desk, request: Request, code: str, at: str | None = None, known: str | None = None) -> Page:
    """A brief on a state: sentences in calibrated words, each with its claims."""
    code, world, t = state_code(code), desk.world(at, known), chosen(request)
    if not world.measured(code):
        raise Refused(404, "not_measured", name=t.w.bare(code))
    made: Brief = world.brief(code, t.language)
    asked = urlencode({k: v for k, v in {"at": at or "", "known": known or ""}.items() if v})
    told = Quoting(desk, world, code, asked, t)
    sections = [
        {"key": s.key, "title": s.title, "sentences": [told.sentence(x) for x in s.sentences]} for s in made.sections
    ]
    show = {
        "b": made,
        "code": code,
        "f": made.isolation,
        "gauge": gauge(made.isolation),
        "sections": sections,
        "asked": asked,
        "clock": clock(world, f"/brief/{code}", known),
        "day": t.w.day(world.at),
        "known_day": t.w.day(known) if known else "",
    }
    return Page(template="brief.html.j2", data=made, show=show)


class Quoting:
    """The sentences of one brief with the cards of their claims; who stands under several sentences is drawn once."""

    def __init__(self, desk: Desk, world: World, code: str, asked: str, t: Tongue) -> None:
        self.desk, self.world, self.code, self.asked, self.t = desk, world, code, asked, t
        self._cards: dict[str, Markup] = {}

    def sentence(self, s: Sentence) -> dict[str, Any]:
        """A sentence with its first claims as cards, how many are left, and where all of them are."""
        ids = [c for c in s.claims if c in self.world.material.claims]
        cards = [self.card(c) for c in ids[: limits().brief_claims]]
        pair = f"/pair/{self.code}/{s.partner}{'?' * bool(self.asked)}{self.asked}" if s.partner else ""
        stage = self.t.w.phrases["stages"].get(s.stage or "", "")
        return {"s": s, "cards": cards, "left": len(ids) - len(cards), "all": pair, "stage": stage}

    def card(self, id_: str) -> Markup:
        """One claim in its paragraph."""
        if id_ not in self._cards:
            show = {"c": quoted(self.world.material.claims[id_], self.world.material, self.t.w)}
            self._cards[id_] = Markup(self.desk.render("quoted.html.j2", self.t, show))
        return self._cards[id_]


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """A brief as it was written from picks: its text with marks, and the claims that these number from 1."""

    text: str
    claims: tuple[Claim, ...]


def written(picks: Sequence[str], world: World, t: Tongue) -> Draft:
    """The text of the picked claims, tie by tie in the order of the picks, in calibrated words with marks.

    A denial is never left out: where a tie is contested, its denials are cited beside what was picked.
    """
    ties = {c: tie for tie in world.material.ties for c in tie.claims}
    groups: dict[str, list[Claim]] = defaultdict(list)
    loose: list[Claim] = []
    for id_ in dict.fromkeys(picks):
        claim = world.material.claims.get(id_)
        if claim is not None and id_ in ties:
            groups[ties[id_].id].append(claim)
        elif claim is not None:
            loose.append(claim)
    numbers: dict[str, int] = {}
    blocks = [block(world, ties[mine[0].id], mine, numbers, t) for mine in groups.values()]
    blocks += [alone(c, numbers, t) for c in loose]
    ordered = tuple(world.material.claims[c] for c in numbers)
    return Draft(text="\n\n".join(blocks), claims=ordered)


def block(world: World, tie: Tie, mine: list[Claim], numbers: dict[str, int], t: Tongue) -> str:
    """The sentences of one tie: what holds and how likely; then who says so, who denies, how far it has come."""
    told = tie_sentence(tie, world.material, t.w)
    denials = denials_of(tie, world) if tie.id in world.disputed else []
    affirmed = [c for c in mine if c.id not in {d.id for d in denials}] or mine
    cited = marks([*affirmed, *denials], numbers)
    lines = [f"{told.text} {marks(affirmed, numbers)}"]
    lines += [" ".join(f"{piece} {cited}" for piece in pieces(note)) for note in told.notes]
    return "\n".join(lines)


def denials_of(tie: Tie, world: World) -> list[Claim]:
    """The first claim of everybody who denies a tie, or one of the kinds of goods that it is about."""
    mine = [p for p in world.about(*(c for c in (tie.from_, tie.to) if c)) if p.id in tie.propositions]
    against = [s for p in mine for s in p.stances if s.verb in ("denies", "retracts")]
    first = {(s.party, s.speaker): s.claims[0] for s in reversed(against) if s.claims}
    return world.claims(list(dict.fromkeys(first.values())))


def alone(claim: Claim, numbers: dict[str, int], t: Tongue) -> str:
    """A claim that bears on no tie: told as somebody's words, with whoever says so."""
    shown = card(claim, t)
    return f"{shown['who']}: “{' '.join(claim.evidence.text.split())}” {marks([claim], numbers)}"


def marks(claims: Sequence[Claim], numbers: dict[str, int]) -> str:
    """The marks of claims, numbered in the order of their first use."""
    for c in claims:
        numbers.setdefault(c.id, len(numbers) + 1)
    return "".join(f"[{n}]" for n in sorted({numbers[c.id] for c in claims}))


def build(
    desk: Desk,
    request: Request,
    state: str = "",
    pick: Picks = Query(default_factory=list),  # noqa: B008
    at: str | None = None,
    known: str | None = None,
) -> Page:
    """The brief builder: the claims on a state to pick from, and the text that the picked ones write."""
    return shown(desk, request, state=state, pick=pick, at=at, known=known)


def check(
    desk: Desk,
    request: Request,
    text: str = Form(""),
    state: str = Form(""),
    pick: Picks = Form(default_factory=list),  # noqa: B008
    cited: Picks = Form(default_factory=list),  # noqa: B008
    at: str = Form(""),
    known: str = Form(""),
    csrf: str = Form(""),
) -> Page:
    """Check the text of a brief: what is unsupported, one root told as several, likelihood mixed with confidence."""
    desk.check(request, csrf)
    if len(text) > limits().build_characters:
        raise Refused(413, "long_brief", most=limits().build_characters)
    return shown(desk, request, state=state, pick=pick, at=at, known=known, text=text, cited=cited, checked=True)


def shown(
    desk: Desk,
    request: Request,
    *,
    state: str,
    pick: Picks,
    at: str | None,
    known: str | None,
    text: str | None = None,
    cited: Picks = (),  # type: ignore[assignment]
    checked: bool = False,
) -> Page:
    """The builder's page, with the linter's notes where the text was checked."""
    world, t = desk.world(at, known), chosen(request)
    code = state_code(state) if state else ""
    pick = [p for p in dict.fromkeys(pick) if p in world.material.claims][: limits().build_claims]
    draft = written(pick, world, t)
    if text is not None:
        known_ = [world.material.claims[c] for c in dict.fromkeys(cited) if c in world.material.claims]
        draft = Draft(text=text.replace("\r\n", "\n"), claims=tuple(known_))
    notes = found(desk, draft, world, t) if checked else []
    asked = [("state", code), ("at", at or ""), ("known", known or ""), *(("pick", p) for p in pick)]
    show = {
        "code": code,
        "name": t.w.bare(code) if code else "",
        "offers": offers(world, code, set(pick), t) if code else [],
        "states": named(world, t),
        "picked": set(pick),
        "pick": pick,
        "draft": draft,
        "cards": [card(c, t) for c in draft.claims],
        "notes": notes,
        "checked": checked,
        "at": at or "",
        "known": known or "",
        "asked": urlencode([(k, v) for k, v in asked if v]),
        "clock": clock(world, "/build", known, {"state": code}),
        "day": t.w.day(world.at),
    }
    data = {
        "at": world.at,
        "state": code or None,
        "text": draft.text,
        "claims": [c.id for c in draft.claims],
        "notes": notes,
        "checked": checked,
    }
    return Page(template="build.html.j2", data=data, show=show)


def found(desk: Desk, draft: Draft, world: World, t: Tongue) -> list[Note]:
    """The linter's notes on a draft; the parser takes one text at a time."""
    with desk.reader:
        return lint(draft.text, draft.claims, world, t, lambda articles: list(reader.read(articles)))


def offers(world: World, code: str, picked: set[str], t: Tongue) -> list[dict[str, Any]]:
    """The ties of a state with their claims, the most told first."""
    ties = sorted(world.ties_of(code), key=lambda x: (-len(x.weights), -x.credence, x.id))[: limits().build_ties]
    return [
        {
            "tie": tie,
            "told": tie_sentence(tie, world.material, t.w),
            "channel": t.channel(tie.channel),
            "contested": tie.id in world.disputed,
            "picked": not picked.isdisjoint(tie.claims),
            "cards": [card(c, t) for c in world.claims(tie.claims[: limits().build_each])],
        }
        for tie in ties
    ]


def named(world: World, t: Tongue) -> list[tuple[str, str]]:
    """The states that have ties, those with most first, then by name."""
    most = sorted(world.tied, key=lambda c: (-world.tied[c], c))[:24]
    return [(c, t.w.bare(c)) for c in most]


def export(
    desk: Desk,
    request: Request,
    text: str = Form(""),
    title: str = Form(""),
    form: str = Form("md"),
    cited: Picks = Form(default_factory=list),  # noqa: B008
    at: str = Form(""),
    known: str = Form(""),
    csrf: str = Form(""),
) -> Response:
    """The brief as a file: Markdown, or one page of HTML without script or outside request."""
    desk.check(request, csrf)
    world, t = desk.world(at, known), chosen(request)
    claims = [world.material.claims[c] for c in dict.fromkeys(cited) if c in world.material.claims]
    show = {
        "title": title.strip() or t.ui["build"],
        "text": text.replace("\r\n", "\n")[: limits().build_characters],
        "cards": [card(c, t) for c in claims],
        "day": t.w.day(world.at),
        "known_day": t.w.day(known) if known else "",
        "demonstration": desk.options.demonstration,
        "css": (STYLES / "brief.css").read_text(encoding="utf-8"),
    }
    kind = "html" if form == "html" else "md"
    made = desk.render(f"export.{kind}.j2", t, show)
    media = "text/html" if kind == "html" else "text/markdown"
    return Response(made, media_type=media, headers={"Content-Disposition": f'attachment; filename="brief.{kind}"'})


PAGES = (
    ("/brief/{code}", brief, "GET"),
    ("/build", build, "GET"),
    ("/build", check, "POST"),
)
