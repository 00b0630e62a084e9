"""Alpha and omega against a published set of data and hand arithmetic; no figure on too few returns."""

import numpy as np
import pandas as pd
import pytest

from analysis.statistics.reliability import (
    cronbach_alpha,
    feldt_limits,
    maximum_likelihood,
    omega,
    omega_total,
    scale_reliability,
    scale_scores,
    score_reliability,
    standardised_alpha,
)
from analysis.study.loading import load_study
from analysis.study.study import Study
from tests.support.places import TESTS

# Chatterjee & Price (1977), Regression Analysis by Example, as `attitude` in R's datasets: per cent of favourable
# answers of clerks, 30 departments by seven questions (rating, complaints, privileges, learning, raises,
# critical, advance).
ATTITUDE = """
43 51 30 39 61 92 45   63 64 51 54 63 73 47   71 70 68 69 76 86 48   61 63 45 47 54 84 35   81 78 56 66 71 83 47
43 55 49 44 54 49 34   58 67 42 56 66 68 35   71 75 50 55 70 66 41   72 82 72 67 71 83 31   67 61 45 47 62 80 41
64 53 53 58 58 67 34   67 60 47 39 59 74 41   69 62 57 42 55 63 25   68 83 83 45 59 77 35   77 77 54 72 79 77 46
81 90 50 72 60 54 36   74 85 64 69 79 79 63   65 60 65 75 55 80 60   65 70 46 57 75 85 46   50 58 68 54 64 78 52
50 40 33 34 43 64 33   64 61 52 62 66 80 41   53 66 52 50 63 80 37   40 37 42 58 50 57 49   63 54 42 48 66 75 33
66 77 66 63 88 76 72   78 75 58 74 80 78 49   48 57 44 45 51 83 38   85 85 71 71 77 74 55   82 82 39 59 64 78 39
"""
SMALL = TESTS / "samples" / "small"


@pytest.fixture(scope="module")
def attitude() -> np.ndarray:
    return np.array(ATTITUDE.split(), dtype=float).reshape(30, 7)


@pytest.fixture(scope="module")
def study() -> Study:
    return load_study(SMALL)


def test_alpha_and_its_interval_as_printed_for_attitude(attitude: np.ndarray) -> None:
    # cases.json, reliability: R (psych 2.x alpha) on `attitude`
    alpha = cronbach_alpha(attitude)
    assert alpha == pytest.approx(0.8431427696, abs=5e-11)
    assert standardised_alpha(attitude) == pytest.approx(0.839083803, abs=5e-10)
    assert feldt_limits(alpha, 30, 7, confidence=0.95) == pytest.approx((0.739, 0.916), abs=5e-4)


def test_omega_as_printed_for_attitude(attitude: np.ndarray) -> None:
    # cases.json, reliability: one factor by maximum likelihood; three by minimum residuals (psych's omega)
    correlations = np.corrcoef(attitude, rowvar=False)
    # printed 0.8405448169 where an optimiser stopped; R 4.2.2's factanal stops at 0.8405446727. At the maximum itself,
    # which the next test holds, it is 0.84054449: all the same to six digits
    assert omega(correlations) == pytest.approx(0.8405448169, abs=5e-7)
    assert omega_total(correlations) == pytest.approx(0.9062, abs=5e-5)


def test_the_likelihood_equations_hold_at_what_is_found(attitude: np.ndarray) -> None:
    # Joreskog (1967), eq. 17-19: unique variances are what the loadings leave of 1, and (R - S)/S/S has no
    # diagonal
    correlations = np.corrcoef(attitude, rowvar=False)
    unique, loadings = maximum_likelihood(correlations)
    implied = loadings @ loadings.T + np.diag(unique)
    inverse = np.linalg.inv(implied)
    assert np.abs(np.diag(implied) - 1).max() < 1e-12
    assert np.abs(np.diag(inverse @ (correlations - implied) @ inverse)).max() < 1e-9
    assert np.abs(inverse @ (correlations - implied) @ inverse @ loadings).max() < 1e-9


