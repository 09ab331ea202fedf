"""Tables of statistics as claims: samples in the published forms with invented numbers."""

from __future__ import annotations

import csv
import io
import json
import os
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ostraka import ledger, weighing
from ostraka.commands.app import main
from ostraka.errors import InputError, UnknownName
from ostraka.exchange import statistics
from ostraka.exchange.statistics import ballots, table
from ostraka.exchange.statistics.ballots import agreement, agreements
from ostraka.exchange.statistics.formats import numbers, state_in
from ostraka.relations.table import acts

SAMPLES = Path(__file__).parent / "samples"
FORMS = statistics.formats()
REAL = "OSTRAKA_STATISTICS"  # a folder of real files, each named after its form: un-votes.csv, comtrade.csv …


def sample(form, file=None, **options):
    return list(statistics.read(form, SAMPLES / (file or f"{form}.csv"), published="2023-03-01", **options))


def claims(form, file=None, **options):
    return [c for x in sample(form, file, **options) if isinstance(x, statistics.Entry) for c in x.claims]


def refused(form, file=None):
    return {(x.number, x.words) for x in sample(form, file) if isinstance(x, statistics.Refused)}


def brief(claim):
    """A claim in short: who, what, whom, how far, how surely, when, how much."""
    amount = claim.quantity and claim.quantity.low
    when = (claim.time.start[:4], claim.time.end[:4])
    ends = f"{claim.from_.code}>{claim.to.code}"
    return ends, claim.act, claim.channel, claim.stage, claim.factuality, when[0], when[1], amount


def test_comtrade_takes_both_reports_with_goods_and_amounts():
    found = claims("comtrade")
    assert {brief(c) for c in found} == {
        ("RUS>IND", "transfer", "energy", "done", "CT+", "2021", "2021", 1234567.5),
        ("RUS>IND", "transfer", "energy", "done", "CT+", "2021", "2021", 1200000),
        ("IND>RUS", "transfer", "trade", "done", "CT+", "2021", "2021", 5000),
        ("RUS>IND", "transfer", "trade", "done", "CT+", "2021", "2021", 2000000),
        ("IND>TWN", "transfer", "technology", "done", "CT+", "2021", "2021", 77),
    }
    fuel = next(c for c in found if c.quantity.low == 1234567.5)
    assert fuel.quantity.unit == "USD" and fuel.goods[0].code == "energy" and fuel.goods[0].text == "27"
    assert [(s.kind, s.name, s.actor) for s in fuel.sources] == [
        ("document", "UN Comtrade", None),
        ("government", None, "IND"),
    ]
    assert refused("comtrade") == {
        (9, "unknown state 'QQQ' in 2021"),
        (10, "'much' is no amount"),
        (11, "3 cells where the heading has 47"),
    }


def test_cow_trade_is_in_millions_and_a_zero_is_a_no():
    assert {brief(c) for c in claims("cow-trade")} == {
        ("SUN>USA", "transfer", "trade", "done", "CT+", "1985", "1985", 3250000),
        ("USA>SUN", "transfer", "trade", "done", "CT-", "1985", "1985", 0),
        ("RUS>USA", "transfer", "trade", "done", "CT+", "2010", "2010", 11500000),
    }
    assert refused("cow-trade") == {(5, "'-4' is no amount")}


def test_a_year_without_does_not_contest_a_year_with(tmp_path):
    heading = (SAMPLES / "cow-trade.csv").read_text(encoding="utf-8").split("\n")[0]
    rest = ",0" * 9 + "," * 5 + "1,1,4"
    path = tmp_path / "t.csv"
    path.write_text("\n".join([heading, f"2,365,2009,U,R,0,0{rest}", f"2,365,2010,U,R,50,0{rest}"]), encoding="utf-8")
    found = list(statistics.read("cow-trade", path))
    assert [brief(c)[0::4][:2] + brief(c)[5:6] for x in found if isinstance(x, statistics.Entry) for c in x.claims] == [
        ("USA>RUS", "CT-", "2009"),
        ("RUS>USA", "CT+", "2010"),
        ("USA>RUS", "CT-", "2010"),
    ]


