"""Names beside titles that the parser is not shown: what is cut, what stays, and how the words come back."""

import pytest

from ostraka.languages.pack import table
from ostraka.reading.parsing.parse import Raw
from ostraka.reading.parsing.titled import titled_of

FRENCH = titled_of("fr")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Le ministre kényan de la Défense Tom Oda a reçu Lima.", "Le ministre kényan de la Défense a reçu Lima."),
        ("La porte-parole du Quai d'Orsay Ana Sorel a parlé.", "La porte-parole du Quai d'Orsay a parlé."),
        ("Le chef de la diplomatie de l'UE Jon Berg se tait.", "Le chef de la diplomatie de l'UE se tait."),
        ("Le président du Sri Lanka Ari Perera se tait.", "Le président du Sri Lanka se tait."),
        ("La présidente du Pérou, Ana Quispe, a parlé.", "La présidente du Pérou a parlé."),
        ("Le chef de l'armée kényane, le général Tom Oda, a parlé.", "Le chef de l'armée kényane a parlé."),
        ("Lima a blâmé le chef de l'armée, le général Tom Oda.", "Lima a blâmé le chef de l'armée."),
        ("Tom Oda, ministre kényan des Affaires étrangères, a parlé.", "Tom Oda a parlé."),
        ("Le général Tom Oda, numéro deux de la junte kényane, a parlé.", "Le général Tom Oda a parlé."),
        ("Le ministre grec, Nikos Varas, qui se tait, a signé.", "Le ministre grec, qui se tait, a signé."),
    ],
)
def test_a_name_beside_a_title_is_not_shown(text, shown):
    assert FRENCH.cut(text).shown == shown


@pytest.mark.parametrize(
    "text",
    [
        "Le président kényan Tom Oda a parlé.",  # the parser hangs it there itself
        "Le ministre a reçu Tom Oda.",
        "Lima a nommé ministre de la Défense Tom Oda.",
        "Le ministre de la Défense Moscou a parlé.",
        "Le président, Tom Oda, Ana Quispe et Nikos Varas ont signé.",
        "Tom Oda, qui préside le Kenya, a parlé.",
        "Les ministres de la Défense Tom Oda et Ana Quispe ont signé.",
        "La décision du chef de la junte Tom Oda de partir est prise.",
    ],
)
def test_words_that_may_be_of_others_stay(text):
    assert FRENCH.cut(text).shown == text


def test_the_name_comes_back_apposed_to_its_title():
    cut = FRENCH.cut("Le roi du Maroc, Ali Sy, se tait")
    shown = Raw(
        starts=[0, 3, 7, 10, 16, 19], ends=[2, 6, 9, 15, 18, 23], lemmas=["le", "roi", "de", "Maroc", "se", "taire"],
        pos=["DET", "NOUN", "ADP", "PROPN", "PRON", "VERB"], deps=["det", "nsubj", "case", "nmod", "expl", "root"],
        heads=[1, 5, 3, 1, 5, 5], morphs=[""] * 6, sent_starts=[0],
    )  # fmt: skip
    given = shown._replace(starts=[cut.shift[s] for s in shown.starts], ends=[cut.shift[e - 1] + 1 for e in shown.ends])
    whole = FRENCH.put_back(cut, given)
    assert whole.lemmas == ["le", "roi", "de", "Maroc", ",", "Ali", "Sy", ",", "se", "taire"]
    assert whole.deps[4:8] == ["punct", "appos", "flat:name", "punct"]
    assert whole.heads == [1, 9, 3, 1, 1, 1, 5, 1, 9, 9]


def test_the_phrase_of_a_title_comes_back_with_its_own_words():
    cut = FRENCH.cut("Ali Sy, ministre marocain de la Pêche, part")
    shown = Raw(
        starts=[0, 4, 39], ends=[3, 6, 43], lemmas=["Ali", "Sy", "partir"], pos=["PROPN", "PROPN", "VERB"],
        deps=["nsubj", "flat:name", "root"], heads=[2, 0, 2], morphs=[""] * 3, sent_starts=[0],
    )  # fmt: skip
    whole = FRENCH.put_back(cut, shown)
    assert whole.deps == ["nsubj", "flat:name", "punct", "appos", "amod", "case", "det", "nmod", "punct", "root"]
    assert [whole.heads[k] for k in (3, 4, 5, 6, 7)] == [0, 3, 7, 7, 3]


def test_a_language_without_the_table_keeps_its_words():
    text = "The Kenyan defence minister, Tom Oda, spoke."
    assert titled_of("en").cut(text).shown == text


HIDDEN = table("fr", "plain")["titled"]["hidden"]


@pytest.mark.parametrize(("text", "shown"), [pair for row in HIDDEN for pair in row["examples"]])
def test_what_parts_a_noun_from_whose_it_is_is_not_shown(text, shown):
    assert FRENCH.cut(text).shown == shown


@pytest.mark.parametrize("text", [text for row in HIDDEN for text in row["not"]])
def test_such_words_elsewhere_stay(text):
    assert FRENCH.cut(text).shown == text
