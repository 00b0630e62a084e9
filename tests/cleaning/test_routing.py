"""Routed questions: put to a person after one answer alone; only those put count in the share answered."""

import shutil

import pandas as pd
import pytest

from analysis.cleaning.clean import return_statuses
from analysis.cleaning.routing import is_asked, routed_answers
from analysis.study.loading import load_study
from analysis.study.rows import Item
from analysis.study.study import Study
from tests.support.places import TESTS

HERE = TESTS


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Study:
    """The small study; whether a ward is online is asked of those alone whose leader is the chief executive."""
    folder = tmp_path_factory.mktemp("routing") / "small"
    shutil.copytree(HERE / "samples" / "small", folder)
    path = folder / "questionnaire.csv"
    rows = path.read_text("utf-8")
    before, after = "ward,members,vision,,single,yes_no,,,", "ward,members,vision,,single,yes_no,,leads=chief,"
    assert before in rows
    path.write_text(rows.replace(before, after), "utf-8")
    return load_study(folder)


def members(*answers: tuple[str, str, str, str, str]) -> pd.DataFrame:
    """Returns: value, averse, barriers, leads, ward."""
    names = ["value", "averse", "barriers", "leads", "ward"]
    coded = pd.DataFrame(list(answers), columns=names).astype("category")
    return coded.assign(
        told="", region="", tool="members", file="f.csv", line=range(2, 2 + len(coded)), return_id="r", council="C1"
    )


def test_a_question_is_put_after_its_answer_alone(study: Study) -> None:
    coded = members(("", "", "", "chief", ""), ("", "", "", "other", ""), ("", "", "", "", ""))
    assert is_asked(coded, study.items["ward"]).tolist() == [True, False, False]


def test_of_several_answers_and_of_several_ticked_one_is_enough(study: Study) -> None:
    coded = members(("", "", "skills;money", "", ""), ("", "", "other", "", ""), ("", "", "skills", "", ""))
    item = Item("ward", ("members",), "", "", "single", "yes_no", False, "barriers=money|other", "", "")
    assert is_asked(coded, item).tolist() == [True, True, False]


def test_an_answer_to_a_question_that_was_not_put_is_left_out_and_told(study: Study) -> None:
    kept, issues = routed_answers(study, members(("agree", "", "", "other", "yes"), ("agree", "", "", "chief", "yes")))
    assert kept["ward"].tolist() == ["", "yes"]
    assert issues[["line", "item", "found", "rule"]].to_numpy().tolist() == [[2, "ward", "yes", "not_routed"]]


def test_only_the_questions_put_count_in_the_share_answered(study: Study) -> None:
    # four are put to the first: 4/4; five to the second: 4/5 = 0.8; five to the third: 3/5 partial; four: 1/4 too few
    coded = members(
        ("agree", "agree", "skills", "other", ""),
        ("agree", "agree", "skills", "chief", ""),
        ("agree", "agree", "", "chief", ""),
        ("", "", "skills", "", ""),
    )
    assert return_statuses(study, coded).tolist() == ["complete", "complete", "partial", "break_off"]
