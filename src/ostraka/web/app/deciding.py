"""Deciding: one claim a screen, staged, then committed; appended with who, when and why; nothing is overwritten."""

from __future__ import annotations

import getpass
from collections.abc import Iterable, Sequence
from typing import Annotated, Any, NamedTuple

from fastapi import Depends, Form, Request

from ostraka import ledger
from ostraka.claims import Claim
from ostraka.ledger import Decision, Ledger
from ostraka.web.app.correcting import CONTEST, FREE, choices, corrected
from ostraka.web.app.desk import Desk, Moved, Page
from ostraka.web.app.queue import decided_on, exact, waiting
from ostraka.web.app.reading import card
from ostraka.web.app.refusing import Refused
from ostraka.web.app.spans import parts
from ostraka.web.app.staging import Staged
from ostraka.web.app.tongue import Tongue, chosen
from ostraka.web.app.worlds import World
from ostraka.web.highlights import paragraph
from ostraka.web.limits import limits
from ostraka.weighing.decisions import VERBS

__all__ = ["PAGES"]

LETTERS = ("A", "B", "C", "D", "E", "F")
STAGED = ("accept", "reject", "correct")


def review(desk: Desk, request: Request, skip: int = 0) -> Page:
    """The next claim to decide on: y right, n wrong, e correct, s skip, u undo; c commits what is staged."""
    world, t = desk.world(), chosen(request)
    staged = desk.stage.all()
    taken = {x for s in staged for x in s.targets}
    queue = [i for i in waiting(world)[: limits().review_ahead + len(taken)] if i not in taken]
    skip = max(skip, 0) % max(len(queue), 1)
    asked = world.material.claims[queue[skip]] if queue else None
    left = len(waiting(world)) - len(taken.intersection(waiting(world)))
    undone = {x for d in world.decisions if d.verb == "undo" for x in d.targets}
    last = next((d for d in reversed(world.decisions) if d.verb != "undo" and d.id not in undone), None)
    data = {"left": left, "skip": skip, "claim": asked, "last": last, "staged": staged}
    show = {
        **data,
        "c": card(asked, t) if asked else None,
        "parts": near(world, asked) if asked else [],
        "effect": world.effect.get(asked.id, 0.0) if asked else 0.0,
        "matches": len(exact(world, accepted(world, staged), taken)),
        "errors": list(enumerate(t.ui["errors"], 1)),
        **choices(asked, t),
        "recent": list(reversed(world.decisions))[:8],
    }
    return Page(template="review.html.j2", data=data, show=show)


def near(world: World, claim: Claim) -> list[Any]:
    """The paragraph of a claim with its marks."""
    article = world.material.articles[claim.article.id]
    start, end = paragraph(article, claim)
    made, at = [], 0
    for part in parts(article, [claim], []):
        if start <= at < end:
            made.append(part)
        at += len(part.text)
    return made


def accepted(world: World, staged: Iterable[Staged]) -> frozenset[str]:
    """The claims that people took for right, staged ones too."""
    return decided_on(world, "accept").union(*(s.targets for s in staged if s.verb == "accept"))


async def fields_of(request: Request) -> dict[str, str]:
    """The fields of a correction from its form: `set_from`, `set_act` … (or one `field` with its `value`)."""
    form = await request.form()
    made = {k: str(form.get(f"set_{k}", "")) for k in FREE}
    if str(form.get("field", "")) in FREE:
        made[str(form["field"])] = str(form.get("value", ""))
    return made


class Sent(NamedTuple):
    """What a form of a decision sends; `back` is the page to go on to."""

    verb: str
    target: str
    why: str
    error: str
    back: str
    csrf: str
    fields: dict[str, str]


def sent(
    fields: Annotated[dict[str, str], Depends(fields_of)],
    verb: str = Form(...),
    target: str = Form(...),
    why: str = Form(""),
    error: str = Form(""),
    back: str = Form("/review"),
    csrf: str = Form(""),
) -> Sent:
    """The form of a decision, at once or staged."""
    return Sent(verb, target, why, error, back, csrf, fields)


Decided = Annotated[Sent, Depends(sent)]


