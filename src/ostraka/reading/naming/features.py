"""What a phrase shows of whom it means: number, gender, whether it is one human being."""

from __future__ import annotations

from ostraka.reading.naming.mention import Lexicon, Mention
from ostraka.reading.parsing.tree import Tree

__all__ = ["Features"]


class Features:
    """The features of the phrases of one article."""

    def __init__(self, tree: Tree, lex: Lexicon) -> None:
        self.tree, self.lex = tree, lex

    def is_plural(self, candidate: int, mention: Mention) -> bool:
        """Whether a phrase is plural."""
        if mention.gender in ("mp", "fp"):
            return True
        parts = self.tree.pos[candidate] == "NOUN" and mention.first > candidate  # "members of Congress"
        if mention.kind in ("name", "capital", "seat", "body", "person", "place") and not parts:
            return False
        number = self.tree.feature(candidate, "Number")
        people = mention.kind in ("party", "demonym") and bool(self.tree.kids_by(candidate, "det"))
        if people and self.tree.lowers[candidate].endswith(tuple(self.lex.words["plural_endings"])):
            return True  # "the Houthis", tagged as one name
        if mention.kind == "pronoun":
            spec = self.lex.pronouns.get(self.tree.lowers[candidate])
            return spec.number == "plur" if spec else number == "Plur"
        return number == "Plur" or (not number and self.tree.lowers[candidate].endswith("s"))

    def is_collective(self, mention: Mention) -> bool:
        """Whether a name in the plural is that of one: "the Rapid Support *Forces* … it"."""
        return mention.kind == "party" and self.tree.lowers[mention.last - 1] in self.lex.words["collective_names"]

    def is_human(self, candidate: int, mention: Mention) -> bool:
        """Whether a phrase is one human being."""
        if mention.kind == "person":
            return True
        if mention.kind == "pronoun":
            spec = self.lex.pronouns.get(self.tree.lowers[candidate])
            return spec is not None and spec.who == "people"
        role = self.lex.role(self.tree, candidate)
        return mention.kind in ("role", "generic") and role is not None and role.person

    def gender(self, candidate: int, mention: Mention) -> str:
        """m, f, mp, fp or "" of a phrase."""
        if mention.gender:
            return mention.gender
        if mention.kind == "pronoun":
            spec = self.lex.pronouns.get(self.tree.lowers[candidate])
            return spec.gender if spec else ""
        if mention.kind in ("role", "generic", "demonym", "agency", "seat", "body"):
            return self.tree.feature(candidate, "Gender")[:1].lower()
        return ""
