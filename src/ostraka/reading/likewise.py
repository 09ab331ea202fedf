"""Verbs that only say that somebody did the same: "Oslo expelled two envoys. Lima *followed suit*."

The deed is the main one of the nearest sentence that tells any, done by whoever is the subject now; its other end
stays. What was only threatened, alleged or denied is not repeated.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from ostraka.reading.acting.acts import Act, end_of
from ostraka.reading.acting.ends import Filler
from ostraka.reading.layers import Layers
from ostraka.relations.table import context

__all__ = ["Likewise"]


class Likewise:
    """Finds such verbs in one article and the acts that they repeat; `is_told`: whether an act was told as done."""

    def __init__(self, found: Layers, is_told: Callable[[Act], bool]) -> None:
        self.is_told = is_told
        self.found, self.tree, self.roles = found, found.tree, found.roles
        phrases = [tuple(phrase.split()) for phrase in found.roles.syntax.likewise]
        self.waiting = [k for k in range(len(self.tree)) if any(self.says(k, words) for words in phrases)]

    def says(self, token: int, words: Sequence[str]) -> bool:
        """Whether a verb says a phrase of the table: its lemma, and words that hang on it or stand right behind."""
        tree = self.tree
        if tree.lemmas[token] != words[0] or not self.roles.is_verb(token):
            return False
        last = min(token + 1 + len(words), tree.sent_range(token)[1])
        near = {tree.lowers[k] for k in (*tree.kids[token], *range(token + 1, last))}
        return near.issuperset(words[1:])

    def before(self, token: int) -> Iterator[int]:
        """The verbs before a token that were not asked for yet."""
        while self.waiting and self.waiting[0] < token:
            yield self.waiting.pop(0)

    def of(self, verb: int, history: Sequence[Act]) -> Iterator[Act]:
        """The acts that a verb repeats, by each of its subjects."""
        doers = [f for k in self.roles.subject(verb) for f in self.found.finder.ends.phrase(k, "subject")]
        told = self.main(verb, history)
        for doer in doers if told and self.is_told(told[0]) else ():
            for past in (p for p in history if p.token == told[0].token and p.frame is told[0].frame):
                act = self.by(doer, past, verb)
                if act is not None and end_of(act.source) != end_of(act.target):
                    yield act

    def main(self, verb: int, history: Sequence[Act]) -> list[Act]:
        """The main deed of the nearest sentence before a verb, or of its own up to there; [] where there is none."""
        tree, sent = self.tree, self.tree.sent_of[verb]
        near = [p for p in history if p.token < verb and sent - tree.sent_of[p.token] <= context()["taken"]]
        last = max((tree.sent_of[p.token] for p in near), default=-1)
        here = [p for p in near if tree.sent_of[p.token] == last]
        return sorted(here, key=lambda p: (len(list(tree.ancestors(p.token))), p.token))[:1]

    def by(self, doer: Filler, past: Act, verb: int) -> Act | None:
        """A past act with another doer: the end that its own subject was is his now; None where it was none."""
        subjects = self.roles.subject(past.token if past.light is None else past.light)
        who = {end_of(f) for k in subjects for f in self.found.finder.ends.phrase(k, "subject")}
        if end_of(doer) in who or end_of(doer) is None:
            return None
        tokens = tuple(sorted({verb, doer.token, doer.mention.first, doer.mention.last - 1}))
        again = past._replace(
            token=verb, tokens=tokens, light=None, nominal=False, doubts=("context",), reasons=("likewise",)
        )
        if end_of(past.source) in who:
            return again._replace(source=doer, target=taken_up(past.target))
        return again._replace(source=taken_up(past.source), target=doer) if end_of(past.target) in who else None


def taken_up(filler: Filler | None) -> Filler | None:
    """An end of the act before, as one that is not said again."""
    return None if filler is None else filler._replace(how="context")