class Given:
    """A decision as its form gives it: checked, with its reason in words."""

    def __init__(self, form: Sent, claim: Claim | None, t: Tongue) -> None:
        verb, error, why, value = form.verb, form.error, form.why, form.fields
        if verb not in (*VERBS, CONTEST):
            raise Refused(422, "no_verb", known=", ".join((*VERBS, CONTEST)))
        if verb == CONTEST and not why.strip():
            raise Refused(422, "no_reason")
        self.verb = verb
        self.reason = ": ".join(x for x in (error.strip(), why.strip()) if x) or verb
        self.value: dict[str, Any] = {}
        if verb == "correct" and claim is not None:
            self.value = corrected(value, claim, t)
            if not self.value:
                raise Refused(422, "no_change", known=", ".join(FREE))


def decide(desk: Desk, request: Request, form: Decided, value: str = Form("")) -> Moved:
    """Append a decision at once: accept, reject (with the kind of error), correct, contest, grade, undo."""
    desk.check(request, form.csrf)
    desk.may_write()
    t, verb = chosen(request), form.verb
    with ledger.open(desk.shelf.path, "write") as book:
        claim = book.claim(form.target) if verb not in ("grade", "undo") else None
        given = Given(form, claim, t)
        if verb == "grade":
            if value not in LETTERS:
                raise Refused(422, "no_letter", known=", ".join(LETTERS))
            given.value = {"letter": value}
        if verb == "undo" and form.target not in {d.id for d in book.decisions()}:
            raise Refused(404, "no_decision")
        made = append(book, verb, [claim.id if claim else form.target], given.value, given.reason)
    return Moved(to=inside(form.back), data=made)


def append(book: Ledger, verb: str, targets: Sequence[str], value: dict[str, Any], why: str) -> Decision:
    """A decision of whoever runs the app."""
    return book.decide(getpass.getuser(), verb, targets, value=value, why=why)


def inside(back: str) -> str:
    """The address to go on to, if it is one of ours."""
    return back if back.startswith("/") and not back.startswith(("//", "/\\")) else "/review"


def stage(desk: Desk, request: Request, form: Decided) -> Moved:
    """Stage a decision on a claim (accept, reject, correct): no figure moves until it is committed."""
    desk.check(request, form.csrf)
    desk.may_write()
    t = chosen(request)
    if form.verb not in STAGED:
        raise Refused(422, "not_staged", known=", ".join(STAGED))
    with desk.shelf.book() as book:
        claim = book.claim(form.target)
    given = Given(form, claim, t)
    made = desk.stage.add(form.verb, [claim.id], value=given.value, why=given.reason, words=card(claim, t)["gist"])
    return Moved(to=inside(form.back), data=made)


def unstage(desk: Desk, request: Request, id: str = Form(""), csrf: str = Form("")) -> Moved:
    """Take back what is staged: one decision, or the last."""
    desk.check(request, csrf)
    desk.may_write()
    desk.stage.drop(id)
    return Moved(to="/review", data={"staged": desk.stage.all()})


def stage_exact(desk: Desk, request: Request, csrf: str = Form("")) -> Moved:
    """Stage as right every waiting claim that matches exactly one that people took for right."""
    desk.check(request, csrf)
    desk.may_write()
    world, t, staged = desk.world(), chosen(request), desk.stage.all()
    found = exact(world, accepted(world, staged), {x for s in staged for x in s.targets})
    if found:
        words = t.say("exact_words", n=len(found))
        desk.stage.add("accept", found, value={}, why=t.ui["exact_why"], words=words)
    return Moved(to="/review", data={"staged": found})


def commit(desk: Desk, request: Request, csrf: str = Form("")) -> Moved:
    """Append everything that is staged, in its order."""
    desk.check(request, csrf)
    desk.may_write()
    with ledger.open(desk.shelf.path, "write") as book:
        done = desk.stage.commit(lambda s: append(book, s.verb, s.targets, s.value, s.why))
    return Moved(to="/review", data={"committed": done})


PAGES = (
    ("/review", review, "GET"),
    ("/decide", decide, "POST"),
    ("/review/stage", stage, "POST"),
    ("/review/unstage", unstage, "POST"),
    ("/review/exact", stage_exact, "POST"),
    ("/review/commit", commit, "POST"),
)
