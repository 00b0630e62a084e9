"""A maturity level is a bound on a mean of answers: where it would tell a withheld figure it is not told."""

import pandas as pd
import pytest

from analysis.disclosure.gate import gated_levels
from analysis.study.loading import load_study
from analysis.study.study import Study
from tests.support.definitions import with_settings
from tests.support.places import TESTS

SMALL = TESTS / "samples" / "small"
ANSWERS = ("strongly_agree", "agree", "neither", "disagree", "strongly_disagree", "dont_know")


@pytest.fixture(scope="module")
def study() -> Study:
    """The small study, with counts under five withheld; level 2 from 0.40, level 3 from 0.65."""
    held = load_study(SMALL)
    return with_settings(held, threshold=5)


def of_twenty(*told: int | None) -> pd.DataFrame:
    """Twenty officers of one council: how many gave each answer, None where it is withheld."""
    rows = [("C1", group, "value", option, 20, count) for group in ("officers", "total")
            for option, count in zip(ANSWERS, told, strict=True)]  # fmt: skip
    table = pd.DataFrame(rows, columns=["council", "group", "item", "option", "base", "count"])
    return table.astype({"count": "Int64"})


def level(number: int, stable: str) -> pd.DataFrame:
    row = {"council": ["C1"], "characteristic": ["culture"], "level": [number], "stable": [stable]}
    return pd.DataFrame(row).astype({"level": "Int64"})


# Twelve say neither (half a point each), the other eight agree (1) or disagree (0): 0 to 8 agree. Score:
# (agree + 6) / 20. Level 3: agree + 6 >= 13, so 7 or 8 agree. Level 1: agree + 6 < 8, so 0 to 2. Level 2: 2 to 7, five
# wide; but stable by cuts of 0.30 and 0.55, and of 0.50 and 0.75, is 4 to 5.
@pytest.mark.parametrize(
    ("number", "stable", "told"),
    [(3, "borderline", (None, "")), (1, "stable", (None, "")), (2, "stable", (2, "")), (2, "borderline", (2, ""))],
)
def test_a_level_and_its_stability_are_told_only_if_they_tell_no_count(
    study: Study, number: int, stable: str, told: tuple[int | None, str]
) -> None:
    found = gated_levels(study, level(number, stable), of_twenty(0, None, 12, None, 0, 0)).iloc[0]
    assert (None if pd.isna(found["level"]) else found["level"], found["stable"]) == told


def test_where_nothing_is_withheld_levels_stay(study: Study) -> None:
    given = level(2, "stable")
    pd.testing.assert_frame_equal(gated_levels(study, given, of_twenty(0, 4, 12, 4, 0, 0)), given)


def test_a_level_that_says_no_more_than_the_figures_stays(study: Study) -> None:
    # all five answers of the scale withheld: level 2 leaves each from 0 to far more than five
    given = level(2, "borderline")
    found = gated_levels(study, given, of_twenty(None, None, None, None, None, 0))
    assert found["level"].tolist() == [2]
