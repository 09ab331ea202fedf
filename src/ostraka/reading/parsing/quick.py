"""The parser's answers, sooner: what its components work out anew for every word is remembered.

The lemmatiser searches a list of up to 66,000 forms for every new word, and the rules of
attributes try each of some two hundred patterns on every token: together they take as long
as the parse itself. The matrices are multiplied by numpy's library, half as quick again on
matrices of this size as the parser's own; vectors.py makes the vectors of words. The answers stay the same
(tests/reading/test_quick.py; on 94,000 words of news no token differed).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy
from spacy.attrs import DEP, IS_SPACE, LEMMA, LOWER, MORPH, ORTH, POS, TAG
from spacy.language import Language
from spacy.matcher import Matcher
from thinc.api import Model, NumpyOps

from ostraka.reading.parsing.vectors import WordVectors

__all__ = ["Rules", "forget", "quicken"]

RULER, FACTORY, VECTORS = "attribute_ruler", "remembering_rules", "tok2vec"
ASKED = [LOWER, TAG, POS, DEP, IS_SPACE]  # all that a pattern of one token may ask
WRITTEN = [TAG, POS, DEP, MORPH, LEMMA]  # all that a rule may write
NAMES = frozenset({"LOWER", "TAG", "POS", "DEP", "IS_SPACE"})  # ASKED, as patterns spell it


def quicken(nlp: Any) -> None:
    """Makes a pipeline quicker in place: its lemmatiser's index, its rules of attributes, its vectors and products."""
    index = nlp.get_pipe("lemmatizer").lookups.get_table("lemma_index")
    for part, forms in index.items():
        index[part] = frozenset(forms)  # it is only asked whether a form is in it
    if Rules.serves(nlp.get_pipe(RULER)):
        nlp.add_pipe(FACTORY, before=RULER)
        nlp.remove_pipe(RULER)
    plain = NumpyOps(use_blis=False)
    for _, component in nlp.pipeline:
        model = getattr(component, "model", None)
        for node in model.walk() if isinstance(model, Model) else ():
            node.ops = plain if isinstance(node.ops, NumpyOps) else node.ops
    made = nlp.get_pipe(VECTORS)
    if WordVectors.serves(made.model, nlp.vocab.vectors, ORTH):
        made.predict = WordVectors(made.model, ORTH).predict


def forget(nlp: Any) -> None:
    """Lets a pipeline forget the words that it has met, so that one can measure what new ones cost."""
    nlp.get_pipe("lemmatizer").cache.clear()
    if FACTORY in nlp.pipe_names:
        nlp.get_pipe(FACTORY).known.clear()
    made = getattr(nlp.get_pipe(VECTORS).predict, "__self__", None)
    if isinstance(made, WordVectors):
        made.forget()


class Rules:
    """spaCy's rules of attributes, asked once for each kind of token.

    A pattern of one token sees its form, tag, part of speech and relation and nothing else,
    so its answer is remembered for these; the few patterns of several tokens are tried on
    every text. As there, what a later rule writes stands.
    """

    def __init__(self, ruler: Any) -> None:
        self.ruler, self.strings = ruler, ruler.vocab.strings
        self.known: dict[tuple[int, ...], int] = {}  # kind of token -> row
        self.rows: dict[tuple[int, ...], int] = {}  # numbers of the rules that hold -> row
        self.rules: list[tuple[int, ...]] = []
        self.values = numpy.zeros((0, len(WRITTEN)), "uint64")  # by row, what is written
        self.writes = numpy.zeros((0, len(WRITTEN)), "bool")  # by row, whether anything is
        self.long = Matcher(ruler.vocab)
        for number, rule in enumerate(ruler.patterns):
            patterns = [p for p in rule["patterns"] if len(p) > 1]
            if patterns:
                self.long.add(str(number), patterns)

    @staticmethod
    def serves(ruler: Any) -> bool:
        """Whether the rules ask and write only what is remembered here."""
        short = [p[0] for rule in ruler.patterns for p in rule["patterns"] if len(p) == 1]
        return all(token.keys() <= NAMES for token in short) and all(set(a) <= set(WRITTEN) for a in ruler.attrs)

    def __call__(self, doc: Any) -> Any:
        """Writes on the tokens of a text what the rules say."""
        rows = []
        for token, kind in enumerate(map(tuple, doc.to_array(ASKED).tolist())):
            row = self.known.get(kind)
            rows.append(self.ask(kind, doc, token) if row is None else row)
        for match, start, end in self.long(doc, allow_missing=True) if len(self.long) else ():
            number = int(self.strings[match])
            token = range(start, end)[self.ruler.indices[number]]
            rows[token] = self.row((*self.rules[rows[token]], number))
        if rows:
            doc.from_array(WRITTEN, numpy.where(self.writes[rows], self.values[rows], doc.to_array(WRITTEN)))
        return doc

    def ask(self, kind: tuple[int, ...], doc: Any, token: int) -> int:
        """The row of a kind of token not met before; remembered."""
        matches = self.ruler.matcher(doc[token : token + 1], allow_missing=True)
        row = self.known[kind] = self.row(int(self.strings[match]) for match, _, _ in matches)
        return row

    def row(self, numbers: Iterable[int]) -> int:
        """The row of what some rules write together; the later ones go before."""
        rules = tuple(sorted(set(numbers)))
        if rules not in self.rows:
            said = {name: value for number in rules for name, value in self.ruler.attrs[number].items()}
            self.rows[rules] = len(self.rules)
            self.rules.append(rules)
            self.values = numpy.vstack([self.values, numpy.array([said.get(a, 0) for a in WRITTEN], "uint64")])
            self.writes = numpy.vstack([self.writes, [a in said for a in WRITTEN]])
        return self.rows[rules]


def remembering(nlp: Any, name: str) -> Rules:
    """The component of a pipeline that does what its rules of attributes would do."""
    return Rules(nlp.get_pipe(RULER))


Language.factory(FACTORY, func=remembering)
