"""What one row becomes: an article that holds the row as written, and the claims that it makes."""

from __future__ import annotations

from typing import Any, NamedTuple

from ostraka.claims import (
    Actor,
    Article,
    Attribution,
    Claim,
    Goods,
    Publication,
    Quantity,
    Source,
    Span,
    Time,
    Trouble,
    content_id,
)
from ostraka.relations.table import plover
from ostraka.states.table import name_of

__all__ = ["Dataset", "Entry", "Said", "article", "claim"]


class Dataset(NamedTuple):
    """Where rows come from: the format, its description, the file, its hash, the day of its release (ISO) or None."""

    name: str
    form: dict[str, Any]
    file: str
    sha256: str
    published: str | None


class Entry(NamedTuple):
    """One row with its claims; what the ledger takes."""

    article: Article
    claims: tuple[Claim, ...]
    attributions: tuple[Attribution, ...] = ()
    trouble: tuple[Trouble, ...] = ()


class Said(NamedTuple):
    """What a row claims, with the places of its words in the article."""

    act: str
    channel: str
    stage: str
    factuality: str
    from_: tuple[str, Span]
    to: tuple[str, Span]
    cue: Span
    evidence: Span
    time: Time
    quantity: Quantity | None = None
    goods: tuple[Goods, ...] = ()
    modes: tuple[str, ...] = ()
    voice: str | None = None


def article(of: Dataset, text: str, where: str) -> Article:
    """The article of a row. Its id hangs on the data set, its release and the text, so the same row adds nothing.

    `where` says the place in the file ("line 12"); it is no part of the id, nor is the file's name or hash.
    """
    return Article(
        id=content_id("statistics", of.name, of.published, text),
        original=text,
        language=of.form["language"],
        title=f"{of.form['title']}: {of.file}, {where} (sha256 {of.sha256[:16]})",
        published=of.published,
        publisher=of.form["title"],
    )


def claim(of: Dataset, about: Article, said: Said) -> Claim:
    """The claim of a row."""
    goods = tuple(g.code for g in said.goods)
    key = (said.act, said.channel, said.stage, said.from_[0], said.to[0], goods, said.factuality)
    return Claim(
        id=content_id("claim", about.id, *key),
        article=Publication(**{f: getattr(about.publication, f) for f in Publication.__struct_fields__}),
        evidence=said.evidence,
        cue=said.cue,
        act=said.act,
        channel=said.channel,
        from_=actor(*said.from_),
        to=actor(*said.to),
        plover=plover(said.act, stage=said.stage, factuality=said.factuality, channel=said.channel, goods=goods),
        goods=said.goods,
        stage=said.stage,
        factuality=said.factuality,
        sources=sources(of, said.voice),
        quoted=False,
        time=said.time,
        place=None,
        quantity=said.quantity,
        trouble=(),
        rules=(f"statistics.{of.name}",),
        modes=said.modes,
    )


def actor(code: str, words: Span) -> Actor:
    """A state with the cell that names it."""
    return Actor(code=code, name=name_of(code), start=words.start, end=words.end, text=words.text)


def sources(of: Dataset, voice: str | None) -> tuple[Source, ...]:
    """The data set, and behind it the government that reported the figure where the table says which."""
    day = of.published
    said = Time(start=day, end=day, precision="day", text=day) if day else None
    chain = [Source(name=of.form["title"], actor=None, role=of.form["about"], kind="document", said=said)]
    if voice:
        chain.append(Source(name=None, actor=voice, role=None, kind="government", said=said))
    return tuple(chain)
