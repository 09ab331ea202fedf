"""The linter of briefs: sentences without support, one root told as several, likelihood mixed with confidence, promises
worded as deliveries, a likelihood that is not the ledger's, a denial left out.

A sentence cites with marks, [1] or [1][2], the claims picked for the brief, in their order.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from ostraka import intake
from ostraka.claims import Article, Claim, Tie
from ostraka.errors import UnknownName
from ostraka.languages.pack import load_toml
from ostraka.relations.table import kind_of
from ostraka.web.app.bonds import NOT_DONE
from ostraka.web.app.tongue import Tongue
from ostraka.web.app.worlds import World
from ostraka.web.limits import limits
from ostraka.weighing.chain import chain
from ostraka.weighing.policy import table as policy_table

__all__ = ["Note", "Said", "lint", "pieces", "rules", "says", "sentences"]

MARK = re.compile(r"\[(\d{1,3})\]")
END = re.compile(r"(?<=[.!?…])((?:\s*\[\d{1,3}\])*)\s+(?=[\"“«(A-ZÀ-Þ0-9])")
SKIPPED = re.compile(r"\s*(#|>|\||---|\[\d{1,3}\]:?\s)")  # headings, quotations, tables, the notes themselves
BULLET = re.compile(r"^\s*(?:[-*+]|\d{1,2}[.)])\s+")

Read = Callable[[list[Article]], Iterable[Any]]


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """A sentence of a brief: its line (from 1), its words without marks, the numbers it cites."""

    line: int
    text: str
    cites: tuple[int, ...]


class Note(msgspec.Struct, frozen=True, kw_only=True):
    """Something to mend: `code` names the rule, `words` say it, `claims` are those that it is about."""

    line: int
    sentence: str
    code: str
    words: str
    claims: tuple[str, ...] = ()


@cache
def rules(language: str) -> dict[str, tuple[re.Pattern[str], ...]]:
    """The patterns of a language by rule (linter.toml)."""
    found = load_toml(Path(__file__).parent / "linter.toml")[language]
    return {name: tuple(re.compile(p, re.I) for p in rule["patterns"]) for name, rule in found.items()}


def says(rule: str, text: str, language: str) -> bool:
    """Whether a sentence has words of a rule.

    >>> says("several", "Several sources say so.", "en"), says("several", "One source says so.", "en")
    (True, False)
    """
    return any(p.search(text) for p in rules(language)[rule])


def sentences(text: str) -> Iterator[Said]:
    r"""The sentences of a brief, line by line; headings, quotations and notes are none.

    >>> [(s.line, s.text, s.cites) for s in sentences("# Title\n- Iran did. [1] Kyiv said so. [2][3]")]
    [(2, 'Iran did.', (1,)), (2, 'Kyiv said so.', (2, 3))]
    """
    for k, line in enumerate(text.splitlines(), 1):
        if SKIPPED.match(line):
            continue
        for piece in pieces(BULLET.sub("", line)):
            bare = MARK.sub("", piece).strip().rstrip("*_")
            if len(bare.split()) >= min(limits().lint_words, 2):
                yield Said(line=k, text=" ".join(bare.split()), cites=tuple(int(n) for n in MARK.findall(piece)))


def pieces(line: str) -> list[str]:
    """The sentences of one line, each with the marks that follow it.

    >>> pieces("Iran did. [1] Kyiv said so.")
    ['Iran did. [1]', 'Kyiv said so.']
    """
    return END.sub(r"\1\n", line).split("\n")


def lint(text: str, picks: Sequence[Claim], world: World, t: Tongue, read: Read) -> list[Note]:
    """What is to be mended in a brief that cites `picks`; `read` reads articles (the parser, one at a time)."""
    said = list(sentences(text))
    given = [
        intake.article(s.text, language=t.language, published=world.at or None, id=f"line-{k}")
        for k, s in enumerate(said)
    ]
    understood = [list(r.claims) for r in read(given)]
    ties = {c: tie for tie in world.material.ties for c in tie.claims}
    made: list[Note] = []
    for s, claims in zip(said, understood, strict=True):
        cited = [picks[n - 1] for n in s.cites if 1 <= n <= len(picks)]
        checks = Checks(s, claims, cited, ties, world, t)
        made += checks.notes(len(picks))
    return [*made, *left_out(said, picks, ties, world, t)]


class Checks:
    """The rules, on one sentence: what was read in it, and the claims that it cites."""

    def __init__(
        self, s: Said, read: list[Claim], cited: list[Claim], ties: dict[str, Tie], world: World, t: Tongue
    ) -> None:
        self.s, self.read, self.cited, self.ties, self.world, self.t = s, read, cited, ties, world, t

    def notes(self, picks: int) -> Iterator[Note]:
        """All that is to be said of the sentence."""
        language = self.t.language
        if says("likelihood", self.s.text, language) and says("confidence", self.s.text, language):
            yield self.note("mixed")
        if not self.s.cites:
            yield self.unsupported()
            return
        if any(not 1 <= n <= picks for n in self.s.cites):
            yield self.note("no_such_mark", n=next(n for n in self.s.cites if not 1 <= n <= picks))
        if self.cited and self.read and not any(self.about(c) for c in self.cited):
            yield self.note("beside")
        if says("several", self.s.text, language) and self.roots() == 1:
            yield self.note("one_root")
        if self.delivered():
            yield self.note("promise", stage=self.t.stage(self.cited[0].stage))
        yield from self.odds()

    def note(self, code: str, **slots: object) -> Note:
        """A note in words."""
        words = str(self.t.ui["lint"][code]).format(**slots)
        return Note(
            line=self.s.line, sentence=self.s.text, code=code, words=words, claims=tuple(c.id for c in self.cited)
        )

    def unsupported(self) -> Note:
        """A sentence without a mark: does the ledger know what it says?"""
        known = [c for r in self.read for c in self.world.material.claims.values() if alike(r, c)]
        ids = tuple(dict.fromkeys(c.id for c in known))[:3]
        code = "unmarked" if known else "unsupported"
        made = self.note(code, ids=", ".join(i[:8] for i in ids))
        return msgspec.structs.replace(made, claims=ids)

    def about(self, claim: Claim) -> bool:
        """Whether a cited claim speaks of a party that the sentence speaks of, or is that party's word."""
        voices = {s.actor for s in claim.sources if s.actor}
        return any(ends(r) & (ends(claim) | voices) for r in self.read) or not any(ends(r) for r in self.read)

    def roots(self) -> int:
        """How many independent roots stand behind the cited claims."""
        found = set()
        for c in self.cited:
            try:
                found |= {
                    r.family
                    for r in chain(self.world.case, c.id).roots
                    if any(c.article.id in t.articles for t in r.texts)  # who else says so is not cited
                }
            except UnknownName:
                continue
        return len(found)

    def delivered(self) -> bool:
        """Whether it says done of what the cited claims only seek, promise, attempt or foresee."""
        mine = [c for c in self.cited if c.factuality[-1] != "-"]
        told = [r for r in self.read if r.stage == "done" and kind_of(r.act) != "assessment" and r.factuality == "CT+"]
        same = [c for c in mine if any(alike(r, c) for r in told)]
        tied = [self.ties[c.id].stage for c in same if c.id in self.ties]
        return bool(same) and all(c.stage in NOT_DONE for c in same) and all(x in NOT_DONE for x in tied)

    def odds(self) -> Iterator[Note]:
        """Whether its word of likelihood is that of the ties it cites."""
        bands = [str(b[self.t.language]) for b in policy_table("words")["band"]]
        lower = f" {self.s.text.casefold()} "
        used = next((b for b in sorted(bands, key=len, reverse=True) if re.search(rf"\b{re.escape(b)}\b", lower)), None)
        due = {self.t.estimative(self.ties[c.id].credence) for c in self.cited if c.id in self.ties}
        if used and due and used not in due:
            yield self.note("odds", used=used, due=" / ".join(sorted(due)))


def ends(claim: Claim) -> set[str]:
    """The codes at the ends of a claim."""
    return {a.code for a in (claim.from_, claim.to) if a is not None and a.code and a.code != "?"}


def alike(a: Claim, b: Claim) -> bool:
    """Whether two claims are of the same act between the same parties."""
    return a.act == b.act and bool(ends(a)) and ends(a) == ends(b)


def left_out(
    said: Sequence[Said], picks: Sequence[Claim], ties: dict[str, Tie], world: World, t: Tongue
) -> Iterator[Note]:
    """Contested ties that the brief tells without telling that they are denied."""
    cited = {picks[n - 1].id: s for s in reversed(said) for n in s.cites if 1 <= n <= len(picks)}
    told = {ties[c].id: (ties[c], s) for c, s in reversed(cited.items()) if c in ties}
    for tie, s in told.values():
        mine = [x for x in said if any(1 <= n <= len(picks) and picks[n - 1].id in tie.claims for n in x.cites)]
        if tie.id in world.disputed and not any(says("contest", x.text, t.language) for x in mine):
            yield Note(
                line=s.line, sentence=s.text, code="denial", words=str(t.ui["lint"]["denial"]), claims=tie.claims[:3]
            )
