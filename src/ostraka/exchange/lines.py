"""Claims as JSON lines, in and out: the claim contract, or the whole ledger, record by record.

`claims` gives what `read --json` prints, of the last readings. It loses the texts, the attributions, earlier readings,
which articles are copies, and what people decided; read back, an article whose text is not there stands with the words
of its claims in their places and blanks around them, and says so. `ledger` loses nothing: read back, it has the same
hash.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

import msgspec

from ostraka.claims import Article, Attribution, Claim, Trouble
from ostraka.errors import InputError
from ostraka.ledger import Ledger

__all__ = ["FORMATS", "Told", "claims_in", "lines", "records_in"]

FORMATS = ("claims", "ledger")
MISSING = Trouble(code="text.missing", words="the text was not exported: only the words of its claims are kept")


class Told(NamedTuple):
    """An article as far as its exported claims tell of it, with these claims."""

    article: Article
    claims: tuple[Claim, ...]
    attributions: tuple[Attribution, ...] = ()
    trouble: tuple[Trouble, ...] = ()


def lines(book: Ledger, form: str, wanted: Mapping[str, Any]) -> Iterator[bytes]:
    """The lines of an export; `wanted` narrows the claims as `Ledger.claims` does."""
    found: Iterable[Any] = book.claims(**wanted) if form == "claims" else book.records()
    for one in found:
        yield msgspec.json.encode(one) + b"\n"


def claims_in(given: Iterable[bytes], where: str) -> Iterator[Told]:
    """The articles of exported claims, each with its claims in the order of the text. InputError names the line."""
    decode = msgspec.json.Decoder(Claim).decode
    by_article: dict[str, list[Claim]] = {}
    for number, line in enumerate(given, start=1):
        if line.strip():
            try:
                claim = decode(line)
            except (msgspec.DecodeError, UnicodeDecodeError) as wrong:
                raise InputError(f"{where}: line {number} is no claim: {wrong}") from None
            by_article.setdefault(claim.article.id, []).append(claim)
    for claims in by_article.values():
        yield Told(article_of(claims), tuple(claims))


def article_of(claims: list[Claim]) -> Article:
    """An article that has only the words of its claims, each where it stood."""
    spans = [s for c in claims for s in (c.evidence, c.cue)]
    text = [" "] * max(s.end for s in spans)
    for s in spans:
        text[s.start : s.end] = s.text
    about = claims[0].article
    return Article(
        id=about.id,
        original="".join(text),
        language=about.language or "",
        title=about.title,
        published=about.published,
        publisher=about.publisher,
        url=about.url,
        trouble=(MISSING,),
    )


def records_in(given: Iterable[bytes], where: str) -> Iterator[dict[str, Any]]:
    """The records of an exported ledger. InputError names the line."""
    decode = msgspec.json.Decoder(dict[str, Any]).decode
    for number, line in enumerate(given, start=1):
        if line.strip():
            try:
                yield decode(line)
            except (msgspec.DecodeError, UnicodeDecodeError) as wrong:
                raise InputError(f"{where}: line {number} is no record of a ledger: {wrong}") from None
