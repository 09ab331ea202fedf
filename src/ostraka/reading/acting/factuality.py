"""How far along and how surely: stage and factuality from what governs an act.

From the act's word the climb goes up the tree. On the way every auxiliary, adverb,
negation, subordinator and governing word that the language's `operators.toml` knows
leaves its mark: "agreed to" makes the act promised, "may" possible, "refused to" turns it.
The values are FactBank's (Saurí & Pustejovsky 2009): certainty CT, PR, PS with a sign, or Uu.
"""

from __future__ import annotations

from typing import NamedTuple

from ostraka.languages.pack import SELF
from ostraka.reading.acting.operators import FUTURE, OWED, SPECIAL, Operator, combine, forms
from ostraka.reading.acting.signs import Signs
from ostraka.relations.table import reach

__all__ = ["Judge", "Judgement"]

OPEN = frozenset({"promised", "attempted", "predicted"})  # what is sought stays sought under these
UNDONE = OPEN | {"sought"}  # not so yet
HIGHEST = reach()["acting"]["governing"]
NEAR = reach()["acting"]["companion"]


class Judgement(NamedTuple):
    """Stage ("future" not yet decided), factuality, and the tokens and rules that decided."""

    stage: str | None
    factuality: str
    tokens: tuple[int, ...]
    rules: tuple[str, ...]
    coming: bool = False  # an event noun, the subject of a future that no table has: "the talks *will* be long"


