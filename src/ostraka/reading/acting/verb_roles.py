"""Who does what a verb says, to whom, for whom: its logical subject, object and dative, said or understood.

The passive is turned round, a relative pronoun gives way to its antecedent, and a verb without
a subject takes the one that grammar gives it: the noun it modifies, the controller of its
infinitive, the subject of the verb that it is coordinated with.
"""

from __future__ import annotations

from ostraka.reading.acting.nouns import HYPHENS
from ostraka.reading.acting.syntax import Syntax
from ostraka.reading.acting.verb_forms import VERBAL, VerbForms
from ostraka.reading.parsing.tree import Tree
from ostraka.relations.table import reach

__all__ = ["NOMINAL", "VerbRoles"]

CONTROL_BESIDE = reach()["acting"]["control_relative"]
CONTROL = reach()["acting"]["control_any"]
DEEPEST = reach()["acting"]["control"]
BENEFICIARY = reach()["acting"]["beneficiary"]
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "SYM"})
JOINED = frozenset({"amod", "compound", "advmod", "obl", "nsubj", "nmod"})  # "Russian-backed": how the doer hangs on it
ECHOING = frozenset({"conj", "advcl"})  # clauses whose object may repeat that of the verb above
CONTENT = frozenset({"advc", "xcom", "obl", "obl:", "ccom"})  # how what somebody is accused of hangs on the verb
DEED = frozenset({"VERB", "ADJ"})
JOINING = frozenset({"CCONJ", "ADV", "PART", "PUNCT"})  # what may stand between verbs that share an object


