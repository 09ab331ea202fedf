"""The weighing by examples: allegation, denial, admission, promise, ending, roots, grades, decisions."""

from __future__ import annotations

from datetime import date, timedelta

import msgspec
import pytest

from ostraka import weighing
from ostraka.claims import Claim, Proposition, Tie, Trouble
from ostraka.errors import BadDate, UnknownName
from ostraka.weighing import policy
from ostraka.weighing.chain import chain
from ostraka.weighing.changes import changes, status
from ostraka.weighing.policy import table
from tests.weighing.build import Copy, Decided, claim

KIRBY = claim(
    "PRK > RUS transfer arms:arms.ammunition attempted PR+", by="John Kirby/USA; /USA/government", on="2022-11-02"
)
DENIAL = claim("PRK > RUS transfer arms done CT-", by="/PRK/government", on="2022-11-08")
ALLEGED = claim("IRN > RUS transfer arms:arms.uav done CT+", by="officials/USA/anonymous", on="2022-10-18")
DENIED = claim("IRN > RUS transfer arms:arms.uav done CT-", by="Nasser Kanaani/IRN", on="2022-10-18", outlet="Wire")
ADMITTED = claim("IRN > RUS transfer arms:arms.uav done CT+", by="Hossein Amir-Abdollahian/IRN", on="2022-11-05")
PROMISED = claim("IRN > RUS transfer arms:arms.missile promised CT+", by="officials/IRN/anonymous", on="2022-10-19")


def tie(*said: Claim, **known: object) -> Tie:
    """The one tie of what is said."""
    (made,) = weighing.ties(said, **known)  # type: ignore[arg-type]
    return made


def proposition(*said: Claim, goods: str | None = None, **known: object) -> Proposition:
    """The one proposition about such goods."""
    (made,) = [p for p in weighing.propositions(said, **known) if p.goods == goods]  # type: ignore[arg-type]
    return made


def verbs(p: Proposition) -> list[tuple[str, str]]:
    """Who does what with it, oldest first."""
    return [(s.party, s.verb) for s in p.stances]


def test_a_denial_stands_beside_the_allegation_that_it_contests() -> None:
    alone, both = tie(KIRBY), tie(KIRBY, DENIAL)
    assert not alone.contested and both.contested
    assert alone.credence > both.credence > 0.3
    assert both.stage == "attempted" and both.ended is None
    assert verbs(proposition(KIRBY, DENIAL, goods="arms.ammunition")) == [("USA", "alleges"), ("PRK", "denies")]


def test_an_admission_lifts_the_tie_above_the_allegation_and_settles_the_denial() -> None:
    before, after = tie(ALLEGED, DENIED), tie(ALLEGED, DENIED, ADMITTED)
    assert before.contested and not after.contested
    assert after.credence > 0.9 > tie(ALLEGED).credence
    p = proposition(ALLEGED, DENIED, ADMITTED, goods="arms.uav")
    assert ("IRN", "confirms") in verbs(p) and ("IRN", "denies") in verbs(p)
    assert any(r.code == "aside" and "Kanaani" in r.words for r in p.reasons)


def test_who_admits_drones_has_not_admitted_missiles() -> None:
    """His general denial no longer counts of drones, nor of arms; it still contests the missiles."""
    general = claim("IRN > RUS transfer arms done CT-", by="Nasser Kanaani/IRN", on="2022-10-18")
    missiles = claim("IRN > RUS transfer arms:arms.missile done CT+", by="Anna Berg/", on="2022-10-19")
    said = (ALLEGED, general, missiles, ADMITTED)
    for goods, contested in (("arms.uav", False), (None, False), ("arms.missile", True)):
        p = proposition(*said, goods=goods)
        assert p.contested == contested
        assert any(s.verb == "denies" and s.weight < 0 for s in p.stances) == contested
        assert any(r.code == "aside" and "Kanaani" in r.words for r in p.reasons) != contested


def test_who_admits_arms_has_not_admitted_drones() -> None:
    """An admission of the general takes back no denial of the special."""
    drones = claim("IRN > RUS transfer arms:arms.uav done CT-", by="Nasser Kanaani/IRN", on="2022-10-18")
    arms = claim("IRN > RUS transfer arms done CT+", by="Hossein Amir-Abdollahian/IRN", on="2022-11-05")
    assert proposition(ALLEGED, drones, arms, goods="arms.uav").contested


