"""The closed classes of a language that roles are found by (`syntax.toml`): prepositions, participles, light verbs."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Any, NamedTuple

from ostraka.errors import BadData
from ostraka.languages.pack import table

__all__ = ["Syntax", "syntax_of"]

CLOSED = (
    "agents",
    "owners",
    "partitives",
    "between",
    "reflexives",
    "relatives",
    "persons",
    "datives",
    "together",
    "contractions",
)
ASIDE = ("beside", "occasions")  # classes to which the `asides` of a language belong


class Syntax(NamedTuple):
    """Closed classes of one language (`syntax.toml`) and its verbs of control (`operators.toml`)."""

    agents: frozenset[str]
    owners: frozenset[str]
    partitives: frozenset[str]
    between: frozenset[str]
    reflexives: frozenset[str]
    relatives: frozenset[str]
    persons: frozenset[str]
    datives: frozenset[str]
    together: frozenset[str]
    contractions: Mapping[str, str]
    object_control: frozenset[str]
    light: frozenset[str]
    of_nouns: frozenset[str] = frozenset()
    joining: frozenset[str] = frozenset()  # between two names of one noun: « la guerre *Iran-Israël* »
    victims: frozenset[str] = frozenset()  # prepositions of what an attack is made on
    occasions: frozenset[str] = frozenset()  # prepositions of what goes beside a deed, which its doer need not do
    answering: frozenset[str] = frozenset()  # who has "responsibility" for a deed, is "guilty" of it, did it
    carriers: frozenset[str] = frozenset()  # besides the light verbs: their subject does the deed
    calling: frozenset[str] = frozenset()  # verbs whose several subjects do not hold the talks that are their object
    papers: frozenset[str] = frozenset()  # what is written or voted: what it says is said by whoever made it
    issuing: frozenset[str] = frozenset()  # the verbs of making it
    aimed: frozenset[str] = frozenset()  # deeds before which a bare name is their target: "the *Iran* sanctions"
    plans: frozenset[str] = frozenset()  # what somebody does something by: what it does is done by whoever devised it
    not_companions: frozenset[str] = frozenset()  # prepositions of phrases whose noun is no companion of the verb
    each_other: frozenset[str] = frozenset()
    of_object: frozenset[str] = frozenset()  # before a gerund: the object did it
    of_charge: frozenset[str] = frozenset()  # before the deed that one is blamed for: "accused Chad *of* aggression"
    seeking: frozenset[str] = frozenset()  # verbs of wanting: what is sought is the other's to give
    accompanying: frozenset[str] = frozenset()  # open a participle of the subject that goes with the verb
    aiming: Mapping[str, str] = MappingProxyType({})  # participles that serve as the preposition beside them
    accompaniment: frozenset[str] = frozenset()  # prepositions of the one over against whom one meets
    opposing: frozenset[str] = frozenset()  # verbs whose subject did not do what is their object
    patients: frozenset[str] = frozenset()  # nouns of a deed that is done to whom "of" names: "the invasion *of Chad*"
    killings: frozenset[str] = frozenset()  # those of them that are done to soldiers too: "the *killing* of a soldier"
    helping: frozenset[str] = frozenset()  # verbs whose subject only helps another do their infinitive
    eventual: frozenset[str] = frozenset()  # nouns behind which an event is only supposed: "in *case* of attack"
    averting: frozenset[str] = frozenset()  # verbs whose subject did not do the harm that is their object
    pressing: frozenset[str] = frozenset()  # nouns whose infinitive is done by another than their owner
    provoking: frozenset[str] = frozenset()  # what opens the clause of a deed at which somebody takes offence
    beside: frozenset[str] = frozenset()  # prepositions of events that a governing word says nothing of
    circumstances: frozenset[str] = frozenset()  # prepositions of what happens beside: the subject's, not the object's
    nations_capital: bool = False  # whether the adjectives of nations are written with a capital
    likewise: frozenset[str] = frozenset()  # verbs, with their words, that say that another did the same: "follow suit"
    firing: frozenset[str] = frozenset()  # participles of who sends a weapon at somebody: "missiles *fired* by Oslo"
    works: frozenset[str] = frozenset()  # predicate nouns: a deed is of whom they are: "was Oslo's *doing*"
    traces: frozenset[str] = frozenset()  # objects that tell whose a deed is: "bears the *hallmarks* of Oslo"
    in_deeds: frozenset[str] = frozenset()  # before the attack in which somebody fell: "died *in* a raid"
    retelling: frozenset[str] = frozenset()  # nouns that may take up the deed just told: "*the raid* killed ten"
    behind: frozenset[str] = frozenset()  # who is "behind" a deed did it
    auxiliaries: frozenset[str] = frozenset()  # auxiliaries that are also nouns and no companions as auxiliaries
    deeds: frozenset[str] = frozenset()  # participles of deeds of third parties: "a UN-*brokered* deal"
    taking: frozenset[str] = frozenset()  # nouns behind which the deed itself stands: "the *imposition* of sanctions"
    attending: frozenset[str] = frozenset()  # prepositions of meetings that the subject of the verb takes part in
    ordinals: frozenset[str] = frozenset()  # "the *first* state to sell": whoever is that state sells
    causatives: frozenset[str] = frozenset()  # verbs whose object is that of their infinitive: "faire plier"
    undergo: frozenset[str] = frozenset()  # reflexive verbs whose subject undergoes the infinitive: "se voir refuser"
    agreements: tuple[str, ...] = ()  # endings by which a past participle agrees, longest first
    there: frozenset[str] = frozenset()  # pronouns of a place: "y"
    located: frozenset[str] = frozenset()  # the prepositions that they stand for
    purposes: frozenset[str] = frozenset()  # before an infinitive: what the subject does it for
    aims: frozenset[str] = frozenset()  # nouns of what somebody wants: "its *aim* was to help Oslo"
    willing: frozenset[str] = frozenset()  # nouns whose possessor does their infinitive: "the decision of X to sell"
    dispatching: frozenset[str] = frozenset()  # verbs whose object does what they are done for: "sent men *to train*"
    binding: frozenset[str] = frozenset()  # verbs of a relative clause that say with whom or on whom its noun is
    returning: frozenset[str] = frozenset()  # verbs of a blow for a blow: its target struck before
    claiming: frozenset[str] = frozenset()  # verbs by which somebody avows a deed: "claimed the attack"
    amounts: frozenset[str] = frozenset()  # nouns of how much of an event: "oil export *capacity*" has its owner
    replying: frozenset[str] = frozenset()  # verbs of whoever was asked, around what was asked
    excepting: frozenset[str] = frozenset()  # before a conjunct that is left out: "armed Chad but *not* Sudan"
    struck: frozenset[str] = frozenset()  # things that only an attack in arms is made on, whosever they are
    making: frozenset[str] = frozenset()  # verbs whose subject has made what a noun before their clause names
    founding: frozenset[str] = frozenset()  # verbs of whoever makes a body or a mission that others join
    becoming: frozenset[str] = frozenset()  # verbs that say what their subject is or becomes
    predicating: frozenset[str] = frozenset()  # prepositions of what somebody is, or is held to be: "*as* a supplier"
    regarding: frozenset[str] = frozenset()  # verbs by which the object, not the subject, is that: "see X *as*"
    against: frozenset[str] = frozenset()  # prepositions of whom a thing is against
    the_other: frozenset[str] = frozenset()
    each: frozenset[str] = frozenset()  # of two: "*each* blamed the other"
    among: frozenset[str] = frozenset()  # before those of whom somebody is one: "*among* those who sell is Oslo"
    clefts: frozenset[str] = frozenset()  # bare subjects that set off a noun: "*it* is Oslo that sells"
    laid: dict[str, frozenset[str]] = {}  # verbs that lay a deed to somebody, with his preposition


@cache
def syntax_of(language: str) -> Syntax:
    """The closed classes of a language. BadData names a row that is missing, or that nothing reads."""
    raw, operators = table(language, "syntax"), table(language, "operators")
    told = set(raw) - {"asides", "clitics"}
    wrong = sorted(told - set(Syntax._fields)) + sorted(set(CLOSED) - told)
    if wrong:
        raise BadData(f"languages/{language}/syntax.toml: not a class that roles are found by, or missing: {wrong}")
    given = {key: as_class(value) for key, value in raw.items() if key in told}
    asides = frozenset(raw.get("asides", ()))
    return Syntax(
        **given
        | {key: given.get(key, frozenset()) | asides for key in ASIDE}
        | {
            "agreements": tuple(raw.get("agreements", ())),
            "object_control": frozenset(operators.get("control", {}).get("object", ())),
            "light": frozenset(operators.get("light", {}).get("verbs", ())),
            "laid": {verb: frozenset(words) for verb, words in raw.get("laid", {}).items()},
        }
    )


def as_class(value: Any) -> Any:
    """A list as a set of words; a table or a yes as it stands."""
    return frozenset(value) if isinstance(value, list) else value
