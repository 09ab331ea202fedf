"""Figures → words: a brief on a state, every sentence with its claims.

`compose.brief` makes a `Brief` (plain records, so it is the JSON too); `terminal.py` and `web/page.py` show it.
"""

from ostraka.brief.compose import brief
from ostraka.brief.nouns import Brief, Material, Section, Sentence

__all__ = ["Brief", "Material", "Section", "Sentence", "brief"]
