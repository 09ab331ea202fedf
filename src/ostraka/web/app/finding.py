"""Search: a state by its name or code, else states, speakers and the words of claims that hold what was asked for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from fastapi import Request

from ostraka.brief.naming import comparable, names
from ostraka.claims import Claim
from ostraka.states import table
from ostraka.web.app.desk import Desk, Moved, Page
from ostraka.web.app.reading import card
from ostraka.web.app.tongue import Tongue, chosen
from ostraka.web.app.worlds import World
from ostraka.web.limits import limits
from ostraka.weighing.decisions import decided

__all__ = ["PAGES"]


def find(desk: Desk, request: Request, q: str = "") -> Page | Moved:
    """What the ledger has of a name or of words: a state's page, else states, what speakers say, and claims."""
    asked, world, t = " ".join(q.split())[: limits().find_letters], desk.world(), chosen(request)
    code = state_meant(asked, world)
    if code:
        return Moved(to=f"/state/{code}", data={"asked": asked, "state": code})
    states = states_like(asked, world)
    voiced: tuple[Claim, ...] = ()
    worded: tuple[Claim, ...] = ()
    if asked and desk.shelf.path.exists():
        most = limits().find_claims + 1
        with desk.shelf.book() as book:
            voiced = ruled(book.claims(speaker=asked, newest=True, limit=most), world)
            worded = ruled(book.claims(words=asked, newest=True, limit=most), world)
    data = {"asked": asked, "states": states, "by_speaker": voiced, "by_words": worded}
    show = {
        "asked": asked,
        "states": [(x, t.w.bare(x), world.tied.get(x, 0)) for x in states],
        "found": [(key, *told(claims, t)) for key, claims in (("find_by", voiced), ("find_words", worded)) if claims],
    }
    return Page(template="find.html.j2", data=data, show=show)


def state_meant(asked: str, world: World) -> str | None:
    """The state whose name was given in full, or whose code: in small letters only where the ledger speaks of it."""
    if comparable(asked) in names():
        return names()[comparable(asked)]
    code = asked.upper()
    return code if code in table.names() and (asked == code or world.tied.get(code)) else None


def states_like(asked: str, world: World) -> list[str]:
    """States of which a name or the code begins with what was asked, those with most ties first."""
    wanted = comparable(asked)
    if not wanted:
        return []
    like = {code for name, code in names().items() if name.startswith(wanted) or f" {wanted}" in name}
    like |= {code for code in table.names() if comparable(code).startswith(wanted)}
    return sorted(like, key=lambda code: (-world.tied.get(code, 0), code))[: limits().find_states]


def ruled(claims: Iterable[Claim], world: World) -> tuple[Claim, ...]:
    """The claims as people left them; those that they called wrong are gone."""
    ruling = decided(world.decisions)
    return tuple(c for c in map(ruling.claim, claims) if c is not None)


def told(claims: tuple[Claim, ...], t: Tongue) -> tuple[list[dict[str, Any]], bool]:
    """The cards of the first claims, and whether there are more."""
    most = limits().find_claims
    return [card(c, t) for c in claims[:most]], len(claims) > most


PAGES = (("/find", find, "GET"),)
