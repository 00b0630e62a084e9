"""Hasty returns are flagged, and count."""

import pandas as pd
import pytest

from analysis.cleaning.flags import flagged_returns, speeding_returns, straight_lines
from analysis.study.loading import load_study
from analysis.study.study import Study
from tests.support.definitions import with_settings
from tests.support.places import TESTS


@pytest.fixture(scope="module")
def study() -> Study:
    """The small study: speeder_below 0.30; its members have two items on one scale."""
    return load_study(TESTS / "samples" / "small")


def answering(*minutes: int | None, tool: str = "members") -> pd.DataFrame:
    """Returns that took so many minutes."""
    ends = ["" if took is None else f"01/04/2019 {9 + took // 60:02}:{took % 60:02}:00" for took in minutes]
    return pd.DataFrame({"tool": tool, "started": "01/04/2019 09:00:00", "ended": ends})


def test_a_return_made_in_less_than_the_share_of_its_tools_median_time_is_a_speeder(study: Study) -> None:
    # median of 2, 3, 10, 12, 20 is 10 minutes; 0.30 of it is 3 minutes: 2 is below, 3 is not
    found = speeding_returns(study, answering(2, 3, 10, 12, 20))
    assert found.index.tolist() == [0]
    assert found["found"].tolist() == ["120 seconds, median of the tool 600"]


def test_each_tool_has_a_median_of_its_own(study: Study) -> None:
    # members: median 10, limit 3; staff: median 30, limit 9
    both = pd.concat([answering(4, 10, 12), answering(4, 30, 40, tool="staff")], ignore_index=True)
    assert speeding_returns(study, both).index.tolist() == [3]


def test_where_times_are_not_known_nobody_is_a_speeder(study: Study) -> None:
    assert speeding_returns(study, answering(None, None)).empty
    assert speeding_returns(study, answering(None, 10, 12)).empty


def test_one_answer_to_all_items_of_a_scale_is_a_straight_line(study: Study) -> None:
    two = with_settings(study, straight_line_from=2)
    returns = pd.DataFrame(
        {"tool": "members", "value": ["agree", "agree", ""], "averse": ["agree", "disagree", ""]}, index=[4, 7, 9]
    )
    found = straight_lines(two, returns)
    assert found.index.tolist() == [4]
    assert found["found"].tolist() == ["agree to all 2 of agree5"]


def test_fewer_items_than_the_study_says_make_no_straight_line(study: Study) -> None:
    # straight_line_from is 8; two items are asked
    returns = pd.DataFrame({"tool": ["members"], "value": ["agree"], "averse": ["agree"]})
    assert straight_lines(study, returns).empty


def test_a_flag_says_that_the_return_counts(study: Study) -> None:
    returns = answering(2, 10, 20).assign(value="agree", averse="disagree")
    found = flagged_returns(study, returns)
    assert found[["rule", "item", "action"]].to_numpy().tolist() == [["speeder", "", "flagged; the return counts"]]
