"""Everything that is known of one article before claims are made: the layers, run in order."""

from __future__ import annotations

from typing import NamedTuple

from ostraka.claims import Article, OffsetMap
from ostraka.reading.acting.acts import Finder
from ostraka.reading.acting.factuality import Judge
from ostraka.reading.acting.frames import lexicon
from ostraka.reading.acting.pronouns import Pronouns
from ostraka.reading.acting.roles import Roles
from ostraka.reading.acting.syntax import syntax_of
from ostraka.reading.attributing import attribution as attribution_layer
from ostraka.reading.attributing.attribution import Attributions
from ostraka.reading.dating import times as times_layer
from ostraka.reading.naming import actors as actors_layer
from ostraka.reading.parsing.tree import Tree
from ostraka.reading.things import goods as goods_layer
from ostraka.reading.things import places as places_layer
from ostraka.reading.things import quantities as quantities_layer
from ostraka.reading.things.disguise import Pretence, pretences
from ostraka.reading.things.topics import Topics

__all__ = ["Layers", "layers"]


class Layers(NamedTuple):
    """Everything that is known of one article before claims are made."""

    article: Article
    tree: Tree
    roles: Roles
    actors: actors_layer.Actors
    times: times_layer.Times
    goods: goods_layer.GoodsFound
    quantities: quantities_layer.Quantities
    places: places_layer.Places
    attributions: Attributions
    finder: Finder
    judge: Judge
    offsets: OffsetMap
    disguises: list[Pretence]


def layers(article: Article, tree: Tree, *, wide: bool = False) -> Layers:
    """Runs the layers over one tree; `wide` as for `read`."""
    language, published = article.language, article.published
    roles = Roles(tree, syntax_of(language))
    actors = actors_layer.find(tree, language, published)
    times = times_layer.find(tree, language, published)
    goods = goods_layer.find(tree, language)
    attributions = attribution_layer.find(tree, language, actors, published)

    pronouns = Pronouns(tree, actors, attributions)
    finder = Finder(
        tree,
        lexicon=lexicon(language),
        roles=roles,
        actors=actors,
        goods=goods,
        topics=Topics(tree, language),
        pronouns=pronouns,
        wide=wide,
    )
    return Layers(
        article,
        tree,
        roles,
        actors,
        times,
        goods,
        quantities_layer.find(tree, language),
        places_layer.find(tree, language, actors, times),
        attributions,
        finder,
        Judge(tree, roles, language),
        OffsetMap(article),
        pretences(tree, language),
    )
