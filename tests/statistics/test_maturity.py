"""The maturity level is the printed rule, worked by hand."""

import dataclasses

import pandas as pd
import pytest

from analysis.statistics.maturity import judged_levels, level_sensitivity, maturity_levels
from analysis.study.loading import load_study
from analysis.study.rows import Judgement
from analysis.study.study import Study
from tests.support.definitions import with_settings
from tests.support.places import TESTS

SMALL = TESTS / "samples" / "small"


@pytest.fixture(scope="module")
def study() -> Study:
    return load_study(SMALL)


def answers(*rows: tuple[str, str, str, str]) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=["council", "group", "value", "averse"])


def with_minimum(study: Study, base: int) -> Study:
    return with_settings(study, minimum_base=base)


def test_points_are_summed_over_answers_that_have_any_and_a_reversed_item_is_turned_round(study: Study) -> None:
    # value: agree 1, neither 0.5, disagree 0, don't know none. averse is reversed: agree 0, disagree 1, neither 0.5
    table = answers(
        ("C1", "officers", "agree", "agree"),  # 1 + 0
        ("C1", "officers", "neither", "strongly_agree"),  # 0.5 + 0
        ("C1", "members", "dont_know", "neither"),  # nothing + 0.5
        ("C1", "members", "dont_know", ""),  # nothing at all: not in the base
    )
    found = maturity_levels(with_minimum(study, 3), table)
    # five answers with points, three returns; 2.0 / 5 = 0.4: level 2
    columns = ["council", "characteristic", "points", "scored", "base", "score", "level"]
    assert found[columns].to_numpy().tolist() == [
        ["ALL", "culture", 2.0, 5, 3, 0.4, 2],
        ["C1", "culture", 2.0, 5, 3, 0.4, 2],
    ]


# twenty answers to `value`, so many of them `agree`: the cuts 0.40 and 0.65 are 8 and 13 of twenty
@pytest.mark.parametrize(("agreeing", "level"), [(0, 1), (7, 1), (8, 2), (12, 2), (13, 3), (20, 3)])
def test_a_score_on_a_cut_has_the_higher_level(study: Study, agreeing: int, level: int) -> None:
    table = answers(*[("C1", "officers", "agree" if n < agreeing else "disagree", "") for n in range(20)])
    assert maturity_levels(study, table)["level"].tolist() == [level, level]


def test_under_the_minimum_base_there_is_no_level_and_the_whole_may_have_one(study: Study) -> None:
    # nine at C1, one at C2: ten make the whole
    table = answers(*[("C1", "officers", "agree", "")] * 9, ("C2", "members", "agree", ""))
    found = maturity_levels(study, table).set_index("council")
    assert found["base"].to_dict() == {"ALL": 10, "C1": 9, "C2": 1}
    assert found["level"].isna().to_dict() == {"ALL": False, "C1": True, "C2": True}
    assert found.loc["ALL", "level"] == 3


def test_a_council_without_a_scored_answer_has_no_row(study: Study) -> None:
    table = answers(("C1", "officers", "agree", ""), ("C2", "officers", "dont_know", ""))
    assert maturity_levels(study, table)["council"].tolist() == ["ALL", "C1"]


def agreeing(agreed: int, of: int, council: str = "C1", group: str = "officers", averse: str = "") -> list:
    """So many returns of which some agree that data is valued: a point each."""
    return [(council, group, "agree" if n < agreed else "disagree", averse) for n in range(of)]


def ways(study: Study, *rows: tuple[str, str, str, str]) -> dict[str, object]:
    """The level of C1 by each way of working it out; those without one left out."""
    found = level_sensitivity(study, answers(*rows))
    here = found[(found["council"] == "C1") & found["level"].notna()]
    return dict(zip(here["way"], here["level"].astype(int), strict=True))


def stable(study: Study, *rows: tuple[str, str, str, str]) -> str:
    levels = maturity_levels(study, answers(*rows)).set_index("council")
    return str(levels.loc["C1", "stable"])


