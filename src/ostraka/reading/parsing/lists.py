"""Mends lists: names taken for appositions, what goes with the last of several, a name joined over its verb.

The closed classes are in `grammar.toml` under `[loose]`.
"""

from __future__ import annotations

from ostraka.reading.parsing.closed import Loose
from ostraka.reading.parsing.draft import NAMES, VERBAL, Draft

__all__ = ["in_list", "mend_lists", "same_case"]


def mend_lists(rules: Loose, draft: Draft) -> None:
    """Mends lists once the clauses are right."""
    for k in range(1, len(draft.deps)):
        if draft.deps[k] == "appos" and draft.pos[draft.heads[k]] == "PROPN":
            in_names(k, draft)
        if draft.deps[k] == "conj" and draft.pos[k] == "NOUN":
            in_relative(k, draft)
        if draft.deps[k] == "conj" and draft.pos[k] == "PROPN":
            no_list(k, draft)
        if draft.lowers[k] in rules.places and draft.lowers[k - 1] in rules.commas:
            in_places(k, rules, draft)
        if draft.lowers[k] in rules.amounts and draft.pos[k] == "ADV":
            more_than(k, rules, draft)
        if draft.lowers[k] in rules.hyphens:
            joined_pair(k, draft)


def joined_pair(k: int, draft: Draft) -> None:
    """Mends "la guerre *Iran-Israël*", which the parser cuts in three: two joined names, both of the noun."""
    one, other, noun = k - 1, k + 1, k - 2
    if other >= len(draft.deps) or {draft.pos[one], draft.pos[other]} != {"PROPN"}:
        return
    while noun > 0 and draft.pos[noun] == "ADJ":
        noun -= 1
    if noun < 0 or draft.pos[noun] != "NOUN" or draft.cases(one):
        return
    behind = [j for j in (*draft.of(k), *draft.of(one)) if j > other]
    draft.hang(one, noun, "nmod")
    draft.hang(other, one, "conj")
    draft.hang(k, other, "cc")
    for j in behind:
        draft.hang(j, other, "flat" if draft.pos[j] == "PROPN" else draft.deps[j])


def in_places(k: int, rules: Loose, draft: Draft) -> None:
    """Mends "au Mali, *en Guinée* et au Togo" with two adverbials of one verb: they are a list."""
    second, verb = draft.heads[k], draft.heads[draft.heads[k]]
    before = [j for j in draft.of(verb) if j < k - 1 and draft.deps[j].startswith(("obl", "nmod"))]
    one = [j for j in before if draft.pos[j] == "PROPN"]
    if draft.deps[k] != "case" or draft.pos[second] != "PROPN" or not one or one[-1] != k - 2:
        return
    if draft.deps[second].startswith("obl") and any(draft.lowers[j] in rules.places for j in draft.of(one[-1])):
        draft.hang(second, one[-1], "conj")


def more_than(k: int, rules: Loose, draft: Draft) -> None:
    """Mends "importe *plus* de la moitié de son blé": what is more than half is the object of the verb."""
    verb = draft.heads[k]
    if draft.deps[k] != "advmod" or draft.pos[verb] != "VERB" or k != verb + 1 or "obj" in draft.labels(verb):
        return
    for noun in [j for j in draft.of(k) if j > k and draft.pos[j] in ("NOUN", "NUM") and draft.of(j)]:
        counted = draft.labels(noun) & {"det", "nummod"}  # not "ne vend *plus de* drones"
        if counted and draft.lowers[min(draft.of(noun))] in rules.owners:
            draft.hang(noun, verb, "obj")
            draft.hang(k, noun, "advmod")
            return


