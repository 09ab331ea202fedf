"""Damaged text made readable: edits of a new text, never of the original, each with a Trouble.

    edits, troubles = repair("la Chinecontinue de vendre", "fr")

Passes go from characters to words; each works on what the pass before left, and all
edits are brought back to offsets of the original (`edits.compose`). What is repaired,
and what must not be, stands in `intake/repairs.toml` and `languages/xx/repairs.toml`.
"""

from __future__ import annotations

from ostraka.claims import Edit, Trouble
from ostraka.intake.repairs.edits import applied, compose, widened
from ostraka.intake.repairs.joined import joined_words
from ostraka.intake.repairs.mojibake import mojibake, remains
from ostraka.intake.repairs.patterns import flags, patterns
from ostraka.intake.repairs.quotes import stray_quotes
from ostraka.intake.repairs.tables import in_words, pass_names

__all__ = ["repair"]


def repair(text: str, language: str) -> tuple[tuple[Edit, ...], tuple[Trouble, ...]]:
    """The edits that make a text readable, and what was damaged or is in doubt, in order of the text."""
    edits: list[Edit] = []
    for found in (mojibake, mojibake, remains):  # twice, for text that was spoilt twice
        edits = compose(text, edits, found(applied(text, edits)))
    for name in pass_names():
        edits = compose(text, edits, patterns(applied(text, edits), language, name))
    for finder in (joined_words, stray_quotes):
        edits = compose(text, edits, finder(applied(text, edits), language))
    edits = [edit for edit in edits if text[edit.start : edit.end] != edit.replacement]
    troubles = [told(text, edit) for edit in edits]
    return tuple(edits), tuple(sorted(troubles + flags(text, language), key=lambda t: (t.start or 0, t.code)))


def told(text: str, edit: Edit) -> Trouble:
    """What an edit says of the text; the place is the whole damaged word or words."""
    start, end = widened(text, edit.start, edit.end)
    return Trouble(code=f"repair.{edit.kind}", words=in_words(edit.kind), start=start, end=end)
