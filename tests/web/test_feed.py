"""The feed of changes against RFC 4287: what a feed and an entry must have, once, in the form asked for."""

import re
import xml.etree.ElementTree as tree

import pytest

from ostraka import intake, ledger, reading

ATOM = "{http://www.w3.org/2005/Atom}"
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)")
IRI = re.compile(r"(https?|urn|tag):\S+")


@pytest.mark.parametrize("query", ["", "?since=2022-10-01", "?since=2022-10-01&state=RUS", "?lang=fr&state=Iran"])
def test_feed_is_valid_atom(app, query):
    answer = app.get("/changes.atom" + query)
    assert answer.headers["content-type"].startswith("application/atom+xml")
    check(tree.fromstring(answer.content))


def check(feed):
    """RFC 4287, 4.1.1 and 4.1.2."""
    assert feed.tag == ATOM + "feed"
    for element in [feed, *feed.findall(ATOM + "entry")]:
        for name in ("id", "title", "updated"):
            assert len(element.findall(ATOM + name)) == 1, name
        assert IRI.fullmatch(element.find(ATOM + "id").text), element.find(ATOM + "id").text
        assert MOMENT.fullmatch(element.find(ATOM + "updated").text)
        assert element.find(ATOM + "title").text
        for link in element.findall(ATOM + "link"):
            assert IRI.fullmatch(link.get("href")) and link.get("rel") in ("self", "alternate")
    assert [x.get("rel") for x in feed.findall(ATOM + "link")].count("self") == 1
    assert len(feed.findall(ATOM + "author")) == 1 and feed.find(f"{ATOM}author/{ATOM}name").text
    ids = [e.find(ATOM + "id").text for e in feed.findall(ATOM + "entry")]
    assert len(ids) == len(set(ids))
    for entry in feed.findall(ATOM + "entry"):
        assert len(entry.findall(ATOM + "summary")) <= 1
        assert [x.get("rel") for x in entry.findall(ATOM + "link")].count("alternate") == 1


def test_characters_that_xml_forbids_do_not_break_the_feed(own, tmp_path):
    bad = intake.article(
        "Iran has supplied \x0b\x1fdrones to Russia, Kyiv\x00 said. Brazil has sent tanks\x08 to Norway.",
        language="en",
        published="2022-11-15",
        title="<b>\x07",
        id="bad",
    )
    with ledger.open(tmp_path / "l.duckdb", "write") as book:
        book.add(list(reading.read([bad])), reader="test")
    check(tree.fromstring(own.get("/changes.atom?since=2022-11-01").content))


def test_the_page_names_its_feed(app):
    assert re.search(r'rel="alternate" type="application/atom\+xml"[^>]+href="/changes.atom', app.get("/changes").text)


def test_an_empty_ledger_has_a_valid_feed(tmp_path):
    from fastapi.testclient import TestClient

    from ostraka.web.app import Options, create

    client = TestClient(create(Options(ledger=tmp_path / "none.duckdb")), base_url="http://localhost")
    check(tree.fromstring(client.get("/changes.atom").content))
