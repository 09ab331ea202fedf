"""The words of a source: the subject of a cue verb, said or understood, and its noun phrase."""

from __future__ import annotations

from collections.abc import Iterator

from ostraka.reading.attributing.cues import Words
from ostraka.reading.attributing.passages import Ranges, ranges
from ostraka.reading.parsing.tree import Tree
from ostraka.relations.table import reach

__all__ = [
    "after_cue",
    "agents",
    "before_cue",
    "clitic",
    "finite",
    "auxiliaries",
    "is_passive",
    "joined_subject",
    "noun_phrase",
    "set_before",
    "subject_of",
    "telling",
    "tokens_under",
    "understood",
]

CONTROL = reach()["attributing"]["control"]
OFFICE = reach()["attributing"]["office_between"]
BRACKET = reach()["attributing"]["bracket"]
BEHIND_CUE = reach()["attributing"]["behind_cue"]
NOMINAL = frozenset({"PROPN", "NOUN", "PRON", "NUM", "DET", "ADJ", "X", "SYM"})
NAMING = frozenset({"PROPN", "NOUN", "PRON"})
VERBAL = frozenset({"VERB", "AUX"})
NAMELIKE = frozenset({"PROPN", "NOUN", "ADJ", "X"})  # tags that the words of a foreign name may get
FEW = reach()["attributing"]["few"]
ROLE = reach()["attributing"]["role_of_name"]
NAME = reach()["attributing"]["name_apart"]
OF = reach()["attributing"]["preposition_before"]
PASSIVE = frozenset({"aux:pass", "obl:agent"})
CLAUSES = frozenset({"ccomp", "advcl", "acl", "acl:relcl", "parataxis", "csubj"})


def tokens_under(tree: Tree, token: int, *, without: frozenset[str] = frozenset()) -> set[int]:
    """`token` and all that hangs on it, branches whose relation is in `without` left out."""
    kids, deps = tree.kids, tree.deps
    found, stack = {token}, [token]
    while stack:
        for c in kids[stack.pop()]:
            if deps[c] not in without:
                found.add(c)
                stack.append(c)
    return found


def is_passive(tree: Tree, token: int) -> bool:
    """Whether a verb form has the marks of a passive: its auxiliary or its agent, and no reflexive."""
    marks = {tree.deps[k] for k in tree.kids[token]}
    if marks.isdisjoint(PASSIVE):
        return False
    if any(tree.lowers[k].startswith("-") and tree.pos[k] == "PRON" for k in tree.kids[token]):
        return False  # "souligna-t-il": an inverted subject
    if "aux:pass" in marks:
        return "expl" not in marks and "expl:pv" not in marks
    return "obl:agent" in marks and tree.feature(token, "VerbForm") == "Part"


def telling(tree: Tree, token: int, words: Words) -> int | None:
    """The gerund with which somebody is quoted: "the minister was quoted *as saying*"."""
    if tree.lemmas[token].lower() not in words.relaying:
        return None
    after = (k for k in tree.kids[token] if k > token and tree.lowers[k - 1] in words.citing)
    return next((k for k in after if tree.feature(k, "VerbForm") in ("Ger", "Part")), None)


def agents(tree: Tree, token: int) -> list[int]:
    """The doer of a passive."""
    return [k for k in tree.kids[token] if tree.deps[k] == "obl:agent"]


def subject_of(tree: Tree, token: int, words: Words, depth: int = CONTROL) -> int | None:
    """The head of the source of a cue verb: its subject, or the one that grammar gives it."""
    if is_passive(tree, token) and telling(tree, token, words) is None:
        return next(iter(agents(tree, token)), None)
    said = [k for k in tree.kids[token] if tree.deps[k].startswith("nsubj") and tree.pos[k] in NOMINAL
            and not any(tree.deps[c] == "cop" for c in tree.kids[k])]  # fmt: skip
    personal = [k for k in tree.kids[token] if tree.deps[k] == "expl:subj" and tree.lowers[k] in words.personal]
    inverted = clitic(tree, token, words)
    if inverted is not None:
        return inverted
    if said or personal:
        return best(tree, token, said or personal)
    if token and tree.lemmas[token - 1].lower() in words.causatives and depth:
        return subject_of(tree, token - 1, words, 0) or understood(tree, token, words, depth)  # "X *a fait* savoir"
    return understood(tree, token, words, depth)


