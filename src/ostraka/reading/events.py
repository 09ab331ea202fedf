"""Which PLOVER type a claim has: one telling is one event, so what is threatened, asked or alleged has none of its own.

PLOVER's manual types "threatened to cut aid" as THREATEN, what is threatened being its mode, and so with
demands, refusals and accusations. The claim of the deed itself is kept, with its stage and certainty;
it is only not counted as a second event beside the one that its governing word makes.
"""

from __future__ import annotations

from collections.abc import Iterable

from ostraka.reading.acting.acts import Act, end_of
from ostraka.reading.acting.factuality import Judgement
from ostraka.reading.attributing.attribution import Passage
from ostraka.relations.table import acts as act_table
from ostraka.relations.table import content_of, plover

__all__ = ["Events"]

AHEAD = ("promised", "predicted")
REACHED = ("done", "attempted")  # stages at which a frame's own type holds


class Events:
    """Gives the acts of one article their types; `acts` are those that become claims."""

    def __init__(self, acts: Iterable[Act]) -> None:
        self.by_word: dict[int, list[Act]] = {}  # coordinated actors make several acts of one word
        for act in acts:
            if act_table()[act.frame.act]["kind"] != "assessment":  # "a weak Chad threatens": no event of its own
                self.by_word.setdefault(act.token, []).append(act)

    def type_of(
        self, act: Act, *, stage: str, factuality: str, governed: Judgement, around: Iterable[Passage]
    ) -> str | None:
        """The PLOVER type of an act, None for what is no event or only the content of another."""
        if act.frame.stative or self.is_content(act, governed, around):
            return None
        if act.frame.announced and stage in AHEAD:
            return act.frame.announced
        if act.frame.plover and stage in REACHED and factuality.endswith("+"):
            return act.frame.plover
        codes = tuple(g.code for g in act.goods)
        return plover(act.frame.act, stage=stage, factuality=factuality, channel=act.channel, goods=codes)

    def is_content(self, act: Act, governed: Judgement, around: Iterable[Passage]) -> bool:
        """Whether another act's word decides how far or how sure this one is: "threatened to *cut* …".

        So it is with what a bare denial denies, which stands at the denial's own word.
        """
        if act.denied_by is not None:
            return True
        if any(k in self.by_word and not self.is_same_deed(k, act) for k in governed.tokens):
            return True
        cues = {k for p in around for k in p.cue_tokens if k != act.token}
        said = [self.by_word[k] for k in cues if k in self.by_word]
        return any(
            any(a.frame.act in content_of() for a in made) and not any(answers(a, act) for a in made) for made in said
        )

    def is_same_deed(self, word: int, act: Act) -> bool:
        """Whether a word is the act's own, or the light verb around it with the same doer: "*refused* talks with"."""
        doers = {end_of(a.source) for a in self.by_word[word]}
        return word == act.token or (word == act.light and end_of(act.source) in doers)


def answers(denial: Act, act: Act) -> bool:
    """Whether an act only answers a charge, which was made all the same: "*accused* Chad, *which denies it*"."""
    return bool(act_table()[act.frame.act].get("charge")) and end_of(act.target) == end_of(denial.source)
