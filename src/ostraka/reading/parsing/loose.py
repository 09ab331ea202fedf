"""Mends what hangs on the wrong word: verbs joined to nouns, names taken for verbs, what is the object of another verb.

Like clauses.py these are shapes that grammar or spelling excludes: a word in capitals that is a
verb, a clitic that is the subject beside another, a finite verb coordinated with a noun. What
describes a name is in describing.py. The closed classes are in `grammar.toml` under `[loose]`; a
language without it is left as it is.
"""

from __future__ import annotations

from ostraka.reading.parsing.adjoining import mend_adjoining
from ostraka.reading.parsing.closed import Loose
from ostraka.reading.parsing.describing import after_speaker, bare_apposition, fronted, lift_main
from ostraka.reading.parsing.draft import NAMES, VERBAL, Draft
from ostraka.reading.parsing.right_behind import mend_right_behind
from ostraka.relations.table import reach

__all__ = ["mend_loose"]

ACRONYM = reach()["parsing"]["acronym"]
BEHIND = ("obl", "nmod", "dep", "obj")  # how what stands behind a noun is hung on its verb


def off_turn(k: int, draft: Draft) -> None:
    """Mends "dépend de plus en *plus* du gaz" with the gas hung inside the turn: it hangs where the turn does."""
    top = draft.heads[k]
    while draft.deps[top] in ("fixed", "advmod") and draft.heads[top] != top:
        top = draft.heads[top]
    draft.hang(k, top, draft.deps[k])


def mend_loose(rules: Loose, draft: Draft, words: list[str]) -> None:
    """Changes the tree of a draft in place."""
    count = len(draft.deps)
    for k in range(1, count):
        if draft.lowers[k] in rules.homographs and draft.lowers[k - 1] in rules.articles:
            is_noun(k, rules, draft)
        formed = draft.pos[k] == "ADJ" and draft.lowers[k].endswith(rules.participles)
        if formed and draft.labels(k) & {"aux", "aux:pass"}:
            draft.pos[k], draft.morphs[k] = "VERB", "Tense=Past|VerbForm=Part"  # "a gelé"
        if draft.pos[k] in VERBAL and words[k][0].isupper() and is_written_as_name(words, k):
            is_name(k, draft)
    for k in range(1, count):
        if draft.deps[k] == "parataxis" and draft.is_finite(k):
            lift_main(k, rules, draft)
        if draft.lowers[k] in rules.objects and draft.lowers[k - 1] in rules.commas and k > 2:
            whom(k, draft)
        if draft.lowers[k] in rules.whats and draft.lowers[k - 1] in rules.datives:
            to_which(k, draft)
        if draft.lowers[k] in rules.subjects and draft.pos[k - 1] in NAMES:
            who(k, rules, draft)
        if draft.deps[k] == "case" and "VerbForm=Inf" in draft.morphs[draft.heads[draft.heads[k]]]:
            to_do(k, draft)
        if draft.deps[k - 1] == "aux" and draft.lowers[k] in rules.commas:
            verb_list(k - 1, draft)
        if draft.lowers[k] in rules.objects and (draft.deps[k], draft.pos[k]) == ("mark", "PRON"):
            relative_object(k, draft)
        if draft.deps[k] == "fixed" and draft.pos[k] == "PROPN":
            behind_conjunction(k, draft)
        elif draft.deps[draft.heads[k]] == "fixed" and draft.pos[draft.heads[k]] == "ADV" and draft.pos[k] in NAMES:
            off_turn(k, draft)
        if draft.deps[k] == "xcomp" and words[k][0].isupper() and draft.pos[k] == "ADJ":
            bare_object(k, draft)
        if draft.lowers[k] in rules.clitics and draft.deps[k].startswith("nsubj"):
            clitic(k, draft)
        if draft.pos[k] in NAMES and draft.deps[k] in ("nmod", "dep"):
            under_agent(k, rules, draft)
            over_verb(k, draft)
        mend_adjoining(k, rules, draft)
        mend_right_behind(k, rules, draft, words)
        if draft.deps[k] == "conj" and draft.pos[k] in VERBAL:
            with_noun(k, draft)
        if draft.deps[k] == "conj" and draft.pos[k] in VERBAL:
            no_subject_last(k, draft)
        if draft.deps[k].startswith("nsubj") and draft.pos[k] == "NOUN":
            bare_apposition(k, rules, draft)
        if draft.deps[k] in ("advcl", "acl") and "VerbForm=Part" in draft.morphs[k]:
            after_speaker(k, rules, draft)
        if "VerbForm=Inf" in draft.morphs[k]:
            of_plan(k, rules, draft)
            no_subject_behind(k, draft)
        if draft.lowers[k] in rules.commas:
            fronted(k, rules, draft)


