"""Stories of one state: what it does to people and firms whom no state has is its own affair.

An election, a strike, a trial at home names one state again and again. There "urged his supporters", "abandoned the
party" set nobody against another state; where a second state has its share of the text they may.
"""

from __future__ import annotations

from collections import Counter

from ostraka.reading.acting.acts import Act
from ostraka.reading.layers import Layers
from ostraka.reading.naming.actors import Mention
from ostraka.relations.table import acts as act_table
from ostraka.relations.table import context

__all__ = ["Domestic"]


class Domestic:
    """Knows whether an article is of one state, and which of its acts stay at home."""

    def __init__(self, found: Layers) -> None:
        named = Counter(m.code for m in found.actors.mentions if m.code not in (None, "?"))
        total, table = sum(named.values()), context()["domestic"]
        code, most = named.most_common(1)[0] if named else (None, 0)
        self.state = code if total >= table["least"] and most >= table["share"] * total else None

    def is_at_home(self, act: Act) -> bool:
        """Whether an act is between the one state and nobody of another, or weighs one of its people."""
        ends = [f.mention for f in (act.source, act.target) if f is not None]
        if self.state is None or not any(m.code == self.state for m in ends):
            return False
        if act_table()[act.frame.act]["kind"] == "assessment":
            return all(m.kind == "person" for m in ends)
        return any(self.is_of_nobody(m, act) for m in ends)

    def is_of_nobody(self, mention: Mention, act: Act) -> bool:
        """Whether somebody is of no state and bears no arms: "his supporters", "the party".

        Whom nobody names may be abroad where goods go or blows fall ("sells oil", "was attacked").
        """
        if mention.code == "?":
            return act.frame.act in context()["domestic"]["open"]
        return mention.code is None and mention.sector not in context()["armed"]
