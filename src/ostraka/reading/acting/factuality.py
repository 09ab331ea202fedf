"""How far along and how surely: stage and factuality from what governs an act.

From the act's word the climb goes up the tree. On the way every auxiliary, adverb,
negation, subordinator and governing word that the language's `operators.toml` knows
leaves its mark: "agreed to" makes the act promised, "may" possible, "refused to" turns it.
The values are FactBank's (Saurí & Pustejovsky 2009): certainty CT, PR, PS with a sign, or Uu.
"""

from __future__ import annotations

from functools import cache
from typing import Any, NamedTuple

from ostraka.errors import BadData
from ostraka.languages.pack import table
from ostraka.reading.acting.roles import Roles
from ostraka.reading.parsing.tree import Tree

__all__ = ["Judge", "Judgement", "combine", "operators_of"]

CERTAINTY = ("CT", "PR", "PS", "U")  # from sure to unknown
FUTURE = "future"  # a stage of the tables: promised or predicted, decided by whose act it is
PLACES = frozenset({"complement", "auxiliary", "adverb", "subject", "object", "subordinator", "purpose", "headline"})
OPEN = frozenset({"promised", "attempted", "predicted"})  # what is sought stays sought under these
HIGHEST = 7  # governing words looked at


class Operator(NamedTuple):
    """One entry of `operators.toml`."""

    words: tuple[str, ...]  # companions, the head word taken off
    on: str
    stage: str | None
    factuality: str | None
    flips: bool
    pos: str | None = None  # only as this part of speech


class Operators(NamedTuple):
    """The operators of one language by head word, and its closed classes."""

    by_word: dict[str, tuple[Operator, ...]]
    negation: frozenset[str]
    negative_prepositions: frozenset[str]
    only: frozenset[str]
    half: frozenset[str]
    halves: frozenset[str]
    tenses: tuple[tuple[str, str | None, Operator], ...]
    question_marks: frozenset[str]


class Judgement(NamedTuple):
    """Stage ("future" not yet decided), factuality, and the tokens and rules that decided."""

    stage: str | None
    factuality: str
    tokens: tuple[int, ...]
    rules: tuple[str, ...]


def operator(fields: dict[str, Any], words: tuple[str, ...], where: str) -> Operator:
    """One operator; BadData for a place that we do not know."""
    if fields.get("on", "complement") not in PLACES:
        raise BadData(f"{where}: no place {fields.get('on')!r}; known: {', '.join(sorted(PLACES))}")
    return Operator(
        words, fields.get("on", "complement"), fields.get("stage"), fields.get("factuality"),
        bool(fields.get("flips")), fields.get("pos"),
    )  # fmt: skip


@cache
def operators_of(language: str) -> Operators:
    """The operators of a language, compiled."""
    raw = table(language, "operators")
    by_word: dict[str, list[Operator]] = {}
    for number, fields in enumerate(raw.get("operator", ()), start=1):
        for lexeme in fields["words"]:
            words = lexeme.lower().replace("’", "'").split()
            if words[0] == "se" and len(words) > 1:
                words = [words[1], "se", *words[2:]]
            elif words[0].startswith("s'") and len(words[0]) > 2:
                words = [words[0][2:], "se", *words[1:]]
            entry = operator(fields, tuple(words[1:]), f"languages/{language}/operators.toml operator {number}")
            by_word.setdefault(words[0], []).append(entry)
    negation = raw.get("negation", {})
    tenses = tuple(
        (
            fields["feature"],
            fields.get("dep"),
            operator({**fields, "on": "auxiliary"}, (), f"languages/{language}/operators.toml tense"),
        )
        for fields in raw.get("tense", ())
    )
    return Operators(
        {k: tuple(sorted(v, key=lambda o: -len(o.words))) for k, v in by_word.items()},
        frozenset(negation.get("words", ())),
        frozenset(negation.get("prepositions", ())),
        frozenset(negation.get("only", ())),
        frozenset(negation.get("half", ())),
        frozenset(negation.get("halves", ())),
        tenses,
        frozenset(raw.get("questions", {}).get("marks", "?")),
    )


def combine(a: str, b: str) -> str:
    """The value of what is `b` said under `a`: the weaker certainty, the signs multiplied.

    >>> combine("CT-", "PR+"), combine("CT-", "CT-"), combine("CT+", "Uu")
    ('PR-', 'CT+', 'Uu')
    """
    if "U" in (a[0], b[0]):
        return "Uu"
    level = max(CERTAINTY.index(a[:2]), CERTAINTY.index(b[:2]))
    return CERTAINTY[level] + ("+" if a[2] == b[2] else "-")


