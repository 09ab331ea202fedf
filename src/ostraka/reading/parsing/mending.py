"""Mends what a small parser is known to get wrong, by form alone, before any rule looks.

Each mend is a shape that cannot be right: a sentence that ends without a full stop, a bare
proper noun hung on its verb as an adverb, a passive of a verb that has none. The words that
a mend needs are in `grammar.toml` under `[mend]`.
"""

from __future__ import annotations

from typing import Any, NamedTuple

__all__ = ["Mend", "join_sentences", "mend", "mend_of"]

TERMINAL = frozenset(".!?…:;»”\"'’)]")
NAMES = frozenset({"PROPN", "NOUN", "PRON"})
VERBAL = frozenset({"VERB", "AUX"})
ADVERBIAL = frozenset({"advmod", "xcomp", "dep", "appos", "flat", "obl:mod", "obl:npmod", "root"})


class Mend(NamedTuple):
    """Closed classes for mending: verbs whose perfect looks passive, endings of verbs taken for nouns."""

    intransitive: frozenset[str]
    endings: tuple[tuple[str, str], ...]
    adverbial_nouns: frozenset[str]
    infinitives: tuple[str, ...]
    participles: tuple[tuple[str, str], ...]
    reflexives: frozenset[str]
    between: frozenset[str]
    locative: frozenset[str]
    conditional: tuple[str, ...]
    final: str
    gerunds: frozenset[str]
    loose: frozenset[str]
    bound: frozenset[str]
    having: frozenset[str]
    adverbs: frozenset[str]
    adverb_endings: tuple[str, ...]
    object_relatives: frozenset[str]
    partitives: frozenset[str]


def mend_of(raw: dict[str, Any]) -> Mend:
    """The `[mend]` table of a grammar; empty when there is none."""
    table = raw.get("mend", {})
    return Mend(
        frozenset(table.get("intransitive", ())),
        tuple((a, b) for a, b in table.get("endings", ())),
        frozenset(table.get("adverbial_nouns", ())),
        tuple(table.get("infinitives", ())),
        tuple((a, b) for a, b in table.get("participles", ())),
        frozenset(table.get("reflexives", ())),
        frozenset(table.get("between", ())),
        frozenset(table.get("locative", ())),
        tuple(table.get("conditional", ())),
        str(table.get("final", "")),
        frozenset(table.get("gerunds", ())),
        frozenset(table.get("loose", ())),
        frozenset(table.get("bound", ())),
        frozenset(table.get("having", ())),
        frozenset(table.get("adverbs", ())),
        tuple(table.get("adverb_endings", ())),
        frozenset(table.get("object_relatives", ())),
        frozenset(table.get("partitives", ())),
    )


def join_sentences(words: list[str], pos: list[str], deps: list[str], heads: list[int], firsts: list[int]) -> list[int]:
    """The true sentence starts of one paragraph: a start after no end mark, or before a small letter, is none.

    The root of a joined piece hangs on the root before it: as its object when it is a noun
    right after a verb without one, else as a parataxis.
    """
    kept = firsts[:1]
    for start in firsts[1:]:
        before = words[start - 1]
        if before[-1] in TERMINAL and not words[start][0].islower():
            kept.append(start)
            continue
        top = start - 1
        for _ in range(len(heads)):
            if heads[top] == top:
                break
            top = heads[top]
        own = [k for k in range(kept[-1], start) if heads[k] == top and k != top]
        for k in range(start, len(heads)):
            if heads[k] != k:
                continue
            if k > start and k in firsts and words[k - 1][-1] in TERMINAL:
                break
            bare = pos[k] in NAMES and pos[top] in VERBAL and not any(complete(j, deps) for j in own)
            heads[k] = top
            deps[k] = "punct" if pos[k] == "PUNCT" else "obj" if bare else "dep" if pos[k] in NAMES else "parataxis"
            break
    return kept


