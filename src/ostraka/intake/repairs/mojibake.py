"""Text that was read in the wrong encoding, undone run by run so that offsets are kept.

A run is a lead byte's character followed by as many continuation bytes' characters as
UTF-8 asks for. It is undone only where the result is a character that news are written
with (`result` in the table), since a French capital before a quotation mark can look
like a run by chance.
"""

from __future__ import annotations

import re
from functools import cache

from ostraka.claims import Edit
from ostraka.intake.repairs.edits import disjoint
from ostraka.intake.repairs.tables import shared

__all__ = ["mojibake", "remains"]


@cache
def byte_of(encoding: str) -> dict[str, int]:
    """The byte that each character of a one-byte encoding came from, control characters for the unused ones."""
    found = {chr(n): n for n in range(128, 160)}
    for n in range(128, 256):
        try:
            found[bytes([n]).decode(encoding)] = n
        except UnicodeDecodeError:
            continue
    return found


@cache
def run_pattern(encoding: str) -> re.Pattern[str]:
    """Whatever has the shape of one character in UTF-8, seen through an encoding."""
    chars = byte_of(encoding)

    def group(low: int, high: int) -> str:
        return "[" + "".join(re.escape(c) for c, n in chars.items() if low <= n <= high) + "]"

    follow = group(0x80, 0xBF)
    return re.compile(f"{group(0xC2, 0xDF)}{follow}|{group(0xE0, 0xEF)}{follow}{{2}}|{group(0xF0, 0xF4)}{follow}{{3}}")


@cache
def literal_pattern() -> re.Pattern[str]:
    """Remains of which a byte was lost, known by heart."""
    return re.compile("|".join(map(re.escape, sorted(shared().mojibake.literal, key=len, reverse=True))))


@cache
def plausible() -> re.Pattern[str]:
    """What a run may turn out to be."""
    return re.compile(shared().mojibake.result)


def mojibake(text: str) -> list[Edit]:
    """The edits that undo wrongly decoded characters."""
    if text.isascii():
        return []
    return disjoint(edit for encoding in shared().mojibake.encodings for edit in runs(text, encoding))


def remains(text: str) -> list[Edit]:
    """The edits for runs of which a byte was lost; to be asked for when whole runs are undone."""
    if text.isascii():
        return []
    literal = shared().mojibake.literal
    return [
        Edit(start=m.start(), end=m.end(), replacement=literal[m.group()], kind="mojibake")
        for m in literal_pattern().finditer(text)
    ]


def runs(text: str, encoding: str) -> list[Edit]:
    """The edits for one encoding."""
    chars = byte_of(encoding)
    found = []
    for match in run_pattern(encoding).finditer(text):
        try:
            meant = bytes(chars[c] for c in match.group()).decode("utf-8")
        except UnicodeDecodeError:
            continue
        if plausible().fullmatch(meant):
            found.append(Edit(start=match.start(), end=match.end(), replacement=meant, kind="mojibake"))
    return found
