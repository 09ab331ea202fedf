"""Figures as drawings (SVG): the trend with its interval, the split, dependence each way. Plain text, no library.

    from ostraka.brief.plots import plots
    Path("russia.svg").write_text(plots(account, "RUS", "en")["split"])

Each drawing carries its own style (light and dark) and words, so it stands alone in a file or inside a page.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from html import escape
from math import ceil, floor
from pathlib import Path

from ostraka.brief.limits import limits
from ostraka.brief.words import Words, capital, words
from ostraka.measures.account import Account, Point
from ostraka.measures.dependence import Lever
from ostraka.measures.figures import Actor

__all__ = ["dependence", "plots", "sheet", "split", "trend"]

WIDTH = 760
LEFT, RIGHT = 56, 24  # margins of the trend
ROW = 24
NAME = 190  # room for a name
STEPS = (0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0)
STYLE = (Path(__file__).parent / "plots.css").read_text(encoding="utf-8")


def plots(account: Account, state: str, language: str = "en") -> dict[str, str]:
    """The drawings of an account by name: `trend` (where there is more than one day), `split`, `dependence`."""
    w = words(language)
    made = {
        "trend": trend(account.trend, w),
        "split": split(account.actors, w),
        "dependence": dependence(account.levers, state, w),
    }
    return {name: drawing for name, drawing in made.items() if drawing}


def sheet(drawings: Sequence[str]) -> str:
    """Several drawings, one under the other, as one."""
    made, at = [], 0.0
    for one in drawings:
        height = float(one.split('height="', 1)[1].split('"', 1)[0])
        made.append(one.replace("<svg ", f'<svg y="{at:.0f}" ', 1))
        at += height + 12
    return frame("\n".join(made), at)


def frame(inside: str, height: float, label: str = "") -> str:
    """A drawing of full width."""
    said = f' role="img" aria-label="{escape(label, quote=True)}"' if label else ""
    box = f'viewBox="0 0 {WIDTH} {height:.0f}" width="{WIDTH}" height="{height:.0f}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {box}{said}>\n{inside}\n</svg>'


def headed(title: str, note: str, inside: list[str], height: float) -> str:
    """A drawing with its title and the note that says how to read it."""
    ground = f'<rect class="p-bg" width="{WIDTH}" height="{height:.0f}" rx="6"/>'
    head = [text(16, 24, title, "p-t"), text(16, 42, note, "p-n")]
    return frame("\n".join([f"<style>{STYLE}</style>", ground, *head, *inside]), height, f"{title}: {note}")


def text(x: float, y: float, said: str, kind: str, anchor: str = "start") -> str:
    """Words at a place."""
    return f'<text class="{kind}" x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(said)}</text>'


def line(x1: float, y1: float, x2: float, y2: float, kind: str) -> str:
    """A straight line."""
    return f'<line class="{kind}" x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"/>'


def bar(x1: float, x2: float, y: float, kind: str, height: float = 12) -> str:
    """A bar from one place to another."""
    left, wide = min(x1, x2), max(abs(x2 - x1), 0.8)
    return f'<rect class="{kind}" x="{left:.1f}" y="{y:.1f}" width="{wide:.1f}" height="{height}"/>'


# -- the trend


def trend(points: Sequence[Point], w: Words) -> str:
    """Isolation by day with its interval and a scale; empty under two days."""
    if len(points) < 2:
        return ""
    days = [date.fromisoformat(p.day).toordinal() for p in points]
    low, high, step = scale(min(p.low for p in points), max(p.high for p in points))
    top, bottom = 60.0, 250.0

    def x(day: int) -> float:
        return LEFT + (WIDTH - LEFT - RIGHT) * (day - days[0]) / max(days[-1] - days[0], 1)

    def y(value: float) -> float:
        return bottom - (bottom - top) * (value - low) / (high - low)

    made = []
    for k in range(round((high - low) / step) + 1):
        value = low + k * step
        made.append(line(LEFT, y(value), WIDTH - RIGHT, y(value), "p-z" if abs(value - 50) < 1e-9 else "p-x"))
        made.append(text(LEFT - 8, y(value) + 4, w.number(value), "p-k", "end"))
    band = [f"{x(d):.1f},{y(p.high):.1f}" for d, p in zip(days, points, strict=True)]
    band += [f"{x(d):.1f},{y(p.low):.1f}" for d, p in reversed(list(zip(days, points, strict=True)))]
    path = " ".join(f"{x(d):.1f},{y(p.value):.1f}" for d, p in zip(days, points, strict=True))
    made += [f'<polygon class="p-i" points="{" ".join(band)}"/>', f'<polyline class="p-p" points="{path}"/>']
    for d, p in zip(days, points, strict=True):
        said = f"{w.day(p.day)}{w.phrases['colon']}{w.number(p.value)} ({w.number(p.low)} – {w.number(p.high)})"
        made.append(
            f'<circle class="p-b" cx="{x(d):.1f}" cy="{y(p.value):.1f}" r="3.5"><title>{escape(said)}</title></circle>'
        )
    made += [text(x(d), bottom + 20, w.day(p.day), "p-k", a) for d, p, a in marks(days, points)]
    last = points[-1]
    made.append(text(x(days[-1]), y(last.value) - 9, w.number(last.value), "p-v", "end"))
    return headed(w.say("plots.trend"), w.say("plots.trend_note"), made, bottom + 36)


def marks(days: Sequence[int], points: Sequence[Point]) -> list[tuple[int, Point, str]]:
    """The days that are written under the trend: the first, the middle one and the last."""
    middle = len(points) // 2
    chosen = [(days[0], points[0], "start"), (days[-1], points[-1], "end")]
    return [*chosen, (days[middle], points[middle], "middle")] if len(points) > 4 else chosen


def scale(low: float, high: float) -> tuple[float, float, float]:
    """A round scale that holds both ends: low, high, step.

    >>> scale(49.3, 51.9)
    (49.0, 52.0, 0.5)
    """
    step = next((s for s in STEPS if (high - low) / s <= 6), STEPS[-1])
    first, last = floor(low / step) * step, ceil(high / step) * step
    return first, last if last > first else first + step, step


# -- the split


def split(actors: Sequence[Actor], w: Words) -> str:
    """Who relieves (left) and who isolates (right), in points; empty where nobody does."""
    felt_from, rows_shown = limits().felt, limits().plot_rows
    felt = [a for a in actors if max(-a.relieves, a.isolates) >= felt_from]
    if not felt:
        return ""
    shown, rest = felt[:rows_shown], felt[rows_shown:]
    rows = [(capital(w.name(a.code)), a.relieves, a.isolates) for a in shown]
    if rest:
        rows.append((w.say("plots.others", n=len(rest)), sum(a.relieves for a in rest), sum(a.isolates for a in rest)))
    most = max(max(-left, right) for _, left, right in rows)
    middle, room = NAME + (WIDTH - NAME) / 2, (WIDTH - NAME) / 2 - 70
    height = 60 + ROW * len(rows) + 14
    made = [line(middle, 54, middle, height - 10, "p-z")]
    for k, (name, left, right) in enumerate(rows):
        y = 60 + ROW * k
        made.append(text(16, y + 11, name, "p-l"))
        if left <= -felt_from:
            end = middle + room * left / most
            made += [bar(middle, end, y, "p-g"), text(end - 6, y + 10, w.signed(left), "p-v", "end")]
        if right >= felt_from:
            end = middle + room * right / most
            made += [bar(middle, end, y, "p-b"), text(end + 6, y + 10, w.signed(right), "p-v")]
    return headed(w.say("plots.split"), w.say("plots.split_note"), made, height)


# -- dependence each way


def dependence(levers: Sequence[Lever], state: str, w: Words) -> str:
    """How much the state needs each other state (left), and the reverse (right); empty where nobody needs anybody."""
    rows = [(x.over, sum(v for _, v in x.ours), sum(v for _, v in x.theirs)) for x in levers]
    rows = [row for row in rows if max(row[1:]) >= limits().felt / 5]
    rows = sorted(rows, key=lambda r: (-max(r[1:]), r[0]))[: limits().plot_rows]
    if not rows:
        return ""
    name = w.name(state)
    most = max(max(row[1:]) for row in rows)
    middle, room = WIDTH / 2, WIDTH / 2 - NAME / 2 - 80
    height = 78 + ROW * len(rows) + 10
    made = [
        text(middle - NAME / 2, 66, capital(w.say("plots.needs_them", state=name)), "p-k", "end"),
        text(middle + NAME / 2, 66, w.say("plots.need_it", state=name), "p-k"),
    ]
    for k, (other, ours, theirs) in enumerate(rows):
        y = 76 + ROW * k
        made.append(text(middle, y + 11, capital(w.name(other)), "p-l", "middle"))
        left, right = middle - NAME / 2 - room * ours / most, middle + NAME / 2 + room * theirs / most
        if ours > 0:
            made += [bar(middle - NAME / 2, left, y, "p-m"), text(left - 6, y + 10, w.share(ours), "p-v", "end")]
        if theirs > 0:
            made += [bar(middle + NAME / 2, right, y, "p-o"), text(right + 6, y + 10, w.share(theirs), "p-v")]
    return headed(w.say("plots.dependence"), w.say("plots.dependence_note", state=name), made, height)
