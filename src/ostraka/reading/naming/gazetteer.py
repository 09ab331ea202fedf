"""Finds the words of the tables in a text: the longest form at each place, by a trie of word pieces.

A form is cut into pieces at blanks, hyphens and apostrophes, and so is every token, so
that it does not matter how the parser cut "Port-au-Prince", "U.S.-led" or "l'ONU". The
trie is compiled once per process and language. What a person's name means depends on the
date and the article: people.py decides that.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import Any, NamedTuple

from ostraka.errors import BadData
from ostraka.languages.folding import unaccented
from ostraka.languages.pack import rows, table
from ostraka.reading.parsing.tree import Tree
from ostraka.relations.table import reach
from ostraka.states.table import agents, leaders, names, offices, states

__all__ = ["Entry", "Hit", "folded", "gazetteer", "hits"]

CUT = re.compile(r"[\s\-‑'’]+")
SHOUTED = reach()["naming"]["shouted"]
NEEDS_CUT = frozenset("-‑'’")


class Entry(NamedTuple):
    """What a form means. `codes` is empty for a lookalike and for whoever stands for no state.

    `kind`: name, adjective, capital, seat, body, agency, group, party, media, place,
    person (`leader` indexes leaders()), surname, none (a lookalike).
    """

    form: str
    kind: str
    codes: tuple[str, ...]
    name: str | None
    sector: str | None
    gender: str = ""
    leader: int = -1
    alone: bool = True


class Hit(NamedTuple):
    """Entries of one form found at tokens first..last (last excluded)."""

    first: int
    last: int
    entries: tuple[Entry, ...]
    inside: bool  # only a part of its first token: "pro-Kremlin", "US-led"


def folded(text: str) -> str:
    """The text without accents: "Erdoğan" and "Erdogan" are one form."""
    if text.isascii():
        return text
    plain = text.replace("ı", "i").replace("ł", "l").replace("Ł", "L").replace("ø", "o").replace("đ", "d")
    return unaccented(plain)


def unaccented_capital(text: str) -> str:
    """The text with its first letter bare, as capitals are often printed: "Erythrée"."""
    return folded(text[:1]) + text[1:]


def cut(form: str) -> list[str]:
    """The pieces of a form or token."""
    return [p for p in CUT.split(form.replace("’", "'")) if p]


def state_entries(language: str) -> Iterator[Entry]:
    """The forms of `states.csv`."""
    known = states()
    for row in rows(language, "states"):
        if row["code"] not in known:
            raise BadData(f"languages/{language}/states.csv: {row['code']!r} is not in states/states.csv")
        name, gender = known[row["code"]].name, row.get("gender", "")
        for column, kind in (("names", "name"), ("adjectives", "adjective"), ("capitals", "capital")):
            for form in filter(None, row[column].split("|")):
                yield Entry(form, kind, (row["code"],), name, "GOV", gender if kind == "name" else "")


def agent_entries(language: str) -> Iterator[Entry]:
    """The forms of `actors.csv`."""
    known, names_ = agents(), names()
    for row in rows(language, "actors"):
        id_ = row["id"]
        if id_.startswith("place."):
            codes: tuple[str, ...] = (id_.partition(".")[2],)
            kind, sector, name = "place", "GOV", names_[codes[0]]
        elif id_ in known:
            _, codes, kind, sector, name = known[id_]
        else:
            raise BadData(f"languages/{language}/actors.csv: id {id_!r} is in neither bodies.csv nor parties.csv")
        for form in filter(None, row["forms"].split("|")):
            yield Entry(form, kind, codes, (form if kind == "place" or not name else name), sector)
        for form in filter(None, row["adjectives"].split("|")):
            yield Entry(form, "adjective", codes, name, sector)


def leader_entries() -> Iterator[Entry]:
    """Full names and surnames of `leaders.csv`; forms are the same in every language that uses our letters."""
    for k, leader in enumerate(leaders()):
        sector = offices()[leader.office]
        codes = (leader.code,) if leader.code else ()
        for form in leader.names:
            yield Entry(form, "person", codes, leader.names[0], sector, leader=k)
        for form in leader.surnames:
            yield Entry(form, "surname", codes, leader.names[0], sector, leader=k)
        for form in leader.helped:
            yield Entry(form, "surname", codes, leader.names[0], sector, leader=k, alone=False)


def prefix_entries(language: str) -> Iterator[Entry]:
    """Combining forms: "Sino-", "franco-"; they count only before a hyphen."""
    for form, code in table(language, "roles")["prefixes"].items():
        yield Entry(form, "prefix", (code,), names()[code], "GOV")


def entries(language: str) -> Iterator[Entry]:
    """All forms of a language."""
    yield from state_entries(language)
    yield from agent_entries(language)
    yield from leader_entries()
    yield from prefix_entries(language)
    for row in rows(language, "lookalikes"):
        yield Entry(row["form"], "none", (), None, None)


@cache
def gazetteer(language: str) -> dict[str, Any]:
    """The trie: piece → node; the entries of a node stand under ""."""
    trie: dict[str, Any] = {}
    for entry in entries(language):
        pieces = [p.lower() for p in cut(entry.form)]
        for variant in {tuple(pieces), tuple(folded(p) for p in pieces), tuple(unaccented_capital(p) for p in pieces)}:
            node = trie
            for piece in variant:
                node = node.setdefault(piece, {})
            found = node.setdefault("", [])
            if entry not in found:
                found.append(entry)
    return trie


@cache
def articles_of(language: str) -> frozenset[str]:
    """Articles that a form may begin with and that stand in lower case inside a sentence ("the Hague")."""
    return frozenset(table(language, "roles")["words"]["articles"])


@cache
def cancelling(language: str) -> frozenset[str]:
    """Prefixes that take a form out of the actor's mouth: "anti-Russian" is not Russian."""
    return frozenset(table(language, "roles")["words"]["prefixes_against"])


