"""Phrases that point at somebody by what he is to others or by a word of his name.

"its neighbour" (the last state spoken of that borders it), "son voisin russe", "the latter",
"ces derniers", "the Fund", "the Gulf state". Whoever is found so is guessed, and the mention says it;
where nobody fits, nobody is named.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ostraka.reading.naming.mention import Mention
from ostraka.relations.table import reach
from ostraka.states.table import names, neighbours, states

if TYPE_CHECKING:
    from ostraka.reading.naming.phrases import Phrases

__all__ = ["Pointing"]

OFFICE = reach()["naming"]["office"]
SMALL = reach()["naming"]["small_office"]
NOBODY: tuple[Mention, ...] = ()
MARKS = frozenset({"det", "nummod", "amod"})
BESIDE = frozenset({"amod", "compound", "nmod", "flat"})


class Pointing:
    """Reads such phrases of one article."""

    def __init__(self, phrases: Phrases) -> None:
        self.phrases, self.actors = phrases, phrases.actors
        self.tree, self.lex = phrases.tree, phrases.lex

    def mention(self, token: int, found: Mention) -> Mention:
        """Somebody spoken of before, as the mention of a phrase."""
        first, last = self.phrases.words(token)
        kind = found.kind if found.kind in ("party", "body") else "role"
        name = names().get(found.code or "", found.name)
        return found._replace(
            first=first, last=last, head=token, kind=kind, name=name, guessed=True, place=False,
            why=f"{self.tree.lowers[token]}: {name}",
        )  # fmt: skip

    def relation(self, token: int) -> tuple[Mention, ...]:
        """For "son voisin russe", "its Chinese rival": who the adjective says; for "its neighbour": whom it borders."""
        owners = self.phrases.owner(token, possessors=False)
        if self.is_possessed(token) and len(owners) == 1 and owners[0].code in states():
            return (self.mention(token, owners[0])._replace(guessed=False),)
        if (
            owners
            or self.tree.lemmas[token].lower() not in self.lex.words["neighbours"]
            or self.phrases.is_plural(token)
        ):
            return NOBODY
        near = neighbours()
        whose = [o.code for o in self.phrases.owner(token) if o.code in near]
        if len(whose) != 1:
            return NOBODY
        found = self.actors.anaphora.last_state(token, near[whose[0] or ""])
        return (self.mention(token, found),) if found is not None else NOBODY

    def is_possessed(self, token: int) -> bool:
        """Whether a noun has a possessor: "its", "Chad's", "son"."""
        tree = self.tree
        return any(
            tree.deps[k] == "nmod:poss" or (tree.deps[k] == "det" and tree.lowers[k] in self.lex.pronouns)
            for k in tree.kids[token]
        )

    def latter(self, token: int) -> tuple[Mention, ...]:
        """For "the latter", "ce dernier", "ces derniers": the last one spoken of who agrees in number and gender."""
        tree, lex = self.tree, self.lex
        if not self.is_latter(token):
            return NOBODY
        plural, any_number = self.phrases.is_plural(token), not tree.feature(token, "Number")
        gender = tree.feature(token, "Gender")[:1].lower()
        sent, anaphora = tree.sent_of[token], self.actors.anaphora
        for back in (0, 1):
            for k in reversed([k for k in anaphora.by_sent.get(sent - back, ()) if k < token]):
                found = [m for m in self.actors.of(k) if m.code != "?" and (m.code or m.kind in ("party", "person"))]
                if not found or any(m.place or m.kind in ("place", "media") for m in found):
                    continue
                kind = anaphora.gender(k, found[0])[:1]
                agrees = any_number or anaphora.is_plural(k, found[0]) == plural
                if agrees and (not gender or not kind or gender == kind):
                    return tuple(self.mention(token, m) for m in found)
        return self.phrases.actors.anaphora.group(token, 0) if plural and lex.words["latter"] else NOBODY

    def is_latter(self, token: int) -> bool:
        """Whether "latter", "dernier" stands alone behind "the", "ce": no noun, no number."""
        tree, words = self.tree, self.lex.words
        if tree.lowers[token] not in words["latter"] or tree.deps[token] in BESIDE:
            return False
        marks = [tree.lowers[k] for k in tree.kids[token] if tree.deps[k] in MARKS]
        if not marks and token and tree.deps[token - 1] == "det":  # the parser may hang "ces" on the verb
            marks = [tree.lowers[token - 1]]
        return len(marks) == 1 and marks[0] in words["latter_marks"]

    def by_name(self, token: int) -> tuple[Mention, ...]:
        """For "the Fund", "l'Alliance": the body of such a name last spoken of, by a word with a capital."""
        tree = self.tree
        allowed = self.lex.bodies.get(tree.lowers[token])
        alone = not any(tree.deps[k] in BESIDE for k in tree.kids[token])
        if allowed is None or not tree.words[token][0].isupper() or not alone or not self.phrases.is_definite(token):
            return NOBODY
        found = self.actors.anaphora.last_state(token, allowed)
        return (self.mention(token, found),) if found is not None else NOBODY

    def narrowed(self, token: int) -> frozenset[str] | None:
        """Among which states the words beside "country" say that it is: "the *Gulf* state"; None where they do not."""
        tree = self.tree
        for k in tree.kids[token]:
            if tree.deps[k] in BESIDE and (k not in self.actors.direct or k + 1 == token or k - 1 == token):
                pair = f"{tree.lowers[k - 1]} {tree.lowers[k]}" if k else ""
                for word in (pair, tree.lowers[k], tree.lemmas[k].lower()):
                    if word in self.lex.narrowed:
                        return self.lex.narrowed[word]
        return None

    def portfolio(self, token: int) -> tuple[Mention, ...]:
        """The owner of the last office before with a word in common.

        "sous-secrétaire à la Défense" after "département américain de la Défense" is American.
        """
        tree = self.tree
        wanted = self.topics(token)
        if not wanted:
            return NOBODY
        for earlier in reversed([k for k in self.actors.anaphora_heads if k < token]):
            role = self.lex.role(tree, earlier)
            if role is None or role.stands != "state" or not (wanted & self.topics(earlier)):
                continue
            owners = self.phrases.owner(earlier)
            if owners:
                return tuple(m._replace(guessed=True) for m in owners[:1])
        return NOBODY

    def topics(self, token: int) -> set[str]:
        """The nouns and adjectives that say what an office is for: defence, foreign, treasury."""
        tree, found = self.tree, set()
        stack = [token]
        for _ in range(OFFICE):
            if not stack:
                break
            k = stack.pop()
            for kid in tree.kids[k]:
                if tree.deps[kid] in ("nmod", "amod", "compound") and kid not in self.actors.direct:
                    if (
                        tree.pos[kid] in ("NOUN", "PROPN", "ADJ")
                        and self.lex.role(tree, kid) is None
                        or tree.deps[kid] == "nmod"
                    ):
                        found.add(tree.lemmas[kid].lower())
                    stack.append(kid)
        return {w for w in found if len(w) > SMALL}
