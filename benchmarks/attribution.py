"""Attributions against the open gold: PolNeAR dev (English), the French dev articles, the founding article.

    python benchmarks/attribution.py [--halves] [--out FOLDER] [en fr seed]

Prints what the shared scorer prints (attribution_eval.py), direct speech alone for each set, and the layer's
time per word. `--halves` scores every second article apart from the others, as a check against learning
the set by heart. The shared folder is not part of the project; without it this says so and stops.
"""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path
from typing import Any

from shared import scorer, shared

from ostraka.reading.attributing.attribution import find
from ostraka.reading.attributing.passages import char_spans, ranges
from ostraka.reading.naming.actors import find as find_actors
from ostraka.reading.parsing.parse import trees
from ostraka.reading.parsing.tree import Tree

SETS = {
    "en": ("bench/polnear-dev", "en", "PolNeAR dev"),
    "fr": ("corpus/dev.attributions.fr", "fr", "French dev articles"),
    "seed": ("seed/attributions", "fr", "founding article"),
}


def predicted(tree: Tree, language: str) -> tuple[list[dict[str, Any]], float, float]:
    """The passages in the scorer's form, and the seconds that actors and attribution took."""
    start = time.perf_counter()
    actors = find_actors(tree, language)
    middle = time.perf_counter()
    found = find(tree, language, actors)
    end = time.perf_counter()
    rows = [
        {
            "source": char_spans(tree, p.source_tokens),
            "cue": char_spans(tree, ranges(p.cue_tokens)),
            "content": p.content,
        }
        for p in found
    ]
    return rows, middle - start, end - middle


def main() -> None:
    """Reads every article once and scores it."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("sets", nargs="*", default=list(SETS))
    options.add_argument("--halves", action="store_true")
    options.add_argument("--out", type=Path)
    args = options.parse_args()
    score = scorer("attribution_eval")
    for name in args.sets or SETS:
        folder, language, title = SETS[name]
        gold = score.read_gold(score.find_split(str(shared() / folder), "test"))
        texts = {doc_id: text for doc_id, (text, _) in gold.items()}
        answers, seconds, words = {}, 0.0, 0
        for doc_id, tree in zip(texts, trees(texts.values(), language), strict=True):
            answers[doc_id], _, taken = predicted(tree, language)
            seconds, words = seconds + taken, words + len(tree)
        print(f"\n== {title}: {len(gold)} articles, {1e6 * seconds / max(1, words):.0f} µs a word")
        groups = {"": list(gold)}
        if args.halves:
            groups |= {" (even articles)": list(gold)[::2], " (odd articles)": list(gold)[1::2]}
        for label, ids in groups.items():
            report(score, gold, answers, ids, label)
        if args.out:
            write(args.out / f"{name}.jsonl", answers)


def report(score: Any, gold: Any, answers: dict[str, Any], ids: list[str], label: str) -> None:
    """The scorer's own report, and direct speech alone."""
    for direct in (False, True):
        counts = []
        for doc_id in ids:
            text, annotators = gold[doc_id]
            document = score.Document(text)
            counts.append(score.average([score.score(document, a, answers[doc_id], direct) for a in annotators]))
        score.report(counts, types=not direct, title=("direct speech only" if direct else "all") + label)


def write(path: Path, answers: dict[str, Any]) -> None:
    """The predictions as JSON lines, for the scorer's command line."""
    path.parent.mkdir(parents=True, exist_ok=True)
    rows = (json.dumps({"doc_id": d, "attributions": a}) for d, a in answers.items())
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
