"""Who does what to whom in French sentences: the mended trees give the subject and object that a reader sees."""

import tomllib
from pathlib import Path

from ostraka.reading.acting.roles import Roles
from ostraka.reading.acting.syntax import syntax_of
from ostraka.reading.parsing.parse import trees
from ostraka.reading.parsing.plain import plainer_of

GOLD = Path(__file__).parents[1] / "gold"
FLOOR = tomllib.loads((GOLD / "floors.toml").read_text(encoding="utf-8"))["fr"]["parses"]


def cases():
    """The sentences of parses.fr.txt with what each verb wants."""
    lines = (GOLD / "parses.fr.txt").read_text(encoding="utf-8").splitlines()
    rows = [line.rsplit("|", 1) for line in lines if line and not line.startswith("#")]
    return [(sentence.strip(), [w.strip() for w in wanted.split(";")]) for sentence, wanted in rows]


def words(tree, token):
    """The words that a filler may be named by: its own, and the further parts of a name."""
    parts = [k for k in tree.kids[token] if tree.deps[k].partition(":")[0] in ("flat", "compound", "appos")]
    return {w for k in (token, *parts) for w in (tree.lowers[k], *tree.lowers[k].split("-"))}


def holds(tree, tokens, wanted):
    """Whether the tokens (with their conjuncts) are the words of `A+B`, each once."""
    found = [c for t in tokens for c in tree.conjuncts(t)]
    names = [] if wanted == "-" else wanted.lower().split("+")
    for name in names:
        hit = next((k for k in found if name in words(tree, k)), None)
        if hit is None:
            return False
        found.remove(hit)
    return not found


def is_right(tree, roles, wanted):
    """Whether `verb: subject > object, preposition noun` holds in the tree."""
    verb, _, rest = wanted.partition(":")
    subject, _, others = rest.partition(">")
    obj, *obliques = [x.strip() for x in others.split(",")]
    token = next((k for k in range(len(tree)) if tree.lowers[k].partition("-")[0] == verb.lower()), None)
    if token is None or tree.pos[token] not in ("VERB", "AUX"):
        return False
    if not holds(tree, roles.subject(token), subject.strip()) or not holds(tree, roles.object(token), obj):
        return False
    pairs = [o.rsplit(" ", 1) for o in obliques]
    return all(
        any(noun.lower() in words(tree, c) for k in roles.obliques(token, {prep}) for c in tree.conjuncts(k))
        for prep, noun in pairs
    )


def test_subjects_and_objects():
    given = cases()
    wrong, total = [], 0
    for (sentence, wanted), tree in zip(given, trees([s for s, _ in given], "fr"), strict=True):
        roles = Roles(tree, syntax_of("fr"))
        for want in wanted:
            total += 1
            if not is_right(tree, roles, want):
                wrong.append(f"{want}   in: {sentence}")
    assert total >= 170
    assert 1 - len(wrong) / total >= FLOOR, "\n".join(wrong)


def test_a_present_after_a_name_is_shown_as_the_imperfect():
    plain = plainer_of("fr").plain
    assert plain("Kiev presse Berlin.").shown == "Kiev pressait Berlin."
    assert plain("Kiev presse Berlin.").verbs == {5: "presser"}
    assert plain("La Corée du Nord livre des obus.").shown == "La Corée du Nord livrait des obus."
    assert plain("les armes que livre l'Iran").shown == "les armes que livrait l'Iran"


def test_nouns_prepositions_and_participles_are_shown_as_they_stand():
    for text in (
        "La presse de Kiev cite le livre.",
        "un accord entre Kiev et Moscou",
        "Une nouvelle attaque la nuit dernière",
        "un accord de libre échange avec l'Inde",
        "La Russie a conduit la délégation.",
        "L'accusé reste en prison.",
    ):
        assert plainer_of("fr").plain(text).shown.replace("citait", "cite") == text


def test_every_word_stands_where_it_stood():
    text = "« Kiev presse Berlin », dit-il. La Turquie bombarde des positions."
    tree = next(trees([text], "fr"))
    assert [text[a:b] for a, b in zip(tree.starts, tree.ends, strict=True)] == tree.words
    assert {"presse", "bombarde"} <= set(tree.words)
    assert tree.feature(tree.words.index("bombarde"), "Tense") == "Pres"
    assert tree.lemmas[tree.words.index("bombarde")] == "bombarder"


def test_english_shows_the_past_only_where_no_noun_could_stand():
    shown = {
        text: plainer_of("en").plain(text).shown for text in ("Chad bombs rebels", "Chad strikes were few", "all bans")
    }
    assert list(shown.values()) == ["Chad bombed rebels", "Chad strikes were few", "all bans"]


def test_no_tree_has_a_ring():
    texts = [line.split("|")[0] for line in (Path(__file__).parent / "news.fr.txt").read_text("utf-8").splitlines()]
    for tree in trees([t for t in texts if t and not t.startswith("#")], "fr"):
        for k in range(len(tree)):
            top = k
            for _ in range(len(tree)):
                top = tree.heads[top]
            assert tree.is_root(top), tree.text
