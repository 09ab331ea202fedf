"""Figures and ties → a brief: which sentences, in which order, under which heading."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from ostraka.brief.coverage import coverage_sentences
from ostraka.brief.figures import FiguresTold, plain
from ostraka.brief.limits import limits
from ostraka.brief.nouns import Brief, Material, Section, Sentence
from ostraka.brief.sentences import disputed, lesser, same, tie_sentence
from ostraka.brief.words import Words, capital, words
from ostraka.claims import Claim, Tie
from ostraka.errors import UnknownName
from ostraka.measures import Account, account, amounts, picture
from ostraka.measures.picture import Picture
from ostraka.measures.settings import Settings
from ostraka.weighing.kept import touching

__all__ = ["brief"]


def brief(
    state: str,
    material: Material,
    *,
    language: str = "en",
    chosen: Settings | None = None,
    of: Picture | None = None,
    over: str | None = None,
    assume: bool = False,
) -> Brief:
    """The brief on `state` from the material of one day, in `language`.

    `over` names the neighbourhood whose influence is told; with `assume` ordinary ties fill what is unknown. Raises
    UnknownName for a code that is no state with weight.
    """
    w = words(language)
    solved = of or picture(material.ties, at=material.at, chosen=chosen, assume=assume)
    if state not in solved.system.index:
        raise UnknownName(f"{state!r} is not a state that is measured")
    earlier = picture(material.earlier, at=material.since, chosen=chosen, assume=assume) if material.since else None
    figures = account(
        solved,
        state,
        before=earlier,
        between=[picture(ties, at=day, chosen=chosen, assume=assume) for day, ties in material.between],
        found=amounts(material.claims.values(), solved.system.settings),
        over=over,
        outlet={c.id: c.article.publisher for c in material.claims.values()},
        thorough=not solved.many,
    )
    made = sections(state, material, figures, w)
    return Brief(
        state=state,
        name=w.bare(state),
        title=w.say("title", state=w.bare(state)),
        language=language,
        at=material.at,
        known=material.known,
        account=figures,
        sections=tuple(section for section in made if section.sentences),
        demonstration=material.demonstration,
    )


def sections(state: str, material: Material, figures: Account, w: Words) -> list[Section]:
    """The sections in order, the empty ones among them."""
    told, more = Told(state, material, figures, w), FiguresTold(state, material, w, figures)
    told.more = {"changed": more.changed, "dependence": more.needs, "carriers": more.carriers}
    return [told.section(key, make()) for key, make in told.plan()]


class Told:
    """The sentences of one brief."""

    def __init__(self, state: str, material: Material, account: Account, w: Words) -> None:
        self.state, self.material, self.account, self.w = state, material, account, w
        self.figures = figures = account.isolation
        self.points: dict[str, float] = {}
        for partner in figures.partners:
            for tie in partner.ties:
                self.points[tie.tie] = self.points.get(tie.tie, 0.0) + tie.points
        self.ties = touching(material.ties, state)
        self.more: dict[str, Callable[[], Iterable[Sentence]]] = {}

    def plan(self) -> list[tuple[str, Callable[[], Iterable[Sentence]]]]:
        """The sections in order."""
        return [
            ("summary", self.summary),
            ("changed", self.more["changed"]),
            ("with", lambda: self.told(t for t in self.ties if self.firm(t) and self.relieves(t))),
            ("against", lambda: self.told(t for t in self.ties if self.firm(t) and self.isolates(t))),
            ("contested", lambda: self.told(t for t in self.ties if self.disputed(t) and self.open(t))),
            ("pending", lambda: self.told([t for t in self.ties if self.awaited(t)] + self.lesser_goods())),
            ("abroad", lambda: self.told(t for t in self.ties if self.firm(t) and self.outward(t))),
            ("dependence", self.more["dependence"]),
            ("carriers", self.more["carriers"]),
            ("faded", lambda: self.told(t for t in self.ties if self.faded(t))),
            ("denied", lambda: self.told(t for t in self.ties if self.denied(t))),
            ("assessments", self.assessments),
            ("limits", lambda: coverage_sentences(self.material, self.figures, self.w, self.state)),
        ]

    def section(self, key: str, sentences: Iterable[Sentence]) -> Section:
        """A section with its heading."""
        return Section(key=key, title=self.w.say(f"sections.{key}"), sentences=tuple(sentences))

    # -- which tie goes where

    def firm(self, tie: Tie) -> bool:
        """Whether it is told as a tie: done (not promised), more likely than not."""
        return tie.kind != "assessment" and tie.stage == "done" and tie.credence >= limits().likely and not tie.ended

    def disputed(self, tie: Tie) -> bool:
        """Whether somebody speaks against it."""
        return disputed(tie, self.material)

    def open(self, tie: Tie) -> bool:
        """Whether somebody affirms it and yet it is not firm."""
        return tie.kind != "assessment" and not self.firm(tie) and not self.denied(tie)

    def pending(self, tie: Tie) -> bool:
        """Whether it is sought, promised or attempted and not seen done."""
        return self.open(tie) and tie.stage not in ("done", "ended") and tie.credence >= limits().likely

    def awaited(self, tie: Tie) -> bool:
        """Whether it is pending and nobody speaks against it."""
        return self.pending(tie) and not self.disputed(tie)

    def lesser_goods(self) -> list[Tie]:
        """Goods that are only sought or promised where other goods of the same tie have been supplied."""
        return [one for t in self.ties if not self.denied(t) for one in lesser(t, self.material) if one.stage != "done"]

    def faded(self, tie: Tie) -> bool:
        """Whether it is doubtful, ended, or so long unconfirmed that it is no longer likely."""
        return self.open(tie) and not self.pending(tie) and not self.disputed(tie)

    def denied(self, tie: Tie) -> bool:
        """Whether nobody affirms it: all that is said of it is that it is not so."""
        return tie.kind != "assessment" and tie.confirmed is None and not any(r.first for r in tie.rungs)

    def relieves(self, tie: Tie) -> bool:
        """Whether it lightens the state's isolation."""
        return self.points.get(tie.id, 0.0) < 0 or (
            tie.id not in self.points and tie.kind == "for" and tie.to == self.state
        )

    def isolates(self, tie: Tie) -> bool:
        """Whether it adds to the state's isolation."""
        return self.points.get(tie.id, 0.0) > 0 or (
            tie.id not in self.points and tie.kind == "against" and tie.to == self.state
        )

    def outward(self, tie: Tie) -> bool:
        """Whether it is something that the state does to another, without effect on its own standing."""
        return not self.relieves(tie) and not self.isolates(tie)

    def told(self, ties: Iterable[Tie]) -> list[Sentence]:
        """The sentences of ties, the largest effect on isolation first, then the surest."""
        most = limits().ties
        chosen = sorted(ties, key=lambda t: (-abs(self.points.get(t.id, 0.0)), -t.credence, t.id))
        made = [tie_sentence(t, self.material, self.w, self.points.get(t.id)) for t in chosen[:most]]
        if len(chosen) > most:
            words_ = self.w.say("sentences.more", n=len(chosen) - most, state=self.state)
            made.append(plain(f"more-{chosen[most].id}", words_))
        return made

    # -- sentences about figures

    def summary(self) -> Iterable[Sentence]:
        """In short: the figure with what must stand beside it, the word, who relieves, who isolates."""
        f, w = self.figures, self.w
        if not self.ties:
            yield plain("nothing", capital(w.say("sentences.nothing", state=w.name(self.state))))
            return
        yield plain("word", w.say(f"sentences.word_{f.word}"), self.bearing())
        for key, sign in (("relief", -1.0), ("burden", 1.0)):
            if (found := self.leading(key, sign)) is not None:
                yield found
        yield from self.limited()
        yield Sentence(
            id="s-isolation",
            claims=self.bearing(),
            text=w.say(
                "sentences.isolation",
                value=self.w.number(f.isolation),
                low=self.w.number(f.credence.low),
                high=self.w.number(f.credence.high),
                flat=self.w.number(f.flat),
            ),
            notes=(
                *self.beside(),
                *self.by_channel(),
                w.say("sentences.ignorance", low=self.w.number(f.ignorance.low), high=self.w.number(f.ignorance.high)),
            ),
        )

    def beside(self) -> Iterable[str]:
        """What must stand beside the figure: both sides, what is known, the rank, and the figure with assumptions."""
        f, w = self.figures, self.w
        yield w.say("sentences.sides", reach=w.share(f.reach), opposition=w.share(f.opposition))
        shares = {"tie": f.known.tie, "nothing": f.known.nothing, "unknown": f.known.unknown}
        yield w.say("sentences.known", **{name: w.percent(share) for name, share in shares.items()})
        if f.percentile is not None and f.band is not None and f.size_adjusted is not None:
            yield w.say(
                "sentences.rank",
                percentile=w.percent(f.percentile / 100),
                states=f.states_known,
                low=w.percent(f.band.low / 100),
                high=w.percent(f.band.high / 100),
                sized=w.signed(f.size_adjusted),
            )
        if f.background is not None:
            yield w.say("sentences.assumes", background=f.background, points=w.signed(f.assumed))
        elif (a := self.account.assuming) is not None:
            yield w.say(
                "sentences.assuming",
                value=w.number(a.value),
                before=w.say("sentences.assuming_before", value=w.number(a.before)) if a.before is not None else "",
                points=w.signed(a.points),
                background=a.background,
            )

    def by_channel(self) -> tuple[str, ...]:
        """Isolation channel by channel, where it is not the neutral 50."""
        w = self.w
        told = [
            w.say("sentences.channel_value", channel=w.phrases["channels"].get(channel, channel), value=w.number(value))
            for channel, value in self.figures.on
            if abs(value - 50) >= limits().channel_told
        ]
        return (w.say("sentences.by_channel", channels=w.listed(told)),) if told else ()

    def bearing(self) -> tuple[str, ...]:
        """The claims that bear most on the state's isolation, whichever way."""
        total: dict[str, float] = {}
        for partner in self.figures.partners:
            for tie in partner.ties:
                for claim, amount in tie.claims:
                    total[claim] = total.get(claim, 0.0) + abs(amount)
        known = [c for c in sorted(total, key=lambda c: (-total[c], c)) if c in self.material.claims]
        return tuple(known[: limits().cited])

    def leading(self, key: str, sign: float) -> Sentence | None:
        """Who relieves, or isolates, most, by the lines of `measures.figures.actors`."""
        totals = {a.code: a.relieves if sign < 0 else a.isolates for a in self.account.actors}
        claims: dict[str, float] = {}
        for partner in self.figures.partners:
            for tie in partner.ties:
                if tie.points * sign > 0:
                    for claim, amount in tie.claims:
                        claims[claim] = claims.get(claim, 0.0) + abs(amount)
        felt = [code for code in totals if abs(totals[code]) >= limits().felt]
        first = sorted(felt, key=lambda code: (-abs(totals[code]), code))[: limits().mentioned]
        if not first:
            return None
        named = [
            self.w.say("sentences.partner_points", name=self.w.name(code), points=self.w.signed(totals[code]))
            for code in first
        ]
        text = self.w.say(f"sentences.{key}", partners=self.w.listed(named))
        known = [c for c in sorted(claims, key=lambda c: (-claims[c], c)) if c in self.material.claims]
        return Sentence(id=f"s-{key}", text=text, claims=tuple(known[: limits().cited]))

    def limited(self) -> Iterable[Sentence]:
        """Friends who are isolated themselves: for how much they count."""
        for partner in self.figures.partners:
            if partner.points < 0 and partner.isolation >= limits().limited and partner.lead is None:
                yield plain(
                    f"limited-{partner.code}",
                    capital(
                        self.w.say(
                            "sentences.limited",
                            name=self.w.name(partner.code),
                            isolation=self.w.number(partner.isolation),
                            counts=self.w.percent(partner.counts),
                        )
                    ),
                    tuple(c for t in partner.ties for c, _ in t.claims if c in self.material.claims)[: limits().cited],
                )

    def assessments(self) -> Iterable[Sentence]:
        """What is said of the state's condition, and what is foreseen: told as words of somebody, never as facts."""
        claims = [c for c in self.material.claims.values() if self.concerns(c)]
        seen: set[str] = set()
        for claim in sorted(
            claims, key=lambda c: (c.stage == "predicted", c.article.published or "", c.evidence.start)
        ):
            kind = "forecast" if claim.stage == "predicted" else "assessed" if claim.act == "assess" else None
            quote = " ".join(claim.evidence.text.split())
            if kind is None or quote in seen or len(seen) >= limits().forecasts:
                continue
            seen.add(quote)
            text = self.w.say(f"sentences.{kind}", who=capital(speaker(claim, self.w)), words=quote)
            yield Sentence(id=f"s-{claim.id}", text=text, claims=(claim.id,), stage=claim.stage)

    def concerns(self, claim: Claim) -> bool:
        """Whether a claim is about the state and had been published."""
        return self.state in (claim.to.code, claim.from_.code if claim.from_ else None)


def speaker(claim: Claim, w: Words) -> str:
    """Who says a claim: the chain's last known link with whom it speaks for, or the article's outlet."""
    if not claim.sources:
        return w.say("verbs.outlet", publisher=claim.article.publisher or w.phrases["article_voice"])
    named = [s for s in claim.sources if s.name] or list(claim.sources)
    source = named[0]
    party = w.name(source.actor) if source.actor else None
    if source.name and party and not same(source.name, source.actor, w):
        return w.say("verbs.speaker", speaker=source.name, party=party)
    return party or source.name or source.text or str(w.phrases["somebody"])
