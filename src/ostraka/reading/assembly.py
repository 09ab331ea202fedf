"""Acts, attributions, times and goods of one article, put together to claims.

This is where offsets leave the repaired text: every span is mapped back to the
original here, and nowhere else. What was guessed on the way is said as trouble.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ostraka.claims import (
    Actor,
    Article,
    Attribution,
    Claim,
    Goods,
    OffsetMap,
    Place,
    Source,
    Span,
    Time,
    Trouble,
    content_id,
)
from ostraka.languages.parties import called
from ostraka.reading.acting.acts import Act
from ostraka.reading.acting.ends import Filler
from ostraka.reading.acting.factuality import Judgement
from ostraka.reading.acting.operators import FUTURE, OWED, combine
from ostraka.reading.attributing import attribution as attribution_layer
from ostraka.reading.attributing.attribution import Passage, asserts
from ostraka.reading.attributing.passages import Speaker
from ostraka.reading.clock import Clock, Found
from ostraka.reading.discourse import Discourse
from ostraka.reading.domestic import Domestic
from ostraka.reading.events import AHEAD, Events
from ostraka.reading.layers import Layers, layers
from ostraka.reading.naming.homes import home
from ostraka.reading.parsing.tree import Tree
from ostraka.reading.things import places as places_layer
from ostraka.reading.things import quantities as quantities_layer
from ostraka.relations.table import acts as act_table
from ostraka.relations.table import context, cue_kinds, either_way, modes, reach, troubles
from ostraka.states.table import names

__all__ = ["read_tree"]

BEFORE_NOUN = frozenset({"amod", "compound"})  # what is not said without the noun behind it
NEAR = reach()["acting"]["noun_behind"]
SURE = frozenset({"CT+", "PR+"})  # how sure a deed must be that is laid to somebody by its words alone
UNTOLD = frozenset({"Uu", "CT-"})  # of passages that ask or deny, which leave what only describes as it is
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
LEADING = frozenset({"det", "case", "nummod", "advmod:neg"})  # what stands before a noun and belongs to it


def read_tree(
    article: Article, tree: Tree, *, wide: bool = False, claims: bool = True
) -> tuple[tuple[Claim, ...], tuple[Attribution, ...], tuple[Trouble, ...]]:
    """The claims, attributions and troubles of one parsed article; `wide` and `claims` as for `read`."""
    if not len(tree):
        return (), (), ()
    found = layers(article, tree, wide=wide)
    made = tuple(Assembler(found).claims()) if claims else ()
    attributions = attribution_layer.to_attributions(article, tree, found.attributions, found.offsets, found.times)
    troubles = (in_original(t, found.offsets) for t in (*found.attributions.trouble, *found.times.trouble))
    return made, attributions, tuple(troubles)


def in_original(trouble: Trouble, offsets: OffsetMap) -> Trouble:
    """A trouble of the layers with its offsets counted in the original."""
    if trouble.start is None or trouble.end is None:
        return trouble
    span = offsets.span(trouble.start, trouble.end)
    return Trouble(code=trouble.code, words=trouble.words, start=span.start, end=span.end)


class Assembler:
    """Makes the claims of one article."""

    def __init__(self, found: Layers) -> None:
        self.found = found
        self.tree = found.tree
        self.discourse = Discourse(found)
        self.clock = Clock(found)
        self.domestic = Domestic(found)

    def claims(self) -> Iterator[Claim]:
        """The claims in the order of the text; what one sentence tells again of the same deed is told once."""
        made: list[Claim] = []
        seen: set[tuple[object, ...]] = set()
        wide = self.found.finder.wide is not None
        acts = [act for act in self.discourse.completed(found_acts(self.found)) if worth(act, wide=wide)]
        acts = [act for act in acts if wide or not self.domestic.is_at_home(act)]
        events = Events(acts)
        for act in acts:
            claim = self.of_act(act, events)
            if claim is None:
                continue
            deed = (self.tree.sent_of[act.token], *told_of(claim))
            if deed not in seen:
                seen.add(deed)
                made.append(claim)
        yield from sorted(made, key=lambda c: (c.evidence.start, c.cue.start, c.evidence.end))

    def of_act(self, act: Act, events: Events) -> Claim | None:
        """The claim of an act; None for what is only told of beside something else."""
        found = self.found
        judgement = found.judge.judge(act.token, act.light)
        if act.frame.beside and not told(act, judgement):
            return None
        chain = self.chain(act)
        when = self.clock.date(act, chain)
        stage, factuality = self.how_surely(act, judgement, chain, when)
        start, end = self.evidence(act, judgement)
        evidence, goods = found.offsets.span(start, end), tuple(self.goods(act))
        from_, to = self.ends(act)
        around = found.attributions.at(self.tree.starts[act.token], self.tree.ends[act.token], asserted=False)
        codes = tuple(g.code for g in goods)
        slots = (act.frame.act, code_of(from_), code_of(to), act.channel, codes, stage, factuality)
        return Claim(
            id=content_id(found.article.id, evidence.start, evidence.end, *slots),
            article=found.article.publication,
            evidence=evidence,
            cue=self.cue(act),
            act=act.frame.act,
            channel=act.channel,
            from_=from_,
            to=to,
            plover=events.type_of(act, stage=stage, factuality=factuality, governed=judgement, around=around),
            goods=goods,
            stage=stage,
            factuality=factuality,
            sources=(*(s for p in chain for s in self.sources(p)), *self.denier(act)),
            quoted=found.attributions.quoted(start, end),
            time=None if when is None else self.clock.as_time(when.mention),
            place=self.place(act),
            quantity=self.quantity(act),
            trouble=(
                *self.trouble(act, start, end),
                *self.unsaid(chain),
                *(() if when is None else self.clock.trouble(when)),
            ),
            rules=tuple(self.rules(act, judgement, chain, when)),
            modes=modes(
                stage=stage,
                factuality=factuality,
                days_ago=None if when is None else self.clock.days_ago(when.mention),
                long_ago=self.clock.long_ago(act),
            ),
        )

    def ends(self, act: Act) -> tuple[Actor | None, Actor]:
        """From whom and towards whom; nobody named for an end that is open, and no doer of an assessment."""
        doer, target = self.actor(act.source), self.actor(act.target) or nobody()
        return (nobody() if doer is None and act.frame.act != "assess" else doer), target

    def rules(self, act: Act, judgement: Judgement, chain: Iterable[Passage], when: Found | None) -> Iterator[str]:
        """The names of all rules that made a claim, in the order in which they were asked."""
        yield act.frame.rule
        yield from (f"end.{reason}" for reason in act.reasons)
        yield from judgement.rules
        yield from (rule for passage in chain for rule in passage.rules)
        if when is not None and when.how:
            yield f"time.{when.how}"

    # ------------------------------------------------------------ words
    def evidence(self, act: Act, judgement: Judgement) -> tuple[int, int]:
        """Offsets (repaired text) of the words that say the act: its tokens and what governs them, in one sentence."""
        tree = self.tree
        first, last = tree.sent_range(act.token)
        tokens = [k for k in (*act.tokens, *judgement.tokens) if first <= k < last]
        low, high = min(tokens), max(tokens)
        while low > first and tree.deps[low - 1] in LEADING and tree.heads[low - 1] >= low:
            low -= 1
        while tree.deps[high] in BEFORE_NOUN and high < tree.heads[high] < min(last, high + NEAR):
            high = tree.heads[high]
        return tree.chars(low, high + 1)

    def cue(self, act: Act) -> Span:
        """The words that carry the act."""
        return self.found.offsets.span(*self.tree.chars(act.token, act.token + 1))

    def actor(self, filler: Filler | None) -> Actor | None:
        """The actor of a filler, its span in the original."""
        if filler is None:
            return None
        if filler.how == "open":
            return nobody()
        m = filler.mention
        span = self.found.offsets.span(*self.tree.chars(m.first, m.last))
        name = (called(m.name, self.found.article.language) if m.code is None else m.name) or names().get(m.code or "")
        country = home(self.found.actors, m)
        return Actor(code=m.code, name=name, sector=m.sector, start=span.start, end=span.end, text=span.text,
                     country=country)  # fmt: skip

    def goods(self, act: Act) -> Iterator[Goods]:
        """The goods of an act, spans in the original."""
        for g in act.goods:
            span = self.found.offsets.span(*self.tree.chars(g.first, g.last))
            yield Goods(code=g.code, text=span.text, start=span.start, end=span.end)

    def place(self, act: Act) -> Place | None:
        """Where the act is said to happen, or by which way; None when the words only name its ends again."""
        for found in self.places(act):
            span = self.found.offsets.span(found.start, found.end)
            return Place(name=found.name, code=found.code, role=found.role, start=span.start, end=span.end)
        return None

    def places(self, act: Act) -> list[places_layer.PlaceMention]:
        """The places of an act that are not its ends, where it happened before where it went."""
        ends = {f.mention.head for f in (act.source, act.target) if f is not None}
        tokens = (act.token,) if act.light is None else (act.token, act.light)
        found = [p for token in tokens for p in self.found.places.for_token(token)]
        found = [p for p in found if not ends & set(range(p.first, p.last))]
        return sorted(found, key=lambda p: ("at", "via", "from", "to").index(p.role))

    def quantity(self, act: Act) -> quantities_layer.Quantity | None:
        """How much of the goods; of money also the sum that its noun has with it ("a loan of $2bn")."""
        counted = [self.found.quantities.for_token(g.head) for g in act.goods]
        sums = [q for g in act.goods for q in self.found.quantities.sums(*self.tree.subtree(g.head))]
        for found in (*counted, *sums):
            if found is not None:
                span = self.found.offsets.span(found.start, found.end)
                return quantities_layer.to_quantity(found, span)
        return None

    def disguises(self, act: Act) -> list[tuple[int, int]]:
        """The words of disguise that hang on an act and name no place: "relabelled as machine parts"."""
        if not act_table()[act.frame.act].get("flows"):
            return []
        shown = {k for p in self.places(act) if p.pretended for k in range(p.first, p.last)}
        first, last = self.tree.subtree(act.token)
        return [
            (p.first, p.last)
            for p in self.found.disguises
            if first <= p.first < last and not shown & set(range(p.last, p.until))
        ]

    # ------------------------------------------------------------ who says so, how surely, when
    def chain(self, act: Act) -> list[Passage]:
        """The passages around the act's word, outermost first, without those that the act itself makes."""
        tree = self.tree
        around = self.found.attributions.at(tree.starts[act.token], tree.ends[act.token], asserted=False)
        kinds = cue_kinds()
        around = [
            p for p in around if asserts(p) or binding(p, act) or (p.kind in kinds["others"] and not by_speaker(p, act))
        ]
        around = [p for p in around if act.token not in p.cue_tokens]
        around += [p for p in self.found.attributions if act.token in p.cue_tokens and p.kind in kinds["avowing"]]
        return [p for p in around if not own_deed(p, act)]

    def how_surely(
        self, act: Act, judgement: Judgement, chain: Iterable[Passage], when: Found | None
    ) -> tuple[str, str]:
        """Stage and factuality relative to the outermost source that is quoted."""
        frame = act.frame
        made = self.was_made(act, judgement)  # "rejected Lima's *request*": Lima did ask
        own = "CT+" if made else judgement.factuality if act.denied_by is None else "CT-"
        factuality = combine(own, frame.factuality or "CT+")
        governed = set(judgement.tokens)
        for passage in chain:
            taken = bool(governed & set(passage.cue_tokens))
            taken = taken or (passage.factuality in UNTOLD and self.presupposed(act, passage))
            if passage.kind in cue_kinds()["truth"] and not taken:
                factuality = combine(factuality, passage.factuality)
        stage = act_table()[frame.act].get("always") or judgement.stage or frame.stage or "done"
        ahead = self.clock.ahead(act, when)
        if stage == OWED and not ahead and self.owed(act, chain):
            return "sought", factuality.replace("PR", "CT") if own.startswith("PR") else factuality
        coming = judgement.coming and frame.act in cue_kinds()["appointed"]
        if stage == OWED or (stage == "done" and (ahead or coming) and judgement.stage is None):
            stage = FUTURE
        if stage == FUTURE and frame.act in cue_kinds()["spoken"] and self.says(act):
            stage = "done"
        if stage == FUTURE:
            stage = self.future(act, factuality, chain)
        if stage in AHEAD and self.clock.behind(act):
            stage = "done"
        return stage, factuality

    def was_made(self, act: Act, judgement: Judgement) -> bool:
        """Whether a noun of asking is governed by nothing but what the other one answered."""
        if not act.nominal or not act_table()[act.frame.act].get("asked") or not judgement.tokens:
            return False
        replying = self.found.roles.syntax.replying
        return all(self.found.tree.lemmas[k] in replying for k in judgement.tokens)

    def presupposed(self, act: Act, passage: Passage) -> bool:
        """Whether an act only describes what is wanted or asked about: "demands the release of men *held in Lima*"."""
        tree, content = self.tree, {k for first, last in passage.content_tokens for k in range(first, last)}
        for k in (act.token, *tree.ancestors(act.token)):
            if k not in content or tree.heads[k] not in content:
                return False
            told = tree.deps[k] == "acl:relcl" or (tree.deps[k] == "acl" and "VerbForm=Part" in tree.morphs[k])
            told = told or (k == act.token and tree.deps[k] == "amod" and not act.nominal)  # "*Oslo-backed* rebels"
            if told and tree.pos[tree.heads[k]] in NOMINAL:
                return True
        return False

    def owed(self, act: Act, chain: Iterable[Passage]) -> bool:
        """Whether what must be is a demand, said by somebody of what is no appointment: "must help, he said"."""
        return any(p.speaker is not None for p in chain) and act.frame.act not in cue_kinds()["appointed"]

    def says(self, act: Act) -> bool:
        """Whether the doer of an act says himself that he will: "said it would retaliate" is the threat."""
        around = self.found.attributions.at(self.tree.starts[act.token], self.tree.ends[act.token], asserted=False)
        return any(p.speaker is not None and own_deed(p, act) for p in around)

    def future(self, act: Act, factuality: str, chain: Iterable[Passage]) -> str:
        """Promised when the doer announces it himself, or when nobody is quoted and it is sure; else predicted.

        What will not be is predicted in any case.
        """
        if act.source is None or factuality == "Uu" or factuality[:2] == "PS" or factuality.endswith("-"):
            return "predicted"
        speakers = [p.speaker for p in chain if p.speaker is not None]
        if not speakers and not factuality.startswith("CT"):
            return "predicted"
        if speakers:  # "A and B said that they would …": each of them
            heard = {who.actor for who in (speakers[-1], *speakers[-1].others)} - {None}
            return "promised" if act.source.mention.code in heard else "predicted"
        return str(act_table()[act.frame.act].get("future", "predicted"))

    def sources(self, passage: Passage) -> Iterator[Source]:
        """The link of the chain that a passage is: its speaker, and those who say it with him."""
        if passage.speaker is not None:
            for who in (passage.speaker, *passage.speaker.others):
                yield self.source(passage, who)

    def denier(self, act: Act) -> Iterator[Source]:
        """Who denies what an act stands for ("Tehran denied it"): the last link of its chain."""
        actor = self.actor(act.denied_by)
        if act.denied_by is not None and actor is not None:
            kind = "person" if act.denied_by.mention.kind == "person" else "government"
            yield Source(
                name=actor.name, actor=actor.code, role=None, kind=kind,
                start=actor.start, end=actor.end, text=actor.text,
            )  # fmt: skip

    def source(self, passage: Passage, who: Speaker) -> Source:
        """One speaker of a passage."""
        span = None
        if passage.source_tokens:
            first, last = passage.source_tokens[0][0], passage.source_tokens[-1][1]
            span = self.found.offsets.span(*self.tree.chars(first, last))
        return Source(
            name=called(who.name, self.found.article.language),
            actor=who.actor,
            role=who.role,
            kind=who.kind,
            start=span.start if span else None,
            end=span.end if span else None,
            text=span.text if span else None,
            said=self.said(passage),
        )

    def said(self, passage: Passage) -> Time | None:
        """When it was said."""
        found = self.clock.said(passage)
        return None if found is None else self.clock.as_time(found)

    # ------------------------------------------------------------ trouble
    def unsaid(self, chain: Iterable[Passage]) -> Iterator[Trouble]:
        """That the state of somebody who says it is not said: "the minister said" after two states were named."""
        for passage in chain:
            if passage.speaker is not None and passage.speaker.unsaid and passage.source_tokens:
                first, last = passage.source_tokens[0][0], passage.source_tokens[-1][1]
                where = self.found.offsets.span(*self.tree.chars(first, last))
                yield Trouble(**troubles()["unsaid"], start=where.start, end=where.end)

    def trouble(self, act: Act, start: int, end: int) -> Iterator[Trouble]:
        """What may be wrong with the claim: damage under its words, guessed actors, attachment."""
        span = self.found.offsets.span(start, end)
        for t in self.found.article.trouble:
            if t.start is not None and t.end is not None and t.start <= span.end and span.start <= t.end:
                yield t
        low, high = self.tree.chars(*self.tree.sent_range(act.token))
        for t in self.found.attributions.trouble:  # a quotation without an end: who says it is in doubt
            if t.start is not None and t.end is not None and t.start < high and low < t.end:
                yield in_original(t, self.found.offsets)
        for place in self.places(act):
            if place.pretended:
                where = self.found.offsets.span(place.start, place.end)
                yield Trouble(**troubles()["concealed"], start=where.start, end=where.end)
        for first, last in self.disguises(act):
            where = self.found.offsets.span(*self.tree.chars(first, last))
            yield Trouble(**troubles()["disguised"], start=where.start, end=where.end)
        for filler in (act.source, act.target):
            actor = self.actor(filler)
            if filler is not None and filler.how in troubles() and actor is not None:
                yield Trouble(**troubles()[filler.how], start=actor.start, end=actor.end)


