"""Where an act happens, and which way things go: places named after words of place.

The words and their roles (at, from, to, via) are in `languages/xx/places.toml`. A place that is
only pretended ("as if bound for the Middle East") says so. Codes of states come from the actors.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple, Protocol

from ostraka.claims import Place
from ostraka.languages.pack import table
from ostraka.reading.dating.times import Times
from ostraka.reading.parsing.tree import Tree
from ostraka.reading.things.disguise import split
from ostraka.relations.table import reach

__all__ = ["PlaceMention", "Places", "find", "to_place"]

UNDER_EVENT = reach()["things"]["under_event"]
ACROSS = frozenset({"acl", "advcl", "ccomp", "parataxis", "csubj"})
BEFORE = reach()["things"]["before_place"]
PRETENCE = reach()["things"]["pretence"]


class Mentioned(Protocol):
    """What is needed of a mention of an actor: its code and its tokens."""

    @property
    def code(self) -> str | None: ...
    @property
    def kind(self) -> str: ...

    @property
    def last(self) -> int: ...


class Coded(Protocol):
    """What is needed of the actors of an article: which states and bodies, and which person, stand at a token."""

    def at(self, token: int) -> Sequence[Mentioned]: ...

    def person_at(self, token: int) -> object | None: ...


class PlaceMention(NamedTuple):
    """A place at tokens first..last (last excluded), offsets in the repaired text; `pretended`: a disguise."""

    role: str
    name: str
    code: str | None
    first: int
    last: int
    head: int
    start: int
    end: int
    pretended: bool


class Words(NamedTuple):
    """The words of place of a language: phrases by their last word, and those of pretence."""

    phrases: dict[str, list[tuple[tuple[str, ...], str]]]
    as_if: tuple[tuple[str, ...], ...]
    kinds: frozenset[str]
    refused: frozenset[str]


@cache
def words_of(language: str) -> Words:
    """The words of place of a language, compiled."""
    rows = table(language, "places")
    phrases: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for role, found in rows["roles"].items():
        for phrase in found:
            words = split(phrase)
            phrases.setdefault(words[-1], []).append((words, role))
    for same in phrases.values():
        same.sort(key=lambda row: -len(row[0]))
    return Words(
        phrases,
        tuple(split(w) for w in rows["as_if"]["words"]),
        frozenset(rows["names"]["kinds"]),
        frozenset(rows["names"]["not"]),
    )


class Places:
    """The places of an article, in the order of the text."""

    def __init__(self, tree: Tree, mentions: Sequence[PlaceMention]) -> None:
        self.tree, self.mentions = tree, tuple(mentions)
        self._by_sent: dict[int, list[PlaceMention]] = {}
        for m in self.mentions:
            self._by_sent.setdefault(tree.sent_of[m.head], []).append(m)

    def for_token(self, token: int) -> tuple[PlaceMention, ...]:
        """The places of the event headed at a token: in its own clause, in the order of the text."""
        mentions = self._by_sent.get(self.tree.sent_of[token], ())
        return tuple(m for m in mentions if self._below(m.head, token, across=m.pretended))

    def _below(self, token: int, top: int, *, across: bool) -> bool:
        """Whether a place hangs on an event; a pretended one also across a clause: "as if they were bound for"."""
        tree = self.tree
        for _ in range(UNDER_EVENT):
            if token == top:
                return True
            if (tree.deps[token].partition(":")[0] in ACROSS and not across) or tree.is_root(token):
                return False
            if tree.deps[token] in ("conj", "xcomp") and tree.pos[token] in ("VERB", "AUX"):
                return False
            token = tree.heads[token]
        return False


def to_place(found: PlaceMention) -> Place:
    """The noun that claims carry, offsets in the repaired text."""
    return Place(name=found.name, code=found.code, role=found.role, start=found.start, end=found.end)


def find(tree: Tree, language: str, actors: Coded | None = None, times: Times | None = None) -> Places:
    """All places of an article; codes where `actors` knows them, and no word that `times` took for a date."""
    words, found = words_of(language), []
    dated = {k for m in times.mentions for k in range(m.first, m.last)} if times is not None else set()
    last, pos = 0, tree.pos
    for k, tag in enumerate(pos):
        if k < last or k in dated or not (tag == "PROPN" or (tag == "NOUN" and tree.lowers[k] in words.kinds)):
            continue
        last = name_end(tree, k, dated)
        mention = as_place(tree, words, k, last, actors)
        if mention is not None:
            found.append(mention)
    return Places(tree, found)


def name_end(tree: Tree, first: int, dated: set[int]) -> int:
    """The end of a name that begins at a token: proper nouns and capitals in a row, and what hyphens join to them."""
    k, last = first + 1, tree.sent_range(first)[1]
    while k < last and k not in dated:
        joined = tree.starts[k] == tree.ends[k - 1] and "-" in (tree.words[k], tree.words[k - 1])
        capital = tree.words[k][0].isupper() and tree.pos[k] in ("PROPN", "ADJ", "NOUN")
        if not (joined or capital):
            break
        k += 1
    return k


def as_place(tree: Tree, words: Words, first: int, last: int, actors: Coded | None) -> PlaceMention | None:
    """The place named by tokens first..last, when words of place stand before it."""
    if tree.lowers[first] in words.refused or (last - first == 1 and not tree.words[first][0].isupper()):
        return None
    at = first
    while at > 0 and tree.pos[at - 1] in ("DET", "ADJ") and tree.lowers[at - 1] not in words.phrases:
        at -= 1
    role = role_before(tree, words, at)
    if role is None:
        return None
    head = next((k for k in range(first, last) if not first <= tree.heads[k] < last or tree.heads[k] == k), last - 1)
    if (
        tree.deps[head].partition(":")[0] == "nsubj"
        or tree.deps[head] in ("nmod:poss", "obl:agent")
        or (last < len(tree) and tree.lowers[last] == "'s")
    ):
        return None
    code = None
    if actors is not None:
        if any(actors.person_at(k) is not None for k in range(first, last)):
            return None
        mentions = [m for k in range(first, last) for m in actors.at(k) if m.code]
        code = mentions[0].code if mentions else None
        if mentions and all(m.kind == "body" for m in mentions):
            return None  # "to the Union" is no place
        last = max([last, *(m.last for m in mentions)])
    start, end = tree.chars(first, last)
    pretended = is_pretended(tree, words, at)
    return PlaceMention(role, tree.text[start:end], code, first, last, head, start, end, pretended)


def role_before(tree: Tree, words: Words, at: int) -> str | None:
    """The role that the words just before a token give, the longest phrase first."""
    if at == 0:
        return None
    for phrase, role in words.phrases.get(tree.lowers[at - 1], ()):
        if len(phrase) <= at and tuple(tree.lowers[at - len(phrase) : at]) == phrase:
            return role
    return None


def is_pretended(tree: Tree, words: Words, at: int) -> bool:
    """Whether words of pretence stand shortly before, with no comma between."""
    first = max(tree.sent_range(at)[0], at - PRETENCE - BEFORE)
    before = tree.lowers[first:at]
    if "," in before:
        before = before[len(before) - before[::-1].index(",") :]
    starts = [(k, w) for w in words.as_if if w[0] in before for k in range(len(before) - len(w) + 1)]
    return any(tuple(before[k : k + len(w)]) == w for k, w in starts)
