"""Intervals against printed results, against exact arithmetic, and by the coverage they promise."""

from fractions import Fraction
from math import comb

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from analysis.statistics.intervals import hypergeometric, wilson

TAIL = Fraction(1, 40)  # half of 5%


def limits(count: int, base: int, frame: int) -> tuple[int, int]:
    """Limits as whole numbers of the frame."""
    low, high = hypergeometric(count, base, frame, confidence=0.95)
    return round(float(low[0]) * frame), round(float(high[0]) * frame)


def chance(found: int, base: int, held: int, frame: int) -> Fraction:
    """Exact chance of `found` in `base` drawn from a frame of which `held` have it."""
    return Fraction(comb(held, found) * comb(frame - held, base - found), comb(frame, base))


def tails(count: int, base: int, held: int, frame: int) -> tuple[Fraction, Fraction]:
    """Exact chance of so few, and of so many."""
    few = sum((chance(x, base, held, frame) for x in range(count + 1)), Fraction())
    return few, 1 - few + chance(count, base, held, frame)


def inverted(count: int, base: int, frame: int) -> tuple[int, int]:
    """Least and greatest number held under which neither tail is under 2.5%, in exact fractions."""
    possible = range(count, frame - base + count + 1)
    fits = [held for held in possible if min(tails(count, base, held, frame)) >= TAIL]
    return min(fits), max(fits)


# strict tail inversion of the frame's count; samplingbook for R prints one unit wider on each side that is interior
@pytest.mark.parametrize(("count", "base", "frame", "expected"), [(3, 10, 50, (5, 31)), (45, 100, 300, (111, 160))])
def test_exact_limits_are_those_of_the_printed_cases(
    count: int, base: int, frame: int, expected: tuple[int, int]
) -> None:
    assert limits(count, base, frame) == expected


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 40).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n), st.integers(n, 60))))
def test_exact_limits_are_those_of_inversion_in_exact_fractions(case: tuple[int, int, int]) -> None:
    count, base, frame = case
    possible = range(count, frame - base + count + 1)
    assume(all(TAIL not in tails(count, base, held, frame) for held in possible))  # a tie: the next test's case
    assert limits(*case) == inverted(*case)


@pytest.mark.parametrize(("count", "base", "frame"), [(0, 1, 40), (1, 1, 40)])
def test_a_tail_of_exactly_the_level_is_within_the_limits(count: int, base: int, frame: int) -> None:
    # one reply of forty invited: were 39 (or 1) to hold it, the reply would be the odd one with chance 1/40
    assert limits(count, base, frame) == inverted(count, base, frame)


@pytest.mark.parametrize("count", [0, 20, 37])
def test_where_all_replied_the_share_is_known(count: int) -> None:
    low, high = hypergeometric(count, 37, 37, confidence=0.95)
    assert low[0] == high[0] == count / 37


def test_limits_hold_the_share_and_what_is_certain() -> None:
    # 20 of 37 said so, 61 were invited: between 20 and 44 of the 61 can hold it (Manski bounds, 32.8% to 72.1%)
    low, high = limits(20, 37, 61)
    expected = 20 / 37 * 61
    assert 20 <= low <= expected <= high <= 44


@pytest.mark.parametrize(("base", "frame"), [(37, 61), (8, 75)])
def test_the_interval_covers_every_true_number_with_95_percent(base: int, frame: int) -> None:
    # by enumeration: for each true number held, the chance that the interval drawn holds it
    found = np.arange(base + 1)
    low, high = hypergeometric(found, np.full(base + 1, base), np.full(base + 1, frame), confidence=0.95)
    bounds = [(round(x * frame), round(y * frame)) for x, y in zip(low, high, strict=True)]
    for held in range(frame + 1):
        possible = range(max(0, base - frame + held), min(base, held) + 1)
        covered = sum(chance(x, base, held, frame) for x in possible if bounds[x][0] <= held <= bounds[x][1])
        assert covered >= Fraction(95, 100), held


def test_one_call_gives_the_limits_of_many_as_each_alone() -> None:
    low, high = hypergeometric([3, 45, 0], [10, 100, 5], [50, 300, 9], confidence=0.95)
    alone = [hypergeometric(*case, confidence=0.95) for case in ((3, 10, 50), (45, 100, 300), (0, 5, 9))]
    assert low.tolist() == [one[0][0] for one in alone]
    assert high.tolist() == [one[1][0] for one in alone]


# Newcombe RG (1998), Stat Med 17:857-872, Table I, method 3
@pytest.mark.parametrize(("count", "base", "expected"), [(81, 263, (0.2553, 0.3662)), (15, 148, (0.0624, 0.1605))])
def test_wilsons_limits_are_those_newcombe_prints(count: int, base: int, expected: tuple[float, float]) -> None:
    low, high = wilson(count / base, base, confidence=0.95)
    assert (round(float(low), 4), round(float(high), 4)) == expected


@settings(deadline=None)
@given(st.integers(1, 2000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_wilsons_limits_hold_the_share_and_mirror_it(case: tuple[int, int]) -> None:
    count, base = case
    low, high = wilson(count / base, base, confidence=0.95)
    mirrored = wilson((base - count) / base, base, confidence=0.95)
    assert 0 <= low <= count / base + 1e-12
    assert count / base - 1e-12 <= high <= 1
    assert (float(low), float(high)) == pytest.approx((1 - float(mirrored[1]), 1 - float(mirrored[0])))


def test_a_smaller_effective_base_gives_wider_limits() -> None:
    low, high = wilson([0.36, 0.36], [750.0, 400.0], confidence=0.95)
    assert low[1] < low[0] < 0.36 < high[0] < high[1]
