"""Answers become codes of their scale in either language; what fits no option is an issue, never a guess."""

import unicodedata

import pandas as pd
import pytest

from analysis.cleaning.answers import match_answers
from analysis.study.loading import load_study
from analysis.study.study import Study
from tests.support.places import TESTS

STUDY = TESTS / "samples" / "small"


@pytest.fixture(scope="module")
def study() -> Study:
    return load_study(STUDY)


def coded(study: Study, item: str, *written: str) -> list[str]:
    """Codes of one item's answers."""
    return match_answers(study, pd.DataFrame({item: list(written)}, dtype=str))[0][item].tolist()


def issues(study: Study, item: str, *written: str) -> list[list[str]]:
    """Rule, item, what was found and what was done, of one item's answers."""
    found = match_answers(study, pd.DataFrame({item: list(written)}, dtype=str))[1]
    return found[["rule", "item", "found", "action"]].to_numpy().tolist()


SAME_ANSWER = {
    "as the scale has it": ("Don't know", "dont_know"),
    "with a curly apostrophe": ("Don’t know", "dont_know"),
    "in capitals with a full stop": ("DON'T KNOW.", "dont_know"),
    "with a non-breaking space": ("Don't\u00a0know", "dont_know"),
    "in Welsh": ("Cytuno'n gryf", "strongly_agree"),
    "in Welsh with a curly apostrophe": ("Cytuno’n gryf", "strongly_agree"),
    "as its code": ("strongly_agree", "strongly_agree"),
}


@pytest.mark.parametrize(("written", "code"), SAME_ANSWER.values(), ids=SAME_ANSWER)
def test_an_answer_is_known(study: Study, written: str, code: str) -> None:
    assert coded(study, "value", written) == [code]


def test_an_answer_with_accents_apart_is_known(study: Study) -> None:
    written = unicodedata.normalize("NFD", "Rhy ychydig o amser, arian neu staff")
    assert coded(study, "barriers", written) == ["money"]


def test_an_unanswered_question_is_neither_coded_nor_an_issue(study: Study) -> None:
    assert coded(study, "value", "", "") == ["", ""]
    assert issues(study, "value", "", "") == []


def test_an_answer_not_on_the_scale_is_an_issue_and_counts_as_unanswered(study: Study) -> None:
    assert coded(study, "value", "Sort of", "Agree / Disagree", "N/A", "None", "Agree") == ["", "", "", "", "agree"]
    assert issues(study, "value", "Agree", "Sort of") == [["not_on_scale", "value", "Sort of", "counted as unanswered"]]


def test_an_answer_in_welsh_is_noted_once_a_return_with_how_many(study: Study) -> None:
    received = pd.DataFrame({"value": ["Cytuno", "Agree", "Cytuno"], "ward": ["Oes", "Yes", ""]}, dtype=str)
    codes, found, _ = match_answers(study, received)
    assert codes.to_numpy().tolist() == [["agree", "yes"], ["agree", "yes"], ["agree", ""]]
    assert found[["rule", "found"]].to_numpy().tolist() == [
        ["answered_in_welsh", "2 answers"],
        ["answered_in_welsh", "1 answers"],
    ]
    assert found.index.tolist() == [0, 2]


def test_words_of_ones_own_are_the_option_other_where_there_is_one_and_are_not_repeated(study: Study) -> None:
    assert coded(study, "leads", "My neighbour Ann", "The chief executive") == ["other", "chief"]
    assert issues(study, "leads", "My neighbour Ann") == [["other_text", "leads", "(text)", "kept as `other`"]]


TICKED = {
    "one column an option, labels with commas": ("A lack of skills;Too little time, money or staff;", "skills;money"),
    "in another order": ("Too little time, money or staff;A lack of skills", "skills;money"),
    "one alone with commas": ("Too little time, money or staff;", "money"),
    "the same twice": ("A lack of skills;A lack of skills;", "skills"),
    "one in each language": ("Diffyg sgiliau;Too little time, money or staff;", "skills;money"),
    "other by its label": ("Other (please say);", "other"),
    "other in words among options": ("A lack of skills;Old contracts;", "skills;other"),
    "other in words with a semicolon": ("Remote sites; poor signal;", "other"),
    "nothing": ("", ""),
}


@pytest.mark.parametrize(("written", "codes"), TICKED.values(), ids=TICKED)
def test_ticked_options_are_codes_in_the_order_of_the_scale(study: Study, written: str, codes: str) -> None:
    assert coded(study, "barriers", written) == [codes]


def test_a_comment_is_known_to_be_given_and_its_words_are_left_behind(study: Study) -> None:
    codes, found, _ = match_answers(study, pd.DataFrame({"comment": ["Ring me on 01234", ""]}, dtype=str))
    assert codes["comment"].tolist() == ["given", ""]
    assert found.empty


def test_a_long_strange_answer_is_cut_where_it_is_shown(study: Study) -> None:
    assert issues(study, "value", "x" * 500)[0][2] == "x" * 60


def test_the_returns_received_are_left_as_they_were(study: Study) -> None:
    received = pd.DataFrame({"value": ["Cytuno", "Sort of"]}, dtype=str)
    match_answers(study, received)
    assert received["value"].tolist() == ["Cytuno", "Sort of"]
