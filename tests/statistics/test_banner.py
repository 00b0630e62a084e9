"""Banner tables: columns side by side, letters by the printed rule, nothing under the minimum base."""

import pandas as pd
import pytest

from analysis.statistics.banner import banner_rule, banner_table, column_letters, letters_of
from analysis.statistics.comparisons import DifferenceRule
from analysis.statistics.estimates import item_estimates
from analysis.study.loading import load_study
from analysis.study.study import Study
from tests.support.places import TESTS

SMALL = TESTS / "samples" / "small"
INVITED = pd.DataFrame(
    [["staff", "officers", "C1", 20], ["members", "members", "C1", 20]],
    columns=["tool", "group", "council", "invited"],
)


@pytest.fixture(scope="module")
def study() -> Study:
    return load_study(SMALL)


def table(study: Study, officers: dict[str, int], members: dict[str, int]) -> pd.DataFrame:
    """The banner of C1 for groups that answered so."""
    rows = [
        ("C1", tool, group, code)
        for tool, group, said in (("staff", "officers", officers), ("members", "members", members))
        for code, many in said.items()
        for _ in range(many)
    ]
    answers = pd.DataFrame(rows, columns=["council", "tool", "group", "value"])
    return banner_table(study, item_estimates(study, answers, INVITED), "value", "C1")


def of(found: pd.DataFrame, option: str) -> list[list[object]]:
    rows = found.loc[found["option"] == option, ["column", "letter", "base", "count", "letters"]]
    return rows.astype(object).where(rows.notna(), None).to_numpy().tolist()


def test_a_letter_stands_by_the_column_that_is_clearly_higher(study: Study) -> None:
    # 10 of 10 agree against 0 of 10, who disagree: p 2/184756, times seven answers or sides or fewer, far under 0.05
    found = table(study, {"agree": 10}, {"disagree": 10})
    assert of(found, "agree") == [
        ["officers", "A", 10, 10, "B"],
        ["members", "B", 10, 0, ""],
        ["total", "", 20, 10, ""],
    ]
    assert of(found, "disagree")[1] == ["members", "B", 10, 10, "A"]
    assert of(found, "neither")[0] == ["officers", "A", 10, 0, ""]


def test_a_difference_that_chance_would_make_among_all_answers_has_no_letter(study: Study) -> None:
    # agree 5 of 10 against none: C(10,5) x 2 / C(20,5) = 504/15504 = 0.0325, adjusted for the other answers over 0.05
    found = table(study, {"agree": 5, "neither": 5}, {"disagree": 5, "neither": 5})
    assert set(found["letters"]) == {""}


def test_a_column_under_the_minimum_base_has_its_base_alone(study: Study) -> None:
    found = table(study, {"agree": 10}, {"disagree": 9})
    assert of(found, "disagree")[1] == ["members", "B", 9, None, ""]
    assert found.loc[found["column"] == "members", "value"].isna().all()
    assert set(found["letters"]) == {""}


def test_columns_stand_in_the_studys_order_and_answers_in_that_of_the_scale(study: Study) -> None:
    found = table(study, {"agree": 10}, {"disagree": 10})
    assert found["option"].drop_duplicates().tolist() == [*study.base_options("value"), "top2", "bottom2"]
    assert found["column"].head(3).tolist() == ["officers", "members", "total"]


def test_the_rule_is_printed_with_the_studys_own_figures(study: Study) -> None:
    assert "at 5%, adjusted by Holm" in banner_rule(study)
    assert "fewer than 10 answered" in banner_rule(study)


def test_any_tables_columns_have_letters_of_those_they_are_clearly_higher_than() -> None:
    # 10 of 10 against 0 of 10 twice: p 2/184756 each, third pair alike; the total is in no order and has no letter
    rows = [("x", 10, 10), ("y", 10, 0), ("z", 10, 0), ("all", 30, 10)]
    counts = pd.DataFrame(rows, columns=["region", "base", "count"]).assign(option="yes")
    found = column_letters(counts, DifferenceRule(), column="region", order=["x", "y", "z"])
    assert found[["letter", "letters"]].to_numpy().tolist() == [["A", "BC"], ["B", ""], ["C", ""], ["", ""]]


def test_letters_by_the_fields_z_are_an_option(study: Study) -> None:
    # 7 of 10 against 2 of 10 agree: pooled 9/20, error root of .45 x .55 / 5 = .2225, z = .5/.2225 = 2.247, p 0.0246;
    # Fisher's: 2 x (C(10,7) x C(10,2) + C(10,8) x 10 + C(10,9)) / C(20,9) = 2 x 5860 / 167960 = 0.0698
    counts = pd.DataFrame({"column": ["x", "y"], "option": "yes", "base": 10, "count": [7, 2]})
    by_test = {
        test: column_letters(counts, DifferenceRule(test=test), order=["x", "y"])["letters"].tolist()
        for test in ("fisher", "z")
    }
    assert by_test == {"fisher": ["", ""], "z": ["B", ""]}
    assert "the z-test of two shares, two-sided, at 5%" in banner_rule(study, test="z")


def test_weighted_letters_rest_on_the_effective_base() -> None:
    # the same shares from respondents worth half as many: z = 2.247 / root of 2 = 1.589, p 0.112
    counts = pd.DataFrame({"column": ["x", "y"], "option": "yes", "base": 5.0, "count": [3.5, 1.0]})
    assert column_letters(counts, DifferenceRule(test="z"), order=["x", "y"])["letters"].tolist() == ["", ""]


def test_more_columns_than_letters_are_refused() -> None:
    with pytest.raises(ValueError, match=r"27 columns; letters do for 26\."):
        letters_of([str(number) for number in range(27)])
