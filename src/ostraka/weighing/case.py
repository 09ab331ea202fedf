"""Everything that is known on a day, made ready to be weighed: claims → rooted statements by matter."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from ostraka.claims import Claim
from ostraka.errors import BadDate
from ostraka.weighing import policy
from ostraka.weighing.clusters import Pair, clusters
from ostraka.weighing.contest import Unfolding
from ostraka.weighing.decisions import Decision, Ruling, decided
from ostraka.weighing.evaluate import Weighed, weighed
from ostraka.weighing.interest import adversaries, hostility
from ostraka.weighing.roots import Rooted, rooted
from ostraka.weighing.statements import Matter, Statement, day, statements

if TYPE_CHECKING:
    from ostraka.ledger import Ledger

__all__ = ["Case", "case", "episodes", "load", "spans"]


class Case(NamedTuple):
    """The rooted statements of each matter as of day `at`; who is at odds with whom; the cluster of each article.

    `turns` are the days on which anything that was known changes what counts or begins to fade; `steady` says that
    everything which counts has begun to fade on day `at`, so that until the next turn all of it only fades.
    """

    at: date
    matters: dict[Matter, list[Rooted]]
    at_odds: frozenset[tuple[str, str]]
    texts: dict[str, str]
    parts: dict[str, str]  # claim id → part of its matter, where people split or merged
    language: str = "en"  # of the words in which reasons are given
    turns: frozenset[date] = frozenset()
    steady: bool = True

    def weighed(self, matter: Matter) -> list[Weighed]:
        """The statements on a matter with their weights."""
        return weighed(self.matters[matter], self.at_odds, self.at)


def case(
    claims: Iterable[Claim],
    *,
    at: str | None = None,
    known: str | None = None,
    copies: Iterable[Pair] = (),
    decisions: Sequence[Decision] | Ruling = (),
    recorded: Mapping[str, str] | None = None,
    credits: Mapping[str, str] | None = None,
    outlets: Mapping[str, str] | None = None,
    at_odds: frozenset[tuple[str, str]] | None = None,
    language: str = "en",
) -> Case:
    """What counts on day `at`, of what had been published by `known`.

    `copies` are pairs of articles that tell one text, `decisions` what people decided, `recorded` the day from which an
    article (by id) counts as known; without it an undated article counts as known all along; `credits` the agency that
    an article credits for its text: its own voice is the agency's; `outlets` the publishers of articles without claims;
    `at_odds` who is at odds with whom, where more is known of it than these claims say; `language` that of the reasons.
    Without `at` the day is that of the latest article with a claim, today where nothing is claimed.
    """
    limit = asked("known", known)
    ruling = decisions if isinstance(decisions, Ruling) else decided(decisions)
    days, kept = published(claims, recorded or {}, limit, ruling)
    latest = max((day(days[c.article.id]) or date.min for c in kept.values()), default=date.today())
    now = asked("at", at) or latest
    texts = clusters(days, copies)
    made = said(kept.values(), texts, days, ruling, credits or {}, outlets or {})
    by_matter: dict[Matter, list[Statement]] = defaultdict(list)
    for s in made:
        if counts(s, now):
            by_matter[s.matter].append(s)
    if at_odds is None:
        found = (hostility(c, day(days[c.article.id])) for c in kept.values())
        at_odds = adversaries((h for h in found if h is not None), now)
    return Case(
        at=now,
        matters={m: rooted(by_matter[m]) for m in sorted(by_matter, key=str)},
        at_odds=at_odds,
        texts=texts,
        parts=ruling.parts,
        language=language,
        turns=frozenset(d for s in made for d in (s.since, s.day, s.told) if d),
        steady=all(s.day and s.day <= now for said in by_matter.values() for s in said),
    )


def published(
    claims: Iterable[Claim], recorded: Mapping[str, str], limit: date | None, ruling: Ruling
) -> tuple[dict[str, str | None], dict[str, Claim]]:
    """The day of each article known by `limit`, by its id; the claims in them by theirs, as people left them."""
    days: dict[str, str | None] = {a: d for a, d in recorded.items() if limit is None or (day(d) or date.min) <= limit}
    kept: dict[str, Claim] = {}
    for claim in claims:
        when = claim.article.published or recorded.get(claim.article.id)
        if limit is None or when is None or (day(when) or date.min) <= limit:
            days[claim.article.id] = when
            corrected = ruling.claim(claim)
            if corrected is not None:
                kept[claim.id] = corrected
    return days, kept


def load(
    book: Ledger,
    *,
    at: str | None = None,
    known: str | None = None,
    language: str = "en",
    claims: Iterable[Claim] | None = None,
) -> Case:
    """All that a ledger knows, ready to be weighed as of `at`, from what had been published by `known`.

    Without `at` the day is that of the latest article. Everything is read, but `claims` where the caller has them (all
    that are known). Where a part will do, `world.part` reads that part, and `world.standing` tells the ties of all
    states from what was weighed before.
    """
    lines = book.by_ends.datelines()
    return case(
        book.claims(known=known) if claims is None else claims,
        at=at or book.by_ends.latest(known),
        known=known,
        copies=book.pairs(known=known),
        decisions=book.decisions(),
        recorded={a: d.day for a, d in lines.items()},
        credits={a: d.credit for a, d in lines.items() if d.credit},
        outlets={a: d.outlet for a, d in lines.items() if d.outlet},
        language=language,
    )


def said(
    claims: Iterable[Claim],
    texts: Mapping[str, str],
    days: Mapping[str, str | None],
    ruling: Ruling,
    credits: Mapping[str, str],
    outlets: Mapping[str, str],
) -> list[Statement]:
    """The statements of all claims, dated by the oldest text of their cluster, which also lends its outlet's voice."""
    made: list[Statement] = []
    listed = list(claims)
    outlets = {**outlets, **{c.article.id: c.article.publisher for c in listed if c.article.publisher}}
    for claim in listed:
        text = texts[claim.article.id]
        made += statements(
            claim,
            text=text,
            published=day(days[text]),
            outlet=credits.get(text) or outlets.get(text) or claim.article.publisher,
            grades=ruling.grades,
            accepted=claim.id in ruling.accepted,
        )
    return made


