"""Shapes that cannot be, put right by form alone: on lists, no parser."""

from ostraka.languages.pack import table
from ostraka.reading.parsing.closed import mend_of
from ostraka.reading.parsing.mending import mend


def mended(language, *rows):
    """The relations after mending, as "word relation head" lines; rows as in `from_rows`."""
    fields = [r.split() for r in rows]
    words = [f[0] for f in fields]
    deps, heads = [f[4] for f in fields], [int(f[3]) - 1 if int(f[3]) else k for k, f in enumerate(fields)]
    pos, lemmas, morphs = [f[2] for f in fields], [f[1] for f in fields], [f[5] if len(f) > 5 else "" for f in fields]
    mend(mend_of(table(language, "grammar")), [w.lower() for w in words], lemmas, pos, deps, heads, morphs)
    return {w: (deps[k], words[heads[k]]) for k, w in enumerate(words)}


def test_a_name_before_a_verb_without_a_subject_is_its_own():
    found = mended(
        "en",
        "Cuba Cuba PROPN 2 nsubj", "beat beat VERB 0 root VerbForm=Fin", "Chile Chile PROPN 2 obj", "and and CCONJ 3 cc",
        "Peru Peru PROPN 3 conj", "would would AUX 7 aux VerbForm=Fin", "leave leave VERB 2 conj VerbForm=Inf",
    )  # fmt: skip
    assert found["Peru"] == ("nsubj", "leave")


def test_a_verb_without_a_subject_right_after_its_conjunction_keeps_the_shared_one():
    found = mended(
        "en",
        "Cuba Cuba PROPN 2 nsubj", "beat beat VERB 0 root VerbForm=Fin", "Chile Chile PROPN 2 obj", "and and CCONJ 5 cc",
        "left leave VERB 2 conj VerbForm=Fin",
    )  # fmt: skip
    assert found["Chile"] == ("obj", "beat")


def test_a_clause_taken_for_the_subject_comes_first():
    found = mended(
        "fr",
        "Cuba Cuba PROPN 2 nsubj", "quitte quitter VERB 6 nsubj VerbForm=Fin", "Lima Lima PROPN 2 obj", "et et CCONJ 5 cc",
        "Oslo Oslo PROPN 3 conj", "cède céder VERB 0 root VerbForm=Fin",
    )  # fmt: skip
    assert (found["Oslo"], found["quitte"], found["cède"]) == (
        ("nsubj", "cède"),
        ("root", "quitte"),
        ("conj", "quitte"),
    )


def test_who_speaks_somewhere_urges_not_the_place():
    found = mended(
        "en",
        "Cuba Cuba PROPN 2 nsubj", "spoke speak VERB 0 root VerbForm=Fin", "in in ADP 4 case", "Lima Lima PROPN 2 obl",
        "urging urge VERB 4 acl VerbForm=Part|Tense=Pres", "calm calm NOUN 5 obj",
    )  # fmt: skip
    assert found["urging"] == ("advcl", "spoke")


def test_a_name_behind_a_day_is_the_object():
    found = mended(
        "fr",
        "Cuba Cuba PROPN 3 nsubj", "a avoir AUX 3 aux", "sanctionné sanctionner VERB 0 root VerbForm=Part|Tense=Past",
        "jeudi jeudi NOUN 3 obl:mod", "l' le DET 6 det", "Iran Iran PROPN 4 nmod",
    )  # fmt: skip
    assert found["Iran"] == ("obj", "sanctionné")


def test_a_perfect_with_avoir_alone_is_active_and_an_odd_adverb_before_it_is_a_name():
    found = mended(
        "fr",
        "Petit petit ADV 4 advmod", "a avoir AUX 4 aux VerbForm=Fin", "clairement clairement ADV 4 advmod",
        "accusé accuser VERB 0 root Tense=Past|VerbForm=Part", "Oslo Oslo PROPN 4 obj",
    )  # fmt: skip
    assert found["Petit"] == ("nsubj", "accusé")
    found = mended(
        "fr",
        "Lima Lima PROPN 3 nsubj:pass", "a avoir AUX 3 aux VerbForm=Fin", "accusé accuser VERB 0 root", "Oslo Oslo PROPN 3 obj",
    )  # fmt: skip
    assert found["Lima"] == ("nsubj", "accusé")


def test_a_gerund_and_a_participle_after_a_comma_are_the_doing_of_the_subject():
    found = mended(
        "fr",
        "Oslo Oslo PROPN 2 nsubj", "soutient soutenir VERB 0 root VerbForm=Fin", "Lima Lima PROPN 2 obj", "en en ADP 5 mark",
        "déployant déployer VERB 3 acl Tense=Pres|VerbForm=Part",
    )  # fmt: skip
    assert found["déployant"] == ("advcl", "soutient")
    found = mended(
        "fr",
        "Oslo Oslo PROPN 2 nsubj", "rompt rompre VERB 0 root VerbForm=Fin", "avec avec ADP 4 case", "Lima Lima PROPN 2 obl",
        ", , PUNCT 6 punct", "accusant accuser VERB 4 acl Tense=Pres|VerbForm=Part", "Quito Quito PROPN 6 obj",
    )  # fmt: skip
    assert found["accusant"] == ("advcl", "rompt")


def test_par_behind_the_object_of_an_active_verb_belongs_to_the_object():
    found = mended(
        "fr",
        "Oslo Oslo PROPN 3 nsubj", "a avoir AUX 3 aux VerbForm=Fin", "dénoncé dénoncer VERB 0 root", "l' le DET 5 det",
        "invasion invasion NOUN 3 obj", "par par ADP 7 case", "Lima Lima PROPN 3 obl:agent",
    )  # fmt: skip
    assert found["Lima"] == ("nmod", "invasion")


def test_a_participle_with_a_subject_takes_the_noun_behind_it_as_its_object():
    found = mended(
        "en",
        "bid bid NOUN 0 root", "which which PRON 4 nsubj", "had have AUX 4 aux", "strained strain VERB 5 amod VerbForm=Part",
        "ties tie NOUN 1 appos", "between between ADP 7 case", "Oslo Oslo PROPN 5 nmod",
    )  # fmt: skip
    assert (found["strained"], found["ties"]) == (("acl:relcl", "bid"), ("obj", "strained"))


def test_a_participle_that_describes_stays_so():
    found = mended("en", "strained strain VERB 2 amod VerbForm=Part", "ties tie NOUN 0 root")
    assert found["strained"] == ("amod", "ties")
