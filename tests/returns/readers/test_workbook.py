"""A workbook is checked before it is parsed; its cells come out as the text that a person sees."""

import time
import tracemalloc
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from analysis.errors import RawFileError
from analysis.returns.readers import workbook_checks
from analysis.returns.readers.ids import is_id_as_number
from analysis.returns.readers.tabular import read_table
from tests.support.places import TESTS

FIXTURES = TESTS / "samples"
NOT_WHOLE = "a whole .xlsx workbook is expected. Download it again."

REFUSED = {
    "truncated.xlsx": NOT_WHOLE,
    "old_xls.xlsx": (
        "an old .xls workbook, or one with a password; an .xlsx workbook without one is read. Save it as .xlsx or CSV."
    ),
    "empty.csv": "the file is empty; an export has a header row. Download it again.",
    "no_workbook_inside.xlsx": "a workbook with one is expected. Download it again.",
    "empty_workbook.xlsx": "empty_workbook.xlsx: no header row; an export has one. Download it again.",
    "far_cell.xlsx": (
        "cells as far as A1:XFD1048576; at most 2000 columns and 300000 rows are read. Clear the far cells."
    ),
    "no_such_file.xlsx": "no ordinary file is there; a raw file is one. Put the export there as downloaded.",
}
UNCAUGHT = {"damaged_entry.xlsx": "zlib's error", "sheet_cut_short.xlsx": "the XML parser's error"}


def refusal(path: Path) -> str:
    with pytest.raises(RawFileError) as caught:
        read_table(path)
    return str(caught.value)


@pytest.mark.parametrize(("name", "told"), REFUSED.items(), ids=REFUSED)
def test_a_workbook_that_cannot_be_trusted_is_refused_with_what_to_do(name: str, told: str) -> None:
    found = refusal(FIXTURES / name)
    assert found.startswith(str(FIXTURES / name))
    assert found.endswith(told)


@pytest.mark.parametrize("name", UNCAUGHT)
def test_a_workbook_damaged_inside_is_refused(name: str) -> None:
    assert refusal(FIXTURES / name).startswith(str(FIXTURES / name))


def test_no_row_is_lost_where_a_workbook_understates_its_extent() -> None:
    # seven returns; the sheet's <dimension> says A1:B3, as some exporters leave it
    assert len(read_table(FIXTURES / "extent_understated.xlsx").lines) == 7


def test_a_far_cell_is_refused_where_the_workbook_states_no_extent() -> None:
    assert "XFD1048576" in refusal(FIXTURES / "far_cell_not_declared.xlsx") or "2000 columns" in refusal(
        FIXTURES / "far_cell_not_declared.xlsx"
    )


@pytest.mark.parametrize(("row", "column", "extent"), [(2, 2_001, "A1:BXY2"), (300_001, 2, "A1:B300001")])
def test_a_cell_too_far_to_the_right_or_down_is_refused(tmp_path: Path, row: int, column: int, extent: str) -> None:
    book = Workbook()
    sheet = book.active
    sheet.append(["ID", "Answer"])
    sheet.cell(row, column, "x")
    book.save(tmp_path / "far.xlsx")
    assert f"cells as far as {extent};" in refusal(tmp_path / "far.xlsx")


def test_a_far_cell_is_refused_at_once_and_in_little_memory() -> None:
    # safety page: 5 s and 1 GB; a small file with one far cell takes 7.7 GB when parsed
    begun = time.monotonic()
    tracemalloc.start()
    refusal(FIXTURES / "far_cell.xlsx")
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert time.monotonic() - begun < 5
    assert most < 50_000_000


def test_a_workbook_too_large_unpacked_is_refused_before_it_is_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook_checks, "LARGEST", 4_000)
    found = refusal(FIXTURES / "cells_of_every_type.xlsx")
    assert "bytes unpacked; at most 2000 and 4000 are read. Export only the returns." in found


def test_every_kind_of_cell_becomes_the_text_that_a_person_sees() -> None:
    # row 3 of the sheet is empty: it is no record, and the next keeps its own row number
    sheet = read_table(FIXTURES / "cells_of_every_type.xlsx")
    assert sheet.header == ("ID", "When", "Number", "Share", "Text", "Ticked")
    assert list(sheet.lines) == [2, 4]
    assert list(zip(*sheet.columns, strict=True)) == [
        ("007", "2018-04-03 09:05:07", "12", "0.5", "None", "TRUE"),
        ("2", "", "3", "", "N/A", ""),
    ]
    assert sheet.encoding == ""


