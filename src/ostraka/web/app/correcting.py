"""What of a claim may be corrected, and how what was typed becomes what the ledger keeps."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from ostraka.brief.naming import state_code
from ostraka.claims import Claim
from ostraka.intake.dates import first_and_last
from ostraka.relations.goods import goods
from ostraka.relations.table import acts
from ostraka.web.app.refusing import Refused
from ostraka.web.app.tongue import Tongue

__all__ = ["CONTEST", "FREE", "choices", "corrected"]

FREE = ("from", "act", "to", "channel", "stage", "factuality", "goods", "start", "end")
CONTEST = "contest"  # a decision that objects: it stands beside a claim and moves no figure


def now_of(claim: Claim | None) -> dict[str, str]:
    """What a claim has in the fields that may be corrected."""
    if claim is None:
        return {}
    return {
        "from": (claim.from_.code or claim.from_.name or "") if claim.from_ else "",
        "to": claim.to.code or claim.to.name or "",
        "act": claim.act,
        "channel": claim.channel,
        "stage": claim.stage,
        "factuality": claim.factuality,
        "goods": " ".join(g.code for g in claim.goods),
        "start": (claim.time.start or "") if claim.time else "",
        "end": (claim.time.end or "") if claim.time else "",
    }


def choices(claim: Claim | None, t: Tongue) -> dict[str, Any]:
    """What the form of corrections offers, with what the claim has now."""
    return {
        "now": now_of(claim),
        "acts": [(a, t.ui["acts"][a]) for a in acts()],
        "channels": [(c, t.channel(c)) for c in t.w.phrases["channels"]],
        "stages": [(s, t.stage(s)) for s in t.w.phrases["stages"]],
        "factualities": list(t.w.phrases["factuality"].items()),
        "goods_known": sorted(goods()),
    }


def corrected(value: dict[str, str], claim: Claim, t: Tongue) -> dict[str, Any]:
    """The fields whose value differs from the claim's, as the ledger keeps them. 422 for a value that is none."""
    now = now_of(claim)
    changed = {k: v.strip() for k, v in value.items() if v.strip() and v.strip() != now[k]}
    allowed: dict[str, Collection[str]] = {
        "act": acts(),
        "channel": t.w.phrases["channels"],
        "stage": t.w.phrases["stages"],
        "factuality": t.w.phrases["factuality"],
    }
    for field, known in allowed.items():
        if field in changed and changed[field] not in known:
            raise Refused(422, "one_of", field=field, known=", ".join(known))
    made: dict[str, Any] = {k: changed[k] for k in allowed if k in changed}
    made |= {k: state_code(changed[k]) for k in ("from", "to") if k in changed}
    if "goods" in changed:
        made["goods"] = codes_of(changed["goods"])
    if "start" in changed or "end" in changed:
        made["time"] = {
            k: first_and_last(changed.get(k) or now[k])[n]
            for n, k in enumerate(("start", "end"))
            if changed.get(k) or now[k]
        }
    return made


def codes_of(text: str) -> list[str]:
    """Codes of goods from what was typed. 422 for one that there is not."""
    found = text.replace(",", " ").split()
    if wrong := [g for g in found if g not in goods()]:
        raise Refused(422, "no_goods", wrong=", ".join(wrong), known=", ".join(sorted(goods())))
    return found
