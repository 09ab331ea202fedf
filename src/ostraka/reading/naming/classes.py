"""The class noun that says what a name is: "the drone maker *Kalem*", "*Norvan*, a Chinese state firm".

Found by the order of the words, since small parsers hang an apposition anywhere. Whoever's the
noun is ("Chinese") is the home of the name, and a name whose class is owned by a state
("state-owned", "publique") stands for that state.
"""

from __future__ import annotations

from typing import NamedTuple

from ostraka.reading.naming.mention import Lexicon
from ostraka.reading.parsing.tree import Tree
from ostraka.relations.table import context, marks

__all__ = ["Near", "before", "class_beside", "state_owned"]

INSIDE = frozenset({"ADJ", "NOUN", "ADP", "DET", "NUM"})
ENDS = frozenset({"CCONJ", "AUX", "SCONJ", "PRON"})
HYPHENS = marks()["hyphens"]


class Near(NamedTuple):
    """A name's place: its tokens, `last` excluded."""

    first: int
    last: int


def class_beside(tree: Tree, lex: Lexicon, first: int, last: int) -> int | None:
    """The class noun right before a name, before ", Name," or right behind "Name, a"; None where there is none."""
    place = Near(first, last)
    return before(tree, lex, place) or before_comma(tree, lex, place) or behind_comma(tree, lex, place)


def is_class(tree: Tree, lex: Lexicon, token: int) -> bool:
    """Whether a noun is a class of those who stand for themselves and are no single people: firms, groups."""
    role = lex.role(tree, token)
    return role is not None and role.stands == "none" and not role.person and tree.words[token][0].islower()


def before(tree: Tree, lex: Lexicon, place: Near) -> int | None:
    """The class noun right before the name, adjectives between allowed: "le constructeur coréen Hanwha"."""
    k, start = place.first - 1, tree.sent_range(place.first)[0]
    while k >= start and tree.pos[k] in ("ADJ", "NOUN", "X") and place.first - k <= context()["class_before"]:
        if is_class(tree, lex, k):
            return k
        if tree.pos[k] != "ADJ" and tree.deps[k] not in ("amod", "nmod"):
            return None
        k -= 1
    return None


def before_comma(tree: Tree, lex: Lexicon, place: Near) -> int | None:
    """The class noun of which ", Name," is the apposition: "an Israeli spyware firm, *Nexora*, sold"."""
    start, size = tree.sent_range(place.first)[0], len(tree)
    closed = place.last >= size or tree.pos[place.last] == "PUNCT"
    comma = place.first - (2 if tree.lowers[place.first - 1] in lex.words["articles"] else 1)
    if not closed or comma <= start or tree.lowers[comma] != ",":
        return None
    for k in range(comma - 1, max(start, comma + 1 - context()["apposition"]) - 1, -1):
        if tree.pos[k] == "DET":
            return next((j for j in range(k + 1, comma) if is_class(tree, lex, j)), None)
        if tree.pos[k] not in INSIDE and tree.lowers[k] not in HYPHENS and tree.deps[k] != "amod":
            return None
    return None


def behind_comma(tree: Tree, lex: Lexicon, place: Near) -> int | None:
    """The class noun right behind "Name, a": "*Norvan*, a Chinese state-owned firm"."""
    if place.last >= len(tree) or tree.lowers[place.last] != ",":
        return None
    end = min(place.last + context()["apposition"], tree.sent_range(place.first)[1])
    for k in range(place.last + 1, end):
        if is_class(tree, lex, k):
            return k
        if tree.pos[k] in ENDS or (tree.pos[k] == "VERB" and tree.deps[k] != "amod") or tree.lowers[k] == ",":
            return None
    return None


def state_owned(tree: Tree, lex: Lexicon, noun: int) -> bool:
    """Whether the words beside a class noun say that a state owns it: "state-owned firm", "société d'État"."""
    owned = lex.words["owned"]
    near = [k for k in tree.kids[noun] if tree.deps[k] in ("amod", "compound", "nmod", "acl", "obl:mod")]
    return any(tree.lowers[j] in owned for k in near for j in (k, *tree.kids[k]))
