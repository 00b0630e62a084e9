"""Exports with several header rows: each is what it must be, or the file is refused with its line."""

from pathlib import Path

import pytest

from analysis.errors import RawFileError
from analysis.returns.readers.platforms import PLATFORMS
from analysis.returns.readers.sheet import Sheet
from tests.support.places import TESTS

RETURNS = TESTS / "samples"

REFUSED = {
    "qualtrics/without_import_ids.csv": (
        "without_import_ids.csv, row 3: no import ids; Qualtrics writes three header rows (names, texts, ImportId), "
        "its legacy export names and then texts with ResponseID. Export it again, as CSV, and keep every row."
    ),
    # 3 header rows; the first return takes lines 4 and 5
    "qualtrics/ragged_row_line_6.csv": (
        "ragged_row_line_6.csv, line 6: 20 fields; the header has 19. "
        "Answers would shift a column: correct the line, or export the file again."
    ),
    "qualtrics/ragged_second_header_row.csv": (
        "ragged_second_header_row.csv, line 2: 20 fields; the header has 19. "
        "Answers would shift a column: correct the line, or export the file again."
    ),
    "qualtrics/two_time_zones.csv": (
        "two_time_zones.csv, row 3: dates of time zones America/Denver and Z; one is expected. Export it again."
    ),
    "qualtrics/unknown_time_zone.csv": (
        "unknown_time_zone.csv, row 3: dates of time zone 'Somewhere'; a name such as 'Europe/London' is expected. "
        "Export it again."
    ),
    "surveymonkey/one_header_row.csv": (
        "one_header_row.csv, row 2: no row of options; SurveyMonkey writes one below the questions, "
        "empty under Respondent ID and its other columns, of which one at least is expected. Export all responses "
        "again, with both header rows and those columns; a file with one header row is read as generic, if tools.csv "
        "says so."
    ),
    "surveymonkey/ragged_second_header_row.csv": (
        "ragged_second_header_row.csv, line 2: 17 fields; the header has 18. "
        "Answers would shift a column: correct the line, or export the file again."
    ),
}


def read(place: str) -> Sheet:
    return PLATFORMS[Path(place).parts[0]].read(RETURNS / place)


@pytest.mark.parametrize(("place", "told"), REFUSED.items(), ids=REFUSED)
def test_a_file_whose_header_rows_cannot_be_trusted_is_refused(place: str, told: str) -> None:
    with pytest.raises(RawFileError) as caught:
        read(place)
    assert str(caught.value) == str(RETURNS / place).removesuffix(Path(place).name) + told


def test_returns_stand_on_their_physical_lines_below_qualtrics_three_header_rows() -> None:
    assert list(read("qualtrics/six_returns.csv").lines) == [4, 6, 7, 8, 9, 10]


def test_qualtrics_previews_are_marked_by_word_or_by_code() -> None:
    for fixture in ("six_returns.csv", "legacy_two_header_rows_trailing_comma.csv"):
        sheet = read(f"qualtrics/{fixture}")
        assert list(sheet.columns[-1]) == ["", "", "", "", "preview", ""]


def test_qualtrics_legacy_names_of_what_describes_a_return_are_those_of_the_second_row() -> None:
    sheet = read("qualtrics/legacy_two_header_rows_trailing_comma.csv")
    assert sheet.encoding == "utf-8-sig"
    assert [sheet.place(name) for name in ("ResponseId", "StartDate", "V1", "Q3_1")] == [0, 7, None, 13]


def test_surveymonkeys_columns_are_named_by_question_and_option() -> None:
    header = read("surveymonkey/six_returns.csv").header
    assert header[9:15] == (
        "Council",
        "Leaders value data.",
        "We avoid risk.",
        "What stops you? - A lack of skills",
        "What stops you? - Too little time, money or staff",
        "What stops you? - Other (please say)",
    )
    assert header[16] == "What would help?"


def test_a_question_that_is_asked_twice_is_told_apart() -> None:
    sheet = read("surveymonkey/same_question_twice.csv")
    assert sheet.header[10:12] == ("Leaders value data. (column 11)", "Leaders value data. (column 12)")
    with pytest.raises(RawFileError, match=r"column 'Leaders value data.' stands twice, in columns 11 and 12"):
        sheet.place("Leaders value data.")


@pytest.mark.parametrize("fixture", ["six_returns.csv", "headings_by_code_and_text.csv"])
def test_limesurveys_columns_are_named_by_code_where_it_stands(fixture: str) -> None:
    header = read(f"limesurvey/{fixture}").header
    assert (header[0], header[1], header[10]) == ("id", "submitdate", "Q03[SQ001]")


def test_limesurveys_columns_keep_their_texts_where_no_code_stands() -> None:
    header = read("limesurvey/headings_by_text_answers_as_labels.csv").header
    assert (header[0], header[1], header[10]) == ("id", "submitdate", "What stops you? [A lack of skills]")


def test_a_limesurvey_without_returns_has_none_though_its_export_has_an_empty_record() -> None:
    assert len(read("limesurvey/no_returns_one_empty_record.csv").lines) == 0


def test_semicolons_between_columns_and_within_a_cell_are_told_apart() -> None:
    sheet = read("microsoft_forms/semicolons_between_columns.csv")
    assert next(iter(sheet.columns[8])) == "A lack of skills;Too little time, money or staff;"
