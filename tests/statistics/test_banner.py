"""Banner tables: columns side by side, letters by the printed rule, nothing under the minimum base."""

import pandas as pd
import pytest

from analysis.statistics.banner import banner_rule, banner_table
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
