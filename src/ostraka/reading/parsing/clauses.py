"""Mends clauses: verbs hung as modifiers, subjects torn off by an aside, two subjects of one verb.

Each is a shape that grammar excludes: a finite verb that modifies a noun without a relative
pronoun, a sentence whose root is a bare noun while a verb without subject stands beside it.
Relative clauses are in relatives.py, lists in lists.py. The closed classes are in `grammar.toml` under `[mend]`.
"""

from __future__ import annotations

from ostraka.reading.parsing.closed import Clauses
from ostraka.reading.parsing.draft import NAMES, VERBAL, Draft
from ostraka.reading.parsing.lists import gapped, in_list, same_case
from ostraka.reading.parsing.relatives import mend_relative
from ostraka.relations.table import reach

__all__ = ["finite_conjunct", "mend_clauses", "raise_over"]

BARE = reach()["parsing"]["object_raised"]
DASHES = frozenset("-‑")


def mend_clauses(rules: Clauses, draft: Draft) -> None:
    """Changes the tree of a draft in place."""
    count = len(draft.deps)
    for v in range(count):
        if draft.lowers[v] in rules.inverted and draft.pos[v] in ("PRON", "VERB", "ADV", "X"):
            clitic(v, draft)
        if draft.pos[v] == "PROPN":
            join_name(v, draft)
        if draft.deps[v] == "mark" and draft.pos[v] == "PRON" and draft.lowers[v] in rules.reflexives:
            draft.deps[v] = "expl"  # « *s'*y est rendu »: no "si"
        if draft.lowers[v] in rules.elided_before and v and draft.lowers[v - 1] in rules.elided_if:
            hypothesis(v - 1, draft)
    for v in range(count):
        if draft.pos[v] in VERBAL:
            restricted(v, rules, draft)
            mend_relative(v, rules, draft)
            torn_infinitive(v, draft)
            lift(v, rules, draft)
    for v in range(count):
        if draft.pos[v] in VERBAL and draft.is_finite(v):
            take_subject(v, rules, draft)
            before_saying(v, draft)
            one_subject(v, rules, draft)
            far_conjunct(v, draft)
            finite_conjunct(v, draft)
        if draft.pos[v] == "PROPN" and draft.deps[v] == "appos":
            in_list(v, draft)
        if draft.pos[v] == "PROPN" and draft.deps[v] == "conj":
            same_case(v, draft)
        if draft.pos[v] == "NOUN" and draft.deps[v] == "conj":
            gapped(v, draft)
        if draft.lowers[v] in rules.adverbial_nouns and draft.heads[v] != v:
            free_oblique(v, rules, draft)
        if draft.pos[v] == "NOUN" and draft.deps[v] == "nmod":
            after_agent(v, rules, draft)


def clitic(k: int, draft: Draft) -> None:
    """Mends "livrera-t-elle": the pronoun after the verb is no object beside the subject that is said."""
    verb = draft.heads[k]
    if verb == k - 1 and draft.deps[k] == "fixed" and draft.pos[draft.heads[verb]] in VERBAL:
        draft.deps[verb] = "expl"  # « a*-t*-il aussi dit »: the letter between is nobody
        draft.hang(k, draft.heads[verb], "nsubj")
        return
    if draft.pos[verb] in VERBAL and k > verb:
        draft.deps[k] = "expl" if [s for s in draft.subjects(verb) if s != k] else "nsubj"


def hypothesis(k: int, draft: Draft) -> None:
    """Mends « vendrait *s'il* le pouvait » read as a reflexive: a condition, and the pronoun its subject."""
    verb = draft.heads[k]
    if draft.deps[k] == "mark" or draft.pos[verb] not in VERBAL or verb < k:
        return
    draft.deps[k], draft.pos[k], draft.morphs[k] = "mark", "SCONJ", "_"
    if draft.heads[k + 1] == verb:
        draft.deps[k + 1] = "nsubj"
    if draft.heads[verb] != verb and draft.heads[verb] < k:
        draft.deps[verb] = "advcl"


