"""What a cue verb attributes by grammar: its clause, infinitive, object or phrase, as token ranges."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ostraka.reading.attributing.cues import Cue, Cues, Entry
from ostraka.reading.attributing.ending import contrasted, gerund, goes_on, own_adjunct, stolen
from ostraka.reading.attributing.passages import Ranges
from ostraka.reading.attributing.sources import VERBAL, is_passive, tokens_under
from ostraka.reading.parsing.tree import Tree
from ostraka.relations.table import reach

__all__ = ["LOOSE", "Found", "complement", "gerund", "rescued", "span", "trimmed"]

THAT = reach()["attributing"]["that_behind"]
NOUN = reach()["attributing"]["noun_of_cue"]
CLAUSAL = frozenset({"ccomp", "xcomp", "obj", "advcl", "parataxis", "acl", "obl", "dep", "csubj", "obl:arg", "obl:mod"})
OPENING = frozenset(["“", "«", '"', "„", "‘", "'", "''", "(", "["])
CLOSING = frozenset(["”", "»", '"', "“", "’", "'", "''", ")", "]"])
LOOSE = frozenset({"punct", "cc", "conj", "parataxis", "aux", "nsubj", "discourse", "vocative", "cop", "mark"})


class Found(NamedTuple):
    """A content found by grammar: its ranges, the cue group and the construction that gave it."""

    content: Ranges
    cue: Cue
    construction: str


def complement(tree: Tree, cues: Cues, verb: int, entries: Sequence[Entry], last: int) -> Found | None:
    """The content of a cue verb to its right, by the first construction of its groups that fits."""
    clause = clause_of(tree, cues, verb, any(e.cue.kind in ("ask", "know", "doubt") for e in entries))
    objects = [k for k in tree.kids[verb] if tree.deps[k] == "obj" and k > verb and not tree.lowers[k].startswith("-")]
    if not objects and tree.deps[verb] == "acl:relcl":
        objects = [k for k in tree.kids_by(verb, "obj") if k < verb and tree.pos[k] == "PRON"]
    passive = is_passive(tree, verb)
    for entry in entries:
        found = by_group(tree, cues, verb, entry, clause, objects, last, passive)
        if found is not None:
            return found
    return None


def rescued(tree: Tree, cues: Cues, verb: int, entries: Sequence[Entry], last: int) -> Found | None:
    """The clause that begins with the first "that" after a cue, where the parser hung it elsewhere."""
    cue = next((e.cue for e in entries if "clause" in e.cue.takes and "quote" in e.cue.takes), None)
    if cue is None or "VerbForm=Inf" in tree.morphs[verb]:
        return None
    for k in range(verb + 1, min(last, verb + 1 + THAT)):
        if tree.lowers[k] in cues.words.that and tree.pos[k] in ("SCONJ", "PRON"):
            if tree.words[k - 1] == "," and any(verb < j < k for j in tree.kids_by(verb, "obj", "advcl")):
                return None  # "justifies its choice by the aid, *which* …"
            noun = tree.pos[k - 1] in ("NOUN", "PROPN") and k - 1 > verb and tree.deps[k] != "mark"
            end = tree.subtree(tree.heads[k])[1]
            return (
                None
                if noun and tree.pos[k] == "PRON" and tree.words[k - 1] != ","
                else Found(trimmed(tree, k, min(end, last)), cue, "clause")
            )
        if tree.pos[k] in VERBAL and tree.kids_by(k, "nsubj"):
            return None
    return None


def by_group(
    tree: Tree, cues: Cues, verb: int, entry: Entry, clause: int | None, objects: list[int], last: int, passive: bool
) -> Found | None:
    """The content by one group's constructions: clause, then infinitive, complement, object, phrase."""
    cue = entry.cue
    if clause is not None and "clause" in cue.takes:
        return Found(whole_clause(tree, cues, right_part(tree, cues, verb, clause, last), last), cue, "clause")
    infinitive = infinitive_of(tree, verb)
    if infinitive is not None and goes_with(tree, cues, infinitive, cue):
        infinitive = None
    if infinitive is not None:
        if entry.particles and "object+infinitive" in cue.takes:
            noun = next((k for k in tree.kids[verb] if verb < k < infinitive and tree.case(k) in entry.particles), None)
            if noun is not None:
                return Found(span(tree, noun, infinitive, bare=True), cue, "object+infinitive")
        if objects and objects[0] < infinitive and cue.takes & {"object+infinitive"}:
            return Found(without_aside(tree, objects[0], infinitive), cue, "object+infinitive")
        if passive and cue.takes & {"object+infinitive", "object", "object+complement"}:
            return with_subject(tree, verb, [infinitive], cue, "passive")
        if "infinitive" in cue.takes or ("gerund" in cue.takes and gerund(tree, infinitive)):
            return Found(right_part(tree, cues, verb, infinitive, last), cue, "infinitive")
    if passive and cue.takes & {"object", "object+complement"}:
        rest = companions(tree, cues, verb, verb, cue)
        return with_subject(tree, verb, rest, cue, "passive") if rest or "object" in cue.takes else None
    if (
        objects
        and cue.takes & {"object", "object+complement", "object+infinitive"}
        and not prepositional(tree, verb, entry)
    ):
        return by_object(tree, cues, verb, objects[0], entry)
    if "object+complement" in cue.takes and not passive:
        small = next(
            (k for k in tree.kids[verb] if k > verb and tree.deps[k] == "ccomp" and tree.pos[k] not in VERBAL), None
        )
        if small is not None and tree.kids_by(small, "nsubj"):
            return Found(span(tree, small), cue, "object+complement")
        clitic = [
            k
            for k in (verb - 1,)
            if k >= 0 and tree.pos[k] in ("PRON", "DET") and tree.heads[k] == verb and tree.deps[k] != "nsubj"
        ]
        rest = companions(tree, cues, verb, verb, cue) if clitic else []
        if rest:
            return Found(((clitic[0], clitic[0] + 1), *span(tree, *rest)), cue, "object+complement")
    if entry.particles and cue.takes & {"object", "object+complement"}:
        return by_particle(tree, cues, verb, entry)
    if "prep" in cue.takes:
        return by_phrase(tree, cues, verb, cue)
    return None


