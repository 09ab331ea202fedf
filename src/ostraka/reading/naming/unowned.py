"""A class noun without an owner: "the president", "the island", "some countries", "officials".

The context gives whom it means, and then he is guessed: the last state spoken of that fits, the
last holder of the office, the state whose organ was spoken of before. Otherwise nobody is named.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from ostraka.reading.naming.mention import Mention, RoleClass
from ostraka.reading.parsing.parse import DATELINE
from ostraka.relations.table import context
from ostraka.states.table import names, states

if TYPE_CHECKING:
    from ostraka.reading.naming.phrases import Phrases

__all__ = ["Noun", "Unowned"]

NAMED = frozenset({"name", "adjective", "capital", "seat", "person", "place"})  # they name a state
NARROWING = frozenset({"acl:relcl", "acl", "nmod", "amod", "nummod"})  # dependents that say which ones are meant


class Noun(NamedTuple):
    """A noun of a class, with the range of its phrase (last excluded) and the words there."""

    token: int
    role: RoleClass
    first: int
    last: int
    words: str

    def mention(self, code: str | None, why: str, *, kind: str = "role", guessed: bool = False) -> Mention:
        """The phrase as a mention of this code, by its own words."""
        return Mention(self.first, self.last, self.token, code, self.words, self.role.sector, kind, guessed, why)


class Unowned:
    """Reads such phrases of one article."""

    def __init__(self, phrases: Phrases) -> None:
        self.phrases, self.actors = phrases, phrases.actors
        self.nearest: set[int] = set()  # nouns of which only the nearest state is known: no speaker's state
        self.tree, self.lex = phrases.tree, phrases.lex

    def read(self, noun: Noun) -> tuple[Mention, ...]:
        """Whom the phrase stands for."""
        token, tree, lex = noun.token, self.tree, self.lex
        lower = tree.lowers[token]
        if noun.role.name == "country" and tree.pos[token] == "PROPN" and noun.first < token:  # "the Energy Alliance"
            return (noun.mention(None, "a proper name"),)
        if lower in lex.generic and self.phrases.is_plural(token):
            return self.several(noun)
        if self.is_anybodys(noun):
            return (noun.mention("?", "nobody named", kind="generic"),)
        facing = self.phrases.groups.facing(token)
        if facing is not None:
            return (self.described(facing, noun),)
        rival = any(tree.lowers[k] in lex.words["rival"] for k in tree.kids_by(token, "amod"))  # none spoken of
        if rival or not (self.phrases.is_definite(token) or self.is_organ_by_name(noun)):
            anybody = lower in lex.generic and self.phrases.is_indefinite(token)
            code, kind = ("?", "generic") if anybody else (None, "role")
            return (noun.mention(code, "nobody named", kind=kind),)
        return (self.by_description(noun) or self.by_office(noun),)

    def is_organ_by_name(self, noun: Noun) -> bool:
        """Whether a name before a noun is an organ of the state spoken of: "a *Foreign Ministry* official"."""
        tree, token = self.tree, noun.token
        before = tree.deps[token] == "compound" and tree.heads[token] > token and tree.pos[token] == "PROPN"
        return before and noun.role.alone and noun.first < token

    def several(self, noun: Noun) -> tuple[Mention, ...]:
        """For "the countries", said of no further: the states last spoken of together; for "some countries": nobody."""
        token, tree = noun.token, self.tree
        narrowed = any(tree.deps[k] in NARROWING for k in tree.kids[token])
        group: tuple[Mention, ...] = ()
        if self.phrases.is_definite(token) and not narrowed:
            found = self.actors.anaphora.group(token, 0)
            group = self.phrases.counted.pointed(token, found, noun.first, noun.last)
        return group or (noun.mention("?", "nobody named", kind="generic"),)

    def is_anybodys(self, noun: Noun) -> bool:
        """Whether several are said to be of no state in particular: "foreign troops", "world leaders"."""
        besides = [self.tree.lowers[k] for k in self.tree.kids_by(noun.token, "amod", "compound", "nmod")]
        marks = self.lex.words["anybodys_people" if noun.role.person else "anybodys"]
        return self.phrases.is_plural(noun.token) and bool(marks & set(besides))

    def by_description(self, noun: Noun) -> Mention | None:
        """The last state spoken of that fits a description: "the island", "the North"; None for what describes none."""
        token, tree, lex = noun.token, self.tree, self.lex
        lower, lemma = tree.lowers[token], tree.lemmas[token].lower()
        kinds = lex.described_kinds.get(lower) or lex.described_kinds.get(lemma)
        if noun.role.name == "country" or lower in lex.described:
            kinds = self.phrases.pointing.narrowed(token) or kinds
        state: Mention | None = None
        if kinds is not None:
            state = self.actors.anaphora.last_state(token, kinds) or self.other_half(token, lower)
        elif lower in lex.described or lemma in lex.described:
            located = tree.case(token) in lex.words["in_preposition"]
            state = self.actors.anaphora.last_state(token, located=located)
            state = state if noun.role.name == "country" else self.marked(noun, state)
        if state is not None:
            return self.described(state, noun)
        return None if kinds is None else noun.mention(None, "none of these spoken of", guessed=True)

    def by_office(self, noun: Noun) -> Mention:
        """The last holder of an office, or the last state to which an organ belongs: "the president", "the army"."""
        token, lex = noun.token, self.lex
        lower, lemma = self.tree.lowers[token], self.tree.lemmas[token].lower()
        draft = self.actors.people.last_with(lex.offices.get(lower) or lex.offices.get(lemma) or "", lemma, token)
        if draft is not None:
            found = noun.mention(draft.code, f"the last {draft.office} spoken of", guessed=True)
            return found._replace(name=draft.name, sector=draft.sector, gender=draft.gender)
        if noun.role.alone and lower not in lex.words["crafts"]:  # "that ship" is not a state's that was spoken of
            state = (
                self.named_so(token, lemma)
                or self.phrases.held.get(lemma)
                or next(iter(self.phrases.pointing.portfolio(token)), None)
                or (None if lower in lex.described else self.at_home())
                or self.last_spoken_of(noun)
            )
            if state is not None:
                return self.described(state, noun)
        return noun.mention(None, "a role without a state", guessed=True)

    def last_spoken_of(self, noun: Noun) -> Mention | None:
        """The state last spoken of; where it is not the one that the text is about, no speaker is taken for its own."""
        return self.marked(noun, self.actors.anaphora.last_state(noun.token))

    def marked(self, noun: Noun, state: Mention | None) -> Mention | None:
        """The state, the noun noted where only its nearness speaks for it."""
        named = Counter(m.code for m in self.actors.mentions if m.code in states() and m.kind in NAMED)
        (code, most), (_, second) = [*named.most_common(2), (None, 0), (None, 0)][:2]
        if state is not None and not (state.code == code and most > second):
            self.nearest.add(noun.token)
        return state

    def at_home(self) -> Mention | None:
        """The state in whose capital the text was written, by its dateline, when it is spoken of elsewhere too.

        Not one where bodies of many states sit, nor one from which only a correspondent reports.
        """
        tree, actors = self.tree, self.actors
        for first, last in tree.sents[: context()["dateline_sentences"]]:
            if DATELINE.match(tree.text, tree.starts[first]) is None:
                continue
            for m in (m for k in range(first, last) for m in actors.direct.get(k, ()) if m.kind == "capital"):
                again = any(o.code == m.code for k, found in actors.direct.items() if k >= last for o in found)
                if m.code in states() and m.code not in context()["hosts"] and again:
                    return m
        return None

    def described(self, state: Mention, noun: Noun) -> Mention:
        """The state that a description stands for."""
        sector = state.sector if state.sector == "IGO" else noun.role.sector
        name = names().get(state.code or "", state.name)
        why = f"{self.tree.lowers[noun.token]}: {state.name}"
        return noun.mention(state.code, why, guessed=True)._replace(sector=sector, name=name)

    def named_so(self, token: int, lemma: str) -> Mention | None:
        """The body of whose name a word stands alone for: "the UN refugee *agency* … the agency urged"."""
        tree, anaphora = self.tree, self.actors.anaphora
        for back in range(context()["party_reach"] + 1):
            for k in reversed(anaphora.by_sent.get(tree.sent_of[token] - back, ())):
                for m in self.actors.direct.get(k, ()) if k < token else ():
                    long = m.kind in ("body", "agency") and m.last - m.first > 1
                    if long and tree.lemmas[m.last - 1].lower() == lemma:
                        return m
        return None

    def other_half(self, token: int, lower: str) -> Mention | None:
        """For "the North" where only the South was spoken of: its other half."""
        halves = self.lex.described_halves.get(lower, {})
        known = self.actors.anaphora.last_state(token, frozenset(halves)) if halves else None
        if known is None or known.code not in halves:
            return None
        code = halves[known.code]
        return known._replace(code=code, name=names().get(code, code))