def clitic(tree: Tree, token: int, words: Words) -> int | None:
    """The pronoun that a hyphen binds to a verb or its auxiliary, wherever the parser hung it: "a-t-elle déclaré"."""
    near = [k for k in (token - 1, token + 2, token + 1) if 0 <= k < len(tree)]
    if token + 1 < len(tree) and tree.words[token + 1] != "-t":
        near = [k for k in near if k != token + 2]
    for k in (*near, *reversed(tree.kids[token])):
        bound = tree.lowers[k].startswith("-")
        if bound and tree.lowers[k].removeprefix("-t").lstrip("-") in words.personal:
            return k
    return None


def best(tree: Tree, token: int, said: list[int]) -> int:
    """Of several subjects the one that can speak: a name before a shard, a following noun before a day."""
    if len(said) == 1:
        return said[0]
    named = [k for k in said if tree.pos[k] == "PROPN" or any(tree.deps[c] == "flat" for c in tree.kids[k])]
    after = [k for k in said if k > token]
    return (named or after or said)[-1]


def understood(tree: Tree, token: int, words: Words, depth: int) -> int | None:
    """The subject of a verb form that has none of its own."""
    if depth == 0 or tree.is_root(token):
        return None
    head, dep = tree.heads[token], tree.deps[token]
    if dep in ("acl", "amod") and tree.kids_by(head, "cop"):
        return next(iter(tree.kids_by(head, "nsubj")), None)
    if dep in ("acl", "amod", "acl:relcl"):
        if dep == "acl" and token and tree.words[token - 1] == "," and tree.feature(token, "Tense") == "Pres":
            verb = next((a for a in tree.ancestors(head) if tree.pos[a] in VERBAL and tree.kids_by(a, "nsubj")), None)
            return head if verb is None else subject_of(tree, verb, words, depth - 1)
        owned = [k for k in tree.kids_by(head, "nmod") if tree.case(k) in words.of and head < k < token]
        if dep == "acl" and "VerbForm=Inf" in tree.morphs[token] and owned:
            return owned[0]  # "la décision *du TPI* d'inculper": whoever decided
        return head
    base = dep.partition(":")[0]
    if base == "conj" and tree.pos[token] == "VERB":
        other = same_speaker(tree, token)
        if other is not None:
            return subject_of(tree, other, words, depth - 1)
    if (
        base in ("advcl", "acl")
        and token
        and tree.words[token - 1] == ","
        and tree.feature(token, "VerbForm") in ("Part", "Ger")
    ):
        outer = next((a for a in (head, *tree.ancestors(head)) if tree.deps[a] == "ccomp"), None)
        if outer is not None and tree.heads[outer] < outer < token:
            return subject_of(tree, tree.heads[outer], words, depth - 1)
    if base == "parataxis" and tree.pos[head] in ("NOUN", "PROPN") and head < token:
        return head
    if base in ("conj", "xcomp", "advcl", "advmod", "ccomp", "obl", "dep", "nmod"):
        if tree.pos[head] not in VERBAL and dep != "conj" and not tree.kids_by(head, "cop", "nsubj"):
            return understood(tree, head, words, depth - 1)
        if dep != "conj" and is_passive(tree, head):
            return next(iter(tree.kids_by(head, "nsubj")), None)
        return subject_of(tree, head, words, depth - 1)
    return None


def same_speaker(tree: Tree, token: int) -> int | None:
    """The verb further up that a coordinated verb continues, when its own neighbour has another form.

    "They said that it was buying arms and accused X": `accused` continues `said`, not `buying`.
    """

    def form(k: int) -> tuple[str, str, str]:
        return tree.feature(k, "VerbForm"), tree.feature(k, "Tense"), tree.feature(k, "Aspect")

    if form(tree.heads[token]) == form(token) or tree.kids_by(token, "nsubj"):
        return None
    own = auxiliaries(tree, token)
    for a in tree.ancestors(tree.heads[token]):
        if tree.pos[a] == "VERB" and form(a) == form(token) and tree.kids_by(a, "ccomp", "xcomp"):
            return a if not own or own == auxiliaries(tree, a) else None
    return None


