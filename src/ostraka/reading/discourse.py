"""What an act takes from the text around it: the end left out, and what a denial denies.

"Iran has agreed to supply more drones" — to whom? To the one it was said to supply
before. "Pyongyang denied the allegations" — whose? Those of the last who accused it.
What is taken so is marked "context", and the claim says so as trouble.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ostraka.reading.acting.acts import DENIAL, Act, Step, end_of, half_open
from ostraka.reading.acting.ends import Filler, distinct
from ostraka.reading.acting.wide import Wide
from ostraka.reading.attributing.passages import Passage
from ostraka.reading.layers import Layers
from ostraka.reading.likewise import Likewise
from ostraka.reading.naming.actors import Mention
from ostraka.reading.search import Candidate, Search
from ostraka.relations.table import acts as act_table
from ostraka.relations.table import context
from ostraka.states.table import at_war, names

__all__ = ["Discourse"]

LOOSE = frozenset({"to", "doer"})  # needs of frames that do with one end, when nobody is found for the other


class Discourse:
    """Completes the acts of one article in the order of its text."""

    def __init__(self, found: Layers) -> None:
        self.found = found
        self.search = Search(found)
        self.history = self.search.history
        self.likewise = Likewise(found, self.search.candidates.is_told_as_done)

    def completed(self, acts: Iterable[Act]) -> Iterator[Act]:
        """The acts with their missing ends filled, without those that only lead to another: "agreed to *supply*"."""
        found = list(self.filled(list(acts)))
        yield from (act for act in found if not (act.frame.last and self.found.finder.says_more(act, found)))

    def filled(self, acts: list[Act]) -> Iterator[Act]:
        """The acts with their missing ends filled; an act whose end nobody tells is left out."""
        self.search.count(acts)
        for act in acts:
            yield from self.repeated(act.token)
            yield from self.whole(act)
        yield from self.repeated(len(self.found.tree))

    def repeated(self, token: int) -> Iterator[Act]:
        """The acts that verbs before a token say of somebody else too: "Lima *followed suit*" (likewise.py)."""
        for verb in self.likewise.before(token):
            for act in list(self.likewise.of(verb, self.history)):
                self.history.append(act)
                yield act

    def whole(self, act: Act) -> Iterator[Act]:
        """An act with its missing end filled, a denial with what it denies; nothing when nobody tells the end."""
        if act.frame.act == DENIAL:
            yield from self.denial(act)
            return
        whole = act if not half_open(act) else self.complete(act)
        if whole is None and act.frame.need in LOOSE:  # the doer, or whom he does it to, stays unknown
            whole = act
        if whole is None and self.found.finder.wide is not None:
            whole = self.in_words(act, self.found.finder.wide)
        if whole is not None and (whole is act or not self.echoes(whole)):
            self.history.append(whole)
            yield whole

    def in_words(self, act: Act, wide: Wide) -> Act | None:
        """The act with the words of its own phrase, or nobody, for the end that nobody is found for (wide.py)."""
        found = (ev for ev in self.found.finder.evoked(act.token) if ev.frame is act.frame)
        pair = next((wide.filled(ev, (act.source, act.target)) for ev in found), None)
        return None if pair is None else act._replace(source=pair[0], target=pair[1])

    def echoes(self, act: Act) -> bool:
        """Whether an event noun with a guessed end repeats the deed above it: "lifted curbs on *exports* to Turkey"."""
        if not act.nominal:
            return False
        tree = self.found.tree
        above, ends = set(tree.ancestors(act.token)), {end_of(act.source), end_of(act.target)}
        if not act_table()[act.frame.act].get("flows"):
            verb = tree.heads[tree.first_conjunct(act.token)]
            either = act_table()[act.frame.act].get("either_way", False)
            return any(
                past.token == verb and {end_of(past.source), end_of(past.target)} == ends
                and (either or end_of(past.source) == end_of(act.source))
                for past in self.search.recent(act, 0)
            )  # fmt: skip
        return any(
            past.token in above and {end_of(past.source), end_of(past.target)} == ends
            for past in self.search.recent(act, 0)
        )

    def complete(self, act: Act) -> Act | None:
        """The act with its missing end, or both, from the text around it; None when nobody is found."""
        if act.source is None and act.target is None:
            return self.complete_pair(act)
        known = act.source or act.target
        if known is None or (known.mention.code in (None, "?") and not self.is_party(known.mention)):
            return None
        waged = self.waged(act)
        if waged is not None:
            return waged
        best = self.search.best(act)
        self.note(act, best)
        if best is None:
            return None
        filler = as_state(best.filler) if best.filler.how == "context" else best.filler
        whole = act._replace(target=filler) if act.target is None else act._replace(source=filler)
        return whole._replace(doubts=(*act.doubts, filler.how), reasons=best.reasons)

    def waged(self, act: Act) -> Act | None:
        """A war or an invasion of which one side is said, with the other when it is known and named in the text."""
        tree, actors = self.found.tree, self.found.actors
        if not act.nominal or tree.lemmas[act.token].lower() not in actors.lex.words["wars"]:
            return None
        if act.target is not None and tree.case(act.target.token) in actors.lex.words["war_places"]:
            return None  # "the war *in* Chad" says where
        for code in at_war(end_of(act.source), end_of(act.target), self.found.article.published):
            named = [m for m in actors.mentions if m.code == code and m.kind != "generic"]
            before = [m for m in named if m.first <= act.token]
            if named:
                side = as_state(Filler((before or named[:1])[-1], act.token, "context"))
                whole = act._replace(target=side) if act.target is None else act._replace(source=side)
                return whole._replace(doubts=(*act.doubts, "context"), reasons=("war",))
        return None

    def is_party(self, mention: Mention) -> bool:
        """Whether a mention without a code is a party, or a pronoun or a title that stands for a group in arms."""
        groups = self.found.actors.phrases.groups
        return mention.kind == "party" or (groups.is_armed(mention) and mention.name in groups.names)

    def complete_pair(self, act: Act) -> Act | None:
        """A bare event noun with both its ends."""
        found = self.search.pair(act)
        if found is None:
            return None
        (source, target), reasons = tuple(map(as_state, found[0])), found[1]
        return act._replace(source=source, target=target, doubts=(*act.doubts, "context"), reasons=reasons)

    def note(self, act: Act, best: Candidate | None) -> None:
        """Writes for `explain` who was taken for a missing end, or who came nearest to it."""
        steps = self.found.finder.steps
        if steps is None:
            return
        end = "from" if act.source is None else "to"
        if best is not None:
            words = f"the end {end}: {end_of(best.filler)} ({', '.join(best.reasons)}: {best.score:.2f})"
        else:
            nearest = ", ".join(f"{end_of(c.filler)} {c.score:.2f}" for c in self.search.ranked(act)[:2]) or "nobody"
            words = f"stopped: nobody for the end {end} (nearest: {nearest})"
        steps.append(Step(act.token, act.frame.rule, words))

    def denial(self, act: Act) -> Iterator[Act]:
        """A denial towards each of its accusers, and what it denies when that was said before and not here."""
        if self.takes_up(act):
            act = act._replace(target=None)
        contested = [] if self.found.judge.negated(act.token) else self.contested(act)
        accusers: list[Filler] = [] if act.target is not None else self.accusers(act)
        if act.target is None and not accusers and contested:
            accuser = self.accuser(contested[0], act)
            accusers = [] if accuser is None else [accuser]
        for accuser in accusers:
            yield act._replace(target=accuser, doubts=(*act.doubts, "context"))
        if not accusers:
            yield act
        if not self.says_what(act):
            for past in contested[:1]:
                yield past._replace(token=act.token, tokens=act.tokens, light=None, goods=(), denied_by=act.source)

    def takes_up(self, act: Act) -> bool:
        """Whether a relative takes up what was alleged, not whom it was last said of: "close to Oslo, *which* …"."""
        tree, target = self.found.tree, act.target
        above = tree.heads[act.token] if tree.deps[act.token] == "acl:relcl" else None
        return target is not None and target.mention.head == above

    def says_what(self, act: Act) -> bool:
        """Whether the denial has its own clause: "denied supplying", "denied that"."""
        tree = self.found.tree
        return any(tree.deps[k] in ("ccomp", "xcomp", "advcl") for k in tree.kids[act.token])

    def accusations(self, act: Act) -> list[Act]:
        """The accusations of the denier that were made last, in one sentence: "Oslo and Lima blamed Quito"."""
        denier, sent_of = end_of(act.source), self.found.tree.sent_of
        found = [
            past
            for past in self.search.recent(act, context()["reach"])
            if act_table()[past.frame.act].get("charge") and past.source is not None and end_of(past.target) == denier
        ]
        return [past for past in found if sent_of[past.token] == sent_of[found[0].token]]

    def accusers(self, act: Act) -> list[Filler]:
        """Who made those accusations."""
        made = [past.source._replace(how="context") for past in self.accusations(act) if past.source is not None]
        known = [f for f in made if f.mention.code not in (None, "?") or self.is_party(f.mention)]
        return distinct([f for f in known if end_of(f) != end_of(act.source)])

    def contested(self, act: Act) -> list[Act]:
        """The past acts that somebody else alleged of the denier, latest first."""
        if act.source is None:
            return []
        denier, sent_of = end_of(act.source), self.found.tree.sent_of
        accused = {sent_of[past.token] for past in self.accusations(act)}
        found = []
        for past in self.search.recent(act, context()["reach"]):
            if act_table()[past.frame.act].get("no_deed") or past.source is None:
                continue
            if end_of(past.source) != denier:
                continue
            if sent_of[past.token] in accused or self.accuser(past, act) is not None:
                found.append(past)
        return found

    def accuser(self, past: Act, act: Act) -> Filler | None:
        """Who alleged a past act: its innermost speaker with a state other than the denier's."""
        tree, denier = self.found.tree, end_of(act.source)
        for passage in self.found.attributions.at(tree.starts[past.token], tree.ends[past.token]):
            who = passage.speaker
            if who is not None and who.actor and who.actor != denier:
                mention = passage_mention(passage, who.actor, who.name)
                return Filler(mention, mention.head, "context")
        return None


def as_state(filler: Filler) -> Filler:
    """Somebody taken from the text around, by his state: that it was the same person again is not said."""
    mention = filler.mention
    if mention.kind != "person" or mention.code not in names():
        return filler
    return filler._replace(mention=mention._replace(name=names()[mention.code]))


def passage_mention(passage: Passage, actor: str, name: str | None) -> Mention:
    """The speaker of a passage as a mention."""
    first, last = passage.source_tokens[0] if passage.source_tokens else (passage.head, passage.head + 1)
    return Mention(
        first=first, last=last, head=first, code=actor, name=name, sector="GOV", kind="person", guessed=True,
        why="the last who alleged it",
    )  # fmt: skip
