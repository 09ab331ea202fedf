"""The nouns: what the stages pass to one another, and nothing else.

Every record here is frozen, picklable and compared by value. No parser token, no
database handle and no file crosses a border between two stages; these do. This module
imports nothing of ours, so every other module may import it.

Offsets are counted in Unicode code points of `Article.original`, the untouched text,
with an exclusive end, unless a docstring says that they count in the repaired text.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_right

import msgspec

__all__ = [
    "Actor",
    "Article",
    "AttributedSource",
    "Attribution",
    "Claim",
    "Edit",
    "Goods",
    "Place",
    "Proposition",
    "Publication",
    "Quantity",
    "Reason",
    "Rung",
    "Source",
    "Span",
    "Spans",
    "Stance",
    "Tie",
    "Time",
    "Trouble",
    "content_id",
]


class Record(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=False):
    """Base of all nouns: immutable, keyword-only, in the field order of the contract."""


def content_id(*parts: object) -> str:
    """A short stable id: the first 16 hex digits of the SHA-256 of the parts.

    >>> content_id("a", 1) == content_id("a", 1) != content_id("a1")
    True
    """
    digest = hashlib.sha256()
    for part in parts:
        digest.update(repr(part).encode("utf-8"))
        digest.update(b"\x1f")
    return digest.hexdigest()[:16]


class Span(Record, frozen=True):
    """Words of the original text: `text == original[start:end]`."""

    start: int
    end: int
    text: str


class Spans(Record, frozen=True):
    """Words in one or several pieces, as a split quotation has."""

    spans: tuple[tuple[int, int], ...]
    text: str


class Trouble(Record, frozen=True):
    """Something that may be wrong, as a value: a code, plain words, and where.

    `start` and `end` are None where the trouble has no place in the text.
    """

    code: str
    words: str
    start: int | None = None
    end: int | None = None


class Edit(Record, frozen=True):
    """One repair: `original[start:end]` was read as `replacement`; `kind` names the repair."""

    start: int
    end: int
    replacement: str
    kind: str


class Publication(Record, frozen=True):
    """What a claim says of its article (the `article` object of the claim contract)."""

    id: str
    title: str | None = None
    published: str | None = None
    language: str | None = None
    publisher: str | None = None
    url: str | None = None


class Article(Record, frozen=True):
    """One article as it came in, with the repairs that make it readable.

    `original` is never altered. `edits` (ascending, not overlapping, counted in the
    original) give the repaired text that is read; `span` maps back.
    """

    id: str
    original: str
    language: str
    title: str | None = None
    published: str | None = None
    publisher: str | None = None
    url: str | None = None
    sha256: str = ""
    edits: tuple[Edit, ...] = ()
    trouble: tuple[Trouble, ...] = ()

    @property
    def publication(self) -> Publication:
        """The part of the article that its claims carry."""
        return Publication(
            id=self.id,
            title=self.title,
            published=self.published,
            language=self.language,
            publisher=self.publisher,
            url=self.url,
        )

    @property
    def repaired(self) -> str:
        """The text that is read: the original with its edits applied."""
        pieces, at = [], 0
        for edit in self.edits:
            pieces += [self.original[at : edit.start], edit.replacement]
            at = edit.end
        pieces.append(self.original[at:])
        return "".join(pieces)

    def span(self, start: int, end: int) -> Span:
        """The words of the original for `start:end` of the repaired text."""
        return OffsetMap(self).span(start, end)


class OffsetMap:
    """Maps offsets of the repaired text of one article back to its original.

    >>> a = Article(id="x", original="la Chinecontinue", language="fr",
    ...             edits=(Edit(start=8, end=8, replacement=" ", kind="joined"),))
    >>> a.repaired
    'la Chine continue'
    >>> OffsetMap(a).span(9, 17).text
    'continue'
    """

    def __init__(self, article: Article) -> None:
        self.original = article.original
        self._starts = [0]  # starts of segments in the repaired text
        self._segments: list[tuple[int, int, bool]] = [(0, 0, False)]  # (repaired, original, is an edit)
        shift_at, original_at = 0, 0
        for edit in article.edits:
            shift_at += edit.start - original_at
            self._push(shift_at, edit.start, True)
            shift_at += len(edit.replacement)
            original_at = edit.end
            self._push(shift_at, edit.end, False)

    def _push(self, repaired: int, original: int, inside: bool) -> None:
        self._starts.append(repaired)
        self._segments.append((repaired, original, inside))

    def offset(self, at: int, *, end: bool = False) -> int:
        """The offset in the original for offset `at` of the repaired text.

        Inside an edit the answer is the edit's border: its start, or its end when `end`.
        """
        if len(self._segments) == 1:
            return at
        # an end offset belongs to the segment of the character before it
        k = bisect_right(self._starts, at - 1 if end and at else at) - 1
        repaired, original, inside = self._segments[k]
        if not inside:
            return original + at - repaired
        return self._segments[k + 1][1] if end else original

    def span(self, start: int, end: int) -> Span:
        """The words of the original for `start:end` of the repaired text."""
        first, last = self.offset(start), self.offset(end, end=True)
        last = max(first, last)
        return Span(start=first, end=last, text=self.original[first:last])


class Time(Record, frozen=True):
    """When something is said to hold: an interval of days, both ends inside it.

    `start` and `end` are ISO dates or None where the text leaves that side open;
    `precision` is day, month, year or vague; the span is where the words stand.
    """

    start: str | None
    end: str | None
    precision: str
    text: str
    span: Span | None = None


class Actor(Record, frozen=True):
    """A state, a body, or somebody without a code who acts or is acted upon.

    `code` is ISO 3166-1 alpha-3 for states, a bloc code for bodies, "?" where the text
    names no one, None for a named party that stands for no state. `sector` is PLOVER's.
    `start`/`end`/`text` are the mention's own words. `country`: where a party without a code is
    at home ("Burundian militiamen"), which is PLOVER's code for it; None where unknown or `code` says it.
    """

    code: str | None
    name: str | None
    sector: str | None = None
    start: int | None = None
    end: int | None = None
    text: str | None = None
    country: str | None = None


class Goods(Record, frozen=True):
    """What flows: a code of `relations/goods.toml` and the words that say it."""

    code: str
    text: str
    start: int
    end: int


class Quantity(Record, frozen=True):
    """How much, as said: bounds where the words allow them, and the words.

    "dozens" is at least 24 without an upper bound; "about 400" is vague around 400.
    `unit` is None for a bare count.
    """

    low: float | None
    high: float | None
    unit: str | None
    text: str
    start: int
    end: int


class Place(Record, frozen=True):
    """Where, as said; `role` is at, from, to or via; `code` is the state, when known."""

    name: str
    code: str | None
    role: str
    start: int
    end: int


class Source(Record, frozen=True):
    """One link of the chain of those who say so.

    `kind` is person, government, body, media, anonymous or document. `actor` is the code
    of the state or body spoken for. `said` is when it was said.
    """

    name: str | None
    actor: str | None
    role: str | None
    kind: str
    start: int | None = None
    end: int | None = None
    text: str | None = None
    said: Time | None = None


class Claim(Record, frozen=True, rename={"from_": "from"}):
    """One thing that somebody says holds, held or will hold between states.

    The fields and their codes are the claim contract's (docs/claims.md).
    """

    id: str
    article: Publication
    evidence: Span
    cue: Span
    act: str
    channel: str
    from_: Actor | None
    to: Actor
    plover: str | None
    goods: tuple[Goods, ...]
    stage: str
    factuality: str
    sources: tuple[Source, ...]
    quoted: bool
    time: Time | None
    place: Place | None
    quantity: Quantity | None
    trouble: tuple[Trouble, ...]
    rules: tuple[str, ...]
    modes: tuple[str, ...] = ()


class AttributedSource(Record, frozen=True):
    """The source of an attribution: its words and whom they mean."""

    spans: tuple[tuple[int, int], ...]
    text: str
    name: str | None
    actor: str | None
    role: str | None
    kind: str


class Attribution(Record, frozen=True):
    """Who says, thinks, wants, announces or denies what: one line of `quotes --json`.

    `source` is None where the text names none (the French conditional, a bare quotation).
    `form` is direct, indirect or mixed; `within` the id of the attribution around it.
    `rules` names what found it and why the passage has this speaker and ends where it does.
    """

    id: str
    article: Publication
    source: AttributedSource | None
    cue: Spans
    content: Spans
    form: str
    within: str | None
    said: Time | None = None
    factuality: str = "CT+"
    rules: tuple[str, ...] = ()


class Reason(Record, frozen=True):
    """One thing that moved a credence: what, in words, and by how much (log-odds, natural logarithm).

    `code` names the kind (root, dependence, denial, decay, grade, decision, ceiling, expiry); `root` is the independent
    source at work where there is one; `claims` are the ids of the claims that say so.
    """

    code: str
    words: str
    weight: float = 0.0
    root: str | None = None
    claims: tuple[str, ...] = ()


class Rung(Record, frozen=True):
    """One rung of the commitment ladder: how surely the matter has come at least this far.

    `stage` is sought, promised, attempted, done or ended; `credence` is between 0 and 1 with a nominal 90 % interval
    `low`..`high`; `first` and `last` are the ISO dates of the first and last claim that puts it on this very rung, None
    where only other rungs speak for it.
    """

    stage: str
    credence: float
    low: float
    high: float
    first: str | None = None
    last: str | None = None
    claims: tuple[str, ...] = ()


class Stance(Record, frozen=True):
    """What one root says of one proposition: a cell of the stance matrix.

    `verb` is asserts, alleges, promises, denies, confirms, retracts, declines, checks or foresees; `party` the code or
    name of the one who says so; `weight` the log-odds that it moves, after interest, factuality and dependence;
    `family` those with whom he depends: stances of one family are no independent voices.
    """

    root: str
    party: str
    verb: str
    date: str | None
    stage: str
    weight: float
    claims: tuple[str, ...]
    speaker: str | None = None
    interest: str | None = None
    family: str | None = None


class Proposition(Record, frozen=True, rename={"from_": "from"}):
    """One thing that may hold, whoever says it, in whatever words and language.

    `id` is a hash of what is proposed (act, parties, channel, goods, episode), so it is the same on every machine.
    `from_` and `to` are actor codes (for acts that go either way, in alphabetical order); `goods` is the most specific
    code that all its claims allow, or None. `start`..`end` spans the days it is said to hold. `general` are the ids of
    propositions that say the same less specifically ("arms" for "drones"); they are related, never merged.
    `rungs` goes from sought to done (and ended, where somebody says so). `number` is the Admiralty number 1 to 6.
    """

    id: str
    from_: str | None
    to: str
    act: str
    channel: str
    goods: str | None
    start: str | None
    end: str | None
    rungs: tuple[Rung, ...]
    stances: tuple[Stance, ...]
    contested: bool
    number: int
    claims: tuple[str, ...]
    roots: tuple[str, ...]
    general: tuple[str, ...] = ()
    reasons: tuple[Reason, ...] = ()


class Tie(Record, frozen=True, rename={"from_": "from"}):
    """What holds between two states in one channel by one act on one day: a view over claims, with its reasons.

    `from_` and `to` are actor codes (`from_` None for `assess`). `kind` is for, against or assessment, as in
    relations/acts.toml; `either_way` says that direction means nothing (then `from_` < `to`). `rungs` holds, from
    the lowest to the highest stage, how surely the matter has come AT LEAST so far (so credences fall, or stay,
    from rung to rung; exactly this far = its credence less the next one's). `stage` is the highest rung that a
    claim directly speaks of and that is not out-weighed by denials; `credence`, `low`, `high` are that rung's.
    `ended` is the day on which it is said to have ended. `confirmed` is the last day on which somebody affirmed it,
    `first` the first. `weights` pairs each independent root with the share of what is believed that hangs on it
    (signed: below 0 it speaks against), for drawing roots jointly: see `weighing.draws`. `known` (0 to 1) is how
    much of the evidence is still fresh on the day asked about: evidence decays towards unknown, so a figure counts
    `credence * known` and shows the rest as unknown. `expired` is the day from which, by the policy of its channel, it
    counts as neither held nor gone, because nobody had confirmed it for so long. `reached` are the goods that by
    themselves are likely to have come as far as `stage`.
    """

    id: str
    from_: str | None
    to: str
    act: str
    channel: str
    kind: str
    either_way: bool
    stage: str
    credence: float
    low: float
    high: float
    rungs: tuple[Rung, ...]
    goods: tuple[str, ...]
    first: str | None
    confirmed: str | None
    ended: str | None
    contested: bool
    propositions: tuple[str, ...]
    claims: tuple[str, ...]
    weights: tuple[tuple[str, float], ...]
    reasons: tuple[Reason, ...] = ()
    known: float = 1.0
    expired: str | None = None
    reached: tuple[str, ...] = ()
