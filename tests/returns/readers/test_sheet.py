"""A delimited file is read by contract, or refused whole with its line, what is wrong and what to do."""

import os
from pathlib import Path

import pytest

from analysis.errors import RawFileError
from analysis.returns.readers.sheet import Sheet
from analysis.returns.readers.tabular import read_table
from tests.support.places import TESTS

FIXTURES = TESTS / "samples"

# Line numbers counted by hand in the fixture: header on line 1; a cell with a line break takes two lines.
REFUSED = {
    "ragged_row_line_3.csv": (
        "ragged_row_line_3.csv, line 3: 4 fields; the header has 3. "
        "Answers would shift a column: correct the line, or export the file again."
    ),
    "short_row_line_4.csv": (
        "short_row_line_4.csv, line 4: 2 fields; the header has 3. "
        "Answers would shift a column: correct the line, or export the file again."
    ),
    "nul_byte_line_3.csv": ("nul_byte_line_3.csv, line 3: a NUL byte; text is expected. Download the export again."),
    "open_quote_line_3.csv": (
        "open_quote_line_3.csv, line 3: unexpected end of data; quotes must be closed and doubled inside. "
        "Export the file again."
    ),
    "stray_quote_line_2.csv": (
        "stray_quote_line_2.csv, line 2: ',' expected after '\"'; quotes must be closed and doubled inside. "
        "Export the file again."
    ),
    "empty.csv": "empty.csv: the file is empty; an export has a header row. Download it again.",
    "only_blank_lines.csv": "only_blank_lines.csv: no header row; an export has one. Download it again.",
    "no_such_file.csv": (
        "no_such_file.csv: no ordinary file is there; a raw file is one. Put the export there as downloaded."
    ),
}


def records(sheet: Sheet) -> list[tuple[int, tuple[str, ...]]]:
    """The records of a sheet, each with its line."""
    return list(zip(sheet.lines, zip(*sheet.columns, strict=True), strict=True))


def refusal(path: Path) -> str:
    """What a refused file is told, without its folder."""
    with pytest.raises(RawFileError) as caught:
        read_table(path)
    return str(caught.value).replace(f"{path.parent}/", "")


@pytest.mark.parametrize(("name", "told"), REFUSED.items(), ids=REFUSED)
def test_a_file_that_cannot_be_trusted_is_refused_with_its_line_and_what_to_do(name: str, told: str) -> None:
    assert refusal(FIXTURES / name) == told


def test_a_folder_in_the_place_of_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "members.csv").mkdir()
    assert "no ordinary file is there" in refusal(tmp_path / "members.csv")


@pytest.mark.skipif(os.name == "nt", reason="Windows asks for a privilege to make a link")
def test_a_symlink_to_a_sound_file_is_refused(tmp_path: Path) -> None:
    link = tmp_path / "members.csv"
    link.symlink_to(FIXTURES / "header_only.csv")
    assert "no ordinary file is there" in refusal(link)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="only POSIX has FIFOs")
def test_a_fifo_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    fifo = tmp_path / "members.csv"
    os.mkfifo(fifo)
    assert "no ordinary file is there" in refusal(fifo)


def test_lines_are_physical_lines_where_cells_hold_line_breaks() -> None:
    # 1 header, 2-4 one record over three lines, 5 blank, 6, 7
    sheet = read_table(FIXTURES / "crlf_and_newlines_in_cells.csv")
    assert records(sheet) == [
        (2, ("1", "Aber", "one\r\ntwo\r\nthree")),
        (6, ("2", "Aber", 'a "word", said')),
        (7, ("3", "Aber", "")),
    ]


def test_a_file_whose_every_record_lacks_a_field_is_refused_with_a_word_on_its_header() -> None:
    assert refusal(FIXTURES / "one_name_too_many.csv") == (
        "one_name_too_many.csv, line 2: 3 fields, and so has every record; the header has 4. Answers would shift a "
        "column: look for a name too many or too few in the header, and export the file again."
    )


@pytest.mark.parametrize(("name", "delimiter"), [("semicolons.csv", "semicolon"), ("tabs.txt", "tab")])
def test_what_stands_between_columns_is_found_from_the_header_and_said(name: str, delimiter: str) -> None:
    sheet = read_table(FIXTURES / name)
    assert records(sheet) == [(2, ("1", "Ynys Môn", "time, money")), (3, ("2", "Aber", "a;b\tc"))]
    assert sheet.remarks == (("1", "delimiter", delimiter, "read as what stands between columns"),)


def test_semicolons_in_a_header_with_commas_are_outvoted_by_the_records() -> None:
    # header: 2 by `,`, 3 by `;`; records: 2 by `,` all three times, 3 by `;` once
    sheet = read_table(FIXTURES / "semicolons_in_the_header.csv")
    assert sheet.header == ("id", "Tick all: skills; money; time")
    assert len(sheet.lines) == 3
    assert sheet.remarks == ()


@pytest.mark.parametrize(
    ("name", "encoding"), [("cp1252.csv", "cp1252"), ("utf16.csv", "utf-16"), ("utf8_with_bom.csv", "utf-8-sig")]
)
def test_the_encoding_is_found_and_the_text_is_right(name: str, encoding: str) -> None:
    sheet = read_table(FIXTURES / name)
    assert sheet.encoding == encoding
    assert sheet.header == ("id", "council", "answer")
    assert records(sheet) == [(2, ("1", "Ynys Môn", "Don’t know"))]


def test_a_file_with_a_header_and_no_record_is_read_as_none() -> None:
    sheet = read_table(FIXTURES / "header_only.csv")
    assert (sheet.header, records(sheet)) == (("id", "council", "answer"), [])


def test_a_column_is_found_whatever_its_spaces_case_and_full_stop() -> None:
    sheet = read_table(FIXTURES / "nbsp_headers.csv")
    assert sheet.place("Q1. Leaders value data.") == 1
    assert sheet.place("answer") == 2
    assert sheet.place("Q1. Leaders value dates.") is None


def test_columns_whose_names_differ_by_case_are_told_apart_by_it() -> None:
    sheet = read_table(FIXTURES / "duplicate_column.csv")
    assert (sheet.place("council"), sheet.place("COUNCIL")) == (1, 2)
    with pytest.raises(RawFileError, match="column 'Council' stands twice, in columns 2 and 3"):
        sheet.place("Council")


def test_a_byte_of_no_known_letter_refuses_the_columns_in_which_one_stands() -> None:
    # line 2: 1, Ynys M\x81n, Agree\xff
    sheet = read_table(FIXTURES / "undefined_byte.csv")
    assert sheet.place("id") == 0
    for name in ("council", "answer"):
        with pytest.raises(RawFileError, match=f"line 2, column '{name}': its letters beyond ASCII are clearly"):
            sheet.place(name)


def test_words_for_missing_stay_text_and_numbers_keep_their_leading_zeros() -> None:
    sheet = read_table(FIXTURES / "nbsp_headers.csv")
    assert records(sheet) == [(2, ("007", "None", "N/A"))]