def test_a_denial_of_other_goods_cannot_lift_a_tie() -> None:
    denied = claim("PRK > RUS transfer arms:arms.uav,arms.missile sought CT-", by="Maria Zakharova/RUS")
    shells = claim("PRK > RUS transfer arms:arms.ammunition sought CT-", by="Anna Berg/")
    asked = claim("PRK > RUS transfer arms:arms.ammunition sought PS+", by="officials/USA/anonymous")
    assert tie(shells, asked, denied).credence <= tie(shells, asked).credence


def test_a_later_denial_does_not_undo_an_admission() -> None:
    again = claim("IRN > RUS transfer arms done CT-", by="Nasser Kanaani/IRN", on="2022-11-20")
    assert 0.8 < tie(ADMITTED, again).credence <= tie(ADMITTED).credence
    assert tie(ADMITTED, again).contested


def test_an_outlet_that_takes_it_back_no_longer_affirms_it() -> None:
    said = claim("CHN > RUS transfer arms done CT+", outlet="The Gazette", on="2022-11-02")
    back = claim("CHN > RUS transfer arms done CT-", outlet="The Gazette", on="2022-11-09")
    assert tie(said, back).credence < 0.2
    assert ("The Gazette", "retracts") in verbs(proposition(said, back)) or not tie(said, back).contested


def test_a_promise_is_not_a_delivery() -> None:
    made = tie(PROMISED)
    rungs = {r.stage: r.credence for r in made.rungs}
    assert made.stage == "promised" and rungs["done"] < 0.35 < 0.7 < rungs["promised"]
    delivered = claim("IRN > RUS transfer arms:arms.missile done CT+", by="officials/IRN/anonymous", on="2022-12-01")
    later = tie(PROMISED, delivered)
    assert later.stage == "done"
    assert [(r.stage, r.first) for r in later.rungs if r.claims] == [("promised", "2022-10-19"), ("done", "2022-12-01")]


def test_only_a_claim_that_it_ended_ends_it() -> None:
    done = claim("BLR > RUS transfer energy done CT+", on="2022-06-01")
    over = claim("BLR > RUS transfer energy ended CT+", by="/BLR/government", on="2022-09-01")
    on = claim("BLR > RUS transfer energy done CT+", on="2022-12-01", outlet="Wire")
    assert tie(done, over).ended == "2022-09-01"
    assert tie(done, over, at="2022-08-01").ended is None
    assert tie(done, over, on).ended is None, "it goes on, says a later claim"
    denied = claim("BLR > RUS transfer energy ended CT-", by="/BLR/government", on="2022-09-01")
    assert tie(done, denied).credence >= tie(done, at="2022-09-01").credence, (
        "that it has not ended says that it goes on"
    )


def test_arms_take_in_drones_and_are_not_merged_with_them() -> None:
    arms = claim("IRN > RUS transfer arms done CT+", by="Mary Ellen/", on="2022-10-20")
    found = weighing.propositions([ALLEGED, arms])
    general = next(p for p in found if p.goods is None)
    special = next(p for p in found if p.goods == "arms.uav")
    assert len(found) == 2 and special.general == (general.id,) and general.general == ()
    assert general.rungs[-1].credence > special.rungs[-1].credence, "who says drones says arms, not the other way round"
    no_missiles = claim("IRN > RUS transfer arms:arms.missile done CT-", by="/RUS/government")
    assert not tie(ALLEGED, no_missiles).contested


def test_either_way_round_and_in_two_languages_it_is_one() -> None:
    one = claim("RUS > IRN meet diplomacy done CT+", outlet="Wire", article="a1")
    two = claim("IRN > RUS meet diplomacy done CT+", outlet="Le Temps X", language="fr", article="a2")
    assert len(weighing.propositions([one, two])) == 1
    assert tie(one, two, copies=[Copy("a1", "a2")]).credence == tie(one).credence
    assert tie(one, two).credence > tie(one).credence


def test_two_meetings_far_apart_are_two_propositions() -> None:
    one = claim("RUS > IRN meet diplomacy done CT+", on="2022-01-20")
    two = claim("RUS > IRN meet diplomacy done CT+", on="2022-07-20")
    assert [p.start for p in weighing.propositions([one, two])] == ["2022-01-20", "2022-07-20"]
    merged = weighing.propositions([one, two], decisions=[Decided("merge", (one.id, two.id))])
    assert len(merged) == 2, "people may merge what the window parts only by dates; days still part it"


def test_one_text_may_speak_of_two_meetings() -> None:
    line, text = "RUS > IRN meet diplomacy done CT+", "one"
    summer = claim(line, article=text, time=("2022-07-19", "2022-07-19"))
    autumn = claim(line, article=text, time=("2022-11-07", "2022-11-07"))
    first, second = weighing.propositions([summer, autumn])
    assert [p.rungs[-1].first for p in (first, second)] == ["2022-07-19", "2022-11-07"]
    assert 0.2 < first.rungs[-1].credence < second.rungs[-1].credence
    assert tie(summer, autumn).credence == tie(autumn).credence, "the tie stands as of the later one"


