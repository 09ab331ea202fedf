"""The act words of a language, compiled for look-up: which frames a token may evoke.

The tables are `languages/xx/acts/<act>.toml`; their format is described in docs/frames.md.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from operator import attrgetter
from typing import Any, NamedTuple

from ostraka.errors import BadData
from ostraka.languages.pack import INFINITIVE, PREDICATE, SELF, lexeme_words, table, tables
from ostraka.reading.acting.roles import NOMINAL, VERBAL, Roles
from ostraka.reading.parsing.tree import Tree
from ostraka.relations.table import reach

__all__ = ["Evoked", "Frame", "Lexicon", "Role", "lexicon", "parse_role"]

BEHIND = reach()["acting"]["companion_behind"]
INFINITIVES = frozenset({"xcomp", "ccomp", "advcl", "acl"})  # how an infinitive clause hangs on its word
PREDICATES = frozenset({"NOUN", "PROPN", "ADJ"})
OWN_MARKS = frozenset({("PART", "aux"), ("SCONJ", "mark")})  # what opens the clause of a verb is no companion of it
PLAIN_ROLES = frozenset(
    {
        "subject",
        "object",
        "iobj",
        "clause",
        "head",
        "other",
        "owner",
        "of",
        "speaker",
        "deed",
        "maker",
        "holder",
        "addressee",
        "after",
    }
)
KEYS = frozenset(
    "id channel verbs nouns adjectives from to noun_from noun_to goods reciprocal need stage factuality object_in last "  # noqa: SIM905
    "object_not not_of role_in strength block beside plover announced stative examples not not_yet note".split()
)


class Role(NamedTuple):
    """One way to fill an end: a role's name, its prepositions, and whether to look inside the phrase."""

    name: str
    prepositions: frozenset[str]
    inside: bool


class Frame(NamedTuple):
    """A set of words with the same act and roles (docs/frames.md says what each field means)."""

    rule: str
    act: str
    channel: str
    by_topic: str
    source: tuple[Role, ...]
    target: tuple[Role, ...]
    noun_source: tuple[Role, ...]
    noun_target: tuple[Role, ...]
    goods: str
    reciprocal: bool
    need: str
    stage: str | None
    factuality: str | None
    role_in: tuple[tuple[Role, frozenset[str]], ...]
    object_not: frozenset[str]
    not_of: frozenset[str]  # acts whose event noun in a role gives no end: "in favour of *the withdrawal* of X"
    strength: int
    block: bool
    beside: bool
    plover: str | None
    announced: str | None
    stative: bool
    last: bool


class Evoked(NamedTuple):
    """A frame evoked by a token; `companions` are the further words of the lexeme that were found."""

    frame: Frame
    token: int
    nominal: bool
    companions: tuple[int, ...]
    adjective: bool = False


class Entry(NamedTuple):
    companions: tuple[str, ...]
    frame: Frame
    kind: str  # verb, noun or adjective
    order: int  # its place in the tables


class Entries(NamedTuple):
    """The lexemes of one head word: those of that word alone, and the others by their longest further word."""

    alone: list[Entry]
    longer: dict[str, list[Entry]]

    def of_words(self, said: frozenset[str]) -> list[Entry]:
        """The lexemes of several words that are all among those said, in the order of the tables."""
        found = [e for word in self.longer.keys() & said for e in self.longer[word] if said.issuperset(e.companions)]
        return sorted(found, key=attrgetter("order")) if len(found) > 1 else found


