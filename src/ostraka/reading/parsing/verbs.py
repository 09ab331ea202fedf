"""Mends words that are no verb and should be, verbs of the wrong voice or lemma, and what a verb lacks of its own.

Each mend is a shape that cannot be right: a bare proper noun hung on its verb as an adverb, a
passive of a verb that has none. The functions change the lists of one tree in place.
"""

from __future__ import annotations

from ostraka.reading.parsing.closed import VERBAL, Mend
from ostraka.relations.table import reach

__all__ = ["complete", "right_verb"]

BEHIND = reach()["parsing"]["object_behind"]
ADVERBIAL = frozenset({"advmod", "xcomp", "dep", "appos", "flat", "obl:mod", "obl:npmod", "root"})


def right_verb(
    v: int, rules: Mend, lowers: list[str], lemmas: list[str], pos: list[str], deps: list[str], heads: list[int],
    morphs: list[str], kids: dict[int, list[int]],
) -> None:  # fmt: skip
    """Makes a verb of what is one, and gives it its voice, its lemma, its subject and its object."""
    own = kids.get(v, ())
    if (
        deps[v] == "amod"
        and pos[v] == "VERB"
        and ("VerbForm=Fin" in morphs[v] or any(deps[k] in ("aux", "nsubj") for k in own))
    ):
        lift_described(v, pos, deps, heads, kids)
    if rules.conditional and pos[v] in VERBAL:
        conditional(v, rules, lowers, lemmas, morphs)
    if pos[v] in ("NOUN", "ADJ", "PROPN") and rules.endings:
        finite(v, own, rules, lowers, lemmas, pos, deps)
        participle(v, own, rules, lowers, lemmas, pos, deps, morphs)
    if pos[v] not in VERBAL:
        return
    if rules.infinitives and not lemmas[v].endswith(rules.infinitives):
        lemmas[v] = infinitive(lowers[v], rules.endings + rules.participles) or lemmas[v]
    if lemmas[v] in rules.intransitive or any(
        deps[k].startswith("expl") and lowers[k] in rules.reflexives for k in own
    ):
        active(v, own, deps, morphs)
    if any(deps[k] == "aux" and lowers[k] in rules.having for k in own):
        active_perfect(own, deps)
    name_subject(v, own, rules, lowers, pos, deps, kids, "VerbForm=Fin" in morphs[v])
    if not any(complete(k, deps) for k in own):
        give_object(v, own, rules, lowers, pos, deps, heads, kids)


def lift_described(v: int, pos: list[str], deps: list[str], heads: list[int], kids: dict[int, list[int]]) -> None:
    """What is finite or has a subject is a verb, the noun its object: "the bid, *which had strained* ties"."""
    noun = heads[v]
    if noun < v or heads[noun] == v:
        return
    above = heads[noun]
    relative = pos[above] in ("NOUN", "PROPN", "PRON") and above < v and above != noun
    heads[v], deps[v] = (above, "acl:relcl") if relative else (v if above == noun else above, deps[noun])
    heads[noun], deps[noun] = v, "obj"
    kids.setdefault(v, []).append(noun)


def conditional(v: int, rules: Mend, lowers: list[str], lemmas: list[str], morphs: list[str]) -> None:
    """Mends "livrerait" read as an imperfect: the infinitive with an ending of the imperfect is a conditional."""
    stem = lemmas[v].removesuffix(rules.final) if rules.final else lemmas[v]
    if "Mood=Ind|" in morphs[v] and any(lowers[v] == stem + ending for ending in rules.conditional):
        morphs[v] = morphs[v].replace("Mood=Ind", "Mood=Cnd").replace("Tense=Imp", "Tense=Pres")


def finite(
    v: int,
    own: list[int] | tuple[int, ...],
    rules: Mend,
    lowers: list[str],
    lemmas: list[str],
    pos: list[str],
    deps: list[str],
) -> None:
    """A "noun" with a subject and neither article nor copula is a finite verb: "La France forme …"."""
    labels = {deps[k] for k in own}
    if not any(x.startswith("nsubj") for x in labels) or labels & {"cop", "det", "case", "nmod:poss"}:
        return
    found = infinitive(lowers[v], rules.endings)
    if found:
        pos[v], lemmas[v] = "VERB", found


