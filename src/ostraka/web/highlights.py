"""An article's original text cut into pieces, each with the claims it belongs to and the damage it bears."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from ostraka.claims import Article, Claim, Edit

__all__ = ["Piece", "paragraph", "pieces"]


class Piece(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of the original text under the same claims. `starts` are the claims that begin here.

    `kind` is the lean of its claims (for, against, assessment, denied, mixed) or "" outside any; `read_as` is what
    damaged words were read as, None where nothing was mended.
    """

    text: str
    kind: str = ""
    claims: tuple[str, ...] = ()
    starts: tuple[str, ...] = ()
    read_as: str | None = None


def pieces(
    article: Article, claims: Sequence[Claim], kinds: dict[str, str], start: int = 0, end: int | None = None
) -> list[Piece]:
    """The pieces of `original[start:end]`; put together their texts are that text exactly.

    `kinds` gives the lean of each act. An edit that only inserts makes an empty piece.
    """
    end = len(article.original) if end is None else end
    marks = [c for c in claims if c.evidence.start < end and c.evidence.end > start]
    edits = [e for e in article.edits if start <= e.start and e.end <= end]
    cuts = {start, end, *(min(max(x, start), end) for c in marks for x in (c.evidence.start, c.evidence.end))}
    cuts |= {x for e in edits for x in (e.start, e.end)}
    made: list[Piece] = []
    ordered = sorted(cuts)
    for a, b in zip(ordered, ordered[1:] or [end], strict=False):
        made += [gap(e) for e in edits if e.start == e.end == a]
        over = tuple(c for c in marks if c.evidence.start <= a and c.evidence.end >= b)
        edit = next((e for e in edits if e.start <= a and b <= e.end and e.start < e.end), None)
        made.append(
            Piece(
                text=article.original[a:b],
                kind=lean({kind_of(c, kinds) for c in over}),
                claims=tuple(c.id for c in over),
                starts=tuple(c.id for c in over if max(c.evidence.start, start) == a),
                read_as=edit.replacement if edit else None,
            )
        )
    return [*made, *(gap(e) for e in edits if e.start == e.end == end and end not in ordered[:-1])]


def kind_of(claim: Claim, kinds: dict[str, str]) -> str:
    """The lean of a claim: its act's, or denied where it says that it is not so."""
    return "denied" if claim.factuality.endswith("-") else kinds.get(claim.act, "")


def gap(edit: Edit) -> Piece:
    """The mark of an insertion."""
    return Piece(text="", read_as=edit.replacement)


def lean(kinds: set[str]) -> str:
    """One lean for several claims."""
    return kinds.pop() if len(kinds) == 1 else "mixed" if kinds else ""


def paragraph(article: Article, claim: Claim, most: int = 600) -> tuple[int, int]:
    """Where the paragraph around a claim begins and ends, cut to about `most` characters around the claim."""
    text, span = article.original, claim.evidence
    start = text.rfind("\n", 0, span.start) + 1
    end = text.find("\n", span.end)
    end = len(text) if end < 0 else end
    if end - start > most:
        room = max(most - (span.end - span.start), 0) // 2
        start, end = max(start, span.start - room), min(end, span.end + room)
    return start, end