BOOKS = FIXTURES / "workbooks"
DISTRUSTED = {
    "formula_without_value.xlsx": (
        ", cell B3: a formula without its value; the value stands beside it once a spreadsheet has saved it. "
        "Open it, save it, or paste values."
    ),
    "macros.xlsx": ": it holds macros; an export has none. Save it as .xlsx without them, or as CSV.",
    "macro_enabled.xlsx": ": it holds macros; an export has none. Save it as .xlsx without them, or as CSV.",
    "external_link.xlsx": (
        ": it takes values from other workbooks; an export has its own. Break the links, or save it as CSV."
    ),
}
HIDES = {
    "hidden_and_further_sheets.xlsx": [
        ("", "hidden_sheet", "Secret, Deeper", "not read"),
        ("", "more_sheets", "Notes", "not read; Form1 is"),
    ],
    "hidden_row_and_column.xlsx": [
        ("", "hidden_rows", "1 rows", "read all the same"),
        ("", "hidden_columns", "1 runs of columns", "read all the same"),
    ],
    "merged_cells.xlsx": [("", "merged_cells", "1, first B3:B4", "the first cell of each has the text")],
    "formula_with_value.xlsx": [("", "formula", "1, first in B3", "the value stored beside it is read")],
}


@pytest.mark.parametrize(("name", "told"), DISTRUSTED.items(), ids=DISTRUSTED)
def test_a_workbook_that_is_more_than_cells_is_refused(name: str, told: str) -> None:
    assert refusal(BOOKS / name) == f"{BOOKS / name}{told}"


def test_a_workbook_whose_xml_defines_entities_is_refused() -> None:
    assert refusal(BOOKS / "entities.xlsx").startswith(f"{BOOKS / 'entities.xlsx'}: no sheet can be read (")


def test_a_small_entry_that_grows_a_thousandfold_is_refused_unread() -> None:
    found = refusal(BOOKS / "entry_grows_a_thousandfold.xlsx")
    assert "entry xl/media/image1.bin of " in found
    assert " bytes grows to 6000000; at most 200 times is expected of cells. Export only the returns." in found


def test_an_archive_of_too_many_entries_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook_checks, "MANY", 5)
    assert "at most 5 and 64000000 are read" in refusal(FIXTURES / "cells_of_every_type.xlsx")


@pytest.mark.parametrize(("name", "told"), HIDES.items(), ids=HIDES)
def test_what_a_workbook_hides_is_said_and_its_shown_sheet_read(name: str, told: list[tuple[str, ...]]) -> None:
    sheet = read_table(BOOKS / name)
    assert sheet.header == ("ID", "Answer")
    assert next(iter(sheet.columns[1])) == "Agree"
    assert list(sheet.remarks) == told


def test_numbers_have_no_digits_that_nobody_typed_and_errors_are_text() -> None:
    # 0.1 + 0.2 is 0.30000000000000004 in binary; 50% is stored as 0.5; a duration of 1 h 2 min
    sheet = read_table(BOOKS / "numbers_errors_and_times.xlsx")
    assert [next(iter(column)) for column in sheet.columns] == [
        "1", "0.3", "#REF!", "09:05:07", "1:02:00", "123456789012345", "0.5", "one\ntwo", "1.5e+20", "FALSE",
    ]  # fmt: skip


def test_text_in_runs_with_readings_or_in_its_cell_is_whole() -> None:
    sheet = read_table(BOOKS / "rich_phonetic_and_inline_text.xlsx")
    assert list(sheet.columns[1]) == ["Agree strongly", "東京", " in line\r\ntwo "]


def test_a_row_above_the_header_in_which_nothing_stands_is_passed_over() -> None:
    sheet = read_table(FIXTURES / "blank_header.xlsx")
    assert (sheet.header, len(sheet.lines)) == (("ID", "Answer"), 0)


