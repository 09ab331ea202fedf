"""Mends long names and what stands in front of the subject (`grammar.toml`, `[mend.fronts]`).

News names its actors with titles and appositions: "the president of Kenya, Tom Oda," and "US
President X and Turkish President Y". A small parser loses its way there: the subject is taken
for an apposition to what stands before it, the second of two for a subject beside the first,
one title for part of the next. Each mend is of a shape that grammar excludes.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from ostraka.reading.parsing.draft import NAMES, VERBAL, Draft
from ostraka.relations.table import reach

__all__ = ["Fronts", "fronts_of", "mend_fronts"]

FRONTED = frozenset({"obl", "advcl", "csubj", "obj", "nmod", "dep", "parataxis", "obl:agent", "obl:npmod"})
DESCRIBING = frozenset({"compound", "nmod", "amod", "appos", "flat", "dep"})
JOINED = frozenset({"appos", "conj", "nmod", "compound", "dep", "nsubj", "flat"})
OWNED = frozenset({"appos", "conj", "dep", "nsubj", "obj", "nmod"})
HELPED = reach()["parsing"]["front_helpers"]
OWNED_BEHIND = reach()["parsing"]["owned_behind"]
SUBJECT = frozenset({"nsubj", "nsubj:pass"})


class Fronts(NamedTuple):
    """Closed classes: prepositions that may open a clause, "between", an owner's mark, what a front stands behind."""

    clausal: frozenset[str]
    between: frozenset[str]
    owner: frozenset[str]
    before_fronts: frozenset[str]


def fronts_of(raw: dict[str, Any]) -> Fronts | None:
    """The classes of a grammar; None where it has none."""
    table = raw.get("mend", {}).get("fronts")
    return None if table is None else Fronts(*(frozenset(table.get(k, ())) for k in Fronts._fields))


def mend_fronts(rules: Fronts, draft: Draft) -> None:
    """Changes the tree of a draft in place."""
    for k in range(len(draft.deps)):
        if draft.deps[k] == "obl:agent":
            means(k, draft)
        if draft.deps[k] == "aux" and draft.deps[draft.heads[k]] == "aux" and draft.heads[draft.heads[k]] > k:
            draft.hang(k, draft.heads[draft.heads[k]], "aux")  # "*would* have armed"
        if draft.deps[k] == "advcl" and draft.pos[k] in VERBAL:
            gerund_behind(k, draft)
        if draft.lowers[k] in rules.owner and draft.deps[k] == "case":
            owner(draft.heads[k], k, draft)
        if draft.deps[k] == "cc":
            two_titles(k, draft)
            behind_apposition(k, draft)
            second_of_two(k, rules, draft)
    for v in range(len(draft.deps)):
        if draft.pos[v] in VERBAL and "Tense=Past" in draft.morphs[v] and not draft.subjects(v):
            under_front(v, draft)
        if draft.pos[v] in VERBAL and draft.is_finite(v) and not draft.subjects(v):
            after_name(v, rules, draft)
            fronted(v, rules, draft)


# ------------------------------------------------------------ spans
def start(k: int, draft: Draft) -> int:
    """The first token of a phrase."""
    first = k
    while draft.of(first) and draft.of(first)[0] < first:
        first = draft.of(first)[0]
    return first


def end(k: int, draft: Draft) -> int:
    """The last token of a phrase."""
    last = k
    while draft.of(last) and draft.of(last)[-1] > last:
        last = draft.of(last)[-1]
    return last


def opening(v: int, draft: Draft) -> int:
    """The first token of a verb with its auxiliaries and negation, less what only stands beside it."""
    return min([v, *(j for j in draft.of(v) if draft.deps[j].startswith(("aux", "advmod", "neg")) and j > v - HELPED)])


# ------------------------------------------------------------ mends
def means(k: int, draft: Draft) -> None:
    """Mends "spoke *by phone*": an active verb has no doer behind "by"."""
    verb = draft.heads[k]
    active = draft.pos[verb] == "VERB" and "VerbForm=Fin" in draft.morphs[verb]
    if active and "Tense=Past" in draft.morphs[verb] and draft.subjects(verb) and "aux:pass" not in draft.labels(verb):
        draft.deps[k] = "obl"


