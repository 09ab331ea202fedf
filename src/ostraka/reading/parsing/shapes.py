"""Mends shapes of clauses and phrases that small parsers of English get wrong (`grammar.toml`, `[mend.shapes]`).

Each is a shape that grammar excludes or a reading that it makes plain: a sentence whose main
verb was taken for a participle behind an apposition, a free relative that only names what is
meant ("what it called an invasion"), what an event is aimed at hung on whoever did it.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from ostraka.reading.parsing.agreement import antecedent
from ostraka.reading.parsing.clauses import finite_conjunct, raise_over
from ostraka.reading.parsing.draft import NAMES, VERBAL, Draft
from ostraka.relations.table import reach

__all__ = ["Shapes", "mend_shapes", "shapes_of"]

TITLED = reach()["parsing"]["titled"]
PHRASAL = frozenset({"case", "mark"})
OWN = frozenset({"nsubj", "nsubj:pass", "csubj", "mark", "aux", "aux:pass"})
COMPLEMENTS = frozenset({"obj", "obl", "xcomp", "ccomp", "advcl"})


class Shapes(NamedTuple):
    """Closed classes: fused relatives, verbs that name by them, their particle, agents, aims, attempts, opposition."""

    fused: frozenset[str]
    naming: frozenset[str]
    naming_as: frozenset[str]
    agents: frozenset[str]
    aims: frozenset[str]
    resuming: frozenset[str]
    articles: frozenset[str]
    striving: frozenset[str]
    dated: frozenset[str]
    opposing: frozenset[str]
    days: frozenset[str]
    doing: frozenset[str]
    of: frozenset[str]
    charging: frozenset[str]
    participles: frozenset[str]
    relatives: frozenset[str]
    plurals: frozenset[str]


def shapes_of(raw: dict[str, Any]) -> Shapes | None:
    """The classes of a grammar; None where it has none."""
    table = raw.get("mend", {}).get("shapes")
    if table is None:
        return None
    table = {**table, "days": raw["mend"]["adverbial_nouns"]}
    return Shapes(*(frozenset(table.get(k, ())) for k in Shapes._fields))


def mend_shapes(rules: Shapes, draft: Draft, lemmas: list[str]) -> None:
    """Changes the tree of a draft in place."""
    for k in range(len(draft.deps)):
        if draft.lowers[k] in rules.fused:
            named(k, rules, draft, lemmas)
        elif draft.deps[k] == "obl:agent" or (draft.deps[k] == "obl" and draft.lowers[k - 1] in rules.agents):
            headline_passive(k, rules, draft)
        elif draft.deps[k] in ("obl", "nmod") and draft.lowers[k - 1] in rules.doing:
            doing(k, draft)
        elif draft.pos[k] == "ADJ" and draft.deps[k] in ("xcomp", "amod"):
            judged(k, rules, draft, lemmas)
            between_names(k, rules, draft)
        elif draft.pos[k] == "VERB" and draft.deps[k] == "compound":
            between_names(k, rules, draft)
        elif draft.deps[k] == "acl" and draft.pos[k] in VERBAL:
            main_verb(k, draft)
            charged(k, rules, draft, lemmas)
        elif draft.deps[k] == "amod" and draft.pos[k] == "VERB":
            charged_with(k, rules, draft, lemmas)
        elif draft.deps[k] == "advcl" and draft.pos[k] in VERBAL:
            striven(k, rules, draft, lemmas)
            behind_clause(k, draft)
        elif draft.deps[k] == "conj" and draft.is_finite(k):
            finite_conjunct(k, draft)
            said_too(k, draft)
        elif draft.pos[k] == "PROPN" and draft.deps[k] in ("conj", "appos"):
            title(k, draft)
            several_names(k, draft)
        elif draft.pos[k] == "NOUN" and draft.deps[k] in ("root", "conj", "ccomp", "advcl"):
            present(k, rules, draft)
        elif draft.pos[k] == "NOUN" and draft.deps[k] == "acl:relcl":
            present_relative(k, draft)
        elif draft.pos[k] == "VERB" and draft.deps[k] == "acl:relcl":
            no_relative(k, draft)
            dated_relative(k, rules, draft)
            if draft.deps[k] == "acl:relcl":
                antecedent(k, rules.relatives, draft, rules.plurals)
        elif draft.pos[k] == "PROPN" and draft.deps[k] == "obl":
            dated_subject(k, rules, draft)
        elif draft.deps[k] == "appos" and lemmas[k] in rules.resuming:
            resumed(k, rules, draft)
        elif draft.deps[k] in ("obj", "nsubj") and lemmas[k] in rules.resuming:
            taken_up(k, rules, draft)
        elif draft.deps[k] == "nsubj" and draft.pos[k] == "PROPN":
            joined_name(k, draft)
        elif draft.deps[k] == "nmod" and draft.pos[k] in NAMES and k < draft.heads[k]:
            first_of_two(k, draft)
        elif draft.deps[k] == "nmod" and draft.pos[k] in NAMES:
            behind_agent(k, rules, draft)
            against(k, rules, draft)


def between_names(k: int, rules: Shapes, draft: Draft) -> None:
    """Mends "Oslo's threats against Lima *worried* Quito" and "Unlike Oslo, Lima *arms* Quito" read as one long name.

    Behind a name and before another, a past or a present is the verb of the sentence that has none.
    """
    one, two = k - 1, draft.heads[k]
    if two != k + 1 or draft.pos[two] != "PROPN" or k < 1 or draft.pos[one] != "PROPN":
        return
    root = next(j for j in range(len(draft.heads)) if draft.heads[j] == j and draft.above(k, j))
    finite = draft.is_finite(k) or draft.lowers[k].endswith(tuple(rules.participles))
    nominal = root < one and draft.pos[root] in NAMES and not draft.labels(root) & {"nsubj", "cop"}
    if not finite or not nominal or draft.heads[one] not in (k, two):
        return
    fronted = "case" in draft.labels(root) and draft.deps[one] == "nsubj"  # "*Unlike Oslo*, Lima arms …"
    if not fronted and ("case" in draft.labels(root) or draft.lowers[one - 1] == ","):
        return
    above, place = draft.heads[two], draft.deps[two]
    draft.pos[k], draft.morphs[k] = "VERB", "Mood=Ind|VerbForm=Fin"
    draft.hang(k, k, "root")
    draft.hang(two, k, "obj")
    if fronted:
        draft.hang(one, k, "nsubj")
        draft.hang(root, k, "obl")
        return
    draft.hang(root, k, "nsubj")
    if above in (k, two):
        above = root
    draft.hang(one, above, place)
    for j in [j for j in draft.of(two) if draft.deps[j] == "case"]:
        draft.hang(j, one, "case")


def named(word: int, rules: Shapes, draft: Draft, lemmas: list[str]) -> None:
    """Mends "condemned what it called a raid": the raid is what is condemned, and the naming a clause of it."""
    verb = draft.heads[word]
    if draft.pos[verb] not in VERBAL or lemmas[verb] not in rules.naming or not word < verb:
        return
    if not draft.subjects(verb) or draft.heads[verb] == verb:
        return
    given = [k for k in draft.of(verb) if k > verb and draft.pos[k] in NAMES and is_name(k, rules, draft)]
    if not given:
        return
    noun, top, dep = given[0], draft.heads[verb], draft.deps[verb]
    cases = [k for k in draft.of(verb) if draft.deps[k] in PHRASAL and k < word]
    for k in [k for k in draft.of(noun) if draft.deps[k] == "case" and k > verb]:
        draft.hang(k, verb, "compound:prt")
    draft.hang(noun, top, place_of(dep, top, bool(cases), draft))
    for k in cases:
        draft.hang(k, noun, "case")
    draft.hang(verb, noun, "acl:relcl")


def is_name(k: int, rules: Shapes, draft: Draft) -> bool:
    """Whether a dependent of the naming verb is the name that it gives: its complement, or behind "as"."""
    cases = {draft.lowers[j] for j in draft.of(k) if draft.deps[j] == "case"}
    return draft.deps[k] in ("xcomp", "ccomp") if not cases else cases <= rules.naming_as


def place_of(dep: str, top: int, case: bool, draft: Draft) -> str:
    """The relation of the name in the place of its clause."""
    if case:
        return "nmod" if draft.pos[top] in NAMES else "obl"
    return {"ccomp": "obj", "csubj": "nsubj", "csubj:pass": "nsubj:pass", "acl": "nmod", "advcl": "obl"}.get(dep, dep)


def main_verb(v: int, draft: Draft) -> None:
    """Mends "Oslo, the only state to have …, called on Lima" read as a noun with a participle: it is the main verb."""
    noun = draft.heads[v]
    if draft.heads[noun] != noun or draft.pos[noun] not in NAMES or draft.labels(noun) & {"cop", "nsubj", "nsubj:pass"}:
        return
    labels = draft.labels(v)
    bare = draft.lowers[draft.first(v) - 1] == "," and "Tense=Past" in draft.morphs[v] and noun + 1 < v
    closed = draft.lowers[noun + 1] == "," and draft.first(v) - 1 > noun + 1
    told = "VerbForm=Fin" in draft.morphs[v] and noun + 1 < v and draft.pos[noun] == "NOUN"  # "a man then *called*"
    if (bare and closed or told) and labels & COMPLEMENTS and not labels & {"obl:agent", "mark", "case", "nsubj"}:
        raise_over(v, noun, draft)


def charged(k: int, rules: Shapes, draft: Draft, lemmas: list[str]) -> None:
    """Mends "accused Oslo on 2 May *of* jamming it", the deed hung on the date: it is what one accuses of."""
    noun = draft.heads[k]
    verb = draft.heads[noun]
    hung = draft.deps[noun] == "obj" or draft.deps[noun].startswith("obl")
    if not draft.cases(k) & rules.of or not hung or lemmas[verb] not in rules.charging:
        return
    whom = [j for j in draft.of(verb) if draft.deps[j] in ("obj", "nsubj:pass") and j <= noun]
    gerund = "VerbForm=Part" in draft.morphs[k] and "Tense=Pres" in draft.morphs[k]
    if whom and gerund and draft.pos[verb] in VERBAL:
        draft.hang(k, verb, "advcl")


def charged_with(k: int, rules: Shapes, draft: Draft, lemmas: list[str]) -> None:
    """Mends "Oslo is accused *of arming* rebels", the arming an adjective of the rebels: one is accused of it."""
    noun = draft.heads[k]
    gerund = "VerbForm=Part" in draft.morphs[k] and "Tense=Pres" in draft.morphs[k] and draft.lowers[k - 1] in rules.of
    if not gerund or k > noun or draft.heads[k - 1] != noun or "det" in draft.labels(noun):
        return
    verb = draft.heads[noun]
    verb = draft.heads[verb] if draft.pos[verb] in NAMES else verb
    if draft.pos[verb] in VERBAL and verb < k and lemmas[verb] in rules.charging:
        draft.hang(k, verb, "advcl")
        draft.hang(k - 1, k, "mark")
        draft.hang(noun, k, "obj")


def behind_clause(clause: int, draft: Draft) -> None:
    """Mends "when Oslo lost the case, *Lima and Kyiv* signed": a list behind the comma is no part of the clause."""
    v = draft.heads[clause]
    if clause > v or draft.subjects(v) or draft.deps[v] == "conj" or not draft.is_finite(clause):
        return
    for k in range(clause + 1, v):
        if draft.deps[k] != "conj" or draft.pos[k] != "PROPN":
            continue
        comma = min([k, *(j for j in draft.of(k) if draft.deps[j] in ("det", "compound", "amod"))]) - 1
        if clause < draft.heads[k] < comma and draft.lowers[comma] == ",":
            draft.hang(k, v, "nsubj")
            return


def striven(v: int, rules: Shapes, draft: Draft, lemmas: list[str]) -> None:
    """Mends "blocked Lima's bid to join" with the joining hung on the blocking: it is what the bid is for."""
    noun = draft.first(v) - 1
    opening = noun - 2
    if opening > 1 and draft.lowers[noun] == ")" and draft.lowers[opening] == "(":
        noun = opening - 1  # "the decision of the Republic (XYZ) to leave"
    if owner_above(noun, rules, draft) is not None and "VerbForm=Inf" in draft.morphs[v]:
        noun = owner_above(noun, rules, draft) or noun  # "the decision *of Lima* to leave"
        if lemmas[noun] in rules.striving:
            draft.hang(v, noun, "acl")
        return
    objects = draft.deps[noun] == "obj" and draft.heads[noun] == draft.heads[v] and noun < v
    if objects and "VerbForm=Inf" in draft.morphs[v] and lemmas[noun] in rules.striving:
        draft.hang(v, noun, "acl")


def owner_above(name: int, rules: Shapes, draft: Draft) -> int | None:
    """The noun that a name with "of" says whose it is; None where it says so of none."""
    noun = name
    while draft.pos[noun] == "PROPN" and draft.deps[noun] == "nmod" and draft.heads[noun] < noun:
        if not {draft.lowers[j] for j in draft.of(noun) if draft.deps[j] == "case"} & rules.of:
            return None
        noun = draft.heads[noun]
    return noun if noun != name and draft.pos[noun] == "NOUN" else None


def present(k: int, rules: Shapes, draft: Draft) -> None:
    """Mends "Ghana, the producer, exports beans", "if Peru attacks X" with a noun for the verb: it has an object."""
    for j in draft.of(k):  # "Chad hosts *soldiers*": no adverb
        if draft.deps[j] == "obl:npmod" and draft.pos[j] == "NOUN" and j > k and draft.lowers[j] not in rules.days:
            draft.deps[j] = "obj"
    labels = draft.labels(k)
    names = [j for j in draft.of(k) if j == k - 1 and draft.pos[j] == "PROPN" and draft.deps[j] == "compound"]
    if "obj" not in labels or not (names or "nsubj" in labels):
        return
    if labels & {"cop", "det", "case", "amod", "nmod:poss", "nummod"}:
        return
    draft.pos[k], draft.morphs[k] = "VERB", "Mood=Ind|Tense=Pres|VerbForm=Fin"
    if names and "nsubj" not in labels:
        draft.deps[names[0]] = "nsubj"
        mark = min([names[0], *draft.of(names[0])]) - 1
        if mark >= 0 and draft.deps[mark] == "mark":
            draft.hang(mark, k, "mark")


def present_relative(k: int, draft: Draft) -> None:
    """Mends "a charge that Oslo rejects" with rejects as a noun: behind "that" and a name it is a verb."""
    names = [j for j in draft.of(k) if j == k - 1 and draft.pos[j] == "PROPN" and draft.deps[j] == "compound"]
    relative = [j for j in draft.of(k) if j < k and "PronType=Rel" in draft.morphs[j]]  # "that *Chad accuses* of"
    opened = relative or "mark" in draft.labels(k)
    if names and opened and not draft.labels(k) & {"det", "case", "amod", "cop", "nsubj"}:
        draft.pos[k] = "VERB"
        draft.morphs[k] = "Mood=Ind|Tense=Pres|VerbForm=Fin"
        draft.deps[names[0]] = "nsubj"


def headline_passive(k: int, rules: Shapes, draft: Draft) -> None:
    """Mends "Chad shelled from the sea by Niger": with a name as its agent and no object, a past is a passive."""
    verb, subjects = draft.heads[k], draft.subjects(draft.heads[k])
    plain = draft.pos[verb] == "VERB" and "Tense=Past|VerbForm=Fin" in draft.morphs[verb] and verb < k
    if not plain or draft.pos[k] != "PROPN" or draft.lowers[k] in rules.days or len(subjects) != 1:
        return
    if draft.labels(verb) & {"obj", "aux", "aux:pass", "ccomp", "xcomp", "iobj", "compound:prt"}:
        return
    either = draft.lowers[verb].endswith(tuple(rules.participles))
    if either and draft.pos[subjects[0]] == "PROPN" and subjects[0] < verb:
        draft.morphs[verb] = "Aspect=Perf|Tense=Past|VerbForm=Part"
        draft.deps[subjects[0]] = "nsubj:pass"


def no_relative(v: int, draft: Draft) -> None:
    """Mends "Lima arms rebels, envoys say" read as a clause of Lima: without relative and subject it is none."""
    name, label = draft.heads[v], draft.deps[draft.heads[v]]
    if name != v - 1 or draft.pos[name] != "PROPN" or not draft.is_finite(v) or draft.labels(v) & OWN:
        return
    if label in ("obl:npmod", "dep", "nsubj", "ccomp", "root"):
        raise_over(v, name, draft)
        if draft.heads[v] != v:
            draft.hang(v, draft.heads[v], "ccomp")


def several_names(k: int, draft: Draft) -> None:
    """Mends "Oslo, *the Union* and their allies pressed" read as an apposition, which a comma would close."""
    first, joined = draft.heads[k], [j for j in draft.of(k) if draft.deps[j] == "conj" and "cc" in draft.labels(k)]
    last = draft.span(k)[1]
    closed = last < len(draft.deps) and draft.pos[last] == "PUNCT"
    if draft.deps[k] != "appos" or draft.pos[first] != "PROPN" or not joined or closed or draft.cases(k):
        return
    for j in (k, *joined):
        draft.hang(j, first, "conj")


def dated_relative(k: int, rules: Shapes, draft: Draft) -> None:
    """Mends "adopted a resolution on 5 June *which condemned* it" hung on the date: it is of the object before."""
    date = draft.heads[k]
    verb = draft.heads[date]
    before = [j for j in draft.of(verb) if draft.deps[j] == "obj" and j < date]
    if draft.lowers[date] in rules.days and draft.deps[k] == "acl:relcl" and verb < date and before:
        draft.hang(k, before[-1], "acl:relcl")


def dated_subject(k: int, rules: Shapes, draft: Draft) -> None:
    """Mends "In August Turkey jailed …" read as in a Turkey: what a month or a day stands before is the subject."""
    verb, day = draft.heads[k], k - 1
    while day > 0 and draft.heads[day] == k and draft.pos[day] == "PROPN" and draft.lowers[day] not in rules.days:
        day -= 1  # "In August *South* Korea"
    cases = [j for j in draft.of(k) if draft.deps[j] == "case" and j == day - 1 and draft.lowers[j] in rules.dated]
    late = draft.pos[verb] not in VERBAL or draft.subjects(verb) or not k < draft.first(verb) <= k + 2
    if cases and draft.heads[day] == k and draft.lowers[day] in rules.days and not late:
        draft.hang(day, verb, "obl")
        draft.hang(cases[0], day, "case")
        draft.deps[k] = "nsubj:pass" if "aux:pass" in draft.labels(verb) else "nsubj"


def said_too(v: int, draft: Draft) -> None:
    """Mends "said that Lima had fired, and appealed to Oslo": behind the comma whoever said so appeals."""
    head = draft.heads[v]
    above = draft.heads[head]
    joints = [j for j in draft.of(head) if draft.deps[j] == "cc" and draft.lowers[j - 1] == "," and head < j < v]
    perfect = "VerbForm=Part" in draft.morphs[head] and "VerbForm=Fin" in draft.morphs[v]
    said = draft.deps[head] == "ccomp" and above < head and draft.subjects(head) and draft.subjects(above)
    if joints and perfect and said and not draft.subjects(v):
        draft.hang(v, above, "conj")
        draft.hang(joints[-1], v, "cc")


def title(k: int, draft: Draft) -> None:
    """Mends "the war of X and Y, *Omani Minister* Jo Vell said" with the minister joined to X: the name is his."""
    name = next(
        (j for j in range(k + 1, min(k + 1 + TITLED, len(draft.deps))) if draft.heads[j] < k or draft.heads[j] > j), k
    )
    while draft.deps[name] in ("compound", "flat") and draft.heads[name] > name:
        name = draft.heads[name]
    subject = name > k and draft.pos[name] == "PROPN" and draft.deps[name] in ("nsubj", "nsubj:pass")
    opening, verb = k, min(k + 1, len(draft.deps) - 1)
    while draft.of(opening) and draft.of(opening)[0] < opening:
        opening = draft.of(opening)[0]
    if not opening or draft.lowers[opening - 1] != ",":
        return
    if subject and min([name, *draft.of(name)]) == k + 1:
        draft.hang(k, name, "compound")
    elif draft.is_finite(verb) and draft.heads[verb] < k and not draft.subjects(verb) and "compound" in draft.labels(k):
        draft.hang(k, verb, "nsubj")  # "…, Omani Minister *Jo Vell* said"


def joined_name(k: int, draft: Draft) -> None:
    """Mends "bids for the EU and NATO have stalled" with NATO as a subject beside the bids: it is what they are for."""
    verb = draft.heads[k]
    nouns = [j for j in draft.of(verb) if j < k and draft.deps[j] == "nsubj" and draft.pos[j] == "NOUN"]
    opening = min([k, *(j for j in draft.of(k) if draft.deps[j] in ("compound", "flat"))])
    if nouns and nouns[-1] == opening - 1:  # "*Presidents* Jo Vell and Al Roe met"
        draft.hang(nouns[-1], k, "compound")
        return
    joints = [j for n in nouns[-1:] for j in draft.of(n) if draft.deps[j] == "cc" and j == k - 1]
    names = [j for n in nouns[-1:] for j in draft.of(n) if draft.deps[j] == "nmod" and n < j == k - 2]
    if joints and names and draft.pos[names[0]] == "PROPN":
        draft.hang(k, names[0], "conj")
        draft.hang(joints[0], k, "cc")


def first_of_two(k: int, draft: Draft) -> None:
    """Mends "asked the world community and foreign donors" with the one hung on the other: the two are coordinated."""
    second, own = draft.heads[k], draft.of(k)
    joints = [j for j in own if draft.deps[j] == "cc" and k < j < second]
    listed = [j for j in own if draft.deps[j] == "conj"]
    described = draft.labels(k) & ({"compound", "nmod"} if draft.pos[k] == "PROPN" else {"amod"})
    if not joints or not described or any(draft.pos[j] != "ADJ" for j in listed):
        return
    between = [j for j in (*listed, *draft.of(second)) if joints[0] < j < second and draft.pos[j] == "ADJ"]
    if not between or draft.heads[second] == second:
        return
    before = [j for j in draft.of(second) if j < k and draft.deps[j] in (*PHRASAL, "det")]
    draft.hang(k, draft.heads[second], draft.deps[second])
    draft.hang(second, k, "conj")
    draft.hang(joints[0], second, "cc")
    for j in listed:
        draft.hang(j, second, "amod")
    for j in before:
        draft.hang(j, k, draft.deps[j])


def behind_agent(k: int, rules: Shapes, draft: Draft) -> None:
    """Mends "the raid by Oslo on Lima" with Lima hung on Oslo: it is what the raid is on."""
    agent = draft.heads[k]
    event = draft.heads[agent]
    if not event < agent < k or draft.pos[agent] != "PROPN" or draft.pos[event] != "NOUN":
        return
    cases = [{draft.lowers[c] for c in draft.of(x) if draft.deps[c] == "case"} for x in (agent, k)]
    if cases[0] & rules.agents and cases[1] & rules.aims:
        draft.hang(k, event, "nmod")


def against(k: int, rules: Shapes, draft: Draft) -> None:
    """Mends "filed a complaint with the WTO *against Oslo*" with Oslo hung on the name: nobody's name is against."""
    name = draft.heads[k]
    above = draft.heads[name]
    cases = {draft.lowers[c] for c in draft.of(k) if draft.deps[c] == "case"}
    behind = above < name < k and draft.deps[name] in ("obl", "obj") and draft.pos[name] == "PROPN"
    if behind and cases & rules.opposing:
        draft.hang(k, above, "obl")


