"""Which PLOVER type a claim has: one telling is one event, so what is threatened, asked or alleged has none of its own.

PLOVER's manual types "threatened to cut aid" as THREATEN, what is threatened being its mode, and so with
demands, refusals and accusations. The claim of the deed itself is kept, with its stage and certainty;
it is only not counted as a second event beside the one that its governing word makes.
"""

from __future__ import annotations

from collections.abc import Iterable

from ostraka.reading.acting.acts import Act
from ostraka.reading.acting.factuality import Judgement
from ostraka.reading.attributing.attribution import Passage
from ostraka.relations.table import acts as act_table
from ostraka.relations.table import content_of, plover

__all__ = ["Events"]

REACHED = ("done", "attempted")  # stages at which a frame's own type holds


class Events:
    """Gives the acts of one article their types; `acts` are those that become claims."""

    def __init__(self, acts: Iterable[Act]) -> None:
        self.by_word = {a.token: a.frame.act for a in acts if act_table()[a.frame.act]["kind"] != "assessment"}

    def type_of(
        self, act: Act, *, stage: str, factuality: str, governed: Judgement, around: Iterable[Passage]
    ) -> str | None:
        """The PLOVER type of an act, None for what is no event or only the content of another."""
        if self.is_content(act, governed, around):
            return None
        if act.frame.plover and stage in REACHED and factuality.endswith("+"):
            return act.frame.plover
        codes = tuple(g.code for g in act.goods)
        return plover(act.frame.act, stage=stage, factuality=factuality, channel=act.channel, goods=codes)

    def is_content(self, act: Act, governed: Judgement, around: Iterable[Passage]) -> bool:
        """Whether another act's word decides how far or how sure this one is: "threatened to *cut* …"."""
        own = {act.token}
        if any(k in self.by_word for k in governed.tokens if k not in own):
            return True
        cues = {k for p in around for k in p.cue_tokens} - own
        return any(self.by_word.get(k) in content_of() for k in cues)
