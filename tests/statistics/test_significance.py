"""Tests against printed results, against exact arithmetic, and families against the papers that name them."""

from fractions import Fraction
from math import comb

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from analysis.statistics.significance import adjusted_p, chi_square, fisher_exact, p_of_pairs, share_z

# Benjamini & Hochberg (1995), J. R. Stat. Soc. B 57:289-300, section 4.1: fifteen p-values
BH_1995 = [
    0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0,
]  # fmt: skip


def test_fishers_tea_is_as_agresti_prints_it() -> None:
    # 3 of 4 cups right against 1 of 4: 17/35 two-sided, 17/70 for three or more (Categorical Data Analysis, 3.5)
    two_sided, greater = fisher_exact(3, 4, 1, 4)
    assert (two_sided[0], greater[0]) == pytest.approx((0.4857142857, 0.2428571429), abs=5e-11)


def test_the_conditional_odds_ratio_of_the_tea_solves_its_equation() -> None:
    # R prints 6.408309: the mean of 3 under odds w; 16w + 72w2 + 48w3 + 4w4 = 3 (1 + 16w + 36w2 + 16w3 + w4),
    # that is w4 - 36w2 - 32w - 3 = 0. We print no odds ratio; scipy's is the oracle for the table.
    root = max(np.roots([1, 0, -36, -32, -3]).real)
    assert root == pytest.approx(6.4083, abs=5e-5)
    assert stats.contingency.odds_ratio([[3, 1], [1, 3]]).statistic == pytest.approx(root, abs=1e-6)


def test_officers_and_members_of_the_published_report_answer_the_invitation_differently() -> None:
    # Rhondda Cynon Taf, 2018: 37 of 61 against 8 of 75; printed with the reference: 5.118682e-10, 37.968744
    assert fisher_exact(37, 61, 8, 75)[0][0] == pytest.approx(5.118682e-10, rel=1e-6)
    assert chi_square([[37, 24], [8, 67]])[0] == pytest.approx(37.968744, abs=5e-7)


def test_chi_square_and_residuals_are_as_agresti_prints_them() -> None:
    # party by gender, Agresti (2013), table 2.5: 30.07, standardised residuals 4.50, 0.70, -5.32
    found, p, residuals = chi_square([[762, 327, 468], [484, 239, 477]])
    assert (found, p) == pytest.approx((30.070149, 2.953589e-07), rel=1e-6)
    assert residuals[0] == pytest.approx([4.502054, 0.699452, -5.315946], abs=5e-7)
    assert residuals[1] == pytest.approx(-residuals[0])


def exact_fisher(count: int, base: int, other: int, other_base: int) -> Fraction:
    """By the definition, in fractions."""
    both, people = count + other, base + other_base
    chance = {
        held: Fraction(comb(base, held) * comb(other_base, both - held), comb(people, both))
        for held in range(max(0, both - other_base), min(base, both) + 1)
    }
    return sum((part for part in chance.values() if part <= chance[count]), Fraction())


TABLE = st.tuples(st.integers(0, 30), st.integers(0, 30), st.integers(0, 60), st.integers(0, 60))


@settings(deadline=None, max_examples=60)
@given(st.lists(TABLE, min_size=1, max_size=4))
def test_each_p_of_many_is_that_of_the_definition(drawn: list[tuple[int, int, int, int]]) -> None:
    tables = [(x, x + x_no, y, y + y_no) for x, x_no, y, y_no in drawn]
    found = fisher_exact(*np.array(tables).T)[0]
    assert found == pytest.approx([float(exact_fisher(*table)) for table in tables], rel=1e-9)


def test_benjamini_hochberg_rejects_the_four_that_the_paper_does() -> None:
    found = adjusted_p(BH_1995, method="bh")
    assert found[:9] == pytest.approx([0.0015, 0.003, 0.0095, 0.035625, 0.0603, 0.0638571, 0.0638571, 0.0645, 0.0765])
    assert (found <= 0.05).tolist() == [True] * 4 + [False] * 11


def test_holm_and_bonferroni_reject_three() -> None:
    # Holm by hand: 15 x 0.0001, 14 x 0.0004, 13 x 0.0019, 12 x 0.0095 = 0.114
    assert adjusted_p(BH_1995, method="holm")[:4] == pytest.approx([0.0015, 0.0056, 0.0247, 0.114])
    assert (adjusted_p(BH_1995, method="holm") <= 0.05).sum() == 3
    assert sum(15 * p <= 0.05 for p in BH_1995) == 3


@pytest.mark.parametrize("method", ["holm", "bh"])
@given(p=st.lists(st.floats(0, 1), min_size=1, max_size=12))
def test_adjusted_p_is_no_smaller_keeps_the_order_and_goes_with_its_comparison(method: str, p: list[float]) -> None:
    found, turned = adjusted_p(p, method=method), adjusted_p(p[::-1], method=method)
    assert (found >= np.array(p) - 1e-12).all()
    assert (np.diff(found[np.argsort(p, kind="stable")]) >= -1e-12).all()
    assert turned[::-1] == pytest.approx(found)


def test_an_empty_family_has_no_p() -> None:
    assert adjusted_p([], method="holm").tolist() == adjusted_p([], method="bh").tolist() == []


def test_a_method_not_known_is_refused() -> None:
    with pytest.raises(ValueError, match=r"method is 'none'; holm, bh are known\."):
        adjusted_p([0.1], method="none")


def test_z_by_hand_and_its_square_is_pearsons_chi_square() -> None:
    # 7 of 10 against 2 of 10: pooled 9/20, error root of .45 x .55 x 2/10 = .22249; .5 / .22249 = 2.2473
    z, p = share_z(7, 10, 2, 10)
    assert (z[0], p[0]) == (pytest.approx(2.2473, abs=5e-5), pytest.approx(0.0246, abs=5e-5))
    assert z[0] ** 2 == pytest.approx(chi_square([[7, 3], [2, 8]])[0])
    # cases.json: officers against members of the published report
    assert share_z(37, 61, 8, 75)[0][0] ** 2 == pytest.approx(37.968744, abs=1e-6)


def test_where_all_say_the_same_z_is_nought() -> None:
    z, p = share_z([5, 0], [5, 5], [4, 0], [4, 4])
    assert (z.tolist(), p.tolist()) == ([0, 0], [1, 1])


def test_weighted_counts_are_no_matter_for_an_exact_test() -> None:
    with pytest.raises(
        ValueError, match=r"^a count is 3\.5; whole numbers of people are expected\. Test weighted shares"
    ):
        p_of_pairs([3.5], [5], [1], [5], test="fisher")
    assert p_of_pairs([3.5], [5], [1], [5], test="z").shape == (1,)


def test_a_test_that_is_not_known_is_refused() -> None:
    with pytest.raises(ValueError, match=r"test is 't'; fisher, z are known\."):
        p_of_pairs([1], [2], [1], [2], test="t")
