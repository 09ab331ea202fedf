"""Passages as the nouns of `claims.py`: ids, offsets in the original, when it was said."""

from __future__ import annotations

from collections.abc import Iterable

from ostraka.claims import Article, AttributedSource, Attribution, OffsetMap, Span, Spans, Time, content_id
from ostraka.reading.attributing.passages import Passage, Ranges, char_spans, ranges
from ostraka.reading.dating.times import Times
from ostraka.reading.parsing.tree import Tree

__all__ = ["to_attributions"]


def to_attributions(
    article: Article, tree: Tree, passages: Iterable[Passage], offsets: OffsetMap, times: Times | None = None
) -> tuple[Attribution, ...]:
    """The attributions of an article, offsets counted in its original, in the order of the passages.

    With the article's `times` the moment of saying is an interval; without them its words alone are given.
    """
    listed = list(passages)
    ids = [identity(article, p, offsets) for p in listed]
    return tuple(one(article, tree, p, offsets, ids, k, times) for k, p in enumerate(listed))


def identity(article: Article, passage: Passage, offsets: OffsetMap) -> str:
    """The id of a passage: article, cue and content as they stand in the original."""
    content = tuple((offsets.offset(a), offsets.offset(b, end=True)) for a, b in passage.content)
    return content_id(article.id, "attribution", passage.head, content)


def one(
    article: Article,
    tree: Tree,
    passage: Passage,
    offsets: OffsetMap,
    ids: list[str],
    number: int,
    times: Times | None,
) -> Attribution:
    """One passage as an attribution."""
    return Attribution(
        id=ids[number],
        article=article.publication,
        source=source(tree, passage, offsets),
        cue=spans(offsets, char_spans(tree, ranges(passage.cue_tokens))),
        content=spans(offsets, passage.content),
        form=passage.form,
        within=ids[passage.within] if passage.within is not None else None,
        said=said(tree, passage, offsets, times),
        factuality=passage.factuality,
        rules=passage.rules,
    )


def source(tree: Tree, passage: Passage, offsets: OffsetMap) -> AttributedSource | None:
    """The source's words and whom they mean; None where nobody is named."""
    if not passage.source_tokens:
        return None
    words, who = spans(offsets, char_spans(tree, passage.source_tokens)), passage.speaker
    if who is None:
        return AttributedSource(spans=words.spans, text=words.text, name=None, actor=None, role=None, kind="anonymous")
    return AttributedSource(
        spans=words.spans, text=words.text, name=who.name, actor=who.actor, role=who.role, kind=who.kind
    )


def said(tree: Tree, passage: Passage, offsets: OffsetMap, times: Times | None) -> Time | None:
    """When it was said: the first time among the words beside the cue; without `times` the words alone."""
    if passage.said_tokens is None:
        return None
    for found in times.in_range(*passage.said_tokens) if times is not None else ():
        words = offsets.span(found.start_char, found.end_char)
        return Time(start=found.start, end=found.end, precision=found.precision, text=words.text, span=words)
    where: Span = offsets.span(*tree.chars(*passage.said_tokens))
    return Time(start=None, end=None, precision="vague", text=where.text, span=where)


def spans(offsets: OffsetMap, where: Ranges) -> Spans:
    """Offsets of the repaired text as words of the original, pieces joined by an ellipsis."""
    found = [offsets.span(a, b) for a, b in where]
    return Spans(spans=tuple((s.start, s.end) for s in found), text=" … ".join(s.text for s in found))
