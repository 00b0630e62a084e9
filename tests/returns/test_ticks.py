"""What ticks an option in a column of its own is declared, written by the platform, found in the file, or asked."""

import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from analysis.errors import RawFileError
from analysis.returns.option_columns import chosen_options
from analysis.returns.readers.platforms import PLATFORMS
from analysis.returns.readers.sheet import Sheet, column_of
from analysis.returns.written_answers import written_answers
from analysis.study.loading import load_study
from analysis.study.rows import Column
from tests.support.places import TESTS

TOY = load_study(TESTS / "studies" / "toy")
SKILLS, TRUST, OTHER = "A lack of skills", "A lack of trust", "Other (please say)"
CODES = ("skills", "trust", "other")
Declared = tuple[str, str]
# three people: the first ticked skills, the second trust and other, the third nothing
MEANT = [f"{SKILLS};", f"{TRUST};{OTHER};", ""]


def chosen(
    *columns: Sequence[str], platform: str = "generic", codes: Sequence[str] = CODES, declared: Declared = ("", "")
) -> tuple[list[str], list[str]]:
    """What each return chose, and what is told of the ticks found. columns: cells of one column an option."""
    rows = [Column("f.csv", f"Q{n}", "members", "barriers", code, *declared) for n, code in enumerate(codes, start=1)]
    sheet = Sheet(Path("f.csv"), "", tuple(row.column for row in rows), range(len(columns[0])), ())
    mapped = [(row, column_of(cells)) for row, cells in zip(rows, columns, strict=True)]
    found, remarks = chosen_options(TOY, PLATFORMS[platform], sheet, mapped)
    return ["".join(cells) for cells in zip(*found, strict=True)], [remark.found for remark in remarks]


def refusal(*columns: Sequence[str], platform: str = "generic", codes: Sequence[str] = CODES) -> str:
    with pytest.raises(RawFileError) as error:
        chosen(*columns, platform=platform, codes=codes)
    return str(error.value)


@pytest.mark.parametrize(
    ("tick", "none"),
    [
        ("1", "0"), ("Yes", "No"), ("TRUE", "FALSE"), ("y", "n"), ("Checked", "Unchecked"), ("1", ""), ("x", ""),
        ("Selected", "Not selected"), ("Mentioned", "Not mentioned"), ("1.0", "0.0"), ("Ydy", "Nac ydy"),
    ],
)  # fmt: skip
def test_a_pair_that_says_itself_which_is_the_tick_is_found_and_told(tick: str, none: str) -> None:
    answers, told = chosen([tick, none, none], [none, tick, none], [none, tick, none])
    assert answers == MEANT
    assert len(told) == 1
    assert told[0].startswith("barriers: ")


def test_labels_need_no_pair_and_stay_as_they_were_written() -> None:
    columns = ["a lack\u200b of skills", "", ""], ["", "Diffyg ffydd", ""], ["", OTHER, ""]
    assert chosen(*columns) == (["a lack\u200b of skills;", f"Diffyg ffydd;{OTHER};", ""], [])


def test_what_stands_beside_the_labels_in_each_column_is_no_tick() -> None:
    no = "Not quoted"
    answers, told = chosen([SKILLS, no, no], [no, TRUST, no], [no, OTHER, no])
    assert (answers, len(told)) == (MEANT, 1)


def test_what_stands_beside_the_labels_of_one_column_alone_is_asked() -> None:
    assert "1 value in its options' columns" in refusal([SKILLS, "Not here", ""], ["", TRUST, ""], ["", OTHER, ""])


def test_each_option_may_have_its_own_number() -> None:
    assert chosen(["1", "", "0"], ["", "2", "0"], ["", "3", "0"])[0] == MEANT


def test_one_and_two_may_be_options_or_yes_and_no_and_are_asked() -> None:
    told = refusal(["1", "", ""], ["", "2", ""], codes=CODES[:2])
    assert "('1', '2')" in told
    assert "ticked and not_ticked" in told


def test_of_one_and_two_that_which_stands_beside_words_is_the_tick() -> None:
    words = ["", "Old machines", "Rain", "Cost"]
    columns = ["1", "2", "2", "2"], ["2", "1", "2", "2"], ["2", "1", "1", "1"], words
    answers, told = chosen(*columns, codes=(*CODES, "other"))
    assert answers == [f"{SKILLS};", f"{TRUST};{OTHER};Old machines;", f"{OTHER};Rain;", f"{OTHER};Cost;"]
    assert "people's own words" in told[0]


@pytest.mark.parametrize("other", [["2", "1", "2", "1"], ["2", "1", "1", ""]], ids=["both beside words", "two words"])
def test_what_words_do_not_prove_is_asked(other: list[str]) -> None:
    words = ["", "Old machines", "Rain", "Cost" if other[3] else ""]
    columns = ["1", "2", "2", "2"], ["2", "1", "2", "2"], other, words
    assert "'1', '2'" in refusal(*columns, codes=(*CODES, "other"))


