"""What an act takes from the text around it: the end left out, and what a denial denies.

"Iran has agreed to supply more drones" — to whom? To the one it was said to supply
before. "Pyongyang denied the allegations" — whose? Those of the last who accused it.
What is taken so is marked "context", and the claim says so as trouble.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ostraka.reading.acting.acts import Act, half_open
from ostraka.reading.acting.ends import Filler
from ostraka.reading.attributing.passages import Passage
from ostraka.reading.layers import Layers
from ostraka.reading.naming.actors import Mention
from ostraka.reading.parsing.tree import Tree
from ostraka.relations.table import acts as act_table
from ostraka.relations.table import context, either_way

__all__ = ["Discourse"]


class Discourse:
    """Completes the acts of one article in the order of its text."""

    def __init__(self, found: Layers) -> None:
        self.found = found
        self.history: list[Act] = []
        self.speakers = {
            k for p in found.attributions.passages for first, last in p.source_tokens for k in range(first, last)
        }
        self.partners: dict[str | None, dict[str, tuple[int, Filler]]] = {}

    def completed(self, acts: Iterable[Act]) -> Iterator[Act]:
        """The acts with their missing ends filled; an act whose end nobody tells is left out."""
        acts = list(acts)
        self.pair_up(acts)
        for act in acts:
            if act.frame.act == "deny":
                yield from self.denial(act)
                continue
            whole = act if not half_open(act) else self.complete(act)
            if whole is None and act.frame.need == "to":  # the doer stays unknown
                whole = act
            if whole is not None:
                self.history.append(whole)
                yield whole

    def complete(self, act: Act) -> Act | None:
        """The act with its missing end: from its own clause, else from the last like act of the same actor."""
        ways = act_table()[act.frame.act].get("context", [])
        if act.source is None and act.target is None:
            return self.spoken_of(act) if "topic" in ways else None
        known = act.source or act.target
        if known is None or (known.mention.code in (None, "?") and known.mention.kind != "party"):
            return None
        for way in ways:
            if way == "open" or (way == "open-from" and act.source is None):
                return act
            filler = self.way(way, act)
            if filler is not None:
                act = act._replace(target=filler) if act.target is None else act._replace(source=filler)
                return act._replace(doubts=(*act.doubts, filler.how))
        return None

    def way(self, name: str, act: Act) -> Filler | None:
        """The missing end, looked for in one of the ways of `relations/acts.toml`."""
        if name == "clause":
            return None if act.nominal else self.nearby(act)
        if name == "main":
            return self.counterpart(act)
        return self.remembered(act) if name == "like" else None

    def spoken_of(self, act: Act) -> Act | None:
        """The ends of the last act of the same frame, for a bare event noun: "the talks", "these sanctions"."""
        for past in self.recent(act):
            like = past.frame.rule == act.frame.rule or (either_way(act.frame.act) and either_way(past.frame.act))
            if like and past.source is not None and past.target is not None:
                ends = past.source._replace(how="context"), past.target._replace(how="context")
                return act._replace(source=ends[0], target=ends[1], doubts=(*act.doubts, "context"))
        return None

    def nearby(self, act: Act) -> Filler | None:
        """The one other named actor of the act's own clause, when there is just one."""
        known = act.source or act.target
        tree = self.found.tree
        top = clause(tree, act.token)
        first, last = tree.subtree(top)
        found: dict[str, Mention] = {}
        beside = set() if known is None else set(tree.conjuncts(tree.first_conjunct(known.token)))
        for k in range(first, last):
            if k in beside or clause(tree, k) != top or k in self.speakers:
                continue
            for m in self.found.actors.at(k):
                if m.code not in (None, "?") and not m.place and (known is None or m.code != known.mention.code):
                    found.setdefault(m.code, m)
        if len(found) != 1:
            return None
        mention = next(iter(found.values()))
        return Filler(mention, mention.head, "other")

    def remembered(self, act: Act) -> Filler | None:
        """The other end of the last act of the same kind by the same actor."""
        for past in self.recent(act):
            if past.source is None or past.target is None or past.frame.act != act.frame.act:
                continue
            turned = either_way(past.frame.act)
            if act.target is None and act.source is not None:
                if code(past.source) == code(act.source):
                    return past.target._replace(how="context")
                if turned and code(past.target) == code(act.source):
                    return past.source._replace(how="context")
            elif act.source is None and act.target is not None:
                if code(past.target) == code(act.target):
                    return past.source._replace(how="context")
                if turned and code(past.source) == code(act.target):
                    return past.target._replace(how="context")
        return None

    def counterpart(self, act: Act) -> Filler | None:
        """The actor that the article most often sets beside the known end of the act."""
        ranked = sorted(self.partners.get(code(act.source or act.target), {}).values(), key=lambda x: -x[0])
        limits = context()
        if not ranked or ranked[0][0] < limits["often"]:
            return None
        if ranked[1:] and ranked[1][0] * limits["outweigh"] > ranked[0][0]:
            return None
        return ranked[0][1]._replace(how="context")

    def pair_up(self, acts: Iterable[Act]) -> None:
        """Counts who is set beside whom, over the acts whose ends are both said."""
        for act in acts:
            if act.source is None or act.target is None:
                continue
            for one, other in ((act.source, act.target), (act.target, act.source)):
                partner = other.mention.code
                if partner not in (None, "?"):
                    mine = self.partners.setdefault(code(one), {})
                    count, first = mine.get(str(partner), (0, other))
                    mine[str(partner)] = (count + 1, first)

    def recent(self, act: Act) -> Iterator[Act]:
        """Past acts, latest first, not further back than `reach` sentences."""
        sent = self.found.tree.sent_of[act.token]
        for past in reversed(self.history):
            if sent - self.found.tree.sent_of[past.token] > context()["reach"]:
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
                yield past._replace(token=act.token, tokens=act.tokens, light=None, goods=(), denied_by=act.source)

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
                mention = passage_mention(passage, who.actor, who.name)
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


def passage_mention(passage: Passage, actor: str, name: str | None) -> Mention:
    """The speaker of a passage as a mention."""
    first, last = passage.source_tokens[0] if passage.source_tokens else (passage.head, passage.head + 1)
    return Mention(
        first=first, last=last, head=first, code=actor, name=name, sector="GOV", kind="person", guessed=True,
        why="the last who alleged it",
    )  # fmt: skip


def code(filler: Filler | None) -> str | None:
    """The comparable form of a filler's actor."""
    return None if filler is None else filler.mention.code or filler.mention.name
