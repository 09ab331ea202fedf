"""Certainty and polarity of events against the MEANTIME corpus (open half): macro F1, accuracy, confusion.

    python benchmarks/meantime.py [--misses]

Every annotated event's word is judged by the same `Judge` that judges claims, without what its speakers
add (attribution). FactBank's values are mapped so: CT, PR, PS are CERTAIN, PROBABLE, POSSIBLE;
Uu is UNDERSPECIFIED in certainty and in polarity; + and - are POS and NEG. What is certain only by its stage: attempts
are POSSIBLE, a sure forecast PROBABLE, a wish UNDERSPECIFIED (nobody says that it will be). The mapping was chosen
on this half. Events without a label are left out.
Macro F1 is the mean over the labels that the corpus uses.
"""

from __future__ import annotations

import sys
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from shared import shared

from ostraka.reading.acting.factuality import Judge, Judgement
from ostraka.reading.acting.roles import Roles
from ostraka.reading.acting.syntax import syntax_of
from ostraka.reading.parsing.parse import trees
from ostraka.reading.parsing.tree import Tree

LANGUAGE = "en"
CERTAINTY = {"CT": "CERTAIN", "PR": "PROBABLE", "PS": "POSSIBLE", "Uu": "UNDERSPECIFIED"}
POLARITY = {"+": "POS", "-": "NEG", "u": "UNDERSPECIFIED"}
NOT_YET = {"sought": "UNDERSPECIFIED", "attempted": "POSSIBLE", "predicted": "PROBABLE"}


class Event(NamedTuple):
    """One annotated event: offsets of its words and its labels."""

    spans: tuple[tuple[int, int], ...]
    certainty: str
    polarity: str


def events(path: Path) -> tuple[str, list[Event]]:
    """A file's text (tokens joined by blanks, sentences by line ends) and its events."""
    root = ET.parse(path).getroot()
    text, where, sentence = "", {}, None
    for token in root.iter("token"):
        now, word = token.get("sentence"), token.text or ""
        text += "" if sentence is None else "\n" if now != sentence else " "
        sentence = now
        where[token.get("t_id")] = (len(text), len(text) + len(word))
        text += word
    found = []
    for e in root.iter("EVENT_MENTION"):
        spans = tuple(where[a.get("t_id")] for a in e.iter("token_anchor") if a.get("t_id") in where)
        if spans and e.get("certainty") and e.get("polarity"):
            found.append(Event(spans, e.get("certainty", ""), e.get("polarity", "")))
    return text, found


def labels_of(judgement: Judgement) -> tuple[str, str]:
    """Certainty and polarity, in the corpus's labels, of a judgement."""
    value = judgement.factuality
    certainty = CERTAINTY[value[:2]]
    if certainty == "CERTAIN":
        certainty = NOT_YET.get(judgement.stage or "", certainty)
    return certainty, POLARITY[value[-1]]


def head(tree: Tree, event: Event) -> int | None:
    """The event's word: of its tokens the one that the others hang on; None when no token lies there."""
    starts = [tree.chars(k, k + 1) for k in range(len(tree))]
    tokens = [k for k, (a, b) in enumerate(starts) if any(a < end and start < b for start, end in event.spans)]
    return next((k for k in tokens if tree.heads[k] not in tokens or tree.heads[k] == k), None)


def judged() -> Iterator[tuple[Event, Judgement | None, str]]:
    """Every event, how it is judged (None: no token found), and its sentence."""
    samples = [events(p) for p in sorted((shared() / "bench" / "meantime-open").glob("*.xml"))]
    for (_, found), tree in zip(samples, trees([t for t, _ in samples], LANGUAGE), strict=True):
        roles = Roles(tree, syntax_of(LANGUAGE))
        judge = Judge(tree, roles, LANGUAGE)
        for event in found:
            token = head(tree, event)
            if token is None:
                yield event, None, ""
                continue
            light = None if roles.is_verb(token) else roles.light_verb(token)
            first, last = tree.sent_range(token)
            shown = f"[{tree.words[token]}] {tree.words_of(first, last)}"
            yield event, judge.judge(token, light), shown


def report(name: str, pairs: Counter[tuple[str, str]]) -> None:
    """Macro F1, accuracy and the confusion (rows gold, columns read)."""
    labels = sorted({g for g, _ in pairs}, key=lambda x: -sum(n for (g, _), n in pairs.items() if g == x))
    f1 = []
    for label in labels:
        right = pairs[label, label]
        either = sum(n * ((g == label) + (r == label)) for (g, r), n in pairs.items())
        f1.append(2 * right / either if either else 0.0)
    total, hits = sum(pairs.values()), sum(pairs[x, x] for x in labels)
    print(f"{name:10} macro F1 {sum(f1) / len(f1):.3f}  accuracy {hits / total:.3f} of {total}")
    columns = [*labels, *sorted({r for _, r in pairs} - set(labels))]
    print(" " * 16 + " ".join(f"{c:>14}" for c in columns) + "      F1")
    for label, value in zip(labels, f1, strict=True):
        print(f"{label:16}" + " ".join(f"{pairs[label, c]:14}" for c in columns) + f"   {value:.3f}")


def main() -> None:
    """Prints both tables, and with --misses every event read otherwise."""
    certainty, polarity, lost = Counter[tuple[str, str]](), Counter[tuple[str, str]](), 0
    for event, judgement, shown in judged():
        if judgement is None:
            lost += 1
            continue
        read = labels_of(judgement)
        certainty[event.certainty, read[0]] += 1
        polarity[event.polarity, read[1]] += 1
        if "--misses" in sys.argv and read != (event.certainty, event.polarity):
            print(f"{event.certainty} {event.polarity} read {' '.join(read)} {judgement.rules}: {shown}")
    report("certainty", certainty)
    report("polarity", polarity)
    if lost:
        print(f"{lost} events with no token in the parse")


if __name__ == "__main__":
    main()
