"""Finds the passages of one tree: cue by cue, by grammar or by the quotation marks, then what the layout gives."""

from __future__ import annotations

from ostraka.reading.attributing.beside import after_colon, colon_of, described, likened, resumed
from ostraka.reading.attributing.contents import Found, complement, rescued, trimmed
from ostraka.reading.attributing.continuation import Pending, continued
from ostraka.reading.attributing.cues import Cue, Entry
from ostraka.reading.attributing.ending import gerund
from ostraka.reading.attributing.floating import floating
from ostraka.reading.attributing.going_with import coordinated, may_speak, torn, with_outer
from ostraka.reading.attributing.insertions import insertions
from ostraka.reading.attributing.layout import labelled, signed
from ostraka.reading.attributing.making import settled
from ostraka.reading.attributing.moods import heard
from ostraka.reading.attributing.noun_contents import of_noun
from ostraka.reading.attributing.other_cues import OtherCues
from ostraka.reading.attributing.passages import Passage, Ranges, Unit, char_spans, closing_token
from ostraka.reading.attributing.sources import (
    VERBAL,
    after_cue,
    before_cue,
    clitic,
    is_passive,
    joined_subject,
    noun_phrase,
    set_before,
    subject_of,
    understood,
)
from ostraka.reading.attributing.speech import BORDERS, border, left_of, right_of_border, right_quote
from ostraka.relations.table import reach

__all__ = ["Finder"]

CONTROL = reach()["attributing"]["control"]
NEAR = reach()["attributing"]["object_quoted"]
FLOATING = Cue("attribution.floating", "say", "CT+", frozenset({"quote"}), frozenset(), frozenset(), frozenset(), True)
LAYOUT = Cue("attribution.layout", "say", "CT+", frozenset({"quote"}), frozenset(), frozenset(), frozenset(), True)


