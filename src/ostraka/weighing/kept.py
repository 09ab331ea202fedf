"""The ties of all states on a day, packed: numbers as arrays, the rest a record that is made when it is looked at.

A page about one state looks at a few hundred of many thousand ties, and the figures ask for numbers alone: so a day is
there in a moment, however much was said. Stored in the order of the ids, which is that of the figures; told in the
order of `in_order`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, overload

import msgspec
import numpy as np
from numpy.typing import NDArray

from ostraka.claims import Tie
from ostraka.weighing import policy

__all__ = ["Names", "Ties", "in_order", "reasoned", "touching"]

Array = NDArray[Any]


class Column(msgspec.Struct, frozen=True, array_like=True):
    """An array as it is written: its type and its bytes."""

    kind: str
    data: memoryview

    @staticmethod
    def of(array: Array) -> Column:
        """From an array."""
        return Column(array.dtype.str, memoryview(np.ascontiguousarray(array).tobytes()))

    def array(self) -> Array:
        """The array, which cannot be written to."""
        return np.frombuffer(self.data, dtype=np.dtype(self.kind))


class Packed(msgspec.Struct, frozen=True, array_like=True):
    """What is written of a day; `words` are the codes, acts and channels that columns name by number."""

    words: tuple[str, ...]
    columns: dict[str, Column]
    records: memoryview


class Names(Sequence[str]):
    """Names by number, decoded when they are looked at."""

    def __init__(self, kept: Array, number: Array) -> None:
        self._kept, self._number = kept, number

    @overload
    def __getitem__(self, k: int) -> str: ...
    @overload
    def __getitem__(self, k: slice) -> list[str]: ...
    def __getitem__(self, k: int | slice) -> str | list[str]:
        found = self._kept[self._number[k]].tolist()
        return [x.decode() for x in found] if isinstance(k, slice) else str(found.decode())

    def __iter__(self) -> Iterator[str]:
        names = [x.decode() for x in self._kept.tolist()]
        return (names[k] for k in self._number.tolist())

    def __len__(self) -> int:
        return len(self._number)


class Ties(Sequence[Tie]):
    """Ties as a sequence. A record is decoded when it is looked at; what `whole` has is given as it is there."""

    def __init__(self, packed: Packed, *, by_id: bool = False, whole: Mapping[str, Tie] | None = None) -> None:
        self._packed, self._by_id, self._whole = packed, by_id, dict(whole or {})
        self._made: dict[int, Tie] = {}

    @staticmethod
    def of(ties: Iterable[Tie]) -> Ties:
        """From ties in any order; they are looked at once, one after the other."""
        return Ties(packed(ties))

    @staticmethod
    def read(value: bytes) -> Ties:
        """As `written` wrote it."""
        return Ties(msgspec.msgpack.decode(value, type=Packed))

    def written(self) -> bytes:
        """All of it, without what stands in `whole`."""
        return msgspec.msgpack.encode(self._packed)

    def by_id(self) -> Ties:
        """The same in the order of the ids, which is that of the columns."""
        return Ties(self._packed, by_id=True, whole=self._whole)

    def over(self, whole: Mapping[str, Tie]) -> Ties:
        """The same with some of its ties (by id) given whole, of the same numbers."""
        return Ties(self._packed, by_id=self._by_id, whole=self._whole | dict(whole))

    # ---- as columns, in the order of the ids

    def column(self, name: str) -> Array:
        """One column: id, from_, to, act, channel (numbers of words), credence, known, low, high, contested, ..."""
        return self._packed.columns[name].array()

    @property
    def words(self) -> tuple[str, ...]:
        """The codes, acts and channels; "" for nobody."""
        return self._packed.words

    @cached_property
    def ids(self) -> list[str]:
        """The ids, in their order."""
        return [x.decode() for x in self.column("id").tolist()]

    @property
    def rungs(self) -> Array:
        """How surely each tie has come to each rung of the ladder (T, 5), NaN where nobody speaks of it."""
        return self.column("rungs").reshape(-1, len(policy.ladder()))

    @property
    def root_tie(self) -> Array:
        """The number of the tie of each root."""
        return np.repeat(np.arange(len(self)), np.diff(self.column("hung")))

    def root_names(self) -> Names:
        """The name of the root in each row."""
        return Names(self.column("root_name"), self.column("root"))

    # ---- as a sequence

    @cached_property
    def _place(self) -> Array:
        return np.arange(len(self)) if self._by_id else self.column("order")

    def touching(self, *codes: str) -> list[Tie]:
        """The ties that have all these codes at their ends, in order."""
        at = {word: k for k, word in enumerate(self.words)}
        from_, to = self.column("from_")[self._place], self.column("to")[self._place]
        mine = np.ones(len(self), dtype=bool)
        for code in codes:
            mine &= (from_ == at.get(code, -1)) | (to == at.get(code, -1))
        return [self[k] for k in np.flatnonzero(mine).tolist()]

    def named(self, ids: Iterable[str]) -> dict[str, Tie]:
        """The ties of these ids, by id."""
        at, back = {id_: row for row, id_ in enumerate(self.ids)}, np.argsort(self._place)
        return {id_: self[int(back[at[id_]])] for id_ in ids if id_ in at}

    def reasoned(self) -> Iterator[tuple[int, Tie]]:
        """The ties that have reasons, with their numbers: those that were given whole."""
        if self._whole:
            at, back = {id_: row for row, id_ in enumerate(self.ids)}, np.argsort(self._place)
            yield from ((k, self[k]) for k in sorted(int(back[at[id_]]) for id_ in self._whole if id_ in at))

    @overload
    def __getitem__(self, k: int) -> Tie: ...
    @overload
    def __getitem__(self, k: slice) -> list[Tie]: ...
    def __getitem__(self, k: int | slice) -> Tie | list[Tie]:
        if isinstance(k, slice):
            return [self[i] for i in range(*k.indices(len(self)))]
        row = int(self._place[k])
        if row not in self._made:
            self._made[row] = self._tie(row)
        return self._made[row]

    def _tie(self, row: int) -> Tie:
        """The record of one row."""
        if self._whole and (given := self._whole.get(self.ids[row])) is not None:
            return given
        first, last = self._begins[row : row + 2].tolist()
        made: Tie = self._decode(self._packed.records[first:last])
        a, b = self._hung[row : row + 2].tolist()
        names, numbers, shares = self._roots
        weights = zip(names[numbers[a:b]].tolist(), shares[a:b].tolist(), strict=True)
        return msgspec.structs.replace(made, weights=tuple((x.decode(), share) for x, share in weights))

    def _all(self) -> None:
        """Make every record: quicker than one by one."""
        if len(self._made) >= len(self) - len(self._whole):
            return
        names, numbers, shares = self._roots
        called = [x.decode() for x in names.tolist()]
        roots = list(zip(map(called.__getitem__, numbers.tolist()), shares.tolist(), strict=True))
        begins, hung = self._begins.tolist(), self._hung.tolist()
        for row in range(len(self)):
            if row not in self._made and self.ids[row] not in self._whole:
                made: Tie = self._decode(self._packed.records[begins[row] : begins[row + 1]])
                weights = tuple(roots[hung[row] : hung[row + 1]])
                self._made[row] = msgspec.structs.replace(made, weights=weights)

    @cached_property
    def _decode(self) -> Any:
        return msgspec.msgpack.Decoder(Tie).decode

    @cached_property
    def _begins(self) -> Array:
        return self.column("begins")

    @cached_property
    def _hung(self) -> Array:
        return self.column("hung")

    @cached_property
    def _roots(self) -> tuple[Array, Array, Array]:
        return self.column("root_name"), self.column("root"), self.column("share")

    def __iter__(self) -> Iterator[Tie]:
        self._all()
        return (self[k] for k in range(len(self)))

    def __len__(self) -> int:
        return len(self._packed.columns["known"].data) // 8

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and len(self) == len(other) and all(map(same, self, other))

    __hash__ = None  # type: ignore[assignment]


def same(a: object, b: object) -> bool:
    """Whether two records say the same."""
    return a == b


def packed(ties: Iterable[Tie]) -> Packed:
    """Ties as they are written."""
    words: dict[str, int] = {"": 0}
    roots: dict[str, int] = {}
    found = [row(tie, words, roots) for tie in ties]
    found.sort(key=lambda r: r[0])
    named = sorted(roots)
    place = np.empty(len(named), dtype=np.int32)
    place[[roots[name] for name in named]] = np.arange(len(named), dtype=np.int32)
    rows: Any = list(zip(*found, strict=True)) or [()] * len(COLUMNS)
    columns: dict[str, Array] = {name: np.array(rows[k], dtype=kind) for k, (name, kind) in enumerate(COLUMNS)}
    records, numbers, shares, order = rows[len(COLUMNS) :] or ((), (), (), ())
    columns |= {
        "begins": ends_of(map(len, records), len(found)),
        "hung": ends_of(map(len, numbers), len(found)),
        "root": place[np.concatenate([*numbers, np.zeros(0, np.int32)]).astype(np.int32)],
        "share": np.concatenate([*shares, np.zeros(0)]),
        "root_name": np.array([name.encode() for name in named], dtype="S"),
        "order": np.array(sorted(range(len(found)), key=order.__getitem__), dtype=np.int32),
    }
    return Packed(tuple(words), {n: Column.of(c) for n, c in columns.items()}, memoryview(b"".join(records)))


COLUMNS = (
    ("id", "S"),
    ("from_", "i4"),
    ("to", "i4"),
    ("act", "i4"),
    ("channel", "i4"),
    ("either_way", "?"),
    ("contested", "?"),
    ("ended", "?"),
    ("credence", "f8"),
    ("known", "f8"),
    ("low", "f8"),
    ("high", "f8"),
    ("rungs", "f8"),
)


def row(tie: Tie, words: dict[str, int], roots: dict[str, int]) -> tuple[Any, ...]:
    """One tie: its columns, its record, the numbers and shares of its roots, its place in the telling."""
    said = {rung.stage: rung.credence for rung in tie.rungs} or {tie.stage: tie.credence}
    rungs = [said.get(stage, np.nan) for stage in policy.ladder()]
    number = [words.setdefault(w, len(words)) for w in (tie.from_ or "", tie.to, tie.act, tie.channel)]
    hung = sorted(tie.weights)
    return (
        tie.id.encode(),
        *number,
        tie.either_way,
        tie.contested,
        tie.ended is not None,
        tie.credence,
        tie.known,
        tie.low,
        tie.high,
        rungs,
        msgspec.msgpack.encode(msgspec.structs.replace(tie, weights=())),
        np.array([roots.setdefault(name, len(roots)) for name, _ in hung], dtype=np.int32),
        np.array([share for _, share in hung], dtype=float),
        in_order(tie),
    )


def ends_of(sizes: Iterable[int], count: int) -> Array:
    """Where each of several stretches begins, and where the last ends."""
    made = np.zeros(count + 1, dtype=np.int64)
    made[1:] = np.cumsum(np.fromiter(sizes, dtype=np.int64, count=count))
    return made


def in_order(tie: Tie) -> tuple[str, ...]:
    """By the ends, the act and the channel."""
    return (tie.from_ or "", tie.to, tie.act, tie.channel)


def touching(ties: Sequence[Tie], *codes: str) -> list[Tie]:
    """The ties that have all these codes at their ends."""
    if isinstance(ties, Ties):
        return ties.touching(*codes)
    return [t for t in ties if set(codes) <= {t.from_, t.to}]


def reasoned(ties: Sequence[Tie]) -> Iterable[tuple[int, Tie]]:
    """The ties that may have reasons, with their numbers."""
    return ties.reasoned() if isinstance(ties, Ties) else enumerate(ties)
