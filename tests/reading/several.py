"""Several hand-built sentences as one tree, and what is read of it: no parser is loaded."""

from __future__ import annotations

from ostraka.claims import Article, Claim, content_id
from ostraka.reading.assembly import read_tree
from ostraka.reading.parsing.tree import Tree, from_rows


def several(*sentences: tuple[str, ...]) -> Tree:
    """One tree of sentences, each given as (text, row, row, …) in the notation of `from_rows`."""
    trees = [from_rows(*rows) for rows in sentences]
    text, at, n = " ".join(t.text for t in trees), 0, 0
    starts, ends, heads, sents = [], [], [], []
    for t in trees:
        starts += [at + k for k in t.starts]
        ends += [at + k for k in t.ends]
        heads += [n + k for k in t.heads]
        sents.append((n, n + len(t)))
        at, n = at + len(t.text) + 1, n + len(t)
    return Tree(
        text, starts=starts, ends=ends, heads=heads, sents=sents, lemmas=[w for t in trees for w in t.lemmas],
        pos=[w for t in trees for w in t.pos], deps=[w for t in trees for w in t.deps],
        morphs=[w for t in trees for w in t.morphs],
    )  # fmt: skip


def read_several(language: str, *sentences: tuple[str, ...]) -> tuple[Claim, ...]:
    """The claims of hand-built sentences, in the order of the text."""
    tree = several(*sentences)
    article = Article(id=content_id(tree.text), original=tree.text, language=language, published="2023-05-05")
    return read_tree(article, tree)[0]


def ends(claim: Claim) -> str:
    """A claim as the tables write it: "attack IRN>SAU"."""
    code = [("-" if a is None else a.code or f"@{a.name}") for a in (claim.from_, claim.to)]
    return f"{claim.act} {code[0]}>{code[1]}"