def mend(
    rules: Mend,
    lowers: list[str],
    lemmas: list[str],
    pos: list[str],
    deps: list[str],
    heads: list[int],
    morphs: list[str],
) -> None:
    """Changes the lists of one tree (already in UD labels) in place."""
    for v in range(len(deps)):
        if deps[v] == "parataxis" and pos[v] in ("VERB", "AUX"):
            give_subject(v, lowers, pos, deps, heads)
        if deps[v] == "conj" and pos[v] in ("VERB", "AUX"):
            join_subjects(v, pos, deps, heads)
            lift_participle(v, pos, deps, heads, morphs)
        small = pos[v] == "PROPN" and deps[v] == "flat" and lemmas[v].islower()
        if small and heads[v] == v - 1 and pos[v - 1] == "NOUN":
            pos[v], deps[v] = "ADJ", "amod"  # "le ministre émirati": a name without a capital describes
        if deps[v].startswith("nsubj") and deps[heads[v]] == "aux" and heads[heads[v]] != heads[v]:
            heads[v] = heads[heads[v]]  # the subject is the verb's, not its auxiliary's
        if pos[v] in VERBAL:
            own_subject(v, pos, deps, heads, morphs)
        if deps[v] == "acl" and lowers[heads[v] - 1] in rules.locative and heads[v] == v - 1:
            lift_gerund(v, pos, deps, heads, morphs)
        if deps[v] == "acl" and 0 < heads[v] < v and rules.gerunds:
            lift_present(v, rules, lowers, lemmas, pos, deps, heads, morphs)
        if deps[v] == "obl:agent":
            agent_of_object(v, pos, deps, heads)
        timed = deps[v] == "nmod" and pos[v] in ("NOUN", "PROPN") and v > heads[v]
        if timed and lowers[heads[v]] in rules.adverbial_nouns:
            free_object(v, lowers, pos, deps, heads)
        if deps[v] in ("mark", "nsubj") and pos[v] == "PRON" and v > 1:
            relative(v, rules, lowers, pos, deps, heads)
        if rules.between and lowers[v] in rules.between and deps[v] == "case":
            pair_up(heads[v], pos, deps, heads)
        if (
            deps[v] in ("nmod", "obl", "obl:mod", "obl:arg", "dep")
            and deps[heads[v]] == "amod"
            and pos[heads[v]] == "ADJ"
        ):
            heads[v], deps[v] = heads[heads[v]], "nmod"
    kids: dict[int, list[int]] = {}
    for k, h in enumerate(heads):
        if h != k:
            kids.setdefault(h, []).append(k)
    for v in range(len(deps)):
        own = kids.get(v, ())
        if deps[v] == "amod" and pos[v] == "VERB" and any(deps[k] in ("aux", "nsubj") for k in own):
            lift_described(v, pos, deps, heads, kids)
        if rules.conditional and pos[v] in ("VERB", "AUX"):
            conditional(v, rules, lowers, lemmas, morphs)
        if pos[v] in ("NOUN", "ADJ", "PROPN") and rules.endings:
            finite(v, own, rules, lowers, lemmas, pos, deps)
            participle(v, own, rules, lowers, lemmas, pos, deps, morphs)
        if pos[v] not in ("VERB", "AUX"):
            continue
        if rules.infinitives and not lemmas[v].endswith(rules.infinitives):
            lemmas[v] = infinitive(lowers[v], rules.endings + rules.participles) or lemmas[v]
        if lemmas[v] in rules.intransitive or any(
            deps[k].startswith("expl") and lowers[k] in rules.reflexives for k in own
        ):
            active(v, own, deps, morphs)
        if any(deps[k] == "aux" and lowers[k] in rules.having for k in own):
            active_perfect(own, deps)
        name_subject(v, own, rules, lowers, pos, deps, kids, "VerbForm=Fin" in morphs[v])
        if not any(complete(k, deps) for k in own):
            give_object(v, own, rules, lowers, pos, deps, heads, kids)