class Lexicon:
    """The frames of one language by the lemma of their head word."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.entries: dict[str, Entries] = {}
        self.size = 0
        self.frames: list[Frame] = []
        head_first = bool(table(language, "language").get("noun_head_first", False))
        defaults = table(language, "syntax")
        for stem, raw in tables(language, "acts").items():
            act = stem.partition(".")[0]
            for number, fields in enumerate(raw.get("frame", ()), start=1):
                frame = compile_frame(act, fields, defaults, f"languages/{language}/acts/{act}.toml frame {number}")
                self.frames.append(frame)
                for kind, key in (("verb", "verbs"), ("noun", "nouns"), ("adjective", "adjectives")):
                    for lexeme in fields.get(key, ()):
                        self.add(lexeme, kind, frame, head_first)

    def add(self, lexeme: str, kind: str, frame: Frame, head_first: bool) -> None:
        """Files one lexeme under its head word."""
        if kind == "verb":
            words = lexeme_words(lexeme.lower(), self.language)
            at = 1 if words[0] == SELF else 0
        else:
            words = lexeme.lower().replace("’", "'").split()
            at = 0 if head_first else len(words) - 1
        if at == 1 and words[1] in table(self.language, "syntax").get("clitics", ()) and len(words) > 2:
            at = 2  # "s'en prendre"
        entry = Entry(tuple(w for k, w in enumerate(words) if k != at), frame, kind, self.size)
        self.size += 1
        alone, longer = self.entries.setdefault(words[at], Entries([], {}))
        if entry.companions:
            longer.setdefault(max(entry.companions, key=len), []).append(entry)
        else:
            alone.append(entry)

    def candidates(self, tree: Tree) -> list[int]:
        """The tokens that may evoke a frame: those whose lemma or form heads a lexeme."""
        entries = self.entries
        return [
            k
            for k, (lemma, lower) in enumerate(zip(tree.lemmas, tree.lowers, strict=True))
            if lower in entries or lemma.lower() in entries
        ]

    def evoked(self, tree: Tree, roles: Roles, token: int) -> list[Evoked]:
        """The frames that a token evokes, best first: most companions, then highest strength."""
        lemma, lower = tree.lemmas[token].lower(), tree.lowers[token]
        heads = [self.entries[word] for word in dict.fromkeys((lemma, lower)) if word in self.entries]
        if not heads or (tree.deps[token][:3] == "aux" and lemma in roles.syntax.auxiliaries):
            return []  # "*a* prêté main-forte" has no hand
        kinds = kinds_of(tree, token)
        said = roles.sentence_words(token) if any(head.longer for head in heads) else frozenset()
        entries = [e for head in heads for e in (*head.alone, *head.of_words(said))]
        around: dict[str, int] | None = None
        found = []
        for companions, frame, kind, _ in entries:
            if kind not in kinds:
                continue
            where: tuple[int, ...] = ()
            if companions:
                around = neighbours(tree, roles, token) if around is None else around
                if not all(c in around for c in companions):
                    continue
                if companions[0] == SELF and roles.undergone(token) is not None:
                    continue  # "*s'est* fait livrer": the pronoun is of the verb around it
                where = tuple(around[c] for c in companions)
            nominal = kind == "noun" or (kind == "adjective" and tree.pos[token] == "NOUN")
            found.append(Evoked(frame, token, nominal, where, kind == "adjective"))
        found.sort(key=lambda e: (-len(e.companions), -e.frame.strength))
        return found


def kinds_of(tree: Tree, token: int) -> tuple[str, ...]:
    """The kinds of lexeme that a token may be: verb, noun, adjective."""
    pos = tree.pos[token]
    if pos in VERBAL:
        perfect = any(tree.deps[k] == "aux" for k in tree.kids[token])  # "has depended" is not "is dependent"
        participle = "VerbForm=Part" in tree.morphs[token] and not perfect
        return ("verb", "adjective") if participle else ("verb",)
    if pos in NOMINAL:
        labels = {tree.deps[k] for k in tree.kids[token]}
        if pos == "NOUN" and "cop" in labels and not labels & {"det", "case", "nummod"}:
            return ("noun", "adjective")  # a bare predicate: "la Syrie est *exsangue*"
        infinitive = tree.lowers[token] == tree.lemmas[token] and tree.deps[token] in (
            "xcomp",
            "obl:arg",
            "acl",
            "advcl",
        )
        return (
            ("noun", "verb") if infinitive and not any(tree.deps[k] == "det" for k in tree.kids[token]) else ("noun",)
        )
    if pos == "ADJ":
        return (
            ("adjective", "verb")
            if any(tree.deps[k] in ("obl:agent", "aux", "aux:pass") for k in tree.kids[token])
            else ("adjective",)
        )
    if pos == "ADV":
        return ("adjective",)
    return ()


def is_fronted(tree: Tree, k: int, token: int) -> bool:
    """Whether an oblique stands before the subject: "*In May* Oslo gave Lima drones" is no "give in"."""
    behind = any(k < s < token for s in tree.kids_by(token, "nsubj"))
    return behind and tree.deps[k][:3] == "obl" and "PronType" not in tree.morphs[k]


def neighbours(tree: Tree, roles: Roles, token: int) -> dict[str, int]:
    """Words that may be companions of a token: dependents, their prepositions, and the next two words."""
    found: dict[str, int] = {}
    for k in tree.kids[token]:
        if (tree.pos[k], tree.deps[k]) in OWN_MARKS and k < token:
            continue  # "threatened *to* turn off": no "turn to"
        if tree.deps[k][:3] == "obl" and tree.pos[k] == "NOUN" and roles.preposition(k) in roles.syntax.not_companions:
            continue  # "despite *pleas*, sent …" is not "sent pleas"
        if tree.pos[k] == "AUX" and tree.lemmas[k] in roles.syntax.auxiliaries:
            continue  # "a gelé" has no "avoirs" of anybody
        for word in roles.word_forms(k):
            found.setdefault(word, k)
        if tree.deps[k] == "cop" or tree.deps[k] == "punct":
            continue
        if tree.deps[k] in INFINITIVES and any(map(roles.is_infinitive, (k, *tree.kids_by(k, "aux")))):
            found.setdefault(INFINITIVE, k)
        elif tree.deps[k] == "xcomp" and tree.pos[k] in PREDICATES:
            found.setdefault(PREDICATE, k)
        for word in roles.preposition(k).split() if not is_fronted(tree, k, token) else ():
            found.setdefault(word, k)
        if tree.deps[k][:3] in ("obj", "obl", "xco", "nmo"):
            for j in tree.kids[k]:
                if tree.deps[k][:3] == "obl" and tree.deps[j] in ("nmod", "acl") and roles.is_infinitive(j):
                    found.setdefault(INFINITIVE, j)  # « il appartient à Oslo *d'agir* », hung on the name
                if tree.lowers[j] in roles.syntax.reflexives or tree.deps[j] == "appos":
                    continue  # "appelle les rebelles à *se* rendre": no pronoun of this verb; "laid mines, *a charge*"
                for word in roles.word_forms(j):
                    found.setdefault(word, j)
    if tree.deps[token] == "xcomp" and roles.is_infinitive(token):  # "*relations* began to sour"
        for k in tree.kids_by(tree.heads[token], "nsubj"):
            for word in roles.word_forms(k) if tree.pos[k] == "NOUN" else ():
                found.setdefault(word, k)
    if tree.deps[token] in ("acl", "acl:relcl") and roles.is_verb(token):  # "*talks* hosted by Oslo"
        for k in roles.object(token):
            for word in roles.word_forms(k):
                found.setdefault(word, k)
    last = tree.sent_range(token)[1]
    for k in range(token + 1, min(token + 1 + BEHIND, last)):
        word = tree.lowers[k]
        if tree.pos[k] == "PUNCT":
            break
        if tree.pos[k] != "DET":  # "a arrêté *des* pêcheurs" is no « arrêter de »
            word = roles.syntax.contractions.get(word, word)
        found.setdefault(word, k)
        found.setdefault(tree.lemmas[k].lower(), k)
    reflexive = next((k for w, k in list(found.items()) if w in roles.syntax.reflexives), None)
    if reflexive is not None:
        found.setdefault(SELF, reflexive)
    return found


def parse_role(text: str, where: str) -> Role:
    """A role as the tables write it: `in:prep:against|over` is Role("prep", {"against", "over"}, True)."""
    inside = text.startswith("in:")
    name, _, rest = text.removeprefix("in:").partition(":")
    if name == "prep" and rest:
        return Role("prep", frozenset(p.strip() for p in rest.split("|")), inside)
    if name in PLAIN_ROLES and not rest:
        return Role(name, frozenset(), inside)
    raise BadData(f"{where}: no role {text!r}; known: {', '.join(sorted(PLAIN_ROLES))}, prep:a|b, in:ROLE")


def compile_frame(act: str, fields: dict[str, Any], defaults: dict[str, Any], where: str) -> Frame:
    """One frame of a table; BadData when it has an unknown field or role."""
    unknown = set(fields) - KEYS
    if unknown or "id" not in fields:
        raise BadData(f"{where}: unknown field(s) {sorted(unknown)}" if unknown else f"{where}: no id")
    by = "prep:" + "|".join(defaults["agents"])

    def roles(key: str) -> tuple[Role, ...]:
        return tuple(parse_role(r, f"{where} ({fields['id']})") for r in fields.get(key, ()))

    source, target = roles("from"), roles("to")
    own = "adjectives" in fields and "nouns" not in fields  # where the tagger takes the adjective for a noun
    noun_source = roles("noun_from") or (
        source if own else (Role("owner", frozenset(), False), parse_role(by, where), Role("of", frozenset(), False))
    )
    prepositions = (*(r for r in target if r.name == "prep"), Role("of", frozenset(), False))
    noun_target = roles("noun_to") or (target if own else prepositions)
    channel, _, by_topic = fields.get("channel", "topic:diplomacy").rpartition(":")
    role_in = [(parse_role(k, where), frozenset(v)) for k, v in fields.get("role_in", {}).items()]
    if fields.get("object_in"):
        role_in.append((Role("object", frozenset(), False), frozenset(fields["object_in"])))
    return Frame(
        rule=f"{act}.{fields['id']}",
        act=act,
        channel=by_topic,
        by_topic=channel,
        source=source,
        target=target,
        noun_source=noun_source,
        noun_target=noun_target,
        goods=fields.get("goods", ""),
        reciprocal=bool(fields.get("reciprocal", False)),
        need=fields.get("need", "both"),
        stage=fields.get("stage"),
        factuality=fields.get("factuality"),
        role_in=tuple(role_in),
        object_not=frozenset(fields.get("object_not", ())),
        not_of=frozenset(fields.get("not_of", ())),
        strength=int(fields.get("strength", 0)),
        block=bool(fields.get("block", False)),
        beside=bool(fields.get("beside", False)),
        plover=fields.get("plover"),
        announced=fields.get("announced"),
        stative=bool(fields.get("stative", False)),
        last=bool(fields.get("last", False)),
    )


@cache
def lexicon(language: str) -> Lexicon:
    """The compiled act words of a language."""
    return Lexicon(language)


def examples(language: str) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Every frame's (rule, kind, fields) with its examples, for the tests that run them."""
    for stem, raw in tables(language, "acts").items():
        act = stem.partition(".")[0]
        for fields in raw.get("frame", ()):
            yield f"{act}.{fields['id']}", act, fields