def auxiliaries(tree: Tree, token: int) -> list[str]:
    """The auxiliaries of a verb, as words."""
    return [tree.lowers[k] for k in tree.kids[token] if tree.deps[k].startswith("aux")]


def joined_subject(tree: Tree, edge: int, first: int) -> int | None:
    """The subject that a cue after "and" or "but" shares with the clause before it, where the parse says nothing."""
    edge += tree.pos[edge] == "CCONJ"
    if edge - 1 <= first or tree.pos[edge - 1] != "CCONJ":
        return None
    verbs = [k for k in range(first, edge - 1) if tree.pos[k] in VERBAL and tree.kids_by(k, "nsubj")]
    roots = [k for k in verbs if tree.is_root(k)]
    for k in (*roots, *reversed(verbs)):
        subject = tree.kids_by(k, "nsubj")[0]
        if subject < edge:
            return subject
    return None


def set_before(tree: Tree, subject: int, verb: int) -> int | None:
    """The name right before a verb whose subject the parser took from a phrase before its comma: "Montant à la
    tribune, *Olmert* a dit": the name was coordinated with that phrase without a word that joins them.
    """
    between = range(subject + 1, verb)
    comma = next((k for k in reversed(between) if tree.words[k] == ","), None)
    if comma is None or tree.kids_by(subject, "det") or any(tree.pos[k] == "CCONJ" for k in between):
        return None
    name = comma + 1
    joined = tree.pos[name] == "PROPN" and tree.deps[name] == "conj" and comma > tree.heads[name]
    return name if joined and [k for k in between if tree.words[k] == ","] == [comma] else None


def after_cue(tree: Tree, token: int, last: int, times: frozenset[str] = frozenset()) -> int | None:
    """The noun right after an inverted cue, where the parser did not make it the subject: "a dit mardi Kahl".

    Nouns of time and phrases with a preposition are passed over ("de son côté", "à Paris").
    """
    for k in range(token + 1, min(token + BEHIND_CUE, last)):
        if tree.pos[k] == "PUNCT":
            return None
        alone = tree.pos[k] == "ADJ" and tree.pos[k - 1] == "DET" and tree.pos[min(k + 1, last - 1)] not in NAMING
        if not (tree.pos[k] in NAMING or alone) or tree.lowers[k] in times or tree.lemmas[k].lower() in times:
            continue
        if any(tree.deps[c] == "case" and token < c < k for c in tree.kids[k]) or tree.deps[k] == "compound":
            continue
        if tree.deps[k] == "obl:mod" and not tree.morphs[k]:
            continue  # an aside that the parser was not shown: "de son côté"
        if any(tree.pos[c] == "ADP" for c in range(max(token + 1, k - 2), k)) and tree.pos[k - 1] != "PROPN":
            continue
        if tree.deps[k] == "flat" and not any(tree.pos[c] == "ADP" for c in range(max(token + 1, k - OF), k)):
            continue
        return k
    return None


def before_cue(tree: Tree, edge: int, first: int) -> int | None:
    """The noun just before a cue's own words, where the parser did not make it the subject."""
    k = edge - 1
    while k > first and (tree.pos[k] in ("ADV", "PART") or tree.words[k] in (")", "”", "»")):
        k -= 1
    if k > first and tree.words[k + 1 if k + 1 < edge else k] == ")":
        opening = next((j for j in range(k, max(first, k - BRACKET), -1) if tree.words[j] == "("), None)
        k = opening - 1 if opening is not None else k
    if k > first and tree.words[k] == ",":  # "Name, minister of …, said"
        comma = next(
            (j for j in range(k - 1, max(first, k - OFFICE), -1) if tree.words[j] == "," or tree.pos[j] in VERBAL), None
        )
        k = comma - 1 if comma is not None and tree.words[comma] == "," and tree.pos[comma - 1] == "PROPN" else k
    while k > first and tree.pos[k] == "ADJ" and first <= tree.heads[k] < k:
        k = tree.heads[k]
    if k < first or tree.pos[k] not in NAMING:
        return None
    if k - 2 >= first and tree.pos[k - 1] == "CCONJ" and tree.pos[k - 2] == "PROPN" == tree.pos[k]:
        return k - 2  # "Paris et Bonn se sont dits …"
    while (
        first <= tree.heads[k] < k
        and tree.deps[k] in ("flat", "compound", "nmod", "amod", "conj", "appos")
        and (not any(tree.pos[j] == "PUNCT" for j in range(tree.heads[k], k)))
    ):
        k = tree.heads[k]
    return k


