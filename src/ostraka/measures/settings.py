"""Loads `settings.toml` (strengths, weights, words) and refuses what would break a property of the measures."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from ostraka.errors import BadData
from ostraka.languages.pack import checked, load_toml

__all__ = ["Act", "Bloc", "Channel", "Need", "Settings", "settings"]

HERE = Path(__file__).parent
KINDS = {"weights": ".csv", "background": ".toml"}
RUNGS = ("sought", "promised", "attempted", "done")


class Setting(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Base of the settings: immutable; a name that we do not know is an error, not ignored."""


class Strength(Setting, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What an act does when done: `given` by `from` for `to`, `back` by `to` for `from`; both in [-1, 1]."""

    given: float
    back: float


class Act(Setting, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Strength of one act, by channel where it differs; `closes` how far it closes a market (0..1);
    `spread` what it does to `to` in other channels besides its own.
    """

    given: float
    back: float
    closes: float = 0.0
    spread: dict[str, float] = {}
    channels: dict[str, Strength] = {}

    def strength(self, channel: str) -> Strength:
        """The strength in a channel.

        >>> Act(given=0.1, back=0.1).strength("arms").given
        0.1
        """
        return self.channels.get(channel) or Strength(given=self.given, back=self.back)


class Channel(Setting, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A channel's share of standing and the partner weight that holds in it."""

    weight: float
    partner: str


class Bloc(Setting, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The rule of one bloc: composed `of` other blocs `plus` states; or `all` states; only for `acts` when given."""

    of: tuple[str, ...] = ()
    plus: tuple[str, ...] = ()
    all: bool = False
    acts: tuple[str, ...] = ()


class Need(Setting, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One need of dependence: see `dependence.py`. Amounts of tables count in `unit`, over the last `years` years."""

    channel: str
    side: str
    weight: float
    own: float
    ease: float
    capacity: str
    unit: str = ""
    years: int = 1


class Standing(Setting, frozen=True, kw_only=True, forbid_unknown_fields=True, rename={"lambda_": "lambda"}):
    """The recursion: how much of a partner's worth hangs on his own standing."""

    lambda_: float
    rho: float
    tolerance: float


class Intervals(Setting, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How intervals are drawn."""

    draws: int
    seed: int
    level: float
    unknown: tuple[float, float]
    most: int = 20000


class Origin(Setting, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where a column of partner weights comes from: what it is, its unit and year, after whom, what a blank means."""

    what: str
    unit: str
    year: str
    source: str
    approximate: bool
    blank: str = ""


class Leverage(Setting, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """When leverage may be said to have inverted: from at least `sure` of the drawn worlds to at most 1 - `sure`."""

    sure: float
    least: float


class Search(Setting, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How much is tried, drawn and told (settings.toml says what each is)."""

    levers: int
    roots: int
    strongest: int
    sets: int
    noise: float
    neighbours: int
    band: int
    shape: float


class Words(Setting, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """When words may be used."""

    coverage: float
    tenth: float
    states: int


class Blank(Setting, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a blank partner weight stands for."""

    of_gdp: float = 0.0
    constant: float = 0.0


class Settings(Setting, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All judgement of the measures; `cite` names it."""

    name: str
    version: str
    standing: Standing
    intervals: Intervals
    words: Words
    stages: dict[str, float]
    acts: dict[str, Act]
    channels: dict[str, Channel]
    sources: dict[str, Origin]
    blanks: dict[str, Blank]
    blocs: dict[str, Bloc]
    needs: dict[str, Need]
    carries: dict[str, float]
    amounts: dict[str, tuple[str, ...]]
    alignment: tuple[str, ...]
    neighbourhoods: dict[str, tuple[str, ...]]
    leverage: Leverage
    search: Search
    weights: str
    background: str
    digest: str = ""

    @property
    def cite(self) -> str:
        """Name, version and the first digits of the hash of the three files, to be printed beside figures."""
        return f"{self.name} {self.version} ({self.digest[:8]})"

    @property
    def approximate(self) -> bool:
        """Whether any column of the partner weights is only good for shares of the world."""
        return any(origin.approximate for origin in self.sources.values())


@cache
def settings(path: Path | None = None) -> Settings:
    """The settings of `path`, or ours. BadData names what is wrong.

    >>> settings().version.count(".")
    1
    """
    file = path or HERE / "settings.toml"
    table: dict[str, Any] = dict(load_toml(file))
    table.setdefault("search", load_toml(HERE / "settings.toml")["search"])  # a copy from before it was there
    for name in ("weights", "background"):  # beside the settings; ours where your copy has none
        beside = Path(file).parent / str(table.get(name, f"{name}{KINDS[name]}"))
        table[name] = str(beside if beside.exists() else HERE / beside.name)
    table["digest"] = digest([Path(file), Path(table["weights"]), Path(table["background"])])
    found = checked(Path(file), table, Settings)
    for fault in faults(found):
        raise BadData(f"{file}: {fault}")
    return found


def digest(files: list[Path]) -> str:
    """The hash of some files, one after the other. BadData for one that cannot be read."""
    made = hashlib.sha256()
    for file in files:
        try:
            made.update(file.read_bytes())
        except OSError as wrong:
            raise BadData(f"{file}: {wrong.strerror or wrong}") from None
    return made.hexdigest()


def faults(s: Settings) -> list[str]:
    """What in the settings would break a property, in words."""
    found: list[str] = []
    ladder = [s.stages.get(rung, -1.0) for rung in RUNGS]
    if ladder != sorted(ladder) or ladder[0] < 0 or ladder[-1] > 1:
        found.append("[stages] must rise from sought to done within 0..1, else a promise could outweigh its delivery")
    if not (0 <= s.standing.lambda_ < 1 and s.standing.rho >= 0.5):
        found.append("[standing] needs 0 <= lambda < 1 and rho >= 0.5, else the recursion need not converge")
    for name, act in s.acts.items():
        for strength in (act.strength(""), *act.channels.values()):
            if not (-1 <= strength.given <= 1 and -1 <= strength.back <= 1):
                found.append(f"[acts.{name}] a strength lies outside -1..1")
    for what, total in (
        ("channels", sum(c.weight for c in s.channels.values())),
        ("needs", sum(n.weight for n in s.needs.values())),
    ):
        if abs(total - 1) > 1e-6:
            found.append(f"[{what}] the weights sum to {total:.3f}, not 1")
    return found
