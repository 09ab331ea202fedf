"""Every example of the attribution tables is read, every counter-example is not; known misses still miss.

The source of an example stands between < >, its content between [ ]; one parser batch a language.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest

from ostraka.languages.pack import languages, tables
from ostraka.reading.attributing.attribution import Attributions, find
from ostraka.reading.naming import actors
from ostraka.reading.parsing.parse import trees
from ostraka.reading.parsing.tree import Tree

SHAPE = "shape"  # no rule: turns that the small words settle
LISTS = ("cue", "preposition", "noun", "adjective", "mood", "unmarked", SHAPE)


class Example(NamedTuple):
    rule: str
    kind: str
    marked: str

    @property
    def plain(self) -> str:
        return re.sub(r"[<>\[\]]", "", self.marked)


def examples(language: str) -> Iterator[Example]:
    for content in tables(language, "attribution").values():
        for name in LISTS:
            for fields in content.get(name, ()):
                yield from of_group(fields, SHAPE if name == SHAPE else f"attribution.{fields['id']}")


def of_group(fields: dict[str, Any], rule: str) -> Iterator[Example]:
    for kind in ("examples", "not", "not_yet"):
        for sentence in fields.get(kind, ()):
            yield Example(rule, kind, sentence)


def wrongly(e: Example, tree: Tree, found: Attributions) -> bool:
    """Whether a counter-example is read: by its rule; of a shape as it is marked, or, without marks, at all."""
    if e.rule != SHAPE:
        return any(p.rules[0].startswith(e.rule + ":") for p in found)
    return as_marked(tree, found, e.marked) if "[" in e.marked else bool(len(found))


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def between(marked: str, pair: str) -> list[str]:
    return words(" ".join(re.findall(re.escape(pair[0]) + r"(.*?)" + re.escape(pair[1]), marked)))


def as_marked(tree: Tree, found: Attributions, marked: str) -> bool:
    """Whether some passage has exactly the marked content and source."""
    content, source = between(marked, "[]"), between(re.sub(r"[\[\]]", "", marked), "<>")
    for p in found:
        has = words(" ".join(tree.text[a:b] for a, b in p.content))
        who = words(" ".join(tree.words_of(a, b) for a, b in p.source_tokens))
        if has == content and (who == source):
            return True
    return False


@pytest.fixture(scope="module", params=languages())
def read(request: pytest.FixtureRequest) -> list[tuple[Example, Tree, Attributions]]:
    language = request.param
    listed = list(examples(language))
    parsed = trees([e.plain for e in listed], language)
    return [(e, t, find(t, language, actors.find(t, language))) for e, t in zip(listed, parsed, strict=True)]


def shown(tree: Tree, found: Attributions) -> str:
    """What was found instead, for the message of a failing example."""
    return "; ".join(
        f"{p.rules[0]} <{' '.join(tree.words_of(*r) for r in p.source_tokens)}> "
        f"[{' … '.join(tree.text[a:b] for a, b in p.content)}]"
        for p in found
    )


def test_examples_are_read(read: list[tuple[Example, Tree, Attributions]]) -> None:
    missed = [
        f"{e.rule}: {e.marked}\n   found {shown(t, found) or 'nothing'}"
        for e, t, found in read
        if e.kind == "examples" and not as_marked(t, found, e.marked)
    ]
    assert not missed, "\n".join(missed)


def test_counter_examples_are_not_read(read: list[tuple[Example, Tree, Attributions]]) -> None:
    wrong = [
        f"{e.rule}: {e.marked}\n   found {shown(t, found)}"
        for e, t, found in read
        if e.kind == "not" and wrongly(e, t, found)
    ]
    assert not wrong, "\n".join(wrong)


def test_known_misses_still_miss(read: list[tuple[Example, Tree, Attributions]]) -> None:
    mended = [f"{e.rule}: {e.marked}" for e, t, found in read if e.kind == "not_yet" and as_marked(t, found, e.marked)]
    assert not mended, "now read, move to examples:\n" + "\n".join(mended)


def test_every_group_has_examples() -> None:
    for language in languages():
        for content in tables(language, "attribution").values():
            for name in LISTS:
                for fields in content.get(name, ()):
                    assert fields.get("examples"), f"{language}: {fields['id']} has no example"
