"""One tie → one sentence with its notes: what holds and how likely; who says so; what is open."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from ostraka.brief.limits import limits
from ostraka.brief.nouns import Material, Sentence
from ostraka.brief.words import Words, capital, days_between
from ostraka.claims import Actor, Claim, Proposition, Rung, Stance, Tie
from ostraka.measures.figures import claim_shares
from ostraka.states import table
from ostraka.weighing.words import estimative

__all__ = ["as_told", "claim_clause", "clause", "disputed", "lesser", "rung_told", "surely", "tie_sentence"]

AGAINST = ("denies", "retracts")
OPEN = ("checks", "declines", "foresees")


def tie_sentence(tie: Tie, material: Material, w: Words, points: float | None = None) -> Sentence:
    """The sentence of a tie, with notes and claims."""
    told = rung_told(tie)
    propositions = [p for p in material.propositions if p.id in tie.propositions]
    tie = as_told(tie)
    return Sentence(
        id=f"s-{tie.id}",
        text=w.say("estimate", Word=capital(surely(tie, told, w)), clause=clause(tie, told, w)),
        notes=tuple(note for note in notes(tie, told, propositions, material, w) if note),
        claims=ordered(tie, material),
        tie=tie.id,
        partner=tie.from_,
        channel=tie.channel,
        credence=told.credence,
        points=points,
        contested=disputed(tie, material),
        stage=told.stage,
        number=min((p.number for p in propositions), default=None),
    )


def akin(a: str, b: str) -> bool:
    """Whether one code of goods is the other or a kind of it.

    >>> akin("arms.missile", "arms.missile.ballistic"), akin("arms.missile", "arms.uav")
    (True, False)
    """
    return f"{a}.".startswith(f"{b}.") or f"{b}.".startswith(f"{a}.")


def as_told(tie: Tie, material: Material | None = None) -> Tie:
    """The tie with those goods only that have come as far as it has."""
    return msgspec.structs.replace(tie, goods=tie.reached or tie.goods)


def lesser(tie: Tie, material: Material) -> list[Tie]:
    """The kinds of goods of a tie that have not come as far as the tie has, each as a tie of its own.

    Iran has supplied drones and promised missiles: the tie stands on the drones, the missiles are told as promised.
    """
    mine = [p for p in material.propositions if p.id in tie.propositions]
    told = tie.reached or tie.goods
    found = []
    for p in mine:
        named = [r for r in p.rungs if r.claims and r.stage != "ended"]
        if p.goods is None or not named or any(akin(p.goods, goods) for goods in told):
            continue
        likely = [r for r in named if r.credence >= limits().likely] or named[:1]
        top = likely[-1]
        found.append(
            msgspec.structs.replace(
                tie,
                id=p.id,
                goods=(p.goods,),
                reached=(),
                stage=top.stage,
                credence=top.credence,
                rungs=p.rungs,
                propositions=(p.id,),
                claims=p.claims,
                contested=p.contested,
                confirmed=max((r.last for r in named if r.last), default=None),
                ended=None,
            )
        )
    return found


def disputed(tie: Tie, material: Material) -> bool:
    """Whether somebody speaks against the tie, or against one of the kinds of goods that it is about."""
    return tie.contested or any(p.contested for p in material.propositions if p.id in tie.propositions)


def rung_told(tie: Tie) -> Rung:
    """The rung that the tie stands on: the one a sentence is written about, so that a promise is told as a promise."""
    for rung in tie.rungs:
        if rung.stage == tie.stage:
            return rung
    return Rung(stage=tie.stage, credence=tie.credence, low=tie.low, high=tie.high)


def surely(tie: Tie, told: Rung, w: Words) -> str:
    """How sure it is, in a word; of what nobody has confirmed for too long, that this is no longer known."""
    return str(w.phrases["silent"]) if tie.expired else estimative(told.credence, w.language)


def clause(tie: Tie, told: Rung, w: Words) -> str:
    """What holds, as a clause: "Iran has promised missiles to Russia"."""
    parties = (w.name(tie.from_), w.name(tie.to))
    return said_as(tie.act, tie.channel, told.stage, parties, w.goods(tie.goods, tie.channel), w)


def claim_clause(claim: Claim, w: Words) -> str:
    """A claim read back as a clause, whatever its factuality: the card shows that beside it."""
    parties = (party(claim.from_, w), party(claim.to, w))
    goods = w.goods(tuple(g.code for g in claim.goods), claim.channel)
    return said_as(claim.act, claim.channel, claim.stage, parties, goods, w)


def party(actor: Actor | None, w: Words) -> str:
    """An actor as it stands in a sentence: by its code where it has one, else by its own words."""
    if actor is None or actor.code == "?":
        return w.name(None)
    return w.name(actor.code) if actor.code else str(actor.name or actor.text or w.name(None))


def said_as(act: str, channel: str, stage: str, parties: tuple[str, str], goods: str, w: Words) -> str:
    """The template of an act (its channel's own, if any) at a stage, filled; the stage is named where it has none."""
    acts = w.phrases["acts"]
    forms = acts.get(f"{act}-{channel}") or acts[act]
    slots = {"from": parties[0], "to": parties[1], "goods": goods, "no_goods": w.negated(goods)}
    slots["channel"] = w.phrases["matters"].get(channel) or w.phrases["channels"].get(channel, channel)
    if stage in forms:
        return w.fill(forms[stage], slots)
    return w.say("stage_only", clause=w.fill(forms["done"], slots), stage=w.phrases["stages"].get(stage, stage))


def notes(tie: Tie, told: Rung, propositions: list[Proposition], material: Material, w: Words) -> Iterable[str]:
    """Who says so; who denies; what has not been seen; when it was last confirmed; on how much it rests."""
    voices = voices_of(propositions)
    against = [v for v in voices if v.verb in AGAINST]
    speaking = [v for v in voices if v.verb not in AGAINST]
    if speaking:
        yield capital(w.say("sentences.said_by", stances=voiced(speaking, material, w)))
    if against:
        told_by = voiced(against, material, w)
        yield (
            w.say("sentences.contested", stances=told_by)
            if speaking
            else capital(w.say("sentences.said_by", stances=told_by))
        )
    if told.stage not in ("done", "ended") and (told.last or tie.confirmed):
        yield w.say("sentences.stuck", date=w.day(told.last or tie.confirmed))
    last = ""
    if tie.ended:
        last = w.say("sentences.ended", date=w.day(tie.ended)) + " "
    elif tie.confirmed:
        ago = days_between(tie.confirmed, material.at)
        last = w.say("sentences.confirmed", date=w.day(tie.confirmed), ago=w.ago(ago) if ago else "") + " "
    yield (last + (basis(tie, propositions, material, w) if propositions else "")).rstrip()


def basis(tie: Tie, propositions: list[Proposition], material: Material, w: Words) -> str:
    """On how many articles, speakers and independent roots a tie rests."""
    claims = [material.claims[c] for c in tie.claims if c in material.claims]
    speakers = {(v.speaker or v.party) for v in voices_of(propositions)}
    families = {s.family for p in propositions for s in p.stances}
    return capital(
        w.say(
            "sentences.basis",
            articles=w.count("basis_articles", len({c.article.id for c in claims})),
            speakers=w.count("basis_speakers", len(speakers)),
            roots=w.count("basis_roots", len(families)),
        )
    )


def voices_of(propositions: Iterable[Proposition]) -> list[Stance]:
    """The stances of all propositions of a tie, one for each speaker and verb: states and bodies first, then weight."""
    seen: dict[tuple[str, str | None, str, str | None], Stance] = {}
    for p in propositions:
        for stance in p.stances:
            key = (stance.party, stance.speaker, stance.verb, stance.date)
            if key not in seen or abs(stance.weight) > abs(seen[key].weight):
                seen[key] = stance
    first: dict[tuple[str, str | None, str], Stance] = {}
    for stance in sorted(seen.values(), key=lambda s: (-abs(s.weight), s.date or "", s.party)):
        first.setdefault((stance.party, stance.speaker, stance.verb), stance)
    return sorted(first.values(), key=lambda s: (s.verb in OPEN, pressed(s), -abs(s.weight), s.date or "", s.party))


def voiced(stances: list[Stance], material: Material, w: Words) -> str:
    """Stances told: "Iran (Hossein Amir-Abdollahian) confirmed it (5 November 2022)"; what is left out is counted."""
    told = []
    for stance in stances:
        when = w.say("verbs.when", date=w.day(stance.date)) if stance.date else ""
        verb = "reports" if stance.verb == "asserts" and pressed(stance) else stance.verb
        told.append(w.say(f"verbs.{verb}", who=who(stance, w), when=when))
    told = list(dict.fromkeys(told))
    left = len(told) - limits().voices
    return w.listed(told if left < 2 else [*told[: limits().voices], w.say("verbs.others", n=left)])


def pressed(stance: Stance) -> bool:
    """Whether it is an outlet or somebody who stands for no state or body that speaks."""
    return stance.party not in table.names()


def who(stance: Stance, w: Words) -> str:
    """Who takes a stance: a party by name, with the speaker; an outlet or person by name."""
    if pressed(stance):
        return str(stance.speaker or stance.party.lstrip("?") or w.phrases["somebody"])
    party = w.name(stance.party)
    if stance.speaker and not same(stance.speaker, stance.party, w):
        return w.say("verbs.speaker", speaker=stance.speaker, party=party)
    return party


def same(name: str, code: str | None, w: Words) -> bool:
    """Whether a name is only the name of the party itself, in any form."""
    return code is not None and name.casefold() in (w.name(code).casefold(), table.names().get(code, "").casefold())


def ordered(tie: Tie, material: Material) -> tuple[str, ...]:
    """The claims of a tie: those that say what is told before the others, then those that carry most, then by date."""
    share = dict(claim_shares(tie))

    def key(claim: Claim) -> tuple[bool, bool, float, str, int]:
        denies = claim.factuality.endswith("-")
        day = claim.article.published or ""
        return (denies, claim.stage != tie.stage, -share.get(claim.id, 0.0), day, claim.evidence.start)

    return tuple(c.id for c in sorted((material.claims[c] for c in tie.claims if c in material.claims), key=key))
