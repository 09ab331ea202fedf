"""What flows: goods named in an article, with the codes of `relations/goods.toml`.

Terms come from `languages/xx/goods.toml` (matched by lemma, the longest first) and from
`relations/designations.toml` (names of weapons, the same in every language). Terms listed as
`not_goods` ("think tank", "tear gas") take the words away from the goods that hide in them, and
goods that only qualify another noun ("arms embargo", "oil minister") are no goods.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import Any, NamedTuple

from ostraka.claims import Goods
from ostraka.errors import BadData
from ostraka.languages.pack import table
from ostraka.reading.parsing.ordered import Ordered
from ostraka.reading.parsing.tree import Tree
from ostraka.reading.things.disguise import pretences
from ostraka.relations.goods import channel_of, designations, goods, is_a, specific
from ostraka.relations.table import reach

__all__ = ["GoodsFound", "GoodsMention", "GoodsTerms", "find", "terms_of"]

AMOUNT = reach()["things"]["amount"]
HYPHENS = frozenset({"-", "‑", "–"})
NAME_JOINTS = HYPHENS | {"/", "'"}
LONGEST_NAME = reach()["things"]["designation"]
SUM = reach()["things"]["sum"]
SUMS = frozenset({"NUM", "SYM", "NOUN"})  # what the tokens of a sum may be
REACH = reach()["things"]["term"]


class GoodsMention(NamedTuple):
    """Goods at tokens first..last (last excluded), offsets in the repaired text.

    `head` is the token that the rest hangs on; `named`: a weapon's own name, the same in every language.
    """

    code: str
    channel: str
    first: int
    last: int
    head: int
    start: int
    end: int
    text: str
    named: bool = False

    @property
    def goods(self) -> Goods:
        """The noun that claims carry, offsets in the repaired text."""
        return Goods(code=self.code, text=self.text, start=self.start, end=self.end)


class GoodsFound(Ordered[GoodsMention]):
    """The goods of an article, in the order of the text."""

    def __init__(self, mentions: Sequence[GoodsMention]) -> None:
        super().__init__(mentions)
        self._at: dict[int, list[GoodsMention]] = {}
        for m in self.mentions:
            self._at.setdefault(m.head, []).append(m)

    def at(self, token: int) -> tuple[GoodsMention, ...]:
        """The goods headed at a token."""
        return tuple(self._at.get(token, ()))


class Term(NamedTuple):
    """One term: the words after the first, its code ("" for not goods), and whether the first word is a form."""

    rest: tuple[str, ...]
    code: str
    exact: bool


class GoodsTerms:
    """The terms of a language, indexed by first word."""

    def __init__(self, language: str) -> None:
        rows = table(language, "goods")
        self.index: dict[str, list[Term]] = {}
        for code, words in rows["terms"].items():
            if code not in goods():
                raise BadData(f"languages/{language}/goods.toml: no goods {code!r} in relations/goods.toml")
            for term in words:
                self._add(term, code)
        for term in rows["not_goods"]:
            self._add(term, "")
        for terms in self.index.values():
            terms.sort(key=lambda t: -len(t.rest))
        self.not_under = frozenset(rows["not_under"])
        self.not_with_owner = frozenset(rows["not_with_owner"])
        self.only_as_object = frozenset(rows["only_as_object"])
        self.signs = frozenset(rows["money"]["signs"])
        self.money = str(rows["money"]["code"])
        self.owners = frozenset(rows["owners"])
        self.last_is_head = bool(rows["last_is_head"])
        self.names, self.prefixes = squeezed_names()

    def _add(self, term: str, code: str) -> None:
        exact = term.startswith("=")
        words = [w for w in re.split(r"[ \-‑]|(?<=['’])", term.removeprefix("=").replace("’", "'")) if w]
        self.index.setdefault(words[0], []).append(Term(tuple(words[1:]), code, exact))


@cache
def terms_of(language: str) -> GoodsTerms:
    """The terms of a language, compiled."""
    return GoodsTerms(language)


@cache
def squeezed_names() -> tuple[dict[str, str], frozenset[str]]:
    """Designations without blanks and hyphens, lower-cased, with their codes; and all beginnings of them."""
    names = {squeeze(name): code for code, forms in designations().items() for name in forms}
    return names, frozenset(name[:k] for name in names for k in range(1, len(name) + 1))


@lru_cache(maxsize=20_000)
def squeeze(word: str) -> str:
    """A name without what writers vary: "F-16" and "F 16" are "f16"."""
    return re.sub(r"[\W_]", "", word).lower()


def find(tree: Tree, language: str) -> GoodsFound:
    """All goods of an article."""
    terms = terms_of(language)
    found: list[GoodsMention] = []
    end = 0
    index, lemmas, lowers, words = terms.index, tree.lemmas, tree.lowers, tree.words
    for k, lower in enumerate(lowers):
        if k < end:
            continue
        if (
            lower in index
            or lemmas[k] in index
            or (words[k][0].isupper() and lower[:1] in terms.prefixes)
            or "-" in lower
            and lower.partition("-")[0] in index
        ):
            hit = longest(tree, terms, k)
        else:
            continue
        if hit is not None:
            end, code = hit
            if code and (mention := as_mention(tree, terms, k, end, code)) is not None:
                found.append(mention._replace(named=designation(tree, terms, k) == hit))
    hidden = {k for p in pretences(tree, language) for k in range(p.last, p.until)}
    found = sorted([*joined(tree, found), *money(tree, terms)], key=lambda m: m.first)
    return GoodsFound([m for m in found if m.first not in hidden])


def joined(tree: Tree, found: Sequence[GoodsMention]) -> Iterator[GoodsMention]:
    """The mentions, a weapon's name and its kind beside it made one: "Shahed drones", « des missiles ATACMS »."""
    last: GoodsMention | None = None
    for m in found:
        if last is not None and (one := as_one(tree, last, m)) is not None:
            last = one
            continue
        if last is not None:
            yield last
        last = m
    if last is not None:
        yield last


