"""Names that no table knows and that act: firms, armed groups, parties and people met in this article.

A capitalised name may be a place, a thing, a day or somebody. What the article makes it do
tells: it says or does something, it is done something to "by" it, a class noun stands beside
it ("the bank HSBC"), its own words say what it is ("… Corp."), it is written in capitals;
against it speaks that things happen *in* it or that a thing is called after it. The signs
are counted over the whole article (weights in `relations/context.toml`), and a name that
reaches the threshold is an actor without a code, under its own name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from ostraka.reading.naming.classes import Near, before, class_beside
from ostraka.reading.naming.gazetteer import folded
from ostraka.reading.naming.mention import Lexicon, Mention
from ostraka.reading.naming.people import head_of
from ostraka.reading.parsing.tree import Tree
from ostraka.relations.table import context, reach

__all__ = ["Parties"]

PHRASE = reach()["naming"]["party_phrase"]
GLUE = frozenset("-‑'’&.")
NAMING = frozenset({"NOUN", "PROPN", "X", "ADJ"})
BESIDE = frozenset({"appos", "flat", "compound", "nmod", "conj", "dep", "amod"})


class Run(NamedTuple):
    """A name at one place: its tokens, the one that the others hang on."""

    first: int
    last: int
    head: int


class Parties:
    """The unknown actors of one article; `taken` holds the tokens of those that the tables know."""

    def __init__(self, tree: Tree, lex: Lexicon, taken: Mapping[int, object]) -> None:
        self.tree, self.lex, self.taken = tree, lex, taken

    def mentions(self) -> Iterator[Mention]:
        """Every mention of the names whose signs reach the threshold, by its name in full."""
        runs: dict[str, list[Run]] = {}
        for run in self.runs():
            runs.setdefault(self.key(run), []).append(run)
        full = self.full_names(runs)
        scores: dict[str, float] = {}
        for key, places in runs.items():
            name = full.get(key, key)
            scores[name] = scores.get(name, 0) + self.weigh(places)
        for key, places in runs.items():
            name = full.get(key, key)
            if scores[name] >= context()["party"]["threshold"]:
                spelled, sector = self.tree.words_of(*runs[name][0][:2]), self.sector(runs[name])
                yield from (self.mention(run, spelled, sector) for run in places)

    def mention(self, run: Run, name: str, sector: str | None) -> Mention:
        """One mention of a party."""
        return Mention(run.first, run.last, run.head, None, name, sector, "party", False, "acts in this article")

    def sector(self, places: Iterable[Run]) -> str | None:
        """That of the class noun beside a name ("the *firm* X", "la *secte* X"); None for "the group X"."""
        for run in places:
            noun = class_beside(self.tree, self.lex, run.first, run.last)
            role = self.lex.role(self.tree, noun) if noun is not None else None
            if role is not None and self.tree.lowers[noun or 0] not in self.lex.words["any_party"]:
                return role.sector
        return None

    def key(self, run: Run) -> str:
        """The comparable form of a name."""
        return folded(self.tree.words_of(run.first, run.last).lower())

    def full_names(self, runs: Mapping[str, list[Run]]) -> dict[str, str]:
        """Short names by the long one that was said before: a last word, or the capitals in brackets behind it."""
        found: dict[str, str] = {}
        for key, places in runs.items():
            for run in places[:1]:
                short = self.bracketed(run)
                if short is not None:
                    found[folded(self.tree.lowers[short])] = key
            words = key.split()
            if len(words) > 1 and words[-1] in runs:
                found.setdefault(words[-1], key)
            if len(words) > 1 and words[0] in self.lex.words["party_heads"] and words[0] in runs:
                found.setdefault(words[0], key)
        return {short: full for short, full in found.items() if short != full and full in runs}

    def bracketed(self, run: Run) -> int | None:
        """The acronym that stands in brackets right behind a name."""
        tree, at = self.tree, run.last
        if at + 2 < len(tree) and tree.words[at] == "(" and tree.words[at + 2] == ")" and self.is_acronym(at + 1):
            return at + 1
        return None

    # ------------------------------------------------------------ names
    def runs(self) -> Iterator[Run]:
        """Runs of capitalised words that no table knows."""
        tree, token, size, longest = self.tree, 0, len(self.tree), context()["party"]["longest"]
        opening = self.opening()  # "the Fund", "the Front" point at a name
        while token < size:
            if not self.opens(token):
                token += 1
                continue
            end = token + 1
            while end < size and end - token < longest and tree.sent_of[end] == tree.sent_of[token]:
                if not (self.goes_on(end) or (tree.words[end] in GLUE and end + 1 < size and self.goes_on(end + 1))):
                    break
                end += 1
            end = self.long_name(token, end)
            pointing = end - token == 1 and (tree.lowers[token] in self.lex.bodies or tree.lowers[token] in opening)
            if not pointing and not self.before_office(end) and not self.organ(token, end):
                yield Run(token, end, head_of(tree, token, end))
            token = end

    def opening(self) -> set[str]:
        """The words that say what a party is and open the name of one that the tables know: "*Front* moro"."""
        named = {self.tree.lowers[m.first] for m in self.taken.values() if isinstance(m, Mention) and m.kind == "party"}
        return named & self.lex.words["party_heads"]

    def long_name(self, token: int, end: int) -> int:
        """Where a name that opens with what it is ends: "Mouvement pour le salut de l'Azawad", "Front for Change"."""
        tree, words = self.tree, self.lex.words
        if end - token != 1 or tree.lowers[token] not in words["party_heads"]:
            return end
        last, k = end, end
        stop = min(tree.sent_range(token)[1], token + context()["party"]["longest_said"])
        while k < stop and (
            tree.lowers[k] in words["name_glue"] or tree.pos[k] in NAMING or tree.words[k][0].isupper()
        ):
            capital = tree.words[k][0].isupper()
            if tree.lowers[k] not in words["name_glue"] and (
                capital or words["lower_names"] and self.hangs_on(k, token)
            ):
                last = k + 1
            elif tree.lowers[k] not in words["name_glue"]:
                break
            k += 1
        return last

    def hangs_on(self, word: int, head: int) -> bool:
        """Whether a word is part of the phrase of a noun."""
        return head in list(self.tree.ancestors(word))[:PHRASE]

    def goes_on(self, token: int) -> bool:
        """Whether a name goes on at a token: nothing but a blank stands before it."""
        tree = self.tree
        return tree.starts[token] - tree.ends[token - 1] <= 1 and (self.opens(token) or self.may_name(token))

    def before_office(self, end: int) -> bool:
        """Whether an office with a capital follows, of which the words are a part: "Energy Minister"."""
        tree = self.tree
        return end < len(tree) and tree.words[end][0].isupper() and self.lex.role(tree, end) is not None

    def organ(self, token: int, end: int) -> bool:
        """Whether words with a capital are an organ of the state named before them: "the Nigerian Security Council"."""
        tree = self.tree
        named = token - 1 in self.taken and tree.sent_of[token - 1] == tree.sent_of[token]
        role = self.lex.role(tree, end - 1) if named else None
        return role is not None and (end - token == 1 or role.stands == "state")

    def opens(self, token: int) -> bool:
        """Whether a word may stand in a name of somebody: capitalised, a proper noun, in no table."""
        tree = self.tree
        if not self.may_name(token):
            return False
        if tree.pos[token] == "PROPN":
            return True
        first = token == tree.sent_range(token)[0]
        if not first and tree.lowers[token] in self.lex.words["party_heads"]:
            return bool(self.long_name(token, token + 1) - token > context()["party"]["titled"])
        return not first and (self.is_acronym(token) or self.is_introduced(token))

    def is_introduced(self, token: int) -> bool:
        """Whether a class noun or a state's possessive leads up to it: "the firm *Kalem*", "Korea's *Hanwha*"."""
        owner = self.taken.get(token - 2) if self.tree.deps[token - 1] == "case" else None
        return owner is not None or before(self.tree, self.lex, Near(token, token + 1)) is not None

    def may_name(self, token: int) -> bool:
        """Whether a word may stand in a name at all: with a capital, in no table, of no class."""
        tree, lex, lower = self.tree, self.lex, self.tree.lowers[token]
        word = tree.words[token]
        if token in self.taken or not word[0].isupper() or tree.pos[token] not in ("PROPN", "X", "NOUN"):
            return False
        if lower in lex.words["no_party"] or lower in lex.words["articles"]:
            return False
        if lower in lex.words["titles"] and not self.is_of_party(token + 1):  # "the *Justice* Party"
            return False
        if lower in lex.words["titles_male"] or lower in lex.words["titles_female"]:
            return False
        return lower in lex.words["party_names"] or lex.role(tree, token) is None

    def is_of_party(self, token: int) -> bool:
        """Whether a word with a capital says that the name is an organisation's: "Front", "Party"."""
        named = token < len(self.tree) and self.tree.lowers[token] in self.lex.words["party_names"]
        return named and self.tree.words[token][0].isupper()

    def is_acronym(self, token: int) -> bool:
        """Whether a word is written in capitals (and digits), as long as acronyms are, in a text that is not."""
        word = self.tree.words[token]
        shortest, longest = context()["party"]["acronym"]
        if not (shortest <= len(word) <= longest and word.isupper() and word.isalnum()):
            return False
        around = [self.tree.words[k] for k in (token - 1, token + 1) if 0 <= k < len(self.tree)]
        return not any(len(w) > 1 and w.isupper() and w.isalpha() for w in around)

    # ------------------------------------------------------------ signs
    def weigh(self, places: Iterable[Run]) -> float:
        """The sum of the signs of a name over its places, each sign at most as often as the table allows."""
        weights, most = context()["party"]["weights"], context()["party"]["most"]
        counts: dict[str, int] = {}
        for run in places:
            for sign in self.signs(run):
                counts[sign] = counts.get(sign, 0) + 1
        return float(sum(weights[sign] * min(n, most.get(sign, n)) for sign, n in counts.items()))

    def signs(self, run: Run) -> Iterator[str]:
        """The signs of one place, for and against."""
        tree, head, words = self.tree, run.head, self.lex.words
        dep, above = tree.deps[head], tree.heads[head]
        if any(tree.lowers[k] in words["party_names"] for k in range(run.first, run.last)):
            yield "named"
        if run.last - run.first == 1 and self.is_acronym(run.first):
            yield "acronym"
        if run.last - run.first > context()["party"]["titled"] and tree.lowers[run.first] in words["party_heads"]:
            yield "titled"
        if dep == "nsubj" and tree.pos[above] == "VERB":
            says = tree.kids_by(above, "ccomp") or above > head and tree.lowers[above - 1] in words["quotes"]
            yield "says" if says else "acts"
        if self.undergoes(run):
            yield "undergoes"
        case = tree.case(head)
        if dep == "obl:agent" or (case in words["party_agents"] and tree.deps[head][:3] == "obl"):
            yield "agent"
        classed = class_beside(tree, self.lex, run.first, run.last) is not None
        if classed or self.classed(run):
            yield "classed"
        if any(self.taken.get(k) is not None for k in tree.kids_by(head, "nmod:poss")):
            yield "owned"
        if case in words["party_place"] and not classed:
            yield "place"
        if self.of_thing(run):
            yield "thing"
        elif dep in ("nmod:poss", "nmod", "compound") and self.lex.role(tree, above) is not None:
            yield "owner"

    def undergoes(self, run: Run) -> bool:
        """Whether what is done to people is done to it: "jailed *Ekrem Imamoglu*", "the arrest of …"."""
        tree, head = self.tree, run.head
        above, dep = tree.heads[head], tree.deps[head]
        if above == head or tree.lemmas[above].lower() not in self.lex.words["done_to"]:
            return any(
                tree.deps[k] == "acl" and tree.lemmas[k].lower() in self.lex.words["done_to"] for k in tree.kids[head]
            )
        return dep in ("obj", "nsubj:pass") or (dep[:4] == "nmod" and tree.pos[above] == "NOUN")

    def classed(self, run: Run) -> bool:
        """Whether a class noun says what it is: "the bank HSBC", "firms such as Acme", "Acme, a company"."""
        tree, head = self.tree, run.head
        near = [tree.heads[head]] if tree.deps[head] in BESIDE else []
        near += [k for k in tree.kids[head] if tree.deps[k] in ("appos", "compound", "nmod", "amod")]
        if tree.deps[head] == "nsubj" and any(tree.deps[k] == "cop" for k in tree.kids[tree.heads[head]]):
            near.append(tree.heads[head])
        like = tree.case(head) in self.lex.words["such_as"]
        for k in near:
            role = self.lex.role(tree, k)
            if role is None or role.stands != "none" or (tree.case(head) and k == tree.heads[head] and not like):
                continue
            return True
        return False

    def of_thing(self, run: Run) -> bool:
        """Whether a thing is called after it: "the Nord Stream pipeline" (a spokesman is no thing)."""
        tree, head = self.tree, run.head
        above = tree.heads[head]
        if tree.deps[head] != "compound" or above == head or self.is_acronym(run.first):
            return False
        return tree.pos[above] == "NOUN" and self.lex.role(tree, above) is None
