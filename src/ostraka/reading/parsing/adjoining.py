"""Mends what was hung past the word that it stands right behind: "le départ précipité *des soldats*".

Shapes that grammar excludes: a bare past participle with an object, an adjective of a verb behind a noun,
a clause that tells what a noun means and yet agrees with it as its object. The closed classes are in
`grammar.toml` under `[loose]`.
"""

from __future__ import annotations

from ostraka.reading.parsing.closed import Loose
from ostraka.reading.parsing.draft import NAMES, VERBAL, Draft

__all__ = ["mend_adjoining"]

BARE = frozenset({"aux", "aux:pass", "mark", "nsubj", "nsubj:pass"})


def mend_adjoining(k: int, rules: Loose, draft: Draft) -> None:
    """Hangs a word on the one that it stands right behind."""
    dep = draft.deps[k]
    if dep == "obj" and draft.deps[draft.heads[k]] in ("acl", "amod"):
        of_noun(k, rules, draft)
    if dep == "obj" and draft.pos[k] == "PROPN":
        from_whom(k, rules, draft)
    elif dep == "amod" and draft.pos[draft.heads[k]] in VERBAL and draft.pos[k - 1] == "NOUN":
        draft.hang(k, k - 1, "amod")
    elif dep == "nmod" and draft.pos[k] in NAMES:
        of_point(k, rules, draft)
        beyond_turn(k, rules, draft)
    elif dep == "obl:mod" and draft.pos[k] == "NOUN":
        several(k, rules, draft)
        in_share(k, rules, draft)
    elif dep == "acl" and draft.pos[k] in VERBAL:
        agreed(k, rules, draft)


def of_noun(k: int, rules: Loose, draft: Draft) -> None:
    """Mends "le départ précipité *des soldats*": a participle that describes has no object, the noun before it has."""
    verb = draft.heads[k]
    noun, opens = draft.heads[verb], min([k, *draft.of(k)])
    past = "VerbForm=Part" in draft.morphs[verb] and "Tense=Past" in draft.morphs[verb]
    if not past or draft.labels(verb) & BARE or not noun < verb < k or draft.pos[noun] not in NAMES:
        return
    if opens != verb + 1 or draft.lowers[opens] not in rules.owners or opens == k:
        return
    draft.deps[opens] = "case"
    draft.hang(k, noun, "nmod")


def from_whom(k: int, rules: Loose, draft: Draft) -> None:
    """Mends "a obtenu *de Lima* un prêt" with two objects: the one with a preposition is none."""
    later = [j for j in draft.of(draft.heads[k]) if j > k and draft.deps[j] == "obj" and not draft.cases(j)]
    if later and draft.cases(k) & rules.owners:
        draft.deps[k] = "obl:arg"


def of_point(k: int, rules: Loose, draft: Draft) -> None:
    """Mends "une incursion à l'est *de Tyr*" hung on the incursion: it is the east of Tyr."""
    own = [j for j in draft.of(k) if draft.deps[j] in ("case", "det", "amod") and j < k]
    opens = min([k, *own])
    point = opens - 1
    if point <= draft.heads[k] or draft.lowers[point] not in rules.points or draft.lowers[opens] not in rules.owners:
        return
    if draft.pos[point] == "NOUN" and draft.cases(point):
        draft.hang(k, point, "nmod")


def in_share(k: int, rules: Loose, draft: Draft) -> None:
    """Mends "a nié tout rôle *dans l'attaque*" hung on the denial: right behind a part in something, it is in that."""
    opens = min([k, *(j for j in draft.of(k) if j < k)])
    part = opens - 1
    behind = part > draft.heads[k] == draft.heads[part] and draft.deps[part] == "obj"
    if behind and draft.lowers[part] in rules.sharing and draft.lowers[opens] in rules.shared:
        draft.hang(k, part, "nmod")


def beyond_turn(k: int, rules: Loose, draft: Draft) -> None:
    """Mends "a mis en garde *contre Lima*": what a verb and a bare noun say together, the whole has with it."""
    noun = draft.heads[k]
    bare = draft.labels(noun) & {"case", "det", "amod"} == {"case"} and draft.deps[noun] in ("obl:arg", "obl:mod")
    if bare and draft.cases(k) & rules.against and draft.pos[draft.heads[noun]] in VERBAL and k > noun:
        draft.hang(k, draft.heads[noun], "obl:arg")


def several(k: int, rules: Loose, draft: Draft) -> None:
    """Mends "*De nombreux pays*, dont X, ont …" read as an adverbial: without a preposition it is the subject."""
    verb, opens = draft.heads[k], [j for j in draft.of(k) if j < k]
    if not opens or draft.deps[opens[0]] != "det" or draft.lowers[opens[0]] not in rules.owners or draft.cases(k):
        return
    if k < verb and draft.is_finite(verb) and not draft.labels(verb) & BARE - {"aux"}:
        draft.deps[k] = "nsubj"


def agreed(v: int, rules: Loose, draft: Draft) -> None:
    """Mends "les propos que X a *tenus*" read as what they mean: the participle agrees with its object before it."""
    noun = draft.heads[v]
    words = [j for j in draft.of(v) if draft.lowers[j] in rules.objects and draft.deps[j] == "mark"]
    helped = any(draft.deps[j] == "aux" for j in draft.of(v))
    if noun >= v or draft.pos[noun] != "NOUN" or not words or not helped or not draft.subjects(v):
        return
    marks = [{f for f in draft.morphs[t].split("|") if f.startswith(("Gender", "Number"))} for t in (v, noun)]
    if marks[0] != marks[1] or len(marks[0]) < len(("Gender", "Number")) or marks[0] == {"Gender=Masc", "Number=Sing"}:
        return
    if any(draft.deps[j] == "obj" for j in draft.of(v)):
        return
    draft.deps[v], draft.deps[words[0]], draft.pos[words[0]] = "acl:relcl", "obj", "PRON"
