"""Claims in a line: `claim("PRK > RUS transfer arms:arms.ammunition attempted PR+", by="John Kirby/USA", on="2022-11-02")`."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import msgspec

from ostraka.claims import Actor, Claim, Goods, Publication, Source, Span, Time, content_id


def source(words: str, on: str | None = None) -> Source:
    """`"John Kirby/USA"` a person, `"officials/USA/anonymous"`, `"/PRK/government"`, `"Reuters//media"`."""
    name, actor, kind = (words.split("/") + ["", "", ""])[:3]
    said = Time(start=on, end=on, precision="day", text=on) if on else None
    named = kind not in ("anonymous", "government")
    return Source(
        name=name or None if named else None,
        actor=actor or None,
        role=None if named else name or "officials",
        kind=kind or "person",
        text=name,
        said=said,
    )


def party(code: str) -> Actor:
    return Actor(code=code, name=code) if not code.startswith("?") else Actor(code=None, name=code[1:])


def claim(
    line: str,
    *,
    by: str = "",
    on: str | None = "2022-11-08",
    outlet: str | None = "The Gazette",
    article: str | None = None,
    said: str | None = None,
    time: tuple[str | None, str | None] | None = None,
    words: str = "",
    language: str = "en",
    modes: tuple[str, ...] = (),
) -> Claim:
    """A claim: `from > to act channel:goods,goods stage factuality`; `by` the sources, outermost first, "; " between."""
    from_, _, to, act, matter, stage, factuality = line.split()
    channel, _, goods = matter.partition(":")
    number = article or content_id("article", outlet, on, by)
    text = words or line
    sources = tuple(source(x, said) for x in by.split("; ")) if by else ()
    return Claim(
        id=content_id(number, line, by, said, time, text),
        article=Publication(id=number, published=on, publisher=outlet, language=language),
        evidence=Span(start=0, end=len(text), text=text),
        cue=Span(start=0, end=len(text), text=text),
        act=act,
        channel=channel,
        from_=None if from_ == "-" else party(from_),
        to=party(to),
        plover=None,
        goods=tuple(Goods(code=g, text=g, start=0, end=0) for g in goods.split(",") if g),
        stage=stage,
        factuality=factuality,
        sources=sources,
        quoted=False,
        time=Time(start=time[0], end=time[1], precision="day", text="") if time else None,
        place=None,
        quantity=None,
        trouble=(),
        rules=("test",),
        modes=modes,
    )


class Copy:
    """A pair of articles that tell one text."""

    def __init__(self, first: str, second: str) -> None:
        self.first, self.second = first, second


class Decided:
    """A decision."""

    def __init__(
        self, verb: str, targets: tuple[str, ...], value: dict[str, Any] | None = None, number: int = 1
    ) -> None:
        self.id, self.verb, self.targets, self.value, self.number = f"d{number}", verb, targets, value or {}, number


def again(one: Claim, number: int, outlet: str, later: int = 0) -> Claim:
    """The same words by the same speaker in another article."""
    day = date.fromisoformat(one.article.published or "") + timedelta(days=later)
    publication = msgspec.structs.replace(one.article, id=f"zz{number}", publisher=outlet, published=str(day))
    return msgspec.structs.replace(one, id=f"{one.id}-{number}", article=publication)
