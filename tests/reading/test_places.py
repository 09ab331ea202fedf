"""Places: the examples of the tables, what is none, and pretence."""

from __future__ import annotations

import pytest

from ostraka.languages.pack import languages, table
from ostraka.reading.things.places import find, to_place
from tests.reading.plain import plain

EXAMPLES = [(lang, e["text"], e["want"]) for lang in languages() for e in table(lang, "places")["example"]]
NOT = [(lang, text) for lang in languages() for text in table(lang, "places")["not"]["examples"]]


@pytest.mark.parametrize(("language", "text", "want"), EXAMPLES)
def test_an_example_is_found(language, text, want):
    assert [[m.role, m.name] for m in find(plain(text), language).mentions] == want


@pytest.mark.parametrize(("language", "text"), NOT)
def test_a_counter_example_is_not(language, text):
    assert find(plain(text), language).mentions == ()


def test_a_pretended_destination_is_marked():
    tree = plain("Shells were sent as if bound for Libya, but went to Odessa.")
    assert [(m.name, m.pretended) for m in find(tree, "en").mentions][0] == ("Libya", True)


def test_a_place_keeps_its_words_and_takes_the_code_of_an_actor():
    class Actors:
        def at(self, token):
            return ()

        def person_at(self, token):
            return None

    tree = plain("They met in Geneva")
    found = find(tree, "en", Actors()).mentions[0]
    place = to_place(found)
    assert (place.name, place.code, place.role) == ("Geneva", None, "at")
    assert tree.text[place.start : place.end] == "Geneva"
