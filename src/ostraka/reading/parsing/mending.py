"""Mends what a small parser is known to get wrong, by form alone, before any rule looks.

A sentence that ends without a full stop goes on (`join_sentences`); what hangs on the wrong word
is hung anew (`hanging.py`); what is a verb gets what a verb has (`verbs.py`).
"""

from __future__ import annotations

from ostraka.reading.parsing.closed import NAMES, VERBAL, Mend
from ostraka.reading.parsing.hanging import rehang
from ostraka.reading.parsing.verbs import complete, right_verb

__all__ = ["join_sentences", "mend"]

STILL = frozenset({"det", "punct", "amod", "advmod", "cc", "obj", "fixed", "nummod", "cop"})  # never hung anew
MISTAKEN = frozenset({"NOUN", "ADJ", "PROPN"})  # what a verb is taken for; it has dependents
TERMINAL = frozenset(".!?…:;»”\"'’)]")


def join_sentences(words: list[str], pos: list[str], deps: list[str], heads: list[int], firsts: list[int]) -> list[int]:
    """The true sentence starts of one paragraph: a start after no end mark, or before a small letter, is none.

    The root of a joined piece hangs on the root before it: as its object when it is a noun
    right after a verb without one, else as a parataxis.
    """
    kept = firsts[:1]
    for start in firsts[1:]:
        before = words[start - 1]
        if before[-1] in TERMINAL and not words[start][0].islower():
            kept.append(start)
            continue
        top = start - 1
        for _ in range(len(heads)):
            if heads[top] == top:
                break
            top = heads[top]
        own = [k for k in range(kept[-1], start) if heads[k] == top and k != top]
        for k in range(start, len(heads)):
            if heads[k] != k:
                continue
            if k > start and k in firsts and words[k - 1][-1] in TERMINAL:
                break
            bare = pos[k] in NAMES and pos[top] in VERBAL and not any(complete(j, deps) for j in own)
            heads[k] = top
            deps[k] = "punct" if pos[k] == "PUNCT" else "obj" if bare else "dep" if pos[k] in NAMES else "parataxis"
            break
    return kept


def mend(
    rules: Mend,
    lowers: list[str],
    lemmas: list[str],
    pos: list[str],
    deps: list[str],
    heads: list[int],
    morphs: list[str],
) -> None:
    """Changes the lists of one tree (already in UD labels) in place."""
    for v in range(len(deps)):
        if pos[v] in VERBAL or deps[v] not in STILL:
            rehang(v, rules, lowers, lemmas, pos, deps, heads, morphs)
    kids: dict[int, list[int]] = {}
    for k, h in enumerate(heads):
        if h != k:
            kids.setdefault(h, []).append(k)
    for v in range(len(deps)):
        if pos[v] in VERBAL or (pos[v] in MISTAKEN and v in kids):
            right_verb(v, rules, lowers, lemmas, pos, deps, heads, morphs, kids)