def join_name(k: int, draft: Draft) -> None:
    """Mends "Addis-Abeba a menacé": a name of two halves has its role once, on its first half."""
    one = k - 2
    if one < 0 or draft.pos[k] != "PROPN" or draft.pos[one] != "PROPN" or draft.lowers[k - 1] not in DASHES:
        return
    if draft.deps[k] not in ("nsubj", "nsubj:pass", "obj") or draft.heads[one] in (k, draft.heads[k]):
        return
    draft.hang(one, draft.heads[k], draft.deps[k])
    draft.hang(k, one, "flat")


def restricted(v: int, rules: Clauses, draft: Draft) -> None:
    """Mends "n'a livré que dix chars" read as a clause: a bare noun after "ne … que" is the object."""
    if not any(draft.lowers[k] in rules.restricted for k in draft.of(v)) or "obj" in draft.labels(v):
        return
    for k in draft.of(v):
        words = [j for j in draft.of(k) if draft.deps[j] == "mark" and draft.lowers[j] in rules.object_relatives]
        bare = draft.pos[k] in NAMES and not draft.labels(k) & {"nsubj", "nsubj:pass", "cop", "aux", "aux:pass", "case"}
        if k > v and draft.deps[k] == "ccomp" and words and bare:
            draft.deps[k], draft.deps[words[0]] = "obj", "advmod"
            return
    for word in [k for k in draft.of(v) if k > v and draft.lowers[k] in rules.object_relatives]:
        for k in draft.of(word):  # "n'achète que du blé"
            cases = {draft.lowers[j] for j in draft.of(k) if draft.deps[j] == "case"}
            if draft.pos[k] == "NOUN" and draft.deps[k] == "dep" and cases <= rules.pairs:
                draft.hang(k, v, "obj")
                return


def torn_infinitive(v: int, draft: Draft) -> None:
    """Mends "accuse le Rwanda, qui le nie, *de soutenir* …" read as a second verb: nothing joins it to a finite one."""
    head = draft.heads[v]
    if draft.deps[v] != "conj" or "VerbForm=Inf" not in draft.morphs[v] or not draft.is_finite(head):
        return
    if "mark" in draft.labels(v) and "cc" not in draft.labels(v):
        draft.deps[v] = "xcomp"


def lift(v: int, rules: Clauses, draft: Draft) -> None:
    """Mends "Le Honduras rompt avec …" read as a noun with a modifier: a finite verb is no modifier by itself.

    Also "Les drones que Téhéran fournit frappent Kiev", where the main verb hangs on the relative clause, which
    stands between two commas or none.
    """
    if not draft.is_finite(v) or draft.subjects(v) or draft.deps[v] in ("root", "cop", "acl:relcl"):
        return
    if draft.labels(v) & {"mark", "cc"} or any(draft.lowers[k] in rules.relatives for k in draft.of(v)):
        return
    above = draft.heads[v]
    if draft.deps[v] in ("acl", "amod", "nmod", "flat", "appos") and draft.pos[above] in NAMES and above < v:
        raise_over(v, above, draft)
    elif draft.deps[v] in ("advcl", "advmod", "conj", "ccomp", "parataxis", "xcomp"):
        noun = draft.heads[above]
        alone = draft.pos[noun] in NAMES and not draft.labels(noun) & {"cop", "nsubj"}
        if draft.deps[above] != "acl:relcl" or not alone or not noun < above < v or draft.heads[noun] != noun:
            return
        if draft.pos[v - 1] != "PUNCT" or draft.lowers[noun + 1] == draft.lowers[draft.first(v) - 1] == ",":
            raise_over(v, noun, draft)


