"""Brings a parser's labels and shapes to Universal Dependencies, by a table a language.

Three shapes differ between parsers and are evened out here: a preposition that governs
its noun (it becomes the noun's `case`), a copula that governs its predicate (it becomes
the predicate's `cop`), and an adverb that works as a preposition with a second one
("auprès de"). Labels are renamed by the table.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from ostraka.languages.pack import table
from ostraka.reading.parsing.agreement import agree
from ostraka.reading.parsing.clauses import mend_clauses
from ostraka.reading.parsing.closed import Clauses, Loose, Mend, clauses_of, loose_of, mend_of
from ostraka.reading.parsing.draft import Draft
from ostraka.reading.parsing.enclosed import mend_enclosed
from ostraka.reading.parsing.fronts import Fronts, fronts_of, mend_fronts
from ostraka.reading.parsing.including import mend_including
from ostraka.reading.parsing.lists import mend_lists
from ostraka.reading.parsing.loose import mend_loose
from ostraka.reading.parsing.mending import mend
from ostraka.reading.parsing.shapes import Shapes, mend_shapes, shapes_of
from ostraka.reading.parsing.torn import mend_torn
from ostraka.relations.table import reach

__all__ = ["Grammar", "grammar_of", "to_universal"]

SECOND = reach()["parsing"]["second_preposition"]
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "SYM"})
VERBAL = frozenset({"VERB", "AUX"})


class Grammar(NamedTuple):
    """How one parser's trees differ from Universal Dependencies (`grammar.toml`)."""

    labels: dict[str, str]
    prepositions: frozenset[str]
    preposition_objects: frozenset[str]
    preposition_clauses: frozenset[str]
    agents: frozenset[str]
    copulas: frozenset[str]
    predicates: frozenset[str]
    adverb_prepositions: dict[str, frozenset[str]]
    mend: Mend | None = None
    clauses: Clauses | None = None
    loose: Loose | None = None
    lemmas: dict[str, str] | None = None
    shapes: Shapes | None = None
    fronts: Fronts | None = None
    nominal_places: frozenset[str] = frozenset()  # labels of what stands for a noun: "*most* of its aid"


@cache
def grammar_of(language: str) -> Grammar:
    """The grammar table of a language."""
    raw = table(language, "grammar")
    get = raw.get("prepositions", {})
    return Grammar(
        labels=raw.get("labels", {}),
        prepositions=frozenset(get.get("heads", ())),
        preposition_objects=frozenset(get.get("objects", ())),
        preposition_clauses=frozenset(get.get("clauses", ())),
        agents=frozenset(get.get("agents", ())),
        copulas=frozenset(raw.get("copula", {}).get("lemmas", ())),
        predicates=frozenset(raw.get("copula", {}).get("predicates", ())),
        adverb_prepositions={k: frozenset(v) for k, v in raw.get("adverb_prepositions", {}).items()},
        mend=mend_of(raw),
        clauses=clauses_of(raw),
        loose=loose_of(raw),
        shapes=shapes_of(raw),
        fronts=fronts_of(raw),
        nominal_places=frozenset(get.get("nominal", ())),
        lemmas={form: lemma for lemma, forms in raw.get("lemmas", {}).items() for form in forms},
    )


def to_universal(
    grammar: Grammar,
    lowers: list[str],
    lemmas: list[str],
    pos: list[str],
    deps: list[str],
    heads: list[int],
    morphs: list[str],
    words: list[str] | None = None,
) -> None:
    """Changes the lists of one tree in place; `words` are the forms as written."""
    if grammar.lemmas:
        right_lemmas(grammar.lemmas, lowers, lemmas, pos)
    if grammar.prepositions:
        lower_prepositions(grammar, pos, deps, heads)
    if grammar.predicates:
        lower_copulas(grammar, lemmas, pos, deps, heads)
    if grammar.adverb_prepositions:
        lower_adverbs(grammar, lowers, deps, heads)
    labels = grammar.labels
    for k, dep in enumerate(deps):
        if dep in labels:
            deps[k] = labels[dep]
    if grammar.clauses is not None:
        draft = Draft(lowers, pos, deps, heads, morphs)
        if grammar.loose is not None:
            mend_including(grammar.loose, draft)
            mend_enclosed(grammar.loose, draft)
            mend_torn(grammar.loose, grammar.clauses, draft)
            mend_loose(grammar.loose, draft, words or lowers)
        mend_clauses(grammar.clauses, draft)
        agree(grammar.clauses, draft)
        if grammar.loose is not None:
            mend_lists(grammar.loose, draft)
    if grammar.mend is not None:
        mend(grammar.mend, lowers, lemmas, pos, deps, heads, morphs)
    if grammar.shapes is not None:
        mend_shapes(grammar.shapes, Draft(lowers, pos, deps, heads, morphs), lemmas)
    if grammar.fronts is not None:
        mend_fronts(grammar.fronts, Draft(lowers, pos, deps, heads, morphs))


