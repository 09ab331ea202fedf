"""Frames with their roles filled: who does what to whom, before anybody is asked who says so.

A token evokes a frame (frames.py), its roles are found in the tree (roles.py), and the
phrases that fill them are turned into actors (ends.py), who are paired (pairing.py): coordinated
actors give several acts. What is missing may be taken from the surroundings, and then it says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from ostraka.reading.acting.around import Around
from ostraka.reading.acting.both import Both, Pairs
from ostraka.reading.acting.ends import Ends, Filler, distinct
from ostraka.reading.acting.frames import Evoked, Frame, Lexicon, Role
from ostraka.reading.acting.games import playing
from ostraka.reading.acting.matter import Matter
from ostraka.reading.acting.meant import Meant
from ostraka.reading.acting.openness import Openness
from ostraka.reading.acting.pairing import Pairing
from ostraka.reading.acting.pronouns import Pronouns
from ostraka.reading.acting.roles import Roles
from ostraka.reading.acting.wide import Wide
from ostraka.reading.naming.actors import Actors, Mention
from ostraka.reading.parsing.tree import Tree
from ostraka.reading.things.goods import GoodsFound, GoodsMention
from ostraka.reading.things.topics import Topics
from ostraka.relations.goods import channels, is_vague, specific
from ostraka.relations.table import acts as act_table
from ostraka.relations.table import context, reach

__all__ = ["Act", "Filler", "Finder", "Step"]

COMPOUND = reach()["acting"]["before_compound"]
UNDER = reach()["acting"]["under"]

NOTHING = "@none"  # a condition of a frame: nothing stands in the role
DENIAL = "deny"  # the act that answers a charge
NAMING = frozenset({"appos", "flat", "compound"})  # how a name hangs on its class: "companies *Acme*"
NAMES = frozenset({"name", "body", "party", "agency"})  # kinds of mention that a table names


class Act(NamedTuple):
    """One act between two actors (`source` None for an assessment), with all tokens that say it."""

    frame: Frame
    token: int
    nominal: bool
    source: Filler | None
    target: Filler | None
    goods: tuple[GoodsMention, ...]
    channel: str
    tokens: tuple[int, ...]
    light: int | None
    doubts: tuple[str, ...]
    denied_by: Filler | None = None  # who denies it, when the act stands for what a bare denial denies
    reasons: tuple[str, ...] = ()  # why an end was taken from the text around (search.py)


class Step(NamedTuple):
    """One line of `explain`: a token, the frame tried, and where it stopped (or "act")."""

    token: int
    rule: str
    outcome: str


class Finder:
    """Finds the acts of one article."""

    def __init__(
        self,
        tree: Tree,
        *,
        lexicon: Lexicon,
        roles: Roles,
        actors: Actors,
        goods: GoodsFound,
        topics: Topics,
        pronouns: Pronouns,
        wide: bool = False,
    ) -> None:
        self.tree, self.lexicon, self.roles, self.actors = tree, lexicon, roles, actors
        self.goods = goods
        self.matter = Matter(tree, topics=topics, roles=roles, lexicon=lexicon)
        meant = Meant(
            tree, roles=roles, actors=actors, goods=goods, pronouns=pronouns, doer=self.doer, evoked=self.evoked,
            wide=wide,
        )  # fmt: skip
        self.ends = Ends(meant, pronouns=pronouns)
        # acts of anybody towards anybody or anything
        self.wide = Wide(tree, self.ends, roles, self.fill) if wide else None
        self.around = Around(tree, roles=roles, ends=self.ends)
        self.openness = Openness(tree, roles=roles, actors=actors, ends=self.ends)
        self.steps: list[Step] | None = None
        self._asked: set[int] = set()
        self.both = Both(tree, roles=roles, ends=self.ends, evoked=self.evoked, asked=self._asked)
        self.pairing = Pairing(self.ends, around=self.around, both=self.both, openness=self.openness, note=self.note)
        self._evoked: dict[int, list[Evoked]] = {}
        self._beside: dict[int, list[Evoked]] = {}
        # words that only say which goods: no combat in "combat aircraft"
        self._qualifies = {k for g in goods.mentions for k in range(g.first, g.last) if k != g.head}
        self.playing = playing(tree, lexicon.language)

    def acts(self) -> Iterator[Act]:
        """All acts of the article, in the order of the text."""
        self.both.consumed.clear()
        found = [act for token in self.lexicon.candidates(self.tree) for act in self.at(token)]
        at: dict[int, list[Act]] = {}
        for act in found:
            at.setdefault(act.token, []).append(act)
        whole = [act for act in found if not half_open(act)]
        found = [act for act in found if not (act.frame.last and self.says_more(act, whole))]
        found = [act for act in found if not (is_open_flow(act) and self.promises_more(act, whole))]
        yield from (act for act in found if act.token not in self.both.consumed and not self.said_twice(act, at))

    def says_more(self, act: Act, found: Sequence[Act]) -> bool:
        """Whether another act stands under the word of this one, which then says no more: "agreed to *supply*"."""
        first, last = self.tree.subtree(act.token)
        return any(o.token != act.token and first <= o.token < last for o in found)

    def promises_more(self, act: Act, found: Sequence[Act]) -> bool:
        """Whether another act is what the verb promises to do: "pledged to *impose* duties"."""
        spans = [self.tree.subtree(k) for k in self.tree.kids_by(act.token, "xcomp")]
        return any(first <= o.token < last for first, last in spans for o in found)

    def said_twice(self, act: Act, at: dict[int, list[Act]]) -> bool:
        """Whether the word around an event noun has made a claim of it: "imposed sanctions", "lifted the embargo"."""
        if not act.nominal:
            return False
        tree = self.tree
        noun = tree.first_conjunct(act.token)
        whole = self.roles.event_phrase(act.token)
        if tree.pos[whole] != "NOUN":  # "suspended most of its *aid*"
            noun = whole
        above = tree.heads[noun]
        ends = {end_of(f) for f in (act.source, act.target) if f is not None}
        charge = act_table()[act.frame.act].get("charge") and (len(ends) < 2 or tree.deps[noun] == "obj")
        if charge and any(map(self.denies, (above, *tree.kids_by(noun, "acl:relcl")))):
            return True  # "rejected *the accusation*", "a *charge* that Oslo denies": it is not his
        if tree.deps[noun] == "nmod" and self.roles.preposition(noun) in self.roles.syntax.owners:  # "the lifting of …"
            return len(ends) == 2 and any({end_of(o.source), end_of(o.target)} == ends for o in at.get(above, ()))
        if tree.pos[above] == "NOUN" and any(above in o.tokens for o in at.get(tree.heads[above], ())):
            above = tree.heads[above]  # "took responsibility for *attacks*"
        elif tree.deps[noun].partition(":")[0] not in ("obj", "obl", "nsubj", "xcomp"):
            return False
        if tree.deps[noun] == "obl:agent" and any(verb.frame.act == act.frame.act for verb in at.get(above, ())):
            return True  # "was destroyed *by a strike* at Lyon": by what, which the verb has told
        alone = len(ends) < 2  # "the decline of X worries Y": a word on one actor is only said again by the same act
        return any(
            ends <= {end_of(verb.source), end_of(verb.target)}
            and (verb.frame.act == act.frame.act or cuts(verb, act) or not (alone or answered(act, verb)))
            for verb in at.get(above, ())
            if not verb.nominal and not own_deed_denied(act, verb) and (ends or names_somebody(verb))
        )

    def denies(self, token: int) -> bool:
        """Whether a verb denies what stands under it."""
        return any(ev.frame.act == DENIAL and not ev.nominal for ev in self.evoked(token))

    def at(self, token: int) -> list[Act]:
        """The acts that one token evokes: of the frames that stand beside others and of the rest, the first filled."""
        name = self.actors.cover.get(token)
        if name is not None and name.kind in NAMES and name.last - name.first > 1:
            return []  # a word of a name says no act: "Organisation for Security and *Cooperation*"
        if self.actors.phrases.groups.titled(token):
            return []  # "la *coalition* Viv Ansanm" works with nobody
        found = [*self.filled(self.evoked(token)), *self.filled(self._beside.get(token, ()))]
        return self.wide.acts(self.evoked(token)) if not found and self.wide is not None else found

    def filled(self, evoked: Iterable[Evoked]) -> list[Act]:
        """The acts of the first of these frames whose roles can be filled."""
        half: list[Act] = []
        general: list[Act] = []
        for ev in evoked:
            if ev.frame.block and self.conditions(ev):
                self.note(ev, "blocked: the words mean something else")
                return []
            found = self.fill(ev)
            if found and not half_open(found[0]):
                self.note(ev, "act")
                return found
            if ev.frame.need == "said":
                general = general or found
            else:
                half = half or found
        return half or general

    def evoked(self, token: int) -> list[Evoked]:
        """The frames that a token evokes, without those that stand beside the rest; remembered."""
        found = self._evoked.get(token)
        if found is None:
            found = self.lexicon.evoked(self.tree, self.roles, token)
            if token in self._qualifies:
                found = [ev for ev in found if not ev.nominal]
            beside = [ev for ev in found if ev.frame.beside]
            if beside:
                found = [ev for ev in found if not ev.frame.beside]
                self._beside[token] = beside
            self._evoked[token] = found
        return found

    def note(self, ev: Evoked, outcome: str) -> None:
        """Writes a line for `explain`, when somebody listens."""
        if self.steps is not None:
            self.steps.append(Step(ev.token, ev.frame.rule, outcome))

    # ------------------------------------------------------------ one frame
    def fill(self, ev: Evoked, given: Pairs | None = None) -> list[Act]:
        """The acts of one evoked frame, of the `given` ends if any; empty when a condition or a role fails."""
        frame, token = ev.frame, ev.token
        if frame.act in self.playing:
            self.note(ev, "stopped: the article tells of a game, where the words mean play")
            return []
        if not self.conditions(ev):
            self.note(ev, "stopped: the words around it are not those that the frame asks for")
            return []
        flows = bool(act_table()[frame.act].get("flows"))
        goods = self.goods_of(ev) if flows or frame.goods or frame.by_topic == "goods" else ()
        vague = frame.goods == "named" and all(is_vague(g.code) for g in goods)
        if vague or (frame.goods == "required" and not goods):
            self.note(ev, "stopped: no goods")
            return []
        attended = bool(act_table()[frame.act].get("people"))
        light = self.roles.light_verb(token, attended=attended) if ev.nominal else None
        replies = light is not None and self.around.is_reply(ev, light)
        pairs = self.pairing.of(ev, None if replies else light) if given is None else given
        if frame.need in ("states", "nations"):
            pairs = self.pairing.between_states(ev, pairs)
        if not pairs:
            return []
        tokens = {token, *ev.companions, *(g.first for g in goods)}
        if light is not None:
            tokens.add(light)
        found = []
        for source, target in (p for p in pairs if not self.is_own(*p) and not self.judges_own(ev, p[0])):
            channel = self.channel(ev, goods, (source, target))
            ends = [f for f in (source, target) if f is not None]
            doubts = tuple(f"{f.how}" for f in ends if f.how in ("other", "context", "guess"))
            mine = sorted(
                tokens | {f.token for f in ends} | {k for f in ends for k in (f.mention.first, f.mention.last - 1)}
            )
            found.append(Act(frame, token, ev.nominal, source, target, goods, channel, tuple(mine), light, doubts))
        return found

    def is_own(self, source: Filler | None, target: Filler | None) -> bool:
        """Whether one end only says whose the other is: "the *Russian* companies *Acme* and Basta"."""
        if source is None or target is None or (source.mention.code is None) == (target.mention.code is None):
            return False
        state, firm = (source, target) if target.mention.code is None else (target, source)
        noun = self.tree.heads[state.mention.head]
        if state.mention.kind != "adjective" or noun == state.mention.head:
            return False
        first = self.tree.first_conjunct(firm.mention.head)
        return noun in (first, self.tree.heads[first]) and self.tree.deps[first] in NAMING

    def judges_own(self, ev: Evoked, source: Filler | None) -> bool:
        """Whether a verb judges a deed of its own subject: "Oslo defended *its* raid on Lima" is not for Lima."""
        if ev.nominal or source is None or not act_table()[ev.frame.act].get("judges"):
            return False
        who = end_of(source)
        for o in self.roles.object(ev.token):
            whose = self.tree.kids_by(o, "nmod:poss", "det") if self.tree.pos[o] == "NOUN" else []
            own = any((m.code or m.name) == who for k in whose for m in self.actors.of(k))
            if own and o not in ev.companions and any(e.nominal and not e.frame.block for e in self.evoked(o)):
                return True
        return False

    def is_inverted(self, token: int) -> bool:
        """Whether an auxiliary stands before its subject, and not to ask: "*Should* Oslo attack, Lima would answer"."""
        tree = self.tree
        if not tree.deps[token].startswith("aux"):
            return False
        asks = tree.lowers[tree.sent_range(token)[1] - 1] == "?"
        return not asks and any(s > token for s in tree.kids_by(tree.heads[token], "nsubj"))

    def conditions(self, ev: Evoked) -> bool:
        """Whether the role fillers have the lemmas that the frame asks for."""
        frame, tree = ev.frame, self.tree
        if not ev.nominal and self.is_inverted(ev.token):
            return False
        if frame.object_not:
            heads = self.ends.heads(ev, Role("object", frozenset(), False)) if not ev.nominal else []
            kinds = {f"@{m.kind}" for h in heads for m in self.actors.at(h)}
            if kinds & frame.object_not or any(tree.lemmas[h].lower() in frame.object_not for h in heads):
                return False
        for role, lemmas in frame.role_in:
            heads = [k for h in self.ends.heads(ev, role) for k in (h, *self.counted(h))]
            if NOTHING in lemmas:
                if heads:
                    return False
                continue
            words = {w for h in heads for w in (tree.lemmas[h].lower(), tree.lowers[h])}
            beside = [k for h in heads for k in tree.kids_by(h, "compound", "amod", "nmod")]
            words |= {tree.lemmas[k].lower() for k in beside}
            words |= {mark for h in heads for m in self.actors.of(h) for mark in self.marks(m)}
            if "@people" in lemmas and any(self.actors.lex.is_person(tree, k) for k in (*heads, *beside)):
                continue
            if not words & lemmas:
                return False
        return True

    def counted(self, head: int) -> list[int]:
        """What a noun of number or share counts: "two thirds of its *exports*"."""
        role = self.actors.lex.role(self.tree, head)
        if role is None or role.stands != "parts":
            return []
        return [
            k for k in self.tree.kids_by(head, "nmod", "obl") if self.tree.case(k) in self.actors.lex.words["strict_of"]
        ]

    def marks(self, mention: Mention) -> tuple[str, ...]:
        """What a condition may ask of a mention: its kind ("@party"), "@armed" for those in arms for no state.

        "@private" stands for a firm or a charity by name.
        """
        if self.actors.phrases.groups.is_armed(mention):
            return f"@{mention.kind}", "@armed"
        private = mention.kind == "party" and mention.code is None and mention.sector in context()["no_sides"]
        return (f"@{mention.kind}", "@private") if private else (f"@{mention.kind}",)

    def channel(self, ev: Evoked, goods: Sequence[GoodsMention], ends: tuple[Filler | None, Filler | None]) -> str:
        """The frame's channel: fixed, or by its goods, or by what the act is about (matter.py)."""
        frame = ev.frame
        named = sorted((g for g in goods if specific(g.code)), key=lambda g: bool(channels()[g.channel].get("price")))
        if frame.by_topic in ("goods", "topic"):
            return (named or goods)[0].channel if goods else self.matter.channel(ev, *ends)
        act = act_table()[frame.act]
        return named[0].channel if named and act.get("flows") and frame.channel not in act["keeps"] else frame.channel

    def goods_of(self, ev: Evoked) -> tuple[GoodsMention, ...]:
        """Goods in the phrase of the token: its object and its own dependents, not those of another clause."""
        tree = self.tree
        first, last = tree.subtree(ev.token)
        found = [g for g in self.goods.in_range(first, last) if self.near(g.head, ev.token)]
        if not ev.nominal and any(r.name == "subject" for r in ev.frame.target):  # "troops *took* the city": not them
            found = [g for g in found if tree.deps[g.head] != "nsubj"]
        if not found and not ev.nominal:
            for o in map(self.roles.echo, self.roles.object(ev.token)):
                first, last = tree.subtree(o)
                found += [g for g in self.goods.in_range(first, last) if self.near(g.head, o) or g.head == o]
        top = tree.heads[ev.token]
        if not found and ev.nominal and tree.deps[ev.token] == "nsubj" and tree.kids_by(top, "cop"):
            last = tree.subtree(top)[1]  # "Oslo's contribution was *two tanks*"
            found = [g for g in self.goods.in_range(ev.token + 1, last) if g.head == top or self.near(g.head, top)]
        if not found and ev.nominal and tree.deps[ev.token] == "compound":  # "the *LNG* export capacity"
            beside = self.goods.in_range(max(ev.token - COMPOUND, 0), last)
            found = [g for g in beside if tree.heads[g.head] == tree.heads[ev.token]]
        return tuple(found)

    def near(self, token: int, top: int) -> bool:
        """Whether `token` hangs on `top` without another finite clause in between."""
        tree = self.tree
        for _ in range(UNDER):
            if token == top:
                return True
            if tree.deps[token] in ("acl:relcl", "advcl", "ccomp", "parataxis") or tree.is_root(token):
                return False
            if tree.deps[token] == "conj" and tree.pos[token] in ("VERB", "AUX"):
                return False
            if tree.deps[token] == "xcomp" and any(self.roles.is_infinitive(k) for k in tree.kids_by(token, "aux")):
                return False  # « annonce *avoir abattu* un drone » : no drone is announced
            token = tree.heads[token]
        return False

    def doer(self, head: int) -> list[Mention] | None:
        """Who does the event that a phrase names: "the invasion of Ukraine by *Russia*"; None when it names none."""
        if self.tree.pos[head] != "NOUN" or head in self._asked:
            return None
        self._asked.add(head)
        try:
            for ev in self.evoked(head):
                if ev.nominal and ev.frame.reciprocal and (pairs := self.both.members(ev)):
                    return [f.mention for f in distinct([f for pair in pairs for f in pair if f is not None])]
                if ev.nominal and not ev.frame.block and not ev.frame.reciprocal:
                    said = tuple(r for r in ev.frame.noun_source if r.name != "subject")  # not the verb's around it
                    if not said:
                        continue  # a "camp" of somebody is no deed
                    alone = ev._replace(frame=ev.frame._replace(noun_source=said))
                    sources, targets = self.pairing.noun_ends(alone, None)
                    if sources or targets:
                        return [f.mention for f in sources]
        finally:
            self._asked.discard(head)
        return None