def test_the_arms_register_tells_orders_from_deliveries_and_estimates_from_counts():
    found = claims("sipri-arms")
    assert [(*brief(c), c.goods[0].code) for c in found] == [
        ("RUS>DZA", "transfer", "arms", "promised", "CT+", "2015", "2015", 14, "arms.aircraft"),
        ("RUS>DZA", "transfer", "arms", "done", "CT+", "2016", "2017", 14, "arms.aircraft"),
        ("IRN>RUS", "transfer", "arms", "promised", "PR+", "2022", "2022", 46, "arms.uav"),
        ("IRN>RUS", "transfer", "arms", "done", "PR+", "2022", "2022", 2, "arms.uav"),
        ("ISR>VNM", "transfer", "arms", "promised", "PR+", "2018", "2018", 5, "arms.airdefence"),
        ("TUR>ARE", "transfer", "arms", "promised", "CT+", "2020", "2020", None, "arms.uav"),
        ("TUR>ARE", "transfer", "arms", "done", "CT+", "2021", "2022", 6, "arms.uav"),
        ("SUN>IND", "transfer", "arms", "promised", "CT+", "1988", "1988", 12, "arms.armour"),
        ("SUN>IND", "transfer", "arms", "done", "CT+", "1989", "1989", 12, "arms.armour"),
    ]
    assert (found[2].quantity.text, found[2].quantity.unit) == ("46", None)
    assert (found[3].quantity.text, found[3].quantity.unit) == ("2", "TIV")  # the volume adds up, the number does not
    assert {n for n, _ in refused("sipri-arms")} == {10, 12}


def test_the_register_of_deals_by_year_in_both_exports():
    assert [(*brief(c)[:1], *brief(c)[4:]) for c in claims("sipri-deals")] == [
        ("RUS>DZA", "CT+", "2016", "2016", 70),
        ("RUS>DZA", "PR+", "2017", "2017", 70),
        ("IRN>RUS", "PR+", "2022", "2022", 0.4),
    ]
    assert [x.words for x in sample("sipri-deals") if isinstance(x, statistics.Refused)] == [
        "unknown state 'African Union**' in 2018"
    ]
    older = claims("sipri-deals", "sipri-deals-txt.csv")
    assert [brief(c)[0] for c in older] == ["RUS>DZA"] and older[0].quantity.unit == "TIV"


@pytest.mark.parametrize(
    ("form", "file", "expected"),
    [
        ("comtrade", "comtrade-classic.csv", {("RUS>IND", "energy", "done", "CT+", "2019", 4100000)}),
        ("sipri-arms", "sipri-arms-range.csv", {("ISR>AGO", "arms", "done", "PR+", "2004", 12)}),
        ("un-votes", "un-votes-2024.csv", {("RUS>UKR", "politics", "done", "CT+", "2022", -1.0)}),
    ],
)
def test_other_published_forms_of_the_same_table(form, file, expected):
    found = {(b[0], *b[2:6], b[7]) for b in map(brief, claims(form, file))}
    assert expected <= found and all("IRN" not in ends for ends, *_ in found)


def test_sanctions_by_case_with_several_senders_and_their_years():
    assert [(*brief(c)[:1], *brief(c)[5:7], c.modes, c.from_.text) for c in claims("gsdb-cases")] == [
        ("EU>IRN", "2010", "2015", ("arms", "trade", "financial"), "EU"),
        ("USA>IRN", "2010", "2015", ("arms", "trade", "financial"), "United States"),
        ("AU>GIN", "2012", "2013", ("travel",), "African Union"),
        ("AU>MLI", "2012", "2013", ("travel",), "African Union"),
    ]
    assert {n for n, _ in refused("gsdb-cases")} == {4}
    assert {brief(c)[0] for c in claims("gsdb-cases", states={"MLI"})} == {"AU>GIN", "AU>MLI"}  # the row is one


def test_alliances_with_their_obligations_and_a_no():
    atop = {(*brief(c)[:5], c.modes) for c in claims("atop")}
    assert atop == {
        ("USA>CAN", "cooperate", "military", "done", "CT+", ("defense", "consultation")),
        ("RUS>CHN", "cooperate", "military", "done", "CT+", ("neutrality", "nonaggression", "consultation")),
        ("USA>CHN", "cooperate", "military", "done", "CT-", ()),
    }
    cow = [(*brief(c)[:6], c.modes) for c in claims("cow-alliances")]
    assert cow[0] == ("DDR>SUN", "cooperate", "military", "done", "CT+", "1970", ("defense", "nonaggression"))
    assert refused("cow-alliances") == {(4, "unknown state '315' in 2005")}


def test_sanctions_with_their_types():
    assert [(*brief(c)[:6], c.modes) for c in claims("gsdb")] == [
        (
            *("USA>RUS", "sanction", "sanctions", "done", "CT+", "2014"),
            ("arms", "military", "trade", "financial", "travel"),
        ),
        (*("CHE>IRN", "sanction", "sanctions", "done", "CT+", "2012"), ("financial",)),
    ]


