"""Means of scores with their standard deviation: by hand, and against R."""

import numpy as np
import pandas as pd
import pytest

from analysis.statistics.means import scale_means, score_means
from analysis.statistics.weights.raking import rake_margins
from analysis.statistics.weights.variance import Design, sample_design
from analysis.study.loading import load_study
from tests.support.places import TESTS
from tests.support.samples import FREE, MARGINS, SCORE, STRATA, TWENTY, WEIGHTS, reference, schools

NAN = float("nan")


def test_a_mean_and_its_spread_by_hand() -> None:
    # 2, 4, 9: mean 5, squares 9 + 1 + 16 = 26, variance 13; error root of 13/3; t with 2 degrees 4.302653
    row = score_means(pd.DataFrame({"q": [2.0, 4, 9, NAN]}), ["q"]).iloc[0]
    assert row[["base", "mean"]].tolist() == [3, 5]
    assert row[["sd", "error"]].tolist() == pytest.approx([13**0.5, (13 / 3) ** 0.5])
    assert row["high"] - row["mean"] == pytest.approx(4.302653 * (13 / 3) ** 0.5, rel=1e-6)


def test_each_place_stands_by_itself_and_one_answer_has_no_spread() -> None:
    scores = pd.DataFrame({"place": ["n", "n", "s", "w"], "q": [1.0, 3, 5, NAN]})
    found = score_means(scores, ["q"], by=["place"])
    assert found[["place", "base", "mean"]].to_numpy().tolist() == [["n", 2, 2], ["s", 1, 5]]
    assert found["sd"].tolist() == pytest.approx([2**0.5, NAN], nan_ok=True)


def test_under_a_design_mean_and_error_are_those_of_the_textbook_by_hand() -> None:
    # test_variance.py: two strata; mean 5, Var 1300 / 900. sd: 5 x 9 + 5 x 1 + 20/3 x (4 + 1 + 16) = 190; / 30 x 5/4
    row = score_means(pd.DataFrame({"q": [2.0, 4, 3, 6, 9]}), ["q"], design=Design(WEIGHTS, stratum=STRATA)).iloc[0]
    assert row["mean"] == pytest.approx(5)
    assert row[["sd", "error"]].tolist() == pytest.approx([(190 / 30 * 5 / 4) ** 0.5, 1300**0.5 / 30])


def test_a_raked_mean_has_the_error_of_r() -> None:
    # samples.py: R 4.2.2, survey 4.1-1: svymean(~score, r)
    table = TWENTY.assign(weight=rake_margins(TWENTY, MARGINS, **FREE), score=np.array(SCORE, dtype=float))
    design = sample_design(table, weights="weight", margins=list(MARGINS))
    row = score_means(table, ["score"], design=design).iloc[0]
    assert row[["mean", "error"]].tolist() == pytest.approx([3.04409060, 0.2733159304], rel=1e-6)


@reference
def test_means_by_stratum_are_those_of_r() -> None:
    # cases.json, apistrat (R survey 4.1-1): svymean(~api00), its confint with 197 degrees, svyby(~api00, ~stype)
    table, design = schools()
    row = score_means(table, ["api00"], design=design).iloc[0]
    assert row[["mean", "error"]].tolist() == pytest.approx([662.2873632, 9.4089408], rel=1e-7)
    assert row[["low", "high"]].tolist() == pytest.approx([643.7321883, 680.842538], rel=1e-7)
    found = score_means(table, ["api00"], by=["stype"], design=design).set_index("stype")
    assert found["mean"].to_dict() == pytest.approx({"E": 674.43, "H": 625.82, "M": 636.6})
    assert found["error"].to_dict() == pytest.approx({"E": 12.38247979, "H": 14.93712919, "M": 16.21470731})


def test_a_studys_scales_have_means_by_council_and_group() -> None:
    # agree5: strongly agree is 1, disagree 4; `averse` is reversed: strongly disagree is 1
    study = load_study(TESTS / "samples" / "small")
    answers = pd.DataFrame(
        [
            ("C1", "officers", "strongly_agree", "strongly_agree"),
            ("C1", "members", "disagree", "strongly_disagree"),
            ("C2", "members", "dont_know", ""),
        ],
        columns=["council", "group", "value", "averse"],
    )
    found = scale_means(study, answers).set_index(["council", "group", "item"])
    assert found.loc[("C1", "total", "value"), ["base", "mean"]].tolist() == [2, 2.5]
    assert found.loc[("C1", "total", "value"), "sd"] == pytest.approx(4.5**0.5)
    assert found.loc[("C1", "officers", "averse"), "mean"] == 5
    assert ("C2", "total", "value") not in found.index
