"""Speech set beside its cue: quotations before, after and around it, and clauses set before the verb."""

from __future__ import annotations

from typing import NamedTuple

from ostraka.reading.attributing.contents import LOOSE, trimmed
from ostraka.reading.attributing.passages import Ranges, Unit, closing_token
from ostraka.reading.attributing.quotation import Quotation, Quotations
from ostraka.reading.attributing.sources import NAMING, VERBAL
from ostraka.reading.parsing.tree import Tree
from ostraka.relations.table import reach

__all__ = ["BORDERS", "Border", "border", "has_verb", "left_of", "right_quote", "right_of_border"]

SPEECH = reach()["attributing"]["speech_length"]
INTRODUCED = reach()["attributing"]["introduced"]
BEFORE = reach()["attributing"]["subject_before"]
HELPERS = reach()["attributing"]["helpers"]
AFTER = reach()["attributing"]["subject_after"]
STOPS = frozenset([",", ":", ".", ";", "—", "–", "--"])
INTRODUCE = frozenset([",", ":", "--", "—", "–"])
BORDERS = frozenset([",", "”", "»", '"', "''", "—", "–", "--", "-", "’", "'", "?", "!", "...", "…", ")"])


GROUP = frozenset({"VERB", "AUX"})
SET_BEFORE = frozenset({"ccomp", "parataxis", "dep", "xcomp", "csubj", "obj", "nsubj"})


class Border(NamedTuple):
    """The cue's own words in its unit: tokens first..last (excluded), and whether the subject stands after the verb."""

    first: int
    last: int
    inverted: bool


def border(tree: Tree, verb: int, subject: int | None, phrase: Ranges, unit: Unit) -> Border:
    """Where the words of a cue begin and end: auxiliaries, adverbs, particles, and its subject where it is near."""
    first, last = verb, verb + 1
    for k in sorted(tree.kids[verb], reverse=True):
        if tree.words[k:verb].count(",") == 1:
            continue  # a comma parts no verb from its group: « Not yet », *replied* the minister
        if (
            k < verb
            and tree.deps[k].partition(":")[0] in ("aux", "advmod", "expl", "iobj", "obj", "nsubj", "cop", "cc")
            and (tree.pos[k] in ("AUX", "ADV", "PRON", "PART", "CCONJ") and k >= first - HELPERS)
        ):
            first = min(first, k)
        elif k == first - 1 and tree.pos[k] == "AUX":
            first = k
    while "VerbForm=Inf" in tree.morphs[verb] and first > unit.first and tree.pos[first - 1] in GROUP:
        first -= 1  # "a fait savoir", "dit craindre"
    inverted = False
    if subject is not None and phrase:
        start, end = phrase[0][0], phrase[-1][1]
        if tree.words[subject].startswith("-"):
            first, last, inverted = min(first, start), max(last, end), True
            while first > unit.first and (tree.words[first].startswith("-") or tree.pos[first - 1] == "AUX"):
                first -= 1
        elif unit.first <= start < first and first - end <= BEFORE:
            first = start
        elif verb < subject < unit.last and start - last <= AFTER:
            last, inverted = max(last, end), True
    return Border(first, last, inverted)


def left_of(tree: Tree, quotes: Quotations, verb: int, edge: Border, unit: Unit) -> Ranges:
    """The clause or quotation set before a cue: "…, said Kahl" gives …, else nothing."""
    at = edge.first - 1
    if tree.pos[edge.first] == "CCONJ" and tree.deps[verb] == "conj" and not (edge.inverted and is_bound(tree, edge)):
        return ()  # "denounced “a hostile act” *and threatened* Oslo": the cue goes on with what comes after it
    skipped = ("ADV",) if tree.deps[verb] == "conj" else ("ADV", "CCONJ")
    while at > unit.first and tree.pos[at] in skipped and (tree.words[at - 1] in BORDERS or at - 1 in quotes.closes):
        at -= 1
    if at < unit.first or not (tree.words[at] in BORDERS or at in quotes.closes):
        return ()
    quoted = at in quotes.closes or (at > unit.first and tree.pos[at] == "PUNCT" and at - 1 in quotes.closes)
    if not quoted and not unquoted_speech(tree, verb, edge, unit, at):
        return ()
    if quoted and not edge.inverted and broken_into(tree, quotes, verb, edge, unit, at):
        return ()
    first = unit.first if not quoted else after_label(tree, quotes, after_sentence(tree, quotes, unit.first, at), at)
    return trimmed(tree, first, at + 1)


