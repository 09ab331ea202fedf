"""Pictures as plain numbers, which the templates write as SVG: the network around a state, and lanes of time."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date

import msgspec

from ostraka.claims import Stance, Tie
from ostraka.relations.table import kind_of

__all__ = ["Edge", "Glyph", "Lanes", "Node", "edges", "lanes"]

MOST = 26  # partners drawn around a state; the table beside it has them all
WIDTH, HEIGHT = 760, 520
NOT_DONE = frozenset({"sought", "promised", "attempted", "predicted"})


class Node(msgspec.Struct, frozen=True, kw_only=True):
    """A partner on the circle."""

    code: str
    x: float
    y: float
    anchor: str
    text_x: float
    text_y: float


class Edge(msgspec.Struct, frozen=True, kw_only=True):
    """All ties with one partner that lean one way, as one line: `width` by the likeliest, `ties` how many."""

    partner: str
    lean: str
    width: float
    contested: bool
    pending: bool
    ties: int
    path: str
    node: Node


class Glyph(msgspec.Struct, frozen=True, kw_only=True):
    """One stance on a lane: where, which sign, what it says, and its first claim."""

    x: float
    y: float
    sign: str
    date: str
    words: str
    claim: str | None


class Lanes(msgspec.Struct, frozen=True, kw_only=True):
    """Lanes of time: a name and a height for each, the glyphs, the ticks of the axis; sizes in SVG units."""

    width: int
    height: int
    left: int
    names: tuple[tuple[str, float], ...]
    glyphs: tuple[Glyph, ...]
    ticks: tuple[tuple[float, str], ...]


def edges(code: str, ties: Iterable[Tie], contested: Collection[str] = ()) -> list[Edge]:
    """The lines between a state and its likeliest partners, drawn around it in the order of their lean.

    `contested` are ids of ties that somebody speaks against, beside those that say so themselves.
    """
    groups: dict[tuple[str, str], list[Tie]] = defaultdict(list)
    for tie in ties:
        other = tie.to if tie.from_ == code else tie.from_
        if other and other != code and kind_of(tie.act) != "assessment":
            groups[other, kind_of(tie.act)].append(tie)
    strength = {key: sum(t.credence * t.known for t in mine) for key, mine in groups.items()}
    partners = sorted(
        {p for p, _ in groups}, key=lambda p: (-max(strength.get((p, k), 0) for k in leans(groups, p)), p)
    )
    shown = sorted(partners[:MOST], key=lambda p: (-balance(strength, groups, p), p))
    made = []
    for k, partner in enumerate(shown):
        node = place(partner, k, len(shown))
        for side, lean in enumerate(leans(groups, partner)):
            mine = groups[partner, lean]
            firm = [t for t in mine if t.stage not in NOT_DONE]
            made.append(
                Edge(
                    partner=partner,
                    lean=lean,
                    width=round(1 + 5 * max(t.credence * t.known for t in mine), 2),
                    contested=any(t.contested or t.id in contested for t in mine),
                    pending=not firm,
                    ties=len(mine),
                    path=curve(node, side, len(leans(groups, partner))),
                    node=node,
                )
            )
    return made


def leans(groups: dict[tuple[str, str], list[Tie]], partner: str) -> list[str]:
    """The ways in which ties with a partner lean."""
    return sorted(lean for p, lean in groups if p == partner)


def balance(strength: dict[tuple[str, str], float], groups: dict[tuple[str, str], list[Tie]], partner: str) -> float:
    """How much more a partner stands with than against."""
    signs = {
        lean: 1.0 if all(kind_of(t.act) == "for" for t in groups[partner, lean]) else -1.0
        for lean in leans(groups, partner)
    }
    return sum(sign * strength[partner, lean] for lean, sign in signs.items())


def place(code: str, k: int, n: int) -> Node:
    """A place on the ellipse."""
    angle = -math.pi / 2 + 2 * math.pi * (k + 0.5) / max(n, 1)
    x, y = WIDTH / 2 + 235 * math.cos(angle), HEIGHT / 2 + 205 * math.sin(angle)
    anchor = "middle" if abs(math.cos(angle)) < 0.25 else "start" if math.cos(angle) > 0 else "end"
    shift = 0 if anchor == "middle" else 12 if anchor == "start" else -12
    down = 4 if anchor != "middle" else 22 if math.sin(angle) > 0 else -14
    return Node(
        code=code, x=round(x, 1), y=round(y, 1), anchor=anchor, text_x=round(x + shift, 1), text_y=round(y + down, 1)
    )


def curve(node: Node, side: int, of: int) -> str:
    """The line from the middle to a node, bent where two run beside each other."""
    cx, cy = WIDTH / 2, HEIGHT / 2
    bend = 0.0 if of == 1 else 18.0 * (1 if side else -1)
    dx, dy = node.x - cx, node.y - cy
    length = math.hypot(dx, dy) or 1.0
    mx, my = cx + dx / 2 - dy / length * bend, cy + dy / 2 + dx / length * bend
    return f"M{cx:.1f} {cy:.1f} Q{mx:.1f} {my:.1f} {node.x:.1f} {node.y:.1f}"


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
    """Stances (with what each says) on lanes by name; None where none of them has a date."""
    found = [(k, s, words) for k, (_, stances) in enumerate(rows) for s, words in stances if s.date]
    if not found:
        return None
    days = [day(s.date) for _, s, _ in found]
    first, last = min(days), max(days)
    if last - first < 6:
        first, last = first - 3, last + 3
    left, right, step = 190, 930, 46
    used: dict[tuple[int, int], int] = defaultdict(int)
    glyphs = []
    for k, s, words in sorted(found, key=lambda f: (f[0], f[1].date or "", f[2])):
        x = left + 20 + (right - left - 40) * (day(s.date) - first) / (last - first)
        slot = (k, round(x / 11))
        row = used[slot]
        used[slot] += 1
        y = 26 + step * k + (0, -11, 11, -5, 6)[row % 5]
        claim = s.claims[0] if s.claims else None
        glyphs.append(Glyph(x=round(x, 1), y=y, sign=sign(s), date=s.date or "", words=words, claim=claim))
    ticks = tuple(
        (
            round(left + 20 + (right - left - 40) * k / 4, 1),
            date.fromordinal(round(first + (last - first) * k / 4)).isoformat(),
        )
        for k in range(5)
    )
    names = tuple((name, 26.0 + step * k) for k, (name, _) in enumerate(rows))
    return Lanes(
        width=960, height=26 + step * len(rows) + 26, left=left, names=names, glyphs=tuple(glyphs), ticks=ticks
    )


def day(iso: str | None) -> int:
    """An ISO date, a month or a year as a day's number."""
    text = iso or "1970"
    return date.fromisoformat(text + "-01-01"[len(text) - 4 :] if len(text) < 10 else text[:10]).toordinal()
