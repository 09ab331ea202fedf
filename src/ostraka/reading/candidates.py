"""Everybody who may be the missing end of an act, each with the reason that speaks for him.

The reasons and their weights are rows of `relations/context.toml`; `search.py` adds them up.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ostraka.reading.acting.acts import Act, end_of
from ostraka.reading.acting.ends import Filler
from ostraka.reading.cast import Cast, as_filler, key, partner, solid
from ostraka.reading.layers import Layers
from ostraka.reading.naming.actors import Mention
from ostraka.reading.parsing.tree import Tree
from ostraka.relations.table import acts as act_table
from ostraka.relations.table import context, either_way, kind_of
from ostraka.states.table import neighbours

__all__ = ["Candidates"]

SPEAKERS = frozenset({"we", "i", "you"})
CLAUSAL = frozenset({"ccomp", "advcl", "acl:relcl", "parataxis", "root"})
SUBJECT = frozenset({"nsubj", "nsubj:pass", "expl:subj"})


class Candidates:
    """Names the candidates for missing ends in one article."""

    def __init__(self, found: Layers, cast: Cast) -> None:
        self.found, self.tree, self.cast = found, found.tree, cast

    def of(self, act: Act) -> Iterator[tuple[str, Filler]]:
        """Everybody who may be the missing end of an act, with the reason, by and by."""
        yield from self.in_sentence(act)
        yield from self.topic(act)
        yield from self.charging(act)
        yield from self.above(act)
        yield from self.gone_to(act)
        yield from self.on_condition(act)
        yield from self.speaking(act)
        yield from self.like_event(act)
        yield from self.condemned(act)
        yield from self.holding(act)
        yield from self.at_home(act)
        yield from self.struck_before(act)
        yield from self.partners(act)
        yield from self.before(act)

    def in_sentence(self, act: Act) -> Iterator[tuple[str, Filler]]:
        """The other actors of the clause and of the sentence; "only" when there is but one."""
        tree, known = self.tree, end_of(act.source or act.target)
        top, below = clause(tree, act.token), self.complements(act)
        here = [
            m for m in self.cast.by_sent.get(tree.sent_of[act.token], ())
            if key(m) != known and m.name not in SPEAKERS and m.head not in self.cast.speakers and m.code != "?"
            and m.head not in below
        ]  # fmt: skip
        near = [m for m in here if clause(tree, m.head) == top and not m.place]
        for reason, group in (("clause", near), ("sentence", [m for m in here if not m.place])):
            for m in sorted(group, key=lambda m: abs(m.head - act.token)):
                yield reason, as_filler(m, "other")
            if len({key(m) for m in group}) == 1:
                yield f"only-{reason}", as_filler(group[0], "other")

    def charging(self, act: Act) -> Iterator[tuple[str, Filler]]:
        """Who lays an attack to his neighbour: "*Peru* accused Chile of shelling a town", most likely its own."""
        if act.target is not None or not act_table()[act.frame.act].get("told_by_others"):
            return
        near, above = neighbours().get(end_of(act.source) or "", frozenset()), set(self.tree.ancestors(act.token))
        for past in self.cast.recent(act, 0):
            laid = act_table()[past.frame.act].get("charge") and past.token in above
            if laid and past.source is not None and end_of(past.source) in near:
                yield "charging", past.source._replace(how="context")

    def complements(self, act: Act) -> frozenset[int]:
        """Where no doer is: in what a verb takes ("was forced to sell to *Peru*"), in the phrase of its victim."""
        if act.source is not None or act.nominal:
            return frozenset()
        inside = self.tree.kids_by(act.token, "xcomp", "ccomp")
        if act.target is not None and self.found.roles.is_passive(act.token):
            inside = [*inside, act.target.token]  # "the embassy *in Peru* was attacked"
        ranges = map(self.tree.subtree, inside)
        return frozenset(k for first, last in ranges for k in range(first, last))

    def topic(self, act: Act) -> Iterator[tuple[str, Filler]]:
        """Whom a headline names before its colon: "*Kosovo* : l'UE lève ses sanctions"."""
        first, last = self.tree.sent_range(act.token)
        for m in self.found.actors.at(first):
            if m.first == first and m.last < last and self.tree.words[m.last] == ":" and m.code != "?":
                yield "topic", as_filler(m, "other")

    def above(self, act: Act) -> Iterator[tuple[str, Filler]]:
        """Who does the verbs above the act: "governor" for the next one, "above" for the others."""
        tree, roles = self.tree, self.found.roles
        reason = "governor"
        hostile = act.source is None and kind_of(act.frame.act) == "against"
        for token in tree.ancestors(act.token):
            if not roles.is_verb(token) and not tree.kids_by(token, "nsubj"):
                if act.source is None and not hostile and reason == "governor":
                    owned = [f for k in roles.owner(token) for f in self.found.finder.ends.phrase(k, "other")]
                    yield from (("owner-above", f._replace(how="other")) for f in owned if f.mention.code != "?")
                continue
            subjects = roles.subject(token) if roles.is_verb(token) else tree.kids_by(token, "nsubj")
            if hostile:
                told_by = self.cast.speakers  # who tells of an attack did not make it
                subjects = [k for k in subjects if k not in told_by]
            found = [f for k in subjects for f in self.found.finder.ends.phrase(k, "other")]
            yield from ((reason, f._replace(how="other")) for f in found if f.mention.code != "?")
            if act.target is None and reason == "governor" and roles.is_verb(token):
                objects = [f for k in roles.object(token) for f in self.found.finder.ends.phrase(k, "other")]
                yield from (("object-above", f._replace(how="other")) for f in objects if f.mention.code != "?")
            if found:
                reason = "above"

    def gone_to(self, act: Act) -> Iterator[tuple[str, Filler]]:
        """To whom one goes or sends somebody in order to ask: "sent envoys to *Lima* to seek help"."""
        table, verb = act_table(), self.tree.heads[act.token]
        asks = act.target is None and not act.nominal and table[act.frame.act].get("asked")
        if not asks or "VerbForm=Inf" not in self.tree.morphs[act.token]:
            return
        for past in self.cast.recent(act, 0):
            visits = past.token == verb and not past.nominal and table[past.frame.act].get("people")
            if visits and past.target is not None:
                yield "gone-to", past.target._replace(how="other")

    def on_condition(self, act: Act) -> Iterator[tuple[str, Filler]]:
        """Whose doing a threat hangs on: "would respond if *NATO* sent troops"."""
        if act.target is not None or not act_table()[act.frame.act].get("conditional"):
            return
        tree, marks = self.tree, self.found.judge.operators.conditions
        for k in range(*tree.sent_range(act.token)):
            if tree.lowers[k] in marks and tree.deps[k] in ("mark", "case", "fixed"):
                subjects = self.found.roles.subject(tree.heads[k])
                found = [f for s in subjects for f in self.found.finder.ends.phrase(s, "other")]
                yield from (("condition", f._replace(how="other")) for f in found if f.mention.code != "?")

    def speaking(self, act: Act) -> Iterator[tuple[str, Filler]]:
        """Whoever speaks at the act."""
        mention = self.found.finder.ends.speaker(act.token)
        if mention is not None:
            yield "speaker", as_filler(mention, "other")

    def like_event(self, act: Act) -> Iterator[tuple[str, Filler]]:
        """The same end of the last like event, for one spoken of as known ("the attack"), or claimed by its doer."""
        claimed = act.target is None and self.is_claimed(act)
        if act.source is None and act.nominal:
            yield from (("claimant", f) for f in self.claimant(act))
        if act.nominal and not claimed and not self.found.actors.phrases.is_definite(act.token):
            return
        for past in self.cast.recent(act, context()["event"]):
            if past.frame.act == act.frame.act and past.nominal | act.nominal | claimed:
                other = past.source if act.source is None else past.target
                if other is not None and not (claimed and end_of(other) == "?"):
                    yield ("claimed" if claimed else "event"), other._replace(how="context")
                    return

    def claimant(self, act: Act) -> Iterator[Filler]:
        """Who avows the event: "*Kataib Hezbollah* claimed responsibility for a drone attack on"."""
        tree, roles = self.tree, self.found.roles
        for k in list(tree.ancestors(act.token))[:2]:
            if tree.lemmas[k] in roles.syntax.claiming and roles.is_verb(k):
                for s in roles.subject(k):
                    yield from (f._replace(how="other") for f in self.found.finder.ends.phrase(s, "other"))
                return

    def is_claimed(self, act: Act) -> bool:
        """Whether somebody avows the event: "*claimed* responsibility for the attack", "a *revendiqué* l'attentat"."""
        tree, verbs = self.tree, self.found.roles.syntax.claiming
        near = [act.token, *list(tree.ancestors(act.token))[:2]]
        return any(tree.lemmas[k] in verbs and tree.pos[k] != "NOUN" for k in near)

    def condemned(self, act: Act) -> Iterator[tuple[str, Filler]]:
        """Whose the event is that is condemned, where it was told before: "condemned *these strikes*"."""
        if act.target is not None or not act_table()[act.frame.act].get("others"):
            return
        finder = self.found.finder
        nouns = [] if act.nominal else self.found.roles.object(act.token)
        if not act.nominal and any(role.name == "subject" for role in act.frame.target):  # "*the raid* drew protests"
            nouns = self.found.roles.subject(act.token)
        kinds = {e.frame.act for k in nouns for e in finder.evoked(k) if e.nominal and not e.frame.block}
        for past in self.cast.recent(act, context()["event"]):
            if past.frame.act in kinds and past.source is not None and solid(past.source):
                yield "condemned", past.source._replace(how="context")
                return
        if any("PronType=Dem" in self.tree.morphs[k] for n in nouns for k in self.tree.kids_by(n, "det")):
            yield from self.just_told(act)

    def holding(self, act: Act) -> Iterator[tuple[str, Filler]]:
        """Who did what is asked to be undone: "Iran seized a ship … London demanded *its release*": of Iran."""
        if act.target is not None or not act_table()[act.frame.act].get("asked"):
            return
        roles = self.found.roles
        heads = [] if act.nominal else [*roles.object(act.token), *roles.obliques(act.token, roles.syntax.of_object)]
        wanted = [e.frame.act for k in heads for e in self.found.finder.evoked(k) if e.nominal and not e.frame.block]
        undone = {a for w in wanted for a in act_table()[w].get("undoes", ())}
        for past in self.cast.recent(act, context()["event"]):
            if past.frame.act in undone and past.source is not None and solid(past.source):
                yield "holding", past.source._replace(how="context")
                return

    def just_told(self, act: Act) -> Iterator[tuple[str, Filler]]:
        """Who did the last deed before, which "*cette mesure*", "*these launches*" takes up, whatever it is called."""
        known = end_of(act.source) if act.source is not None else None
        for past in self.cast.recent(act, context()["taken"]):
            if past.source is not None and solid(past.source) and end_of(past.source) != known:
                yield "condemned", past.source._replace(how="context")
                return

    def at_home(self, act: Act) -> Iterator[tuple[str, Filler]]:
        """The state where the group is at home that does it: "the *M23* killed six villagers"."""
        if act.source is None or act.target is not None or not act_table()[act.frame.act].get("home"):
            return
        words = {self.tree.lemmas[act.token], self.tree.lowers[act.token]}
        if words & self.found.roles.syntax.returning:
            return  # whoever struck first is struck
        home = self.found.actors.phrases.groups.home(act.source.mention, act.token)
        if home is not None and self.is_claimed(act) and self.is_only_whence(home, act.source):
            return
        others = {end_of(partner(past, end_of(act.source))) for past in self.cast.recent(act, context()["near"])}
        if home is not None and others <= {None, "?", home.code}:
            yield "home", as_filler(home, "context")

    def is_only_whence(self, home: Mention, group: Filler) -> bool:
        """Whether a state is named for nothing else than whence a group is: "the Houthis *in Yemen* claimed it"."""
        first, last = self.tree.subtree(group.token)
        sent = self.tree.sent_of[group.token]
        named = [m for s, ms in self.cast.by_sent.items() if s <= sent for m in ms if m.code == home.code]
        return bool(named) and all(first <= m.head < last for m in named)

    def struck_before(self, act: Act) -> Iterator[tuple[str, Filler]]:
        """Whom a blow answers: "Kenya bombed the rebels, who *hit back*"."""
        known, words = end_of(act.source), {self.tree.lemmas[act.token], self.tree.lowers[act.token]}
        if act.target is not None or not words & self.found.roles.syntax.returning:
            return
        for past in self.cast.recent(act, context()["near"]):
            if past.frame.act == act.frame.act and end_of(past.target) == known and past.source is not None:
                yield "answered", past.source._replace(how="context")
                return

    def partners(self, act: Act) -> Iterator[tuple[str, Filler]]:
        """Who stood over against the known end before: last, near, in the same act; most often; the main two."""
        known, tree = end_of(act.source or act.target), self.tree
        sent, said = tree.sent_of[act.token], set()
        for past in self.cast.recent(act, context()["reach"]):
            other = partner(past, known)
            if other is None or kind_of(past.frame.act) != kind_of(act.frame.act):
                continue
            for reason, holds in (
                ("partner", True),
                ("partner-near", sent - tree.sent_of[past.token] <= context()["near"]),
                ("partner-same", past.frame.act == act.frame.act),
            ):
                if holds and reason not in said:
                    said.add(reason)
                    yield reason, other._replace(how="context")
        ranked = self.cast.beside.get(known or "", Counter()).most_common(2)
        if ranked:
            first = self.cast.fillers[ranked[0][0]]._replace(how="context")
            yield "counterpart", first
            clear = len(ranked) < 2 or ranked[1][1] * context()["outweigh"] <= ranked[0][1]
            if clear and ranked[0][1] >= context()["often"]:
                yield "counterpart-clear", first
        if self.cast.dominant is not None and self.cast.dominant != known:
            reason = "dominant-from" if act.source is None else "dominant-to"
            yield reason, self.cast.fillers[self.cast.dominant]._replace(how="context")
        for name in self.cast.main:
            if name != known and name in self.cast.fillers:
                reason = "main" if known in self.cast.main else "main-other"
                yield reason, self.cast.fillers[name]._replace(how="context")
                break

    def before(self, act: Act) -> Iterator[tuple[str, Filler]]:
        """The subject of the sentence before."""
        for m in self.cast.by_sent.get(self.tree.sent_of[act.token] - 1, ()):
            if self.tree.deps[m.head] in SUBJECT and m.code != "?" and m.name not in SPEAKERS:
                yield "before", as_filler(m, "context")
                return

    def retold(self, act: Act) -> tuple[Filler, Filler] | None:
        """The ends of the last such deed, which a bare noun takes up: "Oslo bombed Lima. *The raid* killed ten"."""
        verb = self.tree.heads[act.token]
        for past in self.cast.recent(act, context()["retold"]):
            if past.frame.act != act.frame.act:
                continue
            one, other = past.source, past.target
            told = self.is_told_as_done(past) and past.token != verb
            if not told or one is None or other is None or not (is_side(one) and is_side(other)):
                return None
            return one._replace(how="context"), other._replace(how="context")
        return None

    def is_told_as_done(self, past: Act) -> bool:
        """Whether an act was told as done, and not as what one state charges another with."""
        judged = self.found.judge.judge(past.token, past.light)
        if judged.stage not in (None, "done") or judged.factuality != "CT+" or past.denied_by is not None:
            return False
        around = self.found.attributions.at(self.tree.starts[past.token], self.tree.ends[past.token])
        cues = {k for passage in around for k in passage.cue_tokens}
        charges = (a for a in self.cast.history if act_table()[a.frame.act].get("charge"))
        return not any(a.token in cues for a in charges)

    def pairs(self, act: Act) -> Iterator[tuple[str, Filler, Filler]]:
        """Pairs that may be the ends of an event noun, with the reason."""
        tree, mutual = self.tree, either_way(act.frame.act)
        sent = tree.sent_of[act.token]
        for past in self.cast.recent(act, context()["reach"]):
            like = past.frame.rule == act.frame.rule or (mutual and either_way(past.frame.act))
            if not like or past.source is None or past.target is None:
                continue
            if not (solid(past.source) and solid(past.target)):
                continue
            ends = past.source._replace(how="context"), past.target._replace(how="context")
            yield ("like", *ends)
            if past.frame.rule == act.frame.rule:
                yield ("like-same", *ends)
            if sent - tree.sent_of[past.token] <= context()["near"]:
                yield ("like-near", *ends)
            break
        if not mutual:
            return
        ranked = sorted(((n, a, b) for a, row in self.cast.beside.items() for b, n in row.items()), key=lambda x: -x[0])
        if ranked and ranked[0][0] >= context()["often"]:
            one, other = (self.cast.fillers[name]._replace(how="context") for name in ranked[0][1:])
            yield "clear", one, other
        mentions = self.cast.by_sent.get(sent, ())
        here = {key(m): m for m in mentions if not m.place and m.code != "?" and m.name not in SPEAKERS}
        if len(here) == 2:
            one, other = (as_filler(m, "context") for m in here.values())
            yield "sentence", one, other


def is_side(filler: Filler) -> bool:
    """Whether an end was said, and of a state, a body or a group, not of a person."""
    return solid(filler) and (filler.mention.code is not None or filler.mention.kind == "party")


def clause(tree: Tree, token: int) -> int:
    """The word that heads the finite clause around a token."""
    top = token
    for a in (token, *tree.ancestors(token)):
        top = a
        if tree.deps[a] in CLAUSAL:
            break
        if tree.deps[a] == "conj" and tree.pos[a] in ("VERB", "AUX"):
            break
    return top
