"""An article's text cut into pieces that say which claims they belong to, in which parts, and what was damaged."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence

import msgspec

from ostraka.claims import Article, Attribution, Claim
from ostraka.relations.table import kind_of

__all__ = ["Part", "parts"]

Mark = tuple[int, int, str, str | None]  # start, end, what it is, which claim


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of the original under the same marks.

    `kinds` says what it is (content, claim, lean-…, speaker, cue, actor, time, damage); `claims` whose; `starts` the
    claims whose evidence begins here; `read_as` what damaged words were read as, None where nothing was mended.
    """

    text: str
    kinds: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    starts: tuple[str, ...] = ()
    read_as: str | None = None


def parts(article: Article, claims: Sequence[Claim], attributions: Sequence[Attribution]) -> list[Part]:
    """The pieces of the whole original; put together their texts are that text exactly."""
    end = len(article.original)
    marks = [m for m in (*claim_marks(claims), *attribution_marks(attributions)) if 0 <= m[0] < m[1] <= end]
    edits = {e.start: e for e in article.edits}
    cuts = sorted({0, end, *(x for m in marks for x in m[:2]), *(x for e in article.edits for x in (e.start, e.end))})
    over: dict[int, list[Mark]] = defaultdict(list)
    for mark in marks:
        for at in cuts[bisect_left(cuts, mark[0]) : bisect_left(cuts, mark[1])]:
            over[at].append(mark)
    starts: dict[int, list[str]] = defaultdict(list)
    for claim in claims:
        starts[claim.evidence.start].append(claim.id)
    made = []
    inside = 0
    for a, b in zip(cuts, [*cuts[1:], end], strict=True):
        edit = edits.get(a)
        if edit is not None and edit.start == edit.end:
            made.append(Part(text="", kinds=("damage",), read_as=edit.replacement))
            edit = None
        if edit is not None:
            inside = edit.end
        kinds = dict.fromkeys(m[2] for m in over[a])
        made.append(
            Part(
                text=article.original[a:b],
                kinds=(*kinds, *(("damage",) if a < inside else ())),
                claims=tuple(dict.fromkeys(m[3] for m in over[a] if m[3])),
                starts=tuple(starts.get(a, ())),
                read_as=edit.replacement if edit else "" if a < inside else None,
            )
        )
    return [p for p in made if p.text or p.read_as is not None or p.starts]


def claim_marks(claims: Sequence[Claim]) -> Iterator[Mark]:
    """The marks of claims: the clause, who speaks, the words of the act, who acts, when."""
    for c in claims:
        yield c.evidence.start, c.evidence.end, "claim", c.id
        yield c.evidence.start, c.evidence.end, f"lean-{kind_of(c.act)}", c.id
        yield c.cue.start, c.cue.end, "cue", c.id
        for source in c.sources:
            if source.start is not None and source.end is not None:
                yield source.start, source.end, "speaker", c.id
        for actor in (c.from_, c.to):
            if actor is not None and actor.start is not None and actor.end is not None:
                yield actor.start, actor.end, "actor", c.id
        if c.time is not None and c.time.span is not None:
            yield c.time.span.start, c.time.span.end, "time", c.id


def attribution_marks(attributions: Sequence[Attribution]) -> Iterator[Mark]:
    """The marks of attributions: what is said, and who says it."""
    for a in attributions:
        for start, end in a.content.spans:
            yield start, end, "content", None
        for start, end in a.source.spans if a.source else ():
            yield start, end, "speaker", None
