"""Who is spoken of: mentions of states, bodies and people, and whom any noun phrase stands for.

    found = find(tree, "en", "2022-11-08")
    found.at(token)       the mentions whose words hang on that token
    found.of(token)       whom the phrase headed at the token stands for
    found.owner(token)    the states that its adjectives, possessors and "of" phrases name
    found.person_at(token), found.persons

Coordination is the caller's: `of` answers for one conjunct. A `Mention` with kind
"pronoun", code None and name "we" stands for whoever speaks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ostraka.reading.naming.anaphora import Anaphora
from ostraka.reading.naming.classes import class_beside, state_owned
from ostraka.reading.naming.gazetteer import Hit, hits
from ostraka.reading.naming.mention import Mention, lexicon
from ostraka.reading.naming.parties import Parties
from ostraka.reading.naming.people import People, Person, head_of
from ostraka.reading.naming.phrases import Phrases
from ostraka.reading.parsing.tree import Tree
from ostraka.relations.table import context
from ostraka.states.table import code_at, governs, homes, names, states

__all__ = ["Actors", "Mention", "Person", "find"]

NO_ACTORS: tuple[Mention, ...] = ()
UNSETTLED = frozenset({"person", "pronoun"})
PLACES = frozenset({"name", "capital", "place"})
MODIFIER = frozenset({"compound", "amod", "advmod"})


class Actors:
    """The actors of one article. Everything is worked out once, front to back; questions cost a look-up."""

    def __init__(self, tree: Tree, language: str, published: str | None) -> None:
        self.tree = tree
        self.lex = lexicon(language)
        self.published = published
        self.direct: dict[int, list[Mention]] = {}
        self.cover: dict[int, Mention] = {}
        self.people = People(tree, self.lex, published)
        found = [h for h in hits(tree, language) if not self.counts(h)]
        found = without_namesakes(found, self.lex.doubtful)
        found = self.without_strangers(found)
        found = list(self.with_people(found))
        self.fought = frozenset() if published else self.governments(found)
        named = [h for h in found if h.entries[0].kind in ("person", "surname")]
        self.add(m for h in found if h.entries[0].kind not in ("person", "surname") for m in self.named(h))
        known = self.people.known(named)
        self.add(known)
        unknown = self.people.unknown(self.cover)
        self.add(unknown)
        self.add(Parties(tree, self.lex, self.cover).mentions())
        heads = self.anaphora_heads = self.heads()
        adjectives = sorted(k for k, ms in self.direct.items() if ms[0].kind == "adjective")
        self.anaphora = Anaphora(tree, self.lex, self.of, heads, adjectives)
        self.phrases = Phrases(self)
        self.homes = dict(homes())  # where parties are at home, by name
        self.named_by: dict[int, Mention] = {}  # what a class noun's firm or group is called
        self._of: dict[int, tuple[Mention, ...]] = {}
        self._busy: set[int] = set()
        for mention in [*known, *unknown]:
            self.people.describe(mention, self.spoken_for)
        self.settle([*unknown, *(m for m in known if m.code is None)])
        self.place_parties()
        self.forget_uncoded()
        for token in heads:
            self.of(token)
        self.persons: tuple[Person, ...] = self.people.frozen()
        self._person_of = {t: p for p in self.persons for t in p.mentions}

    # ------------------------------------------------------------ making
    def add(self, mentions: Iterable[Mention]) -> None:
        """Puts mentions in the indexes."""
        for m in mentions:
            self.direct.setdefault(m.head, []).append(m)
            for token in range(m.first, m.last):
                self.cover.setdefault(token, m)

    def governments(self, found: Iterable[Hit]) -> frozenset[str]:
        """The states whose government or army the article names as such: "the Afghan government", "Afghan forces"."""
        tree, codes = self.tree, set[str]()
        for hit in found:
            if hit.entries[0].kind in ("adjective", "name") and hit.last < len(tree):
                role = self.lex.role(tree, hit.last)
                if role is not None and role.stands == "state":
                    codes.update(hit.entries[0].codes)
        return frozenset(codes)

    def named(self, hit: Hit) -> list[Mention]:
        """The mentions of one form: one, or one for each state of a pair ("the two Koreas")."""
        entry = hit.entries[0]
        head = head_of(self.tree, hit.first, hit.last)
        kind = entry.kind
        ruled = (c for c in entry.codes if governs(entry.name, c, self.published, others=self.fought))
        codes = tuple(code_at(c, self.published) for c in ruled) or (None,)
        name = entry.name if codes == entry.codes or codes[0] is None else names()[codes[0]]
        if kind == "adjective" and self.is_people(head):
            kind = "demonym" if any(codes) else "party"  # "al-Qaida" in small letters
        place = kind == "place" or self.is_forum(head, kind)
        place = place or (kind in ("capital", "name") and self.in_place(head, kind))
        return [
            Mention(
                hit.first, hit.last, head, code, name or entry.form, entry.sector, kind, False,
                f"table: {entry.form}", entry.gender, place,
            )
            for code in codes
        ]  # fmt: skip

    def without_strangers(self, found: list[Hit]) -> list[Hit]:
        """The hits without agencies of one state that another is said to own: "the *Peruvian* Ministry of Defence"."""
        ends = {h.last: h.entries[0] for h in found if h.entries[0].kind in ("adjective", "name", "capital")}

        def owned(hit: Hit) -> bool:
            if hit.entries[0].kind not in ("agency", "body") or hit.last - hit.first < 2:
                return False
            before = hit.first - 1
            before -= before > 0 and self.tree.deps[before] == "case"  # "Peru *'s*"
            owner = ends.get(before + 1)
            role = self.lex.role(self.tree, head_of(self.tree, hit.first, hit.last))
            return owner is not None and owner.codes != hit.entries[0].codes and role is not None

        return [h for h in found if not owned(h)]

    def with_people(self, found: list[Hit]) -> Iterator[Hit]:
        """The hits with a state's name read as a surname where it is one: "*M. Hollande*", "Hollande" of François."""
        tree, words = self.tree, self.lex.words
        spoken = {h.entries[0].form.split()[-1]: h.entries for h in found if h.entries[0].kind == "person"}
        titles = words["titles_male"] | words["titles_female"]
        for hit in found:
            before = tree.lowers[hit.first - 1] if hit.first else ""
            bare = hit.entries[0].kind in PLACES and hit.last - hit.first == 1
            named = before in titles or (tree.words[hit.first] in spoken and before not in words["articles"])
            if not (bare and named):
                yield hit
                continue
            people = tuple(e for e in hit.entries if e.kind == "surname") or spoken.get(tree.words[hit.first], ())
            if people:
                yield hit._replace(entries=people)

    def counts(self, hit: Hit) -> bool:
        """Whether a form is a number ("Vingt-sept députés" are no Union) or is counted ("the *two* Asian nations")."""
        tree, head = self.tree, head_of(self.tree, hit.first, hit.last)
        if tree.deps[head] == "nummod":
            return True
        if hit.entries[0].kind != "group" or tree.lowers[head] not in self.lex.group_nouns:
            return False
        beside = {tree.lowers[k] for k in tree.kids[head] if tree.deps[k] in ("nummod", "det", "amod")}
        return bool(beside & self.lex.counts.keys()) and bool(beside & self.lex.words["articles"])

    def is_people(self, head: int) -> bool:
        """Whether an adjective form is a noun here: the Iranians, les Russes."""
        tree = self.tree
        if tree.deps[head] in ("amod", "compound", "advmod"):
            return False
        if tree.pos[head] in ("NOUN", "PROPN"):
            return True
        bare = tree.pos[head] == "ADJ" and tree.words[head][0].isupper()
        return bare and any(tree.deps[k] == "det" for k in tree.kids[head])

    def in_place(self, head: int, kind: str) -> bool:
        """Whether a capital or state is a place here: "in Moscow", "flew to Moscow"."""
        tree, words = self.tree, self.lex.words
        case = tree.case(head)
        if self.names_event(head, kind):
            return True
        if not case:
            return False
        if case in words["in_preposition"]:
            return True
        above = tree.lemmas[tree.heads[head]].lower()
        if case in words["to_preposition"] and above in words["returns"]:  # "back *from Peru*"
            return True
        if (kind == "capital" or tree.lowers[head] in words["city_states"]) and case in words["to_preposition"]:
            return above in words["moves"]
        return False

    def is_forum(self, head: int, kind: str) -> bool:
        """Whether a body only hears what others bring before it: "a *WTO* complaint against Chile"."""
        if kind != "body" or self.tree.deps[head] != "compound":
            return False
        return self.tree.lemmas[self.tree.heads[head]].lower() in self.lex.words["forums"]

    def names_event(self, head: int, kind: str) -> bool:
        """Whether a name says where an event was: "the *Geneva* talks", « le retrait d'*Irak* » (not « de l'Irak »)."""
        tree, words = self.tree, self.lex.words
        noun = tree.heads[head]
        if tree.lemmas[noun] not in words["placed"]:
            return False
        if tree.deps[head] == "compound":
            city = kind == "capital" or tree.lowers[head] in words["city_states"]
            return city and bool(tree.kids_by(noun, "det", "nmod:poss"))  # "*their* Helsinki summit"
        return tree.case(head) in words["bare_of"] and not tree.kids_by(head, "det")

    def heads(self) -> list[int]:
        """Tokens that may stand for somebody, in text order: names, class nouns, pronouns."""
        tree, lex, words = self.tree, self.lex, self.lex.words
        somebody = {*lex.pronouns, *lex.relatives, *words["latter"], *words["followers"], *words["wings"]}
        capitalised = {*words["party_heads"], *lex.bodies}
        found = []
        for token, lower in enumerate(tree.lowers):
            mentions = self.direct.get(token)
            if mentions:
                if mentions[0].kind != "adjective":
                    found.append(token)
            elif token in self.cover:
                continue
            elif (
                lower in somebody
                or (lower in capitalised and tree.words[token][0].isupper())
                or (lower in lex.group_nouns and tree.pos[token] == "NOUN")
                or tree.deps[token] not in MODIFIER
                and lex.role(tree, token) is not None
            ):
                found.append(token)
        return found

    def spoken_for(self, role: int, name: Mention) -> tuple[Mention, ...]:
        """For whom somebody with a role speaks: its owner, or the state of a like role before it."""
        found = self.lex.role(self.tree, role)
        if found is None or found.stands != "state":
            return NO_ACTORS
        owners = self.phrases.owner(role, possessors=found.possessor)
        if not owners and role < name.first:  # the parser may hang "German" in "German MP Jo Vell" on the name
            beside = self.phrases.owner(name.head)  # or behind it: "Minister Jo Vell *of Germany*"
            owners = tuple(m for m in beside if m.last <= role or m.first >= name.last)
        return owners or self.phrases.pointing.portfolio(role) or self.at_home(role)

    def at_home(self, role: int) -> tuple[Mention, ...]:
        """For a minister of no state that is said, in a text on several: the paragraph's first, or the main one."""
        tree, words = self.tree, self.lex.words["national_offices"]
        if tree.lowers[role] not in words and tree.lemmas[role].lower() not in words:
            return NO_ACTORS
        named = {m.code for found in self.direct.values() for m in found if m.code in states()}
        if len(named) < context()["abroad"]:
            return NO_ACTORS
        opening = self.anaphora.paragraph(tree.sent_of[role])
        subjects = self.anaphora.subjects.get(opening, ()) if opening < tree.sent_of[role] else ()
        lead = [m.code for k in subjects for m in self.of(k) if m.code in states()]
        code = lead[0] if lead else self.anaphora.main_state(role, set())
        if code is None:
            return NO_ACTORS
        why = f"{tree.lowers[role]}: the state that the text speaks of most"
        return (Mention(role, role + 1, role, code, names()[code], "GOV", "role", True, why),)

    def settle(self, unknown: list[Mention]) -> None:
        """Gives the mentions of this article's people the codes that their roles brought."""
        for m in unknown:
            draft = self.people.by_token[m.head]
            full = m._replace(code=draft.code, sector=draft.sector, gender=draft.gender, guessed=draft.guessed)
            self.direct[m.head] = [full if x is m else x for x in self.direct[m.head]]
            for token in range(m.first, m.last):
                if self.cover.get(token) is m:
                    self.cover[token] = full
        for draft in self.people.drafts:
            for token in draft.tokens:
                if draft.gender:
                    self.direct[token] = [x._replace(gender=draft.gender) for x in self.direct[token]]

    def forget_uncoded(self) -> None:
        """Forgets whom pronouns stood for while the people of this article had no code yet: "*his* counterpart"."""
        for token in [k for k, found in self._of.items() if any(m.kind in UNSETTLED and not m.code for m in found)]:
            del self._of[token]

    def place_parties(self) -> None:
        """Learns from the class nouns beside names whose they are; a state's own firm gets the state's code."""
        tree, owned = self.tree, dict[str, Mention]()
        found = [m for ms in self.direct.values() for m in ms if m.kind == "party" and m.name and m.code is None]
        for m in found:
            noun = class_beside(tree, self.lex, m.first, m.last)
            if noun is None or noun in self.cover:
                continue
            if tree.feature(noun, "Number") != "Plur":
                self.named_by[noun] = m
            states = [o for o in self.phrases.owner(noun) if o.code not in (None, "?")]
            if len(states) == 1 and states[0].code:
                self.homes.setdefault(m.name or "", states[0].code)
                if state_owned(tree, self.lex, noun):
                    owned[m.name or ""] = states[0]
        for m in found:
            if m.name in owned:
                self.own(m, owned[m.name])
        self._of.clear()
        self.named_by = {noun: self.cover[m.first]._replace(head=noun) for noun, m in self.named_by.items()}

    def own(self, firm: Mention, state: Mention) -> None:
        """Gives a firm the code of the state that owns it, at one of its places."""
        full = firm._replace(code=state.code, name=names()[state.code or ""], kind="agency", sector="BUS")
        self.direct[firm.head] = [full if m is firm else m for m in self.direct[firm.head]]
        self.cover.update({k: full for k in range(firm.first, firm.last) if self.cover.get(k) is firm})

    # ------------------------------------------------------------ asking
    @property
    def mentions(self) -> tuple[Mention, ...]:
        """All mentions by words, in text order, and what pronouns and roles were resolved to."""
        found = {m for ms in self.direct.values() for m in ms} | {m for ms in self._of.values() for m in ms}
        return tuple(sorted(found, key=lambda m: (m.first, m.last, m.code or "", m.name or "")))

    def at(self, token: int) -> tuple[Mention, ...]:
        """The mentions by words that are headed at a token."""
        return tuple(self.direct.get(token, ()))

    def of(self, token: int) -> tuple[Mention, ...]:
        """Whom the phrase headed at a token stands for; () when for nobody we know."""
        found = self._of.get(token)
        if found is not None:
            return found
        if token in self._busy:
            return NO_ACTORS
        self._busy.add(token)
        found = self._of[token] = self.phrases.read(token)
        self._busy.discard(token)
        return found

    def owner(self, token: int) -> tuple[Mention, ...]:
        """The actors that a noun's adjectives, possessors, compounds and "of" phrases name."""
        return self.phrases.owner(token)

    def person_at(self, token: int) -> Person | None:
        """The person whose name, or whose pronoun or role, stands at a token."""
        found = self._person_of.get(token)
        if found is not None:
            return found
        draft = self.people.by_token.get(token)
        name = (
            draft.name
            if draft
            else next((m.name for m in self.of(token) if m.kind in ("pronoun", "role", "person")), None)
        )
        return next((p for p in self.persons if p.name == name), None) if name else None


def without_namesakes(found: list[Hit], doubtful: dict[str, str]) -> list[Hit]:
    """The hits without those that mean a place of another state here: "Georgia" beside "Alabama"."""
    suspects = {h.entries[0].form for h in found if h.entries[0].form in doubtful}
    if not suspects:
        return found
    dropped = set()
    for form in suspects:
        mine = next(h.entries[0].codes for h in found if h.entries[0].form == form)
        vouched = any(h.entries[0].codes == mine and h.entries[0].form != form for h in found)
        rival = any(h.entries[0].kind == "place" and h.entries[0].codes == (doubtful[form],) for h in found)
        if rival and not vouched:
            dropped.add(form)
    return [h for h in found if h.entries[0].form not in dropped]


def find(tree: Tree, language: str, published: str | None = None) -> Actors:
    """The actors of an article; `published` (ISO date) decides which office-holder a surname means."""
    return Actors(tree, language, published)
