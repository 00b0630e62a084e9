"""Levels of maturity of the toy: by the printed rule, withheld under the minimum base, counted over all councils."""

import pandas as pd

from tests.support.toy_flow import ALDER, BIRCH, CEDAR, WOODLAND, Flow


def test_level_is_the_mean_of_the_points_by_the_printed_rule(flow: Flow) -> None:
    # Leadership: agreeing 1, neither 0.5, disagreeing 0; level 1 is 0, level 2 is 0.5, level 3 is 1.
    #   Alder  (1 + 1 + .5 + 1 + 0) + (1 + 1 + 1 + .5) = 7 of 9 = 0.78, level 3; one person of six said don't know twice
    #   Birch  (0 + 1 + .5) + (.5 + 0) = 2 of 5 = 0.40, exactly where level 2 begins
    #   Cedar  (1 + 0 + 1) + 0 = 2 of 4 = 0.50, level 2
    # Data protection is asked the other way round, so that no is 1 and yes is 0.
    #   Alder  3 of 5 = 0.60, level 2;  Birch 0 of 3, level 1;  Cedar 2 of 2, a base of two and no level
    expected = pd.DataFrame(
        [
            (ALDER, "data_protection", 3.0, 5, 5, 3 / 5, 2),
            (ALDER, "leadership", 7.0, 9, 5, 7 / 9, 3),
            (BIRCH, "data_protection", 0.0, 3, 3, 0.0, 1),
            (BIRCH, "leadership", 2.0, 5, 3, 2 / 5, 2),
            (CEDAR, "data_protection", 2.0, 2, 2, 1.0, None),
            (CEDAR, "leadership", 2.0, 4, 3, 2 / 4, 2),
            (WOODLAND, "data_protection", 5.0, 10, 10, 5 / 10, 2),
            (WOODLAND, "leadership", 11.0, 18, 11, 11 / 18, 2),
        ],
        columns=["council", "characteristic", "points", "scored", "base", "score", "level"],
    ).astype({"level": "Int64"})
    pd.testing.assert_frame_equal(flow.levels[list(expected)], expected, check_dtype=False)


def test_level_under_the_minimum_base_is_withheld(flow: Flow) -> None:
    # Cuts of 0.30 and 0.55, or 0.50 and 0.75; without one question; one group's alone, where three or more scored:
    #   Alder's 0.60 is level 3 by the lower cuts. Its 0.78: officers 4.5 of 5, without the first question 3.5 of 4,
    #   without the second 3.5 of 5 = 0.70; level 3 throughout, and two members are too few to look at alone.
    #   Birch's 0 of 3 stays; its 0.40 is level 1 by the higher cuts. Cedar without the second: 2 of 3 = 0.67, level 3.
    #   Woodland's members 1 of 4 = 0.25, level 1; its 0.61 is level 3 by the lower cuts.
    assert flow.outputs("public/tables/maturity") == (
        "council,characteristic,level,stable,flag,vintage,vintage_date\n"
        "X06000001,data_protection,2,borderline,low base,,\n"
        "X06000001,leadership,3,stable,low base,,\n"
        "X06000002,data_protection,1,stable,low base,,\n"
        "X06000002,leadership,2,borderline,low base,,\n"
        "X06000003,data_protection,,,suppressed,,\n"
        "X06000003,leadership,2,borderline,low base,,\n"
        "X92000009,data_protection,2,borderline,,,\n"
        "X92000009,leadership,2,borderline,,,\n"
    )


def test_levels_over_all_councils_are_counted_from_those_that_stand(flow: Flow) -> None:
    # Five levels stand: 3 and 2 at Alder, 2 and 1 at Birch, 2 at Cedar; four of the five are the first or second: 80%.
    woodland = flow.evidence("Woodland")
    assert [woodland.number(name).printed for name in ("levels", "low_levels", "low_levels_share")] == [5, 4, 80]
    assert [woodland.councils_at("leadership", level).printed for level in (1, 2, 3)] == [0, 2, 1]
    assert [woodland.councils_at("data_protection", level).printed for level in (1, 2, 3)] == [1, 1, 0]
