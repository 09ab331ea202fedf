"""Acts whose two ends stand in one phrase: "between X and Y", "X-Y talks", "their relations", "each other"."""

from __future__ import annotations

from collections.abc import Callable

from ostraka.reading.acting.ends import Ends, Filler, cross
from ostraka.reading.acting.frames import Evoked
from ostraka.reading.acting.roles import Roles
from ostraka.reading.parsing.tree import Tree
from ostraka.relations.table import acts as act_table
from ostraka.relations.table import context, reach
from ostraka.states.table import states

__all__ = ["Both", "Pairs"]

EACH_OTHER = reach()["acting"]["each_other"]
COLON = ":"
PAIR = 2
Pairs = list[tuple[Filler | None, Filler | None]]


class Both:
    """Finds the pairs of one article; `consumed` are nouns whose pair a verb has taken: "their ties have soured"."""

    def __init__(
        self, tree: Tree, *, roles: Roles, ends: Ends, evoked: Callable[[int], list[Evoked]], asked: set[int]
    ) -> None:
        self.tree, self.roles, self.ends, self.evoked, self.asked = tree, roles, ends, evoked, asked
        self.consumed: set[int] = set()

    def members(self, ev: Evoked) -> Pairs:
        """Both ends in one phrase: "between X and Y", "X-Y talks", "their relations"."""
        tree = self.tree
        for k in self.together(ev.token) if not self.does_alone(ev) else ():
            found = self.doer_first(ev, self.ends.phrase(k, "between"))
            if len({f.mention.code or f.mention.name for f in found}) > 1:
                pairs = cross(found[:1], found[1:])
                mutual = act_table()[ev.frame.act].get("mutual", False)
                return pairs + [(other, one) for one, other in pairs] if mutual else pairs
        if ev.nominal and ev.frame.reciprocal:
            pairs = self.far_between(ev.token) or ([] if self.partner(ev) else self.joint_subject(ev.token))
            if pairs:
                return pairs
        if ev.frame.reciprocal and not ev.nominal and not self.partner(ev):
            for head in (*self.roles.subject(ev.token), *self.roles.object(ev.token)):
                if tree.pos[head] == "NOUN" and head not in self.asked:
                    pairs = self.members(Evoked(ev.frame, head, True, ()))
                    if pairs:
                        self.consumed.add(head)
                        return pairs
        if ev.nominal and ev.frame.reciprocal and not self.partner(ev):
            found = [f for k in self.roles.owner(ev.token) for f in self.ends.phrase(k, "owner")]
            found += [f for k in tree.kids[ev.token] if tree.deps[k][:4] == "nmod" and self.roles.preposition(k) in
                      self.roles.syntax.owners for f in self.ends.phrase(k, "of") if tree.conjuncts(k)[1:]]  # fmt: skip
            found = [f for f in found if not f.mention.place]  # "their *Helsinki* summit"
            codes = list(dict.fromkeys(f.mention.code for f in found if f.mention.code))
            if len(codes) > 1:
                ends = [next(f for f in found if f.mention.code == c) for c in codes]
                return cross(ends[:1], ends[1:])
            return self.headed(ev.token)
        return []

    def doer_first(self, ev: Evoked, pair: list[Filler]) -> list[Filler]:
        """A pair with the one first who does what is between them: "*Lima* announced a break between the two"."""
        light = self.roles.light_verb(ev.token) if ev.nominal else None
        subjects = self.roles.subject(light) if light is not None else ()
        doers = {f.mention.code for k in subjects for f in self.ends.phrase(k, "subject") if f.mention.code}
        return sorted(pair, key=lambda f: f.mention.code not in doers)

    def headed(self, token: int) -> Pairs:
        """The two whom a headline names before its colon, when it names nobody else: « *Pérou-Chili* : accord »."""
        first, last = self.tree.sent_range(token)
        colon = next((k for k in range(first, token) if self.tree.words[k] == COLON), None)
        if colon is None:
            return []
        actors = self.ends.actors
        found = {
            m.code: Filler(m, m.head, "between")
            for k in range(first, colon)
            for m in actors.at(k)
            if m.code in states()
        }
        others = [m for k in range(colon, last) for m in actors.at(k) if m.code]
        return cross(list(found.values())[:1], list(found.values())[1:]) if len(found) == PAIR and not others else []

    def together(self, token: int) -> list[int]:
        """The phrases that name both ends: "between *X and Y*", "drills involving *X and Y*", « la guerre *X-Y* »."""
        tree, between = self.tree, self.roles.syntax.between
        near = [k for k in tree.kids[token] if tree.deps[k][:3] in ("nmo", "obl")]
        said = [k for k in near if self.roles.preposition(k) in between or self.is_joined(k)]
        return said + ([] if self.roles.is_verb(token) else self.roles.aimed(token, between))

    def is_joined(self, token: int) -> bool:
        """Whether two names of one noun are written as a pair: « la guerre *Iran-Israël* »."""
        tree, joining = self.tree, self.roles.syntax.joining
        if tree.deps[token] != "nmod" or token + 1 >= len(tree) or tree.lowers[token + 1] not in joining:
            return False
        return tree.heads[tree.heads[token + 1]] == token

    def does_alone(self, ev: Evoked) -> bool:
        """Whether a verb has an actor for its subject, so that the pair is another's: "*Oslo* fears ties between …"."""
        if ev.nominal or ev.frame.reciprocal:
            return False
        return any(self.ends.phrase(k, "subject") for k in self.roles.subject(ev.token))

    def partner(self, ev: Evoked) -> bool:
        """Whether an event noun has its own other end: "X and Y cut *relations with Z*" tells of Z."""
        words = {word for role in (*ev.frame.target, *ev.frame.noun_target) for word in role.prepositions}
        said = self.roles.obliques(ev.token, words - self.roles.syntax.owners)
        return any(self.ends.phrase(k, "prep") for k in said)

    def each_other(self, ev: Evoked) -> bool:
        """Whether it is done to each other: "blamed *each other*", "exchanged fire with *one another*"."""
        tree, words = self.tree, self.roles.syntax.each_other
        first, last = tree.subtree(ev.token)
        return any(
            tree.lowers[k] in words or f"{tree.lowers[k]} {tree.lowers[k + 1]}" in words
            for k in range(ev.token + 1, min(last, ev.token + EACH_OTHER) - 1)
        )

    def each_the_other(self, ev: Evoked) -> Pairs:
        """The two last spoken of, where each does it to the other: "*each side* blamed *the other*"."""
        syntax, tree = self.roles.syntax, self.tree
        if ev.nominal or syntax.each.isdisjoint(self.roles.sentence_words(ev.token)):
            return []
        doers = [
            w
            for s in self.roles.subject(ev.token)
            for w in (tree.lowers[s], *map(tree.lowers.__getitem__, tree.kids[s]))
        ]
        heads = (*self.roles.object(ev.token), *(k for k in tree.kids[ev.token] if tree.deps[k][:3] == "obl"))
        ends = [*heads, *(j for k in heads for j in tree.kids[k])]  # "to *the other* country"
        others = [f"{tree.lowers[k - 1]} {tree.lowers[k]}" for k in ends if k]
        if syntax.each.isdisjoint(doers) or syntax.the_other.isdisjoint(others):
            return []
        one, other = self.last_two(ev.token)
        return [] if one is None or other is None else [(one, other), (other, one)]

    def last_two(self, token: int) -> tuple[Filler | None, Filler | None]:
        """The two states of the nearest sentences before a word that name two; (None, None) where they name more."""
        actors, sent = self.ends.actors, self.tree.sent_of[token]
        places = actors.lex.words["in_preposition"]
        found: dict[str, Filler] = {}
        for back in range(min(sent, context()["each_back"]) + 1):
            first, last = self.tree.sents[sent - back]
            for k in range(first, last if back else token):
                for m in actors.of(k):
                    if m.code in states() and self.tree.case(m.head) not in places:
                        found.setdefault(m.code, Filler(m, k, "context"))
            if len(found) > 1:
                one, other = (*found.values(),)[:2]
                return (one, other) if len(found) == 2 else (None, None)
        return None, None

    def far_between(self, token: int) -> Pairs:
        """The "between X and Y" that stands further on: "a meeting in July in London between X and Y"."""
        tree, between = self.tree, self.roles.syntax.between
        for k in range(token + 1, min(token + context()["between"], tree.sent_range(token)[1])):
            if self.roles.preposition(k) in between and tree.deps[k][:3] in ("nmo", "obl"):
                head = tree.heads[k]
                taken = head > token and tree.pos[head] == "NOUN" and self.evoked(head)
                found = [] if taken else self.ends.phrase(k, "between")
                return cross(found[:1], found[1:]) if len(found) > 1 else []
        return []

    def joint_subject(self, token: int) -> Pairs:
        """Two subjects of the verb whose object the event is: "X and Y want a summit"."""
        tree = self.tree
        if tree.deps[token] not in ("obj", "obl:arg", "xcomp") or not self.roles.is_verb(tree.heads[token]):
            return []
        if any(self.ends.phrase(k, "owner") for k in self.roles.owner(token)):
            return []
        if tree.lemmas[tree.heads[token]] in self.roles.syntax.calling:  # "urged talks": of others
            return []
        found = [f for k in self.roles.subject(tree.heads[token]) for f in self.ends.phrase(k, "subject")]
        return cross(found[:1], found[1:]) if len({f.mention.code for f in found if f.mention.code}) == 2 else []
