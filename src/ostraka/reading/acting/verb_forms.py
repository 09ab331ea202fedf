"""What form a verb has: passive, infinitive, participle; what the tables may call a word."""

from __future__ import annotations

from ostraka.languages.pack import INFINITIVE, SELF
from ostraka.reading.acting.nouns import Nouns
from ostraka.reading.acting.syntax import Syntax
from ostraka.reading.parsing.tree import Tree

__all__ = ["VERBAL", "VerbForms"]

VERBAL = frozenset({"VERB", "AUX"})
PREPOSITIONS = frozenset({"ADP", "SCONJ"})


class VerbForms(Nouns):
    """Answers about the verb forms of one tree; the words of a sentence are remembered."""

    def __init__(self, tree: Tree, syntax: Syntax) -> None:
        super().__init__(tree, syntax)
        self._passive: dict[int, bool] = {}
        self._sentence_words: dict[int, frozenset[str]] = {}

    def sentence_words(self, token: int) -> frozenset[str]:
        """All words of the sentence of a token that can be companions of one: forms, lemmas, bare prepositions."""
        sent = self.tree.sent_of[token]
        found = self._sentence_words.get(sent)
        if found is None:
            first, last = self.tree.sents[sent]
            lowers, contract = self.tree.lowers[first:last], self.syntax.contractions
            words = {*lowers, *(lemma.lower() for lemma in self.tree.lemmas[first:last])}
            words |= {word for k in range(first, last) if self.is_past_participle(k) for word in self.word_forms(k)}
            words |= {w for lower in lowers if lower in contract for w in (contract[lower], *contract[lower].split())}
            if words & self.syntax.reflexives:
                words.add(SELF)
            words.add(INFINITIVE)
            found = self._sentence_words[sent] = frozenset(words)
        return found

    def word_forms(self, token: int) -> tuple[str, ...]:
        """What the tables may call a word: its form, its lemma, a past participle without its agreement ("tiré")."""
        lower, lemma = self.tree.lowers[token], self.tree.lemmas[token].lower()
        if self.syntax.agreements and self.is_past_participle(token):
            ending = next((e for e in self.syntax.agreements if lower.endswith(e)), "")
            return lower, lemma, lower.removesuffix(ending)
        return lower, lemma

    def is_verb(self, token: int) -> bool:
        """Whether the token is a verb, or an infinitive that the tagger took for a noun."""
        return self.tree.pos[token] in VERBAL

    def is_passive(self, token: int) -> bool:
        """Whether a verb form is passive: by its dependents, or as a bare past participle; remembered."""
        found = self._passive.get(token)
        if found is None:
            found = self._passive[token] = self._is_passive(token)
        return found

    def _is_passive(self, token: int) -> bool:
        tree, deps = self.tree, self.tree.deps
        if self.undergone(token) is not None:
            return True
        plain = True
        for k in tree.kids[token]:
            if deps[k] in ("nsubj:pass", "aux:pass", "csubj:pass", "obl:agent"):
                return True
            if deps[k] in ("aux", "nsubj", "cop", "aux:caus"):
                plain = False
        if not plain or not self.is_past_participle(token):
            return False
        if deps[token] == "conj" and self.is_verb(tree.heads[token]):
            return self.is_passive(tree.heads[token])
        return deps[token] in ("acl", "advcl", "amod", "acl:relcl") and not tree.kids_by(token, "obj")

    def undergone(self, token: int) -> int | None:
        """The verb whose subject undergoes this one: "s'est *vu* refuser", "se *fait* exclure"; else None."""
        tree = self.tree
        if not self.syntax.undergo:
            return None
        above = tree.kids_by(token, "aux:caus", "aux", "expl", "dep")
        above += [tree.heads[token]] if tree.deps[token] == "xcomp" else []
        for verb in above:
            if tree.lemmas[verb] not in self.syntax.undergo:
                continue
            if any(tree.lowers[k] in self.syntax.reflexives for v in (verb, token) for k in tree.kids[v]):
                return verb
        return None

    def is_past_participle(self, token: int) -> bool:
        """Whether the form is a past participle ("imposed", "imposées")."""
        morph = self.tree.morphs[token]
        return "VerbForm=Part" in morph and ("Tense=Past" in morph or "Aspect=Perf" in morph)

    def is_infinitive(self, token: int) -> bool:
        """Whether the form is an infinitive."""
        return "VerbForm=Inf" in self.tree.morphs[token]

    def is_purpose(self, token: int, head: int) -> bool:
        """Whether an infinitive says what the subject of the verb above is after; not "thanked X *for having sold*"."""
        tree = self.tree
        if not self.syntax.purposes or not self.is_infinitive(token) or tree.kids_by(token, "aux", "aux:pass"):
            return False
        return self.marked(token, self.syntax.purposes) and tree.lemmas[head] not in self.syntax.dispatching

    def is_gerund(self, token: int) -> bool:
        """Whether a participle stands behind a preposition: "the habit *of selling*": of whoever has the habit."""
        tree, own = self.tree, self.syntax.of_object  # "jailed a trader *for selling*": the trader sold
        marks = [k for k in tree.kids_by(token, "case", "mark") if k < token and tree.lowers[k] not in own]
        return "VerbForm=Part" in tree.morphs[token] and any(tree.pos[k] in PREPOSITIONS for k in marks)

    def carries(self, verb: int) -> bool:
        """Whether the subject of a verb does the deed that is its object: "launched", "planned an attack"."""
        lemma = self.tree.lemmas[verb]
        return lemma in self.syntax.light or lemma in self.syntax.carriers
