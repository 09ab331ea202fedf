"""Text to trees: the module that asks the parser (spaCy; `quick.py` makes it quicker).

The parser is loaded when the first text of its language is read, never before: the
French one takes five seconds. Its output is brought to Universal Dependencies by the
language's `grammar.toml`, so that one set of rules serves every language.
"""

from __future__ import annotations

import gc
import importlib
import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, NamedTuple

from ostraka.languages.pack import table
from ostraka.reading.parsing.asides import Asides, Cut, asides_of
from ostraka.reading.parsing.mending import join_sentences
from ostraka.reading.parsing.normalise import Grammar, grammar_of, to_universal
from ostraka.reading.parsing.plain import Plain, plainer_of
from ostraka.reading.parsing.titled import Shown, Titled, titled_of
from ostraka.reading.parsing.tree import Tree
from ostraka.relations.table import reach

__all__ = ["Raw", "paragraphs", "raw_parses", "trees"]

WRAPPED = reach()["parsing"]["wrapped"]
LONGEST = 20_000  # code points given to the parser at once; its memory grows with the square
BATCH = 128  # paragraphs parsed together; on 1,100 paragraphs the answers are those of 16 and of 1,000
VERBAL = frozenset({"VERB", "AUX"})
FINITE = "Mood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin"
# "ANKARA, Jan 23 (Wire) - ": where, when and by whom before the first sentence; an agency in brackets, or a place in
# capitals before a long dash
DATELINE = re.compile(
    r"""
    (?: [^\W\d_a-z][\w.'’-]*(?:[ ,/]+[^\W\d_a-z][\w.'’-]*)* (?:,?\ (?:\d{1,2}\ \w+\.?|\w+\.?\ \d{1,2})(?:,?\ \d{4})?)?
        \s* \([^\W\d_a-z][^()\n]{1,30}\) \s* (?:[–—]|--?)
      | (?:[^\W\d_a-z]{4,}|[^\W\d_a-z]{2,}[\ -][^\W\d_a-z]{3,})(?:[ ,/]+[^\W\d_a-z][\w.'’-]*)*
        (?:,?\ (?:\d{1,2}\ \w+\.?|\w+\.?\ \d{1,2})(?:,?\ \d{4})?)?
        (?: \s* (?:[–—]|--) | \ - )
      | [^\W\d_a-z][\w.'’-]*(?:\ [^\W\d_a-z][\w.'’-]*){0,2},
        \ [^\W\d_a-z][\w.'’-]*(?:\ (?:and\ |of\ )?[^\W\d_a-z][\w.'’-]*){0,4}
        \s* [–—]
    ) \s+ (?=[^\W\d_a-z]|[«“"])
    """,
    re.VERBOSE,
)
MARKS = re.compile('[“”„‟«»〝〞＂"]')  # quotation marks, which the parser does not see


class Raw(NamedTuple):
    """What the parser said of one paragraph, before normalisation; offsets count in the paragraph."""

    starts: list[int]
    ends: list[int]
    lemmas: list[str]
    pos: list[str]
    deps: list[str]
    heads: list[int]
    morphs: list[str]
    sent_starts: list[int]


@cache
def parser(language: str) -> Any:
    """The spaCy pipeline of a language, without its entity recogniser (we name actors by table).

    It stays for the life of the process: the collector of garbage need not walk it again and again.
    """
    from ostraka.reading.parsing.quick import quicken

    package = importlib.import_module(table(language, "language")["model"])
    loaded = package.load(exclude=["ner"])
    quicken(loaded)
    gc.freeze()
    return loaded


def paragraphs(text: str) -> list[tuple[int, int]]:
    r"""Where the paragraphs of a text stand: a line, or several when a line was only wrapped.

    >>> paragraphs("One.\n\nTwo goes\non.")
    [(0, 4), (6, 14), (15, 18)]
    """
    found: list[tuple[int, int]] = []
    for m in re.finditer(r"[^\n]+", text):
        start, end = m.start(), m.end()
        line = m.group()
        start += len(line) - len(line.lstrip())
        end -= len(line) - len(line.rstrip())
        if start >= end:
            continue
        if found and wrapped(text, found[-1], start):
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    found = [piece for start, end in found for piece in undated(text, start, end)]
    return [piece for start, end in found for piece in pieces(text, start, end)]


