"""Whom a noun phrase stands for: the state beside its head noun, or whoever the context gives.

"Russian forces", "le gouvernement iranien", "Iran's navy", "a group of Iranian
officials", "American companies" (nobody's state), "the president" (the last one spoken
of), "some countries" (nobody named), "both sides" (two).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ostraka.reading.mention import Mention, RoleClass
from ostraka.states.table import names

if TYPE_CHECKING:
    from ostraka.reading.actors import Actors

__all__ = ["Phrases"]

NOBODY: tuple[Mention, ...] = ()
BESIDE = ("amod", "compound", "nmod:poss", "nmod", "det", "appos", "flat", "acl", "obl:arg", "obl:mod", "obl", "dep", "nummod")
OWNING = frozenset({"name", "demonym", "adjective", "capital", "seat", "body", "agency", "group", "place", "person", "party"})


class Phrases:
    """Reads phrases of one article."""

    def __init__(self, actors: Actors) -> None:
        self.actors = actors
        self.tree, self.lex = actors.tree, actors.lex

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
            return (Mention(token, token + 1, token, None, lex.speakers[lower], None, "pronoun", True, "whoever speaks"),)
        spec = self.actors.anaphora.spec(token)
        if spec is not None:
            return self.actors.anaphora.resolve(token, spec)
        if lower in lex.relatives and tree.pos[token] in ("PRON", "DET", "SCONJ"):
            return self.relative(token)
        role = lex.role(tree, token)
        return NOBODY if role is None else self.noun(token, role)

    def named(self, token: int, direct: list[Mention]) -> tuple[Mention, ...]:
        """A name as the head of its phrase; "South Korea officials" and the like stay what their words say."""
        return tuple(direct)

    def relative(self, token: int) -> tuple[Mention, ...]:
        """Whom "who", "which", "dont" stands for: the noun that its clause hangs on."""
        tree, at = self.tree, token
        for _ in range(12):
            if tree.deps[at] == "acl:relcl":
                found = self.actors.of(tree.heads[at])
                return tuple(m._replace(first=token, last=token + 1, head=token, kind="pronoun", why="relative") for m in found)
            if tree.heads[at] == at:
                return NOBODY
            at = tree.heads[at]
        return NOBODY

    # ------------------------------------------------------------ nouns
    def noun(self, token: int, role: RoleClass) -> tuple[Mention, ...]:
        """A phrase headed by a class noun."""
        if role.stands == "parts":
            return self.parts(token)
        if role.person or role.stands == "other":
            person = self.person_beside(token)
            if person is not None:
                return (person._replace(kind="person"),)
        group = self.group(token) or self.collective(token)
        if group:
            return group
        first, last = self.words(token)
        name = self.tree.words_of(first, last)
        if role.stands == "other":
            return (Mention(first, last, token, "?", name, role.sector, "generic", True, "somebody beside another"),)
        if role.stands == "none":
            return (Mention(first, last, token, None, name, role.sector, "role", False, f"{role.name}: for themselves"),)
        owners = self.owner(token, possessors=role.possessor)
        if owners:
            return tuple(self.owned(token, role, o, first, last, name) for o in owners)
        return self.alone(token, role, first, last, name)

    def owned(self, token: int, role: RoleClass, owner: Mention, first: int, last: int, name: str) -> Mention:
        """The phrase as its owner's."""
        first, last = min(first, owner.first), max(last, owner.last)
        usual = owner.name if owner.code else name
        return Mention(
            first, last, token, owner.code, usual, role.sector, "role", owner.guessed, f"{role.name} of {owner.name}"
        )

    def parts(self, token: int) -> tuple[Mention, ...]:
        """For "a group of X", "most of X": X; for "une équipe russe": Russia."""
        tree = self.tree
        found: list[Mention] = []
        for kid in tree.kids[token]:
            if tree.deps[kid] in ("nmod", "obl", "obl:arg", "obl:mod") and tree.case(kid) in self.lex.words["strict_of"]:
                found += self.actors.of(kid)
        if found:
            return tuple(m._replace(head=token) for m in found)
        return tuple(m._replace(kind="role") for m in self.owner(token)) if tree.pos[token] == "NOUN" else NOBODY

    def collective(self, token: int) -> tuple[Mention, ...]:
        """For "a group of Iranian officials": those officials."""
        lemma = self.tree.lemmas[token].lower()
        if lemma not in self.lex.words["collective"] and self.tree.lowers[token] not in self.lex.words["collective"]:
            return NOBODY
        members = [k for k in self.tree.kids_by(token, "nmod") if self.tree.case(k) in self.lex.words["strict_of"]]
        return tuple(m._replace(head=token) for k in members if self.lex.role(self.tree, k) for m in self.actors.of(k))

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
        return last - first <= 12 and not any(self.tree.pos[k] in ("VERB", "CCONJ", "AUX") for k in range(first, last))

    # ------------------------------------------------------------ owners
    def owner(self, token: int, *, possessors: bool = True) -> tuple[Mention, ...]:
        """The actors that the noun's modifiers name: adjectives, compounds and possessors first, then "of"."""
        tree = self.tree
        close: list[Mention] = []
        far: list[Mention] = []
        for kid in tree.kids[token]:
            dep = tree.deps[kid]
            if dep not in BESIDE:
                continue
            case = tree.case(kid)
            if dep == "nmod:poss" or (dep == "det" and tree.lowers[kid] in self.lex.pronouns):
                close += self.possessor(kid) if possessors else ()
            elif case and dep != "amod":
                if case in self.lex.words["of"]:
                    far += self.behind(kid, case)
            elif dep in ("amod", "compound", "flat", "appos", "nmod", "dep", "acl", "nummod", "obl:mod"):
                close += self.beside(kid, dep)
        found = close or far
        if close:
            found = [*self.coordinated_before(token, close), *close]
        return tuple({(m.code, m.name): m for m in found}.values())

    def possessor(self, kid: int) -> tuple[Mention, ...]:
        """The owner by a possessive: a name, a noun phrase, or a pronoun; all of a coordination."""
        return tuple(m for k in self.tree.conjuncts(kid) for m in self.actors.of(k))

    def beside(self, kid: int, dep: str) -> list[Mention]:
        """The owner by an adjective, compound or apposition, with what is coordinated to it."""
        found = []
        for k in self.tree.conjuncts(kid):
            for m in self.actors.direct.get(k, ()):
                if m.kind in OWNING and not (dep in ("appos", "flat") and m.kind != "adjective"):
                    found.append(m)
            if not found and dep == "compound":  # "foreign ministry spokesman": through the compound
                found += self.owner(k)
        return found

    def behind(self, kid: int, case: str) -> list[Mention]:
        """The owner in an "of" phrase: a name, or the owner of a class noun ("of the Russian ministry")."""
        found: list[Mention] = []
        strict = case in self.lex.words["strict_of"]
        for k in self.tree.conjuncts(kid):
            direct = [m for m in self.actors.direct.get(k, ()) if m.kind in OWNING]
            if direct:
                found += [m for m in direct if strict or m.kind != "person"]
            elif strict or self.lex.role(self.tree, k) is not None:
                found += self.owner(k)
        return found

    def coordinated_before(self, token: int, close: list[Mention]) -> list[Mention]:
        """The first of "US and Israeli officials" where the parser hung it elsewhere."""
        tree, cover = self.tree, self.actors.cover
        first = min(m.first for m in close)
        found: list[Mention] = []
        if first > token:
            return found
        at = first - 1
        while at > 0 and (tree.deps[at] == "cc" or tree.lowers[at] == ","):
            at -= 1
            if tree.lowers[at] == ",":
                at -= 1
            before = cover.get(at)
            if before is None or before.kind not in ("adjective", "name") or before in close or before.last != at + 1:
                break
            if before.kind == "name" and not self.hangs_near(before.head, token):
                break
            found.insert(0, before)
            at = before.first - 1
        return found

    def hangs_near(self, name: int, token: int) -> bool:
        """Whether a name before "and Israeli officials" is a modifier there and no noun phrase of its own."""
        tree = self.tree
        return tree.deps[name] in ("compound", "amod", "nmod", "nsubj", "conj") and not tree.case(name) and not any(
            tree.deps[k] == "det" for k in tree.kids[name]
        ) and tree.heads[token] != name and tree.words[name].isupper()  # fmt: skip

    # ------------------------------------------------------------ without an owner
    def alone(self, token: int, role: RoleClass, first: int, last: int, name: str) -> tuple[Mention, ...]:
        """"the president", "the island", "some countries", "officials": from the context, or nobody named."""
        tree, lex = self.tree, self.lex
        lower, lemma = tree.lowers[token], tree.lemmas[token].lower()
        definite = self.is_definite(token)
        kinds = lex.described_kinds.get(lower) or lex.described_kinds.get(lemma)
        if lower in lex.generic and self.is_plural(token):
            return (Mention(first, last, token, "?", name, role.sector, "generic", False, "nobody named"),)
        if not definite:
            code = "?" if lower in lex.generic and self.is_indefinite(token) else None
            return (Mention(first, last, token, code, name, role.sector, "generic" if code else "role", False, "nobody named"),)
        state: Mention | None = None
        if kinds is not None:
            state = self.actors.anaphora.last_state(token, kinds)
        elif lower in lex.described or lemma in lex.described:
            located = tree.case(token) in lex.words["in_preposition"]
            state = self.actors.anaphora.last_state(token, located=located)
        if state is not None:
            return (self.described(state, role, first, last, token),)
        draft = self.actors.people.last_with(lex.offices.get(lower) or lex.offices.get(lemma) or "", lemma, token)
        if draft is not None:
            why = f"the last {draft.office} spoken of"
            return (Mention(first, last, token, draft.code, draft.name, draft.sector, "role", True, why, draft.gender),)
        if role.alone:
            state = next(iter(self.portfolio(token)), None) or self.actors.anaphora.last_state(token)
            if state is not None:
                return (self.described(state, role, first, last, token),)
        return (Mention(first, last, token, None, name, role.sector, "role", True, "a role without a state"),)

    def described(self, state: Mention, role: RoleClass, first: int, last: int, token: int) -> Mention:
        """The state that a description stands for."""
        why = f"{self.tree.lowers[token]}: {state.name}"
        sector = state.sector if state.sector == "IGO" else role.sector
        name = names().get(state.code or "", state.name)
        return Mention(first, last, token, state.code, name, sector, "role", True, why)

    def portfolio(self, token: int) -> tuple[Mention, ...]:
        """The owner of the last office before with a word in common: "sous-secrétaire à la Défense" after "département américain de la Défense"."""
        tree = self.tree
        wanted = self.topics(token)
        if not wanted:
            return NOBODY
        for earlier in reversed([k for k in self.actors.anaphora_heads if k < token]):
            role = self.lex.role(tree, earlier)
            if role is None or role.stands != "state" or not (wanted & self.topics(earlier)):
                continue
            owners = self.owner(earlier)
            if owners:
                return tuple(m._replace(guessed=True) for m in owners[:1])
        return NOBODY

    def topics(self, token: int) -> set[str]:
        """The nouns and adjectives that say what an office is for: defence, foreign, treasury."""
        tree, found = self.tree, set()
        stack = [token]
        for _ in range(12):
            if not stack:
                break
            k = stack.pop()
            for kid in tree.kids[k]:
                if tree.deps[kid] in ("nmod", "amod", "compound") and kid not in self.actors.direct:
                    if tree.pos[kid] in ("NOUN", "PROPN", "ADJ") and self.lex.role(tree, kid) is None or tree.deps[kid] == "nmod":
                        found.add(tree.lemmas[kid].lower())
                    stack.append(kid)
        return {w for w in found if len(w) > 4}

    def group(self, token: int) -> tuple[Mention, ...]:
        """"both countries", "les deux camps", "ces derniers pays": the states last spoken of, that many."""
        tree, lex = self.tree, self.lex
        if tree.lowers[token] not in lex.group_nouns:
            return NOBODY
        marks = [tree.lowers[k] for k in tree.kids[token] if tree.deps[k] in ("det", "nummod", "amod", "advmod", "cc:preconj")]
        sizes = [lex.counts[w] for w in marks if w in lex.counts]
        if not sizes or self.owner(token) or (sizes == [2] and not self.is_definite(token) and "both" not in marks):
            return NOBODY
        size = max(sizes)
        if not size and not self.is_plural(token):
            return NOBODY
        first, last = self.words(token)
        return tuple(
            m._replace(first=first, last=last, head=token, kind="group", guessed=True, why=f"{tree.lowers[token]}: {m.name}")
            for m in self.actors.anaphora.group(token, size)
        )

    # ------------------------------------------------------------ small things
    def is_definite(self, token: int) -> bool:
        """Whether a noun has "the", "this", "ce"; or stands bare like a title ("President says")."""
        tree, lex = self.tree, self.lex
        marks = [tree.lowers[k] for k in tree.kids[token] if tree.deps[k] in ("det", "cc:preconj")]
        case = tree.case(token)
        if case and case not in ("de", "d'") and set(case.split()) & lex.words["definite"]:
            return True
        return any(w in lex.words["definite"] for w in marks) and not any(
            tree.lowers[k] in lex.words["indefinite"] for k in tree.kids[token] if tree.deps[k] == "det" and tree.lowers[k] != "des"
        )

    def is_indefinite(self, token: int) -> bool:
        """Whether a noun has "a", "some", "un"."""
        return any(self.tree.lowers[k] in self.lex.words["indefinite"] for k in self.tree.kids[token])

    def is_plural(self, token: int) -> bool:
        """Whether a noun is plural."""
        return self.tree.feature(token, "Number") == "Plur" or any(
            self.tree.lowers[k] in self.lex.words["indefinite"] and self.tree.lowers[k].endswith("s") for k in self.tree.kids[token]
        )

    def words(self, token: int) -> tuple[int, int]:
        """The range of a noun with its adjectives and compounds, without determiner and what follows "of"."""
        tree = self.tree
        first = last = token
        for kid in tree.kids[token]:
            if tree.deps[kid] in ("amod", "compound", "flat") and abs(kid - token) <= 5 and not tree.case(kid):
                first, last = min(first, kid), max(last, kid)
        return first, last + 1
