"""Where the content of a cue ends, and the cue's own sentence or the article's goes on."""

from __future__ import annotations

from ostraka.reading.attributing.cues import Cues
from ostraka.reading.attributing.sources import VERBAL, auxiliaries, tokens_under
from ostraka.reading.parsing.tree import Tree

__all__ = ["contrasted", "gerund", "goes_on", "own_adjunct", "stolen"]


def gerund(tree: Tree, token: int) -> bool:
    """Whether a verb form is an -ing form."""
    morph = tree.morphs[token]
    return "VerbForm=Ger" in morph or "Aspect=Prog" in morph or ("VerbForm=Part" in morph and "Tense=Pres" in morph)


def stolen(tree: Tree, cues: Cues, verb: int, clause: int) -> int | None:
    """Where a second cue of the same speaker begins that the parser hung inside the content.

    "They said that it was buying arms and accused Pyongyang": `accused` has no subject and no auxiliary of its
    own and the form of `said`; the first token of its coordination is the answer.
    """
    for k in sorted(tokens_under(tree, clause)):
        if speakers_own(tree, cues, k) or asides(tree, k):
            return k - 1
        if turned(tree, cues, k, clause):
            return tree.kids_by(k, "cc")[0]
        if (
            tree.deps[k] != "conj"
            or tree.pos[k] not in VERBAL
            or tree.kids_by(k, "nsubj", "cop", "mark", "expl")
            or auxiliaries(tree, k) not in ([], auxiliaries(tree, verb))
        ):
            continue
        if not same_form(tree, k, verb) or same_form(tree, tree.heads[k], verb):
            continue
        mark = [c for c in tree.kids[k] if tree.deps[c] == "cc"] or [
            c for c in tree.kids[tree.heads[k]] if tree.deps[c] == "cc"
        ]
        return max((c for c in mark if c < k), default=k)
    return None


def speakers_own(tree: Tree, cues: Cues, token: int) -> bool:
    """Whether a token begins a participle of saying after a comma: ", citing …", ", adding that …" is the speaker's."""
    if (
        tree.pos[token] not in VERBAL
        or tree.deps[token] not in ("advcl", "acl")
        or token == 0
        or tree.words[token - 1] != ","
    ):
        return False
    return gerund(tree, token) and tree.lemmas[token].lower() in cues.verbs


def asides(tree: Tree, token: int) -> bool:
    """Whether a dash and a participle begin here: the article's own remark on what was said."""
    return (
        token > 0
        and tree.words[token - 1] in ("–", "—", "--")
        and gerund(tree, token)
        and not tree.kids_by(token, "aux")
    )


def same_form(tree: Tree, one: int, other: int) -> bool:
    """Whether two verb forms agree in tense and form, so that one coordination may join them."""
    return all(tree.feature(one, name) == tree.feature(other, name) for name in ("VerbForm", "Tense", "Aspect"))


def own_adjunct(tree: Tree, token: int) -> bool:
    """Whether what follows a content hangs on the cue: a participle of the speaker ("citing …")."""
    before = tree.subtree(token)[0] - 1
    return before >= 0 and tree.pos[before] == "PUNCT"


def turned(tree: Tree, cues: Cues, token: int, clause: int) -> bool:
    """Whether a finite clause with its own subject is coordinated here that the content cannot hold.

    An infinitive has no such clause ("seeks to end the war, *but the USA said* …"); what a word of `[words]
    adversatives` joins to a clause without its "that" is the article's.
    """
    own = tree.kids_by(token, "nsubj", "nsubj:pass") and "VerbForm=Inf" not in tree.morphs[token]
    if tree.deps[token] != "conj" or not own:
        return False
    if tree.lowers[max(0, token - 1)] in cues.words.that or any(
        tree.lowers[k] in cues.words.that for k in tree.kids_by(token, "mark")
    ):
        return False
    joined = [k for k in tree.kids_by(token, "cc") if k < token and tree.words[k - 1] == ","]
    head = tree.heads[token]
    if "VerbForm=Inf" in tree.morphs[head] and not tree.kids_by(head, "nsubj"):
        return bool(tree.kids_by(token, "cc"))
    return head == clause and any(tree.lowers[k] in cues.words.adversatives for k in joined)


def contrasted(tree: Tree, cues: Cues, token: int) -> bool:
    """Whether a clause beside a cue sets something against what is said: "promised to close it *while X said* …"."""
    first = tree.subtree(token)[0]
    words = cues.words.contrasts
    return " ".join(tree.lowers[first : first + 2]) in words or tree.lowers[first] in words


def goes_on(tree: Tree, cues: Cues, token: int, first: int) -> bool:
    """Whether a second clause with "that" is coordinated with the cue: "said that A *and that B*" says both."""
    if tree.deps[token] != "conj" or tree.lowers[first] not in cues.words.that:
        return False
    return any(tree.lowers[k] in cues.words.that for k in tree.kids_by(token, "mark"))