def as_one(tree: Tree, left: GoodsMention, right: GoodsMention) -> GoodsMention | None:
    """Two mentions beside each other as one, where one is a name and says more of the other; else None."""
    above, below = (right, left) if tree.heads[left.head] == right.head else (left, right)
    if left.last != right.first or tree.heads[below.head] != above.head or not (left.named or right.named):
        return None
    name, kind = (left, right) if left.named else (right, left)
    if name.channel != kind.channel and not specific(name.code):
        return None
    code = kind.code if is_a(kind.code, name.code) else name.code
    return left._replace(
        code=code, channel=channel_of(code), last=right.last, head=above.head, end=right.end, named=True,
        text=tree.text[left.start : right.end],
    )  # fmt: skip


def money(tree: Tree, terms: GoodsTerms) -> Iterator[GoodsMention]:
    """Sums written with a sign that are what somebody gives or gets: "gave Kenya $2bn"; no prices."""
    for k, lower in enumerate(tree.lowers):
        if lower not in terms.signs:
            continue
        top = k
        while k < tree.heads[top] < k + SUM and tree.heads[top] != top and tree.pos[tree.heads[top]] in SUMS:
            top = tree.heads[top]
        if top > k and is_object(tree, top):
            start, end = tree.chars(k, top + 1)
            text = tree.text[start:end]
            yield GoodsMention(terms.money, channel_of(terms.money), k, top + 1, top, start, end, text, True)


def longest(tree: Tree, terms: GoodsTerms, at: int) -> tuple[int, str] | None:
    """End and code of the longest term or designation that begins at a token."""
    best: tuple[int, str] | None = None
    lower, lemma = tree.lowers[at], tree.lemmas[at].lower()
    pieces: list[tuple[str, str, int]] = []
    for word in {lower, lemma, lower.partition("-")[0] or lower}:
        for term in terms.index.get(word, ()):
            pieces = pieces or pieces_from(tree, at)
            if term.exact and word != lower:
                continue
            if not term.rest and (len(pieces) > 1 and pieces[1][2] == at or not stands_for_goods(tree, at)):
                continue
            end = matched(pieces, term.rest)
            if end is not None and (best is None or end > best[0]):
                best = (end, term.code)
    name = designation(tree, terms, at)
    return name if name is not None and (best is None or name[0] >= best[0]) else best


def pieces_from(tree: Tree, at: int) -> list[tuple[str, str, int]]:
    """Form, lemma and token of the next words, hyphens taken out: "anti-tank" is two words of one token."""
    found: list[tuple[str, str, int]] = []
    for k in range(at, min(at + REACH, len(tree))):
        lower, lemma = tree.lowers[k], tree.lemmas[k].lower()
        if lower in HYPHENS:
            continue
        if "-" in lower and lower[0] != "-":
            forms, bases = lower.split("-"), lemma.split("-")
            bases = bases if len(bases) == len(forms) else forms
            found += [(f, b, k) for f, b in zip(forms, bases, strict=True) if f]
        else:
            found.append((lower, lemma, k))
    return found or [(tree.lowers[at], tree.lemmas[at].lower(), at)]