def in_names(k: int, draft: Draft) -> None:
    """Mends "Oslo, Lima, le Tchad et Quito" with Lima as an apposition: before "et" and a name it is one of several."""
    first = draft.heads[k]
    rest = [j for j in (*draft.of(first), *draft.of(k)) if j > k and draft.pos[j] in NAMES]
    last = [j for a in (k, *rest) for j in (a, *draft.of(a)) if draft.deps[j] == "conj" and "cc" in draft.labels(j)]
    named = draft.pos[k] == "PROPN" or "det" in draft.labels(k)
    listed = any(draft.pos[j] == "PROPN" and j > k for j in last)
    if not (named and listed) or draft.cases(k) or draft.pos[k] not in NAMES:
        return
    if draft.pos[k] == "PROPN" or len(rest) > 1:
        draft.deps[k] = "conj"
        for j in [j for j in draft.of(k) if draft.deps[j] in ("appos", "conj") and j > k]:
            draft.hang(j, first, "conj")


def no_list(k: int, draft: Draft) -> None:
    """Mends "the firm that trades most, *the Bank of Lima*, has": in commas and without "and" it is an apposition."""
    head = draft.heads[k]
    joined = [j for j in draft.of(head) if draft.deps[j] == "conj"]
    first, last = draft.span(k)
    closed = last < len(draft.deps) and draft.lowers[last] == "," == draft.lowers[first - 1]
    if draft.pos[head] != "NOUN" or head > k or len(joined) > 1 or not closed:
        return
    if "cc" not in draft.labels(k) | draft.labels(head) and "conj" not in draft.labels(k):
        draft.deps[k] = "appos"


def in_relative(k: int, draft: Draft) -> None:
    """Mends "Oslo, qui a livré des drones et un radar" with the radar joined to Oslo: it goes with the drones."""
    head = draft.heads[k]
    if head > k or "cc" not in draft.labels(k):
        return
    clauses = [v for v in draft.of(head) if head < v < k and draft.deps[v] == "acl:relcl"]
    near = [o for v in clauses for o in draft.of(v) if v < o < k and draft.deps[o].startswith(("obj", "obl"))]
    near = [o for o in near if draft.pos[o] == "NOUN" and draft.cases(o) == draft.cases(k)]
    if near and draft.cases(head) != draft.cases(k):
        draft.hang(k, near[-1], "conj")


def same_case(k: int, draft: Draft) -> None:
    """Mends "le soutien de la Chine et de la Russie": a name is the conjunct of the name with its preposition."""
    head = draft.heads[k]
    if draft.pos[head] == "PROPN" or head > k:
        return
    cases = {draft.lowers[j] for j in draft.of(k) if draft.deps[j] == "case"}
    inner = [
        j
        for j in draft.of(head)
        if head < j < k and draft.pos[j] == "PROPN" and draft.deps[j] == "nmod"
        and cases & {draft.lowers[c] for c in draft.of(j) if draft.deps[c] == "case"}
    ]  # fmt: skip
    if inner:
        draft.hang(k, inner[-1], "conj")


def in_list(k: int, draft: Draft) -> None:
    """Mends "le Tchad, le Niger, le Mali et …": a name between the names of a list is one of them."""
    head = draft.heads[k]
    beside = [j for j in draft.of(head) if draft.deps[j] == "appos" and draft.pos[j] == "PROPN" and j >= k]
    closing = [j for x in (head, *beside) for j in draft.of(x) if draft.deps[j] == "conj" and j > k]
    own = any(draft.heads[j] == head for j in closing)
    chained = any(draft.deps[i] == "appos" for j in beside for i in draft.of(j))  # left to what mends whole lists
    if draft.pos[head] == "PROPN" and closing and (own or not chained):
        draft.deps[k] = "conj"


def gapped(k: int, draft: Draft) -> None:
    """Mends « vend du pétrole au Niger et *du gaz au Mali* » with the gas joined to Niger: each goes with its like."""
    whom = draft.heads[k]
    case, verb = draft.cases(whom), draft.heads[whom]
    if not case or draft.cases(k) == case or draft.pos[whom] != "PROPN" or draft.pos[verb] not in VERBAL:
        return
    others = [j for j in draft.of(k) if draft.pos[j] == "PROPN" and draft.cases(j) == case and j > k]
    things = [j for j in draft.of(verb) if verb < j < whom and draft.pos[j] == "NOUN" and draft.cases(j) != case]
    if not others or not things:
        return
    draft.hang(k, things[-1], "conj")
    draft.hang(others[0], whom, "conj")
