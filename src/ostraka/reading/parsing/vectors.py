"""The parser's vectors of words, sooner: a word is looked up once, and what is multiplied stays near the processor.

A vector is made in two steps. The first sees the word alone (its form, beginning, end, shape), so it
is done once for each word and remembered; in news four words in five have been met before. The second
mixes the vectors of neighbours, four times; it runs over some hundred words at a time, in the
same few blocks of memory. Both do the parser's arithmetic in the parser's order
(tests/reading/test_quick.py).
"""

from __future__ import annotations

import re
from itertools import pairwise
from threading import Lock
from typing import Any

import numpy
from numpy.lib.stride_tricks import as_strided

__all__ = ["WordVectors"]

Array = Any  # of numpy; its own types say nothing of shapes
BLOCK = 1024  # rows worked on at a time: with their products they fit in some megabytes
MOST = 65_536  # words remembered: 25 MB
TINY = numpy.float32(1e-8)  # the parser's own: added to a variance that may be 0
BUILT = re.compile(
    r"extract_features list2ragged (ints-getitem hashembed )+(static_vectors )?maxout layernorm dropout ragged2list"
    r"( expand_window maxout layernorm dropout)+"
)


def leaves_of(model: Any) -> list[Any]:
    """The parts of a model that have none themselves, in the order in which they are asked."""
    return [node for node in model.walk(order="dfs_pre") if not node.layers]


class Layer:
    """The best of some linear maps of each row, brought to mean 0 and variance 1, then scaled."""

    def __init__(self, maxout: Any, norm: Any) -> None:
        weights, shift = maxout.get_param("W"), maxout.get_param("b")  # out × pieces × in, out × pieces
        self.width, self.pieces = shift.shape
        self.weights = numpy.ascontiguousarray(weights.transpose(2, 1, 0).reshape(weights.shape[2], -1))
        self.shift = numpy.ascontiguousarray(shift.T.reshape(-1))
        self.scale, self.base = norm.get_param("G"), norm.get_param("b")

    def scratch(self) -> Array:
        """Room for the products of a block."""
        return numpy.empty((BLOCK, self.pieces * self.width), "float32")

    def __call__(self, rows: Array, out: Array, scratch: Array) -> None:
        """Writes the answers for at most a block of rows to `out`."""
        product = scratch[: len(rows)]
        numpy.matmul(rows, self.weights, out=product)
        product += self.shift
        first, *others = [product[:, k * self.width : (k + 1) * self.width] for k in range(self.pieces)]
        for other in others:
            numpy.maximum(first, other, out=first)
        numpy.subtract(first, first.mean(axis=1, keepdims=True), out=out)
        numpy.multiply(out, out, out=first)
        variance = first.sum(axis=1, keepdims=True) / numpy.float32(self.width) + TINY
        out *= variance ** numpy.float32(-0.5)
        out *= self.scale
        out += self.base


class WordVectors:
    """What predicts the vectors of texts in a pipeline, in place of its own model; `form`: the attribute ORTH."""

    def __init__(self, model: Any, form: int) -> None:
        leaves = leaves_of(model)
        self.columns = [*next(n for n in leaves if n.name == "extract_features").attrs["columns"], form]
        self.hashed = [n for n in leaves if n.name == "hashembed"]
        self.static = next((n for n in leaves if n.name == "static_vectors"), None)
        mixing, *self.layers = (
            Layer(node, norm) for node, norm in pairwise(leaves) if (node.name, norm.name) == ("maxout", "layernorm")
        )
        self.mixing, self.width = mixing, mixing.width
        self.factors = numpy.random.default_rng(7).integers(1, 2**63, len(self.columns), dtype="uint64") | 1
        self.lock = Lock()
        self.forget()

    @staticmethod
    def serves(model: Any, vectors: Any, form: int) -> bool:
        """Whether a model is built as the one that is imitated here."""
        leaves = leaves_of(model)
        windows = {n.attrs["window_size"] for n in leaves if n.name == "expand_window"}
        named = vectors.attr == form and vectors.mode == "default"
        return BUILT.fullmatch(" ".join(n.name for n in leaves)) is not None and windows == {1} and named

    def forget(self) -> None:
        """Begins anew, with no word met."""
        self.rows: dict[int, int] = {}  # word -> its row in `known`
        self.known = numpy.empty((0, self.width), "float32")

    def predict(self, docs: Any) -> list[Array]:
        """The vectors of the words of some texts, an array a text."""
        docs = list(docs)
        lengths = [len(doc) for doc in docs]
        if not any(lengths):
            return [numpy.zeros((0, self.width), "float32") for _ in docs]
        asked = numpy.concatenate([doc.to_array(self.columns) for doc in docs])
        with self.lock:
            words = self.words(asked, docs[0].vocab)
        pad = len(self.layers)  # between texts, as far as one layer after the other can look
        starts = numpy.cumsum([pad, *(n + pad for n in lengths)])[:-1]
        mine = numpy.repeat(starts - numpy.cumsum([0, *lengths[:-1]]), lengths) + numpy.arange(len(words))
        padded = numpy.zeros((int(starts[-1]) + lengths[-1] + pad + 2, self.width), "float32")
        padded[mine + 1] = words  # a row of zeros before and behind all
        for layer in self.layers:
            padded = self.mixed(layer, padded)
        return [padded[s + 1 : s + 1 + n] for s, n in zip(starts.tolist(), lengths, strict=True)]

    def mixed(self, layer: Layer, rows: Array) -> Array:
        """Rows with what a layer makes of each and its two neighbours added; the first and the last stay zero."""
        out = numpy.zeros_like(rows)
        step, scratch = rows.strides[0], layer.scratch()
        room = numpy.empty((BLOCK, 3 * self.width), "float32")
        for first in range(1, len(rows) - 1, BLOCK):
            last = min(first + BLOCK, len(rows) - 1)
            window = room[: last - first]
            window[:] = as_strided(rows[first - 1 :], window.shape, (step, rows.itemsize))
            layer(window, out[first:last], scratch)
        out += rows
        return out

    def words(self, asked: Array, vocab: Any) -> Array:
        """The vector of each word by itself; `asked` holds its attributes, a row a word."""
        keys = (asked * self.factors).sum(axis=1)
        _, firsts, places = numpy.unique(keys, return_index=True, return_inverse=True)
        met = keys[firsts].tolist()
        new = [k for k, key in enumerate(met) if key not in self.rows]
        if len(self.rows) + len(new) > MOST:
            self.forget()
            new = list(range(len(met)))
        if new:
            self.rows.update((met[k], len(self.known) + n) for n, k in enumerate(new))
            self.known = numpy.concatenate([self.known, self.embedded(asked[firsts[new]], vocab)])
        return self.known[numpy.array([self.rows[key] for key in met])[places]]

    def embedded(self, asked: Array, vocab: Any) -> Array:
        """The vectors of words not met before."""
        parts = [n.predict(numpy.ascontiguousarray(asked[:, n.attrs["column"]])) for n in self.hashed]
        if self.static is not None:
            rows = vocab.vectors.find(keys=asked[:, -1])
            found = vocab.vectors.data[rows] @ self.static.get_param("W").T
            found[rows < 0] = 0
            parts.append(found)
        joined = numpy.concatenate(parts, axis=1)
        out, scratch = numpy.empty((len(joined), self.width), "float32"), self.mixing.scratch()
        for first in range(0, len(joined), BLOCK):
            self.mixing(joined[first : first + BLOCK], out[first : first + BLOCK], scratch)
        return out
