"""PLOVER event types against two sets of English sentences: PLV (train half) and the PLOVER gold records (open half).

    python benchmarks/events.py

PLV gives a source and a target in each sentence and asks for the root; the gold records ask for
who did what to whom. PLV is read twice: as the ledger reads, claims of states and bodies only, and
`wide`, as event data wants it (docs/reading.md), since most of its sentences tell of courts, crowds
and parties at home. Needs the shared test sets (see shared.py) and says so without them.
"""

from __future__ import annotations

import csv
import json
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from types import ModuleType

import msgspec
from shared import scorer, shared

from ostraka import intake
from ostraka.claims import Actor, Claim
from ostraka.reading import read


def claims_of(texts: dict[str, str], *, wide: bool = False) -> dict[str, tuple[Claim, ...]]:
    """The claims of many English sentences by id."""
    articles = (intake.article(t, id=i, language="en") for i, t in texts.items())
    return {r.article.id: r.claims for r in read(articles, wide=wide)}


def plv() -> None:
    """Root accuracy on PLV, and the most frequent confusions."""
    judge = scorer("plv_eval")
    rows = list(csv.DictReader((shared() / "bench/plv-train.tsv").open(encoding="utf-8"), delimiter="\t"))
    plain = [judge.re.sub(r"</?[st]>", "", r["marked_sentence"]) for r in rows]
    ids = {text: f"s{n}" for n, text in enumerate(sorted(set(plain)))}
    for wide in (False, True):
        found = claims_of({i: t for t, i in ids.items()}, wide=wide)
        judged(rows, [found[ids[text]] for text in plain], judge, "wide" if wide else "as the ledger reads")


def judged(rows: list[dict[str, str]], found: list[tuple[Claim, ...]], judge: ModuleType, name: str) -> None:
    """Prints the figures of one reading of PLV: the claims of each row's sentence."""
    wanted, said = [], []
    for row, of_row in zip(rows, found, strict=True):
        claims = [json.loads(msgspec.json.encode(c)) for c in of_row]
        answer = judge.answer(claims, judge.marked(row, "s"), judge.marked(row, "t"))
        wanted.append(row["gold_root"])
        said.append(judge.YIELD.get(answer, answer))
    right = sum(a == b for a, b in zip(wanted, said, strict=True))
    answered = sum(s is not None for s in said)
    share = answered / len(rows)
    print(f"PLV, {name}: rows {len(rows)}, answered {share:.3f}, accuracy {right / len(rows):.3f}")
    wrong = Counter((a, b) for a, b in zip(wanted, said, strict=True) if a != b)
    print("  most frequent errors: " + "; ".join(f"{a} read as {b}: {n}" for (a, b), n in wrong.most_common(12)))


def gold_records() -> None:
    """The scorer's table on the open half of the PLOVER gold records."""
    bench = shared() / "bench"
    tool = [sys.executable, str(bench / "events_eval.py"), "--gsr", str(bench / "plover-gsr-open.json")]
    rows = subprocess.run([*tool, "export", "--half", "open"], capture_output=True, text=True, check=True).stdout
    texts = {row["id"]: row["text"] for row in map(json.loads, rows.splitlines())}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "read.jsonl"
        lines = [json.dumps({"id": i, "events": [event(c) for c in claims if c.plover]})
                 for i, claims in claims_of(texts).items()]  # fmt: skip
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        score = subprocess.run(
            [*tool, "score", str(path), "--half", "open"], capture_output=True, text=True, check=True
        )
    print("PLOVER gold records, open half:")
    print(score.stdout)


def event(claim: Claim) -> dict[str, object]:
    """A claim as the gold records write an event: a party by its home state; codes that are no state are left out."""

    def codes(actor: Actor | None) -> list[str]:
        code = (actor.code or actor.country) if actor else None
        return [code] if code and len(code) == 3 and code.isalpha() else []

    return {"source": codes(claim.from_), "event": claim.plover, "target": codes(claim.to)}


if __name__ == "__main__":
    plv()
    gold_records()
