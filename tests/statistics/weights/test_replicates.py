"""Standard errors by replicates that are weighted anew: by hand, by R, and what cannot be weighted is told."""

import numpy as np
import pandas as pd
import pytest
from numpy.typing import NDArray

from analysis.statistics.weights.raking import Cells
from analysis.statistics.weights.replicates import (
    bootstrap_replicates,
    jackknife_replicates,
    replicated_error,
    reraked_replicates,
)
from analysis.statistics.weights.variance import Design, weighted_means
from tests.support.samples import DISTRICTS, FREE, MARGINS, SCORE, STRATA, TWENTY, WEIGHTS, YES, districts, reference

Floats = NDArray[np.float64]


def share_of(answers: list[int]) -> "Mean":
    return Mean(np.array(answers, dtype=float))


class Mean:
    """A weighted mean, replicate by replicate."""

    def __init__(self, answers: Floats) -> None:
        self.answers = answers

    def __call__(self, weights: Floats) -> Floats:
        found: Floats = weights @ self.answers / weights.sum(axis=1)
        return found


def test_the_jackknife_of_a_mean_is_its_classical_error() -> None:
    # 1, 2, 6: leaving one out gives 4, 3.5, 1.5, mean 3; 2/3 x (1 + .25 + 2.25) = 7/3 = variance 7 over 3
    replicates = jackknife_replicates(Design(np.ones(3)))
    assert replicated_error(replicates, share_of([1, 2, 6])) == pytest.approx((7 / 3) ** 0.5)


def test_the_jackknife_by_strata_of_a_total_is_its_stratified_error() -> None:
    # As by hand in test_variance: 100 x 2/2 + 400 x 9/3 = 1300; a total is linear, so that both ways agree
    replicates = jackknife_replicates(Design(WEIGHTS, stratum=STRATA))
    assert replicated_error(replicates, lambda weights: weights @ np.array([2.0, 4, 3, 6, 9])) == pytest.approx(
        1300**0.5
    )


def test_a_jackknife_that_rakes_again_has_the_errors_of_r() -> None:
    # R 4.2.2, survey 4.1-1: rake(as.svrepdesign(des, type="JK1"), ...), the twenty of test_variance; svymean
    #   yes 0.49591789 SE 0.1425321889; score 3.04409060 SE 0.3767364021
    cells = Cells.of(TWENTY, MARGINS)
    replicates = reraked_replicates(jackknife_replicates(Design(np.ones(20))), cells, **FREE)
    assert (len(replicates.weights), replicates.failed) == (20, 0)
    assert replicated_error(replicates, share_of(YES)) == pytest.approx(0.1425321889, rel=1e-6)
    assert replicated_error(replicates, share_of(SCORE)) == pytest.approx(0.3767364021, rel=1e-6)


def test_every_replicate_meets_the_margins() -> None:
    replicates = reraked_replicates(
        bootstrap_replicates(Design(np.ones(20)), many=40, seed=1), Cells.of(TWENTY, MARGINS), **FREE
    )
    north = replicates.weights @ (TWENTY["region"] == "n").to_numpy() / replicates.weights.sum(axis=1)
    assert north == pytest.approx(np.full(len(north), 0.25))


def test_a_jackknife_that_cannot_weight_a_replicate_gives_no_error() -> None:
    # without the one man nobody stands for the men
    sample = pd.DataFrame({"sex": ["f", "f", "f", "m"]})
    cells = Cells.of(sample, {"sex": {"f": 0.5, "m": 0.5}})
    replicates = reraked_replicates(jackknife_replicates(Design(np.ones(4))), cells, **FREE)
    assert (replicates.failed, replicates.whole) == (1, False)
    assert np.isnan(replicated_error(replicates, share_of([1, 0, 1, 1])))


def test_the_bootstrap_draws_one_less_than_the_stratum_holds_and_stretches() -> None:
    # of two, one is drawn and counts double; of three, two, each counting 3/2 a time
    replicates = bootstrap_replicates(Design(np.ones(5), stratum=STRATA), many=50, seed=3)
    assert set(np.unique(replicates.weights[:, :2])) == {0.0, 2.0}
    assert set(np.unique(replicates.weights[:, 2:])) <= {0.0, 1.5, 3.0}
    assert replicates.weights.sum(axis=1) == pytest.approx(np.full(50, 5.0))


def test_the_bootstrap_comes_near_the_known_error_and_the_seed_decides() -> None:
    # The linear error of a total is sqrt(1300) = 36.06 (by hand in test_variance), and with fpc sqrt(1100) = 33.17.
    # Of 4,000 replicates the error of the error is about 1 in 60.
    answers = np.array([2.0, 4, 3, 6, 9])
    for drawn, expected in ((None, 1300), ([0.2, 0.2, 0.15, 0.15, 0.15], 1100)):
        design = Design(WEIGHTS, stratum=STRATA, drawn=drawn)
        found = replicated_error(bootstrap_replicates(design, many=4000, seed=5), lambda weights: weights @ answers)
        assert found == pytest.approx(expected**0.5, rel=0.05)
        assert found == replicated_error(
            bootstrap_replicates(design, many=4000, seed=5), lambda weights: weights @ answers
        )


def test_linearisation_and_jackknife_agree_on_many_respondents() -> None:
    # Two hundred respondents, made: both estimate one thing, and differ by terms of 1/n.
    sample = pd.concat([TWENTY] * 10, ignore_index=True)
    cells = Cells.of(sample, MARGINS)
    again = reraked_replicates(jackknife_replicates(Design(np.ones(200))), cells, **FREE)
    raked = Design(
        reraked_replicates(jackknife_replicates(Design(np.ones(200))), cells, **FREE).weights.mean(axis=0),
        margins=sample,
    )
    assert replicated_error(again, share_of(YES * 10)) == pytest.approx(
        weighted_means(raked, YES * 10).error[0], rel=0.05
    )


@reference
def test_the_raked_jackknife_of_the_districts_has_the_printed_errors() -> None:
    # R survey 4.1-1, tests/rakecheck.R: mean 26.87398, total 463582.2 (cases.json, `survey`)
    table = districts()
    design = Design(np.ones(len(table)), cluster=table["dnum"], drawn=15 / table["fpc"])
    again = reraked_replicates(jackknife_replicates(design), Cells.of(table[list(DISTRICTS)], DISTRICTS), **FREE)
    means, pupils = Mean(table["api00"].to_numpy(float)), Mean(table["enroll"].to_numpy(float))
    assert replicated_error(again, means) == pytest.approx(26.87398, abs=1e-5)
    assert 6194 * replicated_error(again, pupils) == pytest.approx(463582.2, abs=0.1)
