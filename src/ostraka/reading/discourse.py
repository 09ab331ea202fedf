"""What an act takes from the text around it: the end left out, and what a denial denies.

"Iran has agreed to supply more drones" — to whom? To the one it was said to supply
before. "Pyongyang denied the allegations" — whose? Those of the last who accused it.
What is taken so is marked "context", and the claim says so as trouble.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from ostraka.reading.acts import Act, Filler, half_open
from ostraka.reading.tree import Tree
from ostraka.relations.table import acts as act_table
from ostraka.relations.table import either_way

if TYPE_CHECKING:
    from ostraka.reading.assembly import Layers

__all__ = ["Discourse"]

REACH = 12  # sentences back in which a missing end is looked for


class Discourse:
    """Completes the acts of one article in the order of its text."""

    def __init__(self, found: Layers) -> None:
        self.found = found
        self.history: list[Act] = []

    def completed(self, acts: Iterable[Act]) -> Iterator[Act]:
        """The acts with their missing ends filled; an act whose end nobody tells is left out."""
        for act in acts:
            if act.frame.act == "deny":
                yield from self.denial(act)
                continue
            whole = act if not half_open(act) else self.complete(act)
            if whole is not None:
                self.history.append(whole)
                yield whole

    def complete(self, act: Act) -> Act | None:
        """The act with its missing end: from its own clause, else from the last like act of the same actor."""
        ways = act_table()[act.frame.act].get("context", [])
        for way in ways:
            filler = self.nearby(act) if way == "clause" else self.remembered(act, like=way == "like")
            if filler is not None:
                side = {"target": filler} if act.target is None else {"source": filler}
                return act._replace(**side, doubts=(*act.doubts, filler.how))
        return None

    def nearby(self, act: Act) -> Filler | None:
        """The one other named actor of the act's own clause, when there is just one."""
        known = act.source or act.target
        tree = self.found.tree
        top = clause(tree, act.token)
        first, last = tree.subtree(top)
        found = {}
        for k in range(first, last):
            if clause(tree, k) != top:
                continue
            for m in self.found.actors.at(k):
                if m.code not in (None, "?") and not m.place and (known is None or m.code != known.mention.code):
                    found.setdefault(m.code, m)
        if len(found) != 1:
            return None
        mention = next(iter(found.values()))
        return Filler(mention, mention.head, "other")

    def remembered(self, act: Act, *, like: bool) -> Filler | None:
        """The other end of the last act of the same actor: of the same kind (`like`), or of any."""
        for past in self.recent(act):
            if past.source is None or past.target is None or (like and past.frame.act != act.frame.act):
                continue
            ends = (past.source, past.target)
            if act.target is None and act.source is not None:
                mine, other = ends
                turned = either_way(past.frame.act) or not like
                if code(mine) == code(act.source):
                    return other._replace(how="context")
                if turned and code(other) == code(act.source):
                    return mine._replace(how="context")
            elif act.source is None and act.target is not None:
                other, mine = ends
                turned = either_way(past.frame.act) or not like
                if code(mine) == code(act.target):
                    return other._replace(how="context")
                if turned and code(other) == code(act.target):
                    return mine._replace(how="context")
        return None

    def recent(self, act: Act) -> Iterator[Act]:
        """Past acts, latest first, not further back than REACH sentences."""
        sent = self.found.tree.sent_of[act.token]
        for past in reversed(self.history):
            if sent - self.found.tree.sent_of[past.token] > REACH:
                return
            yield past

    def denial(self, act: Act) -> Iterator[Act]:
        """A denial with its accuser, and what it denies when that was said before and not here."""
        contested = self.contested(act)
        if act.target is None and contested:
            accuser = self.accuser(contested[0], act)
            if accuser is not None:
                act = act._replace(target=accuser, doubts=(*act.doubts, "context"))
        yield act
        if not self.says_what(act):
            for past in contested[:1]:
                yield past._replace(
                    token=act.token, tokens=act.tokens, light=None, goods=(), doubts=(*past.doubts, "denied")
                )

    def says_what(self, act: Act) -> bool:
        """Whether the denial has its own clause: "denied supplying", "denied that"."""
        tree = self.found.tree
        return any(tree.deps[k] in ("ccomp", "xcomp", "advcl") for k in tree.kids[act.token])

    def contested(self, act: Act) -> list[Act]:
        """The past acts that somebody else alleged of the denier, latest first."""
        if act.source is None:
            return []
        denier = code(act.source)
        found = []
        for past in self.recent(act):
            if past.frame.act in ("accuse", "deny", "assess", "meet", "request"):
                continue
            if past.source is not None and code(past.source) == denier and self.accuser(past, act) is not None:
                found.append(past)
        return found

    def accuser(self, past: Act, act: Act) -> Filler | None:
        """Who alleged a past act: its innermost speaker with a state other than the denier's."""
        tree, denier = self.found.tree, code(act.source)
        for passage in self.found.attributions.at(tree.starts[past.token], tree.ends[past.token]):
            who = passage.speaker
            if who is not None and who.actor and who.actor != denier:
                mention = passage_mention(self.found, passage, who.actor, who.name)
                return Filler(mention, mention.head, "context")
        return None


def clause(tree: Tree, token: int) -> int:
    """The word that heads the finite clause around a token."""
    top = token
    for a in (token, *tree.ancestors(token)):
        top = a
        if tree.deps[a] in ("ccomp", "advcl", "acl:relcl", "parataxis", "root"):
            break
        if tree.deps[a] == "conj" and tree.pos[a] in ("VERB", "AUX"):
            break
    return top


def passage_mention(found: Layers, passage: object, actor: str, name: str | None) -> object:
    """The speaker of a passage as a mention."""
    from ostraka.reading.actors import Mention

    tokens = getattr(passage, "source_tokens", ()) or getattr(passage, "cue_tokens", ())
    first, last = (
        (tokens[0][0], tokens[-1][1]) if tokens and isinstance(tokens[0], tuple) else (tokens[0], tokens[0] + 1)
    )
    return Mention(
        first=first, last=last, head=first, code=actor, name=name, sector="GOV", kind="person", guessed=True,
        why="the last who alleged it",
    )  # fmt: skip


def code(filler: Filler | None) -> str | None:
    """The comparable form of a filler's actor."""
    return None if filler is None else filler.mention.code or filler.mention.name
