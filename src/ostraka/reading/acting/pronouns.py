"""Whom a pronoun means once it is known who speaks: "we" in a quotation, "it" in reported speech.

The anaphora of actors.py goes by agreement and recency. Speech adds two things: the first
person is the speaker's state, and so is the subject pronoun right after "said that"; but in
somebody's own words the third person is never himself.
"""

from __future__ import annotations

from collections import Counter

from ostraka.reading.attributing.attribution import Attributions
from ostraka.reading.attributing.passages import Passage
from ostraka.reading.naming.actors import Actors, Mention
from ostraka.reading.parsing.tree import Tree
from ostraka.relations.table import cue_kinds, reach
from ostraka.states.table import states

__all__ = ["Pronouns"]

MAIN = reach()["acting"]["main_states"]
SPOKEN_TO = "you"  # name of the mentions of the second person (anaphora.toml, speakers)


class Pronouns:
    """The pronouns of one article."""

    def __init__(self, tree: Tree, actors: Actors, attributions: Attributions) -> None:
        self.tree, self.actors, self.attributions = tree, actors, attributions
        self.heads = frozenset(actors.anaphora_heads)
        counts = Counter(m.code for m in actors.mentions if m.code in states() and m.kind != "pronoun")
        self.often = [code for code, _ in counts.most_common(MAIN)]

    def passage(self, token: int) -> Passage | None:
        """The innermost passage around a token whose speaker has a state."""
        start, end = self.tree.starts[token], self.tree.ends[token]
        for passage in reversed(self.attributions.at(start, end)):
            if passage.speaker is not None and passage.speaker.actor:
                return passage
        return None

    def speaker(self, token: int) -> Mention | None:
        """Whoever speaks at a token, as a mention of his state or of his group in arms; None when neither does."""
        passage = self.passage(token)
        return self.group_speaking(token) if passage is None else as_mention(passage, token, "the speaker")

    def group_speaking(self, token: int) -> Mention | None:
        """The group in arms for which somebody speaks at a token: "our fighters", said an *M23* spokesman."""
        groups, people = self.actors.phrases.groups, self.actors.people
        if not groups.names:
            return None
        for passage in reversed(self.attributions.at(self.tree.starts[token], self.tree.ends[token])):
            said_by = [k for first, last in passage.source_tokens for k in range(first, last)]
            for m in (m for k in said_by if k in self.heads for m in self.actors.of(k)):
                name = m.name if m.name in groups.names else people.led(m.name)
                if name is not None and m.code is None:
                    return groups.as_party(token, name, "the speaker's")
        return None

    def voice(self, token: int) -> Mention | None:
        """Whoever says that it is so, as a mention of his state: nobody where it is only denied, wanted or asked.

        What stands between quotation marks he says himself, whatever the verb beside it.
        """
        passage = self.passage(token)
        if passage is None or (passage.form == "indirect" and passage.kind in cue_kinds()["unheard"]):
            return None
        return self.speaker(token)

    def addressed(self, token: int) -> list[int]:
        """To whom it is said at a token: "told *the Council*: …"."""
        passage = self.passage(token)
        if passage is None or passage.kind != "say":
            return []
        telling = [k for k in passage.cue_tokens if self.tree.lemmas[k] in self.actors.lex.words["telling"]]
        to = self.actors.lex.words["told_to"]
        said = [k for v in telling for k in self.tree.kids_by(v, "obl") if self.tree.case(k) in to]
        said = [k for k in said if not any(m.place for m in self.actors.of(k))]  # « a déclaré à Genève »
        return [k for v in telling for k in self.tree.kids_by(v, "obj", "iobj")] + said

    def meant(self, mention: Mention, token: int) -> Mention | None:
        """Whom a pronoun means at a token; None when nobody can be told."""
        if mention.name in ("we", "i"):
            return self.speaker(token)
        if mention.name == SPOKEN_TO:
            told = [m for k in self.addressed(token) for m in self.actors.of(k) if m.code]
            return told[0]._replace(first=token, last=token + 1, head=token, kind="pronoun") if len(told) == 1 else None
        passage = self.passage(token)
        if passage is None or passage.speaker is None:
            return mention if mention.code is not None or mention.name else None
        own = passage.speaker.actor
        if passage.form == "direct" and mention.code == own and passage.kind == "say":
            other = next((code for code in self.often if code != own), None)
            return (
                None if other is None else mention._replace(code=other, name=None, guessed=True, why="not the speaker")
            )
        spec = self.actors.lex.pronouns.get(self.tree.lowers[token])
        if spec is not None and spec.number == "plur" and mention.code is not None and passage.form != "direct":
            return mention  # "they said *they* would leave": all of them, not the first who speaks
        object_ = self.tree.deps[token] in ("obj", "iobj")
        if spec is not None and spec.number == "plur" and object_ and mention.name and passage.form != "direct":
            return mention  # "Iran denies supplying *them*": the rebels told of before
        if mention.code is not None and self.actors.anaphora.advised(token):
            return mention  # "told Putin that *he* must leave"
        if passage.form != "direct" and (self.opens(token, passage) or self.points_out(mention, token, passage)):
            return as_mention(passage, token, "in reported speech: the speaker")
        return mention if mention.code is not None else None

    def points_out(self, mention: Mention, token: int, passage: Passage) -> bool:
        """Whether a singular pronoun in reported speech means somebody whom the speech has not named before it."""
        spec = self.actors.lex.pronouns.get(self.tree.lowers[token])
        if spec is None or spec.number != "sing" or passage.kind != "say" or passage.speaker is None:
            return False
        first = passage.content_tokens[0][0] if passage.content_tokens else token
        return not any(
            m.code == mention.code and m.kind != "pronoun" for k in range(first, token) for m in self.actors.at(k)
        )

    def opens(self, token: int, passage: Passage) -> bool:
        """Whether the pronoun is the subject that opens the content of a passage."""
        first = passage.content_tokens[0][0] if passage.content_tokens else -1
        return self.tree.deps[token].startswith("nsubj") and first <= token <= first + 2


def as_mention(passage: Passage, token: int, why: str) -> Mention:
    """The speaker of a passage as a mention at a token."""
    who = passage.speaker
    assert who is not None
    return Mention(
        first=token, last=token + 1, head=token, code=who.actor, name=who.name, sector="GOV", kind="pronoun",
        guessed=False, why=why,
    )  # fmt: skip
