"""What people decided: accept, reject, correct, merge, split, grade, undo.

A decision is a row that somebody appended to the ledger, with who, when and why. Nothing is changed by it; the claims
are read through it, so a decision that is undone leaves no trace in any figure.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple, Protocol, TypeVar

import msgspec

from ostraka.claims import Actor, Claim, Goods, Time
from ostraka.errors import UnknownName

__all__ = ["VERBS", "Decision", "Ruling", "decided", "undone"]


class Decision(Protocol):
    """One decision, as the ledger keeps it."""

    @property
    def id(self) -> str:
        """Its id, which `undo` names."""

    @property
    def verb(self) -> str:
        """What was decided: one of VERBS."""

    @property
    def targets(self) -> Sequence[str]:
        """Ids of claims (grade: names of sources; undo: ids of decisions)."""

    @property
    def value(self) -> Mapping[str, Any]:
        """What was set: fields and values for `correct`, `letter` or `knows` for `grade`."""

    @property
    def number(self) -> int:
        """Its place in the order of decisions."""


Made = TypeVar("Made", bound=Decision)


class Ruling(NamedTuple):
    """All decisions together: what they make of each claim."""

    accepted: frozenset[str]
    rejected: frozenset[str]
    corrections: dict[str, dict[str, Any]]
    parts: dict[str, str]
    grades: dict[str, str]

    def claim(self, claim: Claim) -> Claim | None:
        """The claim as people left it; None when it was rejected."""
        if claim.id in self.rejected:
            return None
        fields = self.corrections.get(claim.id)
        return corrected(claim, fields) if fields else claim


def decided(decisions: Sequence[Decision]) -> Ruling:
    """The decisions that stand, in their order: a later one about the same claim replaces an earlier one."""
    gone = undone(decisions)
    accepted: set[str] = set()
    rejected: set[str] = set()
    corrections: dict[str, dict[str, Any]] = {}
    parts: dict[str, str] = {}
    grades: dict[str, str] = {}
    for d in sorted(decisions, key=lambda d: d.number):
        if d.id in gone:
            continue
        match d.verb:
            case "accept":
                accepted |= set(d.targets)
                rejected -= set(d.targets)
            case "reject":
                rejected |= set(d.targets)
                accepted -= set(d.targets)
            case "correct":
                for target in d.targets:
                    corrections[target] = {**corrections.get(target, {}), **d.value}
            case "split" | "merge":
                parts |= dict.fromkeys(d.targets, d.id)
                if d.verb == "merge" and d.value:
                    for target in d.targets:
                        corrections[target] = {**corrections.get(target, {}), **d.value}
            case "grade":
                grades |= {source_key(t): str(d.value.get("letter") or d.value["knows"]) for t in d.targets}
            case _:
                continue
    return Ruling(frozenset(accepted), frozenset(rejected), corrections, parts, grades)


def undone(decisions: Sequence[Made]) -> dict[str, Made]:
    """By the id of each decision that was taken back, the first `undo` that did it. An undo is never undone itself."""
    made: dict[str, Made] = {}
    for d in sorted(decisions, key=lambda d: d.number):
        if d.verb == "undo":
            made = dict.fromkeys(d.targets, d) | made
    return made


VERBS = ("accept", "reject", "correct", "merge", "split", "grade", "undo")


def source_key(name: str) -> str:
    """A source as grades know it: a name or a code, without case and accents."""
    from ostraka.weighing.statements import fold

    return fold(name)


def actor(value: Any) -> Actor:
    """A corrected actor from its code."""
    return Actor(code=str(value), name=str(value))


# field → how its corrected value is made from what was typed
FIELDS: dict[str, tuple[str, Callable[[Any], Any]]] = {
    "act": ("act", str),
    "channel": ("channel", str),
    "from": ("from_", actor),
    "to": ("to", actor),
    "stage": ("stage", str),
    "factuality": ("factuality", str),
    "goods": (
        "goods",
        lambda codes: tuple(
            Goods(code=c, text="", start=0, end=0) for c in ([codes] if isinstance(codes, str) else codes)
        ),
    ),
    "time": ("time", lambda t: msgspec.convert({"precision": "day", "text": "", "start": None, "end": None} | t, Time)),
}


def corrected(claim: Claim, fields: Mapping[str, Any]) -> Claim:
    """The claim with corrected fields. UnknownName for a field that cannot be corrected."""
    changes = {}
    for field, value in fields.items():
        if field not in FIELDS:
            raise UnknownName(f"cannot correct {field!r}: there are {', '.join(FIELDS)}")
        name, make = FIELDS[field]
        changes[name] = make(value)
    return msgspec.structs.replace(claim, **changes)
