"""A claim as a statement: who puts it into the world, on which day, for or against which matter, how strongly."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from ostraka.claims import Actor, Claim, Publication, Source
from ostraka.languages.folding import folded
from ostraka.languages.parties import usual
from ostraka.relations.table import either_way
from ostraka.weighing.policy import goods_of, ladder, table, window

__all__ = ["Matter", "Statement", "day", "headed", "matter_of", "origin", "party_of", "statements"]

PRESS = "press"


class Matter(NamedTuple):
    """What a claim is about, leaving out goods, stage and time: the key of a tie."""

    from_: str | None
    to: str
    act: str
    channel: str


class Statement(NamedTuple):
    """One claim, said by one speaker, about one matter and one kind of goods.

    `sign` is +1 that it is so, -1 that it is not, 0 neither. `day` is the day that it speaks of (no later than the day
    it was said); `since` the first day it may hold; `told` the day it was said. `opens`..`day` are the days of which
    what it says may be true: None opens towards the past, as a denial without a time does. `speaker` is the key of the
    one who says so, `family` of those he depends with; `text` the cluster of the article; `read` how far we trust that
    it was read rightly (1: no doubt).
    """

    claim: Claim
    matter: Matter
    goods: str | None
    stage: str
    sign: int
    sure: float
    day: date | None
    since: date | None
    opens: date | None
    told: date | None
    published: date | None
    speaker: str
    name: str
    party: str | None
    kind: str
    family: str
    text: str
    grade: str | None = None
    read: float = 1.0


def day(text: str | None) -> date | None:
    """An ISO date (or a year, a month: its first day); None where there is none."""
    if not text:
        return None
    try:
        return date.fromisoformat(text if len(text) >= 10 else (text + "-01-01")[:10])
    except ValueError:
        return None


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Lower case without accents, blanks evened out: names are compared so."""
    return " ".join(folded(text).split())


def party_of(actor: Actor | None, article: str) -> str | None:
    """The key of an actor: its code; its name where it stands for no state; unnamed ones are the article's own."""
    if actor is None:
        return None
    if actor.code and actor.code != "?":
        return actor.code
    return f"?{fold(usual(actor.name))}" if actor.name else f"?{article}"


def matter_of(claim: Claim) -> Matter:
    """What the claim is about; acts that go either way have their ends in alphabetical order."""
    from_, to = party_of(claim.from_, claim.article.id), party_of(claim.to, claim.article.id) or "?"
    if from_ is not None and either_way(claim.act):
        from_, to = sorted((from_, to))
    return Matter(from_, to, claim.act, claim.channel)


def origin(claim: Claim) -> Source | None:
    """The one behind the claim: the outermost source that does not merely hand on; None for the article's own voice.

    "Kirby said that the US believes …" is Kirby's word; "Reuters quoted officials as saying …" is the officials'; and
    when Pyongyang speaks of what others say of it, that is the others' word and no admission.
    """
    relays = table("sources")["relays"]["kinds"]
    chain = [s for s in claim.sources if s.kind not in relays] or list(claim.sources[-1:])
    ends = {a.code for a in (claim.from_, claim.to) if a is not None and a.code}
    while len(chain) > 1 and chain[0].actor in ends and chain[1].actor != chain[0].actor:
        chain = chain[1:]
    return chain[0] if chain else None


def statements(
    claim: Claim,
    *,
    text: str,
    published: date | None,
    outlet: str | None = None,
    grades: Mapping[str, str] | None = None,
    accepted: bool = False,
) -> list[Statement]:
    """The statements of a claim: one for each kind of goods that it names.

    `text` is the cluster of its article; `published` and `outlet` those of the oldest text of that cluster. That it has
    not ended says that it goes on. What the reader guessed counts for less until somebody has `accepted` it.
    """
    source = origin(claim)
    told = day(source.said.start or source.said.end) if source and source.said else None
    told = min(told, published) if told and published else told or published
    since, spoken_of = days_of(claim, told)
    speaker, name, party, kind, family = voice(claim, source, text, outlet)
    sign = {"+": 1, "-": -1}.get(claim.factuality[-1], 0)
    goes_on = claim.stage == ladder()[-1] and sign < 0
    graded = grade_of(speaker, name, party, grades or {})
    return [
        Statement(
            claim=claim,
            matter=matter_of(claim),
            goods=goods,
            stage=ladder()[-2] if goes_on else claim.stage,
            sign=1 if goes_on else sign,
            sure=float(table("sources")["factuality"].get(claim.factuality[:2], 0.0)),
            day=spoken_of,
            since=since,
            opens=opens(claim, 1 if goes_on else sign, since),
            told=told,
            published=published,
            speaker=speaker,
            name=name,
            party=party,
            kind=kind,
            family=family,
            text=text,
            grade=graded,
            read=1.0 if accepted else trusted(claim),
        )
        for goods in goods_of(tuple(g.code for g in claim.goods), claim.channel)
    ]


def days_of(claim: Claim, told: date | None) -> tuple[date | None, date | None]:
    """The first day on which the claim may hold, and the last that it vouches for (never after it was said).

    What is promised, sought or foreseen vouches for the day on which it was said, whatever day it speaks of.
    """
    if claim.time is None or claim.stage not in ladder()[2:]:
        return told, told
    start, end = day(claim.time.start), day(claim.time.end)
    last = min((d for d in (end, told) if d is not None), default=start)
    return start or last, last


def trusted(claim: Claim) -> float:
    """The share of its weight that a claim has which was read with such doubts: the smallest of their shares."""
    shares = table("sources")["doubt"]
    return min((float(shares[t.code]) for t in claim.trouble if t.code in shares), default=1.0)


def opens(claim: Claim, sign: int, since: date | None) -> date | None:
    """The first day of which it may be true; None where that is open.

    What names its days speaks of those. Without them an affirmation speaks of its own time (as far back as the window
    of its channel), and a denial of all that went before: "we never sold any".
    """
    if claim.time is not None and claim.time.precision != "vague" and claim.stage in ladder()[2:]:
        return day(claim.time.start)
    if sign < 0 or since is None:
        return None
    return since - timedelta(days=window(claim.act, claim.channel))


def voice(claim: Claim, source: Source | None, text: str, outlet: str | None) -> tuple[str, str, str | None, str, str]:
    """Key, name, party, kind and family of the one who says so."""
    if source is None:
        key = f"outlet:{fold(outlet)}" if outlet else f"article:{text}"
        return key, outlet or headed(claim.article), None, "article", PRESS
    party = source.actor
    if source.kind == "media":
        return f"media:{fold(source.name or source.text or text)}", source.name or "?", party, "media", PRESS
    who = source.name or source.role or source.text or source.kind
    if source.kind in ("anonymous", "government") or not source.name:
        key = f"{source.kind}:{party or fold(who)}"
    else:
        key = f"{source.kind}:{fold(usual(source.name))}"
    return key, who, party, source.kind, f"party:{party}" if party else key


def headed(article: Publication) -> str:
    """What an article of no known outlet is called: by its title, in quotation marks, else by its id."""
    return f"“{article.title}”" if article.title else article.id


def grade_of(speaker: str, name: str, party: str | None, grades: Mapping[str, str]) -> str | None:
    """The letter that people gave the speaker, else his government."""
    if not grades:
        return None
    asked = (speaker, fold(name), fold(party) if party else None)
    return next((grades[key] for key in asked if key and key in grades), None)
