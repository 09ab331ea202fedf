"""Roles to actors: whom the phrases in a role stand for.

`Ends` answers for one article: the tokens in a role of an evoked frame (`heads`), and the
actors that a phrase stands for (`phrase`), its conjuncts each, "we" as the speaker's state.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ostraka.reading.acting.fillers import Filler, cross, distinct, same_as
from ostraka.reading.acting.frames import Evoked, Role
from ostraka.reading.acting.pronouns import Pronouns
from ostraka.reading.acting.roles import Roles
from ostraka.reading.naming.actors import Actors, Mention
from ostraka.reading.parsing.tree import Tree
from ostraka.reading.things.goods import GoodsFound
from ostraka.relations.table import acts as act_table
from ostraka.relations.table import context
from ostraka.states.table import states

__all__ = ["Ends", "Filler", "cross", "distinct", "same_as"]

DOING = frozenset({"subject", "light"})  # roles of those who act
GROUPS = frozenset({"group", "body"})  # kinds of mention whose members may be named behind them
NATIONAL = frozenset({"adjective", "name", "demonym"})
DEEPEST = 4  # steps down a phrase in which an actor is looked for
APART = frozenset({"conj", "punct", "case", "acl:relcl"})  # dependents that do not say whose a phrase is
WIDEST = 40  # tokens of a phrase looked at


class Ends:
    """Finds the fillers of roles in one article."""

    def __init__(
        self,
        tree: Tree,
        *,
        roles: Roles,
        actors: Actors,
        goods: GoodsFound,
        pronouns: Pronouns,
        doer: Callable[[int], list[Mention] | None],
        evoked: Callable[[int], list[Evoked]],
        wide: bool = False,
    ) -> None:
        self.wide = wide  # people and parties inside one state are somebody
        self.tree, self.roles, self.actors, self.goods = tree, roles, actors, goods
        self.speaker, self.voice, self.pronoun = pronouns.speaker, pronouns.voice, pronouns.meant
        self.addressed, self.doer, self.evoked = pronouns.addressed, doer, evoked

    def first(
        self, ev: Evoked, alternatives: tuple[Role, ...], light: int | None, not_these: Sequence[Filler] = ()
    ) -> list[Filler]:
        """Fillers of the first alternative that holds an actor other than `not_these`."""
        own = bool(act_table()[ev.frame.act].get("own", False))
        nobody: list[Filler] = []
        for role in alternatives:
            found = self.others_than(not_these, self.role(ev, role), own=own) or (
                self.deeper(ev, role, not_these) if role.inside and not_these else []
            )
            if not found and light is not None:
                found = self.others_than(not_these, self.light_role(light, role), own=own)
            if found and all(map(self.is_nobody, found)):  # "killed ten people in Mali"
                nobody = nobody or found
            elif found and not (nobody and all(f.mention.code is None for f in found)):
                return found
        return nobody

    def deeper(self, ev: Evoked, role: Role, not_these: Sequence[Filler]) -> list[Filler]:
        """Somebody further inside a phrase whose nearest is the other end: "troops on *its* border with X"."""
        heads = [h for h in self.heads(ev, role) if self.tree.pos[h] == "NOUN" and not self.actors.of(h)]
        heads = [h for h in heads if self.doer(h) is None]
        others = role.name == "object" and bool(act_table()[ev.frame.act].get("others"))
        return [
            Filler(m, h, role.name)
            for h in heads
            for m in self.within(h, not_these)[:1]
            if (m.code or m.kind == "party")
            and not (others and self.is_against(m.head))
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
        return role.person and role.stands == "none" or self.is_captive(mention)

    def is_captive(self, mention: Mention) -> bool:
        """Whether the words mean people held by somebody."""
        role = self.actors.lex.role(self.tree, mention.head)
        return role is not None and role.stands == "state" and role.sector == "CVL"

    def words(self, mention: Mention) -> str | None:
        """The name of a private party: a person's, or the words themselves."""
        return mention.name if mention.kind == "person" else self.tree.words_of(mention.first, mention.last)

    def light_role(self, light: int, role: Role) -> list[Filler]:
        """The role of an event noun, taken from the light verb around it."""
        if role.name == "owner":
            return [f for k in self.roles.subject(light) for f in self.phrase(k, "light")]
        if role.name == "prep":
            return [
                f for k in self.roles.obliques(light, role.prepositions) for f in self.phrase(k, "light", role.inside)
            ]
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
        others = bool(act_table()[ev.frame.act].get("others"))
        heads, named = self.heads(ev, role), role.name
        if ev.frame.not_of:
            heads = [k for k in heads if not any(e.nominal and e.frame.act in ev.frame.not_of for e in self.evoked(k))]
        acts = named in DOING or role.name in DOING or self.is_agent(role)
        found = [
            f for k in heads
            for f in self.phrase(
                k, named, role.inside, others=others, but=ev.token, acts=acts, own=self.is_same_deed(k, ev),
                named=ev.nominal and k in ev.companions,
            )
        ]  # fmt: skip
        if act_table()[ev.frame.act].get("home") and role in (*ev.frame.target, *ev.frame.noun_target):
            found = [f._replace(mention=m) for f in found for m in self.harmed(f)]
        if (
            role.name == "subject" and not found and not ev.nominal and self.roles.is_passive(ev.token)
        ):  # "killed by *Armenian* fire"
            events = [k for k in heads if any(e.nominal and not e.frame.block for e in self.evoked(k))]
            found = [f for k in events for o in self.roles.owner(k) for f in self.phrase(o, "subject")]
        if named == "subject" and not ev.nominal and not any(f.mention.code for f in found):
            found = self.papers(ev, heads) or found
        if role.name == "of" and role in ev.frame.noun_source:  # the battle of a town is not its doing
            found = [f for f in found if f.mention.kind != "place"]
        if role.name == "deed" and role.inside:  # whose the harm is suffers none: "threatened with *UN* sanctions"
            found = [f for f in found if not self.owns_event(f)]
        if act_table()[ev.frame.act].get("people"):  # drones that head for a country visit nobody
            found = [f for f in found if not self.goods.at(f.token) and not self.is_craft(f)]
        found = [f for f in found if f.mention.code or not self.is_word_of(f, ev)]
        if ev.nominal and role.name == "owner" and self.tree.lemmas[ev.token] in self.actors.lex.words["placed"]:
            found = [f for f in found if not f.mention.place]  # "the *Geneva* talks"
        if role.name == "owner":  # in "a drone attack" the drone is no doer
            found = [f for f in found if f.mention.code or self.tree.pos[f.mention.head] == "PROPN"]
        return found

    def is_word_of(self, filler: Filler, ev: Evoked) -> bool:
        """Whether a filler is a word of the act itself, which is nobody: "voiced its *opposition*"."""
        if filler.token == ev.token or filler.token not in ev.companions or filler.mention.kind != "role":
            return filler.token == ev.token
        role = self.actors.lex.role(self.tree, filler.token)
        return role is not None and not role.person  # "dispersed *protesters*" are somebody

    def papers(self, ev: Evoked, heads: Sequence[int]) -> list[Filler]:
        """Whoever made the papers that are the subject: "a *UN* report accuses", "une résolution de *l'ONU*"."""
        tree, roles = self.tree, self.roles
        made = [k for k in heads if tree.pos[k] == "NOUN" and tree.lemmas[k].lower() in roles.syntax.papers]
        owners = [o for k in made for o in (*roles.named_owner(k), *roles.obliques(k, roles.syntax.owners))]
        return [f for o in owners for f in self.phrase(o, "subject") if f.mention.code]

    def is_craft(self, filler: Filler) -> bool:
        """Whether a phrase is a vehicle, which visits nobody: "the *jet* was flying to Japan"."""
        return self.tree.lowers[filler.token] in self.actors.lex.words["crafts"]

    def is_agent(self, role: Role) -> bool:
        """Whether a role is that of the doer of a passive or of an event: "the seizure *by Iranian students*"."""
        return role.name == "prep" and bool(role.prepositions & self.roles.syntax.agents)

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
            return found if ev.nominal else [k for k in found if not self.of_event(k, ev)]
        if name == "of":
            return roles.obliques(token, roles.syntax.owners)
        if name == "owner":  # a word of the lexeme itself owns nothing: "military aid", "drone attack"
            own = [k for k in roles.owner(token) if k not in ev.companions and not self.is_deed_of(k)]
            return own if not ev.nominal or any(self.actors.of(k) for k in own) else [*own, *self.passed_on(token)]
        if name == "clause":
            told = self.complements(token)
            told += [j for k in told if roles.is_past_participle(k) for j in tree.kids_by(k, "ccomp")]
            return [s for k in told for s in tree.kids_by(k, "nsubj")]
        if name == "deed":
            clauses = [*self.complements(token), *(tree.kids_by(token, "acl") if ev.nominal else ())]
            return [
                o for k in clauses for o in (*roles.object(k), *(j for j in tree.kids[k] if tree.deps[j][:3] == "obl"))
            ]
        if name == "head":
            return [tree.heads[token]] if tree.deps[token] in ("acl", "amod", "acl:relcl", "appos") else []
        if name == "iobj":
            return roles.datives(token)
        if name == "maker":
            return [k for o in roles.object(token) for k in roles.makers(o)]
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
            return roles.event_subject(token, attended=bool(act_table()[ev.frame.act].get("people")))
        if name == "object":
            return [self.repeated(k) for k in roles.object(token)]
        return []

    def is_same_deed(self, token: int, ev: Evoked) -> bool:
        """Whether a companion of the verb names its deed too: "applied the *sanctions*", not "ended the war"."""
        return token in ev.companions and any(e.nominal and e.frame.act == ev.frame.act for e in self.evoked(token))

    def is_deed_of(self, token: int) -> bool:
        """Whether a modifier tells who did another deed to the thing: "signed a *UN-brokered* deal"."""
        deed = self.tree.lowers[token].rpartition("-")[2]
        return self.tree.deps[token] == "amod" and deed in self.roles.syntax.deeds

    def repeated(self, token: int) -> int:
        """What an object pronoun stands for in its clause: "seized *Greek tankers* and freed *them*"; else itself."""
        echo = self.roles.echo(token)
        return echo if not self.is_known(token) or any(o.code for o in self.actors.owner(echo)) else token

    def is_known(self, token: int) -> bool:
        """Whether a pronoun stands for somebody with a code or a name, so that it repeats no goods: "punish *it*"."""
        return any(m.code or m.kind in ("party", "person") for m in self.actors.of(token))

    def is_beside(self, token: int) -> bool:
        """Whether a phrase only says when or despite what: "the bid *since Lima's invasion*"."""
        return self.roles.preposition(token) in self.roles.syntax.beside

    def is_content(self, token: int) -> bool:
        """Whether a clause says what a noun means: "rejected the idea *that the court had erred*"."""
        told = self.tree.deps[token] in ("acl", "ccomp") and bool(self.tree.kids_by(token, "mark"))
        return told and "VerbForm=Inf" not in self.tree.morphs[token]

    def complements(self, token: int) -> list[int]:
        """The clauses that a verb takes, without those that only say when: "threatened it *after Lima left*"."""
        found = self.tree.kids_by(token, "ccomp", "xcomp", "advcl")
        return [k for k in found if not self.roles.marked(k, self.roles.syntax.beside)]

    def owns_event(self, filler: Filler) -> bool:
        """Whether somebody is the doer of the event noun that he stands beside: "*UN* sanctions"."""
        noun, head = self.tree.heads[filler.mention.head], filler.mention.head
        beside = self.tree.deps[head] in ("compound", "amod", "nmod:poss")
        return beside and any(e.nominal and not e.frame.block for e in self.evoked(noun))

    def suffers(self, token: int) -> bool:
        """Whether a phrase is the target of the event noun it hangs on: "sanctions against *Chile*"."""
        noun, word = self.tree.heads[token], self.roles.preposition(token)
        if not word or word in self.roles.syntax.owners or self.tree.pos[noun] != "NOUN":
            return False
        return any(
            e.nominal and not e.frame.block and any(word in r.prepositions for r in e.frame.noun_target)
            for e in self.evoked(noun)
        )

    def passed_on(self, token: int) -> list[int]:
        """Whose the event is that an event noun is about: "the threat of *American* sanctions"."""
        tree, roles = self.tree, self.roles
        inner = [k for k in tree.kids_by(token, "nmod") if roles.preposition(k) in roles.syntax.owners]
        inner = [k for k in inner if any(e.nominal and not e.frame.block for e in self.evoked(k))]
        return [o for k in inner for o in roles.owner(k)]

    def of_event(self, token: int, ev: Evoked) -> bool:
        """Whether a phrase belongs to an event that the verb takes: "vetoed *sanctions* against Russia"."""
        noun = self.tree.heads[token]
        if noun == ev.token or noun in ev.companions:
            return False
        thing = bool(act_table()[ev.frame.act].get("others")) and self.tree.pos[noun] == "NOUN"
        return self.suffers(token) or (thing and self.is_against(token))  # "rejected a resolution *against Chad*"

    def others(self, ev: Evoked) -> list[Filler]:
        """Any other named actor of the clause, nearest first: the last resort, and in doubt."""
        tree = self.tree
        first, last = tree.subtree(ev.token)
        found = [m for k in range(first, last) for m in self.actors.at(k) if m.code and m.kind != "place"]
        found.sort(key=lambda m: abs(m.head - ev.token))
        return [Filler(m, m.head, "other") for m in found[:1]]

    def phrase(
        self, head: int, how: str, inside: bool = False, *, others: bool = False, but: int | None = None,
        acts: bool | None = None, own: bool = False, named: bool = False,
    ) -> list[Filler]:  # fmt: skip
        """The actors that a phrase stands for, its conjuncts each; `but`: not looked for under that word.

        `own`: the phrase names the deed itself, so that its agent is no target: "applied the sanctions agreed *by X*";
        `named`: it is a word of the deed's name, whose own doer nobody asks for: "its bid for *membership of NATO*".
        """
        found = []
        acts = how in DOING if acts is None else acts
        for k in self.affirmed(head):
            mentions = [m for m in (self.spoken(m, k, acts=acts) for m in self.actors.of(k)) if m is not None]
            mentions = self.members(k, mentions) or mentions
            if inside:
                mentions = [n for m in mentions for n in self.national(m, k)]
            if not mentions:
                mentions = self.beside(k)
            if not mentions and inside:
                doer = None if named or (own and self.tells_ends(k, but)) else self.doer(k)
                mentions = self.within(k, others=others, but=but, own=own) if doer is None else doer
            found += [Filler(m, k, "guess" if m.guessed and how != "between" else how) for m in mentions]
        return distinct(found)

    def members(self, head: int, mentions: Sequence[Mention]) -> list[Mention]:
        """The states that are named behind a group of which they are all meant: "two Gulf states, *X and Y*"."""
        if not mentions or any(m.kind not in GROUPS for m in mentions):
            return []
        first = [k for k in self.tree.kids_by(head, "appos") if self.tree.pos[k] == "PROPN"]
        named = [m for k in first for j in self.tree.conjuncts(k) for m in self.actors.of(j) if m.kind == "name"]
        return named if len(named) > 1 else []

    def affirmed(self, head: int) -> list[int]:
        """The conjuncts of a phrase without those that are left out: "armed Chad *but not Sudan*"."""
        tree = self.tree
        return [
            k
            for k in tree.conjuncts(head)
            if k == head or not any(tree.lowers[j] in self.roles.syntax.excepting for j in tree.kids[k] if j < k)
        ]

    def harmed(self, filler: Filler) -> list[Mention]:
        """The states whose people suffer, whatever role they stand in: "fired at *Tajik* villagers"."""
        role = self.actors.lex.role(self.tree, filler.mention.head)
        people = role is not None and role.sector == "CVL"
        found = self.national(filler.mention, filler.token) if people else []
        return found if found and all(m.code in states() for m in found) else [filler.mention]

    def national(self, mention: Mention, head: int) -> list[Mention]:
        """The states whose people suffer or gain by what is done to them: "two Danish tourists"; else the mention."""
        role = self.actors.lex.role(self.tree, head) if mention.code is None and mention.kind == "role" else None
        if role is None or role.stands != "none":
            return [mention]
        owners = [o for o in self.actors.phrases.owner(head) if o.code and o.code != "?"] if role.person else []
        owners = owners or (self.dwelling(head) if role.sector not in context()["armed"] else [])
        return [
            mention._replace(code=o.code, name=o.name, why=f"{role.name} of {o.name}") for o in owners
        ] or [mention]  # fmt: skip

    def dwelling(self, head: int) -> list[Mention]:
        """The state where people are said to be: "helped people in *Somalia*"."""
        tree, places = self.tree, self.actors.lex.words["in_preposition"]
        inside = [k for k in tree.kids_by(head, "nmod") if tree.case(k) in places]
        inside = [j for k in inside for j in tree.conjuncts(k)]  # "in Somalia and Kenya", "in the Kenyan town of …"
        found = [m for k in inside for m in self.actors.of(k) or self.within(k)]
        return [m for m in found if m.code and m.code != "?"]

    def beside(self, head: int) -> list[Mention]:
        """The actor of a name or apposition under a head which is none itself: "M. *Petit*", "the firm, *X*"."""
        tree = self.tree
        for k in tree.kids[head]:
            if tree.deps[k].partition(":")[0] in ("flat", "appos", "compound", "fixed") and tree.pos[k] in (
                "PROPN",
                "NOUN",
            ):
                found = [m for m in (self.spoken(m, k) for m in self.actors.of(k)) if m is not None]
                if found and (tree.deps[k] != "compound" or tree.pos[head] == "PROPN"):
                    return found
        return []

    def spoken(self, mention: Mention, token: int, *, acts: bool = False) -> Mention | None:
        """The mention itself; "we" as the state of whoever speaks there (None when nobody known does).

        People who are among the goods of the tables ("militias", "students") are somebody where they act.
        """
        if mention.kind == "pronoun":
            meant = self.pronoun(mention, token)
            return self.leading(meant) if acts and meant is not None and meant.code is None else meant
        if mention.code is None and mention.kind == "role" and self.is_speakers(mention.head):
            return self.speaker(mention.head) or mention
        if mention.code is None and (
            self.of_no_state(mention) or self.is_goods(mention) and not (acts and self.is_people(mention))
        ):
            return None
        return self.leading(mention) if acts and mention.code is None else mention

    def leading(self, mention: Mention) -> Mention:
        """For the chief or spokesman of a group in arms, who acts: the group; else the mention itself."""
        led = self.actors.people.led(mention.name) if mention.kind in ("person", "pronoun") else None
        return mention if led is None else mention._replace(name=led, kind="party", sector=context()["armed"][0])

    def is_people(self, mention: Mention) -> bool:
        """Whether the words are people of a country or a named party: "Iranian students", "Hamas fighters"."""
        if mention.kind == "party":
            return True
        role = self.actors.lex.role(self.tree, mention.head) if mention.kind == "role" else None
        if role is None or not (role.person or role.sector in context()["armed"]):
            return False
        own = self.tree.heads
        if role.sector in context()["armed"] or (self.wide and role.person):
            return True  # "milices pro-iraniennes"
        return any(o.kind in NATIONAL and own[o.head] == mention.head for o in self.actors.phrases.owner(mention.head))

    def is_speakers(self, head: int) -> bool:
        """Whether a noun is a state or group, or stands for one, that whoever speaks calls his: "our country"."""
        role, words = self.actors.lex.role(self.tree, head), self.actors.lex.speakers
        theirs = role is not None and (role.stands == "state" or role.sector in context()["armed"])
        return theirs and any(
            self.tree.lowers[k] in words for k in self.tree.kids_by(head, "nmod:poss", "det")
        )  # fmt: skip

    def is_goods(self, mention: Mention) -> bool:
        """Whether the words are goods and nobody: "drones", "troops"; but prisoners are freed as people."""
        named = self.goods.at(mention.head) or (mention.kind == "role" and self.goods.at(mention.last - 1))
        return bool(named) and not self.is_captive(mention)  # "a series of drones" too

    def is_nobody(self, filler: Filler) -> bool:
        """Whether an end is said and is nobody whom a claim can name: "people", "artists" (not "Chilean artists")."""
        m = filler.mention
        if self.wide:
            return False
        role = self.actors.lex.role(self.tree, m.head) if m.code is None and m.kind == "role" else None
        owned = any(o.code for o in self.actors.owner(m.head))  # "the woman's family" is nobody's either
        return role is not None and role.stands == "none" and role.person and not owned

    def is_somebody(self, token: int) -> bool:
        """Whether a noun is a person who stands for nobody."""
        role = self.actors.lex.role(self.tree, token) if self.tree.pos[token] == "NOUN" else None
        return role is not None and role.person and role.stands == "none" and not self.actors.owner(token)

    def of_no_state(self, mention: Mention) -> bool:
        """Whether a thing that acts only for a state ("the missile", "artillery") was found without its state."""
        return mention.kind == "role" and self.tree.lowers[mention.head] in self.actors.lex.words["things"]

    def within(
        self, head: int, not_these: Sequence[Filler] = (), *, others: bool = False, but: int | None = None,
        own: bool = False,
    ) -> list[Mention]:  # fmt: skip
        """Actors inside a phrase whose head stands for none: the nearest to its head that is none of these."""
        tree = self.tree
        if any(self.is_somebody(k) for k in tree.kids_by(head, "nmod:poss")):
            return []  # "the professor's influence in Spain"
        stack, seen = [(head, 0)], 0
        while stack and seen < WIDEST:
            token, depth = stack.pop(0)
            seen += 1
            if token != head:
                found = [m for m in (self.spoken(m, token) for m in self.actors.of(token)) if m is not None]
                found = [m for m in found if not same_as(Filler(m, token, ""), not_these)]
                if found:
                    return [n for m in found for n in self.national(m, token)]
            if depth < DEEPEST:
                kids = [k for k in tree.kids[token] if k != but and self.belongs(k) and not self.is_beside(k)]
                kids = self.aimed_at(kids) if own else kids
                stack += [(k, depth + 1) for k in kids if not (others and (self.suffers(k) or self.is_against(k)))]
        return []

    def is_against(self, token: int) -> bool:
        """Whether a phrase says against whom a thing is: who opposes "a ban *against Chad*" is not against Chad."""
        return self.roles.preposition(token) in self.roles.syntax.against

    def tells_ends(self, deed: int, but: int | None) -> bool:
        """Whether a noun of a deed says by whom or against whom it is: "the sanctions agreed *by X*"."""
        tree, roles = self.tree, self.roles
        near = [k for k in tree.kids[deed] if k != but]
        far = [j for k in near if tree.deps[k] == "acl" for j in tree.kids[k]]
        ends = roles.syntax.victims | roles.syntax.agents
        return any(roles.preposition(k) in ends for k in (*near, *far))

    def aimed_at(self, kids: list[int]) -> list[int]:
        """Of the dependents of a deed those that its target may stand in: no agent, and whom it is against if said."""
        syntax = self.roles.syntax
        against = [k for k in kids if self.roles.preposition(k) in syntax.victims]
        return against or [k for k in kids if self.roles.preposition(k) not in syntax.agents]

    def belongs(self, token: int) -> bool:
        """Whether a dependent says whose a phrase is; of relatives those that bind: "the pact that *binds* it to X"."""
        dep = self.tree.deps[token]
        if self.is_content(token) or self.is_deed_of(token):
            return False
        return dep not in APART or (dep == "acl:relcl" and self.tree.lemmas[token] in self.roles.syntax.binding)
