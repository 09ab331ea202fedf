"""Whom a source means: full name from surname, pronoun and role; the state spoken for; the kind of source.

Persons, states and bodies come from the actors of the article; without them (None) only
the kind and the words of a source are known.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ostraka.reading.attributing.cues import cues_of
from ostraka.reading.attributing.passages import THING, Passage, Ranges, Speaker
from ostraka.reading.attributing.sources import VERBAL
from ostraka.reading.attributing.speaker_words import SpeakerWords, speaker_words
from ostraka.reading.attributing.taking_up import TakingUp
from ostraka.reading.naming.actors import Actors, Mention, Person
from ostraka.reading.parsing.tree import Tree
from ostraka.relations.table import cue_kinds, reach

__all__ = ["resolved"]

HEARD = reach()["attributing"]["heard"]
FULL_NAME = reach()["attributing"]["full_name"]
SHORT_NAME = reach()["attributing"]["short_name"]
SAYING = frozenset({"name", "adjective", "capital", "seat", "body", "agency", "media"})  # mentions that say the state
MEDIUM = reach()["attributing"]["medium"]


def resolved(tree: Tree, language: str, actors: Actors | None, passages: Sequence[Passage]) -> list[Passage]:
    """The passages with their speakers, in the order given (the order of the text)."""
    resolver = Resolver(tree, speaker_words(language), cues_of(language).words.relatives, actors)
    heard = (resolver.resolve(p) for p in passages)
    return [p for p in heard if (is_human(p) if p.persons_only else not is_point(p))]


def is_point(passage: Passage) -> bool:
    """Whether the subject before a colon is nobody: "The implication is clear: …"."""
    return "+colon+" in passage.rules[0] and passage.speaker is not None and passage.speaker.why == THING


def is_human(passage: Passage) -> bool:
    """Whether a passage is a person's; after a preposition a role will do: "Pour les analystes, …"."""
    who = passage.speaker
    role = who is not None and who.kind == "anonymous" and bool(who.role) and who.why != THING
    return who is not None and (who.kind == "person" or (role and passage.rules[0].endswith(":preposition")))


