"""Rao and Scott's corrections: what a weighted cross-tabulation is worth, by R and by svy."""

import json
import random
import subprocess

import numpy as np
import pandas as pd
import pytest

from analysis.statistics.weights.independence import rao_scott
from analysis.statistics.weights.raking import rake_margins
from analysis.statistics.weights.variance import Design, weighted_means
from tests.support.needs import CHECKS, needs
from tests.support.samples import FREE, MARGINS, TWENTY, YES, reference, schools

ASKED = """
import json, sys
import polars, svy
given = json.load(sys.stdin)
table = polars.DataFrame(given["table"]).with_columns(
    w=polars.lit(10.0), yes=(polars.col("said") == "yes").cast(polars.Int64)
)
raked = svy.Sample(table, svy.Design(wgt="w")).weighting.rake(
    controls=given["targets"], wgt_name="rk", tol=1e-12, max_iter=1000
)
fixed = svy.Sample(table.with_columns(rk=raked.data["rk"]), svy.Design(wgt="rk"))
def told(sample):
    share, tested = sample.estimation.mean("yes").estimates[0], sample.categorical.tabulate("said", "region").stats
    f = tested.f
    return [share.est, share.se, tested.chisq.value, tested.chisq.p_value, f.value, f.df_num, f.df_den, f.p_value]
print(json.dumps({"weights": raked.data["rk"].to_list(), "raked": told(raked), "fixed": told(fixed)}))
"""


def test_equal_weights_give_pearsons_test() -> None:
    # 20, 10 over 10, 20: expected 15 each, chi2 = 4 x 25/15 = 6.667. The design effect of a simple sample is 60/59.
    rows = np.array(["a"] * 30 + ["b"] * 30)
    columns = np.array(["x"] * 20 + ["y"] * 10 + ["x"] * 10 + ["y"] * 20)
    found = rao_scott(Design(np.ones(60)), rows, columns)
    assert found is not None
    assert (found.chi2, found.degrees) == (pytest.approx(100 / 15), 1)
    # Taylor's variance is that of the saturated cells, p(1-p)/(n-1); the expected cells are 1/4, the found are not:
    # contrast of the found cells 1/3, 1/6, 1/6, 1/3 by hand: (3 + 6 + 6 + 3)/16 both ways, so 60/59
    assert found.effect == pytest.approx(60 / 59)
    assert found.first == pytest.approx(100 / 15 * 59 / 60)


def test_one_answer_alone_is_no_cross_tabulation() -> None:
    assert rao_scott(Design(np.ones(3)), np.array(["a", "a", "a"]), np.array(["x", "y", "x"])) is None


def test_both_corrections_are_those_of_r_after_raking() -> None:
    # R 4.2.2, survey 4.1-1, the twenty of test_variance: svychisq(~yes+region, r)
    #   F = 1.3425265024, ndf = 1.8627087722, ddf = 35.3914667, p = 0.2730810659
    #   statistic="Chisq": X-squared = 3.0843996750, df = 2, p = 0.2611849499
    design = Design(rake_margins(TWENTY, MARGINS, **FREE).to_numpy(), margins=TWENTY)
    found = rao_scott(design, np.array(YES).astype(str), TWENTY["region"].to_numpy(str))
    assert found is not None
    assert (found.chi2, found.first_p) == pytest.approx((3.0843996750, 0.2611849499), rel=1e-6)
    assert found.second == pytest.approx(1.3425265024, rel=1e-6)
    assert found.second_degrees == pytest.approx((1.8627087722, 35.3914666720), rel=1e-6)
    assert found.second_p == pytest.approx(0.2730810659, rel=1e-6)


@reference
def test_the_schools_have_the_printed_test() -> None:
    # R survey 4.1-1, svychisq(~sch.wide+stype, dstrat) (cases.json, `survey`)
    table, design = schools()
    found = rao_scott(design, table["sch.wide"].to_numpy(str), table["stype"].to_numpy(str))
    assert found is not None
    assert (round(found.second, 6), found.second_p) == (17.247444, pytest.approx(2.035046e-07, rel=1e-6))
    assert found.second_degrees == pytest.approx((1.8286715, 360.2482863), rel=1e-7)


