"""The weighing, measured: a simulator with known truth, real pairs of copies, and the speed of finding copies.

    python benchmarks/weighing.py [simulate] [copies] [events] [speed] [arriving]

Simulator. States do or do not do things (truth). Sources of known reliability speak of them: with probability `knows`
a source knows what he speaks of on that occasion, otherwise he would say the same either way with probability `anyway`.
Accused doers deny, rarely admit. Outlets carry what sources say, some of them ten times over, some in their own voice,
and copy one another. Compared: our credence; the share of articles for; noisy-or over articles as INDRA's belief has it
(1 - (systematic + random^n), times 1 - the same for the articles against), with its default errors .05 and .30.
"""

from __future__ import annotations

import json
import os
import random
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))

import msgspec

from ostraka import ledger, weighing
from ostraka.claims import Article, Claim, Stance
from ostraka.weighing import copies, pool
from ostraka.weighing.arrivals import Arrivals
from ostraka.weighing.policy import table
from ostraka.weighing.pool import worth
from tests.ledger.build import Reading
from tests.weighing.build import Copy, claim

AT = "2022-12-01"
DAY_ONE = date(2022, 1, 1)
SYSTEMATIC, RANDOM = 0.05, 0.30  # INDRA's defaults for one reader


class World(NamedTuple):
    """What was said, the copies among it, what is true by matter, and the log-odds if reliabilities were known."""

    claims: list[Claim]
    copies: list[Copy]
    truth: dict[tuple[str, str], bool]
    oracle: dict[tuple[str, str], float]


