"""Sentences about figures: what changed, who needs whom, what carries the figure and what would turn it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ostraka.brief.limits import limits
from ostraka.brief.nouns import Material, Sentence
from ostraka.brief.pairs import spread
from ostraka.brief.words import Words, capital
from ostraka.measures import Account
from ostraka.measures.carriers import Flip
from ostraka.measures.change import Change
from ostraka.measures.dependence import Dependence, Influence, Lever
from ostraka.measures.settings import settings
from ostraka.weighing.kept import touching

__all__ = ["FiguresTold", "plain"]


class FiguresTold:
    """The sentences about figures of one brief."""

    def __init__(self, state: str, material: Material, w: Words, account: Account) -> None:
        self.state, self.material, self.w, self.account = state, material, w, account
        self.ties = touching(material.ties, state)

    def claims_with(self, partners: Sequence[str]) -> tuple[str, ...]:
        """The claims of the ties between the state and some partners, the surest ties first."""
        ties = [t for t in self.ties if {t.from_, t.to} & set(partners)]
        ties.sort(key=lambda t: (-t.credence, t.id))
        return self.known(c for t in ties for c in t.claims)

    def known(self, claims: Iterable[str]) -> tuple[str, ...]:
        """Some claims, those that the material has, each once."""
        return tuple(dict.fromkeys(c for c in claims if c in self.material.claims))[: limits().cited]

    # -- what changed

    def changed(self) -> Iterable[Sentence]:
        """The change since an earlier day, split, and who moved most."""
        moved, w = self.account.change, self.w
        if moved is None:
            return
        text = w.say(
            "sentences.change",
            **{"from": w.day(moved.from_), "to": w.day(moved.to)},
            before=w.number(moved.before),
            after=w.number(moved.after),
            ties=w.signed(moved.by_ties),
            partners=w.signed(moved.by_standing),
        )
        everyone = list(dict.fromkeys(m.actor for m in moved.moved[: 2 * limits().needs]))
        yield Sentence(id="s-change", text=text, notes=tuple(self.of_change(moved)), claims=self.claims_with(everyone))
        for key, sign in (("moved_up", 1), ("moved_down", -1)):
            totals: dict[str, float] = {}
            for m in moved.moved:
                totals[m.actor] = totals.get(m.actor, 0.0) + m.by_ties + m.by_standing
            felt = (code for code in totals if totals[code] * sign > limits().felt)
            first = sorted(felt, key=lambda code: (-abs(totals[code]), code))[: limits().moved]
            if first:
                named = [w.say("sentences.partner_points", name=w.name(c), points=w.signed(totals[c])) for c in first]
                yield plain(key, w.say(f"sentences.{key}", partners=w.listed(named)), self.claims_with(first))

    def of_change(self, moved: Change) -> Iterable[str]:
        """How sure the change is, what only re-reporting moved, and the slope."""
        w = self.w
        low, high = w.signed(moved.interval.low), w.signed(moved.interval.high)
        yield w.say("sentences.change_interval", low=low, high=high, rises=w.percent(moved.rises))
        if moved.faint:
            yield w.say("sentences.change_faint", reporting=w.signed(moved.by_reporting))
        if (slope := self.account.slope) is not None:
            low, high = w.signed(slope.low), w.signed(slope.high)
            yield w.say("sentences.slope", value=w.signed(slope.points), low=low, high=high)

    # -- who needs whom

    def needs(self) -> Iterable[Sentence]:
        """On whom the state depends for what, who depends on it, who could press whom, the neighbourhood."""
        w = self.w
        for d in self.account.dependence[: limits().needs]:
            text = w.say(
                "sentences.dependence",
                state=w.name(self.state),
                partner=w.name(d.partner),
                need=w.phrases["needs"][d.need],
                value=w.share(d.value),
                alternatives=w.percent(d.alternatives),
            )
            notes = tuple(self.of_need(d))
            yield Sentence(id=f"s-{d.partner}-{d.need}", text=capital(text), notes=notes, claims=self.behind(d))
        for lever in self.account.levers:
            yield from self.lever(lever)
        if self.account.influence is not None:
            yield from self.neighbourhood(self.account.influence, self.account.influence_before)

    def behind(self, d: Dependence) -> tuple[str, ...]:
        """The claims of a dependence: of its ties, and the rows of tables."""
        read = [c for t in self.ties if t.id in d.ties for c in t.claims]
        return self.known([*read, *(d.amount.claims if d.amount else ())])

    def of_need(self, d: Dependence) -> Iterable[str]:
        """The share of a need, how many partners it comes to, and the amount that tables have."""
        w = self.w
        many = dict(self.account.partners).get(d.need, 1.0)
        yield w.say("sentences.share", share=w.percent(d.share), partners=w.number(many))
        if d.amount is not None:
            unit = w.phrases["units"].get(d.amount.unit, d.amount.unit)
            yield w.say("sentences.amount", amount=w.amount(d.amount.value), unit=unit, year=d.amount.year)

    def lever(self, lever: Lever) -> Iterable[Sentence]:
        """Who has the upper hand in one pair, how surely, since when."""
        w = self.w
        if abs(lever.value) < settings().leverage.least and not lever.inverted:
            return
        ours, theirs = w.name(self.state), w.name(lever.over)
        leader, other = (ours, theirs) if lever.value > 0 else (theirs, ours)
        notes = [spread(lever, w)]
        notes += self.earlier(lever)
        yield Sentence(
            id=f"s-leverage-{lever.over}",
            text=capital(w.say("sentences.leverage", leader=leader, other=other, value=w.share(abs(lever.value)))),
            notes=tuple(notes),
            claims=self.claims_with([lever.over]),
        )

    def earlier(self, lever: Lever) -> list[str]:
        """What the leverage was on the earlier day, and whether it inverted since."""
        before, w = lever.before, self.w
        if before is None:
            return []
        if abs(before.value) < settings().leverage.least:
            return [w.say("sentences.leverage_none", date=w.day(before.at))]
        leader = w.name(self.state) if before.value > 0 else w.name(lever.over)
        told = [
            w.say("sentences.leverage_before", date=w.day(before.at), leader=leader, value=w.share(abs(before.value)))
        ]
        if (before.value > 0) != (lever.value > 0):
            told.append(w.say(f"sentences.{'inverted' if lever.inverted else 'not_inverted'}"))
        return told

    def neighbourhood(self, found: Influence, before: Influence | None) -> Iterable[Sentence]:
        """Influence over a neighbourhood: level, share, breadth; how it was before; who stands with it in politics."""
        w, sided = self.w, (*found.behind, *found.against)
        none = found.level <= 0 and (before is None or before.level <= 0)
        if none and not sided:
            return
        named = w.listed([w.name(m) for m, _ in found.members]) or w.phrases["nobody"]
        text = w.say(
            "sentences.influence_none" if none else "sentences.influence",
            level=w.share(found.level),
            share=w.percent(found.share),
            breadth=w.number(found.breadth),
            members=named,
        )
        notes = []
        if before is not None and not none:
            was = {
                "level": w.share(before.level),
                "share": w.percent(before.share),
                "breadth": w.number(before.breadth),
            }
            notes.append(w.say("sentences.influence_before", **was))
        if sided:
            sides = {"behind": len(found.behind), "against": len(found.against), "asked": len(found.asked)}
            notes.append(w.say("sentences.alignment", **sides))
        members = [m for m, _ in (found.members or (before.members if before else ()))] or list(sided)
        yield Sentence(id="s-influence", text=text, notes=tuple(notes), claims=self.claims_with(members))

    # -- what carries the figure

    def carriers(self) -> Iterable[Sentence]:
        """What isolation would be without each root and outlet that carries most of it; what would turn conclusions."""
        w = self.w
        for found, key in ((self.account.carriers, "carrier"), (self.account.outlets, "outlet")):
            for carrier in [c for c in found if abs(c.delta) >= limits().carrier_felt][: limits().carriers]:
                name = self.root(carrier.root) if key == "carrier" else carrier.root
                value, delta = w.number(carrier.isolation), w.signed(carrier.delta)
                text = w.say(f"sentences.{key}", root=name, value=value, delta=delta)
                yield Sentence(id=f"s-{key}-{carrier.root}", text=text, claims=self.known(carrier.claims))
        for flip in self.account.flips:
            yield from self.flip(flip)

    def flip(self, flip: Flip) -> Iterable[Sentence]:
        """The fewest claims without which a conclusion would not hold."""
        w = self.w
        if not flip.claims or self.account.change is None and flip.conclusion == "change":
            return
        value, without = (
            (w.signed(x) if flip.conclusion == "change" else w.number(x)) for x in (flip.value, flip.without)
        )
        text = w.say(
            f"sentences.flip_{flip.conclusion}",
            claims=w.count("flip_claims", len(flip.claims)),
            roots=w.count("basis_roots", len(flip.roots)),
            value=value,
            without=without,
        )
        notes = (w.say("sentences.flip_smallest"),) if flip.smallest else ()
        roots = w.say("sentences.flip_roots", roots=w.listed([self.root(r) for r in flip.roots]))
        yield Sentence(id=f"s-flip-{flip.conclusion}", text=text, notes=(roots, *notes), claims=self.known(flip.claims))

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
