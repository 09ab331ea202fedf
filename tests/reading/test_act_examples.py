"""Every example and counter-example of the act words is read; every known miss is still one."""

import pytest

from ostraka.languages.pack import languages
from tests.reading.examples import all_examples, is_read, readings, shown

CASES = [(language, e) for language in languages() for e in all_examples(language)]


@pytest.mark.parametrize(
    ("language", "example"),
    [
        pytest.param(
            language,
            e,
            id=f"{language} {e.rule}: {e.sentence}",
            marks=[pytest.mark.xfail(reason="a known miss", strict=True)] if e.kind == "not_yet" else [],
        )
        for language, e in CASES
    ],
)
def test_example(language, example):
    wanted = "no " + example.act if example.kind == "not" else "; ".join(example.wanted)
    assert is_read(example, language), f"wanted {wanted}, read {shown(readings(language)[example.sentence])}"


@pytest.mark.parametrize("language", languages())
def test_every_frame_has_an_example(language):
    rules = {e.rule for e in all_examples(language) if e.kind in ("examples", "not_yet", "not")}
    from ostraka.reading.acting.frames import examples

    without = sorted({rule for rule, _, fields in examples(language)} - rules)
    assert not without, f"frames without any example: {without}"
