"""A heading that stands twice is told apart; a workbook is as wide as its widest header row; letters are mended."""

from pathlib import Path

import pytest
from openpyxl import Workbook

from analysis.errors import RawFileError
from analysis.returns.readers.platforms import PLATFORMS
from analysis.returns.readers.sheet import Sheet
from analysis.returns.readers.tabular import read_table


def read(folder: Path, text: str) -> Sheet:
    (folder / "members.csv").write_text(text, encoding="utf-8")
    return read_table(folder / "members.csv")


def test_a_heading_that_stands_twice_is_told_apart_and_noted(tmp_path: Path) -> None:
    sheet = read(tmp_path, "id,Status,value,Status\n1,a,Agree,b\n")
    assert sheet.header == ("id", "Status (column 2)", "value", "Status (column 4)")
    assert sheet.remarks == (
        ("1", "heading_twice", "Status (column 2) | Status (column 4)", "told apart; mapping.csv says which is read"),
    )


def test_one_that_is_to_be_read_is_refused_with_the_names_to_choose_from(tmp_path: Path) -> None:
    sheet = read(tmp_path, "id,Status,value,Status\n1,a,Agree,b\n")
    with pytest.raises(RawFileError) as caught:
        sheet.place("status")
    assert str(caught.value) == (
        f"{tmp_path / 'members.csv'}, row 1: column 'status' stands twice, in columns 2 and 4; one is to be read. "
        "Say which in mapping.csv: 'Status (column 2)' or 'Status (column 4)'."
    )
    assert (sheet.place("Status (column 2)"), sheet.place("status (column 4)")) == (1, 3)


def test_headings_that_differ_by_case_are_found_as_they_are_written(tmp_path: Path) -> None:
    sheet = read(tmp_path, "id,q2,Q2\n1,a,b\n")
    assert (sheet.place("q2"), sheet.place("Q2")) == (1, 2)
    assert [remark.found for remark in sheet.remarks] == ["q2 | Q2"]
    with pytest.raises(RawFileError, match="in columns 2 and 3"):
        sheet.place(" Q2.")


def test_blank_headings_are_no_names(tmp_path: Path) -> None:
    assert read(tmp_path, "id,,,value\n1,,,Agree\n").remarks == ()


def test_a_platforms_own_status_is_the_first_of_two(tmp_path: Path) -> None:
    head = "StartDate,EndDate,Status,ResponseId,Q1,Status\nStart,End,Type,Id,Asked,Status\n"
    head += ",".join(f"{{ImportId:{number}}}" for number in range(6)) + "\n"
    row = "2018-04-09,2018-04-09,Survey Preview,R_1,Agree,active\n"
    (tmp_path / "members.csv").write_text(head + row, encoding="utf-8")
    assert list(PLATFORMS["qualtrics"].read(tmp_path / "members.csv").columns[-1]) == ["preview"]


def book(path: Path, *rows: list[str | None]) -> Path:
    made = Workbook()
    for row in rows:
        made.active.append(row)
    made.save(path)
    return path


ABOUT: list[str | None] = ["Respondent ID", "Collector ID", "Start Date", "End Date"]
NOTHING: list[str | None] = [None] * 4
WIDE = {
    "nothing stands above the last options": (
        [*ABOUT, "Asked"], [*NOTHING, "One", "Two", "Three"], ["Asked - One", "Asked - Two", "Asked - Three"],
    ),
    "nothing stands below the last question": (
        [*ABOUT, "First", "Second"], [*NOTHING, "Response"], ["First", "Second - "],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("questions", "options", "names"), WIDE.values(), ids=WIDE)
def test_a_workbook_is_as_wide_as_its_widest_header_row(
    tmp_path: Path, questions: list[str | None], options: list[str | None], names: list[str]
) -> None:
    answers = [*("1", "9", "04/03/2018", "04/03/2018"), "One"]
    path = book(tmp_path / "members.xlsx", questions, options, answers)
    sheet = PLATFORMS["surveymonkey"].read(path)
    assert [name.rstrip(" -") for name in sheet.header[4:]] == [name.rstrip(" -") for name in names]
    assert [next(iter(column)) for column in sheet.columns[4:]] == ["One", *[""] * (len(names) - 1)]


def test_a_cell_beside_the_last_heading_of_a_workbook_is_refused_with_its_row(tmp_path: Path) -> None:
    path = book(tmp_path / "members.xlsx", ["id", "value"], ["1"], ["2", "Agree", "Agree"])
    with pytest.raises(RawFileError, match="line 3: 3 fields; the header has 2"):
        read_table(path)


MENDED = {
    "an entity": "Don&#39;t know",
    "two entities, one within the other": "Don&amp;rsquo;t know",
    "tags": "<p>Don't <b>know</b></p>",
    "a letter by its number": "Don_x2019_t know",
    "letters of UTF-8 read as cp1252": "Donâ€™t know",
    "the same twice": "DonÃ¢â‚¬â„¢t know",
    "invisible letters": "\u200bDon't\u00ad know",
}


@pytest.mark.parametrize("heading", MENDED.values(), ids=MENDED)
def test_a_heading_is_found_once_its_letters_are_mended(tmp_path: Path, heading: str) -> None:
    assert read(tmp_path, f"id,{heading}\n1,x\n").place("Don't know") == 1


def test_a_heading_is_not_found_without_its_number(tmp_path: Path) -> None:
    # a question that asks for an address is not the platform's own column
    assert read(tmp_path, "id,2. Email\n1,x\n").place("Email") is None


def test_two_headings_that_are_the_same_once_mended_are_refused(tmp_path: Path) -> None:
    with pytest.raises(RawFileError, match="stands twice"):
        read(tmp_path, "id,<b>Value</b>,<i>Value</i>\n1,x,y\n").place("Value")
