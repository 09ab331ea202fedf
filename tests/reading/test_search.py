"""Ends that the words of an act leave out, on hand-built parses."""

from tests.reading.several import ends, read_several

STRUCK = (
    "Iran attacked Oman .",
    "Iran Iran PROPN 2 nsubj", "attacked attack VERB 0 root VerbForm=Fin|Tense=Past", "Oman Oman PROPN 2 obj", ". . PUNCT 2 punct",
)  # fmt: skip
MET = (
    "Peru met Chile .",
    "Peru Peru PROPN 2 nsubj", "met meet VERB 0 root VerbForm=Fin|Tense=Past", "Chile Chile PROPN 2 obj", ". . PUNCT 2 punct",
)  # fmt: skip


def test_the_attack_told_before_has_the_same_target():
    claims = read_several(
        "en",
        STRUCK,
        (
            "Iran denied involvement in the attack .",
            "Iran Iran PROPN 2 nsubj", "denied deny VERB 0 root VerbForm=Fin|Tense=Past", "involvement involvement NOUN 2 obj",
            "in in ADP 6 case", "the the DET 6 det", "attack attack NOUN 3 nmod", ". . PUNCT 2 punct",
        ),
    )  # fmt: skip
    again = [c for c in claims if c.act == "attack"][-1]
    assert ends(again) == "attack IRN>OMN"


def test_a_search_says_its_reasons_and_its_doubt():
    claims = read_several(
        "en",
        STRUCK,
        STRUCK,
        (
            "Iran threatened strikes .",
            "Iran Iran PROPN 2 nsubj", "threatened threaten VERB 0 root VerbForm=Fin|Tense=Past",
            "strikes strike NOUN 2 obj Number=Plur", ". . PUNCT 2 punct",
        ),
    )  # fmt: skip
    threat = next(c for c in claims if c.act == "threaten")
    assert ends(threat) == "threaten IRN>OMN"
    assert {"end.partner", "end.main"} <= set(threat.rules)
    assert [t.code for t in threat.trouble] == ["guessed-actor"]


def test_nobody_near_is_no_claim():
    claims = read_several(
        "en",
        (
            "Iran criticised the plan .",
            "Iran Iran PROPN 2 nsubj", "criticised criticise VERB 0 root VerbForm=Fin|Tense=Past", "the the DET 4 det",
            "plan plan NOUN 2 obj", ". . PUNCT 2 punct",
        ),
    )  # fmt: skip
    assert claims == ()


def test_a_bare_event_noun_takes_the_pair_of_the_last_like_act():
    rows = (
        "Talks will continue .",
        "Talks talk NOUN 3 nsubj Number=Plur", "will will AUX 3 aux", "continue continue VERB 0 root VerbForm=Inf", ". . PUNCT 3 punct",
    )  # fmt: skip
    assert [ends(c) for c in read_several("en", MET, rows)] == ["meet PER>CHL", "meet PER>CHL"]
    assert read_several("en", rows) == ()


def test_a_guessed_pair_is_not_handed_on():
    talks = (
        "Talks will continue .",
        "Talks talk NOUN 3 nsubj Number=Plur", "will will AUX 3 aux", "continue continue VERB 0 root VerbForm=Inf", ". . PUNCT 3 punct",
    )  # fmt: skip
    quiet = ("Nobody spoke .", "Nobody nobody PRON 2 nsubj", "spoke speak VERB 0 root", ". . PUNCT 2 punct")
    claims = read_several("en", MET, *[quiet] * 2, talks, *[quiet] * 12, talks)
    assert [ends(c) for c in claims] == ["meet PER>CHL", "meet PER>CHL"]


def test_the_doer_of_an_attack_may_stay_unknown():
    claims = read_several(
        "en",
        (
            "The attack on Oman failed .",
            "The the DET 2 det", "attack attack NOUN 5 nsubj", "on on ADP 4 case", "Oman Oman PROPN 2 nmod",
            "failed fail VERB 0 root VerbForm=Fin|Tense=Past", ". . PUNCT 5 punct",
        ),
    )  # fmt: skip
    assert [ends(c) for c in claims] == ["attack ?>OMN"]


BLAMED = (
    "Peru and Chile accused Iran .",
    "Peru Peru PROPN 4 nsubj", "and and CCONJ 3 cc", "Chile Chile PROPN 1 conj", "accused accuse VERB 0 root VerbForm=Fin|Tense=Past",
    "Iran Iran PROPN 4 obj", ". . PUNCT 4 punct",
)  # fmt: skip
DENIED = (
    "Iran denied the claim .",
    "Iran Iran PROPN 2 nsubj", "denied deny VERB 0 root VerbForm=Fin|Tense=Past", "the the DET 4 det", "claim claim NOUN 2 obj",
    ". . PUNCT 2 punct",
)  # fmt: skip


def test_a_denial_goes_to_each_accuser():
    claims = read_several("en", BLAMED, DENIED)
    assert {ends(c) for c in claims if c.act == "deny"} == {"deny IRN>PER", "deny IRN>CHL"}


