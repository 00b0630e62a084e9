"""Standard errors by linearisation: by hand, by R, and the published cases of R survey where its data are at hand."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from analysis.errors import WeightError
from analysis.statistics.weights.raking import effective_base, rake_margins
from analysis.statistics.weights.variance import (
    Design,
    beta_interval,
    logit_interval,
    mean_design_effect,
    sample_design,
    total_design_effect,
    weighted_means,
    weighted_ratio,
    weighted_totals_of,
)
from tests.support.samples import (
    DISTRICTS,
    FREE,
    MARGINS,
    SCORE,
    STRATA,
    TWENTY,
    WEIGHTS,
    YES,
    districts,
    reference,
    schools,
)

# In samples.STRATA: two strata of 10 and 20 people, of each two and three drawn.
ANSWERS, DRAWN = [2.0, 4, 3, 6, 9], [0.2, 0.2, 0.15, 0.15, 0.15]


def test_a_stratified_mean_and_total_are_those_of_the_textbook_by_hand() -> None:
    # Means 3 and 6; total 10 x 3 + 20 x 6 = 150, mean 5. Variances within: 2 and 9.
    # Var(total) = 10^2 (1 - .2) 2/2 + 20^2 (1 - .15) 9/3 = 80 + 1020 = 1100; of the mean 1100 / 30^2
    # (Cochran 1977, Sampling Techniques, 5.3)
    design = Design(WEIGHTS, stratum=STRATA, drawn=DRAWN)
    assert weighted_totals_of(design, ANSWERS).value == pytest.approx([150])
    assert weighted_totals_of(design, ANSWERS).error == pytest.approx([1100**0.5])
    assert weighted_means(design, ANSWERS).value == pytest.approx([5])
    assert weighted_means(design, ANSWERS).error == pytest.approx([1100**0.5 / 30])
    assert design.degrees == 3


def test_without_a_finite_population_the_whole_variance_stands() -> None:
    # 100 x 2/2 + 400 x 9/3 = 1300
    assert weighted_totals_of(Design(WEIGHTS, stratum=STRATA), ANSWERS).error == pytest.approx([1300**0.5])


def test_respondents_of_a_cluster_count_as_one_draw() -> None:
    # clusters hold 1 + 2 = 3, 3 + 4 = 7, 5: mean 5, squares 4 + 4 + 0; 3/2 x 8 = 12
    design = Design(np.ones(5), cluster=["x", "x", "y", "y", "z"])
    assert weighted_totals_of(design, [1, 2, 3, 4, 5]).error == pytest.approx([12**0.5])


def test_a_ratio_is_linearised_by_hand() -> None:
    # y 2, 4, 6 over x 1, 2, 2: 12/5 = 2.4. Scores (y - 2.4 x) / 5: -.08, -.16, .24; 3/2 x (.0064 + .0256 + .0576)
    found = weighted_ratio(Design(np.ones(3)), [2, 4, 6], [1, 2, 2])
    assert found.value == pytest.approx([2.4])
    assert found.error == pytest.approx([(1.5 * 0.0896) ** 0.5])


def test_a_mean_of_a_part_keeps_the_others_as_noughts() -> None:
    # of the first two of four, 1 and 3: mean 2, scores -1/2, 1/2, 0, 0; 4/3 x 1/2 = 2/3
    found = weighted_means(Design(np.ones(4)), [1, 3, 8, 9], where=[True, True, False, False])
    assert (found.value.tolist(), found.error) == ([2.0], pytest.approx([(2 / 3) ** 0.5]))


def test_raking_to_a_margin_takes_out_what_the_margin_explains() -> None:
    # Answers differ by sex alone, so that the weighted mean is fixed by the margin and nothing is left to chance.
    sex = pd.DataFrame({"sex": ["f", "f", "m", "m"]})
    found = weighted_means(Design(np.array([1.5, 1.5, 0.5, 0.5]), margins=sex), [1, 1, 0, 0])
    assert found.value == pytest.approx([0.75])
    assert found.error == pytest.approx([0], abs=1e-12)


def test_post_stratified_error_by_hand() -> None:
    # women 1, 0 weigh 1.5, men 1, 1 weigh 0.5: mean (1.5 + .5 + .5) / 4 = .625. Scores less their mean by sex:
    # women +-.5 / 4, men 0; times the weight +-.1875; 4/3 x 2 x .03515625 = .09375
    sex = pd.DataFrame({"sex": ["f", "f", "m", "m"]})
    found = weighted_means(Design(np.array([1.5, 1.5, 0.5, 0.5]), margins=sex), [1, 0, 1, 1])
    assert found.value == pytest.approx([0.625])
    assert found.error == pytest.approx([0.09375**0.5])


def test_a_stratum_with_one_respondent_is_refused() -> None:
    with pytest.raises(WeightError, match=r"^a stratum has one cluster alone; two or more are needed"):
        weighted_means(Design(np.ones(3), stratum=["a", "a", "b"]), [1, 2, 3])


BY_R = [
    0.8145447, 0.8145447, 0.6283303, 0.8145447, 0.8396038, 1.0884320, 0.6909203, 0.6909203, 0.8956840, 0.8956840,
    0.6909203, 0.8956840, 1.1968541, 0.9232394, 0.9232394, 1.1968541, 1.4498361, 1.1183867, 1.9373375, 1.4944397,
]  # fmt: skip


def test_raking_gives_the_weights_of_r() -> None:
    assert rake_margins(TWENTY, MARGINS, **FREE).tolist() == pytest.approx(BY_R, abs=1e-6)


def test_means_and_totals_after_raking_have_the_standard_errors_of_r() -> None:
    design = Design(rake_margins(TWENTY, MARGINS, **FREE).to_numpy(), margins=TWENTY)
    found = weighted_means(design, np.transpose([YES, SCORE]))
    assert found.value == pytest.approx([0.49591789, 3.04409060], abs=1e-7)
    assert found.error == pytest.approx([0.1020836397, 0.2733159304], rel=1e-6)
    assert 50 * weighted_totals_of(design, YES).error == pytest.approx([102.0836397], rel=1e-6)
    fixed = weighted_means(Design(design.weight), np.transpose([YES, SCORE]))
    assert fixed.error == pytest.approx([0.1203385204, 0.3237872351], rel=1e-6)


def test_intervals_of_a_weighted_share_are_those_of_r() -> None:
    design = Design(rake_margins(TWENTY, MARGINS, **FREE).to_numpy(), margins=TWENTY)
    found = weighted_means(design, YES)
    given = float(found.value[0]), float(found.error[0]), design.degrees
    assert logit_interval(*given, confidence=0.95) == pytest.approx((0.295037979, 0.698124381), abs=1e-6)
    assert beta_interval(*given, 20, confidence=0.95) == pytest.approx((0.287637817, 0.705242034), abs=1e-6)


def test_a_share_of_all_or_none_has_no_limits_on_the_logit_scale() -> None:
    assert np.isnan(logit_interval(1.0, 0.0, 19, confidence=0.95)).all()


# R survey 4.1-1, data(api), as its help pages and tests print them (cases.json, `survey`); its data are not shipped.


@reference
def test_the_stratified_sample_of_schools_has_the_printed_errors_and_design_effects() -> None:
    table, design = schools()
    found, many = weighted_means(design, table["api00"]), weighted_totals_of(design, table["enroll"])
    assert (found.value[0], found.error[0]) == pytest.approx((662.2873632, 9.4089408), abs=1e-6)
    assert (round(many.value[0], 2), round(many.error[0], 2)) == (3687177.53, 114641.72)
    # confint(svymean(~api00, dstrat), df = degf(dstrat)): Student's t on 197 degrees
    half = stats.t.ppf(0.975, design.degrees) * found.error[0]
    limits = (found.value[0] - half, found.value[0] + half)
    assert (design.degrees, *limits) == pytest.approx((197, 643.7321883, 680.842538), abs=1e-6)
    assert round(mean_design_effect(design, table["api00"]), 5) == 1.20446
    assert round(total_design_effect(design, table["enroll"]), 5) == 0.36202
    assert weighted_means(Design(design.weight, stratum=table["stype"]), table["api00"]).error[0] == pytest.approx(
        9.5361323
    )
    above = weighted_ratio(design, table["api.stu"], table["enroll"])
    assert (above.value[0], above.error[0]) == pytest.approx((0.8369568869, 0.007757103167), rel=1e-8)


@reference
def test_the_parts_of_the_sample_of_schools_have_the_printed_means() -> None:
    table, design = schools()
    printed = {"E": (674.43, 12.38247979), "H": (625.82, 14.93712919), "M": (636.6, 16.21470731)}
    for kind, expected in printed.items():
        found = weighted_means(design, table["api00"], where=table["stype"] == kind)
        assert (found.value[0], found.error[0]) == pytest.approx(expected, rel=1e-8)


@reference
def test_a_share_of_schools_has_the_printed_limits() -> None:
    table, design = schools()
    found = weighted_means(design, table["sch.wide"] == "Yes")
    given = float(found.value[0]), float(found.error[0]), design.degrees
    assert round(given[0], 6) == 0.827948
    assert [round(end, 5) for end in logit_interval(*given, confidence=0.95)] == [0.77454, 0.87081]
    assert beta_interval(*given, 200, confidence=0.95) == pytest.approx((0.774171, 0.87343), abs=5e-6)


@reference
def test_the_difference_between_two_parts_has_the_printed_t() -> None:
    # svyttest(api00 ~ sch.wide): 82.78358544, t 3.8683819 on 196 degrees. The two means' scores, one less the other.
    table, design = schools()
    wide = (table["sch.wide"] == "Yes").to_numpy()
    parts = [weighted_means(design, table["api00"], where=where) for where in (wide, ~wide)]
    weighted = [where * (table["api00"] - part.value[0]) / (design.weight @ where)
                for where, part in zip((wide, ~wide), parts, strict=True)]  # fmt: skip
    apart = parts[0].value[0] - parts[1].value[0]
    assert apart == pytest.approx(82.78358544, abs=1e-7)
    assert apart / weighted_totals_of(design, weighted[0] - weighted[1]).error[0] == pytest.approx(3.8683819, abs=1e-6)
    assert design.degrees - 1 == 196


@reference
def test_the_raked_sample_of_districts_has_the_printed_errors() -> None:
    # tests/rakecheck.Rout.save of R survey: 641.23 (23.704), 3647280 (400603); weights taken as fixed 23.80621, 1000326
    table = districts()
    weight = rake_margins(table[list(DISTRICTS)], DISTRICTS, **FREE).to_numpy() * 6194 / len(table)
    how = {"cluster": table["dnum"], "drawn": 15 / table["fpc"]}
    design, fixed = Design(weight, **how, margins=table[list(DISTRICTS)]), Design(weight, **how)
    assert len(weight) / effective_base(weight) == pytest.approx(1.051656696, abs=1e-7)  # Kish's design effect
    raked = weighted_totals_of(design, table["enroll"])
    assert (round(raked.value[0], 1), round(raked.error[0], 2)) == (3647280.1, 400603.26)
    for at, scores, pupils in ((design, 23.70362, 400603), (fixed, 23.80621, 1000326)):
        found, many = weighted_means(at, table["api00"]), weighted_totals_of(at, table["enroll"])
        assert (found.value[0], found.error[0]) == pytest.approx((641.23032, scores), abs=1e-5)
        assert (round(many.value[0]), round(many.error[0])) == (3647280, pupils)


def test_a_design_effect_against_a_sample_drawn_with_replacement_by_hand() -> None:
    # In STRATA: Var 1300 / 900 without a finite population; spread 190 / 30 x 5/4 over five respondents: 1.58333.
    # Five of thirty drawn without replacement would vary 25/30 as much.
    design = Design(WEIGHTS, stratum=STRATA)
    effect = mean_design_effect(design, ANSWERS, replaced=True)
    assert effect == pytest.approx((1300 / 900) / (190 / 30 * 5 / 4 / 5))
    assert mean_design_effect(design, ANSWERS) == pytest.approx(effect * 30 / 25)
    assert total_design_effect(design, ANSWERS, replaced=True) == pytest.approx(effect)


@reference
def test_a_design_effect_with_replacement_follows_from_that_of_r() -> None:
    # cases.json, apistrat: 1.20446 against 200 schools of 6194 drawn without replacement, which vary 5994/6194 as much
    table, design = schools()
    assert mean_design_effect(design, table["api00"], replaced=True) == pytest.approx(1.20446 * 5994 / 6194, abs=1e-5)


def test_a_design_from_the_columns_of_a_table_is_the_same_design() -> None:
    table = pd.DataFrame({"w": WEIGHTS, "s": STRATA, "f": DRAWN, "c": list("vwxyz"), "sex": list("fmfmf")})
    found = sample_design(table, weights="w", strata="s", clusters="c", drawn="f")
    expected = weighted_means(Design(WEIGHTS, stratum=STRATA, drawn=DRAWN), ANSWERS)
    assert weighted_means(found, ANSWERS).error == pytest.approx(expected.error)
    raked = sample_design(table, margins=["sex"]).margins
    assert raked is not None
    assert list(raked) == ["sex"]
    assert sample_design(table).weight.tolist() == [1] * 5
