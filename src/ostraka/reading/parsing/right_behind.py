"""Mends what was hung on another word than the one it stands right behind: objects, infinitives, adjectives.

Shapes that grammar excludes: a name with an infinitive of its own, a noun with an object, two objects
of one verb with another verb between them. The closed classes are in `grammar.toml` under `[loose]`.
"""

from __future__ import annotations

from ostraka.reading.parsing.closed import Loose
from ostraka.reading.parsing.draft import NAMES, VERBAL, Draft

__all__ = ["mend_right_behind"]

INFINITIVE = "VerbForm=Inf"
NOMINAL = frozenset({"det", "amod", "nummod"})


def mend_right_behind(k: int, rules: Loose, draft: Draft, words: list[str]) -> None:
    """Hangs a word on the one that it stands right behind."""
    dep = draft.deps[k]
    if draft.pos[k] == "NOUN" and draft.lowers[k].endswith(rules.infinitives):
        with_object(k, rules, draft)
    if dep == "acl" and INFINITIVE in draft.morphs[k]:
        of_name(k, rules, draft)
    elif dep == "acl:relcl":
        at_a_time(k, rules, draft)
    elif dep == "obj" and draft.pos[k] in NAMES:
        of_second_verb(k, draft)
    elif dep == "appos":
        told_to(k, rules, draft)
    elif dep == "xcomp" and draft.pos[k] == "VERB":
        of_oneself(k, rules, draft)
    elif draft.lowers[k] in rules.press:
        to_press(k, rules, draft)
    elif dep == "nmod" and words[k].islower():
        describing(k, draft)


def with_object(k: int, rules: Loose, draft: Draft) -> None:
    """Mends "a décidé d'*annexer* l'île" read as a noun: what has an infinitive's ending and an object is one."""
    if "obj" not in draft.labels(k) or any(draft.deps[j] in NOMINAL for j in draft.of(k) if j < k):
        return
    draft.pos[k], draft.morphs[k] = "VERB", INFINITIVE
    for j in draft.of(k):
        if draft.deps[j] == "case":
            draft.deps[j] = "mark"
    if draft.deps[k].startswith("obl") and draft.pos[draft.heads[k]] in VERBAL:
        draft.deps[k] = "xcomp"
    elif draft.deps[k] == "nmod":
        draft.deps[k] = "acl"


def of_name(k: int, rules: Loose, draft: Draft) -> None:
    """Mends "a appelé *Lima* à cesser" hung on Lima: a name has no infinitive, it is the verb's."""
    name = draft.heads[k]
    verb = draft.heads[name]
    if draft.pos[name] != "PROPN" or draft.deps[name] not in ("obj", "obl:arg", "iobj") or not verb < name < k:
        return
    marked = any(draft.lowers[j] in rules.owners | rules.datives for j in draft.of(k) if draft.deps[j] == "mark")
    if marked and draft.pos[verb] in VERBAL and "xcomp" not in draft.labels(verb):
        draft.hang(k, verb, "xcomp")


def at_a_time(k: int, rules: Loose, draft: Draft) -> None:
    """Mends "parle quelques heures *après avoir saisi* …" hung on the hours: without a relative it is the verb's."""
    noun = draft.heads[k]
    verb = draft.heads[noun]
    formed = any(INFINITIVE in draft.morphs[j] for j in (k, *(j for j in draft.of(k) if draft.deps[j] == "aux")))
    marked = any(draft.deps[j] == "mark" and draft.lowers[j] in rules.times for j in draft.of(k))
    if formed and marked and noun < k and draft.pos[verb] in VERBAL and verb != noun:
        draft.hang(k, verb, "advcl")


def of_second_verb(k: int, draft: Draft) -> None:
    """Mends "convoque le parlement et rejette *l'offre*" hung on the first verb: it stands right behind the second."""
    verb = draft.heads[k]
    second = min([k, *draft.of(k)]) - 1
    if second <= verb or draft.heads[second] != verb or draft.deps[second] != "conj" or draft.pos[second] != "VERB":
        return
    before = [j for j in draft.of(verb) if draft.deps[j] == "obj" and j < second]
    if before and "obj" not in draft.labels(second) and not draft.cases(k):
        draft.hang(k, second, "obj")


def told_to(k: int, rules: Loose, draft: Draft) -> None:
    """Mends "a dit à la presse *un diplomate*" hung on the press: with an article and no comma it is the subject."""
    hearer, opens = draft.heads[k], draft.span(k)[0]
    verb = draft.heads[hearer]
    dative = draft.cases(hearer) & (rules.datives | rules.addressing)
    if not dative or not verb < hearer < k or draft.pos[verb] != "VERB" or draft.subjects(verb):
        return
    if draft.deps[opens] == "det" and draft.heads[opens] == k and draft.pos[opens - 1] in NAMES | {"ADJ", "NUM"}:
        draft.hang(k, verb, "nsubj")


def of_oneself(k: int, rules: Loose, draft: Draft) -> None:
    """Mends "s'est dit *convaincu* que …": what one says oneself to be is no deed but an adjective."""
    verb = draft.heads[k]
    own = {"expl", "expl:comp", "expl:pv"} & draft.labels(verb)
    past = "VerbForm=Part" in draft.morphs[k] and "Tense=Past" in draft.morphs[k]
    if own and past and verb < k and draft.lowers[verb] in rules.telling and not draft.labels(k) & {"aux", "obj"}:
        draft.pos[k] = "ADJ"


def to_press(k: int, rules: Loose, draft: Draft) -> None:
    """Mends "une source militaire *à l'AFP* a dit" hung on the source: it is who hears it, the verb's."""
    above = draft.heads[k]
    while draft.pos[above] in NAMES | {"ADJ"} and draft.heads[above] != above:
        above = draft.heads[above]
    if draft.cases(k) & (rules.datives | rules.addressing) and draft.pos[above] == "VERB" != draft.pos[draft.heads[k]]:
        draft.hang(k, above, "obl:arg")


def describing(k: int, draft: Draft) -> None:
    """Mends "le retrait *kényan*" hung as a noun: a bare word in small letters right behind a noun describes it."""
    noun = draft.heads[k]
    if not draft.of(k) and draft.pos[k] in ("PROPN", "ADJ", "NOUN") and noun == k - 1 and draft.pos[noun] == "NOUN":
        draft.pos[k], draft.deps[k] = "ADJ", "amod"
