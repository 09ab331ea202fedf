"""Mends clauses: verbs hung as modifiers, subjects torn off by an aside, relatives with the subject last, lists.

Each is a shape that grammar excludes: a finite verb that modifies a noun without a relative
pronoun, a sentence whose root is a bare noun while a verb without subject stands beside it,
two subjects of one verb. The closed classes are in `grammar.toml` under `[mend]`.
"""

from __future__ import annotations

from typing import Any, NamedTuple

__all__ = ["Clauses", "Draft", "clauses_of", "mend_clauses"]

NAMES = frozenset({"PROPN", "NOUN"})
VERBAL = frozenset({"VERB", "AUX"})
DASHES = frozenset("-‑")
LOOSE = ("dep", "flat", "appos", "nmod", "amod", "obj", "obl:mod", "obl:arg")


class Clauses(NamedTuple):
    """Closed classes for mending clauses: relative pronouns, the one of the object, pronouns after the verb."""

    relatives: frozenset[str]
    object_relatives: frozenset[str]
    subject_relatives: frozenset[str]
    fused_relatives: frozenset[str]
    owners: frozenset[str]
    inverted: frozenset[str]
    adverbial_nouns: frozenset[str]
    pairs: frozenset[str]
    restricted: frozenset[str]
    agents: frozenset[str]
    unstressed: frozenset[str]
    reflexives: frozenset[str]


def clauses_of(raw: dict[str, Any]) -> Clauses | None:
    """The classes of a grammar; None where it has none."""
    table = raw.get("mend", {})
    if "relatives" not in table:
        return None
    keys = (
        "relatives", "object_relatives", "subject_relatives", "fused_relatives", "owners", "inverted",
        "adverbial_nouns", "pairs", "restricted", "agents", "unstressed",
        "reflexives",
    )  # fmt: skip
    return Clauses(*(frozenset(table.get(k, ())) for k in keys))


class Draft:
    """The lists of one tree, changed in place, with what hangs where."""

    def __init__(
        self,
        lowers: list[str],
        pos: list[str],
        deps: list[str],
        heads: list[int],
        morphs: list[str],
    ) -> None:
        self.lowers, self.pos, self.deps, self.heads, self.morphs = lowers, pos, deps, heads, morphs
        self.kids: dict[int, list[int]] = {}
        for k, h in enumerate(heads):
            if h != k:
                self.kids.setdefault(h, []).append(k)

    def of(self, token: int) -> list[int]:
        """Dependents of a token, in the order of the text."""
        return self.kids.get(token, [])

    def hang(self, token: int, head: int, dep: str) -> None:
        """Hangs a token on another head (on itself: a root), never on what hangs below it: no tree has a ring."""
        if head != token and self.above(head, token):
            return
        if self.heads[token] != token:
            self.kids[self.heads[token]].remove(token)
        self.heads[token], self.deps[token] = head, dep
        if head != token:
            self.kids[head] = sorted([*self.of(head), token])

    def above(self, token: int, top: int) -> bool:
        """Whether `top` stands on the way from a token to its root."""
        for _ in range(len(self.heads)):
            if token == top:
                return True
            if self.heads[token] == token:
                return False
            token = self.heads[token]
        return True

    def labels(self, token: int) -> set[str]:
        """The relations of a token's dependents."""
        return {self.deps[k] for k in self.of(token)}

    def subjects(self, verb: int) -> list[int]:
        """Subjects said of a verb."""
        return [k for k in self.of(verb) if self.deps[k].startswith("nsubj")]

    def is_finite(self, token: int) -> bool:
        """Whether a verb form carries a clause: finite, or with an auxiliary that is."""
        if self.pos[token] not in VERBAL:
            return False
        return "VerbForm=Fin" in self.morphs[token] or any(
            self.deps[k].startswith("aux") and "VerbForm=Fin" in self.morphs[k] for k in self.of(token)
        )

    def first(self, token: int) -> int:
        """The first word of a verb with its auxiliaries and clitics."""
        return min([token, *(k for k in self.of(token) if self.deps[k].startswith(("aux", "expl", "cop")))])


