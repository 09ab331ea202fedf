"""The speech beside a cue verb: who speaks, whether words before the verb are speech, how far they go."""

from __future__ import annotations

from ostraka.reading.attributing.contents import Found
from ostraka.reading.attributing.ending import gerund
from ostraka.reading.attributing.going_with import coordinated, may_speak, torn
from ostraka.reading.attributing.other_cues import OtherCues
from ostraka.reading.attributing.passages import Ranges, Unit, closing_token
from ostraka.reading.attributing.sources import (
    after_cue,
    before_cue,
    is_passive,
    joined_subject,
    noun_phrase,
    set_before,
    subject_of,
    telling,
    understood,
)
from ostraka.reading.attributing.speech import BORDERS, border, left_of, right_of_border, right_quote
from ostraka.relations.table import reach

__all__ = ["VerbSpeech"]

CONTROL = reach()["attributing"]["control"]
FEWEST = reach()["attributing"]["content_before"]


class VerbSpeech(OtherCues):
    """Finds the speaker of a cue verb and the speech beside it."""

    def holds_quotation(self, content: Ranges) -> bool:
        """Whether a content holds a quotation: it is somebody's words, in a relative clause too."""
        return any(self.quotes.within(*self.tree.chars(first, last)) for first, last in content)

    def before_source(self, content: Ranges) -> Ranges:
        """A content without the ", according to X" at its end: that is said of the cue as well."""
        tree = self.tree
        first, last = content[-1]
        for k in range(first + FEWEST, last - 1):
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
        for k in range(first + FEWEST, last - 2):
            opens = tree.words[k - 1] == "," and " ".join(tree.lowers[k : k + 2]) in self.cues.words.contrasts
            if opens and self.quotes.around(tree.starts[k]) is None:
                return (*content[:-1], (first, k - 1))
        return content

    def may_follow(self, token: int, found: Found | None) -> bool:
        """Whether speech may stand before a cue: a finite cue, and no clause with "that" after it."""
        tree = self.tree
        form, tense = tree.feature(token, "VerbForm"), tree.feature(token, "Tense")
        passive = "obl:agent" in (tree.deps[k] for k in tree.kids[token]) and is_passive(tree, token)
        if passive and telling(tree, token, self.cues.words) is None:
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