def test_two_officials_of_one_government_are_dependent() -> None:
    line = "CHN > RUS support politics done CT+"
    two = [claim(line, by="Jake Sullivan/USA"), claim(line, by="John Kirby/USA", outlet="Wire")]
    apart = [claim(line, by="Jake Sullivan/USA"), claim(line, by="Mary Ellen/", outlet="Wire")]
    assert tie(two[0]).credence < tie(*two).credence < tie(*apart).credence
    assert chain(weighing.case(two), two[0].id).families == 1
    assert chain(weighing.case(apart), apart[0].id).families == 2


def test_who_cites_others_about_himself_admits_nothing() -> None:
    cited = claim("PRK > RUS transfer arms done CT+", by="/PRK/government; officials/USA/anonymous")
    admitted = claim("PRK > RUS transfer arms done CT+", by="/PRK/government")
    assert tie(cited).credence < tie(admitted).credence
    assert proposition(cited).stances[0].party == "USA"


def test_an_article_that_says_it_on_anothers_word_is_no_source_of_its_own() -> None:
    headline = claim("PRK > RUS transfer arms:arms.ammunition done CT+", on="2022-11-02", article=KIRBY.article.id)
    assert tie(KIRBY, headline).credence == tie(KIRBY).credence
    assert any(r.code == "carried" for r in tie(KIRBY, headline).reasons)


def test_what_is_foreseen_by_somebody_quoted_takes_nothing_from_the_article() -> None:
    foreseen = claim("IND > RUS transfer energy predicted CT+", by="Mary Ellen/", article="x")
    own = claim("IND > RUS transfer energy done CT+", article="x")
    assert tie(own, foreseen).credence == tie(own).credence > 0.5


def test_spellings_of_a_name_are_one_speaker() -> None:
    line = "CHN > RUS cooperate diplomacy done CT+"
    one = claim(line, by="Vladimir Putin/RUS", on="2022-11-08", outlet="Wire")
    french = claim(line, by="Vladimir Poutine/RUS", on="2022-11-09", outlet="Le Temps X", language="fr")
    short = claim(line, by="Poutine/RUS", on="2022-11-09", outlet="Le Soir X", language="fr")
    other = claim(line, by="Sergueï Lavrov/RUS", on="2022-11-09", outlet="Le Temps X", language="fr")
    on = "2022-11-09"
    assert tie(one, french, short, at=on).credence == tie(one, at=on).credence < tie(one, other, at=on).credence


def test_silence_is_told_and_ends_nothing() -> None:
    old = tie(ADMITTED, at="2027-11-05")
    assert status(old) == "silent" and old.ended is None and old.known < 0.25
    (change,) = changes([tie(ADMITTED, at="2023-01-01")], [old])
    assert change.code in ("less_likely", "silent")


def test_an_agency_that_two_outlets_credit_is_one_voice() -> None:
    line = "IND > RUS cooperate trade done CT+"
    two = [claim(line, outlet="A", article="a"), claim(line, outlet="B", article="b", words="other")]
    credited = tie(*two, credits={"a": "afp", "b": "afp"})
    assert tie(two[0]).credence < credited.credence < tie(*two).credence


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ((ALLEGED,), 4),
        ((ALLEGED, DENIED), 4),
        ((ADMITTED,), 2),
        ((claim("IRN > RUS transfer arms:arms.uav done CT+", by="Mary Ellen/"),), 3),
        ((DENIED,), 5),
        (
            tuple(
                claim("IRN > RUS transfer arms:arms.uav done CT+", by=by, outlet=by)
                for by in ("Mary Ellen/", "/UN/body", "/FRA/government", "")
            ),
            1,
        ),
    ],
)
def test_the_admiralty_number(said: tuple[Claim, ...], number: int) -> None:
    assert proposition(*said, goods="arms.uav").number == number


def test_people_grade_sources_and_every_number_follows() -> None:
    def graded(letter: str) -> float:
        return tie(KIRBY, decisions=[Decided("grade", ("John Kirby",), {"letter": letter})]).credence

    assert graded("A") > graded("B") > tie(KIRBY).credence > graded("D") > graded("E") > 0.2
    assert graded("F") == tie(KIRBY).credence