def test_votes_give_one_agreement_a_pair_and_year():
    found = {brief(c)[:2] + (c.quantity.low, c.quantity.unit) for c in claims("un-votes")}
    agree, against = ("support", 1.0, "agreement S"), ("oppose", -1.0, "agreement S")
    india = ("oppose", -0.333, "agreement S")  # 4 of 12 opposite (-1), 8 half apart (0)
    assert found == {
        *((x, *agree) for x in ("RUS>BLR", "BLR>RUS")),
        *((x, *against) for x in ("RUS>USA", "USA>RUS", "BLR>USA", "USA>BLR")),
        *((x, *india) for x in ("IND>USA", "USA>IND")),
    }
    left = Counter(x.words for x in sample("un-votes") if isinstance(x, statistics.LeftOut))
    assert sum(n for w, n in left.items() if "neither" in w) == 2  # India with Russia and with Belarus: S = 0.333
    assert {n for n, _ in refused("un-votes")} == {54, 55}


def test_votes_of_the_digital_library():
    found = {brief(c)[0]: (c.act, c.quantity.low, c.time.start) for c in claims("un-votes", "un-votes-library.csv")}
    assert found["RUS>PRK"] == ("support", 1.0, "2022-01-01") and found["UKR>RUS"][0] == "oppose"
    assert not any("IRN" in ends for ends in found)  # one ballot


def test_the_article_of_a_pair_lets_agreement_be_reckoned_again():
    entry = next(x for x in sample("un-votes") if isinstance(x, statistics.Entry))
    assert "yes-yes 12  yes-abstain 0  yes-no 0" in entry.article.original


@pytest.mark.parametrize("form", FORMS)
def test_every_span_stands_in_the_row_as_written(form):
    file = (SAMPLES / f"{form}.csv").read_text(encoding="utf-8")
    for entry in (x for x in sample(form) if isinstance(x, statistics.Entry)):
        text = entry.article.original
        for c in entry.claims:
            spans = [c.evidence, c.cue, c.from_, c.to, c.time.span, *c.goods, *([c.quantity] if c.quantity else [])]
            assert all(text[s.start : s.end] == s.text for s in spans)
            assert c.act in acts() and c.sources[0].kind == "document" and c.sources[0].said.start == "2023-03-01"
            if statistics.form(form)["reads"] == "rows":
                assert c.evidence.text in file and c.evidence.text == text.split("\n", 1)[1]


def test_only_the_states_and_years_that_are_asked_for():
    assert {brief(c)[0] for c in claims("gsdb", states={"IRN"})} == {"CHE>IRN"}
    assert {brief(c)[5] for c in claims("cow-trade", first=2000)} == {"2010"}
    assert all("IND" in brief(c)[0] for c in claims("un-votes", states={"IND"})) and not claims("un-votes", last=2018)


def test_a_table_of_another_form_is_refused_with_its_missing_columns():
    with pytest.raises(InputError, match="no column mem1 or stateA; mem2 or stateB; atopally"):
        sample("atop", "gsdb.csv")
    with pytest.raises(UnknownName, match="comtrade, cow-alliances"):
        sample("world-bank", "gsdb.csv")
    with pytest.raises(InputError, match="No such file"):
        sample("atop", "nowhere.csv")


def test_numbers_of_states_mean_what_they_meant_in_the_year():
    cow = {"states": "cow"}
    given_ = [("345", 1999), ("345", 2004), ("345", 2010), ("260", 1970), ("255", 1995), ("817", 1970), ("626", 2000)]
    assert [state_in(cow, n, y) for n, y in given_] == ["YUG", "SCG", "SRB", "DEU", "DEU", None, None]
    assert state_in(cow, "2.0", 1990) == "USA" and state_in({"states": "name"}, "Türkiye", 2022) == "TUR"


def test_no_number_means_two_states_in_one_year():
    for number, spans in numbers().items():
        years = [y for first, last, _ in spans for y in range(max(first, 1800), min(last, 2030) + 1)]
        assert len(years) == len(set(years)), number


def test_a_mark_that_nobody_closes_costs_one_row():
    lines = [line.text for line in table.rows('a,b\n1,"open\n' + "2,3\n" * 60)]
    assert lines[:3] == ["a,b", '1,"open', "2,3"] and len(lines) == 62


