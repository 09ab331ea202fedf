"""The web app: every page as HTML and JSON, nothing of an article runs, nothing changes without leave."""

import html
import re
import threading
import tomllib
from html.parser import HTMLParser
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

import ostraka.web.app as web
from ostraka import intake, ledger, reading
from ostraka.brief.words import written_languages
from ostraka.claims import Article, Edit
from ostraka.web.app import Options, create
from ostraka.web.app.spans import parts
from ostraka.web.app.tongue import tongue
from ostraka.web.app.worlds import Shelf

HERE = Path(web.__file__).parent
ATTACK = "&lt;script&gt;alert(1)"

PAGES = [
    "/",
    "/article/attack",
    "/article/attack?text=repaired",
    "/state/RUS",
    "/state/EU",
    "/state/RUS?tab=network",
    "/state/RUS?tab=timeline",
    "/state/RUS?tab=map",
    "/state/RUS?tab=sources",
    "/state/RUS?tab=changes",
    "/pair/RUS/IRN",
    "/pair/RUS/IRN/time",
    "/between/RUS/IRN",
    "/network",
    "/network?focus=RUS&channel=arms",
    "/map/RUS",
    "/map/RUS?channel=energy",
    "/disputes",
    "/review",
    "/sources",
    "/sources?tab=outlets",
    "/sources?tab=coverage",
    "/build",
    "/build?state=RUS",
    "/build?state=IRN&pick={claim}",
    "/changes",
    "/brief/RUS",
    "/claim/{claim}",
    "/find",
    "/find?q=drones",
]


class Tables(HTMLParser):
    """The rows of all tables of a page: for each cell its name and whether it holds a figure."""

    def __init__(self, text):
        super().__init__()
        self.tables = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        if tag == "table":
            self.tables.append([])
        elif tag == "tr" and self.tables:
            self.tables[-1].append([])
        elif tag in ("td", "th") and self.tables:
            self.tables[-1][-1].append("num" in (dict(attrs).get("class") or "").split())


@pytest.mark.parametrize("page", PAGES)
def test_heads_of_figures_stand_over_them(app, claim_id, page):
    for head, *rows in Tables(app.get(page.format(claim=claim_id(app))).text).tables:
        for row in rows:
            if len(row) == len(head):
                assert row == head, page


@pytest.mark.parametrize("language", written_languages())
@pytest.mark.parametrize("page", PAGES)
def test_page_opens_in_every_language_and_says_its_policy(app, claim_id, page, language):
    address = page.format(claim=claim_id(app))
    answer = app.get(address + ("&" if "?" in address else "?") + f"lang={language}")
    assert answer.status_code == 200 and f'<html lang="{language}">' in answer.text
    assert not re.search(r"built-in|object at 0x|Undefined|\bNone\b", answer.text)
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert "unsafe" not in answer.headers["content-security-policy"]


@pytest.mark.parametrize("page", PAGES)
def test_page_answers_json_at_the_same_address(app, claim_id, page):
    address, _, query = page.format(claim=claim_id(app)).partition("?")
    answer = app.get(("/index" if address == "/" else address) + ".json?" + query)
    assert answer.status_code == 200 and isinstance(answer.json(), dict)


@pytest.mark.parametrize("page", PAGES)
def test_nothing_of_an_article_runs(app, claim_id, page):
    text = app.get(page.format(claim=claim_id(app))).text
    assert "<script>alert" not in text and "<img" not in text
    assert not re.search(r'(href|src)="\s*javascript:', text, re.I)
    assert not re.search(r"\son\w+=\"", re.sub(r">[^<]*<", "><", text)) and "style=" not in text
    assert not re.search(r'(src|href)="(https?:)?//(?!localhost)', text)


def test_the_attack_is_shown_as_text(app):
    assert ATTACK in app.get("/article/attack").text
    assert "javascript:alert(3)" in app.get("/article/attack").text  # shown, not linked


def test_feed_is_xml(app):
    import xml.etree.ElementTree as tree

    feed = tree.fromstring(app.get("/changes.atom?since=2022-10-01").text)
    assert len(feed.findall("{http://www.w3.org/2005/Atom}entry")) > 0


