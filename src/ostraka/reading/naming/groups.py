"""Those who act for no state: whom "the rebels", "its fighters", "men close to X", "the group's armed wing" means.

A definite description takes up the party of its sort that was last spoken of by name, or the
last one that the article itself made ("Somali *pirates* … the hijackers"); a group's men, wing
and followers stand for the group. Whoever is found by context is guessed, and the mention says it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from ostraka.reading.naming.classes import state_owned
from ostraka.reading.naming.mention import Mention, RoleClass
from ostraka.relations.table import context
from ostraka.states.table import names, states

if TYPE_CHECKING:
    from ostraka.reading.naming.phrases import Phrases

__all__ = ["Groups"]

HOMES = frozenset({"place", "capital", "name", "adjective"})
MARKING = frozenset({"amod", "compound", "nmod", "acl", "flat"})
PHRASAL = frozenset({"nmod", "obl", "obl:arg", "obl:mod", "acl", "amod"})
NOBODY: tuple[Mention, ...] = ()


class Groups:
    """Reads such phrases of one article."""

    def __init__(self, phrases: Phrases) -> None:
        self.phrases, self.actors = phrases, phrases.actors
        self.tree, self.lex = phrases.tree, phrases.lex
        self.made: dict[str | None, str | None] = {}  # where groups are at home that have no name but their description

    def read(self, token: int, role: RoleClass) -> Mention:
        """Whoever acts for himself: the party beside or last spoken of, a class of a state, or nobody named."""
        phrases = self.phrases
        first, last = phrases.words(token)
        name, owners = self.tree.words_of(first, last), phrases.owner(token)
        why = f"{role.name}: for themselves"
        whose = self.whose(token, role, owners)
        if whose is not None:
            guessed = whose.kind == "pronoun"
            return Mention(
                first, last, token, None, whose.name, role.sector, "party", guessed, f"{role.name} of {whose.name}"
            )
        if len(owners) == 1 and owners[0].kind == "body" and self.tree.lowers[token] in self.lex.words["of_bodies"]:
            return phrases.owned(token, role, owners[0], first, last, name)  # "UN experts"
        party = next(iter(self.by_opening(token)), None) or self.meant(token, role, owners)
        if party is not None:
            why = f"{self.tree.lowers[token]}: {party.name}"
            kind = "party" if party.code is None else "role"
            return party._replace(first=first, last=last, head=token, kind=kind, guessed=True, why=why)
        state = owners[0] if len(owners) == 1 and owners[0].code not in (None, "?") else None
        if state is not None and role.sector == "BUS" and state_owned(self.tree, self.lex, token):
            return phrases.owned(token, role, state, first, last, name)
        if state is not None and role.sector in context()["armed"]:
            self.made[name] = state.code  # "Chadian rebels"
        if owners or self.tree.pos[token] == "PROPN":
            return Mention(first, last, token, None, name, role.sector, "role", False, why)
        if role.vague and phrases.is_plural(token):
            return Mention(first, last, token, "?", name, role.sector, "generic", False, "nobody named")
        return Mention(first, last, token, None, name, role.sector, "role", False, why)

    # ------------------------------------------------------------ said in the phrase
    def whose(self, token: int, role: RoleClass, owners: tuple[Mention, ...]) -> Mention | None:
        """The party that the words beside a noun name: "*M23* rebels", "*its* fighters", "men close to *AQIM*"."""
        beside = [*owners, *(self.phrases.owners.far(token) if owners else ())]
        if role.sector in context()["armed"] or role.person:
            beside += self.near(token)
        return next((o for o in beside if self.is_group(o)), None)

    def is_group(self, mention: Mention) -> bool:
        """Whether a mention is a party without a code, by its name or by a pronoun that stands for it."""
        if mention.code is not None or not mention.name:
            return False
        pronoun = mention.kind == "pronoun" and mention.sector in context()["armed"]
        return pronoun or mention.kind in ("party", "adjective")

    def near(self, token: int) -> Iterator[Mention]:
        """Those to whom the words behind a noun say that it belongs: "men *close to* X", "gunmen *from* X"."""
        tree, words = self.tree, self.lex.words
        kids = [k for k in tree.kids[token] if k > token and tree.deps[k] in PHRASAL]
        close = [k for k in (token, *kids) if tree.lemmas[k].lower() in words["close"]]
        for k in (*kids, *(j for c in close for j in tree.kids[c] if tree.deps[j] in PHRASAL)):
            if tree.case(k) in words["from"] or (close and tree.case(k)):
                for j in tree.conjuncts(k):
                    yield from self.actors.of(j)

    def wing(self, token: int) -> tuple[Mention, ...]:
        """For "the armed wing of X", "X's military arm", "des proches de X": X, when it is a party."""
        tree, words = self.tree, self.lex.words
        lower, lemma = tree.lowers[token], tree.lemmas[token].lower()
        wing = {lower, lemma} & words["wings"] and self.is_marked(token, "wing_marks")
        if not wing and not {lower, lemma} & words["followers"]:
            return NOBODY
        first, last = self.phrases.words(token)
        found = [*self.phrases.owner(token), *self.near(token)]
        return tuple(
            m._replace(first=first, last=last, head=token, kind="party", why=f"{lower} of {m.name}")
            for m in found if self.is_group(m)
        )[:1]  # fmt: skip

    def titled(self, token: int) -> tuple[Mention, ...]:
        """The party of which a noun says what it is: "la *coalition* Viv Ansanm"."""
        tree = self.tree
        if tree.lowers[token] not in self.lex.words["party_heads"] or token in self.actors.cover:
            return NOBODY
        near = (self.actors.cover.get(k) for k in tree.kids[token] if k > token and not tree.case(k))
        found = tuple(m._replace(head=token) for m in near if m is not None and m.kind == "party")[:1]
        return found or self.by_opening(token)

    def by_opening(self, token: int) -> tuple[Mention, ...]:
        """For "the Front" with a capital: the party last named whose name opens with the word."""
        tree = self.tree
        if not tree.words[token][0].isupper() or not self.phrases.is_definite(token):
            return NOBODY
        for k in range(token - 1, -1, -1):
            m = self.actors.cover.get(k)
            if m is not None and m.kind == "party" and tree.lowers[m.first] == tree.lowers[token]:
                return (m._replace(first=token, last=token + 1, head=token, guessed=True, why=f"named by {m.name}"),)
        return NOBODY

    # ------------------------------------------------------------ against whom
    def home(self, group: Mention, token: int) -> Mention | None:
        """The state that a group in arms fights at home, where the sentence names no other: "M23", of Congo.

        It must be spoken of in the article; a group whose fight is with another state (`[facing]`) has none.
        """
        if not self.is_armed(group):
            return None
        code = self.actors.homes.get(group.name or "") or self.made.get(group.name)
        told, here = self.told(token), self.states_by_sent[self.tree.sent_of[token]]
        if code is not None and code not in told | here and len(told) == 1:
            (code,) = told  # where the story is, of a group that fights in several states
        if code is None or code in context()["facing"]["abroad"]:
            return None
        if code not in told | here or (here and code not in here):
            return None
        why = f"{names()[code]}: where {group.name} fights"
        return Mention(token, token + 1, token, code, names()[code], "GOV", "role", True, why)

    def told(self, token: int) -> set[str]:
        """The states that the sentences before that of a token name."""
        return set().union(*self.states_by_sent[: self.tree.sent_of[token]])

    def as_party(self, token: int, name: str, why: str) -> Mention:
        """A group in arms as the mention of a word that stands for it."""
        return Mention(token, token + 1, token, None, name, context()["armed"][0], "party", True, why)

    def is_armed(self, mention: Mention) -> bool:
        """Whether a mention is of those who bear arms for no state."""
        return mention.code is None and mention.sector in context()["armed"]

    @cached_property
    def states_by_sent(self) -> list[set[str]]:
        """The states that each sentence names by a word of their own, and not for its edge: "the *Kenyan* border"."""
        tree, edges = self.tree, self.lex.words["edges"]
        found: list[set[str]] = [set() for _ in tree.sents]
        for k, mentions in self.actors.direct.items():
            if tree.lemmas[tree.heads[k]].lower() not in edges:
                found[tree.sent_of[k]] |= {m.code for m in mentions if m.code in states()}
        return found

    def facing(self, token: int) -> Mention | None:
        """The state whose army, police or rulers a word means beside a group: "*soldiers* fought the M23"."""
        tree, sent, sides = self.tree, self.tree.sent_of[token], self.lex.words["sides"]
        if tree.lowers[token] not in sides:
            return None
        pointing = self.phrases.is_definite(token) or self.is_marked(token, "governing")
        far = context()["facing"]["reach"] if pointing else 0
        heads = [k for back in range(far + 1) for k in self.actors.anaphora.by_sent.get(sent - back, ()) if k != token]
        for k in sorted(heads, key=lambda k: (tree.sent_of[k] != sent, abs(k - token))):
            found = [m for m in self.actors.of(k) if self.is_armed(m)] if self.may_bear_arms(k) else []
            if found:
                return self.home(found[0], token)
        return None

    def may_bear_arms(self, token: int) -> bool:
        """Whether a word names a party or is a noun for those who bear arms."""
        role = self.lex.role(self.tree, token)
        return token in self.actors.direct or (role is not None and role.sector in context()["armed"])

    # ------------------------------------------------------------ spoken of before
    def meant(self, token: int, role: RoleClass, owners: tuple[Mention, ...]) -> Mention | None:
        """The party that "the group", "the Russian firm", "les rebelles" means: the last spoken of that fits."""
        pointing = self.phrases.is_definite(token) or (role.sector in context()["armed"] and self.is_beside(token))
        if self.is_name(token) or not pointing or self.is_narrowed(token):
            return None
        sector = self.sector(token, role)
        if not owners:
            return self.last(token, sector)
        if len(owners) > 1 or self.phrases.is_plural(token) or owners[0].code is None:
            return None
        home, homes = owners[0].code, self.actors.homes
        return self.last(token, None, lambda m: m.kind != "body" and home in (m.code, homes.get(m.name or "")))

    def is_name(self, token: int) -> bool:
        """Whether a class noun is part of a name; "the Islamists", which English writes with a capital, are none."""
        tree = self.tree
        return tree.pos[token] == "PROPN" and tree.lowers[token] not in self.lex.words["capital_people"]

    def is_beside(self, token: int) -> bool:
        """Whether a noun stands before one that is definite or bare: "*guerrilla* positions"; not "a *rebel* camp"."""
        tree, head = self.tree, self.tree.heads[token]
        return tree.deps[token] == "compound" and head > token and not self.phrases.is_indefinite(head)

    def sector(self, token: int, role: RoleClass) -> str | None:
        """Of which sort the party is: that of the noun; for "the group" any, for "the armed group" those in arms."""
        words = self.lex.words
        if not {self.tree.lowers[token], self.tree.lemmas[token]} & words["any_party"]:
            return role.sector
        return context()["armed"][0] if self.is_marked(token, "armed_marks") else None

    def is_marked(self, token: int, key: str) -> bool:
        """Whether a word of a table stands beside a noun: "*armed* group", "groupe *terroriste*"."""
        tree, marks = self.tree, self.lex.words[key]
        beside = (k for k in tree.kids[token] if tree.deps[k] in MARKING)
        return any(tree.lowers[k] in marks or tree.lemmas[k].lower() in marks for k in beside)

    def is_narrowed(self, token: int) -> bool:
        """Whether a clause or an "of" phrase says which one is meant, so that it is not the last one spoken of.

        Not what follows a comma, nor what it is accused of ("accuse les rebelles *d'avoir fui*"), nor the place
        where it is at home ("l'entreprise d'Istanbul").
        """
        tree, role = self.tree, self.lex.role(self.tree, token)
        armed = role is not None and role.sector in context()["armed"]
        for k in tree.kids[token]:
            if tree.deps[k] in ("acl:relcl", "acl"):
                told = tree.deps[k] == "acl" and (tree.kids_by(k, "mark") or tree.case(k))
                if not told and all(tree.lowers[j] != "," for j in range(token + 1, max(k, token + 1))):
                    return True
            if (
                armed
                and tree.deps[k] == "nmod"
                and (tree.pos[k] == "PROPN" or tree.case(k) not in self.lex.words["strict_of"])
            ):
                continue  # "the rebels in the hills" are the rebels
            if tree.deps[k] == "nmod" and not any(m.kind in HOMES for m in self.actors.direct.get(k, ())):
                return True
        return False

    def last(self, token: int, sector: str | None, home: Callable[[Mention], bool] | None = None) -> Mention | None:
        """The party of a sector (or of none that is known) last spoken of: "the bank", "les rebelles".

        sector: None for a word that fits any ("the group"); home: which of them it may be ("the *Russian* group").
        """
        nearest: Mention | None = None
        unsure: Mention | None = None
        for m in self.before(token):
            if not self.fits(m, token, sector) or (home is not None and not home(m)):
                continue
            if self.is_made(m, sector) and self.is_same_word(m, token):
                return m  # "Chadian *rebels* …, Somali pirates …: *the rebels*" are not the pirates
            if m.sector is None and sector in context()["armed"]:
                unsure = unsure or m  # "the rebels" are rather those who are known to bear arms
                continue
            nearest = nearest or m
            if not self.is_made(nearest, sector):
                return nearest
        return nearest or unsure

    def before(self, token: int) -> Iterator[Mention]:
        """Those spoken of before a word, the last sentence first; in each the likeliest to be taken up."""
        anaphora, sent = self.actors.anaphora, self.tree.sent_of[token]
        for back in range(context()["party_reach"] + 1):
            heads = [k for k in anaphora.by_sent.get(sent - back, ()) if k < token and not anaphora.inside(token, k)]
            for k in anaphora.ranked(heads) if back else reversed(heads):
                yield from self.actors.of(k)

    def fits(self, mention: Mention, token: int, sector: str | None) -> bool:
        """Whether a mention is a party of the sort that a word means."""
        bodies = self.tree.lowers[token] in self.lex.words["bodies_too"]
        sort = sector is None or mention.sector in (sector, None) or mention.name in self.names
        party = self.is_party(mention, sector) and (mention.kind != "body" or bodies)
        return sort and (party or self.is_made(mention, sector))

    def is_same_word(self, mention: Mention, token: int) -> bool:
        """Whether a mention's own noun is the word that takes somebody up."""
        return self.tree.lemmas[mention.head].lower() == self.tree.lemmas[token].lower()

    def is_made(self, mention: Mention, sector: str | None) -> bool:
        """Whether a mention is a group in arms that has no name but what the article says of it: "Somali pirates"."""
        return self.is_armed(mention) and mention.sector == sector and mention.name in self.made

    def is_party(self, mention: Mention, sector: str | None) -> bool:
        """Whether a mention is a party by name: of no state, a state's own of the sector asked for, a body for any."""
        if not mention.name or mention.sector == "MED":
            return False
        if mention.kind == "body":
            return sector is None
        if mention.kind == "role" and mention.code is None:  # "one of *its leaders*", "the chief of the *M23*"
            return mention.name in self.names
        own = mention.code is None or mention.sector not in context()["armed"]  # not the Taliban who govern
        return (mention.kind == "party" and own) or (mention.kind == "agency" and mention.sector == (sector or "BUS"))

    @cached_property
    def names(self) -> frozenset[str | None]:
        """The names of the groups in arms that the article names."""
        direct = self.actors.direct.values()
        return frozenset(m.name for ms in direct for m in ms if m.kind == "party" and self.is_armed(m))
