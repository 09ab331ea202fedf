"""Ends that are no actors, for event data: "rejected *the referendum*", "lifted a curfew".

The ledger of states wants two ends, one of them a state or a body. Whoever counts events asks for
less: PLOVER requires no target for most types, and its actors are anybody. Reading `wide` keeps an act
of which one end is an actor; the other is then the words that stand in its role, or open ("?").
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from ostraka.reading.acting.ends import Ends, Filler, same_as
from ostraka.reading.acting.frames import Evoked, Role
from ostraka.reading.acting.roles import Roles
from ostraka.reading.naming.mention import Mention
from ostraka.reading.parsing.tree import Tree

if TYPE_CHECKING:
    from ostraka.reading.acting.acts import Act

__all__ = ["Pair", "Wide"]

Pair = tuple[Filler | None, Filler | None]
NOMINAL = frozenset({"NOUN", "PROPN"})


class Wide:
    """Finds such ends in one article."""

    def __init__(self, tree: Tree, ends: Ends, roles: Roles, fill: Callable[[Evoked, list[Pair]], list[Act]]) -> None:
        self.tree, self.ends, self.roles, self.fill = tree, ends, roles, fill

    def acts(self, evoked: Iterable[Evoked]) -> list[Act]:
        """The acts of the first of these frames of which one end is an actor; none where one blocks."""
        for ev in evoked:
            if ev.frame.block:
                return []
            pair = self.pair(ev, self.roles.light_verb(ev.token) if ev.nominal else None)
            found = self.fill(ev, [pair]) if pair is not None else []
            if found:
                return found
        return []

    def pair(self, ev: Evoked, light: int | None) -> Pair | None:
        """Both ends of an evoked frame, one of them an actor; None where no role holds one."""
        frame = ev.frame
        if frame.act == "assess" or frame.goods == "required":
            return None
        roles = (frame.noun_source, frame.noun_target) if ev.nominal else (frame.source, frame.target)
        sources = self.ends.first(ev, roles[0], light)
        targets = self.ends.first(ev, roles[1], light, not_these=sources)
        if not sources and not targets:
            return None
        return self.filled(ev, (sources[0] if sources else None, targets[0] if targets else None))

    def filled(self, ev: Evoked, pair: Pair) -> Pair | None:
        """The pair with the words in the role of the end that it lacks; of a verb that says nothing there, open."""
        source, target = pair
        frame = ev.frame
        roles = (frame.noun_source, frame.noun_target) if ev.nominal else (frame.source, frame.target)
        known = [f for f in pair if f is not None]
        if not known or any(f.mention.code == "?" or f.how == "speaker" for f in known):
            return None
        if source is None:
            source = self.worded(ev, roles[0], known, doer=True) or self.nobody(ev)
        if target is None:
            target = self.worded(ev, roles[1], known) or self.nobody(ev)
        return None if source is None or target is None else (source, target)

    def nobody(self, ev: Evoked) -> Filler | None:
        """The open end of a verb; an event noun that says no end is no event of anybody."""
        if ev.nominal:
            return None
        token = ev.token
        why = "not said"
        return Filler(Mention(token, token + 1, token, "?", None, None, "generic", False, why), token, "open")

    def worded(
        self, ev: Evoked, roles: Sequence[Role], others: Sequence[Filler], *, doer: bool = False
    ) -> Filler | None:
        """The first phrase in one of the roles, as a party that goes by its words; a `doer` is one who may act."""
        for role in roles:
            for k in self.ends.heads(ev, role):
                if (
                    self.tree.pos[k] not in NOMINAL
                    or k in ev.companions
                    or k == ev.token
                    or (doer and not self.may_act(k))
                ):
                    continue
                first, last = self.ends.actors.phrases.words(k)
                words = self.tree.words_of(first, last)
                found = Filler(Mention(first, last, k, None, words, None, "thing", False, "its words"), k, role.name)
                if not same_as(found, others) and all(not f.mention.first <= k < f.mention.last for f in others):
                    return found
        return None

    def may_act(self, token: int) -> bool:
        """Whether a noun is a name or a class of those who act: no "scrutiny", no "recent weeks"."""
        return self.tree.pos[token] == "PROPN" or self.ends.actors.lex.role(self.tree, token) is not None
