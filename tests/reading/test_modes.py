"""PLOVER types and modes: every act has a type on every rung, and history is told from news."""

from __future__ import annotations

import pytest

from ostraka.claims import Article
from ostraka.reading import read
from ostraka.relations.table import acts, modes, plover

STAGES = ("sought", "promised", "attempted", "done", "ended", "predicted")
TYPES = set(
    "AGREE CONSULT SUPPORT COOPERATE AID CONCEDE RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST "  # noqa: SIM905
    "SANCTION MOBILIZE COERCE ASSAULT".split()
)


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("act", sorted(set(acts()) - {"assess"}))
def test_every_act_amounts_to_a_plover_type(act, stage):
    for factuality in ("CT+", "CT-", "Uu"):
        assert plover(act, stage=stage, factuality=factuality, channel="military") in TYPES


def test_what_is_announced_denied_or_doubted_says_so():
    assert modes(stage="promised", factuality="CT+") == ("future",)
    assert modes(stage="done", factuality="CT-") == ("negated",)
    assert modes(stage="done", factuality="Uu") == ("hypothetical",)
    assert modes(stage="done", factuality="CT+", days_ago=30) == ()


@pytest.mark.parametrize(
    ("text", "language", "wanted"),
    [
        ("Chad attacked Kenya in 1987.", "en", ("historical",)),
        ("Chad attacked Kenya on Tuesday.", "en", ()),
        ("Chad attacked Kenya.", "en", ()),
        ("Chad will sell Kenya rifles.", "en", ("future",)),
        ("Le Tchad a attaqué le Kenya en 1987.", "fr", ("historical",)),
        ("Le Tchad vendait jadis des fusils au Kenya.", "fr", ("historical",)),
        ("Le Tchad vend des fusils au Kenya.", "fr", ()),
    ],
)
def test_history_is_told_from_news(text, language, wanted):
    article = Article(id="x", original=text, language=language, published="2022-11-28")
    claims = next(iter(read([article]))).claims
    assert [c.modes for c in claims] == [wanted]


def test_without_a_day_of_publication_nothing_is_history():
    article = Article(id="x", original="Chad attacked Kenya in 1987.", language="en")
    assert [c.modes for c in next(iter(read([article]))).claims] == [()]
