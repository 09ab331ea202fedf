"""Whether an end that no actor fills may be looked for in the text around, or is said after all.

"Hit by a storm" says by what; "sent troops to the region" says where to; "the seizure by
students" says by whom. That the tables know no actor there is no reason to take another one.
"""

from __future__ import annotations

from collections.abc import Sequence

from ostraka.reading.acting.ends import Ends, Filler
from ostraka.reading.acting.frames import Evoked, Role
from ostraka.reading.acting.roles import Roles
from ostraka.reading.naming.actors import Actors
from ostraka.reading.parsing.tree import Tree
from ostraka.relations.table import acts as act_table

__all__ = ["Openness"]

COMPLEMENTS = frozenset({"obl", "obj", "iobj", "xcomp", "ccomp", "advcl", "nmod"})
NOMINAL = frozenset({"NOUN", "PROPN"})
BARE = frozenset({"det", "amod", "compound", "nummod", "punct"})  # dependents that say nothing of its ends
SAID_OF_NOBODY = ("PronType=Dem", "PronType=Ind")  # "this", "some": somebody is said


class Openness:
    """Answers for one article which missing ends are open."""

    def __init__(self, tree: Tree, *, roles: Roles, actors: Actors, ends: Ends) -> None:
        self.tree, self.roles, self.actors, self.ends = tree, roles, actors, ends

    def is_open(self, ev: Evoked, sources: Sequence[Filler], targets: Sequence[Filler]) -> bool:
        """Whether the end that is missing may be looked for."""
        frame = ev.frame
        if frame.need not in ("both", "said") or not act_table()[frame.act].get("search"):
            return False
        if not sources and self.told_doer(ev):
            return False
        if not targets and (self.told_receiver(ev) or self.is_bodys_own(ev, sources) or self.stays_home(ev, sources)):
            return False
        return not self.describes(ev) and not self.hits_own(ev, sources)

    def describes(self, ev: Evoked) -> bool:
        """Whether no doer is to be looked for: a participle that describes ("*captured* fighters"), what is sought."""
        tree, token = self.tree, ev.token
        if not ev.nominal:
            bare = tree.deps[token] == "acl" and self.roles.is_past_participle(token)
            bare = bare and not any(tree.deps[k].partition(":")[0] in COMPLEMENTS for k in tree.kids[token])
            return tree.deps[token] == "amod" or bare
        return tree.deps[token] == "obj" and tree.lemmas[tree.heads[token]] in self.roles.syntax.seeking

    def is_retold(self, ev: Evoked) -> bool:
        """Whether a bare noun takes up a deed as known and tells more of it: "*the raid* killed ten"."""
        tree, noun = self.tree, ev.token
        if not ev.nominal or tree.lemmas[noun].lower() not in self.roles.syntax.retelling:
            return False
        if tree.deps[noun] != "nsubj" or not self.roles.is_verb(tree.heads[noun]):
            return False
        if any(tree.deps[k] not in BARE for k in tree.kids[noun]):
            return False
        return self.actors.phrases.is_definite(noun)

    def told_doer(self, ev: Evoked) -> bool:
        """Whether the doer is said after all, by a phrase that is no actor: then nobody else is looked for."""
        wanted = ev.frame.noun_source if ev.nominal else ev.frame.source
        if ev.nominal:
            agents = self.roles.syntax.agents
            roles = [Role("prep", r.prepositions & agents, False) for r in wanted if r.prepositions & agents]
        else:
            roles = [r for r in wanted if r.name == "subject"]
            if self.is_done_in(ev):
                return True
        return any(self.is_said(h, ev.frame.act) for r in roles for h in self.ends.heads(ev, r))

    def is_done_in(self, ev: Evoked) -> bool:
        """Whether a passive is done in an event that says whose it is: "were killed in an *Algerian raid*"."""
        obliques = self.tree.kids_by(ev.token, "obl") if self.roles.is_passive(ev.token) else []
        return any(self.is_event(k, ev.frame.act) and self.roles.owner(k) for k in obliques)

    def told_receiver(self, ev: Evoked) -> bool:
        """Whether the other end is said, and no actor: "sent troops *to the region*", "talks *with the union*"."""
        if self.is_done_to_people(ev):
            return True
        roles = [r for r in (ev.frame.noun_target if ev.nominal else ev.frame.target) if r.name in ("prep", "iobj")]
        if not act_table()[ev.frame.act].get("flows"):
            with_ = self.roles.syntax.accompaniment if ev.frame.reciprocal else frozenset()
            roles = [Role("prep", r.prepositions & with_, False) for r in roles if r.prepositions & with_]
        heads = [h for r in roles for h in self.ends.heads(ev, r)]
        tree = self.tree  # "to *the sea*", "to *waters* off X", not "à courte portée"
        heads = [h for h in heads if tree.pos[h] == "NOUN" and (tree.kids_by(h, "det") or self.is_several_of_none(h))]
        return any(self.is_said(h, ev.frame.act) for h in heads)

    def hits_own(self, ev: Evoked, sources: Sequence[Filler]) -> bool:
        """Whether a verb is done to what is the doer's: "bombed *its own* people"."""
        own = {f.mention.code for f in sources} - {None, "?"}
        strikes = bool(act_table()[ev.frame.act].get("told_by_others")) and not ev.nominal
        objects = self.roles.object(ev.token) if own and strikes else ()
        marked = (k for o in objects for k in self.tree.kids_by(o, "nmod:poss", "det"))
        return any(m.code in own and m.kind == "pronoun" for k in marked for m in self.actors.of(k))

    def is_several_of_none(self, noun: int) -> bool:
        """Whether a noun is a plural that is nobody's: "*waters* east of it", not "Russian sectors"."""
        return self.tree.feature(noun, "Number") == "Plur" and not self.actors.owner(noun)

    def stays_home(self, ev: Evoked, sources: Sequence[Filler]) -> bool:
        """Whether what flows goes to the doer's own: "a *Norwegian* ship brought food to *Norwegian* troops"."""
        if ev.nominal or not act_table()[ev.frame.act].get("flows"):
            return False
        roles = [r for r in ev.frame.target if r.name in ("prep", "iobj")]
        own = {f.mention.code for f in sources} - {None, "?"}
        return any(m.code in own for r in roles for h in self.ends.heads(ev, r) for m in self.actors.of(h))

    def is_done_to_people(self, ev: Evoked) -> bool:
        """Whether a verb says to which people it is done, and they are of no state: "arrested *a suspect*"."""
        if ev.nominal or act_table()[ev.frame.act].get("persons"):
            return False
        lex = self.actors.lex
        nouns = [k for k in self.roles.object(ev.token) if self.tree.pos[k] == "NOUN" and lex.is_person(self.tree, k)]
        return any(not self.actors.owner(k) and not self.actors.of(k) for k in nouns)

    def is_bodys_own(self, ev: Evoked, sources: Sequence[Filler]) -> bool:
        """Whether a body meets: "the summit *of the G20*", "*the G20* met" have no other ends."""
        own = (ev.nominal or ev.frame.reciprocal) and bool(act_table()[ev.frame.act].get("people"))
        return own and bool(sources) and all(f.mention.kind in ("body", "group") for f in sources)

    def is_said(self, head: int, act: str) -> bool:
        """Whether a head stands for somebody or something, and for no such act itself."""
        tree = self.tree
        if self.ends.goods.at(head) and act_table()[act].get("people"):
            return True  # "the *shells* have arrived": nobody visits
        if tree.pos[head] in NOMINAL:
            return not self.ends.goods.at(head) and not self.is_event(head, act)
        points = any(m in tree.morphs[head] for m in SAID_OF_NOBODY) or self.actors.anaphora.are_things(head)
        return tree.pos[head] == "PRON" and points

    def is_event(self, head: int, act: str) -> bool:
        """Whether a noun names such an act, which somebody does: "hit by drone strikes"."""
        return any(ev.nominal and not ev.frame.block and ev.frame.act == act for ev in self.ends.evoked(head))
