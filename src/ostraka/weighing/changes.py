"""What changed between two cases, in sentences; only what changes an answer is told."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec

from ostraka.claims import Tie
from ostraka.weighing import policy, words

__all__ = ["Change", "changes", "status"]


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """One tie that changed: `code` names the kind, `words` say it, `claims` are those that are new.

    Codes: new, gone, risen, fallen, contested, settled, ended, resumed, likelier, less_likely, faded, silent.
    """

    code: str
    words: str
    tie: str
    before: Tie | None
    after: Tie | None
    claims: tuple[str, ...] = ()


def status(tie: Tie) -> str:
    """Where a tie stands, in one code: ended, contested, silent, alleged, or its stage.

    What is said to be done counts as done from the band "likely" on; under it, it is alleged. A tie that nobody has
    confirmed for so long that its channel's policy calls it expired is silent, not ended; one that nobody affirms is
    denied.
    """
    if tie.ended:
        return "ended"
    if tie.expired:
        return "silent"
    if tie.contested:
        return "contested"
    if tie.confirmed is None:
        return "denied"
    if tie.stage == policy.rungs()[-1] and tie.credence < likely():
        return "alleged"
    return tie.stage


def likely() -> float:
    """Where the band above even chances begins."""
    return float(next(b["from"] for b in policy.table("words")["band"] if b["from"] > policy.likely()))


def changes(
    before: Sequence[Tie], after: Sequence[Tie], language: str = words.LANGUAGE, day: Callable[[str], str] = str
) -> list[Change]:
    """The ties whose status, rung or band of likelihood differs, the greatest change first; `day` says a date."""
    old = {t.id: t for t in before}
    new = {t.id: t for t in after}
    made = [change(old.get(i), new.get(i), language, day) for i in sorted(old.keys() | new.keys())]
    return sorted((c for c in made if c is not None), key=lambda c: (-size(c), c.tie))


def size(c: Change) -> float:
    """How much a change matters: that of the credence; what is new or gone counts whole."""
    return abs((c.after.credence if c.after else 0.0) - (c.before.credence if c.before else 0.0))


def change(a: Tie | None, b: Tie | None, language: str, day: Callable[[str], str] = str) -> Change | None:
    """What changed of one tie; None where no answer changes."""
    tie = b or a
    assert tie is not None
    code = kind(a, b)
    if code is None:
        return None
    fresh = tuple(sorted(set(b.claims) - set(a.claims if a else ()))) if b else ()
    return Change(code=code, words=sentence(code, a, b, language, day), tie=tie.id, before=a, after=b, claims=fresh)


def kind(a: Tie | None, b: Tie | None) -> str | None:
    """The code of a change; the first that holds."""
    if a is None or b is None:
        return "new" if a is None else "gone"
    if a.ended != b.ended:
        return "ended" if b.ended else "resumed"
    if a.contested != b.contested:
        return "contested" if b.contested else "settled"
    order = policy.ladder()
    if a.stage != b.stage:
        return "risen" if order.index(b.stage) > order.index(a.stage) else "fallen"
    if words.estimative(a.credence) != words.estimative(b.credence):
        if not heard(a, b):
            return "silent" if b.expired and not a.expired else "faded"
        return "likelier" if b.credence > a.credence else "less_likely"
    return "silent" if b.expired and not a.expired else None


def heard(a: Tie, b: Tie) -> bool:
    """Whether anybody has spoken in between: if not, what was said has only grown old."""
    return a.confirmed != b.confirmed or {root for root, _ in a.weights} != {root for root, _ in b.weights}


def sentence(code: str, a: Tie | None, b: Tie | None, language: str, day: Callable[[str], str] = str) -> str:
    """The change in words; `day` says a date."""
    tie = b or a
    assert tie is not None
    now = status(b) if b else ""
    last = tie.ended or tie.confirmed
    return words.say(
        "change." + code,
        language,
        **{
            "was": words.say("status." + status(a), language) if a else "",
            "aside": f", {words.say('status.' + now, language)}" if now and now not in policy.ladder() else "",
            "from": words.say("stage." + a.stage, language) if a else "",
            "to": words.say("stage." + b.stage, language) if b else "",
            "before": words.estimative(a.credence, language) if a else "",
            "after": words.estimative(b.credence, language) if b else "",
            "day": day(last) if last else "?",
        },
    )
