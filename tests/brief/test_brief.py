"""What a brief says: a promise as a promise, a denial with who, likelihood in one place, every sentence with claims."""

from __future__ import annotations

import re
import tomllib
from typing import Any

import msgspec
import pytest

from ostraka.brief import Brief, brief
from ostraka.brief.sentences import claim_clause
from ostraka.brief.words import HERE, words, written_languages
from ostraka.errors import UnknownName
from ostraka.measures.settings import settings
from ostraka.measures.weights import weighed_states
from ostraka.relations.table import acts
from ostraka.states import table as table_of_states
from ostraka.weighing.policy import table
from tests.brief.build import Told, article, autumn, material
from tests.weighing.build import claim as claim_of

LANGUAGES = written_languages()


def section(made: Brief, key: str) -> list[Any]:
    return [s for x in made.sections if x.key == key for s in x.sentences]


def said(made: Brief, key: str) -> str:
    return "\n".join(" ".join((s.text, *s.notes)) for s in section(made, key))


def test_a_promise_is_told_as_a_promise() -> None:
    told = said(brief("RUS", autumn()), "pending")
    assert "Iran has promised missiles to Russia" in told
    assert "No later step has been reported since 18 October 2022" in told


def test_what_nobody_has_spoken_of_for_too_long_has_no_likelihood() -> None:
    """Long silence is not doubt: "unlikely" would say that it does not hold."""
    met = article("a1", "Iran met Russia.", [Told("IRN > RUS meet diplomacy done CT+", "Iran met Russia")])
    made = brief("RUS", material(met, at="2035-01-01"))
    told = next(s for x in made.sections for s in x.sentences if s.tie is not None)
    assert told.text == "Long unconfirmed: Iran and Russia have met or talked."


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_state_and_body_has_a_name_of_its_language(language: str) -> None:
    """No English name in a French sentence, and bodies stand with their articles."""
    w, names = words(language), table_of_states.names()
    bodies = [c for c in names if c not in table_of_states.states()]
    bare = {c for c in bodies if w.name(c) == names[c] and not names[c].isupper() and not names[c].startswith("the ")}
    assert bare <= {"MERCOSUR", "INTERPOL", "LATAM", "EASTEUR", "CENTASIA"}  # names without an article in English
    if language != "en":
        foreign = [c for c in table_of_states.states() if w.name(c) == names[c] and " " in names[c]]
        assert foreign == ["HKG"]


def test_no_influence_is_told_where_members_took_sides() -> None:
    """Who asks for the influence over a neighbourhood gets an answer, also when it is none."""
    sided = article(
        "a1", "Belarus backs Russia.", [Told("BLR > RUS support politics done CT+", "Belarus backs Russia")]
    )
    told = said(brief("RUS", material(sided), over="CSTO"), "dependence")
    assert "No influence over its neighbourhood was read" in told
    assert "1 of the 5 members stand with it" in told


def test_several_have_and_one_has() -> None:
    w = words("en")

    def told(line: str) -> str:
        return claim_clause(claim_of(line), w)

    assert told("ARAB > RUS transfer finance done CT+") == "the Arab states have supplied money to Russia"
    assert told("ARE > RUS transfer finance done CT+") == "the United Arab Emirates has supplied money to Russia"
    assert told("IRN > RUS cooperate military done CT+") == "Iran and Russia work together on military matters"


def test_what_one_no_longer_gets_has_no_article_in_french() -> None:
    made = {x: words(x).negated(words(x).goods(("energy.gas", "arms"), "energy")) for x in ("en", "fr")}
    assert made == {"en": "gas and arms", "fr": "de gaz et d’armes"}


def test_less_than_two_points_are_one_point_in_french() -> None:
    told = [words("fr").say("sentences.effect", who="X", whom="Y", points=p, split="") for p in ("−0,01", "+2,50")]
    assert [t.split(" : ")[1] for t in told] == ["−0,01 point.", "+2,50 points."]


def test_a_denial_stands_beside_with_who() -> None:
    made = brief("RUS", autumn())
    shells = next(s for x in made.sections for s in x.sentences if s.stage == "done" and "ammunition" in s.text)
    assert shells.contested
    assert any("Contested: North Korea denied it (8 November 2022)" in note for note in shells.notes)
    assert any("John Kirby (the United States) alleged it (2 November 2022)" in note for note in shells.notes)


def test_what_is_foreseen_is_kept_apart() -> None:
    made = brief("RUS", autumn())
    assert "Foreseen, not seen: “will come out weaker” (Colin Kahl (the United States))" in said(made, "assessments")
    assert all("weaker" not in s.text for x in made.sections if x.key != "assessments" for s in x.sentences)


def test_only_a_denial_is_told_as_said_not_to_be_so() -> None:
    one = article(
        "a", "China has not imposed sanctions.", [Told("CHN > RUS sanction sanctions done CT-", "has not imposed")]
    )
    made = brief("RUS", material(one))
    assert "China has sanctions on Russia" in said(made, "denied") and not section(made, "against")
    assert made.isolation.isolation == 50


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_about_a_tie_has_claims_with_evidence(language: str) -> None:
    all_of_it = autumn()
    made = brief("RUS", all_of_it, language=language)
    tied = [s for x in made.sections for s in x.sentences if x.key not in ("limits",)]
    assert len(tied) > 6
    for sentence in tied:
        assert sentence.claims, sentence.text
        for claim in sentence.claims:
            found = all_of_it.claims[claim]
            text = all_of_it.articles[found.article.id].original
            assert text[found.evidence.start : found.evidence.end] == found.evidence.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_known_is_said_to_be_silence(language: str) -> None:
    made = brief("BOL", autumn(), language=language)
    assert [s.id for s in section(made, "summary")] == ["s-nothing"]
    assert (made.isolation.isolation, made.isolation.word) == (50, "not_enough_evidence")


