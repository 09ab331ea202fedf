"""What a cue noun or adjective attributes by grammar: "the claim that …", "sure that …", "worried about …"."""

from __future__ import annotations

from ostraka.reading.attributing.contents import Found, span
from ostraka.reading.attributing.cues import Cue, Cues
from ostraka.reading.attributing.sources import VERBAL
from ostraka.reading.parsing.tree import Tree

__all__ = ["of_adjective", "of_noun"]


def of_noun(tree: Tree, noun: int, cue: Cue, cues: Cues) -> Found | None:
    """The content of a cue noun: a clause, an infinitive or a phrase that hangs on it."""
    for k in tree.kids[noun]:
        if k < noun:
            continue
        dep = tree.deps[k].partition(":")[0]
        marks = [m for m in tree.kids[k] if tree.deps[m] in ("mark", "case") and m < k]
        that = any(tree.lowers[m] in cues.words.that for m in marks)
        relative = tree.deps[k] == "acl:relcl" and not that
        if "clause" in cue.takes and that and dep in ("acl", "ccomp", "advcl"):
            return Found(span(tree, k), cue, "clause")
        if "infinitive" in cue.takes and dep in ("acl", "xcomp") and not relative and "VerbForm=Inf" in tree.morphs[k]:
            return Found(span(tree, k), cue, "infinitive")
        if (
            "prep" in cue.takes
            and dep in ("nmod", "acl")
            and any(cues.bare(tree.lowers[m]) in cue.prepositions for m in marks)
        ):
            return Found(span(tree, k, bare=True), cue, "prep")
    return None


def of_adjective(tree: Tree, word: int, cue: Cue, cues: Cues) -> Found | None:
    """The content of a cue adjective: "sure that …", "worried about …"."""
    for k in tree.kids[word]:
        if k < word:
            continue
        marks = [m for m in tree.kids[k] if tree.deps[m] in ("mark", "case") and m < k]
        dep = tree.deps[k].partition(":")[0]
        if (
            "clause" in cue.takes
            and dep in ("ccomp", "advcl", "acl")
            and (any(tree.lowers[m] in cues.words.that for m in marks) or (dep == "ccomp" and tree.kids_by(k, "nsubj")))
        ):
            return Found(span(tree, k), cue, "clause")
        if (
            "infinitive" in cue.takes
            and dep in ("xcomp", "advcl")
            and tree.pos[k] in VERBAL
            and not tree.kids_by(k, "nsubj")
        ):
            return Found(span(tree, k), cue, "infinitive")
        if (
            "prep" in cue.takes
            and dep in ("obl", "advcl")
            and any(cues.bare(tree.lowers[m]) in cue.prepositions for m in marks)
        ):
            return Found(span(tree, k, bare=True), cue, "prep")
    return None
