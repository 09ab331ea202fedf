"""Articles → texts → speakers → roots: how many mouths stand behind what a claim says."""

from __future__ import annotations

import msgspec

from ostraka.errors import UnknownName
from ostraka.weighing.case import Case
from ostraka.weighing.roots import Rooted
from ostraka.weighing.statements import PRESS

__all__ = ["Chain", "Root", "Text", "chain"]


class Text(msgspec.Struct, frozen=True, kw_only=True):
    """One text: the id of its oldest article, and of all articles that tell it."""

    text: str
    articles: tuple[str, ...]


class Root(msgspec.Struct, frozen=True, kw_only=True):
    """One speaker on one occasion, with the texts that carry him."""

    root: str
    speaker: str
    party: str | None
    kind: str
    first: str | None
    family: str
    texts: tuple[Text, ...]


class Chain(msgspec.Struct, frozen=True, kw_only=True):
    """The tree behind a claim, with its counts; `families` are those that do not depend on one another."""

    claim: str
    articles: int
    texts: int
    speakers: int
    families: int
    roots: tuple[Root, ...]


def chain(case: Case, claim: str) -> Chain:
    """Everybody who says the same of the same matter as the claim (for it, or against it, as the claim does).

    Raises UnknownName for a claim that is not in the case (not known yet on that day, or rejected).
    """
    mine = [r for said in case.matters.values() for r in said if r.s.claim.id == claim]
    if not mine:
        raise UnknownName(f"claim {claim} does not count here: it is not known yet on that day, or was rejected")
    like = [r for r in case.matters[mine[0].s.matter] if any(agrees(r, m) for m in mine)]
    roots = tuple(root_of(root, [r for r in like if r.root == root], case) for root in sorted({r.root for r in like}))
    return Chain(
        claim=claim,
        articles=len({a for root in roots for t in root.texts for a in t.articles}),
        texts=len({t.text for root in roots for t in root.texts}),
        speakers=len({r.s.speaker for r in like}),
        families=len({r.s.family for r in like if r.s.family != PRESS}) + any(r.s.family == PRESS for r in like),
        roots=tuple(sorted(roots, key=lambda r: (r.first or "9999", r.speaker, r.root))),
    )


def agrees(a: Rooted, b: Rooted) -> bool:
    """Whether two statements on one matter say the same of the same goods."""
    return a.s.sign == b.s.sign and a.s.goods == b.s.goods


def root_of(root: str, said: list[Rooted], case: Case) -> Root:
    """One root with the texts that carry it."""
    s = min(said, key=lambda r: (str(r.first), r.s.claim.id)).s
    texts = sorted({r.s.text for r in said})
    return Root(
        root=root,
        speaker=s.name,
        party=s.party,
        kind=s.kind,
        first=said[0].first.isoformat() if said[0].first else None,
        family=s.family,
        texts=tuple(
            Text(text=t, articles=tuple(sorted({r.s.claim.article.id for r in said if r.s.text == t}))) for t in texts
        ),
    )
