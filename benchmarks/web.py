"""How long the web app takes over each page, on the server.

    python benchmarks/web.py                    # the demonstration ledger
    python benchmarks/web.py --ledger war.duckdb
    python benchmarks/web.py --ledger war.duckdb --cold     # each of a few pages in a process of its own
    python benchmarks/web.py --states 200       # a made-up network of so many states, also drawn in Chromium

Every page is asked for in this process, through the whole app (routing, checks, weighing, template), without a network.
`first` is the first request after the ledger changed, with nothing warmed meanwhile: everything is read and weighed
anew (modules and templates are loaded). `again` is the median of seven more. Wall clock in milliseconds; `cpu` is the
processor time of `first`, which a busy machine does not stretch. The last line is the slowest page. `--cold` starts a
process for each page: `start` is until the app is there (Python, imports, templates compiled as `serve` does, but
nothing weighed), `first` its first request, memory what the process held at most. A large ledger is weighed before
(`benchmarks/ledger.py 100000 --keep war.duckdb`).
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
import warnings
from pathlib import Path

warnings.filterwarnings("ignore")
sys.path.insert(0, str(Path(__file__).parents[1]))

from fastapi.testclient import TestClient  # noqa: E402

from ostraka import demo, intake, ledger, reading  # noqa: E402
from ostraka.claims import Article, Rung, Tie  # noqa: E402
from ostraka.web.app import Options, create  # noqa: E402

PAGES = (
    "/",
    "/article/{article}",
    "/claim/{claim}",
    "/state/{a}",
    "/state/{a}?tab=network",
    "/state/{a}?tab=timeline",
    "/state/{a}?tab=map",
    "/state/{a}?tab=sources",
    "/state/{a}?tab=changes",
    "/pair/{a}/{b}",
    "/pair/{a}/{b}/time",
    "/between/{a}/{b}",
    "/network",
    "/network?focus={a}",
    "/map/{a}",
    "/disputes",
    "/review",
    "/sources",
    "/changes",
    "/changes.atom",
    "/brief/{a}",
    "/build?state={a}&pick={claim}",
    "/state/{a}.json",
)


def client(path: Path) -> TestClient:
    return TestClient(create(Options(ledger=path)), base_url="http://localhost")


def timed(asked: TestClient, page: str) -> tuple[float, float]:
    wall, cpu = time.perf_counter(), time.process_time()
    answer = asked.get(page)
    made = 1000 * (time.perf_counter() - wall), 1000 * (time.process_time() - cpu)
    assert answer.status_code == 200, (page, answer.status_code)
    return made


def demonstration(folder: str) -> Path:
    path = Path(folder) / "demo.duckdb"
    found = [a for a in intake.read(str(demo.ARTICLES)) if isinstance(a, Article)]
    with ledger.open(path, "write") as book:
        book.add(list(reading.read(found)), reader="benchmark")
    return path


def pages(path: Path) -> None:
    first = asked = client(path)
    first.app.state.warming.shelf.warm()  # type: ignore[attr-defined]  # as `serve` does
    start = first.get("/index.json").json()
    article = max(start["articles"], key=lambda a: a["claims"])["article"]["id"]
    claim = first.get(f"/article/{article}.json").json()["claims"][0]["id"]
    a = start["states"][0]
    ties = first.get(f"/state/{a}.json").json()["ties"]
    b = next(x for t in ties for x in (t["from"], t["to"]) if x and x != a)
    filled = [p.format(article=article, claim=claim, a=a, b=b) for p in PAGES]
    for page in filled:
        first.get(page)  # modules and templates are loaded
    print(f"{start['counts']}\n{'first':>8} {'cpu':>8} {'again':>8}  page")
    worst = {"first": (0.0, ""), "again": (0.0, "")}
    for page in filled:
        os.utime(path)  # as after a change
        wall, cpu = timed(asked, page)
        again = statistics.median(timed(asked, page)[0] for _ in range(7))
        worst = {"first": max(worst["first"], (wall, page)), "again": max(worst["again"], (again, page))}
        print(f"{wall:8.0f} {cpu:8.0f} {again:8.1f}  {page}")
    print("slowest:", ", ".join(f"{k} {v:.0f} ms ({page})" for k, (v, page) in worst.items()))


def cold(path: Path) -> None:
    """The first request of a process of its own, for a few pages."""
    asked = client(path)
    asked.app.state.warming.shelf.warm()  # type: ignore[attr-defined]  # weighed before; not measured here
    states = asked.get("/index.json").json()["states"]
    heavy, middling = states[0], states[-1]
    pages = (f"/state/{middling}", f"/state/{heavy}", f"/pair/{heavy}/{states[1]}", f"/pair/{states[-2]}/{middling}")
    print(f"{'start':>8} {'first':>8} {'cpu':>8} {'MB':>6}  page")
    for page in (*pages, "/disputes", "/", f"/state/{middling}.json"):
        once = [sys.executable, __file__, "--ledger", str(path), "--once", page]
        print(subprocess.run(once, capture_output=True, text=True, check=True).stdout, end="", flush=True)


def once(path: Path, page: str) -> None:
    """One page in this process."""
    asked = client(path)
    asked.app.state.warming.ready()  # type: ignore[attr-defined]  # as `serve` does
    since = time.clock_gettime(time.CLOCK_BOOTTIME) - started()
    wall, cpu = timed(asked, page)
    most = int(Path("/proc/self/status").read_text().partition("VmHWM:")[2].split()[0]) / 1000
    print(f"{1000 * since:8.0f} {wall:8.0f} {cpu:8.0f} {most:6.0f}  {page}")


def started() -> float:
    """When this process began, in seconds since the machine did."""
    return int(Path("/proc/self/stat").read_text().rpartition(")")[2].split()[19]) / os.sysconf("SC_CLK_TCK")


def made_up(states: int, lines: int, seed: int = 3) -> list[Tie]:
    from ostraka.measures.weights import weighed_states

    draw = random.Random(seed)
    codes = weighed_states()[:states]
    kinds = (("transfer", "arms", "for"), ("support", "politics", "for"), ("sanction", "sanctions", "against"))
    found: dict[str, Tie] = {}
    while len(found) < lines:
        a, b = draw.sample(codes, 2)
        act, channel, kind = draw.choice(kinds)
        p = draw.uniform(0.3, 0.99)
        rung = Rung(stage="done", credence=p, low=p, high=p)
        found[f"{a}{b}{act}"] = Tie(
            id=f"{a}{b}{act}", from_=a, to=b, act=act, channel=channel, kind=kind, either_way=False, stage="done",
            credence=p, low=p, high=p, rungs=(rung,), goods=(), first=None, confirmed="2022-11-01", ended=None,
            contested=draw.random() < 0.1, propositions=(), claims=(), weights=(("r", 0.9),),
        )  # fmt: skip
    return list(found.values())


def network(states: int, lines: int = 1500) -> None:
    from ostraka.brief.nouns import Material
    from ostraka.web.app.worlds import Shelf, World

    material = Material(ties=tuple(made_up(states, lines)), propositions=(), claims={}, articles={}, at="2022-11-16")
    Shelf.world = lambda self, at=None, known=None: World(material, lambda: None, (), [], {})  # type: ignore
    app = create(Options(ledger=Path("none.duckdb")))
    asked = TestClient(app, base_url="http://localhost")
    asked.get("/network")
    wall, cpu = timed(asked, "/network")
    size = len(asked.get("/network").content) / 1000
    print(f"{states} states, {lines} ties: {wall:.0f} ms on the server (cpu {cpu:.0f}), {size:.0f} kB")
    try:
        from tests.web.browser import launched, served
    except ImportError:
        return
    with served(app) as base, launched() as browser:
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        start = time.perf_counter()
        page.goto(base + "/network")
        print(f"in Chromium: {1000 * (time.perf_counter() - start):.0f} ms until it is there")
        frames = page.evaluate(
            """async () => {
            const spots = [...document.querySelectorAll('.spot')].slice(0, 60), took = [];
            for (const spot of spots) {
                const start = performance.now();
                spot.dispatchEvent(new MouseEvent('mouseover', {bubbles: true}));
                await new Promise(requestAnimationFrame);
                await new Promise(requestAnimationFrame);
                took.push(performance.now() - start);
                spot.dispatchEvent(new MouseEvent('mouseout', {bubbles: true}));
            }
            return took.sort((a, b) => a - b);
        }"""
        )
        middle, late = frames[len(frames) // 2], frames[int(len(frames) * 0.95)]
        print(f"a state lit and drawn: median {middle:.0f} ms, 95 % under {late:.0f} ms (two frames at least)")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--ledger", type=Path)
    parser.add_argument("--cold", action="store_true")
    parser.add_argument("--once", help=argparse.SUPPRESS)
    parser.add_argument("--states", type=int, default=0)
    given = parser.parse_args()
    if given.states:
        network(given.states)
        return
    if given.once:
        once(given.ledger, given.once)
        return
    with tempfile.TemporaryDirectory() as folder:
        (cold if given.cold else pages)(given.ledger or demonstration(folder))


if __name__ == "__main__":
    main()
