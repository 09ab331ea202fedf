"""The two clocks of a page: the day that is asked about and the last day of publication that counts, to scrub along."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

import msgspec

from ostraka.web.app.worlds import World
from ostraka.web.limits import limits

__all__ = ["Clock", "clock"]

WEEK = timedelta(days=7)


class Clock(msgspec.Struct, frozen=True, kw_only=True):
    """What the form of the two clocks shows.

    `first`..`last` are the days between which one may slide, `days` how many; `bars` how many articles were read of
    each stretch of days (x, height, in 100 by 10); `back` and `on` the address a week earlier and later.
    """

    action: str
    at: str
    known: str
    first: str
    last: str
    days: int
    at_step: int
    known_step: int
    bars: tuple[tuple[float, float], ...]
    width: float
    kept: tuple[tuple[str, str], ...]
    earlier: str
    later: str


def clock(world: World, action: str, known: str | None, kept: Mapping[str, str] | None = None) -> Clock | None:
    """The clocks of a world; None for a ledger without a dated article. `kept` are other choices of the page."""
    days = sorted(date.fromisoformat(d) for d in world.days)
    if not days or not world.at:
        return None
    at = date.fromisoformat(world.at)
    first, last = min(days[0], at), max(days[-1], at)
    span = max((last - first).days, 1)
    until = date.fromisoformat(known) if known and len(known) == 10 else last
    bins = limits().clock_bars
    heights = [0] * bins
    for day in days:
        heights[min(bins * (day - first).days // span, bins - 1)] += world.days[day.isoformat()]
    most = max(heights)
    return Clock(
        action=action,
        at=world.at,
        known=known or "",
        first=first.isoformat(),
        last=last.isoformat(),
        days=span,
        at_step=(at - first).days,
        known_step=min(max((until - first).days, 0), span),
        bars=tuple((round(100 * k / bins, 2), round(1 + 9 * h / most, 2)) for k, h in enumerate(heights) if h),
        width=round(100 / bins * 0.8, 2),
        kept=tuple((k, v) for k, v in (kept or {}).items() if v),
        earlier=max(at - WEEK, first).isoformat(),
        later=min(at + WEEK, last).isoformat(),
    )