def mend_clauses(rules: Clauses, draft: Draft) -> None:
    """Changes the tree of a draft in place."""
    count = len(draft.deps)
    for v in range(count):
        if draft.lowers[v] in rules.inverted and draft.pos[v] in ("PRON", "VERB", "ADV", "X"):
            clitic(v, draft)
        if draft.pos[v] == "PROPN":
            join_name(v, draft)
        if draft.deps[v] == "mark" and draft.pos[v] == "PRON" and draft.lowers[v] in rules.reflexives:
            draft.deps[v] = "expl"  # « *s'*y est rendu »: no "si"
    for v in range(count):
        if draft.pos[v] in VERBAL:
            restricted(v, rules, draft)
            aside(v, rules, draft)
            behind_preposition(v, rules, draft)
            torn_relative(v, rules, draft)
            relative(v, rules, draft)
            torn_infinitive(v, draft)
            lift(v, rules, draft)
    for v in range(count):
        if draft.pos[v] in VERBAL and draft.is_finite(v):
            take_subject(v, rules, draft)
            one_subject(v, rules, draft)
            far_conjunct(v, draft)
            finite_conjunct(v, draft)
        if draft.pos[v] == "PROPN" and draft.deps[v] == "appos":
            in_list(v, draft)
        if draft.pos[v] == "PROPN" and draft.deps[v] == "conj":
            same_case(v, draft)
        if draft.lowers[v] in rules.adverbial_nouns and draft.heads[v] != v:
            free_oblique(v, rules, draft)
        if draft.pos[v] == "NOUN" and draft.deps[v] == "nmod":
            after_agent(v, rules, draft)


def clitic(k: int, draft: Draft) -> None:
    """Mends "livrera-t-elle": the pronoun after the verb is no object beside the subject that is said."""
    verb = draft.heads[k]
    if verb == k - 1 and draft.deps[k] == "fixed" and draft.pos[draft.heads[verb]] in VERBAL:
        draft.deps[verb] = "expl"  # « a*-t*-il aussi dit »: the letter between is nobody
        draft.hang(k, draft.heads[verb], "nsubj")
        return
    if draft.pos[verb] in VERBAL and k > verb:
        draft.deps[k] = "expl" if [s for s in draft.subjects(verb) if s != k] else "nsubj"


def join_name(k: int, draft: Draft) -> None:
    """Mends "Addis-Abeba a menacé": a name of two halves has its role once, on its first half."""
    one = k - 2
    if one < 0 or draft.pos[k] != "PROPN" or draft.pos[one] != "PROPN" or draft.lowers[k - 1] not in DASHES:
        return
    if draft.deps[k] not in ("nsubj", "nsubj:pass", "obj") or draft.heads[one] in (k, draft.heads[k]):
        return
    draft.hang(one, draft.heads[k], draft.deps[k])
    draft.hang(k, one, "flat")


def restricted(v: int, rules: Clauses, draft: Draft) -> None:
    """Mends "n'a livré que dix chars" read as a clause: a bare noun after "ne … que" is the object."""
    if not any(draft.lowers[k] in rules.restricted for k in draft.of(v)) or "obj" in draft.labels(v):
        return
    for k in draft.of(v):
        words = [j for j in draft.of(k) if draft.deps[j] == "mark" and draft.lowers[j] in rules.object_relatives]
        bare = draft.pos[k] in NAMES and not draft.labels(k) & {"nsubj", "nsubj:pass", "cop", "aux", "aux:pass", "case"}
        if k > v and draft.deps[k] == "ccomp" and words and bare:
            draft.deps[k], draft.deps[words[0]] = "obj", "advmod"
            return
    for word in [k for k in draft.of(v) if k > v and draft.lowers[k] in rules.object_relatives]:
        for k in draft.of(word):  # "n'achète que du blé"
            cases = {draft.lowers[j] for j in draft.of(k) if draft.deps[j] == "case"}
            if draft.pos[k] == "NOUN" and draft.deps[k] == "dep" and cases <= rules.pairs:
                draft.hang(k, v, "obj")
                return


