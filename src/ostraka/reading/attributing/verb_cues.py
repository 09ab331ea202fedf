"""Cues that are verbs: what each attributes, by the speech beside it, its complement or the words around."""

from __future__ import annotations

from ostraka.reading.attributing.beside import after_colon, colon_of, described, likened, resumed
from ostraka.reading.attributing.contents import Found, complement, rescued, trimmed
from ostraka.reading.attributing.continuation import Pending
from ostraka.reading.attributing.cues import Cue, Entry
from ostraka.reading.attributing.ending import gerund
from ostraka.reading.attributing.floating import FLOATING
from ostraka.reading.attributing.insertions import Insertion
from ostraka.reading.attributing.noun_contents import of_noun
from ostraka.reading.attributing.passages import Passage, Unit
from ostraka.reading.attributing.sources import after_cue, clitic, is_passive, noun_phrase, telling
from ostraka.reading.attributing.speech import border
from ostraka.reading.attributing.verb_speech import VerbSpeech
from ostraka.relations.table import reach

__all__ = ["VerbCues"]

NEAR = reach()["attributing"]["object_quoted"]


class VerbCues(VerbSpeech):
    """Finds the passages of verbs."""

    inserted: dict[int, Insertion]

    def after_quotation(self, token: int) -> bool:
        """Whether a word that is tagged as no verb stands right after a quotation and its comma, as cues do."""
        tree = self.tree
        if (
            not token
            or tree.words[token - 1] != ","
            or tree.pos[token] == "PROPN"
            or not tree.words[token][0].islower()
        ):
            return False
        return token - 1 in self.quotes.closes or token - 2 in self.quotes.closes

    def ends_quotation(self, token: int, unit: Unit) -> bool:
        """Whether a verb group stands right after a quotation and its comma, and its subject after it."""
        tree = self.tree
        first = token
        while first > unit.first and tree.pos[first - 1] == "AUX":
            first -= 1
        after = first > unit.first + 1 and tree.words[first - 1] == ","
        after = after and (first - 2 in self.quotes.closes or first - 1 in self.quotes.closes)
        return after and after_cue(tree, token, unit.last, self.times) is not None

    def bound(self, token: int) -> bool:
        """Whether a pronoun is bound to a word, which makes it a verb whatever its tag: "lance-t-il"."""
        words = self.tree.words
        if token + 1 >= len(words) or not words[token + 1].startswith("-"):
            return False
        return clitic(self.tree, token, self.cues.words) is not None

    def put_to(self, token: int) -> bool:
        """Whether a past participle opens the sentence of somebody who then speaks: "*Interrogé* sur …, il a dit"."""
        tree = self.tree
        past = tree.feature(token, "VerbForm") == "Part" and tree.feature(token, "Tense") == "Past"
        first = tree.sent_range(token)[0]
        opens = tree.deps[token] in ("advcl", "acl") and token <= first + 1
        if token == first and tree.feature(token, "Tense") == "Past" and not tree.kids_by(token, "nsubj", "aux"):
            return True  # "*Asked* whether it would, X said": whatever the parser makes of it
        return past and opens and not any(tree.deps[k].startswith("aux") for k in tree.kids[token])

    def incised(self, token: int, unit: Unit) -> bool:
        """Whether a verb that no table has stands between marks with a bound pronoun: "…, calcule-t-il, …"."""
        tree = self.tree
        if token + 2 >= len(tree) or not self.bound(token):
            return False
        edge = border(tree, token, None, (), unit)
        after = next((k for k in range(token + 1, unit.last) if not tree.words[k].startswith("-")), unit.last)
        ends = after >= unit.last or tree.words[after] in (",", ".")
        return ends and edge.first > unit.first and tree.words[edge.first - 1] == ","

    def verb(self, token: int) -> list[Passage]:
        """The passage of a cue verb: speech beside it first, then its complement."""
        unit, inside = self.unit_of[token], self.inserted.get(token)
        if inside is not None:
            return [self.make(token, inside.subject, inside.content, inside.cue, "inserted+speech")]
        entries = self.entries(token, unit)
        if not entries or self.is_no_cue(token, entries):
            return []
        subject = self.subject(token, unit)
        aside = self.as_said(token, unit) or self.taken_up(token, entries, unit)
        if aside or self.is_bare_name(token, entries):
            return aside
        found = complement(self.tree, self.cues, token, entries, unit.last)
        speech = self.speech_cue(token, entries, unit)
        if found is not None and found.construction == "passive" and self.told_again(token):
            quoted = speech is not None and telling(self.tree, token, self.cues.words) is not None
            return self.beside(token, subject, speech, unit, None) if speech is not None and quoted else []
        if speech is not None and self.outside(token):
            beside = self.beside(token, subject, speech, unit, found)
            if beside:
                return beside
        found = self.elsewhere(token, entries, subject, speech, unit, found)
        return self.told(token, subject, unit, found) if found is not None and found.content else []

    def entries(self, token: int, unit: Unit) -> list[Entry]:
        """The cues that a verb may be, by its words and its voice."""
        tree = self.tree
        entries = self.cues.of_verb(tree, token)
        if any("experiencer" in e.cue.takes for e in entries) and not is_passive(tree, token):
            entries = [e for e in entries if "experiencer" not in e.cue.takes]
        if token and tree.lemmas[token - 1].lower() in self.cues.words.causatives:
            entries = self.cues.causative(tree, token)
        if not entries and self.incised(token, unit):
            entries = [Entry((), FLOATING)]
        return entries

    def is_no_cue(self, token: int, entries: list[Entry]) -> bool:
        """Whether a verb attributes nothing here: an adjective, inside speech, put to somebody, or not done at all."""
        tree = self.tree
        idle = tree.deps[token] == "amod" and not self.is_bare_name(token, entries)
        lacking = self.cues.words.lacking  # "sans nier les faits"
        undone = any(tree.lowers[k] in lacking for k in tree.kids_by(token, "case", "mark"))
        return idle or self.in_speech(token) or self.put_to(token) or undone

    def speech_cue(self, token: int, entries: list[Entry], unit: Unit) -> Cue | None:
        """The cue of speech that a verb is; one that no table has, when it stands right after a quotation."""
        speech = next((e.cue for e in entries if "quote" in e.cue.takes), None)
        if speech is None and self.ends_quotation(token, unit):
            return FLOATING  # "…", balaie l'ambassadrice: no cue of speech elsewhere
        return speech

    def outside(self, token: int) -> bool:
        """Whether a token stands outside quotations."""
        return self.quotes.around(self.tree.starts[token]) is None

    def beside(self, token: int, subject: int | None, cue: Cue, unit: Unit, found: Found | None) -> list[Passage]:
        """The passage of speech before, around or behind a cue; one that ends with a colon waits for what comes."""
        content, speaker = self.speech(token, subject, unit, found), self.speaker_head(token, subject, unit)
        if content:
            return [self.make(token, speaker, content, cue, "speech")]
        if self.ends_with_colon(unit, token):
            self.pending.append(Pending(unit, self.make(token, speaker, (), cue, "speech")))
        return []

    def elsewhere(
        self, token: int, entries: list[Entry], subject: int | None, speech: Cue | None, unit: Unit, found: Found | None
    ) -> Found | None:
        """What grammar has found, or else what the words around a cue give as its content."""
        if found is None and self.outside(token):
            found = rescued(self.tree, self.cues, token, entries, unit.last)
        if (found is None or not found.content) and speech is not None:
            found = self.set_out(token, subject, speech, unit)
        if (found is None or not found.content) and self.outside(token):
            found = self.named_by(token, entries, unit)
        return found

    def told(self, token: int, subject: int | None, unit: Unit, found: Found) -> list[Passage]:
        """The passage of a cue and its content; none where a weak cue is not told as something that happened."""
        tree = self.tree
        if "experiencer" in found.cue.takes:
            subject = next(iter(tree.kids_by(token, "nsubj")), subject)
        placed = tree.deps[token] == "acl:relcl" or found.content[0][0] in self.quotes.opens
        quoted = placed and self.holds_quotation(found.content)
        weak = found.construction != "clause" and not found.cue.strong and not quoted
        if weak and not self.asserted(token):
            return []
        if found.construction == "object" and self.object_tells(token):
            return []  # "expressed the hope that": the noun is the cue
        content = self.before_contrast(self.before_source(self.whole_quotes(found.content, unit)))
        return [self.make(token, subject, content, found.cue, found.construction)]

    def named_by(self, token: int, entries: list[Entry], unit: Unit) -> Found | None:
        """The quotation that a cue names something by, behind its preposition: "les qualifiant *de « mensonges »*"."""
        tree = self.tree
        for entry in entries:
            told = entry.cue.strong or tree.deps[token] == "acl:relcl"
            if not told or not {"object+complement", "object"} & entry.cue.takes:
                continue
            for k in range(token + 1, min(token + NEAR, unit.last - 1)):
                if k + 1 in self.quotes.opens and self.cues.bare(tree.lowers[k]) in entry.cue.companions:
                    end = self.quotes.opens[k + 1].end
                    last = next((j for j in range(k + 1, unit.last) if tree.ends[j] >= end), unit.last - 1)
                    return Found(trimmed(tree, k + 1, last + 1), entry.cue, "object+complement")
        return None

    def as_said(self, token: int, unit: Unit) -> list[Passage]:
        """The passage of a cue set beside what it says: "as X put it"."""
        tree = self.tree
        words = likened(tree, self.cues, token, unit.last, self.times)
        entries = [e.cue for e in self.cues.of_verb(tree, token) if {"quote", "clause"} & e.cue.takes]
        if words is None or not entries or tree.is_root(token):
            return []
        source = noun_phrase(tree, words.subject, {token}, inverted=words.subject > token)
        content = self.clause_around(words.first, words.last, token, unit)
        cue_at = sorted(set(range(words.first, words.last)) - {k for a, b in source for k in range(a, b)})
        if not content:
            return []
        return [self.passage(source[0][0], source, cue_at, content, entries[0], "as+preposition", token)]

    def taken_up(self, token: int, entries: list[Entry], unit: Unit) -> list[Passage]:
        """The passage of a cue that takes up what stands before it: "…, ce que X nie", "…, jugé dangereux par X"."""
        for entry in entries:
            if self.quotes.around(self.tree.starts[token]) is not None or entry.particles:
                continue
            if {"object", "quote", "clause"} & entry.cue.takes:
                said = resumed(self.tree, self.cues, token, unit, self.times)
                if said is not None:
                    return [self.make(token, said.source, said.content, entry.cue, "resumed")]
            if self.is_bare_name(token, [entry]):
                said = described(self.tree, self.cues, token, entry.cue)
                if said is not None:
                    return [self.make(token, said.source, said.content, entry.cue, "described")]
        return []

    def is_bare_name(self, token: int, entries: list[Entry]) -> bool:
        """Whether a cue is a bare past participle that calls a noun something: "Ivan, *qualifié* de traître"."""
        tree = self.tree
        naming = any("object+complement" in e.cue.takes and e.cue.strong for e in entries)
        past = tree.feature(token, "VerbForm") == "Part" and tree.feature(token, "Tense") == "Past"
        bare = tree.deps[token] in ("acl", "advcl", "amod") and self.bare_participle(token)
        return naming and past and bare and not tree.kids_by(token, "nsubj", "obj", "nsubj:pass")

    def object_tells(self, token: int) -> bool:
        """Whether the object of a cue is a cue noun with a clause of its own: "a émis l'espoir que"."""
        tree = self.tree
        for k in tree.kids_by(token, "obj"):
            cues = self.cues.nouns.get(tree.lemmas[k].lower(), ()) if k > token else ()
            if any(
                f is not None and f.construction == "clause" for f in (of_noun(tree, k, c, self.cues) for c in cues)
            ):
                return True
        return False

    def told_again(self, token: int) -> bool:
        """Whether a passive has another cue after its "as": "was quoted as saying that"."""
        tree = self.tree
        return any(k > token and gerund(tree, k) and self.cues.of_verb(tree, k) for k in tree.kids[token])

    def set_out(self, token: int, subject: int | None, cue: Cue, unit: Unit) -> Found | None:
        """The clause that a cue sets out after a colon: "He put it plainly: the deal is dead"."""
        tree = self.tree
        if subject is None or self.quotes.around(tree.starts[token]) is not None or not self.asserted(token):
            return None
        colon = colon_of(tree, self.quotes, token, unit)
        content = after_colon(tree, self.quotes, colon, unit) if colon is not None else ()
        return Found(content, cue, "colon+speech") if content else None

    def asserted(self, token: int) -> bool:
        """Whether a cue is told as something that happened: no infinitive or modal, no relative clause or content."""
        tree = self.tree
        modals = self.cues.words.modals
        told = tree.is_root(token) or "VerbForm=Inf" not in tree.morphs[token]
        auxiliary = [k for k in tree.kids[token] if tree.deps[k].startswith("aux")]
        return (
            told
            and not (tree.deps[token] == "acl" and is_passive(tree, token))
            and tree.deps[token] not in ("ccomp", "acl:relcl")
            and not any(tree.lowers[k] in modals for k in auxiliary)
        )