def participle(
    v: int, own: list[int] | tuple[int, ...], rules: Mend, lowers: list[str], lemmas: list[str], pos: list[str],
    deps: list[str], morphs: list[str],
) -> None:  # fmt: skip
    """An "adjective" with an auxiliary is a participle: "a gelé"."""
    if not any(deps[k] in ("aux", "aux:pass") for k in own):
        return
    found = infinitive(lowers[v], rules.participles)
    if found:
        pos[v], lemmas[v] = "VERB", found
        morphs[v] = "Tense=Past|VerbForm=Part"


def infinitive(form: str, endings: tuple[tuple[str, str], ...]) -> str | None:
    """The infinitive guessed from a form's ending; None when no ending fits."""
    for ending, replacement in endings:
        if form.endswith(ending):
            return form[: len(form) - len(ending)] + replacement
    return None


def active(v: int, own: list[int] | tuple[int, ...], deps: list[str], morphs: list[str]) -> None:
    """Mends "est venue": a perfect, not a passive."""
    for k in own:
        if deps[k] == "aux:pass":
            deps[k] = "aux"
        elif deps[k] == "nsubj:pass":
            deps[k] = "nsubj"
    morphs[v] = morphs[v].replace("|Voice=Pass", "")


def active_perfect(own: list[int] | tuple[int, ...], deps: list[str]) -> None:
    """Mends "a clairement accusé Kigali" with a passive's subject: a perfect with "avoir" alone is active."""
    if any(deps[k] == "aux:pass" for k in own):
        return
    for k in own:
        if deps[k] == "nsubj:pass":
            deps[k] = "nsubj"


def name_subject(
    v: int, own: list[int] | tuple[int, ...], rules: Mend, lowers: list[str], pos: list[str], deps: list[str],
    kids: dict[int, list[int]], is_finite: bool,
) -> None:  # fmt: skip
    """Mends "NASA had announced …" read with an adverb: a bare name before a verb without a subject is its subject."""
    if any(deps[k].startswith(("nsubj", "csubj")) for k in own):
        return
    for k in own:
        loose = k < v and (deps[k] == "advmod" or (deps[k] == "obl:mod" and pos[k] == "PROPN" and k == own[0]))
        loose = loose or (k == v - 1 and deps[k] in ("compound", "obl:npmod") and is_finite)  # "*Morocco* imports fuel"
        named = pos[k] == "PROPN" or (pos[k] == "NOUN" and not any(deps[j] == "det" for j in kids.get(k, ())))
        bare = loose and named and lowers[k] not in rules.adverbial_nouns
        bare = bare or (loose and is_odd_adverb(k, v, own, rules, lowers, pos, deps))
        if bare and not any(deps[j] == "case" for j in kids.get(k, ())):
            passive = any(deps[j] == "aux:pass" for j in own)
            deps[k] = "nsubj:pass" if passive else "nsubj"
            return


def is_odd_adverb(
    k: int, v: int, own: list[int] | tuple[int, ...], rules: Mend, lowers: list[str], pos: list[str], deps: list[str]
) -> bool:
    """Whether an "adverb" that no language knows opens the sentence right before the auxiliary: "*Macron* a menacé"."""
    helpers = [j for j in own if deps[j].startswith("aux") and j < v]
    if not rules.adverbs or pos[k] != "ADV" or not helpers or helpers[0] != k + 1 or not lowers[k].isalpha():
        return False
    opens = k == 0 or pos[k - 1] == "PUNCT"
    return opens and lowers[k] not in rules.adverbs and not lowers[k].endswith(rules.adverb_endings)


def give_object(
    v: int, own: list[int] | tuple[int, ...], rules: Mend, lowers: list[str], pos: list[str], deps: list[str],
    heads: list[int], kids: dict[int, list[int]],
) -> None:  # fmt: skip
    """A bare noun right after a verb without an object, hung on it as something odd, is its object."""
    for k in own:
        if deps[k] not in ADVERBIAL or pos[k] not in ("PROPN", "NOUN") or not v < k <= v + BEHIND:
            continue
        if lowers[k] in rules.adverbial_nouns or any(deps[j] == "case" for j in kids.get(k, ())):
            continue
        if deps[k] == "obl:npmod" and pos[k] != "PROPN":
            continue  # "three times", "this spring"
        if any(pos[j] == "PUNCT" for j in range(v + 1, k)):
            continue
        deps[k] = "obj"
        for j in kids.get(k, ()):
            if deps[j].startswith("obl"):
                heads[j] = v
        return


def complete(k: int, deps: list[str]) -> bool:
    """Whether a dependent fills its verb's object: then no other noun is its object."""
    return deps[k] in ("obj", "iobj", "ccomp", "aux:pass")
