"""Pictures as plain numbers, which the templates write as SVG: lanes of time, and curves over time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date

import msgspec

from ostraka.claims import Stance
from ostraka.web.app.bonds import NOT_DONE
from ostraka.web.limits import limits

__all__ = ["Curves", "Glyph", "Lanes", "curves", "lanes"]

LEFT, RIGHT, WIDTH = 150, 985, 1000
STEP = 14  # room that a glyph takes
LEAST = 34  # height of a lane


class Glyph(msgspec.Struct, frozen=True, kw_only=True):
    """One stance on a lane: where, which sign, what it says, its first claim, and how many more say the same."""

    x: float
    y: float
    sign: str
    date: str
    words: str
    claim: str | None


class Lanes(msgspec.Struct, frozen=True, kw_only=True):
    """Lanes of time: name, top and height of each, the glyphs, the ticks of the axis; sizes in SVG units."""

    width: int
    height: int
    left: int
    right: int
    names: tuple[tuple[str, float, float], ...]
    glyphs: tuple[Glyph, ...]
    ticks: tuple[tuple[float, str], ...]


def sign(stance: Stance) -> str:
    """Which glyph: denial, promise, doubt, delivery or any other word on it."""
    if stance.verb in ("denies", "retracts"):
        return "denial"
    if stance.verb in ("declines", "checks"):
        return "open"
    if stance.verb in ("promises", "foresees") or stance.stage in NOT_DONE:
        return "promise"
    return "ended" if stance.stage == "ended" else "done"


def lanes(rows: Sequence[tuple[str, Sequence[tuple[Stance, str]]]]) -> Lanes | None:
    """Stances (with what each says) on lanes by name; None where none of them has a date.

    What one speaker says in one way on one day is one glyph, whatever goods it is about; no two glyphs cover each
    other.
    """
    found = [(k, said) for k, (_, stances) in enumerate(rows) for said in once(stances)]
    if not found:
        return None
    first, last = span([day(s.date) for _, (s, _) in found])

    def x(at: int) -> float:
        return round(LEFT + 24 + (RIGHT - LEFT - 48) * (at - first) / (last - first), 1)

    taken: dict[tuple[int, int], float] = {}
    placed = []
    for k, (s, words) in sorted(found, key=lambda f: (f[0], f[1][0].date or "", f[1][1])):
        at = x(day(s.date))
        row = next(r for r in range(len(found)) if at - taken.get((k, r), -1e9) >= STEP)
        taken[k, row] = at
        placed.append((k, row, at, s, words))
    depth = {k: 1 + max((r for lane, r, *_ in placed if lane == k), default=0) for k in range(len(rows))}
    tops: dict[int, float] = {}
    y = 6.0
    for k in range(len(rows)):
        tops[k] = y
        y += max(LEAST, depth[k] * STEP + 14)
    heights = [max(LEAST, depth[k] * STEP + 14) for k in range(len(rows))]
    return Lanes(
        width=WIDTH,
        height=int(y) + 24,
        left=LEFT,
        right=RIGHT,
        names=tuple((name, tops[k], heights[k]) for k, (name, _) in enumerate(rows)),
        glyphs=tuple(
            Glyph(
                x=at,
                y=round(tops[k] + heights[k] / 2 + STEP * (row - (depth[k] - 1) / 2), 1),
                sign=sign(s),
                date=s.date or "",
                words=words,
                claim=s.claims[0] if s.claims else None,
            )
            for k, row, at, s, words in placed
        ),
        ticks=tuple((x(at), words) for at, words in ticks(first, last)),
    )


def once(stances: Sequence[tuple[Stance, str]]) -> list[tuple[Stance, str]]:
    """Dated stances, those that differ in nothing but the goods folded into the first."""
    found: dict[tuple[str, ...], list[tuple[Stance, str]]] = defaultdict(list)
    for s, words in stances:
        if s.date:
            ends = words.rpartition(" · ")[2].partition(",")[0]
            found[s.date, sign(s), s.party, s.speaker or "", s.verb, s.stage, ends].append((s, words))
    return [(same[0][0], same[0][1]) for same in found.values()]


def span(days: Sequence[int]) -> tuple[int, int]:
    """The first and last day of an axis, at least a week apart."""
    first, last = min(days), max(days)
    return (first, last) if last - first >= 6 else (first - 3, last + 3)


def ticks(first: int, last: int) -> list[tuple[int, str]]:
    """Round days of an axis as ISO: first days of months (or years) where it is long, else evenly spaced days."""
    days = last - first
    if days < 62:
        step = max(days // 6, 1)
        return [(d, date.fromordinal(d).isoformat()) for d in range(first, last + 1, step)]
    start, end = date.fromordinal(first), date.fromordinal(last)
    months = [(y, m) for y in range(start.year, end.year + 1) for m in range(1, 13)]
    inside = [(y, m) for y, m in months if first <= date(y, m, 1).toordinal() <= last]
    every = next(k for k in (1, 2, 3, 6, 12, 24, 60, 120, 600) if len(inside) / k <= limits().ticks)
    chosen = [(y, m) for y, m in inside if (12 * y + m - 1) % every == 0]
    return [(date(y, m, 1).toordinal(), f"{y}-{m:02}" if every < 12 else str(y)) for y, m in chosen]


def day(iso: str | None) -> int:
    """An ISO date, a month or a year as a day's number."""
    text = iso or "1970"
    return date.fromisoformat(text + "-01-01"[len(text) - 4 :] if len(text) < 10 else text[:10]).toordinal()


