"""From an open ledger to the material of a brief."""

from __future__ import annotations

from datetime import date
from typing import Any

from ostraka import weighing
from ostraka.brief.nouns import Material
from ostraka.ledger import Ledger
from ostraka.weighing.propositions import propositions as propositions_of
from ostraka.weighing.ties import ties as ties_of

__all__ = ["days_within", "gather"]

POINTS = 10  # days between the two of a change at which the trend is drawn


def days_within(since: str | None, at: str) -> list[str]:
    """Up to POINTS days strictly between two ISO days, evenly spread; none without `since`.

    >>> days_within("2022-01-01", "2022-01-03"), days_within(None, "2022-01-03")
    (['2022-01-02'], [])
    """
    if since is None:
        return []
    first, last = date.fromisoformat(since), date.fromisoformat(at)
    count = min(POINTS, (last - first).days - 1)
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
    claims = book.claims(known=known) if known else book.claims()
    pairs = book.pairs(known=known)
    articles = book.articles(known=known)
    asked: dict[str, Any] = {
        "known": known,
        "copies": pairs,
        "decisions": book.decisions(),
        "recorded": book.days(),
        "credits": book.credits(),
    }
    made = weighing.case(claims, at=at, **asked)
    found = propositions_of(made)
    return Material(
        ties=tuple(ties_of(made, found)),
        propositions=tuple(found),
        claims={c.id: c for c in claims},
        articles={a.id: a for a in articles},
        copies=len(made.texts) - len(set(made.texts.values())),
        at=at or made.at.isoformat(),
        known=known,
        demonstration=demonstration,
        since=since,
        earlier=tuple(weighing.ties(claims, at=since, **asked)) if since else (),
        between=tuple(
            (day, tuple(weighing.ties(claims, at=day, **asked)))
            for day in days_within(since, at or made.at.isoformat())
        ),
    )
