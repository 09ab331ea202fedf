"""Whom a pronoun, or a word that only points back ("one of them"), takes up of those who spoke or were told of."""

from __future__ import annotations

from abc import ABC, abstractmethod

from ostraka.reading.attributing.passages import THING, Passage, Ranges, Speaker
from ostraka.reading.attributing.speaker_words import SpeakerWords
from ostraka.reading.naming.actors import Actors, Mention
from ostraka.reading.parsing.tree import Tree
from ostraka.relations.table import reach

__all__ = ["TakingUp"]

HEARD = reach()["attributing"]["heard_pronoun"]
CLASS = reach()["attributing"]["class_heard"]


class TakingUp(ABC):
    """What the resolver of one article remembers of its speakers, and whom of them a word takes up."""

    tree: Tree
    words: SpeakerWords
    actors: Actors | None
    spoken: list[Speaker]
    last_sent: int
    last_head: int | None
    genders: dict[str, str]

    @abstractmethod
    def speaker(self, where: Ranges) -> Speaker:
        """The speaker that the words of a source mean."""

    @abstractmethod
    def noun(self, head: int, first: int, last: int) -> Speaker:
        """A source without a personal name."""

    def of(self, token: int) -> tuple[Mention, ...]:
        """Whom the phrase headed at a token stands for, its conjuncts included."""
        if self.actors is None:
            return ()
        found: dict[tuple[str | None, str | None], Mention] = {}
        for k in self.tree.conjuncts(token):
            for m in self.actors.of(k):
                found.setdefault((m.code, m.name), m)
        return tuple(found.values())

    def described(self, head: int) -> tuple[Mention, ...]:
        """The states that the adjectives of a noun name: "*Russian* opponents", not "opponents of *Russia*"."""
        kids = self.tree.kids_by(head, "amod", "compound")
        return tuple(m for k in kids if self.actors is not None for m in self.actors.at(k))

    def is_plural(self, head: int) -> bool:
        """Whether a noun or its determiner is plural."""
        return any("Number=Plur" in self.tree.morphs[k] for k in (head, *self.tree.kids_by(head, "det")))

    def of_owner(self, speaker: Speaker, head: int) -> Speaker:
        """A speaker of no state with that of whose office or spokesman it is: "*his* office", "*sa* porte-parole"."""
        tree = self.tree
        owner = next((k for k in tree.kids[head] if k < head and "Poss=Yes" in tree.morphs[k]), None)
        apart = tree.lemmas[head].lower() in self.words.opponents
        if owner is None or apart or tree.lowers[owner] in self.words.first_person:
            return speaker
        actor = self.pronoun(owner).actor
        return speaker._replace(actor=actor, why=speaker.why + " of its owner") if actor is not None else speaker

    def impersonal(self, passage: Passage) -> Speaker | None:
        """Whom an impersonal pronoun means: whoever is at the place beside the cue: "dit-*on* à Paris"; else nobody."""
        tree, words = self.tree, self.words
        first, last = passage.source_tokens[0][0], passage.source_tokens[-1][1]
        if not any(tree.lowers[k] in words.impersonal for k in (first, last - 1)) or last - first > 2:
            return None
        one = tree.lowers[last - 1].lstrip("-")
        for k in tree.kids[passage.head]:
            if not tree.deps[k].startswith("obl") or tree.case(k) not in words.whereabouts:
                continue
            code = next((m.code for m in self.of(k) if m.code and m.code != "?"), None)
            if code or tree.lemmas[k].lower() in words.government | words.body:
                begin, end = tree.subtree(k)
                place = " ".join(tree.words_of(begin, end).split())
                why = "nobody in particular, at the place beside the cue"
                return Speaker(None, code, f"{one} {place}", "anonymous", why)
        return Speaker(None, None, one, "anonymous", "nobody in particular")

    def member(self, head: int, first: int, last: int) -> Speaker | None:
        """One of a class that spoke before: "*l'un d'eux*", "*another*"; it is as anonymous as the class."""
        tree = self.tree
        if tree.lowers[head] not in self.words.members or any(
            tree.pos[k] in ("NOUN", "PROPN") and k != head for k in range(first, last)
        ):
            return None
        group = next((s for s in reversed(self.spoken[-CLASS:]) if s.many or s.why.startswith("one of")), None)
        if group is None:
            return None
        return Speaker(None, group.actor, group.role, "anonymous", "one of the class that spoke before")

    def pronoun(self, head: int) -> Speaker:
        """Whom a pronoun means: the last speaker that fits in number and gender, else what the actors say."""
        tree, words = self.tree, self.words
        low = tree.lowers[head]
        apart = self.set_apart(head)
        if apart is not None:
            return apart
        if low in words.first_person and self.spoken:
            return self.spoken[-1]._replace(why="first person: whoever speaks")
        plural = low in words.plural_pronouns or "Number=Plur" in tree.morphs[head]
        near = self.spoken[-1] if self.spoken and tree.sent_of[head] - self.last_sent <= 1 else None
        if near is not None and near.kind == "person" and near.name and self.fits(near, low, plural):
            return near._replace(why="pronoun: the speaker just before")
        if near is not None and not plural and self.takes_up(near, low):
            return near._replace(why="pronoun: the state or body that spoke just before")
        known = self.actors.person_at(head) if self.actors is not None else None
        if known is not None and not plural:
            return Speaker(known.name, known.code, known.role, "person", "pronoun: a person of the article")
        told = self.told_of(head, low, plural) if near is None else None
        if told is not None:
            return told._replace(why="pronoun: whom the sentence before tells of")
        heard = [s for s in reversed(self.spoken[-HEARD:]) if self.fits(s, low, plural)]
        if heard:
            last = min(heard, key=lambda s: s.why == THING)  # what shows something is seldom "he"
            return last._replace(why="pronoun: the last speaker that fits")
        for m in self.of(head):
            if m.code or m.name:
                return Speaker(
                    m.name, m.code, None, "government" if m.code else "person", "pronoun: " + (m.why or "by the actors")
                )
        return Speaker(None, None, None, "anonymous" if plural else "person", "pronoun: nobody fits")

    def of_himself(self, passage: Passage) -> Speaker | None:
        """Who a bound pronoun is whose words open a paragraph with his name: "Sani « condamne X », *a-t-il* dit"."""
        tree, first = self.tree, passage.content_tokens[0][0] if passage.content_tokens else 0
        bound = passage.form == "mixed" and tree.words[passage.source_tokens[-1][0]].startswith("-")
        opens = first and "\n" in tree.text[tree.ends[first - 1] : tree.starts[first]]
        if not bound or not (opens or not first):
            return None
        inside = range(first, passage.content_tokens[0][1])
        subject = next((k for k in inside if tree.deps[k].startswith("nsubj")), None)
        if subject is None or tree.subtree(subject)[0] != first:
            return None
        speaker = self.speaker(((first, tree.subtree(subject)[1]),))
        fits = speaker.kind == "person" and bool(speaker.name and speaker.role)
        return speaker._replace(why="pronoun: of the subject of his own words") if fits else None

    def set_apart(self, head: int) -> Speaker | None:
        """The noun that a pronoun between commas only sets against others: "l'opposition, *elle*, parle de …"."""
        tree = self.tree
        before = head - 2
        if before < 0 or head + 1 >= len(tree) or not (tree.words[head - 1] == tree.words[head + 1] == ","):
            return None
        if tree.pos[before] not in ("NOUN", "PROPN", "ADJ") or tree.sent_of[before] != tree.sent_of[head]:
            return None
        start, top = tree.sent_range(head)[0], before
        while start <= tree.heads[top] < top:
            top = tree.heads[top]
        first = max(start, min(tree.subtree(top)[0], top))
        return self.speaker(((first, head - 1),))._replace(why="pronoun set apart: the noun before it")

    def takes_up(self, near: Speaker, pronoun: str) -> bool:
        """Whether a pronoun takes up the state or body that spoke just before, by the gender that its noun shows."""
        head, words = self.last_head, self.words
        if near.kind not in ("government", "body") or near.others or head is None or pronoun in words.neuter:
            return False
        group = (head, *self.tree.kids_by(head, "det", "amod"))
        gender = next((g for g in (self.tree.feature(k, "Gender") for k in group) if g in ("Masc", "Fem")), None)
        wanted = {"Masc": words.masculine, "Fem": words.feminine}.get(gender or "", frozenset())
        return pronoun in wanted

    def told_of(self, head: int, pronoun: str, plural: bool) -> Speaker | None:
        """The subject of the sentence before that a pronoun may mean: a role for a person, a ministry for "it"."""
        tree, words = self.tree, self.words
        personal = words.masculine | words.feminine | words.neuter  # "on" and "nous" are somebody else
        if plural or pronoun not in personal or tree.sent_of[head] == 0:
            return None
        first, last = tree.sents[tree.sent_of[head] - 1]
        kinds = words.government | words.body if pronoun in words.neuter else words.roles
        for k in range(first, last):
            lemma = tree.lemmas[k].lower()
            known = self.person(k) if tree.deps[k] == "nsubj" and pronoun not in words.neuter else None
            if known is not None and self.fits(known, pronoun, plural):
                return known
            if tree.deps[k] == "nsubj" and lemma in words.reporters:
                k = next(iter(tree.kids_by(tree.heads[k], "obj")), k)  # "our correspondent met *an officer*. He says"
                lemma = tree.lemmas[k].lower()
                if tree.pos[k] == "NOUN" and lemma in kinds:
                    return self.noun(k, tree.subtree(k)[0], k + 1)
                continue
            held = lemma in words.government and tree.feature(k, "Gender") != ""  # "le ministère …; il a ajouté"
            fitting = tree.deps[k] == "nsubj" and tree.pos[k] == "NOUN" and (lemma in kinds or held)
            if fitting and "Number=Plur" not in tree.morphs[k] and self.agrees(k, pronoun):
                return self.noun(k, tree.subtree(k)[0], k + 1)
        return None

    def person(self, token: int) -> Speaker | None:
        """The person whose name stands at a token or beside it."""
        tree, actors = self.tree, self.actors
        for k in (token, *tree.kids_by(token, "appos", "flat", "amod")) if actors is not None else ():
            if actors is not None and any(m.kind == "person" for m in actors.at(k)):
                known = actors.person_at(k)
                return None if known is None else Speaker(known.name, known.code, known.role, "person")
        return None

    def agrees(self, noun: int, pronoun: str) -> bool:
        """Whether a noun can be taken up by a pronoun: by its gender, or that of the word itself."""
        gender, words = self.tree.feature(noun, "Gender"), self.words
        low = self.tree.lowers[noun]
        if pronoun in words.masculine:
            return gender != "Fem" and low not in words.feminine
        return not (pronoun in words.feminine and (gender == "Masc" or low in words.masculine))

    def fits(self, speaker: Speaker, pronoun: str, plural: bool) -> bool:
        """Whether a speaker may be meant by a pronoun."""
        words = self.words
        group = speaker.kind == "anonymous" or bool(speaker.others)
        if plural:
            return group and (speaker.many or bool(speaker.others) or speaker.role is None)
        if speaker.many:
            return False
        if speaker.kind != "person":
            return (pronoun in words.neuter and not group) or (
                group and bool(speaker.role) and pronoun not in words.neuter and speaker.others == ()
            )
        gender = self.genders.get(speaker.name or "", "")
        if (pronoun in words.masculine and gender == "f") or (pronoun in words.feminine and gender == "m"):
            return False
        return pronoun not in words.neuter