def raise_over(v: int, noun: int, draft: Draft) -> None:
    """The verb takes the place of the noun, and the noun becomes its subject; what stands after goes with the verb."""
    if draft.labels(noun) & {"cop"} or any(draft.deps[k] == "case" for k in draft.of(noun)):
        return
    top, dep = draft.heads[noun], draft.deps[noun]
    later = [k for k in draft.of(noun) if k > v]
    if top == noun:
        draft.hang(v, v, "root")
    else:
        draft.hang(v, top, dep)
    draft.hang(noun, v, "nsubj")
    taken = bool(draft.labels(v) & {"obj", "xcomp", "ccomp"})
    for k in later:
        bare = draft.pos[k] in NAMES and not any(draft.deps[j] == "case" for j in draft.of(k))
        draft.hang(k, v, "obj" if bare and not taken and k <= v + BARE else draft.deps[k])
        taken = taken or bare


def take_subject(v: int, rules: Clauses, draft: Draft) -> None:
    """Mends "Séoul, lundi, a convoqué …" read as a noun and a clause: the noun before the aside is the subject."""
    noun = draft.heads[v]
    if draft.pos[noun] == "ADJ" and draft.deps[noun] in ("parataxis", "appos", "acl", "amod") and noun < v:
        noun = draft.heads[noun]  # "Berlin, longtemps réticent, a autorisé …"
    if draft.deps[v] != "parataxis" or noun >= v or draft.heads[noun] != noun or draft.pos[noun] not in NAMES:
        return
    if draft.subjects(v) or draft.labels(noun) & {"cop", "nsubj", "case"} or "cc" in draft.labels(v):
        return
    commas = [k for k in range(noun + 1, draft.first(v)) if draft.pos[k] == "PUNCT" and draft.lowers[k] not in DASHES]
    if any(draft.lowers[k] not in rules.pairs for k in commas) or len(commas) != 2:
        return
    later = [k for k in draft.of(noun) if k > v]
    draft.hang(v, v, "root")
    for k in later:
        draft.hang(k, v, draft.deps[k])
    draft.hang(noun, v, "nsubj")


def before_saying(v: int, draft: Draft) -> None:
    """Mends "Lima et Quito *ont signé* un accord, a dit Oslo" with Lima on top: what is said is the sentence."""
    saying = draft.heads[v]
    noun = draft.heads[saying]
    said = draft.deps[v] in ("advcl", "ccomp") and draft.deps[saying] == "parataxis" and draft.heads[noun] == noun
    if not said or not noun < v < saying or draft.pos[noun] not in NAMES:
        return
    joints = [k for k in draft.of(v) if draft.deps[k] == "cc"]
    for k in draft.subjects(v):  # "Lima *et Quito* …" cut in two
        if joints == [draft.first(k) - 1] and draft.pos[k] in NAMES:
            draft.hang(k, noun, "conj")
            draft.hang(joints[0], k, "cc")
    if draft.subjects(v):
        return
    own = draft.labels(noun) & {"cop", "nsubj", "case"} or draft.labels(v) & {"mark", "cc"}
    if own or any(not draft.above(k, noun) or draft.above(k, v) for k in range(noun + 1, draft.first(v))):
        return
    later = [k for k in draft.of(noun) if k > v and k != saying]
    draft.hang(v, v, "root")
    draft.hang(noun, v, "nsubj")
    for k in (saying, *later):
        draft.hang(k, v, draft.deps[k])


def one_subject(v: int, rules: Clauses, draft: Draft) -> None:
    """Mends two subjects before one verb: the second is coordinated with the first, or the first is a heading."""
    subjects = named_behind(draft.subjects(v), v, draft)
    if not subjects:
        return
    said = [k for k in subjects if k < v and draft.pos[k] in NAMES]
    after = [k for k in subjects if k > v and draft.pos[k] in NAMES]
    who = [k for k in subjects if k < v and draft.lowers[k] in rules.subject_relatives]
    if (said or who) and after and not draft.labels(v) & {"obj", "aux:pass"}:  # "La Corée du Nord menace le Japon"
        draft.deps[after[0]] = "obj"
    ours = [k for k in subjects if k < v and draft.lowers[k] in rules.unstressed and said and said[0] < k]
    for k in ours:  # "Oslo *nous* a menti": it is no second subject
        draft.deps[k] = "iobj" if "obj" in draft.labels(v) else "obj"
    if len(said) < 2:
        return
    one, two = said[0], said[1]
    marks = {draft.lowers[k] for k in range(one + 1, two) if draft.pos[k] == "PUNCT"}
    if ":" in marks:
        draft.deps[one] = "dislocated"
    elif "," in marks and any(draft.deps[k] == "conj" for k in draft.of(two)):
        for k in [two, *(k for k in draft.of(two) if draft.deps[k] == "conj")]:
            draft.hang(k, one, "conj")


