"""Rows that are no returns are passed over and told: empty ones, a line `sep=;`, and the header once more."""

from pathlib import Path

import pytest
from openpyxl import Workbook

from analysis.errors import RawFileError
from analysis.returns.readers.platforms import PLATFORMS
from analysis.returns.readers.sheet import Sheet
from analysis.returns.readers.tabular import read_table

MARK = "\ufeff"


def read(folder: Path, text: str, platform: str = "generic", encoding: str = "utf-8") -> Sheet:
    """A text as a platform's export."""
    (folder / "members.csv").write_bytes(text.encode(encoding))
    return PLATFORMS[platform].read(folder / "members.csv")


def records(sheet: Sheet) -> list[tuple[int, tuple[str, ...]]]:
    return list(zip(sheet.lines, zip(*sheet.columns, strict=True), strict=True))


TWO = [(2, ("1", "Agree")), (3, ("2", ""))]
TRAILING = {
    "rows of commas": "id,value\n1,Agree\n2,\n,\n,\n",
    "rows of more commas than columns": "id,value\n1,Agree\n2,\n,,,,\n,,,,\n",
    "rows of quotes and spaces": 'id,value\n1,Agree\n2,\n"", \n  ,""\n',
}


@pytest.mark.parametrize("text", TRAILING.values(), ids=TRAILING)
def test_trailing_rows_in_which_nothing_stands_are_no_returns(tmp_path: Path, text: str) -> None:
    sheet = read(tmp_path, text)
    assert records(sheet) == TWO
    assert sheet.remarks == (("4", "empty_rows", "2", "no returns; the first stands here"),)


def test_an_empty_row_between_returns_is_none(tmp_path: Path) -> None:
    sheet = read(tmp_path, "id,value\n1,Agree\n,\n2,Agree\n")
    assert list(sheet.lines) == [2, 4]


def test_empty_rows_are_none_in_a_workbook_too(tmp_path: Path) -> None:
    book = Workbook()
    for row in (["id", "value"], ["1", "Agree"], ["", " "], ["", ""]):
        book.active.append(row)
    book.save(tmp_path / "members.xlsx")
    sheet = read_table(tmp_path / "members.xlsx")
    assert records(sheet) == [(2, ("1", "Agree"))]
    assert sheet.remarks == (("3", "empty_rows", "2", "no returns; the first stands here"),)


def test_a_return_that_answers_nothing_is_a_return(tmp_path: Path) -> None:
    assert records(read(tmp_path, "id,value\n7,\n")) == [(2, ("7", ""))]


ABOVE = {"blank lines": "\n\n", "rows of commas": ",\n,,\n", "a blank line and a row of spaces": "\n , \n"}


@pytest.mark.parametrize("above", ABOVE.values(), ids=ABOVE)
def test_empty_rows_above_the_header_are_passed_over(tmp_path: Path, above: str) -> None:
    sheet = read(tmp_path, f"{above}id,value\n1,Agree\n")
    assert records(sheet) == [(4, ("1", "Agree"))]
    told = [remark.rule for remark in sheet.remarks]
    assert told == (["empty_rows"] if "," in above else [])  # a blank line is no row


def test_empty_rows_stand_above_the_header_of_a_workbook(tmp_path: Path) -> None:
    book = Workbook()
    for column, text in enumerate(("id", "value"), start=1):
        book.active.cell(3, column, text)
        book.active.cell(4, column, "1")
    book.save(tmp_path / "members.xlsx")
    sheet = read_table(tmp_path / "members.xlsx")
    assert (sheet.header, list(sheet.lines)) == (("id", "value"), [4])
    assert sheet.remarks == (("1", "empty_rows", "2", "above the header: passed over"),)


SEPARATORS = {
    "semicolon": ("sep=;\r\n", ";", "utf-8"),
    "in quotes, as some programs write it": ('"sep=;"\n', ";", "utf-8-sig"),
    "a delimiter that is never found": ("sep=|\n", "|", "utf-8"),
    "a tab in UTF-16": ("SEP=\t\r\n", "\t", "utf-16"),
    "with commas behind it, saved once more": ("sep=,,,\n", ",", "utf-8"),
}


@pytest.mark.parametrize(("line", "delimiter", "encoding"), SEPARATORS.values(), ids=SEPARATORS)
def test_a_line_that_says_the_delimiter_is_no_header(tmp_path: Path, line: str, delimiter: str, encoding: str) -> None:
    sheet = read(tmp_path, f"{line}id{delimiter}value\n1{delimiter}Agree\n", encoding=encoding)
    assert (sheet.header, records(sheet)) == (("id", "value"), [(3, ("1", "Agree"))])
    assert ("1", "sep_line", f"sep={delimiter}", "read as what it says; the header is below") in sheet.remarks


def test_a_heading_that_begins_like_a_delimiter_is_a_heading(tmp_path: Path) -> None:
    assert read(tmp_path, "sep=;x,id\nAgree,1\n").header == ("sep=;x", "id")


JOINED = {
    "as it is": "id,value",
    "with the mark of its file": f"{MARK}id,value",
    "in quotes with the mark of its file": f'{MARK}"id",value',
    "with a comma at its end, saved once more": "id,value,",
}


@pytest.mark.parametrize("again", JOINED.values(), ids=JOINED)
def test_the_header_again_is_no_return_and_told(tmp_path: Path, again: str) -> None:
    sheet = read(tmp_path, f"id,value\n1,Agree\n{again}\n2,Agree\n")
    assert list(sheet.lines) == [2, 4]
    assert sheet.remarks == (("3", "header_again", "the header stands here again", "no return"),)


def test_all_header_rows_of_a_platform_may_stand_again(tmp_path: Path) -> None:
    head = "Respondent ID,Collector ID,Start Date,End Date,What stops you?,\n,,,,Skills,Trust\n"
    one = "{},9,04/03/2018,04/03/2018,Skills,\n"
    sheet = read(tmp_path, head + one.format(1) + head + one.format(2), "surveymonkey")
    assert list(sheet.columns[0]) == ["1", "2"]
    assert [remark.line for remark in sheet.remarks if remark.rule == "header_again"] == ["4", "5"]


def test_an_answer_like_a_heading_is_an_answer(tmp_path: Path) -> None:
    assert records(read(tmp_path, "id,value\n1,value\n")) == [(2, ("1", "value"))]


@pytest.mark.parametrize("text", ["\n\n", ",,\n,,\n", "sep=;\n", "sep=;\n;;\n"])
def test_a_file_of_nothing_else_has_no_header(tmp_path: Path, text: str) -> None:
    with pytest.raises(RawFileError) as caught:
        read(tmp_path, text)
    assert str(caught.value).endswith("members.csv: no header row; an export has one. Download it again.")
