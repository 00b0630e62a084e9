"""Estimates of a literal table: who answered what, by council and group, counted by hand."""

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from analysis.statistics.estimates import item_estimates, public_estimates
from analysis.study.loading import load_study
from analysis.study.study import Study
from tests.support.definitions import with_settings
from tests.support.places import TESTS

SMALL = TESTS / "samples" / "small"

# three officers of C1 (five invited), one member of C1 (three invited), one officer of C2 (one invited)
ANSWERS = pd.DataFrame(
    [
        ["C1", "staff", "officers", "strongly_agree", "agree", "skills;money", "", ""],
        ["C1", "staff", "officers", "dont_know", "disagree", "skills", "", ""],
        ["C1", "staff", "officers", "", "", "", "given", ""],
        ["C1", "members", "members", "disagree", "", "other", "", "yes"],
        ["C2", "staff", "officers", "agree", "", "", "", ""],
    ],
    columns=["council", "tool", "group", "value", "averse", "barriers", "comment", "ward"],
)
INVITED = pd.DataFrame(
    [["staff", "officers", "C1", 5], ["members", "members", "C1", 3], ["staff", "officers", "C2", 1]],
    columns=["tool", "group", "council", "invited"],
)


@pytest.fixture(scope="module")
def study() -> Study:
    return load_study(SMALL)


@pytest.fixture(scope="module")
def estimates(study: Study) -> pd.DataFrame:
    return item_estimates(study, ANSWERS, INVITED)


def counts(estimates: pd.DataFrame, item: str, *options: str) -> dict[tuple[str, str], list[int]]:
    """By council and group: the base, then the count of each option."""
    mine = estimates[estimates["item"] == item]
    by_option = mine.pivot_table(index=["council", "group"], columns="option", values="count", observed=True)
    bases = mine.groupby(["council", "group"])["base"].first()
    return {
        (str(council), str(group)): [
            int(bases[council, group]),
            *by_option.loc[(council, group), list(options)].astype(int),
        ]
        for council, group in bases.index
    }


def test_each_answer_counts_for_its_council_and_the_whole_its_group_and_the_total(estimates: pd.DataFrame) -> None:
    # no answer is not in the base, don't know is
    assert counts(estimates, "value", "strongly_agree", "agree", "disagree", "dont_know") == {
        ("C1", "officers"): [2, 1, 0, 0, 1],
        ("C1", "members"): [1, 0, 0, 1, 0],
        ("C1", "total"): [3, 1, 0, 1, 1],
        ("C2", "officers"): [1, 0, 1, 0, 0],
        ("C2", "total"): [1, 0, 1, 0, 0],
        ("ALL", "officers"): [3, 1, 1, 0, 1],
        ("ALL", "members"): [1, 0, 0, 1, 0],
        ("ALL", "total"): [4, 1, 1, 1, 1],
    }


def test_the_two_options_on_a_side_stand_together(estimates: pd.DataFrame) -> None:
    found = counts(estimates, "value", "top2", "bottom2")
    assert found["ALL", "total"] == [4, 2, 1]
    assert found["C1", "total"] == [3, 1, 1]


def test_a_scale_with_one_option_on_a_side_has_no_sum(estimates: pd.DataFrame) -> None:
    options = estimates.loc[estimates["item"] == "ward", "option"].unique().tolist()
    assert sorted(options) == ["no", "yes"]


def test_net_is_those_at_the_top_less_those_at_the_bottom(estimates: pd.DataFrame) -> None:
    # the whole: 2 of 4 agree, 1 disagrees: net 1 of 4; C1's members: one of one disagrees
    found = estimates[(estimates["item"] == "value") & (estimates["option"] == "net")]
    rows = found.set_index(["council", "group"])[["base", "count", "value"]]
    assert rows.loc[("ALL", "total")].tolist() == [4, 1, 0.25]
    assert rows.loc[("C1", "members")].tolist() == [1, -1, -1.0]
    assert "net" not in set(estimates.loc[estimates["item"] == "ward", "option"])