@given(
    st.lists(st.text(st.characters(exclude_characters="\r\n", exclude_categories=("Cs",))).map(str.strip), min_size=1)
)
def test_cells_are_those_of_the_csv_module(values):
    out = io.StringIO()
    csv.writer(out, lineterminator="").writerow(values)
    found = table.cells(out.getvalue(), ",")
    assert [c.value for c in found] == values
    for c in found:
        assert out.getvalue()[c.start : c.end].replace('""', '"').strip() == c.value


votes = st.dictionaries(st.sampled_from("ABCD"), st.integers(0, 2), min_size=2)


@given(st.dictionaries(st.text("xyz", min_size=1, max_size=3), votes, min_size=1))
def test_agreement_is_that_of_the_formula_and_symmetric(cast):
    states, counts = agreements(cast)
    for i, a in enumerate(states):
        for j, b in enumerate(states):
            both = [(v[a], v[b]) for v in cast.values() if a in v and b in v]
            assert counts[:, :, i, j].sum() == len(both)
            if both:
                s = 1 - 2 * sum(abs(x - y) for x, y in both) / (2 * len(both))
                assert agreement(counts[:, :, i, j]) == pytest.approx(s)
                assert agreement(counts[:, :, j, i]) == pytest.approx(s) and -1 <= s <= 1
    assert agreement(np.zeros((3, 3))) == 0 and ballots.CAST[1] == "abstain"


def run(capsys, *args):
    with pytest.raises(SystemExit) as left:
        main([str(a) for a in args])
    captured = capsys.readouterr()
    return left.value.code or 0, captured.out, captured.err


def test_the_same_rows_twice_add_nothing(capsys, tmp_path):
    path, moved = tmp_path / "l.duckdb", tmp_path / "other-name.csv"
    moved.write_bytes((SAMPLES / "gsdb.csv").read_bytes())
    code, out, err = run(capsys, "import", "gsdb", SAMPLES / "gsdb.csv", "--ledger", path)
    assert code == 4 and out.startswith("2 new rows, 0 known; 2 claims") and "unknown states" in err
    _, out, _ = run(capsys, "import", "gsdb", moved, "--ledger", path)
    assert out.startswith("0 new rows, 2 known; 0 claims")
    with ledger.open(path) as book:
        assert book.counts()["claims"] == 2 and [i.what.split()[:2] for i in book.imports()] == [["import", "gsdb"]]
        assert "sha256:" in book.imports()[0].what


def test_one_bad_file_does_not_lose_the_others(capsysbinary, tmp_path):
    with pytest.raises(SystemExit) as left:
        files = [str(SAMPLES / "atop.csv"), str(SAMPLES / "cow-trade.csv")]
        main(["import", "cow-trade", *files, "--json", "--ledger", str(tmp_path / "l.duckdb")])
    captured = capsysbinary.readouterr()
    told = json.loads(captured.out)
    assert left.value.code == 3 and told["claims"] == 3 and told["refused"] == {"'-4' is no amount": 1}
    assert b"atop.csv" in captured.err and b"cow-trade.csv, line 5" in captured.err


def test_weighing_takes_what_was_imported(tmp_path):
    with ledger.open(tmp_path / "l.duckdb", "write") as book:
        for form in FORMS:
            taken = [x for x in sample(form) if isinstance(x, statistics.Entry)]
            book.add(taken, reader=statistics.version(form))
        case = weighing.load(book, at="2023-03-01")
    ties = {(t.from_, t.to, t.act, t.channel): t for t in weighing.ties(case)}
    energy = ties["RUS", "IND", "transfer", "energy"]
    assert energy.stage == "done" and len(energy.claims) == 2
    # two governments report that trade, one data set those arms: two roots, and one
    assert len({root for root, _ in energy.weights}) > len(
        {r for r, _ in ties["IRN", "RUS", "transfer", "arms"].weights}
    )


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.skipif(not os.environ.get(REAL), reason=f"no folder of real files: set {REAL} (docs/import.md)")
def test_a_real_file(form):
    path = Path(os.environ[REAL]) / f"{form}.csv"
    if not path.exists():
        pytest.skip(f"no {path}")
    kinds = Counter(type(x).__name__ for x in statistics.read(form, path))
    unknown = {x.unknown for x in statistics.read(form, path) if isinstance(x, statistics.Refused)}
    assert kinds["Entry"] and kinds["Refused"] < 0.05 * kinds["Entry"], (kinds, sorted(map(str, unknown))[:40])
