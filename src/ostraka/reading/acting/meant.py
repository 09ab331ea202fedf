"""Phrases to actors: whom a phrase stands for.

`Meant` answers for one article: the actor of a phrase and of each of its conjuncts, the states
behind a group, "we" as the speaker's state, somebody named deeper inside, and nobody where the
words are goods or people of no state.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ostraka.reading.acting.fillers import Filler, distinct, same_as
from ostraka.reading.acting.frames import Evoked
from ostraka.reading.acting.pronouns import Pronouns
from ostraka.reading.acting.roles import Roles
from ostraka.reading.naming.actors import Actors, Mention
from ostraka.reading.parsing.tree import Tree
from ostraka.reading.things.goods import GoodsFound
from ostraka.relations.table import context, kind_of, reach
from ostraka.states.table import states

__all__ = ["DOING", "Meant"]

DOING = frozenset({"subject", "light"})  # roles of those who act
GROUPS = frozenset({"group", "body", "generic"})  # kinds of mention whose members may be named behind them
NATIONAL = frozenset({"adjective", "name", "demonym"})
APART = frozenset({"conj", "punct", "case", "acl:relcl"})  # dependents that do not say whose a phrase is
DEEPEST = reach()["acting"]["actor_in_phrase"]
WIDEST = reach()["acting"]["phrase"]


class Meant:
    """Finds whom phrases stand for in one article."""

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
        self.speaker, self.pronoun = pronouns.speaker, pronouns.meant
        self.doer, self.evoked = doer, evoked

    def phrase(
        self, head: int, how: str, inside: bool = False, *, others: bool = False, but: int | None = None,
        acts: bool | None = None, own: bool = False, named: bool = False, fled: bool = False,
        armed: bool = False,
    ) -> list[Filler]:  # fmt: skip
        """The actors that a phrase stands for, its conjuncts each; `but`: not looked for under that word.

        `own`: the phrase names the deed itself, so that its agent is no target: "applied the sanctions agreed *by X*";
        `named`: it is a word of the deed's name, whose own doer nobody asks for: "its bid for *membership of NATO*";
        `fled`: who has fled is somebody here: "took in *refugees*"; `armed`: so are those in arms: "*militias*".
        """
        found = []
        acts = how in DOING if acts is None else acts
        for k in self.affirmed(head):
            said = (self.spoken(m, k, acts=acts, fled=fled, armed=armed) for m in self.actors.of(k))
            mentions = [m for m in said if m is not None]
            mentions = self.members(k, mentions) or mentions
            if inside:
                mentions = [n for m in mentions for n in self.national(m, k)]
            if not mentions:
                mentions = self.beside(k)
            if not mentions and inside:
                doer = None if named or (own and self.tells_ends(k, but)) else self.doer(k)
                mentions = self.within(k, others=others, but=but, own=own, fled=fled) if doer is None else doer
            found += [Filler(m, k, "guess" if m.guessed and how != "between" else how) for m in mentions]
        return distinct(found)

    def members(self, head: int, mentions: Sequence[Mention]) -> list[Mention]:
        """The states that are named behind a group: all of it, "two Gulf states, *X and Y*", or some, "dont *X*"."""
        if not mentions or any(m.kind not in GROUPS for m in mentions):
            return []
        first = [k for k in self.tree.kids_by(head, "appos") if self.tree.pos[k] == "PROPN"]
        named = [m for k in first for j in self.tree.conjuncts(k) for m in self.actors.of(j) if m.kind == "name"]
        some = any(self.tree.case(k) in self.actors.lex.words["such_as"] for k in first)
        return named if len(named) > 1 or some else []

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

    def spoken(
        self, mention: Mention, token: int, *, acts: bool = False, fled: bool = False, armed: bool = False
    ) -> Mention | None:
        """The mention itself; "we" as the state of whoever speaks there (None when nobody known does).

        People who are among the goods of the tables ("militias", "students") are somebody where they act, and those
        in arms where `armed` says that nothing flows.
        """
        if mention.kind == "pronoun":
            meant = self.pronoun(mention, token)
            return self.leading(meant) if acts and meant is not None and meant.code is None else meant
        if mention.code is None and mention.kind == "role" and self.is_speakers(mention.head):
            return self.speaker(mention.head) or mention
        if fled and self.has_fled(mention):
            return mention
        if mention.code is None and mention.kind == "role" and self.names_nobody(mention):
            return None
        if mention.code is None and (
            self.of_no_state(mention)
            or self.is_goods(mention)
            and not (acts and self.is_people(mention) or armed and self.actors.phrases.groups.is_armed(mention))
        ):
            return None
        return self.leading(mention) if acts and mention.code is None else mention

    def names_nobody(self, mention: Mention) -> bool:
        """Whether a role says by itself nobody: a place that is struck ("a *camp*"), an office of an unsaid state."""
        role = self.actors.lex.role(self.tree, mention.head)
        if role is not None and role.stands == "state" and not role.possessor:  # "met his *counterpart*"
            return True
        struck = self.tree.lemmas[mention.head] in self.roles.syntax.struck
        return struck and not self.actors.phrases.groups.is_armed(mention)

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
        people = self.tree.lemmas[head].lower() in self.actors.lex.words["peoples"]
        theirs = role is not None and (people or role.stands == "state" or role.sector in context()["armed"])
        return theirs and any(
            self.tree.lowers[k] in words for k in self.tree.kids_by(head, "nmod:poss", "det")
        )  # fmt: skip

    def is_goods(self, mention: Mention) -> bool:
        """Whether the words are goods and nobody: "drones", "troops"; but prisoners are freed as people."""
        if mention.kind == "party" and (self.tree.words[mention.head][0].isupper() or self.is_groups(mention)):
            return False  # « *Médecins* sans frontières », "M23 *fighters*"
        named = bool(self.goods.at(mention.head) or (mention.kind == "role" and self.goods.at(mention.last - 1)))
        named = named or (mention.kind == "role" and self.qualifies(mention.head))
        return named and not self.is_captive(mention)  # "a series of drones" too

    def is_groups(self, mention: Mention) -> bool:
        """Whether the words are the men of a group in arms by its name."""
        return mention.sector in context()["armed"] and mention.name in self.actors.phrases.groups.names

    def qualifies(self, token: int) -> bool:
        """Whether a word only says which goods are meant: "*fighter* jets"."""
        above = self.tree.heads[token]
        return any(g.first <= token < g.head for g in self.goods.at(above)) if above > token else False

    def has_fled(self, mention: Mention) -> bool:
        """Whether the words are people who are abroad by what they are: "refugees", "migrants"."""
        return mention.code is None and any(g.code in context()["fled"] for g in self.goods.at(mention.head))

    def is_captive(self, mention: Mention) -> bool:
        """Whether the words mean people held by somebody."""
        role = self.actors.lex.role(self.tree, mention.head)
        return role is not None and role.stands == "state" and role.sector == "CVL"

    def is_somebody(self, token: int) -> bool:
        """Whether a noun is a person who stands for nobody."""
        role = self.actors.lex.role(self.tree, token) if self.tree.pos[token] == "NOUN" else None
        return role is not None and role.person and role.stands == "none" and not self.actors.owner(token)

    def of_no_state(self, mention: Mention) -> bool:
        """Whether a thing that acts only for a state ("the missile", "artillery") was found without its state."""
        return mention.kind == "role" and self.tree.lowers[mention.head] in self.actors.lex.words["things"]

    def within(
        self, head: int, not_these: Sequence[Filler] = (), *, others: bool = False, but: int | None = None,
        own: bool = False, fled: bool = False,
    ) -> list[Mention]:  # fmt: skip
        """Actors inside a phrase whose head stands for none: the nearest to its head that is none of these."""
        tree = self.tree
        if any(self.is_somebody(k) for k in tree.kids_by(head, "nmod:poss")):
            return []  # "the professor's influence in Spain"
        made = [m for k in self.roles.makers(head, founded=False) for m in self.actors.of(k) if m.code]
        if made and not same_as(Filler(made[0], made[0].head, ""), not_these):
            return made  # "the remarks that *Oslo* made"
        stack, seen = [(head, 0)], 0
        while stack and seen < WIDEST:
            token, depth = stack.pop(0)
            seen += 1
            if token != head:
                found = [m for m in (self.spoken(m, token, fled=fled) for m in self.actors.of(token)) if m is not None]
                found = [m for m in found if not same_as(Filler(m, token, ""), not_these)]
                if found:
                    joined = tree.conjuncts(token)[1:] if tree.deps[token] == "amod" else []  # "blé russe et *serbe*"
                    found += [m for k in joined for m in self.actors.of(k) if m.kind == "adjective" and m not in found]
                    return [n for m in found for n in self.national(m, token)]
            if depth < DEEPEST:
                kids = [k for k in tree.kids[token] if k != but and self.belongs(k) and not self.is_beside(k)]
                kids = self.aimed_at(kids) if own else kids
                stack += [(k, depth + 1) for k in kids if not (others and self.is_hit(k))]
        return []

    def is_hit(self, token: int) -> bool:
        """Whether a dependent of a deed says whom it hits: "the raid *on Lima*", "the raid *that hit Lima*"."""
        clause = self.tree.deps[token] == "acl:relcl" and self.is_hostile(self.tree.heads[token])
        return clause or self.suffers(token) or self.is_against(token) or self.is_patient(token)

    def is_patient(self, token: int) -> bool:
        """Whether "of" says to whom a deed was done: "condemned the invasion *of Chad*", not "of its army"."""
        tree, syntax, noun = self.tree, self.roles.syntax, self.tree.heads[token]
        if tree.lemmas[noun].lower() not in syntax.patients or self.roles.preposition(token) not in syntax.owners:
            return False
        killed = tree.lemmas[noun].lower() in syntax.killings
        return killed or not any(map(self.is_force, self.actors.of(token)))

    def is_force(self, mention: Mention) -> bool:
        """Whether somebody is an army or its men, who do the deed that "of" says of them."""
        return mention.sector in context()["forces"]

    def is_hostile(self, noun: int) -> bool:
        """Whether a noun names a deed against somebody."""
        return any(e.nominal and not e.frame.block and kind_of(e.frame.act) == "against" for e in self.evoked(noun))

    def is_against(self, token: int) -> bool:
        """Whether a phrase says against whom a thing is: who opposes "a ban *against Chad*" is not against Chad."""
        return self.roles.preposition(token) in self.roles.syntax.against

    def suffers(self, token: int) -> bool:
        """Whether a phrase is the target of the event noun it hangs on: "sanctions against *Chile*"."""
        noun, word = self.tree.heads[token], self.roles.preposition(token)
        if not word or word in self.roles.syntax.owners or self.tree.pos[noun] != "NOUN":
            return False
        if self.tree.lemmas[noun] in self.roles.syntax.struck:
            return False  # "hit a *base* in Chad": a thing that stands there, no event
        return any(
            e.nominal and not e.frame.block and any(word in r.prepositions for r in e.frame.noun_target)
            for e in self.evoked(noun)
        )

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

    def is_beside(self, token: int) -> bool:
        """Whether a phrase only says when or despite what: "the bid *since Lima's invasion*"."""
        return self.roles.preposition(token) in self.roles.syntax.beside

    def is_content(self, token: int) -> bool:
        """Whether a clause says what a noun means: "rejected the idea *that the court had erred*"."""
        told = self.tree.deps[token] in ("acl", "ccomp") and bool(self.tree.kids_by(token, "mark"))
        return told and "VerbForm=Inf" not in self.tree.morphs[token]

    def is_deed_of(self, token: int) -> bool:
        """Whether a modifier tells who did another deed to the thing: "signed a *UN-brokered* deal"."""
        deed = self.tree.lowers[token].rpartition("-")[2]
        return self.tree.deps[token] == "amod" and deed in self.roles.syntax.deeds
