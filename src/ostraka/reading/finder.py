"""Finds the passages of one tree: cue by cue, by grammar or by the quotation marks, then what the layout gives."""

from __future__ import annotations

from collections.abc import Iterable

from ostraka.reading.contents import Found, complement, gerund, of_adjective, of_noun, rescued
from ostraka.reading.continuation import Pending, continued
from ostraka.reading.cues import Cue, Cues
from ostraka.reading.layout import labelled, signed
from ostraka.reading.moods import heard
from ostraka.reading.parse import paragraphs
from ostraka.reading.passages import Passage, Ranges, Unit, char_spans, closing_token, ranges, units
from ostraka.reading.quotation import Quotations, quotations
from ostraka.reading.sources import (
    VERBAL,
    after_cue,
    before_cue,
    is_passive,
    noun_phrase,
    subject_of,
    tokens_under,
    understood,
)
from ostraka.reading.speech import BORDERS, border, left_of, right_of_border, right_quote
from ostraka.reading.tree import Tree

__all__ = ["Finder"]

LAYOUT = Cue("attribution.layout", "say", "CT+", frozenset({"quote"}), frozenset(), frozenset(), frozenset(), True)


class Finder:
    """Finds the passages of one tree."""

    def __init__(self, tree: Tree, cues: Cues, times: frozenset[str]) -> None:
        self.tree = tree
        self.cues = cues
        self.times = times
        where = paragraphs(tree.text)
        self.quotes: Quotations = quotations(tree.text, where)
        self.quotes.align(tree.starts, tree.ends)
        self.units = self.joined(units(tree, self.quotes, where))
        self.unit_of = [u for u in self.units for _ in range(u.first, u.last)]

    def joined(self, where: list[Unit]) -> list[Unit]:
        """The units, a short sentence that only gives the speaker joined to the question or cry before it."""
        found: list[Unit] = []
        for unit in where:
            if found and found[-1].paragraph == unit.paragraph and self.only_cue(found[-1].last - 1, unit):
                found[-1] = Unit(found[-1].first, unit.last, unit.paragraph)
            else:
                found.append(unit)
        return found

    def only_cue(self, before: int, unit: Unit) -> bool:
        """Whether a unit after a quotation that ends in ? or ! is no more than "Graham asked"."""
        tree = self.tree
        if before not in self.quotes.closes or tree.words[before][-1] not in "?!…":
            return False
        for k in range(unit.first, min(unit.last, unit.first + 8)):
            if tree.pos[k] == "PUNCT":
                return False
            if tree.pos[k] in VERBAL and any("quote" in e.cue.takes for e in self.cues.of_verb(tree, k)):
                return not tree.kids_by(k, "ccomp", "obj") and k not in self.quotes.opens
        return False

    def passages(self, language: str) -> list[Passage]:
        """All passages, in text order, with the passage that each stands inside."""
        found: list[Passage] = []
        self.pending: list[Pending] = []
        for token in range(len(self.tree)):
            found += self.at_token(token)
        found += self.laid_out(found)
        found = continued(self.tree, self.quotes, self.units, found, self.pending)
        for item in list(heard(self.tree, language, self.units, found)):
            found.append(self.passage(None, (), item.words, item.content, item.cue, "mood", item.verb))
        return settled(self.tree, [p._replace(form=self.form(p.content)) for p in found])

    def laid_out(self, found: list[Passage]) -> list[Passage]:
        """Passages that the layout gives, where no cue has given their content."""
        tree = self.tree
        taken = {k for p in found if "speech" in p.rules[0] for first, last in p.content_tokens for k in range(first, last)}
        result = []
        for item in (*labelled(tree, self.quotes, self.units), *signed(tree, self.quotes, self.units)):
            if item.content[0][0] not in taken and item.source:
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
        if pos in VERBAL or self.after_quotation(token):
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
        if not token or tree.words[token - 1] != "," or tree.pos[token] == "PROPN" or not tree.words[token][0].islower():
            return False
        return token - 1 in self.quotes.closes or token - 2 in self.quotes.closes

    def verb(self, token: int) -> list[Passage]:
        """The passage of a cue verb: speech beside it first, then its complement."""
        tree, unit = self.tree, self.unit_of[token]
        passive = is_passive(tree, token)
        entries = [e for e in self.cues.of_verb(tree, token) if passive or "experiencer" not in e.cue.takes]
        if token and tree.lemmas[token - 1].lower() in self.cues.words.causatives:
            entries = self.cues.causative(tree, token)
        if not entries or self.in_speech(token):
            return []
        subject = self.subject(token, unit)
        found = complement(tree, self.cues, token, entries, unit.last)
        speech = next((e.cue for e in entries if "quote" in e.cue.takes), None)
        if speech is not None and self.quotes.around(tree.starts[token]) is None:
            content = self.speech(token, subject, unit, found)
            subject_or_next = self.speaker_head(token, subject, unit)
            if content:
                return [self.make(token, subject_or_next, content, speech, "speech")]
            if self.ends_with_colon(unit, token):
                self.pending.append(Pending(unit, self.make(token, subject_or_next, (), speech, "speech")))
        if found is None and self.quotes.around(tree.starts[token]) is None:
            found = rescued(tree, self.cues, token, entries, unit.last)
        if found is None or not found.content:
            return []
        if "experiencer" in found.cue.takes:
            subject = next(iter(tree.kids_by(token, "nsubj")), subject)
        if found.construction != "clause" and not found.cue.strong and not self.asserted(token):
            return []
        return [self.make(token, subject, self.whole_quotes(found.content, unit), found.cue, found.construction)]

    def asserted(self, token: int) -> bool:
        """Whether a cue is told as something that happened: no infinitive, modal or relative clause, not inside a content."""
        tree = self.tree
        if tree.deps[token] in ("ccomp", "acl:relcl") or ("VerbForm=Inf" in tree.morphs[token] and not tree.is_root(token)):
            return False
        if any(tree.lowers[k] in self.cues.words.modals for k in tree.kids[token] if tree.deps[k].startswith("aux")):
            return False
        return True

    def may_follow(self, token: int, found: Found | None) -> bool:
        """Whether speech may stand before a cue: a finite cue, and no clause with "that" after it."""
        tree = self.tree
        form, tense = tree.feature(token, "VerbForm"), tree.feature(token, "Tense")
        if form == "Inf":
            return False
        helped = any(tree.deps[k].startswith("aux") for k in tree.kids[token])
        if not helped and (gerund(tree, token) or (form == "Part" and tense == "Pres") or tree.deps[token] in ("acl", "amod")):
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
            found = understood(self.tree, token, self.cues.words, 8)  # the parser reached into a quotation
            if found is not None and self.quotes.around(self.tree.starts[found]) is not None:
                found = None
        if is_passive(self.tree, token) or (found is not None and self.tree.heads[found] == token):
            return found
        edge = border(self.tree, token, None, (), unit)
        beside = before_cue(self.tree, edge.first, unit.first)
        if beside is not None and (found is None or self.tree.pos[beside] == "PROPN"):
            finite = self.tree.feature(token, "VerbForm") != "Inf" and not self.bare_participle(token)
            return beside if finite else found
        return found

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
        if own or tree.words[edge.first - 1 if edge.first else 0] not in BORDERS:
            return subject
        return after_cue(tree, token, unit.last, self.times) or subject

    def speech(self, token: int, subject: int | None, unit: Unit, found: Found | None) -> Ranges:
        """The speech set before, around or after a cue verb; where grammar has found a content, only quotations count."""
        tree, quotes = self.tree, self.quotes
        subject = self.speaker_head(token, subject, unit)
        phrase = noun_phrase(tree, subject, {token}) if subject is not None else ()
        edge = border(tree, token, subject, phrase, unit)
        left = left_of(tree, quotes, token, edge, unit) if self.may_follow(token, found) else ()
        if left and found is not None and not self.overrules(token, subject, left, found):
            left = ()
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
                if q.start <= start and q.end >= end:
                    continue
                while first > unit.first and tree.starts[first] > q.start >= start:
                    first -= 1
                while last < unit.last and tree.starts[last] < q.end:
                    last += 1
            found.append((first, last))
        return tuple(found)

    def in_speech(self, token: int) -> bool:
        """Whether a token stands inside a quotation that is a sentence of its own: its speaker is who quotes."""
        quote = self.quotes.around(self.tree.starts[token])
        if quote is None:
            return False
        unit = self.unit_of[token]
        return self.quotes.around(self.tree.starts[unit.first]) == quote or quote.end - quote.start > 150

    # ------------------------------------------------------------ other cues
    def preposition(self, token: int) -> list[Passage]:
        """The passage of "according to X": the clause around it."""
        tree, unit = self.tree, self.unit_of[token]
        for phrase in self.cues.phrases[tree.lowers[token]]:
            last = token + len(phrase.words)
            if tuple(tree.lowers[token:last]) != phrase.words or last >= unit.last:
                continue
            if tree.lowers[last] in self.cues.words.relatives:
                return self.relative_phrase(token, last, phrase.cue, unit)
            source = tree.heads[token] if tree.deps[token] == "case" else None
            if source is None or source < last:
                source = after_cue(tree, last - 1, unit.last)
            if source is None:
                return []
            where = noun_phrase(tree, source, set(range(unit.first, last)))
            content = self.clause_around(token, where[-1][1], source, unit)
            if not content:
                return []
            return [self.passage(source, where, range(token, last), content, phrase.cue, "preposition", token)]
        return []

    def relative_phrase(self, token: int, last: int, cue: Cue, unit: Unit) -> list[Passage]:
        """"the claim according to which …": the noun before the phrase is the cue, its owner the source."""
        tree = self.tree
        noun = next((k for k in range(token - 1, max(unit.first, token - 8) - 1, -1) if tree.pos[k] == "NOUN"), None)
        end = next((k for k in range(last + 1, unit.last) if tree.words[k] in (".", ";")), unit.last)
        clause = next((a for a in tree.ancestors(last) if tree.deps[a] in ("acl:relcl", "acl", "ccomp")), None)
        if clause is not None and tree.subtree(clause)[1] > last:
            end = min(end, tree.subtree(clause)[1])
        content = trimmed_range(tree, last + 1, end)
        if noun is None or not content:
            return []
        return [self.make(noun, self.owner(noun), content, cue, "noun+clause")]

    def clause_around(self, first: int, last: int, source: int, unit: Unit) -> Ranges:
        """The clause that a phrase first..last says the source of."""
        tree = self.tree
        start, end = unit.first, unit.last
        final = all(tree.pos[k] == "PUNCT" for k in range(last, unit.last))
        head = tree.heads[source]
        if not final and head != source:
            clause = next((a for a in (head, *tree.ancestors(head)) if tree.deps[a] in ("ccomp", "root", "advcl", "acl:relcl")
                           or (tree.deps[a] == "conj" and tree.kids_by(a, "nsubj"))), head)  # fmt: skip
            if not tree.is_root(clause) and tree.deps[clause] != "advcl" or (clause < first):
                start, end = max(unit.first, tree.subtree(clause)[0]), min(unit.last, tree.subtree(clause)[1])
        left = trimmed_range(tree, start, first)
        right = trimmed_range(tree, last, end) if not final else ()
        return (*left, *right)

    def noun(self, token: int) -> list[Passage]:
        """The passage of a cue noun, with its owner as the source."""
        tree = self.tree
        for cue in self.cues.nouns.get(tree.lemmas[token].lower(), ()) if not self.in_speech(token) else ():
            found = of_noun(tree, token, cue, self.cues)
            if found is None:
                continue
            owner = self.owner(token)
            if owner is None and found.construction in cue.owner:
                continue
            return [self.make(token, owner, found.content, cue, "noun+" + found.construction)]
        return []

    def owner(self, token: int) -> int | None:
        """Whose claim or promise a noun is: its possessor, or the subject of the verb it is the object of."""
        tree = self.tree
        for k in tree.kids[token]:
            if tree.deps[k] == "nmod:poss" or (tree.deps[k] == "det" and "Poss=Yes" in tree.morphs[k]):
                return k
        for k in tree.kids[token]:
            if tree.deps[k] == "nmod" and k > token and tree.pos[k] == "PROPN" and tree.case(k) in self.cues.words.of:
                return k
        head = tree.heads[token]
        if tree.deps[token] == "obj" and tree.pos[head] in VERBAL:
            return subject_of(tree, head, self.cues.words)
        return None

    def adjective(self, token: int) -> list[Passage]:
        """The passage of a cue adjective, with its subject as the source."""
        tree = self.tree
        for cue in self.cues.adjectives.get(tree.lemmas[token].lower(), ()) if not self.in_speech(token) else ():
            found = of_adjective(tree, token, cue, self.cues)
            if found is not None:
                subject = subject_of(tree, token, self.cues.words)
                return [self.make(token, subject, found.content, cue, "adjective+" + found.construction)]
        return []

    # ------------------------------------------------------------ making
    def make(self, token: int, subject: int | None, content: Ranges, cue: Cue, construction: str) -> Passage:
        """A passage from its parts."""
        tree = self.tree
        inside = {k for first, last in content for k in range(first, last)}
        words = cue_words(tree, token)
        where: Ranges = ()
        if subject is not None and tree.lowers[subject] in self.cues.words.expletives and (
            tree.deps[subject].startswith("expl") and construction.startswith("noun")
        ):
            subject = None
        if subject is not None and subject not in inside:
            where = noun_phrase(tree, subject, inside | {token}, inverted=subject > token)
        cue_at = sorted(words - inside) or [token]
        return self.passage(subject, where, cue_at, content, cue, construction, token)

    def passage(
        self, subject: int | None, source: Ranges, cue_at: Iterable[int], content: Ranges, cue: Cue, construction: str, token: int
    ) -> Passage:
        """The record."""
        spans = char_spans(self.tree, content, self.quotes)
        return Passage(
            head=token,
            source_tokens=source,
            cue_tokens=tuple(cue_at),
            content_tokens=content,
            content=spans,
            form=self.form(spans),
            kind=cue.kind,
            factuality=cue.factuality,
            rules=(f"{cue.rule}:{construction}",),
            said_tokens=self.said(token, source, content),
        )

    def said(self, token: int, source: Ranges, content: Ranges) -> tuple[int, int] | None:
        """The words beside a cue, outside its content and source, that say when it was said."""
        tree = self.tree
        taken = {k for first, last in (*source, *content) for k in range(first, last)} | {token}
        unit = self.unit_of[token]
        near = [k for k in tokens_under(tree, token) | {k for first, last in source for k in tokens_under(tree, last - 1)}
                if k not in taken and unit.first <= k < unit.last and tree.pos[k] not in ("PUNCT", "AUX")]  # fmt: skip
        for first, last in ranges(near):
            if any(tree.lowers[k] in self.times or tree.lemmas[k].lower() in self.times for k in range(first, last)):
                return first, last
        return None

    def form(self, spans: Ranges) -> str:
        """direct, mixed or indirect: how much of the content stands between quotation marks."""
        total = inside = 0
        for start, end in spans:
            total += end - start
            for q in self.quotes.within(start, end):
                inside += min(q.end, end) - max(q.start, start)
        if not inside:
            return "indirect"
        return "direct" if inside >= 0.8 * total else "mixed"


