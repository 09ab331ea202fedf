"""The cue words of a language, compiled for look-up: which words attribute something, and in which constructions.

The tables are `languages/xx/attribution/*.toml`; docs/attribution.md describes their fields.
"""

from __future__ import annotations

from functools import cache
from typing import Any, NamedTuple

from ostraka.errors import BadData
from ostraka.languages.pack import SELF, lexeme_words, table, tables
from ostraka.reading.parsing.tree import Tree
from ostraka.relations.table import reach

__all__ = ["Cue", "Cues", "Entry", "Phrase", "Words", "compiled", "cues_of"]

PARTICLE = reach()["attributing"]["particle"]
TAKES = frozenset(
    {
        "quote",
        "clause",
        "infinitive",
        "gerund",
        "object",
        "object+infinitive",
        "object+complement",
        "prep",
        "experiencer",
        "colon",
    }
)
OWNER = "~"  # in the words of a phrase: any possessive
FACTUALITY = frozenset({"CT+", "PR+", "PS+", "CT-", "PR-", "PS-", "Uu"})
FIELDS = frozenset(
    {
        "id",
        "kind",
        "factuality",
        "takes",
        "with",
        "prepositions",
        "verbs",
        "nouns",
        "adjectives",
        "words",
        "owner",
        "strong",
        "persons_only",
        "set_off",
        "itself",
        "examples",
        "not",
        "not_yet",
        "note",
    }
)


class Cue(NamedTuple):
    """A group of cue words with the same meaning and constructions (docs/attribution.md)."""

    rule: str
    kind: str
    factuality: str
    takes: frozenset[str]
    companions: frozenset[str]
    prepositions: frozenset[str]
    owner: frozenset[str]
    strong: bool
    persons_only: bool = False
    set_off: bool = False
    itself: bool = False


APART = ("lemma_endings", "abstract", "heard")  # fields of Words that are no plain sets
HEARD = ("roles", "anonymous", "government", "body", "media")  # keys of [speakers]


class Phrase(NamedTuple):
    """A prepositional cue ("according to"): its words (OWNER: a possessive, as in "in *his* view") and its group."""

    words: tuple[str, ...]
    cue: Cue

    def fits(self, tree: Tree, token: int) -> bool:
        """Whether the phrase stands at a token."""
        words, lowers = self.words, tree.lowers
        if token + len(words) > len(lowers):
            return False
        for k, word in enumerate(words, start=token):
            if word != lowers[k] and not (word == OWNER and is_possessive(tree, k)):
                return False
        return True

    def owner(self, token: int) -> int | None:
        """The token of the possessive in the phrase at `token`, where it has one."""
        return token + self.words.index(OWNER) if OWNER in self.words else None


def is_possessive(tree: Tree, token: int) -> bool:
    """Whether a word is a possessive: "his", "leur"."""
    return "Poss=Yes" in tree.morphs[token]


class Words(NamedTuple):
    """The small words of a language that attribution needs (`[words]` of phrases.toml)."""

    that: frozenset[str]
    personal: frozenset[str]
    of: frozenset[str]
    modals: frozenset[str]
    causatives: frozenset[str]
    questions: frozenset[str]
    conditionals: frozenset[str]
    contrasts: frozenset[str]
    adversatives: frozenset[str]
    insertions: frozenset[str]
    likened: frozenset[str]
    labels: frozenset[str]
    plain: frozenset[str]
    it: frozenset[str]
    leading: frozenset[str]
    relatives: frozenset[str]
    expletives: frozenset[str]
    adjuncts: frozenset[str]
    own: frozenset[str]
    purposes: frozenset[str]
    prolonging: frozenset[str]
    lacking: frozenset[str]
    resuming: frozenset[str]
    by: frozenset[str]
    joining: frozenset[str]
    citing: frozenset[str]
    relaying: frozenset[str]
    whose: frozenset[str]
    lemma_endings: tuple[str, ...]
    abstract: tuple[str, ...]
    heard: frozenset[str] = frozenset()  # nouns of people, states and bodies that may speak


class Entry(NamedTuple):
    """One verb of a group: the words that must stand beside it, and the group."""

    particles: tuple[str, ...]
    cue: Cue