def test_every_letter_that_a_workbook_writes_by_its_number_is_that_letter(tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(["ID", "Answer_x0020_given"])
    book.active.append(["1", "Don_x2019_t_x0020_know_x000D_\nnow"])
    book.active.append(["2", "_x005F_x2019_"])  # how a workbook writes what is no such number
    book.save(tmp_path / "members.xlsx")
    sheet = read_table(tmp_path / "members.xlsx")
    assert sheet.header == ("ID", "Answer given")
    assert list(sheet.columns[1]) == ["Don’t know\r\nnow", "_x2019_"]


NAMES = (  # ISO/IEC 29500-4 and -1
    (b"http://schemas.openxmlformats.org/spreadsheetml/2006/main", b"http://purl.oclc.org/ooxml/spreadsheetml/main"),
    (b"http://schemas.openxmlformats.org/officeDocument/2006/", b"http://purl.oclc.org/ooxml/officeDocument/"),
)


@pytest.mark.parametrize("name", ["cells_of_every_type.xlsx", "workbooks/dates_from_1904.xlsx"])
def test_a_workbook_saved_as_strict_open_xml_is_read_as_any_other(tmp_path: Path, name: str) -> None:
    path = tmp_path / "strict.xlsx"
    with zipfile.ZipFile(FIXTURES / name) as usual, zipfile.ZipFile(path, "w") as strict:
        for entry in usual.namelist():
            part = usual.read(entry)
            for said, instead in NAMES:
                part = part.replace(said, instead) if entry != "[Content_Types].xml" else part
            strict.writestr(entry, part)
    sheet, expected = read_table(path), read_table(FIXTURES / name)
    assert (sheet.header, sheet.lines, sheet.columns) == (expected.header, expected.lines, expected.columns)


RENAME = ": a text file by its content; an .xlsx workbook is expected. Rename it .csv, in mapping.csv too."
PAGE = (
    ": a web page, or XML, by its content; an .xlsx workbook is expected. "
    "Open it in a spreadsheet, and save it as .xlsx."
)
MISNAMED = {
    "a CSV file": (b"id,value\n1,Agree\n", RENAME),
    "tabs in UTF-16": ("id\tvalue\n".encode("utf-16"), RENAME),
    "a web page": (b"\r\n<html><body><table><tr><td>id</td></tr></table></body></html>", PAGE),
}


@pytest.mark.parametrize(("content", "told"), MISNAMED.values(), ids=MISNAMED)
def test_a_file_of_another_kind_that_is_named_as_a_workbook_is_told_as_that(
    tmp_path: Path, content: bytes, told: str
) -> None:
    path = tmp_path / "members.xlsx"
    path.write_bytes(content)
    assert refusal(path) == f"{path}{told}"


def test_a_workbook_that_is_named_as_text_is_told_as_that(tmp_path: Path) -> None:
    path = tmp_path / "members.csv"
    path.write_bytes((FIXTURES / "cells_of_every_type.xlsx").read_bytes())
    assert refusal(path) == (
        f"{path}: an .xlsx workbook, or another archive, by its content; text is expected in .csv. "
        "Rename it .xlsx, in mapping.csv too."
    )


def test_a_workbook_has_no_use_for_a_declared_encoding() -> None:
    with pytest.raises(
        RawFileError, match=r"declares encoding cp1252; a workbook says its own. Take that row out of it"
    ):
        read_table(FIXTURES / "cells_of_every_type.xlsx", "cp1252")


def test_dates_counted_from_1904_are_the_same_days() -> None:
    assert list(read_table(BOOKS / "dates_from_1904.xlsx").columns[1]) == ["2018-04-03 09:05:07"]


@pytest.mark.parametrize("name", ["members.xls", "members.ods", "members.numbers", "members.pdf", "members.docx"])
def test_a_file_of_another_kind_is_refused_with_the_kinds_that_are_read(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"something")
    with pytest.raises(RawFileError) as caught:
        read_table(path)
    assert str(caught.value) == (
        f"{path}: a file of kind {path.suffix}; .csv, .txt, .tsv, .xlsx, .sav, .zsav are read. "
        "Export the returns as one of them."
    )


@pytest.mark.parametrize(
    ("found", "lost"),
    [
        ("1.23457E+11", True),
        ("1,23457E+11", True),
        ("1234567890123450", True),
        ("1234567890123456", False),
        ("0071", False),
        ("R_3E5", False),
        ("123456789012345", False),
    ],
)
def test_an_id_that_a_spreadsheet_took_for_a_number_is_known(found: str, lost: bool) -> None:
    assert is_id_as_number(found) is lost