def whole_clause(tree: Tree, cues: Cues, content: Ranges, last: int) -> Ranges:
    """A clause that the parser cut before its verb, to the end of its sentence: "that, given A, *Oslo may sell*"."""
    if len(content) != 1:
        return content
    first, end = content[0]
    cut = end < last - 2 and tree.words[end] == "," and tree.lowers[first] in cues.words.that
    verbless = not any(tree.pos[k] in VERBAL and "VerbForm=Fin" in tree.morphs[k] for k in range(first, end))
    return trimmed(tree, first, last) if cut and verbless else content


def clause_of(tree: Tree, cues: Cues, verb: int, asks: bool) -> int | None:
    """The head of the finite clause that complements a verb, to its right."""
    for k in tree.kids[verb]:
        if k < verb or tree.deps[k] not in CLAUSAL:
            continue
        dep = tree.deps[k]
        marked = any(
            tree.lowers[m] in cues.words.that for m in tree.kids[k] if tree.deps[m] in ("mark", "obj") and m < k
        )
        opener = min(t for t in tokens_under(tree, k) if t > verb)
        if tree.lowers[opener] in cues.words.conditionals and tree.heads[opener] == k and not asks:
            continue
        if (
            marked
            and tree.pos[opener] in ("ADP", "SCONJ")
            and tree.lowers[opener] not in cues.words.that | cues.words.leading
        ):
            continue
        finite = marked or bool(tree.kids_by(k, "nsubj", "expl", "csubj"))
        if "VerbForm=Inf" in tree.morphs[k] and not marked and not tree.kids_by(k, "aux", "nsubj"):
            continue
        if dep in ("ccomp", "csubj") and finite:
            return k
        if marked and dep in ("advcl", "acl", "xcomp", "obj", "obl", "dep", "obl:mod", "obl:arg"):
            return k
        if dep in ("ccomp", "xcomp", "obj", "dep") and finite and tree.pos[k] in VERBAL:
            return k
        if dep == "advcl" and tree.lowers[verb + 1] in cues.words.questions and tree.subtree(k)[0] == verb + 1:
            return k
    for k in tree.kids[verb]:  # "reported at the time that …": the parser hangs the clause on the adjunct
        if (
            k > verb
            and tree.deps[k].startswith("obl")
            and not any(tree.deps[c] in ("obj", "ccomp") for c in tree.kids[verb])
        ):
            for c in tree.kids[k]:
                if tree.deps[c] in ("acl", "ccomp", "advcl") and any(
                    tree.lowers[m] in cues.words.that and tree.deps[m] == "mark" for m in tree.kids[c]
                ):
                    return c
    return None


def infinitive_of(tree: Tree, verb: int) -> int | None:
    """The infinitive or gerund that complements a verb, to its right."""
    for k in tree.kids[verb]:
        if (
            k > verb
            and tree.deps[k] in ("xcomp", "ccomp", "obl:arg", "advcl", "obl", "obl:mod")
            and tree.pos[k] in VERBAL
        ):
            finite = bool(tree.kids_by(k, "nsubj")) and "VerbForm=Inf" not in tree.morphs[k]
            if (tree.deps[k] in ("xcomp", "ccomp") and not finite) or infinitival(tree, k):
                return k
    return None


