"""One tree while it is mended: its lists, changed in place, and what hangs where."""

from __future__ import annotations

__all__ = ["NAMES", "VERBAL", "Draft"]

NAMES = frozenset({"PROPN", "NOUN"})
VERBAL = frozenset({"VERB", "AUX"})


class Draft:
    """The lists of one tree, changed in place, with what hangs where."""

    def __init__(
        self,
        lowers: list[str],
        pos: list[str],
        deps: list[str],
        heads: list[int],
        morphs: list[str],
    ) -> None:
        self.lowers, self.pos, self.deps, self.heads, self.morphs = lowers, pos, deps, heads, morphs
        self.kids: dict[int, list[int]] = {}
        for k, h in enumerate(heads):
            if h != k:
                self.kids.setdefault(h, []).append(k)

    def of(self, token: int) -> list[int]:
        """Dependents of a token, in the order of the text."""
        return self.kids.get(token, [])

    def hang(self, token: int, head: int, dep: str) -> None:
        """Hangs a token on another head (on itself: a root), never on what hangs below it: no tree has a ring."""
        if head != token and self.above(head, token):
            return
        if self.heads[token] != token:
            self.kids[self.heads[token]].remove(token)
        self.heads[token], self.deps[token] = head, dep
        if head != token:
            self.kids[head] = sorted([*self.of(head), token])

    def above(self, token: int, top: int) -> bool:
        """Whether `top` stands on the way from a token to its root."""
        for _ in range(len(self.heads)):
            if token == top:
                return True
            if self.heads[token] == token:
                return False
            token = self.heads[token]
        return True

    def span(self, token: int) -> tuple[int, int]:
        """The range of a token with all that hangs on it, `last` excluded."""
        below, stack = [token], self.of(token)
        while stack:
            below += stack
            stack = [j for k in stack for j in self.of(k)]
        return min(below), max(below) + 1

    def labels(self, token: int) -> set[str]:
        """The relations of a token's dependents."""
        return {self.deps[k] for k in self.of(token)}

    def subjects(self, verb: int) -> list[int]:
        """Subjects said of a verb."""
        deps = self.deps
        return [k for k in self.kids.get(verb, ()) if deps[k].startswith("nsubj")]

    def is_finite(self, token: int) -> bool:
        """Whether a verb form carries a clause: finite, or with an auxiliary that is."""
        if self.pos[token] not in VERBAL:
            return False
        deps, morphs = self.deps, self.morphs
        if "VerbForm=Fin" in morphs[token]:
            return True
        return any("VerbForm=Fin" in morphs[k] and deps[k].startswith("aux") for k in self.kids.get(token, ()))

    def first(self, token: int) -> int:
        """The first word of a verb with its auxiliaries and clitics."""
        return min([token, *(k for k in self.of(token) if self.deps[k].startswith(("aux", "expl", "cop")))])

    def cases(self, token: int) -> set[str]:
        """The prepositions of a phrase."""
        return {self.lowers[k] for k in self.of(token) if self.deps[k] == "case"}