def test_openapi_describes_every_json_address(app):
    paths = app.get("/openapi.json").json()["paths"]
    assert "/state/{code}.json" in paths and "/decide.json" in paths
    assert all(told.get("description") for methods in paths.values() for told in methods.values())


def test_a_state_by_its_name(app):
    for name in ("Russie", "russia", "RUS"):
        answer = app.get("/state", params={"name": name}, follow_redirects=False)
        assert answer.headers["location"] == "/state/RUS"


@pytest.mark.parametrize(("page", "status"), [("/state/Atlantis", 404), ("/state/RUS?at=x", 422), ("/claim/zzz", 404)])
def test_what_is_unknown_is_told(app, page, status):
    assert app.get(page).status_code == status


@pytest.mark.parametrize("language", written_languages())
def test_an_address_that_is_none_is_told_as_a_page(app, language):
    answer = app.get("/nowhere", params={"lang": language})
    assert answer.status_code == 404
    assert tongue(language).ui["error_none"] in answer.text
    assert app.get("/nowhere.json").json()["error"]
    told = app.get("/state/RUS", params={"lang": language, "at": "x"}).text
    assert tongue(language).ui["error_kinds"]["BadDate"] in told


@pytest.mark.parametrize("language", written_languages())
def test_figures_are_explained_where_they_stand(app, language):
    page = app.get("/state/RUS", params={"lang": language}).text
    assert tongue(language).ui["gauge_meaning"] in page
    assert "{" not in page.split('class="why meaning"')[1].split("</details>")[0]


@pytest.mark.parametrize("language", written_languages())
def test_an_empty_ledger_says_what_to_do_next(tmp_path, language):
    path = tmp_path / "empty.duckdb"
    with ledger.open(path, "write"):
        pass
    client = TestClient(create(Options(ledger=path)), base_url="http://localhost")
    for page in ("/", "/network", "/disputes", "/review", "/sources", "/changes", "/build", "/map/RUS", "/state/RUS"):
        told = client.get(page, params={"lang": language})
        assert told.status_code == 200, page
        assert tongue(language).ui["no_ledger"] in html.unescape(told.text) and "0001" not in told.text, page
    assert client.get("/changes.atom").status_code == 200


def test_known_cuts_off_what_came_later(app):
    early = app.get("/state/RUS.json?known=2022-09-01&at=2022-09-01").json()
    late = app.get("/state/RUS.json").json()
    assert len(early["ties"]) < len(late["ties"])


def test_a_text_is_read_without_being_stored_and_then_kept(own, csrf):
    before = own.get("/index.json").json()["counts"]["articles"]
    text = "North Korea has sold shells to Syria, John Kirby said on Tuesday."
    seen = own.post("/read", data={"text": text, "published": "2022-11-09", "csrf": csrf(own)})
    assert seen.status_code == 200 and "John Kirby" in seen.text
    assert own.get("/index.json").json()["counts"]["articles"] == before
    key = re.search(r'name="preview" value="([\w-]+)"', seen.text)[1]
    kept = own.post("/keep", data={"preview": key, "csrf": csrf(own)})
    assert kept.status_code == 303
    assert own.get("/index.json").json()["counts"]["articles"] == before + 1
    assert own.get(kept.headers["location"]).status_code == 200


def test_a_file_is_read(own, csrf):
    files = {"file": ("a.txt", b"Iran has supplied drones to Russia, Kyiv said.", "text/plain")}
    seen = own.post("/read.json", data={"csrf": csrf(own)}, files=files).json()
    assert seen["readings"][0]["claims"]


def test_decisions_are_appended_and_undone(own, claim_id, csrf):
    claim = claim_id(own)
    left = own.get("/review.json").json()["left"]
    given = {"verb": "reject", "target": claim, "error": "not a claim", "csrf": csrf(own, "/review")}
    assert own.post("/decide", data=given).status_code == 303
    after = own.get("/review.json").json()
    assert after["left"] == left - 1 and after["last"]["targets"] == [claim]
    given = {"verb": "undo", "target": after["last"]["id"], "csrf": csrf(own, "/review")}
    assert own.post("/decide", data=given).status_code == 303
    assert own.get("/review.json").json()["left"] == left


