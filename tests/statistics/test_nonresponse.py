"""Item non-response: asked, answered, blank, by hand."""

import dataclasses
from types import MappingProxyType

import pandas as pd
import pytest

from analysis.statistics.nonresponse import item_nonresponse
from analysis.study.loading import load_study
from analysis.study.study import Study
from tests.support.places import TESTS

SMALL = TESTS / "samples" / "small"
COLUMNS = ["item", "kind", "asked", "answered", "dont_know", "not_applicable", "blank", "unanswered"]


@pytest.fixture(scope="module")
def study() -> Study:
    return load_study(SMALL)


# `ward` is asked of members alone.
ANSWERS = pd.DataFrame(
    [
        ("members", "agree", "dont_know", "", "yes"),
        ("members", "agree", "agree", "given", ""),
        ("staff", "", "agree", "", ""),
        ("staff", "dont_know", "", "", ""),
    ],
    columns=["tool", "value", "averse", "comment", "ward"],
)


def test_a_question_is_asked_of_the_tools_that_ask_it_and_the_worst_comes_first(study: Study) -> None:
    expected = [
        ("comment", "comment", 4, 1, 0, 0, 3, 3 / 4),
        ("ward", "single", 2, 1, 0, 0, 1, 1 / 2),
        ("averse", "scale", 4, 3, 1, 0, 1, 1 / 4),
        ("value", "scale", 4, 3, 1, 0, 1, 1 / 4),
    ]
    pd.testing.assert_frame_equal(item_nonresponse(study, ANSWERS), pd.DataFrame(expected, columns=COLUMNS))


def test_where_it_is_highest_is_told_by_tool(study: Study) -> None:
    # Both staff, one of them blank; both members answer.
    found = item_nonresponse(study, ANSWERS[["tool", "value"]], by=["tool"])
    shown = found[["item", "tool", "asked", "blank", "unanswered"]]
    assert shown.to_numpy().tolist() == [["value", "staff", 2, 1, 0.5], ["value", "members", 2, 0, 0.0]]


def test_categories_count_as_their_text(study: Study) -> None:
    coded = ANSWERS.astype("category")
    pd.testing.assert_frame_equal(item_nonresponse(study, coded), item_nonresponse(study, ANSWERS))
    by_tool = item_nonresponse(study, coded, by=["tool"])
    pd.testing.assert_frame_equal(by_tool, item_nonresponse(study, ANSWERS, by=["tool"]))


def test_not_applicable_is_an_answer_told_apart(study: Study) -> None:
    # The last answer of the scale plays the other role: one of each question's three answers.
    scales = [
        dataclasses.replace(option, role="not_applicable") if option.role == "dont_know" else option
        for option in study.tables["answer_scales.csv"]
    ]
    other = dataclasses.replace(study, tables=MappingProxyType({**study.tables, "answer_scales.csv": tuple(scales)}))
    found = item_nonresponse(other, ANSWERS).set_index("item")[["answered", "dont_know", "not_applicable", "blank"]]
    assert found.loc[["averse", "value"]].to_numpy().tolist() == [[3, 0, 1, 1], [3, 0, 1, 1]]