def aside(v: int, rules: Clauses, draft: Draft) -> None:
    """Mends "le Rwanda, que Kinshasa accuse …, n'a pas réagi": after subject and comma it is a relative."""
    head, word = draft.heads[v], min(draft.of(v), default=v)
    if draft.deps[v] != "advcl" or not word < v < head or draft.lowers[word] not in rules.object_relatives:
        return
    noun = word - 2
    if noun < 0 or draft.lowers[word - 1] != "," or not draft.subjects(v):
        return
    tops = [k for k in draft.subjects(head) if k <= noun and draft.above(noun, k)]
    if tops and draft.pos[tops[0]] in NAMES:
        draft.hang(v, tops[0], "acl:relcl")
        fill_gap(v, word, draft)


def torn_relative(v: int, rules: Clauses, draft: Draft) -> None:
    """Mends "accuse le Rwanda, *qui le nie*, de …" hung on the verb: after a noun and a comma it is the noun's."""
    if draft.deps[v] not in ("ccomp", "advcl", "parataxis") or draft.heads[v] >= v or not draft.is_finite(v):
        return
    word = next((k for k in draft.of(v) if draft.lowers[k] in rules.subject_relatives), v)
    noun = word - 2
    if word < draft.first(v) and noun > draft.heads[v] and draft.lowers[word - 1] == "," and draft.pos[noun] in NAMES:
        draft.hang(v, noun, "acl:relcl")


def torn_infinitive(v: int, draft: Draft) -> None:
    """Mends "accuse le Rwanda, qui le nie, *de soutenir* …" read as a second verb: nothing joins it to a finite one."""
    head = draft.heads[v]
    if draft.deps[v] != "conj" or "VerbForm=Inf" not in draft.morphs[v] or not draft.is_finite(head):
        return
    if "mark" in draft.labels(v) and "cc" not in draft.labels(v):
        draft.deps[v] = "xcomp"


def relative(v: int, rules: Clauses, draft: Draft) -> None:
    """Mends a clause with a relative pronoun that is not hung as one, or whose subject stands after its verb."""
    noun = draft.heads[v]
    opens = [k for k in draft.of(v) if draft.lowers[k] in rules.relatives and noun < k < draft.first(v)]
    if noun >= v or draft.pos[noun] not in (*NAMES, "PRON") or not opens:
        return
    word, before = opens[0], draft.first(v)
    joins = draft.deps[word] == "mark" or draft.pos[word] == "SCONJ"
    joins = joins and draft.pos[noun] != "PROPN"  # a name has no content
    if joins and draft.subjects(v) and (draft.deps[v] != "acl:relcl" or draft.deps[word] == "mark"):
        return  # "l'idée que Moscou livre des armes"
    between = [k for k in draft.of(word) if word < k < before and draft.pos[k] in NAMES]
    if draft.lowers[word] in rules.subject_relatives and not has_case(word, draft):
        draft.deps[word] = "nsubj"
    elif between and not draft.subjects(v):  # "auxquels Kigali fournit"
        draft.hang(between[0], v, "nsubj")
    if draft.deps[v] in ("acl", "dep", "parataxis", "advcl", "ccomp", "amod"):
        draft.deps[v] = "acl:relcl"
    if draft.lowers[word] not in rules.object_relatives or draft.deps[v] != "acl:relcl":
        return
    if not draft.subjects(v):
        subject_last(v, word, draft)
    fill_gap(v, word, draft)


def has_case(token: int, draft: Draft) -> bool:
    """Whether a preposition stands before a word: "*à* qui"."""
    return any(draft.deps[k] == "case" for k in draft.of(token))


