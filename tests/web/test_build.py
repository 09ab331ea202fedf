"""The brief builder: picked claims write calibrated text with every denial; the linter flags what a careful editor would."""

import re
import tomllib
from pathlib import Path

import pytest

import ostraka.web.app as web
from ostraka import ledger, reading
from ostraka.brief.words import written_languages
from ostraka.claims import Article
from ostraka.web.app.building import written
from ostraka.web.app.linting import lint, says, sentences
from ostraka.web.app.tongue import tongue
from ostraka.web.app.worlds import Shelf

RULES = tomllib.loads((Path(web.__file__).parent / "linter.toml").read_text(encoding="utf-8"))
CASES = [
    (language, rule, text, flagged)
    for language, rules in RULES.items()
    for rule, row in rules.items()
    for flagged, texts in ((True, row["examples"]), (False, row["not"]))
    for text in texts
]


@pytest.mark.parametrize(("language", "rule", "text", "flagged"), CASES)
def test_the_examples_of_a_rule_are_flagged_and_no_others(language, rule, text, flagged):
    assert says(rule, text, language) is flagged


def test_every_language_has_every_rule():
    assert set(RULES) == set(written_languages())
    assert len({frozenset(rules) for rules in RULES.values()}) == 1


def read(articles: list[Article]):
    return list(reading.read(articles))


@pytest.fixture(scope="module")
def world(path):
    return Shelf(path).world()


def tie_of(world, a, b, channel, *, contested=False):
    return next(t for t in world.ties_of(a, b) if t.channel == channel and (not contested or t.id in world.disputed))


def notes(world, text, claims, language="en"):
    return {n.code for n in lint(text, [world.material.claims[c] for c in claims], world, tongue(language), read)}


@pytest.mark.parametrize("language", written_languages())
@pytest.mark.parametrize("state", ["RUS", "PRK", "IRN"])
def test_the_text_that_writes_itself_has_nothing_to_mend(world, language, state):
    picks = [tie.claims[0] for tie in world.ties_of(state)[:12]]
    t = tongue(language)
    draft = written(picks, world, t)
    found = lint(draft.text, draft.claims, world, t, read)
    assert found == [], [(n.code, n.sentence) for n in found]


def test_a_denial_is_never_left_out(world):
    tie = tie_of(world, "IRN", "RUS", "arms", contested=True)
    affirmed = next(c for c in tie.claims if not world.material.claims[c].factuality.endswith("-"))
    draft = written([affirmed], world, tongue("en"))
    assert any(c.factuality.endswith("-") for c in draft.claims) and "Contested" in draft.text


def test_likelihood_is_told_in_the_ledgers_words(world):
    tie = tie_of(world, "IRN", "RUS", "arms", contested=True)
    draft = written([tie.claims[0]], world, tongue("en"))
    assert draft.text.startswith(tongue("en").estimative(tie.credence).capitalize())


def test_a_sentence_without_a_source_is_flagged(world):
    assert "unsupported" in notes(world, "Brazil has attacked Norway.", [])


def test_a_sentence_that_the_ledger_knows_is_told_where_to_look(world):
    assert "unmarked" in notes(world, "Iran has supplied drones to Russia.", [])


def test_a_source_that_speaks_of_others_is_flagged(world):
    claim = tie_of(world, "IRN", "RUS", "arms").claims[0]
    assert "beside" in notes(world, "Brazil has attacked Norway. [1]", [claim])
    assert "no_such_mark" in notes(world, "Iran has supplied drones to Russia. [7]", [claim])


def test_one_root_told_as_several_is_flagged_and_several_are_not(world):
    several = tie_of(world, "IRN", "RUS", "arms")
    single = next(t for t in world.material.ties if len(t.claims) == 1 and t.from_)
    text = "Several sources say so of {} and {}. [1]"
    assert "one_root" in notes(world, text.format("it", "them"), [single.claims[0]])
    claim = max(several.claims, key=lambda c: len(world.material.claims[c].evidence.text))
    assert "one_root" not in notes(world, "One source says so of them. [1]", [claim])


def test_copies_of_one_text_are_one_root(world):
    said = [c for c in world.material.claims.values() if c.sources and c.sources[0].name == "John Kirby"]
    mine = [c for c in said if c.article.language == "en" and c.act == "transfer" and c.to.code == "RUS"]
    two = {c.article.id: c for c in mine}
    assert len(two) == 2  # one wire story, told by two outlets
    marks = "".join(f"[{k + 1}]" for k in range(2))
    assert "one_root" in notes(world, f"Multiple reports describe the shipment. {marks}", [c.id for c in two.values()])


