"""Mends what only describes a name: a participle or title before its comma, behind a speaker, or taken for the subject.

The closed classes are in `grammar.toml` under `[loose]`.
"""

from __future__ import annotations

from ostraka.reading.parsing.closed import Loose
from ostraka.reading.parsing.draft import NAMES, VERBAL, Draft
from ostraka.relations.table import reach

__all__ = ["after_speaker", "bare_apposition", "fronted", "lift_main"]

SUBJECT = reach()["parsing"]["subject_behind"]
FRONTED = frozenset({"obl:mod", "advcl", "advmod", "dep", "acl", "amod", "parataxis"})


def lift_main(v: int, rules: Loose, draft: Draft) -> None:
    """Mends "Quant à Oslo, elle a …" with Oslo as the root: a phrase with a preposition is no sentence, its verb is."""
    top = draft.heads[v]
    opens = draft.heads[top] == top and top < v and draft.pos[top] in NAMES and draft.cases(top)
    if not opens or not draft.subjects(v) or draft.lowers[min([v, *draft.of(v)])] not in rules.commas:
        return
    later = [k for k in draft.of(top) if k > v]
    draft.hang(v, v, "root")
    draft.hang(top, v, "obl:mod")
    for k in later:
        draft.hang(k, v, draft.deps[k])


def bare_apposition(k: int, rules: Loose, draft: Draft) -> None:
    """Mends "Oslo, premier client du Chili, a …" with the client as subject: without an article it describes Oslo."""
    verb, own = draft.heads[k], [j for j in draft.of(k) if not draft.deps[j].startswith(("nsubj", "punct"))]
    first = min([k, *own])
    name = first - 2
    if name < 0 or draft.lowers[first - 1] not in rules.commas or draft.pos[name] not in NAMES or verb < k:
        return
    while draft.deps[name] in ("flat", "dep") and draft.heads[name] < name:
        name = draft.heads[name]
    under = draft.heads[name] == k and draft.deps[name].startswith("nsubj")
    if draft.pos[name] != "PROPN" or "det" in draft.labels(k) or not draft.is_finite(verb):
        return
    if draft.above(name, k) and not under:
        return
    if draft.heads[name] == name and draft.heads[verb] == name:  # the name was the root, the verb beside it
        later = [j for j in draft.of(name) if j > k and j != verb]
        draft.hang(verb, verb, "root")
        for j in later:
            draft.hang(j, verb, draft.deps[j])
    elif draft.heads[name] != verb and not under:
        return
    draft.hang(name, verb, draft.deps[k])
    draft.hang(k, name, "appos")


def after_speaker(v: int, rules: Loose, draft: Draft) -> None:
    """Mends "…, a répété X, accusé de …": the participle behind a subject that stands last describes it."""
    verb = draft.heads[v]
    first = draft.first(v)
    if "Tense=Past" not in draft.morphs[v] or draft.pos[verb] not in VERBAL or first != v:
        return
    if draft.lowers[v - 1] not in rules.commas or [s for s in draft.subjects(verb) if s < verb]:
        return
    for noun in draft.of(verb):
        if verb < noun < v - 1 and draft.pos[noun] == "PROPN" and not draft.cases(noun):
            draft.hang(v, noun, "acl")
            return


def fronted(comma: int, rules: Loose, draft: Draft) -> None:
    """Mends "Isolée à l'est, l'Arménie …": what opens a clause and agrees with its subject describes it."""
    subject = subject_after(comma, draft)
    if subject is None:
        return
    verb = draft.heads[subject]
    for k in draft.of(verb):
        if k < comma and draft.deps[k] in FRONTED and describes(k, draft):
            draft.hang(k, subject, "amod" if draft.pos[k] == "ADJ" else "acl")
            return
        if k < comma and draft.deps[k] == "obl:mod" and is_title(k, rules, draft):
            draft.hang(k, subject, "appos")
            return
    take_root(verb, subject, comma, rules, draft)


def subject_after(comma: int, draft: Draft) -> int | None:
    """The subject that stands right behind a comma."""
    for s in range(comma + 1, min(comma + 1 + SUBJECT, len(draft.deps))):
        if draft.deps[s].startswith("nsubj"):
            return s if draft.heads[s] > s else None
        if draft.deps[s] not in ("det", "amod"):
            return None
    return None


def is_title(k: int, rules: Loose, draft: Draft) -> bool:
    """Whether a bare noun that opens a sentence says whose somebody is: "Allié *de Lima*, …"; no day, no month."""
    bare = draft.pos[k] == "NOUN" and not draft.labels(k) & {"case", "det", "nummod", "cop", "nsubj"}
    opens = min([k, *draft.of(k)])
    whose = [j for j in draft.of(k) if j > k and draft.deps[j] == "nmod" and draft.pos[j] in NAMES]
    return bare and opens == 0 and any(draft.cases(j) & rules.owners for j in whose)


def describes(k: int, draft: Draft) -> bool:
    """Whether a word is an adjective or a bare past participle, and no clause of its own."""
    past = "VerbForm=Part" in draft.morphs[k] and "Tense=Past" in draft.morphs[k]
    bare = not draft.labels(k) & {"mark", "nsubj", "nsubj:pass", "cop", "det", "aux", "aux:pass", "case"}
    return bare and (past or draft.pos[k] == "ADJ")


def take_root(verb: int, subject: int, comma: int, rules: Loose, draft: Draft) -> None:
    """Mends "Frappé par Oslo, l'Iran se tourne …" read as a clause about the participle: its verb is the main one."""
    top = draft.heads[verb]
    for _ in range(len(draft.heads)):
        if draft.heads[top] == top:
            break
        top = draft.heads[top]
    having = [j for j in draft.of(top) if j < top and draft.deps[j].startswith("aux")]  # "*Ayant* frappé Oslo, l'Iran"
    formed = describes(top, draft) and top == min([top, *draft.of(top)])
    formed = formed or (bool(having) and all("VerbForm=Part" in draft.morphs[j] for j in having))
    formed = formed and draft.pos[top] in VERBAL
    titled = is_title(top, rules, draft)
    if top >= comma or not (formed or titled) or not draft.is_finite(verb) or draft.labels(verb) & {"mark"}:
        return
    later = [k for k in draft.of(top) if k > comma and k != verb]
    draft.hang(verb, verb, "root")
    for k in later:
        draft.hang(k, verb, draft.deps[k])
    draft.hang(top, subject, "appos" if titled else "acl")
