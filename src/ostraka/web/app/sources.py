"""Outlets and speakers: what they are quoted with, people's letter, the computed track record, what was read when."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from fastapi import Request

from ostraka.claims import Stance
from ostraka.web.app.desk import Desk, Page
from ostraka.web.app.tongue import Tongue, called, chosen
from ostraka.web.app.worlds import World, speaker
from ostraka.web.limits import limits
from ostraka.weighing.decisions import decided
from ostraka.weighing.statements import fold
from ostraka.weighing.tracks import Record, records

__all__ = ["PAGES", "letter"]

TABS = ("speakers", "outlets", "coverage")


def sources(desk: Desk, request: Request, tab: str = "speakers", rows: str = "") -> Page:
    """Outlets and speakers: how often quoted, letter A to F (people's), track record (computed, with n), coverage."""
    world, t = desk.world(), chosen(request)
    grades = decided(world.decisions).grades
    told = {} if world.large else tracks(world)
    speakers = speakers_of(world, grades, told, None if rows else limits().source_rows)
    outlets = [
        {**c, "letter": letter(str(c["publisher"] or ""), None, grades), "tracks": told.get(("", c["publisher"]), ())}
        for c in world.coverage
    ]
    data = {"outlets": outlets, "speakers": speakers}
    show = {
        "tab": tab if tab in TABS else TABS[0],
        "outlets": outlets if rows else outlets[: limits().source_rows],
        "speakers": speakers if rows else speakers[: limits().source_rows],
        "left": 0 if rows else max(len(speakers), len(outlets)) - limits().source_rows,
        "bare": t.w.bare,
        "called": lambda s: called(s["name"], s["actor"], t),
        "months": months(world, t),
        "kinds": t.ui["kinds"],
        "large": world.large,
    }
    return Page(template="sources.html.j2", data=data, show=show)


def speakers_of(
    world: World, grades: dict[str, str], told: dict[object, tuple[Record, ...]], most: int | None
) -> list[dict[str, Any]]:
    """Everybody who is quoted, the most quoted first; `most` are shown."""
    return [
        s._asdict() | {"letter": letter(s.name, s.actor, grades), "tracks": told.get((s.name, s.actor), ())}
        for s in world.speakers(most)
    ]


def tracks(world: World) -> dict[object, tuple[Record, ...]]:
    """The track records of speakers, and of outlets by what they say in their own voice."""

    def key(s: Stance) -> object:
        claim = next((world.material.claims[c] for c in s.claims if c in world.material.claims), None)
        return None if claim is None else speaker(claim) or ("", claim.article.publisher)

    return records(world.material.propositions, key)


def letter(name: str, actor: str | None, grades: dict[str, str]) -> str | None:
    """The letter that people set, by name, else by the state spoken for."""
    return next((grades[k] for k in (fold(x) for x in (name, actor) if x) if k in grades), None)


def months(world: World, t: Tongue) -> list[dict[str, Any]]:
    """How many articles were read of each of the last months that have any, with a width for the bar."""
    counts: dict[str, int] = defaultdict(int)
    for day, n in world.days.items():
        counts[day[:7]] += n
    last = sorted(counts)[-limits().coverage_months :]
    most = max((counts[m] for m in last), default=1)
    return [{"month": t.w.day(m), "n": counts[m], "width": round(100 * counts[m] / most, 1)} for m in last]


PAGES = (("/sources", sources, "GET"),)
