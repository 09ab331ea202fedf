"""A table file as rows of cells that know where in the row as written they stand.

Python's csv module gives values without places; the words of a claim need their places, so rows are cut here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from ostraka.errors import InputError

__all__ = ["Cell", "Heading", "Line", "Refused", "Table", "open_table"]

LONGEST = 40  # lines that one row may have inside quotation marks; more is a mark that nobody closed
PREAMBLE = 60  # lines among which the heading is looked for
DELIMITERS = ",;\t"


class Cell(NamedTuple):
    """One cell: its value, and where it stands in the row as written (quotation marks left out)."""

    value: str
    start: int
    end: int


class Line(NamedTuple):
    """One row as written, with the number of its first line in the file."""

    number: int
    text: str


class Refused(NamedTuple):
    """A row that was not taken: its line, and why. `unknown` is the name where a state is not known."""

    number: int
    words: str
    unknown: str | None = None


class Heading(NamedTuple):
    """Where the fields stand: position of each field, the heading as written, the delimiter, the number of columns.

    `unnamed` are positions of columns without a name: some tables put the mark of an estimate there.
    """

    at: dict[str, int]
    text: str
    delimiter: str
    width: int
    unnamed: frozenset[int]


class Table(NamedTuple):
    """A file: its hash, its heading and its rows."""

    path: Path
    sha256: str
    heading: Heading
    lines: Iterable[Line]


def decode(raw: bytes) -> str:
    """Text of a file: UTF-8, else UTF-16 where it says so, else the code page that spreadsheets write."""
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return raw.decode("utf-16", errors="replace")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")


def rows(text: str) -> Iterator[Line]:
    r"""The rows of a text: lines, joined while a quotation mark is open.

    >>> [line.text for line in rows('a,"b' + chr(10) + 'c",d' + chr(10) + 'e')]
    ['a,"b\nc",d', 'e']
    """
    lines = [line.removesuffix("\r") for line in text.split("\n")]
    at = 0
    while at < len(lines):
        end, marks = at + 1, lines[at].count('"')
        while marks % 2 and end < len(lines) and end - at < LONGEST:
            marks += lines[end].count('"')
            end += 1
        if marks % 2:  # nobody closes it: the line stands alone
            end = at + 1
        joined = "\n".join(lines[at:end])
        if joined.strip():
            yield Line(at + 1, joined)
        at = end


def cells(text: str, delimiter: str) -> list[Cell]:
    """The cells of a row.

    >>> [c.value for c in cells('1,"a ""b"", c",', ",")]
    ['1', 'a "b", c', '']
    """
    found: list[Cell] = []
    at = 0
    if '"' not in text:
        for value in text.split(delimiter):
            found.append(trimmed(value, at))
            at += len(value) + 1
        return found
    pattern = re.compile(rf'[ ]*"((?:[^"]|"")*)"[ ]*(?={re.escape(delimiter)}|$)')
    while True:
        quoted = pattern.match(text, at)
        if quoted:
            found.append(Cell(quoted[1].replace('""', '"').strip(), quoted.start(1), quoted.end(1)))
            end = quoted.end()
        else:
            end = text.find(delimiter, at)
            end = len(text) if end < 0 else end
            found.append(trimmed(text[at:end], at))
        if end >= len(text):
            return found
        at = end + 1


def trimmed(value: str, at: int) -> Cell:
    """A cell without the blanks around it."""
    kept = value.strip()
    start = at + (len(value) - len(value.lstrip()) if kept else 0)
    return Cell(kept, start, start + len(kept))


def open_table(path: Path, columns: dict[str, list[str]], optional: dict[str, list[str]]) -> Table:
    """A table file whose heading has all `columns` (field → names that a column may have), maybe the `optional` ones.

    Raises InputError when the file cannot be read or no heading fits; it then says which columns are missing.
    """
    try:
        raw = path.read_bytes()
    except OSError as wrong:
        raise InputError(f"{path}: {wrong.strerror or wrong}") from None
    lines = rows(decode(raw))
    best: list[str] = list(columns)
    for line, _ in zip(lines, range(PREAMBLE), strict=False):
        for delimiter in DELIMITERS:
            heading = fit(line.text, delimiter, columns, optional)
            missing = [field for field in columns if field not in heading.at]
            if not missing:
                return Table(path, sha256(raw).hexdigest(), heading, lines)
            best = min(best, missing, key=len)
    wanted = "; ".join(" or ".join(columns[field]) for field in best)
    raise InputError(f"{path}: not the table that was named: no column {wanted}")


def fit(text: str, delimiter: str, columns: dict[str, list[str]], optional: dict[str, list[str]]) -> Heading:
    """A line as a heading; fields without a column are left out."""
    names = [c.value.casefold() for c in cells(text, delimiter)]
    at: dict[str, int] = {}
    for field, wanted in (columns | optional).items():
        place = next((names.index(w.casefold()) for w in wanted if w.casefold() in names), None)
        if place is not None:
            at[field] = place
    return Heading(at, text, delimiter, len(names), frozenset(k for k, n in enumerate(names) if not n))
