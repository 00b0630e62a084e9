"""Fisher's test of any table: by hand, as printed, and by a draw that says so."""

import numpy as np
import pytest

from analysis.statistics.exact_tables import exact_p, fisher_table
from analysis.statistics.significance import fisher_exact

# Mehta & Patel, Exact Inference for Categorical Data (R UsingR, oral.lesion): place of a lesion by three towns
LESIONS = [[0, 1, 0], [8, 1, 8], [0, 1, 0], [0, 1, 0], [0, 1, 0], [0, 1, 0], [0, 1, 0], [1, 0, 1], [1, 0, 1]]
# R, ?fisher.test (Agresti 2002, p. 57): income by satisfaction
JOBS = [[1, 3, 10, 6], [2, 3, 10, 7], [1, 6, 14, 12], [0, 1, 9, 11]]


def test_three_categories_by_hand() -> None:
    # 2 of 2, 0 of 2, 0 of 1 reply: ten ways to choose 2 of 5: both in one pair 1 each, one in each pair 4, one and the
    # single 2 + 2. As unlikely as one way: 1 + 1 = 2 of 10.
    found = fisher_table([[2, 0, 0], [0, 2, 1]], seed=1)
    assert (found.p, found.route) == (pytest.approx(0.2), "exact")
    assert found.tables == 5  # (2,0,0) (0,2,0) (1,1,0) (1,0,1) (0,1,1)


def test_a_sparse_table_as_printed() -> None:
    found = fisher_table(LESIONS, seed=1)
    assert (round(found.p, 4), found.route, found.error) == (0.0101, "exact", 0.0)


def test_a_table_turned_round_has_the_same_p() -> None:
    assert fisher_table(np.transpose(LESIONS), seed=1).p == pytest.approx(fisher_table(LESIONS, seed=1).p)


def test_a_table_too_large_to_list_is_drawn_with_its_seed_and_says_so() -> None:
    # R prints 0.7827, exact
    found = fisher_table(JOBS, seed=20181206)
    assert (found.route, found.tables) == ("Monte Carlo", 9_999)
    assert abs(found.p - 0.7827) < 3 * found.error
    assert found.error == pytest.approx(0.0041, abs=2e-4)  # root of 0.78 x 0.22 / 9999
    assert fisher_table(JOBS, seed=20181206) == found
    assert fisher_table(JOBS, seed=1) != found


def test_a_draw_agrees_with_the_list() -> None:
    drawn = fisher_table(LESIONS, seed=1, most=10)
    assert drawn.route == "Monte Carlo"
    assert abs(drawn.p - fisher_table(LESIONS, seed=1).p) < 4 * drawn.error


def test_two_by_two_is_fishers_own_test() -> None:
    assert fisher_table([[3, 1], [1, 3]], seed=1).p == pytest.approx(17 / 35)  # his tea
    assert fisher_table([[37, 24], [8, 67]], seed=1).p == pytest.approx(fisher_exact(37, 61, 8, 75)[0][0])


@pytest.mark.parametrize("table", [[[3, 0], [4, 0]], [[1, 2, 3]], [[0, 0], [2, 3]]])
def test_where_one_side_has_one_category_nothing_can_go_together(table: list[list[int]]) -> None:
    assert fisher_table(table, seed=1).p == 1


def test_too_many_ways_to_split_a_column_are_not_listed() -> None:
    assert exact_p(np.full((6, 2), 40), most=1000) is None
