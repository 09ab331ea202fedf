"""Who says what in passages of our own (tests/gold/voices, freer, telling), against floors a language and half."""

import re
import tomllib
from pathlib import Path

import pytest

from ostraka.languages.pack import languages
from ostraka.reading.attributing.attribution import find
from ostraka.reading.naming.actors import find as find_actors
from ostraka.reading.parsing.parse import trees

GOLD = Path(__file__).parents[1] / "gold"
FLOORS = tomllib.loads((GOLD / "floors.toml").read_text(encoding="utf-8"))


def passages(language, name):
    """Per half the passages of a set: (text, [(speaker, ranges of the content), …])."""
    whole = (GOLD / f"{name}.{language}.txt").read_text(encoding="utf-8")
    found = {}
    for half, part in zip(("first", "kept"), whole.split("# kept for checking\n"), strict=True):
        found[half] = []
        for line in part.splitlines():
            if line.startswith("= "):
                speaker, _, content = line[2:].partition(" | ")
                text, wanted = found[half][-1]
                wanted.append((speaker, [stretch(text, piece) for piece in content.split(" + ")]))
            elif line and not line.startswith("#"):
                found[half].append((line.replace(" ¶ ", "\n\n"), []))
    return found


def stretch(text, piece):
    """Where "first words … last words" stands in a text."""
    first, _, last = piece.partition(" … ")
    start = text.index(first)
    end = text.index(last, start + len(first)) + len(last) if last else start + len(first)
    return start, end


def words(text, ranges):
    """The words of a text that ranges of characters hold, each by its place."""
    return {a + m.start() for a, b in ranges for m in re.finditer(r"\w+", text[a:b])}


def overlap(text, one, other):
    """Jaccard of two contents."""
    a, b = words(text, one), words(text, other)
    return len(a & b) / max(1, len(a | b))


def names(passage, speaker):
    """Whether a passage has the speaker: by a word of his name or role, his code, or nobody ("-")."""
    who = passage.speaker
    if speaker == "-":
        return who is None or not (who.name or who.actor)
    if who is None:
        return False
    return who.actor == speaker or speaker.lower() in f"{who.name or ''} {who.role or ''}".lower()


def measured(language, half, name):
    """Precision, recall of who and what, and the lines of what is missed and read too much."""
    rows = passages(language, name)[half]
    right = read = wanted = 0
    wrong = []
    for (text, gold), tree in zip(rows, trees([t for t, _ in rows], language), strict=True):
        left = list(find(tree, language, find_actors(tree, language)))
        read, wanted = read + len(left), wanted + len(gold)
        for speaker, content in gold:
            # of two with one content (who passes it on, and whose words they are) the one that is named
            best = max(left, key=lambda p: (overlap(text, content, p.content), names(p, speaker)), default=None)
            if best is not None and overlap(text, content, best.content) >= 0.5:
                left.remove(best)
                if names(best, speaker):
                    right += 1
                else:
                    wrong.append(f"{speaker} read as {best.speaker}: {text}")
            else:
                wrong.append(f"missed {speaker} {[text[a:b] for a, b in content]}: {text}")
        wrong += [f"too much {p.rules[0]} {[text[a:b] for a, b in p.content]}: {text}" for p in left]
    return right / max(1, read), right / max(1, wanted), wrong


def test_a_stretch_is_found_by_its_first_and_last_words():
    text = "He said that it is so."
    assert text[slice(*stretch(text, "that … so"))] == "that it is so"


@pytest.mark.parametrize("name", ["voices", "freer", "telling"])
@pytest.mark.parametrize("half", ["first", "kept"])
@pytest.mark.parametrize("language", languages())
def test_who_says_what_reaches_its_floors(language, half, name):
    precision, recall, wrong = measured(language, half, name)
    print(
        f"{name} {language} {half}: precision {precision:.3f}, recall {recall:.3f}",
        *(wrong if half == "first" else ()),
        sep="\n",
    )
    floor = FLOORS[language][name][half]
    assert precision >= floor["precision"]
    assert recall >= floor["recall"]
