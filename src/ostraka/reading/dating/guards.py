"""When a match is no time expression after all: "1944 troops", "resolution 1718", "they march".

A pattern names its guards (`guard` in `time.toml`); the words that they look for are in `[settings]`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ostraka.reading.dating.patterns import Found, TimeGrammar
from ostraka.reading.parsing.tree import Tree
from ostraka.relations.table import reach

__all__ = ["GUARDS", "allowed"]

COUNTED = reach()["dating"]["counted"]


def allowed(m: Found, tree: Tree, grammar: TimeGrammar, pieces: list[str], tokens: Sequence[int]) -> bool:
    """Whether a match lies in one sentence and passes the guards of its pattern."""
    first, last = tokens[m.first], tokens[m.last - 1]
    if tree.sent_of[first] != tree.sent_of[last] and "\n" in tree.words_of(first, last + 1):
        return False
    if names_something(m, grammar, pieces):
        return False
    return all(GUARDS[g](m, tree, grammar, pieces, tokens) for g in m.pattern.guard)


def names_something(m: Found, grammar: TimeGrammar, pieces: list[str]) -> bool:
    """Whether a date is part of a name: "le Mouvement *du 23 mars*", "the *March 23* Movement"."""
    settings = grammar.table["settings"]
    behind = pieces[m.last] if m.last < len(pieces) else ""
    joints, at = settings["name_joints"], m.first - 1
    joined = at >= 0 and (pieces[at] in joints or pieces[m.first] in joints)
    while at >= 0 and pieces[at] in joints:
        at -= 1
    return behind in settings["name_behind"] or (joined and at >= 0 and pieces[at] in settings["name_before"])


def year_stands_alone(m: Found, tree: Tree, grammar: TimeGrammar, pieces: list[str], tokens: Sequence[int]) -> bool:
    """Four digits are a year unless they count or number something: "1944 troops", "2000 euros", "resolution 1718"."""
    settings = grammar.table["settings"]
    following = pieces[m.last] if m.last < len(pieces) else ""
    if following in settings["year_not_before"] or grammar.numbers.magnitudes.get(following):
        return False
    at = m.first - 1
    if at >= 0 and pieces[at] in settings["year_not_right_after"]:
        return False
    while at >= 0 and (pieces[at] in settings["year_list"] or pieces[at].isdigit()):
        at -= 1
    if at >= 0 and pieces[at] in settings["year_not_after"]:
        return False
    return not counts(m, tree, pieces, tokens, settings["determiners"], settings["year_after"])


def counts(
    m: Found, tree: Tree, pieces: list[str], tokens: Sequence[int], determiners: list[str], after: list[str]
) -> bool:
    """Whether a number counts the plural noun that follows it, without an article or a preposition before."""
    before = pieces[m.first - 1] if m.first else ""
    if m.last >= len(pieces) or before in determiners or before in after:
        return False
    head = following_noun(tree, tokens[m.last])
    return head is not None and tree.feature(head, "Number") == "Plur"


def following_noun(tree: Tree, token: int) -> int | None:
    """The noun that a number before `token` would count: after at most two adjectives."""
    for k in range(token, min(token + COUNTED, len(tree))):
        if tree.pos[k] == "NOUN":
            return k
        if tree.pos[k] not in ("ADJ", "PROPN"):
            return None
    return None


def month_is_meant(m: Found, tree: Tree, grammar: TimeGrammar, pieces: list[str], tokens: Sequence[int]) -> bool:
    """A month that is also another word stands alone only after a preposition or the like ("in May")."""
    settings = grammar.table["settings"]
    if pieces[m.first] not in settings["risky"]:
        return True
    return m.first > 0 and pieces[m.first - 1] in settings["risky_after"]


GUARDS: dict[str, Callable[[Found, Tree, TimeGrammar, list[str], Sequence[int]], bool]] = {
    "year": year_stands_alone,
    "month": month_is_meant,
}