def behind_preposition(v: int, rules: Clauses, draft: Draft) -> None:
    """Mends "Ankara, à qui Moscou livre …": the pronoun is no subject, and its clause hangs on the noun before it."""
    before = [k for k in draft.of(v) if k < v and draft.lowers[k] in rules.relatives]
    opens = [k for k in before if draft.lowers[k] in rules.fused_relatives or has_case(k, draft)]
    opens = opens or whose(v, rules, draft)
    if not opens:
        return
    word = opens[0]
    if draft.deps[word].startswith("nsubj"):
        draft.deps[word] = "obl:mod"
    noun = min(k for k in (word, *draft.of(word)) if k == word or draft.deps[k] == "case") - 1
    noun -= noun > 0 and draft.lowers[noun] == ","
    while draft.deps[noun] in ("flat", "flat:name", "compound") and draft.heads[noun] < noun:
        noun = draft.heads[noun]
    if noun < 0 or draft.pos[noun] not in NAMES or draft.above(noun, v):
        return
    nearer = draft.pos[noun] == "PROPN" and not {draft.lowers[k] for k in draft.of(noun)} & rules.owners
    if draft.pos[draft.heads[v]] not in NAMES or nearer:  # "les sanctions contre la Russie, dont elle importe …"
        draft.hang(v, noun, "acl:relcl")


def whose(v: int, rules: Clauses, draft: Draft) -> list[int]:
    """The pronoun of the possessor that a noun before the verb has with it: "*dont* les soldats ont quitté …"."""
    if not draft.is_finite(v):
        return []
    nouns = [s for s in draft.of(v) if s < v and draft.pos[s] in NAMES]
    words = [k for s in nouns for k in draft.of(s) if k < s and draft.lowers[k] in rules.fused_relatives]
    return [k for k in words if draft.lowers[k - 1] in rules.pairs]


def subject_last(v: int, word: int, draft: Draft) -> None:
    """Mends "l'accord qu'a signé la Chine": without a subject before the verb, the noun after it is none but that."""
    for k in draft.of(v):
        if k > v and draft.pos[k] in NAMES and draft.deps[k] in LOOSE:
            if any(draft.deps[j] == "case" for j in draft.of(k)):
                return
            draft.deps[k], draft.deps[word] = "nsubj", "obj"
            return


def fill_gap(v: int, word: int, draft: Draft) -> None:
    """Gives the relative pronoun of the object to the last verb that lacks one: "que Berlin veut armer"."""
    if draft.deps[word] not in ("dep", "mark", "advmod", "obl:mod"):
        return
    verb, above = v, None
    for _ in range(4):
        if any(draft.deps[k] == "obj" for k in draft.of(verb)):
            if above is None:
                return
            verb = above
            break
        inner = [k for k in draft.of(verb) if draft.deps[k] == "xcomp" and draft.pos[k] in VERBAL]
        if not inner:
            break
        verb, above = inner[0], verb
    draft.hang(word, verb, "obj")


def lift(v: int, rules: Clauses, draft: Draft) -> None:
    """Mends "Le Honduras rompt avec …" read as a noun with a modifier: a finite verb is no modifier by itself.

    Also "Les drones que Téhéran fournit frappent Kiev", where the main verb hangs on the relative clause, which
    stands between two commas or none.
    """
    if not draft.is_finite(v) or draft.subjects(v) or draft.deps[v] in ("root", "cop", "acl:relcl"):
        return
    if draft.labels(v) & {"mark", "cc"} or any(draft.lowers[k] in rules.relatives for k in draft.of(v)):
        return
    above = draft.heads[v]
    if draft.deps[v] in ("acl", "amod", "nmod", "flat", "appos") and draft.pos[above] in NAMES and above < v:
        raise_over(v, above, draft)
    elif draft.deps[v] in ("advcl", "advmod", "conj", "ccomp", "parataxis", "xcomp"):
        noun = draft.heads[above]
        alone = draft.pos[noun] in NAMES and not draft.labels(noun) & {"cop", "nsubj"}
        if draft.deps[above] != "acl:relcl" or not alone or not noun < above < v or draft.heads[noun] != noun:
            return
        if draft.pos[v - 1] != "PUNCT" or draft.lowers[noun + 1] == draft.lowers[draft.first(v) - 1] == ",":
            raise_over(v, noun, draft)