class Finder(OtherCues):
    """Finds the passages of one tree."""

    def passages(self, language: str) -> list[Passage]:
        """All passages, in text order, with the passage that each stands inside."""
        found: list[Passage] = []
        self.pending: list[Pending] = []
        self.inserted = insertions(self.tree, self.cues, self.quotes, self.times, self.unit_of)
        for token in range(len(self.tree)):
            unit = self.unit_of[token]
            found += [with_outer(self.tree, self.cues, p, found, unit) for p in self.at_token(token)]
        found = self.ended(found)
        found += self.laid_out(found)
        found = continued(self.tree, self.quotes, self.units, found, self.pending)
        found = [p for p in found if ":label" not in p.rules[0] or not self.said_again(p, found)]
        self.afloat(found)
        for item in list(heard(self.tree, language, self.units, found)):
            found.append(self.passage(None, (), item.words, item.content, item.cue, "mood", item.verb))
        return settled(self.tree, [p._replace(form=self.form(p.content)) for p in found])

    def ended(self, found: list[Passage]) -> list[Passage]:
        """The passages, each ended where a cue takes up the whole clause: "Kyiv says A, *which Minsk denies*"."""
        for end in (p.content_tokens[-1][1] for p in found if p.rules[0].endswith(":resumed")):
            for k, p in enumerate(found):
                cut = tuple((a, min(b, end)) if a < end and p.head < end else (a, b) for a, b in p.content_tokens)
                if cut != p.content_tokens:
                    found[k] = p._replace(content_tokens=cut, content=char_spans(self.tree, cut, self.quotes))
        return found

    def said_again(self, passage: Passage, found: list[Passage]) -> bool:
        """Whether another cue has the content of a passage too: a label gives way to it."""
        start = passage.content_tokens[0][0]
        return any(p is not passage and "speech" in p.rules[0] and p.content_tokens[0][0] == start for p in found)

    def afloat(self, found: list[Passage]) -> None:
        """Adds the passages of quotations that no known cue has taken; each may go on with the one before it."""
        for item in floating(self.tree, self.quotes, self.units, found, self.times, self.cues.words):
            content = trimmed(self.tree, item.first, item.last)
            if item.verb is not None:
                found[:] = [p for p in found if p.head != item.verb or not p.rules[0].endswith(":prep")]  # "wrote on X"
                found.append(self.make(item.verb, item.subject, content, FLOATING, "speech"))
            else:
                found.append(self.passage(None, item.source, (), content, FLOATING, "speech", item.first))

    def laid_out(self, found: list[Passage]) -> list[Passage]:
        """Passages that the layout gives, where no cue has given their content."""
        tree = self.tree
        taken = {
            k for p in found if "speech" in p.rules[0] for first, last in p.content_tokens for k in range(first, last)
        }
        result = []
        turns = labelled(tree, self.quotes, self.units, self.cues.words.labels)
        for item in (*turns, *signed(tree, self.quotes, self.units)):
            if item.content[0][0] not in taken:
                result.append(self.passage(None, item.source, [item.cue], item.content, LAYOUT, item.rule, item.cue))
        return result

    def at_token(self, token: int) -> list[Passage]:
        """The passages that a token is the cue of."""
        tree, cues = self.tree, self.cues
        pos = tree.pos[token]
        if tree.lowers[token] in cues.phrases:
            by_phrase = self.preposition(token)
            if by_phrase:
                return by_phrase
        if pos in VERBAL or self.after_quotation(token) or self.bound(token):
            return self.verb(token)
        if pos in ("NOUN", "PROPN"):
            return self.noun(token)
        if pos == "ADJ":
            return self.adjective(token)
        return []

    # ------------------------------------------------------------ verbs
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
        return (
            token + 1 < len(self.tree)
            and self.tree.words[token + 1].startswith("-")
            and (clitic(self.tree, token, self.cues.words) is not None)
        )

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
        tree, unit = self.tree, self.unit_of[token]
        inside = self.inserted.get(token)
        if inside is not None:
            return [self.make(token, inside.subject, inside.content, inside.cue, "inserted+speech")]
        passive = is_passive(tree, token)
        entries = [e for e in self.cues.of_verb(tree, token) if passive or "experiencer" not in e.cue.takes]
        if token and tree.lemmas[token - 1].lower() in self.cues.words.causatives:
            entries = self.cues.causative(tree, token)
        if not entries and self.incised(token, unit):
            entries = [Entry((), FLOATING)]
        idle = tree.deps[token] == "amod" and not self.is_bare_name(token, entries)
        if not entries or idle or self.in_speech(token) or self.put_to(token):
            return []
        if any(tree.lowers[k] in self.cues.words.lacking for k in tree.kids_by(token, "case", "mark")):
            return []  # "sans nier les faits"
        subject = self.subject(token, unit)
        aside = self.as_said(token, unit) or self.taken_up(token, entries, unit)
        if aside or self.is_bare_name(token, entries):
            return aside
        found = complement(tree, self.cues, token, entries, unit.last)
        if found is not None and found.construction == "passive" and self.told_again(token):
            return []  # "was quoted as saying": the next verb is the cue
        speech = next((e.cue for e in entries if "quote" in e.cue.takes), None)
        if speech is None and self.ends_quotation(token, unit):
            speech = FLOATING  # "…", balaie l'ambassadrice: no cue of speech elsewhere
        if speech is not None and self.quotes.around(tree.starts[token]) is None:
            content = self.speech(token, subject, unit, found)
            subject_or_next = self.speaker_head(token, subject, unit)
            if content:
                return [self.make(token, subject_or_next, content, speech, "speech")]
            if self.ends_with_colon(unit, token):
                self.pending.append(Pending(unit, self.make(token, subject_or_next, (), speech, "speech")))
        if found is None and self.quotes.around(tree.starts[token]) is None:
            found = rescued(tree, self.cues, token, entries, unit.last)
        if (found is None or not found.content) and speech is not None:
            found = self.set_out(token, subject, speech, unit)
        if (found is None or not found.content) and self.quotes.around(tree.starts[token]) is None:
            found = self.named_by(token, entries, unit)
        if found is None or not found.content:
            return []
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

    def holds_quotation(self, content: Ranges) -> bool:
        """Whether a content holds a quotation: it is somebody's words, in a relative clause too."""
        return any(self.quotes.within(*self.tree.chars(first, last)) for first, last in content)

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

    def before_source(self, content: Ranges) -> Ranges:
        """A content without the ", according to X" at its end: that is said of the cue as well."""
        tree = self.tree
        first, last = content[-1]
        for k in range(first + 3, last - 1):
            if tree.words[k] != "," or k + 1 in self.quotes.opens:
                continue
            phrases = self.cues.phrases.get(tree.lowers[k + 1], ())
            if any(p.fits(tree, k + 1) and not p.cue.set_off for p in phrases):
                return (*content[:-1], (first, k))
        return content

    def before_contrast(self, content: Ranges) -> Ranges:
        """A content without the ", alors que …" at its end, outside quotations: that the article sets beside it."""
        tree = self.tree
        first, last = content[-1]
        for k in range(first + 3, last - 2):
            opens = " ".join(tree.lowers[k : k + 2]) in self.cues.words.contrasts
            if opens and tree.words[k - 1] == "," and self.quotes.around(tree.starts[k]) is None:
                return (*content[:-1], (first, k - 1))
        return content

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

    def may_follow(self, token: int, found: Found | None) -> bool:
        """Whether speech may stand before a cue: a finite cue, and no clause with "that" after it."""
        tree = self.tree
        form, tense = tree.feature(token, "VerbForm"), tree.feature(token, "Tense")
        if "obl:agent" in (tree.deps[k] for k in tree.kids[token]) and is_passive(tree, token):
            return False  # "…, et serait soutenu par X"
        if form == "Inf":
            return bool(token) and tree.lemmas[token - 1].lower() in self.cues.words.causatives
        helped = any(tree.deps[k].startswith("aux") for k in tree.kids[token])
        if not helped and (
            gerund(tree, token)
            or (form == "Part" and tense == "Pres")
            or tree.deps[token] in ("acl", "amod")
            or (form == "Part" and tree.kids_by(token, "obl:agent"))
        ):
            return False
        if found is None or found.construction != "clause":
            return True
        return bool(found.content) and tree.lowers[found.content[0][0]] not in self.cues.words.that

    def ends_with_colon(self, unit: Unit, token: int) -> bool:
        """Whether a unit ends with a colon after a cue that stands outside quotations."""
        return self.tree.words[unit.last - 1] == ":" and self.quotes.around(self.tree.starts[token]) is None

    def subject(self, token: int, unit: Unit) -> int | None:
        """The head of the source: by grammar, or the noun that stands right before the cue."""
        found = subject_of(self.tree, token, self.cues.words)
        outside = self.quotes.around(self.tree.starts[token]) is None
        if found is not None and outside and self.quotes.around(self.tree.starts[found]) is not None:
            found = understood(self.tree, token, self.cues.words, CONTROL)  # the parser reached into a quotation
            if found is not None and self.quotes.around(self.tree.starts[found]) is not None:
                found = None
        if is_passive(self.tree, token):
            return found
        if found is not None and self.tree.heads[found] == token:
            return set_before(self.tree, found, token) or found
        edge = border(self.tree, token, None, (), unit)
        bare = self.bare_participle(token)
        if found is None:
            found = self.cue_before(token, unit) if bare else joined_subject(self.tree, edge.first, unit.first)
        beside = before_cue(self.tree, edge.first, unit.first)
        if self.tree.lemmas[max(0, edge.first - 2)].lower() in self.times:
            beside = None  # "…, la veille, a dit"
        if beside is not None and (found is None or self.tree.pos[beside] == "PROPN"):
            helped = any(self.tree.pos[k] == "AUX" for k in self.tree.kids[token])
            finite = (helped or self.tree.feature(token, "VerbForm") != "Inf") and not bare
            return beside if finite else found
        return found

    def cue_before(self, token: int, unit: Unit) -> int | None:
        """The speaker of the inverted cue that a participle goes on with: "…, a dit *X*, appelant Oslo à céder"."""
        verb = self.tree.heads[token]
        if self.tree.deps[token] != "advcl" or verb >= token or not self.cues.of_verb(self.tree, verb):
            return None
        after = self.speaker_head(verb, None, unit)
        return after if after is not None and after < token else None

    def bare_participle(self, token: int) -> bool:
        """Whether a verb is a participle without an auxiliary: it hangs on a noun or continues another verb."""
        helped = any(self.tree.deps[k].startswith("aux") for k in self.tree.kids[token])
        return self.tree.feature(token, "VerbForm") in ("Part", "Ger") and not helped

    def speaker_head(self, token: int, subject: int | None, unit: Unit) -> int | None:
        """The subject, or the noun that follows an inverted cue."""
        tree = self.tree
        if is_passive(tree, token):
            return subject
        own = subject is not None and (tree.heads[subject] == token or subject > token)
        edge = border(tree, token, None, (), unit)
        if subject is not None and not own and coordinated(tree, self.quotes, token, edge.first):
            return subject
        if tree.words[edge.first - 1 if edge.first else 0] not in BORDERS:
            return subject
        if not own:
            after = after_cue(tree, token, unit.last, self.times)
            return after if after is not None and may_speak(tree, self.cues, after) else subject
        behind = torn(tree, self.cues, token, subject, edge.first, unit, self.times)
        return behind or self.named_after(token, subject, edge.first, unit) or subject

    def named_after(self, token: int, subject: int | None, edge: int, unit: Unit) -> int | None:
        """The name between an inserted cue and its second comma: "The port, said X, will close" is said by X."""
        tree = self.tree
        after = None if subject is None or subject >= edge else after_cue(tree, token, unit.last, self.times)
        if after is None or tree.pos[after] != "PROPN":
            return None
        first, end = noun_phrase(tree, after, {token})[-1]
        told = any(
            tree.deps[k] in ("obj", "iobj") and not first <= k < end and tree.lowers[k] not in self.times
            for k in tree.kids[token]
        )
        return after if not told and end < unit.last - 1 and tree.words[end] == "," else None

    def speech(self, token: int, subject: int | None, unit: Unit, found: Found | None) -> Ranges:
        """The speech set before, around or after a cue; where grammar has found a content, only quotations count."""
        tree, quotes = self.tree, self.quotes
        subject = self.speaker_head(token, subject, unit)
        phrase = noun_phrase(tree, subject, {token}) if subject is not None else ()
        edge = border(tree, token, subject, phrase, unit)
        left = left_of(tree, quotes, token, edge, unit) if self.may_follow(token, found) else ()
        if left and found is not None and not self.overrules(token, subject, left, found):
            left = ()
        if left and subject is None and not quotes.within(*tree.chars(*left[-1])):
            left = ()  # nobody speaks: a clause that only stands before it
        if left:
            return (*left, *right_of_border(tree, quotes, token, edge, unit, left))
        right = right_quote(tree, quotes, edge, token, unit)
        if right and found is not None and found.content and found.content[0][0] < right[0][0] - 1:
            return ()
        return right

    def overrules(self, token: int, subject: int | None, left: Ranges, found: Found) -> bool:
        """Whether what stands before a cue is its content rather than what grammar found after it."""
        tree, quotes = self.tree, self.quotes
        inserted = tree.words[token + 1] == "," if token + 1 < len(tree) else False
        if found.construction == "clause":
            if subject is None or subject > token:
                return True  # "…, said X": nobody before the cue, so X speaks
            return inserted or bool(found.content and found.content[0][0] in quotes.opens)
        if closing_token(tree, quotes, left[-1][1] - 1) in quotes.closes:
            return True
        return found.construction == "object" and subject is not None and subject > token

    def whole_quotes(self, content: Ranges, unit: Unit) -> Ranges:
        """The content widened to the ends of the quotations that it breaks into."""
        tree = self.tree
        found = []
        for first, last in content:
            start, end = tree.chars(first, last)
            for q in self.quotes.within(start, end):
                if q.start < self.tree.starts[first] and q.end >= end and first not in self.quotes.opens:
                    continue  # a part of what is quoted
                while first > unit.first and tree.starts[first] > q.start >= start:
                    first -= 1
                while last < unit.last and tree.starts[last] < q.end:
                    last += 1
            found.append((first, last))
        return tuple(found)
