"""Who an article speaks of, how often, who is set beside whom, and what was told of them so far.

`Cast` is what the search for a missing end (`search.py`) knows of the text around an act.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from ostraka.reading.acting.acts import Act, end_of
from ostraka.reading.acting.ends import Filler
from ostraka.reading.layers import Layers
from ostraka.reading.naming.actors import Mention
from ostraka.relations.table import context

__all__ = ["Cast", "as_filler", "key", "partner", "solid"]

NOT_SOMEBODY = frozenset({"media"})


class Cast:
    """The actors of one article; `history` grows as its acts are completed."""

    def __init__(self, found: Layers) -> None:
        self.found, self.tree = found, found.tree
        self.history: list[Act] = []  # the acts completed so far, in the order of the text
        self.speakers = {
            k for p in found.attributions.passages for first, last in p.source_tokens for k in range(first, last)
        }
        self.by_sent: dict[int, list[Mention]] = {}
        self.fillers: dict[str, Filler] = {}
        often: Counter[str] = Counter()
        for m in found.actors.mentions:
            name = key(m)
            if name is None or m.kind in NOT_SOMEBODY or self.of_nobody(m):
                continue
            self.by_sent.setdefault(self.tree.sent_of[m.head], []).append(m)
            if m.code is not None and m.code != "?" and not m.place:
                often[name] += 1
                self.fillers.setdefault(name, as_filler(m, "context"))
        ranked = often.most_common(2)
        self.main = [name for name, _ in ranked]
        most, second = ([n for _, n in ranked] + [0, 0])[:2]
        alone = most >= max(second * context()["dominates"], context()["dominant"])
        self.dominant = ranked[0][0] if alone else None
        self.beside: dict[str, Counter[str]] = {}

    def of_nobody(self, mention: Mention) -> bool:
        """Whether an adjective belongs to a subject that acts for no state: "the Canadian singer"."""
        noun = self.tree.heads[mention.head]
        subject = mention.kind == "adjective" and self.tree.deps[noun].partition(":")[0] == "nsubj"
        return subject and noun != mention.head and not self.found.actors.of(noun)

    def count(self, acts: Iterable[Act]) -> None:
        """Counts who is set beside whom, over the acts whose ends are both said."""
        for act in acts:
            one, other = end_of(act.source), end_of(act.target)
            if act.source is None or act.target is None or one is None or other is None or "?" in (one, other):
                continue
            for name, filler in ((one, act.source), (other, act.target)):
                self.fillers.setdefault(name, filler)
            self.beside.setdefault(one, Counter())[other] += 1
            self.beside.setdefault(other, Counter())[one] += 1

    def recent(self, act: Act, reach: int) -> Iterator[Act]:
        """Past acts, latest first, not further back than `reach` sentences."""
        sent = self.tree.sent_of[act.token]
        for past in reversed(self.history):
            if sent - self.tree.sent_of[past.token] > reach:
                return
            yield past


def key(mention: Mention) -> str | None:
    """The comparable form of a mention's actor."""
    return mention.code or mention.name


def as_filler(mention: Mention, how: str) -> Filler:
    """A mention as the filler of an end."""
    return Filler(mention, mention.head, how)


def partner(past: Act, known: str | None) -> Filler | None:
    """Who stands over against `known` in a past act."""
    if past.source is None or past.target is None:
        return None
    if end_of(past.source) == known:
        return past.target
    return past.source if end_of(past.target) == known else None


def solid(filler: Filler) -> bool:
    """Whether an end was said, and of somebody with a code or a name of his own."""
    if filler.how in ("context", "other", "open"):
        return False
    return filler.mention.code not in (None, "?") or filler.mention.kind in ("party", "person")
