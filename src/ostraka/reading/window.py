"""A window into the works: how one sentence is read, step by step, as values.

What one reaches for first when a sentence is misread: the parse, the actors, who says
what, every act word with the frames tried and where each stopped, and the claims.
"""

from __future__ import annotations

from ostraka.claims import Article, Attribution, Claim, Record, content_id
from ostraka.reading.assembly import read_tree
from ostraka.reading.discourse import Discourse
from ostraka.reading.layers import Layers, layers
from ostraka.reading.parsing.parse import trees

__all__ = ["Explanation", "Heard", "Named", "Tried", "Word", "explain"]


class Word(Record, frozen=True):
    """One token of the parse: its text, lemma, part of speech, relation, and the text of its head."""

    text: str
    lemma: str
    pos: str
    relation: str
    head: str
    features: str


class Named(Record, frozen=True):
    """An actor that was seen: its words, code, kind, and why."""

    text: str
    code: str | None
    name: str | None
    kind: str
    why: str


class Heard(Record, frozen=True):
    """A passage: who is heard to say it, by which cue, its form and factuality, and the rules."""

    speaker: str | None
    actor: str | None
    cue: str
    content: str
    form: str
    factuality: str
    rules: tuple[str, ...]


class Tried(Record, frozen=True):
    """A frame that was tried: the word, the rule, and where it stopped ("act" when it did not)."""

    word: str
    rule: str
    outcome: str


class Explanation(Record, frozen=True):
    """Everything about the reading of one sentence."""

    sentence: str
    language: str
    words: tuple[Word, ...]
    actors: tuple[Named, ...]
    passages: tuple[Heard, ...]
    times: tuple[str, ...]
    tried: tuple[Tried, ...]
    claims: tuple[Claim, ...]
    attributions: tuple[Attribution, ...]


def explain(sentence: str, language: str, *, published: str | None = None) -> Explanation:
    """How a sentence is read. Raises UnknownName for a language that we do not read."""
    article = Article(id=content_id(sentence), original=sentence, language=language, published=published)
    tree = next(trees([sentence], language))
    found = layers(article, tree)
    found.finder.steps = []
    for _ in Discourse(found).completed(found.finder.acts()):
        pass
    claims, attributions, _ = read_tree(article, tree)
    return Explanation(
        sentence=sentence,
        language=language,
        words=tuple(
            Word(
                text=tree.words[k],
                lemma=tree.lemmas[k],
                pos=tree.pos[k],
                relation=tree.deps[k],
                head=tree.words[tree.heads[k]],
                features=tree.morphs[k],
            )
            for k in range(len(tree))
        ),
        actors=tuple(
            Named(text=tree.words_of(m.first, m.last), code=m.code, name=m.name, kind=m.kind, why=m.why)
            for m in found.actors.mentions
        ),
        passages=tuple(heard(found)),
        times=tuple(f"{t.text}: {t.start} – {t.end} ({t.precision})" for t in found.times.mentions),
        tried=tuple(Tried(word=tree.words[s.token], rule=s.rule, outcome=s.outcome) for s in found.finder.steps),
        claims=claims,
        attributions=attributions,
    )


def heard(found: Layers) -> list[Heard]:
    """The passages of an article for reading by people."""
    tree = found.tree
    return [
        Heard(
            speaker=p.speaker.name if p.speaker else None,
            actor=p.speaker.actor if p.speaker else None,
            cue=" ".join(tree.words[k] for k in p.cue_tokens),
            content=" … ".join(tree.text[a:b] for a, b in p.content),
            form=p.form,
            factuality=p.factuality,
            rules=p.rules,
        )
        for p in found.attributions.passages
    ]