def name_subject(
    v: int, own: list[int] | tuple[int, ...], rules: Mend, lowers: list[str], pos: list[str], deps: list[str],
    kids: dict[int, list[int]], is_finite: bool,
) -> None:  # fmt: skip
    """Mends "NASA had announced …" read with an adverb: a bare name before a verb without a subject is its subject."""
    if any(deps[k].startswith(("nsubj", "csubj")) for k in own):
        return
    for k in own:
        loose = k < v and (deps[k] == "advmod" or (deps[k] == "obl:mod" and pos[k] == "PROPN" and k == own[0]))
        loose = loose or (k == v - 1 and deps[k] == "compound" and is_finite)  # "*Morocco* imports fuel"
        named = pos[k] == "PROPN" or (pos[k] == "NOUN" and not any(deps[j] == "det" for j in kids.get(k, ())))
        bare = loose and named and lowers[k] not in rules.adverbial_nouns
        bare = bare or (loose and is_odd_adverb(k, v, own, rules, lowers, pos, deps))
        if bare and not any(deps[j] == "case" for j in kids.get(k, ())):
            passive = any(deps[j] == "aux:pass" for j in own)
            deps[k] = "nsubj:pass" if passive else "nsubj"
            return


def is_odd_adverb(
    k: int, v: int, own: list[int] | tuple[int, ...], rules: Mend, lowers: list[str], pos: list[str], deps: list[str]
) -> bool:
    """Whether an "adverb" that no language knows opens the sentence right before the auxiliary: "*Macron* a menacé"."""
    helpers = [j for j in own if deps[j].startswith("aux") and j < v]
    if not rules.adverbs or pos[k] != "ADV" or not helpers or helpers[0] != k + 1 or not lowers[k].isalpha():
        return False
    opens = k == 0 or pos[k - 1] == "PUNCT"
    return opens and lowers[k] not in rules.adverbs and not lowers[k].endswith(rules.adverb_endings)


def lift_described(v: int, pos: list[str], deps: list[str], heads: list[int], kids: dict[int, list[int]]) -> None:
    """A participle with subject or auxiliary is a verb, the noun its object: "the bid, *which had strained* ties"."""
    noun = heads[v]
    if noun < v or heads[noun] == v:
        return
    above = heads[noun]
    relative = pos[above] in ("NOUN", "PROPN", "PRON") and above < v and above != noun
    heads[v], deps[v] = (above, "acl:relcl") if relative else (v if above == noun else above, deps[noun])
    heads[noun], deps[noun] = v, "obj"
    kids.setdefault(v, []).append(noun)


def active_perfect(own: list[int] | tuple[int, ...], deps: list[str]) -> None:
    """Mends "a clairement accusé Kigali" with a passive's subject: a perfect with "avoir" alone is active."""
    if any(deps[k] == "aux:pass" for k in own):
        return
    for k in own:
        if deps[k] == "nsubj:pass":
            deps[k] = "nsubj"


def infinitive(form: str, endings: tuple[tuple[str, str], ...]) -> str | None:
    """The infinitive guessed from a form's ending; None when no ending fits."""
    for ending, replacement in endings:
        if form.endswith(ending):
            return form[: len(form) - len(ending)] + replacement
    return None


def conditional(v: int, rules: Mend, lowers: list[str], lemmas: list[str], morphs: list[str]) -> None:
    """Mends "livrerait" read as an imperfect: the infinitive with an ending of the imperfect is a conditional."""
    stem = lemmas[v].removesuffix(rules.final) if rules.final else lemmas[v]
    if "Mood=Ind|" in morphs[v] and any(lowers[v] == stem + ending for ending in rules.conditional):
        morphs[v] = morphs[v].replace("Mood=Ind", "Mood=Cnd").replace("Tense=Imp", "Tense=Pres")


