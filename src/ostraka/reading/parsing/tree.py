"""The parse of one article as parallel lists, in Universal Dependencies, parser-free.

Rules are written over this form only, so they can be tested on hand-built parses
(`from_rows`) and never meet the parser. A token is its index.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

__all__ = ["Tree", "from_rows"]


class Tree:
    """Tokens of one article, sentence after sentence.

    Lists run parallel, one entry a token: `words` and `lowers` (lower-cased, typographic
    apostrophe as '), `lemmas`, `pos` (UPOS), `deps` (UD relation, subtypes kept),
    `bases` (the same without subtypes), `heads` (index; a root is its own head),
    `morphs` (UD features, "A=b|C=d"), `starts` and `ends` (code points in `text`, the
    repaired text), `sent_of` (index of its sentence). `sents` holds (first, last) token
    ranges, last excluded; `kids` the
    dependents of each token in text order.
    """

    __slots__ = (
        "_cases", "_subtrees", "bases", "deps", "ends", "heads", "kids", "lemmas", "lowers", "morphs",
        "pos", "sent_of", "sents", "starts", "text", "words",
    )  # fmt: skip

    def __init__(
        self,
        text: str,
        *,
        starts: list[int],
        ends: list[int],
        lemmas: list[str],
        pos: list[str],
        deps: list[str],
        heads: list[int],
        morphs: list[str],
        sents: list[tuple[int, int]],
        words: list[str] | None = None,
    ) -> None:
        self.text = text
        self.starts, self.ends = starts, ends
        self.words = words or [text[a:b] for a, b in zip(starts, ends, strict=True)]
        self.lowers = [w.lower().replace("’", "'") for w in self.words]
        self.lemmas, self.pos, self.deps, self.heads, self.morphs = lemmas, pos, deps, heads, morphs
        self.bases = [label.partition(":")[0] for label in deps]
        self.sents = sents
        self.sent_of = [k for k, (first, last) in enumerate(sents) for _ in range(first, last)]
        self.kids: list[list[int]] = [[] for _ in starts]
        for token, head in enumerate(heads):
            if head != token:
                self.kids[head].append(token)
        self._cases: dict[int, str] = {}
        self._subtrees: dict[int, tuple[int, int]] = {}

    def __len__(self) -> int:
        return len(self.starts)

    def is_root(self, token: int) -> bool:
        """Whether the token heads its sentence."""
        return self.heads[token] == token

    def kids_by(self, token: int, *labels: str) -> list[int]:
        """Dependents of `token` whose relation is one of `labels`, or a subtype of one.

        >>> t = from_rows("Iran sells arms", "Iran Iran PROPN 2 nsubj", "sells sell VERB 0 root",
        ...               "arms arm NOUN 2 obj")
        >>> t.kids_by(1, "nsubj"), t.kids_by(1, "obl")
        ([0], [])
        """
        deps, bases = self.deps, self.bases
        return [k for k in self.kids[token] if bases[k] in labels or deps[k] in labels]

    def case(self, token: int) -> str:
        """The preposition(s) of a noun, joined: "with", "according to", "auprès de"; "" for none."""
        found = self._cases.get(token)
        if found is None:
            found = self._cases[token] = self._case(token)
        return found

    def _case(self, token: int) -> str:
        deps = self.deps
        marks = [k for k in self.kids[token] if deps[k] == "case"]
        if not marks:
            return ""
        fixed = [f for m in marks for f in self.kids[m] if deps[f] == "fixed"]
        return " ".join(self.lowers[k] for k in sorted(marks + fixed))

    def feature(self, token: int, name: str) -> str:
        """One morphological feature of a token ("Past" for "Tense"), "" where it does not have it."""
        for pair in self.morphs[token].split("|"):
            key, _, value = pair.partition("=")
            if key == name:
                return value
        return ""

    def subtree(self, token: int) -> tuple[int, int]:
        """First and last (excluded) token of everything that hangs on `token`."""
        found = self._subtrees.get(token)
        if found is None:
            first, last, stack = token, token, [token]
            while stack:
                k = stack.pop()
                first, last = min(first, k), max(last, k)
                stack += self.kids[k]
            found = self._subtrees[token] = (first, last + 1)
        return found

    def ancestors(self, token: int) -> Iterable[int]:
        """The head of `token`, its head, and so on to the root."""
        for _ in self.heads:
            if self.heads[token] == token:
                return
            token = self.heads[token]
            yield token

    def conjuncts(self, token: int) -> list[int]:
        """`token` and everything coordinated with it, in text order; `token` is the first conjunct."""
        kids, deps = self.kids, self.deps
        stack = [c for c in kids[token] if deps[c] == "conj"]
        if not stack:
            return [token]
        found = [token]
        while stack:
            k = stack.pop()
            found.append(k)
            stack += [c for c in kids[k] if deps[c] == "conj"]
        return sorted(found)

    def first_conjunct(self, token: int) -> int:
        """The first of the coordination that `token` stands in (`token` itself when in none)."""
        while self.deps[token] == "conj" and self.heads[token] != token:
            token = self.heads[token]
        return token

    def sent_range(self, token: int) -> tuple[int, int]:
        """Token range of the sentence of `token`, last excluded."""
        return self.sents[self.sent_of[token]]

    def chars(self, first: int, last: int) -> tuple[int, int]:
        """Start and end in `text` of the tokens first..last (last excluded)."""
        return self.starts[first], self.ends[last - 1]

    def words_of(self, first: int, last: int) -> str:
        """The words of the tokens first..last (last excluded), as they stand."""
        start, end = self.chars(first, last)
        return self.text[start:end]


def from_rows(text: str, *rows: str) -> Tree:
    """A hand-built parse of one sentence, for tests and documentation.

    Each row is "word lemma UPOS head relation [features]", heads counted from 1, 0 for the root.
    """
    starts, ends, at = [], [], 0
    fields: list[Sequence[str]] = [row.split() for row in rows]
    for row in fields:
        at = text.index(row[0], at)
        starts.append(at)
        at += len(row[0])
        ends.append(at)
    return Tree(
        text,
        starts=starts,
        ends=ends,
        lemmas=[r[1] for r in fields],
        pos=[r[2] for r in fields],
        deps=[r[4] for r in fields],
        heads=[int(r[3]) - 1 if int(r[3]) else k for k, r in enumerate(fields)],
        morphs=[[*r, ""][5] for r in fields],
        sents=[(0, len(fields))],
    )