class Cues:
    """The cues of one language, by the lemma of their head word."""

    def __init__(self, language: str) -> None:
        raw = tables(language, "attribution")
        self.language, self.reflexives = language, frozenset(table(language, "syntax")["reflexives"])
        self.verbs: dict[str, list[Entry]] = {}
        self.nouns: dict[str, list[Cue]] = {}
        self.adjectives: dict[str, list[Cue]] = {}
        self.phrases: dict[str, list[Phrase]] = {}
        words: dict[str, Any] = {}
        speakers: dict[str, Any] = {}
        for stem, content in raw.items():
            where = f"languages/{language}/attribution/{stem}.toml"
            words |= content.get("words", {})
            speakers |= content.get("speakers", {})
            for fields in content.get("cue", ()):
                cue = compiled(fields, where)
                for lexeme in fields.get("verbs", ()):
                    self.add_verb(lexeme, cue)
            for fields in content.get("noun", ()):
                self.add(self.nouns, fields.get("nouns", ()), compiled(fields, where))
            for fields in content.get("adjective", ()):
                self.add(self.adjectives, fields.get("adjectives", ()), compiled(fields, where))
            for fields in content.get("preposition", ()):
                cue = compiled(fields, where)
                for phrase in fields["words"]:
                    split = tuple(phrase.split())
                    self.phrases.setdefault(split[0], []).append(Phrase(split, cue))
        for found in self.phrases.values():
            found.sort(key=lambda p: -len(p.words))
        self.contractions: dict[str, str] = dict(table(language, "syntax").get("contractions", {}))
        self.words = Words(
            **{k: frozenset(words.get(k, ())) for k in Words._fields if k not in APART},
            lemma_endings=tuple(words.get("lemma_endings", ())),
            abstract=tuple(words.get("abstract", ())),
            heard=frozenset(w for key in HEARD for w in speakers.get(key, ())),
        )

    def add_verb(self, lexeme: str, cue: Cue) -> None:
        """Files a verb under its head word; a reflexive needs its pronoun, a compound its particle."""
        parts = lexeme_words(lexeme, self.language)
        at = 1 if parts[0] == SELF else 0
        entry = Entry(tuple(p for k, p in enumerate(parts) if k != at), cue)
        self.verbs.setdefault(parts[at], []).append(entry)

    def bare(self, word: str) -> str:
        """A preposition without its article or elision: "à" for "au"."""
        return self.contractions.get(word, word)

    @staticmethod
    def add(where: dict[str, list[Cue]], lexemes: list[str], cue: Cue) -> None:
        """Files nouns or adjectives."""
        for lexeme in lexemes:
            where.setdefault(lexeme, []).append(cue)

    def of_verb(self, tree: Tree, token: int) -> list[Entry]:
        """The entries of a verb token whose particles are there, in table order."""
        entries = self.verbs.get(tree.lemmas[token].lower()) or self.repaired(tree, token)
        if not entries:
            return []
        if tree.lemmas[token].lower() in self.words.causatives:  # the verb after it is the cue, a noun is its own
            entries = [e for e in entries if e.particles]
            return [e for e in entries if self.nominal(tree, self.particles(tree, token, e.particles))]
        if tree.lemmas[token].lower() in self.words.plain and tree.kids_by(token, "expl", "expl:pv"):
            return []  # "se trouver": to be somewhere
        return [e for e in entries if not e.particles or self.particles(tree, token, e.particles) is not None]

    @staticmethod
    def nominal(tree: Tree, where: tuple[int, ...] | None) -> bool:
        """Whether the particles of a verb are there and none is a verb: "faire part", not "faire savoir"."""
        return where is not None and all(
            tree.pos[k] not in ("VERB", "AUX") and not tree.kids_by(k, "det") for k in where
        )

    def causative(self, tree: Tree, token: int) -> list[Entry]:
        """The entries of a verb after a causative ("faire savoir"): only those that name both words."""
        entries = self.verbs.get(tree.lemmas[token - 1].lower(), ())
        return [e for e in entries if e.particles == (tree.lowers[token],)]

    def repaired(self, tree: Tree, token: int) -> list[Entry]:
        """The entries of a verb whose lemma the tagger cut short."""
        for ending in self.words.lemma_endings:
            for form in (tree.lemmas[token].lower(), tree.lowers[token]):
                found = self.verbs.get(form + ending)
                if found:
                    return found
        return []

    def particles(self, tree: Tree, token: int, wanted: tuple[str, ...]) -> tuple[int, ...] | None:
        """Where the particles of a verb stand: after it or among its dependents; None when one is missing."""
        found = []
        near = [*range(token + 1, min(token + 1 + PARTICLE, len(tree))), *tree.kids[token]]
        near += [c for k in tree.kids[token] for c in tree.kids[k] if tree.deps[c] == "case"]
        for word in wanted:
            forms = self.reflexives if word == SELF else (word, word[:-1] + "'")
            at = next((k for k in near if tree.lowers[k] in forms or tree.lemmas[k] in forms), None)
            if at is None:
                at = next((k for k in near if self.bare(tree.lowers[k]) == word and tree.pos[k] == "ADP"), None)
            if at is None:
                return None
            found.append(at)
        return tuple(found)


def compiled(fields: dict[str, Any], where: str) -> Cue:
    """One group of a table; BadData names the file and the group when a field is wrong."""
    name = fields.get("id", "without id")
    if set(fields) - FIELDS:
        raise BadData(f"{where} {name}: unknown field(s) {sorted(set(fields) - FIELDS)}")
    takes = frozenset(fields.get("takes", ()))
    if takes - TAKES:
        raise BadData(f"{where} {name}: unknown construction(s) {sorted(takes - TAKES)}; known: {sorted(TAKES)}")
    if fields.get("factuality") not in FACTUALITY:
        raise BadData(f"{where} {name}: factuality {fields.get('factuality')!r}; known: {sorted(FACTUALITY)}")
    return Cue(
        rule=f"attribution.{name}",
        kind=fields["kind"],
        factuality=fields["factuality"],
        takes=takes,
        companions=frozenset(fields.get("with", ())),
        prepositions=frozenset(fields.get("prepositions", ())),
        owner=frozenset(fields.get("owner", ())),
        strong=bool(fields.get("strong", False)),
        persons_only=bool(fields.get("persons_only", False)),
        set_off=bool(fields.get("set_off", False)),
        itself=bool(fields.get("itself", False)),
    )


@cache
def cues_of(language: str) -> Cues:
    """The compiled cues of a language."""
    return Cues(language)