def code(k: int) -> str:
    """A state's code that is none."""
    return "Q" + chr(65 + k // 26) + chr(65 + k % 26)


def world(seed: int, *, cells: int = 4, base: float = 0.2, accused: bool = True, matters: int = 40) -> World:
    """One world: each matter is looked into by about two sources, each of which looks into `cells` matters at once."""
    chance = random.Random(seed)
    pairs = [(code(2 * k), code(2 * k + 1)) for k in range(matters)]
    truth = {p: chance.random() < base for p in pairs}
    said: list[tuple[str, tuple[str, str], str]] = []
    odds = dict.fromkeys(pairs, 0.0)
    for number in range(max(1, round(2.0 * matters / cells))):
        said += occasion(f"Source {seed}-{number}/", chance.sample(pairs, cells), truth, odds, chance)
    if accused:
        said += [answer(p, truth[p], chance) for p in sorted({p for _, p, surety in said if surety == "CT+"})]
    made = [x for k, one in enumerate(said) for x in carried(*one, chance, f"{seed}-{k}")]
    return World(
        [c for c, _ in made],
        [pair for _, pairs_ in made for pair in pairs_],
        truth,
        odds,
    )


def occasion(
    by: str,
    mine: list[tuple[str, str]],
    truth: dict[tuple[str, str], bool],
    odds: dict[tuple[str, str], float],
    chance: random.Random,
) -> list[tuple[str, tuple[str, str], str]]:
    """What one source says on one occasion: the truth of all its matters, or anything."""
    knows, anyway = worth("person", None)
    real = 1 / (1 + np.exp(-(np.log(knows / (1 - knows)) + table("sources")["prior"]["spread"] * chance.gauss(0, 1))))
    informed = chance.random() < real
    made = []
    for p in mine:
        luck = chance.random()
        if not informed and luck > 2 * anyway:
            continue  # says nothing
        yes = truth[p] if informed else luck < anyway
        odds[p] += (1 if yes else -1) * np.log((real + (1 - real) * anyway) / ((1 - real) * anyway))
        made.append((by, p, "CT+" if yes else "CT-"))
    return made


def answer(p: tuple[str, str], true: bool, chance: random.Random) -> tuple[str, tuple[str, str], str]:
    """The accused denies it, true or not; now and then he admits what is true."""
    return (f"/{p[0]}/government", p, "CT+" if true and chance.random() < 0.15 else "CT-")


def carried(
    by: str, p: tuple[str, str], surety: str, chance: random.Random, key: str
) -> Iterator[tuple[Claim, list[Copy]]]:
    """One statement in one to forty articles: quoted again, or the same text copied."""
    line = f"{p[0]} > {p[1]} transfer arms done {surety}"
    outlets = min(40, int(chance.paretovariate(1.0)))
    for k in range(outlets):
        own = claim(line, by=by, on="2022-11-29", outlet=f"Outlet {chance.randrange(60)}", article=f"{key}-{k}")
        yield own, [Copy(f"{key}-0", f"{key}-{k}")] if k and chance.random() < 0.5 else []


def noisy_or(count: int) -> float:
    """INDRA's belief from a number of articles that say the same."""
    return 1 - (SYSTEMATIC + (1 - SYSTEMATIC) * RANDOM**count) if count else 0.0


def simulate() -> None:
    """Brier score, calibration and the coverage of intervals."""
    print("\nSimulator: 60 worlds of 40 matters; Brier score and expected calibration error (lower is better)")
    print(f"{'cells per source':>18} {'base rate':>10} | {'ours':>13} | {'share of articles':>18} | {'noisy-or':>13}")
    for cells, base in ((1, 0.2), (4, 0.2), (4, 0.35), (40, 0.2)):
        rows = [scored(world(seed, cells=cells, base=base)) for seed in range(60)]
        cells_of = np.concatenate([r[0] for r in rows])
        told = [
            f"{brier(cells_of[:, k], cells_of[:, 0]):.3f} {calibration(cells_of[:, k], cells_of[:, 0]):.3f}"
            for k in (1, 2, 3)
        ]
        print(f"{cells:>18} {base:>10} | {told[0]:>13} | {told[1]:>18} | {told[2]:>13}")
    covered()


def covered(count: int = 1500) -> None:
    """How often nominal 90 % intervals hold the truth, as they are told and without the floor under every credence."""
    print(f"\nNominal 90 % intervals (wanted: 86 to 94 %), {count:,} worlds each; in brackets without the floor")
    for cells in (1, 4, 10, 40):
        worlds = [world(1000 + seed, cells=cells, accused=False) for seed in range(count)]
        told = [scored(w) for w in worlds]
        with floorless():
            bare = [scored(w) for w in worlds]
        sums = [np.mean([r[1] for r in rows]) for rows in (told, bare)]
        single = [np.concatenate([r[2] for r in rows]).mean() for rows in (told, bare)]
        print(
            f"  {cells:>3} matters hang on one source: weighted sum of what is true, drawn by roots: "
            f"{sums[0]:.1%} ({sums[1]:.1%}); "
            f"credence if reliabilities were known: {single[0]:.1%} ({single[1]:.1%})"
        )


@contextmanager
def floorless() -> Iterator[None]:
    """Credences without the floor: where it cuts off both an interval and the truth, the interval cannot fail."""
    kept = pool.least
    pool.least = lambda: 1e-9
    pool.prior.cache_clear()
    try:
        yield
    finally:
        pool.least = kept
        pool.prior.cache_clear()


def scored(w: World) -> tuple[np.ndarray, bool, np.ndarray]:
    """Truth and three credences of each matter spoken of; whether the true sum, the oracle's credences are inside."""
    ties = weighing.ties(w.claims, at=AT, copies=w.copies)
    by_pair = {(t.from_, t.to): t for t in ties}
    articles: Counter[tuple[str, str, str]] = Counter(
        (c.from_.code or "", c.to.code or "", c.factuality[-1]) for c in w.claims if c.from_
    )
    listed = [p for p in w.truth if p in by_pair]
    cells = np.array([[w.truth[p], by_pair[p].credence, *others(articles[*p, "+"], articles[*p, "-"])] for p in listed])
    strength = np.random.default_rng(len(w.claims)).random(len(listed))  # as a measure weighs its ties
    totals = weighing.draws([by_pair[p] for p in listed], count=400) @ strength
    inside = 0.05 <= place(totals, float(np.dot([w.truth[p] for p in listed], strength))) <= 0.95
    oracle = {p: pool.credence(pool.prior() + w.oracle[p]) for p in listed}  # no surer than the floor, it neither
    near = np.array([by_pair[p].low - 1e-9 <= oracle[p] <= by_pair[p].high + 1e-9 for p in listed])
    return cells, bool(inside), near


def place(drawn: np.ndarray, value: float) -> float:
    """Where a value stands among drawn ones, 0 to 1; of those that equal it (outcomes are discrete) half are below."""
    return float(np.mean(drawn < value - 1e-9) + np.mean(drawn <= value + 1e-9)) / 2


def others(for_: int, against: int) -> tuple[float, float]:
    """The share of articles that say so, and INDRA's belief with negative evidence."""
    return for_ / (for_ + against), noisy_or(for_) * (1 - noisy_or(against))


def brier(p: np.ndarray, truth: np.ndarray) -> float:
    """Mean squared distance from the truth."""
    return float(np.mean((p - truth) ** 2))


def calibration(p: np.ndarray, truth: np.ndarray, bins: int = 10) -> float:
    """Expected calibration error over equal bins."""
    where = np.minimum((p * bins).astype(int), bins - 1)
    return float(sum(abs(p[where == b].mean() - truth[where == b].mean()) * np.mean(where == b) for b in set(where)))


def shared() -> Path:
    """The folder with other people's articles, for measuring only."""
    return Path(os.environ.get("OSTRAKA_SHARED", Path(__file__).parents[2] / "shared"))


def real_copies() -> None:
    """What is merged among real articles of one day or event, what is not, and why."""
    path = shared() / "corpus" / "open.jsonl"
    if not path.exists():
        print("\nReal copies: skipped, there is no corpus (OSTRAKA_SHARED)")
        return
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    articles = [
        Article(id=r["id"], original=r["text"], language=r["lang"], published=r["date"], publisher=r["publisher"])
        for r in rows
    ]
    texts = {a.id: a.repaired for a in articles}
    sketches = {a.id: copies.sketch(a) for a in articles}
    found = copies.find(list(sketches.values()), [], lambda ids: texts)
    print(f"\nReal articles: {len(articles)}, merged pairs: {len(found)}")
    for f in found:
        print(f"  {f.first} = {f.second}: {f.kind}, {f.words}")
    held_out(list(sketches.values()), found)
    print("Reports of one event that are not merged (share of common runs of three words; names in the same order):")
    pairs = {frozenset((f.first, f.second)) for f in found}
    for event in EVENTS:
        for a, b in combinations([a.id for a in articles if a.id.startswith(event)], 2):
            if frozenset((a, b)) not in pairs:
                one, two = copies.shingles(copies.words(texts[a])), copies.shingles(copies.words(texts[b]))
                common = len(one & two) / min(len(one), len(two))
                order = copies.in_order(copies.words(texts[a]), copies.words(texts[b])) / min(
                    len(copies.words(texts[x])) for x in (a, b)
                )
                print(
                    f"  {a} ≠ {b}: {common:.0%} of runs, {order:.0%} of words in order (wanted: 50 %, or 20 % and 80 %)"
                )


def held_out(sketches: list[copies.Sketch], found: list[copies.Found]) -> None:
    """The thresholds of translations were chosen on these articles: each pair by thresholds that never saw it.

    For each pair the thresholds are set halfway between the worst of the other pairs and the nearest two articles that
    are no pair; then the pair is tried.
    """
    pairs = {frozenset((f.first, f.second)) for f in found if f.kind == "translation"}
    rows = []
    for a, b in combinations(sketches, 2):
        if a.language != b.language and copies.near(a.day, b.day, table("copies")["translation"]["days"]):
            both = set(a.names) & set(b.names)
            same = copies.in_order([n for n in a.names if n in both], [n for n in b.names if n in both])
            rows.append((frozenset((a.article, b.article)), same, same / max(1, min(len(a.names), len(b.names)))))
    others = [r for r in rows if r[0] not in pairs]
    kept = 0
    for name, same, share in (r for r in rows if r[0] in pairs):
        rest = [r for r in rows if r[0] in pairs and r[0] != name]
        cut = [(min(r[k] for r in rest) + max(r[k] for r in others)) / 2 for k in (1, 2)]
        kept += same >= cut[0] and share >= cut[1]
    print(
        f"Translations, each by thresholds that never saw it: {kept} of {len(pairs)} found; nearest of the "
        f"{len(others)} that are none: {max(r[1] for r in others)} names in order, {max(r[2] for r in others):.0%}"
    )


EVENTS = ("fr-2013-m23", "en-2018-nk", "en-2019-patriot", "en-2019-pompeo", "en-2019-rouhani", "fr-2018-rpdc")


def events() -> None:
    """Reports of one event: which of their claims come to one proposition, and which speakers to one root."""
    from ostraka import reading

    path = shared() / "corpus" / "open.jsonl"
    if not path.exists():
        print("\nReports of one event: skipped, there is no corpus (OSTRAKA_SHARED)")
        return
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    print("\nReports of one event, read: claims that come to one proposition, speakers that come to one root")
    for event in EVENTS:
        articles = [
            Article(id=r["id"], original=r["text"], language=r["lang"], published=r["date"], publisher=r["publisher"])
            for r in rows
            if r["id"].startswith(event)
        ]
        told_event(event, [c for one in reading.read(articles) for c in one.claims])


def told_event(event: str, claims: list[Claim]) -> None:
    """The propositions of one event that more than one article speaks of, with their roots."""
    article = {c.id: c.article.id.removeprefix(event).strip("-") for c in claims}
    found = weighing.propositions(claims)
    common = [p for p in found if len({article[c] for c in p.claims}) > 1]
    print(f"  {event}: {len(claims)} claims, {len(found)} propositions, {len(common)} of more than one article")
    for p in common:
        print(f"    {p.from_} > {p.to} {p.act} {p.channel} {p.goods or ''}: {len(p.claims)} claims")
        roots: dict[str, list[Stance]] = defaultdict(list)
        for stance in p.stances:
            roots[stance.root].append(stance)
        for said in roots.values():
            outlets = sorted({article[c] for stance in said for c in stance.claims})
            verbs = ", ".join(f"{stance.verb} {stance.weight:+.2f}" for stance in said)
            where = f"{'one root in' if len(outlets) > 1 else 'in'} {', '.join(outlets)}"
            print(f"      {said[0].date} {said[0].speaker}: {verbs} · {where}")


def synthetic(count: int) -> tuple[list[Article], dict[str, str]]:
    """So many articles of 150 words, three in ten of them edited copies of an earlier one; of which, by id."""
    chance = random.Random(5)
    pool = [
        f"{a}{b}{c}"
        for a in ("ma", "te", "lo", "vi", "do")
        for b in ("ran", "lis", "mo", "ter", "ka", "ni")
        for c in ("", "s", "le", "ion", "er")
    ]
    pool = [a + b for a in pool for b in pool[:40]]
    originals: list[tuple[str, list[str]]] = []
    articles: list[Article] = []
    expected: dict[str, str] = {}
    for k in range(count):
        if originals and chance.random() < 0.3:
            expected[str(k)], source = chance.choice(originals)
            words = [w if chance.random() > 0.05 else chance.choice(pool) for w in source]
        else:
            words = chance.choices(pool, k=150)
            originals.append((str(k), words))
        articles.append(Article(id=str(k), original=" ".join(words), language="en", published="2022-11-08"))
    return articles, expected


def speed(count: int = 100_000) -> None:
    """So many synthetic articles clustered at once on one core."""
    articles, expected = synthetic(count)
    texts = {a.id: a.original for a in articles}
    start = time.process_time()
    sketches = [copies.sketch(a) for a in articles]
    middle = time.process_time()
    found = copies.find(sketches, [], lambda ids: texts)
    made = weighing.clusters({a.id: a.published for a in articles}, found)
    end = time.process_time()
    right = sum(made[a] == made[b] for a, b in expected.items())
    root = {a.id: expected.get(a.id, a.id) for a in articles}
    wrong = sum(root[f.first] != root[f.second] for f in found)
    print(
        f"\n{count:,} articles clustered in {end - start:.1f} s of one core (sketches {middle - start:.1f} s): "
        f"{right / max(1, len(expected)):.1%} of {len(expected):,} copies found, {wrong} false pairs"
    )


def arriving(count: int = 100_000) -> None:
    """The same as they come in: into a ledger, 64 at a time, each batch looked up in what is there."""
    articles, expected = synthetic(count)
    articles = [
        msgspec.structs.replace(a, published=str(DAY_ONE + timedelta(days=k // 300))) for k, a in enumerate(articles)
    ]
    with tempfile.TemporaryDirectory() as folder, ledger.open(Path(folder) / "x.duckdb", "write") as book:
        start, before = time.process_time(), time.perf_counter()
        arrivals = Arrivals(book)
        book.add((Reading(a) for a in articles), sketch=arrivals.sketch, copies=arrivals.copies)
        end, after = time.process_time(), time.perf_counter()
        made = weighing.clusters({a.id: a.published for a in articles}, book.pairs())
    right = sum(made[a] == made[b] for a, b in expected.items())
    print(
        f"{count:,} articles added as they come, 64 at a time: {end - start:.1f} s of processor "
        f"({after - before:.1f} s wall); "
        f"{right / max(1, len(expected)):.1%} of {len(expected):,} copies found"
    )


def main() -> None:
    """Run what was asked for; all without arguments."""
    wanted = sys.argv[1:] or ["simulate", "copies", "events", "speed", "arriving"]
    for name in wanted:
        {"simulate": simulate, "copies": real_copies, "events": events, "speed": speed, "arriving": arriving}[name]()


if __name__ == "__main__":
    main()
