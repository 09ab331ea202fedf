"""The people of an article: whom a name means, what they are, for whom they speak.

A full name of the table is known at once; a surname when it may stand alone and its owner
was in office about then, or when the full name stands in the article. A name that the
table does not know becomes a person of this article by the role or title beside it, a
known given name, or its surname alone later; the role beside the name says whom they
speak for ("Colin Kahl, sous-secrétaire à la Défense").
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from ostraka.reading.naming.gazetteer import Entry, Hit, folded
from ostraka.reading.naming.mention import Lexicon, Mention, RoleClass
from ostraka.reading.naming.names import Names
from ostraka.reading.parsing.tree import Tree
from ostraka.relations.table import context, reach
from ostraka.states.table import Leader, leaders

__all__ = ["People", "Person"]

ROLE_BEHIND = reach()["naming"]["role_behind"]
ROLE_BEFORE = reach()["naming"]["role_before"]
LONG = reach()["naming"]["long_word"]
AFTER_OFFICE = reach()["naming"]["after_office"]
LED = reach()["naming"]["led_by"]
BEHIND_COMMA = reach()["naming"]["behind_comma"]
NAME_BEHIND = reach()["naming"]["name_behind"]
SMALL = reach()["naming"]["small_word"]
TITLES = reach()["naming"]["titles"]
NAME_LABELS = frozenset(
    {"flat", "compound", "appos", "nmod", "amod", "nsubj", "obj", "obl", "root", "dep", "conj", "xcomp"}
)


class Person(NamedTuple):
    """Somebody in the article. `code` is that of the state or body spoken for, `office` the table's (English).

    `kind`: person · government · media · body, as the contract's sources; `mentions` are head tokens.
    """

    name: str
    surname: str
    role: str | None
    code: str | None
    kind: str
    sector: str | None
    office: str
    gender: str
    guessed: bool
    mentions: tuple[int, ...]


class Draft:
    """A person while the article is being read."""

    def __init__(self, name: str, surname: str) -> None:
        self.name, self.surname = name, surname
        self.tokens: list[int] = []
        self.role: str | None = None
        self.role_words: tuple[str, ...] = ()
        self.code: str | None = None
        self.party: str | None = None  # the group in arms that he leads or speaks for
        self.sector: str | None = None
        self.office = ""
        self.gender = ""
        self.guessed = False
        self.person = True
        self.role_class: RoleClass | None = None

    def frozen(self) -> Person:
        """The record that goes out."""
        government = self.code is not None and self.role_class is not None and self.role_class.stands == "state"
        kind = "media" if self.sector == "MED" else "government" if government else "person"
        return Person(
            self.name, self.surname, self.role, self.code, "person" if self.person else kind, self.sector, self.office,
            self.gender, self.guessed, tuple(sorted(self.tokens)),
        )  # fmt: skip


class People:
    """Finds and remembers the people of one article."""

    def __init__(self, tree: Tree, lex: Lexicon, published: str | None) -> None:
        self.tree, self.lex, self.published = tree, lex, published
        self.drafts: list[Draft] = []
        self.by_token: dict[int, Draft] = {}
        self.by_leader: dict[str, Draft] = {}
        self.by_surname: dict[str, Draft] = {}
        self.begun: set[int] = set()  # where the names of the table begin
        self.names = Names(tree, lex, self.by_token)

    # ------------------------------------------------------------ the table's people
    def known(self, hits: Iterable[Hit]) -> list[Mention]:
        """Mentions of the table's people among the hits; surnames are settled with the whole article known."""
        hits = list(hits)
        spoken = {e.name for h in hits for e in h.entries if e.kind == "person"}
        self.begun = {h.first for h in hits}
        found = []
        for hit in hits:
            if self.part_of_longer_name(hit):
                continue
            entry, guessed = self.choose(hit.entries, spoken)
            if entry is not None:
                found.append(self.note(hit, entry, guessed))
        return found

    def choose(self, candidates: tuple[Entry, ...], spoken: set[str | None]) -> tuple[Entry | None, bool]:
        """The person that a name means, and whether that is a guess."""
        full = [e for e in candidates if e.kind == "person"]
        if full:
            return self.in_time(full), False
        here = [e for e in candidates if e.name in spoken]
        here = [e for e in here if e.alone] or here
        if here:
            return self.in_time(here), len({e.name for e in here}) > 1
        alone = [e for e in candidates if e.alone and self.current(leaders()[e.leader])]
        if not alone:
            return None, False
        return self.in_time(alone), len({e.name for e in alone}) > 1

    def in_time(self, candidates: list[Entry]) -> Entry:
        """The one in office at publication, or the last to have been; the first row where no date is known."""
        day = self.published
        if day is None:
            return max(candidates, key=lambda e: leaders()[e.leader].end or "9999")
        return max(candidates, key=lambda e: nearness(leaders()[e.leader], day))

    def current(self, leader: Leader) -> bool:
        """Whether a surname alone may mean this leader: in office, about to be, or not long out of it."""
        if self.published is None:
            return True
        year = int(self.published[:4])
        start = int(leader.start[:4]) if leader.start else 0
        end = int(leader.end[:4]) if leader.end else year
        return start - 1 <= year <= end + AFTER_OFFICE

    def part_of_longer_name(self, hit: Hit) -> bool:
        """Whether a surname belongs to somebody else: a given name that is not his stands before it."""
        tree, first = self.tree, hit.first
        if hit.entries[0].kind != "surname":
            return False
        if hit.last < len(tree) and self.hung_flat(hit) and "-" in tree.words[hit.last]:
            return True  # "Hussein *al-Rachid*" is no Mr Hussein
        if (
            hit.last < len(tree)
            and self.names.is_name_word(hit.last)
            and tree.starts[hit.last] - tree.ends[hit.last - 1] == 1
        ):
            return self.goes_on_with(hit)
        if first == 0 or not self.names.is_name_word(first - 1) or tree.starts[first] - tree.ends[first - 1] != 1:
            return False
        before = tree.lowers[first - 1]
        return self.names.is_given(before) or (
            before not in self.lex.roles and before not in self.lex.words["titles"]
            and (tree.heads[first - 1] == first or tree.heads[first] == first - 1)
            and first - 1 not in self.by_token and self.unknown_word(first - 1)
        )  # fmt: skip

    def goes_on_with(self, hit: Hit) -> bool:
        """Whether the name word behind a surname is of the same name: "Habib *Chaab*" is not Mr Habib."""
        tree, behind, last = self.tree, hit.last, hit.last - 1
        if self.hung_flat(hit):
            return True
        named = self.unknown_word(behind) and tree.lowers[behind] not in self.lex.words["no_party"]
        if tree.deps[last] == "compound":
            return named and tree.heads[last] == behind and tree.pos[behind] == "PROPN"
        start, end = tree.sent_range(behind)
        titled = not any(w.isalpha() and w[0].islower() and len(w) >= LONG for w in tree.words[start:end])
        return named and tree.pos[behind] in ("PROPN", "X") and behind not in self.begun and not titled

    def hung_flat(self, hit: Hit) -> bool:
        """Whether the parse makes the word behind a hit part of the same name."""
        return self.tree.deps[hit.last] == "flat" and self.tree.heads[hit.last] in range(hit.first, hit.last)

    def unknown_word(self, token: int) -> bool:
        """Whether a capitalised word before a surname is no title ("President", "Mr") and opens no sentence."""
        lower = self.tree.lowers[token]
        words = self.lex.words
        return (
            lower not in words["titles_male"]
            and lower not in words["titles_female"]
            and not self.lex.role(self.tree, token)
        )

    def note(self, hit: Hit, entry: Entry, guessed: bool) -> Mention:
        """Writes the person down and gives the mention."""
        leader = leaders()[entry.leader]
        draft = self.by_leader.get(leader.names[0])
        head = head_of(self.tree, hit.first, hit.last)
        if draft is None:
            draft = self.by_leader[leader.names[0]] = Draft(leader.names[0], entry.form.split()[-1])
            draft.code, draft.sector, draft.office = leader.code or None, entry.sector, leader.office
            draft.gender = leader.gender or "m"
            draft.guessed = guessed
            self.drafts.append(draft)
        draft.tokens.append(head)
        for token in range(hit.first, hit.last):
            self.by_token[token] = draft
        return Mention(
            hit.first, hit.last, head, draft.code, draft.name, draft.sector, "person", guessed,
            f"leaders: {leader.office} of {leader.code or 'nobody'}", draft.gender,
        )  # fmt: skip

    # ------------------------------------------------------------ people of this article
    def unknown(self, taken: dict[int, Mention]) -> list[Mention]:
        """Mentions of people that the table does not know, in two rounds: full names, then surnames."""
        runs = list(self.names.runs(taken))
        found = []
        for first, last in runs:
            if self.is_person(first, last):
                found.append(self.new(first, last))
        for token in range(len(self.tree)):
            if token in taken or token in self.by_token or self.tree.pos[token] not in ("PROPN", "NOUN", "ADJ", "X"):
                continue
            draft = self.by_surname.get(folded(self.tree.lowers[token]))
            if draft is not None and self.tree.words[token][0].isupper():
                found.append(self.again(token, draft))
        return found

    def is_person(self, first: int, last: int) -> bool:
        """Whether a run of name words names a human being."""
        tree, lex = self.tree, self.lex
        if self.names.is_given(tree.lowers[first]):
            return True
        before = tree.lowers[first - 1] if first else ""
        if before in lex.words["titles"] or before in lex.words["titles_male"] or before in lex.words["titles_female"]:
            return True
        role = self.role_beside(first, last)
        if role is None:
            return False
        found = lex.role(tree, role)
        return found is not None and found.person

    def new(self, first: int, last: int) -> Mention:
        """A person of this article."""
        tree = self.tree
        name = tree.words_of(first, last)
        surname = tree.words[last - 1]
        draft = next((d for d in self.drafts if d.name == name), None)
        if draft is None:
            draft = Draft(name, surname)
            self.drafts.append(draft)
            self.by_surname[folded(surname.lower())] = draft
        return self.place(first, last, draft)

    def again(self, token: int, draft: Draft) -> Mention:
        """A surname alone after the full name."""
        return self.place(token, token + 1, draft)

    def place(self, first: int, last: int, draft: Draft) -> Mention:
        """The mention of a person of this article; his code is filled in when his role has been read."""
        head = head_of(self.tree, first, last)
        draft.tokens.append(head)
        for token in range(first, last):
            self.by_token[token] = draft
        return Mention(first, last, head, None, draft.name, None, "person", False, "a person of this article")

    # ------------------------------------------------------------ roles beside names
    def role_beside(self, first: int, last: int) -> int | None:
        """The role noun that stands beside a name: in the same phrase before it, or in apposition."""
        return next(self.roles_beside(first, last), None)

    def roles_beside(self, first: int, last: int) -> Iterator[int]:
        """The role nouns beside a name, nearest first: "army *chief*, *General* Ann Orlov", "Orlov, *envoy* of"."""
        found = (self.role_before, self.role_apposed, self.after, self.before_comma)
        yield from dict.fromkeys(k for find in found if (k := find(first, last)) is not None)

    def role_before(self, first: int, last: int) -> int | None:
        """The role noun before a name in the same phrase: "the *envoy* Ann Orlov"."""
        tree, lex = self.tree, self.lex
        k, steps = first - 1, 0
        while (
            k >= 0
            and steps < ROLE_BEFORE
            and tree.sent_of[k] == tree.sent_of[first]
            and tree.pos[k] not in ("PUNCT", "VERB", "AUX")
        ):
            role = lex.role(tree, k)
            if role is not None and role.person and self.leads(k, first, last):
                return k
            k, steps = k - 1, steps + 1
        return None

    def role_apposed(self, first: int, last: int) -> int | None:
        """The role noun that hangs on a name, behind it."""
        tree, lex = self.tree, self.lex
        for token in range(first, last):
            for kid in tree.kids[token]:
                if kid >= last and tree.deps[kid] in ("appos", "conj", "nmod", "flat", "acl", "parataxis", "dep"):
                    role = lex.role(tree, kid)
                    if role is not None and role.person and (tree.deps[kid] == "appos" or self.after_comma(last, kid)):
                        return kid
        return None

    def before_comma(self, first: int, last: int) -> int | None:
        """The role noun of which a name between commas is the apposition: "the envoy to the UN, *Ivan Orlov*, said"."""
        tree, lex = self.tree, self.lex
        titles = lex.words["titles"] | lex.words["titles_male"] | lex.words["titles_female"] | lex.words["rank_parts"]
        for _ in range(TITLES):
            article = first > 1 and tree.pos[first - 1] == "DET" and tree.lowers[first - 2] == ","
            if first and (article or tree.lowers[first - 1] in titles or self.is_rank(first - 1)):
                first -= 1
        closed = last >= len(tree) or tree.pos[last] in ("PUNCT", "PART") or tree.sent_of[last] != tree.sent_of[first]
        if first < 2 or tree.lowers[first - 1] != "," or not closed:
            return None
        for k in range(first - 2, max(first - context()["apposition"], -1), -1):
            if tree.pos[k] in ("VERB", "AUX", "PUNCT", "SCONJ") or tree.sent_of[k] != tree.sent_of[first]:
                return None
            role = lex.role(tree, k)
            if role is not None and role.person:
                return k
        return None

    def is_rank(self, token: int) -> bool:
        """Whether a role noun stands right before a name as its title: "the envoy, *General* Ann Orlov"."""
        role = self.lex.role(self.tree, token)
        return role is not None and role.person

    def leads(self, role: int, first: int, last: int) -> bool:
        """Whether a role noun before a name belongs to it: hangs on it, or the name hangs on the role."""
        tree = self.tree
        if tree.heads[role] in range(first, last) or all(tree.pos[k] == "ADJ" for k in range(role + 1, first)):
            return True
        head = head_of(tree, first, last)
        return head != role and any(a == role for a in list(tree.ancestors(head))[:LED])

    def after_comma(self, last: int, token: int) -> bool:
        """Whether only a comma, determiners and adjectives stand between the name and a token."""
        tree = self.tree
        if last >= len(tree) or tree.lowers[last] not in (",", "(", "–", "-"):
            return False
        return token - last <= BEHIND_COMMA and not any(
            tree.pos[k] in ("VERB", "AUX", "CCONJ") for k in range(last + 1, token)
        )

    def after(self, first: int, last: int) -> int | None:
        """The first role noun after "Name,": how it hangs in the parse does not matter."""
        tree, lex = self.tree, self.lex
        if last >= len(tree) or tree.lowers[last] not in (",", "("):
            return None
        for k in range(last + 1, min(last + 1 + ROLE_BEHIND, len(tree))):
            if k == last + 1 and tree.pos[k] == "ADP":
                return None  # "said the minister, Ann Orlov, *to journalists*"
            if (
                tree.pos[k] in ("VERB", "AUX", "CCONJ")
                or tree.lowers[k] in (",", ")")
                or tree.sent_of[k] != tree.sent_of[first]
            ):
                return None
            role = lex.role(tree, k)
            if role is not None and role.person:
                named = any(
                    j in self.by_token or self.names.is_name_word(j)
                    for j in range(k + 1, min(k + 1 + NAME_BEHIND, len(tree)))
                )
                return None if named else k
        return None

    def describe(self, mention: Mention, spoken_for: Callable[[int, Mention], tuple[Mention, ...]]) -> None:
        """Reads the role beside a name and writes it down, with the code of whom it speaks for."""
        tree = self.tree
        draft = self.by_token.get(mention.head)
        if draft is None:
            return
        before = tree.lowers[mention.first - 1] if mention.first else ""
        if before in self.lex.words["titles_male"]:
            draft.gender = draft.gender or "m"
        elif before in self.lex.words["titles_female"]:
            draft.gender = "f"
        if draft.role is not None and (draft.code or draft.party):
            return
        told = [(k, spoken_for(k, mention)) for k in self.roles_beside(mention.first, mention.last)]
        whose = [(k, owners) for k, owners in told if owners and (owners[0].code or is_armed(owners[0]))]
        sure = [(k, owners) for k, owners in whose if not owners[0].guessed]  # "General X, *spokesman for Y*"
        for role, owners in (sure or whose or told)[:1]:
            self.introduce(draft, role, mention)
            if draft.code is None and owners:
                draft.code, draft.guessed = owners[0].code, owners[0].guessed
                draft.party = owners[0].name if is_armed(owners[0]) else None

    def introduce(self, draft: Draft, role: int, mention: Mention) -> None:
        """Writes down by which role an article introduces a person."""
        tree, found = self.tree, self.lex.role(self.tree, role)
        draft.role = role_text(tree, role, mention)
        draft.role_words = tuple(w for w in draft.role.lower().split() if len(w) > SMALL)
        draft.role_class = found
        draft.office = draft.office or self.lex.offices.get(tree.lowers[role], "")
        beside = (tree.feature(k, "Gender") for k in tree.kids_by(role, "det", "amod"))
        gender = next((g for g in beside if g), tree.feature(role, "Gender"))
        if gender == "Fem" or tree.lowers[role] in self.lex.words["titles_female"]:
            draft.gender = draft.gender or "f"
        if draft.code is None and found is not None:
            draft.sector = found.sector

    def frozen(self) -> tuple[Person, ...]:
        """All people, in order of first mention."""
        return tuple(d.frozen() for d in sorted(self.drafts, key=lambda d: min(d.tokens)))

    def led(self, name: str | None) -> str | None:
        """The group in arms that somebody of a name leads or speaks for."""
        return next((d.party for d in self.drafts if d.name == name and d.party and not d.code), None)

    def last_with(self, office: str, word: str, before: int) -> Draft | None:
        """The person with an office last spoken of before a token; one called so or introduced by a role first."""
        best, rank = None, (False, False, -1)
        for draft in self.drafts:
            if office and draft.office and (office in draft.office or draft.office in office):
                at = max((t for t in draft.tokens if t < before), default=-1)
                called = draft.role is not None and word in draft.role.lower()
                introduced = draft.role is not None
                if at >= 0 and (called, introduced, at) > rank:
                    best, rank = draft, (called, introduced, at)
        return best


