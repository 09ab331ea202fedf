"""What governs an act and what it makes of it: the tables of `languages/xx/operators.toml`, compiled for look-up.

`combine` multiplies FactBank's values; `forms` builds the forms that a tagger misses.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any, NamedTuple

from ostraka.errors import BadData
from ostraka.languages.pack import SELF, lexeme_words, table

__all__ = ["FUTURE", "OWED", "SPECIAL", "Operator", "Operators", "combine", "forms", "operators_of"]

CERTAINTY = ("CT", "PR", "PS", "U")  # from sure to unknown
OWED = "owed"  # a stage of the tables: a demand in somebody's mouth, else a future: "doit livrer"
FUTURE = "future"  # a stage of the tables: promised or predicted, decided by whose act it is
PLACES = frozenset(
    {
        "complement", "auxiliary", "adverb", "subject", "object", "subordinator", "purpose", "headline", "before verb",
        "perfect", "inverted", "passive", "indirect question", "relative", "hypothesis",
    }
)  # fmt: skip
SPECIAL = frozenset({"perfect", "inverted", "passive", "indirect question", "relative"})  # places before all others


class Operator(NamedTuple):
    """One entry of `operators.toml`."""

    words: tuple[str, ...]  # companions, the head word taken off
    on: str
    stage: str | None
    factuality: str | None
    flips: bool
    pos: str | None = None  # only as this part of speech
    negated: str | None = None  # the value that it gives when it is itself negated
    decides: bool = False  # its value stands, however sure or unsure what it is said of
    bare: bool = False  # only where it has no object
    modal: bool = False  # its own tense says nothing more: "pourrait" is no future
    deed: bool = False  # only of an act that a verb says: "failure to meet", not "failure of the talks"
    tells: bool = False  # of an end: what is announced to have ended has
    unowned: bool = False  # only where it is nobody's: "claims that", not "Oslo's claim that"


class Operators(NamedTuple):
    """The operators of one language by head word, and its closed classes."""

    by_word: dict[str, tuple[Operator, ...]]
    negation: frozenset[str]
    negative_prepositions: frozenset[str]
    only: frozenset[str]
    half: frozenset[str]
    halves: frozenset[str]
    over: frozenset[str]
    alone: frozenset[str]
    undone: frozenset[str]  # right after a negation they take it back: "pas moins"
    phrases: tuple[tuple[str, ...], ...]
    raised: frozenset[str]
    raised_by: frozenset[str]
    conditions: frozenset[str]
    concessions: frozenset[str]
    granting: frozenset[str]  # conditions that may grant what happened
    conceding: frozenset[str]
    means: frozenset[str]  # open the clause that says how what is governed is to come about: "*by* overseeing"
    perfect: frozenset[str]
    tenses: tuple[tuple[str, tuple[str, ...], str | None, Operator], ...]
    hypotheses: tuple[tuple[str, Operator], ...]  # of a mood: what it makes of its subject
    copulas: frozenset[str]
    question_marks: frozenset[str]
    granted: frozenset[str]  # a question that takes what it asks about for done: "asked *why* they had"
    asking: frozenset[str]  # an "if" right behind them asks and sets no condition: "do not *know* if"
    happenings: frozenset[str]
    wishing: frozenset[str]  # verbs of wanting that add nothing to what is done by saying so …
    performing: frozenset[str]  # … and the verbs that say such a thing: "tient à remercier"
    standing: frozenset[str]  # what was asked or offered was, whoever blocks or refuses it
    escaping: frozenset[str]  # before what something is kept from: "prevent the deal *from* collapsing"
    about: frozenset[str]  # between a fear and what is known to be: "concern *over* the pact"


def operator(fields: dict[str, Any], words: tuple[str, ...], where: str) -> Operator:
    """One operator; BadData for a place that we do not know."""
    if fields.get("on", "complement") not in PLACES:
        raise BadData(f"{where}: no place {fields.get('on')!r}; known: {', '.join(sorted(PLACES))}")
    return Operator(
        words, fields.get("on", "complement"), fields.get("stage"), fields.get("factuality"),
        bool(fields.get("flips")), fields.get("pos"), fields.get("negated"), bool(fields.get("decides")),
        bool(fields.get("bare")), bool(fields.get("modal")),
        bool(fields.get("deed")), tells=bool(fields.get("tells")), unowned=bool(fields.get("unowned")),
    )  # fmt: skip


@cache
def operators_of(language: str) -> Operators:
    """The operators of a language, compiled."""
    raw = table(language, "operators")
    by_word: dict[str, list[Operator]] = {}
    for number, fields in enumerate(raw.get("operator", ()), start=1):
        for lexeme in fields["words"]:
            words = lexeme_words(lexeme.lower(), language)
            if words[0] == SELF:
                words[:2] = words[1::-1]
            entry = operator(fields, tuple(words[1:]), f"languages/{language}/operators.toml operator {number}")
            by_word.setdefault(words[0], []).append(entry)
    negation = raw.get("negation", {})
    tenses = tuple(
        (
            fields.get("feature", ""),
            tuple(fields.get("endings", ())),
            fields.get("dep"),
            operator({"on": "auxiliary", **fields}, (), f"languages/{language}/operators.toml tense"),
        )
        for fields in raw.get("tense", ())
    )
    return Operators(
        {k: tuple(sorted(v, key=lambda o: -len(o.words))) for k, v in by_word.items()},
        frozenset(negation.get("words", ())),
        frozenset(negation.get("prepositions", ())),
        frozenset(negation.get("only", ())),
        frozenset(negation.get("half", ())),
        frozenset(negation.get("halves", ())),
        frozenset(negation.get("over", ())),
        frozenset(negation.get("alone", ())),
        frozenset(negation.get("undone", ())),
        tuple(tuple(phrase.split()) for phrase in negation.get("phrases", ())),
        frozenset(negation.get("raised", ())),
        frozenset(negation.get("by", ())),
        frozenset(raw.get("conditions", {}).get("words", ())),
        frozenset(raw.get("conditions", {}).get("despite", ())),
        frozenset(raw.get("conditions", {}).get("granting", ())),
        frozenset(raw.get("conditions", {}).get("conceding", ())),
        frozenset(raw.get("means", {}).get("words", ())),
        frozenset(raw.get("perfect", {}).get("auxiliaries", ())),
        tuple(t for t in tenses if t[3].on == "auxiliary"),
        tuple((feature, op) for feature, _, _, op in tenses if op.on == "hypothesis"),
        frozenset(raw.get("naming", {}).get("copulas", ())),
        frozenset(raw.get("questions", {}).get("marks", "?")),
        frozenset(raw.get("questions", {}).get("granted", ())),
        frozenset(raw.get("questions", {}).get("asking", ())),
        frozenset(raw.get("happenings", {}).get("words", ())),
        frozenset(raw.get("performing", {}).get("wishing", ())),
        frozenset(raw.get("performing", {}).get("verbs", ())),
        frozenset(raw.get("standing", {}).get("words", ())),
        frozenset(raw.get("standing", {}).get("escaping", ())),
        frozenset(raw.get("standing", {}).get("about", ())),
    )


def combine(a: str, b: str) -> str:
    """The value of what is `b` said under `a`: the weaker certainty, the signs multiplied.

    >>> combine("CT-", "PR+"), combine("CT-", "CT-"), combine("CT+", "Uu")
    ('PR-', 'CT+', 'Uu')
    """
    if "U" in (a[0], b[0]):
        return "Uu"
    level = max(CERTAINTY.index(a[:2]), CERTAINTY.index(b[:2]))
    return CERTAINTY[level] + ("+" if a[2] == b[2] else "-")


def forms(lemma: str, endings: Iterable[str]) -> set[str]:
    """The forms of a verb that add an ending to its infinitive, a final -e left out.

    >>> sorted(forms("vendre", ["a", "ont"]))
    ['vendra', 'vendront']
    """
    return {lemma.removesuffix("e") + ending for ending in endings}