def test_people_correct_and_the_last_word_counts() -> None:
    wrong = Decided("correct", (KIRBY.id,), {"from": "IRN", "stage": "done", "goods": ["arms.missile"]})
    made = tie(KIRBY, decisions=[wrong])
    assert (made.from_, made.stage, made.goods) == ("IRN", "done", ("arms.missile",))
    rejected = [Decided("reject", (KIRBY.id,), number=1), Decided("accept", (KIRBY.id,), number=2)]
    assert weighing.ties([KIRBY], decisions=rejected) == weighing.ties([KIRBY])
    with pytest.raises(UnknownName, match="cannot correct 'colour'"):
        weighing.ties([KIRBY], decisions=[Decided("correct", (KIRBY.id,), {"colour": "red"})])


def test_people_split_what_the_window_holds_together() -> None:
    one = claim("RUS > IRN meet diplomacy done CT+", on="2022-07-18")
    two = claim("RUS > IRN meet diplomacy done CT+", on="2022-07-20")
    assert len(weighing.propositions([one, two])) == 1
    assert len(weighing.propositions([one, two], decisions=[Decided("split", (two.id,))])) == 2


def test_an_undated_article_is_known_from_the_day_it_was_recorded() -> None:
    said = claim("IRN > RUS transfer arms done CT+", on=None, article="u")
    assert weighing.ties([said], known="2022-01-01", recorded={"u": "2022-06-01"}) == []
    assert len(weighing.ties([said], known="2022-07-01", recorded={"u": "2022-06-01"})) == 1


def test_a_wrong_date_is_told() -> None:
    with pytest.raises(BadDate, match="at: 'soon'"):
        weighing.ties([KIRBY], at="soon")


def test_the_tree_from_articles_to_roots() -> None:
    again = claim(
        "PRK > RUS transfer arms:arms.ammunition attempted PR+", by="John Kirby/USA", outlet="Wire", on="2022-11-03"
    )
    copy = claim(
        "PRK > RUS transfer arms:arms.ammunition attempted PR+", by="John Kirby/USA", outlet="C", article="copy"
    )
    officials = claim("PRK > RUS transfer arms:arms.ammunition done PR+", by="officials/USA/anonymous", outlet="D")
    case = weighing.case([KIRBY, again, copy, officials, DENIAL], copies=[Copy(KIRBY.article.id, "copy")])
    made = chain(case, KIRBY.id)
    assert (made.articles, made.texts, made.speakers, made.families) == (4, 3, 2, 1)
    with pytest.raises(UnknownName, match="does not count here"):
        chain(case, "nothing")


def test_what_changed_is_told_in_words() -> None:
    before = weighing.ties([KIRBY, ALLEGED, DENIED], at="2022-11-03")
    after = weighing.ties([KIRBY, ALLEGED, DENIED, DENIAL, ADMITTED], at="2022-11-10")
    told = {c.before.from_ if c.before else None: (c.code, c.words) for c in changes(before, after)}
    assert told["PRK"][0] == "contested" and told["PRK"][1].startswith("from attempted to contested: some affirm it")
    assert told["IRN"][0] == "settled" and told["IRN"][1].startswith("no longer contested: ")
    assert changes(after, after) == []
    assert {c.code for c in changes([], after)} == {"new"} and {c.code for c in changes(after, [])} == {"gone"}
    assert [c.words for c in changes(before, after, "fr")] != [c.words for c in changes(before, after)]


def test_a_single_allegation_is_not_yet_done() -> None:
    assert status(tie(claim("CHN > RUS transfer arms done PS+", by="officials/USA/anonymous"))) == "alleged"
    assert status(tie(ADMITTED)) == "done" and status(tie(ALLEGED, DENIED)) == "contested"


def test_reasons_are_given_in_both_languages() -> None:
    for language in ("en", "fr"):
        case = weighing.case([KIRBY, DENIAL], language=language)
        assert all(r.words for t in weighing.ties(case) for r in t.reasons)
    assert (
        weighing.ties(weighing.case([KIRBY], language="fr"))[0]
        .reasons[0]
        .words.startswith("John Kirby (États-Unis d'Amérique) l’allègue (tenté, 2 novembre 2022)")
    )


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_word_that_can_be_said_is_written(language: str) -> None:
    entries = [("", table("reasons"))]
    while entries:
        path, entry = entries.pop()
        if "en" in entry:
            assert entry[language], path
        else:
            entries += [(f"{path}.{name}", sub) for name, sub in entry.items()]
    assert all(row["reason"][language] for name in ("interest", "number") for row in table(name)["row"])
    assert all(band[language] for band in table("words")["band"])


def test_self_praise_weighs_less_than_a_third_party() -> None:
    line = "CHN > RUS cooperate diplomacy done CT+"
    assert tie(claim(line, by="/CHN/government")).credence < tie(claim(line, by="/FRA/government")).credence