def is_armed(owner: Mention) -> bool:
    """Whether whoever is spoken for is a group in arms."""
    return owner.code is None and owner.sector in context()["armed"]


def role_text(tree: Tree, role: int, mention: Mention) -> str:
    """The words of a role without the name, relative clauses and what follows them."""
    first = last = role
    stack = [role]
    while stack:
        k = stack.pop()
        first, last = min(first, k), max(last, k)
        for kid in tree.kids[k]:
            if mention.first <= kid < mention.last or tree.deps[kid] in (
                "acl:relcl",
                "punct",
                "cc",
                "conj",
                "appos",
                "parataxis",
            ):
                continue
            if tree.pos[kid] in ("VERB", "AUX") or (kid < mention.first) != (role < mention.first):
                continue
            stack.append(kid)
    if role < mention.first:
        last = min(last, mention.first - 1)
    else:
        first = max(first, mention.last)
    while first < role and tree.pos[first] in ("DET", "PUNCT"):
        first += 1
    return tree.words_of(first, last + 1)


def head_of(tree: Tree, first: int, last: int) -> int:
    """The token of a range on which the others hang: the one whose head lies outside."""
    for token in range(first, last):
        head = tree.heads[token]
        if (head == token or not first <= head < last) and tree.deps[token] not in ("case", "det", "punct"):
            return token
    return last - 1


def nearness(leader: Leader, day: str) -> tuple[int, str]:
    """How well an office fits a day: held then, then ended last before it."""
    held = (not leader.start or day[: len(leader.start)] >= leader.start) and (
        not leader.end or day[: len(leader.end)] <= leader.end
    )
    begun = not leader.start or leader.start[:4] <= day[:4]
    return (2 if held else 1 if begun else 0), leader.end or "9999"
