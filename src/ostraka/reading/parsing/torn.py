"""Mends what is torn from the verb that it belongs to: a subject by its relative, an infinitive by a list, a cleft.

Shapes that grammar excludes, like those of loose.py, by the closed classes of `[loose]` and `[mend]`: a name before
"dont …" that hangs on the verb of the relative, an infinitive that hangs on the last of two objects, a bare name
beside the subject of a list.
"""

from __future__ import annotations

from ostraka.reading.parsing.closed import Clauses, Loose
from ostraka.reading.parsing.draft import NAMES, VERBAL, Draft

__all__ = ["mend_torn"]

OBJECTS = frozenset({"obj", "obl:arg", "obl:mod", "obl", "obl:agent"})
BARE = frozenset({"obl:mod", "dislocated", "dep", "advmod", "nsubj", "nsubj:pass"})  # how a torn subject is hung


def mend_torn(rules: Loose, clauses: Clauses, draft: Draft) -> None:
    """Changes the tree of a draft in place."""
    for k in range(1, len(draft.deps)):
        if draft.pos[k] in VERBAL and draft.is_finite(k):
            one_list(k, draft)
        if draft.deps[k] == "cop" and draft.pos[k] == "VERB":
            no_copula(k, draft)
        if draft.lowers[k] in clauses.relatives and draft.lowers[k - 1] in (*rules.commas, *rules.datives) and k > 1:
            before_relative(k, rules, draft)
        if draft.deps[k] == "conj" and draft.pos[k] in NAMES and draft.pos[draft.heads[k]] in VERBAL:
            with_object(k, draft)
        if draft.deps[k] in ("acl", "ccomp", "dep") and "VerbForm=Inf" in draft.morphs[k]:
            of_both(k, draft)
        if draft.deps[k] == "conj" and draft.pos[k] in NAMES:
            beside_name(k, rules, draft)
        if draft.lowers[k] in clauses.object_relatives:
            cleft(k, rules, draft)
            told(k, rules, draft)
        if draft.deps[k] == "advcl" and "Tense=Past" in draft.morphs[k] and draft.lowers[k - 1] in rules.commas:
            behind_name(k, draft)
        if draft.deps[k] == "conj" and draft.pos[k] == "NOUN" and draft.pos[draft.heads[k]] == "PROPN":
            bare_member(k, rules, draft)
        if draft.deps[k] == "obl:arg" or (draft.deps[k] == "nmod" and draft.pos[draft.heads[k]] == "VERB"):
            plain_object(k, rules, draft)
        if draft.deps[k] == "conj" and draft.pos[k] == "ADJ" and draft.pos[draft.heads[k]] == "PROPN":
            close_to(k, rules, draft)
        if draft.lowers[k] in rules.commas:
            described(k, draft)
            bare_first(k, draft)
        if draft.pos[k] in NAMES and draft.deps[k] in ("nmod", "dep"):
            over_bare(k, rules, draft)
        if draft.pos[k] == "PROPN" and draft.deps[k] != "nsubj":
            likewise(k, rules, draft)
        if draft.deps[k] == "acl" and draft.pos[k] == "NOUN":
            closing_participle(k, draft)
    opening_participle(rules, draft)


def one_list(verb: int, draft: Draft) -> None:
    """Mends "Oslo, Lima et Quito ont …" with three subjects, or Oslo as the root: they are one list."""
    said = [s for s in draft.subjects(verb) if s < verb and draft.pos[s] in NAMES]
    joins = [k for s in said[-1:] for k in range(min([s, *draft.of(s)]) - 1, s) if draft.pos[k] == "CCONJ"]
    if not joins or "PROPN" not in {draft.pos[s] for s in said}:
        return
    top = draft.heads[verb]
    opens = draft.deps[verb] == "parataxis" and draft.heads[top] == top and draft.pos[top] == "PROPN"
    if opens and top < said[0] and not draft.cases(top) and not draft.labels(top) & {"cop", "nsubj"}:
        later = [k for k in draft.of(top) if k > verb]
        draft.hang(verb, verb, "root")
        draft.hang(top, verb, "nsubj")
        for k in later:
            draft.hang(k, verb, draft.deps[k])
        said = [top, *said]
    for s in said[1:]:
        rest = [k for k in draft.of(s) if draft.deps[k] == "conj"]
        for k in (s, *rest):
            draft.hang(k, said[0], "conj")
    if len(said) > 1 and draft.heads[joins[-1]] == verb:
        draft.hang(joins[-1], said[-1], "cc")


