"""An export as a table of cells, and how it is put into a file: delimited text, a workbook, an SPSS file."""

import csv
import datetime
import io
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

Cell = str | float | datetime.datetime


@dataclass(frozen=True)
class Table:
    """head: header rows. rows: one a return. text: how it becomes text (delimiter, quoting, line end, encoding)."""

    head: list[list[str]]
    rows: list[list[Cell]]
    delimiter: str = ","
    quoting: int = csv.QUOTE_MINIMAL
    line_end: str = "\n"
    encoding: str = "utf-8"
    trailing: str = ""
    day: str = "%d/%m/%Y %H:%M:%S"

    def reordered(self, order: list[int]) -> "Table":
        """The table with its columns in another order."""
        return replace(
            self,
            head=[[row[place] for place in order] for row in self.head],
            rows=[[row[place] for place in order] for row in self.rows],
        )


def shown(cell: Cell, day: str) -> str:
    return cell.strftime(day) if isinstance(cell, datetime.datetime) else str(cell)


def as_text(table: Table) -> str:
    """The table as delimited text."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=table.delimiter, quoting=table.quoting, lineterminator=table.line_end)
    writer.writerows(table.head)
    writer.writerows([shown(cell, table.day) for cell in row] for row in table.rows)
    return out.getvalue() + table.trailing


def save_text(table: Table, path: Path) -> None:
    path.write_bytes(as_text(table).encode(table.encoding, errors="replace"))


def save_workbook(table: Table, path: Path) -> None:
    """The table as the first sheet of an .xlsx file; dates as dates, numbers as numbers, all else as text."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Sheet1")
    for row in [*table.head, *table.rows]:
        sheet.append([_cell(sheet, cell) for cell in row])
    book.save(path)


def _cell(sheet: Any, content: Cell) -> Any:
    cell = WriteOnlyCell(sheet, value=None if content == "" else content)
    if isinstance(content, str) and content:
        cell.data_type = "s"  # `=1+1` is what somebody wrote, no formula
    return cell


def save(table: Table, path: Path) -> None:
    """The table in the kind of file that the path's name ends with."""
    path.parent.mkdir(parents=True, exist_ok=True)
    kinds = {".xlsx": save_workbook, ".sav": _save_spss}
    kinds.get(path.suffix, save_text)(table, path)


def _save_spss(table: Table, path: Path) -> None:
    from tests.support.layouts.writers_spss import save_spss  # it needs pyreadstat, and the texts of the writers

    save_spss(table, path)
