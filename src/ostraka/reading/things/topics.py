"""Topic words: which channel a phrase is about, when its verb does not say."""

from __future__ import annotations

from collections import Counter
from functools import cache

from ostraka.languages.pack import table
from ostraka.reading.parsing.tree import Tree

__all__ = ["Topics"]


@cache
def topic_words(language: str) -> tuple[dict[str, str], dict[tuple[str, ...], str]]:
    """Channel by single word, and by several words, from `topics.toml`."""
    single: dict[str, str] = {}
    several: dict[tuple[str, ...], str] = {}
    for channel, fields in table(language, "topics").items():
        for lexeme in fields["words"]:
            words = tuple(lexeme.lower().replace("’", "'").split())
            if len(words) == 1:
                single[words[0]] = channel
            else:
                several[words] = channel
    return single, several


class Topics:
    """The topic words of one article."""

    def __init__(self, tree: Tree, language: str) -> None:
        self.tree = tree
        single, several = topic_words(language)
        self.channels: dict[int, str] = {}
        starts = {words[0] for words in several}
        for k, (lemma, lower) in enumerate(zip(tree.lemmas, tree.lowers, strict=True)):
            channel = single.get(lemma) or single.get(lower)
            if channel:
                self.channels[k] = channel
            if lemma in starts or lower in starts:
                for size in (2, 3):
                    words = tuple(zip(tree.lemmas[k : k + size], tree.lowers[k : k + size], strict=True))
                    for phrase, found in several.items():
                        if len(phrase) == size == len(words) and all(
                            p in w for p, w in zip(phrase, words, strict=True)
                        ):
                            self.channels[k] = found

    def of(self, token: int, around: tuple[int, int]) -> str | None:
        """The channel most spoken of in a token range; the nearest to `token` wins a draw. None for none."""
        found = [(k, self.channels[k]) for k in range(*around) if k in self.channels]
        if not found:
            return None
        counts = Counter(channel for _, channel in found)
        best = max(counts.values())
        return min((abs(k - token), c) for k, c in found if counts[c] == best)[1]