def is_written_as_name(words: list[str], k: int) -> bool:
    """Whether a word has a capital in the middle of a clause: it follows a small word or a comma."""
    acronym = words[k].isupper() and len(words[k]) >= ACRONYM
    return words[k].isalpha() and (acronym or words[k - 1] == "," or words[k - 1].islower())


def is_noun(k: int, rules: Loose, draft: Draft) -> None:
    """Mends "dans l'est du Congo": after an article it is no verb, and what is "of" behind it is its own."""
    if draft.pos[k] not in VERBAL or draft.heads[k - 1] != k or draft.deps[k].startswith("aux"):
        return
    draft.pos[k] = "NOUN"
    verb = draft.heads[k]
    for j in draft.of(verb):
        if j <= k or not draft.deps[j].startswith(BEHIND):
            continue
        opens = min([j, *draft.of(j)])
        if opens == k + 1 and draft.lowers[opens] in rules.owners:
            draft.hang(j, k, "nmod")
        return


def is_name(k: int, draft: Draft) -> None:
    """Mends "sa participation à l'OTSC": a word in capitals is a name; its "subject" is what it stands behind."""
    draft.pos[k], draft.morphs[k] = "PROPN", ""
    before = [s for s in draft.subjects(k) if s < k and draft.pos[s] in NAMES]
    if not before or draft.heads[k] == k:
        return
    noun, above, label = before[-1], draft.heads[k], draft.deps[k]
    draft.heads[noun] = noun  # hung anew below
    draft.kids[k].remove(noun)
    draft.hang(noun, above, label)
    draft.hang(k, noun, "nmod")
    for j in [j for j in draft.of(k) if j > k]:
        draft.hang(j, above, draft.deps[j])


def whom(k: int, draft: Draft) -> None:
    """Mends "a dit rompre avec Oslo, qu'il accuse de …" under a complete verb: behind a noun it is a relative."""
    verb, noun = draft.heads[k], k - 2
    above = draft.heads[verb]
    if (
        draft.deps[verb] != "ccomp"
        or not above < noun < verb
        or "obj" in draft.labels(verb)
        or not draft.subjects(verb)
    ):
        return
    if not any(draft.deps[j] in ("obj", "xcomp", "ccomp") and j < k for j in draft.of(above)):
        return
    while draft.pos[noun] == "ADJ" and draft.heads[noun] < noun:
        noun = draft.heads[noun]
    if draft.pos[noun] not in NAMES:
        return
    draft.hang(verb, noun, "acl:relcl")
    draft.hang(k, verb, "obj")
    draft.pos[k] = "PRON"


def to_which(k: int, draft: Draft) -> None:
    """Mends "ce à quoi s'opposent Lima et Oslo" with them as the object: who stands behind the verb is its subject."""
    top = draft.heads[k]
    verb = draft.heads[top] if draft.pos[top] == "PRON" else top
    after = [j for j in draft.of(verb) if j > verb and draft.deps[j] == "obj" and draft.pos[j] in NAMES]
    said = [s for s in draft.subjects(verb) if s != top]
    if draft.pos[verb] not in VERBAL or verb < k or not after or said:
        return
    draft.deps[after[0]] = "nsubj"
    if top != verb:
        draft.deps[top] = "obl:mod"


