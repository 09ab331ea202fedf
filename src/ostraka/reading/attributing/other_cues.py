"""Cues that are not verbs: "according to X", "the claim that", "sure that"."""

from __future__ import annotations

from ostraka.reading.attributing.contents import trimmed
from ostraka.reading.attributing.cues import Cue
from ostraka.reading.attributing.making import Maker
from ostraka.reading.attributing.noun_contents import of_adjective, of_noun
from ostraka.reading.attributing.passages import Passage, Ranges, Unit
from ostraka.reading.attributing.sources import VERBAL, after_cue, noun_phrase, subject_of

__all__ = ["OtherCues"]


class OtherCues(Maker):
    """Finds the passages of prepositions, nouns and adjectives."""

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
            that = self.cues.words.that
            content = tuple(r for r in content if not all(tree.lowers[k] in that for k in range(*r)))
            if not content:
                return []
            return [self.passage(source, where, range(token, last), content, phrase.cue, "preposition", token)]
        return []

    def relative_phrase(self, token: int, last: int, cue: Cue, unit: Unit) -> list[Passage]:
        """For "the claim according to which …": the noun before the phrase is the cue, its owner the source."""
        tree = self.tree
        noun = next((k for k in range(token - 1, max(unit.first, token - 8) - 1, -1) if tree.pos[k] == "NOUN"), None)
        end = next((k for k in range(last + 1, unit.last) if tree.words[k] in (".", ";")), unit.last)
        clause = next((a for a in tree.ancestors(last) if tree.deps[a] in ("acl:relcl", "acl", "ccomp")), None)
        if clause is not None and tree.subtree(clause)[1] > last:
            end = min(end, tree.subtree(clause)[1])
        content = trimmed(tree, last + 1, end)
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
            clause = next((a for a in (head, *tree.ancestors(head)) if self.is_clause_head(a)), head)
            if not tree.is_root(clause) and tree.deps[clause] != "advcl" or (clause < first):
                start, end = max(unit.first, tree.subtree(clause)[0]), min(unit.last, tree.subtree(clause)[1])
        left = trimmed(tree, start, first)
        right = trimmed(tree, last, end) if not final else ()
        return (*left, *right)

    def is_clause_head(self, token: int) -> bool:
        """Whether a token heads a clause that a source may be given for."""
        dep = self.tree.deps[token]
        subject = dep == "conj" and bool(self.tree.kids_by(token, "nsubj"))
        return subject or dep in ("ccomp", "root", "advcl", "acl:relcl")

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
