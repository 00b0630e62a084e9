"""Estimates of the toy: each base and count of each council and group, and their intervals."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.statistics import estimates
from tests.support.toy_flow import UNITS, Flow

GROUPS = {"officers": "officers", "members": "elected_members", "total": "total"}


def counted(found: pd.DataFrame, item: str) -> dict[tuple[str, str], list[int]]:
    """An item's estimates by council and group: the base, then each option's count in the order of the alphabet."""
    long = found[found["item"] == item].sort_values(["council", "group", "option"])
    by_place = long.groupby(["council", "group"])
    return {place: [int(rows["base"].iloc[0]), *rows["count"].astype(int)] for place, rows in by_place}


def by_hand(table: str) -> dict[tuple[str, str], list[int]]:
    """A hand-written table: council, group, base, counts."""
    cells = [line.split() for line in table.strip().splitlines()]
    return {(UNITS[council], GROUPS[group]): [int(cell) for cell in numbers] for council, group, *numbers in cells}


def test_agreement_is_counted_by_council_and_group_with_its_two_sides(flow: Flow) -> None:
    # Base, then: agree, bottom2, disagree, don't know, neither, net, strongly agree, strongly disagree, top2.
    # bottom2 = disagree + strongly disagree; top2 = agree + strongly agree; net = top2 - bottom2.
    assert counted(flow.found, "leaders_value_data") == by_hand("""
        Alder     officers   3   1 0 0 0 1  2 1 0 2
        Alder     members    3   1 1 1 1 0  0 0 0 1
        Alder     total      6   2 1 1 1 1  2 1 0 3
        Birch     officers   1   0 1 1 0 0 -1 0 0 0
        Birch     members    2   1 0 0 0 1  1 0 0 1
        Birch     total      3   1 1 1 0 1  0 0 0 1
        Cedar     officers   2   1 1 0 0 0  0 0 1 1
        Cedar     members    1   0 0 0 0 0  1 1 0 1
        Cedar     total      3   1 1 0 0 0  1 1 1 2
        Woodland  officers   6   2 2 1 0 1  1 1 1 3
        Woodland  members    6   2 1 1 1 1  2 1 0 3
        Woodland  total     12   4 3 2 1 2  3 2 1 6
    """)


def test_an_answer_not_given_or_not_on_the_scale_leaves_the_base(flow: Flow) -> None:
    # Base, then levels 1, 2, 3, don't know. Nobody among Cedar's members answered, so there is no row for them.
    assert counted(flow.found, "level_leadership") == by_hand("""
        Alder     officers   2   0 0 2 0
        Alder     members    3   0 1 1 1
        Alder     total      5   0 1 3 1
        Birch     officers   1   0 1 0 0
        Birch     members    1   1 0 0 0
        Birch     total      2   1 1 0 0
        Cedar     officers   1   1 0 0 0
        Cedar     total      1   1 0 0 0
        Woodland  officers   4   1 1 2 0
        Woodland  members    4   1 1 1 1
        Woodland  total      8   2 2 3 1
    """)


def test_dont_know_is_an_answer_and_stays_in_the_base(flow: Flow) -> None:
    # Base, then don't know, no, yes.
    assert counted(flow.found, "regulation_view") == by_hand("""
        Alder     officers   3   0 2 1
        Alder     members    3   1 1 1
        Alder     total      6   1 3 2
        Birch     officers   1   0 0 1
        Birch     members    2   0 0 2
        Birch     total      3   0 0 3
        Cedar     officers   2   0 2 0
        Cedar     members    1   1 0 0
        Cedar     total      3   1 2 0
        Woodland  officers   6   0 4 2
        Woodland  members    6   2 1 3
        Woodland  total     12   2 5 5
    """)


def test_one_person_may_name_several_barriers_and_is_one_of_the_base(flow: Flow) -> None:
    # Base, then other, skills, trust.
    assert counted(flow.found, "barriers") == by_hand("""
        Alder     officers   3   0 2 2
        Alder     members    3   1 2 1
        Alder     total      6   1 4 3
        Birch     officers   1   0 1 0
        Birch     members    2   0 1 2
        Birch     total      3   0 2 2
        Cedar     officers   2   0 2 0
        Cedar     members    1   0 0 1
        Cedar     total      3   0 2 1
        Woodland  officers   6   0 5 2
        Woodland  members    6   1 3 4
        Woodland  total     12   1 8 6
    """)


@pytest.mark.parametrize(
    ("council", "group", "item", "option", "value", "low", "high"),
    [
        # 2 of Alder's 3 officers who replied, of 4 invited: among the 4 it is 2 or 3. With 2 of 4, two or more of
        # three drawn: 2/4 of the draws; with 3 of 4, two or fewer: 3/4. Neither is under 0.025: 2/4 to 3/4.
        ("Alder", "officers", "leaders_value_data", "top2", 2 / 3, 2 / 4, 3 / 4),
        # Both of Birch's members who replied, of 3 invited: 2 of 3 gives that in 1/3 of the draws, 3 of 3 always.
        ("Birch", "members", "regulation_view", "yes", 1.0, 2 / 3, 1.0),
        # None of Birch's 3, of 5 invited: 0, 1 or 2 of the 5; with 2, none of three drawn in 1/10 of the draws.
        ("Birch", "total", "barriers", "other", 0.0, 0.0, 2 / 5),
    ],
)
def test_interval_is_of_a_complete_frame(
    flow: Flow, council: str, group: str, item: str, option: str, value: float, low: float, high: float
) -> None:
    keys = flow.found.set_index(["council", "group", "item", "option"])
    row = keys.loc[(UNITS[council], GROUPS[group], item, option)]
    assert (row["value"], row["low"], row["high"]) == pytest.approx((value, low, high))


@given(st.permutations(range(12)))
@settings(deadline=None, max_examples=50)
def test_order_of_the_returns_changes_no_estimate(flow: Flow, order: list[int]) -> None:
    shuffled = flow.cleaned.answers.iloc[order]
    pd.testing.assert_frame_equal(
        estimates.item_estimates(flow.study, shuffled, flow.cleaned.invited), flow.found, check_dtype=False
    )
