"""Loads the tables of states, bodies, parties, members and leaders; broken rows name file and row.

Dates are ISO prefixes (YYYY, YYYY-MM or YYYY-MM-DD); a blank `start` means "long before
1990", a blank `end` "still".
"""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

from ostraka.errors import BadData, UnknownName

__all__ = [
    "Agent",
    "Leader",
    "State",
    "agents",
    "at_war",
    "code_at",
    "governs",
    "holds_at",
    "homes",
    "leaders",
    "members",
    "name_of",
    "neighbours",
    "offices",
    "read",
    "states",
    "wars",
]

HERE = Path(__file__).parent
DATE = re.compile(r"(\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?)?")
STATE_KINDS = frozenset({"state", "disputed", "territory", "former"})
AGENT_KINDS = frozenset({"body", "group", "seat", "agency", "party", "media", "place"})


class State(NamedTuple):
    """A state or territory: `code` as in the claim contract; `of` its owner or main successor."""

    code: str
    name: str
    kind: str
    start: str
    end: str
    of: str


class Agent(NamedTuple):
    """A body, organ, seat, firm, armed group or medium; `codes` is empty where it stands for no state."""

    id: str
    codes: tuple[str, ...]
    kind: str
    sector: str
    name: str


class Leader(NamedTuple):
    """Somebody who held one office for a state or body.

    `names` are full names, the first the usual one; `surnames` may stand alone in an
    article, `helped` only after the full name or beside a role ("May", "Rice").
    """

    code: str
    office: str
    start: str
    end: str
    names: tuple[str, ...]
    surnames: tuple[str, ...]
    helped: tuple[str, ...]
    gender: str


def read(name: str) -> list[dict[str, str]]:
    """The rows of `states/<name>.csv`; lines that begin with # are comments.

    Raises BadData for a row with too many or too few fields.
    """
    path = HERE / f"{name}.csv"
    lines = [x for x in path.read_text(encoding="utf-8").splitlines() if x.strip() and not x.startswith("#")]
    found = []
    for row in csv.DictReader(lines):
        if None in row or None in row.values():
            raise BadData(f"{path}: a row has not as many fields as the heading: {row}")
        for field in ("from", "to"):
            if field in row and not DATE.fullmatch(row[field]):
                raise BadData(f"{path}: {field}={row[field]!r} is not YYYY, YYYY-MM or YYYY-MM-DD: {row}")
        found.append(row)
    return found


@cache
def states() -> dict[str, State]:
    """All states, territories and former states by code.

    >>> states()["DDR"].end
    '1990-10-02'
    """
    found: dict[str, State] = {}
    for row in read("states"):
        if row["code"] in found or row["kind"] not in STATE_KINDS:
            raise BadData(f"states.csv: code twice, or kind not one of {sorted(STATE_KINDS)}: {row}")
        found[row["code"]] = State(row["code"], row["name"], row["kind"], row["from"], row["to"], row["of"])
    return found


@cache
def predecessors() -> dict[str, tuple[State, ...]]:
    """Former states by the code of their main successor."""
    found: dict[str, list[State]] = {}
    for state in states().values():
        if state.kind == "former":
            found.setdefault(state.of, []).append(state)
    return {code: tuple(many) for code, many in found.items()}


def code_at(code: str, day: str | None) -> str:
    """The state that a name meant on a day: the former one where its successor did not exist yet.

    >>> code_at("SRB", "1999-05-29"), code_at("SRB", "2020-01-01"), code_at("SRB", None)
    ('YUG', 'SRB', 'SRB')
    """
    state = states().get(code)
    if day is None or state is None or not state.start or day[: len(state.start)] >= state.start:
        return code
    return next((old.code for old in predecessors().get(code, ()) if holds_at(old.start, old.end, day)), code)


@cache
def agents() -> dict[str, Agent]:
    """Bodies, groups, organs, firms, armed groups and media by id."""
    found: dict[str, Agent] = {}
    for row in [*read("bodies"), *read("parties")]:
        if row["id"] in found or row["kind"] not in AGENT_KINDS:
            raise BadData(f"bodies.csv, parties.csv: id twice, or kind not one of {sorted(AGENT_KINDS)}: {row}")
        found[row["id"]] = Agent(row["id"], tuple(row["code"].split()), row["kind"], row["sector"], row["name"])
    return found


@cache
def homes() -> dict[str, str]:
    """The state where a party without a code is at home, by its name (`of` in parties.csv).

    >>> homes()["Huawei"]
    'CHN'
    """
    return {row["name"]: row["of"] for row in read("parties") if row["of"] and row["name"]}


@cache
def neighbours() -> dict[str, frozenset[str]]:
    """The neighbours of each state that has any (`borders.csv`).

    >>> "IND" in neighbours()["NPL"], "IND" in neighbours()["FRA"]
    (True, False)
    """
    found: dict[str, set[str]] = {}
    for row in read("borders"):
        if not {row["one"], row["other"]} <= set(states()) or row["one"] >= row["other"]:
            raise BadData(f"borders.csv: no two known states in alphabetical order: {row}")
        found.setdefault(row["one"], set()).add(row["other"])
        found.setdefault(row["other"], set()).add(row["one"])
    return {code: frozenset(near) for code, near in found.items()}


@cache
def wars() -> tuple[tuple[str, str, str, str], ...]:
    """Who went to war on whom, from when and to when ("" while it goes on), the earliest first (`wars.csv`)."""
    rows = read("wars")
    for row in rows:
        if not {row["attacker"], row["target"]} <= set(states()):
            raise BadData(f"wars.csv: no two known states: {row}")
    return tuple(sorted(((r["attacker"], r["target"], r["from"], r["to"]) for r in rows), key=lambda war: war[2]))