def raise_over(v: int, noun: int, draft: Draft) -> None:
    """The verb takes the place of the noun, and the noun becomes its subject; what stands after goes with the verb."""
    if draft.labels(noun) & {"cop"} or any(draft.deps[k] == "case" for k in draft.of(noun)):
        return
    top, dep = draft.heads[noun], draft.deps[noun]
    later = [k for k in draft.of(noun) if k > v]
    if top == noun:
        draft.hang(v, v, "root")
    else:
        draft.hang(v, top, dep)
    draft.hang(noun, v, "nsubj")
    taken = bool(draft.labels(v) & {"obj", "xcomp", "ccomp"})
    for k in later:
        bare = draft.pos[k] in NAMES and not any(draft.deps[j] == "case" for j in draft.of(k))
        draft.hang(k, v, "obj" if bare and not taken and k <= v + 4 else draft.deps[k])
        taken = taken or bare


def take_subject(v: int, rules: Clauses, draft: Draft) -> None:
    """Mends "Séoul, lundi, a convoqué …" read as a noun and a clause: the noun before the aside is the subject."""
    noun = draft.heads[v]
    if draft.pos[noun] == "ADJ" and draft.deps[noun] in ("parataxis", "appos", "acl", "amod") and noun < v:
        noun = draft.heads[noun]  # "Berlin, longtemps réticent, a autorisé …"
    if draft.deps[v] != "parataxis" or noun >= v or draft.heads[noun] != noun or draft.pos[noun] not in NAMES:
        return
    if draft.subjects(v) or draft.labels(noun) & {"cop", "nsubj", "case"} or "cc" in draft.labels(v):
        return
    commas = [k for k in range(noun + 1, draft.first(v)) if draft.pos[k] == "PUNCT" and draft.lowers[k] not in DASHES]
    if any(draft.lowers[k] not in rules.pairs for k in commas) or len(commas) != 2:
        return
    later = [k for k in draft.of(noun) if k > v]
    draft.hang(v, v, "root")
    for k in later:
        draft.hang(k, v, draft.deps[k])
    draft.hang(noun, v, "nsubj")


def one_subject(v: int, rules: Clauses, draft: Draft) -> None:
    """Mends two subjects before one verb: the second is coordinated with the first, or the first is a heading."""
    said = [k for k in draft.subjects(v) if k < v and draft.pos[k] in NAMES]
    after = [k for k in draft.subjects(v) if k > v and draft.pos[k] in NAMES]
    who = [k for k in draft.subjects(v) if k < v and draft.lowers[k] in rules.subject_relatives]
    if (said or who) and after and not draft.labels(v) & {"obj", "aux:pass"}:  # "La Corée du Nord menace le Japon"
        draft.deps[after[0]] = "obj"
    ours = [k for k in draft.subjects(v) if k < v and draft.lowers[k] in rules.unstressed and said and said[0] < k]
    for k in ours:  # "Oslo *nous* a menti": it is no second subject
        draft.deps[k] = "iobj" if "obj" in draft.labels(v) else "obj"
    if len(said) < 2:
        return
    one, two = said[0], said[1]
    marks = {draft.lowers[k] for k in range(one + 1, two) if draft.pos[k] == "PUNCT"}
    if ":" in marks:
        draft.deps[one] = "dislocated"
    elif "," in marks and any(draft.deps[k] == "conj" for k in draft.of(two)):
        for k in [two, *(k for k in draft.of(two) if draft.deps[k] == "conj")]:
            draft.hang(k, one, "conj")


