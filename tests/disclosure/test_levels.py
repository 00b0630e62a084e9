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
# (agree + 6) / 20. Level 3: agree + 6 >= 13, so 7 or 8 agree. Level 1: agree + 6 < 8, so 0 or 1. Level 2, 2 to 6, would
# be wide enough by its own five; but were it told, silence would say that it is 1 or 3: none is.
@pytest.mark.parametrize(("number", "stable"), [(3, "borderline"), (1, "stable"), (2, "stable"), (2, "borderline")])
def test_where_one_level_would_tell_a_count_none_is_told(study: Study, number: int, stable: str) -> None:
    found = gated_levels(study, level(number, stable), of_twenty(0, None, 12, None, 0, 0)).iloc[0]
    assert pd.isna(found["level"])
    assert found["stable"] == ""


# Of forty, thirty agree and ten more agree or say neither: score (30 + agree + neither / 2) / 40, at least 35/40: level
# 3 and nothing else. By cuts of 0.75 it is level 3 too, so that stable says no more.
def test_a_level_that_the_figures_tell_already_stays(study: Study) -> None:
    rows = of_twenty(30, None, None, 0, 0, 0).assign(base=40)
    found = gated_levels(study, level(3, "stable"), rows).iloc[0]
    assert (found["level"], found["stable"]) == (3, "stable")


# Of a hundred, 60 are told to agree, 40 agree strongly, or disagree (0 to 40): score 0.6 to 1. Level 2 would say 0 to 4
# of them agree strongly: none is told, and 3, which says 5 to 40, would be silent for no reason of its own.
@pytest.mark.parametrize("number", [2, 3])
def test_silence_hangs_on_the_published_figures_alone(study: Study, number: int) -> None:
    rows = of_twenty(None, 60, 0, None, 0, 0).assign(base=100)
    assert pd.isna(gated_levels(study, level(number, "borderline"), rows).iloc[0]["level"])


def test_where_nothing_is_withheld_levels_stay(study: Study) -> None:
    given = level(2, "stable")
    pd.testing.assert_frame_equal(gated_levels(study, given, of_twenty(0, 4, 12, 4, 0, 0)), given)


def test_a_level_that_says_no_more_than_the_figures_stays(study: Study) -> None:
    # all five answers of the scale withheld: level 2 leaves each from 0 to far more than five
    given = level(2, "borderline")
    found = gated_levels(study, given, of_twenty(None, None, None, None, None, 0))
    assert found["level"].tolist() == [2]