def own_deed(passage: Passage, act: Act) -> bool:
    """Whether the saying is the act ("Berlin said that Tehran must …" is a request): the article itself tells of it."""
    if act.source is None or (act.source.how != "speaker" and act.frame.act not in cue_kinds()["own"]):
        return False
    return by_speaker(passage, act)


def told(act: Act, judgement: Judgement) -> bool:
    """Whether a deed is told as one that was done or tried, or left undone where that is the charge.

    What would be a breach is no charge yet.
    """
    stage = judgement.stage or "done"
    return stage in cue_kinds()["charging"] and combine(judgement.factuality, act.frame.factuality or "CT+") in SURE


def binding(passage: Passage, act: Act) -> bool:
    """Whether a person binds himself by a passage: "Olmert pledged to …" is his word."""
    personal = passage.kind in cue_kinds()["personal"] and by_speaker(passage, act)
    return personal and passage.speaker is not None and passage.speaker.kind == "person"


def by_speaker(passage: Passage, act: Act) -> bool:
    """Whether the doer of an act is the speaker of a passage, or the state or body that he speaks for."""
    if passage.speaker is None or act.source is None:
        return passage.speaker is None
    doer = act.source.mention
    return any(
        who.actor == doer.code if doer.code else doer.name is not None and who.name == doer.name
        for who in (passage.speaker, *passage.speaker.others)
    )


