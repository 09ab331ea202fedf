"""Whom a source means: full name from surname, pronoun and role; the state spoken for; the kind of source.

Names are collected from the article itself: every proper name of two words or more, with
the role that stands before it or in apposition. The states and bodies come from the
actors of the article (anything with `at(token)` that gives a mention with a code).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from ostraka.languages.pack import tables
from ostraka.reading.passages import Passage, Ranges, Speaker
from ostraka.reading.sources import tokens_under
from ostraka.reading.tree import Tree

__all__ = ["SpeakerWords", "resolved", "speaker_words"]

SETS = ("honorifics", "roles", "anonymous", "government", "body", "media", "media_names", "document", "pronouns", "plural_pronouns",
        "feminine", "masculine", "neuter", "definite", "times")  # fmt: skip


class SpeakerWords(NamedTuple):
    """The words of one language that tell sources apart (`[speakers]` of its attribution tables)."""

    honorifics: frozenset[str]
    roles: frozenset[str]
    anonymous: frozenset[str]
    government: frozenset[str]
    body: frozenset[str]
    media: frozenset[str]
    media_names: frozenset[str]
    document: frozenset[str]
    pronouns: frozenset[str]
    plural_pronouns: frozenset[str]
    feminine: frozenset[str]
    masculine: frozenset[str]
    neuter: frozenset[str]
    definite: frozenset[str]
    times: frozenset[str]


@lru_cache(maxsize=None)
def speaker_words(language: str) -> SpeakerWords:
    """The speaker words of a language, from whichever attribution table holds them."""
    words: dict[str, Any] = {}
    for content in tables(language, "attribution").values():
        words |= content.get("speakers", {})
    return SpeakerWords(**{k: frozenset(words.get(k, ())) for k in SETS})


class Person(NamedTuple):
    """A named person of the article: where first named in full, with what role, code and gender."""

    name: str
    token: int
    role: str | None
    code: str | None
    feminine: bool | None


def resolved(tree: Tree, language: str, actors: Any, passages: Sequence[Passage]) -> list[Passage]:
    """The passages with their speakers, in the order given (the order of the text)."""
    resolver = Resolver(tree, speaker_words(language), actors)
    return [resolver.resolve(p) for p in passages]


class Resolver:
    """Resolves the sources of one article, remembering who spoke before."""

    def __init__(self, tree: Tree, words: SpeakerWords, actors: Any) -> None:
        self.tree, self.words, self.actors = tree, words, actors
        self.people: dict[str, Person] = {}
        self.spoken: list[Speaker] = []
        self.women: set[str] = set()
        self.collect()

    # ------------------------------------------------------------ names of the article
    def collect(self) -> None:
        """Every proper name of two words or more that is no state, by each of its last words."""
        tree = self.tree
        k = 0
        while k < len(tree):
            if tree.pos[k] != "PROPN" or tree.lowers[k] in self.words.honorifics:
                k += 1
                continue
            last = k + 1
            while last < len(tree) and tree.pos[last] == "PROPN" and tree.sent_of[last] == tree.sent_of[k]:
                last += 1
            if last - k >= 2 and self.is_person(k, last):
                self.add_person(k, last)
            k = last

    def is_person(self, first: int, last: int) -> bool:
        """Whether a run of proper nouns may name a person: none of its words is a state, a body or a medium."""
        tree, words = self.tree, self.words
        if any(tree.lowers[k] in words.media_names or tree.lemmas[k].lower() in words.body | words.government for k in range(first, last)):
            return False
        return not any(self.code(k) for k in range(first, last)) and last - first <= 4

    def add_person(self, first: int, last: int) -> None:
        """Files a name under its last word, the first full mention winning."""
        tree = self.tree
        while last - first > 2 and tree.lemmas[first].lower() in self.words.roles:
            first += 1
        name = tree.words_of(first, last)
        surname = tree.lowers[last - 1]
        old = self.people.get(surname)
        if old is not None and len(old.name) >= len(name):
            return
        head = next((k for k in range(first, last) if not first <= tree.heads[k] < last), first)
        role, code = self.role_of(head, first, last)
        self.people[surname] = Person(name, first, role, code, None)

    def role_of(self, head: int, first: int, last: int) -> tuple[str | None, str | None]:
        """The role of a name, before it or in apposition, and the state that the role is of."""
        tree = self.tree
        around = [k for k in tree.kids[head] if tree.deps[k] in ("appos", "compound", "nmod", "amod", "flat", "dep")]
        if tree.deps[head] in ("appos", "flat", "flat:name", "compound", "nmod") and tree.heads[head] != head:
            around.append(tree.heads[head])
        for k in around:
            if tree.lemmas[k].lower() in self.words.roles and not first <= k < last:
                tokens = sorted(t for t in tokens_under(tree, k) if not first <= t < last)
                run = [t for t in tokens if abs(t - k) <= 14 and (t < first) == (k < first)]
                run = around_head(run, k)
                code = next((c for c in map(self.code, [*run]) if c), None) or next((c for c in map(self.code, tokens_under(tree, head)) if c), None)
                return clean(tree.words_of(run[0], run[-1] + 1)), code
        return None, None

    def code(self, token: int) -> str | None:
        """The code of the state or body at a token."""
        mention = self.mention(token)
        return getattr(mention, "code", None)

    def mention(self, token: int) -> Any:
        """The mention at a token, None without actors."""
        return self.actors.at(token) if self.actors is not None else None

    # ------------------------------------------------------------ one passage
    def resolve(self, passage: Passage) -> Passage:
        """The passage with its speaker; who speaks is remembered for the pronouns after it."""
        if not passage.source_tokens:
            return passage
        speaker = self.speaker(passage.source_tokens)
        if speaker.kind in ("person", "government", "body", "anonymous"):
            self.spoken.append(speaker)
        return passage._replace(speaker=speaker, rules=(*passage.rules, f"speaker:{speaker.why}"))

    def speaker(self, where: Ranges) -> Speaker:
        """The speaker that the words of a source mean."""
        tree, words = self.tree, self.words
        first, last = where[0][0], where[-1][1]
        head = next((k for k in range(first, last) if not first <= tree.heads[k] < last or tree.is_root(k)), first)
        if tree.pos[head] == "PRON" or tree.lowers[head] in words.pronouns:
            return self.pronoun(head)
        named = self.named(first, last)
        if named is not None:
            return self.person(named, head, first, last)
        return self.noun(head, first, last)

    def named(self, first: int, last: int) -> int | None:
        """A token of the source that names a person of the article."""
        tree = self.tree
        for k in range(first, last):
            if tree.pos[k] == "PROPN" and tree.lowers[k] in self.people and not self.code(k):
                if k + 1 >= last or tree.pos[k + 1] != "PROPN":
                    return k
        titled = next((k for k in range(first, last - 1) if tree.lowers[k] in self.words.honorifics), None)
        return titled + 1 if titled is not None else None

    def person(self, token: int, head: int, first: int, last: int) -> Speaker:
        """A named person, with the role said here or earlier."""
        tree = self.tree
        known = self.people.get(tree.lowers[token])
        here = next((k for k in range(first, last) if tree.lemmas[k].lower() in self.words.roles and k != token), None)
        role = clean(self.role_text(here, first, last, token)) if here is not None else None
        code = next((c for c in (self.code(k) for k in range(first, last)) if c), None)
        if known is None:
            return Speaker(tree.words[token], code, role, "person", "name")
        if (role and not known.role) or (code and not known.code):
            self.people[tree.lowers[token]] = known = known._replace(role=known.role or role, code=known.code or code)
        return Speaker(known.name, code or known.code, role or known.role, "person", "name")

    def role_text(self, role: int, first: int, last: int, name: int) -> str:
        """The words of a role, up to the name or from it on."""
        tree = self.tree
        if role < name:
            start = max(first, min(tokens_under(tree, role) | {role}))
            stop = role + 1
            while stop < last and stop < name and tree.pos[stop] != "PROPN" and tree.pos[stop] != "PUNCT":
                stop += 1
            while stop < name and tree.lowers[stop - 1] not in self.words.roles and stop < last and tree.lowers[stop] not in self.people:
                nxt = tree.lowers[stop]
                if stop + 1 <= name and nxt in self.people:
                    break
                stop += 1
            return tree.words_of(min(start, role), max(stop, role + 1))
        start = role
        while start - 1 > name and tree.pos[start - 1] != "PUNCT":
            start -= 1
        return tree.words_of(start, last)

    def pronoun(self, head: int) -> Speaker:
        """Whom a pronoun means: the antecedent of a relative, else the last speaker that fits."""
        tree, words = self.tree, self.words
        for a in tree.ancestors(head):
            if tree.deps[a] == "acl:relcl":
                antecedent = tree.heads[a]
                found = self.speaker(((max(0, tree.subtree(antecedent)[0]), tree.subtree(a)[0]),))
                return found._replace(why="relative pronoun")
            if tree.deps[a] in ("root", "ccomp"):
                break
        low = tree.lowers[head]
        plural = low in words.plural_pronouns
        mention = self.mention(head)
        if mention is not None and getattr(mention, "name", None):
            code = getattr(mention, "code", None)
            return Speaker(mention.name, code, None, "government" if code else "person", "pronoun by actors")
        for speaker in reversed(self.spoken[-12:]):
            group = speaker.kind == "anonymous" or bool(speaker.others)
            if plural == (group or (plural and speaker.kind in ("body", "government"))) and (plural or speaker.kind != "anonymous" or speaker.role):
                if speaker.kind in ("government", "body") and not plural and (low in words.feminine or low in words.masculine) and self.has_person():
                    continue
                return speaker._replace(why="pronoun: the last speaker that fits")
        return Speaker(None, None, None, "person", "pronoun: nobody fits")

    def has_person(self) -> bool:
        """Whether a person spoke before."""
        return any(s.kind == "person" for s in self.spoken)

    def noun(self, head: int, first: int, last: int) -> Speaker:
        """A source without a personal name: by role, kind of noun, or state."""
        tree, words = self.tree, self.words
        lemma = tree.lemmas[head].lower()
        codes = [c for c in dict.fromkeys(self.code(k) for k in range(first, last)) if c]
        code = codes[0] if codes else None
        text = clean(tree.words_of(first, last))
        if lemma in words.roles or lemma in words.anonymous:
            return self.by_role(head, first, last, codes, text)
        for kind in ("document", "media", "government", "body"):
            if lemma in getattr(words, kind):
                return Speaker(text, code, None, kind, f"{kind} noun")
        if any(tree.lowers[k] in words.media_names for k in range(first, last) if tree.pos[k] == "PROPN"):
            return Speaker(text, None, None, "media", "name of a medium")
        mention = self.mention(head)
        if mention is not None and getattr(mention, "code", None):
            kind = "body" if getattr(mention, "kind", "") in ("body", "bloc", "organisation") else "government"
            others = tuple(Speaker(None, c, None, kind, "coordination") for c in codes[1:])
            return Speaker(getattr(mention, "name", None) or text, mention.code, None, kind, "state or body", others)
        if tree.pos[head] == "PROPN":
            return Speaker(text, code, None, "person" if last - first <= 3 else "body", "proper name")
        plural = "Number=Plur" in tree.morphs[head]
        return Speaker(None if plural else text, code, text, "anonymous", "noun")

    def by_role(self, head: int, first: int, last: int, codes: list[str], text: str) -> Speaker:
        """A role without a name: the person who has it in the article, or an anonymous class."""
        tree, words = self.tree, self.words
        lemma = tree.lemmas[head].lower()
        plural = "Number=Plur" in tree.morphs[head]
        definite = any(tree.lowers[k] in words.definite for k in range(first, head))
        code = codes[0] if codes else None
        if definite and not plural:
            for known in sorted(self.people.values(), key=lambda p: -p.token):
                if known.token < first and known.role and lemma in known.role.lower() and (not code or not known.code or code == known.code):
                    return Speaker(known.name, known.code or code, known.role, "person", "role: the person who has it")
            for speaker in reversed(self.spoken[-12:]):
                if speaker.role and lemma in speaker.role.lower():
                    return speaker._replace(why="role: the speaker before")
        others = tuple(Speaker(None, c, text, "anonymous", "coordination") for c in codes[1:])
        return Speaker(None, code, text, "anonymous", "role without a name", others)


def around_head(run: list[int], head: int) -> list[int]:
    """The contiguous tokens of `run` around `head`."""
    first = last = head
    inside = set(run)
    while first - 1 in inside:
        first -= 1
    while last + 1 in inside:
        last += 1
    return list(range(first, last + 1))


def clean(text: str) -> str:
    """A role or name on one line, without marks at its ends."""
    return " ".join(text.split()).strip(" ,;:.—–-")