def test_limits_of_a_net_are_the_least_top_less_the_greatest_bottom(estimates: pd.DataFrame) -> None:
    # C1's officers: of 5 invited 2 answered, one at the top (1 to 4 of 5 hold that), none at the bottom. With 4 of 5
    # at the bottom both answers drawn are another's in 0/10 of the draws, with 3 of 5 in 1/10: 0 to 3 of 5.
    rows = estimates.set_index(["item", "council", "group", "option"])[["value", "low", "high"]]
    assert rows.loc[("value", "C1", "officers", "bottom2")].tolist() == pytest.approx([0, 0, 0.6])
    assert rows.loc[("value", "C1", "officers", "net")].tolist() == pytest.approx([0.5, 0.2 - 0.6, 0.8])
    assert rows.loc[("value", "C2", "officers", "net")].tolist() == [1, 1, 1]


def test_dont_know_leaves_the_base_where_the_study_says_so(study: Study) -> None:
    # three officers and a member answered, one of them don't know: 2 of 3 at the top, and don't know has no row
    without = with_settings(study, base_holds=())
    found = item_estimates(without, ANSWERS, INVITED)
    assert counts(found, "value", "strongly_agree", "agree", "disagree", "top2")["ALL", "total"] == [3, 1, 1, 1, 2]
    assert "dont_know" not in set(found.loc[found["item"] == "value", "option"])
    assert counts(found, "barriers", "skills", "money", "other")["C1", "officers"] == [2, 2, 1, 0]


def test_ticked_options_are_shares_of_those_who_ticked_any_and_add_to_more_than_one(estimates: pd.DataFrame) -> None:
    # two officers ticked: skills 2 of 2, money 1 of 2, other 0 of 2
    assert counts(estimates, "barriers", "skills", "money", "other")["C1", "officers"] == [2, 2, 1, 0]
    mine = estimates.query("item == 'barriers' and council == 'C1' and group == 'officers'")
    assert mine["value"].sum() == 1.5


def test_an_item_of_one_tool_stands_for_the_whole_only(estimates: pd.DataFrame) -> None:
    assert counts(estimates, "ward", "yes", "no") == {("ALL", "members"): [1, 1, 0], ("ALL", "total"): [1, 1, 0]}


def test_comments_are_not_counted(estimates: pd.DataFrame) -> None:
    assert set(estimates["item"]) == {"value", "averse", "barriers", "ward"}


def test_shares_and_limits_are_of_the_frame_that_was_asked(estimates: pd.DataFrame) -> None:
    # C2's only officer replied: known. C1's officers: 1 of 2, of 5 invited: one held it and one did not,
    # the other three are unknown, and no tail of so small a sample is under 2.5%: 1 to 4 of 5
    rows = estimates.set_index(["item", "council", "group", "option"])[["base", "value", "low", "high"]]
    assert rows.loc[("value", "C2", "officers", "agree")].tolist() == [1, 1.0, 1.0, 1.0]
    assert rows.loc[("value", "C1", "officers", "strongly_agree")].tolist() == pytest.approx([2, 0.5, 0.2, 0.8])
    # the members' question was asked of three members alone: 1 of 1 replied, so 1 to 3 of 3
    assert rows.loc[("ward", "ALL", "members", "yes")].tolist() == pytest.approx([1, 1.0, 1 / 3, 1.0])


def test_the_order_of_the_returns_does_not_matter(study: Study, estimates: pd.DataFrame) -> None:
    shuffled = ANSWERS.iloc[[3, 0, 4, 2, 1]].reset_index(drop=True)
    assert_frame_equal(item_estimates(study, shuffled, INVITED), estimates)


def test_a_question_that_nobody_answered_has_no_row(study: Study) -> None:
    silent = ANSWERS.assign(barriers="")
    assert "barriers" not in set(item_estimates(study, silent, INVITED)["item"])


def test_the_public_survey_has_its_weighted_share_beside_the_unweighted_one(study: Study) -> None:
    # by hand: yes weighs 2 + 1 of 4 (the blank is no answer): 0.75; unweighted 2 of 3.
    # Kish: 4^2 / (4 + 1 + 1) = 8/3. The margin `region` is no measure.
    public = pd.DataFrame(
        {
            "told": ["yes", "no", "yes", ""],
            "region": ["North", "South", "North", "South"],
            "weight": [2.0, 1.0, 1.0, 9.0],
        }
    )
    found = public_estimates(study, public)
    assert found[["item", "measure", "base"]].to_numpy().tolist() == [
        ["told", "unweighted", 3],
        ["told", "weighted", 3],
    ]
    assert found["value"].tolist() == pytest.approx([2 / 3, 0.75])
    assert found["effective_base"].tolist() == pytest.approx([3, 8 / 3])
    assert (found["low"] < found["value"]).all()
    assert (found["value"] < found["high"]).all()
