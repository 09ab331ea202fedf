"""Which way a verb looks: to the past, ahead, or neither, by the tables of `time.toml`.

"On Tuesday" means another day after "met" than after "will meet".
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from ostraka.languages.pack import table
from ostraka.reading.parsing.tree import Tree
from ostraka.relations.table import reach

__all__ = ["Tense", "governor", "tense_of"]

DEEPEST = reach()["dating"]["governors"]
CLAUSES = frozenset({"acl", "advcl", "ccomp", "parataxis", "csubj", "xcomp", "root"})
PLANNED = frozenset({"obj", "iobj", "xcomp", "ccomp", "obl:arg"})


class Tense:
    """The words and forms of a language that look ahead or back."""

    def __init__(self, language: str) -> None:
        rows = table(language, "time")["direction"]
        self.ahead_aux = frozenset(rows["ahead_aux"])
        self.ahead_tense = frozenset(rows["ahead_tense"])
        self.ahead_words = frozenset(rows["ahead_words"])
        self.ahead_marks = frozenset(rows["ahead_marks"])
        self.past_tense = frozenset(rows["past_tense"])
        self.past_aux = frozenset(rows["past_aux"])
        self.present = int(rows["present"])
        self.nothing = int(rows["no_verb"])
        self.same_tense = frozenset(rows["same_tense"])
        self.since = frozenset(rows["since"])
        self.long_ago = frozenset(rows["long_ago"])
        self.definite = frozenset(rows["definite"])

    def loose(self, tree: Tree, token: int) -> bool:
        """Whether the verb says little of an expression: there is none, or a noun stands between."""
        return governor(tree, token) is None or tree.pos[tree.heads[token]] in ("NOUN", "PROPN")

    def at_once(self, tree: Tree, token: int) -> bool:
        """Whether what a word tells holds while it is said: "said that it *was seeking*", « a dit qu'il *respectait* ».

        A perfect tells of before, an infinitive of the time of its governor.
        """
        for k in (token, *tree.ancestors(token)):
            form = tree.feature(k, "VerbForm")
            if tree.pos[k] not in ("VERB", "AUX"):
                if tree.deps[k] in CLAUSES:
                    return False
                continue
            if form == "Inf" and tree.deps[k] in ("xcomp", "advcl", "acl", "obl:arg"):
                continue
            helped = any(tree.deps[c].startswith("aux") for c in tree.kids[k])
            if any(tree.lowers[c] in self.ahead_aux for c in tree.kids[k]):
                return False
            return (form == "Fin" and not helped and tree.feature(k, "Tense") in self.same_tense) or (
                helped and tree.feature(k, "Aspect") == "Prog"
            )
        return False

    def way(self, tree: Tree, token: int) -> int:
        """1 ahead, -1 back, 0 neither (the present), for an expression headed at `token`."""
        before = next((k for k in range(token - 1, -1, -1) if tree.pos[k] not in ("PUNCT", "DET")), token)
        if any(tree.case(k) in self.since for k in (before, *nouns_above(tree, token)) if k != token):
            return -1  # "*depuis* la reprise, vendredi, des combats"
        verb = governor(tree, token)
        if verb is None:
            return 1 if any(self._plans(tree, k) for k in nouns_above(tree, token)) else self.nothing
        if self._plans(tree, verb) and not self._dates_the_plan(tree, verb, token):
            return 1
        if any(self._plans(tree, k) for k in nouns_above(tree, token)):
            return 1
        return self._of_verb(tree, verb, 0)

    def _dates_the_plan(self, tree: Tree, verb: int, token: int) -> bool:
        """Whether an expression says when a plan was made, not when it is for: "promised *in December* to send arms".

        Then the verb is a past of the active, and nothing of what is planned stands between it and the expression.
        """
        helpers = {tree.deps[k] for k in tree.kids[verb]} & {"aux", "aux:tense", "aux:pass", "cop"}
        active = tree.feature(verb, "VerbForm") == "Fin" or helpers
        if not active or helpers & {"aux:pass", "cop"} or self._of_verb(tree, verb, 0) >= 0:
            return False
        return not any(verb < k < token and tree.deps[k] in PLANNED for k in tree.kids[verb])

    def _plans(self, tree: Tree, token: int) -> bool:
        return tree.lemmas[token].lower() in self.ahead_words or tree.lowers[token] in self.ahead_words

    def _of_verb(self, tree: Tree, verb: int, depth: int) -> int:
        finite = [verb, *(k for k in tree.kids[verb] if tree.deps[k].partition(":")[0] in ("aux", "cop"))]
        words = {tree.lowers[k] for k in finite} | {tree.lemmas[k].lower() for k in finite[1:]}
        if words & self.ahead_aux or any(tree.feature(k, "Tense") in self.ahead_tense for k in finite):
            return 1
        if any(w in self.past_aux for w in words) and len(finite) > 1:
            return -1
        infinite = tree.feature(verb, "VerbForm") in ("Inf", "Ger", "Part") and len(finite) == 1
        if infinite or (tree.deps[verb] in ("xcomp", "conj") and tree.feature(verb, "VerbForm") != "Fin"):
            return self._by_head(tree, verb, depth)
        if any(tree.feature(k, "Tense") in self.past_tense for k in finite):
            return -1
        return 1 if any(tree.lowers[k] in self.ahead_marks for k in tree.kids_by(verb, "mark")) else 0

    def _by_head(self, tree: Tree, verb: int, depth: int) -> int:
        """An infinitive or a participle looks where its governor looks; "plans to" and "due to" look ahead."""
        head = tree.heads[verb]
        inf = tree.feature(verb, "VerbForm") == "Inf"
        if inf and head != verb and self._plans(tree, head):
            return 1
        if not inf and tree.feature(verb, "Tense") in self.past_tense and tree.deps[verb] != "conj":
            return -1
        above = governor(tree, verb)
        if above is None or depth > DEEPEST:
            return -1 if tree.feature(verb, "Tense") in self.past_tense else 0
        return 1 if self._plans(tree, above) and inf else self._of_verb(tree, above, depth + 1)


def governor(tree: Tree, token: int) -> int | None:
    """The nearest verb above a token (or the predicate of a copula, as its head)."""
    for k in tree.ancestors(token):
        if tree.pos[k] in ("VERB", "AUX"):
            return k
        if any(tree.deps[c] == "cop" for c in tree.kids[k]):
            return k
    return None


def nouns_above(tree: Tree, token: int) -> Iterator[int]:
    """The words between a token and the verb that governs it."""
    for k in tree.ancestors(token):
        if tree.pos[k] in ("VERB", "AUX"):
            return
        yield k


@cache
def tense_of(language: str) -> Tense:
    """The directions of a language, compiled."""
    return Tense(language)
