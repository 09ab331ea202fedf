"""Claims → propositions and ties, each with reasons: pure functions, the same on every machine and in every order.

    ties = weighing.ties(claims, at="2022-11-27", known="2022-11-27")

Keywords that all take: `at` (the day that is asked about; without it the latest article's), `known` (count only what
had been published by then), `copies` (pairs of articles that tell one text), `decisions` (what people decided),
`recorded` (article id → day on which an undated article became known), `credits` (article id → agency that it credits).
`load` takes them all from a ledger and gives a `Case`, which `propositions` and `ties` take as well:

    with ledger.open(path) as book:
        case = weighing.load(book, at="2022-11-27", known="2022-11-27")
    ties = weighing.ties(case)
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ostraka.claims import Claim, Proposition, Tie
from ostraka.weighing import words
from ostraka.weighing.case import Case, case, load
from ostraka.weighing.clusters import clusters
from ostraka.weighing.intervals import draws
from ostraka.weighing.propositions import propositions as of_case
from ostraka.weighing.ties import ties as of_propositions
from ostraka.weighing.words import estimative

__all__ = ["Case", "case", "clusters", "draws", "estimative", "load", "propositions", "ties", "words"]


def propositions(given: Case | Iterable[Claim], **known: Any) -> list[Proposition]:
    """What is proposed, with who says so, how far it has come and how surely. Keywords: see above."""
    return of_case(given if isinstance(given, Case) else case(given, **known))


def ties(given: Case | Iterable[Claim], **known: Any) -> list[Tie]:
    """What holds between states, with reasons. Keywords: see above."""
    made = given if isinstance(given, Case) else case(given, **known)
    return of_propositions(made, of_case(made))
