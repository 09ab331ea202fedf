"""The templates, and what they do to text that others wrote: escape, refuse to link, take out what a format forbids."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

__all__ = ["counted", "environment", "link", "markdown", "plain", "printable"]

HERE = Path(__file__).parent
MARKS = re.compile(r"([\[\]*_`\\|#])")
ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def environment() -> Environment:
    """Templates that escape everything and refuse an unknown name."""
    made = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["link"] = link
    made.globals["counted"] = counted
    made.filters["md"] = markdown
    made.filters["plain"] = plain
    made.filters["xml"] = printable
    return made


def markdown(text: object) -> Markup:
    r"""Words of others for a Markdown file: no mark of theirs counts as Markdown or HTML.

    >>> print(markdown("<b>[x](y)</b>"))
    &lt;b&gt;\[x\](y)&lt;/b&gt;
    """
    return Markup(MARKS.sub(r"\\\1", plain(text)))


def plain(text: object) -> Markup:
    """Text for a Markdown file in which its author's marks count, but no HTML."""
    return Markup(" ".join(str(text).split()).translate(ENTITIES))


def printable(text: object) -> str:
    """Text without the characters that XML forbids (U+FFFD stands for them)."""
    return FORBIDDEN.sub("\ufffd", str(text))


def counted(ui: Mapping[str, Any], key: str, n: int) -> str:
    """A counted thing in words: the phrase for one, or for more.

    >>> counted({"singular": "1", "counted": {"ties": ["{n} tie", "{n} ties"]}}, "ties", 1)
    '1 tie'
    """
    one, more = ui["counted"][key]
    return str(one if str(n) in ui["singular"].split() else more).format(n=n)


def link(url: object) -> str | None:
    """An address that may be followed, None for any other kind (javascript:, data:, file:).

    >>> link("https://example.org"), link("javascript:alert(1)")
    ('https://example.org', None)
    """
    text = str(url or "").strip()
    return text if text.lower().startswith(("https://", "http://")) else None
