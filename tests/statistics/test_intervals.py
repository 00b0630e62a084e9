"""Intervals against printed results, against exact arithmetic, and by the coverage they promise."""

from fractions import Fraction
from math import comb

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from analysis.statistics.intervals import (  # fmt: skip
    clopper_pearson,
    combined_limits,
    hypergeometric_limits,
    newcombe_limits,
    wilson_corrected,
    wilson_limits,
)

TAIL = Fraction(1, 40)  # half of 5%


def limits(count: int, base: int, frame: int) -> tuple[int, int]:
    """Limits as whole numbers of the frame."""
    low, high = hypergeometric_limits(count, base, frame, confidence=0.95)
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


# Strict tail inversion of the frame's count. samplingbook for R prints (4, 32) and (110, 161): one unit wider on each
# side, a number of which the tail is already under 2.5% (docs/methods.md works the first out by hand).
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
    low, high = hypergeometric_limits(count, 37, 37, confidence=0.95)
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
    low, high = hypergeometric_limits(found, np.full(base + 1, base), np.full(base + 1, frame), confidence=0.95)
    bounds = [(round(x * frame), round(y * frame)) for x, y in zip(low, high, strict=True)]
    for held in range(frame + 1):
        possible = range(max(0, base - frame + held), min(base, held) + 1)
        covered = sum(chance(x, base, held, frame) for x in possible if bounds[x][0] <= held <= bounds[x][1])
        assert covered >= Fraction(95, 100), held


def test_one_call_gives_the_limits_of_many_as_each_alone() -> None:
    low, high = hypergeometric_limits([3, 45, 0], [10, 100, 5], [50, 300, 9], confidence=0.95)
    alone = [hypergeometric_limits(*case, confidence=0.95) for case in ((3, 10, 50), (45, 100, 300), (0, 5, 9))]
    assert low.tolist() == [one[0][0] for one in alone]
    assert high.tolist() == [one[1][0] for one in alone]


# Newcombe RG (1998), Stat Med 17:857-872, Table I, method 3
@pytest.mark.parametrize(("count", "base", "expected"), [(81, 263, (0.2553, 0.3662)), (15, 148, (0.0624, 0.1605))])
def test_wilsons_limits_are_those_newcombe_prints(count: int, base: int, expected: tuple[float, float]) -> None:
    low, high = wilson_limits(count / base, base, confidence=0.95)
    assert (round(float(low), 4), round(float(high), 4)) == expected


