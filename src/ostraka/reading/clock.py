"""When an act is said to hold: its own date, or the one that the text leads a reader to.

Its own words come first (dating/times.py). Then, in this order: the date of the noun that
says the same act ("claimed the Sept. 14 attack"); for what a speaker asks by saying it, and
for what he says of the time of speaking, the date of the saying; and for an event with a
definite article ("the attack"), the date that the article gave before to the like event of the
same actor. What is taken from elsewhere is named in the claim's rules, the last also as trouble.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ostraka.claims import Time, Trouble
from ostraka.reading.acting.acts import Act
from ostraka.reading.acting.ends import Filler
from ostraka.reading.attributing.attribution import Passage
from ostraka.reading.dating import times as times_layer
from ostraka.reading.dating.tense import tense_of
from ostraka.reading.layers import Layers
from ostraka.relations.table import clock, reach, troubles

__all__ = ["Clock", "Found"]

PHRASE = frozenset({"obj", "obl", "obl:arg", "nmod", "xcomp"})
DEEP = reach()["acting"]["same_act"]


class Found(NamedTuple):
    """The time of an act: the expression, and how it was found ("" for the act's own words)."""

    mention: times_layer.TimeMention
    how: str


class Clock:
    """Dates the acts of one article, in the order in which it is asked."""

    def __init__(self, found: Layers) -> None:
        self.found, self.tree = found, found.tree
        self.tense = tense_of(found.article.language)
        self.past: list[tuple[Act, times_layer.TimeMention]] = []

    def date(self, act: Act, chain: Sequence[Passage]) -> Found | None:
        """When an act is said to hold; None where the text does not say."""
        own = self.own(act)
        if own is not None:
            self.past.append((act, own))
            return Found(own, "")
        said = self.of_saying(act, chain)
        if said is not None:
            return Found(said, "saying")
        again = self.again(act)
        if again is not None:
            return Found(again, "same-event")
        spoken = self.spoken(act)
        return None if spoken is None else Found(spoken, "same-speaker")

    def as_time(self, found: times_layer.TimeMention) -> Time:
        """A time expression as the noun, its span in the original."""
        span = self.found.offsets.span(found.start_char, found.end_char)
        return Time(start=found.start, end=found.end, precision=found.precision, text=span.text, span=span)

    def said(self, passage: Passage) -> times_layer.TimeMention | None:
        """When a passage was said: the expression beside its cue."""
        if passage.said_tokens is None:
            return None
        return next(iter(self.found.times.in_range(*passage.said_tokens)), None)

    def trouble(self, found: Found) -> Iterator[Trouble]:
        """What may be wrong with a date: its words are unclear, or other words than the act's gave it."""
        unclear = found.mention.trouble
        if unclear is not None:
            span = self.found.offsets.span(found.mention.start_char, found.mention.end_char)
            yield Trouble(code=unclear.code, words=unclear.words, start=span.start, end=span.end)
        if found.how in troubles():
            span = self.found.offsets.span(found.mention.start_char, found.mention.end_char)
            yield Trouble(**troubles()[found.how], start=span.start, end=span.end)

    def days_ago(self, found: times_layer.TimeMention) -> int | None:
        """How many days before publication a time was over; None where either is not known."""
        published = times_layer.day_from(self.found.article.published)
        over = times_layer.day_from(found.end)
        return None if published is None or over is None else (published - over).days

    def ahead(self, act: Act, when: Found | None) -> bool:
        """Whether an act's own date is after publication and its words are no past tense: "travels *next week*"."""
        published = times_layer.day_from(self.found.article.published)
        if when is None or when.how or published is None or when.mention.precision not in clock()["precise"]:
            return False
        begins = times_layer.day_from(when.mention.start)
        told = any(self.found.judge.is_past(k) for k in (act.token, *(() if act.light is None else (act.light,))))
        return begins is not None and begins > published and not told

    def behind(self, act: Act) -> bool:
        """Whether a bare participle has a date before publication: "will let in envoys *expelled last week*"."""
        roles, found = self.found.roles, self.found.times.for_token(act.token)
        if act.nominal or found is None or not roles.is_past_participle(act.token):
            return False
        ago = self.days_ago(found)
        return ago is not None and ago > 0 and not self.tree.kids_by(act.token, "aux", "aux:pass", "cop", "nsubj:pass")

    def long_ago(self, act: Act) -> bool:
        """Whether the words beside an act set it long ago: "formerly", « jadis »."""
        tokens = [act.token, *self.tree.kids[act.token]]
        return any(self.tree.lowers[k] in self.tense.long_ago for k in tokens)

    # ------------------------------------------------------------ ways
    def own(self, act: Act) -> times_layer.TimeMention | None:
        """The date of the act's word, of its light verb, or of the noun under it that says the same act."""
        for token in (act.token, *(() if act.light is None else (act.light,)), *self.same_act(act)):
            found = self.found.times.for_token(token)
            if found is not None:
                return found
        return None

    def same_act(self, act: Act) -> list[int]:
        """The nouns in the phrase of a verb that say its act too: "launched an *attack*"."""
        return [] if act.nominal else list(self._same_act(act, act.token, DEEP))

    def _same_act(self, act: Act, above: int, deep: int) -> Iterator[int]:
        finder, tree = self.found.finder, self.tree
        for k in tree.kids[above] if deep else ():
            if tree.deps[k] in PHRASE and tree.pos[k] == "NOUN":
                if any(ev.frame.act == act.frame.act for ev in finder.evoked(k)):
                    yield k
                yield from self._same_act(act, k, deep - 1)

    def of_saying(self, act: Act, chain: Sequence[Passage]) -> times_layer.TimeMention | None:
        """The date of the saying, for what is done by saying it and for what holds while it is said."""
        if act.source is not None and act.source.how == "speaker":
            start, end = self.tree.starts[act.token], self.tree.ends[act.token]
            around = self.found.attributions.at(start, end)
            return self.dated(around[-1]) if around else None
        if chain and self.tense.at_once(self.tree, act.token):
            found = self.said(chain[-1])
            return found if found is not None and found.dated else None
        return None

    def spoken(self, act: Act) -> times_layer.TimeMention | None:
        """The date of what the doer of an act done by speaking said just before: "she spoke on Monday. She urged …"."""
        code = None if act.source is None else act.source.mention.code
        told = any(self.found.judge.is_past(k) for k in (act.token, *(() if act.light is None else (act.light,))))
        if act.frame.act not in clock()["uttered"] or act.nominal or code is None or not told:
            return None
        here = self.tree.sent_of[act.token]
        for passage in reversed([p for p in self.found.attributions.passages if p.head <= act.token]):
            if here - self.tree.sent_of[passage.head] > clock()["back"]:
                return None
            who = passage.speaker
            found = self.said(passage) if who is not None and who.actor == code else None
            if found is not None and found.dated:
                return found
        return None

    def dated(self, passage: Passage) -> times_layer.TimeMention | None:
        """When a passage was said, or the last one by the same speaker shortly before it."""
        sent_of = self.tree.sent_of
        for other in reversed([p for p in self.found.attributions.passages if p.head <= passage.head]):
            if sent_of[passage.head] - sent_of[other.head] > clock()["back"]:
                break
            found = self.said(other) if other is passage or same_speaker(other, passage) else None
            if found is not None and found.dated:
                return found
        return None

    def again(self, act: Act) -> times_layer.TimeMention | None:
        """The date that the article gave before to the event that a definite noun means."""
        if act.frame.act not in clock()["same_event"]:
            return None
        nouns = [act.token] if act.nominal else self.same_act(act)
        if not any(self.definite(k) for k in nouns):
            return None
        for past, mention in reversed(self.past):
            if self.tree.sent_of[act.token] - self.tree.sent_of[past.token] > clock()["reach"]:
                return None
            lends = mention.precision in clock()["precise"] and mention.kind not in clock()["not_kinds"]
            if lends and past.frame.act == act.frame.act and alike(past, act):
                return mention
        return None

    def definite(self, token: int) -> bool:
        """Whether a noun is one that was spoken of: "the attack", "cette attaque"."""
        return any(self.tree.lowers[k] in self.tense.definite for k in self.tree.kids[token])


def same_speaker(one: Passage, other: Passage) -> bool:
    """Whether two passages are of one named speaker."""
    return one.speaker is not None and other.speaker is not None and one.speaker.name == other.speaker.name is not None


def alike(past: Act, act: Act) -> bool:
    """Whether two acts have an end in common and none that differs."""
    pairs = ((past.source, act.source), (past.target, act.target))
    both = [(a, b) for a, b in pairs if end(a) is not None and end(b) is not None]
    return bool(both) and all(end(a) == end(b) for a, b in both)


def end(filler: Filler | None) -> str | None:
    """The comparable form of an end that is known."""
    mention = None if filler is None else filler.mention
    return None if mention is None or mention.code == "?" else mention.code or mention.name