def goes_with(tree: Tree, cues: Cues, infinitive: int, cue: Cue) -> bool:
    """Whether an infinitive or gerund only says why or how its cue was said: "denounced a plan *to win votes*", "en
    jugeant que": its preposition is one of `[words] purposes` and none of the cue's.
    """
    marks = {cues.bare(tree.lowers[m]) for m in tree.kids_by(infinitive, "case", "mark") if m < infinitive}
    return bool(marks & cues.words.purposes) and not marks & cue.prepositions


def infinitival(tree: Tree, token: int) -> bool:
    """Whether a verb is an infinitive or a gerund that a preposition joins to its head."""
    joined = any(tree.deps[m] in ("case", "mark") and m < token for m in tree.kids[token])
    return joined and ("VerbForm=Inf" in tree.morphs[token] or gerund(tree, token)) and not tree.kids_by(token, "nsubj")


def by_object(tree: Tree, cues: Cues, verb: int, noun: int, entry: Entry) -> Found | None:
    """A noun phrase as content, with what the group's prepositions add to it."""
    cue = entry.cue
    rest = companions(tree, cues, verb, noun, cue)
    if noun < verb:  # "diplomats *whom* it accused *of spying*"
        return Found(((noun, noun + 1), *span(tree, *rest)), cue, "object+complement") if rest else None
    if rest:
        return Found(without_aside(tree, noun, *rest), cue, "object+complement")
    inner = [
        k
        for k in tree.kids[noun]
        if k > noun and tree.deps[k] in ("nmod", "acl", "amod") and inside_mark(tree, cues, k, cue)
    ]
    if inner and tree.pos[inner[0]] in VERBAL and "object+infinitive" in cue.takes:
        return Found(span(tree, noun), cue, "object+infinitive")
    if inner and "object+complement" in cue.takes:
        return Found(span(tree, noun), cue, "object+complement")
    return Found(prolonged(tree, cues, verb, span(tree, noun)), cue, "object") if "object" in cue.takes else None


def prolonged(tree: Tree, cues: Cues, verb: int, content: Ranges) -> Ranges:
    """An object with the phrases right behind it that the parser hung on its cue: "announced a vote *against Lima*".

    Only phrases of `[words] prolonging`, which say no place or time of the saying.
    """
    if len(content) != 1:
        return content
    first, last = content[0]
    for k in sorted(tree.kids[verb]):
        begin, end = tree.subtree(k)
        words = {cues.bare(tree.lowers[begin]), " ".join(tree.lowers[begin : begin + 2])}
        if begin != last or k < last or not tree.deps[k].startswith("obl") or tree.deps[k] == "obl:agent":
            continue
        if words & cues.words.prolonging:
            last = end
    return trimmed(tree, first, last)


def inside_mark(tree: Tree, cues: Cues, token: int, cue: Cue) -> bool:
    """Whether a dependent of the object begins with one of the group's prepositions: the parser hung it too low."""
    return any(
        cues.bare(tree.lowers[m]) in cue.companions
        for m in tree.kids[token]
        if tree.deps[m] in ("case", "mark") and m < token
    )


def companions(tree: Tree, cues: Cues, verb: int, after: int, cue: Cue) -> list[int]:
    """Phrases and predicates beside an object that belong to the content: "of lying", "as a warning"."""
    found = []
    for k in tree.kids[verb]:
        if k <= after or tree.deps[k].partition(":")[0] not in ("obl", "xcomp", "advcl", "nmod", "ccomp", "advmod"):
            continue
        marks = [m for m in tree.kids[k] if tree.deps[m] in ("case", "mark") and m < k]
        if (
            any(cues.bare(tree.lowers[m]) in cue.companions for m in marks)
            or (tree.deps[k] == "xcomp" and not marks)
            or tree.deps[k] in ("xcomp", "ccomp")
        ):
            found.append(k)
    return found


def prepositional(tree: Tree, verb: int, entry: Entry) -> bool:
    """Whether the particle of a lexeme governs a noun here ("vote for X"), so that the object is not the content."""
    return any(k > verb and tree.deps[k].startswith("obl") and tree.case(k) in entry.particles for k in tree.kids[verb])


def by_particle(tree: Tree, cues: Cues, verb: int, entry: Entry) -> Found | None:
    """The noun after a verb's particle: "hinted at a deal", "went after him"."""
    for k in tree.kids[verb]:
        if k > verb and tree.deps[k].startswith("obl") and tree.case(k) in entry.particles:
            given = [j for j in tree.kids_by(verb, "obj") if j > verb]  # "reproche à Rabat *son appui*"
            if given and given[0] < k:
                return Found(span(tree, given[0], k), entry.cue, "object")
            rest = companions(tree, cues, verb, k, entry.cue)
            return Found(span(tree, k, *given, *rest, bare=True), entry.cue, "object")
    for particle in cues.particles(tree, verb, entry.particles) or ():  # "a mis en cause *Oslo*": hung on its noun
        for k in tree.kids_by(particle, "nmod", "appos"):
            if not tree.kids_by(k, "case") and k > particle > verb:
                return Found(span(tree, k, *companions(tree, cues, verb, k, entry.cue)), entry.cue, "object")
    return None


