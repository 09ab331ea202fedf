"""Edits as arithmetic: applying a list of them, and composing one list with a later one."""

from __future__ import annotations

from collections.abc import Iterable

from ostraka.claims import Edit

__all__ = ["applied", "compose", "disjoint", "widened"]

WIDEST = 40  # code points that the place of an insertion is widened to, on each side, at most


def applied(text: str, edits: Iterable[Edit]) -> str:
    """The text with edits (ascending, not overlapping) applied."""
    pieces, at = [], 0
    for edit in edits:
        pieces += [text[at : edit.start], edit.replacement]
        at = edit.end
    pieces.append(text[at:])
    return "".join(pieces)


def disjoint(edits: Iterable[Edit]) -> list[Edit]:
    """The edits in order, without those that touch one that begins before them."""
    kept: list[Edit] = []
    for edit in sorted(edits, key=lambda e: (e.start, e.end)):
        if not kept or edit.start > kept[-1].end or (edit.start == kept[-1].end and kept[-1].start < kept[-1].end):
            kept.append(edit)
    return kept


def compose(text: str, first: list[Edit], then: list[Edit]) -> list[Edit]:
    """One list of edits of `text` for `first` and, on what that leaves, `then`.

    An edit of `then` that touches replaced words becomes one edit with them.

    >>> one = [Edit(start=1, end=2, replacement="xy", kind="a")]
    >>> [(e.start, e.end, e.replacement) for e in compose("abc", one, [Edit(start=2, end=4, replacement="", kind="b")])]
    [(1, 3, 'x')]
    """
    if not then:
        return first
    if not first:
        return disjoint(then)
    middle = applied(text, first)
    found: list[Edit] = []
    for cluster in clusters(placed(first), disjoint(then)):
        found.append(merged(middle, *cluster))
    return found


Placed = tuple[int, int, Edit]  # where an edit's replacement stands in the edited text


def placed(edits: list[Edit]) -> list[Placed]:
    """Where the replacement of each edit stands in the edited text."""
    found, shift = [], 0
    for edit in edits:
        start = edit.start + shift
        found.append((start, start + len(edit.replacement), edit))
        shift += len(edit.replacement) - (edit.end - edit.start)
    return found


def clusters(first: list[Placed], then: list[Edit]) -> list[tuple[list[Placed], list[Edit], int]]:
    """Edits that touch one another, together; with the shift (edited minus original) before each cluster."""
    items: list[tuple[int, int, Placed | Edit]] = [(p[0], p[1], p) for p in first] + [(e.start, e.end, e) for e in then]
    items.sort(key=lambda item: (item[0], item[1]))
    found: list[tuple[list[Placed], list[Edit], int]] = []
    reach, shift, settled = -1, 0, 0
    for start, end, item in items:
        if start > reach:
            shift += settled
            settled = 0
            found.append(([], [], shift))
        if isinstance(item, Edit):
            found[-1][1].append(item)
        else:
            found[-1][0].append(item)
            settled += len(item[2].replacement) - (item[2].end - item[2].start)
        reach = max(reach, end)
    return found


def merged(middle: str, first: list[Placed], then: list[Edit], shift: int) -> Edit:
    """The one edit that a cluster amounts to."""
    start = min([p[0] for p in first] + [e.start for e in then])
    end = max([p[1] for p in first] + [e.end for e in then])
    inside = [Edit(start=e.start - start, end=e.end - start, replacement=e.replacement, kind=e.kind) for e in then]
    grown = sum(len(p[2].replacement) - (p[2].end - p[2].start) for p in first)
    kinds = dict.fromkeys([p[2].kind for p in first] + [e.kind for e in then])
    return Edit(
        start=start - shift,
        end=end - shift - grown,
        replacement=applied(middle[start:end], inside),
        kind="+".join(dict.fromkeys("+".join(kinds).split("+"))),
    )


def widened(text: str, start: int, end: int) -> tuple[int, int]:
    """A place widened to the words that it touches."""
    low, high = max(0, start - WIDEST), min(len(text), end + WIDEST)
    while start > low and not text[start - 1].isspace():
        start -= 1
    while end < high and not text[end].isspace():
        end += 1
    return start, end
