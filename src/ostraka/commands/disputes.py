"""What is contested, each dispute with who affirms it and who denies it: `ostraka claims --contested`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rich.text import Text

from ostraka import ledger
from ostraka.claims import Claim, Proposition
from ostraka.commands.limits import limits
from ostraka.commands.weighed import SHORT, likely, sentence, statement, top

if TYPE_CHECKING:
    from ostraka.brief.words import Words

__all__ = ["Sides", "contested", "dispute_lines", "sides"]


Sides = dict[str, dict[str, float]]


def contested(path: Path, at: str | None, known: str | None) -> list[Proposition]:
    """The contested propositions, the most even and weighty first; kinds of goods before the general one.

    In a large ledger only what lies between states and bodies with a code is looked through.
    """
    from ostraka import weighing
    from ostraka.weighing.world import disputes, part

    with ledger.open(path) as book:
        whole = book.by_ends.mark().counts["claims"] <= limits().dispute_claims
        if whole:
            case = weighing.load(book, at=at, known=known)
    if not whole:
        found = disputes(path, at=at, known=known)
        with ledger.open(path) as book:
            ends = {(min(d.from_ or "", d.to), max(d.from_ or "", d.to)) for d in found}
            case = part(book, ends=ends, at=at, known=known)
    return sorted((p for p in weighing.propositions(case) if p.contested), key=evenness)


def evenness(p: Proposition) -> tuple[float, bool, str]:
    """The less even and weighty, the later: what the weaker side weighs; then the general after its kinds."""
    for_ = sum(s.weight for s in p.stances if s.weight > 0)
    against = -sum(s.weight for s in p.stances if s.weight < 0)
    return -round(min(for_, against), 9), p.goods is None, p.id


def sides(found: Sequence[Proposition]) -> Sides:
    """For each dispute the claims for it (weight above 0) and against it, with the log-odds that their speaker moves.

    What is contested in general only because one of its kinds is, is told of the kind alone.
    """
    made: Sides = {}
    for p in found:
        made[p.id] = {c: s.weight for s in p.stances if s.weight for c in s.claims}
    for p in found:
        kinds = [q.id for q in found if p.id in q.general]
        if kinds and all(any(c in made[k] for k in kinds) for c in made[p.id]):
            del made[p.id]
    return made


def dispute_lines(found: Sequence[Proposition], claims: Mapping[str, Claim], where: Sides, w: Words) -> Iterator[Text]:
    """Each dispute with its claims on both sides, the weightiest first; one without such claims is left away."""
    from ostraka.brief.words import capital
    from ostraka.weighing.words import say

    for p in found:
        mine = [(weight, claims[c]) for c, weight in where.get(p.id, {}).items() if c in claims]
        if not mine:
            continue
        channel = w.phrases["channels"].get(p.channel, p.channel)
        yield Text(statement(p, w), style="bold").append(f"  {channel} · {p.id[:SHORT]}", style="not bold dim")
        yield Text(f"  {likely(top(p), w)}.")
        for code, sign in (("for", 1), ("against", -1)):
            side = sorted(
                (x for x in mine if x[0] * sign > 0), key=lambda x: (-abs(x[0]), x[1].article.published or "")
            )
            if side:
                yield Text(f"  {capital(say(code, w.language))}")
            for weight, claim in side:
                quoted, about = sentence(claim, w)
                yield quoted
                yield about.append(f" · {w.signed(weight)}")
        yield Text()
