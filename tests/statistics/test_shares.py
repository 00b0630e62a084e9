"""Shares of any table: counts by hand, limits as printed, weights and strata against R."""

import numpy as np
import pandas as pd
import pytest

from analysis.statistics.shares import answer_counts, answer_shares, weighted_shares, with_limits
from analysis.statistics.weights.raking import rake_margins
from analysis.statistics.weights.variance import sample_design
from tests.support.samples import FREE, MARGINS, TWENTY, YES, reference, schools

YES_NO = {"q": {"yes": ["yes"], "no": ["no"], "said": ["yes", "maybe"]}}


def people(*said: str) -> pd.DataFrame:
    """`north yes`: a place and an answer; a dash for none."""
    rows = [text.split(" ") for text in said]
    return pd.DataFrame([(place, answer.strip("-")) for place, answer in rows], columns=["place", "q"])


def test_counts_by_place_have_the_base_of_those_who_answered() -> None:
    table = people("north yes", "north no", "north maybe", "north -", "south no", "west other", "west -")
    found = answer_counts(table, YES_NO, by=["place"])
    assert found.to_numpy().tolist() == [
        ["north", "q", "yes", 3, 1], ["north", "q", "no", 3, 1], ["north", "q", "said", 3, 2],
        ["south", "q", "yes", 1, 0], ["south", "q", "no", 1, 1], ["south", "q", "said", 1, 0],
    ]  # fmt: skip


def test_of_several_ticked_codes_each_counts_and_their_sum_once_a_person() -> None:
    table = pd.DataFrame({"q": ["a;b", "b", "", "c", "x"]})
    found = answer_counts(table, {"q": {"a": ["a"], "b": ["b"], "either": ["a", "b"], "c": ["c"]}})
    assert found.to_numpy().tolist() == [["q", "a", 3, 1], ["q", "b", 3, 2], ["q", "either", 3, 2], ["q", "c", 3, 1]]


def test_a_place_by_two_columns_and_no_place_at_all() -> None:
    table = people("north yes", "north no", "south yes").assign(sex=["f", "m", "f"])
    assert answer_counts(table, YES_NO, by=["place", "sex"])["base"].tolist() == [1, 1, 1, 1, 1, 1, 1, 1, 1]
    assert answer_counts(table, YES_NO).to_numpy().tolist()[0] == ["q", "yes", 3, 2]
    assert answer_counts(table.head(0), YES_NO, by=["place"]).empty


def test_limits_of_a_sample_are_wilsons_as_printed() -> None:
    # Newcombe (1998), Stat Med 17:857-872, Table I, method 3: 81 of 263
    table = pd.DataFrame({"q": ["yes"] * 81 + ["no"] * 182})
    row = answer_shares(table, {"q": {"yes": ["yes"], "no": ["no"]}}).iloc[0]
    assert (row["count"], row["base"]) == (81, 263)
    assert (round(row["low"], 4), round(row["high"], 4)) == (0.2553, 0.3662)


def test_limits_of_a_complete_frame_are_exact() -> None:
    # strict inversion: 3 of 10 who replied, of 50 invited: 5 to 31 of 50 (section 6 of the methods)
    found = with_limits(pd.DataFrame({"count": [3], "base": [10], "frame": [50]}), confidence=0.95)
    assert found[["value", "low", "high"]].iloc[0].tolist() == pytest.approx([0.3, 5 / 50, 31 / 50])


def test_weights_make_shares_and_the_base_they_are_worth_by_hand() -> None:
    # section 7 of the methods: weights 1, 1, 1.5, 1.5, 2/3 x 3, 1 x 3; two of 1.5 and one of 1 say yes: 4/10 = 40%,
    # worth 100 / (2 + 4.5 + 4/3 + 3) = 9.23 respondents
    table = pd.DataFrame({"w": [1, 1, 1.5, 1.5, *[2 / 3] * 3, 1, 1, 1], "q": ["no"] * 10})
    table.loc[[2, 3, 9], "q"] = "yes"
    row = answer_shares(table, {"q": {"yes": ["yes"], "no": ["no"]}}, weights="w").iloc[0]
    assert (row["base"], row["value"]) == (10, pytest.approx(0.4))
    assert row["effective_base"] == pytest.approx(100 / (2 + 4.5 + 4 / 3 + 3))


def test_raked_shares_have_the_error_and_limits_of_r() -> None:
    # samples.py: R 4.2.2, survey 4.1-1: svymean(~yes), confint(svyciprop(~yes, method="logit"))
    table = TWENTY.assign(weight=rake_margins(TWENTY, MARGINS, **FREE), q=np.where(np.array(YES) == 1, "yes", "no"))
    design = sample_design(table, weights="weight", margins=list(MARGINS))
    row = weighted_shares(table, {"q": {"yes": ["yes"], "no": ["no"]}}, design).iloc[0]
    assert row["base"] == 20
    assert [row["value"], row["error"]] == pytest.approx([0.49591789, 0.1020836397], rel=1e-6)
    assert [row["low"], row["high"]] == pytest.approx([0.295037979, 0.698124381], abs=1e-6)


def test_a_place_is_a_part_of_the_whole_sample() -> None:
    # of four equal respondents two are north, yes and no: 1/2, scores 1/4, -1/4, 0, 0; 4/3 x 1/8 = 1/6
    table = people("north yes", "north no", "south yes", "south yes")
    found = weighted_shares(table, YES_NO, sample_design(table), by=["place"])
    north = found[(found["place"] == "north") & (found["option"] == "yes")].iloc[0]
    assert (north["base"], north["value"], north["error"]) == (2, 0.5, pytest.approx((1 / 6) ** 0.5))
    south = found[(found["place"] == "south") & (found["option"] == "yes")].iloc[0]
    assert (south["value"], south["error"]) == (1, 0)
    assert np.isnan(south["low"])


@reference
def test_a_stratified_share_is_that_of_r() -> None:
    # cases.json, apistrat (R survey 4.1-1): svyciprop(~I(sch.wide == "Yes")), logit 0.77454 to 0.87081
    table, _ = schools()
    table = table.assign(drawn=table.groupby("stype")["stype"].transform("size") / table["fpc"])
    design = sample_design(table, weights="pw", strata="stype", drawn="drawn")
    row = weighted_shares(table, {"sch.wide": {"yes": ["Yes"], "no": ["No"]}}, design).iloc[0]
    assert row["value"] == pytest.approx(0.827948, abs=1e-6)
    assert [row["low"], row["high"]] == pytest.approx([0.77454, 0.87081], abs=1e-5)
