"""The page: nothing from outside, nothing runs, every sentence opens, hostile text stays text, damage is shown."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ostraka.brief import brief
from ostraka.brief.words import written_languages
from ostraka.claims import Article, Claim, Edit
from ostraka.web.highlights import paragraph, pieces
from ostraka.web.page import page
from tests.brief.build import Told, article, autumn, material

HOSTILE = (
    "<script>alert(1)</script><img src=http://evil.example/x onerror=alert(2)> Iran armed Russia & </style></details>"
)
VOID = ("meta", "br", "line", "rect", "path", "polygon", "polyline")
LEAN = {"transfer": "for", "sanction": "against"}


class Page(HTMLParser):
    """Tags with their attributes, ids, and how deep <details> are open at each."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.ids: set[str] = set()
        self.stack: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.tags.append((tag, found))
        if found.get("id"):
            assert found["id"] not in self.ids, f"id twice: {found['id']}"
            self.ids.add(str(found["id"]))
        if tag not in VOID:
            self.stack.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        assert self.stack and self.stack.pop() == tag, f"</{tag}> closes nothing"


def made(language: str = "en") -> str:
    return page(brief("RUS", autumn(), language=language), autumn())


@pytest.mark.parametrize("language", written_languages())
def test_nothing_comes_from_outside_and_nothing_runs(language: str) -> None:
    text = made(language)
    seen = Page(text)
    assert not seen.stack
    names = {tag for tag, _ in seen.tags}
    assert not names & {"script", "link", "img", "iframe", "object", "embed", "video", "audio", "form", "base"}
    assert "default-src 'none'" in text and "url(" not in text and "@import" not in text
    for _, attrs in seen.tags:
        assert not any(name.startswith("on") or name in ("src", "srcset") for name in attrs)
        assert (attrs.get("href") or "#").startswith("#")


@pytest.mark.parametrize("language", written_languages())
def test_every_sentence_opens_to_its_evidence(language: str) -> None:
    all_of_it = autumn()
    told = brief("RUS", all_of_it, language=language)
    text = page(told, all_of_it)
    seen = Page(text)
    details = {a["id"] for tag, a in seen.tags if tag == "details" and a.get("id")}
    for part in told.sections:
        for sentence in part.sentences:
            assert sentence.id in seen.ids
            if sentence.claims:
                assert sentence.id in details, sentence.text
            assert all(f"c-{claim}" in seen.ids for claim in sentence.claims)
    targets = {a["href"] for tag, a in seen.tags if tag == "a" and a.get("href")}
    assert all(str(t)[1:] in seen.ids for t in targets if t)


def test_hostile_text_stays_text() -> None:
    one = article(
        "h",
        HOSTILE,
        [Told("IRN > RUS transfer arms done CT+", "Iran armed Russia", HOSTILE.replace("/", "\u2044") + "/IRN")],
        outlet=HOSTILE,
        title=HOSTILE,
        url="javascript:alert(3)",
    )
    all_of_it = material(one)
    text = page(brief("RUS", all_of_it), all_of_it)
    seen = Page(text)
    assert not {tag for tag, _ in seen.tags} & {"script", "img"}
    assert "javascript:" not in text and "&lt;script&gt;alert(1)" in text
    assert not any(name.startswith("on") for _, attrs in seen.tags for name in attrs)


def test_a_denial_is_not_marked_as_what_it_denies() -> None:
    assert '<mark class="k-denied">denied shipping any shells</mark>' in made()


def test_damage_is_hatched_and_says_how_it_was_read() -> None:
    text = "La Chinecontinue d’acheter du pétrole à la Russie."
    one = article(
        "d",
        text,
        [Told("RUS > CHN transfer energy:energy.oil done CT+", text[3:-1])],
        language="fr",
        edits=(Edit(start=8, end=8, replacement=" ", kind="joined"),),
    )
    all_of_it = material(one)
    assert '<span class="damage gap" title="read as “ ”"></span>' in page(brief("RUS", all_of_it), all_of_it)


@st.composite
def marked(draw: st.DrawFn) -> tuple[Article, list[Claim]]:
    text = draw(st.text(min_size=1, max_size=60))
    n = len(text)
    spans = draw(st.lists(st.tuples(st.integers(0, n - 1), st.integers(1, n)), max_size=5))
    cuts = sorted(draw(st.lists(st.integers(0, n), max_size=6, unique=True)))
    edits = tuple(Edit(start=a, end=b, replacement="x", kind="x") for a, b in zip(cuts[::2], cuts[1::2], strict=False))
    told = [
        (text[a:b], act) for a, b in spans if a < b for act in ("transfer",)
    ]  # the same words may stand earlier: any place will do
    made_article, claims = article(
        "m", text, [Told(f"IRN > RUS {act} arms done CT+", words) for words, act in told], edits=edits
    )
    return made_article, claims


@given(marked())
def test_pieces_are_the_original(given_: tuple[Article, list[Claim]]) -> None:
    one, claims = given_
    found = pieces(one, claims, LEAN)
    assert "".join(p.text for p in found) == one.original
    starts = [claim for p in found for claim in p.starts]
    assert sorted(starts) == sorted(c.id for c in claims)
    for c in claims:
        assert "".join(p.text for p in found if c.id in p.claims) == c.evidence.text
    for e in one.edits:
        assert (
            "".join(p.text for p in found if p.read_as is not None).count(one.original[e.start : e.end])
            or e.start == e.end
        )


@given(marked(), st.integers(20, 60))
def test_a_paragraph_holds_its_claim(given_: tuple[Article, list[Claim]], most: int) -> None:
    one, claims = given_
    for c in claims:
        start, end = paragraph(one, c, most)
        assert 0 <= start <= c.evidence.start < c.evidence.end <= end <= len(one.original)
        assert "".join(p.text for p in pieces(one, [c], LEAN, start, end)) == one.original[start:end]


def test_two_languages_say_the_same_figures() -> None:
    texts = [re.sub(r"<style>.*?</style>|<[^>]*>", "", made(x), flags=re.S) for x in ("en", "fr")]
    figures = [re.findall(r"\d+\.\d+", text.replace(",", ".")) for text in texts]
    assert figures[0] and sorted(figures[0]) == sorted(figures[1])


def test_the_trend_is_drawn_when_an_earlier_day_is_asked_for() -> None:
    now = autumn()
    all_of_it = msgspec.structs.replace(now, since="2022-01-31", between=(("2022-06-30", now.ties[:1]),))
    told = brief("RUS", all_of_it)
    assert [p.day for p in told.trend] == ["2022-01-31", "2022-06-30", "2022-11-16"]
    text = page(told, all_of_it)
    assert text.count("<circle") == 3 and not Page(text).stack
