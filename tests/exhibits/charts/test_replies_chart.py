"""Charts of who replied: titles state what the tables say, worked out by hand."""

import pandas as pd
import pytest

from analysis.exhibits import outputs
from analysis.exhibits.charts import funnel_chart, replies_chart
from analysis.statistics.response import OUTCOMES
from analysis.study.loading import load_study
from analysis.study.study import Study
from tests.support.nodes import plain_words
from tests.support.places import TESTS

TOY = TESTS / "studies" / "toy"
WHOLE, ALDER, BIRCH = "X92000009", "X06000001", "X06000002"
BECAME = pd.DataFrame(
    [(WHOLE, "officers", 14, 4, 2, 1, 7, 0, 0, 0), (WHOLE, "total", 14, 4, 2, 1, 7, 0, 0, 0)],
    columns=["council", "group", "invited", *OUTCOMES],
)
FUNNEL = pd.DataFrame(
    [
        (ALDER, 10, 9, 0.9, 0.5, "95%", 0.13, 0.87, 0.02, 0.98),
        (BIRCH, 20, 10, 0.5, 0.5, "", 0.26, 0.74, 0.15, 0.85),
    ],
    columns=["council", "invited", "returned", "rate", "centre", "outside", "low_95", "high_95", "low_998", "high_998"],
)
KEYS = ["council", "group", "item", "option"]
BOUNDS = pd.DataFrame(
    [(WHOLE, "total", "decisions_use_data", "top2", 0.5, 0.2, 0.796, 0.596)],
    columns=[*KEYS, "value", "lowest", "highest", "width"],
)
LATE = pd.DataFrame(
    [("decisions_use_data", "top2", 1.0, 0.25, -0.9, -0.1), ("leaders_value_data", "top2", 0.5, 0.5, -0.2, 0.2)],
    columns=["item", "option", "early", "late", "low", "high"],
)
SHARES = pd.DataFrame([("satisfied", "unweighted", 0.5, 0.4, 0.6)], columns=["item", "measure", "value", "low", "high"])
ERRORS = pd.DataFrame([("satisfied", 0.5234, 0.41, 0.63)], columns=["item", "value", "low", "high"])


@pytest.fixture(scope="module")
def study() -> Study:
    return load_study(TOY)


def title(output: outputs.Output) -> str:
    return plain_words(output.contents["en"]["title"])


def test_titles_say_what_the_tables_say(study: Study) -> None:
    # 4 + 2 of 14; one of two outside; 59.6 points, downwards; one interval of two without nought; 2.34 points, upwards
    assert [
        title(replies_chart.outcomes_chart(study, BECAME, illustrative=False)),
        title(funnel_chart.funnel_chart(study, FUNNEL, illustrative=False)),
        title(replies_chart.worst_case_chart(study, BOUNDS, illustrative=False)),
        title(replies_chart.early_and_late_chart(study, LATE, illustrative=False)),
        title(replies_chart.public_shares_chart(study, SHARES, ERRORS, illustrative=False)),
    ] == [
        "Of 14 people invited 6 returned the form, 4 of them complete",
        "1 of 2 councils lies outside the 95% limits of chance, 0 outside 99.8%",
        "Without assumptions on who was silent, no figure is known to within 59 points",
        "Late returns differ clearly from early ones on 1 of 2 headline figures",
        "Weighting moves no share of the public by more than 2.4 points",
    ]


def test_charts_without_rows_are_drawn_all_the_same(study: Study) -> None:
    assert title(funnel_chart.funnel_chart(study, FUNNEL.head(0), illustrative=True)).startswith("None of 0 councils")
    for output in (
        replies_chart.worst_case_chart(study, BOUNDS.head(0), illustrative=True),
        replies_chart.early_and_late_chart(study, LATE.head(0), illustrative=True),
        replies_chart.public_shares_chart(study, SHARES.head(0), ERRORS.head(0), illustrative=True),
    ):
        assert output.contents["en"]["table"]["rows"] == []


def test_pictures_of_illustrative_data_say_so_and_are_the_same_twice(study: Study) -> None:
    first, second = (funnel_chart.funnel_chart(study, FUNNEL, illustrative=True) for _ in range(2))
    assert first.contents["en"]["svg"] == second.contents["en"]["svg"]
    assert "Illustrative data" in first.contents["en"]["alt"]
