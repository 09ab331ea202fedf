"""What the words around a verb or a noun show of it: negation, tense, conditions, owners, determiners.

Signs only: what they make of an act is for `factuality.py` to say.
"""

from __future__ import annotations

from ostraka.reading.acting.operators import operators_of
from ostraka.reading.acting.roles import Roles
from ostraka.reading.parsing.tree import Tree
from ostraka.relations.table import reach

__all__ = ["Signs"]

TAKEN_BACK = reach()["acting"]["taken_back"]


class Signs:
    """The signs of one tree; `path` holds the words that have been judged, which are no signs of themselves."""

    def __init__(self, tree: Tree, roles: Roles, language: str) -> None:
        self.tree, self.roles, self.operators = tree, roles, operators_of(language)
        self.path: list[int] = []

    def is_asked(self, token: int) -> bool:
        """Whether a clause is the complement of a word that leaves it open: "asked *if they had*", "nor know *if*"."""
        tree, head = self.tree, self.tree.heads[token]
        above = self.operators.by_word.get(tree.lemmas[head].lower(), ())
        if tree.deps[token] in ("ccomp", "xcomp", "acl") and any(op.factuality == "Uu" for op in above):
            return True
        behind = tree.deps[token] in ("ccomp", "xcomp", "acl", "advcl") and tree.subtree(token)[0] == head + 1
        return behind and tree.lemmas[head].lower() in self.operators.asking

    def is_inquired(self, token: int) -> bool:
        """Whether a clause asks about what it takes for done: "asked *why* Oslo had sold them"; not "asked how to"."""
        tree = self.tree
        words = [k for k in tree.kids[token] if tree.deps[k] in ("advmod", "mark") and k < token]
        return not self.roles.is_infinitive(token) and any(tree.lowers[k] in self.operators.granted for k in words)

    def is_perfect(self, token: int) -> bool:
        """Whether a verb is composed with an auxiliary of the perfect: "may *have* sold"."""
        tree = self.tree
        helped = any(tree.lemmas[k].lower() in self.operators.perfect for k in tree.kids_by(token, "aux"))
        return helped and self.roles.is_verb(token)

    def is_past(self, token: int) -> bool:
        """Whether a verb tells of what was: a past tense or a perfect, no modal of the future before it."""
        tree = self.tree
        if not self.roles.is_verb(token):
            return False
        group = [token, *tree.kids_by(token, "aux", "aux:pass")]
        finite = any("VerbForm=Fin" in tree.morphs[k] and "Tense=Past" in tree.morphs[k] for k in group)
        imperfect = any("Tense=Imp" in tree.morphs[k] for k in group)
        return finite or imperfect or self.is_perfect(token)

    def is_over(self, token: int) -> bool:
        """Whether a negation says that it was so once: "no longer sells", "ne livre plus"."""
        tree, over = self.tree, self.operators.over
        kids = [*tree.kids[token], *(j for k in tree.kids[token] if tree.deps[k] == "advmod" for j in tree.kids[k])]
        last = [k for k in kids if tree.lowers[k] in over and tree.pos[k] != "DET"]
        halved = not self.operators.half or any(tree.lowers[k] in self.operators.half for k in kids)
        others = [k for k in kids if tree.lowers[k] in self.operators.negation and tree.lowers[k] not in over]
        negated = bool(others) if not self.operators.half else halved and not others
        return bool(last) and negated and not self.excepted(last[-1], token)

    def depends(self, token: int) -> bool:
        """Whether a condition hangs on the clause of a verb: "will sell *if Moscow pays*"; not "even if"."""
        tree, ops = self.tree, self.operators
        for k in tree.kids[token]:
            base = tree.deps[k].partition(":")[0]
            if base not in ("advcl", "obl", "advmod"):
                continue
            marks = [j for j in tree.kids[k] if tree.deps[j] in ("mark", "case", "fixed")]
            set_ = any(tree.lowers[j] in ops.conditions for j in marks)
            set_ = set_ or (base == "obl" and tree.lowers[k] in ops.conditions and not self.in_phrase(k))
            if set_ and not any(tree.lowers[j] in ops.concessions for j in range(max(0, min(marks, default=k) - 1), k)):
                return True
        return False

    def is_counterfactual(self, token: int) -> bool:
        """Whether a deed would have been done on a condition that was not met: « *aurait* agi si X avait cédé »."""
        tree = self.tree
        would = self.is_perfect(token) and any("Mood=Cnd" in tree.morphs[k] for k in tree.kids_by(token, "aux"))
        return would and any(map(self.is_perfect, tree.kids_by(token, "advcl"))) and self.depends(token)

    def conceded(self, token: int, mark: int) -> bool:
        """Whether a conditional word only concedes: "*si* Oslo a cédé, Lima n'a pas bougé"; not "si … cède, … cédera".

        The clause above tells what was, or both say what somebody is.
        """
        tree = self.tree
        if tree.lowers[mark] not in self.operators.conceding or not tree.deps[token].startswith("advcl"):
            return False
        head = tree.heads[token]
        above = [tree.morphs[k] for k in (head, *tree.kids_by(head, "aux", "cop", "aux:pass"))]
        if any("Mood=Cnd" in m or "Tense=Fut" in m for m in above):
            return False
        is_so = bool(tree.kids_by(token, "cop")) and any("Tense=Pres" in m and "Mood=Ind" in m for m in above)
        return is_so or self.is_past(head)

    def negated(self, token: int) -> bool:
        """Whether a dependent negates the word: an adverb, a determiner, "without"; not "ne … que"."""
        tree, ops = self.tree, self.operators
        kids = tree.kids[token]
        found = [
            k
            for k in kids
            if tree.lowers[k] in ops.negation
            and (tree.deps[k] != "punct" or tree.words[k].isalpha())
            and not (tree.deps[k] == "obj" and tree.kids_by(k, "det"))  # "emboîter *le pas*"
        ]
        found += [j for k in kids if tree.deps[k] == "advmod" for j in tree.kids[k] if tree.lowers[j] in ops.negation]
        if any(tree.lowers[k] in ops.half for k in kids):
            found += [k for k in kids if tree.lowers[k] in ops.halves]
            found += [j for k in kids if tree.deps[k] == "conj" and not self.roles.is_verb(k)  # "ne … ni X ni Y"
                      for j in tree.kids[k] if tree.deps[j] == "cc" and tree.lowers[j] in ops.negation]  # fmt: skip
            if not found and tree.lemmas[token].lower() in ops.alone and not self.of_none(token):
                return tree.lowers[min(token + 1, len(tree) - 1)] not in ops.only  # "ne peut que"
        found += self.without(token)
        found += [k for k in kids if tree.deps[k] == "obj" and self.roles.is_verb(token) and k not in self.path
                  and any(tree.deps[j] in ("det", "cc") and tree.lowers[j] in ops.negation
                          for j in tree.kids[k])]  # fmt: skip
        found += [k for k in kids if self.in_phrase(k)]
        if len(found) == 1 and tree.lowers[found[0]] in ops.raised and self.is_compared(token):
            return False
        if tree.deps[token] == "acl" and self.roles.is_past_participle(token):  # "no militia allied to Chad"
            found += [k for k in tree.kids_by(tree.heads[token], "det") if tree.lowers[k] in ops.negation]
        if not found and tree.deps[token] != "conj":
            for s in (k for k in tree.kids_by(token, "nsubj") if k not in self.path):
                titles = [j for k in tree.kids_by(s, "compound") for j in tree.kids[k]]  # "*neither* Minister Vell"
                opening = [k for k in (*tree.kids[s], *titles) if tree.deps[k] == "det" or k < s]
                if any(tree.lowers[k] in ops.negation and not self.excepted(k, token) for k in (*opening, s)):
                    return True
        found = [k for k in found if tree.lowers[min(k + 1, len(tree) - 1)] not in ops.undone]  # "n'en a *pas moins*"
        if len(found) == 1 and self.excepted(found[0], token):
            return False
        return bool(found)

    def without(self, token: int) -> list[int]:
        """The word that leaves something undone, before it or the first of several: "*without* arming X or Y"."""
        tree, first = self.tree, self.tree.first_conjunct(token)
        own = [k for k in tree.kids[token] if tree.deps[k] in ("case", "mark")]
        shared = first != token and not own and self.roles.is_verb(token) and not tree.kids_by(token, "nsubj")
        words = [k for k in tree.kids[first] if tree.deps[k] in ("case", "mark")] if shared else own
        words += [k for k in tree.kids_by(first, "cc") if first < k < token]  # "talk rather *than* attack"
        left = self.operators.negative_prepositions
        ended = [p.split() for p in left if " " in p]
        turns = [k for k in words if any(tree.lowers[max(k + 1 - len(p), 0) : k + 1] == p for p in ended)]
        return turns + [k for k in words if tree.lowers[k] in left]

    def of_none(self, token: int) -> bool:
        """Whether the "ne" of a verb belongs to a subject that negates: "*aucun* contact *ne* peut"."""
        tree = self.tree
        subjects = [j for k in tree.kids_by(token, "nsubj") for j in tree.conjuncts(k)]
        return any(tree.lowers[d] in self.operators.negation for k in subjects for d in tree.kids_by(k, "det"))

    def is_compared(self, token: int) -> bool:
        """Whether "never" stands before a comparison, which it raises: "has never been *so lonely*", "*closer*"."""
        tree, by = self.tree, self.operators.raised_by
        words = (token, *(k for k in tree.kids[token] if tree.deps[k] in ("advmod", "amod")))
        return any("Degree=Cmp" in tree.morphs[k] or tree.lowers[k] in by for k in words)

    def excepted(self, negation: int, token: int) -> bool:
        """Whether a negation is taken back soon after: "not only", "ne … que", "*non seulement* X a armé"."""
        tree = self.tree
        after = range(negation + 1, min(negation + TAKEN_BACK, len(tree)))
        return any(
            tree.lowers[k] in self.operators.only
            for k in after
            if tree.heads[k] in (token, negation) or tree.deps[k] == "advmod"
        )

    def in_phrase(self, token: int) -> bool:
        """Whether a dependent ends one of the negative phrases: "at no time", "en aucun cas"."""
        lowers = self.tree.lowers
        ended = [phrase for phrase in self.operators.phrases if phrase[-1] == lowers[token]]
        return any(tuple(lowers[max(0, token + 1 - len(phrase)) : token + 1]) == phrase for phrase in ended)

    def owned(self, token: int) -> bool:
        """Whether a noun has an owner: "Oslo's claim", "leur affirmation", "l'accusation de Paris"."""
        tree = self.tree
        owning = self.roles.syntax.owners
        named = [k for k in tree.kids_by(token, "nmod") if k > token and tree.pos[k] == "PROPN"]
        held = any(tree.deps[k] == "nmod:poss" or "Poss=Yes" in tree.morphs[k] for k in tree.kids[token])
        return held or any(self.roles.preposition(k) in owning for k in named)

    def any_one(self, token: int) -> bool:
        """Whether a noun means any one of its kind: an indefinite article, or a bare singular without a name."""
        tree = self.tree
        dets = tree.kids_by(token, "det")
        if dets or self.owned(token):
            return any("Definite=Ind" in tree.morphs[k] for k in dets)
        named = any(tree.deps[k] in ("compound", "amod") and tree.words[k][:1].isupper() for k in tree.kids[token])
        return "Number=Sing" in tree.morphs[token] and not named and not self.roles.is_verb(token)

    def is_means(self, token: int) -> bool:
        """Whether a clause says how what an infinitive tells is to come about: "hopes to do so *by overseeing* it"."""
        tree, means = self.tree, self.operators.means
        marked = any(tree.deps[k] in ("mark", "case") and tree.lowers[k] in means for k in tree.kids[token])
        return marked and "VerbForm=Inf" in tree.morphs[tree.heads[token]]

    def accompanies(self, token: int) -> bool:
        """Whether a clause only goes with the verb above ("denied it, saying that …") and is not its complement."""
        tree = self.tree
        bare = not any(tree.deps[k] in ("mark", "case") for k in tree.kids[token])
        bare = bare or self.roles.marked(token, self.roles.syntax.accompanying)
        if "VerbForm=Part" in tree.morphs[token] and tree.kids_by(token, "nsubj", "nsubj:pass"):
            return True  # "*with Oslo having sold them*, Lima …"
        return bare and "VerbForm=Part" in tree.morphs[token] and not self.roles.is_past_participle(token)

    def describes(self, token: int) -> bool:
        """Whether a clause at a noun is a bare participle ("the fears raised by"): it says what the noun did."""
        bare = not any(self.tree.deps[k] in ("mark", "case") for k in self.tree.kids[token])
        return bare and "VerbForm=Part" in self.tree.morphs[token]

    def is_epithet(self, token: int) -> bool:
        """Whether a word describes its noun as an adjective does, whatever its label: "le soutien *supposé* de"."""
        tree = self.tree
        return tree.deps[token] == "acl" and (tree.pos[token] == "ADJ" or self.roles.is_past_participle(token))

    def is_granted(self, token: int, mark: int) -> bool:
        """Whether an "if" before the main clause grants what happened: "*Si* Oslo a bombardé Lima, c'est que …".

        Its verb is a perfect and the main one neither future nor conditional (`[conditions] granting`).
        """
        tree = self.tree
        if tree.lowers[mark] not in self.operators.granting or not self.is_perfect(token):
            return False
        last = tree.sent_range(token)[1]
        comma = next((k for k in range(token, last) if tree.words[k] == ","), last)
        main = next((k for k in range(comma, last) if "VerbForm=Fin" in tree.morphs[k]), None)
        return main is not None and "Mood=Ind" in tree.morphs[main] and "Tense=Fut" not in tree.morphs[main]

    def is_told(self, token: int) -> bool:
        """Whether a clause is in the indicative: beside its verb ("wanted it because he saw …"), not governed by it."""
        group = [token, *self.tree.kids_by(token, "aux", "cop", "aux:pass")]
        own = self.tree.morphs[token]  # a mood is said in some languages only
        return any("Mood=Ind" in self.tree.morphs[k] for k in group) or ("VerbForm=Fin" in own and "Mood=" not in own)

    def is_stated(self, token: int) -> bool:
        """Whether a clause has a finite verb of the indicative, as what is stated has: "saw *that Iran sold* them"."""
        group = [token, *self.tree.kids_by(token, "aux", "cop", "aux:pass")]
        forms = [self.tree.morphs[k] for k in group if "VerbForm=Fin" in self.tree.morphs[k]]
        return bool(forms) and not any("Mood=Sub" in form for form in forms)