def gerund_behind(v: int, draft: Draft) -> None:
    """Mends "ruled out *attacking* X" hung as a clause beside: behind its particle it is what the verb is about."""
    verb = draft.heads[v]
    bare = not draft.labels(v) & {"mark", "case", "nsubj", "advmod"} and "VerbForm=Part" in draft.morphs[v]
    particle = v - 1 == verb + 1 and draft.deps[v - 1] == "compound:prt" and draft.heads[v - 1] == verb
    if bare and particle and "Tense=Past" not in draft.morphs[v] and "obj" not in draft.labels(verb):
        draft.deps[v] = "xcomp"


def owner(name: int, mark: int, draft: Draft) -> None:
    """Mends "X and *Turkey's* envoy" with Turkey joined to X: the envoy is joined, and Turkey has him."""
    noun = next((j for j in range(mark + 1, min(mark + OWNED_BEHIND, len(draft.deps))) if draft.pos[j] in NAMES), None)
    if draft.deps[name] != "conj" or noun is None or name > mark or draft.above(noun, name):
        return
    while draft.deps[noun] == "compound" and draft.heads[noun] == noun + 1:
        noun += 1
    if draft.deps[noun] not in OWNED or not start(noun, draft) > mark:
        return
    first = draft.heads[name]
    if draft.deps[first] == "nmod" and draft.cases(first) and draft.heads[noun] == draft.heads[first]:
        first = draft.heads[first]  # "*President Oda of Peru* and Turkey's envoy"
    elif draft.deps[noun] == "conj":
        return
    draft.hang(noun, first, "conj")
    for j in [j for j in draft.of(name) if draft.deps[j] == "cc"] or joints(first, name, draft):
        draft.hang(j, noun, "cc")
    draft.hang(name, noun, "nmod:poss")


def joints(one: int, two: int, draft: Draft) -> list[int]:
    """The words that join what stands between two tokens, of those that hang on the first."""
    return [j for j in draft.of(one) if draft.deps[j] == "cc" and one < j < two]


def two_titles(joint: int, draft: Draft) -> None:
    """Mends "US President X and Turkish President *Y* spoke" with X part of the name of Y: the two are joined."""
    left = draft.heads[joint]
    top = left
    while draft.heads[top] < joint and draft.heads[top] != top:
        top = draft.heads[top]
    above = draft.heads[top]
    if draft.deps[left] == "conj" and draft.heads[left] > joint:
        return
    if above <= joint or draft.deps[top] not in DESCRIBING or draft.pos[above] != "PROPN":
        return
    words = range(joint + 1, above)
    if any(draft.pos[j] not in ("PROPN", "ADJ", "NOUN", "PART", "DET") for j in words):
        return
    first = start(top, draft)
    whole = list(range(first, joint))
    if draft.cases(top) or any(draft.deps[j] == "case" and draft.pos[j] == "ADP" for j in whole):
        return
    heads = [j for j in whole if draft.pos[j] in NAMES]
    if not heads:
        return
    one = heads[-1]
    place, dep = draft.heads[above], draft.deps[above]
    if place in whole:
        return
    for j in words:
        if draft.heads[j] in whole:
            draft.hang(j, above, "amod" if draft.pos[j] == "ADJ" else "compound")
    draft.hang(one, place if place != above else one, dep if place != above else "root")
    for j in whole:
        if j != one and draft.heads[j] not in whole:
            draft.hang(j, one, "compound" if draft.pos[j] in NAMES else draft.deps[j])
    if draft.heads[top] == above and top != one:
        draft.hang(top, one, "compound")
    draft.hang(above, one, "conj")
    draft.hang(joint, above, "cc")


def behind_apposition(joint: int, draft: Draft) -> None:
    """Mends "the minister, X, *and Chad* agreed" with Chad joined to X: the closed apposition is none of the two."""
    for k in [j for j in draft.of(draft.heads[joint]) if draft.deps[j] == "conj" and j > joint]:
        apposed = draft.heads[k]
        noun = draft.heads[apposed]
        closed = draft.deps[apposed] == "appos" and noun < apposed and draft.lowers[joint - 1] == ","
        if closed and draft.lowers[start(apposed, draft) - 1] == "," and draft.pos[k] in NAMES:
            draft.hang(k, noun, "conj")
            draft.hang(joint, k, "cc")


def second_of_two(joint: int, rules: Fronts, draft: Draft) -> None:
    """Mends "talks between X, a member of Y, *and Z* lasted" with Z as a subject: it is the second of the two."""
    two = next(
        (s for s in range(joint + 1, len(draft.deps)) if draft.deps[s] in SUBJECT and start(s, draft) == joint + 1),
        None,
    )
    if two is None or draft.pos[two] not in NAMES:
        return
    verb = draft.heads[two]
    for noun in [s for s in draft.subjects(verb) if s < joint]:
        for one in [
            j for j in draft.of(noun) if draft.deps[j] == "nmod" and j < joint and draft.cases(j) & rules.between
        ]:
            draft.hang(two, one, "conj")
            draft.hang(joint, two, "cc")
            return


