"""The examples of `languages/xx/goods.toml` are found, the counter-examples are not; the list of goods is whole."""

from __future__ import annotations

import pytest

from ostraka.claims import Article
from ostraka.languages.pack import languages, table
from ostraka.reading import read
from ostraka.reading.things.goods import all_terms, find
from ostraka.relations.goods import ancestors, channel_of, channels, designations, goods
from tests.reading.examples import fits, shown
from tests.reading.plain import plain

EXAMPLES = [(lang, e["text"], e["want"]) for lang in languages() for e in table(lang, "goods")["example"]]
NOT = [(lang, text) for lang in languages() for text in table(lang, "goods")["not"]["examples"]]

CLAIMS = [(lang, *row) for lang in languages() for e in table(lang, "goods")["claims"] for row in e["rows"]]
NO_CLAIMS = [(lang, text) for lang in languages() for e in table(lang, "goods")["claims"] for text in e["none"]]


def claims_of(text, language):
    return next(iter(read([Article(id="x", original=text, language=language)]))).claims


@pytest.mark.parametrize(("language", "text", "wanted", "codes", "quantity", "place", "troubles"), CLAIMS)
def test_a_claim_says_what_flows_how_much_and_which_way(language, text, wanted, codes, quantity, place, troubles):
    found = claims_of(text, language)
    claim = next((c for c in found if fits(wanted, c)), None)
    assert claim is not None, shown(found)
    assert [g.code for g in claim.goods] == codes
    assert (claim.quantity.text if claim.quantity else "") == quantity
    assert (f"{claim.place.role} {claim.place.name}" if claim.place else "") == place
    assert sorted(t.code for t in claim.trouble) == troubles


@pytest.mark.parametrize(("language", "text"), NO_CLAIMS)
def test_what_only_looks_like_goods_does_not_flow(language, text):
    assert [g for c in claims_of(text, language) if c.act == "transfer" for g in c.goods] == []


@pytest.mark.parametrize(("language", "text", "want"), EXAMPLES)
def test_an_example_is_found(language, text, want):
    tree = with_lemmas(text)
    assert [m.code for m in find(tree, language).mentions] == want


@pytest.mark.parametrize(("language", "text"), NOT)
def test_a_counter_example_is_not(language, text):
    assert find(with_lemmas(text), language).mentions == ()


def with_lemmas(text):
    """A plain tree whose lemmas are singular by the rule of thumb of both languages: no final s."""
    tree = plain(text)
    keep = {"gas", "arms", "obus", "prix", "bras", "dos", "news", "liquefied"}
    tree.lemmas[:] = [w if w in keep or not w.endswith("s") or len(w) < 4 else w[:-1] for w in tree.lowers]
    return tree


@pytest.mark.parametrize("code", goods())
def test_goods_have_a_channel_and_an_end_of_parents(code):
    assert channel_of(code) in channels()
    assert len(ancestors(code)) < 4


@pytest.mark.parametrize("language", languages())
def test_a_language_names_most_goods_and_repeats_no_term(language):
    terms = list(all_terms(language))
    assert len(terms) >= 600
    assert len({t for _, t in terms}) == len(terms)
    assert set(goods()) - {code for code, _ in terms} == set()


def test_no_designation_stands_for_two_kinds():
    names = [name for forms in designations().values() for name in forms]
    assert len(names) == len(set(names))


def test_a_weapon_name_does_not_mind_hyphens_and_plurals():
    for text in ("the F-16s", "the F16", "the F 16"):
        assert [m.code for m in find(plain(text), "en").mentions] == ["arms.aircraft"]


def test_goods_that_qualify_another_noun_are_none():
    tree = plain("an arms embargo")
    tree.deps[1], tree.heads[1] = "compound", 2
    assert find(tree, "en").mentions == ()