def test_alpha_by_hand() -> None:
    # items 1,2,3 and 1,3,2: variances 1 and 1; sums 2,5,5: variance 3. 2/1 * (1 - 2/3) = 2/3. Their correlation is 1/2:
    # standardised 2 * 0.5 / (1 + 0.5) = 2/3 too
    scores = np.array([[1.0, 1], [2, 3], [3, 2]])
    assert cronbach_alpha(scores) == pytest.approx(2 / 3)
    assert standardised_alpha(scores) == pytest.approx(2 / 3)


def test_omega_of_a_model_that_holds_exactly_is_its_own() -> None:
    # loadings 0.8, 0.7, 0.6: (2.1)^2 / (2.1^2 + 0.36 + 0.51 + 0.64) = 4.41 / 5.92
    loadings = np.array([0.8, 0.7, 0.6])
    correlations = np.outer(loadings, loadings)
    np.fill_diagonal(correlations, 1)
    assert omega(correlations) == pytest.approx(4.41 / 5.92, abs=1e-9)


def test_answers_stand_in_the_scales_order_and_reversed_items_are_turned_round(study: Study) -> None:
    table = pd.DataFrame({"value": ["strongly_agree", "disagree", "dont_know", ""], "averse": ["agree"] * 4})
    assert scale_scores(study, table, ["value", "averse"]).fillna(0).to_numpy().tolist() == [
        [1, 4],
        [4, 4],
        [0, 4],
        [0, 4],
    ]


def returns(many: int) -> pd.DataFrame:
    """Returns by threes whose places are 1,2,3 and 1,3,2 once the reversed item is turned round."""
    three = [("strongly_agree", "strongly_disagree"), ("agree", "neither"), ("neither", "disagree")]
    return pd.DataFrame([three[n % 3] for n in range(many)], columns=["value", "averse"])


def test_nothing_is_worked_out_under_thirty_returns(study: Study) -> None:
    found = scale_reliability(study, returns(29)).set_index("of")
    assert found["flag"].tolist() == ["floor", "floor"]
    assert found["base"].tolist() == [29, 29]
    assert found[["alpha", "low", "high", "standardised", "omega"]].isna().all(axis=None)


def test_items_of_a_characteristic_and_of_a_theme_are_taken_together(study: Study) -> None:
    # ten times the three returns above: alpha 2/3 again, for both variances grow alike
    found = scale_reliability(study, returns(30)).set_index("of")
    assert found["name"].to_dict() == {"characteristic": "culture", "theme": "vision"}
    assert found["items"].unique().tolist() == ["value -averse"]
    assert found["alpha"].tolist() == pytest.approx([2 / 3, 2 / 3])
    assert found["omega"].isna().all()  # two items do not tell a factor


def test_returns_without_a_place_on_the_scale_leave_the_base(study: Study) -> None:
    table = pd.concat([returns(30), pd.DataFrame({"value": ["dont_know", ""], "averse": ["agree", "agree"]})])
    assert scale_reliability(study, table)["base"].tolist() == [30, 30]


def test_an_item_that_all_answer_alike_has_no_alpha(study: Study) -> None:
    found = scale_reliability(study, returns(30).assign(averse="agree"))
    assert found["flag"].tolist() == ["no spread", "no spread"]
    assert found["alpha"].isna().all()


def test_scores_of_any_table_have_their_alpha_over_full_rows_alone() -> None:
    # section 18 of the methods: 1, 2, 3 and 1, 3, 2: alpha and standardised alpha 2/3; ten times over n is 30, not 3,
    # and both items and their sum spread alike, so that alpha stays. A row with a gap says nothing.
    scores = pd.DataFrame({"a": [1.0, 2, 3] * 10 + [1.0], "b": [1.0, 3, 2] * 10 + [float("nan")]})
    found = score_reliability(scores)
    assert (found["base"], found["flag"]) == (30, "")
    assert [found["alpha"], found["standardised"]] == pytest.approx([2 / 3, 2 / 3])
    assert score_reliability(scores.head(29)) == {"base": 29, "flag": "floor"}