def invented() -> pd.DataFrame:
    """A hundred and twenty respondents from a seed."""
    chance, rows = random.Random(20181206), []
    for _ in range(120):
        region = chance.choices("nsw", weights=[2, 5, 3])[0]
        sex = chance.choices("fm", weights=[6, 4])[0]
        likely = {"n": 0.6, "s": 0.35, "w": 0.5}[region] + (0.1 if sex == "f" else 0)
        rows.append((region, sex, "yes" if chance.random() < likely else "no"))
    return pd.DataFrame(rows, columns=["region", "sex", "said"])


TARGETS = {"region": {"n": 300.0, "s": 500.0, "w": 400.0}, "sex": {"f": 624.0, "m": 576.0}}
SHARES = {name: {part: many / 1200 for part, many in held.items()} for name, held in TARGETS.items()}
# svy 0.35.0, printed: Sample.weighting.rake(tol=1e-12), then estimation.mean and categorical.tabulate; and the same on
# the weights taken as given (a new Sample, wgt="rk")
SVY_WEIGHTS = [14.98786, 18.033992, 6.876925, 8.27459, 10.401747, 12.515797]  # n f, n m, s f, s m, w f, w m
SVY_MEAN, SVY_RAKED, SVY_FIXED = 0.42558485319022743, 0.04671617993366698, 0.04762462575233973
SVY_CHI2 = (1.6417009956196709, 0.5042658887995577)  # and p of the first order, raked
SVY_FIXED_P = 0.5055890164520187  # of the first order, on the weights as given
SVY_F = (0.6846515928781346, 1.9245289624152484, 229.01894652741456, 0.49992313846617764)
SVY_FIXED_F = (0.6820311601749747, 1.9189659095378215, 228.35693325000076, 0.5008122880738414)


def test_weights_errors_and_corrections_are_those_of_svy() -> None:
    sample = invented()
    weights = rake_margins(sample[["region", "sex"]], SHARES, **FREE)
    by_cell = 10 * weights.groupby([sample["region"], sample["sex"]]).first()
    assert by_cell.tolist() == pytest.approx(SVY_WEIGHTS, abs=1e-6)
    said, region = sample["said"].to_numpy(str), sample["region"].to_numpy(str)
    for margins, error, first, second in (
        (sample[["region", "sex"]], SVY_RAKED, SVY_CHI2[1], SVY_F),
        (None, SVY_FIXED, SVY_FIXED_P, SVY_FIXED_F),
    ):
        design = Design(weights.to_numpy(), margins=margins)
        share, found = weighted_means(design, said == "yes"), rao_scott(design, said, region)
        assert found is not None
        assert (share.value[0], share.error[0]) == pytest.approx((SVY_MEAN, error), rel=1e-6)
        assert (found.chi2, found.first_p) == pytest.approx((SVY_CHI2[0], first), rel=1e-6)
        assert (found.second, *found.second_degrees, found.second_p) == pytest.approx(second, rel=1e-6)


@needs("venv-checks")
def test_svy_still_prints_what_is_recorded() -> None:
    sample = json.dumps({"table": invented().to_dict("list"), "targets": TARGETS})
    ran = subprocess.run([CHECKS, "-I", "-c", ASKED], input=sample, capture_output=True, text=True, check=True)
    found = json.loads(ran.stdout.splitlines()[-1])
    assert sorted(set(np.round(found["weights"], 6))) == pytest.approx(sorted(SVY_WEIGHTS), abs=1e-6)
    assert found["raked"] == pytest.approx([SVY_MEAN, SVY_RAKED, *SVY_CHI2, *SVY_F])
    assert found["fixed"] == pytest.approx([SVY_MEAN, SVY_FIXED, SVY_CHI2[0], SVY_FIXED_P, *SVY_FIXED_F])