def test_a_national_stands_for_his_state_when_seized():
    claims = read_several(
        "en",
        (
            "Cuba arrested a Danish tourist .",
            "Cuba Cuba PROPN 2 nsubj", "arrested arrest VERB 0 root VerbForm=Fin|Tense=Past", "a a DET 5 det",
            "Danish danish ADJ 5 amod", "tourist tourist NOUN 2 obj", ". . PUNCT 2 punct",
        ),
    )  # fmt: skip
    assert [ends(c) for c in claims] == ["coerce CUB>DNK"]


def test_people_of_no_state_are_no_end():
    claims = read_several(
        "en",
        (
            "Cuba praised the artists .",
            "Cuba Cuba PROPN 2 nsubj", "praised praise VERB 0 root VerbForm=Fin|Tense=Past", "the the DET 4 det",
            "artists artist NOUN 2 obj Number=Plur", ". . PUNCT 2 punct",
        ),
    )  # fmt: skip
    assert claims == ()


def test_in_reported_speech_its_means_the_speaker_not_the_one_spoken_to():
    claims = read_several(
        "en",
        (
            "Cuba told Chile that sanctions deepened its mistrust of Peru .",
            "Cuba Cuba PROPN 2 nsubj", "told tell VERB 0 root VerbForm=Fin|Tense=Past", "Chile Chile PROPN 2 iobj",
            "that that SCONJ 6 mark", "sanctions sanction NOUN 6 nsubj Number=Plur",
            "deepened deepen VERB 2 ccomp VerbForm=Fin|Tense=Past", "its its PRON 8 nmod:poss", "mistrust mistrust NOUN 6 obj",
            "of of ADP 10 case", "Peru Peru PROPN 8 nmod", ". . PUNCT 2 punct",
        ),
    )  # fmt: skip
    assert "oppose CUB>PER" in [ends(c) for c in claims]


def test_whom_the_article_is_about_by_far_is_who_is_meant():
    slept = (
        "Peru slept .",
        "Peru Peru PROPN 2 nsubj", "slept sleep VERB 0 root VerbForm=Fin|Tense=Past", ". . PUNCT 2 punct",
    )  # fmt: skip
    recalled = (
        "Chile recalled its ambassador .",
        "Chile Chile PROPN 2 nsubj", "recalled recall VERB 0 root VerbForm=Fin|Tense=Past", "its its PRON 4 nmod:poss Poss=Yes",
        "ambassador ambassador NOUN 2 obj", ". . PUNCT 2 punct",
    )  # fmt: skip
    claims = read_several("en", *[slept] * 6, recalled)
    assert [ends(c) for c in claims] == ["sever CHL>PER"]
    assert "end.dominant-to" in claims[0].rules
    assert read_several("en", *[slept] * 2, recalled) == ()


def test_who_acts_together_with_somebody_is_not_whom_it_is_done_to():
    """ "Their" is Chile and Peru, however the pronoun was resolved."""
    claims = read_several(
        "en",
        (
            "Chile and Peru recalled their ambassadors .",
            "Chile Chile PROPN 4 nsubj", "and and CCONJ 3 cc", "Peru Peru PROPN 1 conj",
            "recalled recall VERB 0 root VerbForm=Fin|Tense=Past", "their their PRON 6 nmod:poss Poss=Yes|Number=Plur",
            "ambassadors ambassador NOUN 4 obj", ". . PUNCT 4 punct",
        ),
    )  # fmt: skip
    assert claims == ()


RAID_KILLED = (
    "The raid killed ten .",
    "The the DET 2 det Definite=Def|PronType=Art", "raid raid NOUN 3 nsubj Number=Sing", "killed kill VERB 0 root VerbForm=Fin|Tense=Past",
    "ten ten NUM 3 obj", ". . PUNCT 3 punct",
)  # fmt: skip


def test_a_bare_deed_that_is_a_subject_takes_up_the_one_just_told():
    again = read_several("en", STRUCK, RAID_KILLED)[-1]
    assert ends(again) == "attack IRN>OMN" and again.rules[:2] == ("attack.attack_noun", "end.retold")


def test_what_is_only_alleged_is_not_taken_up_as_a_deed():
    accused = (
        "Oman accused Iran of attacking Peru .",
        "Oman Oman PROPN 2 nsubj", "accused accuse VERB 0 root VerbForm=Fin|Tense=Past", "Iran Iran PROPN 2 obj",
        "of of ADP 5 mark", "attacking attack VERB 2 advcl VerbForm=Part", "Peru Peru PROPN 5 obj", ". . PUNCT 2 punct",
    )  # fmt: skip
    assert [c.act for c in read_several("en", accused, RAID_KILLED)] == ["accuse", "attack"]


def test_a_group_without_a_code_is_condemned_for_the_raid_it_made():
    claims = read_several(
        "en",
        (
            "Hamas attacked Oman .",
            "Hamas Hamas PROPN 2 nsubj", "attacked attack VERB 0 root VerbForm=Fin|Tense=Past", "Oman Oman PROPN 2 obj", ". . PUNCT 2 punct",
        ),
        (
            "Chad condemned the raid .",
            "Chad Chad PROPN 2 nsubj", "condemned condemn VERB 0 root VerbForm=Fin|Tense=Past",
            "the the DET 4 det Definite=Def|PronType=Art", "raid raid NOUN 2 obj", ". . PUNCT 2 punct",
        ),
    )  # fmt: skip
    assert ends(claims[-1]) == "oppose TCD>@Hamas"
