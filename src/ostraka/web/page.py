"""A brief as one HTML file: no outside request, no script needed, every sentence opens to its evidence.

All text of articles goes through Jinja's escaping, and a content policy in the page forbids it to load or run anything.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import Any

import msgspec
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from ostraka.brief.nouns import Brief, Material, Sentence
from ostraka.brief.plots import plots
from ostraka.brief.sentences import claim_clause, same
from ostraka.brief.words import Words, capital, words
from ostraka.claims import Article, Claim, Time
from ostraka.measures.figures import Actor, Isolation, Partner, actors
from ostraka.relations.table import acts
from ostraka.web.highlights import paragraph, pieces
from ostraka.web.limits import limits

__all__ = ["page", "partner_rows"]

HERE = Path(__file__).parent / "templates"


def page(brief: Brief, material: Material) -> str:
    """The page, as text. Write it as UTF-8."""
    w = words(brief.language)
    cited = {claim for section in brief.sections for s in section.sentences for claim in s.claims}
    by_article = claims_by_article(cited, material)
    view = {
        "b": brief,
        "w": w.phrases,
        "f": brief.isolation,
        "css": (HERE / "brief.css").read_text(encoding="utf-8"),
        "when": when(brief, w),
        "gauge": gauge(brief.isolation),
        "rows": rows(brief, w),
        "plots": plots(brief.account, brief.state, brief.language),
        "shown": limits().brief_partners,
        "most_cards": limits().brief_claims,
        "sections": [
            {"key": s.key, "title": s.title, "sentences": [sentence(x, material, w) for x in s.sentences]}
            for s in brief.sections
        ],
        "articles": [article_view(material.articles[a], by_article[a], w) for a in in_order(by_article, material)],
        "foot": w.say("page.foot", cite=brief.isolation.settings),
        "number": w.number,
        "percent": w.percent,
        "signed": w.signed,
        "share": w.share,
    }
    made: str = environment().get_template("brief.html.j2").render(view)
    return made


def environment() -> Environment:
    """Templates that escape everything and refuse an unknown name."""
    return Environment(
        loader=FileSystemLoader(HERE),
        autoescape=select_autoescape(enabled_extensions=("j2", "html"), default=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def kinds() -> dict[str, str]:
    """The lean of each act."""
    return {name: str(act["kind"]) for name, act in acts().items()}


def when(brief: Brief, w: Words) -> str:
    """Of which day the brief speaks, and what was known."""
    told = [w.say("page.at", date=w.day(brief.at))] if brief.at else []
    told += [w.say("page.known", date=w.day(brief.known))] if brief.known else []
    return str(w.phrases["comma"]).join(told)


def gauge(f: Isolation) -> dict[str, float]:
    """Positions on the gauge, 0..100 from left (with it) to right (against it)."""
    return {
        "value": f.isolation,
        "flat": f.flat,
        "low": f.credence.low,
        "width": max(f.credence.high - f.credence.low, 0.6),
        "far_low": f.ignorance.low,
        "far_width": f.ignorance.high - f.ignorance.low,
    }


def rows(brief: Brief, w: Words) -> list[dict[str, Any]]:
    """Who relieves and who isolates, as rows, each with the sentence it leads to."""
    sentences = {s.tie: s for section in brief.sections for s in section.sentences if s.tie is not None}
    contested = {tie for tie, s in sentences.items() if s.contested}
    return partner_rows(brief.isolation, contested, {tie: s.id for tie, s in sentences.items()}, w)


def partner_rows(
    figures: Isolation, contested: Collection[str], links: Mapping[str, str], w: Words
) -> list[dict[str, Any]]:
    """Who relieves and who isolates, as rows: the lines of `measures.figures.actors`, the largest effect first."""
    partners = {p.code: p for p in figures.partners}
    made = [row(a, partners.get(a.code), contested, links, w) for a in actors(figures)]
    made = [r for r in made if max(-r["relieves"], r["isolates"]) >= 0.005]
    scale = max((max(-r["relieves"], r["isolates"]) for r in made), default=1.0)
    for r in made:
        r["left"], r["right"] = -50 * r["relieves"] / scale, 50 * r["isolates"] / scale
        r["width"] = 50 * abs(r["points"]) / scale
    return made


def row(
    of: Actor, partner: Partner | None, contested: Collection[str], links: Mapping[str, str], w: Words
) -> dict[str, Any]:
    """One row of the table of partners; `partner` where it is a state, not a body."""
    largest = max((abs(amount) for _, amount in of.channels), default=0.0)
    return {
        "name": w.bare(of.code),
        "members": w.say("page.members", n=len(of.members), bloc=w.bare(of.code)) if of.members else "",
        "points": of.points,
        "relieves": of.relieves,
        "isolates": of.isolates,
        "counts": partner.counts if partner else None,
        "isolation": partner.isolation if partner else None,
        "channels": [
            {"name": w.phrases["channels"].get(c, c), "points": amount}
            for c, amount in of.channels
            if amount and abs(amount) >= limits().brief_channel * largest
        ],
        "contested": any(t in contested for t in of.ties),
        "link": next((links[t] for t in of.ties if t in links), None),
    }


def sentence(s: Sentence, material: Material, w: Words) -> dict[str, Any]:
    """A sentence with its cards."""
    cards = [card(material.claims[c], material, w) for c in s.claims if c in material.claims]
    return {"s": s, "cards": cards, "stage": w.phrases["stages"].get(s.stage or "", "")}


def card(claim: Claim, material: Material, w: Words) -> dict[str, Any]:
    """A claim as a card: the words in their paragraph, who says so, how surely, how far, when."""
    article = material.articles.get(claim.article.id)
    start, end = paragraph(article, claim) if article else (0, 0)
    return {
        "id": claim.id,
        "pieces": pieces(article, [claim], kinds(), start, end) if article else [],
        "cut_before": bool(article and start and article.original[start - 1] != "\n"),
        "cut_after": bool(article and end < len(article.original) and article.original[end] != "\n"),
        "gist": gist(claim, w),
        "who": chain(claim, w),
        "factuality": w.phrases["factuality"].get(claim.factuality, claim.factuality),
        "sure": claim.factuality,
        "stage": w.phrases["stages"].get(claim.stage, claim.stage),
        "said": said(claim, w),
        "holds": interval(claim.time, w),
        "quoted": claim.quoted,
        "trouble": [t.words for t in claim.trouble],
        "article": claim.article,
        "published": w.day(claim.article.published),
    }


def gist(claim: Claim, w: Words) -> str:
    """What the claim was read as, denied and foreseen ones marked as such."""
    if claim.factuality.endswith("-"):
        return w.say("page.read_denied", clause=claim_clause(claim, w))
    if claim.stage == "predicted":  # the phrase says it: the clause need not
        return w.say("page.read_foreseen", clause=claim_clause(msgspec.structs.replace(claim, stage="done"), w))
    return w.say("page.read_back", clause=claim_clause(claim, w))


def chain(claim: Claim, w: Words) -> str:
    """Who says so, outermost first."""
    links = []
    for source in claim.sources:
        party = w.name(source.actor) if source.actor else None
        name = source.name or (source.text if source.kind == "anonymous" else None)
        links.append(
            w.say("verbs.speaker", speaker=name, party=party)
            if name and party and not same(name, source.actor, w)
            else str(
                (party if same(str(name), source.actor, w) else name) or party or source.text or w.phrases["somebody"]
            )
        )
    return capital(" → ".join(links) or w.say("verbs.outlet", publisher=claim.article.publisher or "?"))


def said(claim: Claim, w: Words) -> str:
    """When the outermost source said it, else when the article appeared."""
    told = next((s.said for s in claim.sources if s.said), None)
    return interval(told, w) or w.day(claim.article.published)


def interval(time: Time | None, w: Words) -> str:
    """A time in words, as precise as it is."""
    if time is None or not (time.start or time.end):
        return ""
    if time.precision == "month" and time.start and time.end and time.start[:7] == time.end[:7]:
        return w.day(time.start[:7])
    if time.precision == "year" and time.start and time.end and time.start[:4] == time.end[:4]:
        return w.day(time.start[:4])
    if time.start == time.end:
        return w.day(time.start)
    return " – ".join(w.day(day) if day else "…" for day in (time.start, time.end))


def claims_by_article(cited: Iterable[str], material: Material) -> dict[str, list[Claim]]:
    """The cited claims by article, in the order of the text."""
    found: dict[str, list[Claim]] = defaultdict(list)
    for claim in sorted((material.claims[c] for c in cited if c in material.claims), key=lambda c: c.evidence.start):
        if claim.article.id in material.articles:
            found[claim.article.id].append(claim)
    return found


def in_order(by_article: dict[str, list[Claim]], material: Material) -> list[str]:
    """Article ids, oldest first."""
    return sorted(by_article, key=lambda a: (material.articles[a].published or "", a))


def article_view(article: Article, claims: list[Claim], w: Words) -> dict[str, Any]:
    """An article with its text in pieces."""
    return {
        "id": article.id,
        "title": article.title or article.id,
        "language": article.language,
        "about": " · ".join(x for x in (article.publisher, w.day(article.published), article.language) if x),
        "url": article.url if (article.url or "").startswith(("https://", "http://")) else None,
        "pieces": pieces(article, claims, kinds()),
        "damaged": bool(article.edits),
        "n": len(claims),
    }
