"""Who fills which role of a word: subject, object, obliques, owner, undone to the logical ones.

Works on any `Tree` in Universal Dependencies. The parts, each a class that the next one extends:
relatives.py, nouns.py (whose a noun is), verb_forms.py, verb_roles.py (subject and object of a
verb), and here the phrases that both may have beside them and the verb that an event noun
completes. Fillers are tokens (heads of phrases).
"""

from __future__ import annotations

from collections.abc import Iterable

from ostraka.reading.acting.syntax import Syntax
from ostraka.reading.acting.verb_forms import VERBAL
from ostraka.reading.acting.verb_roles import NOMINAL, VerbRoles
from ostraka.reading.parsing.tree import Tree
from ostraka.relations.table import reach

__all__ = ["NOMINAL", "VERBAL", "Roles"]

RAISED = reach()["acting"]["raised"]
PARTS = reach()["acting"]["parts"]
PHRASAL = frozenset({"obl", "nmo", "acl", "adv", "xco"})  # how a phrase is hung, by its first letters
EVENTUAL = frozenset({"obj", "obl", "xcomp", "acl", "advcl", "nmod", "dep"})  # how an event noun completes a verb


class Roles(VerbRoles):
    """Role fillers of the words of one tree."""

    def __init__(self, tree: Tree, syntax: Syntax) -> None:
        super().__init__(tree, syntax)
        self._phrases: dict[int, list[tuple[int, str]]] = {}

    # ------------------------------------------------------------ whose a plan or a deed is
    def makers(self, noun: int, *, founded: bool = True) -> list[int]:
        """Who has made or leads what a noun names: "*Oslo* announced a mission", "a mission led by *Oslo*".

        `founded`: the subject of the verb around it too, and who is the agent of any participle.
        """
        tree, verb = self.tree, self.tree.heads[noun]
        acts = [p for p in tree.kids[noun] if founded and tree.deps[p] == "acl" and self.is_passive(p)]
        led = [k for p in acts for k in self.agent(p)]
        for p in tree.kids_by(noun, "acl:relcl"):  # "the plan that *Oslo* announced"
            made = self.is_verb(p) and tree.lemmas[p] in self.syntax.making and noun in self.object(p)
            led += [k for k in self.subject(p) if k != noun] if made else []
        object_ = founded and tree.deps[noun] == "obj" and self.is_verb(verb)
        return led or (self.subject(verb) if object_ and tree.lemmas[verb] in self.syntax.founding else [])

    def holders(self, verb: int) -> list[int]:
        """Whose the object of a verb without a subject is: "*Chilean* sanctions on Peru were lifted"."""
        if not self.is_verb(verb) or self.subject(verb):
            return []
        objects = self.object(verb)
        return [k for o in objects for k in (self.makers(o) or [*self.owner(o), *self.obliques(o, self.syntax.owners)])]

    def devisers(self, noun: int) -> list[int]:
        """Whose a paper or a plan is: "*Oslo's* plan", "a resolution of *the Council*", "*Lima* adopted measures"."""
        tree, lemma = self.tree, self.tree.lemmas[noun].lower()
        owners = [*self.named_owner(noun), *self.obliques(noun, self.syntax.owners)]
        if lemma not in self.syntax.plans:
            return owners + self.issuers(noun) if lemma in self.syntax.papers else []
        whole = self.event_phrase(noun)  # "*a series* of curbs"
        verb = tree.heads[whole]
        made = tree.deps[whole] == "obj" and tree.lemmas[verb] in self.syntax.issuing | self.syntax.founding
        return owners + (self.makers(noun) or (self.subject(verb) if made else []))

    def issuers(self, paper: int) -> list[int]:
        """Who adopts or sends a paper: "*the Council* adopted a resolution that condemns Oslo"."""
        verb = self.tree.heads[paper]
        issued = self.tree.deps[paper] == "obj" and self.is_verb(verb) and self.tree.lemmas[verb] in self.syntax.issuing
        return self.subject(verb) if issued else []

    # ------------------------------------------------------------ phrases beside a word
    def obliques(self, token: int, prepositions: Iterable[str]) -> list[int]:
        """Phrases of `token` (or of its object noun) with one of the prepositions, relatives undone."""
        tree = self.tree
        verb = self.is_verb(token)
        there = self.syntax.there if verb and self.syntax.located & set(prepositions) else frozenset()
        found = [k for k in tree.kids[token] if tree.lowers[k] in there] if there else []
        found += [] if verb else self.hung_above(token, prepositions) + self.aimed(token, prepositions)
        for k, said in self.phrases(token):
            found += [k] if said in prepositions else self.within_preposition(k, prepositions)
        return self.antecedents(found)

    def phrases(self, token: int) -> list[tuple[int, str]]:
        """The phrases of a word, of its object and of what completes it, with their prepositions; remembered."""
        found = self._phrases.get(token)
        if found is None:
            deps = self.tree.deps
            beside = (k for place in self.places(token) for k in self.tree.kids[place])
            found = [(k, self.preposition(k)) for k in beside if deps[k][:3] in PHRASAL]
            self._phrases[token] = found
        return found

    def places(self, token: int) -> list[int]:
        """The words on which a phrase of `token` may be hung: itself, its object, what it is of."""
        tree = self.tree
        places = [token]
        if self.is_verb(token):
            objects = self._object(token) or (self.patient(token) if self.is_passive(token) else [])
            places += objects
            places += [k for o in objects for k in self.listed_after(o)]
            places += [k for o in objects for k in tree.kids[o] if tree.deps[k] in ("nmod", "obl:arg", "obl")
                       and self.preposition(k) in self.syntax.owners]  # fmt: skip
            causes = tree.lemmas[token] in self.syntax.causatives
            places += [k for k in tree.kids_by(token, "xcomp")
                       if tree.pos[k] in ("NOUN", "ADJ") or causes or self.is_past_participle(k)]  # fmt: skip
        else:
            places += self.parts_of(token)
        places += [k for k in tree.kids[token] if tree.deps[k] == "advmod" and tree.kids[k]]  # "away *from X*"
        return places

    def parts_of(self, noun: int, steps: int = PARTS) -> list[int]:
        """What a noun is of, and what that is of: "the sale of *jets* of *war*", where the last has what is behind."""
        near = [k for k in self.tree.kids_by(noun, "nmod") if self.preposition(k) in self.syntax.owners]
        plain = [k for k in near if steps and self.tree.pos[k] == "NOUN"]
        return [*near, *(j for k in plain for j in self.parts_of(k, steps - 1))]

    def aimed(self, noun: int, prepositions: Iterable[str]) -> list[int]:
        """The object of a participle that serves as a preposition: "sanctions *targeting* Iran"."""
        tree = self.tree
        return [
            o
            for k in tree.kids[noun]
            if tree.deps[k] == "acl" and (self.syntax.aiming.get(tree.lowers[k]) or tree.lowers[k]) in prepositions
            for o in self._object(k)
        ]

    def listed_after(self, noun: int) -> list[int]:
        """The rest of a list, on the last of which the parser hangs what is said of all: "guns and men to X"."""
        tree, found = self.tree, [noun]
        for at in found:
            found += [k for k in tree.kids[at] if k > noun and tree.deps[k] in ("conj", "appos") and k not in found]
        return found[1:]

    def hung_above(self, token: int, prepositions: Iterable[str]) -> list[int]:
        """Phrases that stand right after a noun's and were hung on its verb: "weeks of raids *on Gaza*"."""
        tree = self.tree
        end, found, above = tree.subtree(token)[1], [], tree.heads[token]
        for _ in range(RAISED):
            if self.is_verb(above) or tree.is_root(above):
                break
            above = tree.heads[above]
        if not self.is_verb(above):
            return []
        nouns = self.syntax.of_nouns if above < token else self.syntax.of_nouns | self.syntax.accompaniment
        if tree.lemmas[above] in self.syntax.opposing | self.syntax.averting:  # "vetoed a loan *to Peru*"
            nouns = nouns | self.syntax.datives
        for k in tree.kids[above]:  # "lors d'un entretien à Oslo *avec le ministre*, X a …" too
            if k < end or tree.deps[k][:3] != "obl" or (k > above) != (token > above):
                continue
            said = self.preposition(k)
            if tree.subtree(k)[0] == end and said in prepositions and said in nouns:
                found.append(k)
        return found

    # ------------------------------------------------------------ event nouns and their verb
    def event_subject(self, token: int, *, attended: bool = False, stative: bool = False) -> list[int]:
        """The subject of the verb that an event noun completes: "*X* began a series of strikes".

        `attended`: who does something there takes part: "*X* said during a visit to Lima". `stative`: the noun says
        what somebody is, of the subject of a verb that says so alone: "*X* became a power", not "worries the powers".
        """
        noun = self.event_phrase(token)
        base = self.tree.deps[noun].partition(":")[0]
        if stative and not self.becomes(noun):
            return []
        there = attended and base == "obl" and self.preposition(noun) in self.syntax.attending
        return self.subject(noun) if base in EVENTUAL and (there or not self.is_occasion(token)) else []

    def becomes(self, noun: int) -> bool:
        """Whether a noun is what the verb above says of its subject: "remains *a power*", "se pose *en arbitre*"."""
        verb = self.tree.heads[noun]
        stands = self.tree.lemmas[verb] in self.syntax.becoming or self.preposition(noun) in self.syntax.predicating
        return stands or self.tree.deps[noun] == "appos"

    def light_verb(self, token: int, *, attended: bool = False) -> int | None:
        """The verb whose object is this event noun ("launched an attack"), when it is a light one.

        `attended`: who does something there takes part: "agreed during talks with Lima".
        """
        tree = self.tree
        noun = tree.first_conjunct(token)
        head, dep = tree.heads[noun], tree.deps[noun].partition(":")[0]
        if dep == "nmod" and tree.lemmas[head] in self.syntax.taking and self.preposition(noun) in self.syntax.owners:
            noun = head  # "announced the *imposition* of sanctions"
            head, dep = tree.heads[noun], tree.deps[noun].partition(":")[0]
        for k in tree.kids[noun]:  # "sanctions imposed by the UN on ..."
            if tree.deps[k] == "acl" and tree.lemmas[k] in self.syntax.light and self.is_passive(k) and self.agent(k):
                return k
        if dep == "obl" and (noun < head or tree.kids_by(head, "obj")):
            return None  # "with the support of X, Y took …": the support is not Y's
        if dep == "obl" and not attended and self.is_occasion(token):
            return None  # "broke with X after an appeal to Y"
        if dep in ("obj", "nsubj", "obl", "xcomp") and self.is_verb(head) and tree.lemmas[head] in self.syntax.light:
            passive = self.is_passive(head)
            if (dep == "nsubj") == passive or dep in ("obl", "xcomp"):
                return head
        if dep in ("acl", "acl:relcl"):
            return None
        for k in tree.kids[noun]:
            if tree.deps[k] in ("acl", "acl:relcl") and tree.lemmas[k] in self.syntax.light:
                return k
        return None
