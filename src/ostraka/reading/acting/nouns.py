"""The phrase of a noun: its preposition, whose it is, whether it only tells the circumstances of a deed."""

from __future__ import annotations

from collections.abc import Iterable

from ostraka.reading.acting.relatives import Relatives
from ostraka.reading.acting.syntax import Syntax
from ostraka.reading.parsing.tree import Tree
from ostraka.relations.table import marks, reach

__all__ = ["HYPHENS", "Nouns"]

HYPHENS = marks()["joiners"]
DEEPEST = reach()["acting"]["up_phrase"]


class Nouns(Relatives):
    """Answers about the noun phrases of one tree; prepositions are remembered."""

    def __init__(self, tree: Tree, syntax: Syntax) -> None:
        super().__init__(tree, syntax)
        self._prepositions: dict[int, str] = {}

    def preposition(self, token: int) -> str:
        """Preposition of a phrase, bare and joined: "à" for "aux", "auprès de" for "auprès du"."""
        found = self._prepositions.get(token)
        if found is None:
            contract, found = self.syntax.contractions, self.tree.case(token)
            if found:
                found = " ".join(dict.fromkeys(contract.get(w, w) for w in found.split()))
            self._prepositions[token] = found
        return found

    def within_preposition(self, token: int, prepositions: Iterable[str]) -> list[int]:
        """Whom a preposition with a noun in it is of: "on behalf *of Peru*", "à l'égard *de Lima*"."""
        tree, noun = self.tree, self.tree.lowers[token]
        if tree.pos[token] != "NOUN":
            return []
        return [
            k for k in tree.kids[token] if tree.deps[k] in ("nmod", "obl") and k > token
            and self.preposition(k) in self.syntax.owners and f"{noun} {self.preposition(k)}" in prepositions
        ]  # fmt: skip

    def owner(self, token: int) -> list[int]:
        """Possessor, national adjective or compound of a noun: "Iran's", "Iranian", "US"."""
        tree = self.tree
        said = tree.kids_by(token, "nmod:poss")
        said += [k for k in tree.kids[token] if tree.deps[k] in ("amod", "compound", "det") and k not in said]
        # "US military aid": a bare noun before the noun
        said += [k for k in tree.kids[token] if tree.deps[k] == "nmod" and k < token and not tree.case(k)]
        joined = [j for k in said for j in tree.kids[k] if self.is_joined(j, k)]
        compounds = [k for k in said if tree.deps[k] == "compound"]
        joined += [j for k in compounds for j in tree.kids_by(k, "compound")]  # "*US* LNG exports"
        amount = tree.heads[token]
        if tree.deps[token] == "compound" and tree.lemmas[amount] in self.syntax.amounts:  # "oil *export* capacity"
            joined += [k for k in self.owner(amount) if k != token and k not in said]
        return sorted(said + joined) if joined else said

    def named_owner(self, noun: int) -> list[int]:
        """The owners of a noun that can be somebody: no article, no common adjective where nations have a capital."""
        tree, plain = self.tree, self.syntax.nations_capital
        return [
            k
            for k in self.owner(noun)
            if tree.deps[k] == "nmod:poss"
            or (tree.deps[k] != "det" and not (plain and tree.deps[k] == "amod" and tree.words[k].islower()))
        ]

    def is_occasion(self, token: int) -> bool:
        """Whether an event noun only tells the circumstances of another deed: "X left over *the war*"."""
        tree, noun = self.tree, self.tree.first_conjunct(token)
        occasions, owners = self.syntax.occasions, self.syntax.owners
        for _ in range(DEEPEST):
            base, word = tree.deps[noun].partition(":")[0], self.preposition(noun)
            if word in occasions and (base == "obl" or (base == "nmod" and word not in owners)):
                return True
            head = tree.heads[noun]
            if base != "nmod" or word not in owners:
                return False
            if f"{self.preposition(head)} {tree.lowers[head]} {word}" in occasions:  # « en raison de »
                return True
            noun = tree.first_conjunct(head)
        return False

    def opens_occasion(self, token: int) -> bool:
        """Whether a phrase is the first half of what goes beside a deed: "*in response* to the raid"."""
        opening = f"{self.preposition(token)} {self.tree.lowers[token]} "
        return any(words.startswith(opening) for words in self.syntax.occasions)

    def event_phrase(self, token: int) -> int:
        """The head of the phrase that an event noun fills out: "series" for "a series of *strikes*"."""
        tree = self.tree
        noun = tree.first_conjunct(token)
        for _ in range(DEEPEST):
            if tree.deps[noun] != "nmod" or self.preposition(noun) not in self.syntax.owners:
                break
            noun = tree.first_conjunct(tree.heads[noun])
        return noun

    def is_joined(self, token: int, head: int) -> bool:
        """Whether a word is the other half of a pair: "US-Iran talks"."""
        tree = self.tree
        if tree.deps[token] not in ("compound", "amod", "nmod", "dep", "conj") or token > head:
            return False
        return any(tree.lowers[k] in HYPHENS for k in range(token + 1, head))
