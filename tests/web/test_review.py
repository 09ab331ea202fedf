"""Review: staged, then committed; typed errors, corrections, objections; exact matches; nothing moves before."""

import json

import pytest
from fastapi.testclient import TestClient

from ostraka import intake, ledger, reading
from ostraka.web.app import Options, create
from ostraka.web.app.queue import waiting
from ostraka.web.app.staging import Stage
from ostraka.web.app.worlds import Shelf


def post(client, csrf, address, **given):
    return client.post(address, data={**given, "csrf": csrf(client, "/review")})


def asked(client):
    return client.get("/review.json").json()


def decisions(path):
    with ledger.open(path) as book:
        return book.decisions()


def test_a_staged_decision_moves_nothing_until_it_is_committed(own, csrf, tmp_path):
    before, state = asked(own), own.get("/state/RUS.json").json()
    claim = before["claim"]["id"]
    assert post(own, csrf, "/review/stage", verb="reject", target=claim, error="wrong actor").status_code == 303
    staged = asked(own)
    assert staged["claim"]["id"] != claim and staged["left"] == before["left"] - 1
    assert decisions(tmp_path / "l.duckdb") == [] and own.get("/state/RUS.json").json() == state
    assert post(own, csrf, "/review/commit").status_code == 303
    made = decisions(tmp_path / "l.duckdb")
    assert [(d.verb, d.targets, d.why) for d in made] == [("reject", (claim,), "wrong actor")]
    assert asked(own)["staged"] == []


def test_undo_takes_back_the_last_staged_then_what_was_committed(own, csrf, tmp_path):
    first = asked(own)["claim"]["id"]
    post(own, csrf, "/review/stage", verb="accept", target=first)
    second = asked(own)["claim"]["id"]
    post(own, csrf, "/review/stage", verb="accept", target=second)
    post(own, csrf, "/review/unstage")
    assert [s["targets"] for s in asked(own)["staged"]] == [[first]]
    post(own, csrf, "/review/commit")
    last = asked(own)["last"]
    post(own, csrf, "/decide", verb="undo", target=last["id"])
    assert asked(own)["claim"]["id"] == first


def test_what_is_staged_survives_a_restart(own, csrf, tmp_path):
    claim = asked(own)["claim"]["id"]
    post(own, csrf, "/review/stage", verb="accept", target=claim)
    again = TestClient(create(Options(ledger=tmp_path / "l.duckdb")), base_url="http://localhost")
    assert [s["targets"] for s in asked(again)["staged"]] == [[claim]]


def test_a_commit_that_fails_midway_keeps_the_rest(tmp_path):
    stage = Stage(tmp_path / "l.duckdb")
    for k in range(3):
        stage.add("accept", [str(k)], value={}, why="x", words="x")

    def write(staged):
        if staged.targets == ("1",):
            raise RuntimeError("full")

    with pytest.raises(RuntimeError):
        stage.commit(write)
    assert [s.targets for s in stage.all()] == [("1",), ("2",)]


def test_a_damaged_stage_is_told(tmp_path):
    (tmp_path / "l.duckdb.staged.json").write_text("{", encoding="utf-8")
    client = TestClient(create(Options(ledger=tmp_path / "l.duckdb")), base_url="http://localhost")
    answer = client.get("/review")
    assert answer.status_code == 503 and "staged.json" in answer.text


def test_a_correction_keeps_what_was_not_touched(own, csrf, claim_id, tmp_path):
    claim = own.get(f"/claim/{claim_id(own)}.json").json()["claim"]
    fields = {"set_from": "Belarus", "set_act": claim["act"], "set_stage": "promised", "set_goods": "arms.uav"}
    given = {"verb": "correct", "target": claim["id"], **fields}
    assert post(own, csrf, "/decide", **given, back=f"/claim/{claim['id']}").status_code == 303
    made = decisions(tmp_path / "l.duckdb")[-1]
    assert made.value["from"] == "BLR" and made.value["stage"] == "promised" and "act" not in made.value
    ties = own.get("/pair/BLR/IRN.json").json()["ties"]
    assert any(claim["id"] in tie["claims"] for tie in ties)


@pytest.mark.parametrize(
    "wrong", [{"set_act": "dance"}, {"set_stage": "someday"}, {"set_goods": "arms.pea"}, {"set_from": "Atlantis"}, {}]
)
def test_a_correction_that_is_none_is_refused(own, csrf, claim_id, tmp_path, wrong):
    answer = post(own, csrf, "/decide", verb="correct", target=claim_id(own), **wrong)
    assert answer.status_code in (404, 422) and decisions(tmp_path / "l.duckdb") == []


def test_an_objection_stands_beside_the_claim_and_moves_no_figure(own, csrf, claim_id, tmp_path):
    claim, state = claim_id(own), own.get("/state/RUS.json").json()
    assert post(own, csrf, "/decide", verb="contest", target=claim).status_code == 422  # without a reason
    why = "the minister <b>never</b> said so"
    assert post(own, csrf, "/decide", verb="contest", target=claim, why=why).status_code == 303
    assert own.get("/state/RUS.json").json() == state
    for page in (f"/claim/{claim}", "/disputes"):
        text = own.get(page).text
        assert "&lt;b&gt;never&lt;/b&gt;" in text and "<b>never" not in text
    assert asked(own)["left"] == own.get("/index.json").json()["counts"]["claims"]  # it is still to be decided on


def test_exact_matches_are_accepted_together(own, csrf, tmp_path):
    path = tmp_path / "l.duckdb"
    twins = [
        intake.article(
            f"{day} saw talks in Sofia. Bulgaria has supplied shells to Ukraine.",
            language="en",
            published="2022-11-12",
            id=f"twin-{day}",
        )
        for day in ("Monday", "Tuesday", "Friday")
    ]
    with ledger.open(path, "write") as book:
        book.add(list(reading.read(twins)), reader="test")
    ids = [own.get(f"/article/twin-{d}.json").json()["claims"][0]["id"] for d in ("Monday", "Tuesday", "Friday")]
    assert "2 exact" not in own.get("/review").text
    post(own, csrf, "/review/stage", verb="accept", target=ids[0])
    assert "Accept 2 exact matches" in own.get("/review").text
    post(own, csrf, "/review/exact")
    post(own, csrf, "/review/commit")
    assert sorted(x for d in decisions(path) for x in d.targets) == sorted(ids)


def test_the_queue_is_ordered_by_effect_and_doubt(path):
    world = Shelf(path).world()
    effects = [world.effect.get(i, 0.0) for i in waiting(world)]
    assert effects == sorted(effects, reverse=True) and effects[0] > 0
    assert len(effects) == len(world.material.claims)


def test_read_only_stages_nothing(path, csrf):
    client = TestClient(create(Options(ledger=path, read_only=True)), base_url="http://localhost")
    claim = asked(client)["claim"]["id"]
    for address in ("/review/stage", "/review/commit", "/review/exact", "/review/unstage"):
        given = {"verb": "accept", "target": claim, "csrf": csrf(client, "/")}
        assert client.post(address, data=given).status_code == 403
    assert "/review/stage" not in client.get("/review").text


@pytest.mark.parametrize("address", ["/review/stage", "/review/commit", "/review/exact", "/review/unstage", "/build"])
def test_nothing_is_staged_without_the_token_of_the_form(own, address):
    own.get("/")
    given = {"verb": "accept", "target": asked(own)["claim"]["id"], "csrf": "0" * 64, "text": "x"}
    assert own.post(address, data=given).status_code == 403
    assert json.loads(own.get("/review.json").text)["staged"] == []
