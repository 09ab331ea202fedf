"""Claims against gold: the founding article and the dev articles of each language.

    python benchmarks/claims.py [--show] [--kinds] [--fields] [--half first|second|all] [seed fr en]
    python benchmarks/claims.py --articles ARTICLES.jsonl --gold CLAIMS.jsonl     # texts of your own

Prints, per set, precision, recall and F1 at `pair`, `act` and `full`, the fields of matched
claims, and the confusion of factuality values. `--kinds` counts why claims are missed (no word
of the tables, a frame that stopped, other ends, another act) and why others are too many. The
first seven dev articles of each language (in file order) were learned from; the last seven are
kept for checking.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path
from typing import Any

import msgspec
from shared import lines, scorer, shared

from ostraka import intake
from ostraka.reading.assembly import read_tree
from ostraka.reading.layers import layers
from ostraka.reading.parsing.parse import trees

SETS = {
    "seed": ("seed/article.jsonl", "seed/claims.jsonl"),
    "fr": ("corpus/dev.fr.jsonl", "corpus/dev.claims.fr.jsonl"),
    "en": ("corpus/dev.en.jsonl", "corpus/dev.claims.en.jsonl"),
}
MOST = 20  # kinds of error listed


def halves(rows: list[dict], half: str) -> list[dict]:
    """The articles learned from, those kept for checking, or all."""
    middle = (len(rows) + 1) // 2
    return {"first": rows[:middle], "second": rows[middle:], "all": rows}[half] if len(rows) > 1 else rows


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--half", choices=["first", "second", "all"], default="all")
    options.add_argument("--show", action="store_true", help="list what was missed and what was too much")
    options.add_argument("--kinds", action="store_true", help="count the kinds of error")
    options.add_argument("--fields", action="store_true", help="list matched claims with a wrong source, stage or sign")
    options.add_argument("--articles", type=Path, help="articles of your own (.jsonl: id, lang, date, text)")
    options.add_argument("--gold", type=Path, help="their claims (.jsonl)")
    options.add_argument("sets", nargs="*", default=list(SETS))
    args = options.parse_args()
    folder, judge = shared(), scorer("claims_eval")
    sets = {name: (folder / SETS[name][0], folder / SETS[name][1]) for name in args.sets}
    if args.articles:
        sets = {args.articles.stem: (args.articles, args.gold)}
    for name, (texts, gold) in sets.items():
        Set(name, judge, halves(lines(texts), args.half), lines(gold)).report(
            show=args.show, kinds=args.kinds, fields=args.fields
        )


class Set:
    """One set of articles, their gold and what was read of them."""

    def __init__(self, name: str, judge: Any, articles: list[dict], rows: list[dict]) -> None:
        self.name, self.judge = name, judge
        self.texts = {a["id"]: a["text"] for a in articles}
        self.gold: dict[str, list[dict]] = {a: [] for a in self.texts}
        for row in rows:
            row.setdefault("article", articles[0]["id"])
            if row["article"] in self.gold:
                row["_span"] = judge.span(row, self.texts[row["article"]])
                self.gold[row["article"]].append(row)
        self.read: dict[str, list[dict]] = {}
        self.steps: dict[str, list[tuple[int, str, str]]] = {}  # offset, rule, outcome
        for a in articles:
            self.read_one(a)

    def read_one(self, row: dict) -> None:
        """Reads an article, keeping the frames that were tried."""
        article = intake.article(row["text"], id=row["id"], language=row["lang"], published=self.judge.published(row))
        tree = next(trees([article.repaired], article.language))
        found = layers(article, tree)
        found.finder.steps = []
        for _ in found.finder.acts():
            pass
        self.steps[article.id] = [
            (found.offsets.span(tree.starts[s.token], tree.ends[s.token]).start, s.rule, s.outcome)
            for s in found.finder.steps
        ]
        claims = [json.loads(msgspec.json.encode(c)) for c in read_tree(article, tree)[0]]
        self.read[article.id] = self.judge.checked(claims, {"id": article.id, "text": row["text"]})

    def report(self, *, show: bool, kinds: bool, fields: bool = False) -> None:
        """Prints the figures of the set."""
        judge = self.judge
        scores = judge.scores([judge.count(self.read[a], self.gold[a]) for a in self.gold])
        wanted = sum(g.get("core", True) for rows in self.gold.values() for g in rows)
        print(f"{self.name}: gold {wanted}, read {sum(map(len, self.read.values()))}")
        for level in ("pair", "act", "full"):
            print("  {:5} P {:.2f}  R {:.2f}  F1 {:.3f}".format(level, *scores[level]))
        print("  " + "  ".join(f"{f} {scores[f][0]:.2f}/{scores[f][1]}" for f in judge.FIELDS))
        confusion = Counter()
        for a in self.gold:
            for i, j in judge.match(self.read[a], self.gold[a], "act"):
                confusion[self.gold[a][j]["factuality"], self.read[a][i]["factuality"]] += 1
        print("  factuality (gold→read): " + "  ".join(f"{g}→{r} {n}" for (g, r), n in sorted(confusion.items())))
        if fields:
            self.wrong_fields()
        missed, excess = self.errors()
        if show:
            for a, g, kind in missed:
                start, end = g["_span"]
                print(f"  {a} missed   {g['act']} {g['from']}>{g['to']}: {self.texts[a][start:end]!r}  [{kind}]")
            for a, c, kind in excess:
                start, end = c["_span"]
                ends = f"{judge.code(c.get('from'))}>{judge.code(c.get('to'))}"
                text = self.texts[a][start:end]
                print(f"  {a} too much {c['act']} {ends} ({c['rules'][0]}): {text!r}  [{kind}]")
        if kinds:
            for title, found in (("missed", missed), ("too much", excess)):
                for kind, n in Counter(kind for _, _, kind in found).most_common(MOST):
                    print(f"  {title:9}{n:4}  {kind}")

    def wrong_fields(self) -> None:
        """Lists the matched claims whose first source, stage or factuality is wrong."""
        for a in self.gold:
            for i, j in self.judge.match(self.read[a], self.gold[a], "act"):
                c, g = self.read[a][i], self.gold[a][j]
                agreed, (start, end) = self.judge.agree(c, g), g["_span"]
                told = [[x.get("name") or x.get("actor") for x in row.get("sources") or ()] for row in (g, c)]
                both = {"source": told} | {f: [g[f], c[f]] for f in ("stage", "factuality")}
                wrong = {f: v for f, v in both.items() if not agreed[f]}
                if wrong:
                    print(f"  {a} {g['act']} {g['from']}>{g['to']} {wrong}: {self.texts[a][start:end]!r} {c['rules']}")

    def errors(self) -> tuple[list[tuple[str, dict, str]], list[tuple[str, dict, str]]]:
        """What was missed and what was too much, each with its kind."""
        missed, excess = [], []
        for a in self.texts:
            pairs = self.judge.match(self.read[a], self.gold[a], "act")
            hit_read, hit_gold = {i for i, _ in pairs}, {j for _, j in pairs}
            missed += [
                (a, g, self.why_missed(a, g))
                for j, g in enumerate(self.gold[a])
                if j not in hit_gold and g.get("core", True)
            ]
            excess += [(a, c, self.why_excess(a, c)) for i, c in enumerate(self.read[a]) if i not in hit_read]
        return missed, excess

    def overlapping(self, row: dict, others: list[dict]) -> list[dict]:
        """The claims whose evidence overlaps."""
        start, end = row["_span"]
        return [o for o in others if o["_span"][0] < end and start < o["_span"][1]]

    def pair(self, row: dict) -> set:
        """Both ends, comparable."""
        return {self.judge.code(row.get("from")), self.judge.code(row.get("to"))}

    def why_missed(self, a: str, g: dict) -> str:
        """The kind of a miss."""
        near = self.overlapping(g, self.read[a])
        same_act = [c for c in near if c["act"] == g["act"]]
        if same_act:
            return f"{g['act']}: read, with other ends" if self.pair(same_act[0]) != self.pair(g) else "read once only"
        if any(self.pair(c) == self.pair(g) for c in near):
            return f"{g['act']}: read as another act"
        start, end = g["_span"]
        tried = [(r, o) for at, r, o in self.steps[a] if start <= at < end and r.startswith(g["act"] + ".")]
        if tried:
            return f"{g['act']}: a frame {tried[0][1]}"
        return f"{g['act']}: no word of the tables"

    def why_excess(self, a: str, c: dict) -> str:
        """The kind of a claim too many."""
        near = self.overlapping(c, self.gold[a])
        same_act = [g for g in near if g["act"] == c["act"]]
        if same_act:
            return f"{c['act']}: said twice" if self.pair(same_act[0]) == self.pair(c) else f"{c['act']}: wrong ends"
        if any(self.pair(g) == self.pair(c) for g in near):
            return f"{c['act']}: gold has another act"
        return f"{c['act']}: nothing in gold" + (" (a guessed end)" if c.get("trouble") else "")


if __name__ == "__main__":
    main()
