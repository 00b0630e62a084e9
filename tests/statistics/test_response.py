"""Response rates: counts of a complete frame, pooled and never averaged."""

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from analysis.errors import CountError
from analysis.paths import PACKAGE, SHIPPED_STUDY
from analysis.statistics.response import (
    OUTCOMES,
    aapor_rates,
    outcome_counts,
    response_rate,
    response_rates,
    returns_by_day,
    with_totals,
)
from analysis.study.loading import load_study
from tests.support.places import TESTS

SMALL = TESTS / "samples" / "small"


def test_a_rate_is_returned_over_invited() -> None:
    # AAPOR RR2 by hand: 3/4, 0/5, 6/6
    table = response_rate(pd.Series({"C1": 4, "C2": 5, "C3": 6}), pd.Series({"C1": 3, "C3": 6}))
    expected = pd.DataFrame(
        {"invited": [4, 5, 6], "returned": [3, 0, 6], "rate": [0.75, 0.0, 1.0]}, index=["C1", "C2", "C3"]
    )
    assert_frame_equal(table, expected)


def test_a_council_with_none_invited_has_no_rate() -> None:
    table = response_rate(pd.Series({"C1": 0}), pd.Series({"C1": 0}))
    assert table["rate"].isna().tolist() == [True]


@pytest.mark.parametrize(("invited", "returned"), [({"C1": 3}, {"C1": 4}), ({"C1": 3}, {"C2": 1})])
def test_more_returned_than_invited_is_an_error_that_names_the_council(
    invited: dict[str, int], returned: dict[str, int]
) -> None:
    with pytest.raises(CountError, match=r"^C\d: \d returned of \d invited; .* Correct the invited list"):
        response_rate(pd.Series(invited), pd.Series(returned))


def test_totals_pool_groups_and_councils() -> None:
    # officers 2 of 4 and members 1 of 6 at C1; officers 3 of 10 at C2. Pooled 3/10, never (1/2 + 1/6) / 2
    invited = pd.DataFrame(
        [["C1", "officers", 3], ["C1", "officers", 1], ["C1", "members", 6], ["C2", "officers", 10]],
        columns=["council", "group", "invited"],
    )
    answers = pd.DataFrame(
        [["C1", "officers"]] * 2 + [["C1", "members"]] + [["C2", "officers"]] * 3, columns=["council", "group"]
    )
    expected = [
        ["ALL", "members", 6, 1, 1 / 6],
        ["ALL", "officers", 14, 5, 5 / 14],
        ["ALL", "total", 20, 6, 0.3],
        ["C1", "members", 6, 1, 1 / 6],
        ["C1", "officers", 4, 2, 0.5],
        ["C1", "total", 10, 3, 0.3],
        ["C2", "officers", 10, 3, 0.3],
        ["C2", "total", 10, 3, 0.3],
    ]
    found = response_rates(invited, answers, whole="ALL")
    assert_frame_equal(found, pd.DataFrame(expected, columns=["council", "group", "invited", "returned", "rate"]))


def test_each_row_stands_four_times_for_its_council_and_the_whole_its_group_and_the_total() -> None:
    rows = pd.DataFrame([["C1", "officers", 5]], columns=["council", "group", "n"])
    placed = with_totals(rows, "ALL")
    assert sorted(placed.index) == [("ALL", "officers"), ("ALL", "total"), ("C1", "officers"), ("C1", "total")]
    assert placed["n"].tolist() == [5] * 4


def test_published_response_rates_have_the_published_counts_behind_them() -> None:
    published = load_study(PACKAGE / "studies" / SHIPPED_STUDY).tables["published.csv"]
    rows = [row for row in published if row.measure == "response_rate"]
    table = response_rate(
        pd.Series({row.group: row.invited for row in rows}), pd.Series({row.group: row.responses for row in rows})
    )
    # every rate lies within half a percent of what was printed
    assert [abs(100 * rate - row.printed_percent) <= 0.5 for rate, row in zip(table["rate"], rows, strict=True)] == [
        True
    ] * len(rows)


def test_returns_are_counted_by_day_and_tool_and_a_day_not_known_is_blank() -> None:
    study = load_study(PACKAGE / "studies" / SHIPPED_STUDY)  # it writes the day first
    received = pd.DataFrame(
        [("a", "09/04/2018 23:59:59"), ("a", "10/04/2018 00:00:00"), ("b", "10/04/2018 09:00:00"), ("b", "")],
        columns=["tool", "ended"],
    )
    counted = returns_by_day(study, pd.concat([received, received.head(1)])).to_numpy().tolist()
    assert counted == [["", "b", 1], ["2018-04-09", "a", 2], ["2018-04-10", "a", 1], ["2018-04-10", "b", 1]]


def test_outcome_rates_are_those_that_outcomerate_prints() -> None:
    # ropensci/outcomerate, README and tests (CC0): I 4, P 2, R 1, NC 1, O 1, UH 1, UO 1, NE 1; e = 0.9
    counts = pd.DataFrame([[4, 2, 1, 1, 1, 1 + 1, 1]], columns=list(OUTCOMES))
    printed = {
        "RR1": 0.364, "RR2": 0.545, "RR3": 0.370, "RR4": 0.556, "RR5": 0.444, "RR6": 0.667,
        "COOP1": 0.500, "COOP2": 0.750, "COOP3": 0.571, "COOP4": 0.857,
        "REF1": 0.091, "REF2": 0.093, "REF3": 0.111, "CON1": 0.727, "CON2": 0.741, "CON3": 0.889,
    }  # fmt: skip
    assert aapor_rates(counts, eligible=0.9).iloc[0].round(3).to_dict() == printed


def test_nobody_invited_has_no_outcome_rate() -> None:
    assert aapor_rates(pd.DataFrame([[0] * 7], columns=list(OUTCOMES)), eligible=1.0).isna().all(axis=None)


SEEN = ["council", "group", "disposition"]


def test_outcomes_add_up_to_the_invited_and_follow_the_studys_rules() -> None:
    # The small study: break-offs and blanks are refusals, late ones not reached, silence unknown. 10 invited: 3 + 1
    # returned, 2 gave up, 1 left it blank, 1 came late, 2 said nothing.
    study = load_study(SMALL)
    invited = pd.DataFrame([["C1", "officers", 10]], columns=["council", "group", "invited"])
    told = ["complete"] * 3 + ["partial", "break_off", "break_off", "blank", "late"]
    seen = pd.DataFrame([["C1", "officers", name] for name in told], columns=SEEN)
    found = outcome_counts(study, invited, seen)
    assert found[found["group"] == "total"].drop(columns="group").to_numpy().tolist() == [
        ["ALL", 10, 3, 1, 3, 1, 0, 2, 0],
        ["C1", 10, 3, 1, 3, 1, 0, 2, 0],
    ]
    # RR3 = 3 / (8 + 0.5 x 2)
    rates = aapor_rates(found, eligible=study.settings.outcomes.eligible_share)
    assert rates["RR3"].tolist() == pytest.approx([3 / 9] * 4)


def test_break_offs_beyond_the_invited_are_second_tries() -> None:
    # 3 invited, 2 returned, 2 broke off without an address: one at most is of the person still out
    invited = pd.DataFrame([["C1", "officers", 3]], columns=["council", "group", "invited"])
    told = ["complete"] * 2 + ["break_off"] * 2
    seen = pd.DataFrame([["C1", "officers", name] for name in told], columns=SEEN)
    found = outcome_counts(load_study(SMALL), invited, seen).iloc[0]
    assert (found["complete"], found["refusal"], found["unknown"], found["invited"]) == (2, 1, 0, 3)
