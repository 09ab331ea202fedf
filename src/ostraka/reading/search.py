"""The search for an end that the words of an act leave out: the candidates, weighed.

Whoever is spoken of near an act may be its missing end: another actor of its clause, the
subject of the verb above it, whoever speaks, the last partner of the end that is known, the
target of "the attack" that was told before. Each way in which somebody is found is a reason
with a weight (`relations/context.toml`); reasons add up, the best candidate is taken when
he reaches the threshold, and the claim says which reasons they were.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from ostraka.reading.acting.acts import Act, end_of
from ostraka.reading.acting.ends import Filler
from ostraka.reading.candidates import Candidates
from ostraka.reading.cast import Cast, key
from ostraka.reading.layers import Layers
from ostraka.reading.naming.actors import Mention
from ostraka.relations.table import acts as act_table
from ostraka.relations.table import context, kind_of
from ostraka.states.table import states

__all__ = ["Candidate", "Search"]

WITHIN = frozenset({"amod", "compound", "flat", "conj", "det"})  # dependents that are part of a noun's phrase


class Candidate(NamedTuple):
    """Somebody who may be the missing end, the reasons for him, and their sum."""

    filler: Filler
    reasons: tuple[str, ...]
    score: float


class Search:
    """Finds missing ends in one article, once its acts are counted; `history` grows as they are completed."""

    def __init__(self, found: Layers) -> None:
        self.found, self.tree = found, found.tree
        self.cast = Cast(found)
        self.candidates = Candidates(found, self.cast)
        self.history, self.recent, self.count = self.cast.history, self.cast.recent, self.cast.count

    # ------------------------------------------------------------ one end
    def best(self, act: Act) -> Candidate | None:
        """The best candidate for the end that an act lacks; None when nobody reaches the threshold."""
        ranked = [] if self.is_eventual(act) else self.ranked(act)
        if self.only_answers(act):
            ranked = [c for c in ranked if "answered" in c.reasons]
        told = act.target is None and self.is_told(act)
        if told:  # "accused Chile of bombing *two tankers*"
            ranked = [c for c in ranked if "charging" not in c.reasons]
        if told and act.nominal:
            return Candidate(nobody(act), ("open",), 0.0)
        if ranked and ranked[0].score >= context()["search"]["threshold"]:
            return ranked[0]
        end = "from" if act.source is None else "to"
        may_stay_open = act_table()[act.frame.act].get("open") == end and act.frame.need != "said"
        may_stay_open = may_stay_open or told or self.is_unsaid(act)
        return Candidate(nobody(act), ("open",), 0.0) if may_stay_open else None

    def only_answers(self, act: Act) -> bool:
        """Whether a verb tells a blow only where it answers one: "Oslo *retaliated*" may be with duties too."""
        verb = not act.nominal and act.target is None and act.frame.need == "said"
        return verb and self.tree.lemmas[act.token] in self.found.roles.syntax.returning

    def is_undergone(self, act: Act) -> bool:
        """Whether a verb is a passive, or a participle that stands beside its noun: "*arrested* in Lima"."""
        return not act.nominal and self.found.roles.is_passive(act.token)

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

    def is_eventual(self, act: Act) -> bool:
        """Whether an event is only supposed, so that nobody is guessed for it: "would help *in case of an attack*"."""
        head = self.tree.heads[act.token]
        return act.nominal and self.tree.lemmas[head].lower() in self.found.roles.syntax.eventual

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
        opponents = self.opponents(act) | self.tellers(act) | self.fellows(barred) | self.helpers(act)
        opponents |= self.fallen(act)
        for reason, filler in self.candidates.of(act):
            name = end_of(filler)
            if (
                name is None
                or name == known
                or name in opponents
                or name in together
                or self.is_within(filler.token, barred)
            ):
                continue
            if act.target is None and (self.owns_under(filler, act) or self.is_unhurt(filler, act)):
                continue
            if act.target is None and self.is_hit_under(filler, act):
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
        far = act.source is None and self.is_undergone(act) and not set(table["here"]) & set(reasons)
        total += table["ends"]["passive"] if far else 0.0
        total += table["ends"]["body"] if act.source is None and is_body(filler) else 0.0
        weak = table["occasion"] if act.source is None and self.is_occasion(act) else ()
        total += sum(table["reasons"][reason] for reason in reasons if reason not in weak)
        unknown = filler.mention.code is None and not set(table["told"]) & set(reasons)
        return float(total + (table["ends"]["uncoded"] if unknown else 0.0))

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

    def is_unhurt(self, filler: Filler, act: Act) -> bool:
        """Whether somebody is a body of states, on which nobody makes an attack: "the *UN* condemned the raid"."""
        return bool(act_table()[act.frame.act].get("told_by_others")) and is_body(filler)

    def owns_under(self, filler: Filler, act: Act) -> bool:
        """Whether somebody does the event that an act is about, and does not suffer it: "threatened *UN* sanctions"."""
        first, last = self.tree.subtree(act.token)
        return first <= filler.token < last and self.found.finder.ends.owns_event(filler)

    def is_hit_under(self, filler: Filler, act: Act) -> bool:
        """Whether somebody suffers the deed that is condemned or laid to another: "condemned the raid *on Lima*"."""
        if not act_table()[act.frame.act].get("others"):
            return False
        first, last = self.tree.subtree(act.token)
        if not first <= filler.token < last:
            return False
        path = [filler.token, *self.tree.ancestors(filler.token)]
        under = path[: path.index(act.token)] if act.token in path else []
        roles, meant = self.found.roles, self.found.finder.ends.meant
        return any(
            meant.is_patient(k) or (meant.is_hit(k) and roles.preposition(k) in roles.syntax.victims) for k in under
        )

    def opponents(self, act: Act) -> set[str | None]:
        """Who opposes, averts or punishes the event, and so does not do it: "*Hungary* blocks the sanctions"."""
        if not act.nominal or act.source is not None:
            return set()
        above, finder = list(self.tree.ancestors(act.token)), self.found.finder
        answered = self.answered(above)
        opposed = [p for p in self.recent(act, 0) if p.token in above and act_table()[p.frame.act].get("others")]
        found = {end_of(past.source) for past in opposed}
        roles = self.found.roles
        hostile_event = kind_of(act.frame.act) == "against"
        if answered and hostile_event:  # "bombed a camp in *retaliation* for the raid"
            hitting = [s for k in above if roles.is_verb(k) for s in roles.subject(k)]
            found |= {end_of(f) for s in hitting for f in finder.ends.phrase(s, "other")}
        against = roles.syntax.opposing | (roles.syntax.averting if hostile_event else frozenset())
        averting = [s for k in above if self.tree.lemmas[k] in against for s in roles.subject(k)]
        found |= {end_of(f) for s in averting for f in finder.ends.phrase(s, "other")}
        if not hostile_event:  # "*US* sanctions over sales to Cuba"
            hostile = [k for k in above for e in finder.evoked(k) if e.nominal and kind_of(e.frame.act) == "against"]
            found |= {key(m) for k in hostile for m in self.found.actors.owner(k)}
        elif self.tree.deps[act.token] == "nsubj":  # "the war worries *Peru*"
            touched = roles.object(self.tree.heads[act.token])
            found |= {end_of(f) for k in touched for f in finder.ends.phrase(k, "other")}
        return found

    def fallen(self, act: Act) -> set[str | None]:
        """Who is hit in an attack, and so did not make it: "ten *Syrians* died in a raid", "in one that hit"."""
        tree, roles, finder = self.tree, self.found.roles, self.found.finder
        if act.source is not None or not act_table()[act.frame.act].get("told_by_others"):
            return set()
        path = [act.token, *tree.ancestors(act.token)]
        verbs = [above for noun, above in pairwise(path) if roles.preposition(noun) in roles.syntax.in_deeds]
        struck = [k for k in verbs if any(e.frame.act == act.frame.act and not e.nominal for e in finder.evoked(k))]
        return {end_of(f) for k in struck for s in roles.object(k) or roles.subject(k)
                for f in finder.ends.phrase(s, "other", True)}  # fmt: skip

    def answered(self, above: Sequence[int]) -> list[int]:
        """The words for an answer above an event, or in what fills them out: "as a form of *retaliation*"."""
        tree, words = self.tree, self.found.roles.syntax.returning
        filling = [j for k in above for j in tree.kids_by(k, "nmod") if tree.pos[k] == "NOUN"]
        return [k for k in (*above, *filling) if tree.lemmas[k] in words]

    def helpers(self, act: Act) -> set[str | None]:
        """Who only helps somebody do it, and does not suffer it: "*Japan* helped Chad to train its men"."""
        first = self.tree.first_conjunct(act.token)
        head = self.tree.heads[first]
        if act.nominal or head == first or self.tree.lemmas[head] not in self.found.roles.syntax.helping:
            return set()
        roles, ends = self.found.roles, self.found.finder.ends
        return {end_of(f) for k in roles.subject(head) for f in ends.phrase(k, "other")}

    def tellers(self, act: Act) -> set[str | None]:
        """Who tells of an attack and so is not taken for its victim: "*Peru* said that the junta shelled a town".

        Nor for the doer of an attack that a noun names: "*Peru* told of reports of a raid".
        """
        if act.source is None and self.is_told_of(act):  # "*Peru* watches whether the shells have reached Chad"
            return {end_of(f) for f in self.governor(act)}
        told = act.target is None or (act.nominal and act.source is None)
        if not told or not act_table()[act.frame.act].get("told_by_others"):
            return set()
        mention = self.found.finder.ends.speaker(act.token)
        charging = {end_of(f) for _, f in self.candidates.charging(act)}
        return set() if mention is None else {key(mention)} - charging

    def is_told_of(self, act: Act) -> bool:
        """Whether a full clause tells of goods that come or go, so that whoever tells of it did not send them."""
        clause = not act.nominal and self.tree.deps[act.token] == "ccomp"
        subjects = self.tree.kids_by(act.token, "nsubj") if clause and act_table()[act.frame.act].get("flows") else ()
        return any(self.found.finder.goods.at(k) for k in subjects)

    def governor(self, act: Act) -> list[Filler]:
        """Who does the verb that a clause hangs on."""
        subjects = self.found.roles.subject(self.tree.heads[act.token])
        return [f for k in subjects for f in self.found.finder.ends.phrase(k, "other")]

    # ------------------------------------------------------------ both ends
    def pair(self, act: Act) -> tuple[tuple[Filler, Filler], tuple[str, ...]] | None:
        """Both ends of a bare event noun: those of the last like act, or the pair that the article is about."""
        if act_table()[act.frame.act].get("retold"):
            ends = self.candidates.retold(act)
            return None if ends is None else (ends, ("retold",))
        table = context()["search"]
        found: dict[frozenset[str | None], tuple[tuple[Filler, Filler], list[str]]] = {}
        for reason, one, other in self.candidates.pairs(act):
            name = frozenset((end_of(one), end_of(other)))
            found.setdefault(name, ((one, other), []))[1].append(reason)
        if not found:
            return None
        bonus = 0.0 if self.found.actors.phrases.is_definite(act.token) else table["pairs"]["indefinite"]
        scored = [(bonus + sum(table["pairs"][r] for r in reasons), ends, reasons) for ends, reasons in found.values()]
        score, ends, reasons = max(scored, key=lambda x: x[0])
        return (ends, tuple(reasons)) if score >= table["pairs"]["threshold"] else None


def is_body(filler: Filler) -> bool:
    """Whether somebody is a body of states: "the *UN*"."""
    code = filler.mention.code
    return code not in (None, "?") and code not in states()


def nobody(act: Act) -> Filler:
    """The end that nobody is named for."""
    mention = Mention(act.token, act.token + 1, act.token, "?", None, None, "generic", True, "nobody is named")
    return Filler(mention, act.token, "open")
