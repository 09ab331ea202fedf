"""The two ends of a frame: who does it and to whom, as pairs.

`Pairing` asks `ends.py` for the roles of a frame and shares out those who stand in one role
together ("X and Y met"); coordinated actors give several pairs. Where the frame cannot do
without an end that nobody fills, there is no pair, and `explain` is told why.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ostraka.reading.acting.around import Around
from ostraka.reading.acting.both import Both, Pairs
from ostraka.reading.acting.ends import Ends, Filler, cross, same_as
from ostraka.reading.acting.frames import Evoked, Role
from ostraka.reading.acting.openness import Openness
from ostraka.reading.acting.outsiders import Outsiders
from ostraka.relations.table import acts as act_table
from ostraka.relations.table import kind_of

__all__ = ["Pairing"]

TOWNS = frozenset({"capital", "seat"})  # kinds of mention that are places too


class Pairing:
    """Finds the pairs of ends of the frames of one article; `note` writes why there are none."""

    def __init__(
        self, ends: Ends, *, around: Around, both: Both, openness: Openness, note: Callable[[Evoked, str], None]
    ) -> None:
        self.ends, self.around, self.both, self.openness, self.note = ends, around, both, openness, note
        self.tree, self.roles, self.actors = ends.tree, ends.roles, ends.actors
        self.outsiders = Outsiders(ends)

    def of(self, ev: Evoked, light: int | None) -> Pairs:
        """The (from, to) pairs of a frame; empty when its need is not met."""
        frame = ev.frame
        if frame.act == "assess" and not frame.source:
            return self.assessed(ev, light)
        between = any(r.prepositions & self.roles.syntax.between for r in (*frame.target, *frame.noun_target))
        both = self.both.each_the_other(ev) or ([] if between else self.both.members(ev))
        if both:
            return both
        sources, targets = self.said(ev, light)
        said = [f for f in targets if f.mention.code not in (None, "?")]  # "expelled each other's *ambassadors*"
        if not said and len(sources) > 1 and self.both.each_other(ev):
            pairs = cross(sources[:1], sources[1:])
            return pairs if act_table()[frame.act].get("either_way") else pairs + [(t, s) for s, t in pairs]
        if frame.reciprocal:
            sources, targets = self.shared_out(ev, sources, targets, between=between)
        if targets and all(map(self.ends.is_nobody, targets)) and self.at_home(ev, sources):
            targets = []  # "the M23 killed six *villagers*"
        return self.needed(ev, sources, targets)

    def assessed(self, ev: Evoked, light: int | None) -> Pairs:
        """Those who are assessed, by nobody but who says so."""
        targets = self.ends.first(ev, ev.frame.target, light)
        if not targets and ev.nominal:
            targets = self.nominal_target(ev, light)
        if not targets:
            self.note(ev, "stopped: nobody is assessed")
        return [(None, t) for t in targets if t.mention.code not in (None, "?")]

    def said(self, ev: Evoked, light: int | None) -> tuple[list[Filler], list[Filler]]:
        """The doers and the targets that the words around a frame name."""
        frame = ev.frame
        if ev.nominal:
            return self.noun_ends(ev, light)
        if frame.target and frame.target[0].name == "subject" and not frame.target[0].inside:
            targets = self.ends.first(ev, frame.target, light)  # "imports most of *its* fuel": nobody else's
            return self.ends.first(ev, frame.source, light, not_these=targets), targets
        sources = self.ends.first(ev, frame.source, light) or self.whose_event(ev)
        return sources, self.ends.first(ev, frame.target, light, not_these=sources)

    def whose_event(self, ev: Evoked) -> list[Filler]:
        """Whose the deed or the weapon is that is a verb's subject: "blamed *Oslo* for the raid that killed ten"."""
        if kind_of(ev.frame.act) != "against" or not any(r.name == "subject" for r in ev.frame.source):
            return []
        subjects = self.roles.subject(ev.token)
        deeds = [k for k in subjects if self.ends.meant.is_hostile(k)]
        found = [f for k in deeds for f in (self.around.laid(k) or self.around.blamed(k))]
        return found or [f for k in subjects if self.ends.goods.at(k) for f in self.around.fired_by(k)]

    def shared_out(
        self, ev: Evoked, sources: list[Filler], targets: list[Filler], *, between: bool
    ) -> tuple[list[Filler], list[Filler]]:
        """The ends of what two do with each other, when one role holds both: the first and the others.

        `between`: the frame itself asks for "between"; a role with one of them only is then its target.
        """
        if is_several(sources):
            targets = [f for f in targets if not self.is_where(f)]  # « se sont réunis *à Oslo* »: where
            if not targets:
                sources, targets = sources[:1], sources[1:]
        if between and not ev.nominal and not sources:  # "aimed at mending ties *between X and Y*"
            sources, targets = (targets[:1], targets[1:]) if is_several(targets) else ([], targets)
        beside = [f for f in targets if f.how != "prep"]  # "deals *with* X and Y" are somebody else's
        if ev.nominal and is_several(beside) and not sources:
            sources, targets = beside[:1], beside[1:]
        return sources, targets

    def needed(self, ev: Evoked, sources: list[Filler], targets: list[Filler]) -> Pairs:
        """The pairs of these ends, where they are those that the frame cannot do without."""
        frame, row = ev.frame, act_table()[ev.frame.act]
        nobody = bool(sources) and all(map(self.ends.is_nobody, sources))
        nobody = nobody or (bool(targets) and all(self.ends.is_nobody(f, ev) for f in targets))
        if nobody and not row.get("persons", False) and not self.outsiders.are_crowd(sources, targets):
            self.note(ev, "stopped: an end is said, but of nobody who can be named")
            return []
        if not sources and not targets:
            self.note(ev, "stopped: neither end is an actor")
            known = ev.nominal and row.get("pair", False) and frame.need == "both"
            known = known or (bool(row.get("retold")) and self.openness.is_retold(ev))
            return [(None, None)] if known and frame.goods != "required" else []
        wanted = {"to": targets, "to-only": targets, "from": sources, "doer": sources}.get(frame.need)
        if wanted is not None and not wanted:
            self.note(ev, f"stopped: no actor in the role {frame.need.partition('-')[0]}")
            return []
        if not (sources and targets) and frame.need in ("both", "said", "states", "nations", "given"):
            self.note(ev, f"stopped: no actor in the role {'from' if not sources else 'to'}")
            if not self.openness.is_open(ev, sources, targets):
                return []
        return cross(sources or [None], targets or [None])

    def at_home(self, ev: Evoked, sources: Sequence[Filler]) -> bool:
        """Whether a group in arms does it to people whom nobody names: those of the state where it fights."""
        home = self.actors.phrases.groups.home
        return bool(sources) and bool(act_table()[ev.frame.act].get("home")) and all(
            home(f.mention, ev.token) is not None for f in sources
        )  # fmt: skip

    def is_where(self, filler: Filler) -> bool:
        """Whether a town stands for where it was and not for whom: "made peace *in Oslo*"."""
        places = self.actors.lex.words["in_preposition"]
        return filler.mention.kind in TOWNS and (filler.how == "iobj" or self.tree.case(filler.token) in places)

    def between_states(self, ev: Evoked, pairs: Pairs) -> Pairs:
        """The pairs of which both ends are a state or a body ("arrested", "attended" are said of anybody).

        Of "nations" one may be states that are not named: "all *countries* must". A crowd
        at an embassy stands beside a state as its like (outsiders.py).
        """
        if self.ends.wide:
            return [p for p in pairs if None not in p]
        none = (None,) if ev.frame.need == "nations" else (None, "?")
        found: Pairs = [
            (s, t) for s, t in pairs
            if s is not None and (s.mention.code not in none or self.outsiders.is_crowd(s))
            and t is not None and t.mention.code not in none
        ]  # fmt: skip
        if pairs and not found:
            self.note(ev, "stopped: an end is no state")
        return found

    def noun_ends(self, ev: Evoked, light: int | None) -> tuple[list[Filler], list[Filler]]:
        """Doer and target of an event noun; "of" goes to whichever end is still open."""
        frame, owners = ev.frame, self.roles.syntax.owners
        gives = any(self.is_of(r) for r in frame.noun_source)
        wants = [r.name == "of" or bool(r.prepositions & owners) for r in frame.noun_target]
        doers = [r for r in frame.noun_source if not self.is_of(r)]
        agents = self.roles.syntax.agents  # "the seizure of *Greek* ships *by Iran*": Iran's
        said = [r._replace(prepositions=r.prepositions & agents) for r in doers if r.prepositions & agents]
        sources = self.around.laid(ev.token) or self.ends.first(ev, (*said, *doers), light)
        aimed = [f for f in sources if self.is_aimed(f, ev.token)]
        sources = [f for f in sources if f not in aimed]
        if aimed and not sources and light is not None and self.tree.lemmas[light] in self.roles.syntax.issuing:
            sources = [f for r in doers for f in self.ends.light_role(light, r) if not same_as(f, aimed)]
        targets = (
            self.ends.first(ev, tuple(self.without_of(r) for r in frame.noun_target if r.name != "of"), light, sources)
            or aimed
        )
        deep = any(r.inside and self.is_of(r) for r in (*frame.noun_source, *frame.noun_target))
        of = [f for f in self.ends.role(ev, Role("of", owners, deep)) if not same_as(f, sources + targets)]
        if self.tree.lemmas[ev.token] in self.actors.lex.words["placed"]:  # « le retrait d'Irak »: from there
            where = [f for f in of if f.mention.place]
            where = where[1:] or where  # « la retraite d'Oslo des îles »: of two the last
            of = [f for f in of if f not in where]
            targets = targets or (where if any(wants) else [])
        if self.tree.lemmas[ev.token].lower() in self.roles.syntax.patients:  # "the invasion *of Chad*"
            hit = [f for f in of if self.is_done_to(f, ev.token)]
            of = [f for f in of if f not in hit]
            killed = [f for f in hit if self.ends.meant.is_force(f.mention)]
            targets = ((killed or targets or hit) if any(wants) else []) or targets
        if of and any(wants) and not targets and (sources or not gives or wants[0]):
            targets = of
        elif of and gives and not sources:
            apart = [f for f in of if f.token != of[0].token and f.token not in self.tree.conjuncts(of[0].token)]
            sources = [f for f in of if f not in apart]
            if any(wants) and not targets:
                targets = apart
        elif of and any(wants) and not targets:
            targets = of
        if sources and not targets:
            targets = [f for f in self.around.replier(ev) if not same_as(f, sources)]
        if not sources:
            sources = [f for f in self.around.blamed(ev.token) if not same_as(f, targets)]
        if not sources and self.tree.lemmas[ev.token].lower() in self.roles.syntax.killings:
            sources = [f for f in self.around.killers(ev.token) if not same_as(f, targets)]
        takes = any(r.name == "subject" for r in frame.noun_target)
        if not sources and not (takes and not any(r.name == "subject" for r in frame.noun_source)):
            sources = [f for f in self.around.predicate_subject(ev.token) if not same_as(f, targets)]
        elif not targets and takes and not (frame.beside and self.tree.deps[ev.token] == "appos"):
            # "Peru, buyer of Chadian oil"
            subject = self.around.predicate_subject(ev.token) or self.around.attended(ev)
            targets = [f for f in subject if not same_as(f, sources)]
        return sources, targets

    def is_done_to(self, filler: Filler, noun: int) -> bool:
        """Whether whom "of" names suffers a deed: "the bombing *of Chad*", not "of its army", "bombings of Chad"."""
        several = self.tree.feature(noun, "Number") == "Plur" and filler.mention.kind == "name"
        killed = self.tree.lemmas[noun].lower() in self.roles.syntax.killings  # "the killing of five *soldiers*"
        return not several and (killed or not self.ends.meant.is_force(filler.mention))

    def is_aimed(self, filler: Filler, noun: int) -> bool:
        """Whether a bare name before a deed is whom it is done to: "its *Iran* sanctions", not "US sanctions"."""
        tree = self.tree
        plain = filler.mention.kind == "name" and not tree.words[filler.token].isupper()
        return plain and tree.deps[filler.token] == "compound" and tree.lemmas[noun].lower() in self.roles.syntax.aimed

    def is_of(self, role: Role) -> bool:
        """Whether a role is the bare possessor's preposition."""
        return role.name == "of" or (role.name == "prep" and role.prepositions <= self.roles.syntax.owners)

    def without_of(self, role: Role) -> Role:
        """The role without the possessor's preposition, which is shared out last."""
        return role._replace(prepositions=role.prepositions - self.roles.syntax.owners) if role.name == "prep" else role

    def nominal_target(self, ev: Evoked, light: int | None) -> list[Filler]:
        """Whom an assessing noun assesses: its owner, its "of", or the subject that it is said of."""
        return self.ends.first(ev, ev.frame.noun_source, light) or self.around.predicate_subject(ev.token)


def is_several(fillers: Sequence[Filler]) -> bool:
    """Whether these are more than one actor."""
    return len({f.mention.code for f in fillers}) > 1