def no_copula(verb: int, draft: Draft) -> None:
    """Mends "bénéficie de pétrole" with the verb as a copula of its object: a verb of its own is the head."""
    noun = draft.heads[verb]
    if noun < verb or draft.pos[noun] not in NAMES or not draft.cases(noun):
        return
    above, label = draft.heads[noun], draft.deps[noun]
    moved = [k for k in draft.of(noun) if k < verb or draft.deps[k] in ("punct", "conj", "advcl", "parataxis")]
    top = above == noun
    if top:
        draft.heads[verb], draft.deps[verb] = verb, "root"
        draft.kids[noun].remove(verb)
        draft.hang(noun, verb, "obl:arg")
    else:
        draft.hang(verb, above, label)
        draft.hang(noun, verb, "obl:arg")
    for k in [k for k in moved if k != verb and draft.deps[k] != "case"]:
        draft.hang(k, verb, draft.deps[k])


def before_relative(word: int, rules: Loose, draft: Draft) -> None:
    """Mends "Oslo, dont Lima occupe le port, veut …": Oslo does the second verb, and the relative is its own.

    The name hangs on the verb of the relative, or is the root with the main verb beside it.
    """
    comma = word - 1 if draft.lowers[word - 1] in rules.commas else word - 2
    noun, verb = comma - 1, draft.heads[word]
    if noun < 0 or draft.lowers[comma] not in rules.commas:
        return
    while draft.deps[noun] in ("flat", "nmod") and draft.heads[noun] < noun:
        noun = draft.heads[noun]
    if draft.pos[verb] not in VERBAL:
        verb = draft.heads[verb]
    if draft.pos[verb] not in VERBAL or verb < word or draft.cases(noun) or draft.pos[noun] not in NAMES:
        return
    main = draft.heads[verb]
    if draft.heads[noun] == verb and draft.deps[noun] in BARE and draft.deps[verb] == "advcl" and main > verb:
        others = [s for s in draft.subjects(verb) if s > word]
        if others and draft.is_finite(main) and not draft.subjects(main):
            draft.hang(noun, main, "nsubj")
            draft.hang(verb, noun, "acl:relcl")
            as_relative(word, verb, draft)
    elif draft.heads[noun] == noun and draft.deps[verb] == "acl:relcl" and main == noun:
        root_behind(noun, verb, draft)


def as_relative(word: int, verb: int, draft: Draft) -> None:
    """Gives "que" its role in a clause that was none: the object of the verb, where it has no other."""
    if draft.deps[word] in ("mark", "advmod", "dep") and "obj" not in draft.labels(verb):
        draft.pos[word], draft.deps[word] = "PRON", "obj"


def root_behind(noun: int, verb: int, draft: Draft) -> None:
    """The main predicate behind a name that was taken for the root takes its place: "Oslo, que …, est membre"."""
    for main in [k for k in draft.of(noun) if k > verb and draft.deps[k] in ("conj", "parataxis", "appos")]:
        predicate = "cop" in draft.labels(main) or draft.is_finite(main)
        if not predicate or draft.subjects(main) or draft.labels(main) & {"cc", "mark"}:
            continue
        later = [k for k in draft.of(noun) if k > verb and k != main]
        draft.hang(main, main, "root")
        for k in later:
            draft.hang(k, main, draft.deps[k])
        draft.hang(noun, main, "nsubj")
        return


def with_object(k: int, draft: Draft) -> None:
    """Mends "presse Oslo et ses alliés" with the allies joined to the verb: a noun goes with the noun before "et"."""
    verb = draft.heads[k]
    joins = [j for j in draft.of(k) if draft.deps[j] == "cc"]
    if not joins or not verb < k or draft.labels(k) & {"nsubj", "cop"}:
        return
    before = joins[0] - 1
    near = [j for j in draft.of(verb) if verb < j <= before and is_object(j, draft) and draft.above(before, j)]
    if near and draft.pos[near[-1]] in NAMES and draft.cases(near[-1]) >= draft.cases(k):
        draft.hang(k, near[-1], "conj")


def is_object(k: int, draft: Draft) -> bool:
    """Whether a phrase is an object or oblique of its verb; a bare name is one, whatever it was taken for."""
    if draft.deps[k] == "xcomp" and draft.pos[k] == "PROPN" and not draft.cases(k):
        draft.deps[k] = "obj"
    return draft.deps[k] in OBJECTS


def of_both(infinitive: int, draft: Draft) -> None:
    """Mends "appelle Oslo et ses alliés à cesser …" with the infinitive on the last: both do it."""
    last = draft.heads[infinitive]
    first = draft.heads[last] if draft.deps[last] == "conj" else last
    verb = draft.heads[first]
    if draft.pos[verb] not in VERBAL or not verb < first:
        return
    bare = draft.pos[last] == "PROPN" and draft.deps[last] == "obj" and last < infinitive
    if bare and not draft.labels(infinitive) & {"mark", "nsubj"}:
        draft.hang(infinitive, verb, "xcomp")  # "ne laissera pas Oslo *céder*"
    if first == last or "mark" not in draft.labels(infinitive):
        return
    named = "PROPN" in (draft.pos[first], draft.pos[last])
    if named and draft.deps[first] in OBJECTS and not draft.labels(verb) & {"xcomp", "ccomp"}:
        draft.hang(infinitive, verb, "xcomp")


