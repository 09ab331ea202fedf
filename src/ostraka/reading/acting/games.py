"""Articles that tell of games, where states are teams and their attacks are play.

"Portugal destroyed Croatia and will meet Brazil" says nothing between states. That an article tells
of a game is seen by the words of play in it (`languages/xx/games.toml`), not by those of sport as a
business or a quarrel: who boycotts the Games for a war does so between states.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from ostraka.languages.pack import table
from ostraka.reading.parsing.tree import Tree

__all__ = ["playing"]


class Games(NamedTuple):
    """`games.toml` of one language: the words of play, how many make a game, and the acts that mean play."""

    words: frozenset[str]
    least: int
    acts: frozenset[str]


@cache
def games_of(language: str) -> Games:
    """The table of a language."""
    raw = table(language, "games")
    return Games(frozenset(raw["words"]), int(raw["least"]), frozenset(raw["acts"]))


def playing(tree: Tree, language: str) -> frozenset[str]:
    """The acts whose words mean play in this article; none when it does not tell of a game."""
    games = games_of(language)
    said = games.words.intersection(tree.lemmas) | games.words.intersection(tree.lowers)
    return games.acts if len(said) >= games.least else frozenset()
