"""Sheets going out: a workbook a council, the same bytes each time."""

import re
from collections.abc import Collection, Sequence
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill, Protection
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from analysis.exchange.sheets.home import write_whole
from analysis.exchange.sheets.kind import Kind, Options, Row, a_choice, printable_text
from analysis.exchange.workbooks import workbook_bytes
from analysis.paths import Folders
from analysis.study.study import Study

TINTED = PatternFill("solid", fgColor="FFF4CE")
HEAD = PatternFill("solid", fgColor="E3E6EA")
LONGEST_LIST = 255  # characters that a cell's list of choices may have
WHAT_TO_DO = (
    "Fill the tinted columns in and leave the others. A row that you cannot answer stays blank. Save the file under "
    "any name, as .xlsx or .csv, and send it back. Rows may be sorted; please delete none."
)
LIKE_A_CODE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")  # spreadsheets read _x0041_ as A


def send_sheets(kind: Kind, study: Study, held: Folders, only: Collection[str] = ()) -> tuple[Path, dict[str, int]]:
    """Write the sheet of each council that has a row to answer; earlier ones give way. only: codes; all where empty.

    Gives the folder, and the number of rows of each sheet by its file's name.
    """
    by_unit: dict[str, list[Row]] = {}
    for row in kind.rows(study, held):
        if not row.settled and (not only or row.unit in only):
            by_unit.setdefault(row.unit, []).append(row)
    folder = sheets_folder(held)
    earlier = [folder / f"{kind.name}-{unit}.xlsx" for unit in only] or folder.glob(f"{kind.name}-*.xlsx")
    sent = {folder / f"{kind.name}-{unit}.xlsx": rows for unit, rows in sorted(by_unit.items())}
    for path in set(earlier) - set(sent):
        path.unlink(missing_ok=True)
    for path, rows in sent.items():
        write_whole(path, workbook_bytes(sheet_workbook(kind, rows)))
    return folder, {path.name: len(rows) for path, rows in sent.items()}


def sheets_folder(held: Folders) -> Path:
    """internal/sheets, closed to others like all of internal."""
    held.internal.mkdir(parents=True, exist_ok=True)
    held.internal.chmod(0o700)
    folder = held.internal / "sheets"
    folder.mkdir(exist_ok=True)
    return folder


def sheet_workbook(kind: Kind, rows: Sequence[Row]) -> Workbook:
    """The rows, then a page that says what to do."""
    book = Workbook()
    sheet = book.active
    sheet.title = kind.name
    for place, column in enumerate(kind.columns, start=1):
        _head(sheet.cell(1, place), column.name)
        sheet.column_dimensions[get_column_letter(place)].width = column.width
        for number, row in enumerate(rows, start=2):
            _fill(sheet.cell(number, place), {**row.cells, **row.answers}[column.name], column.form)
            if column.role == "answer":
                sheet.cell(number, place).fill = TINTED
                sheet.cell(number, place).protection = Protection(locked=False)
    sheet.freeze_panes = "A2"
    sheet.protection.sheet = True
    sheet.protection.formatColumns = sheet.protection.formatRows = False  # False: allowed
    _offer(sheet, kind, rows)
    _explain(book.create_sheet("Read me"), kind)
    return book


def _head(cell: Cell, text: str) -> None:
    _fill(cell, text)
    cell.font, cell.fill = Font(bold=True), HEAD


def _fill(cell: Cell, text: str, form: str = "@") -> None:
    """Text, whatever it looks like: never a formula, a number or a date."""
    if text:
        cell.value = LIKE_A_CODE.sub("_x005F_", printable_text(text))
        cell.data_type = "s"
    cell.number_format = form
    cell.alignment = Alignment(wrap_text=True, vertical="top")


def _offer(sheet: Worksheet, kind: Kind, rows: Sequence[Row]) -> None:
    """The options as a list to choose from, where it is short; other words (Welsh) may be typed all the same."""
    lists: dict[str, DataValidation] = {}
    columns = [place for place, column in enumerate(kind.columns, start=1) if column.read is a_choice]
    for number, row in enumerate(rows, start=2):
        offered = _as_list(row.options)
        if offered and offered not in lists:
            lists[offered] = DataValidation("list", f'"{offered}"', allow_blank=True, showErrorMessage=False)
            sheet.add_data_validation(lists[offered])
        for place in columns if offered else ():
            lists[offered].add(sheet.cell(number, place))


def _as_list(options: Options) -> str:
    """Options as a spreadsheet's list has them; blank where it cannot hold them."""
    offered = ",".join(options.labels)
    unfit = (
        options.several
        or len(offered) > LONGEST_LIST
        or any(mark in label for label in options.labels for mark in ',"')
    )
    return "" if unfit else offered


def _explain(sheet: Worksheet, kind: Kind) -> None:
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 14, 90
    columns = ((column.name, column.says) for column in kind.columns)
    lines = [(kind.name, kind.purpose), ("What to do", WHAT_TO_DO), *columns]
    for number, (name, says) in enumerate(lines, start=1):
        _head(sheet.cell(number, 1), name)
        _fill(sheet.cell(number, 2), says)
