"""Roles to actors: who fills the roles of an act.

`Ends` answers for one article: the tokens in a role of an evoked frame (`heads`), and the
actors of the phrases there (`role`, `first`); whom a phrase stands for, `meant.py` says.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from ostraka.reading.acting.fillers import Filler, cross, distinct, same_as
from ostraka.reading.acting.frames import Evoked, Role
from ostraka.reading.acting.meant import DOING, Meant
from ostraka.reading.acting.pronouns import Pronouns
from ostraka.reading.naming.actors import Mention
from ostraka.relations.table import acts as act_table
from ostraka.relations.table import kind_of

__all__ = ["Ends", "Filler", "cross", "distinct", "same_as"]


class Ends:
    """Finds the fillers of roles in one article."""

    def __init__(self, meant: Meant, *, pronouns: Pronouns) -> None:
        self.meant, self.phrase = meant, meant.phrase
        self.wide = meant.wide  # people and parties inside one state are somebody
        self.tree, self.roles, self.actors, self.goods = meant.tree, meant.roles, meant.actors, meant.goods
        self.doer, self.evoked = meant.doer, meant.evoked
        self.speaker, self.voice, self.addressed = pronouns.speaker, pronouns.voice, pronouns.addressed

    def first(
        self, ev: Evoked, alternatives: tuple[Role, ...], light: int | None, not_these: Sequence[Filler] = ()
    ) -> list[Filler]:
        """Fillers of the first alternative that holds an actor other than `not_these`."""
        own = bool(act_table()[ev.frame.act].get("own", False))
        nobody: list[Filler] = []
        target = ev if alternatives in (ev.frame.target, ev.frame.noun_target) else None
        for role in (*self.held_by_group(ev, alternatives), *alternatives):
            found = self.others_than(not_these, self.role(ev, role), own=own) or (
                self.deeper(ev, role, not_these) if role.inside and not_these else []
            )
            if not found and light is not None:
                found = self.others_than(not_these, self.light_role(light, role), own=own)
            if found and all(self.is_nobody(f, target) for f in found):  # "killed ten people in Mali"
                nobody = nobody or found
            elif found and not (nobody and all(f.mention.code is None for f in found)):
                return found
        return nobody

    def held_by_group(self, ev: Evoked, alternatives: tuple[Role, ...]) -> list[Role]:
        """The role of an object that is a thing of a group in arms, before where it is: "hit *PKK* camps in Iraq"."""
        inside = [r for r in alternatives if r.name == "object" and r.inside]
        if not inside or ev.nominal or not act_table()[ev.frame.act].get("home"):
            return []
        found = [f.mention for f in self.role(ev, inside[0])]
        is_armed = self.actors.phrases.groups.is_armed
        return inside if found and all(m.kind == "party" and is_armed(m) for m in found) else []

    def deeper(self, ev: Evoked, role: Role, not_these: Sequence[Filler]) -> list[Filler]:
        """Somebody further inside a phrase whose nearest is the other end: "troops on *its* border with X"."""
        heads = [h for h in self.heads(ev, role) if self.tree.pos[h] == "NOUN" and not self.actors.of(h)]
        heads = [h for h in heads if self.doer(h) is None]
        others = role.name == "object" and bool(act_table()[ev.frame.act].get("others"))
        return [
            Filler(m, h, role.name)
            for h in heads
            for m in self.meant.within(h, not_these, others=others and self.meant.is_hostile(h))[:1]
            if (m.code or m.kind == "party")
            and not (others and self.meant.is_against(m.head))
            and not same_as(Filler(m, h, role.name), not_these)
        ]

    def others_than(self, these: Sequence[Filler], found: Sequence[Filler], *, own: bool) -> list[Filler]:
        """The fillers that are none of these; of the same state only private people, as themselves, if `own`."""
        kept = []
        for f in found:
            if not same_as(f, these):
                kept.append(f)
            elif (
                (own or self.wide)
                and self.is_private(f.mention)
                and all(f.mention.name != o.mention.name for o in these)
            ):
                kept.append(f._replace(mention=f.mention._replace(code=None, name=self.words(f.mention))))
        return kept

    def is_private(self, mention: Mention) -> bool:
        """Whether somebody counts for his state only when another state does something to him."""
        role = self.actors.lex.role(self.tree, mention.head)
        if mention.kind == "person" or role is None or mention.kind != "role":
            return mention.kind == "person"
        return role.person and role.stands == "none" or self.meant.is_captive(mention)

    def words(self, mention: Mention) -> str | None:
        """The name of a private party: a person's, or the words themselves."""
        return mention.name if mention.kind == "person" else self.tree.words_of(mention.first, mention.last)

    def light_role(self, light: int, role: Role) -> list[Filler]:
        """The role of an event noun, taken from the light verb around it."""
        if role.name == "owner":
            return [f for k in self.roles.subject(light) for f in self.phrase(k, "light")]
        if role.name == "prep":
            said = [k for k in self.roles.obliques(light, role.prepositions) if not self.roles.opens_occasion(k)]
            return [f for k in said for f in self.phrase(k, "light", role.inside)]
        if role.name == "iobj":
            return [f for k in self.roles.datives(light) for f in self.phrase(k, "light")]
        return []

    def role(self, ev: Evoked, role: Role) -> list[Filler]:
        """The actors in one role of an evoked frame."""
        if role.name == "other":
            return self.others(ev)
        if role.name == "speaker":
            said_by = self.voice(ev.token)
            return [Filler(said_by, ev.token, "speaker")] if said_by is not None else []
        if role.name == "addressee":
            return [f for k in self.addressed(ev.token) for f in self.phrase(k, "addressee")]
        heads, named = self.asked_for(ev, role), role.name
        others = self.is_of_hit(ev, role, heads) or bool(act_table()[ev.frame.act].get("others"))
        if ev.frame.not_of:
            heads = [k for k in heads if not any(e.nominal and e.frame.act in ev.frame.not_of for e in self.evoked(k))]
        acts = named in DOING or role.name in DOING or self.is_agent(role)
        fled = bool(act_table()[ev.frame.act].get("fled")) and role in (*ev.frame.target, *ev.frame.noun_target)
        armed = not act_table()[ev.frame.act].get("flows") or (role in ev.frame.target and named == "object")
        found = [
            f for k in heads
            for f in self.phrase(
                k, named, role.inside, others=others, but=ev.token, acts=acts, own=self.is_same_deed(k, ev),
                named=ev.nominal and k in ev.companions, fled=fled, armed=armed,
            )
        ]  # fmt: skip
        if not found and role.inside and act_table()[ev.frame.act].get("cuts"):
            found = [Filler(m, k, named) for k in heads if self.is_flow(k) for m in self.meant.within(k) if m.code]
        if act_table()[ev.frame.act].get("home") and role in (*ev.frame.target, *ev.frame.noun_target):
            found = [f._replace(mention=m) for f in found for m in self.meant.harmed(f)]
        if (
            role.name == "subject" and not found and not ev.nominal and self.roles.is_passive(ev.token)
        ):  # "killed by *Armenian* fire"
            events = [k for k in heads if any(e.nominal and not e.frame.block for e in self.evoked(k))]
            found = [f for k in events for o in self.roles.owner(k) for f in self.phrase(o, "subject")]
            weapons = bool(heads) and all(self.goods.at(k) for k in heads)
            found = found or (self.joined_agent(ev.token) if events or weapons else [])
        aiming = self.tree.lowers[ev.token] in self.roles.syntax.aiming  # "sanctions *targeting* Iran" attack nobody
        doing = role in ev.frame.source and not ev.nominal and not aiming
        if named == "subject" and doing and not any(f.mention.code for f in found):
            found = self.papers(heads) or found
        if role.name == "of" and role in ev.frame.noun_source:  # the battle of a town is not its doing
            found = [f for f in found if f.mention.kind != "place"]
        if role.name == "deed" and role.inside:  # whose the harm is suffers none: "threatened with *UN* sanctions"
            found = [f for f in found if not self.owns_event(f)]
        if act_table()[ev.frame.act].get("people"):  # drones that head for a country visit nobody
            found = [f for f in found if not self.goods.at(f.token) and not self.is_craft(f)]
        found = [f for f in found if f.mention.code or not self.is_word_of(f, ev)]
        if ev.nominal and role.name == "owner" and self.tree.lemmas[ev.token] in self.actors.lex.words["placed"]:
            found = [f for f in found if not f.mention.place]  # "the *Geneva* talks"
        found = [f for f in found if not (f.mention.place and f.mention.kind == "body")]  # "a *WTO* complaint"
        if role.name == "owner":  # in "a drone attack" the drone is no doer
            found = [f for f in found if f.mention.code or self.tree.pos[f.mention.head] == "PROPN"]
        return found

    def joined_agent(self, token: int) -> list[Filler]:
        """Who did the passive that one is joined to, whose own agent is a deed: "seen *by Chad* and hit by shells"."""
        tree = self.tree
        above = tree.heads[token]
        if tree.deps[token] != "conj" or not self.roles.is_passive(above):
            return []
        return [f for k in self.roles.subject(above) for f in self.phrase(k, "subject", True) if f.mention.code]

    def is_flow(self, token: int) -> bool:
        """Whether a noun says that something passes: whoever gets it is hit by "a ban on *exports* to China"."""
        return any(e.nominal and act_table()[e.frame.act].get("flows") for e in self.evoked(token))

    def is_word_of(self, filler: Filler, ev: Evoked) -> bool:
        """Whether a filler is a word of the act itself, which is nobody: "voiced its *opposition*"."""
        if filler.token == ev.token or filler.token not in ev.companions or filler.mention.kind != "role":
            return filler.token == ev.token
        role = self.actors.lex.role(self.tree, filler.token)
        return role is not None and not role.person  # "dispersed *protesters*" are somebody

    def papers(self, heads: Sequence[int]) -> list[Filler]:
        """Whose the paper or plan is that is the subject: "a *UN* report accuses", "*Oslo's* plan to isolate Lima"."""
        owners = [o for k in heads if self.tree.pos[k] == "NOUN" for o in self.roles.devisers(k)]
        return [f for o in owners for f in self.phrase(o, "subject") if f.mention.code or f.mention.kind == "party"]

    def is_craft(self, filler: Filler) -> bool:
        """Whether a phrase is a vehicle, which visits nobody: "the *jet* was flying to Japan"."""
        return self.tree.lowers[filler.token] in self.actors.lex.words["crafts"]

    def is_agent(self, role: Role) -> bool:
        """Whether a role is that of the doer of a passive or of an event: "the seizure *by Iranian students*"."""
        return role.name == "prep" and bool(role.prepositions & self.roles.syntax.agents)

    def is_of_hit(self, ev: Evoked, role: Role, heads: Sequence[int]) -> bool:
        """Whether a phrase for a hostile doer may name whom he hit: "killed in a raid *on Lima*"; no clash."""
        mutual = any(e.nominal and e.frame.reciprocal for k in heads for e in self.evoked(k))
        return not mutual and role in ev.frame.source and kind_of(ev.frame.act) == "against"

    def asked_for(self, ev: Evoked, role: Role) -> list[int]:
        """The heads in a role with the words that the frame asks for there: "killed *in a raid* in the north"."""
        heads = self.heads(ev, role)
        words = {w for r, asked in ev.frame.role_in if r.prepositions == role.prepositions != set() for w in asked}
        return [k for k in heads if self.tree.lemmas[k].lower() in words] or heads

    def heads(self, ev: Evoked, role: Role) -> list[int]:
        """The tokens in one role of an evoked frame (heads of phrases)."""
        tree, roles, token = self.tree, self.roles, ev.token
        name = role.name
        if name == "prep":
            found = roles.obliques(token, role.prepositions)
            if (
                not found and ev.adjective and tree.deps[token] == "xcomp"
            ):  # "reste sourd *aux appels*": hung on the verb
                found = roles.obliques(tree.heads[token], role.prepositions)
            found = found or self.hung_on_word(ev, role.prepositions)
            return found if ev.nominal else [k for k in found if not self.of_event(k, ev)]
        if name == "of":
            return roles.obliques(token, roles.syntax.owners) or self.hung_on_word(ev, roles.syntax.owners)
        if name == "owner":  # a word of the lexeme itself owns nothing: "military aid", "drone attack"
            own = [k for k in roles.owner(token) if k not in ev.companions and not self.meant.is_deed_of(k)]
            return own if not ev.nominal or any(self.actors.of(k) for k in own) else [*own, *self.passed_on(token)]
        if name == "clause":  # also "calls *for Lima to leave*"
            told = [*self.complements(token), *(tree.kids_by(token, "acl") if ev.nominal else ())]
            told += [j for k in told if roles.is_past_participle(k) for j in tree.kids_by(k, "ccomp")]
            return [s for k in told for s in tree.kids_by(k, "nsubj")]
        if name == "after":
            provoked = (k for k in tree.kids_by(token, "advcl") if roles.marked(k, roles.syntax.provoking))
            return [s for k in provoked for s in tree.kids_by(k, "nsubj")]
        if name == "deed":
            clauses = [*self.complements(token), *(tree.kids_by(token, "acl") if ev.nominal else ())]
            return [
                o for k in clauses for o in (*roles.object(k), *(j for j in tree.kids[k] if tree.deps[j][:3] == "obl"))
            ]
        if name == "head":
            modified = tree.deps[token] in ("acl", "amod", "acl:relcl", "appos")
            return [tree.heads[token]] if modified else self.with_whom(token) if ev.nominal else []
        if name == "iobj":
            return roles.datives(token)
        if name == "maker":
            return [k for o in roles.object(token) for k in roles.makers(o)]
        if name == "holder":
            return roles.holders(token)
        if name == "subject" and ev.adjective:
            if tree.deps[token] == "advmod" and tree.pos[token] == "ADV":  # "have *jointly* built"
                return roles.subject(tree.heads[token])
            return roles.antecedents(tree.kids_by(token, "nsubj")) or roles.subject(token)
        if name == "subject":
            if roles.is_verb(token):
                return roles.subject(token)
            said = tree.kids_by(token, "nsubj")
            if said:
                return roles.antecedents(said)
            attended = bool(act_table()[ev.frame.act].get("people"))
            return roles.event_subject(token, attended=attended, stative=ev.frame.stative)
        if name == "object":
            return [self.repeated(k) for k in roles.object(token)]
        return []

    def with_whom(self, token: int) -> list[int]:
        """Who is said to be there with somebody: "avec *Lima* à ses côtés"."""
        tree, with_ = self.tree, self.roles.syntax.accompaniment
        beside = [k for k in tree.kids[tree.heads[token]] if tree.subtree(k)[1] == tree.subtree(token)[0]]
        near = [tree.heads[token]] if tree.deps[token] == "nmod" else beside
        return [k for k in near if self.roles.preposition(k) in with_]

    def hung_on_word(self, ev: Evoked, prepositions: Collection[str]) -> list[int]:
        """What hangs on the second word of a noun of two: "la mise *en garde* de Lima contre Oslo"."""
        behind = [k for k in ev.companions if ev.nominal and k > ev.token and self.tree.pos[k] == "NOUN"]
        words = [k for k in behind if self.tree.heads[k] == ev.token]
        return [j for k in words for j in self.roles.obliques(k, prepositions) if self.actors.of(j)]

    def is_same_deed(self, token: int, ev: Evoked) -> bool:
        """Whether a companion of the verb names its deed too: "applied the *sanctions*", not "ended the war"."""
        return token in ev.companions and any(e.nominal and e.frame.act == ev.frame.act for e in self.evoked(token))

    def repeated(self, token: int) -> int:
        """What an object pronoun stands for in its clause: "seized *Greek tankers* and freed *them*"; else itself."""
        echo = self.roles.echo(token)
        return echo if not self.is_known(token) or any(o.code for o in self.actors.owner(echo)) else token

    def is_known(self, token: int) -> bool:
        """Whether a pronoun stands for somebody with a code or a name, so that it repeats no goods: "punish *it*"."""
        return any(m.code or m.kind in ("party", "person") for m in self.actors.of(token))

    def complements(self, token: int) -> list[int]:
        """The clauses that a verb takes, without those that only say when: "threatened it *after Lima left*"."""
        found = self.tree.kids_by(token, "ccomp", "xcomp", "advcl")
        return [k for k in found if not self.roles.marked(k, self.roles.syntax.beside)]

    def owns_event(self, filler: Filler) -> bool:
        """Whether somebody is the doer of the event noun that he stands beside: "*UN* sanctions"."""
        noun, head = self.tree.heads[filler.mention.head], filler.mention.head
        beside = self.tree.deps[head] in ("compound", "amod", "nmod:poss")
        return beside and any(e.nominal and not e.frame.block for e in self.evoked(noun))

    def passed_on(self, token: int) -> list[int]:
        """Whose the event is that an event noun is about: "the threat of *American* sanctions"."""
        tree, roles = self.tree, self.roles
        inner = [k for k in tree.kids_by(token, "nmod") if roles.preposition(k) in roles.syntax.owners]
        inner = [k for k in inner if any(e.nominal and not e.frame.block for e in self.evoked(k))]
        return [o for k in inner for o in roles.owner(k)]

    def of_event(self, token: int, ev: Evoked) -> bool:
        """Whether a phrase belongs to an event that the verb takes: "vetoed *sanctions* against Russia"."""
        noun = self.tree.heads[token]
        if noun == ev.token and bool(act_table()[ev.frame.act].get("others")) and self.meant.is_against(token):
            deeds = [k for k in self.roles.object(ev.token) if k < token and k not in ev.companions]
            return any(self.meant.is_hostile(k) for k in deeds)  # hung too high
        if noun == ev.token or noun in ev.companions:
            return False
        thing = bool(act_table()[ev.frame.act].get("others")) and self.tree.pos[noun] == "NOUN"
        if thing and (self.meant.is_against(token) or self.meant.is_patient(token)):
            return True  # "rejected a resolution *against Chad*", "condemned the invasion *of Chad*"
        return self.meant.suffers(token)

    def others(self, ev: Evoked) -> list[Filler]:
        """Any other named actor of the clause, nearest first: the last resort, and in doubt."""
        tree = self.tree
        first, last = tree.subtree(ev.token)
        found = [m for k in range(first, last) for m in self.actors.at(k) if m.code and m.kind != "place"]
        found.sort(key=lambda m: abs(m.head - ev.token))
        return [Filler(m, m.head, "other") for m in found[:1]]

    def is_nobody(self, filler: Filler, target: Evoked | None = None) -> bool:
        """Whether an end is said and is nobody whom a claim can name: "people", "artists" (not "Chilean artists").

        `target`: the frame whose target it is; those who speak against a state are somebody to whom it does harm.
        """
        m = filler.mention
        if self.wide or self.meant.has_fled(m):
            return False
        if target is not None and act_table()[target.frame.act].get("dissent") and self.dissents(m):
            return False
        role = self.actors.lex.role(self.tree, m.head) if m.code is None and m.kind == "role" else None
        owned = any(o.code for o in self.actors.owner(m.head))  # "the woman's family" is nobody's either
        return role is not None and role.stands == "none" and role.person and not owned

    def dissents(self, mention: Mention) -> bool:
        """Whether the words are people by what they say against a state: "protesters", "journalists"."""
        words = {self.tree.lemmas[mention.head].lower(), self.tree.lowers[mention.head]}
        return mention.code is None and bool(words & self.actors.lex.words["dissenting"])
