"""An article of one state alone: what it does to its own people is no claim, unless they bear arms."""

import pytest

from ostraka import intake
from ostraka.reading import read

HOME = {
    "en": (
        "Norway votes in May. Norway's premier urged his supporters to vote early and criticised the striking nurses. "
        "The Norwegian opposition says that Norway spends too little. In Oslo, Norwegian teachers met the Norwegian "
        "minister. Norway's government has abandoned the party's old pledge. Norway's king said nothing."
    ),
    "fr": (
        "La Norvège vote en mai. Le premier ministre norvégien a critiqué les infirmières en grève. "
        "La Norvège dépense trop peu, dit un syndicat norvégien. À Oslo, le gouvernement norvégien a rencontré "
        "les enseignants. Le ministre norvégien a promis d'aider les familles. Le roi de Norvège n'a rien dit."
    ),
}
ABROAD = {
    "en": " Norway also sold frigates to Peru, the Norwegian minister said.",
    "fr": " La Norvège a aussi vendu des frégates au Pérou, a dit le ministre norvégien.",
}


def claims(text: str, language: str) -> list[tuple[str, str | None]]:
    article = intake.article(text, id="home", language=language, published="2024-05-02")
    return [(c.act, c.to.code) for reading in read([article]) for c in reading.claims]


@pytest.mark.parametrize("language", sorted(HOME))
def test_an_affair_of_one_state_gives_no_claim(language: str) -> None:
    assert claims(HOME[language], language) == []


@pytest.mark.parametrize("language", sorted(HOME))
def test_what_it_does_to_another_state_is_read(language: str) -> None:
    assert claims(HOME[language] + ABROAD[language], language) == [("transfer", "PER")]


def test_a_group_in_arms_at_home_is_read() -> None:
    armed = " Norway's army attacked the rebels near Tromso."
    assert ("attack", None) in claims(HOME["en"] + armed, "en")