def counts(s: Statement, at: date) -> bool:
    """Whether the statement speaks of day `at` or an earlier one."""
    return s.since is None or s.since <= at


def asked(option: str, given: str | None) -> date | None:
    """The day of an option; BadDate when it is none."""
    if given is None:
        return None
    found = day(given)
    if found is None:
        raise BadDate(f"{option}: {given!r} is not a date: we take YYYY, YYYY-MM or YYYY-MM-DD")
    return found


def episodes(said: Sequence[Weighed], span: float, parts: Mapping[str, str]) -> list[list[Weighed]]:
    """Statements on one matter, split where more than `span` days lie between two that follow each other.

    The undated stand with the latest. Those that people put into a part of their own stand there.
    """
    made: dict[str, list[Weighed]] = defaultdict(list)
    for w in said:
        made[parts.get(w.r.s.claim.id, "")].append(w)
    return [episode for part in sorted(made) for episode in chained(made[part], span)]


def chained(said: Sequence[Weighed], span: float) -> list[list[Weighed]]:
    """Statements in the order of their days, cut at every gap of more than `span` days.

    Cut also where one says the opposite of what went before, of other days: deliveries in one year and none in the next
    are two propositions, and neither contests the other.
    """
    days = [(w.r.s.day, -w.r.s.sign, w.r.s.claim.id, w) for w in said if w.r.s.day]
    groups: list[list[Weighed]] = []
    by_sign: dict[int, Unfolding] = {}
    last = date.min
    for when, _, _, w in sorted(days, key=lambda x: x[:3]):
        against = by_sign.get(-w.r.s.sign) if w.r.s.sign else None
        if not groups or (when - last).days > span or (against is not None and not against.touch(w.r.s)):
            groups.append([])
            by_sign = {}
        groups[-1].append(w)
        by_sign.setdefault(w.r.s.sign, Unfolding()).add(w.r.s)
        last = when
    undated = [w for w in said if not w.r.s.day]
    if undated and groups:
        groups[-1] += undated
    elif undated:
        groups.append(undated)
    return groups


def spans(matter: Matter) -> float:
    """Days that may lie between two statements on one matter."""
    return policy.window(matter.act, matter.channel)