def noun_phrase(tree: Tree, head: int, forbidden: set[int], *, inverted: bool = False) -> Ranges:
    """The token ranges of a source's noun phrase: the words around its head, no mark at either end.

    A relative clause set off by a comma is left out, after an inverted cue any relative clause, and what belongs
    to cue or content (`forbidden`).
    """
    if tree.words[head].startswith("-"):
        return ((head - 1 if tree.words[head - 1] == "-t" else head, head + 1),)
    tokens = tokens_under(tree, head) - forbidden
    if tree.deps[head] == "flat":  # the parser made a name part of the one before it: "à l'AFP Imelda Roche"
        near = tokens | set(range(head, min(head + NAME, len(tree))))
        tokens = {k for k in near if k == head or (k > head and tree.pos[k] == "PROPN")} - forbidden
    tokens -= {k for k in tokens if tree.deps[k] in ("case",) and tree.heads[k] == head and k < head}
    for k in tree.kids[head]:
        if k < head and tree.pos[k] in VERBAL and tree.deps[k] in ("acl", "advcl"):
            tokens -= tokens_under(tree, k)  # "*Interrogée par la chaîne*, la ministre"
    for relative in late_clauses(tree, head, inverted):
        tokens -= {k for k in tokens if k >= relative}
    first = last = head
    above = tree.heads[head]
    if (
        tree.deps[head] in ("appos", "flat", "nmod")
        and above < head
        and above not in forbidden
        and (all(tree.pos[k] not in VERBAL and tree.pos[k] != "PUNCT" for k in range(above, head)))
    ):
        tokens |= set(range(above, head)) | {k for k in tokens_under(tree, above) if k < head} - forbidden
    while first - 1 in tokens:
        first -= 1
    while last + 1 in tokens:
        last += 1
    while last > head and tree.pos[last] in ("PUNCT", "CCONJ", "SCONJ", "ADP") and tree.words[last] not in ')]»”".':
        last -= 1
    if last > head and tree.words[last] == "." and tree.pos[last] == "PUNCT":
        last -= 1
    while last > head and tree.deps[last] == "case" and tree.pos[last] == "PART":  # the genitive's 's
        last -= 1
    while first < head and tree.pos[first] in ("PUNCT", "CCONJ", "ADV") and tree.deps[first] in ("punct", "cc"):
        first += 1
    first, last = widened(tree, head, first, last, forbidden)
    return ranges(range(first, last + 1))