def broken_into(tree: Tree, quotes: Quotations, verb: int, edge: Border, unit: Unit, at: int) -> bool:
    """Whether a quotation only ends an aside between subject and verb: "X, for whom it is “over”, *plans* to …"."""
    opening = next((k for k in range(at, unit.first - 1, -1) if k in quotes.opens), unit.first)
    aside = opening > unit.first + 1 and tree.pos[opening - 1] != "PUNCT" and opening - 1 not in quotes.closes
    named = any(tree.pos[k] in NAMING for k in range(edge.first, verb))
    relative = any(tree.deps[k] == "acl:relcl" for k in range(unit.first, at))
    return aside and relative and not named and tree.words[edge.first - 1] == ","


def after_sentence(tree: Tree, quotes: Quotations, first: int, last: int) -> int:
    """Where a quotation begins that follows a sentence of the article's own which the parser joined to it."""
    for k in range(last, first + 1, -1):
        ended = tree.words[k - 1] in (".", "?", "!") and quotes.around(tree.starts[k - 1]) is None
        if k in quotes.opens and ended and k - 2 not in quotes.closes and k - 1 not in quotes.closes:
            return k
    return first


def after_label(tree: Tree, quotes: Quotations, first: int, last: int) -> int:
    """Where speech begins after a label without a verb: "Same tone in Berlin: “…”, says the ministry"."""
    for k in range(first + 1, last):
        if quotes.around(tree.starts[k - 1]) is not None or (
            tree.pos[k] in VERBAL and "VerbForm=Fin" in tree.morphs[k]
        ):
            return first
        if tree.words[k - 1] == ":" and k in quotes.opens:
            return k
    return first


def unquoted_speech(tree: Tree, verb: int, edge: Border, unit: Unit, at: int) -> bool:
    """Whether what stands before a cue without quotation marks can be its content: a clause, not the cue's subject."""
    if edge.inverted and (has_main_verb(tree, unit.first, at) or is_inserted(tree, verb, edge, unit)):
        return True
    if is_bound(tree, edge) and (edge.last >= unit.last or tree.pos[edge.last] == "PUNCT"):
        return True  # "A decision taken, a-t-il dit, after …": a pronoun bound to a verb between marks
    if any(tree.deps[k] == "nsubj" and k <= at and tree.pos[k] in NAMING for k in tree.kids[verb]):
        return False
    return is_clause(tree, unit.first, at, verb) or is_inserted(tree, verb, edge, unit)


def is_bound(tree: Tree, edge: Border) -> bool:
    """Whether a pronoun is bound to the verb of a cue by a hyphen: "dit-il"."""
    return any(tree.words[k].startswith("-") and tree.pos[k] == "PRON" for k in range(edge.first, edge.last))


def is_clause(tree: Tree, first: int, at: int, verb: int) -> bool:
    """Whether first..at holds a clause that the cue may take: its complement, or what it is inserted into."""
    head = tree.heads[verb]
    if first <= head < at and tree.deps[verb] in ("parataxis", "ccomp", "conj", "dep", "advcl", "discourse", "root"):
        return (has_main_verb if tree.deps[verb] == "conj" else has_verb)(tree, first, at)
    before = [k for k in tree.kids[verb] if first <= k < at and tree.deps[k].partition(":")[0] in SET_BEFORE]
    return any(has_verb(tree, *tree.subtree(k)) for k in before)


