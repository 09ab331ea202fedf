"""Topic words: which channel a phrase, a paragraph or a whole article is about.

The words are in `languages/xx/topics.toml`, the longest phrase wins and uses its words up
("trade war" is no war). How much each place counts is in `relations/matter.toml`, read by
reading/acting/matter.py; here words are only found and counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterator
from functools import cache

from ostraka.languages.pack import table
from ostraka.reading.parsing.tree import Tree
from ostraka.relations.table import reach

__all__ = ["Topics"]

ELSEWHERE = frozenset({"advcl", "acl:relcl", "parataxis", "csubj", "discourse", "vocative"})  # another clause
UPWARD = frozenset({"amod", "acl", "obj", "obl", "obl:arg", "compound"})  # what hangs so says more of its head
UNFINITE = frozenset({"Ger", "Inf", "Part"})
DEEPEST = reach()["things"]["topic"]

Phrases = dict[str, list[tuple[tuple[str, ...], str]]]


@cache
def topic_words(language: str) -> Phrases:
    """The phrases by their first word, the longest first, each with its channel ("" for a word that tells nothing)."""
    phrases: Phrases = {}
    for channel, fields in table(language, "topics").items():
        if channel in ("example", "claims"):
            continue
        for lexeme in fields["words"]:
            words = tuple(lexeme.lower().replace("’", "'").split())
            phrases.setdefault(words[0], []).append((words[1:], "" if channel == "nothing" else channel))
    for same in phrases.values():
        same.sort(key=lambda row: -len(row[0]))
    return phrases


class Topics:
    """The topic words of one article: `channels` by the token where a word or phrase begins."""

    def __init__(self, tree: Tree, language: str) -> None:
        self.tree = tree
        self.channels: dict[int, str] = dict(self._found(topic_words(language)))
        self._sentences: dict[int, Counter[str]] = {}
        for k, channel in self.channels.items():
            self._sentences.setdefault(tree.sent_of[k], Counter())[channel] += 1
        self._paragraph_of = paragraphs(tree)
        self._paragraphs: dict[int, Counter[str]] = {}
        self.whole: Counter[str] = Counter()
        for sent, counts in self._sentences.items():
            self._paragraphs.setdefault(self._paragraph_of[sent], Counter()).update(counts)
            self.whole.update(counts)

    def _found(self, phrases: Phrases) -> Iterator[tuple[int, str]]:
        tree, done = self.tree, 0
        for k, (lemma, lower) in enumerate(zip(tree.lemmas, tree.lowers, strict=True)):
            if k < done or (lower not in phrases and lemma not in phrases):
                continue
            same = [*phrases.get(lower, ()), *(phrases.get(lemma, ()) if lemma != lower else ())]
            best = max((row for row in same if self._goes_on(k, row[0])), key=lambda row: len(row[0]), default=None)
            if best is not None:
                done = k + 1 + len(best[0])
                if best[1]:
                    yield k, best[1]

    def _goes_on(self, at: int, rest: tuple[str, ...]) -> bool:
        """Whether the further words of a phrase follow, by form or lemma."""
        tree = self.tree
        if at + len(rest) >= len(tree):
            return False
        return all(w in (tree.lowers[k], tree.lemmas[k].lower()) for k, w in enumerate(rest, start=at + 1))

    # ------------------------------------------------------------ places
    def phrase(self, token: int, without: Container[int] = (), *, deeds: bool = False) -> dict[str, float]:
        """Channels of the phrase of an act's word, each word divided by its steps from it.

        Other clauses are left out, but for those of deeds where they are asked for ("accused of spying"), and so are
        the tokens `without` (those of the actors: "the energy minister" is no energy).
        """
        tree, found = self.tree, dict[str, float]()
        top = tree.heads[token] if tree.deps[token].startswith("aux") else token
        stack = [(top, 0)]
        if tree.deps[top] in UPWARD and tree.pos[top] != "PROPN" and tree.heads[top] not in without:
            stack.append((tree.heads[top], 1))
        seen: set[int] = set()
        while stack:
            k, steps = stack.pop()
            if k in seen or steps > DEEPEST:
                continue
            seen.add(k)
            if k not in without and (channel := self.channels.get(k)) is not None:
                found[channel] = found.get(channel, 0.0) + 1 / max(1, steps)
            stack += [(c, steps + 1) for c in tree.kids[k] if self._inside(c) or (deeds and self.is_deed(c, top))]
        return found

    def is_deed(self, token: int, top: int) -> bool:
        """Whether a clause without a finite verb hangs on `top`, the doer of it understood: "of spying"."""
        tree = self.tree
        return tree.heads[token] == top and tree.deps[token] == "advcl" and tree.feature(token, "VerbForm") in UNFINITE

    def _inside(self, token: int) -> bool:
        """Whether a dependent says more of the same thing."""
        dep = self.tree.deps[token]
        return dep not in ELSEWHERE and not (dep == "conj" and self.tree.pos[token] in ("VERB", "AUX"))

    def sentence(self, token: int) -> Counter[str]:
        """Channels of the words of the sentence of a token."""
        return self._sentences.get(self.tree.sent_of[token], Counter())

    def paragraph(self, token: int) -> Counter[str]:
        """Channels of the words of the paragraph of a token."""
        return self._paragraphs.get(self._paragraph_of[self.tree.sent_of[token]], Counter())


def paragraphs(tree: Tree) -> list[int]:
    """The number of the paragraph of each sentence: a line's end parts them."""
    found, number = [], 0
    for first, _ in tree.sents:
        if first and "\n" in tree.text[tree.ends[first - 1] : tree.starts[first]]:
            number += 1
        found.append(number)
    return found