class Judge(Signs):
    """Judges the acts of one tree."""

    def judge(self, token: int, light: int | None = None) -> Judgement:
        """What governs an act's word; `light` is the light verb around an event noun."""
        self.stage: str | None = None
        self.value, self.light = "CT+", light
        self.tokens: list[int] = []
        self.rules: list[str] = []
        self.told, self.coming, self.settled, self.under = self.is_past(token), False, False, token
        self.path = [token]  # what has been judged: its own negation counts once
        self.own(token)
        if self.tree.kids_by(token, "cop"):
            self.named_as(token)
        current = token
        if light is not None and not self.frames(token, light) and not self.stands(token, light):
            self.try_words(light, ("object", "complement"))
            self.own(light)
            current = token if self.tree.heads[light] == token else light  # "the end of the talks *begun*"
        for _ in range(HIGHEST):
            self.under = current
            above = self.climb(current)
            if above is None or above == token or self.settled:
                break
            current = above
            self.path.append(current)
            if self.tree.kids_by(current, "cop") and self.tree.pos[current] != "ADJ":  # not "the *move* is likely to"
                self.named_as(current)
        self.question(token)
        return Judgement(self.stage, self.value, tuple(self.tokens), tuple(self.rules), self.coming)

    def apply(self, op: Operator, token: int, *, negated: bool = False) -> None:
        """Lets one operator leave its mark; `negated`: it is negated and says what it is worth then."""
        kept = (op.stage in (FUTURE, OWED) and self.stage) or (op.stage in OPEN and self.stage == "sought")
        foreseen = op.stage == "predicted" and self.told and op.on in ("complement", "object", "adverb")
        spent = negated and op.negated is not None
        if self.stage == "ended" and op.tells:
            pass  # "announced the end of the talks"
        elif self.stage == "ended" and op.stage in UNDONE and not spent:
            self.stage, self.settled = "done", True  # what somebody wants ended goes on, whatever stands above
            if op.factuality == "Uu":
                return
        elif op.stage and not kept and not foreseen and not spent:
            self.stage = op.stage
        value = op.negated if spent else op.factuality
        if value:
            self.value = value if op.decides and self.value != "Uu" else combine(self.value, value)
        if op.flips and not spent:
            self.value = combine(self.value, "CT-")
        if op.decides and op.flips:
            self.value = "CT" + self.value[2:] if self.value != "Uu" else "CT-"
        self.tokens.append(token)
        self.rules.append(f"operator.{self.tree.lemmas[token].lower()}")

    # ------------------------------------------------------------ the word's own dependents
    def own(self, token: int, *, modal: bool = False) -> None:
        """Auxiliaries, adverbs, subordinators, negation and (`modal`: not of a modal) tense of one word."""
        tree = self.tree
        spent = False
        negated = self.negated(token)
        for k in tree.kids[token]:
            dep = tree.deps[k].partition(":")[0]
            if dep in ("aux", "cop"):
                op = self.found(k, (*self.group(token, k), "auxiliary", *self.alone(token)))
                if op is not None:
                    self.apply(op, k, negated=negated)
                    modal, spent = True, spent or bool(op.negated)
            elif dep in ("advmod", "obl", "amod", "discourse") or self.is_epithet(k):
                for j in (k, *(j for j in tree.kids[k] if dep == "advmod" and tree.deps[j] == "advmod")):
                    self.describe(j)
            elif dep in ("mark", "case", "cc") and not self.conceded(token, k):
                asked = ("indirect question",) if self.is_asked(token) else ()
                meant = self.roles.is_verb(token) and not self.is_object_clause(token)
                meant = meant and not self.is_perfect(token)  # not "pour avoir vendu"
                marks = ("subordinator", "before verb") if meant else ("subordinator",)
                if self.is_granted(token, k):
                    continue
                self.try_words(k, (*asked, *marks, *self.alone(token)))
        if tree.deps[token] == "conj" and not any(tree.deps[k].startswith(("aux", "nsubj")) for k in tree.kids[token]):
            first = tree.first_conjunct(token)
            for k in tree.kids[first]:
                if tree.deps[k] == "aux":
                    modal = self.try_words(k, ("auxiliary",)) or modal
        if not modal:
            self.tense(token)
        if self.is_over(token) and self.stage not in (FUTURE, OWED):
            self.stage = "ended"
            self.rules.append("operator.over")
        elif negated and not spent:
            self.value = combine(self.value, "CT-")
            self.rules.append("operator.negation")
        if self.stage in (FUTURE, OWED, "promised") and self.value.endswith("+") and self.depends(token):
            self.stage, self.value = "predicted", "Uu"
            self.rules.append("operator.condition")
        elif self.is_counterfactual(token):
            self.value = "CT-"
            self.rules.append("operator.condition")

    def describe(self, token: int) -> None:
        """Applies an adverb or epithet, but not "planned" where the light verb tells it: "*held* planned talks"."""
        op, light = self.found(token, ("adverb",)), self.light
        if op is None or (op.stage == "promised" and light is not None and self.is_past(light)):
            return
        self.apply(op, token)

    def group(self, token: int, auxiliary: int) -> tuple[str, ...]:
        """Places that an auxiliary has by the verb group around it: in a perfect, or set before its subject."""
        tree = self.tree
        subjects = tree.kids_by(token, "nsubj", "nsubj:pass")
        before = bool(subjects) and auxiliary < subjects[0] and auxiliary == tree.subtree(token)[0]
        asks = tree.lowers[tree.sent_range(token)[1] - 1] in self.operators.question_marks
        return (*(("perfect",) if self.is_perfect(token) else ()), *(("inverted",) if before and not asks else ()))

    def alone(self, token: int) -> tuple[str, ...]:
        """What an infinitive says that no word governs: a purpose ("came to sign"), a headline ("X to sign")."""
        tree = self.tree
        if "VerbForm=Inf" not in tree.morphs[token]:
            return ()
        head = tree.heads[token]
        if self.spelt_out(token) is not None:
            return ()
        copular = tree.kids_by(head, "cop") or tree.lemmas[head].lower() in self.operators.copulas
        if tree.deps[token] == "advcl" and not copular:
            return ("purpose",)
        return ("headline",) if tree.is_root(token) and tree.kids_by(token, "nsubj", "nsubj:pass") else ()

    def is_object_clause(self, token: int) -> bool:
        """Whether an infinitive is what its verb is about, whatever its mark: "s'entendre *pour* ouvrir".

        So is "fait tout *pour*"; not where the verb has another one: "prévoit *de venir* pour signer".
        """
        tree, head = self.tree, self.tree.heads[token]
        if tree.deps[token] not in ("xcomp", "advcl") or any(k != token for k in tree.kids_by(head, "xcomp", "ccomp")):
            return False
        op = self.found(head, ("complement",))
        return op is not None and (op.stage == "promised" or (op.stage == "attempted" and bool(op.words)))

    def tense(self, token: int) -> None:
        """Tense and mood of the finite word of a verb group."""
        tree = self.tree
        finite = [k for k in tree.kids[token] if tree.deps[k] in ("aux", "cop", "aux:pass")] + [token]
        for feature, endings, dep, op in self.operators.tenses:
            if dep is not None and dep != tree.deps[token] and not self.joined_to(token, dep):
                continue
            if op.bare and self.is_perfect(token):
                continue
            wanted = feature.split("|")
            group = [tree.morphs[k] for k in finite]
            formed = not endings or any(tree.lowers[k] in forms(tree.lemmas[k].lower(), endings) for k in finite)
            if formed and all(any(w in m for m in group) for w in wanted):
                self.apply(op, finite[0])
                return

    def joined_to(self, token: int, dep: str) -> bool:
        """Whether a clause is coordinated with one of a relation, or with its verb and its "that": "A *and that B*"."""
        tree, first = self.tree, self.tree.first_conjunct(token)
        marked = bool(tree.kids_by(token, "mark")) and bool(tree.kids_by(first, dep))
        return first != token and (tree.deps[first] == dep or marked)

    # ------------------------------------------------------------ what governs the word
    def climb(self, token: int) -> int | None:
        """One step up: applies what the head does to `token`; None when the climb ends here."""
        tree = self.tree
        head, dep = tree.heads[token], tree.deps[token]
        base = dep.partition(":")[0]
        if dep == "acl:relcl":
            bare = "VerbForm=Inf" in tree.morphs[token] and not tree.kids_by(token, "nsubj")
            where = ("relative", "complement") if bare else ("relative",)  # "on a mission *to boost* them"
            return head if self.governed(head, where, token) else None
        if head == token or base in ("parataxis", "root", "vocative", "list") or self.announced(token, head, base):
            return None
        if base == "conj":
            return None if self.roles.is_verb(token) and self.roles.marked(token, self.roles.syntax.attending) else head
        if self.performs(token, head):
            return head
        if self.stands(token, head):
            return None
        agreed = self.spelt_out(token)
        if agreed is not None and self.governed(agreed, ("complement",), token):
            return head
        if base == "advcl" and self.is_means(token):
            return head
        if base == "advcl" and self.accompanies(token) or base == "obl" and self.frames(token, head):
            return None
        if base == "obl" and self.roles.opens_occasion(token):
            return None  # "was ordered *in response* to the raid"
        places = self.places(token, head, base)
        if not places:
            return None
        if self.governed(head, places, token):
            return head
        if self.hands_on(token, head, base):
            return head
        if base in ("ccomp", "acl") and self.is_stated(token):
            return None  # "hopes to show *that* Iran sold them": it did
        if base == "advcl" or (base == "obl" and not self.roles.is_verb(token)) or self.taken_for_granted(token):
            return None
        return head

    def spelt_out(self, token: int) -> int | None:
        """The noun beside an infinitive that tells what was agreed: "signed *a deal* for Chad to buy them"."""
        tree, head = self.tree, self.tree.heads[token]
        if tree.deps[token] != "advcl" or not tree.kids_by(token, "nsubj") or "VerbForm=Inf" not in tree.morphs[token]:
            return None
        for k in tree.kids_by(head, "obj", "nsubj:pass"):
            op = self.found(k, ("complement",)) if tree.pos[k] == "NOUN" and k < token else None
            if op is not None and op.stage:
                return k
        return None

    def announced(self, token: int, head: int, base: str) -> bool:
        """Whether a clause only goes before a colon, behind which the head speaks: "said it was sad: “We urge …”"."""
        between = range(token, head) if base in ("ccomp", "advcl", "dep") else ()
        return any(self.tree.words[k] == ":" for k in between)

    def stands(self, token: int, head: int) -> bool:
        """Whether an event noun stands whatever is done about it.

        A request that is blocked was made, a pact that is kept *from* falling apart holds, and so does the pact that
        concern is voiced *over*; an attack that is feared, and what is kept from taking place, do not.
        """
        tree, ops = self.tree, self.operators
        if self.roles.is_verb(token) or token != self.path[0]:
            return False
        if tree.case(token) in ops.about and self.taken_for_granted(token):
            return True
        op = self.found(head, ("object", "complement"))
        if op is None or not op.flips or op.decides:
            return False
        return tree.lemmas[token].lower() in ops.standing or self.is_kept_from(token, head)

    def is_kept_from(self, token: int, head: int) -> bool:
        """Whether a verb keeps a thing from an end that it names: "prevent the deal *from collapsing*"."""
        tree, ops = self.tree, self.operators
        if tree.deps[token] not in ("obj", "nsubj:pass"):
            return False
        kept = [k for k in tree.kids_by(head, "xcomp", "advcl", "ccomp", "obl") if k > token and self.roles.is_verb(k)]
        return any(
            self.roles.marked(k, ops.escaping)
            and not any(op.on == "subject" and op.stage != "ended" and not op.flips
                        for op in ops.by_word.get(tree.lemmas[k].lower(), ()))
            for k in kept
        )  # fmt: skip

    def frames(self, token: int, head: int) -> bool:
        """Whether an event noun only says on which occasion something else was said or done: it took place.

        "pledged *in a meeting with Lima* to close the base": what is pledged is the other complement.
        """
        tree = self.tree
        if self.roles.is_verb(token) or tree.case(token) not in self.operators.happenings:
            return False
        other = [k for k in tree.kids_by(head, "xcomp", "ccomp", "obj", "iobj") if k != token]
        other += [k for k in tree.kids_by(token, "acl") if "VerbForm=Inf" in tree.morphs[k]]  # hung too low
        return bool(other) and tree.feature(head, "Tense") == "Past" and token == self.path[0]

    def taken_for_granted(self, token: int) -> bool:
        """Whether an event noun names what is known to be, whatever is said around it: "*Oslo's* ban", "the raid"."""
        tree = self.tree
        if self.roles.is_verb(token) or token != self.path[0]:
            return False
        named = any(tree.deps[k] in ("compound", "amod") and tree.words[k][:1].isupper() for k in tree.kids[token])
        defined = any("Definite=Def" in tree.morphs[k] for k in tree.kids_by(token, "det"))
        return named or defined or self.owned(token)

    def governed(self, head: int, places: tuple[str, ...], token: int) -> bool:
        """Applies the operator of a governing word, with its own auxiliaries and negation; whether there was one."""
        if self.is_perfect(token) or self.is_perfect(head):
            places = ("perfect", *places)
        if self.roles.is_passive(head) and self.tree.deps[token] in ("xcomp", "ccomp"):
            places = ("passive", *places)
        op = self.found(head, places)
        if op is not None and op.stage == "promised" and self.is_reported(token):
            return False  # "agreed *that* Chad is an ally"
        if self.tree.lemmas[head].lower() in self.operators.copulas and self.named_as(head):
            self.own(head)
            return True
        if op is None:
            return False
        negated = bool(op.negated) and self.negated(head)
        self.apply(op, head, negated=negated)
        if self.settled or (op.modal and op.stage == "done"):
            self.settled = True
            return True  # whoever "would" or "did not settle" a dispute has it, and the climb ends there
        value = self.value
        self.own(head, modal=op.modal)
        if negated:
            self.value = value
        return True

    def is_reported(self, token: int) -> bool:
        """Whether a clause says how things are or were, not what will be: "agreed *that it is so*"."""
        tree = self.tree
        if tree.deps[token] != "ccomp" or not self.is_stated(token):
            return False
        helpers = tree.kids_by(token, "aux", "cop")
        if any(self.found(k, ("auxiliary",)) or "Tense=Fut" in tree.morphs[k] for k in helpers):
            return False
        form = tree.morphs[token]
        being = tree.lemmas[token] in self.roles.syntax.becoming and "Tense=Pres" in form and "Mood=Cnd" not in form
        return being or bool(tree.kids_by(token, "cop")) or "Tense=Past" in tree.morphs[token] or self.is_perfect(token)

    def performs(self, token: int, head: int) -> bool:
        """Whether who wants to say it says it: "*tient à* exprimer", "*would like* to thank"; not "wanted to"."""
        tree, ops = self.tree, self.operators
        if tree.lemmas[head].lower() not in ops.wishing or tree.lemmas[token].lower() not in ops.performing:
            return False
        return "VerbForm=Inf" in tree.morphs[token] and "Tense=Past" not in tree.morphs[head] and not self.negated(head)

    def hands_on(self, token: int, head: int, base: str) -> bool:
        """Whether a head that no table has hands on what it stands in: future, mood, of an infinitive its negation too.

        "*will* come to sell", "*could* bring a war"; a subject is only supposed under such a head.
        """
        if base in ("nsubj", "csubj"):
            return self.supposed(token, head) or self.to_come(token, head)
        said = self.rules[:]
        if base == "xcomp" and not self.is_told(token):
            self.own(head)
        elif base in ("obj", "obl") and token == self.path[0] and self.any_one(token):
            for k in self.tree.kids_by(head, "aux"):
                self.try_words(k, ("auxiliary",))
            if self.rules == said:
                self.tense(head)
            if self.rules == said and "VerbForm=Inf" in self.tree.morphs[head]:
                return True  # "must come *to an agreement*": what governs the infinitive governs it
        return self.rules != said

    def supposed(self, token: int, head: int) -> bool:
        """Whether an act is only supposed, the subject of what it would bring: "*buying* oil would cost".

        An infinitive, a gerund, a noun with an indefinite article; what is known to be ("the raid") is not supposed.
        """
        tree = self.tree
        if (token != self.path[0] and len(self.path) > 1) or self.is_perfect(head):
            return False
        general = tree.deps[token].startswith("csubj") and not self.is_told(token)
        if not general and not self.any_one(token):
            return False
        if any(self.try_words(k, ("hypothesis",)) for k in (head, *tree.kids_by(head, "aux", "cop"))):
            return True
        fitting = [op for feature, op in self.operators.hypotheses if feature in tree.morphs[head]]
        for op in fitting[:1]:
            self.apply(op, head)
        return bool(fitting)

    def to_come(self, token: int, head: int) -> bool:
        """Notes that an event noun is the subject of a future ("les pourparlers *seront* longs")."""
        if token == self.path[0] and self.stage is None:
            before = self.value, self.tokens[:], self.rules[:]
            self.own(head)
            self.coming = self.stage == FUTURE
            self.stage, (self.value, self.tokens, self.rules) = None, before
        return False

    def named_as(self, token: int) -> bool:
        """What a copula calls the act: "the *aim* is to buy", "Oslo's *goal* is a treaty": its subject governs it."""
        tree = self.tree
        for k in tree.kids_by(token, "nsubj"):
            op = self.found(k, ("complement",)) if tree.pos[k] == "NOUN" and k not in self.path else None
            if op is not None and op.stage:
                self.apply(op, k)
                return True
        return False

    def places(self, token: int, head: int, base: str) -> tuple[str, ...]:
        """The places at which `token` stands under its head."""
        if (base == "acl" and self.describes(token)) or (base == "advcl" and self.is_told(token)):
            return ()
        if base in ("ccomp", "advcl") and self.is_inquired(token):
            return ()
        if base == "advcl" and any(self.tree.lowers[k] in self.operators.conditions for k in self.tree.kids[token]):
            return ()
        beside = self.roles.syntax.beside
        if base == "advcl" and self.roles.marked(token, beside):
            return ()
        attended = self.roles.syntax.attending if self.roles.is_verb(head) else ()
        if base in ("nmod", "obl") and self.roles.preposition(token) in (*beside, *attended):
            return ()  # "halted exports *after* the attack": the attack is not halted
        if base in ("xcomp", "ccomp", "csubj", "acl", "nmod", "advcl", "obl", "dep", "appos"):
            return ("complement", "object") if base in ("nmod",) else ("complement",)
        if base in ("obj", "iobj"):
            return ("object", "complement")
        if base == "nsubj":
            if self.does_another(token, head):
                return ()
            return ("object", "complement") if self.roles.is_passive(head) else ("subject",)
        if base == "compound" or (base == "amod" and not self.roles.is_verb(token)):
            return ("complement",)
        return ()

    def does_another(self, token: int, head: int) -> bool:
        """Whether something known to be is only the subject of what is foreseen: "the deal is expected *to help*"."""
        tree = self.tree
        if not self.roles.is_passive(head) or not self.taken_for_granted(token):
            return False
        verbs = tree.kids_by(head, "xcomp")
        return bool(verbs) and not any(
            self.roles.is_passive(k) or any(op.on == "subject" for op in self.operators.by_word.get(tree.lemmas[k], ()))
            for k in verbs
        )

    def try_words(self, token: int, places: tuple[str, ...]) -> bool:
        """Applies the operator of a word at one of the places; whether there was one."""
        op = self.found(token, places)
        if op is not None:
            self.apply(op, token)
        return op is not None

    def found(self, token: int, places: tuple[str, ...]) -> Operator | None:
        """The operator of a word for the first of the places that it has one for."""
        tree = self.tree
        by_word = self.operators.by_word
        lemma, form = tree.lemmas[token].lower(), tree.lowers[token]
        entries = by_word.get(lemma, ())
        if form != lemma and form in by_word and not self.is_perfect(token):
            entries = tuple(sorted((*entries, *by_word[form]), key=lambda op: -len(op.words)))
        fitting = [
            op
            for op in entries
            if op.on in places
            and op.pos in (None, tree.pos[token])
            and not (op.bare and tree.kids_by(token, "obj"))
            and not (op.deed and not self.roles.is_verb(self.path[0]) and not self.roles.is_verb(self.under))
            and not (op.unowned and self.owned(token))
            and all(self.has(token, word) for word in op.words)
        ]
        special = [op for op in fitting if op.on in SPECIAL]
        return next(iter(special or fitting), None)

    def has(self, token: int, word: str) -> bool:
        """Whether `word` stands among the dependents of `token` or right after it."""
        tree = self.tree
        near = [*tree.kids[token], *range(token + 1, min(token + 1 + NEAR, len(tree)))]
        if word == SELF:
            return any(tree.lowers[k] in self.roles.syntax.reflexives for k in near)
        return any(
            word in (tree.lowers[k], tree.lemmas[k].lower()) or word in self.roles.preposition(k).split() for k in near
        )

    def question(self, token: int) -> None:
        """A question leaves it open."""
        tree = self.tree
        last = tree.sent_range(token)[1] - 1
        described = tree.deps[token] in ("amod", "acl")  # "can a *weakened* Peru …?" says that it is weakened
        if tree.lowers[last] in self.operators.question_marks and not described:
            self.value = "Uu"
            self.rules.append("operator.question")