def to_do(k: int, draft: Draft) -> None:
    """Mends "écrire à X pour lui demander" with "pour" on the pronoun: it opens the infinitive."""
    pronoun = draft.heads[k]
    verb = draft.heads[pronoun]
    if draft.pos[pronoun] == "PRON" and k + 1 == pronoun < verb and verb <= pronoun + 2:
        draft.hang(k, verb, "mark")
        draft.deps[verb] = "advcl" if draft.deps[verb] == "xcomp" else draft.deps[verb]


def of_plan(k: int, rules: Loose, draft: Draft) -> None:
    """Mends "regrette la décision d'Oslo de vendre" with "vendre" hung on the verb: it says what was decided."""
    marks = [j for j in draft.of(k) if j < k and draft.deps[j] in ("mark", "case") and draft.lowers[j] in rules.owners]
    above = draft.heads[k]
    if not marks or draft.pos[above] not in VERBAL or above > marks[0]:
        return
    noun = marks[0] - 1
    while noun > above and draft.lowers[noun] not in rules.plans:
        noun = draft.heads[noun] if draft.heads[noun] < noun else above
    if noun > above and draft.pos[noun] == "NOUN":
        draft.hang(k, noun, "acl")


def no_subject_behind(k: int, draft: Draft) -> None:
    """Mends "nie avoir attaqué le Tchad" with the Tchad as subject: an infinitive has none, it is the object."""
    verb = draft.heads[k] if draft.deps[k].startswith("aux") else k
    if draft.is_finite(verb) or "obj" in draft.labels(verb) or "aux:pass" in draft.labels(verb):
        return
    for s in draft.subjects(verb):
        if s > verb:
            draft.deps[s] = "obj"
            return


def verb_list(v: int, draft: Draft) -> None:
    """Mends "X abrite, arme et finance …" with the first as an auxiliary: before a comma it is a verb of its own."""
    head = draft.heads[v]
    if draft.pos[head] != "VERB" or head != v + 2 or any("VerbForm=Fin" not in draft.morphs[k] for k in (v, head)):
        return
    above, label = draft.heads[head], draft.deps[head]
    subjects = [s for s in draft.of(head) if s < v]
    draft.pos[v] = "VERB"
    if above == head:
        draft.hang(v, v, "root")
    else:
        draft.hang(v, above, label)
    draft.hang(head, v, "conj")
    for s in subjects:
        draft.hang(s, v, draft.deps[s])


def relative_object(k: int, draft: Draft) -> None:
    """Mends "les drones *que* Lima a employés" with "que" as a mere mark: it is the object of its clause."""
    verb = draft.heads[k]
    if draft.deps[verb] == "acl:relcl" and "obj" not in draft.labels(verb) and draft.subjects(verb):
        draft.deps[k] = "obj"


def behind_conjunction(k: int, draft: Draft) -> None:
    """Mends "bien que Lima ait …" with the name as a part of the conjunction: it is the subject of the clause."""
    verb = draft.heads[draft.heads[k]]
    marks = draft.deps[draft.heads[k]] in ("mark", "advmod")
    if marks and draft.pos[verb] in VERBAL and verb > k and not draft.subjects(verb):
        draft.hang(k, verb, "nsubj")


def bare_object(k: int, draft: Draft) -> None:
    """Mends "a félicité Oslo" with Oslo as an adjective: a capital right behind the verb is a name and its object."""
    if draft.heads[k] == k - 1 and draft.pos[k - 1] == "VERB" and "obj" not in draft.labels(k - 1):
        draft.pos[k], draft.deps[k], draft.morphs[k] = "PROPN", "obj", ""