def judged(k: int, rules: Shapes, draft: Draft, lemmas: list[str]) -> None:
    """Mends "called Oslo's move reckless" and "saw Lima as weak": the adjective is said of the object."""
    verb = draft.heads[k]
    if draft.deps[k] == "amod":  # hung on its "as"
        word = verb
        verb = draft.heads[word]
        said = draft.lowers[word] in rules.naming_as and draft.pos[word] in ("ADP", "ADV", "SCONJ")
        if said and draft.pos[verb] in VERBAL:
            draft.hang(k, verb, "xcomp")
            draft.hang(word, k, "mark")
        return
    nouns = [j for j in draft.of(k) if draft.deps[j] == "compound" and draft.pos[j] == "NOUN" and j == k - 1]
    if nouns and draft.pos[verb] in VERBAL and lemmas[verb] in rules.naming and "obj" not in draft.labels(verb):
        draft.hang(nouns[0], verb, "obj")


def resumed(k: int, rules: Shapes, draft: Draft) -> None:
    """Mends "called Oslo a proxy of Lima, a charge that it denies": the charge is the sentence's, it names nobody."""
    above = draft.heads[k]
    for _ in range(len(draft.heads)):
        if draft.pos[above] in VERBAL or draft.heads[above] == above:
            break
        above = draft.heads[above]
    if opens(k, rules, draft) and draft.pos[above] in VERBAL and above < k:
        draft.hang(k, above, "parataxis")


