"""Whose a cue is that goes with another ("…, a dit X, *en ajoutant* que B"), and who behind a cue speaks."""

from __future__ import annotations

from collections.abc import Sequence

from ostraka.reading.attributing.cues import Cues
from ostraka.reading.attributing.ending import gerund
from ostraka.reading.attributing.passages import Passage, Unit
from ostraka.reading.attributing.quotation import Quotations
from ostraka.reading.attributing.sources import after_cue, finite, noun_phrase, telling
from ostraka.reading.attributing.speech import has_verb
from ostraka.reading.parsing.tree import Tree
from ostraka.relations.table import reach

__all__ = ["coordinated", "may_speak", "torn", "with_outer"]

JOINED = reach()["attributing"]["joined"]


def with_outer(tree: Tree, cues: Cues, passage: Passage, found: Sequence[Passage], unit: Unit) -> Passage:
    """The passage with the source of the cue that it goes with, where there is one in its unit before it."""
    cited = quoted(tree, cues, passage.head)
    if cited is not None:
        return passage._replace(source_tokens=noun_phrase(tree, cited, {passage.head, tree.heads[passage.head]}))
    joined = is_joined(tree, cues, passage.head)
    if not joined and not is_bare(tree, passage.head):
        return passage
    near = [p for p in found if unit.first <= p.head < passage.head and p.source_tokens and is_told(tree, p.head)]
    speech = [p for p in near if p.rules[0].endswith("speech") and is_after(p, passage)]
    outer = speech[-1:] or ([p for p in near if tree.is_root(p.head)] or near if joined else [])
    if not outer or outer[0].source_tokens == passage.source_tokens:
        return passage
    return passage._replace(source_tokens=outer[0].source_tokens)


def quoted(tree: Tree, cues: Cues, head: int) -> int | None:
    """Whom another is quoted by: "the paper quoted *officials* as saying that …", “A,” it quoted *him* as saying."""
    said = telling(tree, head, cues.words)
    if said is not None:
        return next((k for k in tree.kids_by(head, "obj") if head < k < said), None)
    verb = tree.heads[head]
    named = tree.lowers[max(0, head - 1)] in cues.words.citing and gerund(tree, head)
    if not named or not cues.of_verb(tree, verb):
        return None
    return next((k for k in tree.kids_by(verb, "obj") if verb < k < head), None)


def is_told(tree: Tree, head: int) -> bool:
    """Whether a cue is a finite verb, by itself or by its auxiliary."""
    return finite(tree, head) or any(finite(tree, k) for k in tree.kids_by(head, "aux", "aux:pass"))


def is_joined(tree: Tree, cues: Cues, head: int) -> bool:
    """Whether a cue is a gerund or infinitive behind a word that joins it to another: "*en* ajoutant", "*avant d'*"."""
    if not gerund(tree, head) and "VerbForm=Inf" not in tree.morphs[head]:
        return False
    for k in range(head - 1, max(-1, head - 1 - JOINED), -1):
        if tree.lowers[k] in cues.words.joining or " ".join(tree.lowers[max(0, k - 1) : k + 1]) in cues.words.joining:
            return True
        if tree.pos[k] not in ("PRON", "ADV"):
            return False
    return False


def is_bare(tree: Tree, head: int) -> bool:
    """Whether a cue is a participle right behind a comma: "…, a dit X, *évoquant* B"."""
    return head > 0 and tree.words[head - 1] == "," and gerund(tree, head) and not tree.kids_by(head, "nsubj")


def is_after(outer: Passage, passage: Passage) -> bool:
    """Whether the speaker of a cue stands behind it and before the passage: the parser often looks past him."""
    first, last = outer.source_tokens[0][0], outer.source_tokens[-1][1]
    return outer.head < first and last <= passage.head


def coordinated(tree: Tree, quotes: Quotations, token: int, first: int) -> bool:
    """Whether a cue only goes on with the verb before it, no quotation between: "rejects it *and demands* B"."""
    if tree.deps[token] != "conj":
        return False
    at = first if tree.pos[first] == "CCONJ" else first - 1
    return at > 0 and tree.pos[at] == "CCONJ" and not {at - 1, at - 2} & quotes.closes.keys()


def may_speak(tree: Tree, cues: Cues, noun: int) -> bool:
    """Whether the noun after a cue may be its subject, not an object by the parser that cannot speak.

    "a invoqué *son droit*", "ordonna *la mobilisation*": a possessive, or a noun of a deed, of nobody.
    """
    if tree.deps[noun] != "obj" or tree.pos[noun] != "NOUN" or tree.lemmas[noun].lower() in cues.words.heard:
        return True
    owned = any("Poss=Yes" in tree.morphs[k] for k in tree.kids[noun] if k < noun)
    return not owned and not tree.lemmas[noun].lower().endswith(cues.words.abstract)


def torn(
    tree: Tree, cues: Cues, token: int, subject: int | None, edge: int, unit: Unit, times: frozenset[str]
) -> int | None:
    """The speaker behind a cue whose subject by the parser ends the clause before its one comma.

    "Oslo n'exclut pas de rappeler *son envoyé*, a annoncé *la ministre*": no comma parts a subject from its verb.
    """
    parted = subject is not None and subject < edge and tree.words[edge - 1] == ","
    if subject is None or not parted or not has_verb(tree, unit.first, edge - 1):
        return None
    after = after_cue(tree, token, unit.last, times)
    commas = sum(tree.words[k] == "," for k in range(subject, edge))
    if after is None or commas != 1 or tree.subtree(subject)[0] == unit.first:
        return None
    heard = tree.pos[after] == "PROPN" or tree.lemmas[after].lower() in cues.words.heard
    return after if heard else None