class Judge:
    """Judges the acts of one tree."""

    def __init__(self, tree: Tree, roles: Roles, language: str) -> None:
        self.tree, self.roles, self.operators = tree, roles, operators_of(language)

    def judge(self, token: int, light: int | None = None) -> Judgement:
        """What governs an act's word; `light` is the light verb around an event noun."""
        self.stage: str | None = None
        self.value = "CT+"
        self.tokens: list[int] = []
        self.rules: list[str] = []
        self.own(token)
        current = token
        if light is not None:
            self.try_words(light, ("object", "complement"))
            self.own(light)
            current = light
        for _ in range(HIGHEST):
            above = self.climb(current)
            if above is None or above == token:
                break
            current = above
        self.question(token)
        return Judgement(self.stage, self.value, tuple(self.tokens), tuple(self.rules))

    def apply(self, op: Operator, token: int) -> None:
        """Lets one operator leave its mark."""
        kept = (op.stage == FUTURE and self.stage) or (op.stage in OPEN and self.stage == "sought")
        if op.stage and not kept:
            self.stage = op.stage
        if op.factuality:
            self.value = combine(self.value, op.factuality)
        if op.flips:
            self.value = combine(self.value, "CT-")
        self.tokens.append(token)
        self.rules.append(f"operator.{self.tree.lemmas[token].lower()}")

    # ------------------------------------------------------------ the word's own dependents
    def own(self, token: int) -> None:
        """Auxiliaries, adverbs, subordinators, negation and tense of one word."""
        tree = self.tree
        modal = False
        for k in tree.kids[token]:
            dep = tree.deps[k].partition(":")[0]
            if dep in ("aux", "cop"):
                modal = self.try_words(k, ("auxiliary", *self.alone(token))) or modal
            elif dep in ("advmod", "obl", "amod", "discourse"):
                self.try_words(k, ("adverb",))
            elif dep in ("mark", "case", "cc"):
                self.try_words(k, ("subordinator", *self.alone(token)))
        if tree.deps[token] == "conj" and not any(tree.deps[k].startswith(("aux", "nsubj")) for k in tree.kids[token]):
            first = tree.first_conjunct(token)
            for k in tree.kids[first]:
                if tree.deps[k] == "aux":
                    modal = self.try_words(k, ("auxiliary",)) or modal
        if not modal:
            self.tense(token)
        if self.negated(token):
            self.value = combine(self.value, "CT-")
            self.rules.append("operator.negation")

    def alone(self, token: int) -> tuple[str, ...]:
        """What an infinitive says that no word governs: a purpose ("came to sign"), a headline ("X to sign")."""
        tree = self.tree
        if "VerbForm=Inf" not in tree.morphs[token]:
            return ()
        if tree.deps[token] == "advcl":
            return ("purpose",)
        return ("headline",) if tree.is_root(token) and tree.kids_by(token, "nsubj", "nsubj:pass") else ()

    def tense(self, token: int) -> None:
        """Tense and mood of the finite word of a verb group."""
        tree = self.tree
        finite = [k for k in tree.kids[token] if tree.deps[k] in ("aux", "cop", "aux:pass")] + [token]
        for feature, dep, op in self.operators.tenses:
            if dep is not None and tree.deps[token] != dep:
                continue
            wanted = feature.split("|")
            group = [tree.morphs[k] for k in finite]
            if all(any(w in m for m in group) for w in wanted):
                self.apply(op, finite[0])
                return

    def negated(self, token: int) -> bool:
        """Whether a dependent negates the word: an adverb, a determiner, "without"; not "ne … que"."""
        tree, ops = self.tree, self.operators
        kids = tree.kids[token]
        found = [k for k in kids if tree.lowers[k] in ops.negation and tree.deps[k] != "punct"]
        found += [j for k in kids if tree.deps[k] == "advmod" for j in tree.kids[k] if tree.lowers[j] in ops.negation]
        if any(tree.lowers[k] in ops.half for k in kids):
            found += [k for k in kids if tree.lowers[k] in ops.halves]
        found += [
            k
            for k in tree.kids[token]
            if tree.deps[k] in ("case", "mark") and tree.lowers[k] in ops.negative_prepositions
        ]
        if not found and tree.deps[token] != "conj":
            for s in tree.kids_by(token, "nsubj"):
                if any(tree.lowers[k] in ops.negation and tree.deps[k] == "det" for k in tree.kids[s]) or (
                    tree.lowers[s] in ops.negation):  # fmt: skip
                    return True
        if found and ops.only:
            exempt = any(tree.lowers[k] in ops.only for k in range(found[-1] + 1, min(found[-1] + 8, len(tree)))
                         if tree.heads[k] == token or tree.deps[k] == "advmod")  # fmt: skip
            if exempt and len(found) == 1:
                return False
        return bool(found)

    # ------------------------------------------------------------ what governs the word
    def climb(self, token: int) -> int | None:
        """One step up: applies what the head does to `token`; None when the climb ends here."""
        tree = self.tree
        head, dep = tree.heads[token], tree.deps[token]
        base = dep.partition(":")[0]
        if head == token or dep == "acl:relcl" or base in ("parataxis", "root", "vocative", "list"):
            return None
        if base == "conj":
            return head
        if base == "advcl" and self.accompanies(token):
            return None
        places = self.places(token, head, base)
        if not places:
            return None
        if self.try_words(head, places):
            self.own(head)
        elif base == "advcl" or (base == "obl" and not self.roles.is_verb(token)):
            return None
        return head

    def accompanies(self, token: int) -> bool:
        """Whether a clause only goes with the verb above ("denied it, saying that …") and is not its complement."""
        tree = self.tree
        bare = not any(tree.deps[k] in ("mark", "case") for k in tree.kids[token])
        return bare and "VerbForm=Part" in tree.morphs[token] and not self.roles.is_past_participle(token)

    def describes(self, token: int) -> bool:
        """Whether a clause at a noun is a bare participle ("the fears raised by"): it says what the noun did."""
        bare = not any(self.tree.deps[k] in ("mark", "case") for k in self.tree.kids[token])
        return bare and "VerbForm=Part" in self.tree.morphs[token]

    def is_told(self, token: int) -> bool:
        """Whether a clause is in the indicative: beside its verb ("wanted it because he saw …"), not governed by it."""
        group = [token, *self.tree.kids_by(token, "aux", "cop", "aux:pass")]
        return any("Mood=Ind" in self.tree.morphs[k] for k in group)

    def places(self, token: int, head: int, base: str) -> tuple[str, ...]:
        """The places at which `token` stands under its head."""
        if (base == "acl" and self.describes(token)) or (base == "advcl" and self.is_told(token)):
            return ()
        if base in ("xcomp", "ccomp", "csubj", "acl", "nmod", "advcl", "obl", "dep", "appos"):
            return ("complement", "object") if base in ("nmod",) else ("complement",)
        if base in ("obj", "iobj"):
            return ("object", "complement")
        if base == "nsubj":
            return ("object", "complement") if self.roles.is_passive(head) else ("subject",)
        if base == "compound" or (base == "amod" and not self.roles.is_verb(token)):
            return ("complement",)
        return ()

    def try_words(self, token: int, places: tuple[str, ...]) -> bool:
        """Applies the operator of a word at one of the places; whether there was one."""
        tree = self.tree
        entries = self.operators.by_word.get(tree.lemmas[token].lower()) or self.operators.by_word.get(
            tree.lowers[token]
        )
        if not entries:
            return False
        for op in entries:
            if (
                op.on in places
                and op.pos in (None, tree.pos[token])
                and all(self.has(token, word) for word in op.words)
            ):
                self.apply(op, token)
                return True
        return False

    def has(self, token: int, word: str) -> bool:
        """Whether `word` stands among the dependents of `token` or right after it."""
        tree = self.tree
        near = [*tree.kids[token], *range(token + 1, min(token + 3, len(tree)))]
        if word == "se":
            return any(tree.lowers[k] in self.roles.syntax.reflexives for k in near)
        return any(
            word in (tree.lowers[k], tree.lemmas[k].lower()) or word in self.roles.preposition(k).split() for k in near
        )

    def question(self, token: int) -> None:
        """A question leaves it open."""
        tree = self.tree
        last = tree.sent_range(token)[1] - 1
        if tree.lowers[last] in self.operators.question_marks:
            self.value = "Uu"
            self.rules.append("operator.question")