def named_behind(subjects: list[int], v: int, draft: Draft) -> list[int]:
    """Mends "one of them, *the Front for Peace*, attacked" with two subjects: the name says who the first is."""
    one, two = (*subjects, v, v)[:2]
    described = draft.pos[one] == "NOUN" or "nmod" in draft.labels(one)
    if not (one < two < v and subjects[2:] == [] and described and draft.pos[two] == "PROPN"):
        return subjects
    first, last = draft.span(two)
    enclosed = draft.lowers[first - 1] == "," == draft.lowers[last - (draft.pos[last - 1] == "PUNCT")]
    if not enclosed or "cc" in draft.labels(one) | draft.labels(two):
        return subjects
    draft.hang(two, one, "appos")
    return [one]


def far_conjunct(v: int, draft: Draft) -> None:
    """Mends "X presse Y et Z" with Z coordinated to X over the verb: Z goes with Y."""
    for s in [v, *(s for s in draft.subjects(v) if s < v)]:
        for k in [k for k in draft.of(s) if draft.deps[k] == "conj" and k > v and draft.pos[k] in NAMES]:
            near = [j for j in draft.of(v) if v < j < k and draft.deps[j] in ("obj", "obl:arg", "obl:mod", "obl")]
            joined = "cc" in draft.labels(k) or any(
                "cc" in draft.labels(j) for j in draft.of(k) if draft.deps[j] == "conj"
            )
            if near and joined and not draft.labels(k) & {"nsubj", "cop"}:
                draft.hang(k, near[-1], "conj")


def finite_conjunct(v: int, draft: Draft) -> None:
    """Mends "l'a exhorté à choisir et lui *avait reproché* …": a finite verb is no conjunct of an infinitive."""
    head = draft.heads[v]
    if draft.deps[v] != "conj" or "VerbForm=Inf" not in draft.morphs[head] or draft.subjects(v):
        return
    for _ in range(len(draft.heads)):
        if draft.heads[head] == head:
            return
        head = draft.heads[head]
        if draft.is_finite(head):
            draft.hang(v, head, "conj")
            return


def after_agent(k: int, rules: Clauses, draft: Draft) -> None:
    """Mends "la livraison par l'Iran de drones" with the drones hung on Iran: they are what is delivered."""
    agent = draft.heads[k]
    event = draft.heads[agent]
    if not event < agent < k or draft.pos[agent] != "PROPN" or draft.pos[event] != "NOUN":
        return
    cases = [{draft.lowers[c] for c in draft.of(x) if draft.deps[c] in ("case", "det")} for x in (agent, k)]
    if cases[0] & rules.agents and cases[1] & rules.pairs:
        draft.hang(k, event, "nmod")


def free_oblique(k: int, rules: Clauses, draft: Draft) -> None:
    """Mends "est arrivée dimanche à Séoul" with Séoul hung on Sunday: a place is the verb's."""
    verb = draft.heads[k]
    if draft.pos[verb] not in VERBAL:
        return
    for j in list(draft.of(k)):
        cases = [draft.lowers[c] for c in draft.of(j) if draft.deps[c] == "case"]
        if j > k and draft.pos[j] in NAMES and cases and not set(cases) & rules.pairs:
            draft.hang(j, verb, "obl:mod")
            continue
        bare = draft.deps[j] == "conj" and "det" in draft.labels(j) and "cc" not in draft.labels(j) and not cases
        if bare and k > verb and draft.lowers[j - 2] != "," and "obj" not in draft.labels(verb):
            draft.hang(j, verb, "obj")  # « fournit depuis dix ans *l'Espagne* »
