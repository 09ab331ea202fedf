"""Claims against gold: the founding article and the dev articles of each language.

    python benchmarks/claims.py [--show] [--half first|second|all]

Prints, per set, precision, recall and F1 at `pair`, `act` and `full`, the fields of matched
claims, and the confusion of factuality values. The first seven dev articles of each language
(in file order) were learned from; the last seven are kept for checking.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter

import msgspec
from shared import lines, scorer, shared

from ostraka import intake
from ostraka.reading import read

SETS = {
    "seed": ("seed/article.jsonl", "seed/claims.jsonl"),
    "fr": ("corpus/dev.fr.jsonl", "corpus/dev.claims.fr.jsonl"),
    "en": ("corpus/dev.en.jsonl", "corpus/dev.claims.en.jsonl"),
}


def halves(rows: list[dict], half: str) -> list[dict]:
    """The articles learned from, those kept for checking, or all."""
    middle = (len(rows) + 1) // 2
    return {"first": rows[:middle], "second": rows[middle:], "all": rows}[half] if len(rows) > 1 else rows


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--half", choices=["first", "second", "all"], default="all")
    options.add_argument("--show", action="store_true", help="list what was missed and what was too much")
    options.add_argument("sets", nargs="*", default=list(SETS))
    args = options.parse_args()
    folder, judge = shared(), scorer("claims_eval")
    for name in args.sets:
        articles = halves(lines(folder / SETS[name][0]), args.half)
        texts = {a["id"]: a["text"] for a in articles}
        gold: dict[str, list[dict]] = {a: [] for a in texts}
        for row in lines(folder / SETS[name][1]):
            row.setdefault("article", articles[0]["id"])
            if row["article"] in gold:
                row["_span"] = judge.span(row, texts[row["article"]])
                gold[row["article"]].append(row)
        given = [
            intake.article(a["text"], id=a["id"], language=a["lang"], published=judge.published(a)) for a in articles
        ]
        read_claims = {}
        for reading in read(given):
            rows = [json.loads(msgspec.json.encode(c)) for c in reading.claims]
            name_of = reading.article.id
            read_claims[name_of] = judge.checked(rows, {"id": name_of, "text": texts[name_of]})
        report(name, judge, read_claims, gold, texts if args.show else None)


def report(name: str, judge, read_claims: dict, gold: dict, texts: dict | None) -> None:
    """Prints the figures of one set."""
    scores = judge.scores([judge.count(read_claims[a], gold[a]) for a in gold])
    wanted = sum(g.get("core", True) for rows in gold.values() for g in rows)
    print(f"{name}: gold {wanted}, read {sum(map(len, read_claims.values()))}")
    for level in ("pair", "act", "full"):
        print("  {:5} P {:.2f}  R {:.2f}  F1 {:.3f}".format(level, *scores[level]))
    print("  " + "  ".join(f"{f} {scores[f][0]:.2f}/{scores[f][1]}" for f in judge.FIELDS))
    confusion = Counter()
    for a in gold:
        for i, j in judge.match(read_claims[a], gold[a], "act"):
            confusion[gold[a][j]["factuality"], read_claims[a][i]["factuality"]] += 1
    print("  factuality (gold→read): " + "  ".join(f"{g}→{r} {n}" for (g, r), n in sorted(confusion.items())))
    if texts is not None:
        show(judge, read_claims, gold, texts)


def show(judge, read_claims: dict, gold: dict, texts: dict) -> None:
    """Lists what was missed and what was too much."""
    for a, text in texts.items():
        pairs = judge.match(read_claims[a], gold[a], "act")
        hit_read, hit_gold = {i for i, _ in pairs}, {j for _, j in pairs}
        for j, g in enumerate(gold[a]):
            if j not in hit_gold and g.get("core", True):
                print(f"  {a} missed   {g['act']} {g['from']}>{g['to']}: {text[slice(*g['_span'])]!r}")
        for i, c in enumerate(read_claims[a]):
            if i not in hit_read:
                ends = f"{judge.code(c.get('from'))}>{judge.code(c.get('to'))}"
                print(f"  {a} too much {c['act']} {ends} ({c['rules'][0]}): {text[slice(*c['_span'])]!r}")


if __name__ == "__main__":
    main()
