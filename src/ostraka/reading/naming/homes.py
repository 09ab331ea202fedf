"""Where somebody without a code is at home: PLOVER's actor code of "Burundian militiamen" or of the Tamil Tigers.

By the table of parties, by what the article says of a name, by the state beside the noun, and of
people by the state in which they are said to be ("demonstrators in Baghdad").
"""

from __future__ import annotations

from ostraka.reading.naming.actors import Actors
from ostraka.reading.naming.mention import Mention
from ostraka.relations.table import context
from ostraka.states.table import states

__all__ = ["home"]


def home(actors: Actors, mention: Mention) -> str | None:
    """The state where a mention without a code is at home; None where the words do not say it, or say two."""
    if mention.code is not None or mention.name is None:
        return None
    known = actors.homes.get(mention.name)
    if known:
        return known
    if mention.kind == "person":
        return None
    beside = {m.code for m in actors.phrases.owner(mention.head)} or inside(actors, mention)
    (code,) = beside if len(beside) == 1 else (None,)
    return code if code in states() else None


def inside(actors: Actors, mention: Mention) -> set[str | None]:
    """The states in which people are said to be: "prisoners *in East Timor*"."""
    tree, words = actors.tree, actors.lex.words["in_preposition"]
    role = actors.lex.role(tree, mention.head)
    if role is None or not (role.person or role.sector in context()["armed"]):
        return set()
    places = [k for k in tree.kids_by(mention.head, "nmod") if tree.case(k) in words]
    return {m.code for k in places for j in tree.conjuncts(k) for m in actors.direct.get(j, ())}
