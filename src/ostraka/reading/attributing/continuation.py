"""A speaker's passage that goes on without a new cue, and why it ends.

Quotations that follow a passage are its speaker's: in the same paragraph while sentences
begin with a quotation; in the next paragraphs while those are quotations too. A cue at
the end of a paragraph ("He went on:") takes the quotations of the next one.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ostraka.reading.attributing.contents import trimmed
from ostraka.reading.attributing.passages import Passage, Ranges, Unit, char_spans, closing_token
from ostraka.reading.attributing.quotation import Quotations
from ostraka.reading.parsing.tree import Tree
from ostraka.relations.table import reach

__all__ = ["Pending", "continued", "opens_with_quote"]

ENDING = reach()["attributing"]["ending"]
MOSTLY = reach()["attributing"]["mostly_quoted"]
ALL_BUT = reach()["attributing"]["all_but_quoted"]


class Pending(NamedTuple):
    """A cue that ends its unit with a colon: its passage begins in the next unit."""

    unit: Unit
    passage: Passage


def continued(
    tree: Tree, quotes: Quotations, where: Sequence[Unit], passages: Sequence[Passage], pending: Sequence[Pending]
) -> list[Passage]:
    """The passages, each with the quotations that go on with it; a rule names why it stopped there."""
    result = list(passages)
    number = {u.first: k for k, u in enumerate(where)}
    heads: dict[int, list[int]] = {}
    for k, p in enumerate(result):
        inserted = "inserted" in p.rules[0]
        if p.content_tokens and (inserted or quotes.around(tree.starts[p.head]) is None):
            heads.setdefault(unit_at(where, p.head), []).append(k)
    waiting = {number[p.unit.first]: p.passage for p in pending}
    current: int | None = None
    for n, unit in enumerate(where):
        own = [k for k in heads.get(n, ()) if speaks(tree, quotes, result[k], unit)]
        if own:
            current = own[-1]
        elif n in waiting and not heads.get(n):
            current = None
            if n + 1 < len(where) and opens_with_quote(tree, quotes, where[n + 1]):
                result.append(waiting[n])
                current = len(result) - 1
            elif n + 1 < len(where) and where[n + 1].paragraph != unit.paragraph:
                result.append(set_off(tree, quotes, where, n + 1, waiting[n]))
        elif current is not None and follows(tree, quotes, where, n, bool(heads.get(n))):
            result[current] = extended(tree, quotes, result[current], unit)
        else:
            current = None
    return [reached_back(tree, quotes, p) if "speech" in p.rules[0] else p for p in result if p.content_tokens]


def reached_back(tree: Tree, quotes: Quotations, passage: Passage) -> Passage:
    """The passage with the paragraphs before it that its quotation goes on from: each opens it, none closes it."""
    first = passage.content_tokens[0][0]
    opening = quotes.opens.get(first)
    more: Ranges = ()
    left = {q.end: k for k, q in quotes.opens.items() if not q.closed} if opening is not None else {}
    while opening is not None and left:
        end = len(tree.text[: opening.start].rstrip())
        start = left.get(end, -1)
        quote = quotes.opens.get(start)
        same = quote is not None and (opening.goes_on or tree.text[quote.start] == tree.text[opening.start])
        if quote is None or end == opening.start or not same:
            break
        more = (*trimmed(tree, start, first), *more)
        first, opening = start, quote
    if not more:
        return passage
    where = (*more, *passage.content_tokens)
    rules = (*passage.rules, "attribution.continued:quotation over paragraphs")
    return passage._replace(content_tokens=where, content=char_spans(tree, where, quotes), rules=rules)


def set_off(tree: Tree, quotes: Quotations, where: Sequence[Unit], n: int, passage: Passage) -> Passage:
    """The passage with the whole paragraph that follows its colon, set off without quotation marks."""
    last = n
    while last + 1 < len(where) and where[last + 1].paragraph == where[n].paragraph:
        last += 1
    content = trimmed(tree, where[n].first, where[last].last)
    rules = (*passage.rules, "attribution.continued:paragraph after a colon")
    return passage._replace(content_tokens=content, content=char_spans(tree, content, quotes), rules=rules)


def unit_at(where: Sequence[Unit], token: int) -> int:
    """The number of the unit of a token."""
    low, high = 0, len(where) - 1
    while low < high:
        middle = (low + high + 1) // 2
        if where[middle].first <= token:
            low = middle
        else:
            high = middle - 1
    return low


def speaks(tree: Tree, quotes: Quotations, passage: Passage, unit: Unit) -> bool:
    """Whether a passage may go on after its unit: speech, or a content whose closing quotation ends the unit."""
    if "speech" in passage.rules[0]:
        return True
    last = passage.content_tokens[-1][1] - 1
    return closing_token(tree, quotes, last) in quotes.closes and unit.last - last <= ENDING


def follows(tree: Tree, quotes: Quotations, where: Sequence[Unit], n: int, has_cue: bool) -> bool:
    """Whether unit n goes on with the speaker of the unit before it."""
    unit, before = where[n], where[n - 1]
    if not opens_with_quote(tree, quotes, unit):
        return False
    if unit.paragraph == before.paragraph:
        return not has_cue or share(tree, quotes, unit) > MOSTLY
    return not has_cue and share(tree, quotes, unit) > ALL_BUT


def opens_with_quote(tree: Tree, quotes: Quotations, unit: Unit) -> bool:
    """Whether the first mark or word of a unit opens a quotation."""
    quote = quotes.around(tree.starts[unit.first])
    return quote is not None


def ends_in_quote(tree: Tree, quotes: Quotations, unit: Unit) -> bool:
    """Whether a unit ends inside a quotation, or is introduced by a colon."""
    last = unit.last - 1
    while last > unit.first and tree.pos[last] == "PUNCT" and quotes.around(tree.starts[last]) is None:
        if tree.words[last] == ":":
            return True
        last -= 1
    return quotes.around(tree.starts[last]) is not None


def share(tree: Tree, quotes: Quotations, unit: Unit) -> float:
    """How much of a unit stands between quotation marks, 0 to 1."""
    start, end = tree.chars(unit.first, unit.last)
    inside = sum(min(q.end, end) - max(q.start, start) for q in quotes.within(start, end))
    return inside / max(1, end - start)


def extended(tree: Tree, quotes: Quotations, passage: Passage, unit: Unit) -> Passage:
    """The passage with one more unit; only the quotation of it where most of the unit is not quoted."""
    more: Ranges = trimmed(tree, unit.first, unit.last)
    if share(tree, quotes, unit) <= MOSTLY:
        quote = quotes.around(tree.starts[unit.first])
        last = unit.first
        while quote is not None and last < unit.last and tree.starts[last] < quote.end:
            last += 1
        more = trimmed(tree, unit.first, last)
    where = (*passage.content_tokens, *more)
    return passage._replace(
        content_tokens=where,
        content=char_spans(tree, where, quotes),
        rules=(*passage.rules, "attribution.continued:quotation follows"),
    )
