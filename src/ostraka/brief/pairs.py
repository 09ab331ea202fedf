"""The figures of two states in sentences: what each is to the other, who needs whom, who could press."""

from __future__ import annotations

from collections.abc import Iterator

from ostraka.brief.limits import limits
from ostraka.brief.words import Words, capital
from ostraka.measures import Pair
from ostraka.measures.dependence import Dependence, Lever
from ostraka.measures.figures import Partner
from ostraka.measures.settings import settings

__all__ = ["pair_lines", "spread"]


def pair_lines(found: Pair, w: Words) -> Iterator[str]:
    """The figures of a pair, line by line."""
    for who, whom, partner in ((found.b, found.a, found.on_a), (found.a, found.b, found.on_b)):
        if partner is not None:
            yield effect(who, whom, partner, w)
    yield statuses(found, w)
    for who, needs in ((found.a, found.a_needs_b), (found.b, found.b_needs_a)):
        for d in needs:
            yield need(who, d, w)
    yield from pressing(found, w)
    yield w.say("sentences.settings", cite=found.settings)


def effect(who: str, whom: str, partner: Partner, w: Words) -> str:
    """What one does to the other's isolation, channel by channel."""
    channels = [
        w.say("sentences.partner_points", name=w.phrases["channels"].get(c, c), points=w.signed(amount))
        for c, amount in partner.channels
        if abs(amount) >= limits().felt
    ]
    split = w.say("sentences.effect_split", channels=w.listed(channels)) if channels else ""
    return capital(
        w.say("sentences.effect", who=w.name(who), whom=w.name(whom), points=w.signed(partner.points), split=split)
    )


def statuses(found: Pair, w: Words) -> str:
    """The channels in which there are ties, known to be none, and unknown, either way."""
    by: dict[str, list[str]] = {"tie": [], "nothing": [], "unknown": []}
    for channel, *both in found.status:
        kind = next(kind for kind in by if kind in both)
        by[kind].append(w.phrases["channels"].get(channel, channel))
    told = [w.say(f"sentences.status_{kind}", channels=w.listed(names)) for kind, names in by.items() if names]
    return w.say("sentences.statuses", told=str(w.phrases["semicolon"]).join(told))


def need(who: str, d: Dependence, w: Words) -> str:
    """How much one needs the other for one thing."""
    told = w.say(
        "sentences.dependence",
        state=w.name(who),
        partner=w.name(d.partner),
        need=w.phrases["needs"][d.need],
        value=w.share(d.value),
        alternatives=w.percent(d.alternatives),
    )
    if d.amount is None:
        return capital(told)
    unit = w.phrases["units"].get(d.amount.unit, d.amount.unit)
    amount = w.say("sentences.amount", amount=w.amount(d.amount.value), unit=unit, year=d.amount.year)
    return f"{capital(told)} {amount}"


def spread(lever: Lever, w: Words) -> str:
    """In how many worlds the one who leads does, and between what his leverage lies: below 0 the other would lead."""
    ahead = lever.value > 0
    ends = (lever.interval.low, lever.interval.high) if ahead else (-lever.interval.high, -lever.interval.low)
    low, high = (w.share(x) for x in ends)
    return w.say(
        "sentences.lever_interval", low=low, high=high, sure=w.percent(lever.upper_hand if ahead else lever.lower_hand)
    )


def pressing(found: Pair, w: Words) -> Iterator[str]:
    """Who could press whom, how surely, since when, and what would turn it."""
    lever = found.lever
    if abs(lever.value) < settings().leverage.least:
        yield w.say("sentences.leverage_nobody")
    else:
        names = (w.name(found.a), w.name(found.b))
        leader, other = names if lever.value > 0 else names[::-1]
        yield capital(w.say("sentences.leverage", leader=leader, other=other, value=w.share(abs(lever.value))))
        yield spread(lever, w)
    if (before := lever.before) is not None:
        leader = w.name(found.a if before.value > 0 else found.b)
        key = "leverage_before" if abs(before.value) >= settings().leverage.least else "leverage_none"
        yield w.say(f"sentences.{key}", date=w.day(before.at), leader=leader, value=w.share(abs(before.value)))
        if (before.value > 0) != (lever.value > 0) and abs(before.value) >= settings().leverage.least:
            yield w.say(f"sentences.{'inverted' if lever.inverted else 'not_inverted'}")
    if found.flip is not None and found.flip.claims:
        counted = w.count("flip_claims", len(found.flip.claims))
        roots = w.count("basis_roots", len(found.flip.roots))
        yield w.say("sentences.flip_leverage", claims=counted, roots=roots)