def taken_up(k: int, rules: Shapes, draft: Draft) -> None:
    """Mends "accused Lima of spying, a charge Lima denies" with the denying on top: it is a clause of the charge.

    In "accused Lima, however, Lima denies the charge" two sentences stand beside each other.
    """
    verb = draft.heads[k]
    said = [c for c in draft.of(verb) if draft.deps[c] == "ccomp" and c < k and draft.is_finite(c)]
    if not said:
        return
    who = [j for j in draft.of(k) if draft.deps[j] == "appos" and k < j < verb] if draft.deps[k] == "nsubj" else []
    doers = who or draft.subjects(verb)
    top = draft.heads[verb]
    if k < verb and any(k < s < verb for s in doers) and opens(k, rules, draft):
        for j in who:
            draft.hang(j, verb, "nsubj")
        draft.hang(said[0], said[0] if top == verb else top, draft.deps[verb])
        draft.hang(k, said[0], "parataxis")
        draft.hang(verb, k, "acl:relcl")
    elif k > verb and any(said[0] < s < verb and draft.lowers[s - 1] == "," for s in map(draft.first, doers)):
        draft.hang(said[0], said[0] if top == verb else top, draft.deps[verb])
        draft.hang(verb, said[0], "parataxis")


def opens(k: int, rules: Shapes, draft: Draft) -> bool:
    """Whether a noun with an article stands right behind a comma."""
    return any(draft.lowers[j] in rules.articles and draft.lowers[j - 1] == "," for j in draft.of(k) if j < k)


def doing(k: int, draft: Draft) -> None:
    """Mends "a deal for Oslo to supply arms" with Oslo hung beside the supplying: it is whoever does it."""
    end = max([k, *(j for j in draft.of(k) if draft.deps[j] in ("conj", "flat", "compound", "appos"))])
    if draft.pos[k] not in NAMES or end + 2 >= len(draft.heads) or draft.pos[end + 1] != "PART":
        return
    verb = draft.heads[end + 1]
    if not verb > end + 1 or draft.subjects(verb):
        return
    if draft.pos[verb] not in VERBAL or draft.above(k, verb) and draft.heads[k] != verb:
        return
    above = draft.heads[k]
    draft.hang(k, verb, "nsubj")
    for j in draft.of(k):
        if draft.deps[j] == "case":
            draft.hang(j, verb, "mark")
    if draft.pos[above] == "NOUN" and above < k and draft.deps[verb] == "xcomp":
        draft.hang(verb, above, "acl")
