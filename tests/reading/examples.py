"""Runs the examples that the tables of act words carry: one reading a language, one test an example."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from ostraka.claims import Article, Claim, content_id
from ostraka.languages.pack import table
from ostraka.reading import read
from ostraka.reading.acting.frames import examples
from ostraka.relations.table import either_way

PUBLISHED = "2022-11-15"


class Example(NamedTuple):
    """A sentence of a table: which rule carries it, what kind it is, and the claims that it wants."""

    rule: str
    kind: str  # examples, not, not_yet
    sentence: str
    wanted: tuple[str, ...]
    act: str


@cache
def all_examples(language: str) -> tuple[Example, ...]:
    """The examples of the frames and operators of a language."""
    found = []
    for rule, act, fields in examples(language):
        found += of_fields(rule, act, fields)
    for number, fields in enumerate(table(language, "operators").get("operator", ()), start=1):
        found += of_fields(f"operator {number} ({fields['words'][0]})", "", fields)
    for number, fields in enumerate(table(language, "operators").get("tense", ()), start=1):
        found += of_fields(f"tense {number}", "", fields)
    for key in ("happenings", "conditions", "performing", "standing"):
        found += of_fields(key, "", table(language, "operators").get(key, {}))
    return tuple(found)


def of_fields(rule: str, act: str, fields: dict) -> list[Example]:
    """The examples of one table entry."""
    found = [
        Example(rule, kind, sentence, (wanted,) if isinstance(wanted, str) else tuple(wanted), act)
        for kind in ("examples", "not_yet")
        for sentence, wanted in fields.get(kind, ())
    ]
    return found + [Example(rule, "not", sentence, (), act) for sentence in fields.get("not", ())]


@cache
def readings(language: str) -> dict[str, tuple[Claim, ...]]:
    """The claims of every example sentence of a language, read in one batch."""
    sentences = dict.fromkeys(e.sentence for e in all_examples(language))
    articles = [Article(id=content_id(s), original=s, language=language, published=PUBLISHED) for s in sentences]
    return {r.article.original: r.claims for r in read(articles)}


def is_read(example: Example, language: str) -> bool:
    """Whether every claim that the example wants was read (for `not`: whether none of its act was)."""
    claims = readings(language)[example.sentence]
    if example.kind == "not":
        return not any(c.act == example.act for c in claims)
    return all(any(fits(wanted, c) for c in claims) for wanted in example.wanted)


def fits(wanted: str, claim: Claim) -> bool:
    """Whether a claim is what `act FROM>TO [channel] [stage] [factuality]` asks for."""
    act, ends, *fields = wanted.split()
    from_, _, to = ends.partition(">")
    mine = (code(claim.from_), code(claim.to))
    straight = mine == (from_, to) or (either_way(act) and mine == (to, from_))
    return claim.act == act and straight and set(fields) <= {claim.channel, claim.stage, claim.factuality}


def code(actor) -> str:
    """An actor as the examples write it: a code, or `@` and a name in one word ("@Houthis_(Houthi_movement)")."""
    return "-" if actor is None else actor.code or f"@{actor.name}".replace(" ", "_")


def shown(claims: tuple[Claim, ...]) -> str:
    """Claims as the examples write them."""
    return (
        "; ".join(f"{c.act} {code(c.from_)}>{code(c.to)} {c.channel} {c.stage} {c.factuality}" for c in claims)
        or "nothing"
    )