def by_phrase(tree: Tree, cues: Cues, verb: int, cue: Cue) -> Found | None:
    """A phrase with one of the group's prepositions as content, the preposition left out."""
    nouns = [k for k in tree.kids[verb] if tree.deps[k] in ("obj", "obl:arg") and k <= verb + NOUN]  # "fait état de"
    for k in (*tree.kids[verb], *(c for n in nouns for c in tree.kids[n])):
        if k > verb and tree.deps[k].partition(":")[0] in ("obl", "advcl", "nmod", "ccomp", "xcomp"):
            marks = [m for m in tree.kids[k] if tree.deps[m] in ("case", "mark") and m < k]
            if any(cues.bare(tree.lowers[m]) in cue.prepositions for m in marks):
                rest = companions(tree, cues, verb, k, cue)
                return Found(span(tree, k, *rest, bare=True), cue, "prep")
    return None


def with_subject(tree: Tree, verb: int, rest: list[int], cue: Cue, construction: str) -> Found | None:
    """The content of a passive: its subject and its complements ("Mr. Q was accused of fraud")."""
    subjects = tree.kids_by(verb, "nsubj")
    if not subjects:
        head = tree.heads[verb]
        if tree.deps[verb] in ("acl", "acl:relcl", "amod"):
            parts = span(tree, *rest) if rest else ()
            named = trimmed(tree, min(head, tree.subtree(head)[0]), verb) if head < verb else ((head, head + 1),)
            return Found((*named, *parts), cue, construction)  # "*the guarantees* promised by X"
        return None
    content = span(tree, subjects[0])
    return Found((*content, *(span(tree, *rest) if rest else ())), cue, construction)


def without_aside(tree: Tree, noun: int, *rest: int) -> Ranges:
    """An object and what is said of it, without the relative between commas that is the article's own remark:
    "accuses *Uganda*, which denies it, *of arming rebels*".
    """
    found = span(tree, noun, *rest)
    for k in tree.kids_by(noun, "acl:relcl"):
        first, last = tree.subtree(k)
        after = last if tree.words[last - 1] != "," else last - 1
        if first > noun + 1 and tree.words[first] == ",":
            first += 1
        if tree.words[first - 1] == tree.words[after] == "," and after < min(rest):
            begin, end = found[0][0], found[-1][1]
            return (begin, first - 1), (after + 1, end)
    return found


def span(tree: Tree, *heads: int, bare: bool = False) -> Ranges:
    """The range of everything under several heads; `bare` leaves out the preposition of the first.

    A relative clause that a comma sets off from the last noun is the article's own, not the speaker's.
    """
    tokens: set[int] = set()
    for head in heads:
        tokens |= tokens_under(tree, head)
    for k in tree.kids[heads[-1]]:
        first = tree.subtree(k)[0]
        if tree.deps[k] == "acl:relcl" and first > heads[-1] and tree.words[first - 1] == ",":
            tokens = {t for t in tokens if t < first - 1}
    if bare:
        tokens -= {k for k in tree.kids[heads[0]] if tree.deps[k] == "case" and k < heads[0]}
        tokens -= {f for k in tree.kids[heads[0]] if tree.deps[k] == "case" and k < heads[0] for f in tree.kids[k]}
    return trimmed(tree, min(tokens), max(tokens) + 1)


def right_part(tree: Tree, cues: Cues, verb: int, clause: int, last: int) -> Ranges:
    """From the beginning of a clause to where the cue's own sentence stops being about it."""
    tokens = tokens_under(tree, clause)
    first = min(k for k in tokens if k > verb)
    end = max(tokens) + 1
    cut = stolen(tree, cues, verb, clause)
    if cut is not None:
        return trimmed(tree, first, min(cut, last))
    for k in tree.kids[verb]:
        if k < end or contrasted(tree, cues, k):
            continue
        if (tree.deps[k] not in LOOSE and not own_adjunct(tree, k)) or goes_on(tree, cues, k, first):
            end = max(end, tree.subtree(k)[1])
    return trimmed(tree, first, min(end, last))


def trimmed(tree: Tree, first: int, last: int) -> Ranges:
    """first..last without punctuation at its ends, quotation marks and brackets kept."""
    while first < last and tree.pos[first] == "PUNCT" and tree.words[first] not in OPENING:
        first += 1
    while last > first and tree.pos[last - 1] == "PUNCT" and tree.words[last - 1] not in CLOSING:
        last -= 1
    return ((first, last),) if last > first else ()
