"""Review: one decision a screen, appended to the ledger with who, when and why; nothing is overwritten."""

from __future__ import annotations

import getpass
from collections import defaultdict

from fastapi import Form, HTTPException, Request

from ostraka import ledger
from ostraka.claims import Claim
from ostraka.relations.table import acts
from ostraka.web.app.desk import Desk, Moved, Page
from ostraka.web.app.reading import card
from ostraka.web.app.spans import parts
from ostraka.web.app.tongue import chosen, state_code
from ostraka.web.app.worlds import World
from ostraka.web.highlights import paragraph
from ostraka.weighing.decisions import FIELDS, VERBS

__all__ = ["PAGES"]

FREE = ("act", "channel", "from", "to", "stage", "factuality")  # fields that the form corrects
LETTERS = ("A", "B", "C", "D", "E", "F")
UNFELT = 0.02  # points for a tie that no measured state feels, so that it is still asked about


def queue(world: World) -> list[tuple[float, Claim]]:
    """Claims that nobody has decided on, by effect × doubt, the most first.

    Effect: the points of isolation that the claim's ties carry, shared among their claims. Doubt: 4 p (1 - p) of the
    tie's credence, one more for each trouble of the reading.
    """
    undone = {x for d in world.decisions if d.verb == "undo" for x in d.targets}
    done = {x for d in world.decisions if d.verb != "undo" and d.id not in undone for x in d.targets}
    effect: dict[str, float] = defaultdict(float)
    for tie in world.material.ties:
        points = UNFELT
        if world.measured(tie.to):
            shares = (s for p in world.figures(tie.to).partners for s in p.ties if s.tie == tie.id)
            points += sum(abs(s.points) for s in shares)
        doubt = 4 * tie.credence * (1 - tie.credence)
        for c in tie.claims:
            troubles = len(world.material.claims[c].trouble) if c in world.material.claims else 0
            effect[c] += points / len(tie.claims) * (doubt + troubles)
    waiting = [(effect.get(i, 0.0), c) for i, c in world.material.claims.items() if i not in done]
    return sorted(waiting, key=lambda x: (-x[0], x[1].id))


def review(desk: Desk, request: Request, skip: int = 0) -> Page:
    """The next claim to decide on: y right, n wrong, e correct, s skip, u undo the last."""
    world, t = desk.world(), chosen(request)
    waiting = queue(world)
    skip = max(skip, 0) % max(len(waiting), 1)
    chosen_one = waiting[skip][1] if waiting else None
    undone = {x for d in world.decisions if d.verb == "undo" for x in d.targets}
    last = next((d for d in reversed(world.decisions) if d.verb != "undo" and d.id not in undone), None)
    near = []
    if chosen_one is not None:
        article = world.material.articles[chosen_one.article.id]
        near = within(parts(article, [chosen_one], []), *paragraph(article, chosen_one))
    data = {"left": len(waiting), "skip": skip, "claim": chosen_one, "last": last}
    show = {
        **data,
        "c": card(chosen_one, t) if chosen_one else None,
        "parts": near,
        "weight": waiting[skip][0] if waiting else 0.0,
        "acts": list(acts()),
        "channels": list(t.w.phrases["channels"]),
        "stages": list(t.w.phrases["stages"]),
        "factualities": list(t.w.phrases["factuality"]),
        "errors": t.ui["errors"],
        "recent": list(reversed(world.decisions))[:12],
    }
    return Page(template="review.html.j2", data=data, show=show)


def within(found: list, start: int, end: int) -> list:  # type: ignore[type-arg]
    """The pieces between two offsets of the original."""
    made, at = [], 0
    for part in found:
        if start <= at < end:
            made.append(part)
        at += len(part.text)
    return made


def decide(
    desk: Desk,
    request: Request,
    verb: str = Form(...),
    target: str = Form(...),
    why: str = Form(""),
    error: str = Form(""),
    field: str = Form(""),
    value: str = Form(""),
    back: str = Form("/review"),
    csrf: str = Form(""),
) -> Moved:
    """Append a decision: accept, reject (with the kind of error), correct (a field and its value), grade, undo."""
    desk.check(request, csrf)
    desk.may_write()
    if verb not in VERBS:
        raise HTTPException(422, f"a decision is one of {', '.join(VERBS)}")
    if verb == "correct" and (field not in FREE or field not in FIELDS or not value.strip()):
        raise HTTPException(422, f"a correction needs a field ({', '.join(FREE)}) and its value")
    if verb == "grade" and value not in LETTERS:
        raise HTTPException(422, f"a grade is one of {', '.join(LETTERS)}")
    reason = ": ".join(x for x in (error.strip(), why.strip()) if x) or verb
    set_ = {"letter": value} if verb == "grade" else {field: fitting(field, value)} if verb == "correct" else {}
    with ledger.open(desk.shelf.path, "write") as book:
        if verb == "undo":
            known = {d.id for d in book.decisions()}
            if target not in known:
                raise HTTPException(404, "no such decision")
        elif verb != "grade":
            target = book.claim(target).id
        made = book.decide(getpass.getuser(), verb, [target], value=set_, why=reason)
    return Moved(to=back if back.startswith("/") and not back.startswith(("//", "/\\")) else "/review", data=made)


def fitting(field: str, value: str) -> str:
    """A corrected value as the ledger keeps it: a state's name becomes its code."""
    return state_code(value.strip()) if field in ("from", "to") else value.strip()


PAGES = (
    ("/review", review, "GET"),
    ("/decide", decide, "POST"),
)