# cuts 0.40 and 0.65, moved: 0.30 and 0.55, 0.50 and 0.75. Of twenty answers 6, 10, 11 and 15 stand on one of them.
@pytest.mark.parametrize(
    ("agreed", "lower", "declared", "higher", "said"),
    [
        (5, 1, 1, 1, "stable"),
        (6, 2, 1, 1, "borderline"),
        (9, 2, 2, 1, "borderline"),
        (10, 2, 2, 2, "stable"),
        (11, 3, 2, 2, "borderline"),
        (14, 3, 3, 2, "borderline"),
        (15, 3, 3, 3, "stable"),
    ],
)
def test_a_level_that_changes_with_cuts_ten_points_off_is_borderline(
    study: Study, agreed: int, lower: int, declared: int, higher: int, said: str
) -> None:
    rows = agreeing(agreed, 20)
    found = ways(study, *rows)
    told = (found["cut-points lower"], found["as declared"], found["cut-points higher"])
    assert told == (lower, declared, higher)
    assert stable(study, *rows) == said


def test_a_level_that_rests_on_one_item_is_borderline(study: Study) -> None:
    # twenty agree that data is valued and that risk is avoided (reversed): 20 + 0 of 40 = 0.50, level 2 whatever the
    # cuts; without the second 20 of 20, level 3; without the first 0 of 20, level 1
    rows = agreeing(20, 20, averse="agree")
    assert ways(study, *rows) == {
        "as declared": 2, "cut-points higher": 2, "cut-points lower": 2, "officers only": 2,
        "without averse": 3, "without value": 1,
    }  # fmt: skip
    assert stable(study, *rows) == "borderline"


def test_one_group_counts_only_where_it_clears_the_minimum_base(study: Study) -> None:
    # 0 of 30 officers; nine members agree: 9 of 39 = 0.23, and nobody looks at nine alone. A tenth: 10 of 40 = 0.25,
    # and the ten alone are at level 3
    officers = agreeing(0, 30)
    assert stable(study, *officers, *agreeing(9, 9, group="members")) == "stable"
    assert "members only" not in ways(study, *officers, *agreeing(9, 9, group="members"))
    assert stable(study, *officers, *agreeing(10, 10, group="members")) == "borderline"


def test_an_item_whose_absence_leaves_too_few_says_nothing(study: Study) -> None:
    # ten returns, nine of which say that data is valued, one only that risk is not avoided: 0 of 9 and 1: 0.1
    rows = [*agreeing(0, 9), ("C1", "officers", "", "disagree")]
    assert "without averse" not in ways(study, *rows)
    assert stable(study, *rows) == "stable"


def test_insufficient_evidence_is_neither_stable_nor_borderline(study: Study) -> None:
    assert stable(study, *agreeing(9, 9)) == ""


@pytest.mark.parametrize(("agreed", "level"), [(3, 1), (4, 2), (8, 3), (12, 4), (15, 4), (16, 5)])
def test_a_study_has_as_many_levels_as_its_cuts_make(study: Study, agreed: int, level: int) -> None:
    # four cuts, five levels: 4, 8, 12 and 16 of twenty
    five = with_settings(study, level_from=(0.2, 0.4, 0.6, 0.8))
    assert list(five.level_numbers) == [1, 2, 3, 4, 5]
    assert maturity_levels(five, answers(*agreeing(agreed, 20)))["level"].tolist() == [level, level]


def test_a_judgement_stands_beside_the_computed_level_and_changes_nothing(study: Study) -> None:
    levels = maturity_levels(study, answers(*agreeing(20, 20), *agreeing(10, 20, council="C2")))
    told = [
        Judgement("C1", "culture", 2, "no strategy was found", "the panel", "2020-01-30"),
        Judgement("C2", "culture", None, "replies came from one service", "the panel", "2020-01-30"),
    ]
    judged = judged_levels(dataclasses.replace(study, tables={**study.tables, "judgements.csv": tuple(told)}), levels)
    columns = ["council", "level", "judged", "reason", "agreed_by"]
    assert judged[columns].astype(object).fillna("").to_numpy().tolist() == [
        ["ALL", 3, "", "", ""],  # 30 of 40
        ["C1", 3, 2, "no strategy was found", "the panel"],
        ["C2", 2, "", "replies came from one service", "the panel"],
    ]
    pd.testing.assert_frame_equal(judged[levels.columns], levels)