def after_name(v: int, rules: Fronts, draft: Draft) -> None:
    """Mends "rose after *Turkey*, a member of Z, threatened X" read as after a Turkey: it is who threatened."""
    above = draft.heads[v]
    if draft.deps[v] not in ("advcl", "conj", "ccomp", "dep", "parataxis") or draft.labels(v) & {"mark", "cc"}:
        return
    for k in [
        j for j in draft.of(above) if above < j < v and draft.deps[j] in ("obl", "nmod") and draft.pos[j] in NAMES
    ]:
        marks = [j for j in draft.of(k) if draft.deps[j] == "case" and draft.lowers[j] in rules.clausal]
        if marks and closes(k, v, draft):
            draft.hang(k, v, subject_of(v, draft))
            draft.hang(marks[0], v, "mark")
            draft.deps[v] = "advcl"
            return


def under_front(v: int, draft: Draft) -> None:
    """Mends "In a statement on Sunday, X *condemned* Y" hung on the statement: a sentence is no mere phrase."""
    noun = draft.heads[v]
    told = draft.deps[v] in ("acl", "acl:relcl", "conj", "appos") and "obj" in draft.labels(v)
    if (
        not told
        or draft.labels(v) & {"mark", "case", "obl:agent", "cc"}
        or draft.heads[noun] != noun
        or draft.pos[noun] not in NAMES
        or noun > v
    ):
        return
    opened = [j for j in draft.of(noun) if draft.deps[j] == "case" and j == start(noun, draft)]
    commas = [j for j in range(noun, v) if draft.lowers[j] == ","]
    if opened and opened[0] == 0 and commas and commas[0] + 1 < opening(v, draft):
        later = [j for j in draft.of(noun) if j > v]
        draft.hang(v, v, "root")
        draft.hang(noun, v, "obl")
        draft.morphs[v] = draft.morphs[v].replace("VerbForm=Part", "VerbForm=Fin")
        for j in later:
            draft.hang(j, v, draft.deps[j])


def fronted(v: int, rules: Fronts, draft: Draft) -> None:
    """Mends "Speaking in Oslo, *Peru* called …" with Peru apposed to Oslo: before the verb it is the subject."""
    for k in range(1, opening(v, draft)):
        if draft.deps[k] not in JOINED or draft.pos[k] not in NAMES or draft.cases(k) or draft.heads[k] > k:
            continue
        top = draft.heads[k]
        while draft.heads[top] != v and draft.heads[top] != top:
            top = draft.heads[top]
        first = start(k, draft)
        front = draft.heads[top] == v and top < first and draft.deps[top] in FRONTED and k != top
        if not front or draft.lowers[first - 1] != "," or any(draft.deps[j] == "cc" for j in draft.of(k) if j < k):
            continue
        if not (draft.cases(top) or draft.pos[top] in VERBAL or draft.deps[top] == "obl:npmod"):
            continue
        if start(top, draft) != 0 and draft.lowers[start(top, draft) - 1] not in rules.before_fronts:
            continue
        if not closes(k, v, draft):
            continue
        bare = draft.heads[k]
        beside = [j for j in draft.of(bare) if k < j < v and draft.deps[j] in ("appos", "punct")]
        draft.hang(k, v, subject_of(v, draft))
        for j in beside:
            draft.hang(j, k, draft.deps[j])
        if draft.deps[top] in ("csubj", "obj"):
            draft.deps[top] = "advcl" if draft.pos[top] in VERBAL else "obl"
        return


def subject_of(v: int, draft: Draft) -> str:
    """The relation of the subject of a verb."""
    return "nsubj:pass" if "aux:pass" in draft.labels(v) else "nsubj"


def closes(k: int, v: int, draft: Draft) -> bool:
    """Whether nothing but a phrase and what is apposed to it stands before a verb."""
    at, before = end(k, draft) + 1, opening(v, draft)
    bare = draft.heads[k]
    while at < before:
        if draft.pos[at] == "PUNCT":
            at += 1
            continue
        apposed = [j for j in draft.of(bare) if draft.deps[j] == "appos" and start(j, draft) == at]
        if not apposed or draft.lowers[at - 1] != ",":
            return False
        at = end(apposed[0], draft) + 1
    return at >= before
