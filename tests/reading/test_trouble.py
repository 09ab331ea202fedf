"""What may be wrong with a claim is said at the claim, with the words that it concerns, and only there."""

from __future__ import annotations

import pytest

from ostraka import intake
from ostraka.reading import read

CASES = [  # language, text, claim, code, the words that it concerns
    ("fr", "La Chinecontinue de vendre du pétrole au Kenya.", "transfer CHN>KEN", "repair.joined", "Chinecontinue"),
    ("fr", "Le Pérou a armé la Bolivie. Il a attaqué le Chili.", "attack PER>CHL", "guessed-actor", "Il"),
    ("en", "Chad met Kenya. It armed Norway.", "transfer TCD>NOR", "guessed-actor", "It"),
    ("en", "Kenya shipped rifles in March during a visit to Chad.", "transfer KEN>TCD", "attachment", "Chad"),
    ("en", "On 04/03/2022 Chad attacked Kenya.", "attack TCD>KEN", "time-ambiguous", "04/03/2022"),
    ("en", "Chad shipped rifles to Mali as if bound for Egypt.", "transfer TCD>MLI", "concealed", "Egypt"),
    ("en", "The minister spoke. “Chad attacked Kenya, he said.", "attack TCD>KEN", "unclosed-quotation", "“"),
]


def claims_of(text, language):
    article = intake.article(text, language=language, published="2022-11-28")
    return next(iter(read([article]))).claims


@pytest.mark.parametrize(("language", "text", "wanted", "code", "words"), CASES)
def test_what_is_in_doubt_is_said_at_the_claim(language, text, wanted, code, words):
    act, _, ends = wanted.partition(" ")
    found = [c for c in claims_of(text, language) if c.act == act and f"{c.from_.code}>{c.to.code}" == ends]
    troubles = {t.code: t for t in found[0].trouble}
    assert code in troubles
    assert words in text[troubles[code].start : troubles[code].end]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Chad attacked Kenya on 3 March 2022."),
        ("en", "Oslo accused Chad of attacking Kenya."),
        ("fr", "Le Tchad a attaqué le Kenya."),
        ("fr", "Le Pérou a vendu des fusils à la Bolivie."),
    ],
)
def test_plain_words_are_in_no_trouble(language, text):
    found = claims_of(text, language)
    assert found
    assert [c.trouble for c in found] == [()] * len(found)


def test_the_trouble_of_one_claim_is_not_that_of_its_neighbour():
    first, second = claims_of("Le Pérou a armé la Bolivie. Il a attaqué le Chili.", "fr")
    assert (first.trouble, bool(second.trouble)) == ((), True)