def who(k: int, rules: Loose, draft: Draft) -> None:
    """Mends "le pacte de défense qui le liait à X, dont …" hung on a later verb: "qui" is of the noun before it."""
    verb, noun = draft.heads[k], k - 1
    if draft.pos[verb] not in VERBAL or not k < verb < draft.heads[verb]:
        return
    while draft.deps[noun] in ("nmod", "flat") and draft.heads[noun] < noun and is_bare(noun, rules, draft):
        noun = draft.heads[noun]
    draft.hang(verb, noun, "acl:relcl")
    draft.deps[k] = "nsubj"


def is_bare(noun: int, rules: Loose, draft: Draft) -> bool:
    """Whether a noun only says what kind of thing the one before is: "pacte de *défense*"."""
    return draft.deps[noun] == "flat" or (
        "det" not in draft.labels(noun) and draft.pos[noun] == "NOUN" and draft.cases(noun) <= rules.owners
    )


def clitic(k: int, draft: Draft) -> None:
    """Mends "l'Iran lui a livré": right before the verb and beside another subject it is the dative."""
    verb = draft.heads[k]
    others = [s for s in draft.subjects(verb) if s < k]
    if draft.pos[verb] in VERBAL and others and draft.first(verb) == k + 1:
        draft.deps[k] = "iobj"


def under_agent(k: int, rules: Loose, draft: Draft) -> None:
    """Mends "les sanctions décidées par X contre Y" with Y hung on X: it is what they aim at; a name has no "à Y"."""
    agent = draft.heads[k]
    while draft.deps[agent] == "conj" and draft.heads[agent] < agent:
        agent = draft.heads[agent]  # "par X et Z contre Y"
    event = draft.heads[agent]
    words = rules.against | rules.beyond if draft.pos[agent] == "PROPN" else rules.against
    if not event < agent < k or not draft.cases(k) & words or not draft.cases(agent) & rules.agents:
        return
    noun = draft.heads[event]
    if draft.deps[event] == "acl" and draft.pos[noun] == "NOUN":
        draft.hang(k, noun, "nmod")
    elif draft.pos[event] in (*VERBAL, "NOUN"):
        draft.hang(k, event, "obl:mod" if draft.pos[event] in VERBAL else "nmod")


def over_verb(k: int, draft: Draft) -> None:
    """Mends "l'Iran, dont les drones ont frappé Kiev" with Kiev hung on Iran: right behind a verb it is its object."""
    verb = k - 1
    while verb > 0 and draft.heads[verb] == k and draft.deps[verb] in ("det", "nummod", "amod"):
        verb -= 1
    if draft.pos[verb] != "VERB" or not draft.heads[k] < verb or not draft.above(verb, draft.heads[k]):
        return
    if draft.cases(k) or draft.labels(verb) & {"obj", "aux:pass", "ccomp", "xcomp"} or not draft.is_finite(verb):
        return
    draft.hang(k, verb, "obj")


def no_subject_last(v: int, draft: Draft) -> None:
    """Mends "X abrite et finance le Front" with the Front as subject: X has done it, so it is the object."""
    first, subjects = draft.heads[v], draft.subjects(v)
    while draft.deps[first] == "conj" and draft.pos[draft.heads[first]] in VERBAL:
        first = draft.heads[first]
    shared = draft.pos[first] in VERBAL and any(s < first for s in draft.subjects(first))
    if not shared or len(subjects) != 1 or "obj" in draft.labels(v):
        return
    if subjects[0] > v and draft.pos[subjects[0]] in NAMES:
        draft.deps[subjects[0]] = "obj"


def with_noun(v: int, draft: Draft) -> None:
    """Mends "ferme sa frontière et expulse …": a finite verb goes with a verb, never with its object."""
    noun = draft.heads[v]
    verb = draft.heads[noun]
    joined = "cc" in draft.labels(v) and not draft.subjects(v)
    if not joined or draft.pos[noun] not in NAMES or draft.pos[verb] not in VERBAL or not verb < noun < v:
        return
    if not (draft.is_finite(v) and draft.is_finite(verb)):
        return
    draft.hang(v, verb, "conj")
    for k in [k for k in draft.of(verb) if k > v]:
        draft.hang(k, v, draft.deps[k])
