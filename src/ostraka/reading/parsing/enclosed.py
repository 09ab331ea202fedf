"""Mends what stands between commas or brackets, and what it tears apart.

"La France, *avec l'Allemagne*, a livré …": who does it together with the subject, or as it does, is
another subject. "A accusé, *mardi à Lomé*, le Ghana": what comes behind the aside is the object of
the verb before it. "L'Alliance (*ALP*) a condamné": what stands before the brackets is the subject.
The words that say "together with" are in `grammar.toml` under `[loose]`.
"""

from __future__ import annotations

from ostraka.reading.parsing.closed import Loose
from ostraka.reading.parsing.draft import NAMES, VERBAL, Draft
from ostraka.reading.parsing.including import end_of_list, opens_name, verb_behind
from ostraka.relations.table import reach

__all__ = ["mend_enclosed"]

LONGEST = reach()["parsing"]["enclosed"]
ASTRAY = frozenset({"appos", "obl:mod", "nmod", "dep", "obl", "conj"})  # how an object behind an aside is hung
OPEN, CLOSE = "(", ")"


def mend_enclosed(rules: Loose, draft: Draft) -> None:
    """Changes the tree of a draft in place."""
    for k in range(1, len(draft.deps) - 2):
        if draft.lowers[k] in rules.commas:
            first = behind_opener(k + 1, rules, draft)
            if first:
                alongside(k, first, rules, draft)
            if draft.pos[k - 1] in VERBAL:
                over_aside(k, rules, draft)
        elif draft.lowers[k] == CLOSE:
            behind_brackets(k, draft)


def behind_opener(k: int, rules: Loose, draft: Draft) -> int:
    """The word behind "avec", "aux côtés de", "à l'instar de" at word `k`; 0 where none of them stands there."""
    for words in rules.together:
        said = words.split()
        if [w.replace("’", "'") for w in draft.lowers[k : k + len(said)]] == said:
            k += len(said)
            return k + 1 if k < len(draft.lowers) and draft.lowers[k] in rules.linking else k
    return 0


def alongside(comma: int, first: int, rules: Loose, draft: Draft) -> None:
    """Makes those whom a phrase in commas names beside the subject, or beside the verb, further subjects."""
    end = end_of_list(first, rules, draft)
    if end == first or draft.pos[comma - 1] in VERBAL:  # behind a verb its object may follow the next comma
        end = next((k for k in range(first, len(draft.pos)) if draft.lowers[k] in rules.commas), first)
    names = [j for j in range(first, end) if draft.pos[j] == "PROPN" and opens_name(j, first, rules, draft)]
    if not names or end >= len(draft.pos) or not {draft.lowers[end], draft.lowers[end - 1]} & rules.commas:
        return  # at the end of a sentence it may be with whom or with what
    before = comma - 1
    if draft.pos[before] in VERBAL:
        said = draft.subjects(before) or draft.subjects(draft.heads[before])
        subject = said[0] if said and said[0] < before else None
    else:
        subject = subject_before(before, verb_behind(end, draft), names, draft)
    if subject is None or subject in names:
        return
    draft.hang(names[0], subject, "conj")
    for k in names[1:]:
        draft.hang(k, names[0], "conj")
    for k in range(comma + 1, first):
        draft.pos[k] = "CCONJ"
        draft.hang(k, names[0], "cc")


def subject_before(k: int, verb: int | None, names: list[int], draft: Draft) -> int | None:
    """The subject whose phrase ends at word `k`, of the verb behind an aside; a lost one is hung on it."""
    if verb is None:
        return None
    while draft.heads[k] < k and draft.pos[draft.heads[k]] in NAMES and not draft.deps[k].startswith("nsubj"):
        k = draft.heads[k]
    if draft.pos[k] not in NAMES or draft.cases(k):
        return None
    said = [s for s in draft.subjects(verb) if s not in names]
    if said:
        return k if k in said else None
    top = draft.heads[k]
    if top not in (k, verb):
        return None
    if top == k:
        draft.hang(verb, verb, "root")
    draft.hang(k, verb, "nsubj")
    return k


def over_aside(comma: int, rules: Loose, draft: Draft) -> None:
    """Hangs on its verb the object that an aside in commas keeps from it: "a accusé, *mardi à Lomé*, le Ghana"."""
    verb = comma - 1
    near = range(comma + 2, min(comma + LONGEST, len(draft.pos)))
    close = next((k for k in near if draft.lowers[k] in rules.commas), 0)
    if not close or any(draft.pos[k] in VERBAL for k in range(comma, close)) or "obj" in draft.labels(verb):
        return
    said = draft.subjects(verb)
    if not said or said[0] > verb:
        return
    noun = close + 1
    while noun < len(draft.pos) and draft.pos[noun] in ("DET", "ADJ", "NUM"):
        noun += 1
    if noun == len(draft.pos) or draft.pos[noun] not in NAMES or draft.cases(noun) or draft.deps[noun] not in ASTRAY:
        return
    if draft.above(noun, verb) and not draft.subjects(noun) and verb_behind(noun + 1, draft) is None:
        draft.hang(noun, verb, "obj")


def behind_brackets(k: int, draft: Draft) -> None:
    """Makes "*L'Alliance* (ALP) a condamné" a clause, where the noun was the root and the verb stood beside it."""
    verb = verb_behind(k + 1, draft)
    if verb is None or draft.subjects(verb) or draft.deps[verb] not in ("parataxis", "dep", "acl", "acl:relcl"):
        return
    noun = draft.heads[verb]
    if draft.first(verb) != k + 1 or draft.heads[noun] != noun or draft.pos[noun] not in NAMES or draft.cases(noun):
        return
    opening = next((j for j in range(k - 1, noun, -1) if draft.lowers[j] == OPEN), 0)
    if not opening:
        return
    later = [j for j in draft.of(noun) if j > k and j != verb]
    draft.hang(verb, verb, "root")
    draft.hang(noun, verb, "nsubj")
    for j in later:
        draft.hang(j, verb, draft.deps[j])
