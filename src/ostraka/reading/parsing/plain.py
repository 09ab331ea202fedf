"""Says a sentence to the parser in plainer words, and puts its answer back.

A small parser takes "presse", "livre", "menace" for nouns right after a name ("Kiev presse
Berlin"), and loses the sentence with it. The imperfect can be nothing else: so it is shown
"Kiev pressait Berlin", and what it answers is said of the words that stand in the text, in
the present tense of the verb. Which forms, after which words, is the language's `plain.toml`;
the verbs are those of its act words, its operators and its verbs of saying. A language
without the table is shown as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from ostraka.languages.pack import has_table, rows, table, tables
from ostraka.relations.table import reach

__all__ = ["Plain", "Plainer", "plainer_of"]

WORD = re.compile(r"(?:[ldnsmtcj]|qu)['’]|[^\W\d_][\w-]*", re.IGNORECASE)
HYPHENED = re.compile(r"[^\W\d_]-[^\W\d_]")
SENTENCE_ENDS = '.!?:;»”"“«—'
LONGEST_ASIDE = reach()["parsing"]["aside"]
NAME_TABLES = ("states", "actors")


class Plain(NamedTuple):
    """A text as the parser is shown it; `shift` holds the offset in the text of each of its characters.

    `verbs` are those put into the imperfect: start in the text → infinitive; `lemmas` those of the
    words for which another stood in. Where no word has a plainer form, nothing moves, and `shift` is empty.
    """

    shown: str
    shift: list[int]
    verbs: dict[int, str]
    lemmas: dict[int, str]


class Word(NamedTuple):
    """A word of a text: where it stands, as written, and lower-cased."""

    start: int
    end: int
    text: str
    lower: str


class Words:
    """The words of a text in order, each made when it is asked for."""

    def __init__(self, text: str) -> None:
        self.found = list(WORD.finditer(text))
        self.written = [m.group() for m in self.found]

    def __len__(self) -> int:
        return len(self.found)

    def __getitem__(self, k: int) -> Word:
        m, text = self.found[k], self.written[k]
        return Word(m.start(), m.end(), text, text.lower().replace("’", "'"))


class Plainer:
    """The plainer words of one language."""

    def __init__(self, language: str) -> None:
        raw: dict[str, Any] = table(language, "plain") if has_table(language, "plain") else {}
        self.closed = {k: frozenset(raw.get(k, ())) for k in CLOSED}
        endings = "|".join(map(re.escape, raw.get("gerunds", ())))
        self.gerund = re.compile(rf"(?:^|[{SENTENCE_ENDS}]\s+)(\w+(?:{endings}))\s", re.MULTILINE) if endings else None
        self.nominal = bool(raw.get("nominal"))
        self.infinitives = tuple(raw.get("infinitives", ()))
        self.forms = dict(conjugated(verbs_of(language), raw.get("conjugations", ()))) if raw else {}
        self.no_verbs = frozenset(raw.get("no_verbs", ()))
        for form in self.no_verbs:
            self.forms.pop(form, None)
        self.stand_ins = {form: (shown, lemma) for form, shown, lemma in raw.get("stand_ins", ())}
        self.stand_ins |= {form: (shown, form) for shown, forms in raw.get("hyphened", {}).items() for form in forms}
        self.known = self.forms.keys() | self.stand_ins.keys()
        names = (w.group() for t in NAME_TABLES for r in rows(language, t) for w in WORD.finditer(" ".join(r.values())))
        self.prefixes = frozenset(table(language, "roles").get("prefixes", ())) if raw else frozenset()
        adjectives = (a for r in rows(language, "states") for a in r["adjectives"].split("|"))
        self.nations = frozenset(adjectives) if raw else frozenset()
        self.names = frozenset(n for n in names if n[0].isupper()) if raw else frozenset()

    def plain(self, text: str) -> Plain:
        """The text in plainer words."""
        opening = self.opening(text)
        hyphened = self.closed["name_openings"] and HYPHENED.search(text)
        if self.known.isdisjoint(WORD.findall(text)) and not hyphened and not opening:
            return Plain(text, [], {}, {})
        words = Words(text)
        shown: list[str] = []
        shift: list[int] = []
        verbs: dict[int, str] = {}
        lemmas: dict[int, str] = {}
        at = 0
        for k, written in enumerate(words.written):
            if written not in self.known and "-" not in written and not opening:
                continue
            word = words[k]
            found = self.forms.get(word.text)
            if found is not None and k and (self.is_verb(text, words, k) or self.in_list(text, words, k, verbs)):
                form, verbs[word.start] = found
            elif word.text in self.stand_ins:
                form, lemmas[word.start] = self.stand_ins[word.text]
            elif word.start in opening and self.has_object(text, words, k):
                form = word.lower  # "*Bombing* Lima, Oslo hoped": a capital made a name of it
            elif "-" in word.text and (half := self.of_two(word.lower)):
                form, lemmas[word.start] = half, word.lower
            elif "-" in word.text and self.is_name(text, words, k):
                form, lemmas[word.start] = word.text.replace("-", "").capitalize(), word.text
            else:
                continue
            shown += [text[at : word.start], form]
            within = [min(word.start + i, word.end - 1) for i in range(len(form) - 1)]
            shift += [*range(at, word.start), *within, word.end - 1]
            at = word.end
        return Plain("".join([*shown, text[at:]]), [*shift, *range(at, len(text) + 1)], verbs, lemmas)

    def opening(self, text: str) -> frozenset[int]:
        """Where the words start that open a sentence with the ending of a gerund, and are no names."""
        if self.gerund is None:
            return frozenset()
        found = [m for m in self.gerund.finditer(text) if m.group(1) not in self.names]
        return frozenset(m.start(1) for m in found if m.group(1).lower() not in self.no_verbs)

    def is_verb(self, text: str, words: Words, k: int) -> bool:
        """Whether the k-th word, a form that may be a verb, is one where it stands."""
        before, closed = words[k - 1], self.closed
        if self.ends_aside(text, before.end, words[k].start):
            return words[k].text in closed["homographs"] and self.has_object(text, words, k, dative=True)
        if text[before.end : words[k].start].strip() or before.lower in closed["before_nouns"]:
            return False
        if before.lower in closed["before_verbs"]:
            return self.has_object(text, words, k, dative=True)
        prenominal = before.lower in closed["prenominal"] or before.lower.endswith(tuple(closed["ordinals"]))
        if before.text[0].isupper():
            opens = not text[: before.start].strip() or text[: before.start].rstrip()[-1] in SENTENCE_ENDS
            named = not opens or before.text in self.names
            return not prenominal and (named and not self.nominal or self.has_object(text, words, k))
        if self.nominal or words[k].text not in closed["homographs"]:
            return not self.nominal
        return not prenominal and self.has_object(text, words, k)

    def is_name(self, text: str, words: Words, k: int) -> bool:
        """Whether a hyphen stands inside one name, which the parser would cut there: "*al-Assad*", "Kim *Jong-un*"."""
        one, _, two = words[k].text.partition("-")
        if not two or not (one[0].isupper() or two[0].isupper()):
            return False
        if one.lower() in self.closed["name_openings"]:
            return True
        before = words[k - 1] if k else None
        named = before is not None and before.text[0].isupper() and text[before.end : words[k].start] == " "
        endings = self.closed["name_endings"]
        return named and one[0].isupper() and two[0].islower() and (not endings or two in endings)

    def of_two(self, lower: str) -> str | None:
        """The adjective that ends a word of two nations, which the parser would cut there: "gréco-*turc*"."""
        *first, last = lower.split("-")
        return last if last in self.nations and all(word in self.prefixes for word in first) else None

    def in_list(self, text: str, words: Words, k: int, verbs: dict[int, str]) -> bool:
        """Whether a verb and a comma stand before, and "et" or a comma behind: "abrite, *arme* et finance"."""
        before, after = words[k - 1], words[min(k + 1, len(words) - 1)]
        if before.start not in verbs or text[before.end : words[k].start].strip() != ",":
            return False
        return after.lower in self.closed["before_verbs"] or text[words[k].end : after.start].strip() == ","

    def ends_aside(self, text: str, start: int, end: int) -> bool:
        """Whether a comma between start and end closes what another opened: "Oslo, which …, *blames*"."""
        if text[start:end].strip() != ",":
            return False
        before = text[max(0, start - LONGEST_ASIDE) : start]
        return "," in before[1 + max(before.rfind(mark) for mark in SENTENCE_ENDS) :]

    def has_object(self, text: str, words: Words, k: int, *, dative: bool = False) -> bool:
        """Whether an article, a name or an infinitive follows, as after a verb and never after its homograph."""
        if k + 1 >= len(words) or text[words[k].end : words[k + 1].start].strip():
            return False
        after = words[k + 1]
        if after.lower in self.closed["before_infinitives"]:
            return k + 2 < len(words) and words[k + 2].lower.endswith(self.infinitives)
        if dative and after.lower in self.closed["before_datives"]:
            return k + 2 < len(words) and words[k + 2].text[0].isupper()
        return after.lower in self.closed["before_objects"] or after.text[0].isupper()


CLOSED = (
    "homographs", "before_nouns", "before_verbs", "before_objects", "before_infinitives", "before_datives",
    "prenominal", "ordinals", "name_openings", "name_endings",
)  # fmt: skip


@cache
def plainer_of(language: str) -> Plainer:
    """The plainer words of a language."""
    return Plainer(language)


def conjugated(verbs: Iterator[str], rules: list[list[str]]) -> Iterator[tuple[str, tuple[str, str]]]:
    """Forms of the present with their imperfect and infinitive, by the first rule that fits each infinitive."""
    for verb in verbs:
        for ending, one, imperfect in rules:
            if verb.endswith(ending):
                stem = verb[: len(verb) - len(ending)]
                yield stem + one, (stem + imperfect, verb)
                break


def verbs_of(language: str) -> Iterator[str]:
    """Infinitives of the verbs that the tables of a language know, reflexive pronouns taken off."""
    also = table(language, "plain")
    entries = [x for raw in tables(language, "acts").values() for f in raw.get("frame", ()) for x in f.get("verbs", ())]
    entries += [x for f in table(language, "operators").get("operator", ()) for x in f["words"]]
    entries += [x for raw in tables(language, "attribution").values() for x in said(raw)] + also.get("verbs", [])
    reflexives = table(language, "syntax")["reflexives"]
    for entry in entries:
        words = entry.replace("’", "'").replace("'", "' ").split()
        word = words[1] if words[0] in reflexives and len(words) > 1 else words[0]
        if word.endswith(tuple(also["infinitives"])):
            yield word


def said(raw: Any) -> Iterator[str]:
    """The verbs under the keys `verbs` of a table, wherever they stand in it."""
    if isinstance(raw, dict):
        yield from (x for x in raw.get("verbs", ()) if isinstance(x, str))
        for value in raw.values():
            yield from said(value)
    elif isinstance(raw, list):
        for value in raw:
            yield from said(value)