def right_lemmas(known: dict[str, str], lowers: list[str], lemmas: list[str], pos: list[str]) -> None:
    """The lemmas of verb forms that the parser takes for another verb's: "waged" is of "wage", not of "wag"."""
    for k, lower in enumerate(lowers):
        if lower in known and pos[k] in VERBAL:
            lemmas[k] = known[lower]


def lower_prepositions(grammar: Grammar, pos: list[str], deps: list[str], heads: list[int]) -> None:
    """`with(met) → Putin(with)` becomes `Putin(met, obl)` with `with(Putin, case)`."""
    inner = grammar.preposition_objects | grammar.preposition_clauses
    for k in range(len(deps)):
        if deps[k] not in inner:
            continue
        noun, mark = k, heads[k]
        marks = [mark]
        while deps[mark] in grammar.prepositions and deps[heads[mark]] in grammar.prepositions and heads[mark] != mark:
            mark = heads[mark]
            marks.append(mark)
        top = heads[mark]
        if deps[mark] == "conj" and deps[top] == "case":  # "with Russia and with China"
            heads[noun], deps[noun] = heads[top], "conj"
        elif top == mark:
            heads[noun], deps[noun] = noun, "root"
        else:
            heads[noun] = top
            if deps[noun] in grammar.preposition_clauses and pos[noun] in ("VERB", "AUX"):
                deps[noun] = "acl" if pos[top] in NOMINAL else "advcl"
            elif deps[mark] in grammar.agents:
                deps[noun] = "obl:agent"
            else:
                deps[noun] = "nmod" if pos[top] in NOMINAL or deps[top] in grammar.nominal_places else "obl"
        for m in marks:
            heads[m], deps[m] = noun, "case"


def lower_copulas(grammar: Grammar, lemmas: list[str], pos: list[str], deps: list[str], heads: list[int]) -> None:
    """`is → partner(attr)` becomes `partner` with `is(partner, cop)` and the rest of its dependents."""
    for k in range(len(deps)):
        verb = heads[k]
        if deps[k] not in grammar.predicates or verb == k or lemmas[verb] not in grammar.copulas or deps[verb] == "cop":
            continue
        for j in range(len(deps)):
            if heads[j] == verb and j not in (k, verb):
                heads[j] = k
        heads[k], deps[k] = (heads[verb], deps[verb]) if heads[verb] != verb else (k, deps[verb])
        heads[verb], deps[verb] = k, "cop"


def lower_adverbs(grammar: Grammar, lowers: list[str], deps: list[str], heads: list[int]) -> None:
    """`auprès(acquiert) → Iran(auprès, case de)` becomes `Iran(acquiert)` with the case "auprès de"."""
    known = grammar.adverb_prepositions
    adverbs = {k for k, lower in enumerate(lowers) if lower in known}
    for k, adverb in enumerate(heads) if adverbs else ():
        if adverb not in adverbs:
            continue
        wanted = known[lowers[adverb]]
        if adverb == k or heads[adverb] == adverb or deps[k] in ("case", "conj", "punct", "fixed"):
            continue
        marks = [j for j in range(max(0, k - SECOND), k) if heads[j] == k and deps[j] == "case"]
        if any(lowers[j] in wanted for j in marks) and k > adverb:
            dep = deps[adverb]
            heads[k], deps[k] = heads[adverb], dep if dep in ("nmod", "obl", "root") else "obl"
            heads[adverb], deps[adverb] = k, "case"
    for k in sorted(adverbs - {len(deps) - 1}):  # hung elsewhere, it stands right before its second preposition
        wanted = known[lowers[k]]
        if lowers[k + 1] not in wanted or deps[k + 1] != "case" or deps[k] == "case" or k in heads:
            continue
        heads[k], deps[k] = heads[k + 1], "case"
