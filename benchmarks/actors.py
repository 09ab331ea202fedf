"""Actors against the claims gold: is each coded actor of a gold claim among the mentions of its sentences?

    python benchmarks/actors.py [--misses N] [--half first|second|all] [seed fr en]

A gold actor is found when a mention in the sentences of the evidence, by its words or by what
they are resolved to, has its code. Implied actors (not in the sentences at all) are counted as
missed too, so 1.0 is out of reach. Also prints the time per token.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from typing import Any

from shared import lines, scorer, shared

from ostraka.reading.naming.actors import Actors, find
from ostraka.reading.parsing.parse import trees
from ostraka.reading.parsing.tree import Tree

SETS = {
    "seed": ("seed/article.jsonl", "seed/claims.jsonl"),
    "fr": ("corpus/dev.fr.jsonl", "corpus/dev.claims.fr.jsonl"),
    "en": ("corpus/dev.en.jsonl", "corpus/dev.claims.en.jsonl"),
}


def sentences(tree: Tree, start: int, end: int) -> list[int]:
    """The sentences that a range of characters touches."""
    return [k for k, (a, b) in enumerate(tree.sents) if tree.starts[a] < end and tree.ends[b - 1] > start]


def codes(actors: Actors, sents: list[int]) -> set[str | None]:
    """All codes that the words of some sentences stand for; names of mentions without one."""
    found: set[str | None] = set()
    for sent in sents:
        for token in range(*actors.tree.sents[sent]):
            for m in (*actors.at(token), *actors.of(token)):
                found.add(m.code if m.code else m.name)
    return found


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--misses", type=int, default=0)
    options.add_argument("--half", choices=["first", "second", "all"], default="all")
    options.add_argument("sets", nargs="*", default=list(SETS))
    args = options.parse_args()
    folder, judge = shared(), scorer("claims_eval")
    for name in args.sets:
        articles = lines(folder / SETS[name][0])
        middle = (len(articles) + 1) // 2
        if len(articles) > 1 and args.half != "all":
            articles = articles[:middle] if args.half == "first" else articles[middle:]
        measure(name, judge, articles, lines(folder / SETS[name][1]), args.misses)


def measure(name: str, judge: Any, articles: list[dict[str, Any]], gold: list[dict[str, Any]], misses: int) -> None:
    """Prints recall of one set."""
    language = articles[0]["lang"]
    parsed = dict(zip((a["id"] for a in articles), trees([a["text"] for a in articles], language), strict=True))
    began = time.perf_counter()
    found = {a["id"]: find(parsed[a["id"]], language, judge.published(a)) for a in articles}
    spent = (time.perf_counter() - began) / sum(len(t) for t in parsed.values())
    hit = total = 0
    missed: Counter[tuple[str, str]] = Counter()
    for row in gold:
        row.setdefault("article", articles[0]["id"])
        if row["article"] not in parsed or not row.get("core", True):
            continue
        tree = parsed[row["article"]]
        sents = sentences(tree, *judge.span(row, tree.text))
        have = codes(found[row["article"]], sents)
        for side in ("from", "to"):
            code = row.get(side)
            if not code or code.startswith("@") or code == "?":
                continue
            total += 1
            if code in have:
                hit += 1
            else:
                words = " ".join(tree.words_of(*tree.sents[k]) for k in sents).replace("\n", " ")
                missed[code, f"{row['article']}: {words[:300]}"] += 1
    rate = hit / max(1, total)
    print(f"{name}: coded actors of core claims found {hit}/{total} = {rate:.3f}; {spent * 1e6:.1f} µs a token")
    for (code, where), n in missed.most_common(misses):
        print(f"    {n} × {code}  {where}")


if __name__ == "__main__":
    main()
