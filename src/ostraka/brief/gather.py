"""From an open ledger to the material of a brief."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import msgspec

from ostraka import ledger, weighing
from ostraka.brief.limits import limits
from ostraka.brief.nouns import Material
from ostraka.claims import Claim, Tie
from ostraka.ledger import Ledger
from ostraka.ledger.ends import Ends
from ostraka.measures.amounts import TABLES
from ostraka.weighing.decisions import decided
from ostraka.weighing.kept import touching
from ostraka.weighing.propositions import propositions as propositions_of
from ostraka.weighing.ties import ties as ties_of
from ostraka.weighing.world import part, ruled, sizes, standing

__all__ = ["days_within", "gather", "look", "survey", "tabled"]

JUDGED, FORESEEN = "assess", "predicted"  # what a brief quotes apart from ties
READER = "ostraka "  # what our reader of articles calls itself; it makes no claims of tables


def days_within(since: str | None, at: str) -> list[str]:
    """Up to `trend_days` days strictly between two ISO days, evenly spread; none without `since`.

    >>> days_within("2022-01-01", "2022-01-03"), days_within(None, "2022-01-03")
    (['2022-01-02'], [])
    """
    if since is None:
        return []
    first, last = date.fromisoformat(since), date.fromisoformat(at)
    count = min(limits().trend_days, (last - first).days - 1)
    return [(first + (last - first) * k / (count + 1)).isoformat() for k in range(1, count + 1)]


def gather(
    book: Ledger,
    *,
    at: str | None = None,
    known: str | None = None,
    since: str | None = None,
    demonstration: bool = False,
) -> Material:
    """Everything that counts on day `at` of what had been published by `known`, weighed.

    Without `at` the day is that of the latest article that is known. `since` adds the ties of that earlier day, by what
    is known now.
    """
    claims = book.claims(known=known)
    articles = book.articles(known=known)
    made = weighing.load(book, at=at, known=known, claims=claims)
    day = made.at.isoformat()
    found = propositions_of(made)
    return Material(
        ties=tuple(ties_of(made, found)),
        propositions=tuple(found),
        claims={c.id: c for c in claims},
        articles={a.id: a for a in articles},
        copies=len(made.texts) - len(set(made.texts.values())),
        at=at or day,
        known=known,
        demonstration=demonstration,
        since=since,
        earlier=tuple(weighing.ties(weighing.load(book, at=since, known=known, claims=claims))) if since else (),
        between=tuple((d, standing(book, at=d, known=known).ties) for d in days_within(since, at or day)),
    )


def survey(path: Path, code: str, *, at: str | None = None, known: str | None = None) -> Material:
    """The ties of all states on a day, from what was weighed before; of `code` the weightiest whole, with their claims.

    Ends with more than `whole_claims` claims among them are not weighed anew: their ties come without the words of
    their reasons (`ostraka why` gives them), with a few claims each.
    """
    world = standing(path, at=at, known=known)
    with ledger.open(path) as book:
        made = part(book, ends=weightiest(world.ties, sizes(book), code), at=world.at, known=known)
        found = propositions_of(made)
        whole = {t.id: t for t in ties_of(made, found)}
        ties = world.ties.over(whole)
        claims = {r.s.claim.id: r.s.claim for said in made.matters.values() for r in said}
        cited = {c for t in ties.touching(code) for c in t.claims} - claims.keys()
        more = [*book.claims(ids=sorted(cited), known=known)] if cited else []
        for asked in ({"act": JUDGED}, {"stage": FORESEEN}):
            more += book.claims(state=code, known=known, **asked)
        claims |= {c.id: c for c in more}
        claims |= {c.id: c for c in tabled(book, known)}  # amounts count, whosever they are
        articles = book.articles(ids=sorted({c.article.id for c in claims.values()}))
        total = book.counts()["articles"]
    return Material(
        ties=ties,
        propositions=tuple(found),
        claims=claims,
        articles={a.id: a for a in articles},
        at=world.at,
        known=known,
        total=total,
    )


def weightiest(ties: Sequence[Tie], sizes: Mapping[Ends, int], code: str) -> list[Ends]:
    """The ends of a state that can be weighed whole: what is believed most first, while claims are few."""
    weight: dict[Ends, float] = defaultdict(float)
    for t in touching(ties, code):
        weight[min(t.from_ or "", t.to), max(t.from_ or "", t.to)] += t.credence * t.known
    chosen: list[Ends] = []
    left = limits().whole_claims
    for ends in sorted(weight, key=lambda e: (-weight[e], e)):
        if sizes.get(ends, 0) <= left:
            left -= sizes.get(ends, 0)
            chosen.append(ends)
    return chosen


def tabled(book: Ledger, known: str | None) -> list[Claim]:
    """The claims of imported tables, as people left them, of those published by then."""
    decode, ruling = msgspec.json.Decoder(Claim).decode, decided(book.decisions())
    made = (ruling.claim(decode(r)) for r in ruled(book, TABLES, READER))
    return [c for c in made if c is not None and (known is None or (c.article.published or "") <= known)]


def look(
    path: Path, code: str, *, at: str | None = None, known: str | None = None, since: str | None = None
) -> Material:
    """The material of a state's page: whole where the ledger is small, else from what was weighed before."""
    with ledger.open(path) as book:
        if book.counts()["claims"] <= limits().few_claims:
            return gather(book, at=at, known=known, since=since)
    found = survey(path, code, at=at, known=known)
    if since is None:
        return found
    return msgspec.structs.replace(
        found,
        since=since,
        earlier=standing(path, at=since, known=known).ties,
        between=tuple((d, standing(path, at=d, known=known).ties) for d in days_within(since, found.at or since)),
    )
