"""Articles that tell one text: copies, cut, wrapped or lightly edited, and translations.

Candidates come from MinHash bands (Broder 1997); each is then checked on the words themselves, so a likeness is exact
and says why. Across languages no run of words survives; names and numbers do, in their order.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from typing import NamedTuple

import msgspec
import numpy as np

from ostraka.claims import Article
from ostraka.languages import pack
from ostraka.weighing.policy import table
from ostraka.weighing.statements import day, fold

__all__ = ["Found", "Named", "Sketch", "alike", "credit", "find", "sketch", "translations"]

WORD = re.compile(r"\w+")
NAME_OR_NUMBER = re.compile(r"\d+(?:[.,\u202f\u00a0 ]\d{3})*|[^\W\d_]+")
NOT_DIGIT = re.compile(r"\D")


class Sketch(msgspec.Struct, frozen=True, array_like=True):
    """What is kept of an article to find its copies: MinHash bands, names and numbers in order, the agency credited."""

    article: str
    language: str
    day: str | None
    bands: tuple[int, ...]
    names: tuple[str, ...]
    credit: str | None = None


class Found(NamedTuple):
    """A pair of articles that tell one text: `kind` is copy, credited or translation; `likeness` 0 to 1."""

    first: str
    second: str
    kind: str
    likeness: float
    words: str


def sketch(article: Article) -> Sketch:
    """The sketch of an article; computed from the repaired text, so a damaged copy is still found."""
    text = article.repaired
    return Sketch(
        article=article.id,
        language=article.language,
        day=article.published,
        bands=bands(words(text)),
        names=tuple(names(text)),
        credit=credit_in(text, article.publisher, article.language),
    )


def words(text: str) -> list[str]:
    """The words of a text in lower case."""
    return WORD.findall(text.lower())


def shingles(tokens: Sequence[str]) -> set[tuple[str, ...]]:
    """The runs of three (table) words of a text."""
    size = int(table("copies")["text"]["shingle"])
    return set(zip(*(tokens[k:] for k in range(size)), strict=False))


def bands(tokens: Sequence[str]) -> tuple[int, ...]:
    """Hashes of the bands of a text's MinHash; two texts that share one are candidates."""
    import rensa

    rules = table("copies")
    if len(tokens) < rules["text"]["least"]:
        return ()
    settings = rules["sketch"]
    hashed = rensa.RMinHash(num_perm=settings["permutations"], seed=settings["seed"])
    size = int(rules["text"]["shingle"])
    hashed.update([" ".join(run) for run in zip(*(tokens[k:] for k in range(size)), strict=False)])
    return mixed(hashed.digest(), int(settings["band"]))


