"""A brief as one HTML file: no outside request, no script needed, every sentence opens to its evidence.

All text of articles goes through Jinja's escaping, and a content policy in the page forbids it to load or run anything.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from ostraka.brief.nouns import Brief, Material, Point, Sentence
from ostraka.brief.sentences import claim_clause, same
from ostraka.brief.words import Words, capital, words
from ostraka.claims import Article, Claim, Time
from ostraka.measures.figures import Isolation, Partner
from ostraka.relations.table import acts
from ostraka.web.highlights import paragraph, pieces

__all__ = ["page", "partner_rows"]

HERE = Path(__file__).parent / "templates"
ROWS = 12  # partners shown before "n more"
SEEN = 0.15  # share of the largest channel below which a channel is not named in a row
CARDS = 8  # claims shown under one sentence before "n more"


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
        "trend": trend(brief.trend, w),
        "shown": ROWS,
        "most_cards": CARDS,
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


def trend(points: Sequence[Point], w: Words) -> dict[str, Any] | None:
    """The trend as a drawing 100 wide and 30 high: the interval as a band, the line, marks; None under two points."""
    if len(points) < 2:
        return None
    days = [date.fromisoformat(p.day).toordinal() for p in points]
    low, high = min(p.low for p in points), max(p.high for p in points)
    middle, half = (low + high) / 2, max((high - low) / 2, 0.5)

    def x(k: int) -> float:
        return 100 * (days[k] - days[0]) / max(days[-1] - days[0], 1)

    def y(value: float) -> float:
        return 15 - 14 * (value - middle) / half

    line = [(x(k), y(p.value)) for k, p in enumerate(points)]
    band = [(x(k), y(p.high)) for k, p in enumerate(points)]
    band += [(x(k), y(p.low)) for k, p in reversed(list(enumerate(points)))]
    return {
        "line": joined(line),
        "band": joined(band),
        "dots": [
            (f"{a:.2f}", f"{b:.2f}", f"{w.day(p.day)}{w.phrases['colon']}{w.number(p.value)}")
            for (a, b), p in zip(line, points, strict=True)
        ],
        "first": f"{w.day(points[0].day)}{w.phrases['colon']}{w.number(points[0].value)}",
        "last": f"{w.day(points[-1].day)}{w.phrases['colon']}{w.number(points[-1].value)}",
        "top": w.number(middle + half),
        "bottom": w.number(middle - half),
    }


def joined(points: Iterable[tuple[float, float]]) -> str:
    """Points as SVG writes them."""
    return " ".join(f"{a:.2f},{b:.2f}" for a, b in points)


def rows(brief: Brief, w: Words) -> list[dict[str, Any]]:
    """The partners of a brief as rows, each with the sentence it leads to."""
    sentences = {s.tie: s for section in brief.sections for s in section.sentences if s.tie is not None}
    contested = {tie for tie, s in sentences.items() if s.contested}
    return partner_rows(brief.isolation, contested, {tie: s.id for tie, s in sentences.items()}, w)


def partner_rows(
    figures: Isolation, contested: Collection[str], links: Mapping[str, str], w: Words
) -> list[dict[str, Any]]:
    """The partners as rows: members that act only through a bloc are one row; the largest effect first."""
    groups: dict[str, list[Partner]] = defaultdict(list)
    for partner in figures.partners:
        groups[partner.lead or partner.code].append(partner)
    made = [row(code, group, contested, links, w) for code, group in groups.items()]
    made = [r for r in made if abs(r["points"]) >= 0.005]
    made.sort(key=lambda r: (-abs(r["points"]), r["name"]))
    scale = max((abs(r["points"]) for r in made), default=1.0)
    for r in made:
        r["width"] = 50 * abs(r["points"]) / scale
    return made


def row(
    code: str, group: list[Partner], contested: Collection[str], links: Mapping[str, str], w: Words
) -> dict[str, Any]:
    """One row of the table of partners."""
    channels: dict[str, float] = defaultdict(float)
    for partner in group:
        for channel, amount in partner.channels:
            channels[channel] += amount
    ties = list(dict.fromkeys(tie.tie for partner in group for tie in partner.ties))
    name = w.bare(code)
    alone = len(group) == 1 and group[0].code == code
    return {
        "name": name,
        "members": "" if alone else w.say("page.members", n=len(group), bloc=name),
        "points": sum(p.points for p in group),
        "counts": group[0].counts if alone else None,
        "isolation": group[0].isolation if alone else None,
        "channels": [
            {"name": w.phrases["channels"].get(c, c), "points": amount}
            for c, amount in sorted(channels.items(), key=lambda x: -abs(x[1]))
            if abs(amount) >= SEEN * max(map(abs, channels.values()))
        ],
        "contested": any(t in contested for t in ties),
        "link": next((links[t] for t in ties if t in links), None),
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
    key = "read_foreseen" if claim.stage == "predicted" else "read_back"
    if claim.factuality.endswith("-"):
        key = "read_denied"
    return w.say(f"page.{key}", clause=claim_clause(claim, w))


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
