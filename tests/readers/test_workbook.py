"""A workbook is checked before it is parsed; its cells come out as the text that a person sees."""

import time
import tracemalloc
from pathlib import Path

import pytest
from openpyxl import Workbook

from analysis.errors import RawFileError
from analysis.readers import workbook_checks
from analysis.readers.workbook import read_workbook

FIXTURES = Path(__file__).parent.parent / "returns"
NOT_WHOLE = "a whole .xlsx workbook is expected. Download it again."

REFUSED = {
    "truncated.xlsx": NOT_WHOLE,
    "old_xls.xlsx": (
        "an old .xls workbook, or one with a password; an .xlsx workbook without one is read. Save it as .xlsx or CSV."
    ),
    "empty.csv": "the file is empty; an export has a header row. Download it again.",
    "no_workbook_inside.xlsx": "a workbook with one is expected. Download it again.",
    "empty_workbook.xlsx": "empty_workbook.xlsx, row 1: no header; an export has one. Download it again.",
    "blank_header.xlsx": "blank_header.xlsx, row 1: no header; an export has one. Download it again.",
    "far_cell.xlsx": (
        "cells as far as A1:XFD1048576; at most 2000 columns and 1000000 rows are read. Clear the far cells."
    ),
    "no_such_file.xlsx": "no ordinary file is there; a raw file is one. Put the export there as downloaded.",
}
UNCAUGHT = {"damaged_entry.xlsx": "zlib's error", "sheet_cut_short.xlsx": "the XML parser's error"}


def refusal(path: Path) -> str:
    with pytest.raises(RawFileError) as caught:
        read_workbook(path)
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
    assert len(read_workbook(FIXTURES / "extent_understated.xlsx").lines) == 7


def test_a_far_cell_is_refused_where_the_workbook_states_no_extent() -> None:
    assert "XFD1048576" in refusal(FIXTURES / "far_cell_not_declared.xlsx") or "2000 columns" in refusal(
        FIXTURES / "far_cell_not_declared.xlsx"
    )


@pytest.mark.parametrize(("row", "column", "extent"), [(2, 2_001, "A1:BXY2"), (1_000_001, 2, "A1:B1000001")])
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
    sheet = read_workbook(FIXTURES / "cells_of_every_type.xlsx")
    assert sheet.header == ("ID", "When", "Number", "Share", "Text", "Ticked")
    assert list(sheet.lines) == [2, 4]
    assert list(zip(*sheet.columns, strict=True)) == [
        ("007", "2018-04-03 09:05:07", "12", "0.5", "None", "TRUE"),
        ("2", "", "3", "", "N/A", ""),
    ]
    assert sheet.encoding == ""
