"""Numbers are rounded once, half up, from their exact parts, and know what they are."""

from fractions import Fraction
from math import floor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.numbers import Number, parts_of, percent, percent_of_share
from analysis.paths import PACKAGE, SHIPPED_STUDY
from analysis.study.loading import load_study
from tests.support.nodes import number_node

# half up by hand: 1/8 = 12.5, 1/40 = 2.5, 9/200 = 4.5,
# 121/200 = 60.5 and 57/200 = 28.5 (both a little less as binary fractions of 100)
BY_HAND = [
    (1, 8, 13),
    (1, 40, 3),
    (9, 200, 5),
    (123, 200, 62),
    (57, 200, 29),
    (0, 7, 0),
    (7, 7, 100),
    (1, 3, 33),
    (2, 3, 67),
    (1, 201, 0),
    (1, 200, 1),
    (199, 200, 100),
]


@pytest.mark.parametrize(("numerator", "denominator", "printed"), BY_HAND)
def test_a_percent_is_rounded_half_up(numerator: int, denominator: int, printed: int) -> None:
    assert percent(numerator, denominator) == printed


@settings(deadline=None)
@given(st.integers(1, 10_000).flatmap(lambda base: st.tuples(st.integers(0, base), st.just(base))))
def test_a_percent_is_the_exact_fraction_and_a_half_cut_off(parts: tuple[int, int]) -> None:
    numerator, denominator = parts
    assert percent(numerator, denominator) == floor(100 * Fraction(numerator, denominator) + Fraction(1, 2))


def test_the_published_counts_print_the_published_percentages() -> None:
    rows = load_study(PACKAGE / "studies" / SHIPPED_STUDY).tables["published.csv"]
    counted = [row for row in rows if row.responses is not None]
    assert len(counted) == 3
    assert [percent(row.responses, row.invited) for row in counted] == [row.printed_percent for row in counted]


def test_a_percent_of_nobody_is_an_error() -> None:
    with pytest.raises(ZeroDivisionError):
        percent(0, 0)


# 0.285 and 0.145 lie just under their decimal as binary fractions; 12.5 would round to 12 half to even
@pytest.mark.parametrize(
    ("share", "printed"),
    [(0.125, 13), (0.285, 29), (0.145, 15), (0.365, 37), (0.124, 12), (0.0, 0), (1.0, 100), (0.005, 1)],
)
def test_a_weighted_share_is_rounded_half_up(share: float, printed: int) -> None:
    assert percent_of_share(share) == printed


@pytest.mark.parametrize("share", [0.125 - 1e-12, 0.125, 0.125 + 1e-12])
def test_a_difference_past_the_tenth_digit_prints_the_same(share: float) -> None:
    assert percent_of_share(share) == 13


def test_a_numbers_key_says_what_it_is_and_leaves_out_what_does_not_apply() -> None:
    number = Number("C1", "response_rate", "", "officers", "", "60%", 60)
    assert number.key == "C1/response_rate/officers"


def test_a_numbers_json_keeps_its_parts_and_a_zero() -> None:
    number = Number("C1", "proportion", "value", "total", "top2", "0%", 0, 12, 0, 12, 0.0, "C1/total/value", "")
    assert number_node(number) == {
        "type": "number",
        "key": "C1/proportion/value/total/top2",
        "council": "C1",
        "statistic": "proportion",
        "item": "value",
        "group": "total",
        "option": "top2",
        "shown": "0%",
        "printed": 0,
        "base": 12,
        "numerator": 0,
        "denominator": 12,
        "value": 0.0,
        "row_set": "C1/total/value",
    }


# largest remainders, printed: 115, 222, 333 of 670 to two decimals; and four shares to whole percents
@pytest.mark.parametrize(
    ("counts", "whole", "printed"),
    [
        ([115, 222, 333], 10_000, [1716, 3314, 4970]),
        ([13_626_332, 47_989_636, 9_596_008, 28_788_024], 100, [14, 48, 9, 29]),
    ],
)
def test_parts_that_must_add_up_do_by_largest_remainders(counts: list[int], whole: int, printed: list[int]) -> None:
    assert parts_of(counts, whole) == printed


@given(st.lists(st.integers(0, 500), min_size=1).filter(any))
def test_parts_add_up_and_none_is_a_whole_point_off(counts: list[int]) -> None:
    parts = parts_of(counts)
    assert sum(parts) == 100
    assert all(abs(part - Fraction(100 * count, sum(counts))) < 1 for part, count in zip(parts, counts, strict=True))