def stands_for_goods(tree: Tree, at: int) -> bool:
    """Whether one word alone can be goods: a noun, and no name (Apple, Mars)."""
    pos, word = tree.pos[at], tree.words[at]
    if pos == "PROPN":
        return not word[0].isupper() or word.isupper()
    return pos in ("NOUN", "X")


def matched(pieces: list[tuple[str, str, int]], rest: tuple[str, ...]) -> int | None:
    """The token after the words of a term (its first word is there), by form or lemma; None when they are not there."""
    if len(rest) >= len(pieces):
        return None
    for word, (form, lemma, _) in zip(rest, pieces[1:], strict=False):
        if word not in (form, lemma) and word + "s" != form:
            return None
    last = pieces[len(rest)][2]
    inside = len(rest) + 1 < len(pieces) and pieces[len(rest) + 1][2] == last
    return None if inside else last + 1


def designation(tree: Tree, terms: GoodsTerms, at: int) -> tuple[int, str] | None:
    """End and code of the longest weapon name that begins at a token ("Shahed-136s" too)."""
    if not (tree.words[at][0].isupper() or tree.words[at][0].isdigit()):
        return None
    name, best = "", None
    for k in range(at, min(at + LONGEST_NAME, len(tree))):
        piece = squeeze(tree.lowers[k])
        if not piece and tree.lowers[k] not in NAME_JOINTS:
            break
        name += piece
        code = terms.names.get(name) or (terms.names.get(name[:-1]) if name.endswith("s") else None)
        if code and piece:
            best = (k + 1, code)
        if name not in terms.prefixes:
            break
    return best


def as_mention(tree: Tree, terms: GoodsTerms, first: int, last: int, code: str) -> GoodsMention | None:
    """The mention, unless the words only qualify something else or are part of somebody's body."""
    head = head_of(tree, terms, first, last)
    if qualifies(tree, terms, head) or (tree.lowers[head] in terms.not_with_owner and owned(tree, terms, head)):
        return None
    if tree.lemmas[head].lower() in terms.only_as_object and not is_object(tree, head):
        return None
    start, end = tree.chars(first, last)
    return GoodsMention(code, channel_of(code), first, last, head, start, end, tree.text[start:end])


def head_of(tree: Tree, terms: GoodsTerms, first: int, last: int) -> int:
    """The token that hangs outside the term; where several do, the one where the language puts the head noun."""
    outside = [k for k in range(first, last) if not first <= tree.heads[k] < last or tree.heads[k] == k]
    nouns = [k for k in outside if tree.pos[k] in ("NOUN", "PROPN")] or outside
    if not nouns:
        return last - 1
    return nouns[-1] if terms.last_is_head else nouns[0]


def qualifies(tree: Tree, terms: GoodsTerms, head: int) -> bool:
    """Whether the goods only say of what kind another noun is: "arms embargo", "le ministre du Pétrole"."""
    if tree.deps[head].partition(":")[0] not in ("compound", "nmod", "amod", "flat"):
        return False
    above = tree.heads[head]
    return above != head and tree.lemmas[above].lower() in terms.not_under


def is_object(tree: Tree, token: int) -> bool:
    """Whether a currency, or the amount that it measures ("two billion dollars"), is what a verb gives or gets."""
    for _ in range(AMOUNT):
        dep = tree.deps[token]
        if dep in ("obj", "nsubj:pass", "obl:arg") and not tree.case(token):
            return True
        if dep.partition(":")[0] not in ("nmod", "nummod", "compound") or tree.is_root(token):
            return False
        token = tree.heads[token]
    return False


def owned(tree: Tree, terms: GoodsTerms, head: int) -> bool:
    """Whether a possessive stands at the noun: "in his arms"."""
    return any(tree.lowers[k] in terms.owners for k in tree.kids[head]) or (
        head > 0 and tree.lowers[head - 1] in terms.owners
    )


def all_terms(language: str) -> Iterator[tuple[str, str]]:
    """Code and term, for checks of the table."""
    rows: dict[str, Any] = table(language, "goods")["terms"]
    for code, words in rows.items():
        for term in words:
            yield code, term