def test_a_state_that_is_not_measured_is_refused() -> None:
    with pytest.raises(UnknownName, match="'EU'"):
        brief("EU", autumn())


def test_a_language_that_we_do_not_write_is_refused() -> None:
    with pytest.raises(UnknownName, match="we write en, fr"):
        brief("RUS", autumn(), language="xx")


def test_a_change_names_what_moved() -> None:
    now = autumn()
    made = brief("RUS", msgspec.structs.replace(now, since="2022-01-31", earlier=()))
    assert made.change is not None and made.change.before == 50
    assert "From 31 January 2022 to 16 November 2022, isolation went from 50.0" in said(made, "changed")


def test_the_brief_is_plain_records() -> None:
    made = brief("RUS", autumn())
    assert msgspec.json.decode(msgspec.json.encode(made), type=Brief) == made


def test_a_stage_without_a_phrase_of_its_own_is_named() -> None:
    one = article(
        "a", "Russia may one day accuse Iran.", [Told("RUS > IRN accuse diplomacy attempted CT+", "may one day accuse")]
    )
    assert "Russia accuses Iran (attempted)" in said(brief("IRN", material(one)), "pending")


def test_what_is_left_out_is_counted() -> None:
    partners = [s for s in weighed_states() if s != "RUS"][:45]
    told = [Told(f"{p} > RUS support politics done CT+", "They back Russia") for p in partners]
    sentences = section(brief("RUS", material(article("a", "They back Russia.", told))), "with")
    assert len(sentences) == 41 and sentences[-1].text.startswith("5 more ties")


# -- the words


def leaves(tree: dict[str, Any], path: str = "") -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in tree.items():
        found |= leaves(value, f"{path}{key}.") if isinstance(value, dict) else {f"{path}{key}": value}
    return found


def phrases(language: str) -> dict[str, Any]:
    return leaves(tomllib.loads((HERE / f"phrases.{language}.toml").read_text(encoding="utf-8")))


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_languages_have_the_same_phrases_with_the_same_slots(language: str) -> None:
    ours, theirs = phrases(language), phrases("en")
    assert ours.keys() == theirs.keys()
    for key, phrase in ours.items():
        if isinstance(phrase, str) and not key.startswith("acts."):
            assert set(re.findall(r"\{(\w+)\}", phrase)) == set(re.findall(r"\{(\w+)\}", theirs[key])), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_act_channel_and_need_can_be_said(language: str) -> None:
    p = words(language).phrases
    assert all("done" in p["acts"][act] for act in acts())
    assert set(settings().channels) <= set(p["channels"]) and set(settings().needs) == set(p["needs"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_likelihood_is_told_by_the_bands_and_by_nothing_else(language: str) -> None:
    """No phrase brings in a band's word or speaks of confidence, so the two never meet in one sentence."""
    bands = {str(band[language]) for band in table("words")["band"]}
    for key, phrase in phrases(language).items():
        if isinstance(phrase, str) and not key.startswith("factuality"):
            assert not any(re.search(rf"\b{re.escape(band)}\b", phrase.casefold()) for band in bands), key
            assert "confidence" not in phrase.casefold() and "confiance" not in phrase.casefold(), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_likelihood_stands_in_the_sentence_and_never_in_its_notes(language: str) -> None:
    bands = sorted({str(band[language]) for band in table("words")["band"]}, key=len, reverse=True)
    for part in brief("RUS", autumn(), language=language).sections:
        for sentence in part.sentences:
            if sentence.credence is not None:
                assert any(sentence.text.casefold().startswith(band) for band in bands)
                assert not any(re.search(rf"\b{band}\b", note.casefold()) for note in sentence.notes for band in bands)


@pytest.mark.parametrize(
    "template,slots,text",
    [
        (
            "{from} [a|ont] livré à {to}",
            {"from": "les États-Unis", "to": "le Japon"},
            "les États-Unis ont livré au Japon",
        ),
        ("{from} [a|ont] livré à {to}", {"from": "la Russie", "to": "les Pays-Bas"}, "la Russie a livré aux Pays-Bas"),
        ("près de {to}", {"to": "le Mali"}, "près du Mali"),
        ("près de {to}", {"to": "l’Inde"}, "près de l’Inde"),
    ],
)
def test_french_agrees_and_contracts(template: str, slots: dict[str, str], text: str) -> None:
    assert words("fr").fill(template, slots) == text


def test_dates_are_as_precise_as_they_are() -> None:
    assert [words("en").day(d) for d in ("2022", "2022-11", "2022-11-08", None)] == [
        "2022",
        "November 2022",
        "8 November 2022",
        "undated",
    ]


def test_goods_are_named_by_the_most_specific_code() -> None:
    w = words("en")
    assert w.goods(("arms", "arms.uav"), "arms") == "drones"
    assert w.goods(("arms.missile.ballistic.of_tomorrow",), "arms") == "missiles"
    assert w.goods((), "energy") == "energy"


@pytest.mark.parametrize("language", written_languages())
def test_what_is_approximate_or_not_worked_out_is_said(language: str) -> None:
    ids = {s.id for section in brief("RUS", autumn(), language=language).sections for s in section.sentences}
    assert "s-weights" in ids and not {"s-closed", "s-unturned"} & ids
    s = settings()
    crowded = msgspec.structs.replace(s, intervals=msgspec.structs.replace(s.intervals, most=0))
    made = brief("RUS", autumn(), language=language, chosen=crowded)
    assert not made.isolation.drawn and not made.account.flips
    assert {"s-weights", "s-closed", "s-unturned"} <= {x.id for section in made.sections for x in section.sentences}