def test_likelihood_and_confidence_in_one_sentence_are_flagged(world):
    claim = tie_of(world, "IRN", "RUS", "arms").claims[0]
    assert "mixed" in notes(world, "It is likely, with high confidence, that Iran supplied drones. [1]", [claim])
    assert "mixed" not in notes(world, "Confidence in the sources is high. [1]", [claim])


def promised(world):
    return next(
        c
        for c in world.material.claims.values()
        if c.stage == "promised"
        and c.factuality == "CT+"
        and c.act in ("transfer", "cooperate")
        and c.from_
        and all(t.stage != "done" for t in world.material.ties if c.id in t.claims)
    )


def test_a_promise_worded_as_a_delivery_is_flagged(own, csrf, tmp_path):
    from ostraka import intake

    text = "Belarus has promised to supply tanks to Venezuela, Minsk said on Tuesday."
    given = intake.article(text, language="en", published="2022-11-12", id="promise")
    with ledger.open(tmp_path / "l.duckdb", "write") as book:
        book.add(read([given]), reader="test")
    world = Shelf(tmp_path / "l.duckdb").world()
    claim = next(c for c in world.material.claims.values() if c.article.id == "promise" and c.act == "transfer")
    assert claim.stage == "promised"
    assert "promise" in notes(world, "Belarus has supplied tanks to Venezuela. [1]", [claim.id])
    assert "promise" not in notes(world, "Belarus has promised tanks to Venezuela. [1]", [claim.id])


def test_a_likelihood_that_is_not_the_ledgers_is_flagged(world):
    tie = tie_of(world, "IRN", "RUS", "arms", contested=True)
    assert "odds" in notes(world, "Unlikely: Iran has supplied drones to Russia. [1]", [tie.claims[0]])


def test_a_contested_matter_told_without_its_denial_is_flagged(world):
    tie = tie_of(world, "IRN", "RUS", "arms", contested=True)
    assert "denial" in notes(world, "Iran has supplied drones to Russia. [1]", [tie.claims[0]])
    told = "Iran has supplied drones to Russia. [1] Tehran denied it. [1]"
    assert "denial" not in notes(world, told, [tie.claims[0]])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("# A heading\n\nIran did. [1]", [(3, (1,))]),
        ("- Iran did. [1][2]\n- Kyiv said so.", [(1, (1, 2)), (2, ())]),
        ("Iran did it. [1] Kyiv said so. [2]", [(1, (1,)), (1, (2,))]),
        ("> quoted words\n[1] “a note”, by somebody", []),
        ("L’Iran a livré. [1] « Non », dit-il. [2]", [(1, (1,)), (1, (2,))]),
    ],
)
def test_a_brief_falls_into_sentences_with_their_marks(text, found):
    assert [(s.line, s.cites) for s in sentences(text)] == found


def test_the_builder_writes_checks_and_exports(own, csrf):
    state = own.get("/state/RUS.json").json()
    tie = next(t for t in state["ties"] if len(t["claims"]) > 2)
    made = own.get("/build.json", params={"state": "RUS", "pick": tie["claims"][:2]}).json()
    assert made["text"] and set(tie["claims"][:2]) <= set(made["claims"])
    given = {"state": "RUS", "text": "Brazil has attacked Norway.", "cited": made["claims"], "csrf": csrf(own)}
    assert [n["code"] for n in own.post("/build.json", data=given).json()["notes"]] == ["unsupported"]
    for form in ("md", "html"):
        file = own.post("/build/export", data={**given, "form": form, "title": "A title"})
        assert file.status_code == 200 and "attachment" in file.headers["content-disposition"]
        assert "A title" in file.text and "[1]" in file.text


@pytest.mark.parametrize("form", ["md", "html"])
def test_an_exported_brief_carries_no_attack(own, csrf, claim_id, form):
    attack = "<script>alert(1)</script> <img src=x onerror=alert(2)>"
    given = {"text": attack, "title": attack, "cited": [claim_id(own)], "form": form, "csrf": csrf(own)}
    text = own.post("/build/export", data=given).text
    assert (
        "<script" not in text and "<img" not in text and 'href="javascript:' not in text and "(javascript:" not in text
    )
    assert "&lt;script&gt;" in text
    assert not re.search(r"<https?://[^>]*<", text)


def test_an_export_needs_the_token_of_the_form(own):
    own.get("/")
    assert own.post("/build/export", data={"text": "x", "csrf": "0" * 64}).status_code == 403
