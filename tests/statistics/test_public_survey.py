"""Standard errors of the public survey side by side, and its cross-tabulations."""

import numpy as np
import pandas as pd
import pytest

from analysis.statistics.public_survey import public_crosstab, public_errors, public_tests
from analysis.statistics.weights import raking
from analysis.study.loading import load_study
from analysis.study.study import Study
from tests.support.places import TESTS

TOY = TESTS / "studies" / "toy"


@pytest.fixture(scope="module")
def study() -> Study:
    return load_study(TOY)


def weighed(study: Study, *people: tuple[str, str]) -> pd.DataFrame:
    public = pd.DataFrame(people, columns=["sex", "satisfied"])
    return public.assign(weight=raking.public_weights(study, public))


def test_errors_by_every_method_by_hand(study: Study) -> None:
    # Two women, yes and no; two men, yes and yes; half and half: weights 1, 3/4. Taylor: scores less their mean by sex
    # +-1/2 / 4 for women; 4/3 x 2/64 = 1/24. Jackknife: without a woman 1 or 1/2 (raked: half of all), without a man
    # 3/4 twice; mean 3/4; 3/4 x (1/16 + 1/16) = 3/32. Kish: 3/4 x 1/4 / 4.
    public = weighed(study, ("female", "yes"), ("female", "no"), ("male", "yes"), ("male", "yes"))
    row = public_errors(study, public, bootstraps=200).iloc[0]
    assert (row["base"], row["value"]) == (4, 0.75)
    assert [row[name] ** 2 for name in ("kish", "taylor", "jackknife")] == pytest.approx([3 / 64, 1 / 24, 3 / 32])
    # three draws are all women or all men in a quarter of the replicates: under 95% can be weighted
    assert 30 <= row["failed"] <= 70
    assert np.isnan(row["bootstrap"])
    assert row["design_effect"] == pytest.approx((1 / 24) / (3 / 64))


def test_where_a_replicate_cannot_be_weighted_there_is_no_jackknife(study: Study) -> None:
    public = weighed(study, ("female", "yes"), ("female", "no"), ("female", "no"), ("male", "yes"))
    row = public_errors(study, public, bootstraps=20).iloc[0]
    assert np.isnan(row["jackknife"])
    assert row["taylor"] > 0


def test_a_bootstrap_of_many_comes_near_the_others_and_is_the_same_again(study: Study) -> None:
    people = [("female", "yes"), ("female", "no"), ("male", "yes"), ("male", "no"), ("female", "no")] * 20
    public = weighed(study, *people)
    first, second = (public_errors(study, public, bootstraps=400).iloc[0] for _ in range(2))
    assert first["bootstrap"] == second["bootstrap"]
    assert first["bootstrap"] == pytest.approx(first["taylor"], rel=0.1)
    assert first["failed"] == 0


def test_a_cross_tabulation_is_weighted_within_each_category(study: Study) -> None:
    public = weighed(study, ("female", "yes"), ("female", "no"), ("female", "no"), ("male", "dont_know"))
    found = public_crosstab(study, public, "satisfied", "sex")
    shares = {(row.category, row.option): (row.base, row.value) for row in found.itertuples()}
    assert shares["female", "yes"] == (3, pytest.approx(1 / 3))
    assert shares["male", "dont_know"] == (1, 1.0)


def test_each_measure_is_tested_against_each_margin(study: Study) -> None:
    # Equal weights: sex and answer of 20/10 over 10/20; Pearson 100/15. The dependence's score is 1/(1/3) for 20 and
    # -1/(1/6) for 10 of each sex, nought on average by sex, so that raking to sex takes nothing out: effect 60/59.
    people = [("female", "yes")] * 20 + [("female", "no")] * 10 + [("male", "yes")] * 10 + [("male", "no")] * 20
    row = public_tests(study, weighed(study, *people)).iloc[0]
    assert row[["item", "by", "base", "degrees"]].tolist() == ["satisfied", "sex", 60, 1]
    assert (row["pearson"], row["design_effect"]) == pytest.approx((100 / 15, 60 / 59))
    assert public_tests(study, weighed(study, ("female", "yes"), ("male", "yes"))).empty
