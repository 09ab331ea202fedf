"""Keeps asides from the parser: "a accusé *mercredi 23 mars* Berlin" is shown as "a accusé Berlin".

A small parser hangs the object on a date that stands before it, and takes an auxiliary for the
verb when words stand between it and its participle ("a *une nouvelle fois* rejeté"). Such words
say when and how often, never who or whom: the parser does not see them, and they are put back
as adverbials of the verb beside them. The shapes are the language's `plain.toml`, `[asides]`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache
from typing import Any, NamedTuple

from ostraka.languages.pack import has_table, table

__all__ = ["Asides", "Cut", "Piece", "asides_of"]

VERBAL = frozenset({"VERB", "AUX"})
LABELS = {"ADP": "case", "PUNCT": "punct", "NUM": "nmod", "DET": "det", "NOUN": "flat", "ADV": "advmod"}
TOKEN = re.compile(r"\w+(?:['’](?=\w))?|[^\w\s]")


class Piece(NamedTuple):
    """A word of an aside, as it goes back into the parse; offsets count in the text."""

    start: int
    end: int
    word: str


class Cut(NamedTuple):
    """A text without its asides; `shift` holds the offset in the text of each character that is left."""

    shown: str
    shift: list[int]
    asides: tuple[tuple[Piece, ...], ...]


class Asides:
    """The asides of one language; a language without the table has none."""

    def __init__(self, language: str) -> None:
        raw: dict[str, Any] = table(language, "plain").get("asides", {}) if has_table(language, "plain") else {}
        self.pattern = pattern_of(raw) if raw else None
        self.term = term_of(raw) if raw else None
        self.adverb = re.compile(raw["adverb"]) if raw else None
        helpers, ends = "|".join(raw.get("helpers", ())), "|".join(raw.get("participles", ()))
        self.helped = (
            re.compile(rf"\b(?:{helpers})(?P<aside>\s(?:{raw['adverb']}))(?=\s\w+(?:{ends})\s[^\W\d_a-z])")
            if raw
            else None
        )
        self.composed = re.compile(rf"\b(?:{helpers})\s$")  # "a vendu *l'an dernier* des drones": the object follows
        self.partitives = frozenset(raw.get("partitives", ()))
        self.not_after = frozenset(raw.get("not_after", ()))
        self.not_before = frozenset(raw.get("not_before", ()))
        self.of = frozenset(raw.get("of", ()))
        self.deeds = re.compile(raw.get("deeds", "$"))  # "the resumption, *Monday*, of the fighting"
        self.small = frozenset(raw.get("small", ()))
        self.prepositions = frozenset(raw.get("prepositions", ()))

    def cut(self, text: str) -> Cut:
        """The text without its asides."""
        kept: list[str] = []
        shift: list[int] = []
        asides: list[tuple[Piece, ...]] = []
        at = 0
        for m in self.found(text):
            kept.append(text[at : m.start("aside")])
            shift += range(at, m.start("aside"))
            at = m.end("aside")
            pieces = TOKEN.finditer(text, m.start("aside"), m.end("aside"))
            asides.append(tuple(Piece(p.start(), p.end(), p.group()) for p in pieces))
        if not asides:
            return Cut(text, [], ())
        return Cut("".join([*kept, text[at:]]), [*shift, *range(at, len(text) + 1)], tuple(asides))

    def found(self, text: str) -> list[re.Match[str]]:
        """Where asides stand in a text: dates and phrases, and the adverbs between an auxiliary and its participle."""
        if self.pattern is None or self.helped is None or self.term is None:
            return []
        free = [m for m in self.pattern.finditer(text) if self.is_aside(m)]
        free += [m for m in self.term.finditer(text) if self.is_aside(m, term=True)]
        return sorted([*free, *self.helped.finditer(text)], key=lambda m: m.start("aside"))

    def is_aside(self, m: re.Match[str], *, term: bool = False) -> bool:
        """Whether the words stand free where they are: no preposition before them, nothing of theirs after.

        A `term` does so at the end of any sentence.
        """
        before, after = m["before"].lower().replace("’", "'"), (m["after"] or "").lower().replace("’", "'")
        if bool(m["open"]) != bool(m["close"]):
            return False
        object_ = after in self.partitives and self.composed.search(m.string, 0, m.start("before")) is not None
        object_ = object_ or bool(m["open"] and after in self.of and self.deeds.fullmatch(before))
        open_ = before not in self.not_after and not before.isdigit()
        if m["after"] is None and not term and not m["before"][0].isupper():
            return False  # only behind a name ends a date what it would be hung on: "rendu à Oslo *lundi*."
        return open_ and (object_ or after not in self.not_before)

    def put_back(self, cut: Cut, raw: Any) -> Any:
        """The parse of the shown text as one of the whole text, each aside an adverbial of the verb beside it."""
        starts, ends = list(raw.starts), list(raw.ends)
        lemmas, pos, deps, morphs = list(raw.lemmas), list(raw.pos), list(raw.deps), list(raw.morphs)
        heads, firsts = list(raw.heads), list(raw.sent_starts)
        for pieces in cut.asides:
            at, many = bisect_left(starts, pieces[0].start), len(pieces)
            heads = [h + many if h >= at else h for h in heads]
            firsts = [s + many if s >= at else s for s in firsts]
            verb = beside(at, many, pos, heads)
            said = [self.part_of_speech(p.word) for p in pieces]
            first = next((k for k, part in enumerate(said) if part in ("NOUN", "ADV")), 0)
            starts[at:at] = [p.start for p in pieces]
            ends[at:at] = [p.end for p in pieces]
            lemmas[at:at] = [p.word.lower() for p in pieces]
            pos[at:at] = said
            deps[at:at] = ["obl:mod" if k == first and part != "ADV" else LABELS[part] for k, part in enumerate(said)]
            heads[at:at] = [verb if k == first else at + first for k in range(many)]
            morphs[at:at] = [""] * many
        return raw._replace(
            starts=starts, ends=ends, lemmas=lemmas, pos=pos, deps=deps, morphs=morphs, heads=heads, sent_starts=firsts
        )

    def part_of_speech(self, word: str) -> str:
        """What a word of an aside is: a mark, a number, a preposition, a small word, or a noun."""
        if not word[0].isalnum():
            return "PUNCT"
        if word[0].isdigit():
            return "NUM"
        if word.lower() in self.prepositions:
            return "ADP"
        if self.adverb is not None and self.adverb.fullmatch(word):
            return "ADV"
        return "DET" if word.lower().replace("’", "'") in self.small else "NOUN"


def beside(at: int, many: int, pos: list[str], heads: list[int]) -> int:
    """The verb that an aside of `many` words at `at` belongs to: the next one above the word before it."""
    token = at - 1
    for _ in range(len(pos)):
        if pos[token] == "VERB" or heads[token] == token:
            break
        token = heads[token] - many if heads[token] >= at else heads[token]
    return token + many if token >= at else token


def pattern_of(raw: dict[str, Any]) -> re.Pattern[str]:
    """The shapes as one pattern: a date, or one of the phrases, between two words or two commas."""
    days, months = "|".join(raw["days"]), "|".join(raw["months"])
    parts, near = "|".join(raw["parts"]), "|".join(raw["near"])
    number = rf"\d{{1,2}}(?:{raw['first']})?"
    month = rf"{number}\s(?:{months})(?:\s\d{{4}})?(?:\s{raw['joins']}\s(?:{parts}))?"
    date = rf"(?:{days})(?:\s(?:{parts}))?(?:\s(?:{near}))?(?:\s{month}|\s{number}(?!\s*%)(?=\s\D|,))?"
    phrases = "|".join(re.escape(p).replace(r"\ ", r"\s") for p in sorted(raw["phrases"], key=len, reverse=True))
    article, inside = raw["article"], raw["inside"]
    unit = rf"(?:{date}|{article}\s{month}|{inside}\s(?:{months})(?:\s\d{{4}})?|{phrases})"
    return re.compile(
        rf"(?P<before>[^\W_]+['’]?)(?P<aside>(?P<open>,?)\s+{unit}(?:\s{unit})*(?P<close>,?))"
        rf"(?=\s+(?P<after>[^\W_]+['’]?)|(?<=\w)[.;!?])"
    )


def term_of(raw: dict[str, Any]) -> re.Pattern[str]:
    """A term ("d'ici la fin de l'année") between two words, or at the end of its sentence."""
    until = raw["until"].replace("{months}", "|".join(raw["months"]))
    return re.compile(
        rf"(?P<before>[^\W_]+['’]?)(?P<aside>(?P<open>,?)\s+(?:{until})(?P<close>,?))"
        rf"(?=\s+(?P<after>[^\W_]+['’]?)|\s*[.;:!?»”)])"
    )


@cache
def asides_of(language: str) -> Asides:
    """The asides of a language."""
    return Asides(language)
