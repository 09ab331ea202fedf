"""Several at once: "both countries", "the two neighbours", "their relations", and who they are.

The states last spoken of, as many as the words say: a coordination first, for neighbours those
that border each other, for a visit whoever goes and where he goes; far back rather the two that
the text is about. `Anaphora` resolves pronouns by the same lists.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

from ostraka.reading.naming.features import Features
from ostraka.reading.naming.mention import Lexicon, Mention
from ostraka.reading.parsing.tree import Tree
from ostraka.relations.table import context, reach
from ostraka.states.table import neighbours, states

__all__ = ["SUBJECT", "Of", "Several", "unique"]

RANKED = reach()["naming"]["ranked"]
UP = reach()["naming"]["up_phrase"]
PAIR = 2  # states of a pair
SUBJECT = frozenset({"nsubj", "nsubj:pass", "expl:subj"})
ACTING = SUBJECT | {"obj", "iobj", "obl:agent"}
Of = Callable[[int], tuple[Mention, ...]]


class Several(Features):
    """Finds the states of a group in one article; `of` gives the actors of an earlier phrase."""

    def __init__(self, tree: Tree, lex: Lexicon, of: Of, heads: list[int], adjectives: list[int]) -> None:
        super().__init__(tree, lex)
        self.of = of
        self.adjectives: dict[int, list[int]] = {}
        for token in adjectives:
            self.adjectives.setdefault(tree.sent_of[token], []).append(token)
        self.by_sent: dict[int, list[int]] = {}
        for token in heads:
            self.by_sent.setdefault(tree.sent_of[token], []).append(token)
        self.subjects: dict[int, list[int]] = {}
        for token, dep in enumerate(tree.deps):
            if dep in SUBJECT:
                self.subjects.setdefault(tree.sent_of[token], []).append(token)

    def clauses_above(self, token: int) -> Iterator[int]:
        """The verbs or predicates above a token, nearest first."""
        tree = self.tree
        for above in tree.ancestors(token):
            if any(tree.deps[k] in SUBJECT for k in tree.kids[above]) or tree.pos[above] in ("VERB", "AUX"):
                yield above

    def inside(self, token: int, candidate: int) -> bool:
        """Whether the token stands inside the candidate's own phrase ("its neighbour" is not its own)."""
        tree, steps = self.tree, 0
        while tree.heads[token] != token and steps < UP:
            token = tree.heads[token]
            steps += 1
            if token == candidate or (token < candidate and token == tree.first_conjunct(candidate)):
                return True  # "with Lima and *Quito* on *its* side"
            if tree.deps[token] == "acl:relcl":
                return False
        return False

    def pair_before(self, token: int) -> tuple[Mention, ...]:
        """For "their relations": the two states of the sentence before, when it spoke of exactly two."""
        tree, sent = self.tree, self.tree.sent_of[token]
        here = [k for k in self.by_sent.get(sent, ()) if k < token]
        if here or tree.deps[tree.heads[token]] not in SUBJECT:
            return ()
        named = [
            m for k in self.by_sent.get(sent - 1, ()) for m in self.of(k) if m.code and m.code != "?" and not m.place
        ]
        often = Counter(m.code for m in named).most_common(RANKED)
        if len(often) < 2 or (len(often) > 2 and often[1][1] == often[2][1]):
            return ()
        chosen = {code for code, _ in often[:2]}
        return unique([m for m in named if m.code in chosen])

    def group(self, token: int, size: int) -> tuple[Mention, ...]:
        """The last `size` states spoken of before a token, a coordination of that many first (0: the last plural)."""
        sent = self.tree.sent_of[token]
        visit = self.visitor(token) if size == PAIR else ()
        if visit:
            return visit
        for back in range(context()["taken_up"] + 1):
            for k in reversed(
                [k for k in self.by_sent.get(sent - back, ()) if k < token and not self.inside(token, k)]
            ):
                found = self.admitted(token, self.coordination(k))
                if found and (len(found) == size or (size == 0 and len(found) > 1)):
                    far = back > 1 or (back and self.is_anew(token) and self.paragraph(sent) > sent - back)
                    pair = self.main_pair(token) if far and size == PAIR else ()
                    return pair or found  # far back: rather the two that the text is about
                alone = self.of(k) if not size else ()
                if (
                    alone
                    and len(alone) == 1
                    and self.is_plural(k, alone[0])
                    and alone[0].kind in ("generic", "group", "role")
                    and self.tree.lowers[token] not in self.lex.words["several_groups"]
                    and (alone[0].code or self.tree.lowers[token] not in self.lex.states_only)
                ):
                    return alone
        near = size == PAIR and self.tree.lemmas[token].lower() in self.lex.words["neighbours"]
        return (self.bordering(token) if near else ()) or (self.last_states(token, size) if size else ())

    def is_anew(self, token: int) -> bool:
        """Whether a group may be that of the text, not of the words before: "*the* two", not "these", "both"."""
        tree, words = self.tree, self.lex.words
        beside = {tree.lowers[k] for k in tree.kids[token]}
        return bool(beside & words["articles"]) and not beside & words["latter"]

    def paragraph(self, sent: int) -> int:
        """The sentence that opens the paragraph of a sentence: before it a line ends."""
        tree = self.tree
        while sent:
            first = tree.sents[sent][0]
            if "\n" in tree.text[tree.ends[first - 1] : tree.starts[first]]:
                break
            sent -= 1
        return sent

    def admitted(self, token: int, found: tuple[Mention, ...]) -> tuple[Mention, ...]:
        """The mentions that a group noun can mean: "both countries" are no alliances, "the two sides" no firms."""
        if self.tree.lowers[token] in self.lex.words["several_groups"]:
            return tuple(m for m in found if m.code is None and m.kind == "party")
        if self.tree.lowers[token] not in self.lex.states_only:
            none = (None, *context()["no_sides"])
            return tuple(m for m in found if m.code is not None or m.kind != "party" or m.sector not in none)
        return tuple(m for m in found if m.code in states() and m.kind != "demonym")

    def coordination(self, token: int) -> tuple[Mention, ...]:
        """The states of the coordination that ends or begins at a token."""
        tree = self.tree
        first = tree.first_conjunct(token)
        members = tree.conjuncts(first)
        if len(members) < 2:
            return ()
        return unique(m for k in members for m in self.of(k) if is_somebody(m))

    def bordering(self, token: int) -> tuple[Mention, ...]:
        """The two last states before a token, in one or two sentences, that are neighbours: "the two *neighbours*"."""
        near, found = neighbours(), dict[str, Mention]()
        verbs = list(self.clauses_above(token))[:1]
        doers = [k for verb in verbs for k in self.tree.kids_by(verb, "nsubj") if k != token]
        own = {m.code for k in doers if not self.inside(token, k) for m in self.of(k)}
        for back in range(context()["taken_up"] + 1):
            heads = self.by_sent.get(self.tree.sent_of[token] - back, ())
            for k in reversed([k for k in heads if k < token and not self.inside(token, k)]):
                for m in self.of(k):
                    if m.code not in near or m.kind == "demonym" or m.place or m.code in own:
                        continue
                    other = next((o for code, o in found.items() if code in near[m.code or ""]), None)
                    if other is not None:
                        return tuple(sorted((m, other), key=lambda m: m.head))
                    found.setdefault(m.code or "", m)
        return ()

    def visitor(self, token: int) -> tuple[Mention, ...]:
        """The one state that acts in a sentence and the one gone to: "*Oslo* flew to *Lima* to mend the two's ties"."""
        tree, bound = self.tree, self.lex.words["bound_for"]
        here = [k for k in self.by_sent.get(tree.sent_of[token], ()) if k < token and not self.inside(token, k)]
        named = [(k, m) for k in here for m in self.admitted(token, self.of(k)) if m.code in states()]
        doers = unique([m for _, m in named if not m.place])
        gone = unique([m for k, m in named if m.place and tree.case(k) in bound and tree.heads[k] < token])
        both = unique([*doers, *gone])
        return both if len(doers) == len(gone) == 1 and len(both) == PAIR else ()

    def last_states(self, token: int, size: int) -> tuple[Mention, ...]:
        """The last `size` different states before a token, () when there are not as many in reach."""
        sent = self.tree.sent_of[token]
        found: dict[str, Mention] = {}
        barred = self.many_subjects(token, size)
        acting: set[str] = set()  # those who do or undergo something, before those who only stand in a phrase or speak
        for back in range(context()["taken_up"] + 1):
            alone = not found  # whether all of them stand in one sentence
            named = reversed([k for k in self.by_sent.get(sent - back, ()) if k < token])
            described = reversed(self.adjectives.get(sent - back, ()) if back else ())  # "bought *Chinese* drones"
            for k in (*named, *described):
                for m in self.admitted(token, self.of(k)):
                    if is_somebody(m) and m.kind != "media" and not m.place and m.code not in barred:
                        found.setdefault(m.code or str(m.name), m)
                        acts = self.tree.deps[k] in ACTING and not self.only_speaks(k)
                        acting |= {m.code or str(m.name)} if acts else set()
            if len(found) >= size:
                pair = () if alone or size != PAIR else self.main_pair(token)
                chosen = sorted(found.values(), key=lambda m: (m.code or m.name) not in acting)[:size]
                return pair or tuple(sorted(chosen, key=lambda m: m.head))
        return ()

    def only_speaks(self, token: int) -> bool:
        """Whether a subject only says what others do: "*Lima said* that Chad and Peru …"."""
        tree = self.tree
        verb = tree.heads[token]
        clause = any(tree.deps[k].partition(":")[0] in ("ccomp", "parataxis") for k in tree.kids[verb])
        return clause and tree.lemmas[verb] in self.lex.words["asserting"]

    def many_subjects(self, token: int, size: int) -> set[str | None]:
        """Subjects of the clause that are more than the group: "Lima, Oslo and Bern, which buy from *both sides*"."""
        tree = self.tree
        for verb in self.clauses_above(token):
            for k in tree.kids_by(verb, "nsubj"):
                if k == token or self.inside(token, k):
                    return set()
                relative = tree.deps[verb] == "acl:relcl" and tree.lowers[k] in self.lex.relatives
                head = tree.heads[verb] if relative else k
                codes = {m.code for c in tree.conjuncts(head) for m in self.of(c)}
                return codes if len(codes) > size else set()
        return set()

    def main_pair(self, token: int) -> tuple[Mention, ...]:
        """The two states that the text before a token speaks of most, by far; () where no two are."""
        last: dict[str, Mention] = {}
        often: Counter[str] = Counter()
        subjects = (k for verb in self.clauses_above(token) for k in self.tree.kids_by(verb, "nsubj") if k != token)
        own = {m.code for k in subjects for m in self.of(k)}
        for k in (k for sent in range(self.tree.sent_of[token] + 1) for k in self.by_sent.get(sent, ()) if k < token):
            for m in self.admitted(token, self.of(k)):
                if m.code in states() and m.code not in own:
                    often[m.code] += 1
                    last[m.code] = m
        ranked = often.most_common(PAIR + 1)
        if len(ranked) < PAIR or (len(ranked) > PAIR and ranked[PAIR][1] * context()["outweigh"] > ranked[PAIR - 1][1]):
            return ()
        return tuple(last[code] for code, _ in ranked[:PAIR])


def is_somebody(mention: Mention) -> bool:
    """Whether a mention has a code, or is a party by name."""
    return mention.code not in (None, "?") or mention.kind == "party"


def unique(mentions: Iterator[Mention] | list[Mention]) -> tuple[Mention, ...]:
    """The mentions, each code or name once."""
    found: dict[str | None, Mention] = {}
    for m in mentions:
        found.setdefault(m.code if m.code and m.code != "?" else m.name, m)
    return tuple(found.values())
