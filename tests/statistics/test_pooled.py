"""Groups weighted to the frame: the two totals of the published report, and small tables by hand."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.statistics.pooled import design_effect, pooled_shares, weighted_totals
from analysis.study.loading import load_study
from analysis.study.study import Study
from tests.support.places import TESTS

SMALL = TESTS / "samples" / "small"


@pytest.fixture(scope="module")
def study() -> Study:
    return load_study(SMALL)


def test_replies_of_37_in_61_and_8_in_75_are_worth_23() -> None:
    # An officer stands for 61/37, a member for 75/8 people: sum 136, sum of squares 61 x 61/37 + 75 x 75/8 = 803.69.
    # 136 x 136 / 803.69 = 23.01; 45 / 23.01 = 1.955.
    found = float(design_effect([37, 8], [61, 75]))
    assert round(found, 3) == 1.955
    assert round(45 / found) == 23


def test_groups_that_answer_alike_in_number_cost_nothing() -> None:
    assert float(design_effect([10, 30], [20, 60])) == pytest.approx(1)


def test_a_weighted_share_is_the_groups_shares_by_their_frames() -> None:
    # 20 of 37 and 2 of 8: (61 x 0.5405 + 75 x 0.25) / 136 = (32.973 + 18.75) / 136 = 0.3803; unweighted 22/45
    row = pooled_shares(np.array([[20, 2]]), np.array([[37, 8]]), np.array([[61, 75]]), confidence=0.95).iloc[0]
    assert row["value"] == pytest.approx((61 * 20 / 37 + 75 * 2 / 8) / 136)
    assert row["unweighted"] == pytest.approx(22 / 45)
    assert row["low"] < row["value"] < row["high"]
    assert (row["base"], round(row["effective_base"])) == (45, 23)


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(1, 40)), min_size=2, max_size=4))
def test_where_all_replied_the_weighted_share_is_the_unweighted_one_and_known(groups: list[tuple[int, int]]) -> None:
    count = np.array([[min(x, n) for x, n in groups]])
    base = np.array([[n for _, n in groups]])
    row = pooled_shares(count, base, base, confidence=0.95).iloc[0]
    expected = count.sum() / base.sum()
    assert tuple(row[["value", "low", "high", "design_effect"]]) == pytest.approx((expected, expected, expected, 1))


def answers_of(officers: int, members: int) -> pd.DataFrame:
    """Officers who all agree, members who all disagree, of one council."""
    rows = [("C1", "staff", "officers", "agree")] * officers + [("C1", "members", "members", "disagree")] * members
    return pd.DataFrame(rows, columns=["council", "tool", "group", "value"])


INVITED = pd.DataFrame(
    [["staff", "officers", "C1", 12], ["members", "members", "C1", 36]],
    columns=["tool", "group", "council", "invited"],
)


def test_a_weighted_total_stands_where_both_groups_clear_the_base(study: Study) -> None:
    # 12 officers of 12 agree, 12 members of 36 disagree: agreement 12/24 unweighted, 12/48 weighted to the frame.
    # A member stands for three: (12 + 36) squared over 12 + 12 x 9 is 19.2; 24 / 19.2 = 1.25.
    found = weighted_totals(study, answers_of(12, 12), INVITED).set_index(["council", "item", "option"])
    row = found.loc[("C1", "value", "agree")]
    assert tuple(row[["base", "value", "unweighted", "design_effect", "effective_base"]]) == pytest.approx(
        (24, 0.25, 0.5, 1.25, 19.2)
    )
    assert set(found.index.get_level_values("council")) == {"C1", "ALL"}


@pytest.mark.parametrize("members", [0, 9])
def test_no_weighted_total_where_a_group_is_under_the_base_or_silent(study: Study, members: int) -> None:
    assert weighted_totals(study, answers_of(12, members), INVITED).empty
