"""Sentences about figures: what changed, who needs whom, what carries the figure; and how numbers are written."""

from __future__ import annotations

from collections.abc import Iterable

from ostraka.brief.nouns import Material, Sentence
from ostraka.brief.words import Words, capital
from ostraka.measures.carriers import Carrier
from ostraka.measures.cells import System
from ostraka.measures.change import Change
from ostraka.measures.dependence import Dependence, influence, leverage

__all__ = ["FiguresTold", "plain"]

CARRIERS = 4  # roots told, at most
FELT = 0.02  # points below which a root is not told
NEEDS = 6
CITED = 8
TIPS = 0.005  # leverage below this is told of nobody


class FiguresTold:
    """The sentences about figures of one brief."""

    def __init__(self, state: str, material: Material, w: Words, system: System, before: System | None = None) -> None:
        self.state, self.material, self.w, self.system, self.before = state, material, w, system, before

    def claims_with(self, partners: list[str]) -> tuple[str, ...]:
        """The claims of the ties between the state and some partners, the surest ties first."""
        ties = [t for t in self.material.ties if self.state in (t.from_, t.to) and {t.from_, t.to} & set(partners)]
        ties.sort(key=lambda t: (-t.credence, t.id))
        known = (c for t in ties for c in t.claims if c in self.material.claims)
        return tuple(dict.fromkeys(known))[:CITED]

    def changed(self, moved: Change | None) -> Iterable[Sentence]:
        """The change since an earlier day, split, and who moved most."""
        if moved is None:
            return
        w = self.w
        text = w.say(
            "sentences.change",
            **{"from": w.day(moved.from_), "to": w.day(moved.to)},
            before=self.w.number(moved.before),
            after=self.w.number(moved.after),
            ties=self.w.signed(moved.by_ties),
            partners=self.w.signed(moved.by_standing),
        )
        note = w.say(
            "sentences.change_interval",
            low=self.w.signed(moved.interval.low),
            high=self.w.signed(moved.interval.high),
            rises=self.w.percent(moved.rises),
        )
        everyone = sorted({m.partner for m in moved.moved[:NEEDS]})
        yield Sentence(id="s-change", text=text, notes=(note,), claims=self.claims_with(everyone))
        for key, sign in (("moved_up", 1), ("moved_down", -1)):
            totals: dict[str, float] = {}
            for m in moved.moved:
                totals[m.partner] = totals.get(m.partner, 0.0) + m.by_ties + m.by_standing
            first = sorted((c for c in totals if totals[c] * sign > 0.005), key=lambda c: (-abs(totals[c]), c))[:3]
            if first:
                named = [
                    w.say("sentences.partner_points", name=w.name(c), points=self.w.signed(totals[c])) for c in first
                ]
                yield plain(key, w.say(f"sentences.{key}", partners=w.listed(named)), self.claims_with(first))

    def needs(self, found: tuple[Dependence, ...]) -> Iterable[Sentence]:
        """On whom the state depends for what, and who could press whom."""
        w = self.w
        for d in found[:NEEDS]:
            text = w.say(
                "sentences.dependence",
                state=w.name(self.state),
                partner=w.name(d.partner),
                need=w.phrases["needs"][d.need],
                value=self.w.share(d.value),
                alternatives=self.w.percent(d.alternatives),
            )
            claims = tuple(c for t in self.material.ties if t.id in d.ties for c in t.claims)[:CITED]
            yield Sentence(id=f"s-{d.partner}-{d.need}", text=capital(text), claims=claims)
        yield from self.levers(list(dict.fromkeys(d.partner for d in found)))
        yield from self.neighbourhood()

    def levers(self, partners: list[str]) -> Iterable[Sentence]:
        """Who has the upper hand in each of the pairs that need each other."""
        w, i = self.w, self.system.index[self.state]
        for partner in partners[:NEEDS]:
            value = float(leverage(self.system, i, self.system.index[partner]))
            if abs(value) >= TIPS:
                ours, theirs = w.name(self.state), w.name(partner)
                leader, other = (ours, theirs) if value > 0 else (theirs, ours)
                text = w.say("sentences.leverage", leader=leader, other=other, value=self.w.share(abs(value)))
                yield Sentence(
                    id=f"s-leverage-{partner}",
                    text=capital(text),
                    notes=self.earlier(partner),
                    claims=self.claims_with([partner]),
                )

    def earlier(self, partner: str) -> tuple[str, ...]:
        """What the leverage was on the earlier day, where one is asked for and it was another."""
        if self.before is None:
            return ()
        value = float(leverage(self.before, self.before.index[self.state], self.before.index[partner]))
        if abs(value) < TIPS:
            return (self.w.say("sentences.leverage_none", date=self.w.day(self.before.at)),)
        ours, theirs = self.w.name(self.state), self.w.name(partner)
        leader = ours if value > 0 else theirs
        text = self.w.say(
            "sentences.leverage_before", date=self.w.day(self.before.at), leader=leader, value=self.w.share(abs(value))
        )
        return (text,)

    def neighbourhood(self) -> Iterable[Sentence]:
        """Influence over the neighbourhood of the settings, where the state has one."""
        members = self.system.settings.neighbourhoods.get(self.state)
        if not members:
            return
        found = influence(self.system, self.system.index[self.state], members)
        if found.level > 0:
            named = self.w.listed([self.w.name(m) for m, _ in found.members])
            text = self.w.say(
                "sentences.influence", level=self.w.share(found.level), share=self.w.percent(found.share), members=named
            )
            yield plain("influence", text, self.claims_with([m for m, _ in found.members]))

    def carriers(self, found: tuple[Carrier, ...]) -> Iterable[Sentence]:
        """What isolation would be without each of the roots that carry most of it."""
        for carrier in [c for c in found if abs(c.delta) >= FELT][:CARRIERS]:
            text = self.w.say(
                "sentences.carrier",
                root=self.root(carrier.root),
                value=self.w.number(carrier.isolation),
                delta=self.w.signed(carrier.delta),
            )
            known = tuple(c for c in carrier.claims if c in self.material.claims)
            yield Sentence(id=f"s-root-{carrier.root}", text=text, claims=known[:8])

    def root(self, root: str) -> str:
        """A root by its speaker and day."""
        for p in self.material.propositions:
            for stance in p.stances:
                if stance.root == root:
                    name = stance.speaker or self.w.name(stance.party)
                    when = self.w.say("verbs.when", date=self.w.day(stance.date)) if stance.date else ""
                    return f"{name}{when}"
        return root


def plain(key: str, text: str, claims: tuple[str, ...] = ()) -> Sentence:
    """A sentence about figures, with the claims behind it."""
    return Sentence(id=f"s-{key}", text=text, claims=claims)