def end_of(filler: Filler | None) -> str | None:
    """The comparable form of an end."""
    return None if filler is None else filler.mention.code or filler.mention.name


def answered(act: Act, verb: Act) -> bool:
    """Whether the verb tells what the other one did about the event: "X rejected *Y's demand*"."""
    return act.source is not None and end_of(act.source) == end_of(verb.target)


def own_deed_denied(act: Act, verb: Act) -> bool:
    """Whether a verb denies a deed of its subject, a claim of its own: "denied responsibility for the raid"."""
    return verb.frame.act == DENIAL != act.frame.act and end_of(act.source) == end_of(verb.source)


def names_somebody(act: Act) -> bool:
    """Whether one end at least is said of somebody: not of "killed *ten people*"."""
    return not {end_of(act.source), end_of(act.target)} <= {None, "?"}


def cuts(verb: Act, act: Act) -> bool:
    """Whether a verb stops a flow: "banned *exports* to China" tells of no exports."""
    stops = act_table()[verb.frame.act]
    return bool(stops.get("cuts") and stops["kind"] == "against" and act_table()[act.frame.act].get("flows"))


def is_open_flow(act: Act) -> bool:
    """Whether nobody is said to get what is promised: "pledged to *impose* a billion in duties" gives nothing."""
    return half_open(act) and not act.nominal and bool(act_table()[act.frame.act].get("flows"))


def half_open(act: Act) -> bool:
    """Whether an end is missing that the frame wants (the text around may give it: discourse.py)."""
    open_end = act.source is None or act.target is None
    return open_end and act.frame.need in ("both", "to", "doer", "said") and act.frame.act != "assess"