def found_acts(found: Layers) -> list[Act]:
    """The acts of an article that are worth a claim: one end at least is a state, a body or an open "some country"."""
    told = {p.head: {k for first, last in p.source_tokens for k in range(first, last)} for p in found.attributions}
    return [a for a in found.finder.acts() if not speaks(a, told.get(a.token, set()))]


def speaks(act: Act, told: set[int]) -> bool:
    """Whether the target of an act is whoever speaks, behind the verb: « …», a déploré *l'émissaire*."""
    return act.target is not None and act.target.token in told and act.target.token > act.token


def worth(act: Act, *, wide: bool) -> bool:
    """Whether an end has the code of a state or a body, both are groups in arms, or, where `wide`, anybody at all."""
    ends = [f.mention for f in (act.source, act.target) if f is not None]
    armed = [m for m in ends if m.code is None and m.kind == "party" and m.sector in context()["armed"]]
    return len(armed) > 1 or any((m.code or wide) and m.code != "?" for m in ends)


def code_of(actor: Actor | None) -> str | None:
    """The comparable form of an actor: its code, or its name when it has none."""
    return None if actor is None else actor.code or actor.name


def ends_of(claim: Claim) -> tuple[str | None, str | None]:
    """From and to of a claim, in alphabetical order where they may change places."""
    ends = code_of(claim.from_), code_of(claim.to)
    return (min(ends, key=str), max(ends, key=str)) if either_way(claim.act) else ends


def told_of(claim: Claim) -> tuple[object, ...]:
    """What makes a claim another one than those beside it: "met X and will visit it in May" tells of two meetings."""
    when = claim.time and (claim.time.start, claim.time.end)
    return (*ends_of(claim), claim.act, claim.stage, claim.factuality[-1], when)


def nobody() -> Actor:
    """An end that the text leaves open."""
    return Actor(code="?", name=None)