class Resolver(TakingUp):
    """Resolves the sources of one article, remembering who spoke before."""

    def __init__(self, tree: Tree, words: SpeakerWords, relatives: frozenset[str], actors: Actors | None) -> None:
        self.tree, self.words, self.relatives, self.actors = tree, words, relatives, actors
        self.spoken: list[Speaker] = []
        self.heard: list[Speaker] = []  # documents and media too
        self.last_sent = self.told_at = 0
        self.binds = False  # what is said binds a state: whoever says it is of that one
        self.last_head: int | None = None  # of the words of the last one who spoke
        self.genders = {p.name: p.gender for p in actors.persons} if actors is not None else {}

    # ------------------------------------------------------------ what the actors know
    def person_in(self, first: int, last: int) -> Person | None:
        """The person whose name stands in a source: at its head, or as an apposition or title's name."""
        if self.actors is None:
            return None
        for k in range(first, last):
            for m in self.actors.at(k):
                inside = self.tree.deps[k] == "nmod" and self.tree.case(k) != "" and not self.titled(k, last)
                inside = inside or self.tree.deps[k] == "nmod:poss"  # "President *Roe*'s spokesman"
                inside = inside or self.is_agent(k, first)
                if m.kind == "person" and not inside:
                    return self.actors.person_at(k)
        return None

    def is_agent(self, token: int, first: int) -> bool:
        """Whether a name is only the doer of what is said of the source: "the council, *chaired by X*, …"."""
        path = (token, *self.tree.ancestors(token))
        return any(self.tree.deps[k] == "obl:agent" and first <= self.tree.heads[k] < k for k in path)

    def covered(self, token: int) -> bool:
        """Whether a token belongs to the name of a state or body."""
        mention = self.actors.cover.get(token) if self.actors is not None else None
        return mention is not None and mention.kind != "person"

    def titled(self, token: int, last: int) -> bool:
        """Whether a name ends a source after a title and a body: "the ambassador to the United Nations Ann Lee"."""
        tree, actors = self.tree, self.actors
        beside = [k for k in tree.kids[token] if tree.deps[k] == "compound" and actors is not None]
        named = [k for k in beside if actors is not None and any(m.kind != "person" for m in actors.at(k))]
        return token == last - 1 and bool(named)

    # ------------------------------------------------------------ one passage
    def resolve(self, passage: Passage) -> Passage:
        """The passage with its speaker; who speaks is remembered for the pronouns after it."""
        if not passage.source_tokens:
            return self.goes_on(passage)
        self.binds = passage.kind in cue_kinds()["binding"]
        speaker = self.impersonal(passage) or self.of_himself(passage) or self.speaker(passage.source_tokens)
        self.heard.append(speaker)
        self.told_at = self.tree.sent_of[passage.head]
        if speaker.kind in ("person", "government", "body", "anonymous") and (
            speaker.name or speaker.role or speaker.actor
        ):
            self.spoken.append(speaker)
            end = passage.content_tokens[-1][1] - 1 if passage.content_tokens else passage.head
            self.last_sent = max(self.tree.sent_of[passage.head], self.tree.sent_of[end])
            self.last_head = head_in(self.tree, passage.source_tokens[0][0], passage.source_tokens[-1][1])
        return passage._replace(speaker=speaker, rules=(*passage.rules, f"speaker:{speaker.why}"))

    def goes_on(self, passage: Passage) -> Passage:
        """Hearsay by mood right after somebody was heard is still his: "Selon X, … . Il aurait ensuite …"."""
        here = self.tree.sent_of[passage.head]
        if self.heard and here == self.told_at and self.is_present(passage.head):
            return passage._replace(speaker=self.heard[-1], rules=(*passage.rules, "speaker:of the cue before"))
        construction = passage.rules[0].rpartition(":")[2]
        told = construction == "clause" or (construction == "speech" and passage.form == "direct")
        goes = construction == "mood" or (told and self.bare(passage))
        near = goes and self.heard and here - self.told_at <= 1
        if not near:
            return passage
        self.told_at = here
        return passage._replace(speaker=self.heard[-1], rules=(*passage.rules, "speaker:whoever was heard just before"))

    def is_present(self, token: int) -> bool:
        """Whether a cue is a present participle, which goes with the cue before it: "…, *appelant* Oslo à céder"."""
        tree = self.tree
        form, tense = tree.feature(token, "VerbForm"), tree.feature(token, "Tense")
        return form == "Ger" or (form == "Part" and tense == "Pres")

    def bare(self, passage: Passage) -> bool:
        """Whether a cue is an infinitive of narration: "Et d'ajouter : « … »"."""
        tree, head = self.tree, passage.head
        first = tree.sent_range(head)[0]
        alone = not any(tree.pos[k] in VERBAL and tree.kids_by(k, "nsubj") for k in range(first, head))
        return "VerbForm=Inf" in tree.morphs[head] and alone

    def speaker(self, where: Ranges) -> Speaker:
        """The speaker that the words of a source mean."""
        tree = self.tree
        first, last = where[0][0], where[-1][1]
        head = head_in(tree, first, last)
        if tree.lowers[head] in self.relatives:
            return self.relative(head)
        low = tree.lowers[head]
        member = self.member(head, first, last)
        if member is not None:
            return member
        if low in self.words.latter:
            latter = self.latter(first)
            if latter is not None:
                return latter._replace(why="the latter: whoever was named last")
        if (
            low in self.words.pronouns
            and (tree.pos[head] == "PRON" or low.startswith("-"))
            or "Poss=Yes" in tree.morphs[head]
        ):
            return self.pronoun(head)
        inner = self.unwrapped(head, last)
        if inner is not None:
            return self.speaker(((inner, last),))
        person = self.person_in(first, last)
        if person is not None:
            return Speaker(person.name, person.code, person.role, "person", "name in the source")
        found = self.noun(head, first, last)
        if found.actor is None and found.kind != "person":
            found = self.of_owner(found, head)
        return found._replace(many=True) if found.kind == "anonymous" and self.is_plural(head) else found

    def unwrapped(self, head: int, last: int) -> int | None:
        """Where the words begin of whose "terms" or "account" a source names: "les termes *de X*"."""
        tree = self.tree
        if tree.lemmas[head].lower() not in self.words.wrappers:
            return None
        owner = next((k for k in tree.kids_by(head, "nmod") if head < k < last), None)
        if owner is None:
            return None
        return next((k for k in range(head + 1, owner + 1) if tree.pos[k] not in ("ADP", "PUNCT")), owner)

    def latter(self, first: int) -> Speaker | None:
        """Whom "ce dernier" means: the person or role named last before it, in its sentence or the one before."""
        tree = self.tree
        start = tree.sents[max(0, tree.sent_of[first] - 1)][0]
        for k in range(first - 1, start - 1, -1):
            known = self.actors.person_at(k) if self.actors is not None and self.actors.at(k) else None
            if known is not None:
                return Speaker(known.name, known.code, known.role, "person")
            if tree.pos[k] == "NOUN" and tree.lemmas[k].lower() in self.words.roles:
                return self.noun(k, min(k, tree.subtree(k)[0]), k + 1)
        return None

    def relative(self, head: int) -> Speaker:
        """The noun that a relative pronoun stands for."""
        tree = self.tree
        for a in tree.ancestors(head):
            if tree.deps[a] == "acl:relcl":
                antecedent = tree.heads[a]
                last = max(antecedent + 1, tree.subtree(a)[0])
                return self.speaker(((min(tree.subtree(antecedent)[0], antecedent), last),))._replace(
                    why="relative pronoun"
                )
        return Speaker(None, None, None, "anonymous", "relative pronoun without antecedent")

    def noun(self, head: int, first: int, last: int) -> Speaker:
        """A source without a personal name: by role, kind of noun, or state."""
        lemma, words = self.tree.lemmas[head].lower(), self.words
        mentions = () if lemma in words.opponents else self.of(head)
        if lemma in words.opponents or (lemma in words.unseen and not mentions):
            mentions = self.described(head)
        if not self.binds and self.of_nearest(first, last):
            return self.by_kind(head, first, last, ())._replace(unsaid=True)
        return self.by_kind(head, first, last, mentions)

    def of_nearest(self, first: int, last: int) -> bool:
        """Whether the office of a source is of no state that is said, and only the nearest one named is known."""
        if self.actors is None or any(m.kind in SAYING for k in range(first, last) for m in self.actors.at(k)):
            return False
        return any(k in self.actors.phrases.unowned.nearest for k in range(first, last))

    def by_kind(self, head: int, first: int, last: int, mentions: tuple[Mention, ...]) -> Speaker:
        """A source without a personal name, whose words stand for these states or bodies."""
        tree, words = self.tree, self.words
        lemma = tree.lemmas[head].lower()
        codes = list(dict.fromkeys(m.code for m in mentions if m.code and m.code != "?"))
        text = clean(tree.words_of(first, last))
        start, end = name_run(tree, first, first, last)
        if tree.pos[first] == "PROPN" and 2 <= end - start <= FULL_NAME and end < last and tree.words[end] == ",":
            role = clean(tree.words_of(end + 1, last)) if end + 1 < last else None
            return Speaker(
                clean(tree.words_of(start, end)), codes[0] if codes else None, role, "person", "name and role"
            )
        start, end = name_run(tree, last - 1, first, last)
        while self.actors is not None and start < end and self.covered(start):
            start += 1
        if lemma in words.roles and tree.pos[last - 1] == "PROPN" and 2 <= end - start <= SHORT_NAME and start > first:
            role = clean(tree.words_of(first, start))
            return Speaker(
                clean(tree.words_of(start, end)), codes[0] if codes else None, role, "person", "role and name"
            )
        if lemma in words.roles and start == end - 1 == head + 1 and tree.pos[start] == "PROPN" and not self.of(start):
            said = any(self.covered(k) for k in range(first, head))  # of no state that only the text around names
            role = clean(tree.words_of(first, start))
            return Speaker(tree.words[start], codes[0] if codes and said else None, role, "person", "role and surname")
        if lemma in words.roles or lemma in words.anonymous:
            return self.by_role(head, first, codes, text)
        code = codes[0] if codes else None
        if lemma in words.document:
            return self.document(head, first, Speaker(text, code, None, "document", "document noun"))
        if self.is_wire(head, first, last):
            return Speaker(text, self.code_of_medium(first, last), None, "media", "news agency")
        named = [tree.words[k] for k in range(first, last)]
        if any(w.lower() in words.media and w[:1].isupper() for w in named[:-1]) and tree.pos[head] == "PROPN":
            return Speaker(text, None, None, "media", "name of a medium")  # "*Radio* Pakistan"
        if lemma in words.media:
            return self.medium(head, first, Speaker(text, code, None, "media", "media noun"))
        if not codes and any(
            tree.lowers[k] in words.media_names for k in range(first, last) if tree.words[k][:1].isupper()
        ):
            return Speaker(text, None, None, "media", "name of a medium")
        if lemma in words.body and lemma not in words.government and not code:
            return Speaker(text, code, None, "body", "body noun")
        if mentions and code:
            return self.state(mentions, text, tree.pos[head] == "NOUN" or lemma in words.government)
        for kind in ("government", "body"):
            if lemma in getattr(words, kind):
                return Speaker(text, code, None, kind, f"{kind} noun")
        if tree.pos[head] == "PROPN":
            name = clean(tree.words_of(*name_run(tree, head, first, last)))
            return Speaker(name, code, None, "person", "proper name")
        return Speaker(None if code else text, code, text, "anonymous", THING)

    def is_wire(self, head: int, first: int, last: int) -> bool:
        """Whether a source is a news agency: "les *agences de presse* russes", "l'*agence* Belga"."""
        tree = self.tree
        if tree.lemmas[head].lower() not in self.words.body:
            return False
        words = " ".join(tree.lowers[k] for k in range(first, last))
        named = any(self.media_at(k) for k in range(first, last))
        return named or any(wire in words for wire in self.words.wires)

    def media_at(self, token: int) -> tuple[Mention, ...]:
        """The media named at a token."""
        return tuple(m for m in self.actors.at(token) if m.kind == "media") if self.actors is not None else ()

    def code_of_medium(self, first: int, last: int) -> str | None:
        """The state of the medium that a source names, where it is a state's."""
        return next((m.code for k in range(first, last) for m in self.media_at(k) if m.code), None)

    def document(self, head: int, first: int, speaker: Speaker) -> Speaker:
        """A document with whoever issued it: its maker in the words, the subject of "issued", or of it before."""
        tree = self.tree
        if speaker.actor is not None:
            return speaker
        verb = tree.heads[head]
        makers = [a for k in tree.kids[head] if tree.deps[k] in ("acl", "acl:relcl") for a in self.makers(k)]
        carried = tree.deps[head] == "obj" or (tree.deps[head][:3] == "obl" and tree.case(head) in self.words.within)
        if carried and tree.pos[verb] in VERBAL:
            makers += [k for k in tree.kids_by(verb, "nsubj") if not first <= k <= head]
        for k in makers:
            who = self.of_head(k)
            if who is not None:
                return who._replace(kind="document", role=speaker.name, why="document: who issued it")
        if any(tree.lowers[k] in self.words.definite for k in range(first, head)):
            before = self.before(lambda s: tree.lemmas[head].lower() in (s.name or s.role or "").lower().split())
            if before is None and self.heard and self.heard[-1].kind == "document":
                return self.heard[-1]._replace(why="document: the one just heard")
            before = before or self.before(lambda s: s.kind in cue_kinds()["issuing"] or bool(s.role and s.actor))
            if before is not None:
                return before._replace(kind="document", role=speaker.name, why="document: of the speaker before")
        return speaker

    def makers(self, clause: int) -> list[int]:
        """Who did what a clause at a noun says: "a statement *released by X*", "a letter *that X sent*"."""
        return [k for k in self.tree.kids[clause] if self.tree.deps[k] in ("nsubj", "obl:agent")]

    def of_head(self, head: int) -> Speaker | None:
        """The person, state or body that a noun phrase stands for, by the actors; None where it is none."""
        known = self.actors.person_at(head) if self.actors is not None else None
        if known is not None:
            return Speaker(known.name, known.code, known.role, "person")
        named = [m for m in self.of(head) if m.code and m.code != "?"]
        return Speaker(named[0].name, named[0].code, None, "body") if named else None

    def medium(self, head: int, first: int, speaker: Speaker) -> Speaker:
        """A medium: named, or "the newspaper" as the one quoted before."""
        definite = any(self.tree.lowers[k] in self.words.definite for k in range(first, head))
        if definite and not any(
            self.tree.pos[k] == "PROPN" for k in range(first, head + 1 + MEDIUM) if k < len(self.tree)
        ):
            before = self.before(lambda s: s.kind == "media")
            if before is not None:
                return before._replace(why="medium: the one quoted before")
        return speaker

    def before(self, fits: Callable[[Speaker], bool]) -> Speaker | None:
        """The last speaker of whom something holds."""
        return next((s for s in reversed(self.heard[-HEARD:]) if fits(s)), None)

    def state(self, mentions: tuple[Mention, ...], text: str, described: bool) -> Speaker:
        """A state or body, with the others that it is coordinated with; `described`: by a noun ("the ministry")."""

        def one(m: Mention) -> Speaker:
            body = m.kind in ("body", "agency", "party", "group")
            return Speaker(
                text if body and len(mentions) == 1 else m.name or text,
                m.code,
                None,
                "media" if m.kind == "media" else "body" if body else "government",
                "state or body",
            )

        first, *others = [one(m) for m in mentions if m.code and m.code != "?"]
        return first._replace(others=tuple(others), name=text if described and not others else first.name)

    def by_role(self, head: int, first: int, codes: list[str], text: str) -> Speaker:
        """A role without a name: the person who has it in the article, or an anonymous class."""
        tree, words = self.tree, self.words
        lemma = tree.lemmas[head].lower()
        plural = "Number=Plur" in tree.morphs[head]
        definite = any(tree.lowers[k] in words.definite for k in range(first, head))
        code = codes[0] if codes else None
        if definite and not plural and self.actors is not None:
            known = self.actors.person_at(head) or self.holder(lemma, first, code)
            if known is not None and self.may_be(known.role, text):
                return Speaker(known.name, known.code or code, known.role, "person", "role: the person who has it")
            for speaker in reversed(self.spoken[-HEARD:]):
                same = code is None or speaker.actor in (None, code)  # "the *Colombian* president" is not Peru's
                if same and speaker.role and lemma in speaker.role.lower() and self.may_be(speaker.role, text):
                    return speaker._replace(why="role: the speaker before")
            taken_up = self.taken_up(head, code)
            if taken_up is not None:
                return taken_up._replace(why="role: of the speaker just before, of whom no other is told")
        others = tuple(Speaker(None, c, text, "anonymous", "coordination") for c in codes[1:])
        return Speaker(None if code else text, code, text, "anonymous", "role without a name", others)

    def may_be(self, role: str | None, text: str) -> bool:
        """Whether a role and other words for its holder fit in rank and field: "the minister" is no prime minister."""
        here, there = set(text.lower().split()), set((role or "").lower().split())
        fields = [{w.strip(",.") for w in side} & self.words.portfolios for side in (here, there)]
        if here & self.words.ranks != there & self.words.ranks and role:
            return False
        return not (fields[0] and fields[1]) or bool(fields[0] & fields[1])

    def taken_up(self, head: int, code: str | None) -> Speaker | None:
        """The person who spoke just before, where nobody has told his role: "Mara Lind …, says the *economist*"."""
        near = self.spoken[-1] if self.spoken and self.tree.sent_of[head] - self.last_sent <= 1 else None
        if (
            near is None
            or near.kind != "person"
            or not near.name
            or near.role
            or (code and near.actor not in (code, None))
        ):
            return None
        gender = self.genders.get(near.name, "")
        feminine = self.tree.feature(head, "Gender")
        return None if (gender, feminine) in (("f", "Masc"), ("m", "Fem")) else near

    def holder(self, lemma: str, before: int, code: str | None) -> Person | None:
        """The person last named before a token whose role has this noun and whose state does not differ."""
        best, where = None, -1
        for person in self.actors.persons if self.actors is not None else ():
            at = max((t for t in person.mentions if t < before), default=-1)
            if (
                at > where
                and person.role
                and lemma in person.role.lower().split()
                and (not code or person.code in (code, None))
            ):
                best, where = person, at
        return best


def name_run(tree: Tree, head: int, first: int, last: int) -> tuple[int, int]:
    """The proper nouns around a head, without what stands beside them."""
    start, end = head, head + 1
    while start > first and tree.pos[start - 1] == "PROPN":
        start -= 1
    while end < last and tree.pos[end] == "PROPN":
        end += 1
    return start, end


def head_in(tree: Tree, first: int, last: int) -> int:
    """The token of a source on which the others hang; of a pronoun in parts ("-t", "-elle") the last."""
    if tree.words[first].startswith("-"):
        return last - 1
    for k in range(first, last):
        if (not first <= tree.heads[k] < last or tree.is_root(k)) and tree.pos[k] not in ("PUNCT", "DET", "ADP"):
            return k
    return first


def clean(text: str) -> str:
    """A role or name on one line, without marks at its ends."""
    return " ".join(text.split()).strip(" ,;:.—–-")