def beside_name(k: int, rules: Loose, draft: Draft) -> None:
    """Mends "la Corée du Sud et les Philippines" joined to "Sud": a bare name goes with the whole."""
    part = draft.heads[k]
    whole = draft.heads[part]
    if draft.deps[part] != "nmod" or draft.pos[whole] != "PROPN" or not whole < part < k:
        return
    if draft.cases(part) & rules.owners and not draft.cases(k) and "det" in draft.labels(k):
        draft.hang(k, whole, "conj")


def cleft(word: int, rules: Loose, draft: Draft) -> None:
    """Mends "c'est à Oslo que Lima a livré …" with Oslo outside of the clause: it has a role of its verb."""
    verb = draft.heads[word]
    if draft.pos[verb] not in VERBAL or verb < word:
        return
    noun = word - 1
    while draft.deps[noun] in ("flat", "nmod", "amod") and draft.heads[noun] < noun:
        noun = draft.heads[noun]
    copula = draft.heads[noun]
    outside = copula < noun and draft.deps[copula] == "fixed" and draft.pos[noun] in NAMES
    if outside and draft.cases(noun) and draft.subjects(verb):
        draft.hang(noun, verb, "obl:arg")


def behind_name(k: int, draft: Draft) -> None:
    """Mends "a rompu avec Oslo, accusé de …" with the participle on the verb: it is of the name before the comma."""
    verb, name = draft.heads[k], k - 2
    if draft.labels(k) & {"aux", "aux:pass", "mark", "nsubj", "nsubj:pass"} or not verb < name:
        return
    while draft.deps[name] in ("flat", "amod") and verb < draft.heads[name] < name:
        name = draft.heads[name]
    if draft.pos[name] == "PROPN" and draft.pos[verb] in VERBAL and draft.labels(k) & {"xcomp", "obl:agent", "obl:arg"}:
        draft.hang(k, name, "acl")


def plain_object(k: int, rules: Loose, draft: Draft) -> None:
    """Mends "a attaqué des ports" as an oblique: without a preposition a noun behind its verb is the object.

    And "a versé de fortes sommes", where the adjective before the object was taken for one.
    """
    verb = draft.heads[k]
    if draft.pos[verb] not in VERBAL or verb > k:
        return
    if draft.pos[k] == "ADJ" and k + 1 in draft.of(verb) and draft.deps[k + 1] == "obj":
        draft.hang(k, k + 1, "amod")
        return
    behind = draft.deps[k] == "nmod" and "aux" in draft.labels(verb) and draft.cases(k) <= rules.partitives
    bare = draft.pos[k] == "NOUN" and (behind or ("det" in draft.labels(k) and not draft.cases(k)))
    if bare and not draft.labels(verb) & {"obj", "xcomp", "ccomp", "aux:pass", "nsubj:pass", "expl"}:
        draft.deps[k] = "obj"


def bare_member(k: int, rules: Loose, draft: Draft) -> None:
    """Mends "Oslo, membre de l'Otan, refuse …" as a list: without an article and "et" it says what Oslo is."""
    name, first = draft.heads[k], min([k, *draft.of(k)])
    comma = first if draft.lowers[first] in rules.commas else first - 1
    listed = any(j > k and draft.deps[j] == "conj" for j in (*draft.of(name), *draft.of(k)))
    bare = not draft.labels(k) & {"cc", "det", "case"} and not listed
    if bare and name < comma and draft.lowers[comma] in rules.commas:
        draft.deps[k] = "appos"


def close_to(k: int, rules: Loose, draft: Draft) -> None:
    """Mends "Oslo, très proche de Lima, a …" as a list: an adjective between commas describes the name before it."""
    before = min([k, *draft.of(k)])
    comma = before if draft.lowers[before] in rules.commas else before - 1
    if "cc" not in draft.labels(k) and comma > 0 and draft.lowers[comma] in rules.commas:
        draft.deps[k] = "acl"


def described(comma: int, draft: Draft) -> None:
    """Mends "Vieil allié de Lima, Oslo a …" with "allié" as a verb: an adjective before it says that it is a noun."""
    k = draft.heads[comma - 1]
    if draft.pos[k] == "VERB" and k < comma and any(j < k and draft.deps[j] == "amod" for j in draft.of(k)):
        draft.pos[k], draft.morphs[k] = "NOUN", ""


