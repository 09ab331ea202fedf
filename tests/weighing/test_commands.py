"""The commands that ask the ledger and the weighing, from the command line."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from ostraka import ledger
from ostraka.claims import Article
from ostraka.commands.app import main
from tests.ledger.build import Reading
from tests.weighing.build import claim

SAID = [
    claim(
        "PRK > RUS transfer arms:arms.ammunition attempted PR+",
        by="John Kirby/USA",
        on="2022-11-02",
        article="a1",
        words="was trying to send",
    ),
    claim(
        "PRK > RUS transfer arms:arms.ammunition attempted PR+",
        by="John Kirby/USA",
        on="2022-11-03",
        article="a2",
        outlet="Wire",
        words="trying",
    ),
    claim(
        "PRK > RUS transfer arms done CT-",
        by="/PRK/government",
        on="2022-11-08",
        article="a3",
        words="a nié tout commerce",
    ),
    claim("CHN > RUS cooperate diplomacy done CT+", on="2022-11-08", article="a3"),
]


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "x.duckdb"
    monkeypatch.setenv("OSTRAKA_LEDGER", str(path))
    monkeypatch.setenv("COLUMNS", "200")
    articles = {c.article.id: c.article for c in SAID}
    readings = [
        Reading(
            Article(
                id=i,
                original=" ".join(c.evidence.text for c in SAID),
                language="en",
                title=f"Title {i}",
                published=a.published,
            ),
            tuple(c for c in SAID if c.article.id == i),
        )
        for i, a in articles.items()
    ]
    with ledger.open(path, "write") as opened:
        opened.add(readings)
        opened.add_pairs([ledger.Pair(first="a1", second="a2", kind="copy", likeness=0.97, words="97 %")])
    return path


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    """Exit code, standard output and standard error of a call."""
    code = 0
    try:
        main(list(arguments))
    except SystemExit as left:
        code = int(left.code or 0)
    caught = capsys.readouterr()
    return code, caught.out, caught.err


def lines(out: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in out.splitlines()]


def test_claims(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "claims", "--pair", "Russia", "PRK", "--json")
    assert code == 0 and [c["id"] for c in lines(out)] == [c.id for c in SAID[:3]]
    assert set(lines(out)[0]) >= {"id", "article", "evidence", "from", "to", "factuality"}
    assert len(lines(run(capsys, "claims", "--json", "--known", "2022-11-03")[1])) == 2
    assert {c["id"] for c in lines(run(capsys, "claims", "--contested", "--json")[1])} == {c.id for c in SAID[:3]}
    assert "no claim fits" in run(capsys, "claims", "--state", "FRA")[1]
    assert run(capsys, "claims", "--state", "Nowhereland")[0] == 4
    assert run(capsys, "claims", "--known", "soon")[0] == 5


def test_state_says_what_to_cite_and_how_to_open_a_line(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "state", "RUS")
    assert "Strengths and weights: ostraka-measures" in out
    id_ = out.rpartition("`ostraka why ")[2].split("`")[0]
    assert id_ in out.partition("`ostraka why ")[0] and run(capsys, "why", id_)[0] == 0


def test_show(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "show", SAID[0].id[:10])
    assert code == 0 and "John Kirby" in out and "97 %" in out
    assert "2 claims" in run(capsys, "show", "a3")[1]
    code, _, error = run(capsys, "show", "zzz")
    assert code == 4 and "no claim or article 'zzz'" in error


def test_pair_shows_the_ladder_and_the_matrix(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "pair", "RUS", "PRK")
    assert code == 0
    assert "contested" in out and "no later rung seen since 2 November 2022" in out
    assert "alleges" in out and "denies" in out and "John Kirby" in out
    assert "contesté" in run(capsys, "pair", "RUS", "PRK", "--in", "fr")[1]
    made = lines(run(capsys, "pair", "RUS", "PRK", "--json")[1])
    assert made[0]["tie"]["contested"] is True  # type: ignore[index]
    assert "contested" not in run(capsys, "pair", "RUS", "PRK", "--known", "2022-11-03")[1]
    assert "nothing" in run(capsys, "pair", "RUS", "FRA")[1]


def test_roots(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "roots", SAID[0].id)
    assert code == 0 and "2 articles → 1 text → 1 speaker → 1 independent root" in out
    assert "Title a1" in out and "Title a2" in out
    assert run(capsys, "roots", SAID[2].id, "--known", "2022-11-03")[0] == 4


def test_why_goes_down_to_the_sentences(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "why", "PRK", "RUS")
    assert code == 0 and "was trying to send" in out and "the accused denies it" in out
    made = lines(run(capsys, "why", "RUS", "--json")[1])
    assert {one["about"]["channel"] for one in made} == {"arms", "diplomacy"}  # type: ignore[index]
    tie = str(made[0]["about"]["id"])  # type: ignore[index]
    assert tie in run(capsys, "why", tie[:12])[1]
    assert run(capsys, "why", "zzzzzz")[0] == 4


def test_diff_tells_what_changed(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "diff", "--from", "2022-11-03", "--to", "2022-11-09", "--state", "PRK")
    assert code == 0 and "from attempted to contested" in out and "a nié tout commerce" in out
    assert run(capsys, "diff", "--from", "2022-11-09", "--to", "2022-11-03")[0] == 5, "the earlier day comes first"
    assert "nothing that would change an answer" in run(capsys, "diff", "--from", "2022-11-09", "--to", "2022-11-09")[1]
    assert {
        c["code"] for c in lines(run(capsys, "diff", "--from", "2022-11-01", "--to", "2022-11-09", "--json")[1])
    } == {"new"}


def test_decide_and_undo(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "decide", "reject", SAID[2].id[:8], "--why", "misread", "--json")
    assert code == 0
    assert "contested" not in run(capsys, "pair", "RUS", "PRK")[1]
    assert "misread" in run(capsys, "show", SAID[2].id)[1]
    code, undone, _ = run(capsys, "decide", "undo", str(lines(out)[0]["id"])[:8], "--why", "no")
    assert code == 0 and f"`ostraka decide reject {SAID[2].id} --why misread`" in undone, "how to decide the same again"
    assert "contested" in run(capsys, "pair", "RUS", "PRK")[1]
    assert run(capsys, "decide", "grade", "John Kirby", "--why", "x", "--set", "letter=Z")[0] == 4
    assert run(capsys, "decide", "correct", SAID[0].id, "--why", "x", "--set", "colour=red")[0] == 4
    assert run(capsys, "decide", "reject", "zzz", "--why", "x")[0] == 4
    assert run(capsys, "decide", "grade", "John Kirby", "--why", "record", "--set", "letter=A")[0] == 0


def test_in_french_nothing_is_said_in_english(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What the commands say themselves; quotations, titles and names of speakers stay as they are."""
    asked = (
        ("pair", "RUS", "PRK"),
        ("why", "RUS", "PRK"),
        ("roots", SAID[0].id),
        ("claims", "--contested"),
        ("diff", "--from", "2022-11-03", "--to", "2022-11-09"),
    )
    for arguments in asked:
        code, out, _ = run(capsys, *arguments, "--in", "fr")
        assert code == 0
        own = [line for line in out.splitlines() if "“" not in line]
        assert not re.search(r"(?i)\b(denies|done|in general|citing|north korea|november|\d\.\d\d)\b", "\n".join(own))
        assert "2022-11-" not in "\n".join(own) or arguments[0] == "why", "days are said in words"


