"""Who passes on whose words: "said X, *quoted by* the agency", "the agency said, *citing* X", "quoted X as saying".

Both are heard, who passes it on outside: the content has two sources, the relay outermost.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ostraka.reading.attributing.cues import Cues
from ostraka.reading.attributing.ending import gerund
from ostraka.reading.attributing.passages import Passage, Ranges, Unit
from ostraka.reading.attributing.sources import VERBAL, is_passive, noun_phrase, telling
from ostraka.reading.parsing.tree import Tree

__all__ = ["CITED", "RELAYED", "Relay", "relays", "without_clause"]

RELAYED, CITED = "relayed", "cited"  # constructions: of who passes it on, of whom he cites
TOLD = frozenset({"clause", "speech", "preposition"})
AGENT = frozenset({"obl:agent", "obl", "obl:arg", "obl:mod", "nmod"})


class Relay(NamedTuple):
    """A verb of citing: the other one who is heard, the passage of which he is, and how (`RELAYED` or `CITED`)."""

    verb: int
    source: Ranges
    of: Passage
    construction: str


def relays(tree: Tree, cues: Cues, unit_of: Sequence[Unit], found: Sequence[Passage]) -> Iterator[Relay]:
    """The citing verbs that stand beside somebody's words."""
    for k in range(len(tree)):
        if tree.lemmas[k].lower() not in cues.words.relaying or tree.pos[k] not in VERBAL:
            continue
        unit = unit_of[k]
        said = telling(tree, k, cues.words)
        near = [p for p in found if unit.first <= p.head < unit.last and p.content_tokens]
        near = [p for p in near if p.head != k or said is not None]
        near = [p for p in near if p.rules[0].rpartition(":")[2].rpartition("+")[2] in TOLD and p.source_tokens]
        relay = of_verb(tree, cues, k, near)
        if relay is not None:
            yield relay


def of_verb(tree: Tree, cues: Cues, verb: int, near: Sequence[Passage]) -> Relay | None:
    """Whom a citing verb adds to the passages of its sentence."""
    inner = next((p for p in near if tree.heads[p.head] == verb and gerund(tree, p.head)), None)
    inner = next((p for p in near if p.head == verb), inner)
    outside = [p for p in near if not any(a <= verb < b for a, b in p.content_tokens) or p.head < verb]
    if not outside and inner is None:
        return None
    if inner is not None:  # "*quoted* X as saying that …", "X was *quoted* by Y as saying …"
        who = by_whom(tree, cues, verb)
        return None if who is None else Relay(verb, noun_phrase(tree, who, {verb}), inner, RELAYED)
    behind = (j for j in tree.kids[verb] if j > verb and tree.deps[j] in AGENT)
    agent = next((j for j in behind if tree.case(j) in cues.words.by), None)
    if agent is not None and tree.feature(verb, "VerbForm") == "Part":
        return Relay(verb, noun_phrase(tree, agent, {verb, *tree.kids_by(agent, "case")}), outside[-1], RELAYED)
    cited = next((j for j in tree.kids_by(verb, "obj") if j > verb and tree.pos[j] in ("NOUN", "PROPN")), None)
    beside = gerund(tree, verb) or tree.deps[verb] == "acl:relcl"
    if cited is None or not beside:
        return None
    return Relay(verb, noun_phrase(tree, cited, {verb}), outside[0], CITED)


def by_whom(tree: Tree, cues: Cues, verb: int) -> int | None:
    """Who quotes another as saying something: the subject of a citing verb, or the agent behind it or its gerund."""
    if not is_passive(tree, verb):
        return next(iter(tree.kids_by(verb, "nsubj")), None)
    said = telling(tree, verb, cues.words)
    near = [*tree.kids[verb], *(() if said is None else tree.kids[said])]
    return next((k for k in near if k > verb and tree.deps[k] in AGENT and tree.case(k) in cues.words.by), None)


def without_clause(tree: Tree, where: Ranges, verb: int) -> Ranges:
    """A content or source without the clause of a citing verb in it, from the mark before that clause on."""
    first = tree.subtree(verb)[0]
    while first > 0 and tree.pos[first - 1] == "PUNCT":
        first -= 1
    return tuple((a, min(b, first)) if a <= verb < b else (a, b) for a, b in where if not first <= a <= verb)
