"""Speed of reading against the bare parser, as a ratio in one run, and cold starts.

    python benchmarks/speed.py [--rounds 3]

Throughput: all reading layers against bare `nlp.pipe` of the same model (as published, without
its entity recogniser) on the same texts, alternately, the best of the rounds each; once with the
words new to both, as in news just come in, and once when they remember them. Cold
starts: a new process each time. The texts are the open articles of the test sets (shared.py).
"""

from __future__ import annotations

import argparse
import importlib
import subprocess
import sys
import tempfile
import time
from functools import cache
from pathlib import Path
from typing import Any

from shared import lines, shared

from ostraka import intake
from ostraka.languages.pack import languages, table
from ostraka.reading import read
from ostraka.reading.parsing.parse import parser
from ostraka.reading.parsing.quick import forget


def corpus(language: str) -> list[str]:
    """Texts of one language: the open articles."""
    return [a["text"] for a in lines(shared() / "corpus/open.jsonl") if a["lang"] == language]


@cache
def published(language: str) -> Any:
    """The model of a language as it is published, without its entity recogniser."""
    return importlib.import_module(table(language, "language")["model"]).load(exclude=["ner"])


def bare(language: str, texts: list[str]) -> float:
    """Seconds of the bare parser."""
    begin = time.perf_counter()
    for _ in published(language).pipe(texts, batch_size=64):
        pass
    return time.perf_counter() - begin


def ours(language: str, texts: list[str], *, claims: bool = True) -> float:
    """Seconds of reading, all layers on; without `claims`, of who says what (`quotes`)."""
    articles = [intake.article(t, language=language, published="2020-01-15") for t in texts]
    begin = time.perf_counter()
    for _ in read(articles, claims=claims):
        pass
    return time.perf_counter() - begin


def cold(*command: str) -> float:
    """Seconds of a command from a cold start."""
    begin = time.perf_counter()
    subprocess.run([sys.executable, "-m", "ostraka", *command], check=False, capture_output=True)
    return time.perf_counter() - begin


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--rounds", type=int, default=3)
    args = options.parse_args()
    for language in languages():
        texts = corpus(language)
        words = sum(len(t.split()) for t in texts)
        bare(language, texts[:3]), ours(language, texts[:3])
        for kind in ("new words", "known words"):
            pairs = []
            for _ in range(args.rounds):
                if kind == "new words":
                    forget(published(language)), forget(parser(language))
                first = bare(language, texts), ours(language, texts)
                if kind == "new words":
                    forget(parser(language))
                pairs.append((*first, ours(language, texts, claims=False)))
            b, o, q = (min(column) for column in zip(*pairs, strict=True))
            rates = f"bare {words / b:.0f} words/s, read {words / o:.0f}, quotes {words / q:.0f}"
            print(f"{language}: {words} words; {kind}: {rates}; ratio of read {b / o:.2f}, of quotes {b / q:.2f}")
    with tempfile.TemporaryDirectory() as folder:
        for language in languages():
            path = Path(folder) / f"{language}.txt"
            path.write_text(corpus(language)[0], encoding="utf-8")
            print(f"read one {language} article, cold: {cold('read', str(path)):.1f} s")
    print(f"--help, cold: {cold('--help'):.2f} s")


if __name__ == "__main__":
    main()
