"""One mention of somebody in a text, and the word classes by which phrases are read."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any, NamedTuple

from ostraka.errors import BadData
from ostraka.languages.pack import table
from ostraka.reading.parsing.tree import Tree
from ostraka.relations.table import reach
from ostraka.states.table import regions

__all__ = ["Lexicon", "Mention", "Pronoun", "RoleClass", "lexicon"]

BESIDE = reach()["naming"]["organ"]
NOMINAL = frozenset({"NOUN", "PROPN", "X"})
COUNTING = frozenset({"NOUN", "NUM", "PRON", "DET", "ADJ", "ADV"})


class Mention(NamedTuple):
    """Words that stand for somebody.

    first, last: its tokens, last excluded; head: the token that the words hang on.
    code: a state's or body's code, "?" for nobody named, None for a party without one.
    name: the usual English name of a coded actor or person; the words themselves otherwise.
    sector: PLOVER's. kind: name, demonym, adjective, capital, seat, place, body, agency,
    person, role, group, pronoun, party, generic, media. guessed: by context, not by the
    words; why: the rule in words. gender: m, f, mp, fp, n or "" where unknown. place: used
    as a place ("in Moscow"), not as an actor.
    """

    first: int
    last: int
    head: int
    code: str | None
    name: str | None
    sector: str | None
    kind: str
    guessed: bool = False
    why: str = ""
    gender: str = ""
    place: bool = False


class RoleClass(NamedTuple):
    """A class of head nouns (`roles.toml`)."""

    name: str
    sector: str
    stands: str
    person: bool
    alone: bool
    possessor: bool
    vague: bool = False


class Pronoun(NamedTuple):
    """What a pronoun asks of its antecedent (`anaphora.toml`)."""

    number: str
    gender: str
    who: str
    owner: bool
    reflexive: bool
    object: bool
    latest: bool = False  # stands for the last one named that fits, not for the subject: « celle-ci », "the latter"
    place: bool = False  # it stands for a place: "y"


class Lexicon(NamedTuple):
    """`roles.toml` and `anaphora.toml` of one language, compiled."""

    roles: dict[str, RoleClass]
    offices: dict[str, str]
    pronouns: dict[str, Pronoun]
    speakers: dict[str, str]
    relatives: frozenset[str]
    impersonal: frozenset[str]
    decided: frozenset[str]
    topics: frozenset[str]
    described: frozenset[str]
    described_kinds: dict[str, frozenset[str]]
    described_halves: dict[str, dict[str, str]]
    narrowed: dict[str, frozenset[str]]
    bodies: dict[str, frozenset[str]]
    group_nouns: frozenset[str]
    states_only: frozenset[str]
    counts: dict[str, int]
    generic: frozenset[str]
    words: dict[str, frozenset[str]]
    doubtful: dict[str, str]
    raised: dict[str, tuple[RoleClass, frozenset[str]]]

    def role(self, tree: Tree, token: int) -> RoleClass | None:
        """The class of a noun, None for a word of no class."""
        lower = tree.lowers[token]
        found = self.roles.get(lower) or self.roles.get(tree.lemmas[token].lower())
        if found is None and lower not in self.raised:
            return None
        pos = tree.pos[token]
        if lower in self.words["no_roles"]:
            return None
        if lower in self.words["capitalised"]:  # "the North", not "north" nor "North Atlantic"
            following = tree.words[token + 1][:1] if token + 1 < len(tree) else ""
            if not tree.words[token][0].isupper() or (following.isupper() and tree.deps[token] == "compound"):
                return None
            if tree.case(token) in self.words["bare_of"] and all(tree.deps[k] == "case" for k in tree.kids[token]):
                return None  # « une visite d'*État* »
        found = self.organ(tree, token) or found
        if found is None:
            return None
        return found if pos in NOMINAL or (found.stands == "parts" and pos in COUNTING) else None

    def is_person(self, tree: Tree, token: int) -> bool:
        """Whether a noun says what people are by office, trade or lot ("a *singer*", "three *hostages*")."""
        role = self.role(tree, token)
        words = {tree.lemmas[token].lower(), tree.lowers[token]}
        return (role is not None and role.person) or bool(words & self.words["people"])

    def is_one_of(self, tree: Tree, token: int, key: str) -> bool:
        """Whether a noun is a word of a list."""
        return bool({tree.lemmas[token].lower(), tree.lowers[token]} & self.words[key])

    def organ(self, tree: Tree, token: int) -> RoleClass | None:
        """The class of a council that words beside it make one of a state: "Conseil *supérieur* de la *défense*"."""
        raised = self.raised.get(tree.lowers[token])
        if raised is None:
            return None
        near = range(max(token - 1, 0), min(token + 1 + BESIDE, len(tree)))
        return raised[0] if any(tree.lowers[k] in raised[1] for k in near) else None


STANDS = frozenset({"state", "none", "parts", "other"})


@cache
def lexicon(language: str) -> Lexicon:
    """The compiled word classes of a language."""
    roles, anaphora = table(language, "roles"), table(language, "anaphora")
    endings = roles["words"]["plural_endings"]
    groups, descriptions = anaphora["groups"], anaphora["descriptions"]
    classes = role_words(language, roles["classes"], endings)
    return Lexicon(
        roles=classes,
        offices=dict(roles["offices"]),
        pronouns={w: as_pronoun(raw) for w, raw in anaphora["pronouns"].items()},
        speakers={w: who for who, words in anaphora["speakers"].items() for w in words},
        relatives=frozenset(anaphora["relatives"]["words"]),
        impersonal=frozenset(anaphora["impersonal"]["verbs"]),
        decided=frozenset(anaphora["impersonal"].get("decided", ())),
        topics=frozenset(anaphora.get("topics", {}).get("prepositions", ())),
        described=frozenset(descriptions["any"]),
        described_kinds={w: frozenset(codes) for w, codes in descriptions["kinds"].items()},
        described_halves=descriptions.get("halves", {}),
        narrowed={w: among(codes) for w, codes in descriptions["narrowed"].items()},
        bodies={w: frozenset(codes) for w, codes in descriptions["bodies"].items()},
        group_nouns=frozenset(groups["nouns"]),
        states_only=frozenset(groups.get("states_only", ())),
        counts={w: n for n, key in enumerate(("several", None, "two", "three")) if key for w in groups[key]},
        generic=frozenset(anaphora["generic"]["nouns"]),
        words={key: frozenset(value) for key, value in roles["words"].items()}
        | {"controlling": frozenset(table(language, "operators").get("control", {}).get("object", ()))},
        doubtful=dict(roles["doubtful"]),
        raised={w: (classes[like], frozenset(beside)) for w, (like, beside) in roles.get("raised", {}).items()},
    )


def among(codes: Iterable[str]) -> frozenset[str]:
    """The states of a row of `narrowed`, which names states or parts of the world (`states/regions.csv`)."""
    return frozenset[str]().union(*(regions().get(code, {code}) for code in codes))


def role_words(language: str, classes: dict[str, Any], endings: list[str]) -> dict[str, RoleClass]:
    """Class by word, with the plural forms that the endings make; the first class to name a word has it."""
    found: dict[str, RoleClass] = {}
    for name, raw in classes.items():
        if raw["stands"] not in STANDS:
            raise BadData(f"languages/{language}/roles.toml: {name}: stands must be one of {sorted(STANDS)}")
        role = RoleClass(
            name,
            raw["sector"],
            raw["stands"],
            raw.get("person", False),
            raw.get("alone", False),
            raw.get("possessor", True),
            raw.get("vague", False),
        )
        for word in raw["words"]:
            found.setdefault(word, role)
            for ending in endings:
                found.setdefault(word + ending, role)
    return found


def as_pronoun(raw: dict[str, Any]) -> Pronoun:
    """One row of the pronouns."""
    return Pronoun(
        raw["number"],
        raw["gender"],
        raw["who"],
        raw.get("owner", False),
        raw.get("reflexive", False),
        raw.get("object", False),
        raw.get("latest", False),
        raw.get("place", False),
    )
