"""Odd and hostile text: it is read to the end, spans stay exact, and the claims of the paragraphs around it stay."""

import pytest

from ostraka.claims import Article, content_id
from ostraka.reading import read
from tests.reading.examples import PUBLISHED, fits, shown

BEFORE = {"en": "Iran sold drones to Russia.", "fr": "L'Iran a vendu des drones à la Russie."}
AFTER = {"en": "China bought oil from Iran.", "fr": "La Chine a acheté du pétrole à l'Iran."}
WANTED = ("transfer IRN>RUS CT+", "transfer IRN>CHN CT+")

ODD = {
    "unclosed": "“We will never sell tanks, said Dana Brook. He left, and the door stayed open.",
    "never opened": "We will never sell tanks, he said.” The door stayed open.",
    "only marks": "“” «» \" ' ‘’ ’ “ « ,,, ... !!! ??? — – -- ( [ {",
    "nested": "“He told me ‘she said “no” and left’”, Brook said.",
    "over paragraphs": "“We waited.\n\n“We waited more.\n\n“Then we left,” Brook said.",
    "list": "1. Tanks\n2. Drones;\n- Oil\n• Gas\n* Talks: none",
    "dialogue": "— Did they come?\n— No.\n— Who says so?\nBROOK: Nobody.\nQ: Why?\nA: Because.",
    "capitals": "BREAKING: BROOK SAYS “NO” TO TALKS!!! MORE SOON",
    "tweet": "RT @brook: nobody knows 😱 https://t.co/x1 #tanks … 1/2",
    "headline": "Brook: 'No tanks'",
    "verbless": "Said. Told. According to. Selon. A-t-il dit. Dit-il.",
    "pronouns": "-t-il a-t-elle -elle dit-on a-t-on.",
    "numbers": "1,000 2.5 % 3° 4th 5e 6h30 7:08 « 9 » “10”",
    "no end": "said that that that that said that he said she said they said",
    "other script": "Сказал он: «Нет». 他说:「不」。 قال: لا.",
    "long quotation": "“" + "We waited and waited, and nobody came to the port. " * 60,
    "apostrophes": "''We're here'', he'd said; `so' they''d come 'round.",
    "name at the end": "It wants troops for Oslo",
    "blanks": " \t \n \u00a0 \u200b \n",
}


@pytest.mark.parametrize("language", ["en", "fr"])
def test_odd_paragraphs_lose_nothing_of_their_neighbours(language):
    texts = {name: f"{BEFORE[language]}\n\n{odd}\n\n{AFTER[language]}" for name, odd in ODD.items()}
    articles = [Article(id=content_id(t), original=t, language=language, published=PUBLISHED) for t in texts.values()]
    for name, r in zip(texts, read(articles), strict=True):
        for wanted in WANTED:
            assert any(fits(wanted, c) for c in r.claims), f"{name}: {wanted} in {shown(r.claims)}"
        for claim in r.claims:
            span = claim.evidence
            assert r.article.original[span.start : span.end] == span.text, name
        for a in r.attributions:
            for start, end in a.content.spans:
                assert 0 <= start < end <= len(r.article.original), name


@pytest.mark.parametrize("language", ["en", "fr"])
def test_odd_text_alone_is_read(language):
    articles = [Article(id=content_id(t), original=t, language=language, published=None) for t in (*ODD.values(), "")]
    assert len(list(read(articles))) == len(articles)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_what_stands_outside_an_unclosed_quotation_has_no_speaker(language):
    text = f"{ODD['unclosed']}\n\n{BEFORE[language]}"
    (r,) = read([Article(id=content_id(text), original=text, language=language, published=PUBLISHED)])
    found = [c for c in r.claims if fits(WANTED[0], c)]
    assert found and not found[0].sources


@pytest.mark.parametrize("text", ["It wants troops for Oslo", "Lima to", "Troops for", "Des soldats pour Oslo"])
def test_an_article_may_end_without_a_mark_at_any_word(text):
    article = Article(id=content_id(text), original=text, language="en", published=PUBLISHED)
    assert next(iter(read([article]))).article.original == text
