"""Over what an act is: its channel, by the policy of `relations/matter.toml`.

The frame's own channel, topic words near and far, the sector of the other end, and the deed
in the clause that the act governs each speak for a channel; the one with most wins.
"""

from __future__ import annotations

from collections.abc import Mapping

from ostraka.reading.acting.ends import Filler
from ostraka.reading.acting.frames import Evoked, Lexicon
from ostraka.reading.acting.roles import Roles
from ostraka.reading.parsing.tree import Tree
from ostraka.reading.things.topics import Topics
from ostraka.relations.table import act_matter, matter_weights

__all__ = ["Matter"]

GOVERNED = ("ccomp", "xcomp")
BY_TOPIC = ("goods", "topic")


class Matter:
    """Decides the channels of the acts of one article."""

    def __init__(self, tree: Tree, *, topics: Topics, roles: Roles, lexicon: Lexicon) -> None:
        self.tree, self.topics, self.roles, self.lexicon = tree, topics, roles, lexicon

    def channel(self, ev: Evoked, source: Filler | None, target: Filler | None) -> str:
        """The channel of an act whose frame leaves it to its words; of equals the frame's own."""
        votes = self.votes(ev, source, target)
        return max(votes, key=lambda c: votes[c]) if votes else ev.frame.channel

    def votes(self, ev: Evoked, source: Filler | None, target: Filler | None) -> dict[str, float]:
        """What speaks for each channel, summed."""
        weights, rules, votes = matter_weights(), act_matter(ev.frame.act), dict[str, float]()

        def add(counts: Mapping[str, float], weight: float, among: frozenset[str] | None = None) -> None:
            for topic, count in counts.items():
                if among is None or topic in among:
                    channel = rules.reads.get(topic, topic)
                    votes[channel] = votes.get(channel, 0.0) + weight * count

        add({ev.frame.channel: 1}, weights["frame"])
        if target is not None and (by_sector := rules.to.get(target.mention.sector or "")):
            add({by_sector: 1}, weights["end"])
        if rules.clause and (deed := self.deed(ev)):
            add({deed: 1}, weights["clause"])
        ends = {k for f in (source, target) if f is not None for k in range(f.mention.first, f.mention.last)}
        add(self.topics.phrase(ev.token, ends - {ev.token}, deeds=rules.clause), weights["phrase"])
        for name, counts in (
            ("sentence", self.topics.sentence(ev.token)),
            ("paragraph", self.topics.paragraph(ev.token)),
            ("article", self.topics.whole),
        ):
            add(shares(counts, least=weights["dominant"] if name == "article" else 0), weights[name], rules.around)
        return votes

    def deed(self, ev: Evoked) -> str | None:
        """The channel of the act in the clause that the word governs, where its frame is sure of it."""
        tree = self.tree
        modal = tree.deps[ev.token].startswith("aux")
        clauses = (
            [tree.heads[ev.token]]
            if modal
            else [k for k in tree.kids[ev.token] if tree.deps[k] in GOVERNED or self.topics.is_deed(k, ev.token)]
        )
        for k in clauses:
            for found in self.lexicon.evoked(tree, self.roles, k):
                if not found.frame.block and found.frame.by_topic not in BY_TOPIC and found.frame.act != "assess":
                    return found.frame.channel
        return None


def shares(counts: Mapping[str, int], *, least: float) -> dict[str, float]:
    """Each channel's share of the topic words, without those that have less than `least`."""
    total = sum(counts.values())
    return {c: n / total for c, n in counts.items() if n / total >= least} if total else {}
