"""Which words can be a person's name, when no table knows it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from ostraka.reading.naming.mention import Lexicon, Mention
from ostraka.reading.parsing.tree import Tree
from ostraka.relations.table import reach
from ostraka.states.table import leaders

__all__ = ["Names", "given_names"]

LONGEST = reach()["naming"]["name"]
TITLE = reach()["naming"]["title"]


@cache
def given_names() -> frozenset[str]:
    """First words of the leaders' full names, lower-cased: enough to know a person's name by."""
    return frozenset(name.split()[0].lower() for row in leaders() for name in row.names if len(name.split()) > 1)


class Names:
    """Finds runs of name words in one article; `spoken` holds the tokens of people already known."""

    def __init__(self, tree: Tree, lex: Lexicon, spoken: Mapping[int, object]) -> None:
        self.tree, self.lex, self.by_token = tree, lex, spoken

    def is_given(self, lower: str) -> bool:
        """Whether a word is a given name, of the table's people or a common one."""
        return lower in given_names() or lower in self.lex.words["given"]

    def is_name_word(self, token: int) -> bool:
        """Whether a token can be a word of a name: a capitalised proper noun, not all capitals."""
        word = self.tree.words[token]
        if not word[0].isupper() or (word.isupper() and len(word) > 2 and "." not in word):
            return False
        return self.tree.pos[token] in ("PROPN", "NOUN", "ADJ", "X", "VERB")

    def runs(self, taken: dict[int, Mention]) -> Iterable[tuple[int, int]]:
        """Ranges of two to four adjoining name words, or one that a title introduces, that no table knows.

        Particles and hyphens inside are kept.
        """
        tree, particles = self.tree, self.lex.words["particles"]
        token, size = 0, len(tree)
        while token < size:
            if not self.opens(token, taken):
                token += 1
                continue
            end = token + 1
            while end < size and tree.sent_of[end] == tree.sent_of[token]:
                glued = tree.starts[end] - tree.ends[end - 1]
                word = tree.lowers[end]
                if tree.words[end] in "-‑" and glued == 0:
                    end += 1
                elif end in taken or glued > 1:
                    break
                elif self.opens(end, taken) or (word in particles and end + 1 < size and self.opens(end + 1, taken)):
                    end += 1
                else:
                    break
            while end > token and not self.opens(end - 1, taken):
                end -= 1
            if 2 <= end - token <= LONGEST or (end - token == 1 and (self.reigns(token) or self.introduced(token))):
                yield token, end
            token = max(end, token + 1)

    def reigns(self, token: int) -> bool:
        """Whether one name is enough, behind the title of somebody who reigns: "King *Harald* of Norway"."""
        return token > 0 and self.tree.lowers[token - 1] in self.lex.words["reigning"]

    def introduced(self, token: int) -> bool:
        """Whether one name stands between a title and an office: "Mr *Doe*, a spokesman for", « M. *Sy*, ministre »."""
        tree, words = self.tree, self.lex.words
        titles = words["titles_male"] | words["titles_female"] | words["titles"]
        if token == 0 or tree.lowers[token - 1] not in titles or token + 2 >= len(tree) or tree.words[token + 1] != ",":
            return False
        office = token + 2 + (tree.pos[token + 2] == "DET")
        role = self.lex.role(tree, office) if office < len(tree) else None
        return role is not None and role.person

    def opens(self, token: int, taken: dict[int, Mention]) -> bool:
        """Whether a name may begin at a token."""
        tree, lex = self.tree, self.lex
        if token in taken or token in self.by_token or tree.pos[token] not in ("PROPN", "NOUN", "ADJ", "X"):
            return False
        lower, word = tree.lowers[token], tree.words[token]
        if not word[0].isupper() or (word.isupper() and len(word) > 2 and not self.is_shouted(token)):
            return False
        if lower in lex.words["no_person"]:
            return False
        if tree.pos[token] != "PROPN" and not self.is_given(lower) and not self.beside_propn(token):
            return False
        if lower in lex.roles or lower in lex.words["titles"] or lower in lex.words["articles"]:
            return False
        return lower not in lex.words["titles_male"] and lower not in lex.words["titles_female"]

    def is_shouted(self, token: int) -> bool:
        """Whether a word in capitals is the surname of somebody titled, as ministries write: "Ms. *KANO* Yoko"."""
        tree, titles = self.tree, self.lex.words["titles_male"] | self.lex.words["titles_female"]
        near = [k for k in (token - 1, token + 1) if 0 <= k < len(tree) and tree.sent_of[k] == tree.sent_of[token]]
        given = [k for k in near if tree.words[k].istitle() and tree.lowers[k] not in titles]
        titled = bool(given) and any(tree.lowers[k] in titles for k in range(max(token - TITLE, 0), token))
        return titled or self.is_labelled(token)

    def is_labelled(self, token: int) -> bool:
        """Whether a word is of a name in capitals with which a turn of a transcript opens: "ANN *VELL*, MINISTER:"."""
        tree = self.tree
        start, end = tree.sent_range(token)
        label = tree.words[start : min(start + reach()["attributing"]["speaker_title"], end)]
        label = label[: label.index(":")] if ":" in label else []
        name = label[: label.index(",")] if "," in label else []
        return token - start < len(name) > 1 and all(w.isupper() or not w.isalpha() for w in label)

    def beside_propn(self, token: int) -> bool:
        """Whether a word that the tagger took for a noun stands against a proper noun and is no sentence's first."""
        tree = self.tree
        if token == tree.sent_range(token)[0]:
            return False
        return any(0 <= k < len(tree) and tree.pos[k] == "PROPN" for k in (token - 1, token + 1))
