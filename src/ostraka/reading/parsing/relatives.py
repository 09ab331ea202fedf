"""Mends relative clauses: hung on the verb instead of their noun, with the subject last, with the pronoun unread.

Shapes that grammar excludes, by the relative pronouns of `grammar.toml` (`[mend]`).
"""

from __future__ import annotations

from ostraka.reading.parsing.closed import Clauses
from ostraka.reading.parsing.draft import NAMES, VERBAL, Draft
from ostraka.relations.table import reach

__all__ = ["mend_relative"]

DEEPEST = reach()["parsing"]["gap"]
LOOSE = ("dep", "flat", "appos", "nmod", "amod", "obj", "obl:mod", "obl:arg")


def mend_relative(v: int, rules: Clauses, draft: Draft) -> None:
    """Puts the clause of the verb v right, where it is a relative one."""
    aside(v, rules, draft)
    behind_preposition(v, rules, draft)
    torn_relative(v, rules, draft)
    relative(v, rules, draft)


def aside(v: int, rules: Clauses, draft: Draft) -> None:
    """Mends "le Rwanda, que Kinshasa accuse …, n'a pas réagi": after subject and comma it is a relative."""
    head, word = draft.heads[v], min(draft.of(v), default=v)
    if draft.deps[v] != "advcl" or not word < v < head or draft.lowers[word] not in rules.object_relatives:
        return
    noun = word - 2
    if noun < 0 or draft.lowers[word - 1] != "," or not draft.subjects(v):
        return
    tops = [k for k in draft.subjects(head) if k <= noun and draft.above(noun, k)]
    if tops and draft.pos[tops[0]] in NAMES:
        draft.hang(v, tops[0], "acl:relcl")
        fill_gap(v, word, draft)


def torn_relative(v: int, rules: Clauses, draft: Draft) -> None:
    """Mends "accuse le Rwanda, *qui le nie*, de …" hung on the verb: after a noun and a comma it is the noun's."""
    if draft.deps[v] not in ("ccomp", "advcl", "parataxis") or draft.heads[v] >= v or not draft.is_finite(v):
        return
    word = next((k for k in draft.of(v) if draft.lowers[k] in rules.subject_relatives), v)
    noun = word - 2
    if word < draft.first(v) and noun > draft.heads[v] and draft.lowers[word - 1] == "," and draft.pos[noun] in NAMES:
        draft.hang(v, noun, "acl:relcl")


def relative(v: int, rules: Clauses, draft: Draft) -> None:
    """Mends a clause with a relative pronoun that is not hung as one, or whose subject stands after its verb."""
    noun = draft.heads[v]
    opens = [k for k in draft.of(v) if draft.lowers[k] in rules.relatives and noun < k < draft.first(v)]
    if noun >= v or draft.pos[noun] not in (*NAMES, "PRON") or not opens:
        return
    word, before = opens[0], draft.first(v)
    joins = draft.deps[word] == "mark" or draft.pos[word] == "SCONJ"
    joins = joins and draft.pos[noun] != "PROPN"  # a name has no content
    if joins and draft.subjects(v) and (draft.deps[v] != "acl:relcl" or draft.deps[word] == "mark"):
        return  # "l'idée que Moscou livre des armes"
    between = [k for k in draft.of(word) if word < k < before and draft.pos[k] in NAMES]
    if draft.lowers[word] in rules.subject_relatives and not has_case(word, draft):
        draft.deps[word] = "nsubj"
    elif between and not draft.subjects(v):  # "auxquels Kigali fournit"
        draft.hang(between[0], v, "nsubj")
    if draft.deps[v] in ("acl", "dep", "parataxis", "advcl", "ccomp", "amod"):
        draft.deps[v] = "acl:relcl"
    if draft.lowers[word] not in rules.object_relatives or draft.deps[v] != "acl:relcl":
        return
    if not draft.subjects(v):
        subject_last(v, word, draft)
    fill_gap(v, word, draft)


def has_case(token: int, draft: Draft) -> bool:
    """Whether a preposition stands before a word: "*à* qui"."""
    return any(draft.deps[k] == "case" for k in draft.of(token))


def behind_preposition(v: int, rules: Clauses, draft: Draft) -> None:
    """Mends "Ankara, à qui Moscou livre …": the pronoun is no subject, and its clause hangs on the noun before it."""
    before = [k for k in draft.of(v) if k < v and draft.lowers[k] in rules.relatives]
    opens = [k for k in before if draft.lowers[k] in rules.fused_relatives or has_case(k, draft)]
    opens = opens or whose(v, rules, draft)
    if not opens:
        return
    word = opens[0]
    if draft.deps[word].startswith("nsubj"):
        draft.deps[word] = "obl:mod"
    bare = [k for k in draft.of(v) if k > v and draft.deps[k] == "obj" and not draft.cases(k)]
    behind = [k for k in bare if draft.pos[k] in NAMES]
    if len(behind) == 1 and draft.is_finite(v) and not draft.subjects(v):
        draft.deps[behind[0]] = "nsubj"  # "par lequel transite *le gaz*": no clause is without a subject
    noun = min(k for k in (word, *draft.of(word)) if k == word or draft.deps[k] == "case") - 1
    noun -= noun > 0 and draft.lowers[noun] == ","
    while draft.deps[noun] in ("flat", "flat:name", "compound") and draft.heads[noun] < noun:
        noun = draft.heads[noun]
    if noun < 0 or draft.pos[noun] not in NAMES or draft.above(noun, v):
        return
    nearer = draft.pos[noun] == "PROPN" and not {draft.lowers[k] for k in draft.of(noun)} & rules.owners
    if draft.pos[draft.heads[v]] not in NAMES or nearer:  # "les sanctions contre la Russie, dont elle importe …"
        draft.hang(v, noun, "acl:relcl")


def whose(v: int, rules: Clauses, draft: Draft) -> list[int]:
    """The pronoun of the possessor that a noun before the verb has with it: "*dont* les soldats ont quitté …"."""
    if not draft.is_finite(v):
        return []
    nouns = [s for s in draft.of(v) if s < v and draft.pos[s] in NAMES]
    words = [k for s in nouns for k in draft.of(s) if k < s and draft.lowers[k] in rules.fused_relatives]
    return [k for k in words if draft.lowers[k - 1] in rules.pairs]


def subject_last(v: int, word: int, draft: Draft) -> None:
    """Mends "l'accord qu'a signé la Chine": without a subject before the verb, the noun after it is none but that."""
    for k in draft.of(v):
        if k > v and draft.pos[k] in NAMES and draft.deps[k] in LOOSE:
            if any(draft.deps[j] == "case" for j in draft.of(k)):
                return
            draft.deps[k], draft.deps[word] = "nsubj", "obj"
            return


def fill_gap(v: int, word: int, draft: Draft) -> None:
    """Gives the relative pronoun of the object to the last verb that lacks one: "que Berlin veut armer"."""
    if draft.deps[word] not in ("dep", "mark", "advmod", "obl:mod"):
        return
    verb, above = v, None
    for _ in range(DEEPEST):
        if any(draft.deps[k] == "obj" for k in draft.of(verb)):
            if above is None:
                return
            verb = above
            break
        inner = [k for k in draft.of(verb) if draft.deps[k] == "xcomp" and draft.pos[k] in VERBAL]
        if not inner:
            break
        verb, above = inner[0], verb
    draft.hang(word, verb, "obj")