def give_subject(v: int, lowers: list[str], pos: list[str], deps: list[str], heads: list[int]) -> None:
    """Mends "Pékin a exhorté …" read as a noun with a parenthesis: the noun is the subject of the verb."""
    noun = heads[v]
    if noun >= v or heads[noun] != noun or pos[noun] not in NAMES:
        return
    if any(pos[k] == "PUNCT" and lowers[k] != "-" for k in range(noun + 1, v)):
        return
    if any(deps[k] in ("cop", "nsubj") for k in range(len(deps)) if heads[k] == noun):
        return
    for k in range(noun + 1, v):
        if heads[k] == v and deps[k].startswith("nsubj"):
            heads[k] = noun
            deps[k] = "conj" if any(deps[j] == "cc" for j in range(noun + 1, k)) else "flat"
    for k in range(len(deps)):
        if heads[k] == noun and k > v:
            heads[k] = v
    heads[v], deps[v] = v, "root"
    heads[noun], deps[noun] = v, "nsubj"


def join_subjects(v: int, pos: list[str], deps: list[str], heads: list[int]) -> None:
    """Mends "A and B verb" read as a noun A coordinated with a clause "B verb": both are its subject."""
    noun = heads[v]
    if pos[noun] not in NAMES or noun > v or not (heads[noun] == noun or heads[noun] > v):
        return
    subject = next((k for k in range(noun + 1, v) if heads[k] == v and deps[k].startswith("nsubj")), None)
    if subject is None or not any(deps[k] == "cc" and noun < k < subject for k in range(noun + 1, subject)):
        return
    above, label = heads[noun], deps[subject]
    heads[v], deps[v] = (v, "root") if above == noun else (above, "ccomp")
    heads[noun], deps[noun] = v, label
    heads[subject], deps[subject] = noun, "conj"
    if above == noun:
        for k in range(v + 1, len(deps)):
            if heads[k] == noun and k != v:
                heads[k] = v


def lift_participle(v: int, pos: list[str], deps: list[str], heads: list[int], morphs: list[str]) -> None:
    """Mends "ont dit que X cherchait … et accusé Y": a bare participle belongs to the verb with the auxiliary."""
    if "VerbForm=Part" not in morphs[v] or "Tense=Past" not in morphs[v]:
        return

    def helped(k: int) -> bool:
        return any(heads[j] == k and deps[j] == "aux" for j in range(max(0, k - 6), k))

    if helped(v) or helped(heads[v]) or not ("VerbForm=Fin" in morphs[heads[v]] or "VerbForm=Inf" in morphs[heads[v]]):
        return
    above = heads[v]
    for _ in range(6):
        if heads[above] == above:
            return
        above = heads[above]
        if pos[above] in ("VERB", "AUX") and above < v and helped(above):
            heads[v] = above
            return


def own_subject(v: int, pos: list[str], deps: list[str], heads: list[int], morphs: list[str]) -> None:
    """Mends "met Iran and Syria would leave" read as meeting both: a verb without a subject has the name before it."""
    own = [k for k in range(max(0, v - 5), v) if heads[k] == v]
    helpers = [k for k in own if deps[k] in ("aux", "aux:pass", "advmod", "cop")]
    finite = "VerbForm=Fin" in morphs[v] or any("VerbForm=Fin" in morphs[k] for k in helpers)
    loose = deps[v] == "advcl" and not any(
        deps[k] in ("mark", "case") for k in range(max(0, v - 8), v) if heads[k] == v
    )
    if not finite or not (loose or deps[v] in ("conj", "root", "parataxis", "ccomp")):
        return
    subjects = [k for k in range(len(deps)) if heads[k] == v and deps[k].partition(":")[0] in ("nsubj", "csubj")]
    if any(pos[k] not in VERBAL for k in subjects):
        return
    name = min([v, *helpers]) - 1
    if (
        name < 2
        or pos[name] not in ("PROPN", "NOUN")
        or deps[name] != "conj"
        or deps[heads[name]].partition(":")[0] not in ("obj", "obl")
    ):
        return
    verb = heads[heads[name]]
    joined = any(heads[k] in (name, heads[name]) and deps[k] == "cc" for k in range(max(0, name - 3), name))
    if not joined or pos[verb] not in VERBAL or any(deps[k] == "conj" and heads[k] == heads[name] for k in range(name)):
        return
    for k in subjects:  # the clause before was taken for the subject
        heads[k], deps[k] = (k if heads[v] == v else heads[v]), ("root" if heads[v] == v else deps[v])
        heads[v], deps[v] = k, "conj"
    heads[name], deps[name] = v, "nsubj"


