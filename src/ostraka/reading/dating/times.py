"""Time expressions of an article: where they stand, which days they mean, what they hang on.

`find` matches the patterns of `languages/xx/time.toml` (reading/dating/patterns.py), sets each
on the calendar in the order of the text (reading/dating/meaning.py), so that "the day before"
knows the date before it, and says in a `Trouble` why an expression names no days.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cache
from typing import NamedTuple

from ostraka.claims import Trouble
from ostraka.languages.pack import table
from ostraka.reading.dating.calendar import Days
from ostraka.reading.dating.dates import Setting, ambiguous
from ostraka.reading.dating.guards import allowed
from ostraka.reading.dating.meaning import days_of
from ostraka.reading.dating.patterns import LEVELS, REACH, Found, Node, TimeGrammar, grammar_of
from ostraka.reading.dating.tense import governor, tense_of
from ostraka.reading.parsing.ordered import Ordered
from ostraka.reading.parsing.tree import Tree
from ostraka.relations.table import reach

__all__ = ["TimeMention", "Times", "find"]

VERBS_ABOVE = reach()["dating"]["verbs_above"]
OUTSIDE = frozenset({"acl", "advcl", "ccomp", "parataxis", "csubj"})
NOUNS_BETWEEN = reach()["dating"]["nouns_between"]
UP = reach()["dating"]["up"]
UNANCHORED = frozenset({"duration", "set"})  # kinds that name no days and are not in trouble for it


class TimeMention(NamedTuple):
    """One time expression.

    Tokens `first`..`last` (last excluded), `head` the one the rest hangs on; `start_char`, `end_char` in the repaired
    text. `start`, `end` are ISO days (inclusive) or None; `precision` day, month, year or vague; `kind` calendar,
    relative, weekday, part, open, anaphoric, duration or set; `rule` the pattern; `trouble` why there are no days.
    """

    first: int
    last: int
    head: int
    start_char: int
    end_char: int
    start: str | None
    end: str | None
    precision: str
    kind: str
    rule: str
    text: str
    trouble: Trouble | None = None

    @property
    def dated(self) -> bool:
        """Whether the expression names days at all."""
        return self.start is not None or self.end is not None


class Attaching(NamedTuple):
    """Words that say what an expression dates (`[direction]` of `time.toml`)."""

    reporting: frozenset[str]
    announcing: frozenset[str]
    of_nouns: frozenset[str]
    during: frozenset[str]
    when: frozenset[str]
    meanwhile: frozenset[str]


class Times(Ordered[TimeMention]):
    """The time expressions of an article, in the order of the text."""

    def __init__(
        self,
        tree: Tree,
        mentions: Sequence[TimeMention],
        *,
        words: Attaching | None = None,
    ) -> None:
        super().__init__(mentions)
        self.tree = tree
        self.words = words or Attaching(*(frozenset[str]() for _ in Attaching._fields))
        self._by_sent: dict[int, list[TimeMention]] = {}
        for m in self.mentions:
            self._by_sent.setdefault(tree.sent_of[m.head], []).append(m)

    @property
    def trouble(self) -> tuple[Trouble, ...]:
        """What could not be set on the calendar, and why."""
        return tuple(m.trouble for m in self.mentions if m.trouble is not None)

    def on(self, token: int) -> tuple[TimeMention, ...]:
        """The expressions that depend on a verb itself: no other verb and no event stands between."""
        return tuple(m for m in self._by_sent.get(self.tree.sent_of[token], ()) if governor(self.tree, m.head) == token)

    def for_token(self, token: int) -> TimeMention | None:
        """The expression that dates the event headed at a token: in its own clause; for a noun also its verb's.

        What hangs on a governing verb of saying dates the saying and is never taken. None when there is none.
        """
        mentions = self._by_sent.get(self.tree.sent_of[token])
        if not mentions:
            return None
        for place in self._places(token):
            best = self._nearest(place, mentions)
            if best is not None:
                return best
        return self._when(token, mentions)

    def _when(self, token: int, mentions: Sequence[TimeMention]) -> TimeMention | None:
        """The expression that a clause with "when" takes up: "on 12 June, *when* they signed", « en 2014, *où* … »."""
        tree = self.tree
        for k in (token, *tree.ancestors(token)):
            if tree.deps[k].partition(":")[0] not in ("acl", "advcl", "conj", "xcomp"):
                return None
            marks = [c for c in tree.kids[k] if tree.lowers[c] in self.words.when and c < token]
            if marks:
                comma = tree.lowers[marks[0] - 1] == ","
                return next((m for m in mentions if m.dated and m.last == marks[0] - comma), None)
        return None

    def _places(self, token: int) -> Iterator[int]:
        """The event itself, then the verbs whose time it shares: its light verb, its governor as an infinitive,
        the verb that it is coordinated with.
        """
        tree = self.tree
        yield token
        for step in range(VERBS_ABOVE):
            head, dep = tree.heads[token], tree.deps[token].partition(":")[0]
            form = tree.feature(token, "VerbForm")  # "struck by taxing", "met to sign"; not "to prepare for a summit"
            by_doing = dep == "advcl" and (form in ("Ger", "Part") or self._meanwhile(token))
            by_doing = by_doing or (dep in ("advcl", "acl") and form == "Inf" and not step)  # "a plan *to expel*"
            if head == token or (dep in OUTSIDE and not by_doing):
                return
            if self._reports(head) and not self._shares(token, dep):
                return
            if tree.pos[token] in ("VERB", "AUX") and not by_doing and dep not in ("xcomp", "conj"):
                return
            token = head
            yield token

    def _meanwhile(self, token: int) -> bool:
        """Whether a clause tells what went on at the time of its verb: "smiled *as they met*"; not "as it had"."""
        tree = self.tree
        marked = any(tree.lowers[k] in self.words.meanwhile for k in tree.kids_by(token, "mark"))
        return marked and not tree.kids_by(token, "aux")

    def _reports(self, token: int) -> bool:
        return self.tree.lemmas[token].lower() in self.words.reporting

    def _shares(self, token: int, dep: str) -> bool:
        """Whether what hangs on a verb of saying has its time all the same: what the speaker does by it ("admitted it,
        blaming …"), and an event that is announced ("announced new sanctions").
        """
        tree = self.tree
        if dep == "advcl":
            return tree.feature(token, "VerbForm") != "Inf"
        announced = tree.lemmas[tree.heads[token]].lower() in self.words.announcing
        return announced and tree.pos[token] == "NOUN" and dep == "obj"

    def _nearest(self, place: int, mentions: Iterable[TimeMention]) -> TimeMention | None:
        """The dated expression with the shortest way up to `place` that crosses no other clause."""
        best: tuple[int, int, TimeMention] | None = None
        for m in mentions:
            if not m.dated:
                continue
            steps = self._steps(m.head, place)
            if steps is not None and (best is None or (steps, abs(m.head - place)) < best[:2]):
                best = (steps, abs(m.head - place), m)
        return best[2] if best else None

    def _steps(self, token: int, top: int) -> int | None:
        """How many steps up from an expression to `top`; None when another clause lies between, or the expression
        dates a noun on the way ("the 2015 deal", "la guerre de 1967").
        """
        tree, steps, nouns = self.tree, 0, 0
        first = True
        while token != top:
            dep, head = tree.deps[token].partition(":")[0], tree.heads[token]
            if first and self._before_its_noun(token, head):  # « a averti mercredi la classe politique »
                dep, head = "obl", tree.heads[head]
            if head == token or steps > UP or nouns > NOUNS_BETWEEN:
                return None
            if head != top and first and dep != "obl" and self._dates_a_noun(token, dep):
                return None
            if dep in OUTSIDE and not (dep == "acl" and head == top and tree.pos[top] in ("NOUN", "PROPN")):
                return None
            if dep in ("xcomp", "conj") and tree.pos[token] in ("VERB", "AUX"):
                return None
            nouns += head != top and tree.pos[head] in ("NOUN", "PROPN")
            token, steps, first = head, steps + 1, False
        return steps

    def _before_its_noun(self, token: int, noun: int) -> bool:
        """Whether the parser hung an expression on a noun phrase that only begins after it."""
        tree = self.tree
        return (
            tree.deps[token] == "nmod"
            and token < noun
            and tree.deps[noun] in ("obj", "obl", "obl:arg", "nsubj")
            and any(tree.deps[k] in ("det", "case") and token < k < noun for k in tree.kids[noun])
        )

    def _dates_a_noun(self, token: int, dep: str) -> bool:
        """Whether an expression stands inside a noun phrase as its date: before the noun, or after "of".

        A noun after "during" lends its date to the verb: "seized during the war of 1967".
        """
        tree, noun = self.tree, self.tree.heads[token]
        if tree.pos[noun] not in ("NOUN", "PROPN", "ADJ") or tree.case(noun) in self.words.during:
            return False
        if dep in ("nummod", "compound", "amod", "det") or (dep == "nmod" and tree.heads[token] > token):
            return True
        inside = any(m.first < token < m.last for m in self._by_sent[tree.sent_of[token]])  # "de 1996 à 2002"
        return dep == "nmod" and not inside and tree.case(token) in self.words.of_nouns


# ---------------------------------------------------------------- finding
def find(tree: Tree, language: str, published: str | None = None) -> Times:
    """All time expressions of an article, anchored at its day of publication (ISO) where it is known."""
    if not len(tree):
        return Times(tree, ())
    grammar = grammar_of(language)
    pieces, tokens = pieces_of(tree, grammar)
    chosen = longest(matches(tree, grammar, pieces, tokens))
    mentions = tuple(Anchoring(tree, language, published).all(chosen, tokens))
    return Times(tree, mentions, words=attaching(language))


@cache
def attaching(language: str) -> Attaching:
    """The words that attach of a language."""
    rows = table(language, "time")["direction"]
    return Attaching(*(frozenset(rows[name]) for name in Attaching._fields))


def pieces_of(tree: Tree, grammar: TimeGrammar) -> tuple[list[str], Sequence[int]]:
    """The words to match and the token of each; "mid-2021" and "mi-mai" are two, small "may" is none."""
    lowers = tree.lowers
    risky = grammar.capital
    special = [k for k, w in enumerate(lowers) if "-" in w or w in risky]
    if not special:
        return lowers, range(len(lowers))
    pieces: list[str] = []
    tokens: list[int] = []
    done = 0
    for k in special:
        pieces += lowers[done:k]
        tokens += range(done, k)
        for piece in split(tree, k, grammar):
            pieces.append(piece)
            tokens.append(k)
        done = k + 1
    return pieces + lowers[done:], [*tokens, *range(done, len(lowers))]


def split(tree: Tree, token: int, grammar: TimeGrammar) -> list[str]:
    """The pieces of a token."""
    word = tree.lowers[token]
    if word in grammar.capital:
        small = tree.words[token][0].islower() or tree.pos[token] not in ("PROPN", "NOUN", "NUM", "X")
        return ["\0" + word if small else word]
    head, _, rest = word.partition("-")
    return [head, rest] if head in grammar.glued and rest else [word]


def matches(tree: Tree, grammar: TimeGrammar, pieces: list[str], tokens: Sequence[int]) -> list[Found]:
    """Every match of every level; a later level is made of what the earlier ones found."""
    words = {word for word in set(pieces) if grammar.is_strong(word)}
    strong = [k for k, word in enumerate(pieces) if word in words]
    if not strong:
        return []
    starts = sorted({k for s in strong for k in range(max(0, s - REACH), s + 1)})
    points: dict[int, Found] = {}
    found: list[Found] = []
    for level in LEVELS:
        new: dict[int, Found] = {}
        for at in starts:
            for m in grammar.match(level, pieces, at, points):
                if not allowed(m, tree, grammar, pieces, tokens):
                    continue
                found.append(m)
                if m.pattern.kind in UNANCHORED:  # "after six years" is made of no date
                    continue
                if at not in new or (m.last, -m.pattern.rank) > (new[at].last, -new[at].pattern.rank):
                    new[at] = m
        points = points | new
    return found


def longest(found: list[Found]) -> list[Found]:
    """The longest matches that do not overlap, in the order of the text; of equals the first of the table."""
    chosen: list[Found] = []
    taken: set[int] = set()
    for m in sorted(found, key=lambda m: (m.first - m.last, m.pattern.rank, m.first)):
        if taken.isdisjoint(range(m.first, m.last)):
            taken.update(range(m.first, m.last))
            chosen.append(m)
    return sorted(chosen, key=lambda m: m.first)


# ---------------------------------------------------------------- anchoring
class Anchoring:
    """Sets matches on the calendar, one after the other."""

    def __init__(self, tree: Tree, language: str, published: str | None) -> None:
        self.tree, self.tense = tree, tense_of(language)
        self.words: dict[str, str] = table(language, "time")["trouble"]
        self.day_first = grammar_of(language).day_first
        self.published = day_from(published)

    def all(self, chosen: Iterable[Found], tokens: Sequence[int]) -> Iterator[TimeMention]:
        """The mentions, in the order of the text."""
        last: Days | None = None
        for m in chosen:
            mention, days = self.one(m, tokens, last)
            if days is not None and m.pattern.kind not in ("open", "set") and (days.start or days.end):
                last = days
            yield mention

    def one(self, m: Found, tokens: Sequence[int], last: Days | None) -> tuple[TimeMention, Days | None]:
        """One mention and its days."""
        first, end = tokens[m.first], tokens[m.last - 1] + 1
        head = head_of(self.tree, first, end)
        setting = Setting(
            self.published,
            last,
            self.tense.way(self.tree, head),
            self.day_first,
            self.tense.present,
            self.tense.loose(self.tree, head),
        )
        days = days_of(m.node, setting)
        start_char, end_char = self.tree.chars(first, end)
        return (
            TimeMention(
                first, end, head, start_char, end_char,
                iso(days.start) if days else None,
                iso(days.end) if days else None,
                days.precision if days else "vague",
                m.pattern.kind, m.pattern.id, self.tree.words_of(first, end),
                self.trouble(m, days, start_char, end_char),
            ),
            days,
        )  # fmt: skip

    def trouble(self, m: Found, days: Days | None, start: int, end: int) -> Trouble | None:
        """Why there are no days, or why they are in doubt."""
        if days is None and m.pattern.kind not in UNANCHORED:
            code = "unanchored" if self.published is None else "impossible"
            code = "anaphoric" if m.pattern.kind == "anaphoric" else code
            return Trouble(code=f"time-{code}", words=self.words[code], start=start, end=end)
        if not self.day_first and any(ambiguous(n.args) for n in nodes(m.node)):
            return Trouble(code="time-ambiguous", words=self.words["ambiguous"], start=start, end=end)
        return None


def nodes(node: Node) -> Iterator[Node]:
    """A node and the nodes in its arguments."""
    yield node
    for value in node.args.values():
        if isinstance(value, Node):
            yield from nodes(value)


def head_of(tree: Tree, first: int, last: int) -> int:
    """The token of a range that hangs on something outside it (the first such)."""
    for k in range(first, last):
        if not first <= tree.heads[k] < last or tree.heads[k] == k:
            if tree.deps[k] in ("case", "punct", "det", "cc") and k + 1 < last:
                continue
            return k
    return last - 1


def iso(day: date | None) -> str | None:
    """A day as ISO, None for an open side."""
    return None if day is None else day.isoformat()


def day_from(published: str | None) -> date | None:
    """The day of publication from its ISO date or time; None when it is not known to the day."""
    if not published:
        return None
    try:
        return date.fromisoformat(published[:10])
    except ValueError:
        return None