class Curves(msgspec.Struct, frozen=True, kw_only=True):
    """Curves over time: the line and the dots of each (x, y, day, value), the ticks of both axes; in SVG units."""

    width: int
    height: int
    left: int
    right: int
    top: int
    bottom: int
    lines: tuple[str, ...]
    dots: tuple[tuple[tuple[float, float, str, float], ...], ...]
    ticks: tuple[tuple[float, str], ...]
    levels: tuple[tuple[float, float], ...]


def curves(points: Sequence[tuple[str, tuple[float, ...]]]) -> Curves | None:
    """Steps over time for each value of the points; None for fewer than two days. A value holds until the next."""
    if len(points) < 2:
        return None
    first, last = span([day(d) for d, _ in points])
    top, bottom, most = 14, 206, max(max(v) for _, v in points) or 1.0
    most = round_up(most)
    left = 60

    def x(iso: str) -> float:
        return round(left + (RIGHT - left - 16) * (day(iso) - first) / (last - first), 1)

    def y(value: float) -> float:
        return round(bottom - (bottom - top) * value / most, 1)

    made = []
    for k in range(len(points[0][1])):
        at = [(x(d), y(v[k])) for d, v in points]
        made.append(f"M{at[0][0]} {at[0][1]}" + "".join(f"H{a}V{b}" for a, b in at[1:]))
    place: Callable[[str], float] = x
    return Curves(
        width=WIDTH,
        height=236,
        left=left,
        right=RIGHT,
        top=top,
        bottom=bottom,
        lines=tuple(made),
        dots=tuple(tuple((place(d), y(v[k]), d, v[k]) for d, v in points) for k in range(len(points[0][1]))),
        ticks=tuple(
            (round(left + (RIGHT - left - 16) * (at - first) / (last - first), 1), words)
            for at, words in ticks(first, last)
        ),
        levels=tuple((y(most * k / 4), most * k / 4) for k in range(5)),
    )


def round_up(value: float) -> float:
    """The least of 1, 2, 4, 5, 8 times a power of ten that is not below the value.

    >>> round_up(0.081), round_up(0.3)
    (0.1, 0.4)
    """
    scale = 1.0
    while scale >= value:
        scale /= 10
    while scale * 10 < value:
        scale *= 10
    return next((round(scale * k, 10) for k in (1, 2, 4, 5, 8, 10) if scale * k >= value), value)
