"""The figures of two states in sentences."""

from __future__ import annotations

import pytest

from ostraka import measures
from ostraka.brief.pairs import pair_lines, spread
from ostraka.brief.words import words
from ostraka.measures.dependence import Lever
from ostraka.measures.figures import Interval
from tests.measures.worlds import tie


def lever(value: float, low: float, high: float) -> Lever:
    return Lever(
        of="RUS",
        over="IRN",
        at=None,
        value=value,
        interval=Interval(low=low, high=high),
        upper_hand=0.2,
        lower_hand=0.7,
        ours=(),
        theirs=(),
    )


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (lever(-0.07, -0.12, -0.03), "So in 70% of drawn worlds; from 0.030 to 0.120."),
        (lever(0.07, 0.03, 0.12), "So in 20% of drawn worlds; from 0.030 to 0.120."),
        (lever(-0.02, -0.06, 0.01), "So in 70% of drawn worlds; from −0.010 to 0.060."),  # the other may lead
    ],
)
def test_how_sure_leverage_is_is_told_from_the_side_of_who_leads(found: Lever, said: str) -> None:
    assert spread(found, words("en")) == said


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_pair_says_what_to_cite_and_names_no_empty_list(language: str) -> None:
    of = measures.picture([tie("IRN", "RUS"), tie("RUS", "IRN", "sanction", "sanctions")])
    w = words(language)
    lines = list(pair_lines(measures.pair(of, "RUS", "IRN"), w))
    assert of.system.settings.cite in lines[-1]
    assert not any(w.say("sentences.status_nothing", channels="") in line for line in lines)
    assert not any(f" {w.phrases['none']}" in line for line in lines)