def far_conjunct(v: int, draft: Draft) -> None:
    """Mends "X presse Y et Z" with Z coordinated to X over the verb: Z goes with Y."""
    for s in [v, *(s for s in draft.subjects(v) if s < v)]:
        for k in [k for k in draft.of(s) if draft.deps[k] == "conj" and k > v and draft.pos[k] in NAMES]:
            near = [j for j in draft.of(v) if v < j < k and draft.deps[j] in ("obj", "obl:arg", "obl:mod", "obl")]
            joined = "cc" in draft.labels(k) or any(
                "cc" in draft.labels(j) for j in draft.of(k) if draft.deps[j] == "conj"
            )
            if near and joined and not draft.labels(k) & {"nsubj", "cop"}:
                draft.hang(k, near[-1], "conj")


def finite_conjunct(v: int, draft: Draft) -> None:
    """Mends "l'a exhorté à choisir et lui *avait reproché* …": a finite verb is no conjunct of an infinitive."""
    head = draft.heads[v]
    if draft.deps[v] != "conj" or "VerbForm=Inf" not in draft.morphs[head] or draft.subjects(v):
        return
    for _ in range(len(draft.heads)):
        if draft.heads[head] == head:
            return
        head = draft.heads[head]
        if draft.is_finite(head):
            draft.hang(v, head, "conj")
            return


def same_case(k: int, draft: Draft) -> None:
    """Mends "le soutien de la Chine et de la Russie": a name is the conjunct of the name with its preposition."""
    head = draft.heads[k]
    if draft.pos[head] == "PROPN" or head > k:
        return
    cases = {draft.lowers[j] for j in draft.of(k) if draft.deps[j] == "case"}
    inner = [
        j
        for j in draft.of(head)
        if head < j < k and draft.pos[j] == "PROPN" and draft.deps[j] == "nmod"
        and cases & {draft.lowers[c] for c in draft.of(j) if draft.deps[c] == "case"}
    ]  # fmt: skip
    if inner:
        draft.hang(k, inner[-1], "conj")


def in_list(k: int, draft: Draft) -> None:
    """Mends "le Tchad, le Niger, le Mali et …": a name between the names of a list is one of them."""
    head = draft.heads[k]
    beside = [j for j in draft.of(head) if draft.deps[j] == "appos" and draft.pos[j] == "PROPN" and j >= k]
    closing = [j for x in (head, *beside) for j in draft.of(x) if draft.deps[j] == "conj" and j > k]
    own = any(draft.heads[j] == head for j in closing)
    chained = any(draft.deps[i] == "appos" for j in beside for i in draft.of(j))  # left to what mends whole lists
    if draft.pos[head] == "PROPN" and closing and (own or not chained):
        draft.deps[k] = "conj"


def after_agent(k: int, rules: Clauses, draft: Draft) -> None:
    """Mends "la livraison par l'Iran de drones" with the drones hung on Iran: they are what is delivered."""
    agent = draft.heads[k]
    event = draft.heads[agent]
    if not event < agent < k or draft.pos[agent] != "PROPN" or draft.pos[event] != "NOUN":
        return
    cases = [{draft.lowers[c] for c in draft.of(x) if draft.deps[c] in ("case", "det")} for x in (agent, k)]
    if cases[0] & rules.agents and cases[1] & rules.pairs:
        draft.hang(k, event, "nmod")


def free_oblique(k: int, rules: Clauses, draft: Draft) -> None:
    """Mends "est arrivée dimanche à Séoul" with Séoul hung on Sunday: a place is the verb's."""
    verb = draft.heads[k]
    if draft.pos[verb] not in VERBAL:
        return
    for j in list(draft.of(k)):
        cases = [draft.lowers[c] for c in draft.of(j) if draft.deps[c] == "case"]
        if j > k and draft.pos[j] in NAMES and cases and not set(cases) & rules.pairs:
            draft.hang(j, verb, "obl:mod")
            continue
        bare = draft.deps[j] == "conj" and "det" in draft.labels(j) and "cc" not in draft.labels(j) and not cases
        if bare and k > verb and draft.lowers[j - 2] != "," and "obj" not in draft.labels(verb):
            draft.hang(j, verb, "obj")  # « fournit depuis dix ans *l'Espagne* »