def test_a_letter_is_set_for_a_source(own, csrf):
    given = {"verb": "grade", "target": "John Kirby", "value": "B", "csrf": csrf(own)}
    assert own.post("/decide", data=given).status_code == 303
    speakers = own.get("/sources.json").json()["speakers"]
    assert {s["letter"] for s in speakers if s["name"] == "John Kirby"} == {"B"}


@pytest.mark.parametrize("token", ["", "0" * 64])
def test_nothing_changes_without_the_token_of_the_form(own, token, claim_id):
    own.get("/")
    answer = own.post("/decide", data={"verb": "accept", "target": claim_id(own), "csrf": token})
    assert answer.status_code == 403 and own.get("/review.json").json()["last"] is None


def test_a_foreign_page_or_name_is_refused(own, claim_id, csrf):
    given = {"verb": "accept", "target": claim_id(own), "csrf": csrf(own)}
    assert own.post("/decide", data=given, headers={"origin": "https://evil.example"}).status_code == 403
    assert own.get("/", headers={"host": "evil.example"}).status_code == 421


@pytest.mark.parametrize("back", ["https://evil.example", "//evil.example", "/\\evil.example"])
def test_a_form_leads_nowhere_else(own, back, claim_id, csrf):
    given = {"verb": "accept", "target": claim_id(own), "csrf": csrf(own), "back": back}
    assert own.post("/decide", data=given).headers["location"] == "/review"


def test_read_only_refuses_to_write_and_shows_no_form(path, claim_id, csrf):
    client = TestClient(create(Options(ledger=path, read_only=True)), base_url="http://localhost")
    given = {"verb": "accept", "target": claim_id(client), "csrf": csrf(client)}
    assert client.post("/decide", data=given).status_code == 403
    assert "/decide" not in client.get("/review").text


def test_a_token_is_asked_for_and_remembered(path):
    app = create(Options(ledger=path, token="secret"))
    client = TestClient(app, base_url="http://localhost", follow_redirects=False)
    assert client.get("/").status_code == 401 and client.get("/?token=wrong").status_code == 401
    assert client.get("/index.json", headers={"authorization": "Bearer secret"}).status_code == 200
    moved = client.get("/sources?token=secret&lang=fr")
    assert moved.status_code == 303 and moved.headers["location"] == "/sources?lang=fr"
    assert client.get("/sources").status_code == 200


def test_too_much_is_refused(path):
    client = TestClient(create(Options(ledger=path, largest=100)), base_url="http://localhost")
    assert client.post("/read", data={"text": "x" * 200, "csrf": "x"}).status_code == 413


def test_an_empty_ledger_has_its_pages(tmp_path):
    client = TestClient(create(Options(ledger=tmp_path / "none.duckdb")), base_url="http://localhost")
    for page in ("/", "/state/RUS", "/pair/RUS/IRN", "/disputes", "/review", "/sources", "/changes", "/changes.atom"):
        assert client.get(page).status_code == 200, page


def test_a_writer_and_the_app_run_at_once(own, tmp_path, readings):
    path = tmp_path / "l.duckdb"
    wrong, seen = [], set()

    def write():
        try:
            for k in range(4):
                added = intake.article(f"China sold oil to Russia, report {k} said.", language="en", id=f"new-{k}")
                with ledger.open(path, "write") as book:
                    book.add(list(reading.read([added])), reader="test")
        except Exception as error:  # told below
            wrong.append(error)

    writer = threading.Thread(target=write)
    writer.start()
    asked = 0
    while writer.is_alive() or asked < 4:
        answer = own.get("/index.json")
        assert answer.status_code == 200
        seen.add(answer.json()["counts"]["articles"])
        asked += 1
    writer.join()
    assert wrong == []
    assert own.get("/index.json").json()["counts"]["articles"] == len(readings) + 4


def test_what_was_weighed_is_kept_until_the_file_changes(own, tmp_path):
    shelf = Shelf(tmp_path / "l.duckdb")
    first = shelf.world()
    assert shelf.world() is first
    with ledger.open(tmp_path / "l.duckdb", "write") as book:
        book.decide("me", "grade", ["X"], value={"letter": "A"}, why="test")
    assert shelf.world() is not first