def is_inserted(tree: Tree, verb: int, edge: Border, unit: Unit) -> bool:
    """Whether a cue stands between two commas inside a clause that goes on after it: "The test, he said, was …"."""
    after = edge.last < unit.last - 1 and tree.words[edge.last] == ","
    return after and tree.words[edge.first - 1] == "," and has_verb(tree, edge.last, unit.last)


def has_verb(tree: Tree, first: int, last: int) -> bool:
    """Whether a stretch holds a verb with a subject, or a copula."""
    for k in range(first, last):
        if tree.pos[k] in VERBAL and ("VerbForm=Fin" in tree.morphs[k] or tree.kids_by(k, "nsubj")):
            return True
    return False


def has_main_verb(tree: Tree, first: int, last: int) -> bool:
    """Whether a stretch holds a verb with a subject that is in no relative clause: "X, *who hesitates*, …" has none."""
    verbs = (k for k in range(first, last) if has_verb(tree, k, k + 1))
    return any(not any(tree.deps[a] == "acl:relcl" and a < last for a in (k, *tree.ancestors(k))) for k in verbs)


def right_of_border(tree: Tree, quotes: Quotations, verb: int, edge: Border, unit: Unit, left: Ranges) -> Ranges:
    """What goes on after an inserted cue in its own unit: "A, he said, B" gives B."""
    at = edge.last
    while at < unit.last and tree.words[at] not in STOPS and at not in quotes.opens:
        at += 1
    while at < unit.last and tree.pos[at] == "PUNCT" and at not in quotes.opens:
        at += 1
    if at >= unit.last:
        return ()
    if quotes.around(tree.starts[at]) is not None:
        return trimmed(tree, at, unit.last)
    if closing_token(tree, quotes, left[-1][1] - 1) in quotes.closes and left[0][0] in quotes.opens:
        return ()
    if (
        tree.words[edge.last] == ","
        and tree.words[edge.first - 1] == ","
        and (any(tree.deps[k] == "ccomp" and k > edge.last for k in tree.kids[verb]))
    ):
        return trimmed(tree, at, unit.last)
    fragment = is_bound(tree, edge) and not has_verb(tree, *left[0])
    inserted = fragment or all(not under(tree, k, verb) for k in range(at, unit.last) if tree.pos[k] != "PUNCT")
    return trimmed(tree, at, unit.last) if inserted else ()


def under(tree: Tree, token: int, head: int) -> bool:
    """Whether `token` hangs on `head`."""
    return token == head or any(a == head for a in tree.ancestors(token))


def right_quote(
    tree: Tree, quotes: Quotations, edge: Border, verb: int, unit: Unit, widest: int = INTRODUCED
) -> Ranges:
    """The quotation that a cue introduces: "He said: “…”", with at most `widest` words between."""
    at = max(edge.last, verb + 1)
    for k in range(at, min(unit.last, at + widest)):
        quote = quotes.opens.get(k)
        if quote is None:
            continue
        if tree.words[k - 1] in INTRODUCE:
            return trimmed(tree, k, end_of(tree, quotes, quote, k, unit))
        if tree.pos[k] == "ADP" and "VerbForm=Inf" in tree.morphs[min(k + 1, len(tree) - 1)]:
            return ()  # "continue « à mener … »": its own infinitive
        if k == at and quote.end - quote.start > SPEECH:
            last = max([tree.subtree(c)[1] for c in tree.kids[verb] if c >= k and tree.deps[c] not in LOOSE], default=k)
            return trimmed(tree, k, min(unit.last, max(last, end_of(tree, quotes, quote, k, unit))))
        return ()
    return ()


def end_of(tree: Tree, quotes: Quotations, quote: Quotation, first: int, unit: Unit) -> int:
    """The token after a quotation and the quotations that follow it with nothing but marks between."""
    last = first
    while last < unit.last and tree.starts[last] < quote.end:
        last += 1
    following = last
    while following < unit.last and tree.pos[following] == "PUNCT" and following not in quotes.opens:
        following += 1
    if following < unit.last and following in quotes.opens:
        return end_of(tree, quotes, quotes.opens[following], following, unit)
    return last
