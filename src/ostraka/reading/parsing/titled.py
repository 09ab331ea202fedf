"""Keeps names beside titles from the parser: "le roi du Maroc *Ali Sy* a dit" is shown as "le roi du Maroc a dit".

A small parser loses the subject in "le chef d'état-major de l'armée, *le général Tom Oda,* …"
and "Tom Oda, *ministre de la Défense,* …". What such words hang on is certain without it:
a name behind a title is apposed to the title, and a title in commas behind a name to the
name. So they are not shown, and are put back. Which words may stand in the phrase of a title
is the language's `plain.toml`, `[titled]`; the titles are its person roles. A language
without the table keeps all its words.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from ostraka.languages.pack import has_table, rows, table
from ostraka.relations.table import reach

__all__ = ["Inset", "Piece", "Shown", "Titled", "titled_of"]

WORD = re.compile(r"[^\W\d_]+(?:[-‑][^\W\d_]+)*['’]?")
LAST = re.compile(r"([^\W\d_]+(?:[-‑][^\W\d_]+)*['’]?)\s?$")
TOKEN = re.compile(r"[^\W_]+(?:[-‑][^\W_]+)*['’]?|[^\w\s]")
PHRASE = reach()["parsing"]["title_phrase"]
FAR = reach()["parsing"]["title_far"]
RANK = reach()["parsing"]["title_rank"]
NAME_TABLES = ("states", "actors")
PARTS = ("small", "articles", "prenominal", "describing", "far", "joins", "offices")


class Piece(NamedTuple):
    """A word as it goes back into the parse; `head` is the offset in the text of the word that it hangs on."""

    start: int
    end: int
    word: str
    pos: str
    dep: str
    head: int


class Inset(NamedTuple):
    """What is not shown, from `start` to `end`, and its words."""

    start: int
    end: int
    pieces: tuple[Piece, ...]


class Shown(NamedTuple):
    """A text without its insets; `shift` holds the offset in the text of each character that is left."""

    shown: str
    shift: list[int]
    insets: tuple[Inset, ...]


class Titled:
    """The titles of one language and the names beside them."""

    def __init__(self, language: str) -> None:
        raw: dict[str, Any] = table(language, "plain").get("titled", {}) if has_table(language, "plain") else {}
        self.known = bool(raw)
        self.words = {k: frozenset(raw.get(k, ())) for k in PARTS}
        classes = table(language, "roles")["classes"].values() if raw else ()
        self.titles = frozenset(raw.get("titles", ())) | {w for c in classes if c.get("person") for w in c["words"]}
        self.titles -= frozenset(raw.get("no_titles", ()))
        self.roles = frozenset(w + s for c in classes for w in c["words"] for s in raw.get("endings", ()))
        states = rows(language, "states") if raw else ()
        self.nations = frozenset(a for r in states for a in r["adjectives"].split("|"))
        forms = [f for r in states for k in ("names", "capitals") for f in r[k].split("|") if f]
        forms += [f for r in rows(language, "actors") for f in r["forms"].split("|") if f] if raw else []
        self.names = frozenset(forms)
        self.run = re.compile(raw["name"]) if raw else None
        self.hidden = {w: row for row in raw.get("hidden", ()) for w in row["words"]}
        self.hides = hiding(self.hidden)
        self.lands = frozenset(f for r in states for f in r["names"].split("|"))
        self.after_keeps = re.compile(raw["keeps_comma"]) if raw else None
        self.not_before = re.compile(raw["not_before"]) if raw else None

    # ------------------------------------------------------------ what is not shown
    def cut(self, text: str) -> Shown:
        """The text without the names beside titles, and the titles in commas behind names."""
        insets = tuple(self.every(text)) if self.known else ()
        if not insets:
            return Shown(text, [], ())
        kept: list[str] = []
        shift: list[int] = []
        at = 0
        for inset in insets:
            kept.append(text[at : inset.start])
            shift += range(at, inset.start)
            at = inset.end
        return Shown("".join([*kept, text[at:]]), [*shift, *range(at, len(text) + 1)], insets)

    def every(self, text: str) -> Iterator[Inset]:
        """The insets of a text, in order, none within another."""
        done = 0
        for inset in sorted([*self.found(text), *self.modifying(text)]):
            if inset.start >= done:
                yield inset
                done = inset.end

    def modifying(self, text: str) -> Iterator[Inset]:
        """What stands between a noun and the place or nation of its own: "la junte *au pouvoir* au Pérou"."""
        for m in self.hides.finditer(text) if self.hides is not None else ():
            row, said = self.hidden[m.group()], text[max(0, m.start() - PHRASE) : m.start()]
            before = LAST.search(said)
            after = WORD.match(text, m.end() + 1)
            if before is None or after is None or text[m.end()] != " " or not self.between(row, before[1], after, text):
                continue
            start = m.start() - len(said) + before.start(1)
            anchor = start if row["hang"] == "before" else after.start()
            cut = (m.start() - 1, m.end()) if row["hang"] == "before" else (m.start(), m.end() + 1)
            yield Inset(*cut, tuple(self.modifier(m, anchor)))

    def between(self, row: dict[str, Any], before: str, after: re.Match[str], text: str) -> bool:
        """Whether the words beside a modifier are such that it may be left out."""
        if self.kind(before) not in row["before"]:
            return False
        if row["after"] == "place":
            seat = text[after.end() + 1 : after.end() + 2]
            return after.group() in self.words["far"] and seat.isupper()
        return after.group() in (self.nations if row["after"] == "nation" else self.lands)

    def modifier(self, m: re.Match[str], anchor: int) -> Iterator[Piece]:
        """The words of a modifier: an adjective, or a noun with its preposition."""
        *cases, word = TOKEN.finditer(m.string, m.start(), m.end())
        for case in cases:
            yield Piece(case.start(), case.end(), case.group(), "ADP", "case", word.start())
        pos, dep = ("NOUN", "nmod") if cases else ("ADJ", "amod")
        yield Piece(word.start(), word.end(), word.group(), pos, dep, anchor)

    def found(self, text: str) -> Iterator[Inset]:
        """The insets beside names, in order."""
        assert self.run is not None
        done = 0
        for run in self.run.finditer(text):
            start, end = self.name_of(text, run)
            if start < done or end == start:
                continue
            inset = self.behind_comma(text, start, end) or self.behind_title(text, start, end)
            if inset is not None:
                yield inset
                done = inset.end
            title = inset.pieces[0].head if inset is not None and text[inset.start] == " " else start
            told = self.before_comma(text, end, title) if done <= end else None
            if told is not None:
                yield told
                done = told.end

    def name_of(self, text: str, run: re.Match[str]) -> tuple[int, int]:
        """Where a name stands in a run of capitalised words: behind the name of a country or an office."""
        start, end = run.span()
        words = list(WORD.finditer(text, start, end))
        before = text[max(0, start - PHRASE) : start]
        opened = LAST.search(before)
        if opened is None or opened[1].lower().replace("’", "'") not in self.words["small"] | self.words["articles"]:
            return (start, end) if text[start:end] not in self.names else (start, start)
        for many in range(len(words) - 1, 0, -1):
            if many == 1 or text[start : words[many - 1].end()] in self.names:
                after = words[many].start() if many < len(words) else end
                return (after, end) if len(words) - many > 1 else (start, start)
        return start, start

    def behind_title(self, text: str, start: int, end: int) -> Inset | None:
        """A name right behind the phrase of a title: "le ministre kényan de la Défense *Tom Oda*"."""
        assert self.not_before is not None
        if start == 0 or text[start - 1] != " " or self.not_before.match(text, end):
            return None
        title = self.title_before(text, start)
        if title is None:
            return None
        if len(WORD.findall(text[title:start])) < FAR:
            return None  # what stands right behind the title, or its nation, the parser hangs there itself
        return Inset(start - 1, end, tuple(self.name(text, start, end, title)))

    def behind_comma(self, text: str, start: int, end: int) -> Inset | None:
        """A name in commas behind the phrase of a title: "le chef de l'armée, *le général Tom Oda,* …"."""
        comma = text.rfind(",", max(0, start - PHRASE), start)
        rank = text[comma + 1 : start]
        words = list(WORD.finditer(text, comma + 1, start))
        if comma < 1 or rank[:1] != " " or len(words) > RANK or not self.is_rank([w.group() for w in words], rank):
            return None
        closing = self.closing(text, end)
        title = self.title_before(text, comma) if closing is not None else None
        if title is None or closing is None:
            return None
        pieces = list(self.marked(text, comma, title))
        at = title
        if words:
            pieces += self.phrase(text, words[0].start(), start, title)
            at = next(p.start for p in pieces if p.head == title and p.pos == "NOUN")
        pieces += self.name(text, start, end, at)
        return Inset(comma, closing, (*pieces, *self.marked(text, end, title) * (closing > end)))

    def before_comma(self, text: str, end: int, head: int) -> Inset | None:
        """The phrase of a title in commas behind a name: "Tom Oda, *ministre kényan de la Défense,* …"."""
        if text[end : end + 2] != ", ":
            return None
        stop = end + 2
        words: list[re.Match[str]] = []
        while (m := WORD.match(text, stop)) is not None and self.may_stand(m.group(), [w.group() for w in words]):
            words.append(m)
            stop = m.end() + (text[m.end() : m.end() + 1] == " ")
        stop = words[-1].end() if words else stop
        said = [w.group() for w in words]
        first = next((k for k, w in enumerate(said) if w.lower() in self.titles), None)
        fore = {self.kind(w) for w in said[:first]}
        closing = self.closing(text, stop)
        if first is None or closing is None or not fore <= {"DET", "FORE"} or said[0] in ("du", "des", "au"):
            return None
        pieces = [*self.marked(text, end, head), *self.phrase(text, end + 2, stop, head)]
        return Inset(end, closing, (*pieces, *self.marked(text, stop, head) * (closing > stop)))

    # ------------------------------------------------------------ the phrase of a title
    def title_before(self, text: str, end: int) -> int | None:
        """Where the title stands whose phrase, with an article, ends before an offset."""
        first = max(0, end - PHRASE)
        words = list(WORD.finditer(text, first, end))
        border = end
        while words:
            word = words.pop()
            between = text[word.end() : border]
            if between.strip():
                return None
            lower = word.group().lower()
            if lower in self.titles and self.has_article(text, words, word.start()):
                return word.start()
            before = words[-1].group() if words else ""
            if not self.may_stand(word.group(), [before]):
                return None
            border = word.start()
        return None

    def has_article(self, text: str, words: list[re.Match[str]], border: int) -> bool:
        """Whether an article stands before a title, or before the adjectives that do."""
        for word in reversed(words):
            lower = word.group().lower().replace("’", "'")
            if text[word.end() : border].strip():
                return False
            if lower in self.words["articles"]:
                return True
            if lower not in self.words["prenominal"] and lower not in self.nations:
                return False
            border = word.start()
        return False

    def may_stand(self, word: str, before: list[str]) -> bool:
        """Whether a word may stand in the phrase of a title; a capitalised one behind a small word or another."""
        lower = word.lower().replace("’", "'")
        if self.kind(word) != "NAME":
            return True
        last = before[-1] if before else ""
        return (
            word[0].isupper() and (self.kind(last) in ("DET", "ADP") or last[:1].isupper()) and lower not in self.titles
        )

    def kind(self, word: str) -> str:
        """What a word is in the phrase of a title; `FORE` is an adjective that stands before its noun."""
        lower = word.lower().replace("’", "'")
        if lower in self.words["joins"]:
            return "CCONJ"
        if lower in self.words["small"]:
            return "ADP"
        if lower in self.words["articles"]:
            return "DET"
        if lower in self.words["prenominal"]:
            return "FORE"
        if word in self.nations or word in self.words["describing"]:
            return "ADJ"
        return "NOUN" if lower in self.roles or lower in self.titles or word in self.words["offices"] else "NAME"

    def is_rank(self, words: list[str], said: str) -> bool:
        """Whether nothing, or only an article and a title, stands before a name: "*le général* Tom Oda"."""
        if not words:
            return not said.strip()
        kinds = {self.kind(w) for w in words}
        titled = words[-1].lower() in self.titles or (len(words) > 1 and words[-2].lower() in self.titles)
        return titled and kinds <= {"DET", "NOUN", "ADJ"}

    def closing(self, text: str, end: int) -> int | None:
        """Where an apposition is closed: behind its comma, or before one that opens another, or a mark."""
        assert self.after_keeps is not None
        if text[end : end + 1] != ",":
            return end if re.match(r"\s?[.!?;:)»]|\s[–—]|$", text[end:]) else None
        if text[end + 1 : end + 2] != " " or self.after_keeps.match(text, end + 2):
            return end if self.after_keeps.match(text, end + 2) else None
        return None if text[end + 2 : end + 3].isupper() else end + 1

    # ------------------------------------------------------------ its words in the tree
    def name(self, text: str, start: int, end: int, title: int) -> Iterator[Piece]:
        """The words of a name, apposed to a title."""
        for m in TOKEN.finditer(text, start, end):
            first = m.start() == start
            yield Piece(
                m.start(), m.end(), m.group(), "PROPN", "appos" if first else "flat:name", title if first else start
            )

    def marked(self, text: str, at: int, head: int) -> tuple[Piece, ...]:
        """A comma, where there is one."""
        return (Piece(at, at + 1, ",", "PUNCT", "punct", head),) if text[at : at + 1] == "," else ()

    def phrase(self, text: str, start: int, end: int, head: int) -> list[Piece]:
        """The words of the phrase of a title, apposed to a name or another title."""
        words = [(m.start(), m.end(), self.kind(m.group())) for m in TOKEN.finditer(text, start, end)]
        titles = [k for k, (a, b, _) in enumerate(words) if text[a:b].lower() in self.titles]
        if titles:
            a, b, _ = words[titles[0]]
            words[titles[0]] = a, b, "NOUN"
        nouns = [a for a, _, kind in words if kind in ("NOUN", "NAME")]
        found: list[Piece] = []
        for a, b, kind in words:
            behind = next((n for n in nouns if n > a), nouns[-1])
            before = max((n for n in nouns if n < a), default=behind)
            if kind in ("NOUN", "NAME"):
                cases = {text[p.start : p.end].lower() for p in found if p.head == a and p.dep == "case"}
                far = nouns[0] if cases & self.words["far"] else before
                joined = any(p.head == a and p.dep == "cc" for p in found)
                dep = "appos" if a == nouns[0] else "conj" if joined else "nmod" if cases else "flat:name"
                proper = text[a:b][0].isupper() and kind == "NAME"
                found.append(Piece(a, b, text[a:b], "PROPN" if proper else "NOUN", dep, head if a == nouns[0] else far))
            elif kind in ("ADJ", "FORE"):
                found.append(Piece(a, b, text[a:b], "ADJ", "amod", behind if kind == "FORE" and behind > a else before))
            else:
                found.append(Piece(a, b, text[a:b], kind, {"DET": "det", "ADP": "case", "CCONJ": "cc"}[kind], behind))
        return found

    # ------------------------------------------------------------ back into the parse
    def put_back(self, cut: Shown, raw: Any) -> Any:
        """The parse of the shown text as one of the whole text; the offsets of `raw` count in the whole text."""
        columns = [list(c) for c in raw]
        starts, ends, lemmas, pos, deps, heads, morphs, firsts = columns
        hung: list[tuple[int, int]] = []
        for inset in cut.insets:
            at, many = bisect_left(starts, inset.pieces[0].start), len(inset.pieces)
            heads[:] = [h + many if h >= at else h for h in heads]
            firsts[:] = [s + many if s >= at else s for s in firsts]
            hung = [(k + many if k >= at else k, o) for k, o in hung]
            starts[at:at] = [p.start for p in inset.pieces]
            ends[at:at] = [p.end for p in inset.pieces]
            pos[at:at] = [p.pos for p in inset.pieces]
            deps[at:at] = [p.dep for p in inset.pieces]
            heads[at:at] = [at] * many
            morphs[at:at] = [""] * many
            lemmas[at:at] = [p.word if p.pos == "PROPN" else p.word.lower() for p in inset.pieces]
            hung += [(at + k, p.head) for k, p in enumerate(inset.pieces)]
        for k, offset in hung:
            heads[k] = max(bisect_right(starts, offset) - 1, 0)
            if deps[k] == "appos" and pos[heads[k]] == "ADJ":
                pos[heads[k]] = "NOUN"  # "un *scientifique* russe, Ivan Orlov,"
        return raw._replace(**dict(zip(raw._fields, columns, strict=True)))


def hiding(rows_: dict[str, Any]) -> re.Pattern[str] | None:
    """The words of the table as one pattern."""
    return re.compile(rf"(?<=[ ’'])(?:{'|'.join(map(re.escape, rows_))})(?= )") if rows_ else None


@cache
def titled_of(language: str) -> Titled:
    """The titles of a language."""
    return Titled(language)
