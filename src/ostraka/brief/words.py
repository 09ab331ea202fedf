"""The words of a language for briefs: names with their articles, dates, numbers, templates (all from data files)."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from ostraka.errors import UnknownName
from ostraka.languages.pack import load_toml
from ostraka.states import table as states_table

__all__ = ["Words", "words", "written_languages"]

HERE = Path(__file__).parent
AGREES = re.compile(r"\{(\w+)\}|\[([^|\]]*)\|([^\]]*)\]")


def written_languages() -> tuple[str, ...]:
    """The languages in which a brief can be written."""
    return tuple(sorted(path.name.split(".")[1] for path in HERE.glob("phrases.*.toml")))


class Words:
    """The phrases and names of one language."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.phrases: dict[str, Any] = load_toml(HERE / f"phrases.{language}.toml")
        with (HERE / f"names.{language}.csv").open(encoding="utf-8", newline="") as lines:
            rows = csv.DictReader(line for line in lines if not line.startswith("#"))
            self.names = {row["code"]: row["name"] for row in rows}

    def name(self, code: str | None) -> str:
        """A state or body as it stands in a sentence, article included; the code itself where we have no name."""
        if code is None or code.startswith("?"):
            return str(self.phrases["somebody"])
        return self.names.get(code) or states_table.names().get(code) or code

    def bare(self, code: str) -> str:
        """A name for a heading or a table cell: capital first."""
        return capital(self.name(code))

    def say(self, path: str, **slots: object) -> str:
        """The template at `path` ("sentences.relief"), filled, agreed and contracted."""
        return self.fill(self.template(path), slots)

    def template(self, path: str) -> str:
        """The template itself; UnknownName where the language has none."""
        found: Any = self.phrases
        for step in path.split("."):
            if not isinstance(found, Mapping) or step not in found:
                raise UnknownName(f"phrases.{self.language}.toml has no {path!r}")
            found = found[step]
        return str(found)

    def fill(self, template: str, slots: Mapping[str, object]) -> str:
        """A template with its slots filled; [one|many] agrees with the slot before it."""
        made, at, last = [], 0, ""
        for match in AGREES.finditer(template):
            made.append(template[at : match.start()])
            at = match.end()
            if match[1]:
                last = str(slots[match[1]])
                made.append(last)
            else:
                made.append(match[3] if self.is_plural(last) else match[2])
        text = "".join([*made, template[at:]])
        for apart, joined in self.phrases["contract"]:
            text = text.replace(f" {apart}", f" {joined}")
        return text

    def is_plural(self, name: str) -> bool:
        """Whether a name takes a plural verb, or a number as it is written a plural noun."""
        try:
            number = float(name.replace(str(self.phrases["decimal"]), ".").replace("−", "-"))
        except ValueError:
            return self._is_plural_name(name)
        return bool(abs(number) >= self.phrases["plural_from"])

    def _is_plural_name(self, name: str) -> bool:
        return name.startswith(tuple(self.phrases["plural"]))

    def count(self, path: str, n: int) -> str:
        """A counted thing: the template for one, or for more (French counts 0 as one, English as more)."""
        one, many = self.phrases["sentences"][path]
        return str(one if n == 1 else many).format(n=n)

    def ago(self, days: int) -> str:
        """How long before, in the largest fitting unit: days, then whole months, then whole years."""
        for least, unit, template in self.phrases["sentences"]["ago_longer"]:
            if days >= least:
                return str(template).format(n=int(days / unit))
        return self.count("ago", days)

    def day(self, iso: str | None) -> str:
        """A date in words: a day, a month or a year, as precise as it is."""
        if not iso:
            return str(self.phrases["page"]["no_date"])
        parts = iso.split("-")
        if len(parts) == 1:
            return parts[0]
        month = self.phrases["months"][int(parts[1]) - 1]
        if len(parts) == 2:
            return str(self.phrases["month_year"]).format(month=month, year=parts[0])
        first = self.phrases["first_of_month"]
        number = first if int(parts[2]) == 1 else int(parts[2])
        return str(self.phrases["date"]).format(day=number, month=month, year=parts[0])

    def listed(self, items: list[str]) -> str:
        """Items in a row: "a, b and c"."""
        if len(items) < 2:
            return "".join(items)
        return str(self.phrases["comma"]).join(items[:-1]) + str(self.phrases["and"]) + items[-1]

    def number(self, value: float) -> str:
        """Isolation, to a tenth of a point, with the language's decimal mark."""
        return self._mark(f"{value:.1f}")

    def signed(self, value: float) -> str:
        """Points with their sign, a real minus."""
        return self._mark(f"{value:+.2f}".replace("-", "−"))

    def credence(self, value: float) -> str:
        """A probability, to a hundredth."""
        return self._mark(f"{value:.2f}")

    def share(self, value: float) -> str:
        """A share of the world's weight."""
        return self._mark(f"{round(value, 3) + 0.0:.3f}").replace("-", "−")

    def amount(self, value: float) -> str:
        """An amount in round words: "2.3 thousand million"."""
        for size, name in ((1e9, "milliard"), (1e6, "million"), (1e3, "thousand")):
            if value >= size:
                return f"{self._mark(f'{value / size:.3g}')}{self.phrases[name]}"
        return self._mark(f"{value:.3g}")

    def percent(self, value: float) -> str:
        """A share as a percentage."""
        key = "percent_small" if 0 < value < 0.005 else "percent_large" if 0.99 < value < 1 else "percent"
        return str(self.phrases[key]).format(n=f"{100 * value:.0f}")

    def _mark(self, digits: str) -> str:
        return digits.replace(".", str(self.phrases["decimal"]))

    def negated(self, goods: str) -> str:
        """Goods of which there are none any more: French "du gaz" is "de gaz" behind "plus"."""
        text = f" {goods}"
        for affirmed, denied in self.phrases["negated"]:
            text = text.replace(affirmed, denied)
        return text[1:]

    def goods(self, codes: tuple[str, ...], channel: str, most: int = 3) -> str:
        """What flows: the named goods (the specific ones, where both are named), or what the channel carries."""
        special = [c for c in codes if not any(o != c and o.startswith(f"{c}.") for o in codes)]
        named = [self._good(c) for c in special]
        known = list(dict.fromkeys(n for n in named if n))
        return self.listed(known[:most]) or str(self.phrases["channel_goods"].get(channel, channel))

    def _good(self, code: str) -> str | None:
        while code:
            if code in self.phrases["goods"]:
                return str(self.phrases["goods"][code])
            code = code.rpartition(".")[0]
        return None


@cache
def words(language: str) -> Words:
    """The words of a language; UnknownName lists those that we write."""
    if language not in written_languages():
        raise UnknownName(f"no briefs in {language!r}: we write {', '.join(written_languages())}")
    return Words(language)


def capital(text: str) -> str:
    """The text with its first letter a capital; the rest untouched."""
    return text[:1].upper() + text[1:]


def days_between(earlier: str | None, later: str | None) -> int | None:
    """Days from one ISO date to another; None where either is not a full date."""
    try:
        return (date.fromisoformat(later or "") - date.fromisoformat(earlier or "")).days
    except ValueError:
        return None
