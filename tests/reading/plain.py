"""A sentence as a tree without a parser, for rules that need words more than grammar."""

from __future__ import annotations

import re

from ostraka.reading.parsing.tree import Tree

WORD = re.compile(
    r"[A-Z]\d\b|\d+(?:[.,/]\d+)+\w*|\d+(?:st|nd|rd|th|er|e|s|bn|m)\b|\d+|[A-Za-z]{3,4}\.(?= \d)|(?:aujourd|Aujourd)['’]hui|'s\b"
    r"|(?:[ldnsjmcLDNSJMC]|[Jj]usqu|[Qq]u)['’]|[^\W\d]+-\d+\w*|(?:[^\W\d]+-)+[^\W\d]+|[^\W\d]+|[^\s\w]"
)
SPLIT = re.compile(r"(.+)(-)(ci|là|year|month|week|day|five|two|term|century|long|April|avril)$|(mid)(-)(.+)$")


ARTICLES = frozenset({"the", "a", "an", "le", "la", "les", "l'", "un", "une"})


def plain(text: str) -> Tree:
    """Every word hangs on the first; lemma and form are the same; parts of speech are guessed from the first letter."""
    starts, ends = [], []
    for m in WORD.finditer(text):
        at, pieces = m.start(), [m.group()]
        if (cut := SPLIT.match(m.group())) and not m.group()[0].isdigit():
            pieces = [g for g in cut.groups() if g]
        for piece in pieces:
            starts.append(at)
            at += len(piece)
            ends.append(at)
    words = [text[a:b] for a, b in zip(starts, ends, strict=True)]
    n = len(words)
    pos = ["NUM" if w[0].isdigit() else "PROPN" if w[0].isupper() and k else "NOUN" for k, w in enumerate(words)]
    pos = ["DET" if w.lower() in ARTICLES else p for w, p in zip(words, pos, strict=True)]
    morphs = ["Number=Plur" if w.endswith("s") and not w[0].isdigit() else "" for w in words]
    return Tree(
        text, starts=starts, ends=ends, lemmas=[w.lower().replace("’", "'") for w in words], pos=pos,
        deps=["root"] + ["dep"] * (n - 1), heads=[0] * n, morphs=morphs, sents=[(0, n)],
    )  # fmt: skip
