"""The maturity level is the printed rule, worked by hand."""

import dataclasses
from pathlib import Path

import pandas as pd
import pytest

from analysis.statistics.maturity import maturity_levels
from analysis.study import Study, load_study

SMALL = Path(__file__).parent.parent / "returns" / "small"


@pytest.fixture(scope="module")
def study() -> Study:
    return load_study(SMALL)


def answers(*rows: tuple[str, str, str, str]) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=["council", "group", "value", "averse"])


def with_minimum(study: Study, base: int) -> Study:
    return dataclasses.replace(study, settings=dataclasses.replace(study.settings, minimum_base=base))


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
