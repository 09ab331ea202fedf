"""Mends what hangs on a word that it does not agree with, in number or tense.

A relative clause with a plural verb is not of a singular noun ("the opposition of Lima and Oslo,
who have backed"), nor is a plural verb that of one alone of two who are joined by "and". The
features are the parser's; where it gives no number, nothing is changed.
"""

from __future__ import annotations

from ostraka.reading.parsing.closed import Clauses
from ostraka.reading.parsing.draft import NAMES, VERBAL, Draft

__all__ = ["agree", "antecedent"]

SINGULAR, PLURAL = "Number=Sing", "Number=Plur"


def agree(rules: Clauses, draft: Draft) -> None:
    """Changes the tree of a draft in place."""
    for v in range(len(draft.deps)):
        if draft.deps[v] == "acl:relcl":
            antecedent(v, rules.subject_relatives, draft)
        elif draft.pos[v] in VERBAL and draft.is_finite(v):
            joined_subject(v, draft)
            if draft.deps[v] == "conj" and draft.deps[draft.heads[v]] == "ccomp":
                same_tense(v, draft)


def same_tense(v: int, draft: Draft) -> None:
    """Joins a verb without a subject to that of its own tense: "a dit que X cherchait à … et *a accusé* Y"."""
    said, above = draft.heads[v], draft.heads[draft.heads[v]]
    own = tense(v, draft)
    if own and not draft.subjects(v) and tense(said, draft) not in ("", own) and tense(above, draft) == own:
        draft.hang(v, above, "conj")


def tense(v: int, draft: Draft) -> str:
    """The tense of a finite verb, with its auxiliary's for a compound one; "" for what is no finite verb."""
    helping = [k for k in draft.of(v) if draft.deps[k].startswith(("aux", "cop"))]
    forms = [draft.morphs[k] for k in (*helping, v) if "VerbForm=Fin" in draft.morphs[k]]
    found = next((t for f in forms for t in f.split("|") if t.startswith("Tense=")), "")
    return f"{found}+{len(helping)}" if found else ""


def number_of_verb(v: int, draft: Draft, plurals: frozenset[str] = frozenset()) -> str:
    """The number of a verb's finite form, its own or an auxiliary's, plural of `plurals`; "" where it shows none."""
    forms = [v, *(k for k in draft.of(v) if draft.deps[k].startswith(("aux", "cop")))]
    if any(draft.lowers[k] in plurals for k in forms):
        return PLURAL
    finite = [draft.morphs[k] for k in forms if "VerbForm=Fin" in draft.morphs[k]]
    return next((n for n in (SINGULAR, PLURAL) if finite and n in finite[0]), "")


def number_of_noun(k: int, draft: Draft) -> str:
    """The number of a noun: of several that are joined, plural."""
    if "conj" in draft.labels(k):
        return PLURAL
    own = [draft.morphs[k], *(draft.morphs[d] for d in draft.of(k) if draft.deps[d] == "det")]
    found = next((n for n in (SINGULAR, PLURAL) if any(n in m for m in own)), "")
    return found or (SINGULAR if draft.pos[k] == "PROPN" else "")


def antecedent(v: int, relatives: frozenset[str], draft: Draft, plurals: frozenset[str] = frozenset()) -> None:
    """Hangs "l'opposition de la Chine et de la Russie, *qui ont* soutenu" on those who are several."""
    subject = next((k for k in draft.subjects(v) if draft.lowers[k] in relatives), None)
    noun, wanted = draft.heads[v], number_of_verb(v, draft, plurals)
    if subject is None or not wanted or draft.pos[noun] not in NAMES or number_of_noun(noun, draft) in ("", wanted):
        return
    inside = [
        k
        for k in range(noun + 1, subject)
        if draft.pos[k] in NAMES and draft.deps[k] in ("nmod", "obl:arg", "appos") and draft.above(k, noun)
    ]
    for k in reversed(inside):
        if number_of_noun(k, draft) == wanted:
            draft.hang(v, k, "acl:relcl")
            return
    above = draft.heads[noun]
    if draft.deps[noun] == "nmod" and draft.pos[above] == "NOUN" and number_of_noun(above, draft) == wanted:
        draft.hang(v, above, "acl:relcl")  # "drills in the Gulf, *which were* joined by Oslo"


def joined_subject(v: int, draft: Draft) -> None:
    """Joins to the subject of a plural verb what hangs inside it: "l'Organisation de X et *la Ligue* ont demandé"."""
    subjects = draft.subjects(v)
    if len(subjects) != 1 or number_of_verb(v, draft) != PLURAL:
        return
    subject = subjects[0]
    if subject > v or draft.pos[subject] not in NAMES or number_of_noun(subject, draft) != SINGULAR:
        return
    for k in range(subject + 1, v):
        if draft.lowers[k] == ",":
            return  # « plusieurs pays, dont X et Y »
        own = draft.labels(k)
        joined = draft.deps[k] == "conj" and draft.pos[k] in NAMES and {"cc", "det"} <= own and "case" not in own
        if joined and draft.above(k, subject):
            draft.hang(k, subject, "conj")
            return