def mixed(digest: Sequence[int], step: int) -> tuple[int, ...]:
    """One 63-bit number for each band of `step` hashes, the same in every process."""
    rows = np.array(digest, dtype=np.uint64).reshape(-1, step)
    value = np.arange(1, len(rows) + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    for column in rows.T:
        value = (value ^ column) * np.uint64(0x100000001B3)
        value ^= value >> np.uint64(29)
    return tuple((value >> np.uint64(1)).tolist())


def names(text: str) -> Iterator[str]:
    """Names and numbers of a text in their order, folded: what a translation leaves as it is.

    >>> list(names("Le 8 novembre, Colin Kahl a parlé de 2 400 drones à Téhéran."))
    ['colin', 'kahl', '2400', 'teheran']
    """
    rules = table("copies")["translation"]
    for token in NAME_OR_NUMBER.findall(text):
        if token[0].isdigit():
            number = NOT_DIGIT.sub("", token)
            if len(number) >= rules["digits"]:
                yield number
        elif len(token) >= rules["letters"] and token[0].isupper():
            yield fold(token)


@cache
def agencies(language: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The agencies of a language, each with the pattern of its credits (`languages/<language>/agencies.toml`).

    An agency goes by the first of its names, which is the same in every language.
    """
    rules = pack.table(language, "agencies")
    return tuple((known[0], credits(known, rules["forms"])) for known in rules["agency"].values())


@cache
def any_agency(language: str) -> re.Pattern[str]:
    """A name of any agency: most texts have none, and need no closer look."""
    known = sorted({name for names in pack.table(language, "agencies")["agency"].values() for name in names})
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, known))})\b")


def credits(known: Sequence[str], forms: Sequence[str]) -> re.Pattern[str]:
    """One pattern for all forms of credit to an agency with these names."""
    name = f"(?:{'|'.join(map(re.escape, known))})"
    return re.compile("|".join(form.replace("{name}", name) for form in forms))


def credit(article: Article) -> str | None:
    """The agency that the article credits: as its publisher, at its head or at its end (`copies.toml`).

    >>> credit(Article(id="x", original="SEOUL (Reuters) - Nothing moved.", language="en"))
    'Reuters'
    """
    return credit_in(article.repaired, article.publisher, article.language)


def credit_in(text: str, publisher: str | None, language: str) -> str | None:
    """The agency that such a text credits."""
    where = table("copies")["credit"]
    places = (f"({publisher})" if publisher else "", text[: where["first"]], text[-where["last"] :])
    if not any(any_agency(language).search(place) for place in places):
        return None
    found = (name for name, pattern in agencies(language) if any(pattern.search(place) for place in places))
    return next(found, None)


Texts = Callable[[Iterable[str]], Mapping[str, str]]


def find(new: Sequence[Sketch], old: Sequence[Sketch], texts: Texts) -> list[Found]:
    """All pairs of which at least one article is new. `texts` gives the repaired texts of articles by id.

    The result depends on the texts alone: two articles are a pair whichever came first.
    """
    return alike(new, old, texts) + translations(new, Named(old))


def alike(new: Sequence[Sketch], old: Sequence[Sketch], texts: Texts) -> list[Found]:
    """The pairs in one language; of `old` only those that share a band with a new one are looked at."""
    known = {s.article: s for s in (*old, *new)}
    pairs = candidates(new, old)
    wanted = texts({a for pair in pairs for a in pair})
    found = [check(known[a], known[b], wanted[a], wanted[b]) for a, b in sorted(pairs)]
    return [f for f in found if f is not None]


def candidates(new: Sequence[Sketch], old: Sequence[Sketch]) -> set[tuple[str, str]]:
    """Pairs of articles that share a band."""
    buckets: dict[int, list[str]] = defaultdict(list)
    for s in old:
        for band in s.bands:
            buckets[band].append(s.article)
    pairs = set()
    for s in new:
        for band in s.bands:
            bucket = buckets[band]
            for other in bucket:
                if other != s.article:
                    pairs.add((min(s.article, other), max(s.article, other)))
            bucket.append(s.article)
    return pairs


def check(a: Sketch, b: Sketch, text_a: str, text_b: str) -> Found | None:
    """Whether two candidates tell one text, on their words."""
    rules = table("copies")["text"]
    words_a, words_b = words(text_a), words(text_b)
    runs_a, runs_b = shingles(words_a), shingles(words_b)
    common = len(runs_a & runs_b) / max(1, min(len(runs_a), len(runs_b)))
    percent = round(100 * common)
    if common >= rules["copy"]:
        return Found(a.article, b.article, "copy", common, f"{percent} % of the shorter text stands in the other")
    if a.credit and a.credit == b.credit and common >= rules["credited"] and near(a.day, b.day, rules["days"]):
        return Found(
            a.article,
            b.article,
            "credited",
            common,
            f"both credit {a.credit}, and {percent} % of the shorter text is shared",
        )
    if common >= rules["look"]:
        order = in_order(words_a, words_b) / max(1, min(len(words_a), len(words_b)))
        if order >= rules["order"]:
            percent = round(100 * order)
            return Found(
                a.article, b.article, "copy", order, f"{percent} % of the shorter text's words, in the same order"
            )
    return None


def in_order(a: Sequence[str], b: Sequence[str]) -> int:
    """How many words two texts have in common in the same order (the longest common subsequence)."""
    from rapidfuzz.distance import LCSseq

    return int(LCSseq.similarity(a, b))


def near(a: str | None, b: str | None, days: int) -> bool:
    """Whether two days are known and no further apart than that."""
    first, second = day(a), day(b)
    return first is not None and second is not None and abs((first - second).days) <= days


class Named:
    """Sketches by each of their names and their day: where translations are looked for."""

    def __init__(self, sketches: Iterable[Sketch] = ()) -> None:
        self._index: dict[tuple[str, int], list[Sketch]] = defaultdict(list)
        for s in sketches:
            self.put(s)

    def put(self, s: Sketch) -> None:
        """Enter one; without a day it is no translation of anything."""
        when: date | None = day(s.day)
        if when is not None:
            for name in set(s.names):
                self._index[name, when.toordinal()].append(s)

    def near(self, s: Sketch) -> list[Sketch]:
        """Those in another language with half of the names that are needed, published within the days."""
        rules = table("copies")["translation"]
        when = day(s.day)
        if when is None or len(s.names) < rules["least"]:
            return []
        shared: dict[str, int] = defaultdict(int)
        others = {}
        for name in set(s.names):
            for ordinal in range(when.toordinal() - rules["days"], when.toordinal() + rules["days"] + 1):
                for other in self._index.get((name, ordinal), ()):
                    if other.language != s.language:
                        shared[other.article] += 1
                        others[other.article] = other
        return [others[a] for a in sorted(shared) if shared[a] >= rules["least"] // 2]


def translations(new: Sequence[Sketch], known: Named) -> list[Found]:
    """Pairs of articles in two languages with the same names and numbers in the same order, a few days apart.

    The new ones are entered among the known.
    """
    found = []
    for s in new:
        found += [pair for other in known.near(s) if (pair := translated(s, other)) is not None]
        known.put(s)
    return found


def translated(a: Sketch, b: Sketch) -> Found | None:
    """Whether one of two articles translates the other."""
    rules = table("copies")["translation"]
    both = set(a.names) & set(b.names)
    in_a, in_b = [n for n in a.names if n in both], [n for n in b.names if n in both]
    same = in_order(in_a, in_b)
    share = same / max(1, min(len(a.names), len(b.names)))
    if same < rules["least"] or share < rules["share"] or same < rules["order"] * min(len(in_a), len(in_b)):
        return None
    first, second = sorted((a.article, b.article))
    return Found(first, second, "translation", share, f"{same} names and numbers in the same order in two languages")
