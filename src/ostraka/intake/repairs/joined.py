"""Two words run together where a space, often with a dropped link, was lost: "Chinecontinue".

Only where both halves are known: on one side a name, from the language's tables of states
and actors or one that the same article writes alone in mid-sentence; on the other a
frequent word, or (beside a name of the tables) a word that the same article writes alone;
and never a word that is known as a whole.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from ostraka.claims import Edit
from ostraka.intake.repairs.tables import language_table
from ostraka.languages.pack import rows

__all__ = ["joined_words"]

CAPITALISED = re.compile(r"(?<![\w.@/])[^\W\d_]{5,}(?![\w@])")
IN_SENTENCE = re.compile(r"(?<=[^\W\d_A-Z] )[^\W\d_a-z][^\W\d_A-Z]{3,}(?!\w)")
WORD = re.compile(r"[^\W\d_]+")
REACH = 60  # code points before a word in which the rest of its name may stand
LAST_WORD = re.compile(r"(.*[ -])([^\W\d_a-z][^\W\d_]{3,})")  # of a name of several words


class Lexicon(NamedTuple):
    """What one language knows: names, words that may follow or precede one, words that are whole.

    `tails` has the last word of each name of several words, with what stands before it: "Korea" after "North ".
    """

    names: frozenset[str]
    tails: dict[str, tuple[str, ...]]
    after: frozenset[str]
    long_after: frozenset[str]
    before: frozenset[str]
    whole: frozenset[str]
    shortest_word: int


@cache
def lexicon(language: str) -> Lexicon:
    """The halves and wholes of a language, from its tables."""
    joined = language_table(language).joined
    forms = forms_of(language, joined.name_columns)
    names = {f for f in forms if fit(f, joined.shortest_name)}
    whole = names | forms_of(language, joined.whole_columns) | {*joined.whole}
    words = {w for w in (*joined.after, *joined.verbs) if len(w) >= joined.shortest_word}
    return Lexicon(
        names=frozenset(names),
        tails=tails_of(forms),
        after=frozenset(words | {*joined.short_after}),
        long_after=frozenset(words),
        before=frozenset(joined.before),
        whole=frozenset(w.lower() for w in whole),
        shortest_word=joined.shortest_word,
    )


def fit(form: str, shortest: int) -> bool:
    """Whether a form can be half of a joined word: one capitalised word, not too short, no abbreviation."""
    return len(form) >= shortest and form[0].isupper() and not form.isupper() and WORD.fullmatch(form) is not None


def tails_of(forms: set[str]) -> dict[str, tuple[str, ...]]:
    """The last words of names of several words, with what stands before each."""
    found: dict[str, list[str]] = {}
    for match in filter(None, map(LAST_WORD.fullmatch, sorted(forms))):
        found.setdefault(match[2], []).append(match[1])
    return {word: tuple(before) for word, before in found.items()}


def forms_of(language: str, columns: tuple[str, ...]) -> set[str]:
    """The forms in some columns (`table.column`) of the language's CSV tables, which separate them by |."""
    found: set[str] = set()
    for place in columns:
        name, _, column = place.partition(".")
        for row in rows(language, name):
            found.update(form for form in row[column].split("|") if form)
    return found


def joined_words(text: str, language: str) -> list[Edit]:
    """The edits that put the missing spaces back."""
    known = lexicon(language)
    suspects = [m for m in CAPITALISED.finditer(text) if not m.group().islower() and not m.group().isupper()]
    suspects = [m for m in suspects if m.group() not in known.names and m.group().lower() not in known.whole]
    if not suspects:
        return []
    words = set(WORD.findall(text))
    own = {w for w in IN_SENTENCE.findall(text) if w.lower() not in words and w.lower() not in known.whole}
    alone = {w for w in words if w.islower() and len(w) >= known.shortest_word}
    cuts = [
        (m.start(), cut(m.group(), text[max(0, m.start() - REACH) : m.start()], known, own, alone)) for m in suspects
    ]
    return [Edit(start=s + c, end=s + c, replacement=" ", kind="joined") for s, c in cuts if c is not None]


def cut(word: str, before: str, known: Lexicon, own: set[str], alone: set[str]) -> int | None:
    """Where a word falls apart into two known ones, or None; the longest left half wins.

    `before` is the text that precedes it, `own` are names and `alone` words that the article itself writes alone.
    """
    for at in range(len(word) - 2, 0, -1):
        left, right = word[:at], word[at:]
        named = left in known.names or (left in known.tails and before.endswith(known.tails[left]))
        if named and (right in known.after or right in alone or right in known.names):
            return at
        if left in own and right in known.long_after:
            return at
        if left in known.before and (right in known.names or right in own):
            return at
    return None
