"""Mends lists of examples in the middle of a sentence: "plusieurs pays, *dont l'Inde et le Brésil*, ont protesté".

A small parser takes the names for a relative clause, or for the subject of the verb behind them, and loses
the subject before them. A list holds names and what joins them, and no verb: that tells it from a clause.
The words that open one are in `grammar.toml` under `[loose]`.
"""

from __future__ import annotations

from ostraka.reading.parsing.closed import Loose
from ostraka.reading.parsing.draft import NAMES, VERBAL, Draft
from ostraka.relations.table import reach

__all__ = ["mend_including"]

BEHIND = reach()["parsing"]["behind_list"]
LISTED = frozenset({"DET", "ADP", "ADJ", "NOUN", "PROPN", "NUM", "CCONJ", "X"})
INSIDE = frozenset({"nmod", "amod", "flat", "appos", "compound"})
SINGULAR, PLURAL = "Number=Sing", "Number=Plur"


def mend_including(rules: Loose, draft: Draft) -> None:
    """Hangs the names of each list of examples on the noun before it, and that noun on its verb."""
    done = 0
    for k in range(2, len(draft.deps) - 1):
        pair = f"{draft.lowers[k - 1]} {draft.lowers[k]}"
        before = 1 if draft.lowers[k] in rules.including else 2 if pair in rules.including else 0
        if k < done or draft.lowers[k - before] not in rules.commas:
            continue
        first = k + 1
        end = end_of_list(first, rules, draft)
        names = [j for j in range(first, end) if draft.pos[j] == "PROPN" and opens_name(j, first, rules, draft)]
        if names and (before or is_whole(k, names, draft)):
            hang_list(k - before, first, names, end, draft)
            done = end


def is_whole(comma: int, names: list[int], draft: Draft) -> bool:
    """Whether several names behind a comma are all that a plural noun means: "trois pays, *X, Y et Z*, ont"."""
    noun = noun_before(comma - 1, draft) if len(names) > 1 else None
    return noun is not None and draft.pos[noun] == "NOUN" and is_plural(noun, draft)


def end_of_list(first: int, rules: Loose, draft: Draft) -> int:
    """Where a list ends: at the comma before a verb, or at the end mark; `first` for what is no list."""
    for k in range(first, len(draft.pos)):
        if draft.pos[k] in LISTED or draft.lowers[k] in rules.commas:
            continue
        closed = draft.pos[k] == "PUNCT" and draft.lowers[k] in rules.ends
        last = k - 2 if draft.pos[k - 1] == "CCONJ" else k - 1  # "dont l'Inde, *et* achète …"
        return k if closed or draft.lowers[last] in rules.commas else first
    return len(draft.pos)


def opens_name(k: int, first: int, rules: Loose, draft: Draft) -> bool:
    """Whether a proper noun stands at the place of a member of a list: behind the opening word, a comma or "et"."""
    before = k - 1
    while before >= first and draft.pos[before] in ("DET", "ADJ", "ADP"):
        before -= 1
    return before < first or draft.pos[before] == "CCONJ" or draft.lowers[before] in rules.commas


def hang_list(comma: int, first: int, names: list[int], end: int, draft: Draft) -> None:
    """Hangs the names on their noun, and the noun on the verb behind the list when it has lost its subject."""
    noun = noun_before(comma - 1, draft)
    if noun is None:
        return
    verb = verb_behind(end, draft)
    lost = verb is not None and not [s for s in draft.subjects(verb) if s not in names]
    inside = verb is not None and draft.heads[verb] == noun
    if verb is not None and (inside or draft.heads[noun] == noun) and lost and not draft.cases(noun):
        top = draft.heads[noun]
        draft.hang(verb, verb if top == noun else top, "root" if top == noun else draft.deps[noun])
        draft.hang(noun, verb, "nsubj")
    elif verb is not None and lost and draft.heads[noun] == verb and noun < verb and not draft.cases(noun):
        draft.deps[noun] = "nsubj"
    draft.hang(names[0], noun, "appos")
    for k in names[1:]:
        draft.hang(k, names[0], "conj")
    for k in range(comma + 1, first):
        draft.hang(k, names[0], "case")
        draft.pos[k] = "ADP"
    draft.morphs[noun] = draft.morphs[noun].replace(SINGULAR, PLURAL)


def noun_before(k: int, draft: Draft) -> int | None:
    """The noun that a list behind word `k` gives examples of: the nearest plural one whose phrase ends there."""
    found = None
    while True:
        if draft.pos[k] in NAMES:
            found = k
            if is_plural(k, draft):
                return k
        if draft.deps[k] not in INSIDE or draft.heads[k] >= k:
            return found
        k = draft.heads[k]


def is_plural(k: int, draft: Draft) -> bool:
    """Whether a noun is plural by its own form, its article's or its adjective's: "principaux *pays*"."""
    marks = [j for j in draft.of(k) if draft.deps[j] in ("det", "case", "amod")]
    return any(PLURAL in draft.morphs[j] for j in (k, *marks))


def verb_behind(end: int, draft: Draft) -> int | None:
    """The finite verb right behind a list, of its auxiliary the verb; None when none stands there."""
    for k in range(end, min(end + BEHIND, len(draft.pos))):
        if draft.pos[k] in VERBAL:
            verb = draft.heads[k] if draft.deps[k].startswith(("aux", "cop")) else k
            return verb if draft.is_finite(verb) or draft.labels(verb) & {"cop"} else None
    return None
