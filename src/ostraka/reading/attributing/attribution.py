"""Who says it: every passage of an article that somebody says, thinks, wants, announces or denies.

`find` reads the cues of the language's tables off the parse and the quotation marks;
`Attributions.at` gives the chain of speakers for a stretch of text, outermost first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ostraka.claims import Trouble
from ostraka.reading.attributing.cues import cues_of
from ostraka.reading.attributing.denials import answered
from ostraka.reading.attributing.finder import Finder
from ostraka.reading.attributing.making import settled
from ostraka.reading.attributing.passages import THING, Passage
from ostraka.reading.attributing.quotation import Quotations
from ostraka.reading.attributing.relaying import CITED, RELAYED
from ostraka.reading.attributing.reporting import to_attributions
from ostraka.reading.attributing.speaker_words import speaker_words
from ostraka.reading.attributing.speakers import resolved
from ostraka.reading.naming.actors import Actors
from ostraka.reading.parsing.tree import Tree
from ostraka.relations.table import cue_kinds

__all__ = ["Attributions", "Passage", "asserts", "find", "to_attributions"]


HEADLINE = ":headline"  # the construction of a headline (layout.py), as its rule ends
RESUMED = "resumed"  # the construction of "…, which Oslo denies"
PLACES = frozenset({"name", "capital", "place"})  # kinds of mention that may say where
TELLING = frozenset({"clause", "speech", "preposition", "mood", "headline", "dialogue", "signature", "unmarked"})
TELLING |= {RELAYED, CITED}


def asserts(passage: Passage) -> bool:
    """Whether a passage makes its speaker the source of what its content says."""
    kinds, speaker = cue_kinds(), passage.speaker
    if passage.kind in kinds["impersonal"] and speaker is not None and speaker.why == THING:
        return False
    construction = passage.rules[0].rpartition(":")[2].rpartition("+")[2]
    if construction == RESUMED:
        return False  # what is denied again was said before, by somebody else
    return construction in TELLING or passage.kind in kinds["alleging"]


class Attributions:
    """The attributed passages of one article, in text order, and what went wrong."""

    def __init__(self, passages: Iterable[Passage], quotes: Quotations, starts: Sequence[int]) -> None:
        self.passages = tuple(passages)
        self._reaches = [(a, b, number) for number, p in enumerate(self.passages) for a, b in p.content]
        self.starts = starts
        self.quotes = quotes
        self.trouble: tuple[Trouble, ...] = quotes.trouble

    def __iter__(self) -> Iterator[Passage]:
        return iter(self.passages)

    def __len__(self) -> int:
        return len(self.passages)

    def at(self, start: int, end: int, *, asserted: bool = True) -> list[Passage]:
        """The passages whose content holds the characters start:end, outermost first: the chain of who says it.

        A promise, a wish, a refusal or praise of something tells of its speaker's attitude and not that he says that
        it is so: the article says it. These are left out unless `asserted` is False.
        """
        numbers = {number for a, b, number in self._reaches if a <= start and end <= b}
        found = [self.passages[number] for number in sorted(numbers)]
        found = [p for p in found if asserts(p)] if asserted else found
        return sorted(found, key=lambda p: (self.depth(p, found), -sum(b - a for a, b in p.content), passing_on(p)))

    def depth(self, passage: Passage, around: Iterable[Passage]) -> int:
        """How many of the passages hold the cue of this one: "X said, according to Y" has Y outside."""
        at = self.starts[passage.head]
        return sum(any(a <= at < b for a, b in p.content) for p in around if p is not passage)

    def quoted(self, start: int, end: int) -> bool:
        """Whether the characters start:end stand inside quotation marks."""
        quote = self.quotes.around(start)
        return quote is not None and end <= quote.end


def passing_on(passage: Passage) -> int:
    """How far inside a passage stands among those of one content: who passes it on before whoever is cited."""
    construction = passage.rules[0].rpartition(":")[2]
    return 0 if construction == RELAYED else 2 if construction == CITED else 1


def find(tree: Tree, language: str, actors: Actors | None = None, published: str | None = None) -> Attributions:
    """The attributions of one parsed article; `actors` (None: nobody is resolved) names the speakers."""
    finder = Finder(tree, cues_of(language), speaker_words(language).times)
    passages = [p for p in resolved(tree, language, actors, finder.passages(language)) if not is_topic(p, actors)]
    passages = answered(tree, finder.cues, settled(tree, passages))  # some were nobody's: who is within whom, again
    return Attributions(passages, finder.quotes, tree.starts)


def is_topic(passage: Passage, actors: Actors | None) -> bool:
    """Whether what stands before the colon of a headline is where or what, not who: "Syrie : …", "Gaz : …"."""
    if actors is None or passage.form == "direct" or not passage.rules[0].endswith(HEADLINE):
        return False
    nobody = passage.speaker is not None and passage.speaker.kind == "anonymous"
    return all(
        nobody and not any(is_person(k, actors) for k in range(first, last)) or is_place(first, last, actors)
        for first, last in passage.source_tokens
    )


def is_place(first: int, last: int, actors: Actors) -> bool:
    """Whether the words are the name of a state, a capital or a place."""
    mentions = (m for k in range(first, last) for m in actors.at(k))
    return any(m.kind in PLACES and (m.first, m.last) == (first, last) for m in mentions)


def is_person(token: int, actors: Actors) -> bool:
    """Whether a noun is a class of people: "officials", "experts"."""
    role = actors.lex.role(actors.tree, token)
    return role is not None and role.person
