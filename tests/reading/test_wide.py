"""Wide reading: event data of anybody, also with one end that is only words or open; never less than the ledger's."""

from __future__ import annotations

import pytest

from ostraka.claims import Article, Claim
from ostraka.reading import read


def claims(text: str, language: str, *, wide: bool) -> list[Claim]:
    """The claims of a text."""
    (reading,) = read([Article(id="x", original=text, language=language)], wide=wide)
    return list(reading.claims)


def told(claim: Claim) -> tuple[str | None, str, str | None]:
    """A claim as from, act, to, by code or name."""
    ends = [e and (e.code or e.name) for e in (claim.from_, claim.to)]
    return ends[0], claim.act, ends[1]


@pytest.mark.parametrize(
    ("text", "language", "wanted"),
    [
        ("Chad rejected the referendum.", "en", ("TCD", "oppose", "referendum")),
        ("Police arrested a handful of journalists.", "en", ("Police", "coerce", "journalists")),
        ("Activists criticised the mayor.", "en", ("Activists", "oppose", "mayor")),
        ("Chad lifted the travel restrictions.", "en", ("TCD", "relieve", "?")),
        ("Le Tchad a dénoncé le référendum.", "fr", ("TCD", "oppose", "référendum")),
        ("La police a arrêté plusieurs journalistes.", "fr", ("police", "coerce", "journalistes")),
    ],
)
def test_anybody_acts_on_anybody(text, language, wanted):
    assert claims(text, language, wide=False) == []
    assert [told(c) for c in claims(text, language, wide=True)] == [wanted]


@pytest.mark.parametrize(
    "text",
    ["Chad took place in the lottery.", "The shop sold bread.", "Chad is a country in Africa.", "It rained in Chad."],
)
def test_what_is_no_act_stays_none(text):
    assert claims(text, "en", wide=True) == []


@pytest.mark.parametrize(
    "text",
    [
        "Chad accused Kenya of arming rebels. Kenya denied it.",
        "Iran has agreed to supply drones to Russia, and will supply more missiles, officials in Kyiv said.",
        "The talks between Peru and Chile failed, and the sanctions stay.",
    ],
)
def test_what_the_ledger_reads_is_read_too(text):
    assert set(map(told, claims(text, "en", wide=False))) <= set(map(told, claims(text, "en", wide=True)))
