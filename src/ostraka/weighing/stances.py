"""Who says what of a proposition: the rows of the stance matrix, and the reasons that move its credence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache

from ostraka.claims import Claim, Reason, Stance
from ostraka.languages import pack
from ostraka.states import table
from ostraka.weighing import policy, words
from ostraka.weighing.evaluate import Evaluated, Weighed
from ostraka.weighing.pool import credence, odds_of, prior

__all__ = ["reasons", "stances", "verb"]


class Heard:
    """Who has spoken when, of statements that count: the earliest word of each speaker, and his earliest yes."""

    def __init__(self, said: Iterable[Weighed]) -> None:
        first: dict[str, date] = {}
        self._affirmed: dict[str, date] = {}
        for w in said:
            when = w.r.first or date.max
            first[w.r.s.speaker] = min(first.get(w.r.s.speaker, date.max), when)
            if w.r.s.sign > 0:
                self._affirmed[w.r.s.speaker] = min(self._affirmed.get(w.r.s.speaker, date.max), when)
        self._first = sorted((when, speaker) for speaker, when in first.items())[:2]

    def himself(self, w: Weighed) -> bool:
        """Whether the speaker himself had affirmed it before."""
        return self._affirmed.get(w.r.s.speaker, date.max) < (w.r.first or date.min)

    def another(self, w: Weighed) -> bool:
        """Whether somebody else had spoken of it before."""
        return any(when < (w.r.first or date.min) for when, speaker in self._first if speaker != w.r.s.speaker)


def verb(w: Weighed, heard: Heard) -> str:
    """What the speaker does with the proposition (verbs: Stance)."""
    s = w.r.s
    if s.sign == 0:
        return "foresees" if s.stage in policy.table("ladder")["apart"] else neutral(s.claim)
    if s.sign < 0:
        return "retracts" if heard.himself(w) else "denies"
    if s.stage in policy.table("ladder")["apart"]:
        return "foresees"
    mine = s.party is not None and s.party in (s.matter.from_, s.matter.to)
    if mine and s.stage == policy.rungs()[-1] and heard.another(w):
        return "confirms"
    if s.stage in policy.rungs()[:2] and mine:
        return "promises" if s.party == s.matter.from_ and s.stage == policy.rungs()[1] else "asserts"
    return "alleges" if w.interest.factor < 1 and not mine or s.sure < 1 else "asserts"


def neutral(claim: Claim) -> str:
    """What somebody does who says neither yes nor no: he declines to say, or has not established it."""
    marks = {r.partition(".")[2] for r in claim.rules if r.startswith("operator.")} | set(claim.modes)
    return "declines" if marks & declining(claim.article.language or "") else "checks"


@cache
def declining(language: str) -> frozenset[str]:
    """The verbs of declining to say in a language (`languages/<language>/stances.toml`), and their mode."""
    verbs = pack.table(language, "stances")["declines"]["verbs"] if language in pack.languages() else ()
    return frozenset((*verbs, "declines"))


def stances(said: Sequence[Weighed], everything: Sequence[Weighed], level: Evaluated) -> tuple[Stance, ...]:
    """One stance for each root, sign and rung, oldest first; those that move nothing have weight 0.

    `said` are the statements that count; `everything` also those set aside; `level` the rung that they move. Of what
    one root says of several rungs, its weightiest words have all that it moves.
    """
    groups: dict[tuple[str, int, str], list[Weighed]] = defaultdict(list)
    for w in everything:
        groups[w.r.root, w.r.s.sign, w.r.s.stage].append(w)
    heard, counted = Heard(said), {(w.r.root, w.r.s.sign) for w in said}
    moving = {
        (*key, level.carried[key]): part for key, part in level.parts.items() if key in level.carried and key in counted
    }
    made = [stance(groups[key], heard, moving.get(key, 0.0)) for key in groups]
    return tuple(sorted(made, key=lambda s: (s.date or "9999", s.party, s.root, s.stage)))


def stance(group: list[Weighed], heard: Heard, weight: float) -> Stance:
    """The stance of one root on one rung, and what it moves."""
    w = max(group, key=lambda w: (w.weight, w.r.s.claim.id))
    s = w.r.s
    return Stance(
        root=w.r.root,
        party=s.party or s.name,
        verb=verb(w, heard),
        date=w.r.first.isoformat() if w.r.first else None,
        stage=s.stage,
        weight=weight,
        claims=tuple(sorted({o.r.s.claim.id for o in group})),
        speaker=s.name,
        interest=w.interest.name,
        family=s.family,
    )


def reasons(
    said: Sequence[Weighed], everything: Sequence[Weighed], level: Evaluated, language: str
) -> tuple[Reason, ...]:
    """What moved the credence of a rung and by how much, weightiest first: together they are its log-odds."""
    made = [Reason(code="prior", words=words.say("prior", language), weight=prior())]
    by_root: dict[str, list[Weighed]] = defaultdict(list)
    for w in said:
        by_root[w.r.root].append(w)
    spoken = Heard(said)
    for (root, sign), part in level.parts.items():
        # Against an ending counts who says later that it goes on: words of the other sign.
        mine = [w for w in by_root[root] if w.r.s.sign == sign] or by_root[root]
        made.append(reason(max(mine, key=lambda w: w.weight), mine, spoken, part, language))
    if level.credence < credence(level.odds):
        made.append(
            Reason(code="ceiling", words=words.say("ceiling", language), weight=odds_of(level.credence) - level.odds)
        )
    heard = {(w.r.root, w.r.s.sign) for w in said}
    aside = {w.r.root: w for w in everything if w.r.s.sign and (w.r.root, w.r.s.sign) not in heard}
    made += [uncounted(aside[root], language) for root in sorted(aside)]
    return tuple(sorted(made, key=lambda r: (-abs(r.weight), r.code, r.root or "")))


def uncounted(w: Weighed, language: str) -> Reason:
    """Why a root does not count."""
    code = "carried" if w.r.s.kind == "article" else "aside"
    return Reason(
        code=code, words=words.say(code, language, who=who(w, language)), root=w.r.root, claims=(w.r.s.claim.id,)
    )


def reason(w: Weighed, mine: Sequence[Weighed], heard: Heard, part: float, language: str) -> Reason:
    """One root's reason, in words."""
    told = words.say(
        "root",
        language,
        who=who(w, language),
        does=words.say("verb." + verb(w, heard), language),
        stage=words.say("stage." + w.r.s.stage, language),
        when=words.day(w.r.first, language) if w.r.first else words.say("undated", language),
        why=w.interest.reason[language],
        faded=(words.say("faded", language, share=round(100 * w.fresh)) if has_faded(w) else "")
        + (words.say("doubted", language) if w.r.s.read < 1 else ""),
    )
    return Reason(
        code="denial" if part < 0 else "root",
        words=told,
        weight=part,
        root=w.r.root,
        claims=tuple(sorted({o.r.s.claim.id for o in mine})),
    )


def has_faded(w: Weighed) -> bool:
    """Whether so little of a root's weight is left that it is said to have faded (`words.toml`)."""
    return bool(w.fresh < policy.table("words")["faded"])


def who(w: Weighed, language: str) -> str:
    """The speaker, with the party he speaks for; a state by its name in the language of the reason."""
    s = w.r.s
    if s.party and s.name in (s.party, table.names().get(s.party)):
        return state(s.party, language)
    return f"{s.name} ({state(s.party, language)})" if s.party and s.party != s.name else s.name


@cache
def state(code: str, language: str) -> str:
    """The name of a state or body in a language that we read; its English name where that has none."""
    if language in pack.languages():
        for row in pack.rows(language, "states"):
            if row["code"] == code:
                return str(row["names"].split("|")[0])
    return table.names().get(code, code)