@lru_cache(maxsize=100_000)
def fits(form: str, words: tuple[str, ...], leading: frozenset[str]) -> bool:
    """Whether the words have the capitals that the form asks for."""
    for k, (wanted, word) in enumerate(zip(cut(form), words, strict=False)):
        if len(wanted) > 1 and wanted.isupper() and not word.isupper():
            return False
        if k == 0 and wanted[0].isupper() and wanted.lower() not in leading and not word[0].isupper():
            return False
        if k == 1 and wanted[0].isupper() and words[0].lower() in leading and not word[0].isupper():
            return False
    return True


def hits(tree: Tree, language: str) -> Iterator[Hit]:
    """The forms in a text, left to right, longest first, never overlapping."""
    trie, leading, against = gazetteer(language), articles_of(language), cancelling(language)
    ordinary = ordinary_words(language)
    pieces, owner, cased = pieces_of(tree)
    at, size = 0, len(pieces)
    while at < size:
        if pieces[at] not in trie:
            at += 1
            continue
        best, best_end = longest(trie, pieces, cased, at, leading)
        if best and pieces[at] in leading and longest(trie, pieces, cased, at + 1, leading)[1] > best_end:
            best = None  # "the *West African bloc*" is not of the West
        if best is None:
            at += 1
            continue
        if best[0].kind == "prefix":
            best = tuple(e._replace(kind="adjective") for e in best) if before_hyphen(tree, owner, at) else best
        if best[0].kind not in ("none", "prefix") and not shouted(tree, best[0], owner[at], ordinary):
            first = owner[at]
            if not (at and pieces[at - 1] in against and before_hyphen(tree, owner, at - 1)):
                inside = at > 0 and owner[at - 1] == first
                yield Hit(first, owner[best_end - 1] + 1, best, inside or part_of_next(owner, best_end))
        at = best_end


def longest(
    trie: dict[str, Any], pieces: list[str], cased: list[str], at: int, leading: frozenset[str]
) -> tuple[tuple[Entry, ...] | None, int]:
    """The longest form that begins at a piece, with its end; (None, at) where none does."""
    best: tuple[Entry, ...] | None = None
    node, best_end = trie.get(pieces[at]) if at < len(pieces) else None, at
    j = at
    while node is not None:
        j += 1
        if "" in node:
            words = tuple(cased[at:j])
            if fitting := tuple(e for e in node[""] if fits(e.form, words, leading)):
                best, best_end = fitting, j
        node = node.get(pieces[j]) if j < len(pieces) else None
    return best, best_end


def before_hyphen(tree: Tree, owner: list[int], at: int) -> bool:
    """Whether a hyphen follows a piece, in its token or as the next one, and another piece follows that."""
    if at + 1 >= len(owner):
        return False
    token, following = owner[at], owner[at + 1]
    if token == following:
        return True
    return tree.text[tree.ends[token] : tree.starts[following]] in ("-", "‑", "–")


def shouted(tree: Tree, entry: Entry, token: int, ordinary: frozenset[str]) -> bool:
    """Whether an acronym that is also a common word stands among capitals: "JOIN US NOW", not "US LNG exports"."""
    if not entry.form.isupper() or entry.form.lower() not in ordinary:
        return False
    beside = [tree.words[k] for k in (token - 1, token + 1) if 0 <= k < len(tree)]
    if not any(len(w) > 1 and w.isupper() and w.isalpha() for w in beside):
        return False
    near = range(max(token - SHOUTED, 0), min(token + SHOUTED + 1, len(tree)))
    around = [w for w in (tree.words[k] for k in near if k != token) if len(w) > 1 and w.isalpha()]
    return 2 * sum(w.isupper() for w in around) > len(around)


@cache
def ordinary_words(language: str) -> frozenset[str]:
    """Common words that an acronym looks like in capitals."""
    return frozenset(table(language, "roles")["words"]["ordinary"])


def part_of_next(owner: list[int], end: int) -> bool:
    """Whether the token of the last piece goes on behind it: "US" in "US-led"."""
    return end < len(owner) and owner[end] == owner[end - 1]


def pieces_of(tree: Tree) -> tuple[list[str], list[int], list[str]]:
    """The lower-cased pieces of a text, the token that each stands in, and each as written."""
    pieces: list[str] = []
    owner: list[int] = []
    cased: list[str] = []
    done = 0
    for token in [k for k, lower in enumerate(tree.lowers) if not NEEDS_CUT.isdisjoint(lower)]:
        parts = cut(tree.words[token])
        pieces += [*tree.lowers[done:token], *(p.lower() for p in parts)]
        cased += [*tree.words[done:token], *parts]
        owner += [*range(done, token), *[token] * len(parts)]
        done = token + 1
    return pieces + tree.lowers[done:], [*owner, *range(done, len(tree))], cased + tree.words[done:]


def forms(language: str, kinds: Iterable[str]) -> frozenset[str]:
    """All forms of some kinds, for the other layers (intake's joined words, checks)."""
    wanted = frozenset(kinds)
    return frozenset(e.form for e in entries(language) if e.kind in wanted)
