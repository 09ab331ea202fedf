"""Whose an event is by the words around its noun: blame, predicates, answers.

"Blamed the attack on *Iran*", "*Iran* is a supplier", "*Oslo* rejected the request": the verb
around a noun says who did it, who is it, or of whom it was asked.
"""

from __future__ import annotations

from ostraka.reading.acting.ends import Ends, Filler
from ostraka.reading.acting.frames import Evoked
from ostraka.reading.acting.roles import Roles
from ostraka.reading.parsing.tree import Tree
from ostraka.relations.table import acts as act_table
from ostraka.relations.table import reach

__all__ = ["Around"]

PREDICATE = reach()["acting"]["control_predicate"]
BLAMED = reach()["acting"]["control_blamed"]


class Around:
    """Answers for the event nouns of one article."""

    def __init__(self, tree: Tree, *, roles: Roles, ends: Ends) -> None:
        self.tree, self.roles, self.ends = tree, roles, ends

    def laid(self, token: int) -> list[Filler]:
        """Whom the event is laid to: "blamed the attack on *Iran*", "the attack was attributed to *Iran*"."""
        tree, laid = self.tree, self.roles.syntax.laid
        beside = [k for k in tree.kids_by(token, "acl", "amod") if k > token and tree.lemmas[k] in laid]
        head = beside[0] if beside else tree.heads[token]  # "an attack *blamed on* X"
        words = laid.get(tree.lemmas[head])
        if not words or not (beside or (self.roles.is_verb(head) and token in self.roles.object(head))):
            return []
        return [f for k in self.roles.obliques(head, words) for f in self.ends.phrase(k, "prep")]

    def blamed(self, token: int) -> list[Filler]:
        """Who is said to have done the event: "blamed *Iran* for the attack", "*Iran* was behind the attack"."""
        tree, head = self.tree, self.tree.heads[token]
        if tree.deps[token] == "nsubj":
            return self.made_by(head)
        if tree.kids_by(token, "cop") and self.roles.preposition(token) in self.roles.syntax.behind:
            return [f for k in tree.kids_by(token, "nsubj") for f in self.ends.phrase(k, "subject")]
        if not tree.deps[token].startswith(("obl", "nmod")):
            return []
        if tree.lemmas[head] in self.roles.syntax.object_control:
            doers = self.roles.object(head)
        elif self.is_blamed(head) and self.roles.preposition(token) in self.roles.syntax.of_charge:
            doers = self.roles.object(tree.heads[head])
        elif (
            tree.lemmas[head] in self.roles.syntax.answering
            or self.roles.preposition(token) in self.roles.syntax.behind
        ):
            doers = self.possessors(head) if tree.pos[head] == "NOUN" else []
            doers = doers or self.held(head)
            above = tree.heads[head] if tree.deps[head] == "obj" else head
            doers = (
                doers
                or tree.kids_by(head, "nsubj")
                or (self.roles.subject(above) if above != head else self.roles.understood(head, BLAMED))
            )
        else:
            return []
        return [f for k in doers for f in self.ends.phrase(k, "object")]

    def killers(self, killing: int) -> list[Filler]:
        """Who made the raid in which people were killed: "the killing of five men in an *Oslo* raid"."""
        tree, ends = self.tree, self.ends
        inside = range(killing + 1, tree.subtree(killing)[1])
        raids = [k for k in inside if tree.pos[k] == "NOUN" and tree.case(k) in ends.actors.lex.words["in_preposition"]]
        doers = [m for k in raids if ends.meant.is_hostile(k) for m in ends.doer(k) or ()]
        return [Filler(m, m.head, "prep") for m in doers]

    def fired_by(self, weapon: int) -> list[Filler]:
        """Who fired a weapon: "missiles *fired by Oslo*", not "sold by Oslo"."""
        shots = [k for k in self.tree.kids_by(weapon, "acl") if self.tree.lemmas[k] in self.roles.syntax.firing]
        return [f for k in shots for a in self.roles.agent(k) for f in self.ends.phrase(a, "subject")]

    def is_blamed(self, noun: int) -> bool:
        """Whether a noun is of a verb of blame; the parser hangs the deed there: "blamed *him* for it", "by *X* of"."""
        tree = self.tree
        beside = tree.deps[noun] in ("obj", "nsubj:pass", "obl:agent")
        return beside and tree.lemmas[tree.heads[noun]] in self.roles.syntax.object_control

    def made_by(self, predicate: int) -> list[Filler]:
        """Whose work a deed is said to be: "the raid was *Oslo's* doing", "it bore the hallmarks of *Oslo*"."""
        tree, syntax = self.tree, self.roles.syntax
        works = [predicate] if tree.kids_by(predicate, "cop") and tree.lemmas[predicate] in syntax.works else []
        works += [k for k in tree.kids_by(predicate, "obj") if tree.lemmas[k] in syntax.traces]
        doers = [k for w in works for k in (*self.possessors(w), *self.roles.obliques(w, syntax.owners))]
        return [f for k in doers for f in self.ends.phrase(k, "object")]

    def held(self, word: int) -> list[int]:
        """Whom a verb says to be what the word says: "holds *Iran* responsible for the attack"."""
        tree, verb = self.tree, self.tree.heads[word]
        said = tree.deps[word] == "xcomp" or (tree.deps[word].startswith("obl") and tree.pos[word] in ("NOUN", "ADJ"))
        return self.roles.object(verb) if said and self.roles.is_verb(verb) else []

    def possessors(self, noun: int) -> list[int]:
        """Whose a noun is, articles left out: "denied *its* role", but of "*any* role" nobody."""
        tree = self.tree
        return [k for k in self.roles.owner(noun) if tree.deps[k] != "det" or "Poss=Yes" in tree.morphs[k]]

    def predicate_subject(self, token: int) -> list[Filler]:
        """The subject of a noun that is a predicate: "Iran is a supplier of …"."""
        tree = self.tree
        if tree.deps[token] == "appos":  # "Cuba, an ally of Venezuela"
            return self.ends.phrase(tree.heads[token], "subject")
        named = [k for k in tree.kids[token] if tree.deps[k] == "appos" and tree.pos[k] == "PROPN"]
        if named:  # "Russia's closest friend, Serbia"
            return [f for k in named for f in self.ends.phrase(k, "subject")]
        top = tree.heads[token]
        if tree.deps[token] == "nsubj" and tree.pos[top] == "PROPN" and tree.kids_by(top, "cop"):
            return self.ends.phrase(top, "subject")  # "its main partner is *Peru*"
        token = self.whole(token)
        if self.roles.preposition(token) in self.roles.syntax.predicating:
            return [f for k in self.said_as(token) for f in self.ends.phrase(k, "subject")]
        if not any(tree.deps[k] == "cop" for k in tree.kids[token]):
            return []
        if not tree.kids_by(token, "nsubj"):  # "has bought Peru's oil and is its *customer*"
            return [f for k in self.roles.understood(token, PREDICATE) for f in self.ends.phrase(k, "subject")]
        return [f for k in tree.kids_by(token, "nsubj") for f in self.ends.phrase(k, "subject")]

    def attended(self, ev: Evoked) -> list[Filler]:
        """The subject of the verb that a turn with its own preposition stands by: "*at* X's *request*, Y sent"."""
        tree, verb = self.tree, self.tree.heads[ev.token]
        own = any(tree.deps[k] == "case" and k in ev.companions for k in tree.kids[ev.token])
        if not own or tree.deps[ev.token][:3] != "obl" or not self.roles.is_verb(verb):
            return []
        return [f for k in self.roles.subject(verb) for f in self.ends.phrase(k, "subject")]

    def whole(self, token: int) -> int:
        """The predicate that a noun fills out: "is its customer and main *partner*", "is one of the *exporters*"."""
        tree = self.tree
        token = token if tree.kids_by(token, "cop") else tree.first_conjunct(token)
        of = tree.deps[token] == "nmod" and self.roles.preposition(token) in self.roles.syntax.owners
        return tree.heads[token] if of and tree.pos[tree.heads[token]] in ("NUM", "PRON") else token

    def said_as(self, token: int) -> list[int]:
        """Whom a verb calls or makes what stands behind "as": "*X* overtook Y as", "*Y* is seen as", "saw *Y* as"."""
        verb = self.tree.heads[token]
        if self.tree.deps[token].partition(":")[0] not in ("obl", "xcomp") or not self.roles.is_verb(verb):
            return []
        called = self.roles.is_passive(verb) or self.tree.lemmas[verb] in self.roles.syntax.regarding
        return self.roles.object(verb) if called else self.roles.subject(verb)

    def is_reply(self, ev: Evoked, verb: int) -> bool:
        """Whether the verb around what is asked is said of whoever was asked: "*rejected* a request"."""
        asked = bool(act_table()[ev.frame.act].get("asked"))
        return asked and self.tree.lemmas[verb] in self.roles.syntax.replying

    def replier(self, ev: Evoked) -> list[Filler]:
        """Who replies to what is asked, and so was asked: "*Oslo* rejected Lima's request"."""
        tree = self.tree
        noun = tree.first_conjunct(ev.token)
        verb, base = tree.heads[noun], tree.deps[noun].partition(":")[0]
        if base not in ("obj", "nsubj") or not self.roles.is_verb(verb) or not self.is_reply(ev, verb):
            return []
        if (base == "nsubj") != self.roles.is_passive(verb):
            return []
        return [f for k in self.roles.subject(verb) for f in self.ends.phrase(k, "light")]
