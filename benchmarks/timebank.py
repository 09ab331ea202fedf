"""Time values against the French TimeBank and the MEANTIME corpus (open halves): extent found, value right, by kind.

    python benchmarks/timebank.py [--misses]

Of every annotated date expression with a calendar value: is one found that overlaps it, and is its interval, written
at the granularity of the annotation (day, month, year, week), the annotated value.
"""

from __future__ import annotations

import re
import sys
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterator
from datetime import date
from html import unescape
from pathlib import Path
from typing import NamedTuple

from shared import shared

from ostraka.reading.dating import times
from ostraka.reading.parsing.parse import trees

# Rules whose two ends the corpora annotate apart.
RANGES = frozenset({"between", "year-range", "month-range", "day-range", "weekday-range", "weekday-night"})
VALUE = re.compile(r"\d{4}(-\d{2}(-\d{2})?|-W\d{2}|-Q\d)?$")


class Gold(NamedTuple):
    """One annotated expression: offsets in the text, its value and type."""

    start: int
    end: int
    text: str
    value: str
    type: str


class Sample(NamedTuple):
    """One annotated text."""

    id: str
    text: str
    published: str | None
    gold: tuple[Gold, ...]


def timebank(path: Path) -> Sample:
    """A TimeML file with its tags taken out and the offsets of its TIMEX3 kept."""
    raw = path.read_text(encoding="utf-8")
    created = re.search(r'CREATION_TIME"[^>]*?value="([^"]*)"', raw)
    body = raw[raw.index("<TEXT>") + 6 : raw.index("</TEXT>")]
    text, gold, open_ = "", [], None
    for piece in re.split(r"(<[^>]+>)", body):
        if piece.startswith("<TIMEX3"):
            fields = dict(re.findall(r'(\w+)="([^"]*)"', piece))
            open_ = None if piece.endswith("/>") else (len(text), fields)
        elif piece.startswith("</TIMEX3") and open_ is not None:
            start, fields = open_
            gold.append(Gold(start, len(text), text[start:], fields.get("value", ""), fields.get("type", "")))
            open_ = None
        elif not piece.startswith("<"):
            text += unescape(piece)
    return Sample(path.stem, text, created[1] if created else None, tuple(gold))


def meantime(path: Path) -> Sample:
    """A MEANTIME file: its tokens joined by blanks (sentences by line ends), offsets of its TIMEX3."""
    root = ET.parse(path).getroot()
    text, where, sentence = "", {}, None
    for token in root.iter("token"):
        now = token.get("sentence")
        text += "" if sentence is None else "\n" if now != sentence else " "
        sentence, word = now, token.text or ""
        where[token.get("t_id")] = (len(text), len(text) + len(word))
        text += word
    created, gold = None, []
    for t in root.iter("TIMEX3"):
        spans = [where[a.get("t_id")] for a in t.iter("token_anchor")]
        value = t.get("value", "")
        if t.get("functionInDocument") == "CREATION_TIME":
            created = value if VALUE.match(value) else None
        if spans:
            gold.append(Gold(spans[0][0], spans[-1][1], text[spans[0][0] : spans[-1][1]], value, t.get("type", "")))
    return Sample(path.stem, text, created, tuple(gold))


def at_grain(day: str | None, value: str) -> str | None:
    """A day written at the granularity of a value."""
    if day is None:
        return None
    if "W" in value:
        year, week, _ = date.fromisoformat(day).isocalendar()
        return f"{year}-W{week:02}"
    if "Q" in value:
        return f"{day[:4]}-Q{(int(day[5:7]) + 2) // 3}"
    return day[: len(value)]


def measure(samples: list[Sample], language: str, misses: bool) -> None:
    """Prints the figures of one corpus."""
    count: Counter[str] = Counter()
    kinds: Counter[tuple[str, bool]] = Counter()
    for sample, tree in zip(samples, trees([s.text for s in samples], language), strict=True):
        found = times.find(tree, language, sample.published).mentions
        for gold in dated(sample):
            count["gold"] += 1
            near = [m for m in found if m.start_char < gold.end and gold.start < m.end_char]
            if not near:
                if misses:
                    print(f"  missed  {sample.published} {gold.text!r} = {gold.value}  in {context(sample, gold)!r}")
                continue
            m = min(near, key=lambda m: abs(m.start_char - gold.start) + abs(m.end_char - gold.end))
            count["found"] += 1
            right = right_value(m, gold.value)
            count["right"] += right
            kinds[m.kind, right] += 1
            if misses and not right:
                read = f"read {m.start} – {m.end} ({m.rule}: {m.text!r})"
                print(
                    f"  wrong   {sample.published} {gold.text!r} = {gold.value}, {read}  in {context(sample, gold)!r}"
                )
    total = count["gold"]
    found_share, right_share = count["found"] / total, count["right"] / total
    print(f"{language}: {total} dated expressions; found {found_share:.2f}; value right {right_share:.2f}")
    for kind in sorted({k for k, _ in kinds}):
        good, bad = kinds[kind, True], kinds[kind, False]
        print(f"    {kind:10} {good:4} right of {good + bad}")


def right_value(m: times.TimeMention, value: str) -> bool:
    """Whether both ends of the interval fall in the annotated unit; of a range or an open span,
    whose ends are annotated apart, one end."""
    if m.kind == "open" or m.rule in RANGES:
        return value in (at_grain(m.start, value), at_grain(m.end, value))
    return at_grain(m.start, value) == value == at_grain(m.end, value)


def dated(sample: Sample) -> Iterator[Gold]:
    """The annotated dates that have a calendar value."""
    return (g for g in sample.gold if g.type == "DATE" and VALUE.match(g.value))


def context(sample: Sample, gold: Gold) -> str:
    """The words around an annotation."""
    return " ".join(sample.text[max(0, gold.start - 60) : gold.end + 40].split())


def main() -> None:
    """Prints both corpora."""
    bench, misses = shared() / "bench", "--misses" in sys.argv
    measure([timebank(p) for p in sorted((bench / "fr-timebank-open").glob("*.tml"))], "fr", misses)
    measure([meantime(p) for p in sorted((bench / "meantime-open").glob("*.xml"))], "en", misses)


if __name__ == "__main__":
    main()