def bare_first(comma: int, draft: Draft) -> None:
    """Mends "Oslo, Lima et Quito ont …" with Oslo as an adverbial: a bare name before a list of names is its first.

    And "a puni Oslo, Lima et Quito", where the rest of the list is the adverbial.
    """
    name, second = comma - 1, comma + 1
    while second + 1 < len(draft.deps) and draft.deps[second] in ("det", "amod"):
        second += 1
    while draft.deps[name] in ("flat", "nmod", "amod") and draft.heads[name] < name:
        name = draft.heads[name]
    if draft.heads[name] != draft.heads[second] or not name < second:
        return
    labels = [draft.deps[k].partition(":")[0] for k in (name, second)]
    said = [label for label in labels if label in ("nsubj", "obj")]
    if len(said) != 1 or not {"obl", "dislocated", "advmod", "dep"} & set(labels):
        return
    listed = [k for k in draft.of(second) if draft.deps[k] == "conj" and draft.pos[k] in NAMES]
    named = draft.pos[name] == "PROPN" and any(draft.pos[k] == "PROPN" for k in (second, *listed))
    if named and listed and not draft.cases(name) | draft.cases(second):
        for k in [second, *listed]:
            draft.hang(k, name, "conj")
        draft.deps[name] = said[0]


def over_bare(k: int, rules: Loose, draft: Draft) -> None:
    """Mends "le soutien sans faille de Lima" with Lima hung on "faille": a bare noun after "sans" has no owner."""
    bare = draft.heads[k]
    noun = draft.heads[bare]
    if not noun < bare < k or draft.deps[bare] != "nmod" or draft.pos[noun] != "NOUN":
        return
    if draft.cases(bare) & rules.without and "det" not in draft.labels(bare) and draft.cases(k):
        draft.hang(k, noun, "nmod")


def likewise(k: int, rules: Loose, draft: Draft) -> None:
    """Mends "Oslo, comme Lima et Rome, soutient …": who does as the subject does is another subject."""
    marks = [j for j in draft.of(k) if draft.deps[j] in ("case", "mark", "cc") and draft.lowers[j] in rules.likewise]
    above = draft.heads[k]
    name = marks[0] - 2 if marks else -1
    if name < 0 or draft.lowers[name + 1] not in rules.commas or draft.pos[name] != "PROPN":
        return
    verb = draft.heads[name]
    if draft.deps[name].startswith("nsubj") and above in (name, verb) and name < k < verb and draft.is_finite(verb):
        draft.hang(k, name, "conj")
        draft.deps[marks[0]] = "cc"


def closing_participle(k: int, draft: Draft) -> None:
    """Mends "les soldats *détenus* à Oslo" with a noun: without an article behind another it is a participle."""
    noun = draft.heads[k]
    bare = not draft.labels(k) & {"det", "case", "cop", "aux"}
    if draft.deps[k] == "acl" and draft.pos[k] == "NOUN" and bare and noun < k and draft.pos[noun] in NAMES:
        draft.pos[k], draft.morphs[k] = "VERB", "Tense=Past|VerbForm=Part"


def told(k: int, rules: Loose, draft: Draft) -> None:
    """Mends "a déclaré aux élus qu'il leur offrirait …" with a relative of the "élus": it is what they were told."""
    clause, noun = draft.heads[k], draft.heads[draft.heads[k]]
    verb = draft.heads[noun]
    if draft.deps[clause] != "acl:relcl" or not verb < noun < k or draft.pos[verb] not in VERBAL:
        return
    dative = any(draft.lowers[j] in rules.datives or draft.lowers[j] in rules.addressing for j in draft.of(noun))
    told = draft.lowers[verb] in rules.telling and dative and draft.deps[noun].startswith("obl")
    subjects = [j for j in draft.of(clause) if draft.deps[j].startswith(("nsubj", "expl:subj")) and j != k]
    if told and not draft.labels(verb) & {"ccomp", "obj"} and subjects:
        draft.hang(clause, verb, "ccomp")
        draft.deps[subjects[0]] = "nsubj"
        draft.deps[k], draft.pos[k] = "mark", "SCONJ"


def opening_participle(rules: Loose, draft: Draft) -> None:
    """Mends "Invité par Oslo, le président …" with a noun that opens the sentence: with an agent it is a participle."""
    for k in range(len(draft.deps) - 1):
        opens = k == 0 or draft.pos[k - 1] == "PUNCT"
        if not opens or draft.pos[k] != "NOUN" or not draft.lowers[k].endswith(rules.participles):
            continue
        doers = [j for j in draft.of(k) if j > k and draft.pos[j] in NAMES and draft.cases(j) & rules.agents]
        if doers and not draft.labels(k) & {"det", "case"} and draft.lowers[k + 1] in rules.agents:
            draft.pos[k], draft.morphs[k] = "VERB", "Tense=Past|VerbForm=Part"
            draft.deps[doers[0]] = "obl:agent"
