"""Each council of the toy beside the rest, and the advice that follows from it."""

import pandas as pd
import pytest

from analysis.narrative import findings
from tests.support.toy_flow import ALDER, BIRCH, CEDAR, Flow


def test_a_council_like_the_rest_is_similar_and_one_unlike_it_is_told(flow: Flow) -> None:
    # Fisher's exact test. Of 12 people 6 agree, in both questions; 6 of 12 can be chosen in 924 ways.
    #   Leaders: Alder 3 of 6, the commonest table, p = 1. Birch 1 of 3 and Cedar 2 of 3: 3 x C(9,5) = 378 ways each,
    #   the two commonest, p = 1.
    #   Decisions: Alder 6 of 6 and the rest 0 of 6: 1 way, and 1 as far the other way, p = 2/924; adjusted for the
    #   nine that are compared 18/924, under 0.05. Birch and Cedar 0 of 3: C(9,6) = 84 ways, and as many for 3 of 3,
    #   p = 168/924.
    expected = pd.DataFrame(
        [
            (ALDER, "decisions_use_data", "top2", 6, 6, 6, 0, 2 / 924, "higher"),
            (ALDER, "leaders_value_data", "top2", 6, 3, 6, 3, 1.0, "similar"),
            (BIRCH, "decisions_use_data", "top2", 3, 0, 9, 6, 168 / 924, "similar"),
            (BIRCH, "leaders_value_data", "top2", 3, 1, 9, 5, 1.0, "similar"),
            (CEDAR, "decisions_use_data", "top2", 3, 0, 9, 6, 168 / 924, "similar"),
            (CEDAR, "leaders_value_data", "top2", 3, 2, 9, 4, 1.0, "similar"),
        ],
        columns=["council", "item", "option", "base", "count", "rest_base", "rest_count", "p", "verdict"],
    )
    findings = flow.verdicts[flow.verdicts["item"].isin(expected["item"])].reset_index(drop=True)
    pd.testing.assert_frame_equal(findings[list(expected)], expected, check_dtype=False)
    assert findings["adjusted"].iloc[0] == pytest.approx(18 / 924)


def test_all_that_everybody_was_asked_is_compared_where_it_may_be_told(flow: Flow) -> None:
    # Four scales and the law, each barrier by itself, and the lowest level, which two people at Birch and one at Cedar
    # are too few to tell.
    asked = {(row.item, row.option) for row in flow.verdicts[flow.verdicts["council"] == ALDER].itertuples()}
    assert asked == {
        ("analytics_skills", "top2"),
        ("barriers", "other"),
        ("barriers", "skills"),
        ("barriers", "trust"),
        ("decisions_use_data", "top2"),
        ("know_what_to_share", "top2"),
        ("leaders_value_data", "top2"),
        ("level_leadership", "1"),
        ("regulation_view", "yes"),
    }
    assert flow.verdicts["council"].value_counts().to_dict() == {ALDER: 9, BIRCH: 8, CEDAR: 8}


def test_rest_is_every_other_council_together(flow: Flow) -> None:
    # Leaders: 6 of 12 agree. Without Birch's 1 of 3: 5 of 9 = 55.56, 56. Without Cedar's 2 of 3: 4 of 9 = 44.44, 44.
    rest = {
        name: flow.evidence(name).number("proportion", "leaders_value_data", option="top2", place="rest").printed
        for name in ("Alder", "Birch", "Cedar")
    }
    assert rest == {"Alder": 50, "Birch": 56, "Cedar": 44}


def test_advice_follows_a_weak_finding(flow: Flow) -> None:
    # Leaders value data: 1 of 3 at Birch is under half and weak; 3 of 6 at Alder is not. Training is advised to all.
    advised = {
        (name, theme): [row.recommendation for row in findings.called_recommendations(flow.evidence(name), theme)]
        for name in ("Alder", "Birch")
        for theme in ("vision", "skills")
    }
    assert advised == {
        ("Alder", "vision"): [],
        ("Alder", "skills"): ["train_people"],
        ("Birch", "vision"): ["say_who_leads"],
        ("Birch", "skills"): ["train_people"],
    }
