"""Answers become codes of their scale in either language; what fits no option is an issue, never a guess."""

import dataclasses
import unicodedata
from types import MappingProxyType

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
    assert issues(study, "value", "Agree", "Sort of") == [["not_on_scale", "value", "(text)", "counted as unanswered"]]


SHOWN = {
    "two letters from a label": ("Argee", "Argee"),
    "a letter from a label in Welsh, shown by number": ("Cytunò", "Cytun\\u00f2"),
    "a letter of another alphabet": ("\u0410gree", "\\u0410gree"),
    "a number": ("9", "9"),
    "a number below nothing": ("-9", "-9"),
    "a number that may be somebody's": ("01792 635", "(text)"),
    "a person's words": ("My neighbour Ann", "(text)"),
    "a name": ("Jo", "(text)"),
    "a date": ("03/04/2018", "(date)"),
}


@pytest.mark.parametrize(("written", "shown"), SHOWN.values(), ids=SHOWN)
def test_only_what_is_nobodys_words_is_shown_of_an_answer_that_fits_none(
    study: Study, written: str, shown: str
) -> None:
    assert [found for _, _, found, _ in issues(study, "value", written)] == [shown]


def test_of_several_ticked_each_is_shown_or_not_by_itself(study: Study) -> None:
    assert issues(study, "ward", "Oess") == [["not_on_scale", "ward", "Oess", "counted as unanswered"]]
    assert issues(study, "value", "Agreed; says Ann")[0][2] == "(text)"


MOJIBAKE = "Don\\u00c3\\u00a2\\u00e2\\u201a\\u00ac\\u00e2\\u201e\\u00a2t know"
MONEY = "Too little time, money or staff"
NUMBER = "a number before the label"
MENDED = {
    "an invisible letter": ("value", "Agree\u200b", "agree", "Agree\\u200b", "invisible letters"),
    "a number": ("value", "2. Agree", "agree", "2. Agree", NUMBER),
    "tags in Welsh": ("value", "<i>Cytuno</i>", "agree", "<i>Cytuno</i>", "HTML"),
    "a letter by its number":
        ("value", "Don_x2019_t know", "dont_know", "Don_x2019_t know", "letters written as _xHHHH_"),
    "mojibake twice": ("value", "DonÃ¢â‚¬â„¢t know", "dont_know", MOJIBAKE, "mojibake"),
    "one of several": ("barriers", f"A lack of skills;1) {MONEY};", "skills;money", f"1) {MONEY}", NUMBER),
    "an entity with the mark that stands between options":
        ("barriers", f"A&nbsp;lack of skills;{MONEY};", "skills;money", "A&nbsp;lack of skills", "HTML"),
}  # fmt: skip


@pytest.mark.parametrize(("item", "written", "code", "shown", "step"), MENDED.values(), ids=MENDED)
def test_an_answer_is_known_once_it_is_mended_and_that_is_told(
    study: Study, item: str, written: str, code: str, shown: str, step: str
) -> None:
    assert coded(study, item, written) == [code]
    told = [found for found in issues(study, item, written) if found[0] != "answered_in_welsh"]
    assert told == [["mended_text", item, shown, f"matched; mended: {step}"]]


def test_words_of_ones_own_beside_a_mended_option_are_kept_as_they_are(study: Study) -> None:
    written = "1. A lack of skills;Old &amp; slow machines;"
    codes, found, words = match_answers(study, pd.DataFrame({"barriers": [written]}, dtype=str))
    assert codes["barriers"].tolist() == ["skills;other"]
    assert words["text"].tolist() == ["Old &amp; slow machines"]
    assert found[["rule", "found", "action"]].to_numpy().tolist() == [
        ["other_text", "(text)", "kept as `other`; mended: a number before the label"]
    ]


def test_a_code_with_decimals_is_the_code(study: Study) -> None:
    options = study.scales["agree5"]
    numbered = tuple(dataclasses.replace(option, code=str(at)) for at, option in enumerate(options, start=1))
    others = tuple(row for row in study.tables["answer_scales.csv"] if row.answer_scale != "agree5")
    tables = MappingProxyType({**study.tables, "answer_scales.csv": (*others, *numbered)})
    by_number = dataclasses.replace(study, tables=tables)
    # 2 is `Agree` there: a number that says another option than the label says nothing
    written = ["3.0", "2. Agree", "1. Agree", "7.0", "2.5"]
    assert coded(by_number, "value", *written) == ["3", "2", "", "", ""]


def test_an_answer_of_which_nothing_can_be_seen_is_none(study: Study) -> None:
    assert coded(study, "value", "\u200b", "\ufeff ") == ["", ""]
    assert issues(study, "value", "\u200b") == []


def test_a_label_without_its_welsh_is_not_the_answer_of_whoever_wrote_a_stop(study: Study) -> None:
    options = tuple(dataclasses.replace(option, label_cy="") for option in study.tables["answer_scales.csv"])
    plain = dataclasses.replace(study, tables=MappingProxyType({**study.tables, "answer_scales.csv": options}))
    assert coded(plain, "value", ".", ",") == ["", ""]


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


def test_the_returns_received_are_left_as_they_were(study: Study) -> None:
    received = pd.DataFrame({"value": ["Cytuno", "Sort of"]}, dtype=str)
    match_answers(study, received)
    assert received["value"].tolist() == ["Cytuno", "Sort of"]
