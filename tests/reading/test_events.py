"""One telling is one PLOVER event, and a party has the state where it is at home."""

from __future__ import annotations

import pytest

from ostraka.claims import Article, Claim
from ostraka.reading import read


def claims(text: str, language: str) -> tuple[Claim, ...]:
    """The claims of a text."""
    (reading,) = read([Article(id="x", original=text, language=language)])
    return reading.claims


@pytest.mark.parametrize(
    ("text", "language", "wanted"),
    [
        ("Chad threatened to cut off gas supplies to Kenya.", "en", {"THREATEN"}),
        ("Chad demanded that Kenya release its soldiers.", "en", {"REQUEST"}),
        ("Chad accused Kenya of arming Malian rebels.", "en", {"ACCUSE"}),
        ("Chad refused to sell rifles to Kenya.", "en", {"REJECT"}),  # no word of another claim: the refusal itself
        ("Chad condemned Kenya's attack on Mali.", "en", {"ACCUSE", "ASSAULT"}),  # it happened
        ("Chad is a close ally of Kenya.", "en", set()),
        ("Le Tchad est un allié du Kenya.", "fr", set()),
        ("Chad met Kenya before it attacked Mali.", "en", {"CONSULT", "ASSAULT"}),
        ("Le Tchad a menacé de rompre ses relations avec le Kenya.", "fr", {"THREATEN"}),
        ("Le Tchad a accusé le Kenya d'armer les rebelles maliens.", "fr", {"ACCUSE"}),
        ("Le Tchad exige que le Kenya libère ses soldats.", "fr", {"REQUEST"}),
        ("Chad accused Kenya of attacking Mali. Kenya denied it.", "en", {"ACCUSE", "REJECT"}),
        (
            "Chad and Togo accused Kenya of attacking Mali. Kenya denied involvement in the attack.",
            "en",
            {"ACCUSE", "REJECT"},
        ),
        ("Le Tchad a accusé le Kenya d'avoir attaqué le Mali. Le Kenya a démenti.", "fr", {"ACCUSE", "REJECT"}),
        ("Chad accused Kenya, which denies it, of attacking Mali.", "en", {"ACCUSE", "REJECT"}),
        (
            "Le Tchad accuse le Kenya et le Mali d'aider le M23, ce que nient le Kenya et le Mali.",
            "fr",
            {"ACCUSE", "REJECT"},
        ),
        ("Chad and Togo threatened Kenya with an attack.", "en", {"THREATEN"}),
    ],
)
def test_what_is_threatened_asked_or_alleged_is_no_second_event(text, language, wanted):
    assert {c.plover for c in claims(text, language)} - {None} == wanted


@pytest.mark.parametrize(
    ("text", "language", "wanted"),
    [
        ("Malian militiamen attacked Chad.", "en", "MLI"),
        ("Fighters of the Tamil Tigers attacked Chad.", "en", "LKA"),
        ("Gunmen attacked Chad.", "en", None),
        ("Malian soldiers attacked Chad.", "en", None),  # the state's own code says it
        ("Des miliciens maliens ont attaqué le Tchad.", "fr", "MLI"),
        ("Rebels in Kenya attacked Chad.", "en", "KEN"),
    ],
)
def test_a_party_is_at_home_somewhere(text, language, wanted):
    assert {c.from_.country for c in claims(text, language) if c.from_} == {wanted}


@pytest.mark.parametrize(
    ("wanted", "english", "french"),
    [
        ("ACCUSE", "Chad condemned Kenya's policy.", "Le Tchad a condamné la politique du Kenya."),
        ("REJECT", "Chad rejected Kenya's plan.", "Le Tchad a rejeté le plan du Kenya."),
        ("SUPPORT", "Chad signed a treaty with Kenya.", "Le Tchad a signé un traité avec le Kenya."),
        ("AID", "Chad helped Kenya.", "Le Tchad a aidé le Kenya."),
        ("AID", "Chad sent rifles to Kenya.", "Le Tchad a envoyé des fusils au Kenya."),
        ("COOPERATE", "Chad sold rifles to Kenya.", "Le Tchad a vendu des fusils au Kenya."),
        (
            "MOBILIZE",
            "Russia massed troops on Kenya's border.",
            "La Russie a massé des troupes à la frontière du Kenya.",
        ),
        ("SUPPORT", "Chad apologised to Kenya.", "Le Tchad a présenté ses excuses au Kenya."),
        ("AGREE", "Chad's president will meet Kenya's president.", "Le Tchad va livrer des fusils au Kenya."),
        ("THREATEN", "Chad will boycott talks with Kenya.", "Le Tchad boycottera le sommet du Kenya."),
        ("THREATEN", "Chad gave Kenya a deadline.", "Le Tchad a posé un ultimatum au Kenya."),
    ],
)
def test_a_type_is_the_same_in_both_languages(wanted, english, french):
    for text, language in ((english, "en"), (french, "fr")):
        assert [c.plover for c in claims(text, language) if c.plover] == [wanted]
