"""Response rates: counts of a complete frame, pooled and never averaged."""

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from analysis.errors import CountError
from analysis.paths import PACKAGE, SHIPPED_STUDY
from analysis.response import by_day, response_rate, response_rates, with_totals
from analysis.study import load_study


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
    counted = by_day(study, pd.concat([received, received.head(1)])).to_numpy().tolist()
    assert counted == [["", "b", 1], ["2018-04-09", "a", 2], ["2018-04-10", "a", 1], ["2018-04-10", "b", 1]]
