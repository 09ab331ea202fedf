"""Roots: how many independent mouths stand behind what is said.

A root is one speaker on one occasion, however many outlets quote him; an article's own voice is a root per text, with
all its copies. Unnamed speakers are roots by class, government and a window of days.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from itertools import combinations
from typing import NamedTuple

from ostraka.claims import content_id
from ostraka.weighing.policy import table
from ostraka.weighing.statements import Statement, fold

__all__ = ["Rooted", "rooted", "voiced"]


class Rooted(NamedTuple):
    """A statement with its root; `first` is the day on which this root first spoke."""

    s: Statement
    root: str
    first: date | None


def rooted(statements: Iterable[Statement]) -> list[Rooted]:
    """The statements on one matter, each with its root: occasions of one speaker are chained by their days.

    The order of the statements changes nothing.
    """
    listed = list(statements)
    person = namesakes(listed)
    by_speaker: dict[str, list[Statement]] = defaultdict(list)
    for s in listed:
        same = person.get(s.speaker, s.speaker)
        by_speaker[same].append(s if same == s.speaker else s._replace(speaker=same))
    return [r for speaker in sorted(by_speaker) for r in occasions(speaker, by_speaker[speaker])]


def namesakes(said: Iterable[Statement]) -> dict[str, str]:
    """Speakers of one government whose names differ as spellings do ("Poutine", "Putin"; "Kirby", "John Kirby").

    For each such speaker the one that stands for them all: the first in alphabetical order.
    """
    names = {(s.party, s.speaker, fold(s.name)) for s in said if s.kind == "person" and s.party}
    made: dict[str, str] = {}
    for (party, a, name_a), (other, b, name_b) in combinations(sorted(names, key=str), 2):
        if party == other and a != b and one_person(name_a, name_b):
            made[b] = made.get(a, a)
    return made


@lru_cache(maxsize=65536)
def one_person(a: str, b: str) -> bool:
    """Whether two folded names may be spellings of one: the last words alike, and the first where both have one.

    >>> one_person("vladimir poutine", "putin"), one_person("john kirby", "robert kirby")
    (True, False)
    """
    from rapidfuzz.fuzz import ratio

    alike = float(table("sources")["names"]["alike"])
    first, second = a.split(), b.split()
    if not first or not second or ratio(first[-1], second[-1]) < alike:
        return False
    return len(first) == 1 or len(second) == 1 or ratio(first[0], second[0]) >= alike


def occasions(speaker: str, said: list[Statement]) -> list[Rooted]:
    """What one speaker said, split into occasions."""
    made: list[Rooted] = []
    if said[0].kind == "article":
        return [Rooted(s, content_id("root", "text", s.text), s.published) for s in said]
    gap = table("sources")["occasion"][said[0].kind]
    first: date | None = None
    last: date | None = None
    for s in sorted(said, key=lambda s: (s.told or date.max, s.text, s.claim.id)):
        if s.told is None:
            made.append(Rooted(s, content_id("root", speaker, "undated", s.text), None))
            continue
        if last is None or (s.told - last).days > gap:
            first = s.told
        last = s.told
        made.append(Rooted(s, content_id("root", speaker, str(first)), first))
    return made


def voiced(said: Iterable[Rooted]) -> list[Rooted]:
    """One statement for each root, rung, sign and goods: that of the oldest text, there the surest.

    So a further copy, a translation or an eleventh outlet that quotes the same words changes nothing.
    """
    best: dict[tuple[str, str, int, str | None], Rooted] = {}
    for r in said:
        key = (r.root, r.s.stage, r.s.sign, r.s.goods)
        if key not in best or rank(r) < rank(best[key]):
            best[key] = r
    return [best[key] for key in sorted(best, key=str)]


def rank(r: Rooted) -> tuple[date, str, float, int, str]:
    """Oldest text first, in it the surest words, of those the ones about the latest day."""
    return (r.s.published or date.max, r.s.text, -r.s.sure * r.s.read, -(r.s.day or date.min).toordinal(), r.s.claim.id)