def lift_gerund(v: int, pos: list[str], deps: list[str], heads: list[int], morphs: list[str]) -> None:
    """Mends "spoke in Lima urging …": where somebody speaks does not urge, who speaks does."""
    noun = heads[v]
    above = heads[noun]
    if pos[noun] != "PROPN" or "VerbForm=Part" not in morphs[v] and "VerbForm=Ger" not in morphs[v]:
        return
    if "Tense=Past" in morphs[v]:
        return
    for _ in range(4):
        if pos[above] in VERBAL:
            heads[v], deps[v] = above, "advcl"
            return
        above = heads[above]


def lift_present(
    v: int, rules: Mend, lowers: list[str], lemmas: list[str], pos: list[str], deps: list[str], heads: list[int],
    morphs: list[str],
) -> None:  # fmt: skip
    """Mends "a soutenu Athènes en déployant …", "a rompu avec Rabat, accusant …": who does the verb does this too.

    A gerund never modifies a noun; a present participle after a comma seldom does, but for the `bound` verbs.
    """
    if "VerbForm=Part" not in morphs[v] or "Tense=Pres" not in morphs[v]:
        return
    first = min([v, *(k for k in range(max(0, v - 4), v) if heads[k] == v and pos[k] != "PUNCT")])
    gerund = lowers[v - 1] in rules.gerunds or lowers[first] in rules.gerunds
    if not gerund and (lowers[first - 1] not in rules.loose or lemmas[v] in rules.bound):
        return
    above = heads[v]
    for _ in range(8):
        if pos[above] in VERBAL and above < v:
            heads[v], deps[v] = above, "advcl"
            return
        if heads[above] == above:
            return
        above = heads[above]


def agent_of_object(v: int, pos: list[str], deps: list[str], heads: list[int]) -> None:
    """Mends "a dénoncé une violation par Ankara": an active verb has no agent, its object has."""
    verb = heads[v]
    own = [k for k in range(len(deps)) if heads[k] == verb]
    if pos[verb] not in VERBAL or any(deps[k] in ("aux:pass", "nsubj:pass") for k in own):
        return
    before = [k for k in own if deps[k] == "obj" and verb < k < v]
    if before and any(deps[k] in ("aux", "nsubj") for k in own):
        heads[v], deps[v] = before[-1], "nmod"


def free_object(v: int, lowers: list[str], pos: list[str], deps: list[str], heads: list[int]) -> None:
    """Mends "ont tenu depuis lundi trois réunions": a bare noun after an adverbial of time is the verb's object."""
    time = heads[v]
    verb = heads[time]
    if (
        verb == time
        or pos[verb] not in ("VERB", "AUX")
        or any(heads[k] == v and deps[k] == "case" for k in range(time, v))
    ):
        return
    if not any(heads[k] == verb and deps[k] in ("obj", "aux:pass") for k in range(len(deps))):
        heads[v], deps[v] = verb, "obj"


