"""The states that a noun's modifiers name: adjectives, compounds, possessors, "of" phrases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ostraka.reading.naming.mention import Mention
from ostraka.relations.table import context
from ostraka.states.table import states

if TYPE_CHECKING:
    from ostraka.reading.naming.actors import Actors

__all__ = ["Owners"]

BESIDE = (
    "amod",
    "compound",
    "nmod:poss",
    "nmod",
    "det",
    "appos",
    "flat",
    "acl",
    "obl:arg",
    "obl:mod",
    "obl",
    "dep",
    "nummod",
)
OWNING = frozenset(
    {"name", "demonym", "adjective", "capital", "seat", "body", "agency", "group", "place", "person", "party"}
)


class Owners:
    """Finds the owners of the nouns of one article."""

    def __init__(self, actors: Actors) -> None:
        self.actors = actors
        self.tree, self.lex = actors.tree, actors.lex

    def owner(self, token: int, *, possessors: bool = True) -> tuple[Mention, ...]:
        """The actors that the noun's modifiers name: adjectives, compounds and possessors first, then "of"."""
        tree = self.tree
        close: list[Mention] = []
        far: list[Mention] = []
        for kid in (*tree.kids[token], *self.shared(token), *self.seated_behind(token)):
            dep = tree.deps[kid]
            if dep not in BESIDE:
                continue
            case = tree.case(kid)
            if tree.lowers[kid] in self.lex.relatives and tree.pos[kid] == "PRON" and not case and kid < token:
                far += self.actors.of(kid)  # "Oslo, *dont* les soldats …"
                continue
            if tree.lowers[kid] in self.lex.words["in_power"] and self.governs(token):  # "the junta in power *in Lima*"
                seats = [k for k in tree.kids[kid] if tree.case(k) in self.lex.words["seated"]]
                far += [m for k in seats for m in self.behind(k, tree.case(k))]
            elif dep == "nmod:poss" or (dep == "det" and tree.lowers[kid] in self.lex.pronouns):
                close += self.possessor(kid) if possessors else ()
            elif case and dep != "amod":
                if case in self.lex.words["of"] or (case in self.lex.words["seated"] and self.governs(token)):
                    far += self.behind(kid, case)
            elif dep in ("amod", "compound", "flat", "appos", "nmod", "dep", "acl", "nummod", "obl:mod"):
                close += self.beside(kid, dep)
        if self.is_named_land(token, close, far):
            close = []
        found = close or far
        if close:
            found = [*self.coordinated_before(token, close), *close]
        found = self.accrediting(token, found)
        return tuple({(m.code, m.name): m for m in found}.values())

    def is_named_land(self, token: int, close: list[Mention], far: list[Mention]) -> bool:
        """Whether an adjective only says where a country lies that "of" names: "the small *African* nation of X"."""
        role = self.lex.role(self.tree, token) if close and far else None
        land = role is not None and role.stands == "state" and role.alone
        return land and any(m.kind == "name" for m in far) and all(m.code not in states() for m in close)

    def accrediting(self, token: int, found: list[Mention]) -> list[Mention]:
        """Whose an envoy is who stands beside a body's name: "*Oslo's* UN ambassador" is not the UN's."""
        tree = self.tree
        if tree.lemmas[token].lower() not in self.lex.words["accredited"] or all(m.kind != "body" for m in found):
            return found
        above = tree.kids_by(tree.heads[token], "nmod:poss") if tree.deps[token] == "compound" else []
        sending = [m for m in found if m.code in states()] or [m for k in above for m in self.possessor(k)]
        return [m for m in sending if m.code in states()] or found

    def shared(self, token: int) -> list[int]:
        """The relative pronoun that a noun has by the word of number above it: "*dont* une centaine d'hommes"."""
        tree, head = self.tree, self.tree.heads[token]
        if tree.deps[token] != "nmod" or head == token:
            return []
        role = self.lex.role(tree, head)
        if role is None or role.stands != "parts":
            return []
        return [k for k in tree.kids[head] if k < head and tree.lowers[k] in self.lex.relatives]

    def seated_behind(self, token: int) -> list[int]:
        """The place behind a government, hung elsewhere by the parser: "accused the authorities *in Chad* of …"."""
        tree = self.tree
        if token + 2 >= len(tree) or tree.lowers[token + 1] not in self.lex.words["seated"]:
            return []
        place = tree.heads[token + 1]
        near = tree.deps[token + 1] == "case" and tree.pos[place] == "PROPN" and tree.heads[place] != token
        return [place] if near and self.governs(token) and tree.subtree(place)[0] == token + 1 else []

    def far(self, token: int) -> tuple[Mention, ...]:
        """Those in its "of" phrases, whatever adjectives stand beside it: "les rebelles colombiens *de l'ELN*"."""
        of = [(k, self.tree.case(k)) for k in self.tree.kids_by(token, "nmod", "obl:arg", "obl:mod")]
        return tuple(m for k, case in of if case in self.lex.words["strict_of"] for m in self.behind(k, case))

    def governs(self, token: int) -> bool:
        """Whether a noun is a government, a court or its people, who sit somewhere ("the authorities in Kyiv")."""
        nouns = (token, *self.tree.kids_by(token, "compound"))  # "*police* officers in Lima"
        roles = [role for k in nouns if (role := self.lex.role(self.tree, k)) is not None]
        return any(role.sector in self.lex.words["seated_sectors"] and role.stands == "state" for role in roles)

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
            if not found and self.tree.lowers[k] in self.lex.words["leading"]:  # "the *Saudi*-led coalition"
                leaders = (m for j in self.tree.kids[k] if j < k for m in self.actors.direct.get(j, ()))
                found += [m for m in leaders if m.kind in OWNING]
            if not found and dep == "compound":  # "foreign ministry spokesman": through the compound
                found += self.owner(k)
        return found

    def behind(self, kid: int, case: str) -> list[Mention]:
        """The owner in an "of" phrase: a name, or the owner of a class noun ("of the Russian ministry")."""
        found: list[Mention] = []
        strict = case in self.lex.words["strict_of"]
        for k in self.tree.conjuncts(kid):
            if not strict and self.tree.lowers[k] in self.lex.words["portfolios"]:  # « ministre à l'*Europe* »
                continue
            direct = [m for m in self.actors.direct.get(k, ()) if m.kind in OWNING]
            if not direct and strict and self.is_armed(k):  # "the chief of the Malian *rebels*" is not Mali's
                found += [m for m in self.actors.of(k) if m.code is None]
            elif direct:
                voice = self.tree.lemmas[self.tree.heads[kid]].lower() in self.lex.words["voices"]
                found += [m for m in direct if strict or m.kind != "person" or (voice and m.code)]
            elif (
                strict or self.lex.role(self.tree, k) is not None or self.tree.lowers[k] in self.lex.words["no_person"]
            ):  # "Minister for Foreign *Affairs* of Japan"
                found += self.owner(k) or [
                    m for m in self.actors.of(k) if m.code != "?" and (m.code or m.kind == "party")
                ]
        return found

    def is_armed(self, token: int) -> bool:
        """Whether a noun means those who bear arms, or stand against the rulers, for no state."""
        role = self.lex.role(self.tree, token)
        return role is not None and role.stands == "none" and role.sector in context()["armed"]

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
