"""Mends what hangs on the wrong word: a subject torn from its verb, a clause hung on the noun before it.

Each mend is a shape that cannot be right. The functions change the lists of one tree in place.
"""

from __future__ import annotations

from ostraka.reading.parsing.closed import NAMES, VERBAL, Mend
from ostraka.relations.table import reach

__all__ = ["rehang"]

HELPER = reach()["parsing"]["helper"]
ABOVE = reach()["parsing"]["helped_above"]
OWN = reach()["parsing"]["own_helpers"]
OPENED = reach()["parsing"]["opened"]
JOINT = reach()["parsing"]["joint"]
GERUND = reach()["parsing"]["gerund_above"]
MARKED = reach()["parsing"]["gerund_mark"]
PRESENT = reach()["parsing"]["present_above"]
PAIRED = reach()["parsing"]["paired"]
PAIR_JOINT = reach()["parsing"]["pair_joint"]
SECOND = reach()["parsing"]["pair_second"]


def rehang(
    v: int, rules: Mend, lowers: list[str], lemmas: list[str], pos: list[str], deps: list[str], heads: list[int],
    morphs: list[str],
) -> None:  # fmt: skip
    """Hangs a word, and what stands by it, where it belongs."""
    if deps[v] == "parataxis" and pos[v] in VERBAL:
        give_subject(v, lowers, pos, deps, heads)
    if deps[v] == "conj" and pos[v] in VERBAL:
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
    if deps[v] == "acl" and "VerbForm=Inf" in morphs[v] and lowers[heads[v]] in rules.adverbial_nouns:
        above = heads[heads[v]]  # "a promis en mai *d'envoyer* …": no month is to send anything
        if deps[heads[v]].startswith("obl") and pos[above] in VERBAL and above < heads[v]:
            heads[v], deps[v] = above, "xcomp"
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
    if deps[v] in ("nmod", "obl", "obl:mod", "obl:arg", "dep") and deps[heads[v]] == "amod" and pos[heads[v]] == "ADJ":
        heads[v], deps[v] = heads[heads[v]], "nmod"


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
        return any(heads[j] == k and deps[j] == "aux" for j in range(max(0, k - HELPER), k))

    if helped(v) or helped(heads[v]) or not ("VerbForm=Fin" in morphs[heads[v]] or "VerbForm=Inf" in morphs[heads[v]]):
        return
    above = heads[v]
    for _ in range(ABOVE):
        if heads[above] == above:
            return
        above = heads[above]
        if pos[above] in VERBAL and above < v and helped(above):
            heads[v] = above
            return


def own_subject(v: int, pos: list[str], deps: list[str], heads: list[int], morphs: list[str]) -> None:
    """Mends "met Iran and Syria would leave" read as meeting both: a verb without a subject has the name before it."""
    own = [k for k in range(max(0, v - OWN), v) if heads[k] == v]
    helpers = [k for k in own if deps[k] in ("aux", "aux:pass", "advmod", "cop")]
    finite = "VerbForm=Fin" in morphs[v] or any("VerbForm=Fin" in morphs[k] for k in helpers)
    loose = deps[v] == "advcl" and not any(
        deps[k] in ("mark", "case") for k in range(max(0, v - OPENED), v) if heads[k] == v
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
    joined = any(heads[k] in (name, heads[name]) and deps[k] == "cc" for k in range(max(0, name - JOINT), name))
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
    for _ in range(GERUND):
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
    first = min([v, *(k for k in range(max(0, v - MARKED), v) if heads[k] == v and pos[k] != "PUNCT")])
    gerund = lowers[v - 1] in rules.gerunds or lowers[first] in rules.gerunds
    if not gerund and (lowers[first - 1] not in rules.loose or lemmas[v] in rules.bound):
        return
    above = heads[v]
    for _ in range(PRESENT):
        if pos[above] in VERBAL and above < v:
            heads[v], deps[v] = above, "advcl"
            return
        if heads[above] == above:
            return
        above = heads[above]


def agent_of_object(v: int, pos: list[str], deps: list[str], heads: list[int]) -> None:
    """Mends "a dénoncé une violation par Ankara": an active verb has no agent, its object has; a bare one is that."""
    verb = heads[v]
    own = [k for k in range(len(deps)) if heads[k] == verb]
    if pos[verb] not in VERBAL or any(deps[k] in ("aux:pass", "nsubj:pass") for k in own):
        return
    before = [k for k in own if deps[k] == "obj" and verb < k < v]
    if before and any(deps[k] in ("aux", "nsubj") for k in own):
        heads[v], deps[v] = before[-1], "nmod"
    elif verb < v and any(deps[k] == "nsubj" for k in own):
        deps[v] = deps[v] if any(heads[k] == v and deps[k] == "case" for k in range(len(deps))) else "obj"


def free_object(v: int, lowers: list[str], pos: list[str], deps: list[str], heads: list[int]) -> None:
    """Mends "ont tenu depuis lundi trois réunions": a bare noun after an adverbial of time is the verb's object."""
    time = heads[v]
    verb = heads[time]
    if verb == time or pos[verb] not in VERBAL or any(heads[k] == v and deps[k] == "case" for k in range(time, v)):
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
    if any(heads[k] == noun and deps[k] == "conj" for k in range(noun + 1, min(noun + 1 + PAIRED, len(deps)))):
        return
    for k in range(noun + 1, min(noun + 1 + PAIR_JOINT, len(deps) - 1)):
        if deps[k] == "cc":
            for j in range(k + 1, min(k + 1 + SECOND, len(deps))):
                if pos[j] in NAMES and deps[j] != "det":
                    if deps[heads[j]] == "appos" and heads[heads[j]] == noun:
                        return  # "entre les deux voisins, Oslo *et Lima*"
                    if j != noun and heads[j] != noun:
                        heads[j], deps[j] = noun, "conj"
                    return