def widened(tree: Tree, head: int, first: int, last: int, forbidden: set[int]) -> tuple[int, int]:
    """A name with the apposition that the parser cut off: ", le directeur de la banque", "le ministre, X"."""
    unit = tree.sent_range(head)
    while (
        last + 1 < unit[1]
        and tree.words[last][0].isupper()
        and tree.words[last].isalpha()
        and tree.words[last + 1][0].isupper()
        and last + 1 not in forbidden
    ):
        last += 1
    cut = next((k for k in range(head + 1, last) if tree.words[k] == "," and finite(tree, k + 1)), None)
    if cut is not None:
        return first, cut - 1
    if tree.pos[head] == "NOUN":
        last = named_behind(tree, last, unit[1], forbidden)
    if tree.pos[head] == "PROPN" and last + 2 < unit[1] and tree.words[last + 1] == "," and last + 1 not in forbidden:
        stop = last + 2
        while (
            stop < unit[1]
            and (
                tree.pos[stop] in ("DET", "NOUN", "ADJ", "ADP", "PROPN", "CCONJ", "NUM")
                or (stop == last + 2 and described(tree, stop))
            )
            and stop not in forbidden
        ):
            stop += 1
        ended = stop >= unit[1] or tree.pos[stop] == "PUNCT"
        if (
            ended
            and stop - last > ROLE
            and (tree.pos[last + 2] in ("DET", "NOUN", "ADJ") or described(tree, last + 2))
            and any(tree.pos[k] == "NOUN" for k in range(last + 2, stop))
        ):
            last = stop - 1
    start = first - 2 if first - 1 >= unit[0] and tree.words[first - 1] == "," else first - 1
    if tree.pos[head] == "PROPN" and start >= unit[0]:
        k = start
        while k >= unit[0] and tree.pos[k] in ("DET", "NOUN", "ADJ", "ADP", "PROPN") and k not in forbidden:
            k -= 1
        opens = k < unit[0] or tree.pos[k] in ("PUNCT", "CCONJ")
        if (
            opens
            and tree.pos[k + 1] == "DET"
            and start - k >= 2
            and any(tree.pos[j] == "NOUN" for j in range(k + 1, start + 1))
        ):
            first = k + 1
    return with_name(tree, head, first, unit[0], forbidden), last


def described(tree: Tree, token: int) -> bool:
    """Whether a word is a past participle that says who somebody is: "X, *chargé* des relations"."""
    return "VerbForm=Part" in tree.morphs[token] and tree.feature(token, "Tense") != "Pres"


def named_behind(tree: Tree, last: int, border: int, forbidden: set[int]) -> int:
    """The end of a role with the full name behind its comma: "the head of the mission, *Ann Lee*, in Oslo"."""
    if last + ROLE >= border or tree.words[last + 1] != ",":
        return last
    stop = last + 2
    while stop < border and tree.pos[stop] in NAMELIKE and tree.words[stop][0].isupper() and stop not in forbidden:
        stop += 1
    ended = stop >= border or tree.pos[stop] in ("PUNCT", "ADP")
    return stop - 1 if ended and stop - last > ROLE else last


def with_name(tree: Tree, head: int, first: int, border: int, forbidden: set[int]) -> int:
    """Where a phrase begins with the name before it: "X et Y", "Name, the director of Z"."""
    before = first - 1
    if before <= border or before in forbidden:
        return first
    joined = tree.pos[before] == "CCONJ" and tree.pos[head] == "PROPN"
    apposed = tree.words[before] == "," and tree.pos[head] == "NOUN"
    start = before
    while start - 1 >= border and tree.pos[start - 1] == "PROPN" and start - 1 not in forbidden:
        start -= 1
    opens = start == border or tree.pos[start - 1] in ("PUNCT", "CCONJ") or (joined and tree.pos[start - 1] == "ADP")
    return start if start < before and opens and (joined or (apposed and before - start >= 2)) else first


def finite(tree: Tree, token: int) -> bool:
    """Whether a word is a finite verb: what comes is no longer a noun phrase."""
    return tree.pos[token] in VERBAL and "VerbForm=Fin" in tree.morphs[token]


def long(tree: Tree, clause: int) -> bool:
    """Whether a clause is more than a few words."""
    first, last = tree.subtree(clause)
    return last - first > FEW


def late_clauses(tree: Tree, head: int, inverted: bool) -> Iterator[int]:
    """First tokens of the relative clauses of a noun phrase that a comma sets off."""
    for k in tree.kids[head]:
        if k > head and tree.pos[head] == "PROPN" and tree.deps[k] in ("acl", "acl:relcl") and long(tree, k):
            yield max(head + 1, tree.subtree(k)[0])  # a name needs no clause to say who is meant
        if k > head and tree.deps[k] in CLAUSES and tree.deps[k] != "acl":
            first = tree.subtree(k)[0]
            if (
                first > head
                and inverted
                and tree.deps[k] == "acl:relcl"
                or first > head
                and "PUNCT" in (tree.pos[first - 1], tree.pos[first])
            ):
                yield first
