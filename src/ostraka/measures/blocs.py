"""Whom a code stands for on a day: the one rule for blocs (settings.toml, `[blocs]`; members: states/blocs.csv)."""

from __future__ import annotations

from ostraka.measures.settings import Settings
from ostraka.states import table

__all__ = ["members"]


def members(code: str, act: str, states: tuple[str, ...], s: Settings, at: str | None = None) -> tuple[str, ...]:
    """The states that `code` stands for when it does `act`, in alphabetical order.

    A state stands for itself, a bloc for its members on that day, as its rule says; a body that nobody's acts can be
    counted for (no rule, no members) for nobody.
    """
    if code in states:
        return (code,)
    rule = s.blocs.get(code)
    if rule is None:
        return tuple(sorted(table.members(code, at).intersection(states)))
    if rule.acts and act not in rule.acts:
        return ()
    if rule.all:
        return states
    found = set(rule.plus).union(*(table.members(bloc, at) for bloc in rule.of))
    return tuple(sorted(found.intersection(states)))
