"""Cues that are not verbs: "according to X", "the claim that", "sure that"."""

from __future__ import annotations

from ostraka.reading.attributing.beside import after_colon, colon_of, label_of
from ostraka.reading.attributing.contents import Found, trimmed
from ostraka.reading.attributing.continuation import Pending
from ostraka.reading.attributing.cues import Cue, Phrase
from ostraka.reading.attributing.making import Maker
from ostraka.reading.attributing.noun_contents import of_adjective, of_noun
from ostraka.reading.attributing.passages import Passage, Ranges, Unit
from ostraka.reading.attributing.sources import VERBAL, after_cue, before_cue, finite, noun_phrase, subject_of
from ostraka.reading.attributing.speech import has_verb
from ostraka.relations.table import reach

__all__ = ["OtherCues"]

CUE_NOUN = reach()["attributing"]["cue_noun"]
CLAUSE = reach()["attributing"]["clause_behind"]
NOMINAL = frozenset({"CCONJ", "PROPN", "NOUN", "DET", "ADJ", "ADP"})  # tags of what may stand in a subject
OPENING = frozenset([",", ":", ";", "—", "–", "«", "“", '"'])  # marks after which a phrase opens its clause


class OtherCues(Maker):
    """Finds the passages of prepositions, nouns and adjectives."""

    pending: list[Pending]

    def preposition(self, token: int) -> list[Passage]:
        """The passage of "according to X": the clause around it."""
        tree, unit = self.tree, self.unit_of[token]
        for phrase in self.cues.phrases[tree.lowers[token]]:
            last = token + len(phrase.words)
            if not phrase.fits(tree, token) or last >= unit.last:
                continue
            if tree.lowers[last] in self.cues.words.relatives:
                if phrase.cue.set_off:
                    return self.for_whom(token, last, phrase.cue, unit)
                return self.relative_phrase(token, last, phrase.cue, unit)
            source = self.phrase_source(token, last, phrase, unit)
            if source is None or (phrase.cue.itself and not self.stands_apart(token, unit)):
                return []
            if tree.lemmas[source].lower() in self.times:
                return []  # "en début d'après midi": nobody's word
            where = self.phrase_words(token, last, source, phrase, unit)
            if phrase.cue.set_off and not self.opens_clause(token, where[-1][1], unit):
                return []
            content = self.clause_around(token, max(last, self.after_relative(source, where, unit)), source, unit)
            that = self.cues.words.that
            content = tuple(r for r in content if not all(tree.lowers[k] in that for k in range(*r)))
            if not content:
                return []
            return [self.passage(source, where, range(token, last), content, phrase.cue, "preposition", token)]
        return []

    def for_whom(self, token: int, last: int, cue: Cue, unit: Unit) -> list[Passage]:
        """The passage of "…, *pour qui* “B”": whoever is named before the comma."""
        tree = self.tree
        named = before_cue(tree, token - 1, unit.first) if tree.words[token - 1] == "," else None
        end = next((k for k in range(last + 1, unit.last) if tree.words[k] in (",", ";", ".")), unit.last)
        content = trimmed(tree, last + 1, end)
        quoted = bool(content) and bool(self.quotes.within(*tree.chars(*content[0])))
        if named is None or not quoted or not has_verb(tree, last + 1, end):
            return []
        where = noun_phrase(tree, named, set(range(token - 1, unit.last)))
        return [self.passage(named, where, [token, last], content, cue, "preposition", token)]

    def phrase_source(self, token: int, last: int, phrase: Phrase, unit: Unit) -> int | None:
        """The head of the source of a phrase: the possessive in it, its own last word, or the noun after it."""
        owner = phrase.owner(token)
        if owner is not None:
            return owner
        if phrase.cue.itself:
            return last - 1
        source = self.tree.heads[token] if self.tree.deps[token] == "case" else None
        if source is None or source < last:
            source = after_cue(self.tree, last - 1, unit.last)
        return source

    def phrase_words(self, token: int, last: int, source: int, phrase: Phrase, unit: Unit) -> Ranges:
        """The words of the source of a phrase."""
        if phrase.owner(token) is not None:
            return ((source, source + 1),)
        if self.tree.lowers[source] in self.cues.words.own:
            return ((source, source + 1),)
        before = last - 1 if phrase.cue.itself else last
        return self.until_clause(noun_phrase(self.tree, source, set(range(unit.first, before))), unit)

    def until_clause(self, where: Ranges, unit: Unit) -> Ranges:
        """A source without the subject of the clause after its comma: "According to X, *Oslo and Lima* agreed"."""
        tree, (first, last) = self.tree, where[-1]
        comma = next((k for k in range(first + 1, last) if tree.words[k] == ","), None)
        passed = (k for k in range(last, unit.last) if tree.pos[k] not in NOMINAL and not self.is_reflexive(k))
        after = next(passed, unit.last)
        if comma is None or after >= unit.last or not finite(tree, after):
            return where
        return (*where[:-1], (first, comma))

    def is_reflexive(self, token: int) -> bool:
        """Whether a word is the reflexive of the verb after it: "la Turquie *s'*apprête"."""
        return self.tree.deps[token].startswith("expl") and finite(self.tree, self.tree.heads[token])

    def opens_clause(self, first: int, last: int, unit: Unit) -> bool:
        """Whether a phrase first..last stands at the head of its clause, and a comma and a clause follow."""
        tree = self.tree
        before = first - 1
        if before >= unit.first and tree.words[before] not in OPENING:
            return False
        return last < unit.last - CLAUSE and tree.words[last] == "," and has_verb(tree, last, unit.last)

    def stands_apart(self, token: int, unit: Unit) -> bool:
        """Whether a phrase is no noun's: at the head of its sentence, after a mark or a bound pronoun."""
        before = token - 1
        return token == unit.first or self.tree.pos[before] == "PUNCT" or self.tree.words[before][0] == "-"

    def after_relative(self, source: int, where: Ranges, unit: Unit) -> int:
        """Where the words of a source end, the relative clause that a comma sets off from it counted in."""
        tree, end = self.tree, where[-1][1]
        if end >= unit.last or tree.words[end] != ",":
            return end
        words = self.cues.words
        if end + 1 < unit.last and tree.lowers[end + 1] in words.relatives | words.that:
            commas = (k for k in range(end + 2, unit.last) if tree.words[k] == ",")
            return next((k for k in commas if has_verb(tree, end + 1, k)), end)
        return end

    def relative_phrase(self, token: int, last: int, cue: Cue, unit: Unit) -> list[Passage]:
        """For "the claim according to which …": the noun before the phrase is the cue, its owner the source."""
        tree = self.tree
        before = range(token - 1, max(unit.first, token - CUE_NOUN) - 1, -1)
        nouns = [k for k in before if tree.pos[k] == "NOUN"]
        noun = max(nouns, key=lambda k: self.agreeing(k, last), default=None)
        end = next((k for k in range(last + 1, unit.last) if tree.words[k] in (".", ";")), unit.last)
        clause = next((a for a in tree.ancestors(last) if tree.deps[a] in ("acl:relcl", "acl", "ccomp")), None)
        if clause is not None and tree.subtree(clause)[1] > last:
            end = min(end, tree.subtree(clause)[1])
        content = trimmed(tree, last + 1, end)
        if noun is None or not content:
            return []
        made = self.make(noun, self.owner(noun), content, cue, "noun+clause")
        where = ((a, min(b, token)) for a, b in made.source_tokens if a < token)
        return [made._replace(source_tokens=tuple((a, b - (tree.words[b - 1] == ",")) for a, b in where))]

    def agreeing(self, noun: int, relative: int) -> int:
        """How well a noun agrees with a relative: "*les propos* du ministre selon lesquels"; -1: it does not."""
        told = [(self.tree.feature(relative, f), self.tree.feature(noun, f)) for f in ("Gender", "Number")]
        both = [its == ours for its, ours in told if its and ours]
        return len(both) if all(both) else -1

    def clause_around(self, first: int, last: int, source: int, unit: Unit) -> Ranges:
        """The clause that a phrase first..last says the source of."""
        tree = self.tree
        start, end = unit.first, unit.last
        own = [k for k in tree.kids_by(source, "acl:relcl") if tree.subtree(k)[0] - last <= 1]
        last = tree.subtree(own[0])[1] if own else last  # ", *which* summoned the envoy": said of the source
        final = all(tree.pos[k] == "PUNCT" for k in range(last, unit.last))
        head = tree.heads[source]
        if not final and tree.lowers[source] in self.cues.words.own:
            beside = self.beside_pronoun(first, head, unit)
            if beside is not None:
                start, end = beside
                return (*trimmed(tree, start, min(first, end)), *trimmed(tree, max(last, start), max(last, end)))
        if not final and head != source:
            clause = next((a for a in (head, *tree.ancestors(head)) if self.is_clause_head(a)), head)
            if not tree.is_root(clause) and tree.deps[clause] != "advcl" or (clause < first):
                start, end = max(unit.first, tree.subtree(clause)[0]), min(unit.last, tree.subtree(clause)[1])
        left = trimmed(tree, start, first)
        right = trimmed(tree, last, end) if not final else ()
        return (*left, *right)

    def beside_pronoun(self, first: int, head: int, unit: Unit) -> tuple[int, int] | None:
        """What "according to him" amid a clause is said of: the quotation right before it, or its participle.

        "an aid “without limits”, *according to her*, to Lima", "a plot hatched *according to him* by Lima".
        """
        tree = self.tree
        closing = next((k for k in (first - 1, first - 2) if k in self.quotes.closes), None)
        if closing is not None:
            opening = next((k for k in range(closing, unit.first - 1, -1) if k in self.quotes.opens), unit.first)
            return (opening, closing + 1) if opening > unit.first else None
        if tree.deps[head] == "acl" and head < first and "VerbForm=Part" in tree.morphs[head]:
            return head, min(unit.last, tree.subtree(head)[1])
        return None

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
            if found is None and "colon" in cue.takes:
                laid = self.label(token, cue)
                if laid:
                    return laid
            if found is None:
                continue
            owner = self.owner(token)
            if owner is None and found.construction in cue.owner:
                continue
            return [self.make(token, owner, found.content, cue, "noun+" + found.construction)]
        return []

    def label(self, token: int, cue: Cue) -> list[Passage]:
        """The passage after a label of a cue noun and its owner: "Réponse de Moscou : …"."""
        tree, unit = self.tree, self.unit_of[token]
        colon = label_of(tree, self.quotes, token, unit)
        if colon is None:
            return []
        owner = self.owner(token)
        if owner is None:
            within = range(unit.first, colon)
            named = [k for k in within if k != token and tree.pos[k] == "PROPN"]
            owner = (
                named[-1]
                if named
                else next((k for k in tree.kids[token] if k in within and tree.deps[k] == "nmod"), None)
            )
        if owner is None:
            return []
        content = after_colon(tree, self.quotes, colon, unit)
        before = {token} if owner < token else set(range(unit.first, owner)) - set(tree.kids[owner])
        where = noun_phrase(tree, owner, before | set(tree.kids_by(owner, "case")))
        passage = self.passage(owner, where, [token], content, cue, "label+speech", token)
        if not content:
            self.pending.append(Pending(unit, passage))
        return [passage] if content else []

    def owner(self, token: int) -> int | None:
        """Whose claim or promise a noun is: its possessor, or the subject of the verb it is the object of."""
        tree = self.tree
        for k in tree.kids[token]:
            if tree.deps[k] == "nmod:poss" or (tree.deps[k] == "det" and "Poss=Yes" in tree.morphs[k]):
                return k
        for k in tree.kids[token]:
            known = tree.pos[k] == "PROPN" or tree.lemmas[k].lower() in self.cues.words.heard
            if tree.deps[k] == "nmod" and k > token and known and tree.case(k) in self.cues.words.whose:
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
            subject = next(iter(tree.kids_by(token, "nsubj", "nsubj:pass")), None)
            if subject is None:
                subject = subject_of(tree, token, self.cues.words)
            if found is None and subject is not None:
                unit = self.unit_of[token]
                colon = colon_of(tree, self.quotes, token, unit)
                content = after_colon(tree, self.quotes, colon, unit) if colon is not None else ()
                found = Found(content, cue, "colon+speech") if content else None
            if found is not None:
                return [self.make(token, subject, found.content, cue, "adjective+" + found.construction)]
        return []