def test_limesurvey_writes_1_and_2_where_yes_and_no_are_converted() -> None:
    assert chosen(["1", "2", "2"], ["2", "1", "2"], ["2", "1", "2"], platform="limesurvey") == (MEANT, [])


def test_qualtrics_writes_minus_99_for_seen_and_not_answered() -> None:
    assert chosen(["1", "-99", "-99"], ["-99", "1", "-99"], ["-99", "1", "-99"], platform="qualtrics") == (MEANT, [])


def test_what_mapping_declares_goes_before_all_else() -> None:
    assert chosen(["2", "1", "1"], ["1", "2", "1"], ["1", "2", "1"], declared=("2", "1|9")) == (MEANT, [])


def test_what_is_not_declared_is_asked_though_the_pair_is() -> None:
    with pytest.raises(RawFileError, match=re.escape("1 value in its options' columns ('3')")):
        chosen(["2", "1", "1"], ["1", "2", "3"], ["1", "2", "1"], declared=("2", "1"))


def test_three_values_are_asked_and_words_among_them_are_not_shown() -> None:
    told = refusal(["Yes", "No", "I will not say"], ["No", "Yes", "No"], ["No", "Yes", "No"])
    assert "3 values" in told
    assert "will not" not in told
    assert "f.csv,Q1,members,barriers,skills,TICK,NO TICK" in told


def test_a_value_a_letter_from_a_label_is_shown() -> None:
    assert "'A lack of skils'" in refusal(["A lack of skils", "", ""], ["", TRUST, ""], ["", OTHER, ""])


def test_words_in_place_of_a_tick_are_other_in_the_column_of_other_alone() -> None:
    assert chosen([SKILLS, "", ""], ["", TRUST, ""], ["", "Old machines", ""])[0][1] == f"{TRUST};Old machines;"
    assert "none of them shown" in refusal([SKILLS, "Old machines", ""], ["", TRUST, ""], ["", "", ""])


def test_one_text_in_most_cells_of_other_is_nobodys_own_words() -> None:
    other = ["(masked)", "(masked)", "(masked)", "Old machines"]
    assert "1 value" in refusal([SKILLS, "", "", ""], ["", TRUST, "", ""], other)


def test_an_options_label_written_as_ones_own_words_stays_words() -> None:
    columns = [[SKILLS, "", ""], ["", TRUST, ""], ["", SKILLS, ""]]
    assert chosen(*columns)[0][1] == f'{TRUST};"{SKILLS}";'


def test_a_column_without_a_tick_is_read_by_its_sisters() -> None:
    assert chosen(["1", "0"], ["0", "0"], ["0", "0"])[0] == [f"{SKILLS};", ""]
    assert chosen(["", ""], ["", ""], ["", "Old machines"])[0] == ["", "Old machines;"]


def test_a_column_of_the_whole_question_and_one_of_words_beside_it_stay_apart() -> None:
    rows = [Column("f.csv", "Q1", "members", "barriers", ""), Column("f.csv", "Q2", "members", "barriers", "other")]
    cells = column_of([f"{SKILLS};{TRUST}", TRUST, ""]), column_of(["Rain", "", "Rain"])
    sheet = Sheet(Path("f.csv"), "", ("Q1", "Q2"), range(3), cells)
    answers, _ = written_answers(TOY, PLATFORMS["generic"], sheet, rows)
    assert list(answers) == [f"{SKILLS};{TRUST};Rain;", f"{TRUST};", "Rain;"]


@pytest.mark.parametrize("said", ["na", "x", "no", "-99"])
def test_one_persons_word_beside_other_changes_no_ones_ticks(said: str) -> None:
    columns = [["1", "0", "0"], ["0", "1", "0"], ["0", said, "0"]]
    assert chosen(*columns)[0] == [f"{SKILLS};", f"{TRUST};{said};", ""]


@pytest.mark.parametrize("said", ["na", "x", "ie"])
def test_nor_where_the_platform_has_words_of_its_own(said: str) -> None:
    columns = [["Yes", "No", "N/A"], ["No", "Yes", "N/A"], ["", said, ""]]
    assert chosen(*columns, platform="limesurvey")[0] == [f"{SKILLS};", f"{TRUST};{said};", ""]


def test_a_label_of_a_single_choice_may_hold_a_semicolon_and_a_variable_of_a_set_is_read_by_itself() -> None:
    row = Column("f.csv", "Q1", "members", "leaders_value_data", "")
    sheet = Sheet(Path("f.csv"), "", ("Q1",), range(3), (column_of(["Daily; 3+ hours", "Agree;", ""]),))
    assert list(written_answers(TOY, PLATFORMS["spss"], sheet, [row])[0]) == ["Daily; 3+ hours", "Agree", ""]