class VerbRoles(VerbForms):
    """Subjects, objects and datives of the verbs of one tree; subjects are remembered."""

    def __init__(self, tree: Tree, syntax: Syntax) -> None:
        super().__init__(tree, syntax)
        self._subjects: dict[int, list[int]] = {}

    def subject(self, token: int) -> list[int]:
        """The logical subject of a verb: who does it, whether said or understood."""
        found = self._subjects.get(token)
        if found is None and self.tree.deps[token].startswith("aux") and self.tree.heads[token] != token:
            return self.subject(self.tree.heads[token])
        if found is None:
            self._subjects[token] = []  # a cycle of control ends here
            found = self._subjects[token] = self.antecedents(self._subject(token, DEEPEST))
        return found

    def _subject(self, token: int, depth: int) -> list[int]:
        tree = self.tree
        if self.is_passive(token):
            return self.agent(token)
        said = tree.kids_by(token, "nsubj", "csubj")
        if said:
            return said
        return self.understood(token, depth)

    def agent(self, token: int) -> list[int]:
        """The doer of a passive or of an event noun: "by Iran"."""
        tree, agents = self.tree, self.syntax.agents
        joined = [
            k
            for k in tree.kids[token]
            if k < token - 1 and tree.lowers[token - 1] in HYPHENS and tree.deps[k].partition(":")[0] in JOINED
        ]
        under = [token]
        if (verb := self.undergone(token)) is not None:
            under += [verb, *tree.kids_by(token, "obj", "xcomp")]
        said = [k for v in under for k in tree.kids[v] if tree.deps[k] == "obl:agent"
                or (tree.deps[k][:3] in ("obl", "nmo") and self.preposition(k) in agents)]  # fmt: skip
        return joined[-1:] or said or self.agent_behind(token)

    def agent_behind(self, token: int) -> list[int]:
        """The doer of a passive that was hung on what he does it for: "was accused *of spying* by Oslo"."""
        tree, agents = self.tree, self.syntax.agents
        if not self.is_verb(token) or not self.is_passive(token):
            return []
        clauses = [v for v in tree.kids[token] if v > token and tree.deps[v][:4] in CONTENT and tree.pos[v] in DEED]
        under = [v for v in clauses if not self.is_passive(v)]
        last = tree.subtree(token)[1]
        return [
            k for v in under for k in tree.kids[v] if tree.pos[k] == "PROPN" and self.preposition(k) in agents
            and not any(tree.pos[j] in VERBAL for j in range(k, last))
        ]  # fmt: skip

    def understood(self, token: int, depth: int) -> list[int]:
        """The subject that grammar gives to a verb form that has none of its own."""
        tree = self.tree
        if depth == 0 or tree.is_root(token):
            return []
        head, dep = tree.heads[token], tree.deps[token]
        base = dep.partition(":")[0]
        if base == "conj":
            return self.shared(head, depth)
        if dep == "acl:relcl" and not self.is_infinitive(token):
            return [] if tree.kids_by(token, "nsubj") else [head]
        if base in ("acl", "amod"):
            return self.of_noun(token, head, depth)
        if base in ("xcomp", "advmod") and tree.pos[token] == "ADJ" and self.is_verb(head):
            own = self.is_reflexive(head)  # "se dit solidaire *de l'Estonie*": no object of the verb
            return (not own and self._object(head)) or self.controller(head, depth)  # "left Moscow isolated"
        if base == "advcl" and self.marked(token, self.syntax.accompanying) and self.is_verb(head):
            if self.is_passive(head):
                return self.patient(head)  # "d'être mêlé à la guerre *en vendant* des armes"
            return self._subject(head, depth - 1)  # "urged Iran to stop *while threatening* sanctions"
        things = [o for o in tree.kids_by(head, "obj") if tree.pos[o] == "NOUN"]
        means = base == "advcl" and tree.case(token) in self.syntax.agents and bool(things)
        if means and tree.lemmas[head] in self.syntax.object_control and not self.is_passive(head):
            return self._subject(head, depth - 1)  # "made headlines *by selling* arms": no headline sells
        if (pressed := self.pressed(token, head)) and self.is_infinitive(token):
            return pressed
        if base == "advcl" and self.is_purpose(token, head):
            return self._subject(head, depth - 1)  # "wrote to Oslo *to ask* for help"
        if base == "advcl" and not self.is_infinitive(token):
            if tree.case(token) in self.syntax.of_object and self.is_verb(head) and self.object(head):
                return self.object(head)  # "praised Iran for helping"
            if token and tree.lowers[token - 1] == "," and tree.deps[head] == "xcomp":
                return self.subject(tree.heads[head])  # "helped Iran to build ships, selling it steel"
            if token and tree.lowers[token - 1] == "," and self.is_verb(head) and not self.is_passive(head):
                return self._subject(head, depth - 1)  # "barred Iran from entering, *accusing* Oslo"
        if base == "obj" and tree.pos[token] == "NOUN" and self.syntax.carriers and not self.carries(head):
            return []  # "noted the attack": it is nobody's
        if base == "obl" and tree.pos[token] == "NOUN" and self.preposition(token) in self.syntax.circumstances:
            return self.subject(head) if self.is_verb(head) else self.controller(head, depth)
        if base == "obl" and tree.pos[token] == "NOUN" and self.preposition(token) in self.syntax.datives:
            return []  # "owes money *to the giant* X"
        if base in ("xcomp", "advcl", "ccomp", "obl", "obj", "parataxis", "nmod", "dep"):
            return self.controller(head, depth)
        return []

    def pressed(self, token: int, verb: int) -> list[int]:
        """To whom what asks for a deed goes, who is to do it: "sent an ultimatum to *Oslo* to withdraw"."""
        tree, syntax = self.tree, self.syntax
        asks = [k for k in tree.kids_by(verb, "obj") if k < token and tree.lemmas[k].lower() in syntax.pressing]
        near = [k for n in asks for k in (*tree.kids[n], *tree.kids[verb]) if n < k < token]
        return [k for k in near if self.preposition(k) in syntax.datives][:1]

    def shared(self, head: int, depth: int) -> list[int]:
        """The subject of the first of two coordinated verbs, whatever its voice."""
        if not self.is_verb(head):
            return self.tree.kids_by(head, "nsubj") or self.understood(head, depth - 1)
        if self.is_passive(head):
            return self.patient(head)
        return self.tree.kids_by(head, "nsubj") or self.understood(head, depth - 1)

    def of_noun(self, token: int, noun: int, depth: int) -> list[int]:
        """The subject of a participle or infinitive that hangs on a noun."""
        gerund = self.is_gerund(token)
        if not self.is_infinitive(token) and not gerund and self.tree.pos[noun] in NOMINAL:
            return self.author(noun, depth) or [self.equated(self.named(noun))]
        if self.is_verb(noun):
            return self.controller(noun, depth)
        if self.tree.pos[noun] == "PROPN" and self.whose(self.tree.heads[noun], token) == [noun]:
            return [noun]  # hung on the name: "la tentative de *Lima* d'armer Oslo"
        if self.tree.lemmas[noun].lower() in self.syntax.pressing:  # "resisted *Western pressure to condemn* Iran"
            above = self.tree.heads[noun]
            if above == noun or not self.is_verb(above):
                return []
            return self.datives(above) or self.controller(above, depth - 1)  # "gave *its troops* the order to march"
        if any(self.tree.lowers[k] in self.syntax.ordinals for k in self.tree.kids_by(noun, "amod")):
            return self.tree.kids_by(noun, "nsubj") or [self.equated(noun)]  # "the *first* state to sell"
        owners = self.named_owner(noun) or self.tree.kids_by(noun, "nsubj") or self.whose(noun, token)
        if owners:
            return owners
        head = self.tree.heads[noun]
        if head == noun:
            return []
        given = self.tree.kids_by(head, "iobj") or self.controller(head, depth - 1)  # "gave *Iran* a chance to sell"
        return given if noun not in given else self._subject(head, depth - 1)  # "had the nerve to sell"

    def whose(self, noun: int, token: int) -> list[int]:
        """Of whom a noun with an infinitive is: "the decision *of Oslo* to sell", "taken by *Oslo* to sell"."""
        tree = self.tree
        if tree.lemmas[noun].lower() not in self.syntax.willing:
            return []
        words = self.syntax.owners | self.syntax.agents
        owners = [k for k in tree.kids_by(noun, "nmod") if k < token and self.preposition(k) in words][:1]
        taken = [p for p in tree.kids_by(noun, "acl") if noun < p < token and self.is_passive(p)]
        return owners or [k for p in taken for k in self.agent(p)][:1]

    def author(self, noun: int, depth: int) -> list[int]:
        """Who made the paper that a noun names: "*Oslo* issued a statement condemning …"; nobody for other nouns."""
        tree, head = self.tree, self.tree.heads[noun]
        if tree.lemmas[noun].lower() not in self.syntax.papers:
            return []
        if head != noun and self.is_verb(head) and tree.lemmas[head].lower() in self.syntax.issuing and depth:
            made = not self.is_infinitive(head) and not any("Polarity=Neg" in tree.morphs[k] for k in tree.kids[head])
            return self._subject(head, depth - 1) if made else []  # its doer in the passive too
        return self.named_owner(noun)

    def controller(self, head: int, depth: int) -> list[int]:
        """Who does the infinitive or clause that hangs on `head`: its object or its subject."""
        tree = self.tree
        if depth == 0:
            return []
        said = tree.kids_by(head, "nsubj")
        if len(said) == 1:
            said = self.wanting(said[0], head, depth)
        if not self.is_verb(head):
            return said or self.owner(head) or self.understood(head, depth - 1)
        if self.is_passive(head):
            return self.patient(head)
        if tree.lemmas[head] in self.syntax.object_control:
            controlled = self.object(head) or self.datives(head) or self.addressed(head)
            if controlled:
                return controlled
        return said or self.understood(head, depth - 1)

    def wanting(self, noun: int, verb: int, depth: int) -> list[int]:
        """Who does what an aim is: "*Iran's* goal is to", "*Oslo* said the aim was to"; the noun itself if none."""
        tree = self.tree
        if tree.lemmas[noun].lower() not in self.syntax.aims or tree.lemmas[verb] not in self.syntax.becoming:
            return [noun]
        whose = [k for k in self.owner(noun) if tree.deps[k] != "det" or "Poss=Yes" in tree.morphs[k]]
        whose += [k for k in tree.kids_by(noun, "nmod") if self.preposition(k) in self.syntax.owners]
        if whose or tree.deps[verb] not in ("ccomp", "xcomp") or depth <= 1:
            return whose[:1] or [noun]
        return self._subject(tree.heads[verb], depth - 1)

    def addressed(self, head: int) -> list[int]:
        """Whom a verb of control is addressed to by a preposition: "called on *Berlin* to …"."""
        tree = self.tree
        return [k for k in tree.kids[head] if tree.deps[k].startswith("obl") and k > head and tree.case(k)][:1]

    def object(self, token: int) -> list[int]:
        """The logical direct object of a verb."""
        own = self._object(token) if self.undergone(token) is not None else []
        return self.antecedents(own or (self.patient(token) if self.is_passive(token) else self._object(token)))

    def echo(self, token: int) -> int:
        """The noun that the object pronoun of a second verb repeats: "sent troops and withdrew *them*"; else itself."""
        tree, verb = self.tree, self.tree.heads[token]
        if tree.pos[token] != "PRON" or tree.deps[token] != "obj" or tree.deps[verb] not in ECHOING:
            return token
        first = tree.first_conjunct(verb) if tree.deps[verb] == "conj" else tree.heads[verb]
        said = [k for k in self._object(first) if tree.pos[k] == "NOUN" and k < token] if self.is_verb(first) else []
        number = tree.feature(token, "Number")
        return next((k for k in said if tree.feature(k, "Number") == number), token)

    def _object(self, token: int) -> list[int]:
        tree, deps = self.tree, self.tree.deps
        found = [k for k in tree.kids[token] if deps[k] == "obj" and tree.lowers[k] not in self.syntax.reflexives]
        if not found:
            partitives = self.syntax.partitives
            found = [k for k in tree.kids[token] if deps[k] == "obl:arg" and self.preposition(k) in partitives]
        if not found and tree.lemmas[token] in self.syntax.causatives:
            found = [o for k in tree.kids_by(token, "xcomp") if self.is_infinitive(k) for o in tree.kids_by(k, "obj")]
        if not found and deps[token] == "acl:relcl" and tree.kids_by(token, "nsubj"):
            head = tree.heads[token]  # "the drones (that) Russia used"
            if not any(self.is_relative(k) for k in tree.kids[token]):
                found = [head]
        if not found and deps[token] == "ccomp" and tree.kids_by(token, "nsubj"):
            head = tree.heads[token]  # "it is *Oslo* that Lima blamed"
            if tree.pos[head] == "PROPN" and self.is_cleft(head):
                return [head]
        return found or self.shared_object(token)

    def shared_object(self, token: int) -> list[int]:
        """The object that stands behind the last of several verbs: "shelters, *arms* and finances *the rebels*"."""
        tree = self.tree
        if not self.is_verb(token) or tree.kids_by(token, "ccomp", "xcomp", "obl", "obl:arg", "advcl"):
            return []
        first = tree.first_conjunct(token)
        later = [k for k in tree.conjuncts(first) if k > token and self.is_verb(k)]
        if not later or any(tree.pos[k] not in JOINING for k in range(token + 1, later[0])):
            return []
        return [k for k in tree.kids_by(later[0], "obj") if k > later[0]] or self.shared_object(later[0])

    def patient(self, token: int) -> list[int]:
        """What a passive is done to."""
        tree = self.tree
        said = tree.kids_by(token, "nsubj", "csubj")
        if said:
            return said
        if tree.deps[token] == "conj":
            head = tree.heads[token]
            return tree.kids_by(head, "nsubj") or ([] if tree.is_root(head) else self.understood(head, CONTROL_BESIDE))
        if tree.deps[token] in ("acl", "amod", "acl:relcl"):
            return [self.named(tree.heads[token])]
        return self.understood(token, CONTROL)

    def named(self, noun: int) -> int:
        """The name that a noun stands behind as its apposition: "the *FLN*, a movement backed by Cairo"."""
        tree = self.tree
        above = tree.heads[noun]
        behind = tree.deps[noun] == "appos" and above < noun and tree.pos[noun] == "NOUN"
        return above if behind and tree.pos[above] == "PROPN" else noun

    def datives(self, token: int) -> list[int]:
        """The indirect object: an `iobj`, or an oblique with the dative preposition."""
        tree, datives = self.tree, self.syntax.datives
        verb = self.undergone(token)
        if verb is not None and self._object(token):
            return self.antecedents(tree.kids_by(verb, "nsubj") or tree.kids_by(token, "nsubj"))
        found = [k for k in tree.kids[token] if tree.deps[k] == "iobj" or (
            tree.deps[k].startswith("obl") and self.preposition(k) in datives)]  # fmt: skip
        return self.antecedents(found or self.two_objects(token))

    def two_objects(self, token: int) -> list[int]:
        """The name that the parser took for a part of the object: "sold *Armenia* radars"; not "sold US bonds"."""
        tree, name = self.tree, token + 1
        beside = [
            k for o in tree.kids_by(token, "obj") for k in tree.kids_by(o, "nmod") if token < k <= token + BENEFICIARY
        ]
        for k in beside:  # "give *the Philippines and Malaysia* boats"
            listed = any(tree.pos[j] == "PROPN" for j in tree.kids_by(k, "conj"))
            if listed and tree.pos[k] == "PROPN" and not tree.case(k):
                return [k]
        if name + 1 >= len(tree) or tree.deps[name] != "compound" or tree.pos[name] != "PROPN":
            return []
        noun, word = tree.heads[name], tree.words[name]
        plain = tree.deps[noun] == "obj" and tree.heads[noun] == token and tree.pos[noun] == "NOUN"
        return [name] if plain and word.istitle() and word.isalpha() else []
