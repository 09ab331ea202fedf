"""The settings file: what is refused, and that every word in it is used."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ostraka.errors import BadData
from ostraka.measures import weights
from ostraka.measures.settings import settings
from ostraka.measures.weights import partner_weights, weighed_states
from ostraka.relations.table import acts
from ostraka.states import table

OURS = weights.FILE.with_name("settings.toml")


def changed(tmp_path: Path, old: str, new: str) -> Path:
    text = OURS.read_text(encoding="utf-8")
    assert old in text
    copy = tmp_path / "mine.toml"
    copy.write_text(text.replace(old, new), encoding="utf-8")
    return copy


@pytest.mark.parametrize(
    "old,new,says",
    [
        ("promised = 0.40", "promised = 1.40", "promise could outweigh"),
        ("lambda = 0.8", "lambda = 1.0", "need not converge"),
        ("given = -1.0", "given = -1.5", "outside -1..1"),
        ("arms = { weight = 0.14", "arms = { weight = 0.34", "sum to"),
        ("draws = 200", "drawn = 200", "drawn"),
    ],
)
def test_what_would_break_a_property_is_refused(tmp_path: Path, old: str, new: str, says: str) -> None:
    with pytest.raises(BadData, match=re.escape(says)):
        settings(changed(tmp_path, old, new))


def test_a_changed_copy_is_cited_as_another(tmp_path: Path) -> None:
    copy = settings(changed(tmp_path, "given = -0.6", "given = -0.5"))
    assert copy.cite != settings().cite


def test_every_act_has_a_strength_except_assessments() -> None:
    assert set(settings().acts) == {name for name, act in acts().items() if act["kind"] != "assessment"}


def test_signs_agree_with_the_relations() -> None:
    for name, act in settings().acts.items():
        lean = 1 if acts()[name]["kind"] == "for" else -1
        assert all(s.given * lean > 0 for s in (act.strength(""), *act.channels.values())), name


def test_every_channel_of_the_measures_has_a_partner_weight_and_source() -> None:
    for name, channel in settings().channels.items():
        assert channel.partner == "equal" or channel.partner in settings().sources, name
        assert (partner_weights(channel.partner, weighed_states(), settings()) > 0).all(), name


def test_every_state_of_today_is_weighed() -> None:
    today = {c for c, s in table.states().items() if s.kind in ("state", "disputed") and not s.end}
    assert today <= set(weighed_states())


def test_an_unknown_column_is_named() -> None:
    with pytest.raises(BadData, match="no column"):
        partner_weights("beauty", weighed_states(), settings())


def test_a_copy_without_search_takes_ours(tmp_path):
    lines = OURS.read_text(encoding="utf-8")
    before, _, rest = lines.partition("[search]")
    copy = tmp_path / "mine.toml"
    copy.write_text(before + "[words]" + rest.partition("[words]")[2], encoding="utf-8")
    assert settings(copy).search == settings().search
