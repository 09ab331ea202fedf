"""Whom a pronoun, "the country" or "both sides" stands for: the antecedent within the article.

Candidates come in the order in which a reader tries them (after Hobbs 1978): the subjects
of the clauses above, then the rest of the sentence, then earlier sentences, subjects
first. The first that agrees in number, gender and kind is taken, and the mention says
that it is guessed. A subject that agrees and is nobody ("the report … it") ends the search.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ostraka.reading.naming.mention import Mention, Pronoun
from ostraka.reading.naming.several import SUBJECT, Several, unique
from ostraka.relations.table import context
from ostraka.states.table import states

__all__ = ["Anaphora"]

SHARING = frozenset({"conj", "xcomp", "advcl"})  # clauses that may have their subject from the verb above
CONTROLLED = frozenset({"xcomp", "ccomp", "advcl", "acl"})  # how the infinitive hangs on the verb that urges
UNDERGOES = frozenset({"obj", "iobj", "obl", "obl:arg", "obl:mod", "obl:agent", "dobj", "dative"})
SALIENCE = (SUBJECT, {"root", "obj", "obl:agent"}, {"iobj", "obl:arg", "obl", "obl:mod", "conj"})  # most salient first


class Anaphora(Several):
    """Resolves what points back in one article; `of` gives the actors of an earlier phrase."""

    # ------------------------------------------------------------ pronouns
    def spec(self, token: int) -> Pronoun | None:
        """What the word at a token asks of its antecedent; None for a word that is no such pronoun."""
        found = self.lex.pronouns.get(self.tree.lowers[token])
        if found is None:
            return None
        pos = self.tree.pos[token]
        if pos not in ("PRON", "DET", "ADJ") or (found.object and pos != "PRON"):
            return None
        return None if self.impersonal(token, found) else found

    def impersonal(self, token: int, spec: Pronoun) -> bool:
        """Whether the subject stands for nobody: "it is time to", "il faut"; French "il" is often mislabelled so."""
        tree, head, dep = self.tree, self.tree.heads[token], self.tree.deps[token]
        if dep.startswith("expl") and dep != "expl:subj":
            return True
        if dep not in SUBJECT or spec.number == "plur" or (spec.gender == "f"):
            return False
        if tree.lemmas[head] in self.lex.impersonal or self.is_decided(token):
            return True
        if tree.pos[head] not in ("ADJ", "NOUN", "ADV") or not any(tree.deps[k] == "cop" for k in tree.kids[head]):
            return False
        return any(k > head and tree.deps[k] in ("ccomp", "csubj", "xcomp", "acl", "advcl") for k in tree.kids[head])

    def is_decided(self, token: int) -> bool:
        """Whether the subject stands for whoever speaks: "it was decided to …", "il a été décidé de …"."""
        tree, head = self.tree, self.tree.heads[token]
        if tree.lemmas[head] not in self.lex.decided or tree.deps[token] not in SUBJECT:
            return False
        passive = any(tree.deps[k] == "aux:pass" for k in tree.kids[head])
        return passive and any(k > head and tree.deps[k] in ("ccomp", "csubj", "xcomp") for k in tree.kids[head])

    def resolve(self, token: int, spec: Pronoun) -> tuple[Mention, ...]:
        """The mentions of the antecedent, as mentions at `token`; () when nobody fits."""
        if spec.number == "plur" and spec.owner:
            pair = self.pair_before(token)
            if pair:
                return self.pointed(token, pair, "the pair last spoken of")
        if spec.reflexive and token and self.of(token - 1) and self.tree.pos[token - 1] == "PROPN":
            return self.pointed(token, self.of(token - 1), "stands beside it")
        denying = self.denying(token) if spec.who == "states" else []
        for k in (*denying, *self.beside_gerund(token, spec)):
            named = self.of(k)
            if len(named) == 1 and named[0].code in states():
                return self.pointed(token, named, f"stands for {self.tree.words[k]!r}")
        acting = self.acting(token, spec)
        of_group = spec.owner and self.tree.lowers[self.tree.heads[token]] in self.lex.words["own_men"]
        first = self.advised(token) if self.tree.deps[token] in SUBJECT else []
        for candidate in (*first, *self.topic(token), *self.candidates(token, spec)):
            found = self.fitting(candidate, spec)
            if found and acting and all((m.code or m.name) in acting for m in found):
                continue
            if found and of_group and all(m.code for m in found):
                continue  # "Chad bombed the rebels. *Its* fighters …"
            if found is None:
                if self.ends_search(candidate, token, spec):
                    return ()
                continue
            return self.pointed(token, found, f"stands for {self.tree.words[candidate]!r}")
        return ()

    def pointed(self, token: int, found: tuple[Mention, ...], why: str) -> tuple[Mention, ...]:
        """The mentions of an antecedent as mentions of the pronoun."""
        return tuple(
            m._replace(first=token, last=token + 1, head=token, kind="pronoun", guessed=True, why=why) for m in found
        )

    def candidates(self, token: int, spec: Pronoun) -> Iterator[int]:
        """Tokens that may be the antecedent, best first."""
        tree, sent = self.tree, self.tree.sent_of[token]
        if spec.latest:
            yield from reversed([k for k in self.by_sent.get(sent, ()) if k < token and not self.inside(token, k)])
            yield from reversed(self.by_sent.get(sent - 1, ()))
            return
        seen: set[int] = set()
        own = (*self.urged(token), *self.charged(token)) if spec.owner else ()
        for k in (*self.denying(token), *own):
            seen.add(k)
            yield k
        if spec.owner and tree.case(tree.heads[token]) in self.lex.words.get("reproaching", ()):
            for k in self.reproached(token):
                seen.add(k)
                yield k
        if spec.owner and tree.deps[tree.heads[token]] == "conj":  # "Chad and *its* allies"
            first = tree.first_conjunct(tree.heads[token])
            if first < token:
                seen.add(first)
                yield first
        is_subject = tree.deps[token] in SUBJECT
        for k in self.warned(token) if is_subject else ():
            seen.add(k)
            yield k
        verbs = list(self.clauses_above(token))
        own_clause = not (spec.owner or spec.reflexive) or (spec.owner and self.is_struck(token, verbs))
        for above in verbs:
            for kid in tree.kids_by(above, "nsubj"):
                if own_clause and (is_subject or kid < token):
                    seen.add(kid)
                    continue
                fronted = spec.owner and kid > token and above == verbs[0] and not self.by_sent_before(token)
                if (kid < token or fronted) and kid not in seen and not self.inside(token, kid):
                    seen.add(kid)
                    yield kid
            own_clause = own_clause and self.shares_subject(above)
        if verbs and tree.deps[verbs[0]] == "conj" and not (spec.owner or spec.reflexive or is_subject):
            first = tree.first_conjunct(verbs[0])  # "ended its aid to Kyiv but sells *it* shells"
            near = [k for k in self.by_sent.get(sent, ()) if first < k < verbs[0] and k not in seen]
            seen.update(near)
            yield from reversed(near)
        earlier = [k for k in self.by_sent.get(sent, ()) if k < token and k not in seen and not self.inside(token, k)]
        clash = set(tree.kids[tree.heads[token]]) if not (spec.owner or spec.reflexive) else set()
        yield from (k for k in self.ranked(earlier) if k not in clash and not self.renames(k, clash))
        if not (spec.owner or spec.reflexive or is_subject):
            yield from (k for k in self.beyond(token, verbs) if k not in seen)
        for back in range(1, context()["taken_up"] + 1):
            heads = self.by_sent.get(sent - back, ())
            subjects = [k for k in self.subjects.get(sent - back, ()) if k not in heads]
            yield from self.ranked([*heads, *subjects])

    def urged(self, token: int) -> list[int]:
        """Who is urged to change what is his own: "urged *Chad* to end *its* raids", "demande à *Lima* de …"."""
        tree, words = self.tree, self.lex.words
        verb = tree.heads[tree.heads[token]]
        if tree.deps[tree.heads[token]] not in ("obj", "obl:arg", "obl") or tree.lemmas[verb] not in words["yielding"]:
            return []
        verb = tree.first_conjunct(verb)
        above = tree.heads[verb]
        if tree.lemmas[above] not in words["urging"] or verb < above or tree.deps[verb] not in CONTROLLED:
            return []
        passive = any(tree.deps[k] == "aux:pass" for k in tree.kids[above])
        if passive:  # "*Chad* was urged to end *its* raids"
            return [k for k in tree.kids[above] if tree.deps[k] in SUBJECT]
        to = [k for k in tree.kids[above] if tree.deps[k].startswith("obl") and tree.case(k) in words["urged_by"]]
        return [k for k in (*tree.kids_by(above, "obj", "iobj"), *to) if k < verb]

    def denying(self, token: int) -> list[int]:
        """Who denies what is said of him: "*Oslo* rejected Lima's claims that *its* army had bombed it"."""
        tree, words = self.tree, self.lex.words
        path = [token, *tree.ancestors(token)]
        told = next((at for at, k in enumerate(path) if tree.deps[k] in ("acl", "ccomp")), len(path))
        for noun in path[told + 1 :]:
            if tree.lemmas[noun].lower() in words["charges"]:
                verb = tree.heads[noun]
                denied = tree.lemmas[verb] in words["denying"] and tree.deps[noun] == "obj"
                return [s for s in tree.kids_by(verb, "nsubj") if s < token] if denied else []
        return []

    def is_own(self, token: int) -> bool:
        """Whether "own" stands behind an owner, so that he does it to himself: "bombed *its own* people"."""
        return token + 1 < len(self.tree) and self.tree.lowers[token + 1] in self.lex.words["own"]

    def charged(self, token: int) -> list[int]:
        """Who is charged with what he did to his own: "accused *Chad* of bombing *its own* people"."""
        tree, verb = self.tree, self.tree.heads[self.tree.heads[token]]
        above = tree.heads[verb]
        if not self.is_own(token) or tree.deps[verb] not in CONTROLLED | {"advcl"} or tree.kids_by(verb, "nsubj"):
            return []
        return [k for k in tree.kids_by(above, "obj") if k < verb]

    def beside_gerund(self, token: int, spec: Pronoun) -> list[int]:
        """Whom the clause around a gerund has named, nearest first: "de soutenir *Lima* en *lui* livrant …"."""
        tree, verb = self.tree, self.tree.heads[token]
        gerund = tree.deps[verb] == "advcl" and self.lex.words["gerunds"] & {tree.lowers[k] for k in tree.kids[verb]}
        if spec.number != "sing" or not gerund or tree.deps[token] not in ("obj", "iobj"):
            return []
        return [k for k in reversed(self.by_sent.get(tree.sent_of[token], ())) if tree.heads[verb] < k < verb]

    def is_struck(self, token: int, verbs: list[int]) -> bool:
        """Whether an owner stands in what the subject of its clause strikes, not its own: "bombed *its* camps"."""
        if not verbs or verbs[0] > token or self.tree.lemmas[verbs[0]] not in self.lex.words["strikes"]:
            return False
        noun = self.tree.first_conjunct(self.tree.heads[token])
        if self.is_own(token) or self.tree.heads[noun] != verbs[0]:
            return False  # "condemned the murder of *its* soldiers"
        return bool(self.tree.kids_by(verbs[0], "nsubj")) or self.shares_subject(verbs[0])

    def renames(self, candidate: int, others: set[int]) -> bool:
        """Whether a phrase is the apposition of one of these: "the service (*SVR*) accused it"."""
        return self.tree.deps[candidate] == "appos" and self.tree.heads[candidate] in others

    def acting(self, token: int, spec: Pronoun) -> set[str | None]:
        """The subject of the clause, whom an object pronoun in it cannot mean: "*it* sold it drones"."""
        tree, verb = self.tree, self.tree.heads[token]
        if spec.owner:
            doers = self.judges(verb)  # "which blocked *its* bid"
        elif spec.reflexive or tree.deps[token] not in UNDERGOES:
            return set()
        else:
            doers = self.doers(verb)
        return {m.code or m.name for k in doers if k < token for m in self.of(k)}

    def doers(self, verb: int) -> list[int]:
        """The subjects of a verb, conjuncts included."""
        subjects = self.tree.kids_by(verb, "nsubj") or self.controlled(verb)
        return [j for k in subjects for j in self.tree.conjuncts(k)]

    def judges(self, noun: int) -> list[int]:
        """Who blocks or backs what somebody else has done or wants, and so does not own it: "blocked *its* bid"."""
        tree, words = self.tree, self.lex.words
        if tree.lemmas[noun].lower() not in words["judged"]:
            return []
        head, dep = tree.heads[noun], tree.deps[noun]
        if dep == "obj" and tree.lemmas[head] in words["judging"]:
            return self.doers(head)
        if not dep.startswith(("obl", "nmod")) or tree.case(noun) not in words["judged_by"]:
            return []
        said = [k for k in (head, *tree.kids_by(head, "obj")) if tree.lemmas[k] in words["judgements"]]
        owners = [k for name in said[:1] for k in tree.kids[name] if k != noun and self.of(k)]  # "*its* veto"
        return owners or [k for name in said[:1] for k in self.doers(tree.heads[name] if name == head else head)]

    def advised(self, token: int) -> list[int]:
        """Whom somebody tells what he must do: "told *Putin* that *he* should leave"."""
        tree, words = self.tree, self.lex.words
        verb = tree.heads[token]
        above = tree.heads[verb]
        duty = any(tree.lemmas[k].lower() in words["obliging"] for k in tree.kids[verb] if tree.deps[k][:3] == "aux")
        if not duty or tree.deps[verb] != "ccomp" or tree.lemmas[above] not in words["telling"]:
            return []
        return [k for k in tree.kids_by(above, "obj", "iobj") if k < token]

    def topic(self, token: int) -> list[int]:
        """Whom the clause says that it is about, before a pronoun that is its subject: "*quant à Oslo*, elle …"."""
        tree, verb = self.tree, self.tree.heads[token]
        if tree.deps[token] not in SUBJECT:
            return []
        return [k for k in tree.kids[verb] if k < token and tree.case(k) in self.lex.topics]

    def reproached(self, token: int) -> Iterator[int]:
        """To whom something is done for what is his: "fined *Lima* over its war", "thanked *Lima* for its help"."""
        tree = self.tree
        for k in reversed([k for k in self.by_sent.get(tree.sent_of[token], ()) if k < token]):
            dep, head = tree.deps[k].partition(":")[0], tree.heads[k]
            beside = dep == "obl" and bool(tree.kids_by(head, "obj"))
            suffers = dep == "obj" or ((dep == "nmod" or beside) and tree.case(k) in self.lex.words["reproached"])
            if suffers and not self.inside(token, k):
                yield k
                return
            if tree.pos[head] in ("VERB", "AUX") and dep.startswith("nsubj"):
                return

    def warned(self, token: int) -> list[int]:
        """Whom a harm or a help is held out to if he does something: "will sanction *Lima* if it invades"."""
        tree, verb, words = self.tree, self.tree.heads[token], self.lex.words
        if not any(tree.lowers[k] in words["provisos"] for k in tree.kids_by(verb, "mark")) or tree.heads[verb] > verb:
            return []
        start = tree.sent_range(token)[0]
        held_out = [k for k in range(start, verb) if tree.lemmas[k] in words["held_out"] and tree.pos[k] == "VERB"]
        return [k for k in self.by_sent.get(tree.sent_of[token], ()) if held_out and held_out[-1] < k < token][:1]

    def shares_subject(self, verb: int) -> bool:
        """Whether a verb without a subject of its own takes that of the verb above: "received him and *told* him"."""
        tree = self.tree
        shared = tree.deps[verb] in SHARING and not any(tree.deps[k] in SUBJECT for k in tree.kids[verb])
        return shared and not self.controlled(verb)

    def controlled(self, verb: int) -> list[int]:
        """Whom the verb above has do it, and who is its subject: "accused *Lima* of arming it", "urged *Lima* to"."""
        tree, above, words = self.tree, self.tree.heads[verb], self.lex.words
        if above == verb or tree.deps[verb].startswith(("conj", "acl:relcl")):
            return []
        if tree.deps[verb] == "advcl" and any(tree.lowers[k] in words["purposes"] for k in tree.kids[verb]):
            return []
        if tree.lemmas[above] not in words["controlling"] or any("VerbForm=Fin" in m for m in self.forms(verb)):
            return []
        named = tree.kids_by(above, "obj", "iobj") or [k for k in tree.kids[above] if tree.deps[k] == "obl:arg"]
        return [k for k in named if above < k < verb]

    def forms(self, verb: int) -> list[str]:
        """The forms of a verb and of its auxiliaries."""
        return [self.tree.morphs[k] for k in (verb, *self.tree.kids_by(verb, "aux", "cop", "aux:pass"))]

    def beyond(self, token: int, verbs: list[int]) -> Iterator[int]:
        """Whom an object in a clause before the main one can mean: "after accusing *it*, Oslo turned to *Chad*"."""
        if len(verbs) < 2 or tuple(self.tree.deps[v] for v in verbs[:1]) != ("advcl",) or verbs[1] < verbs[0]:
            return
        if not self.by_sent_before(token):
            yield from (k for k in self.tree.kids[verbs[1]] if k > verbs[0] and self.tree.deps[k] in UNDERGOES)

    def by_sent_before(self, token: int) -> bool:
        """Whether somebody is named in the sentence before a token."""
        before = [k for k in self.by_sent.get(self.tree.sent_of[token], ()) if k < token and not self.inside(token, k)]
        return any(self.tree.pos[k] != "DET" for k in before)

    def ranked(self, heads: list[int]) -> list[int]:
        """Heads of a sentence in the order of salience: main subject, other subjects, objects, the rest."""
        deps = self.tree.deps

        def rank(k: int) -> tuple[int, bool, int]:
            place = next((n for n, labels in enumerate(SALIENCE) if deps[k] in labels), len(SALIENCE))
            return place, not (place or self.tree.is_root(self.tree.heads[k])), k

        return sorted(heads, key=rank)

    def fitting(self, candidate: int, spec: Pronoun) -> tuple[Mention, ...] | None:
        """The candidate's mentions when they agree with the pronoun."""
        if spec.number == "plur":
            return self.plural(candidate, spec)
        found = self.of(candidate)
        if found and not spec.place and (found[0].kind == "place" or (found[0].place and not spec.owner)):
            return None
        if len(found) != 1 or found[0].kind == "media" or (found[0].name == "we" and found[0].code is None):
            return None
        one = found[0]
        if self.is_plural(candidate, one) and not self.is_collective(one):
            return None
        human = self.is_human(candidate, one)
        if (spec.who == "people" and not human) or (spec.who == "states" and human):
            return None
        gender = self.gender(candidate, one)
        if human and spec.gender in ("m", "f") and gender and gender[0] != spec.gender:
            return None
        if not human and spec.gender in ("m", "f") and gender and gender[0] not in (spec.gender, "n"):
            return None
        vague = one.code is None and not human and one.kind == "role"
        if vague and (spec.who == "states" or one.sector in context()["of_states"]):
            return None  # "the service", whose is not said
        return found

    def plural(self, candidate: int, spec: Pronoun) -> tuple[Mention, ...] | None:
        """The mentions of a coordination, a plural noun or a group."""
        members = self.tree.conjuncts(candidate) if self.tree.deps[candidate] != "conj" else [candidate]
        if len(members) > 1:
            found = unique(m for k in members for m in self.of(k))
            clash = self.clashes(spec, [(k, m) for k in members for m in self.of(k)])
            return found if len(found) > 1 and not clash else None
        mentions = self.of(candidate)
        if not mentions or mentions[0].kind == "media" or mentions[0].name == "we":
            return None
        if len(mentions) > 1:
            return None if self.clashes(spec, [(m.head, m) for m in mentions]) else mentions
        gender = self.gender(candidate, mentions[0])
        if spec.gender == "f" and gender and gender[0] == "m":
            return None
        return mentions if self.is_plural(candidate, mentions[0]) else None

    def are_things(self, token: int) -> bool:
        """Whether a pronoun of several means no states ("elles": the sanctions, the forces), when nobody fits it."""
        spec = self.lex.pronouns.get(self.tree.lowers[token])
        return spec is not None and spec.number == "plur" and spec.gender == "f"

    def clashes(self, spec: Pronoun, named: list[tuple[int, Mention]]) -> bool:
        """Whether one of several is no woman's or feminine name, where "elles" asks for nothing else."""
        return spec.gender == "f" and any(self.gender(k, m).startswith("m") for k, m in named)

    def ends_search(self, candidate: int, token: int, spec: Pronoun) -> bool:
        """Whether a subject that is nobody agrees with the pronoun, so that it is the antecedent."""
        tree = self.tree
        if spec.owner or spec.who == "people" or tree.deps[candidate] not in SUBJECT or tree.pos[candidate] != "NOUN":
            return False
        found = self.of(candidate)
        if found and (tree.sent_of[candidate] != tree.sent_of[token] or any(m.code or m.kind != "role" for m in found)):
            return False  # "the company said that it …": a firm of no name is meant, and no state before
        plural = tree.feature(candidate, "Number") == "Plur"
        gender = tree.feature(candidate, "Gender")[:1].lower()
        agrees = not spec.gender or spec.gender == "n" or not gender or gender == spec.gender
        return (spec.number == "plur") == plural and agrees and tree.sent_of[token] - tree.sent_of[candidate] <= 1

    # ------------------------------------------------------------ the last state
    def last_state(self, token: int, allowed: frozenset[str] | None = None, *, located: bool = False) -> Mention | None:
        """The state that "the country" means: a subject above, then the last spoken of.

        The subject of its own clause is another state ("France has troops in the country");
        `located`: after "in", where a state spoken of as a place comes first.
        """
        tree, sent = self.tree, self.tree.sent_of[token]
        a_state = {tree.lowers[token], tree.lemmas[token].lower()} & self.lex.described  # "the country" is no body

        def fit(m: Mention) -> bool:
            return not a_state or m.code in states()

        clauses = list(self.clauses_above(token))
        doers = [k for verb in clauses[:1] for k in tree.kids_by(verb, "nsubj") if k != token]
        own = {m.code for k in doers if not self.inside(token, k) for m in self.of(k)}
        if clauses and token in tree.kids_by(clauses[0], "nsubj"):
            own |= self.over_against(clauses[0])
        above = [k for verb in clauses[1:] for k in tree.kids_by(verb, "nsubj")]
        orders = [[k for k in above if k < token and not self.inside(token, k)]]
        orders.append([k for k in reversed(self.by_sent.get(sent, [])) if k < token and not self.inside(token, k)])
        reach = context()["taken_up"] if allowed is None else context()["taken_up_among"]
        if located:
            places = [k for back in range(reach + 1) for k in reversed(self.by_sent.get(sent - back, [])) if k < token]
            orders.insert(0, [k for k in places if any(m.place and m.kind != "place" for m in self.of(k))])
        near = [self.ranked(list(self.by_sent.get(sent - back, ()))) for back in range(1, reach + 1)]
        if located:
            main = self.main_state(token, own)
            near = [sorted(heads, key=lambda k: all(m.code != main for m in self.of(k))) for heads in near]
        orders += near
        for order in orders:
            for k in order:
                for m in self.of(k):
                    if not m.code or m.code == "?" or m.kind == "media":
                        continue
                    if (m.code not in own and fit(m)) if allowed is None else m.code in allowed:
                        return m
        return None

    def over_against(self, verb: int) -> set[str | None]:
        """Whom a verb's object or what goes "against", "with" names: its subject is none of them."""
        tree, facing = self.tree, self.lex.words["over_against"]
        verbs = [verb, *(k for k in tree.kids_by(verb, "xcomp") if k > verb)]
        objects = [k for v in verbs for k in tree.kids_by(v, "obj") if k > verb]
        beside = [k for v in (*verbs, *objects) for k in tree.kids[v] if k > verb and tree.case(k) in facing]
        return {m.code for k in (*objects, *beside) if tree.pos[k] == "PROPN" for m in self.of(k)}

    def main_state(self, token: int, own: set[str | None]) -> str | None:
        """The state spoken of most often before a token, none of `own`."""
        named = Counter(
            m.code
            for sent in range(self.tree.sent_of[token] + 1)
            for k in self.by_sent.get(sent, ())
            if k < token
            for m in self.of(k)
            if m.code in states() and m.code not in own
        )
        return named.most_common(1)[0][0] if named else None
