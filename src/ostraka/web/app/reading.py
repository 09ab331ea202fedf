"""Start, the reader, the card of a claim: what articles say, saved or not."""

from __future__ import annotations

import secrets
import tempfile
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import msgspec
from fastapi import File, Form, Request, UploadFile

from ostraka import intake, ledger
from ostraka import reading as reader
from ostraka.claims import Article, Attribution, Claim, Proposition, Reason, Tie
from ostraka.errors import UnknownName
from ostraka.intake import Refusal
from ostraka.relations.table import kind_of
from ostraka.web.app.correcting import CONTEST, choices
from ostraka.web.app.desk import Desk, Moved, Page
from ostraka.web.app.refusing import Refused
from ostraka.web.app.spans import parts
from ostraka.web.app.tongue import Tongue, called, chosen
from ostraka.web.app.worlds import World
from ostraka.web.limits import limits
from ostraka.web.page import chain as speakers
from ostraka.web.page import gist, interval, said
from ostraka.weighing.arrivals import Arrivals
from ostraka.weighing.case import Case
from ostraka.weighing.chain import Chain, chain
from ostraka.weighing.decisions import decided
from ostraka.weighing.propositions import of_matter
from ostraka.weighing.statements import fold

__all__ = ["PAGES", "card"]


def card(claim: Claim, t: Tongue) -> dict[str, Any]:
    """What a claim's card shows."""
    return {
        "id": claim.id,
        "gist": gist(claim, t.w),
        "words": claim.evidence.text,
        "who": speakers(claim, t.w),
        "factuality": t.w.phrases["factuality"].get(claim.factuality, claim.factuality),
        "sure": claim.factuality,
        "stage": t.stage(claim.stage),
        "rung": claim.stage,
        "channel": t.channel(claim.channel),
        "lean": kind_of(claim.act),
        "said": said(claim, t.w),
        "holds": interval(claim.time, t.w),
        "quoted": claim.quoted,
        "trouble": [t.trouble(x) for x in dict.fromkeys(x.words for x in claim.trouble)],
        "article": claim.article,
        "published": t.w.day(claim.article.published),
    }


def shown(article: Article, claims: Sequence[Claim], attributions: Sequence[Attribution], t: Tongue) -> dict[str, Any]:
    """What the reader shows of one article."""
    return {
        "article": article,
        "headline": headline(article),
        "about": " · ".join(x for x in (article.publisher, t.w.day(article.published), article.language) if x),
        "parts": parts(article, claims, attributions),
        "cards": [card(c, t) for c in sorted(claims, key=lambda c: (c.evidence.start, c.evidence.end, c.id))],
        "numbers": {
            c.id: k for k, c in enumerate(sorted(claims, key=lambda c: (c.evidence.start, c.evidence.end, c.id)), 1)
        },
        "trouble": [t.trouble(x) for x in dict.fromkeys(x.words for x in article.trouble)],
    }


def headline(article: Article) -> str:
    """The title of an article, else how it begins."""
    if article.title:
        return article.title
    begins = " ".join(article.original[: limits().headline].split())
    return begins if len(article.original) <= limits().headline else f"{begins} …"


def start(desk: Desk, request: Request) -> Page:
    """Start: what the ledger holds, the newest articles, the most contested matters."""
    world = desk.world()
    articles, count = world.newest(limits().newest)
    weights = {code: weight for code, weight in world.weights().items() if world.measured(code)}
    states = sorted(weights, key=lambda c: (-weights[c], c))[:12]
    data = {
        "at": world.at,
        "articles": [{"article": a.publication, "claims": count.get(a.id)} for a in articles],
        "counts": world.counts(),
        "states": states,
    }
    t = chosen(request)
    named = [(c, t.w.bare(c)) for c in states]
    return Page(template="start.html.j2", data=data, show={**data, "named": named, "day": t.w.day})


def look(
    desk: Desk,
    request: Request,
    text: str = Form(""),
    title: str = Form(""),
    published: str = Form(""),
    csrf: str = Form(""),
    file: list[UploadFile] = File(default_factory=list),  # noqa: B008
) -> Page:
    """Read a text or a file and show its claims; nothing is stored."""
    desk.check(request, csrf)
    found = list(given(text, title, published, file))
    refused = [x for x in found if isinstance(x, Refusal)]
    articles = [x for x in found if isinstance(x, Article)]
    with desk.reader:
        readings = list(reader.read(articles))
    key = secrets.token_urlsafe(12)
    desk.shelf.keep(key, readings)
    t = chosen(request)
    data = {
        "readings": [{"article": r.article, "claims": r.claims, "attributions": r.attributions} for r in readings],
        "refused": [x.words for x in refused],
        "preview": key,
    }
    views = [shown(r.article, r.claims, r.attributions, t) for r in readings]
    return Page(
        template="look.html.j2", data=data, show={"views": views, "refused": refused, "preview": key, "repaired": False}
    )


def given(text: str, title: str, published: str, files: Sequence[UploadFile]) -> Sequence[Article | Refusal]:
    """The articles of a form: the pasted text, or what is in the files."""
    named = [f for f in files if f.filename]
    if named:
        found = [x for f in named for x in inside(f, published)]
        if len(found) > limits().read_articles:
            raise Refused(413, "many_articles", n=len(found), most=limits().read_articles)
        return found
    if not text.strip():
        raise Refused(422, "no_text")
    if len(text) > limits().read_characters:
        raise Refused(413, "long_text", most=limits().read_characters)
    return [intake.article(text, title=title.strip() or None, published=published or None)]


