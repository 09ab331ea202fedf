"""Where time expressions hang, which way the verb looks, and what is not invented."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ostraka.reading.dating import times
from ostraka.reading.dating.calendar import Days, containing, month_of, part, shift, weekday_near, year_of
from ostraka.reading.parsing.tree import from_rows
from tests.reading.plain import plain

MONDAY = "2022-11-28"
DATES = st.dates(date(1800, 1, 1), date(2200, 12, 31))


MET = "met meet VERB 0 root Tense=Past|VerbForm=Fin"
PROMISED = "promised promise VERB 0 root Tense=Past|VerbForm=Fin"
PARTIR = "partir partir VERB 2 xcomp VerbForm=Inf"

# A language, a parse, and the day on which its one expression begins, told on a Monday in November.
LOOKING = {
    "a weekday after a past is over": (
        "en", "2022-11-22", "He met on Tuesday",
        "He he PRON 2 nsubj", MET, "on on ADP 4 case", "Tuesday Tuesday PROPN 2 obl",
    ),
    "after a future it is to come": (
        "en", "2022-11-29", "He will meet on Tuesday",
        "He he PRON 3 nsubj", "will will AUX 3 aux VerbForm=Fin", "meet meet VERB 0 root VerbForm=Inf",
        "on on ADP 5 case", "Tuesday Tuesday PROPN 3 obl",
    ),
    "after a French future": (
        "fr", "2022-11-29", "Il partira mardi",
        "Il il PRON 2 nsubj", "partira partir VERB 0 root Tense=Fut|VerbForm=Fin", "mardi mardi NOUN 2 obl:mod",
    ),
    "after a French near future": (
        "fr", "2022-11-29", "Il va partir mardi",
        "Il il PRON 2 nsubj", "va aller VERB 0 root Tense=Pres|VerbForm=Fin", PARTIR, "mardi mardi NOUN 3 obl:mod",
    ),
    "a plan made in a month is not for that month": (
        "en", "2022-05-01", "He promised in May to pay",
        "He he PRON 2 nsubj", PROMISED, "in in ADP 4 case", "May May PROPN 2 obl", "to to PART 6 mark",
        "pay pay VERB 2 xcomp VerbForm=Inf",
    ),
    "what is promised for a month is": (
        "en", "2023-05-01", "He promised payment in May",
        "He he PRON 2 nsubj", PROMISED, "payment payment NOUN 2 obj", "in in ADP 5 case", "May May PROPN 2 obl",
    ),
    "so is what is planned for it": (
        "fr", "2023-05-01", "Une visite prévue en mai",
        "Une un DET 2 det", "visite visite NOUN 0 root",
        "prévue prévoir VERB 2 acl Tense=Past|VerbForm=Part|Voice=Pass", "en en ADP 5 case", "mai mai NOUN 3 obl:mod",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", LOOKING)
def test_which_way_an_expression_looks_is_told_by_its_verb(case):
    language, start, *rows = LOOKING[case]
    assert [m.start for m in times.find(from_rows(*rows), language, MONDAY).mentions] == [start]


SAID = from_rows(
    "He said Tuesday that Iran sold drones in April",
    "He he PRON 2 nsubj", "said say VERB 0 root Tense=Past|VerbForm=Fin", "Tuesday Tuesday PROPN 2 obl:npmod",
    "that that SCONJ 6 mark", "Iran Iran PROPN 6 nsubj", "sold sell VERB 2 ccomp Tense=Past|VerbForm=Fin",
    "drones drone NOUN 6 obj", "in in ADP 9 case", "April April PROPN 6 obl",
)  # fmt: skip


def test_an_event_takes_its_own_time_and_the_saying_keeps_its_own():
    found = times.find(SAID, "en", MONDAY)
    assert [m.text for m in found.mentions] == ["Tuesday", "April"]
    assert found.for_token(5).text == "April"
    assert [m.text for m in found.on(1)] == ["Tuesday"]
    assert [m.text for m in found.in_range(0, 4)] == ["Tuesday"]


def test_an_event_without_time_does_not_take_that_of_the_saying():
    tree = from_rows(
        "He said Tuesday that Iran sold drones",
        "He he PRON 2 nsubj", "said say VERB 0 root Tense=Past|VerbForm=Fin", "Tuesday Tuesday PROPN 2 obl:npmod",
        "that that SCONJ 6 mark", "Iran Iran PROPN 6 nsubj", "sold sell VERB 2 ccomp Tense=Past", "drones drone NOUN 6 obj",
    )  # fmt: skip
    assert times.find(tree, "en", MONDAY).for_token(5) is None


def test_a_noun_takes_the_time_of_its_verb_and_an_infinitive_that_of_its_governor():
    tree = from_rows(
        "Iran agreed on Tuesday to sell drones",
        "Iran Iran PROPN 2 nsubj", "agreed agree VERB 0 root Tense=Past|VerbForm=Fin", "on on ADP 4 case",
        "Tuesday Tuesday PROPN 2 obl", "to to PART 6 mark", "sell sell VERB 2 xcomp VerbForm=Inf", "drones drone NOUN 6 obj",
    )  # fmt: skip
    found = times.find(tree, "en", MONDAY)
    assert found.for_token(5).text == "Tuesday"


def test_a_year_inside_a_noun_phrase_dates_the_noun():
    tree = from_rows(
        "Iran left the 2015 deal",
        "Iran Iran PROPN 2 nsubj", "left leave VERB 0 root Tense=Past", "the the DET 5 det", "2015 2015 NUM 5 nummod",
        "deal deal NOUN 2 obj",
    )  # fmt: skip
    found = times.find(tree, "en", MONDAY)
    assert found.for_token(1) is None
    assert found.for_token(4).start == "2015-01-01"


def test_a_date_soon_ahead_beats_one_long_past_where_the_verb_says_little():
    rows = ("The the DET 2 det", "vote vote NOUN 5 nsubj", "of of ADP 4 case", "December December PROPN 2 nmod")
    tree = from_rows("The vote of December failed", *rows, "failed fail VERB 0 root Tense=Past|VerbForm=Fin")
    assert times.find(tree, "en", MONDAY).mentions[0].start == "2022-12-01"
    tree = from_rows("He left in December", "He he PRON 2 nsubj", "left leave VERB 0 root Tense=Past|VerbForm=Fin",
                     "in in ADP 4 case", "December December PROPN 2 obl")  # fmt: skip
    assert times.find(tree, "en", MONDAY).mentions[0].start == "2021-12-01"


@pytest.mark.parametrize("text", ["on Tuesday", "in April", "yesterday", "since 3 May", "two years ago"])
def test_without_publication_nothing_is_anchored_and_it_says_so(text):
    for m in times.find(plain(text), "en", None).mentions:
        assert (m.start, m.end) == (None, None)
        assert m.trouble is not None and m.trouble.code == "time-unanchored"


def test_a_full_date_needs_no_publication():
    assert times.find(plain("on 3 May 2020"), "en", None).mentions[0].start == "2020-05-03"


def test_a_day_that_is_none_is_in_trouble():
    (m,) = times.find(plain("le 30 février 2021"), "fr", MONDAY).mentions
    assert (m.start, m.trouble.code) == (None, "time-impossible")


def test_an_ambiguous_numeric_date_is_read_and_flagged_in_english_only():
    (m,) = times.find(plain("on 03/04/2022"), "en", MONDAY).mentions
    assert (m.start, m.trouble.code) == ("2022-03-04", "time-ambiguous")
    (m,) = times.find(plain("le 03/04/2022"), "fr", MONDAY).mentions
    assert (m.start, m.trouble) == ("2022-04-03", None)


def test_an_empty_tree_has_no_times():
    assert times.find(plain("x"), "en", MONDAY).mentions == ()


VOCABULARY = (
    "in on the of from to until since last next year week Tuesday April May 2019 3 five days ago early end mid late "
    "yesterday 1990s quarter first , - and by before after that day"
)
WORDS = st.sampled_from(VOCABULARY.split())


@given(st.lists(WORDS, min_size=1, max_size=14), st.one_of(st.none(), DATES))
def test_any_words_give_ordered_days_and_their_own_words(words, day):
    tree = plain(" ".join(words))
    last = 0
    for m in times.find(tree, "en", day.isoformat() if day else None).mentions:
        assert m.start is None or m.end is None or m.start <= m.end
        assert m.text == tree.text[m.start_char : m.end_char]
        assert m.first >= last and m.first <= m.head < m.last
        last = m.last


@given(DATES, st.sampled_from(["day", "week", "weekend", "month", "quarter", "half", "year", "decade", "century"]))
def test_a_unit_holds_the_day_that_it_was_made_of(day, unit):
    days = containing(day, unit)
    assert days.start <= days.end
    if unit == "weekend":
        assert (days.start.weekday(), days.end.weekday()) == (5, 6)
    else:
        assert days.start <= day <= days.end


@given(DATES, st.sampled_from(["day", "week", "month", "year"]), st.integers(-400, 400))
def test_a_shift_goes_the_right_way_and_comes_nearly_back(day, unit, count):
    there = shift(day, unit, count)
    assert (there > day) == (count > 0) and (there < day) == (count < 0)
    assert abs((shift(there, unit, -count) - day).days) <= 3


@given(DATES, st.integers(0, 6), st.sampled_from([-1, 0, 1]))
def test_a_weekday_is_that_weekday_and_near(day, weekday, way):
    found = weekday_near(day, weekday, way)
    assert found.weekday() == weekday
    assert abs((found - day).days) <= (6 if way else 3)
    assert (found - day).days * way >= 0


@given(st.integers(1, 9000), st.integers(1, 12))
def test_a_month_ends_where_the_next_begins(year, month):
    days = month_of(year, month)
    following = days.end + timedelta(days=1)
    assert following.day == 1 and days.start.day == 1


@given(DATES, st.floats(0, 1), st.floats(0, 1))
def test_a_part_lies_inside_the_whole(day, a, b):
    whole = year_of(day.year)
    days = part(whole, min(a, b), max(a, b))
    assert whole.start <= days.start <= days.end <= whole.end
    assert days.precision == "vague"


def test_an_open_interval_has_no_part():
    assert part(Days(None, date(2020, 1, 1), "year"), 0, 0.5) == Days(None, date(2020, 1, 1), "vague")
