"""Whom a noun phrase stands for: the state beside its head noun, or whoever the context gives.

"Russian forces", "le gouvernement iranien", "Iran's navy", "a group of Iranian
officials", "American companies" (nobody's state), "the president" (the last one spoken
of), "some countries" (nobody named), "both sides" (two).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ostraka.reading.naming.counted import Counted
from ostraka.reading.naming.groups import Groups
from ostraka.reading.naming.mention import Mention, RoleClass
from ostraka.reading.naming.owners import Owners
from ostraka.reading.naming.pointing import Pointing
from ostraka.reading.naming.unowned import Noun, Unowned
from ostraka.relations.table import context, marks, reach
from ostraka.states.table import members, names

if TYPE_CHECKING:
    from ostraka.reading.naming.actors import Actors

__all__ = ["Phrases"]

BESIDE_ROLE = reach()["naming"]["beside_role"]
EXAMPLE = reach()["naming"]["example"]
RELATIVE = reach()["naming"]["relative"]
BESIDE = reach()["naming"]["compound"]
SEVERAL = frozenset({"generic", "group", "body"})  # kinds of mention whose members may be told
NOBODY: tuple[Mention, ...] = ()
STATED = frozenset({"name", "capital", "seat"})  # kinds of mention that name a state
HYPHENS = marks()["hyphens"]
BARE = frozenset({"det", "punct", "case"})  # dependents of a noun that stands alone
OWNING = frozenset({"nmod:poss", "amod", "compound"})
FRONT = frozenset({"amod", "compound", "flat", "obl:npmod"})


class Phrases:
    """Reads phrases of one article."""

    def __init__(self, actors: Actors) -> None:
        self.actors = actors
        self.tree, self.lex = actors.tree, actors.lex
        self.owners = Owners(actors)
        self.pointing = Pointing(self)
        self.groups = Groups(self)
        self.counted, self.unowned = Counted(self), Unowned(self)
        self.held: dict[str, Mention] = {}  # the last owner of each office or organ, by lemma

    def read(self, token: int) -> tuple[Mention, ...]:
        """Whom the phrase headed at a token stands for."""
        direct = self.actors.direct.get(token)
        if direct:
            return self.named(token, direct)
        covering = self.actors.cover.get(token)
        if covering is not None:
            return (covering,)
        tree, lex, lower = self.tree, self.lex, self.tree.lowers[token]
        if lower in lex.speakers and tree.pos[token] in ("PRON", "DET", "ADJ"):
            return (
                Mention(token, token + 1, token, None, lex.speakers[lower], None, "pronoun", True, "whoever speaks"),
            )
        if self.actors.anaphora.is_decided(token):
            return (Mention(token, token + 1, token, None, "we", None, "pronoun", True, "whoever speaks"),)
        spec = self.actors.anaphora.spec(token)
        if spec is not None:
            return self.actors.anaphora.resolve(token, spec)
        if lower in lex.relatives and tree.pos[token] in ("PRON", "DET", "SCONJ"):
            return self.relative(token)
        pointed = self.pointing.latter(token) or self.pointing.by_name(token)
        if pointed:
            return pointed
        role = lex.role(tree, token)
        if role is None or role.stands == "parts":
            groups = self.groups
            several = self.counted.read(token) or groups.wing(token) or groups.titled(token) or self.everybody(token)
            if several or role is None:
                return several
        return self.noun(token, role)

    def everybody(self, token: int) -> tuple[Mention, ...]:
        """For "all sides": nobody named."""
        tree, words = self.tree, self.lex.words["all"]
        if tree.lowers[token] not in self.lex.generic or not any(tree.lowers[k] in words for k in tree.kids[token]):
            return NOBODY
        first, last = self.words(token)
        name = tree.words_of(first, last)
        return (Mention(first, last, token, "?", name, "GOV", "generic", False, "nobody named"),)

    def named(self, token: int, direct: list[Mention]) -> tuple[Mention, ...]:
        """A name as the head of its phrase; an organ of a common name is the state's that it is said to be of."""
        if len(direct) == 1 and direct[0].kind == "agency" and direct[0].sector not in self.lex.words["own_sectors"]:
            one = direct[0]
            beside = [
                m for k in self.tree.kids[token] if self.tree.deps[k] in OWNING for m in self.actors.direct.get(k, ())
            ]
            whose = {
                m.code: m
                for m in beside
                if m.kind in ("name", "adjective") and m.code in names() and m.code != one.code
            }
            if len(whose) == 1:
                (owner,) = whose.values()
                return (one._replace(code=owner.code, name=owner.name, why=f"{one.name} of {owner.name}"),)
        named = self.examples(token) if direct[0].kind in SEVERAL else []
        return (*direct, *(m for m in named if m.code != direct[0].code))

    def relative(self, token: int) -> tuple[Mention, ...]:
        """Whom "who", "which", "dont" stands for: the noun that its clause hangs on."""
        tree, at = self.tree, token
        for _ in range(RELATIVE):
            if tree.deps[at] == "acl:relcl":
                found = self.actors.of(tree.heads[at])
                return tuple(
                    m._replace(first=token, last=token + 1, head=token, kind="pronoun", why="relative") for m in found
                )
            if tree.heads[at] == at:
                return NOBODY
            at = tree.heads[at]
        return NOBODY

    # ------------------------------------------------------------ nouns
    def noun(self, token: int, role: RoleClass) -> tuple[Mention, ...]:
        """A phrase headed by a class noun."""
        if led := self.led(token):
            return led
        if role.stands == "parts":
            return self.parts(token)
        named = self.actors.named_by.get(token)
        if named is not None and role.stands == "none":
            return (named,)
        joined = self.joined(token)
        if joined is not None:
            return self.actors.of(joined)
        if role.person or role.stands == "other":
            person = self.person_beside(token)
            if person is not None:
                return (person._replace(kind="person"),)
        if role.stands == "other" and (known := self.named_beside(token)):
            return known
        if role.name == "country" and (said := self.apposed(token) or self.said_of(token)):
            return said
        group = self.members(token, role) or self.counted.read(token)
        group = group or self.collective(token) or self.abbreviated(token)
        if group:
            return group
        first, last = self.words(token)
        name = self.tree.words_of(first, last)
        if role.stands == "other":
            predicate = self.said_of(token) if self.tree.kids_by(token, "acl:relcl") else NOBODY
            known = self.pointing.relation(token) or predicate  # "Chad is a partner *with whom* we trade"
            if known:
                return known
            return (Mention(first, last, token, "?", name, role.sector, "generic", True, "somebody beside another"),)
        if role.stands == "none" or self.is_rebel(token, role):
            whose = self.owner(token) if self.is_people(token) else NOBODY
            if whose:
                return tuple(self.owned(token, role, o, first, last, name) for o in whose)
            return (self.groups.read(token, role),)
        state = self.in_region(token, role)
        if state is not None:
            return (self.unowned.described(state, Noun(token, role, first, last, name)),)
        owners = self.owner(token, possessors=role.possessor)
        if role.name == "country" and owners and not self.is_plural(token):
            return self.among(owners[0], token, role, first, last)
        if owners and role.alone:
            self.held[self.tree.lemmas[token].lower()] = owners[0]
        if owners:
            return tuple(self.owned(token, role, o, first, last, name) for o in owners)
        return self.unowned.read(Noun(token, role, first, last, name))

    def is_people(self, token: int) -> bool:
        """Whether a noun is a whole people, which is its state: "*the Georgian people* want to join NATO"."""
        return self.tree.lemmas[token].lower() in self.lex.words["peoples"] and self.is_definite(token)

    def members(self, token: int, role: RoleClass) -> tuple[Mention, ...]:
        """Those named as examples, in apposition or as subject: "firms such as Acme", "plusieurs pays, dont l'Inde"."""
        tree = self.tree
        if role.person or not (role.stands in ("none", "other") or self.is_plural(token)):
            return NOBODY
        found = self.examples(token)
        for kid in tree.kids[token]:
            if kid > token and role.stands == "none" and self.is_named_by(kid):
                found += self.each(kid)
        if role.stands == "none" and any(
            tree.deps[k] == "cop" for k in tree.kids[token]
        ):  # "A and B were the firms that …"
            subjects = [k for s in tree.kids_by(token, "nsubj") for k in tree.conjuncts(s)]
            found += [m for k in subjects for m in self.actors.of(k) if m.kind in ("party", "person", "agency")]
        return tuple({(m.code, m.name): m for m in found}.values())

    def examples(self, token: int) -> list[Mention]:
        """Those behind "such as" and its like: "many states, *starting with* Kenya"."""
        tree = self.tree
        clauses = [k for c in tree.kids_by(token, "acl", "nmod") if c > token for k in tree.kids[c]]
        heads = [k for k in (*tree.kids[token], *clauses) if k > token and self.is_example(k)]
        return [m for k in heads for m in self.each(k)]

    def each(self, kid: int) -> list[Mention]:
        """Those whom a name and what is coordinated with it name."""
        found = [m for k in self.tree.conjuncts(kid) for m in self.actors.of(k)]
        return [m for m in found if m.kind not in ("adjective", "media", "generic", "role")]

    def named_beside(self, token: int) -> tuple[Mention, ...]:
        """Who a partner or rival is by the name right behind, or behind a comma: "its main ally *Peru*"."""
        return self.apposed(token) or tuple(
            m._replace(head=token, kind="role", place=False)
            for k in self.tree.kids_by(token, "appos", "flat")
            for m in self.actors.direct.get(k, ())
            if m.first == token + 1 and m.code and m.kind in STATED
        )

    def apposed(self, token: int) -> tuple[Mention, ...]:
        """Those whom a phrase describes before it names them: "its ally, *Peru*", "one of the groups, *the Front*"."""
        tree = self.tree
        behind = [k for k in tree.kids_by(token, "appos") if k > token and tree.pos[k] == "PROPN"]
        named = [m for k in behind if tree.lowers[tree.subtree(k)[0] - 1] == "," for m in self.each(k)]
        return tuple(m._replace(head=token, place=False) for m in named)

    def said_of(self, token: int) -> tuple[Mention, ...]:
        """The states that a "country" is said to be: "Peru was the first *country* to …", "Peru, the only *one*"."""
        tree = self.tree
        if tree.deps[token] == "appos" and tree.heads[token] < token:
            named = [tree.heads[token]]
        elif any(tree.deps[k] == "cop" for k in tree.kids[token]):
            named = [k for s in tree.kids_by(token, "nsubj") for k in tree.conjuncts(s)]
        elif tree.deps[token] == "xcomp":  # "Peru became the first country to …"
            named = [k for s in tree.kids_by(tree.heads[token], "nsubj") for k in tree.conjuncts(s)]
        else:
            return NOBODY
        first, last = self.words(token)
        found = [m for k in named for m in self.actors.direct.get(k, ()) if m.code and m.kind in STATED]
        return tuple(m._replace(first=first, last=last, head=token, kind="role", place=False) for m in found)

    def is_example(self, kid: int) -> bool:
        """Whether "such as", "dont" stands before a name."""
        tree = self.tree
        at = kid - 1
        while at >= 0 and tree.deps[at] in ("det", "amod", "compound") and tree.heads[at] == kid:
            at -= 1
        before = tree.lowers[max(0, at - EXAMPLE) : at + 1]
        return any(words.split() == before[-len(words.split()) :] for words in self.lex.words["such_as"])

    def is_named_by(self, kid: int) -> bool:
        """Whether a proper name in apposition says who is meant."""
        tree = self.tree
        return tree.deps[kid] in ("appos", "flat") and tree.pos[kid] == "PROPN" and not tree.case(kid)

    def is_rebel(self, token: int, role: RoleClass) -> bool:
        """Whether the proper name of an army or front says that it is no state's: "Liberation Army"."""
        tree, marks = self.tree, self.lex.words["rebel_names"]
        return role.sector == "MIL" and any(
            tree.lowers[k] in marks and tree.words[k][0].isupper() for k in tree.kids[token]
        )

    def among(self, owner: Mention, token: int, role: RoleClass, first: int, last: int) -> tuple[Mention, ...]:
        """For "this European country": the last one spoken of among those; otherwise what the words say."""
        allowed = members(owner.code) if owner.code else frozenset()
        state = self.actors.anaphora.last_state(token, allowed) if allowed and self.is_definite(token) else None
        words = self.tree.words_of(first, last)
        if state is not None:
            return (self.unowned.described(state, Noun(token, role, first, last, words)),)
        return (self.owned(token, role, owner, first, last, words),)

    def in_region(self, token: int, role: RoleClass) -> Mention | None:
        """For "the West African country": the last state spoken of that lies there."""
        lower = self.tree.lowers[token]
        if role.name != "country" or lower not in self.lex.described or self.is_plural(token):
            return None
        kinds = self.pointing.narrowed(token) if self.is_definite(token) else None
        return self.actors.anaphora.last_state(token, kinds) if kinds else None

    def owned(self, token: int, role: RoleClass, owner: Mention, first: int, last: int, name: str) -> Mention:
        """The phrase as its owner's."""
        if first - owner.last <= 1 and owner.first - last <= 2 and owner.kind != "pronoun":
            first, last = min(first, owner.first), max(last, owner.last)
        usual = (names().get(owner.code, owner.name) if not role.person else owner.name) if owner.code else name
        if self.groups.is_group(owner):
            usual = owner.name  # "Kurdish forces" are the Kurds'
        return Mention(
            first, last, token, owner.code, usual, role.sector, "role", owner.guessed, f"{role.name} of {owner.name}"
        )

    def parts(self, token: int) -> tuple[Mention, ...]:
        """For "a group of X", "most of X": X; for "une équipe russe": Russia."""
        tree = self.tree
        if named := self.apposed(token):
            return named
        found: list[Mention] = []
        for kid in tree.kids[token]:
            if (
                tree.deps[kid] in ("nmod", "obl", "obl:arg", "obl:mod")
                and tree.case(kid) in self.lex.words["strict_of"]
            ):
                found += self.actors.of(kid)
        if found:
            return tuple(m._replace(head=token) for m in found)
        return self.led_before(token, self.owner(token)) if tree.pos[token] == "NOUN" else NOBODY

    def led_before(self, token: int, owners: tuple[Mention, ...]) -> tuple[Mention, ...]:
        """Whose a team or a coalition is; for "*the coalition*" alone whose the last one was."""
        lemma = self.tree.lemmas[token].lower()
        if owners and lemma in self.lex.words["led"]:
            self.held[lemma] = owners[0]
        bare = not owners and self.is_definite(token) and all(self.tree.deps[k] in BARE for k in self.tree.kids[token])
        if not bare or lemma not in self.held:
            return tuple(m._replace(kind="role") for m in owners)
        why = f"{lemma}: the last one spoken of"
        return (self.held[lemma]._replace(first=token, last=token + 1, head=token, kind="role", guessed=True, why=why),)

    def led(self, token: int) -> tuple[Mention, ...]:
        """Whoever leads a force or a coalition, or of whom it is made, and stands for it: "a force led by *Peru*"."""
        tree, words = self.tree, self.lex.words
        if tree.lemmas[token].lower() not in words["led"]:
            return NOBODY
        verbs = [k for k in tree.kids_by(token, "acl") if tree.lemmas[k] in words["led_verbs"]]
        named = [k for v in verbs for k in tree.kids[v] if k > v and tree.case(k) in words["led_by"]]
        found = [m for k in named for j in tree.conjuncts(k) for m in self.actors.of(j) if m.code]
        return tuple(m._replace(first=token, head=token, kind="role", place=False) for m in found)

    def joined(self, token: int) -> int | None:
        """The second half of a role that the parser cut at its hyphen: "secrétaire-général de l'ONU"."""
        tree, second = self.tree, token + 2
        if second >= len(tree) or tree.starts[second] - tree.ends[token] != 1 or tree.words[token + 1] not in HYPHENS:
            return None
        role = self.lex.role(tree, second)
        return second if role is not None and role.person else None

    def collective(self, token: int) -> tuple[Mention, ...]:
        """For "a group of Iranian officials": those officials."""
        lemma = self.tree.lemmas[token].lower()
        if lemma not in self.lex.words["collective"] and self.tree.lowers[token] not in self.lex.words["collective"]:
            return NOBODY
        members = [k for k in self.tree.kids_by(token, "nmod") if self.tree.case(k) in self.lex.words["strict_of"]]
        return tuple(m._replace(head=token) for k in members if self.lex.role(self.tree, k) for m in self.actors.of(k))

    def abbreviated(self, token: int) -> tuple[Mention, ...]:
        """The body whose short form stands in brackets behind its name: "the Economic Community … (ECOWAS)"."""
        tree, first = self.tree, self.words(token)[0]
        if not tree.words[first][0].isupper():
            return NOBODY
        until = min(token + context()["short_form"], tree.sent_range(token)[1] - 2)
        at = next((k for k in range(token + 1, until) if tree.lowers[k] == "("), None)
        if at is None or tree.lowers[at + 2] != ")" or any(tree.pos[k] in ("VERB", "AUX") for k in range(token, at)):
            return NOBODY
        return tuple(
            m._replace(first=first, last=at, head=token)
            for m in self.actors.direct.get(at + 1, ())
            if m.kind == "body" and tree.words[at + 1][0] == tree.words[first][0]
        )

    def person_beside(self, token: int) -> Mention | None:
        """The named person whose role the noun is: "le président George Bush", "the minister, Sergei Lavrov,"."""
        tree = self.tree
        for kid in tree.kids[token]:
            if tree.deps[kid] in ("appos", "flat", "compound", "nmod", "conj", "dep", "amod") and not tree.case(kid):
                for m in self.actors.direct.get(kid, ()):
                    if m.kind == "person" and (tree.deps[kid] != "compound" or kid > token) and self.near(token, kid):
                        return m
        return None

    def near(self, token: int, kid: int) -> bool:
        """Whether no verb or "and" stands between a role and the name."""
        first, last = min(token, kid) + 1, max(token, kid)
        between = (self.tree.pos[k] for k in range(first, last))
        return last - first <= BESIDE_ROLE and not any(pos in ("VERB", "CCONJ", "AUX") for pos in between)

    def owner(self, token: int, *, possessors: bool = True) -> tuple[Mention, ...]:
        """The actors that the noun's modifiers name (owners.py)."""
        return self.owners.owner(token, possessors=possessors)

    # ------------------------------------------------------------ small things
    def is_definite(self, token: int) -> bool:
        """Whether a noun has "the", "this", "ce"; or stands bare like a title ("President says")."""
        tree, lex = self.tree, self.lex
        marks = [
            tree.lowers[k]
            for k in tree.kids[token]
            if tree.deps[k] in ("det", "cc:preconj") and tree.feature(k, "Definite") != "Ind"  # « *des* chars »
        ]
        if set(tree.case(token).split()) & lex.words["definite"]:
            return True
        return any(w in lex.words["definite"] for w in marks) and not any(
            tree.lowers[k] in lex.words["indefinite"]
            for k in tree.kids[token]
            if tree.deps[k] == "det" and tree.lowers[k] not in lex.words["definite"]
        )

    def is_indefinite(self, token: int) -> bool:
        """Whether a noun has "a", "some", "un"."""
        return any(self.tree.lowers[k] in self.lex.words["indefinite"] for k in self.tree.kids[token])

    def is_plural(self, token: int) -> bool:
        """Whether a noun is plural."""
        return self.tree.feature(token, "Number") == "Plur" or any(
            self.tree.lowers[k] in self.lex.words["indefinite"] and self.tree.lowers[k].endswith("s")
            for k in self.tree.kids[token]
        )

    def words(self, token: int) -> tuple[int, int]:
        """The range of a noun with its adjectives and compounds, without determiner and what follows "of"."""
        tree = self.tree
        first = last = token
        for kid in tree.kids[token]:
            if tree.deps[kid] in ("amod", "compound", "flat") and abs(kid - token) <= BESIDE and not tree.case(kid):
                first, last = min(first, kid), max(last, kid)
        while first > 0 and self.goes_before(first - 1, token):
            first -= 1
        return first, last + 1

    def goes_before(self, word: int, token: int) -> bool:
        """Whether a word before a noun's adjectives belongs to them: "*North* Korean hackers", "*Iran*-backed"."""
        tree = self.tree
        if tree.lowers[word] in HYPHENS:
            return tree.starts[word + 1] == tree.ends[word]
        near = tree.heads[word] == token or tree.heads[tree.heads[word]] == token
        return near and tree.deps[word] in FRONT and not tree.case(word)