def inside(file: UploadFile, published: str) -> list[Article | Refusal]:
    """What is in one file; its name tells its format and nothing else."""
    suffix = "".join(c for c in Path(file.filename or "").suffix if c.isalnum() or c == ".")[:12]
    with tempfile.TemporaryDirectory(prefix="ostraka-") as folder:
        path = Path(folder) / f"upload{suffix}"
        path.write_bytes(file.file.read())
        found = intake.read(path, published=published or None)
        return [named(x, file.filename or "") if isinstance(x, Refusal) else x for x in found]


def named(refusal: Refusal, name: str) -> Refusal:
    """A refusal by the name of the file that was sent, in place of that of our copy."""
    return msgspec.structs.replace(refusal, where=name)


def keep(desk: Desk, request: Request, preview: str = Form(""), csrf: str = Form("")) -> Moved:
    """Add to the ledger what was just looked at."""
    desk.check(request, csrf)
    desk.may_write()
    readings = desk.shelf.preview(preview)
    if readings is None:
        raise Refused(410, "not_held")
    with ledger.open(desk.shelf.path, "write") as book:
        arrivals = Arrivals(book)
        made = book.add(readings, reader=version_of(), what="app", sketch=arrivals.sketch, copies=arrivals.copies)
    first = (made.new or made.known or ("",))[0]
    return Moved(
        to=f"/article/{first}" if first else "/", data={"new": made.new, "known": made.known, "claims": made.claims}
    )


def version_of() -> str:
    """The version of the reader, as readings name it."""
    try:
        return f"ostraka {version('ostraka')}"
    except PackageNotFoundError:
        return "ostraka"


def article(desk: Desk, request: Request, id: str, text: str = "") -> Page:
    """One article with its claims and attributions, the original or (`text=repaired`) as it was read."""
    with desk.shelf.book() as book:
        found = book.article(id)
        claims, attributions = book.claims(article=found.id), book.attributions(article=found.id)
    data = {"article": found, "claims": claims, "attributions": attributions}
    view = shown(found, claims, attributions, chosen(request))
    return Page(template="article.html.j2", data=data, show={"view": view, "repaired": text == "repaired"})


def claim(desk: Desk, request: Request, id: str, at: str | None = None, known: str | None = None) -> Page:
    """One claim: read back, who says so, its three dates, its roots, what it carries, what was decided of it."""
    with desk.shelf.book() as book:
        found = book.claim(id)
        learned = {i: line.day for i, line in book.by_ends.datelines([found.article.id]).items()}.get(found.article.id)
    world, t = desk.world(at, known), chosen(request)
    case = world.case_of(found)
    made = roots_of(case, found)
    ends = [a.code for a in (found.from_, found.to) if a and a.code in world.tied]
    about = [p for p in (world.about(*ends) if ends else []) if found.id in p.claims]
    ids = {p.id for p in about}
    ties = [x for x in (world.ties_of(*ends) if ends else []) if ids.intersection(x.propositions)]
    rulings = [d for d in world.decisions if found.id in d.targets]
    data = {
        "claim": found,
        "learned": learned,
        "roots": made,
        "propositions": about,
        "ties": ties,
        "decisions": rulings,
    }
    undone = {x for d in world.decisions if d.verb == "undo" for x in d.targets}
    show = {
        "c": card(found, t),
        "claim": found,
        "learned": t.w.day(learned),
        "roots": made,
        "called": lambda name, party: called(name, party, t),
        "titles": world.titles([a for r in made.roots for x in r.texts for a in x.articles] if made else []),
        "about": about,
        "reasons": reasons_of(case, found, about, t),
        "letters": letters(world, found),
        "tie_pairs": [(x, pair_of(x)) for x in ties],
        "decided": rulings,
        "contests": [d for d in rulings if d.verb == CONTEST and d.id not in undone],
        "undone": undone,
        **choices(found, t),
    }
    return Page(template="claim.html.j2", data=data, show=show)


def roots_of(case: Case, claim: Claim) -> Chain | None:
    """The tree behind a claim; None where it does not count on that day (not known yet, or rejected)."""
    try:
        return chain(case, claim.id)
    except UnknownName:
        return None


def reasons_of(case: Case, claim: Claim, about: Sequence[Proposition], t: Tongue) -> list[Reason]:
    """What made the propositions that a claim is about as likely as they are, in the language of the page."""
    told = case._replace(language=t.language)
    mine = [m for m, said in case.matters.items() if any(r.s.claim.id == claim.id for r in said)] if about else []
    found = {p.id: p.reasons for m in mine for p in of_matter(told, m)}
    return [r for p in about for r in found.get(p.id, p.reasons)]


def pair_of(tie: Tie) -> str:
    """Where a tie is told in full."""
    return f"/pair/{tie.from_}/{tie.to}" if tie.from_ else f"/state/{tie.to}"


def letters(world: World, of: Claim) -> str | None:
    """The letter that people gave the outermost source, if any."""
    grades = decided(world.decisions).grades
    keys = [fold(x) for s in of.sources[:1] for x in (s.name, s.actor) if x]
    return next((grades[k] for k in keys if k in grades), None)


PAGES = (
    ("/", start, "GET"),
    ("/read", look, "POST"),
    ("/keep", keep, "POST"),
    ("/article/{id}", article, "GET"),
    ("/claim/{id}", claim, "GET"),
)
