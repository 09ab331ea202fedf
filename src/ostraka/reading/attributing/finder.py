"""Finds the passages of one tree: cue by cue, by grammar or by the quotation marks, then what the layout gives."""

from __future__ import annotations

from ostraka.reading.attributing.contents import trimmed
from ostraka.reading.attributing.continuation import Pending, continued
from ostraka.reading.attributing.floating import FLOATING, floating
from ostraka.reading.attributing.going_with import with_outer
from ostraka.reading.attributing.insertions import insertions
from ostraka.reading.attributing.layout import LAYOUT, labelled, signed
from ostraka.reading.attributing.making import settled
from ostraka.reading.attributing.moods import heard
from ostraka.reading.attributing.passages import Passage, char_spans
from ostraka.reading.attributing.relaying import relays, without_clause
from ostraka.reading.attributing.sources import VERBAL, telling
from ostraka.reading.attributing.unmarked import unmarked
from ostraka.reading.attributing.verb_cues import VerbCues

__all__ = ["Finder"]


class Finder(VerbCues):
    """Finds the passages of one tree."""

    def passages(self, language: str) -> list[Passage]:
        """All passages, in text order, with the passage that each stands inside."""
        found: list[Passage] = []
        self.pending: list[Pending] = []
        self.inserted = insertions(self.tree, self.cues, self.quotes, self.times, self.unit_of)
        for token in range(len(self.tree)):
            here = self.at_token(token)
            if here:
                found += [with_outer(self.tree, self.cues, p, found, self.unit_of[token]) for p in here]
        found = self.relayed(self.ended(found))
        found += self.laid_out(found)
        found = continued(self.tree, self.quotes, self.units, found, self.pending)
        found = [p for p in found if ":label" not in p.rules[0] or not self.said_again(p, found)]
        self.afloat(found)
        for told in list(unmarked(self.tree, language, self.quotes, self.units, found)):
            parts = (told.of.source_tokens, (), told.content, told.cue)
            found.append(self.passage(None, *parts, "unmarked", told.verb))
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

    def relayed(self, found: list[Passage]) -> list[Passage]:
        """The passages with those of whoever passes them on or is cited for them, without the citing verb's own."""
        for relay in list(relays(self.tree, self.cues, self.unit_of, found)):
            old, verb = relay.of, relay.verb
            said = telling(self.tree, verb, self.cues.words)
            apart = said is not None  # "X was *quoted as saying*": he and his words are no part of the citing clause
            content = old.content_tokens if apart else without_clause(self.tree, old.content_tokens, verb)
            source = old.source_tokens if apart else without_clause(self.tree, old.source_tokens, verb)
            if not content or not source or old not in found:
                continue
            spans = char_spans(self.tree, content, self.quotes)
            whole = old._replace(content_tokens=content, content=spans, source_tokens=source)
            whole = whole._replace(head=old.head if said is None else said)
            found = [whole if p is old else p for p in found if p is old or p.head != verb]
            rule = f"{whole.rules[0].rpartition(':')[0]}:{relay.construction}"
            told = whole._replace(head=verb, cue_tokens=(verb,), source_tokens=relay.source, said_tokens=None)
            found.append(told._replace(rules=(rule,)))
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
        behind_comma = token and tree.words[token - 1] == ","
        if pos in VERBAL or (behind_comma and self.after_quotation(token)) or self.bound(token):
            return self.verb(token)
        if pos in ("NOUN", "PROPN"):
            return self.noun(token)
        if pos == "ADJ":
            return self.adjective(token)
        return []