def relative(v: int, rules: Mend, lowers: list[str], pos: list[str], deps: list[str], heads: list[int]) -> None:
    """Mends "Iran, qu'elle accuse …": a pronoun after a noun and a comma opens a relative clause and is its object."""
    noun, verb = v - 2, heads[v]
    if lowers[v - 1] != "," or pos[noun] not in NAMES or verb <= v or deps[verb] not in ("advcl", "ccomp", "parataxis"):
        return
    own = [k for k in range(v + 1, len(deps)) if heads[k] == verb]
    if deps[v] == "nsubj" and not (lowers[v] in rules.object_relatives and any(deps[k] == "nsubj" for k in own)):
        return
    for k in own:
        if deps[k] != "obj":
            continue
        if not any(heads[j] == k and lowers[j] in rules.partitives for j in range(verb, k)):
            return
        deps[k] = "obl:arg"  # "accuse *de* graves violations"
    deps[v], deps[verb], heads[verb] = "obj", "acl:relcl", noun


def pair_up(noun: int, pos: list[str], deps: list[str], heads: list[int]) -> None:
    """Mends "entre Alger et Rabat": what follows the conjunction belongs to the first name."""
    if any(heads[k] == noun and deps[k] == "conj" for k in range(noun + 1, min(noun + 12, len(deps)))):
        return
    for k in range(noun + 1, min(noun + 7, len(deps) - 1)):
        if deps[k] == "cc":
            for j in range(k + 1, min(k + 5, len(deps))):
                if pos[j] in NAMES and deps[j] != "det":
                    if j != noun and heads[j] != noun:
                        heads[j], deps[j] = noun, "conj"
                    return


def participle(
    v: int, own: list[int] | tuple[int, ...], rules: Mend, lowers: list[str], lemmas: list[str], pos: list[str],
    deps: list[str], morphs: list[str],
) -> None:  # fmt: skip
    """An "adjective" with an auxiliary is a participle: "a gelé"."""
    if not any(deps[k] in ("aux", "aux:pass") for k in own):
        return
    found = infinitive(lowers[v], rules.participles)
    if found:
        pos[v], lemmas[v] = "VERB", found
        morphs[v] = "Tense=Past|VerbForm=Part"


def complete(k: int, deps: list[str]) -> bool:
    """Whether a dependent fills its verb's object: then no other noun is its object."""
    return deps[k] in ("obj", "iobj", "ccomp", "aux:pass")


def active(v: int, own: list[int] | tuple[int, ...], deps: list[str], morphs: list[str]) -> None:
    """Mends "est venue": a perfect, not a passive."""
    for k in own:
        if deps[k] == "aux:pass":
            deps[k] = "aux"
        elif deps[k] == "nsubj:pass":
            deps[k] = "nsubj"
    morphs[v] = morphs[v].replace("|Voice=Pass", "")


def finite(
    v: int,
    own: list[int] | tuple[int, ...],
    rules: Mend,
    lowers: list[str],
    lemmas: list[str],
    pos: list[str],
    deps: list[str],
) -> None:
    """A "noun" with a subject and neither article nor copula is a finite verb: "La France forme …"."""
    labels = {deps[k] for k in own}
    if not any(x.startswith("nsubj") for x in labels) or labels & {"cop", "det", "case", "nmod:poss"}:
        return
    found = infinitive(lowers[v], rules.endings)
    if found:
        pos[v], lemmas[v] = "VERB", found


def give_object(
    v: int, own: list[int] | tuple[int, ...], rules: Mend, lowers: list[str], pos: list[str], deps: list[str],
    heads: list[int], kids: dict[int, list[int]],
) -> None:  # fmt: skip
    """A bare noun right after a verb without an object, hung on it as something odd, is its object."""
    for k in own:
        if deps[k] not in ADVERBIAL or pos[k] not in ("PROPN", "NOUN") or not v < k <= v + 5:
            continue
        if lowers[k] in rules.adverbial_nouns or any(deps[j] == "case" for j in kids.get(k, ())):
            continue
        if deps[k] == "obl:npmod" and pos[k] != "PROPN":
            continue  # "three times", "this spring"
        if any(pos[j] == "PUNCT" for j in range(v + 1, k)):
            continue
        deps[k] = "obj"
        for j in kids.get(k, ()):
            if deps[j].startswith("obl"):
                heads[j] = v
        return
