"""What agrees in number hangs together (reading/parsing/agreement.py)."""

import pytest

from ostraka.reading.parsing.parse import trees

SENTENCES = [
    # sentence, a word, the word that it must hang on
    (
        "Cet échec est dû à l'opposition de la Chine et de la Russie, qui ont soutenu leur allié syrien.",
        "soutenu",
        "Chine",
    ),
    ("Les troupes de la Russie, qui a envahi l'Ukraine, avancent.", "envahi", "Russie"),
    (
        "L'Organisation de la coopération islamique (OCI) et la Ligue arabe ont exhorté le Tchad.",
        "Ligue",
        "Organisation",
    ),
    ("Plusieurs pays, dont le Tchad et le Pérou, ont signé.", "Pérou", "Tchad"),
]


@pytest.mark.parametrize(("sentence", "word", "head"), SENTENCES)
def test_a_clause_hangs_on_what_it_agrees_with(sentence, word, head):
    tree = next(trees([sentence], "fr"))
    token = tree.words.index(word)
    assert tree.words[tree.heads[token]] == head


def test_an_english_relative_agrees_with_its_noun():
    tree = next(trees(["Two crew members of a Kenyan tanker that was seized by Iran are safe."], "en"))
    assert tree.words[tree.heads[tree.words.index("seized")]] == "tanker"
    tree = next(trees(["The council adopted a resolution on 5 June which condemned Peru."], "en"))
    assert tree.words[tree.heads[tree.words.index("condemned")]] == "resolution"
    tree = next(trees(["Chad, the UN and their allies accuse Sudan."], "en"))
    assert tree.deps[tree.words.index("UN")] == "conj"
    tree = next(trees(["Iran began drills in the Gulf, which were joined by Russia."], "en"))
    assert tree.words[tree.heads[tree.words.index("joined")]] == "drills"