def undated(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    r"""A paragraph with its dateline apart, which belongs to no sentence.

    >>> list(undated("OSLO, 3 May (Post) - Norway won.", 0, 32))
    [(0, 20), (21, 32)]
    """
    m = DATELINE.match(text, start, end)
    if m is not None:
        yield start, start + len(m.group().rstrip())
        start = m.end()
    yield start, end


def wrapped(text: str, before: tuple[int, int], start: int) -> bool:
    """Whether the line at `start` goes on from the line before: that one is long and unfinished."""
    last_line = text[before[0] : before[1]].rpartition("\n")[2]
    return (
        start - before[1] == 1
        and len(last_line) > WRAPPED
        and last_line[-1] not in ".!?…:;»”\"'’)"
        and text[start].islower()
    )


def pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A paragraph cut, at ends of sentences or blanks, into pieces that the parser can hold."""
    while end - start > LONGEST:
        cut = max(text.rfind(mark, start, start + LONGEST) for mark in (". ", "? ", "! "))
        cut = cut if cut > start else text.rfind(" ", start, start + LONGEST)
        cut = cut + 1 if cut > start else start + LONGEST
        yield start, cut
        start = cut
    yield start, end


class Names(dict[int, str]):
    """The strings behind the parser's numbers, each asked for once."""

    def __init__(self, strings: Any) -> None:
        super().__init__()
        self.strings = strings

    def __missing__(self, number: int) -> str:
        """The string of a number not met before."""
        found: str = self.strings[number]
        self[number] = found
        return found


def raw_parses(texts: Iterable[str], language: str) -> Iterator[Raw]:
    """What the parser says of each text, as plain lists."""
    from spacy.attrs import DEP, HEAD, IDX, LEMMA, LENGTH, MORPH, POS, SENT_START

    nlp = parser(language)
    names = Names(nlp.vocab.strings)
    for doc in nlp.pipe(texts, batch_size=BATCH):
        columns = doc.to_array([LEMMA, POS, DEP, MORPH]).T.tolist()
        lemmas, pos, deps, morphs = ([names[h] for h in column] for column in columns)
        numbers = doc.to_array([HEAD, SENT_START, IDX, LENGTH]).astype("int64")
        heads, firsts, starts, lengths = numbers.T.tolist()
        yield Raw(
            starts=starts,
            ends=[s + n for s, n in zip(starts, lengths, strict=True)],
            lemmas=lemmas,
            pos=pos,
            deps=deps,
            heads=[k + h for k, h in enumerate(heads)],
            morphs=morphs,
            sent_starts=[k for k, s in enumerate(firsts) if s == 1],
        )


def trees(texts: Iterable[str], language: str) -> Iterator[Tree]:
    """The parse of each text, in order; paragraphs of many texts go to the parser together."""
    grammar = grammar_of(language)
    texts = list(texts)
    borders = [paragraphs(text) for text in texts]
    pieces = [unquoted(text[a:b]) for text, where in zip(texts, borders, strict=True) for a, b in where]
    plainer = plainer_of(language)
    asides, titled = asides_of(language), titled_of(language)
    named = [titled.cut(piece) for piece, _ in pieces]
    cuts = [asides.cut(one.shown) for one in named]
    plains = [plainer.plain(cut.shown) for cut in cuts]
    raws = raw_parses((plain.shown for plain in plains), language)
    given = (
        restored(with_names(whole(as_written(raw, plain), cut, asides), one, titled), shift)
        for raw, plain, cut, one, (_, shift) in zip(raws, plains, cuts, named, pieces, strict=True)
    )
    for text, where in zip(texts, borders, strict=True):
        yield build(text, [(start, next(given)) for start, _ in where], grammar)


def as_written(raw: Raw, plain: Plain) -> Raw:
    """A parse of plainer words said of the words as written: the verbs put into the imperfect are present again."""
    if not plain.shift:
        return raw  # nothing was changed, so every offset stands
    raw = restored(raw, plain.shift)
    lemmas, pos, morphs = list(raw.lemmas), list(raw.pos), list(raw.morphs)
    for k, start in enumerate(raw.starts):
        if start in plain.verbs:
            lemmas[k], pos[k], morphs[k] = plain.verbs[start], pos[k] if pos[k] in VERBAL else "VERB", FINITE
        elif start in plain.lemmas:
            lemmas[k] = plain.lemmas[start]
    return raw._replace(lemmas=lemmas, pos=pos, morphs=morphs)


def whole(raw: Raw, cut: Cut, asides: Asides) -> Raw:
    """A parse of words without their asides said of all the words."""
    if not cut.asides:
        return raw
    found: Raw = asides.put_back(cut, restored(raw, cut.shift))
    return found


def with_names(raw: Raw, cut: Shown, titled: Titled) -> Raw:
    """A parse of words without the names beside titles said of all the words."""
    if not cut.insets:
        return raw
    found: Raw = titled.put_back(cut, restored(raw, cut.shift))
    return found


def unquoted(text: str) -> tuple[str, list[int]]:
    """A text without its quotation marks, and for each of its characters the offset in the text; none without marks.

    Small parsers lose the sentence at a quotation mark in the middle of a clause; who is
    quoted is read from the marks themselves (quotation.py).

    >>> unquoted("a “b” c")
    ('a b c', [0, 1, 3, 5, 6, 7])
    """
    shown: list[str] = []
    kept: list[int] = []
    done = 0
    for mark in MARKS.finditer(text):
        shown.append(text[done : mark.start()])
        kept += range(done, mark.start())
        done = mark.end()
    if not done:
        return text, []
    return "".join([*shown, text[done:]]), [*kept, *range(done, len(text) + 1)]


def restored(raw: Raw, shift: list[int]) -> Raw:
    """A parse with its offsets counted in the text with quotation marks."""
    if not shift:
        return raw
    return raw._replace(
        starts=[shift[s] for s in raw.starts],
        ends=[shift[e - 1] + 1 if e else 0 for e in raw.ends],
    )


def build(text: str, parts: list[tuple[int, Raw]], grammar: Grammar) -> Tree:
    """One tree of a text from the parses of its paragraphs (start in the text, parse)."""
    starts: list[int] = []
    ends: list[int] = []
    lemmas: list[str] = []
    pos: list[str] = []
    deps: list[str] = []
    heads: list[int] = []
    morphs: list[str] = []
    firsts: list[int] = []
    words: list[str] = []
    for start, raw in parts:
        shift = len(starts)
        said = [text[start + a : start + b] for a, b in zip(raw.starts, raw.ends, strict=True)]
        if any(map(str.isspace, said)) or "" in said:
            raw = without_blanks(raw, text, start)
            said = [text[start + a : start + b] for a, b in zip(raw.starts, raw.ends, strict=True)]
        sent_starts = join_sentences(said, raw.pos, raw.deps, raw.heads, raw.sent_starts) if said else []
        words += said
        starts += [start + s for s in raw.starts]
        ends += [start + e for e in raw.ends]
        lemmas += raw.lemmas
        pos += raw.pos
        deps += raw.deps
        heads += [shift + h for h in raw.heads]
        morphs += raw.morphs
        firsts += [shift + s for s in sent_starts]
    sents = list(zip(firsts, [*firsts[1:], len(starts)], strict=True)) if firsts else []
    to_universal(grammar, [w.lower() for w in words], lemmas, pos, deps, heads, morphs, words)
    return Tree(
        text,
        starts=starts,
        ends=ends,
        lemmas=lemmas,
        pos=pos,
        deps=deps,
        heads=heads,
        morphs=morphs,
        sents=sents,
        words=words,
    )


def without_blanks(raw: Raw, text: str, shift: int) -> Raw:
    """The parse without its blank tokens (runs of spaces); what hung on one goes to its head."""
    blank = [not text[shift + a : shift + b].strip() for a, b in zip(raw.starts, raw.ends, strict=True)]
    if not any(blank):
        return raw
    keep = [k for k, b in enumerate(blank) if not b]
    if not keep:
        return Raw([], [], [], [], [], [], [], [])
    new = {k: n for n, k in enumerate(keep)}

    def head(k: int) -> int:
        h = raw.heads[k]
        for _ in range(len(blank)):
            if not blank[h] or raw.heads[h] == h:
                break
            h = raw.heads[h]
        return new.get(h, new[k])

    firsts = set()
    for s in raw.sent_starts:
        while s < len(blank) and blank[s]:
            s += 1
        if s in new:
            firsts.add(new[s])
    return Raw(
        starts=[raw.starts[k] for k in keep],
        ends=[raw.ends[k] for k in keep],
        lemmas=[raw.lemmas[k] for k in keep],
        pos=[raw.pos[k] for k in keep],
        deps=[raw.deps[k] for k in keep],
        heads=[head(k) for k in keep],
        morphs=[raw.morphs[k] for k in keep],
        sent_starts=sorted(firsts | {0}),
    )