@settings(deadline=None)
@given(st.integers(1, 2000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_wilsons_limits_hold_the_share_and_mirror_it(case: tuple[int, int]) -> None:
    count, base = case
    low, high = wilson_limits(count / base, base, confidence=0.95)
    mirrored = wilson_limits((base - count) / base, base, confidence=0.95)
    assert 0 <= low <= count / base + 1e-12
    assert count / base - 1e-12 <= high <= 1
    assert (float(low), float(high)) == pytest.approx((1 - float(mirrored[1]), 1 - float(mirrored[0])))


def test_a_smaller_effective_base_gives_wider_limits() -> None:
    low, high = wilson_limits([0.36, 0.36], [750.0, 400.0], confidence=0.95)
    assert low[1] < low[0] < 0.36 < high[0] < high[1]


# Newcombe RG (1998), Stat Med 17:857-872, Table I, methods 4 and 5
@pytest.mark.parametrize(
    ("count", "base", "corrected", "exact"),
    [(81, 263, (0.2535, 0.3682), (0.2527, 0.3676)), (15, 148, (0.0598, 0.1644), (0.0578, 0.1617))],
)
def test_corrected_and_exact_limits_are_those_newcombe_prints(
    count: int, base: int, corrected: tuple[float, float], exact: tuple[float, float]
) -> None:
    for limits_of, expected in ((wilson_corrected, corrected), (clopper_pearson, exact)):
        low, high = limits_of(count, base, confidence=0.95)
        assert (round(float(low), 4), round(float(high), 4)) == expected


# the counts that the report on Rhondda Cynon Taf printed (Wales Audit Office, 6 December 2018), with their limits
PUBLISHED = [
    (37, 61, (0.481173, 0.719316), (0.473136, 0.729271)),
    (8, 75, (0.055049, 0.196614), (0.04719, 0.199402)),
    (45, 136, (0.257404, 0.413653), (0.252629, 0.416684)),
    (270, 750, (0.326441, 0.394986), (0.325589, 0.395517)),
    (90, 750, (0.098658, 0.145215), (0.097608, 0.145429)),
]


@pytest.mark.parametrize(("count", "base", "score", "exact"), PUBLISHED)
def test_limits_of_the_published_counts(
    count: int, base: int, score: tuple[float, float], exact: tuple[float, float]
) -> None:
    assert np.round(wilson_limits(count / base, base, confidence=0.95), 6).tolist() == list(score)
    assert np.round(clopper_pearson(count, base, confidence=0.95), 6).tolist() == list(exact)


@pytest.mark.parametrize(("count", "margin"), [(270, 0.034353), (90, 0.023257)])
def test_the_margin_of_a_simple_random_sample_of_750_is_the_printed_one(count: int, margin: float) -> None:
    # 1.96 standard errors, as polls print it; we print Wilson's limits, whose half width is close to it at this size
    share = count / 750
    assert 1.959964 * np.sqrt(share * (1 - share) / 750) == pytest.approx(margin, abs=5e-7)
    low, high = wilson_limits(share, 750, confidence=0.95)
    assert (high - low) / 2 == pytest.approx(margin, abs=1e-4)


# Newcombe RG (1998), Stat Med 17:873-890, Table II, method 10
@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ((56, 70), (48, 80), (0.0524, 0.3339)),
        ((9, 10), (3, 10), (0.1705, 0.8090)),
        ((6, 7), (2, 7), (0.0582, 0.8062)),
    ],
)
def test_limits_of_a_difference_are_those_newcombe_prints(
    first: tuple[int, int], second: tuple[int, int], expected: tuple[float, float]
) -> None:
    low, high = newcombe_limits(*first, *second, confidence=0.95)
    assert (round(float(low), 4), round(float(high), 4)) == expected


def test_officers_and_members_of_the_published_report_replied_34_to_63_points_apart() -> None:
    low, high = newcombe_limits(37, 61, 8, 75, confidence=0.95)
    assert (round(float(low), 6), round(float(high), 6)) == (0.345580, 0.623903)


SAMPLE = st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@given(SAMPLE, SAMPLE)
def test_a_difference_turned_round_has_its_limits_turned_round(first: tuple[int, int], second: tuple[int, int]) -> None:
    low, high = newcombe_limits(*first, *second, confidence=0.95)
    turned = newcombe_limits(*second, *first, confidence=0.95)
    assert (float(low), float(high)) == pytest.approx((-float(turned[1]), -float(turned[0])))
    assert -1 <= low <= first[0] / first[1] - second[0] / second[1] + 1e-12
    assert low <= high <= 1


def test_the_limits_of_one_share_alone_are_its_own() -> None:
    low, high = combined_limits([1], [0.5], [(np.array(0.25), np.array(0.875))])
    assert (float(low), float(high)) == (0.25, 0.875)


def test_limits_of_a_sum_are_the_roots_of_summed_squares() -> None:
    # half of 0.5 (0.2 to 0.6) and half of 0.5 (0.1 to 0.9): 0.5 less the root of 0.15^2 + 0.2^2 = 0.25;
    # plus the root of 0.05^2 + 0.2^2 = 0.20616
    parts = [(np.array(0.2), np.array(0.6)), (np.array(0.1), np.array(0.9))]
    low, high = combined_limits([0.5, 0.5], [0.5, 0.5], parts)
    assert (float(low), float(high)) == pytest.approx((0.25, 0.7061553))
