"""Headline figures otherwise: bounds without assumptions, early against late, wave against wave."""

import dataclasses
from types import MappingProxyType

import pandas as pd
import pytest

from analysis.statistics.bounds import (
    early_and_late,
    same_items,
    share_bounds,
    wave_against_wave,
    with_difference,
    worst_case_bounds,
)
from analysis.statistics.intervals import combined_limits
from analysis.study.loading import load_study
from analysis.study.study import Study
from tests.support.places import TESTS

TOY = TESTS / "studies" / "toy"
ITEM, OPTION = "decisions_use_data", "top2"


@pytest.fixture(scope="module")
def study() -> Study:
    return load_study(TOY)


def test_twenty_of_thirty_seven_with_sixty_one_invited_lies_anywhere_between_a_third_and_seven_tenths(
    study: Study,
) -> None:
    # lowest 20 / 61 = 0.3279; the other 24 all say yes: 44 / 61 = 0.7213 (statistics page: 32.8-72.1%)
    council = next(iter(study.councils))
    found = pd.DataFrame(
        [(council, "officers", ITEM, OPTION, 37, 20), (council, "officers", ITEM, "agree", 37, 11)],
        columns=["council", "group", "item", "option", "base", "count"],
    )
    invited = pd.DataFrame([(council, "officers", "officers", 61)], columns=["council", "group", "tool", "invited"])
    row = worst_case_bounds(study, found, invited)
    assert len(row) == 1
    told = row[["value", "lowest", "highest", "width"]].iloc[0].tolist()
    assert told == pytest.approx([20 / 37, 20 / 61, 44 / 61, 24 / 61])
    assert [round(100 * end, 1) for end in told[1:3]] == [32.8, 72.1]


def test_early_and_late_returns_are_whole_days(study: Study) -> None:
    # Eight returns: 3 on day 1, 2 on day 2 (5 of 8, over half), 1 on day 3 (6 of 8 before day 4), 2 on day 4; one
    # without a day. Early: day 1, of three two agree; late: day 4, none of two.
    council = next(iter(study.councils))
    days = ["1", "1", "1", "2", "2", "3", "4", "4", ""]
    said = ["agree", "agree", "neither", "agree", "agree", "agree", "neither", "disagree", "agree"]
    answers = pd.DataFrame({"return_id": list("abcdefghi"), ITEM: said}).assign(council=council, group="officers")
    answers["leaders_value_data"] = ""
    seen = pd.DataFrame({"return_id": list("abcdefghi"), "day": [f"2018-04-0{day}" if day else "" for day in days]})
    found = early_and_late(study, answers, seen).iloc[0]
    assert found[["early_count", "early_base", "late_count", "late_base"]].tolist() == [2, 3, 0, 2]
    assert found["difference"] == pytest.approx(-2 / 3)
    one_day = seen.assign(day="2018-04-01")
    assert early_and_late(study, answers, one_day).empty


# Newcombe (1998), Stat. Med. 17:873-890, table II, method 10
NEWCOMBE = [
    (56, 70, 48, 80, 0.0524, 0.3339),
    (9, 10, 3, 10, 0.1705, 0.8090),
    (6, 7, 2, 7, 0.0582, 0.8062),
]


@pytest.mark.parametrize(("a", "m", "b", "n", "low", "high"), NEWCOMBE)
def test_a_difference_has_newcombes_limits(a: int, m: int, b: int, n: int, low: float, high: float) -> None:
    table = pd.DataFrame([(a, m, b, n)], columns=["one_count", "one_base", "two_count", "two_base"])
    found = with_difference(table, ("one", "two"), confidence=0.95).iloc[0]
    assert (round(found["low"], 4), round(found["high"], 4)) == (low, high)


def test_limits_of_a_difference_are_squared_and_added() -> None:
    # .6 (.3 to .8) less .5 (.4 to .9): down sqrt(.09 + .16) = .5, up sqrt(.04 + .01)
    low, high = combined_limits([1, -1], [[0.6], [0.5]], [([0.3], [0.8]), ([0.4], [0.9])])
    assert (low[0], high[0]) == pytest.approx((0.1 - 0.5, 0.1 + 0.05**0.5))


ESTIMATE = ["council", "group", "item", "option", "base", "value", "low", "high"]


def test_waves_in_which_everybody_replied_differ_by_a_fact() -> None:
    now = pd.DataFrame([("C1", "total", "q", "yes", 10, 0.5, 0.5, 0.5)], columns=ESTIMATE)
    before = pd.DataFrame([("C1", "total", "q", "yes", 8, 0.25, 0.25, 0.25)], columns=ESTIMATE)
    found = wave_against_wave(now, before, items=["q"]).iloc[0]
    assert found[["difference", "low", "high", "base", "base_before"]].tolist() == [0.25, 0.25, 0.25, 10, 8]
    assert wave_against_wave(now, before, items=[]).empty


def test_only_items_asked_alike_are_compared_between_waves(study: Study) -> None:
    rows = [
        dataclasses.replace(row, text_en="Do decisions rest on data?") if row.item == ITEM else row
        for row in study.tables["questionnaire.csv"]
    ]
    reworded = dataclasses.replace(study, tables=MappingProxyType({**study.tables, "questionnaire.csv": tuple(rows)}))
    assert same_items(study, study) == list(study.items)
    assert ITEM not in same_items(study, reworded)
    assert len(same_items(study, reworded)) == len(study.items) - 1


def test_bounds_of_any_counts_by_hand() -> None:
    # section 4 of the methods: 20 of 37 say yes, 61 invited: 20/61 to 44/61
    row = share_bounds(pd.DataFrame({"count": [20], "base": [37], "invited": [61]})).iloc[0]
    assert row[["lowest", "highest", "width"]].tolist() == pytest.approx([20 / 61, 44 / 61, 24 / 61])
