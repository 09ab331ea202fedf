"""Relative pronouns and the nouns that they stand for, in one tree, and what marks a clause."""

from __future__ import annotations

from ostraka.reading.acting.syntax import Syntax
from ostraka.reading.parsing.tree import Tree

__all__ = ["Relatives"]


PREDICATES = frozenset({"obj", "xcomp"})  # how what somebody is hangs on "become"
COUNTS = frozenset({"NUM", "PRON"})  # parts of speech of "one", "two" of those who do something
LISTED = frozenset({"obl", "obl:mod", "nsubj"})  # and how "among those who" does


class Relatives:
    """Tells relative pronouns and finds their antecedents."""

    def __init__(self, tree: Tree, syntax: Syntax) -> None:
        self.tree, self.syntax = tree, syntax

    def is_relative(self, token: int) -> bool:
        """Whether the token is a relative pronoun."""
        return self.tree.lowers[token] in self.syntax.relatives and self.tree.pos[token] in (
            "PRON",
            "DET",
            "SCONJ",
            "ADV",
        )

    def antecedents(self, tokens: list[int]) -> list[int]:
        """The tokens with each relative pronoun replaced by the noun that its clause modifies."""
        return [self.antecedent(t) if self.is_relative(t) else t for t in tokens]

    def antecedent(self, token: int) -> int:
        """The noun that the relative clause around `token` modifies; the token itself when there is none."""
        tree = self.tree
        for a in (token, *tree.ancestors(token)):
            if tree.deps[a] == "acl:relcl":
                return self.named_before(token) or self.equated(self.not_excepted(tree.heads[a]))
            if tree.deps[a] == "ccomp" and token in tree.kids[a] and self.is_cleft(tree.heads[a]):
                return tree.heads[a]
        return token

    def not_excepted(self, noun: int) -> int:
        """The one before who is meant where a noun is left out: "*Oslo*, and not Lima, which sells"; else the noun."""
        tree = self.tree
        left = tree.deps[noun] == "conj" and any(tree.lowers[k] in self.syntax.excepting for k in tree.kids[noun])
        return tree.first_conjunct(noun) if left else noun

    def is_cleft(self, noun: int) -> bool:
        """Whether a noun is set off by a bare pronoun and a copula: "it is *Oslo* that sells"."""
        tree = self.tree
        subjects = tree.kids_by(noun, "nsubj", "expl")
        return bool(tree.kids_by(noun, "cop")) and any(tree.lowers[k] in self.syntax.clefts for k in subjects)

    def equated(self, noun: int) -> int:
        """Whom a predicate noun is said of, where he has a name; else the noun.

        "*Oslo* is the one that sells", "*Oslo* has become the latest to sell", "among those who sell is *Oslo*",
        "*Oslo* is one of those who sell".
        """
        tree, above = self.tree, self.tree.heads[noun]
        if tree.pos[noun] == "PROPN":
            return noun
        if self.is_one_of(above, noun):
            return self.named_subject(above, noun)
        listed = tree.case(noun) in self.syntax.among
        if listed and tree.pos[above] == "PROPN" and tree.kids_by(above, "cop") and not tree.kids_by(above, "nsubj"):
            return above
        becomes = tree.lemmas[above] in self.syntax.becoming
        becomes = becomes and tree.deps[noun] in (LISTED if listed else PREDICATES)
        if listed and becomes:
            behind = [k for k in tree.kids_by(above, "obj", "nsubj") if k > noun and tree.pos[k] == "PROPN"]
            return behind[0] if behind else self.named_subject(above, noun)
        if not tree.kids_by(noun, "cop") and not (becomes and above < noun):
            return noun
        return self.named_subject(noun if tree.kids_by(noun, "cop") else above, noun)

    def named_subject(self, token: int, noun: int) -> int:
        """The subject of a verb or a predicate where it is a name, and not denied it; else the noun said of it."""
        tree = self.tree
        if any("Polarity=Neg" in tree.morphs[k] for k in tree.kids[token]):
            return noun  # "*Oslo* is not among those who sell"
        subjects = [k for k in tree.kids_by(token, "nsubj") if tree.lowers[k] not in self.syntax.clefts]
        return subjects[0] if subjects and tree.pos[subjects[0]] == "PROPN" else noun

    def is_one_of(self, above: int, noun: int) -> bool:
        """Whether a predicate is a bare number or pronoun of a noun: "is *one of the states* that sell"."""
        tree = self.tree
        counted = tree.pos[above] in COUNTS and tree.deps[noun] == "nmod" and bool(tree.kids_by(above, "cop"))
        word = tree.case(noun)
        return counted and self.syntax.contractions.get(word, word) in self.syntax.owners

    def named_before(self, token: int) -> int | None:
        """The name that stands right before "who": "at the summit, *Merkel*, who …" is not of the summit."""
        tree = self.tree
        if tree.lowers[token] not in self.syntax.persons or token == 0:
            return None
        k = token - 2 if tree.lowers[token - 1] == "," else token - 1
        if k < 0 or tree.pos[k] != "PROPN" or tree.sent_of[k] != tree.sent_of[token]:
            return None
        while tree.deps[k] in ("flat", "compound") and tree.pos[tree.heads[k]] == "PROPN" and tree.heads[k] < token:
            k = tree.heads[k]
        inside = k == token - 1 and tree.case(k)  # "rebels in Chad *who* fired": the rebels
        return None if inside else k

    def is_reflexive(self, verb: int) -> bool:
        """Whether a verb has a reflexive pronoun."""
        return any(self.tree.lowers[k] in self.syntax.reflexives for k in self.tree.kids[verb])

    def marked(self, token: int, words: frozenset[str]) -> bool:
        """Whether a clause opens with one of the words."""
        tree = self.tree
        return any(tree.lowers[k] in words for k in tree.kids[token] if tree.deps[k] in ("mark", "case", "advmod"))
