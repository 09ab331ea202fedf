"""What every kind of cue needs to make its passage: the tree, its units and quotations, and the record."""

from __future__ import annotations

from collections.abc import Iterable

from ostraka.reading.attributing.cues import Cue, Cues
from ostraka.reading.attributing.passages import Passage, Ranges, Unit, char_spans, ranges, units
from ostraka.reading.attributing.quotation import Quotations, quotations
from ostraka.reading.attributing.sources import VERBAL, noun_phrase, tokens_under
from ostraka.reading.parsing.parse import paragraphs
from ostraka.reading.parsing.tree import Tree
from ostraka.relations.table import reach

__all__ = ["Maker", "settled"]

ONLY_CUE = reach()["attributing"]["only_cue"]
SPEECH = reach()["attributing"]["speech_inside"]
DIRECT = reach()["attributing"]["direct"]
ADVERB = reach()["attributing"]["adverb"]
WORDS = reach()["attributing"]["cue_words"]


class Maker:
    """Makes the passages of one tree."""

    def __init__(self, tree: Tree, cues: Cues, times: frozenset[str]) -> None:
        self.tree = tree
        self.cues = cues
        self.times = times
        where = paragraphs(tree.text)
        self.quotes: Quotations = quotations(tree.text, where)
        self.quotes.align(tree.starts, tree.ends)
        self.units = self.joined(units(tree, self.quotes, where))
        self.unit_of = [u for u in self.units for _ in range(u.first, u.last)]

    def joined(self, where: list[Unit]) -> list[Unit]:
        """The units, a short sentence that only gives the speaker joined to the question or cry before it."""
        found: list[Unit] = []
        for unit in where:
            if found and found[-1].paragraph == unit.paragraph and self.only_cue(found[-1].last - 1, unit):
                found[-1] = Unit(found[-1].first, unit.last, unit.paragraph)
            else:
                found.append(unit)
        return found

    def only_cue(self, before: int, unit: Unit) -> bool:
        """Whether a unit after a quotation that ends in ? or ! is no more than "Graham asked"."""
        tree = self.tree
        if before not in self.quotes.closes or tree.words[before][-1] not in "?!…":
            return False
        for k in range(unit.first, min(unit.last, unit.first + ONLY_CUE)):
            if tree.pos[k] == "PUNCT":
                return False
            if tree.pos[k] in VERBAL and any("quote" in e.cue.takes for e in self.cues.of_verb(tree, k)):
                return not tree.kids_by(k, "ccomp", "obj") and k not in self.quotes.opens
        return False

    def in_speech(self, token: int) -> bool:
        """Whether a token stands inside a quotation that is a sentence of its own: its speaker is who quotes."""
        quote = self.quotes.around(self.tree.starts[token])
        if quote is None:
            return False
        unit = self.unit_of[token]
        return self.quotes.around(self.tree.starts[unit.first]) == quote or quote.end - quote.start > SPEECH

    def make(self, token: int, subject: int | None, content: Ranges, cue: Cue, construction: str) -> Passage:
        """A passage from its parts."""
        tree = self.tree
        inside = {k for first, last in content for k in range(first, last)}
        words = cue_words(tree, token)
        where: Ranges = ()
        if (
            subject is not None
            and tree.lowers[subject] in self.cues.words.expletives
            and (tree.deps[subject].startswith("expl") and construction.startswith("noun"))
        ):
            subject = None
        if cue.kind == "hearsay":
            subject = None  # "the rumour goes that": it is nobody's word
        if subject is not None and subject not in inside:
            where = noun_phrase(tree, subject, inside | {token}, inverted=subject > token)
        cue_at = sorted(words - inside) or [token]
        return self.passage(subject, where, cue_at, content, cue, construction, token)

    def passage(
        self,
        subject: int | None,
        source: Ranges,
        cue_at: Iterable[int],
        content: Ranges,
        cue: Cue,
        construction: str,
        token: int,
    ) -> Passage:
        """The record."""
        spans = char_spans(self.tree, content, self.quotes)
        return Passage(
            head=token,
            source_tokens=source,
            cue_tokens=tuple(cue_at),
            content_tokens=content,
            content=spans,
            form=self.form(spans),
            kind=cue.kind,
            factuality=cue.factuality,
            rules=(f"{cue.rule}:{construction}",),
            persons_only=cue.persons_only,
            said_tokens=self.said(token, source, content),
        )

    def said(self, token: int, source: Ranges, content: Ranges) -> tuple[int, int] | None:
        """The words beside a cue, outside its content and source, that say when it was said."""
        tree = self.tree
        taken = {k for first, last in (*source, *content) for k in range(first, last)} | {token}
        unit = self.unit_of[token]
        under = tokens_under(tree, token) | {k for _, last in source for k in tokens_under(tree, last - 1)}
        near = [k for k in under if k not in taken and unit.first <= k < unit.last]
        near = [k for k in near if tree.pos[k] not in ("PUNCT", "AUX") and not self.in_relative(k, token)]
        for first, last in ranges(near):
            if any(tree.lowers[k] in self.times or tree.lemmas[k].lower() in self.times for k in range(first, last)):
                return first, last
        return None

    def in_relative(self, k: int, token: int) -> bool:
        """Whether a word stands in a relative clause under a cue: "Moscow, which signed it *in January*, said"."""
        tree = self.tree
        for above in (k, *tree.ancestors(k)):
            if above == token:
                return False
            if tree.deps[above] == "acl:relcl":
                return not any(a == above for a in tree.ancestors(token))
        return False

    def form(self, spans: Ranges) -> str:
        """direct, mixed or indirect: how much of the content stands between quotation marks."""
        total = inside = 0
        for start, end in spans:
            total += end - start
            for q in self.quotes.within(start, end):
                inside += min(q.end, end) - max(q.start, start)
        if not inside:
            return "indirect"
        return "direct" if inside >= DIRECT * total else "mixed"


def cue_words(tree: Tree, token: int) -> set[int]:
    """A cue with its auxiliaries, negation, adverbs and particles."""
    found = {token}
    for k in tree.kids[token]:
        base = tree.deps[k]
        if (
            base.startswith(("aux", "compound:prt", "expl"))
            or (base.startswith("advmod") and abs(k - token) <= ADVERB)
            or base == "cop"
        ):
            found.add(k)
    return {k for k in found if abs(k - token) <= WORDS}


def settled(tree: Tree, found: list[Passage]) -> list[Passage]:
    """The passages in text order, each with the index of the smallest passage around it."""
    found = sorted(found, key=lambda p: (p.content[0][0], -p.content[-1][1], p.head))
    result = []
    lengths = [sum(b - a for a, b in p.content) for p in found]
    for k, p in enumerate(found):
        first, last = p.content[0][0], p.content[-1][1]
        best, size = None, None
        for j, length in enumerate(lengths):
            if length <= lengths[k] or (size is not None and length >= size):
                continue
            if any(a <= first and last <= b for a, b in found[j].content):
                best, size = j, length
        result.append(p._replace(within=best))
    return result
