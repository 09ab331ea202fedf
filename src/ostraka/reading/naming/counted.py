"""Phrases that count those whom they mean: "both countries", "les deux camps", "ces derniers pays", "the two".

They stand for that many of the states last spoken of, which are guessed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ostraka.reading.naming.mention import Mention
from ostraka.states.table import names, states

if TYPE_CHECKING:
    from ostraka.reading.naming.phrases import Phrases

__all__ = ["Counted"]

NOBODY: tuple[Mention, ...] = ()
PAIR = 2  # states of a pair
ENDS = frozenset({"nsubj", "obj", "obl", "nmod"})  # where a bare number is a noun


class Counted:
    """Reads such phrases of one article."""

    def __init__(self, phrases: Phrases) -> None:
        self.phrases, self.actors = phrases, phrases.actors
        self.tree, self.lex = phrases.tree, phrases.lex

    def read(self, token: int) -> tuple[Mention, ...]:
        """For "both countries", "les deux camps", "ces derniers pays": the states last spoken of, that many."""
        tree, lex = self.tree, self.lex
        alone = self.counts_alone(token)
        if not alone and tree.lowers[token] not in lex.group_nouns:
            return NOBODY
        marks = [
            tree.lowers[k]
            for k in tree.kids[token]
            if tree.deps[k] in ("det", "nummod", "amod", "advmod", "cc:preconj")
        ]
        marks += [tree.lowers[token]] if alone else []
        sizes = [lex.counts[w] for w in marks if w in lex.counts]
        owners = self.phrases.owner(token)
        if not sizes and self.is_pair(token, owners):
            sizes, owners = [PAIR], ()
        among = self.phrases.pointing.narrowed(token) if all(o.code not in states() for o in owners) else None
        some = sizes == [PAIR] and not self.phrases.is_definite(token) and self.lex.words["both"].isdisjoint(marks)
        if not sizes or some or (owners and among is None):
            return NOBODY
        size = max(sizes)
        if not size and not self.phrases.is_plural(token):
            return NOBODY
        first, last = self.phrases.words(token)
        found = self.actors.anaphora.group(token, size)
        if among is not None and not all(m.code in among for m in found):
            return NOBODY  # "the two *Baltic* states" after Chad and Niger
        return self.pointed(token, found, first, last)

    def counts_alone(self, token: int) -> bool:
        """Whether a number stands for those it counts: "ties between *the two*", "*the pair* signed"."""
        tree = self.tree
        if self.lex.counts.get(tree.lowers[token]) != PAIR or tree.pos[token] not in ("NUM", "NOUN"):
            return False
        if tree.deps[token].partition(":")[0] not in ENDS or self.phrases.owner(token) or tree.kids_by(token, "nmod"):
            return False
        return self.phrases.is_definite(token) and tree.deps[token - 1] == "det"

    def is_pair(self, token: int, owners: tuple[Mention, ...]) -> bool:
        """Whether several are two spoken of before: "*the neighbours* fell out", "ties between *the NATO allies*"."""
        tree, role = self.tree, self.lex.role(self.tree, token)
        if not self.phrases.is_definite(token) or not self.phrases.is_plural(token):
            return False
        if any(o.code in states() for o in owners):
            return False
        if tree.case(token) in self.lex.words["pairing"]:
            return True
        said = any(tree.deps[k] in ("acl:relcl", "acl", "nmod", "amod", "nmod:poss") for k in tree.kids[token])
        return role is not None and role.stands == "other" and tree.deps[token].startswith("nsubj") and not said

    def pointed(self, token: int, found: tuple[Mention, ...], first: int, last: int) -> tuple[Mention, ...]:
        """The states that a group stands for; by the names of people where the noun is about people."""
        role = self.lex.role(self.tree, token)
        person = role is not None and role.person
        why = f"{self.tree.lowers[token]}: spoken of before"
        return tuple(
            m._replace(first=first, last=last, head=token, kind="group", guessed=True, why=why,
                       name=m.name if person else names().get(m.code or "", m.name))
            for m in found
        )  # fmt: skip