def trimmed_range(tree: Tree, first: int, last: int) -> Ranges:
    """first..last without marks at its ends; () when empty."""
    from ostraka.reading.contents import trimmed

    return trimmed(tree, first, last) if last > first else ()


def cue_words(tree: Tree, token: int) -> set[int]:
    """A cue with its auxiliaries, negation, adverbs and particles."""
    found = {token}
    for k in tree.kids[token]:
        base = tree.deps[k]
        if base.startswith(("aux", "compound:prt", "expl")) or (base.startswith("advmod") and abs(k - token) <= 3) or base == "cop":
            found.add(k)
    return {k for k in found if abs(k - token) <= 6}


def settled(tree: Tree, found: list[Passage]) -> list[Passage]:
    """The passages in text order, each with the index of the smallest passage around it."""
    found = sorted(found, key=lambda p: (p.content[0][0], -p.content[-1][1], p.head))
    result = []
    for k, p in enumerate(found):
        first, last = p.content[0][0], p.content[-1][1]
        best, size = None, None
        for j, q in enumerate(found):
            if j != k and any(a <= first and last <= b for a, b in q.content):
                length = sum(b - a for a, b in q.content)
                if length > sum(b - a for a, b in p.content) and (size is None or length < size):
                    best, size = j, length
        result.append(p._replace(within=best))
    return result