def test_contested_claims_are_told_by_dispute(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = run(capsys, "claims", "--contested")[1]
    assert out.startswith("North Korea is trying to send ammunition to Russia")
    assert (
        out.index("  For") < out.index("was trying to send") < out.index("  Against") < out.index("a nié tout commerce")
    )
    assert "nothing that fits is contested" in run(capsys, "claims", "--contested", "--channel", "diplomacy")[1]


def test_no_ledger_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, error = run(capsys, "claims", "--ledger", str(tmp_path / "none.duckdb"))
    assert code == 6 and "ostraka add FILE" in error


def test_add_is_idempotent_and_tells_of_copies(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """`add` from files to the ledger; only the parser is left out."""
    read: list[str] = []

    def instead(articles: list[Article]) -> list[Reading]:
        read.extend(a.id for a in articles)
        return [
            Reading(a, (claim("IRN > RUS transfer arms done CT+", article=a.id, on=a.published),)) for a in articles
        ]

    monkeypatch.setattr("ostraka.reading.read", instead)
    words = [f"word{k} and thing{k % 7} of the day{k % 11}" for k in range(60)]
    story = "The foreign ministry said on Tuesday that the talks would go on. " + ". ".join(words)
    rows = [
        {"id": "one", "text": story, "published": "2022-11-08", "title": "One", "language": "en"},
        {
            "id": "two",
            "text": "By our staff. " + story[:2000],
            "published": "2022-11-09",
            "title": "Two",
            "language": "en",
        },
        {
            "id": "three",
            "text": "Nothing of the kind was said by anybody there. " * 3,
            "title": "Three",
            "language": "en",
        },
    ]
    file, path = tmp_path / "a.jsonl", str(tmp_path / "x.duckdb")
    file.write_text("\n".join(json.dumps(r) for r in rows))
    code, out, _ = run(capsys, "add", str(file), "--ledger", path)
    assert code == 0 and out.startswith("3 new, 0 known, 1 near-copy; 3 claims")
    assert "“One”" in out and "“Two”" in out
    code, out, _ = run(capsys, "add", str(file), "--ledger", path)
    assert out.startswith("0 new, 3 known; 0 claims") and len(read) == 3, "what is known is not even read"
    code, out, _ = run(capsys, "add", str(file), "--ledger", path, "--again", "--json")
    assert lines(out)[0]["new"] == [] and len(read) == 6
    with ledger.open(path) as book:
        assert book.counts()["claims"] == 3 and book.counts()["readings"] == 6 and len(book.pairs()) == 1


def test_what_cannot_be_read_does_not_stop_the_rest(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ostraka.reading.read", lambda articles: [Reading(a) for a in articles])
    (tmp_path / "empty.txt").write_text("")
    (tmp_path / "good.txt").write_text("The minister said that the two countries would go on working together. " * 3)
    code, out, error = run(
        capsys, "add", str(tmp_path / "empty.txt"), str(tmp_path / "good.txt"), "--ledger", str(tmp_path / "x.duckdb")
    )
    assert code == 3 and out.startswith("1 new") and "empty.txt" in error


def test_propositions_are_merged_and_the_merge_is_taken_back(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def kinds() -> dict[str | None, str]:
        made = lines(run(capsys, "pair", "RUS", "PRK", "--json")[1])
        return {p["goods"]: p["id"] for p in made[0]["propositions"]}  # type: ignore[index, attr-defined]

    before = kinds()
    assert set(before) == {None, "arms.ammunition"}
    code, out, _ = run(
        capsys, "decide", "merge", before[None][:10], before["arms.ammunition"][:10], "--why", "the same", "--json"
    )
    assert code == 0 and lines(out)[0]["value"]["goods"] == []  # type: ignore[index, call-overload]
    assert set(kinds()) == {None}
    assert run(capsys, "decide", "undo", str(lines(out)[0]["id"])[:8], "--why", "not the same")[0] == 0
    assert kinds() == before
    assert run(capsys, "decide", "merge", "zzzz", "--why", "x")[0] == 4


def test_what_is_exported_comes_back(book: Path, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    def ran(*arguments: str) -> tuple[bytes, bytes]:
        with pytest.raises(SystemExit) as left:
            main(list(arguments))
        assert not left.value.code
        return capfdbinary.readouterr()  # type: ignore[return-value]

    for form in ("claims", "ledger"):
        out, error = ran("export", form)
        assert b"lost" in error or b"without" in error
        file, copy = tmp_path / f"{form}.jsonl", str(tmp_path / f"{form}.duckdb")
        file.write_bytes(out)
        ran("import", form, str(file), "--ledger", copy)
        assert ran("export", form, "--ledger", copy)[0] == out
        ran("import", form, str(file), "--ledger", copy)
        assert ran("export", form, "--ledger", copy)[0] == out, "twice adds nothing"
    with ledger.open(book) as mine, ledger.open(tmp_path / "ledger.duckdb") as theirs:
        assert mine.digest() == theirs.digest()


def test_verify_tells_what_is_wrong(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    import duckdb

    with duckdb.connect(str(book)) as inside:
        inside.execute("UPDATE articles SET original = ' ' || original")
    code, out, _ = run(capsys, "verify")
    assert code == 1 and "is not at" in out


def test_all_decisions_are_listed(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "nothing has been decided" in run(capsys, "decide", "--list")[1]
    run(capsys, "decide", "reject", SAID[2].id, "--why", "misread", "--who", "Ada")
    run(capsys, "decide", "grade", "John Kirby", "--set", "letter=B", "--why", "record", "--who", "Ben")
    first = str(lines(run(capsys, "decide", "--list", "--json")[1])[0]["id"])
    run(capsys, "decide", "undo", first, "--why", "he did say so", "--who", "Ben")
    code, out, _ = run(capsys, "decide", "--list")
    assert code == 0 and f"Ada: reject {SAID[2].id} · misread" in out
    assert "Ben: grade John Kirby letter=B · record" in out and "Ben: he did say so" in out
    made = lines(run(capsys, "decide", "--list", "--json")[1])
    assert [(d["who"], d["verb"], bool(d["undone"])) for d in made] == [
        ("Ada", "reject", True),
        ("Ben", "grade", False),
        ("Ben", "undo", False),
    ]
    assert run(capsys, "decide", "reject", SAID[2].id)[0] == 2


def test_an_undo_of_an_undo_is_refused_with_what_to_do(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for verb in ("reject", "undo"):
        made = lines(run(capsys, "decide", "--list", "--json")[1])
        run(capsys, "decide", verb, str(made[-1]["id"]) if made else SAID[2].id, "--why", "x")
    last = str(lines(run(capsys, "decide", "--list", "--json")[1])[-1]["id"])
    code, _, error = run(capsys, "decide", "undo", last, "--why", "x")
    assert code == 4 and "decide the same again" in error
