"""Mends what hangs on the wrong word: participles behind a comma, verbs joined to nouns, names taken for verbs.

Like clauses.py these are shapes that grammar or spelling excludes: a word in capitals that is a
verb, a clitic that is the subject beside another, a finite verb coordinated with a noun. The
closed classes are in `grammar.toml` under `[loose]`; a language without it is left as it is.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from ostraka.reading.parsing.clauses import NAMES, VERBAL, Draft
from ostraka.relations.table import reach

__all__ = ["Loose", "case_of", "loose_of", "mend_lists", "mend_loose"]

ACRONYM = reach()["parsing"]["acronym"]
BEHIND = ("obl", "nmod", "dep", "obj")  # how what stands behind a noun is hung on its verb
FRONTED = frozenset({"obl:mod", "advcl", "advmod", "dep", "acl", "amod", "parataxis"})


class Loose(NamedTuple):
    """Closed classes: clitics of the dative, what aims at somebody, agents, articles before a noun like a verb."""

    clitics: frozenset[str]
    against: frozenset[str]
    agents: frozenset[str]
    beyond: frozenset[str]
    owners: frozenset[str]
    homographs: frozenset[str]
    articles: frozenset[str]
    commas: frozenset[str]
    subjects: frozenset[str]
    objects: frozenset[str]
    whats: frozenset[str]
    datives: frozenset[str]
    without: frozenset[str]
    partitives: frozenset[str]
    plans: frozenset[str]
    places: frozenset[str]
    amounts: frozenset[str]
    telling: frozenset[str]
    addressing: frozenset[str]
    likewise: frozenset[str]
    participles: tuple[str, ...] = ()


def loose_of(raw: dict[str, Any]) -> Loose | None:
    """The classes of a grammar; None where it has none."""
    table = raw.get("loose")
    if table is None:
        return None
    sets = {key: frozenset(table.get(key, ())) for key in Loose._fields if key != "participles"}
    return Loose(**sets, participles=tuple(table.get("participles", ())))


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
        if draft.deps[k] == "xcomp" and words[k][0].isupper() and draft.pos[k] == "ADJ":
            bare_object(k, draft)
        if draft.lowers[k] in rules.clitics and draft.deps[k].startswith("nsubj"):
            clitic(k, draft)
        if draft.pos[k] in NAMES and draft.deps[k] in ("nmod", "dep"):
            under_agent(k, rules, draft)
            over_verb(k, draft)
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


def mend_lists(rules: Loose, draft: Draft) -> None:
    """Mends lists once the clauses are right."""
    for k in range(1, len(draft.deps)):
        if draft.deps[k] == "appos" and draft.pos[draft.heads[k]] == "PROPN":
            in_names(k, draft)
        if draft.deps[k] == "conj" and draft.pos[k] == "NOUN":
            in_relative(k, draft)
        if draft.lowers[k] in rules.places and draft.lowers[k - 1] in rules.commas:
            in_places(k, rules, draft)
        if draft.lowers[k] in rules.amounts and draft.pos[k] == "ADV":
            more_than(k, rules, draft)


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
    if not (named and listed) or case_of(k, draft) or draft.pos[k] not in NAMES:
        return
    if draft.pos[k] == "PROPN" or len(rest) > 1:
        draft.deps[k] = "conj"
        for j in [j for j in draft.of(k) if draft.deps[j] in ("appos", "conj") and j > k]:
            draft.hang(j, first, "conj")


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
        "det" not in draft.labels(noun) and draft.pos[noun] == "NOUN" and case_of(noun, draft) <= rules.owners
    )


def lift_main(v: int, rules: Loose, draft: Draft) -> None:
    """Mends "Quant à Oslo, elle a …" with Oslo as the root: a phrase with a preposition is no sentence, its verb is."""
    top = draft.heads[v]
    opens = draft.heads[top] == top and top < v and draft.pos[top] in NAMES and case_of(top, draft)
    if not opens or not draft.subjects(v) or draft.lowers[min([v, *draft.of(v)])] not in rules.commas:
        return
    later = [k for k in draft.of(top) if k > v]
    draft.hang(v, v, "root")
    draft.hang(top, v, "obl:mod")
    for k in later:
        draft.hang(k, v, draft.deps[k])


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
    if not event < agent < k or not case_of(k, draft) & words or not case_of(agent, draft) & rules.agents:
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
    if case_of(k, draft) or draft.labels(verb) & {"obj", "aux:pass", "ccomp", "xcomp"} or not draft.is_finite(verb):
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


def in_relative(k: int, draft: Draft) -> None:
    """Mends "Oslo, qui a livré des drones et un radar" with the radar joined to Oslo: it goes with the drones."""
    head = draft.heads[k]
    if head > k or "cc" not in draft.labels(k):
        return
    clauses = [v for v in draft.of(head) if head < v < k and draft.deps[v] == "acl:relcl"]
    near = [o for v in clauses for o in draft.of(v) if v < o < k and draft.deps[o].startswith(("obj", "obl"))]
    near = [o for o in near if draft.pos[o] == "NOUN" and case_of(o, draft) == case_of(k, draft)]
    if near and case_of(head, draft) != case_of(k, draft):
        draft.hang(k, near[-1], "conj")


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


def case_of(k: int, draft: Draft) -> set[str]:
    """The prepositions of a phrase."""
    return {draft.lowers[j] for j in draft.of(k) if draft.deps[j] == "case"}


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


def after_speaker(v: int, rules: Loose, draft: Draft) -> None:
    """Mends "…, a répété X, accusé de …": the participle behind a subject that stands last describes it."""
    verb = draft.heads[v]
    first = draft.first(v)
    if "Tense=Past" not in draft.morphs[v] or draft.pos[verb] not in VERBAL or first != v:
        return
    if draft.lowers[v - 1] not in rules.commas or [s for s in draft.subjects(verb) if s < verb]:
        return
    for noun in draft.of(verb):
        if verb < noun < v - 1 and draft.pos[noun] == "PROPN" and not case_of(noun, draft):
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
    for s in range(comma + 1, min(comma + 4, len(draft.deps))):
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
    return bare and opens == 0 and any(case_of(j, draft) & rules.owners for j in whose)


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
    formed = describes(top, draft) and draft.pos[top] in VERBAL and top == min([top, *draft.of(top)])
    titled = is_title(top, rules, draft)
    if top >= comma or not (formed or titled) or not draft.is_finite(verb) or draft.labels(verb) & {"mark"}:
        return
    later = [k for k in draft.of(top) if k > comma and k != verb]
    draft.hang(verb, verb, "root")
    for k in later:
        draft.hang(k, verb, draft.deps[k])
    draft.hang(top, subject, "appos" if titled else "acl")