def test_an_adversary_weighs_less_than_somebody_without_a_part() -> None:
    line = "IRN > RUS transfer arms done CT+"
    said = [claim(line, by="Jake Sullivan/USA"), claim("USA > IRN sanction sanctions done CT+")]
    alone = tie(said[0])
    made = next(t for t in weighing.ties(said) if t.act == "transfer")
    assert made.credence < alone.credence
    assert any("adversary" in r.words for r in made.reasons)


def test_what_was_not_so_in_one_year_contests_no_other_year() -> None:
    line = "RUS > CHN transfer energy:energy.oil done"
    sold = claim(f"{line} CT+", by="Customs//document", on="2022-03-01", time=("2020-01-01", "2020-12-31"))
    not_sold = claim(f"{line} CT-", by="Register//document", on="2022-03-02", time=("2021-01-01", "2021-12-31"))
    same_year = claim(f"{line} CT-", by="Register//document", on="2022-03-02", time=("2020-01-01", "2020-12-31"))
    never = claim(f"{line} CT-", by="/CHN/government", on="2022-03-02")
    assert not tie(sold, not_sold).contested
    assert tie(sold, not_sold).credence < tie(sold).credence, "the later word still counts for what holds now"
    assert tie(sold, same_year).contested and tie(sold, never).contested
    years = weighing.propositions([sold, not_sold])
    assert sorted((p.start, p.end, p.contested) for p in years) == [
        ("2020-01-01", "2020-12-31", False),
        ("2021-01-01", "2021-12-31", False),
    ]
    (one,) = weighing.propositions([sold, same_year])
    assert one.contested


def test_a_guess_counts_for_less_until_somebody_accepts_it() -> None:
    guessed = msgspec.structs.replace(ADMITTED, trouble=(Trouble(code="guessed-actor", words="guessed"),))
    accepted = [Decided("accept", (guessed.id,))]
    assert tie(guessed).credence < tie(ADMITTED).credence
    assert any("until somebody accepts it" in r.words for r in tie(guessed).reasons)
    assert tie(guessed, decisions=accepted).credence == tie(ADMITTED).credence


def test_silence_ends_nothing_and_is_told_by_the_policy_of_its_channel() -> None:
    meeting = claim("CHN > RUS meet diplomacy done CT+", on="2022-01-01")
    arms = claim("PRK > RUS transfer arms done CT+", on="2022-01-01")
    for said, days in ((meeting, policy.expires("meet", "diplomacy")), (arms, policy.expires("transfer", "arms"))):
        last = date(2022, 1, 1) + timedelta(days=int(days))
        before, after = tie(said, at=str(last - timedelta(days=1))), tie(said, at=str(last))
        assert before.expired is None and after.expired == str(last) and after.ended is None
        assert status(after) == "silent" != status(before)
    assert policy.expires("meet", "diplomacy") < policy.expires("transfer", "arms")


def test_changes_tell_time_from_news() -> None:
    said = [claim("PRK > RUS transfer arms done CT+", on="2022-01-01")]
    (older,) = changes(weighing.ties(said, at="2022-01-02"), weighing.ties(said, at="2023-11-01"))
    assert older.code == "faded" and "nobody has spoken of it since" in older.words
    denied = [claim("PRK > RUS transfer arms done CT-", by="/PRK/government", on="2022-01-01")]
    (only,) = changes([], weighing.ties(denied))
    assert only.code == "new" and "said not to be so" in only.words
    assert changes(weighing.ties(said, at="2022-01-02"), weighing.ties(said, at="2022-01-12")) == []


@pytest.mark.parametrize(
    ("rules", "language", "does"),
    [
        (("transfer.give", "operator.whether", "operator.decline"), "en", "declines"),
        (("transfer.give", "operator.whether", "operator.check"), "en", "checks"),
        (("transfer.supply", "operator.refuser"), "fr", "declines"),
        (("transfer.give",), "en", "checks"),
    ],
)
def test_who_says_neither_yes_nor_no_declines_or_checks(rules: tuple[str, ...], language: str, does: str) -> None:
    said = claim("IRN > RUS transfer arms done Uu", by="/USA/government", language=language)
    said = msgspec.structs.replace(said, rules=rules)
    (one,) = weighing.propositions([said])
    assert verbs(one) == [("USA", does)]
    assert weighing.ties([said]) == [], "nobody says yes or no: that is no tie"
    both = tie(ALLEGED, said, at="2022-11-30")
    assert both.credence == tie(ALLEGED, at="2022-11-30").credence, "it moves nothing"