def at_war(attacker: str | None, target: str | None, day: str | None) -> tuple[str, ...]:
    """The other sides of the wars begun by a day of which one side is given, the last first.

    Of an attacker only the wars that are going on: "Russia's invasion" in 2023 is not that of Georgia.

    >>> at_war(None, "IRQ", "2010-05-01"), at_war("RUS", None, "2023-01-01"), at_war(None, "UKR", "1999-01-01")
    (('USA',), ('UKR',), ())
    """
    begun = [war for war in reversed(wars()) if day is None or war[2] <= day]
    if attacker is None:
        return tuple(war[0] for war in begun if war[1] == target)
    return tuple(war[1] for war in begun if war[0] == attacker and (not war[3] or (day is not None and day <= war[3])))


@cache
def governing() -> dict[str, tuple[tuple[str, str, str], ...]]:
    """When a party governed a state: (code, from, to) by the party's name (`governing.csv`)."""
    found: dict[str, list[tuple[str, str, str]]] = {}
    for row in read("governing"):
        if row["party"] not in agents():
            raise BadData(f"governing.csv: {row['party']!r} is not in parties.csv: {row}")
        found.setdefault(agents()[row["party"]].name, []).append((row["code"], row["from"], row["to"]))
    return {name: tuple(rows) for name, rows in found.items()}


def governs(name: str | None, code: str, day: str | None, *, others: frozenset[str] = frozenset()) -> bool:
    """Whether an agent stands for the state of its row on a day: always, but for parties that came to power.

    Where no day is known: when it governs today, unless the text sets the state's government beside it (`others`).

    >>> governs("Taliban", "AFG", "2020-05-01"), governs("Taliban", "AFG", "2022-05-01")
    (False, True)
    >>> governs("Taliban", "AFG", None), governs("Taliban", "AFG", None, others=frozenset({"AFG"}))
    (True, False)
    """
    rows = governing().get(name or "")
    if rows is None:
        return True
    if day is None:
        return code not in others and any(code == ruled and not end for ruled, _, end in rows)
    return any(code == ruled and holds_at(start, end, day) for ruled, start, end in rows)


@cache
def offices() -> dict[str, str]:
    """The sector of each office that `leaders.csv` names (`offices.csv`)."""
    return {row["office"]: row["sector"] for row in read("offices")}


@cache
def leaders() -> tuple[Leader, ...]:
    """Who held which office for whom, and when (`leaders.csv`)."""
    return tuple(as_leader(row) for row in read("leaders"))


def as_leader(row: dict[str, str]) -> Leader:
    """One row: `also` holds further full names, "=Surname" (may stand alone), "?Surname" (needs help)."""
    if row["office"] not in offices():
        raise BadData(f"leaders.csv: office {row['office']!r} is not in offices.csv: {row}")
    marks = [x for x in row["also"].split("|") if x]
    names = (row["name"], *(x for x in marks if x[0] not in "=?"))
    surnames = tuple(x[1:] for x in marks if x[0] == "=")
    helped = tuple(x[1:] for x in marks if x[0] == "?")
    if not surnames and not helped:
        surnames = tuple(dict.fromkeys(n.split()[-1] for n in names if " " in n))
    return Leader(row["code"], row["office"], row["from"], row["to"], names, surnames, helped, row["gender"])


@cache
def regions() -> dict[str, frozenset[str]]:
    """The states of each part of the world (`regions.csv`); BadData for a state that is not in `states.csv`.

    >>> "MLI" in regions()["WAFRICA"]
    True
    """
    found = {row["region"]: frozenset(row["members"].split()) for row in read("regions")}
    if unknown := frozenset().union(*found.values()) - states().keys():
        raise BadData(f"regions.csv: no states: {sorted(unknown)}")
    return found


@cache
def memberships() -> dict[str, tuple[tuple[str, str, str], ...]]:
    """(member, from, to) by bloc."""
    found: dict[str, list[tuple[str, str, str]]] = {}
    for row in read("blocs"):
        found.setdefault(row["bloc"], []).append((row["member"], row["from"], row["to"]))
    return {bloc: tuple(rows) for bloc, rows in found.items()}


def holds_at(start: str, end: str, day: str) -> bool:
    """Whether [start, end] holds on a day; ISO prefixes, ends inside, blanks open.

    >>> holds_at("2009-06", "2010", "2010-12-31"), holds_at("2009-06", "", "2009-05-31")
    (True, False)
    """
    return (not start or day[: len(start)] >= start) and (not end or day[: len(end)] <= end)


def members(bloc: str, day: str | None = None) -> frozenset[str]:
    """The members of a body on an ISO day; on the last known state of things without one.

    >>> "FIN" in members("NATO", "2023-01-01"), "FIN" in members("NATO", "2024-01-01")
    (False, True)
    """
    day = day or "9999-12-31"
    return frozenset(m for m, start, end in memberships().get(bloc, ()) if holds_at(start, end, day))


@cache
def names() -> dict[str, str]:
    """The English name of every code, of states and bodies; where several bodies share it, of the one with its id."""
    found = {code: state.name for code, state in states().items()}
    bodies = [a for a in agents().values() if a.kind in ("body", "group") and len(a.codes) == 1]
    for agent in sorted(bodies, key=lambda a: a.id != a.codes[0]):
        found.setdefault(agent.codes[0], agent.name)
    return found


def name_of(code: str) -> str:
    """The English name of a code.

    Raises UnknownName for a code that is neither a state's nor a body's.
    """
    try:
        return names()[code]
    except KeyError:
        raise UnknownName(f"no state or body {code!r}: codes are ISO 3166-1 alpha-3 (RUS) or a bloc's (NATO)") from None
