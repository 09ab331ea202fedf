"""The search for an end that the words of an act leave out: candidates, their reasons, their scores.

Whoever is spoken of near an act may be its missing end: another actor of its clause, the
subject of the verb above it, whoever speaks, the last partner of the end that is known, the
target of "the attack" that was told before. Each way in which somebody is found is a reason
with a weight (`relations/context.toml`); reasons add up, the best candidate is taken when
he reaches the threshold, and the claim says which reasons they were.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from ostraka.reading.acting.acts import Act, end_of
from ostraka.reading.acting.ends import Filler
from ostraka.reading.layers import Layers
from ostraka.reading.naming.actors import Mention
from ostraka.reading.parsing.tree import Tree
from ostraka.relations.table import acts as act_table
from ostraka.relations.table import context, either_way, kind_of

__all__ = ["Candidate", "Search", "clause"]

NOT_SOMEBODY = frozenset({"media"})
SPEAKERS = frozenset({"we", "i", "you"})
CLAUSAL = frozenset({"ccomp", "advcl", "acl:relcl", "parataxis", "root"})
SUBJECT = frozenset({"nsubj", "nsubj:pass", "expl:subj"})
WITHIN = frozenset({"amod", "compound", "flat", "conj", "det"})  # dependents that are part of a noun's phrase


class Candidate(NamedTuple):
    """Somebody who may be the missing end, the reasons for him, and their sum."""

    filler: Filler
    reasons: tuple[str, ...]
    score: float


class Search:
    """Finds missing ends in one article. `acts` are all its acts, `history` grows as they are completed."""

    def __init__(self, found: Layers, acts: Sequence[Act]) -> None:
        self.found, self.tree = found, found.tree
        self.history: list[Act] = []
        self.speakers = {
            k for p in found.attributions.passages for first, last in p.source_tokens for k in range(first, last)
        }
        self.by_sent: dict[int, list[Mention]] = {}
        self.fillers: dict[str, Filler] = {}
        often: Counter[str] = Counter()
        for m in found.actors.mentions:
            name = key(m)
            if name is None or m.kind in NOT_SOMEBODY or self.of_nobody(m):
                continue
            self.by_sent.setdefault(self.tree.sent_of[m.head], []).append(m)
            if m.code is not None and m.code != "?" and not m.place:
                often[name] += 1
                self.fillers.setdefault(name, as_filler(m, "context"))
        ranked = often.most_common(2)
        self.main = [name for name, _ in ranked]
        most, second = ([n for _, n in ranked] + [0, 0])[:2]
        alone = most >= max(second * context()["dominates"], context()["dominant"])
        self.dominant = ranked[0][0] if alone else None
        self.beside: dict[str, Counter[str]] = {}
        self.count(acts)

    def of_nobody(self, mention: Mention) -> bool:
        """Whether an adjective belongs to a subject that acts for no state: "the Canadian singer"."""
        noun = self.tree.heads[mention.head]
        subject = mention.kind == "adjective" and self.tree.deps[noun].partition(":")[0] == "nsubj"
        return subject and noun != mention.head and not self.found.actors.of(noun)

    def count(self, acts: Iterable[Act]) -> None:
        """Counts who is set beside whom, over the acts whose ends are both said."""
        for act in acts:
            one, other = end_of(act.source), end_of(act.target)
            if act.source is None or act.target is None or one is None or other is None or "?" in (one, other):
                continue
            for name, filler in ((one, act.source), (other, act.target)):
                self.fillers.setdefault(name, filler)
            self.beside.setdefault(one, Counter())[other] += 1
            self.beside.setdefault(other, Counter())[one] += 1

    # ------------------------------------------------------------ one end
    def best(self, act: Act) -> Candidate | None:
        """The best candidate for the end that an act lacks; None when nobody reaches the threshold."""
        ranked = self.ranked(act)
        told = act.target is None and self.is_told(act)
        if told and act.nominal:
            return Candidate(nobody(act), ("open",), 0.0)
        if ranked and ranked[0].score >= context()["search"]["threshold"]:
            return ranked[0]
        end = "from" if act.source is None else "to"
        may_stay_open = act_table()[act.frame.act].get("open") == end and act.frame.need != "said"
        may_stay_open = may_stay_open or told or self.is_unsaid(act)
        return Candidate(nobody(act), ("open",), 0.0) if may_stay_open else None

    def is_unsaid(self, act: Act) -> bool:
        """Whether a passive leaves out who does it to a state: "*Turkey* has been widely criticised"."""
        wanted = act.source is None and not act.nominal and act_table()[act.frame.act].get("unsaid", False)
        if not wanted or act.target is None or not self.found.roles.is_passive(act.token):
            return False
        return act.target.mention.kind != "person" and act.target.mention.code not in (None, "?")

    def is_occasion(self, act: Act) -> bool:
        """Whether an event is only the occasion of a deed between two others: "X broke with Y over the war in *Z*"."""
        if not act.nominal or not self.found.roles.is_occasion(act.token):
            return False
        above, known = set(self.tree.ancestors(act.token)), end_of(act.source or act.target)
        return any(
            past.token in above and past.target is not None and known not in (end_of(past.source), end_of(past.target))
            for past in self.recent(act, 0)
        )

    def is_told(self, act: Act) -> bool:
        """Whether an event noun says its target by words that name nobody: "attacks on oil tankers"."""
        if act.frame.need == "said" or not act_table()[act.frame.act].get("told"):
            return False
        roles = self.found.roles
        if not act.nominal:  # "attacked *two tankers*"
            hit = [k for k in roles.object(act.token) if self.tree.lemmas[k] in roles.syntax.struck]
            return any(not any(m.code for m in self.found.actors.of(k)) for k in hit)
        said = roles.obliques(act.token, roles.syntax.victims)
        return any(self.tree.pos[k] == "NOUN" and not self.found.actors.of(k) for k in said)

    def ranked(self, act: Act) -> list[Candidate]:
        """All candidates for the end that an act lacks, best first."""
        found: dict[str, tuple[Filler, dict[str, None]]] = {}
        known = end_of(act.source or act.target)
        barred, together = self.barred(act), self.together(act)
        opponents = self.opponents(act) | self.tellers(act) | self.fellows(barred)
        for reason, filler in self.candidates(act):
            name = end_of(filler)
            if (
                name is None
                or name == known
                or name in opponents
                or name in together
                or self.is_within(filler.token, barred)
            ):
                continue
            if act.target is None and self.owns_under(filler, act):
                continue
            found.setdefault(name, (filler, {}))[1][reason] = None
        scored = [
            Candidate(filler, tuple(reasons), self.score(act, filler, reasons)) for filler, reasons in found.values()
        ]
        return sorted(scored, key=lambda c: -c.score)

    def score(self, act: Act, filler: Filler, reasons: Iterable[str]) -> float:
        """The sum of the weights of the reasons, and of what speaks for or against such an end at all."""
        table = context()["search"]
        end = "from" if act.source is None else "to"
        total = table["acts"].get(act.frame.act, 0.0) + table["ends"][end]
        total += table["ends"]["said"] if act.frame.need == "said" else 0.0
        weak = table["occasion"] if act.source is None and self.is_occasion(act) else ()
        total += sum(table["reasons"][reason] for reason in reasons if reason not in weak)
        return float(total + (table["ends"]["uncoded"] if filler.mention.code is None else 0.0))

    def barred(self, act: Act) -> set[int]:
        """Heads of phrases that cannot bring the missing end: the known one's and those coordinated with it."""
        known = act.source or act.target
        if known is None or known.how in ("context", "other"):
            return set()
        return set(self.tree.conjuncts(self.tree.first_conjunct(known.token)))

    def fellows(self, heads: set[int]) -> set[str | None]:
        """Who does it together with the known end, wherever else he is named."""
        return {key(m) for k in heads for m in self.found.actors.of(k)}

    def together(self, act: Act) -> set[str | None]:
        """Who is named by the known end, or beside it: "*Chile* and Peru recalled *their* envoys"."""
        known = act.source or act.target
        return (
            set()
            if known is None
            else {key(m) for k in (known.token, *self.barred(act)) for m in self.found.actors.of(k)}
        )

    def is_within(self, token: int, heads: set[int]) -> bool:
        """Whether a word belongs to one of these phrases: "struck by *US* and *Chadian* forces"."""
        tree = self.tree
        while token not in heads:
            if tree.deps[token].partition(":")[0] not in WITHIN:
                return False
            token = tree.heads[token]
        return True

    def owns_under(self, filler: Filler, act: Act) -> bool:
        """Whether somebody does the event that an act is about, and does not suffer it: "threatened *UN* sanctions"."""
        first, last = self.tree.subtree(act.token)
        return first <= filler.token < last and self.found.finder.ends.owns_event(filler)

    def opponents(self, act: Act) -> set[str | None]:
        """Who opposes, averts or punishes the event, and so does not do it: "*Hungary* blocks the sanctions"."""
        if not act.nominal or act.source is not None:
            return set()
        above, finder = list(self.tree.ancestors(act.token)), self.found.finder
        opposed = [p for p in self.recent(act, 0) if p.token in above and act_table()[p.frame.act].get("others")]
        found = {end_of(past.source) for past in opposed}
        if kind_of(act.frame.act) != "against":  # "*US* sanctions over sales to Cuba"
            hostile = [k for k in above for e in finder.evoked(k) if e.nominal and kind_of(e.frame.act) == "against"]
            found |= {key(m) for k in hostile for m in self.found.actors.owner(k)}
        else:
            roles = self.found.roles
            if self.tree.deps[act.token] == "nsubj":  # "the war worries *Peru*"
                touched = roles.object(self.tree.heads[act.token])
                found |= {end_of(f) for k in touched for f in finder.ends.phrase(k, "other")}
            averting = [s for k in above if self.tree.lemmas[k] in roles.syntax.averting for s in roles.subject(k)]
            found |= {end_of(f) for s in averting for f in finder.ends.phrase(s, "other")}
        return found

    def tellers(self, act: Act) -> set[str | None]:
        """Who tells of an attack and so is not taken for its victim: "*Peru* said that the junta shelled a town".

        Nor for the doer of an attack that a noun names: "*Peru* told of reports of a raid".
        """
        told = act.target is None or (act.nominal and act.source is None)
        if not told or not act_table()[act.frame.act].get("told_by_others"):
            return set()
        mention = self.found.finder.ends.speaker(act.token)
        return set() if mention is None else {key(mention)}

    def candidates(self, act: Act) -> Iterator[tuple[str, Filler]]:
        """Everybody who may be the missing end, with the reason, by and by."""
        yield from self.in_sentence(act)
        yield from self.topic(act)
        yield from self.above(act)
        yield from self.on_condition(act)
        yield from self.speaking(act)
        yield from self.like_event(act)
        yield from self.condemned(act)
        yield from self.at_home(act)
        yield from self.struck_before(act)
        yield from self.partners(act)
        yield from self.before(act)

    def in_sentence(self, act: Act) -> Iterator[tuple[str, Filler]]:
        """The other actors of the clause and of the sentence; "only" when there is but one."""
        tree, known = self.tree, end_of(act.source or act.target)
        top = clause(tree, act.token)
        here = [
            m for m in self.by_sent.get(tree.sent_of[act.token], ())
            if key(m) != known and m.name not in SPEAKERS and m.head not in self.speakers and m.code != "?"
        ]  # fmt: skip
        near = [m for m in here if clause(tree, m.head) == top and not m.place]
        for reason, group in (("clause", near), ("sentence", [m for m in here if not m.place])):
            for m in sorted(group, key=lambda m: abs(m.head - act.token)):
                yield reason, as_filler(m, "other")
            if len({key(m) for m in group}) == 1:
                yield f"only-{reason}", as_filler(group[0], "other")

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
                subjects = [k for k in subjects if k not in self.speakers]  # who tells of an attack did not make it
            found = [f for k in subjects for f in self.found.finder.ends.phrase(k, "other")]
            yield from ((reason, f._replace(how="other")) for f in found if f.mention.code != "?")
            if act.target is None and reason == "governor" and roles.is_verb(token):
                objects = [f for k in roles.object(token) for f in self.found.finder.ends.phrase(k, "other")]
                yield from (("object-above", f._replace(how="other")) for f in objects if f.mention.code != "?")
            if found:
                reason = "above"

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
        for past in self.recent(act, context()["event"]):
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
        kinds = {e.frame.act for k in nouns for e in finder.evoked(k) if e.nominal and not e.frame.block}
        for past in self.recent(act, context()["event"]):
            if past.frame.act in kinds and past.source is not None and solid(past.source):
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
        others = {end_of(partner(past, end_of(act.source))) for past in self.recent(act, context()["near"])}
        if home is not None and others <= {None, "?", home.code}:
            yield "home", as_filler(home, "context")

    def struck_before(self, act: Act) -> Iterator[tuple[str, Filler]]:
        """Whom a blow answers: "Kenya bombed the rebels, who *hit back*"."""
        known, words = end_of(act.source), {self.tree.lemmas[act.token], self.tree.lowers[act.token]}
        if act.target is not None or not words & self.found.roles.syntax.returning:
            return
        for past in self.recent(act, context()["near"]):
            if past.frame.act == act.frame.act and end_of(past.target) == known and past.source is not None:
                yield "answered", past.source._replace(how="context")
                return

    def partners(self, act: Act) -> Iterator[tuple[str, Filler]]:
        """Who stood over against the known end before: last, near, in the same act; most often; the main two."""
        known, tree = end_of(act.source or act.target), self.tree
        sent, said = tree.sent_of[act.token], set()
        for past in self.recent(act, context()["reach"]):
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
        ranked = self.beside.get(known or "", Counter()).most_common(2)
        if ranked:
            first = self.fillers[ranked[0][0]]._replace(how="context")
            yield "counterpart", first
            clear = len(ranked) < 2 or ranked[1][1] * context()["outweigh"] <= ranked[0][1]
            if clear and ranked[0][1] >= context()["often"]:
                yield "counterpart-clear", first
        if self.dominant is not None and self.dominant != known:
            reason = "dominant-from" if act.source is None else "dominant-to"
            yield reason, self.fillers[self.dominant]._replace(how="context")
        for name in self.main:
            if name != known and name in self.fillers:
                yield ("main" if known in self.main else "main-other"), self.fillers[name]._replace(how="context")
                break

    def before(self, act: Act) -> Iterator[tuple[str, Filler]]:
        """The subject of the sentence before."""
        for m in self.by_sent.get(self.tree.sent_of[act.token] - 1, ()):
            if self.tree.deps[m.head] in SUBJECT and m.code != "?" and m.name not in SPEAKERS:
                yield "before", as_filler(m, "context")
                return

    # ------------------------------------------------------------ both ends
    def pair(self, act: Act) -> tuple[tuple[Filler, Filler], tuple[str, ...]] | None:
        """Both ends of a bare event noun: those of the last like act, or the pair that the article is about."""
        table = context()["search"]
        found: dict[frozenset[str | None], tuple[tuple[Filler, Filler], list[str]]] = {}
        for reason, one, other in self.pairs(act):
            name = frozenset((end_of(one), end_of(other)))
            found.setdefault(name, ((one, other), []))[1].append(reason)
        if not found:
            return None
        bonus = 0.0 if self.found.actors.phrases.is_definite(act.token) else table["pairs"]["indefinite"]
        scored = [(bonus + sum(table["pairs"][r] for r in reasons), ends, reasons) for ends, reasons in found.values()]
        score, ends, reasons = max(scored, key=lambda x: x[0])
        return (ends, tuple(reasons)) if score >= table["pairs"]["threshold"] else None

    def pairs(self, act: Act) -> Iterator[tuple[str, Filler, Filler]]:
        """Pairs that may be the ends of an event noun, with the reason."""
        tree, mutual = self.tree, either_way(act.frame.act)
        sent = tree.sent_of[act.token]
        for past in self.recent(act, context()["reach"]):
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
        ranked = sorted(((n, a, b) for a, row in self.beside.items() for b, n in row.items()), key=lambda x: -x[0])
        if ranked and ranked[0][0] >= context()["often"]:
            one, other = (self.fillers[name]._replace(how="context") for name in ranked[0][1:])
            yield "clear", one, other
        mentions = self.by_sent.get(sent, ())
        here = {key(m): m for m in mentions if not m.place and m.code != "?" and m.name not in SPEAKERS}
        if len(here) == 2:
            one, other = (as_filler(m, "context") for m in here.values())
            yield "sentence", one, other

    def recent(self, act: Act, reach: int) -> Iterator[Act]:
        """Past acts, latest first, not further back than `reach` sentences."""
        sent = self.tree.sent_of[act.token]
        for past in reversed(self.history):
            if sent - self.tree.sent_of[past.token] > reach:
                return
            yield past


def key(mention: Mention) -> str | None:
    """The comparable form of a mention's actor."""
    return mention.code or mention.name


def as_filler(mention: Mention, how: str) -> Filler:
    """A mention as the filler of an end."""
    return Filler(mention, mention.head, how)


def nobody(act: Act) -> Filler:
    """The end that nobody is named for."""
    mention = Mention(act.token, act.token + 1, act.token, "?", None, None, "generic", True, "nobody is named")
    return Filler(mention, act.token, "open")


def partner(past: Act, known: str | None) -> Filler | None:
    """Who stands over against `known` in a past act."""
    if past.source is None or past.target is None:
        return None
    if end_of(past.source) == known:
        return past.target
    return past.source if end_of(past.target) == known else None


def solid(filler: Filler) -> bool:
    """Whether an end was said, and of somebody with a code or a name of his own."""
    if filler.how in ("context", "other", "open"):
        return False
    return filler.mention.code not in (None, "?") or filler.mention.kind in ("party", "person")


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
