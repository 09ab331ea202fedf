"""Asides that the parser is not shown: what is cut, what stays, and how the words come back."""

import pytest

from ostraka.reading.parsing.asides import asides_of
from ostraka.reading.parsing.parse import Raw

FRENCH = asides_of("fr")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Oslo a accusé mercredi 23 mars Lima de tricher.", "Oslo a accusé Lima de tricher."),
        ("Oslo a une nouvelle fois rejeté jeudi les griefs de Lima.", "Oslo a rejeté les griefs de Lima."),
        ("Oslo a annoncé, vendredi 2 juillet 2021, son retrait.", "Oslo a annoncé son retrait."),
        ("Oslo y a envoyé le 10 août un navire.", "Oslo y a envoyé un navire."),
        ("Oslo a annoncé le 23 octobre au matin des manœuvres.", "Oslo a annoncé des manœuvres."),
        ("Oslo retirera d'ici la fin de l'année ses troupes.", "Oslo retirera ses troupes."),
        ("Oslo retirera ses troupes d'ici à la fin du mois.", "Oslo retirera ses troupes."),
        ("Oslo a promis d'ici à juin 2031 cent chars.", "Oslo a promis cent chars."),
        ("Oslo a averti à plusieurs reprises cette semaine Lima.", "Oslo a averti Lima."),
        ("Depuis la reprise, mardi, des combats, Lima se tait.", "Depuis la reprise des combats, Lima se tait."),
        ("La visite, lundi 3 mai, du roi a plu.", "La visite du roi a plu."),
        ("Le ministre s'est rendu à Séoul lundi.", "Le ministre s'est rendu à Séoul."),
    ],
)
def test_an_aside_is_not_shown(text, shown):
    assert FRENCH.cut(text).shown == shown


@pytest.mark.parametrize(
    "text",
    [
        "Oslo accuse Lima depuis jeudi soir de tricher.",
        "La réunion de lundi et mardi à Lima est annulée.",
        "Oslo a parlé mardi, Lima se tait.",
        "Lima a répondu jeudi.",
        "Lundi, Oslo a répondu.",
        "Dans la capitale, mardi, des soldats ont tiré.",
    ],
)
def test_words_that_belong_to_others_stay(text):
    assert FRENCH.cut(text).shown == text


def test_the_words_come_back_as_adverbials_of_the_verb():
    cut = FRENCH.cut("Oslo a accusé jeudi 3 mai Lima")
    shown = Raw(
        starts=[0, 5, 7, 14], ends=[4, 6, 13, 18], lemmas=["Oslo", "avoir", "accuser", "Lima"],
        pos=["PROPN", "AUX", "VERB", "PROPN"], deps=["nsubj", "aux", "root", "obj"], heads=[2, 2, 2, 2],
        morphs=[""] * 4, sent_starts=[0],
    )  # fmt: skip
    given = [cut.shift[s] for s in shown.starts]
    whole = FRENCH.put_back(cut, shown._replace(starts=given, ends=[cut.shift[e - 1] + 1 for e in shown.ends]))
    assert whole.lemmas == ["Oslo", "avoir", "accuser", "jeudi", "3", "mai", "Lima"]
    assert whole.deps[3:] == ["obl:mod", "nmod", "flat", "obj"]
    assert whole.heads == [2, 2, 2, 2, 3, 3, 2]


def test_an_adverb_between_auxiliary_and_participle_is_not_shown_where_a_name_follows():
    assert FRENCH.cut("Oslo a vertement critiqué Lima.").shown == "Oslo a critiqué Lima."
    assert FRENCH.cut("Le gouvernement a vivement critiqué la loi.").asides == ()
