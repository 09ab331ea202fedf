"""Which articles tell one text."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping
from datetime import date, timedelta

import pytest

from ostraka.claims import Article
from ostraka.languages import pack
from ostraka.weighing.copies import Found, credit, find, sketch

POOL = [
    f"{a}{b}"
    for a in ("mar", "ter", "lon", "vis", "dol", "gra", "pen", "sko")
    for b in ("in", "at", "os", "ule", "ide", "ant")
]


def text(seed: int, length: int = 150) -> list[str]:
    """Words that look like a text; another seed, another text."""
    chance = random.Random(seed)
    return [chance.choice(POOL) + chance.choice(POOL) for _ in range(length)]


def edited(words: list[str], share: float, seed: int = 1) -> list[str]:
    """The words with a share of them replaced."""
    chance = random.Random(seed)
    return [chance.choice(POOL) if chance.random() < share else w for w in words]


def article(
    id: str, words: list[str] | str, *, language: str = "en", on: str = "2022-11-08", publisher: str = ""
) -> Article:
    original = words if isinstance(words, str) else " ".join(words) + "."
    return Article(id=id, original=original, language=language, published=on, publisher=publisher or None)


def found(*articles: Article, old: int = 0) -> list[Found]:
    texts = {a.id: a.repaired for a in articles}

    def of(ids: Iterable[str]) -> Mapping[str, str]:
        return {i: texts[i] for i in ids}

    sketches = [sketch(a) for a in articles]
    return find(sketches[old:], sketches[:old], of)


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("the same", text(1)),
        ("one word in twenty edited", edited(text(1), 0.05)),
        ("one word in ten edited", edited(text(1), 0.10)),
        ("cut to 60 %", text(1)[:90]),
        ("wrapped", text(7, 40) + text(1) + text(8, 40)),
        ("capitals and commas", [w.upper() + "," for w in text(1)]),
    ],
)
def test_a_copy_is_found(name: str, other: list[str]) -> None:
    pairs = found(article("a", text(1)), article("b", other), old=1)
    assert [(p.first, p.second, p.kind) for p in pairs] == [("a", "b", "copy")]
    assert "%" in pairs[0].words


def test_other_texts_are_not_copies() -> None:
    assert found(*[article(str(k), text(k)) for k in range(60)]) == []


def test_a_few_common_words_are_not_a_copy() -> None:
    boilerplate = text(99, 30)
    assert found(article("a", text(1) + boilerplate), article("b", text(2) + boilerplate)) == []


def test_whichever_came_first() -> None:
    many = [
        article("a", text(1)),
        article("b", edited(text(1), 0.05)),
        article("c", text(1)[:100]),
        article("d", text(4)),
    ]
    once = {(min(p[:2]), max(p[:2]), p.kind) for p in found(*many)}
    assert once == {(min(p[:2]), max(p[:2]), p.kind) for p in found(*reversed(many))}
    assert {p[:2] for p in once} == {("a", "b"), ("a", "c"), ("b", "c")}


def test_agency_copy_needs_less_when_both_credit_the_agency() -> None:
    # the wire's first third, with an own text around it
    a = article("a", "KYIV (Reuters) - " + " ".join(text(1)))
    half = " ".join(text(5, 60)) + " " + " ".join(text(1)[:45]) + " " + " ".join(text(6, 45))
    plain = article("b", half)
    credited = article("c", "KYIV (Reuters) - " + half)
    late = article("d", "KYIV (Reuters) - " + half, on="2022-12-20")
    assert found(a, plain) == []
    assert [p.kind for p in found(a, credited)] == ["credited"]
    assert found(a, late) == []


FACTS = [
    "Colin Kahl",
    "Pentagon",
    "Kherson",
    "2400",
    "Odessa",
    "Nikita Smagin",
    "Teheran",
    "1300",
    "Alexander Novak",
    "Kiev",
]


def test_a_translation_has_the_same_names_in_the_same_order() -> None:
    one = article("a", " a dit que ".join(FACTS), language="fr")
    two = article("b", " said that ".join(FACTS), on=str(date(2022, 11, 8) + timedelta(days=2)))
    assert [(p.kind, p.words) for p in found(one, two)] == [
        ("translation", "13 names and numbers in the same order in two languages")
    ]
    shuffled = article("c", " said that ".join(random.Random(3).sample(FACTS, len(FACTS))))
    late = article("d", " said that ".join(FACTS), on="2022-12-08")
    assert found(one, shuffled) == [] and found(one, late) == []


@pytest.mark.parametrize("language", pack.languages())
def test_the_examples_of_credits(language: str) -> None:
    rules = pack.table(language, "agencies")
    for example in rules["examples"]:
        assert credit(Article(id="x", original=example, language=language)), example
    for example in rules["not"]:
        assert credit(Article(id="x", original=example, language=language)) is None, example


def test_a_credit_in_the_publisher() -> None:
    assert credit(article("a", "Nothing.", publisher="The Gazette (AFP)")) == "AFP"


def test_an_agency_has_one_name_in_all_languages() -> None:
    names: dict[str, set[str]] = {}
    for language in pack.languages():
        for code, known in pack.table(language, "agencies")["agency"].items():
            names.setdefault(code, set()).add(known[0])
    assert {code: found for code, found in names.items() if len(found) > 1} == {}
