"""How a claim and an attribution look, on hand-made ones: no model is needed."""

from __future__ import annotations

from ostraka.claims import (
    Actor,
    Article,
    AttributedSource,
    Attribution,
    Claim,
    Goods,
    Publication,
    Source,
    Span,
    Spans,
    Time,
    Trouble,
)
from ostraka.commands import printing

TEXT = "Duarte said the US believed Iran was trying to send shells to Russia."
PUBLICATION = Publication(id="a", title="Shells", published="2022-11-08", language="en")
CLAIM = Claim(
    id="c",
    article=PUBLICATION,
    evidence=Span(start=0, end=len(TEXT), text=TEXT),
    cue=Span(start=47, end=51, text="send"),
    act="transfer",
    channel="arms",
    from_=Actor(code="IRN", name="Iran"),
    to=Actor(code="RUS", name="Russia"),
    plover=None,
    goods=(Goods(code="arms.ammunition", text="shells", start=52, end=58),),
    stage="attempted",
    factuality="PR+",
    sources=(
        Source(name="Ana Duarte", actor="USA", role="spokeswoman", kind="person"),
        Source(name=None, actor="USA", role=None, kind="government", text="the US"),
    ),
    quoted=False,
    time=Time(start="2022-11-01", end="2022-11-30", precision="month", text="this month"),
    place=None,
    quantity=None,
    trouble=(Trouble(code="x", words="in doubt", start=1, end=2), Trouble(code="y", words="in doubt", start=3, end=4)),
    rules=("r",),
)


def plain(lines):
    return [line.plain.strip() for line in lines]


def test_a_claim_says_who_to_whom_on_whose_word_and_what_is_in_doubt():
    assert plain(printing.claim_lines(CLAIM, 1)) == [
        "1  Iran (IRN) → Russia (RUS)  transfer · arms · attempted · PR+",
        "said by Ana Duarte (spokeswoman, USA), who cites the US (USA, government)",
        f"“{TEXT}”",
        "goods: shells (arms.ammunition); time: 2022-11-01 to 2022-11-30 “this month”",
        "! in doubt",
    ]


def test_an_attribution_says_who_how_and_what():
    found = Attribution(
        id="q",
        article=PUBLICATION,
        source=AttributedSource(
            spans=((0, 6),), text="Duarte", name="Ana Duarte", actor="USA", role=None, kind="person"
        ),
        cue=Spans(spans=((7, 11),), text="said"),
        content=Spans(spans=((12, 69),), text=TEXT[12:]),
        form="indirect",
        within=None,
    )
    assert plain(printing.attribution_lines(found, 2)) == [
        "2  Ana Duarte  USA · person",
        "by “said”, indirect, CT+",
        f"“{TEXT[12:]}”",
    ]


def test_heading_and_long_quotations():
    article = Article(id="a", original=TEXT, language="en", published="2022-11-08")
    assert printing.article_line(article, "claims: 1").plain == "a  2022-11-08 · en  claims: 1"
    short = printing.shorten("word \n" * 200)
    assert " […] " in short and len(short) < 320 and "\n" not in short
