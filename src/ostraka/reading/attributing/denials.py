"""What a denial denies: the passage that it answers, in its sentence, the one before, or earlier.

"denied the allegations", "called it a lie", "rejected the report" have no content of their
own to deny: the allegation stands elsewhere, said by somebody else.
"""

from __future__ import annotations

from collections.abc import Sequence

from ostraka.reading.attributing.cues import Cues
from ostraka.reading.attributing.passages import Passage
from ostraka.reading.parsing.tree import Tree
from ostraka.relations.table import cue_kinds, reach

__all__ = ["answered"]

DENYING = frozenset({"deny", "reject"})
FARTHEST = reach()["attributing"]["denied"]


def answered(tree: Tree, cues: Cues, passages: Sequence[Passage]) -> list[Passage]:
    """The passages in their order; a denial of an allegation made elsewhere has its index in `answers`."""
    result = list(passages)
    for k, p in enumerate(result):
        if p.kind in DENYING and (p.rules[0].endswith(":resumed") or refers(tree, cues, p)):
            target = alleged(tree, result, k)
            if target is not None:
                rules = (*p.rules, "denial:answers the allegation before it")
                result[k] = p._replace(answers=target, rules=rules)
    return result


def refers(tree: Tree, cues: Cues, passage: Passage) -> bool:
    """Whether the content of a denial only refers to what was said: "the allegations", "it", "ces accusations"."""
    tokens = [k for first, last in passage.content_tokens for k in range(first, last)]
    if any(tree.pos[k] in ("VERB", "AUX") for k in tokens):
        return False
    nouns = [k for k in tokens if tree.pos[k] == "NOUN"]
    if nouns:
        return any(tree.lemmas[k].lower() in cues.nouns for k in nouns)
    return bool(tokens) and all(tree.pos[k] in ("PRON", "DET", "PUNCT") for k in tokens)


def alleged(tree: Tree, passages: Sequence[Passage], denial: int) -> int | None:
    """The index of the passage denied: the last accusation by another speaker, else the last outer passage by one."""
    here = passages[denial]
    best: int | None = None
    for k, p in enumerate(passages):
        if p.head >= here.head or tree.sent_of[here.head] - tree.sent_of[p.head] > FARTHEST:
            continue
        if p.kind not in cue_kinds()["answerable"]:
            continue
        if same(p, here) or (p.within is not None and p.kind != "accuse"):
            continue
        if (
            best is None
            or p.head > passages[best].head
            and not (passages[best].kind == "accuse" and p.kind != "accuse")
        ):
            best = k
    return best


def same(one: Passage, other: Passage) -> bool:
    """Whether two passages have the same speaker."""
    a, b = one.speaker, other.speaker
    if a is None or b is None:
        return one.source_tokens == other.source_tokens and bool(one.source_tokens)
    return (a.name, a.actor) == (b.name, b.actor) or (a.kind == b.kind == "government" and a.actor == b.actor)