def test_the_parts_of_a_text_are_that_text(readings):
    for one in readings:
        made = parts(one.article, one.claims, one.attributions)
        assert "".join(p.text for p in made) == one.article.original
        read = "".join(p.text if p.read_as is None else p.read_as for p in made)
        assert read == one.article.repaired


def test_a_repair_that_a_mark_cuts_is_read_once():
    article = Article(
        id="x", original="abcdef", language="en", edits=(Edit(start=1, end=5, replacement="X", kind="joined"),)
    )
    made = parts(article, [], [])
    assert "".join(p.text if p.read_as is None else p.read_as for p in made) == article.repaired == "aXf"


def test_all_languages_have_the_same_phrases():
    tables = [tomllib.loads((HERE / f"ui.{x}.toml").read_text(encoding="utf-8")) for x in written_languages()]

    def shape(table):
        return {
            k: shape(v) if isinstance(v, dict) else len(v) if isinstance(v, list) else sorted(re.findall(r"{\w+}", v))
            for k, v in table.items()
        }

    assert all(shape(t) == shape(tables[0]) for t in tables)


@pytest.mark.parametrize(("lang", "words"), [("en", "There is no text"), ("fr", "Il n’y a pas de texte")])
def test_why_a_request_is_refused_is_told_in_the_language_of_the_page(app, csrf, lang, words):
    page = app.post(f"/read?lang={lang}", data={"text": " ", "csrf": csrf(app)})
    assert page.status_code == 422 and words in page.text
    told = app.post("/read.json", data={"text": " ", "csrf": csrf(app)}).json()
    assert told["message"] == "There is no text: paste one, or choose a file."


@pytest.mark.parametrize(
    ("asked", "state"), [("Corée du Nord", "PRK"), ("north korea", "PRK"), ("IRN", "IRN"), ("irn", "IRN")]
)
def test_a_state_that_is_searched_for_is_opened(app, asked, state):
    answer = app.get("/find", params={"q": asked}, follow_redirects=False)
    assert answer.status_code == 303 and answer.headers["location"] == f"/state/{state}"


def test_search_looks_in_names_of_speakers_and_words_of_claims(app):
    found = app.get("/find.json", params={"q": "kir"}).json()  # no ties of Kiribati here: its code is not meant
    assert "KIR" in found["states"] and {c["sources"][0]["name"] for c in found["by_speaker"]} == {"John Kirby"}
    worded = app.get("/find.json", params={"q": "DRONES"}).json()["by_words"]
    assert worded and all("drones" in c["evidence"]["text"].lower() for c in worded)
    days = [c["article"]["published"] for c in worded]
    assert days == sorted(days, reverse=True)
    assert "Nothing of that name" in app.get("/find?q=zzyzx&lang=en").text


def test_a_claim_that_was_called_wrong_is_not_found(own, csrf, claim_id):
    claim = claim_id(own)
    words = own.get(f"/claim/{claim}.json").json()["claim"]["evidence"]["text"]
    assert claim in {c["id"] for c in own.get("/find.json", params={"q": words}).json()["by_words"]}
    own.post("/decide", data={"verb": "reject", "target": claim, "why": "a test", "csrf": csrf(own)})
    assert claim not in {c["id"] for c in own.get("/find.json", params={"q": words}).json()["by_words"]}


def test_why_a_claim_is_graded_so_is_told_in_the_language_of_the_page(app):
    contested = app.get("/disputes.json").json()["disputes"][0]["proposition"]["claims"][0]
    english, french = (app.get(f"/claim/{contested}?lang={x}").text for x in ("en", "fr"))
    assert "United States of America" not in french  # who speaks for his state has its name in the language of the page
    assert "denies it" in english and "denies it" not in french and "le nie" in french


def test_a_claim_can_be_cited_with_its_place_in_the_article(app, claim_id):
    claim = app.get(f"/claim/{claim_id(app)}.json").json()["claim"]
    told = html.unescape(app.get(f"/claim/{claim['id']}?lang=en").text).partition('class="citation">')[2]
    assert told.startswith(f"“{claim['evidence']['text']}”") and claim["id"] in told.partition("</p>")[0]
    assert f"Characters {claim['evidence']['start']} to {claim['evidence']['end']} of article" in told
