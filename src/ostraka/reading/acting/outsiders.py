"""Crowds: people without a state's code or a name who are an end all the same, where they act against another state.

"Protesters burned tyres" is the state's own affair; protesters who storm an embassy are an actor.
"""

from __future__ import annotations

from collections.abc import Sequence

from ostraka.reading.acting.ends import Ends, Filler
from ostraka.states.table import states

__all__ = ["Outsiders"]


class Outsiders:
    """Answers for one article whether a crowd is somebody in an act."""

    def __init__(self, ends: Ends) -> None:
        self.ends, self.actors = ends, ends.actors
        self.tree, self.words = ends.tree, ends.actors.lex.words

    def are_crowd(self, sources: Sequence[Filler], targets: Sequence[Filler]) -> bool:
        """Whether the doers are people in the street and those who suffer it another state."""
        crowd = bool(sources) and all(map(self.is_crowd, sources))
        return crowd and bool(targets) and all(map(self.is_abroad, targets))

    def is_crowd(self, filler: Filler) -> bool:
        """Whether the words mean people who act together in the street: "*protesters*"."""
        m = filler.mention
        return m.code is None and m.kind == "role" and self.actors.lex.is_one_of(self.tree, m.head, "crowds")

    def is_abroad(self, filler: Filler) -> bool:
        """Whether a crowd acts against another state than its own: one said by name, beside a place or at a mission."""
        m, sent = filler.mention, self.tree.sent_of[filler.token]
        if m.code not in states() or m.guessed:
            return False
        others = self.actors.phrases.groups.states_by_sent[sent] - {m.code}
        return bool(others) or self.at_mission(m.head) or self.at_mission(filler.token)

    def at_mission(self, token: int) -> bool:
        """Whether a state's name stands on what it has abroad: "the Swedish *embassy*", "Danish *flags*"."""
        tree, missions = self.tree, self.words["missions"]
        return any(tree.lemmas[k].lower() in missions for k in (token, tree.heads[token], *tree.kids[token]))
