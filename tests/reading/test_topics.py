"""The topic words of `languages/xx/topics.toml`, and the channels that `relations/matter.toml` makes of them."""

from __future__ import annotations

import pytest

from ostraka.claims import Article
from ostraka.languages.pack import languages, load_toml, table
from ostraka.reading import read
from ostraka.reading.parsing.parse import trees
from ostraka.reading.things.topics import Topics, topic_words
from ostraka.relations.goods import channels
from ostraka.relations.table import HERE, act_matter, acts, matter_weights
from tests.reading.examples import fits, shown

EXAMPLES = [(lang, e["text"], e["want"]) for lang in languages() for e in table(lang, "topics")["example"]]
CLAIMS = [(lang, *row) for lang in languages() for e in table(lang, "topics")["claims"] for row in e["rows"]]


@pytest.mark.parametrize(("language", "text", "want"), EXAMPLES)
def test_topic_words_are_found_in_their_order(language, text, want):
    tree = next(trees([text], language))
    assert [channel for _, channel in sorted(Topics(tree, language).channels.items())] == want


@pytest.mark.parametrize(("language", "text", "wanted"), CLAIMS)
def test_the_channel_follows_what_the_act_is_about(language, text, wanted):
    reading = next(iter(read([Article(id="x", original=text, language=language)])))
    assert any(fits(wanted, claim) for claim in reading.claims), shown(reading.claims)


@pytest.mark.parametrize("language", languages())
def test_topic_words_name_channels_and_say_a_phrase_once(language):
    found = [(first, rest) for first, rows in topic_words(language).items() for rest, _ in rows]
    assert {channel for rows in topic_words(language).values() for _, channel in rows} <= {*channels(), ""}
    assert len(found) == len(set(found))


def test_the_policy_names_acts_channels_and_weights():
    rows = load_toml(HERE / "matter.toml")
    assert set(rows) - {"weights"} <= set(acts())
    for act in set(rows) - {"weights"}:
        rules = act_matter(act)
        assert rules.around | set(rules.reads) | set(rules.reads.values()) | set(rules.to.values()) <= set(channels())
    assert set(matter_weights()) == {
        "frame", "phrase", "sentence", "paragraph", "article", "dominant", "end", "clause",
    }  # fmt: skip


def test_the_tokens_of_actors_tell_no_topic():
    tree = next(trees(["The energy minister of Chile signed a treaty."], "en"))
    topics = Topics(tree, "en")
    assert topics.phrase(5) == {"energy": 0.5}
    assert topics.phrase(5, without={1, 2, 3, 4}) == {}
